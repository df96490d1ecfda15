//! What a free hand may not take back or give up (A5.5).
#![expect(clippy::unwrap_used, reason = "tests")]

use super::drafts::{line, prepared, reasoned};
use crate::kernel::{EntryId, MemberId, Rule};
use crate::ledger::drafts::{FreeLine, Prepared, approve, prepare_reversal};
use crate::ledger::model::Side;
use crate::ledger::rules::Undo;
use crate::ledger::service::{fee_paid, post};
use crate::ledger::testing::{Books, PRASIT, SOMSRI, a_member_fee, baht, day};

#[test]
fn a5_5_no_hand_reverses_what_a_rule_posted_and_a_receipt_goes_by_its_return() {
    let books = Books::open();
    let told = a_member_fee(1, "100", "2026-11-20");
    let fee = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap().entry;
    let ask = |entry: EntryId, undo: Undo| {
        let on = day("2026-11-21");
        books.act(SOMSRI, move |tx| {
            prepare_reversal(tx, (entry, undo), on, "ยกให้".into())
        })
    };
    let waiver = ask(fee, Undo::ByHand).unwrap_err();
    assert_eq!(waiver.rule(), Some(Rule::A5_5), "{waiver}");
    assert!(ask(fee, Undo::Receipt).is_err(), "no receipt");
    let member = MemberId::new(1);
    let paid = move |tx: &mut crate::db::Tx<'_>| {
        let on = day("2026-11-20");
        fee_paid(tx, member, baht("100"), on)
    };
    let paid = books.act(SOMSRI, paid).unwrap().entry;
    assert!(ask(paid, Undo::ByHand).is_err());
    let id = ask(paid, Undo::Receipt).unwrap().id;
    assert!(books.act(SOMSRI, move |tx| approve(tx, id)).is_err());
    books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
    assert!(books.verify().ok);
}

#[test]
fn a5_5_a_reversal_of_a_fee_that_waited_before_the_rule_is_not_approved() {
    let books = Books::open();
    let told = a_member_fee(1, "100", "2026-11-20");
    let entry = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap().entry;
    let old = Prepared::Reversal {
        date: day("2026-11-21"),
        text: "ยกให้".into(),
        entry,
        amount: baht("100"),
    };
    let id = prepared(&books, old).unwrap();
    let refused = books.act(PRASIT, move |tx| approve(tx, id)).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A5_5));
}

#[test]
fn a_draft_without_the_new_fields_reads_and_is_approved_where_it_touches_no_account_of_a_rule() {
    let old = r#"{"what":"free","date":"2026-11-21","text":"t","document":"1/2569","lines":
        [{"account":"53020","side":"debit","amount":"800.00"},{"account":"22140","side":"credit","amount":"800.00"}]}"#;
    let read: Prepared = serde_json::from_str(old).unwrap();
    assert!(
        !serde_json::to_string(&read)
            .unwrap()
            .contains("role_reason")
    );
    let books = Books::open();
    let id = prepared(&books, read).unwrap();
    books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
}

#[test]
fn a5_5_what_is_not_held_for_a_member_pays_no_fee() {
    let books = Books::open();
    let told = a_member_fee(1, "100", "2026-11-20");
    books.act(SOMSRI, move |tx| post(tx, &told)).unwrap();
    let of = |account: &str, side| FreeLine {
        member: Some(MemberId::new(1)),
        ..line(account, side, "60")
    };
    let twice = vec![
        of("22225", Side::Debit),
        of("12210", Side::Credit),
        of("22225", Side::Debit),
        of("12210", Side::Credit),
    ];
    let set_off = vec![of("22225", Side::Debit), of("12210", Side::Credit)];
    let nothing = prepared(&books, reasoned(set_off.clone())).unwrap_err();
    assert_eq!(nothing.rule(), Some(Rule::A5_5), "{nothing}");
    // A hundred to the good pays sixty, and not twice sixty.
    let good = vec![
        line("11010", Side::Debit, "100"),
        FreeLine {
            amount: baht("100"),
            ..of("22225", Side::Credit)
        },
    ];
    let id = prepared(&books, reasoned(good)).unwrap();
    books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
    assert!(prepared(&books, reasoned(twice)).is_err());
    assert!(prepared(&books, reasoned(set_off)).is_ok());
}
