#![expect(clippy::unwrap_used, reason = "tests")]

use crate::kernel::{BusinessDate, EntryId, MemberId, Rule};
use crate::ledger::drafts::{
    DraftState, FreeLine, Prepared, approve, draft, prepare, prepare_anew, prepare_reversal,
    send_back, withdraw,
};
use crate::ledger::error::LedgerError;
use crate::ledger::journal;
use crate::ledger::model::{Side, Stage};
use crate::ledger::prepared::{came_back_to, count, decisions, oldest_day};
use crate::ledger::rules::{Undo, year_start};
use crate::ledger::service::post;
use crate::ledger::testing::{Books, PRASIT, SOMSRI, a_member_fee, baht, day, year_end};

pub(super) fn line(account: &str, side: Side, amount: &str) -> FreeLine {
    FreeLine {
        account: account.into(),
        side,
        amount: baht(amount),
        member: None,
        contract: None,
        terminal: None,
        bank_line: None,
    }
}

pub(super) fn rent(on: &str) -> Prepared {
    Prepared::Free {
        date: day(on),
        text: "ค่าเช่าเครื่อง EDC".into(),
        document: "สัญญา 4/2569".into(),
        lines: vec![
            line("53020", Side::Debit, "800"),
            line("22140", Side::Credit, "800"),
        ],
        role_reason: None,
        resolution: None,
    }
}

pub(super) fn free(lines: Vec<FreeLine>) -> Prepared {
    Prepared::Free {
        date: day("2026-11-21"),
        text: "ทดสอบ".into(),
        document: "1/2569".into(),
        lines,
        role_reason: None,
        resolution: None,
    }
}

/// The same with its reason for taking accounts of the posting rules.
pub(super) fn reasoned(lines: Vec<FreeLine>) -> Prepared {
    let Prepared::Free {
        date,
        text,
        document,
        lines,
        resolution,
        ..
    } = free(lines)
    else {
        unreachable!()
    };
    Prepared::Free {
        date,
        text,
        document,
        lines,
        role_reason: Some("ลงผิดบัญชี".into()),
        resolution,
    }
}

/// A free entry of Somsri's that Prasit approved.
fn a_free_entry(books: &Books) -> EntryId {
    let id = prepared(books, rent("2026-11-20")).unwrap();
    let receipt = books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
    EntryId::new(receipt.id)
}

pub(super) fn prepared(books: &Books, prepared_entry: Prepared) -> Result<i64, LedgerError> {
    books
        .act(SOMSRI, move |tx| prepare(tx, prepared_entry))
        .map(|receipt| receipt.id)
}

#[test]
fn a14_1_a_free_entry_is_prepared_by_one_and_approved_by_another() {
    let books = Books::open();
    let id = prepared(&books, rent("2026-11-21")).unwrap();
    assert_eq!(books.read(|conn| count(conn, Stage::Waiting).unwrap()), 1);
    let own = books.act(SOMSRI, move |tx| approve(tx, id)).unwrap_err();
    assert_eq!(own.rule(), Some(Rule::C8));
    let receipt = books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
    assert_eq!(receipt.numbers, ["JV2569/000001"]);
    let entry = books.read(|conn| journal::entry(conn, EntryId::new(receipt.id)).unwrap());
    assert_eq!((entry.made_by, entry.approved_by), (SOMSRI, Some(PRASIT)));
    assert_eq!(entry.document.as_deref(), Some("สัญญา 4/2569"));
    let after = books.read(|conn| draft(conn, id).unwrap());
    assert_eq!(after.state, DraftState::Approved { entry: entry.id });
    let again = books.act(PRASIT, move |tx| approve(tx, id)).unwrap_err();
    assert!(matches!(again, LedgerError::Decided));
    assert!(books.verify().ok);
}

#[test]
fn a14_2_a_prepared_entry_may_wait_for_its_day_but_is_not_posted_before() {
    let books = Books::open();
    let id = prepared(&books, rent("2026-11-23")).unwrap();
    let early = books.act(PRASIT, move |tx| approve(tx, id)).unwrap_err();
    assert_eq!(early.rule(), Some(Rule::A14_2));
    books.clock.advance_days(2);
    assert!(books.act(PRASIT, move |tx| approve(tx, id)).is_ok());
}

#[test]
fn a14_1_a_free_entry_that_is_not_fit_is_refused_when_it_is_prepared() {
    let books = Books::open();
    let debit = |account: &str, amount: &str| line(account, Side::Debit, amount);
    let credit = |account: &str, amount: &str| line(account, Side::Credit, amount);
    for (lines, what) in [
        (
            vec![debit("53020", "800"), credit("22140", "700")],
            "Unbalanced",
        ),
        (vec![debit("53020", "800")], "LineCount"),
        (
            vec![debit("53020", "0"), credit("22140", "0")],
            "NotPositive",
        ),
        (
            vec![debit("53020", "8"), credit("99999", "8")],
            "NoSuchAccount",
        ),
        (vec![debit("53020", "8"), credit("22000", "8")], "GroupHead"),
        (
            vec![debit("12210", "8"), credit("22140", "8")],
            "MissingSubsidiary",
        ),
    ] {
        let refused = format!("{:?}", prepared(&books, free(lines)).unwrap_err());
        assert!(refused.starts_with(what), "{what}: {refused}");
    }
    let owed = FreeLine {
        member: Some(MemberId::new(3)),
        ..debit("12210", "8")
    };
    let lines = vec![owed, credit("22140", "8")];
    let bare = prepared(&books, free(lines.clone())).unwrap_err();
    assert_eq!(bare.rule(), Some(Rule::A14_1), "without its reason");
    assert!(prepared(&books, reasoned(lines)).is_ok());
}

#[test]
fn a14_1_a_free_entry_without_its_document_is_refused() {
    let books = Books::open();
    let Prepared::Free {
        date, text, lines, ..
    } = rent("2026-11-21")
    else {
        unreachable!()
    };
    let document = " ".into();
    let bare = Prepared::Free {
        date,
        text,
        document,
        lines,
        role_reason: None,
        resolution: None,
    };
    let refused = prepared(&books, bare).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A14_1));
}

#[test]
fn a_line_without_its_subsidiary_is_refused_in_the_readers_words() {
    let books = Books::open();
    let lines = vec![
        line("12210", Side::Debit, "8"),
        line("22140", Side::Credit, "8"),
    ];
    let refused = prepared(&books, free(lines)).unwrap_err();
    let said = crate::ledger::texts::refusal(&refused);
    assert!(said.th.contains("(สมาชิก)") && said.en.contains("kept by member"));
}

#[test]
fn c10_a_reversal_by_hand_needs_a_second_person_too() {
    let books = Books::open();
    let entry = a_free_entry(&books);
    let on: BusinessDate = day("2026-11-21");
    let id = books
        .act(SOMSRI, move |tx| {
            prepare_reversal(tx, (entry, Undo::ByHand), on, "ลงซ้ำ".into())
        })
        .unwrap()
        .id;
    assert!(books.act(SOMSRI, move |tx| approve(tx, id)).is_err());
    let receipt = books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
    let reversal = books.read(|conn| journal::entry(conn, EntryId::new(receipt.id)).unwrap());
    assert_eq!(reversal.reverses.unwrap().entry, entry);
    let twice = books
        .act(SOMSRI, move |tx| {
            prepare_reversal(tx, (entry, Undo::ByHand), on, "อีกครั้ง".into())
        })
        .unwrap_err();
    assert_eq!(twice.rule(), Some(Rule::C10));
}

#[test]
fn c10_a_maker_takes_back_only_what_is_the_makers_own_and_nobody_approved() {
    let books = Books::open();
    let id = prepared(&books, rent("2026-11-21")).unwrap();
    let other = books.act(PRASIT, move |tx| withdraw(tx, id)).unwrap_err();
    assert!(matches!(other, LedgerError::NotItsMaker));
    assert_eq!(other.rule(), Some(Rule::C10));
    books.act(SOMSRI, move |tx| withdraw(tx, id)).unwrap();
    let after = books.read(|conn| draft(conn, id).unwrap());
    assert_eq!(after.state, DraftState::Withdrawn { anew: None });
    for late in [
        books.act(SOMSRI, move |tx| withdraw(tx, id)),
        books.act(PRASIT, move |tx| approve(tx, id)),
        books.act(PRASIT, move |tx| send_back(tx, id, "ช้าไป".into())),
    ] {
        assert!(matches!(late.unwrap_err(), LedgerError::Decided));
    }
    let id = prepared(&books, rent("2026-11-21")).unwrap();
    books.act(PRASIT, move |tx| approve(tx, id)).unwrap();
    let posted = books.act(SOMSRI, move |tx| withdraw(tx, id)).unwrap_err();
    assert!(matches!(posted, LedgerError::Decided));
    assert!(books.verify().ok);
}

#[test]
fn c10_a_reversal_that_came_back_is_asked_for_anew_in_its_place() {
    let books = Books::open();
    let entry = a_free_entry(&books);
    let ask = || {
        let on = day("2026-11-21");
        books.act(SOMSRI, move |tx| {
            prepare_reversal(tx, (entry, Undo::ByHand), on, "ลงซ้ำ".into())
        })
    };
    let id = ask().unwrap().id;
    books
        .act(PRASIT, move |tx| send_back(tx, id, "ขาดหลักฐาน".into()))
        .unwrap();
    let back = |books: &Books| books.read(|conn| came_back_to(conn, SOMSRI).unwrap());
    assert_eq!((back(&books).count, back(&books).first), (1, Some(id)));
    let anew = Some(ask().unwrap().id);
    assert_eq!(back(&books).count, 0);
    let before = books.read(|conn| draft(conn, id).unwrap());
    assert_eq!(before.state, DraftState::Withdrawn { anew });
    assert!(books.verify().ok);
}

#[test]
fn c10_only_what_was_sent_back_is_prepared_anew_and_in_its_own_kind() {
    let books = Books::open();
    let told = a_member_fee(1, "100", "2026-11-20");
    let entry = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap().entry;
    let id = prepared(&books, rent("2026-11-21")).unwrap();
    let reversal = Prepared::Reversal {
        date: day("2026-11-21"),
        text: "ลงซ้ำ".into(),
        entry,
        amount: baht("100"),
    };
    let anew = |new: Prepared| books.act(SOMSRI, move |tx| prepare_anew(tx, new, id));
    let waits = anew(rent("2026-11-21")).unwrap_err();
    assert!(matches!(waits, LedgerError::NotSentBack), "{waits}");
    books
        .act(PRASIT, move |tx| send_back(tx, id, "ไม่มีสัญญา".into()))
        .unwrap();
    let other = anew(reversal).unwrap_err();
    assert!(matches!(other, LedgerError::OtherKind), "{other}");
    let new = anew(rent("2026-11-21")).unwrap().id;
    let before = books.read(|conn| draft(conn, id).unwrap());
    assert_eq!(before.state, DraftState::Withdrawn { anew: Some(new) });
    let decided = books.read(|conn| decisions(conn, id).unwrap());
    assert_eq!(decided.last.unwrap().by, SOMSRI);
    assert_eq!(decided.sent_back.unwrap().reason, "ไม่มีสัญญา");
}

#[test]
fn c8_a_maker_does_not_send_the_own_entry_back() {
    let books = Books::open();
    let id = prepared(&books, rent("2026-11-21")).unwrap();
    let own = books
        .act(SOMSRI, move |tx| send_back(tx, id, "เปลี่ยนใจ".into()))
        .unwrap_err();
    assert!(matches!(own, LedgerError::OwnSentBack), "{own}");
    assert_eq!(own.rule(), Some(Rule::C8));
}

#[test]
fn a14_2_books_begin_with_the_accounting_year_of_their_oldest_entry() {
    let books = Books::open();
    let first = |books: &Books| {
        let oldest = books.read(|conn| oldest_day(conn, day("2026-11-21")).unwrap());
        year_start(oldest, year_end("12-31"))
    };
    assert_eq!(first(&books), day("2026-01-01"), "empty books");
    let told = a_member_fee(1, "100", "2025-06-30");
    books.act(SOMSRI, move |tx| post(tx, &told)).unwrap();
    assert_eq!(first(&books), day("2025-01-01"));
}

#[test]
fn an_entry_that_was_sent_back_is_decided() {
    let books = Books::open();
    let id = prepared(&books, rent("2026-11-21")).unwrap();
    books
        .act(PRASIT, move |tx| send_back(tx, id, "ไม่มีสัญญา".into()))
        .unwrap();
    let late = books.act(PRASIT, move |tx| approve(tx, id)).unwrap_err();
    assert!(matches!(late, LedgerError::Decided));
    let waiting = books.read(|conn| count(conn, Stage::Waiting).unwrap());
    assert_eq!(waiting, 0);
    assert!(books.verify().ok);
}
