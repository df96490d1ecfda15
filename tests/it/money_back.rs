//! A5.5 knows no waiver, also not in several steps: what pays a card fee stands for money, what was used does not go back, and a
//! resolution gives up what was owed on its day.

use serde_json::{Value, json};

use crate::keys::{owes, write_off};
use crate::office::{Ask, Office, has_field, scan};

const ENTRIES: &str = "/api/v1/journal/entries";

/// An account with what it is kept by.
fn line(account: &str, side: &str, kept_by: (&str, Value)) -> Value {
    let mut line = json!({ "account": account, "side": side, "amount": "100.00" });
    if !kept_by.0.is_empty() {
        line[kept_by.0] = kept_by.1;
    }
    line
}

fn kept_by(account: &str, member: i64) -> (&'static str, Value) {
    match account {
        "12210" | "22225" | "12290" | "22020" => ("member", json!(member)),
        "11310" | "11320" => ("terminal", json!("1/1")),
        "11110" | "11330" | "22210" | "22220" => ("bank_line", json!("1/1")),
        "21010" => ("contract", json!("00012")),
        _ => ("", Value::Null),
    }
}

/// A free entry of 100.00 with its reason.
fn free(office: &Office, debit: &str, credit: &str, member: i64) -> Value {
    let lines = [
        line(debit, "debit", kept_by(debit, member)),
        line(credit, "credit", kept_by(credit, member)),
    ];
    json!({ "date": office.today(), "text": "ปรับปรุง", "document": "1/2569", "lines": lines,
        "role_reason": "ลงผิดบัญชี" })
}

fn prepared(office: &Office, body: &Value) -> i64 {
    office.id(&office.officer, ENTRIES, body)
}

fn approval(draft: i64) -> String {
    format!("/api/v1/journal/drafts/{draft}/approve")
}

/// A free entry that stands.
fn posted(office: &Office, debit: &str, credit: &str, member: i64) -> i64 {
    let draft = prepared(office, &free(office, debit, credit, member));
    office.id(&office.manager, approval(draft), &json!({}))
}

/// A hundred in cash that nothing is due for.
fn credited(office: &Office, member: i64) -> i64 {
    let paid = json!({ "amount": "100.00", "received_on": office.today(), "as_credit": true });
    let path = format!("/api/v1/members/{member}/fee-payments");
    office.id(&office.officer, path, &paid)
}

fn is_refused(office: &Office, path: &str, body: &Value) {
    office.refused_by("A5.5", 422, &office.officer, path, body);
}

fn stands(office: &Office, member: i64, balance: &str, credit: &str) {
    let path = format!("/api/v1/members/{member}/fee-account");
    let seen = office.get(&office.officer, &path);
    assert_eq!(
        (&seen["balance"], &seen["credit"]),
        (&json!(balance), &json!(credit))
    );
}

fn back(office: &Office) -> Value {
    json!({ "date": office.today(), "reason": "ลงผิด" })
}

#[test]
fn a5_5_no_entries_by_hand_give_a_card_fee_up_in_several_steps() {
    let office = Office::open();
    let member = owes(&office);
    for (debit, credit) in [
        // The first step of each way round.
        ("53030", "22225"),
        ("41210", "22225"),
        ("22140", "22225"),
        ("12290", "22225"),
        ("22020", "22225"),
        ("53030", "22210"),
        ("53210", "11310"),
        ("53210", "11320"),
        ("53210", "11330"),
        ("11310", "12210"),
        ("11330", "12210"),
        ("22210", "12210"),
        ("21010", "12210"),
        ("11010", "12210"),
        ("11020", "12210"),
        // Nothing stands there.
        ("22225", "12210"),
        ("22210", "22225"),
    ] {
        is_refused(&office, ENTRIES, &free(&office, debit, credit, member));
    }
    let other = office.member();
    for (debit, credit) in [("12210", "12210"), ("22225", "12210"), ("12210", "22225")] {
        let mut body = free(&office, debit, credit, member);
        body["lines"][0]["member"] = json!(other);
        is_refused(&office, ENTRIES, &body);
    }
    let mut without_reason = free(&office, "11010", "12210", member);
    without_reason["role_reason"] = Value::Null;
    is_refused(&office, ENTRIES, &without_reason);
    stands(&office, member, "100.00", "0.00");
    // Money at the bank pays, and so does what came from it.
    posted(&office, "11110", "22225", member);
    posted(&office, "22225", "12210", member);
    stands(&office, member, "0.00", "0.00");
}

#[test]
fn a5_5_a_receipt_does_not_go_back_once_its_credit_paid_a_fee() {
    let office = Office::open();
    let member = office.member();
    let receipt = credited(&office, member);
    posted(&office, "12210", "41210", member);
    let path = format!("{ENTRIES}/{receipt}/return");
    // One return waits while the credit pays the fee.
    let waiting = office.id(&office.officer, &path, &back(&office));
    posted(&office, "22225", "12210", member);
    office.refused_by("A5.5", 422, &office.manager, approval(waiting), &json!({}));
    let withdraw = format!("/api/v1/journal/drafts/{waiting}/withdraw");
    office.done(&office.officer, withdraw, &json!({}));
    is_refused(&office, &path, &back(&office));
    stands(&office, member, "0.00", "0.00");
    // What did not pay anything goes back, and once.
    let unused = credited(&office, member);
    let path = format!("{ENTRIES}/{unused}/return");
    let first = office.id(&office.officer, &path, &back(&office));
    let twice = prepared(&office, &free(&office, "22225", "11010", member));
    office.done(&office.manager, approval(first), &json!({}));
    office.refused_by("A5.5", 422, &office.manager, approval(twice), &json!({}));
    is_refused(&office, ENTRIES, &free(&office, "22225", "11010", member));
    stands(&office, member, "0.00", "0.00");
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a5_5_no_reversal_by_hand_takes_a_fee_off_or_a_credit_that_was_used() {
    let office = Office::open();
    let member = office.member();
    let charge = posted(&office, "12210", "41210", member);
    let path = format!("{ENTRIES}/{charge}/reversal");
    is_refused(&office, &path, &back(&office));
    let good = posted(&office, "11010", "22225", member);
    let path = format!("{ENTRIES}/{good}/reversal");
    let waiting = office.id(&office.officer, &path, &back(&office));
    let set_off = posted(&office, "22225", "12210", member);
    office.refused_by("A5.5", 422, &office.manager, approval(waiting), &json!({}));
    stands(&office, member, "0.00", "0.00");
    // A set-off goes back: the fee is owed again, and the credit stands.
    let path = format!("{ENTRIES}/{set_off}/reversal");
    let draft = office.id(&office.officer, &path, &back(&office));
    office.done(&office.manager, approval(draft), &json!({}));
    stands(&office, member, "100.00", "100.00");
    office.done(&office.manager, approval(waiting), &json!({}));
    stands(&office, member, "100.00", "0.00");
}

#[test]
fn a5_5_a_resolution_gives_up_what_was_owed_on_its_day_beyond_the_members_credit() {
    let office = Office::open();
    let member = owes(&office);
    let right = write_off(&office, member);
    let asked = |no: &str, on: &str| {
        let fields = [
            ("amount", "100.00"),
            ("resolution_no", no),
            ("resolved_on", on),
            ("reason", "สมาชิกถึงแก่กรรม"),
        ];
        let ask = Ask::upload(&right.path, &fields, &scan("resolution"));
        ask.by(office.token(&office.officer))
    };
    let today = office.today();
    for no in ["-", ".", "ไม่มี", "\u{200b}", "\u{3164}", "()"] {
        let refused = office.refused(422, &asked(no, &today));
        has_field(&refused, "resolution_no");
        assert_eq!(refused["rule"], "A5.5", "{no:?}");
    }
    let before = office.refused(422, &asked("7/2569", &office.day(-1)));
    assert_eq!(before["rule"], "A5.5");
    has_field(&before, "amount");
    posted(&office, "11010", "22225", member);
    let credit = office.refused(422, &asked("7/2569", &today));
    assert_eq!(credit["rule"], "A5.5");
    has_field(&credit, "amount");
    posted(&office, "22225", "11010", member);
    let draft = office.send(&asked("๗/๒๕๖๙", &today).key(sahakorn_tests::fresh_key()));
    assert_eq!(draft.status, 202, "{}", draft.text());
}

#[test]
fn a5_5_a_credit_pays_no_fee_before_the_day_on_which_it_was_taken() {
    let office = Office::open();
    let member = office.member();
    posted(&office, "12210", "41210", member);
    posted(&office, "11010", "22225", member);
    let mut set_off = free(&office, "22225", "12210", member);
    set_off["date"] = json!(office.day(-1));
    is_refused(&office, ENTRIES, &set_off);
    set_off["date"] = json!(office.today());
    prepared(&office, &set_off);
}
