#![expect(clippy::unwrap_used, reason = "tests")]

use crate::kernel::{MemberId, Money, Rule};
use crate::ledger::LedgerError;
use crate::ledger::journal;
use crate::ledger::model::{PostEvent, Posted, Side, Subsidiaries, Voucher, event};
use crate::ledger::service::{fee_account, fee_balance, fee_paid, post, reverse};
use crate::ledger::testing::{Books, SOMSRI, a_member_fee, baht, day};

fn charged(books: &Books, figures: Vec<(&'static str, Money)>, event: &'static str) -> Posted {
    let told = PostEvent {
        event,
        figures,
        subsidiaries: Subsidiaries::bank_line("9791/20261120/3"),
        ..a_member_fee(9, "1", "2026-11-20")
    };
    books.act(SOMSRI, move |tx| post(tx, &told)).unwrap()
}

fn owed(books: &Books, member: i64, on: &str) -> Money {
    books.read(|conn| fee_balance(conn, MemberId::new(member), day(on)).unwrap())
}

fn lines(books: &Books, posted: &Posted) -> Vec<(String, Side, Money)> {
    let entry = books.read(|conn| journal::entry(conn, posted.entry).unwrap());
    entry
        .postings
        .into_iter()
        .map(|p| (p.account, p.side, p.amount))
        .collect()
}

#[test]
fn a5_3_the_banks_charge_and_the_members_fee_are_two_vouchers() {
    let books = Books::open();
    let charge = charged(
        &books,
        vec![("bank_charge", baht("80"))],
        event::CARD_ORDERED_BANK_CHARGE,
    );
    let told = a_member_fee(9, "100", "2026-11-20");
    let fee = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap();
    assert_eq!(
        (charge.no.as_str(), fee.no.as_str()),
        ("JV2569/000001", "JV2569/000002")
    );
    let line = |account: &str, side, amount| (account.to_owned(), side, baht(amount));
    let (debit, credit) = (Side::Debit, Side::Credit);
    assert_eq!(
        lines(&books, &charge),
        [line("53010", debit, "80"), line("22150", credit, "80")]
    );
    assert_eq!(
        lines(&books, &fee),
        [line("12210", debit, "100"), line("41210", credit, "100")]
    );
}

#[test]
fn a5_3_a_charge_that_differs_from_what_was_ordered_goes_to_the_expense() {
    let books = Books::open();
    charged(
        &books,
        vec![("bank_charge", baht("80"))],
        event::CARD_ORDERED_BANK_CHARGE,
    );
    let figures = vec![("ordered", baht("80")), ("extra", baht("5"))];
    let more = charged(&books, figures, event::CARD_BANK_FEE_CHARGED);
    let line = |account: &str, side, amount| (account.to_owned(), side, baht(amount));
    assert_eq!(
        lines(&books, &more),
        [
            line("22150", Side::Debit, "80"),
            line("11110", Side::Credit, "85"),
            line("53010", Side::Debit, "5"),
        ]
    );
    let figures = vec![("ordered", baht("75")), ("less", baht("5"))];
    let less = charged(&books, figures, event::CARD_BANK_FEE_CHARGED);
    assert_eq!(
        lines(&books, &less),
        [
            line("22150", Side::Debit, "80"),
            line("11110", Side::Credit, "75"),
            line("53010", Side::Credit, "5"),
        ]
    );
}

#[test]
fn a5_4_where_the_cooperative_pays_the_member_owes_nothing_and_nothing_is_posted() {
    let books = Books::open();
    charged(
        &books,
        vec![("bank_charge", baht("80"))],
        event::CARD_ORDERED_BANK_CHARGE,
    );
    let told = a_member_fee(9, "0", "2026-11-20");
    let refused = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap_err();
    assert!(matches!(refused, LedgerError::NothingToPost));
    assert_eq!(owed(&books, 9, "2026-11-21"), Money::ZERO);
}

#[test]
fn a5_5_a_fee_paid_ahead_stands_as_the_members_credit_until_the_batch() {
    let books = Books::open();
    let member = MemberId::new(9);
    let receipt = books
        .act(SOMSRI, move |tx| {
            fee_paid(tx, member, baht("100"), day("2026-11-18"))
        })
        .unwrap();
    assert_eq!(receipt.no, "RV2569/000001");
    let told = a_member_fee(9, "100", "2026-11-20");
    books.act(SOMSRI, move |tx| post(tx, &told)).unwrap();
    assert_eq!(owed(&books, 9, "2026-11-17"), Money::ZERO);
    assert_eq!(owed(&books, 9, "2026-11-19"), baht("-100"));
    assert_eq!(owed(&books, 9, "2026-11-20"), Money::ZERO);
    let account = books.read(|conn| fee_account(conn, member, day("2026-11-21")).unwrap());
    let moved: Vec<_> = account
        .movements
        .iter()
        .map(|m| (m.no.as_str(), m.side))
        .collect();
    assert_eq!(
        moved,
        [
            ("JV2569/000001", Side::Debit),
            ("RV2569/000001", Side::Credit)
        ]
    );
    let entry = books.read(|conn| journal::entry(conn, receipt.entry).unwrap());
    assert_eq!(
        (entry.voucher, entry.postings[0].account.as_str()),
        (Voucher::Receipt, "11010")
    );
}

#[test]
fn a5_5_a_payment_of_nothing_or_from_tomorrow_is_refused() {
    let books = Books::open();
    let pay = |amount: &'static str, on: &'static str| {
        books
            .act(SOMSRI, move |tx| {
                fee_paid(tx, MemberId::new(9), baht(amount), day(on))
            })
            .unwrap_err()
    };
    assert_eq!(pay("100", "2026-11-22").rule(), Some(Rule::A14_2));
    assert!(matches!(
        pay("0", "2026-11-21"),
        LedgerError::PaymentNotPositive
    ));
    assert!(matches!(
        pay("-5", "2026-11-21"),
        LedgerError::PaymentNotPositive
    ));
}

#[test]
fn a5_5_an_order_that_the_bank_refused_is_reversed_on_the_day_of_the_refusal() {
    let books = Books::open();
    let told = a_member_fee(9, "100", "2026-11-20");
    let fee = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap().entry;
    books
        .act(SOMSRI, move |tx| {
            reverse(tx, fee, day("2026-11-21"), "ธนาคารพิมพ์ชื่อผิด")
        })
        .unwrap();
    assert_eq!(owed(&books, 9, "2026-11-20"), baht("100"));
    assert_eq!(owed(&books, 9, "2026-11-21"), Money::ZERO);
    assert!(books.verify().ok);
}
