//! What a line of a free entry may say beside its amount.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::drafts::{free, line, prepared, reasoned};
use crate::kernel::MemberId;
use crate::kernel::Rule;
use crate::ledger::drafts::{FreeLine, approve, prepare};
use crate::ledger::error::LedgerError;
use crate::ledger::model::Side;
use crate::ledger::testing::{Books, PRASIT, SOMSRI};

/// The names of a line's texts.
const TEXTS: [&str; 3] = ["contract", "terminal", "bank_line"];

fn named(mut line: FreeLine, field: &str, text: &str) -> FreeLine {
    let to = match field {
        "contract" => &mut line.contract,
        "terminal" => &mut line.terminal,
        _ => &mut line.bank_line,
    };
    *to = Some(text.to_owned());
    line
}

fn rent() -> FreeLine {
    line("53020", Side::Debit, "800")
}

fn paid() -> FreeLine {
    line("22140", Side::Credit, "800")
}

#[test]
fn a3_no_text_of_a_line_hides_what_it_must_not_hold_though_no_account_reads_it() {
    let books = Books::open();
    let long = "ก".repeat(501);
    for field in TEXTS {
        for text in ["บัตร 4111111111111111", "รหัสบัตร 482915", " ", &long]
        {
            let lines = vec![named(rent(), field, text), paid()];
            let refused = prepared(&books, free(lines)).unwrap_err();
            let is_there = matches!(&refused, LedgerError::Unfit { field: at, .. } if *at == format!("lines.0.{field}"));
            assert!(is_there, "{field} {text}: {refused:?}");
        }
        let pin = vec![named(rent(), field, "รหัสบัตร 482915"), paid()];
        assert_eq!(
            prepared(&books, free(pin)).unwrap_err().rule(),
            Some(Rule::A3)
        );
    }
}

#[test]
fn a14_1_a_line_names_nothing_that_its_account_does_not_take() {
    let books = Books::open();
    for field in TEXTS {
        let lines = vec![named(rent(), field, "7/2569"), paid()];
        let refused = prepared(&books, free(lines)).unwrap_err();
        let is_there = matches!(&refused, LedgerError::OtherSubsidiary { line: 1, field: at, .. } if *at == field);
        assert!(is_there, "{field}: {refused:?}");
        let nothing = vec![named(rent(), field, ""), paid()];
        assert!(prepared(&books, free(nothing)).is_ok(), "{field}");
    }
    let member = FreeLine {
        member: Some(MemberId::new(3)),
        ..rent()
    };
    let refused = prepared(&books, free(vec![member, paid()])).unwrap_err();
    assert!(matches!(
        refused,
        LedgerError::OtherSubsidiary {
            field: "member",
            ..
        }
    ));
}

#[test]
fn a14_1_a_line_names_what_its_account_is_kept_by() {
    let books = Books::open();
    let member = FreeLine {
        member: Some(MemberId::new(3)),
        ..line("12210", Side::Debit, "800")
    };
    assert!(prepared(&books, reasoned(vec![member, paid()])).is_ok());
    let bank = named(
        line("22210", Side::Credit, "800"),
        "bank_line",
        "KTB 45/2569",
    );
    let received = line("11120", Side::Debit, "800");
    let entry = reasoned(vec![received, bank]);
    let id = books.act(SOMSRI, move |tx| prepare(tx, entry)).unwrap().id;
    assert!(books.act(PRASIT, move |tx| approve(tx, id)).is_ok());
}
