#![expect(clippy::unwrap_used, reason = "tests")]

use crate::kernel::{CardId, MemberId, Money, Rule};
use crate::ledger::journal;
use crate::ledger::model::{Side, Voucher};
use crate::ledger::service::{
    CardOrdered, card_order_refused, card_ordered, fee_account, fee_balance, fee_paid,
};
use crate::ledger::testing::{Books, SOMSRI, baht, day};

fn ordered(card: i64, member: i64, charge: &str, fee: &str) -> CardOrdered {
    CardOrdered {
        card: CardId::new(card),
        member: MemberId::new(member),
        on: day("2026-11-20"),
        bank_charge: baht(charge),
        member_fee: baht(fee),
        text: "ออกบัตรเงินสด คำขอ 12 ชุดส่งธนาคาร 3".into(),
    }
}

#[test]
fn a5_3_the_banks_charge_and_the_members_fee_are_two_vouchers() {
    let books = Books::open();
    let posted = books
        .act(SOMSRI, |tx| card_ordered(tx, &ordered(5, 9, "80", "100")))
        .unwrap();
    assert_eq!(
        posted.iter().map(|p| p.no.as_str()).collect::<Vec<_>>(),
        ["JV2569/000001", "JV2569/000002"]
    );
    let lines = |place: usize| {
        let entry = books.read(|conn| journal::entry(conn, posted[place].entry).unwrap());
        entry
            .postings
            .iter()
            .map(|p| (p.account.clone(), p.side, p.amount))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(0),
        [
            ("53010".to_owned(), Side::Debit, baht("80")),
            ("22150".to_owned(), Side::Credit, baht("80")),
        ]
    );
    assert_eq!(
        lines(1),
        [
            ("12210".to_owned(), Side::Debit, baht("100")),
            ("41210".to_owned(), Side::Credit, baht("100")),
        ]
    );
}

#[test]
fn a5_4_where_the_cooperative_pays_the_member_owes_nothing() {
    let books = Books::open();
    let posted = books
        .act(SOMSRI, |tx| card_ordered(tx, &ordered(5, 9, "80", "0")))
        .unwrap();
    assert_eq!(posted.len(), 1);
    let free = books
        .act(SOMSRI, |tx| card_ordered(tx, &ordered(6, 9, "0", "0")))
        .unwrap();
    assert!(free.is_empty());
    let owed = books.read(|conn| fee_balance(conn, MemberId::new(9), day("2026-11-21")).unwrap());
    assert_eq!(owed, Money::ZERO);
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
    books
        .act(SOMSRI, |tx| card_ordered(tx, &ordered(5, 9, "80", "100")))
        .unwrap();
    let balance = |on: &str| books.read(|conn| fee_balance(conn, member, day(on)).unwrap());
    assert_eq!(balance("2026-11-17"), Money::ZERO);
    assert_eq!(balance("2026-11-19"), baht("-100"));
    assert_eq!(balance("2026-11-20"), Money::ZERO);
    let account = books.read(|conn| fee_account(conn, member, day("2026-11-21")).unwrap());
    let moved: Vec<_> = account
        .movements
        .iter()
        .map(|m| (m.no.as_str(), m.side))
        .collect();
    assert_eq!(
        moved,
        [
            ("JV2569/000002", Side::Debit),
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
        crate::ledger::LedgerError::PaymentNotPositive
    ));
    assert!(matches!(
        pay("-5", "2026-11-21"),
        crate::ledger::LedgerError::PaymentNotPositive
    ));
}

#[test]
fn a5_5_an_order_that_the_bank_refused_is_reversed_on_the_day_of_the_refusal() {
    let books = Books::open();
    books
        .act(SOMSRI, |tx| card_ordered(tx, &ordered(5, 9, "80", "100")))
        .unwrap();
    books
        .act(SOMSRI, |tx| card_ordered(tx, &ordered(6, 9, "80", "100")))
        .unwrap();
    let refuse = || {
        books
            .act(SOMSRI, |tx| {
                card_order_refused(tx, CardId::new(5), day("2026-11-21"), "ธนาคารพิมพ์ชื่อผิด")
            })
            .unwrap()
    };
    assert_eq!(refuse().len(), 2);
    assert!(refuse().is_empty());
    let owed = |on: &str| books.read(|conn| fee_balance(conn, MemberId::new(9), day(on)).unwrap());
    assert_eq!(
        (owed("2026-11-20"), owed("2026-11-21")),
        (baht("200"), baht("100"))
    );
    assert!(books.verify().ok);
}
