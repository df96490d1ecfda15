//! Decisions of the ledger: plain functions, each with its article.

mod four_eyes;
mod undo;

pub use four_eyes::{ACCOUNT_IN_HAND_DAYS, NotApprover, may_approve};
pub use undo::{Cause, Undo, may_undo};

use super::error::LedgerError;
use super::model::{Line, Side};
use crate::bylaws::DayOfYear;
use crate::kernel::{BusinessDate, Money, Overflow, PersonId, thai};

/// Lines of one entry at most: a free entry is written by hand.
pub const LINES_MAX: usize = 100;

/// One line at most: a hundred thousand million baht, more than any cooperative has. Below it the kept totals of an account
/// cannot leave 64 bits before nine hundred thousand such lines.
pub const AMOUNT_MAX: Money = Money::satang(10_000_000_000_000);

/// A14.2: an entry carries the date of its transaction, which has happened. A prepared entry may wait for its day.
pub fn may_post_on(on: BusinessDate, today: BusinessDate) -> Result<(), LedgerError> {
    if on > today {
        return Err(LedgerError::InTheFuture { on, today });
    }
    Ok(())
}

/// A14.1: debits equal credits, in two lines or more, each above zero. Answers the sum of one side.
pub fn balanced(lines: &[Line]) -> Result<Money, LedgerError> {
    if !(2..=LINES_MAX).contains(&lines.len()) {
        return Err(LedgerError::LineCount { max: LINES_MAX });
    }
    if let Some(place) = lines.iter().position(|l| !l.amount.is_positive()) {
        return Err(LedgerError::NotPositive { line: place + 1 });
    }
    if lines.iter().any(|line| line.amount > AMOUNT_MAX) {
        return Err(LedgerError::TooLarge(Overflow));
    }
    let of = |side: Side| Money::sum(lines.iter().filter(|l| l.side == side).map(|l| l.amount));
    let (debit, credit) = (of(Side::Debit)?, of(Side::Credit)?);
    if debit != credit {
        return Err(LedgerError::Unbalanced {
            debit: debit.grouped(),
            credit: credit.grouped(),
        });
    }
    Ok(debit)
}

/// What a reversal needs to know of the entry it cancels.
#[derive(Debug, Clone)]
pub struct Reversible {
    pub no: String,
    pub date: BusinessDate,
    /// The entry is itself a reversal.
    pub is_reversal: bool,
    /// The voucher that reversed it before.
    pub reversed_by: Option<String>,
}

/// C10: an entry is cancelled by one reversal, whole and once; a reversal is not cancelled, what was right is posted anew.
/// A14.2: not before the entry itself and not in the future.
pub fn may_reverse(
    entry: &Reversible,
    on: BusinessDate,
    today: BusinessDate,
) -> Result<(), LedgerError> {
    if let Some(by) = &entry.reversed_by {
        return Err(LedgerError::AlreadyReversed {
            no: entry.no.clone(),
            by: by.clone(),
        });
    }
    if entry.is_reversal {
        return Err(LedgerError::IsAReversal {
            no: entry.no.clone(),
        });
    }
    if on < entry.date {
        return Err(LedgerError::BeforeItsEntry {
            on,
            original: entry.date,
        });
    }
    may_post_on(on, today)
}

/// A5.5, without waiver: cash is taken up to what the member owes and has applied for. What is more goes to the member's
/// credit, and only where whoever takes it says so. Answers what pays the fee and what becomes credit.
pub fn receipt_split(
    amount: Money,
    due: Money,
    as_credit: bool,
) -> Result<(Money, Money), LedgerError> {
    let due = due.max(Money::ZERO);
    if amount <= due {
        return Ok((amount, Money::ZERO));
    }
    if !as_credit {
        return Err(LedgerError::MoreThanOwed { due: due.grouped() });
    }
    Ok((due, amount.minus(due)?))
}

/// A5.5: a fee is written off as far as it is owed.
pub fn may_write_off(amount: Money, owed: Money) -> Result<(), LedgerError> {
    if !amount.is_positive() {
        return Err(LedgerError::PaymentNotPositive);
    }
    if amount > owed {
        return Err(LedgerError::WriteOffTooLarge {
            owed: owed.max(Money::ZERO).grouped(),
        });
    }
    Ok(())
}

/// A5.5: a resolution has a number, in which a digit can be seen.
pub fn resolution_is_named(no: &str) -> Result<(), LedgerError> {
    let seen = thai::to_arabic_digits(&thai::visible(no));
    if seen.contains(|c: char| c.is_ascii_digit()) {
        return Ok(());
    }
    // What no book takes is told before what it does not say.
    text_is_fit_or_blank(no).map_err(|error| error.at("document"))?;
    Err(LedgerError::NoResolution)
}

/// A5.5: cash first fills what a member's credit lacks, where more went back than stood there, after the fee that is due. Answers
/// what pays the fee and what goes to the credit; `due` holds what the credit is short of.
pub fn filled_up(
    (paid, more): (Money, Money),
    due: Money,
    short: Money,
) -> Result<(Money, Money), LedgerError> {
    let fee = paid.min(due.minus(short)?.max(Money::ZERO));
    Ok((fee, paid.minus(fee)?.plus(more)?))
}

/// C10: a prepared entry is taken back by whoever prepared it; everybody else sends it back.
pub fn may_withdraw(maker: PersonId, person: PersonId) -> Result<(), LedgerError> {
    if maker != person {
        return Err(LedgerError::NotItsMaker);
    }
    Ok(())
}

/// C8: a prepared entry is sent back by another person; its maker takes it back.
pub fn may_send_back(maker: PersonId, checker: PersonId) -> Result<(), LedgerError> {
    if maker == checker {
        return Err(LedgerError::OwnSentBack);
    }
    Ok(())
}

/// A14.2: what a person dates by hand lies in an accounting year that these books know.
pub fn may_date_back(on: BusinessDate, first_day: BusinessDate) -> Result<(), LedgerError> {
    if on < first_day {
        return Err(LedgerError::BeforeTheBooks { on, first_day });
    }
    Ok(())
}

/// The first day of the accounting year that holds `on`: the day after the last year's end before it.
pub fn year_start(on: BusinessDate, year_end: DayOfYear) -> BusinessDate {
    let ends = [on.year() - 1, on.year() - 2].map(|year| year_end.in_year(year));
    let this_year = year_end.in_year(on.year()).filter(|end| *end < on);
    let end = this_year.or(ends[0]).or(ends[1]);
    end.map_or(on, |end| end.plus_days(1))
}

/// Characters of a text of an entry at most.
const TEXT_CHARS_MAX: usize = 500;

/// A text of an entry: not empty, not endless, and nothing in it that could be a whole card number or a PIN.
pub fn text_is_fit(text: &str) -> Result<(), LedgerError> {
    if text.trim().is_empty() {
        return Err(LedgerError::NoText);
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        let chars_max = TEXT_CHARS_MAX;
        return Err(LedgerError::LongText { chars_max });
    }
    match thai::hidden_in(text) {
        Some(thai::Hidden::CardNumber) => Err(LedgerError::CardNumberInText),
        Some(thai::Hidden::Pin) => Err(LedgerError::PinInText),
        None => Ok(()),
    }
}

/// The same where nothing need be said.
pub fn text_is_fit_or_blank(text: &str) -> Result<(), LedgerError> {
    let says_nothing = text.trim().is_empty() && text.len() <= TEXT_CHARS_MAX;
    if says_nothing {
        Ok(())
    } else {
        text_is_fit(text)
    }
}

/// A14.1: a free entry rests on a document, named by its number.
pub fn document_is_named(document: &str) -> Result<(), LedgerError> {
    if document.trim().is_empty() {
        return Err(LedgerError::NoDocument);
    }
    text_is_fit(document).map_err(|error| error.at("document"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::Rule;
    use crate::ledger::testing::year_end;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn line(side: Side, satang: i64) -> Line {
        Line {
            account: 1,
            side,
            amount: Money::satang(satang),
            subsidiary: String::new(),
            member: None,
        }
    }

    #[test]
    fn a14_2_an_entry_is_never_dated_in_the_future() {
        let today = day("2026-11-21");
        assert!(may_post_on(today, today).is_ok());
        assert!(may_post_on(day("2026-11-20"), today).is_ok());
        assert_eq!(
            may_post_on(day("2026-11-22"), today).unwrap_err().rule(),
            Some(Rule::A14_2)
        );
    }

    #[test]
    fn a14_2_nothing_is_dated_by_hand_before_the_first_accounting_year() {
        let first_day = day("2026-01-01");
        assert!(may_date_back(first_day, first_day).is_ok());
        let refused = may_date_back(day("1957-11-20"), first_day).unwrap_err();
        assert_eq!(refused.rule(), Some(Rule::A14_2));
    }

    #[test]
    fn an_accounting_year_begins_on_the_day_after_the_last_ones_end() {
        for (on, end, start) in [
            ("2026-11-21", "12-31", "2026-01-01"),
            ("2026-12-31", "12-31", "2026-01-01"),
            ("2026-11-21", "09-30", "2026-10-01"),
            ("2026-09-30", "09-30", "2025-10-01"),
            ("2026-10-01", "09-30", "2026-10-01"),
        ] {
            assert_eq!(year_start(day(on), year_end(end)), day(start), "{on}");
        }
    }

    #[test]
    fn a14_1_an_entry_that_does_not_balance_is_refused() {
        use Side::{Credit, Debit};
        assert_eq!(
            balanced(&[line(Debit, 5), line(Credit, 5)]).unwrap(),
            Money::satang(5)
        );
        for (lines, rule) in [
            (vec![line(Debit, 5), line(Credit, 4)], Some(Rule::A14_1)),
            (vec![line(Debit, 5)], None),
            (vec![line(Debit, 0), line(Credit, 0)], None),
            (vec![line(Debit, -5), line(Credit, -5)], None),
        ] {
            assert_eq!(balanced(&lines).unwrap_err().rule(), rule);
        }
        let most = AMOUNT_MAX.as_satang();
        assert!(balanced(&[line(Debit, most), line(Credit, most)]).is_ok());
        for much in [most + 1, i64::MAX] {
            let refused = balanced(&[line(Debit, much), line(Credit, much)]);
            assert!(matches!(refused, Err(LedgerError::TooLarge(_))), "{much}");
        }
    }

    #[test]
    fn c10_an_entry_is_reversed_whole_once_and_not_before_itself() {
        let entry = Reversible {
            no: "JV2569/000001".into(),
            date: day("2026-11-20"),
            is_reversal: false,
            reversed_by: None,
        };
        let today = day("2026-11-21");
        assert!(may_reverse(&entry, today, today).is_ok());
        assert!(may_reverse(&entry, day("2026-11-19"), today).is_err());
        assert!(may_reverse(&entry, day("2026-11-22"), today).is_err());
        let again = Reversible {
            reversed_by: Some("JV2569/000002".into()),
            ..entry.clone()
        };
        assert_eq!(
            may_reverse(&again, today, today).unwrap_err().rule(),
            Some(Rule::C10)
        );
        let reversal = Reversible {
            is_reversal: true,
            ..entry
        };
        assert_eq!(
            may_reverse(&reversal, today, today).unwrap_err().rule(),
            Some(Rule::C10)
        );
    }

    #[test]
    fn a5_5_cash_above_what_is_due_is_credit_and_only_knowingly() {
        let baht = |satang: i64| Money::satang(satang);
        let due = baht(10_000);
        let split = |amount, as_credit| receipt_split(baht(amount), due, as_credit);
        assert_eq!(split(10_000, false).unwrap(), (due, Money::ZERO));
        assert_eq!(split(1, true).unwrap(), (baht(1), Money::ZERO));
        assert_eq!(split(10_001, false).unwrap_err().rule(), Some(Rule::A5_5));
        assert_eq!(split(10_001, true).unwrap(), (due, baht(1)));
        let ahead = receipt_split(baht(5), baht(-10_000), true).unwrap();
        assert_eq!(ahead, (Money::ZERO, baht(5)));
        assert!(receipt_split(baht(5), baht(-10_000), false).is_err());
    }

    #[test]
    fn a5_5_no_more_is_written_off_than_is_owed() {
        let owed = Money::satang(10_000);
        assert!(may_write_off(owed, owed).is_ok());
        let more = may_write_off(Money::satang(10_001), owed).unwrap_err();
        assert_eq!(more.rule(), Some(Rule::A5_5));
        assert!(may_write_off(Money::ZERO, owed).is_err());
        for no in ["", " ", "-", ".", "ไม่มี", "\u{200b}", "\u{3164}", "\u{2800}"] {
            let refused = resolution_is_named(no).unwrap_err();
            assert_eq!(refused.rule(), Some(Rule::A5_5), "{no:?}");
        }
        for no in ["7/2569", "๗/๒๕๖๙", "ครั้งที่ 3"] {
            assert!(resolution_is_named(no).is_ok(), "{no}");
        }
        assert!(may_write_off(Money::satang(1), Money::satang(-1)).is_err());
    }

    #[test]
    fn a14_1_a_free_entry_names_its_document() {
        assert_eq!(
            document_is_named("  ").unwrap_err().rule(),
            Some(Rule::A14_1)
        );
        assert!(matches!(
            text_is_fit("บัตร 4111111111111111"),
            Err(LedgerError::CardNumberInText)
        ));
    }

    #[test]
    fn a5_5_cash_fills_what_a_members_credit_lacks_after_the_fee() {
        let split = |paid: i64, more: i64, due: i64, short: i64| {
            let of = Money::satang;
            filled_up((of(paid), of(more)), of(due), of(short)).unwrap()
        };
        let is = |fee: i64, credit: i64| (Money::satang(fee), Money::satang(credit));
        assert_eq!(split(100, 0, 100, 0), is(100, 0));
        assert_eq!(split(100, 25, 100, 0), is(100, 25));
        assert_eq!(split(100, 0, 100, 100), is(0, 100));
        assert_eq!(split(150, 5, 150, 100), is(50, 105));
        assert_eq!(split(40, 0, 40, 100), is(0, 40));
    }
}
