//! Writing an entry: number, facts, totals. Four statements, whatever the number of lines.

use std::collections::BTreeMap;

use crate::db::Tx;
use crate::kernel::{BusinessDate, EntryId, Money, PersonId};
use crate::ledger::error::LedgerError;
use crate::ledger::model::{Line, PostEvent, Posted, Side, Totals, Voucher, event};
use crate::ledger::posting_rules::PostingRules;
use crate::ledger::rules::{self, Reversible};
use crate::ledger::store::{self, EntryRow, PostingRow, TotalRow};

/// An entry before it is written. It balances and its date has come, or it is refused.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub voucher: Voucher,
    pub date: BusinessDate,
    pub event: String,
    /// What it rests on: `card/12`.
    pub source: String,
    pub text: String,
    /// Number of the paper behind a free entry.
    pub document: Option<String>,
    pub reverses: Option<EntryId>,
    pub made_by: PersonId,
    pub approved_by: Option<PersonId>,
    pub lines: Vec<Line>,
}

/// A14.1, A14.2: posts an event by the rule in force on its date. Refused when it lies in the future, when no rule or account
/// is there for it, when every figure is zero. The entry disappears with the act when that is refused.
pub fn post(tx: &mut Tx<'_>, told: &PostEvent) -> Result<Posted, LedgerError> {
    rules::may_post_on(told.date, tx.today())?;
    let rule = PostingRules::compiled_in()?
        .in_force(told.event, told.date)
        .ok_or(LedgerError::NoRule {
            event: told.event,
            on: told.date,
        })?;
    let lines = store::lines_of(tx.conn, &rule.lines_for(told)?, &told.subsidiaries)?;
    let made_by = tx.actor();
    write_entry(
        tx,
        NewEntry {
            voucher: rule.voucher,
            date: told.date,
            event: told.event.to_owned(),
            source: told.source.clone(),
            text: told.text.clone(),
            document: None,
            reverses: None,
            made_by,
            approved_by: None,
            lines,
        },
    )
}

/// C10: cancels an entry by a new one with the sides swapped, dated `on` as its cause demands; whole and once.
pub fn reverse(
    tx: &mut Tx<'_>,
    entry: EntryId,
    on: BusinessDate,
    reason: &str,
) -> Result<Posted, LedgerError> {
    let made_by = tx.actor();
    reverse_for(tx, entry, on, reason, (made_by, None))
}

/// The same with its maker and approver, for a reversal by hand.
pub(in crate::ledger) fn reverse_for(
    tx: &mut Tx<'_>,
    entry: EntryId,
    on: BusinessDate,
    reason: &str,
    (made_by, approved_by): (PersonId, Option<PersonId>),
) -> Result<Posted, LedgerError> {
    rules::text_is_fit(reason)?;
    let original = store::entry_by_id(tx.conn, entry)?.ok_or(LedgerError::NotFound)?;
    let reversed_by = store::reversals_of(tx.conn, &[original.id])?
        .pop()
        .map(|r| r.no);
    rules::may_reverse(&reversible(&original, reversed_by), on, tx.today())?;
    let lines = store::postings_of(tx.conn, &[original.id])?
        .iter()
        .map(swapped)
        .collect::<Result<Vec<Line>, LedgerError>>()?;
    write_entry(
        tx,
        NewEntry {
            voucher: Voucher::Journal,
            date: on,
            event: event::ENTRY_REVERSED.to_owned(),
            source: original.source.clone(),
            text: format!("กลับรายการ {}: {reason}", original.no),
            document: None,
            reverses: Some(entry),
            made_by,
            approved_by,
            lines,
        },
    )
}

pub(in crate::ledger) fn reversible(entry: &EntryRow, reversed_by: Option<String>) -> Reversible {
    Reversible {
        no: entry.no.clone(),
        date: entry.date(),
        is_reversal: entry.reverses.is_some(),
        reversed_by,
    }
}

/// A posting on the other side, as a reversal has it.
pub(in crate::ledger) fn swapped(posting: &PostingRow) -> Result<Line, LedgerError> {
    Ok(Line {
        account: posting.account_id,
        side: posting.on_side()?.other(),
        amount: Money::satang(posting.amount),
        subsidiary: posting.subsidiary.clone(),
        member: posting.member_id.map(crate::kernel::MemberId::new),
    })
}

/// Writes an entry with the next number of its series. Whatever may refuse comes before the number is taken.
pub fn write_entry(tx: &mut Tx<'_>, new: NewEntry) -> Result<Posted, LedgerError> {
    rules::may_post_on(new.date, tx.today())?;
    rules::balanced(&new.lines)?;
    let totals = totals_of(&new)?;
    let vouchers = PostingRules::compiled_in()?.vouchers();
    let series = vouchers.name(new.voucher, new.date);
    let number = tx.next_number(&format!("voucher/{series}"));
    let entry = entry_row(tx, &new, vouchers.no(&series, number), series, number);
    let first = tx.next_ids("postings", new.lines.len());
    let rows: Vec<PostingRow> = new
        .lines
        .iter()
        .zip(first..)
        .zip(1..)
        .map(|((line, id), place)| posting_row(&entry, line, id, place))
        .collect();
    let posted = Posted {
        entry: entry.entry(),
        no: entry.no.clone(),
    };
    tx.facts(&[entry])?;
    tx.facts(&rows)?;
    store::add_totals(tx.conn, &totals)?;
    Ok(posted)
}

fn entry_row(tx: &mut Tx<'_>, new: &NewEntry, no: String, series: String, number: i64) -> EntryRow {
    EntryRow {
        id: tx.next_id("entries"),
        seq: tx.seq(),
        no,
        series,
        number,
        voucher: new.voucher.code().to_owned(),
        transaction_date: new.date.naive(),
        recorded_at: tx.now().as_micros(),
        event: new.event.clone(),
        source: new.source.clone(),
        text: new.text.clone(),
        document: new.document.clone(),
        reverses: new.reverses.map(EntryId::get),
        relates_to: None,
        made_by: new.made_by.get(),
        approved_by: new.approved_by.map(PersonId::get),
    }
}

fn posting_row(entry: &EntryRow, line: &Line, id: i64, place: i32) -> PostingRow {
    PostingRow {
        id,
        seq: entry.seq,
        entry_id: entry.id,
        line: place,
        account_id: line.account,
        side: line.side.code().to_owned(),
        amount: line.amount.as_satang(),
        subsidiary: line.subsidiary.clone(),
        member_id: line.member.map(crate::kernel::MemberId::get),
        transaction_date: entry.transaction_date,
        recorded_at: entry.recorded_at,
    }
}

/// What the entry adds to the kept totals: for each line the account's day and month, and the same of its subsidiary.
fn totals_of(new: &NewEntry) -> Result<Vec<TotalRow>, LedgerError> {
    let mut sums: BTreeMap<(&str, i64), Totals> = BTreeMap::new();
    for line in &new.lines {
        let own = Some(line.subsidiary.as_str()).filter(|s| !s.is_empty());
        for key in std::iter::once("").chain(own) {
            let sum = sums.entry((key, line.account)).or_default();
            *sum = sum.plus(side_of(line))?;
        }
    }
    Ok(sums
        .into_iter()
        .flat_map(|((key, account), sum)| spans(key, account, new.date, sum))
        .collect())
}

/// A line as debit and credit.
pub(in crate::ledger) const fn side_of(line: &Line) -> Totals {
    match line.side {
        Side::Debit => Totals {
            debit: line.amount,
            credit: Money::ZERO,
        },
        Side::Credit => Totals {
            debit: Money::ZERO,
            credit: line.amount,
        },
    }
}

/// The day's row and the month's row of a sum.
pub(in crate::ledger) fn spans(
    key: &str,
    account: i64,
    on: BusinessDate,
    sum: Totals,
) -> [TotalRow; 2] {
    let row = |span: &str, from: BusinessDate| TotalRow {
        account_id: account,
        subsidiary: key.to_owned(),
        span: span.to_owned(),
        from_date: from.naive(),
        debit: sum.debit.as_satang(),
        credit: sum.credit.as_satang(),
    };
    [row("day", on), row("month", month_start(on))]
}

/// The first day of a date's month.
pub(in crate::ledger) fn month_start(on: BusinessDate) -> BusinessDate {
    on.plus_days(1 - i64::from(on.day()))
}
