#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};

use super::office::Office;
use crate::ledger::testing::{PRASIT, SOMSRI};

fn rent() -> Value {
    json!({"date": "2026-11-21", "text": "ค่าเช่าเครื่อง EDC", "document": "สัญญา 4/2569", "lines": [
        {"account": "53020", "side": "debit", "amount": "800.00"},
        {"account": "22140", "side": "credit", "amount": "800.00"},
    ]})
}

const PAYMENTS: &str = "/api/v1/members/1/fee-payments";

#[actix_web::test]
async fn a5_5_a_fee_is_paid_in_cash_once_however_often_it_is_sent() {
    let office = Office::open().await;
    office.owes("100").await;
    let body = json!({"amount": "100.00", "received_on": "2026-11-21"});
    let first = office.post(SOMSRI, PAYMENTS, "k1", body.clone()).await;
    assert_eq!(
        (first.status, first.json()["numbers"].clone()),
        (201, json!(["RV2569/000001"])),
        "{}",
        first.text
    );
    let again = office.post(SOMSRI, PAYMENTS, "k1", body.clone()).await;
    assert_eq!(again.text, first.text);
    let account = office.get("/api/v1/members/1/fee-account").await.json();
    assert_eq!(account["balance"], "0.00");
    assert_eq!(account["movements"].as_array().unwrap().len(), 2);
    let more = office.post(SOMSRI, PAYMENTS, "k2", body.clone()).await;
    assert_eq!((more.status, &more.json()["rule"]), (422, &json!("A5.5")));
    let entry = office.get(&first.location).await.json();
    assert_eq!(
        (&entry["no"], &entry["source"]),
        (&json!("RV2569/000001"), &json!("member/1"))
    );
    let by_no = office
        .get("/api/v1/journal/entries/RV2569%2F000001")
        .await
        .json();
    assert_eq!(by_no, entry);
    for meant in ["RV2569-000001", "rv2569-1"] {
        let path = format!("/api/v1/journal/entries/{meant}");
        let by_no = office.get(&path).await.json();
        assert_eq!(by_no, entry, "{meant}");
    }
}

/// The body of a payment.
fn paid(amount: impl Into<Value>, on: &str) -> Value {
    json!({"amount": amount.into(), "received_on": on})
}

/// A payment that is refused, with the rule and the field that the problem names.
async fn refused(office: &Office, (path, body): (&str, Value), status: u16) -> (Value, String) {
    let answer = office.post(SOMSRI, path, "k", body).await;
    let problem = answer.json();
    assert_eq!(answer.status, status, "{problem}");
    let field = problem["errors"][0]["field"].as_str().unwrap_or("");
    (problem["rule"].clone(), field.to_owned())
}

#[actix_web::test]
async fn a_payment_that_cannot_be_taken_names_rule_or_field_and_leaves_nothing() {
    const TODAY: &str = "2026-11-21";
    let office = Office::open().await;
    for (body, field) in [
        (paid("0.00", TODAY), "amount"),
        (paid(100, TODAY), "amount"),
        (paid("1,000.00", TODAY), "amount"),
        (paid("100.00", "21/11/2569"), "received_on"),
    ] {
        let (rule, at) = refused(&office, (PAYMENTS, body), 400).await;
        assert_eq!((rule, at.as_str()), (Value::Null, field));
    }
    for day in ["2026-11-22", "2014-11-21"] {
        let (rule, at) = refused(&office, (PAYMENTS, paid("100.00", day)), 422).await;
        assert_eq!((rule, at.as_str()), (json!("A14.2"), "date"), "{day}");
    }
    let mut with_pin = paid("100.00", TODAY);
    with_pin["pin"] = json!("1");
    let (rule, at) = refused(&office, (PAYMENTS, with_pin), 400).await;
    assert_eq!((rule, at.as_str()), (json!("A3"), "pin"));
    let nobody = ("/api/v1/members/77/fee-payments", paid("1.00", TODAY));
    refused(&office, nobody, 404).await;
    let list = office.get("/api/v1/journal/entries").await.json();
    assert_eq!(list["items"], json!([]));
}

/// A free entry, prepared by Somsri and approved by Prasit; where it is.
async fn a_posted_entry(office: &Office) -> String {
    let path = "/api/v1/journal/entries";
    office.post(SOMSRI, path, "p1", rent()).await;
    let path = "/api/v1/journal/drafts/1/approve";
    let done = office.post(PRASIT, path, "p2", json!({})).await;
    assert_eq!(done.status, 201, "{}", done.text);
    done.location
}

#[actix_web::test]
async fn a14_1_a_free_entry_waits_for_another_person_and_is_posted_by_approval() {
    let office = Office::open().await;
    let waits = office
        .post(SOMSRI, "/api/v1/journal/entries", "k1", rent())
        .await;
    let place = (waits.status, waits.location.as_str());
    assert_eq!(place, (202, "/api/v1/journal/drafts/1"), "{}", waits.text);
    assert_eq!(office.get(&waits.location).await.json()["state"], "waiting");
    let list = office.get("/api/v1/journal/drafts").await.json();
    assert_eq!(list["items"][0]["id"], 1);
    let decided = "/api/v1/journal/drafts?state=approved";
    assert_eq!(office.get(decided).await.json()["items"], json!([]));
    let unknown = office.get("/api/v1/journal/drafts?state=lost").await;
    assert_eq!(unknown.status, 400, "{}", unknown.text);
    let approve = format!("{}/approve", waits.location);
    let own = office.post(SOMSRI, &approve, "k2", json!({})).await;
    assert_eq!((own.status, &own.json()["rule"]), (422, &json!("C8")));
    let done = office.post(PRASIT, &approve, "k3", json!({})).await;
    let numbers = done.json()["numbers"].clone();
    assert_eq!((done.status, numbers), (201, json!(["JV2569/000001"])));
    assert_eq!(office.get(decided).await.json()["items"][0]["id"], 1);
    let entry = office.get(&done.location).await.json();
    assert_eq!(
        (&entry["made_by"], &entry["approved_by"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(entry["source_location"], "/api/v1/journal/drafts/1");
    assert_eq!(entry["event"], "journal.free");
    assert_eq!(entry["event_title"]["en"], "Free entry");
}

#[actix_web::test]
async fn c10_a_reversal_is_asked_for_over_rest_and_done_once() {
    let office = Office::open().await;
    let path = format!("{}/reversal", a_posted_entry(&office).await);
    let body = || json!({"date": "2026-11-21", "reason": "ลงซ้ำ"});
    let reversal = office.post(SOMSRI, &path, "k4", body()).await;
    assert_eq!(reversal.status, 202, "{}", reversal.text);
    let approve = "/api/v1/journal/drafts/2/approve";
    let done = office.post(PRASIT, approve, "k5", json!({})).await;
    let entry = office.get(&done.location).await.json();
    assert_eq!(entry["reverses"]["no"], "JV2569/000001");
    let twice = office.post(SOMSRI, &path, "k6", body()).await;
    assert_eq!((twice.status, &twice.json()["rule"]), (409, &json!("C10")));
}

#[actix_web::test]
async fn c10_a_maker_takes_back_over_rest_what_nobody_approved() {
    let office = Office::open().await;
    let path = "/api/v1/journal/entries";
    let draft = office.post(SOMSRI, path, "k1", rent()).await.location;
    let withdraw = format!("{draft}/withdraw");
    let other = office.post(PRASIT, &withdraw, "k2", json!({})).await;
    assert_eq!((other.status, &other.json()["rule"]), (403, &json!("C10")));
    let done = office.post(SOMSRI, &withdraw, "k3", json!({})).await;
    assert_eq!(done.status, 201, "{}", done.text);
    assert_eq!(
        office.get(&draft).await.json()["state"],
        json!({ "withdrawn": {} })
    );
    let again = office.post(SOMSRI, &withdraw, "k3", json!({})).await;
    assert_eq!(again.text, done.text, "the same key");
    let late = office.post(SOMSRI, &withdraw, "k4", json!({})).await;
    assert_eq!(late.status, 409);
}

#[actix_web::test]
async fn a14_1_a_free_entry_that_does_not_fit_names_its_line() {
    let office = Office::open().await;
    let with = |path: &str, value: Value| {
        let mut body = rent();
        *body.pointer_mut(path).unwrap() = value;
        body
    };
    let path = "/api/v1/journal/entries";
    for (body, status, field) in [
        (with("/lines/1/amount", json!("700.00")), 422, "lines"),
        (
            with("/lines/1/amount", json!("-800.00")),
            400,
            "lines.1.amount",
        ),
        (
            with("/lines/1/account", json!("99999")),
            400,
            "lines.1.account",
        ),
        (
            with("/lines/0/account", json!("50000")),
            422,
            "lines.0.account",
        ),
        (with("/lines/0/side", json!("left")), 400, "lines[0].side"),
        (with("/document", json!("")), 422, "document"),
        (with("/date", json!("1957-11-20")), 422, "date"),
        (with("/text", json!("บัตร 4111 1111 1111 1111")), 400, "text"),
    ] {
        assert_eq!(refused(&office, (path, body), status).await.1, field);
    }
}

/// An office in which member 1 paid 100.00 for a card.
async fn paid_once() -> Office {
    let office = Office::open().await;
    office.has_paid(("100", "2026-11-21")).await;
    office
}

#[actix_web::test]
async fn the_books_are_read_as_json() {
    const TRIAL: &str = "/api/v1/ledger/trial-balance";
    let office = paid_once().await;
    let today = format!("{TRIAL}?as_of=2026-11-21");
    let balance = office.get(&today).await.json();
    assert_eq!(
        (&balance["total"]["difference"], &balance["total"]["debit"]),
        (&json!("0.00"), &json!("100.00"))
    );
    assert_eq!(balance["lines"][0]["account"], "11010");
    let before = format!("{today}&known_at=2026-11-20");
    assert_eq!(office.get(&before).await.json()["lines"], json!([]));
    for bad in ["as_of=soon", "asof=2026-11-21"] {
        assert_eq!(office.get(&format!("{TRIAL}?{bad}")).await.status, 400);
    }
    let accounts = office.get("/api/v1/ledger/accounts").await.json();
    assert!(accounts["items"].as_array().unwrap().len() > 80);
    let entry = office.get("/api/v1/journal/entries/1").await.json();
    assert_eq!(
        (&entry["source"], &entry["source_no"]),
        (&json!("member/1"), &json!("00001"))
    );
    let owed = &entry["postings"][1];
    assert_eq!(owed["subsidiary"], "member/1");
    assert_eq!(owed["member"], json!({"id": 1, "number": "00001"}));
}

#[actix_web::test]
async fn the_books_are_read_as_files_and_pages() {
    let office = paid_once().await;
    for (path, wanted) in [
        (
            "/api/v1/ledger/trial-balance.csv",
            "11010,เงินสดในมือ,0.00,,100.00,0.00,100.00,",
        ),
        ("/api/v1/journal/entries.csv", "2026-11-21,RV2569/000001"),
        (
            "/api/v1/ledger/export?format=ledger",
            "Assets:11010  100.00 THB",
        ),
        (
            "/api/v1/ledger/export?format=beancount",
            "Assets:12210  -100.00 THB",
        ),
        ("/journal", "RV2569/000001"),
        ("/journal?member=1&page=9", "RV2569/000001"),
        ("/journal?member=1", "สมาชิก 00001"),
        ("/journal/1", "หนึ่งร้อยบาทถ้วน"),
        ("/journal/1", "รับชำระค่าธรรมเนียมบัตรเป็นเงินสด"),
        ("/trial-balance?open=11010", "11010 เงินสดในมือ"),
        ("/journal.csv?kind=RV", "00001 นางทดสอบ ระบบดี,member/1"),
    ] {
        let answer = office.get(path).await;
        let (status, text) = (answer.status, answer.text);
        assert!(
            status == 200 && text.contains(wanted),
            "{path}: {status} {text}"
        );
    }
}

#[actix_web::test]
async fn the_books_are_read_as_workbooks() {
    let office = paid_once().await;
    for path in [
        "/api/v1/ledger/trial-balance.xlsx",
        "/api/v1/journal/entries.xlsx",
        "/journal.xlsx",
        "/trial-balance.xlsx",
    ] {
        let answer = office.get(path).await;
        assert!(
            answer.status == 200 && answer.text.starts_with("PK"),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn what_the_books_do_not_have_is_not_found() {
    let office = paid_once().await;
    for path in [
        "/journal/99",
        "/journal/RV2569%2F000009",
        "/api/v1/journal/entries/99",
        "/journal?account=99999",
    ] {
        assert_eq!(office.get(path).await.status, 404, "{path}");
    }
    let unknown = "/api/v1/ledger/export?format=excel";
    assert_eq!(office.get(unknown).await.status, 400);
}

#[actix_web::test]
async fn a5_5_more_than_is_due_is_taken_only_knowingly_and_is_the_members_own() {
    let office = Office::open().await;
    office.owes("100").await;
    let mut body = paid("130.00", "2026-11-21");
    let (rule, at) = refused(&office, (PAYMENTS, body.clone()), 422).await;
    assert_eq!((rule, at.as_str()), (json!("A5.5"), "amount"));
    body["as_credit"] = json!(true);
    let taken = office.post(SOMSRI, PAYMENTS, "k1", body).await;
    assert_eq!(taken.status, 201, "{}", taken.text);
    let account = office.get("/api/v1/members/1/fee-account").await.json();
    let stands = (&account["balance"], &account["credit"]);
    assert_eq!(stands, (&json!("0.00"), &json!("30.00")));
    let entry = office.get(&taken.location).await.json();
    let lines = entry["postings"].as_array().unwrap().iter();
    let lines: Vec<_> = lines
        .map(|line| (line["account"].clone(), line["amount"].clone()))
        .collect();
    let line = |account: &str, amount: &str| (json!(account), json!(amount));
    assert_eq!(
        lines,
        [
            line("11010", "130.00"),
            line("12210", "100.00"),
            line("22225", "30.00")
        ]
    );
}

#[actix_web::test]
async fn a5_5_a_fee_is_given_up_only_by_resolution_and_a_rules_account_taken_only_with_its_reason()
{
    let office = Office::open().await;
    office.owes("100").await;
    let path = "/api/v1/journal/entries";
    let entry = |debit: &str| {
        json!({"date": "2026-11-21", "text": "ยกหนี้", "document": "1/2569", "lines": [
            {"account": debit, "side": "debit", "amount": "100.00"},
            {"account": "12210", "side": "credit", "amount": "100.00", "member": 1},
        ]})
    };
    let mut loss = entry("53210");
    loss["role_reason"] = json!("เก็บไม่ได้");
    let (rule, _) = refused(&office, (path, loss), 422).await;
    assert_eq!(rule, json!("A5.5"));
    let mut cash = entry("11010");
    cash["role_reason"] = json!("รับเงินนอกเวลาทำการ ใบเสร็จเล่มเก่า");
    let (rule, at) = refused(&office, (path, cash), 422).await;
    assert_eq!((rule, at.as_str()), (json!("A5.5"), "lines"));
    let mut bank = entry("11120");
    let (rule, at) = refused(&office, (path, bank.clone()), 422).await;
    assert_eq!((rule, at.as_str()), (json!("A14.1"), "role_reason"));
    bank["role_reason"] = json!("สมาชิกโอนเข้าบัญชี");
    assert_eq!(office.post(SOMSRI, path, "k1", bank).await.status, 202);
    let fee = "/api/v1/journal/entries/1/reversal";
    let body = json!({"date": "2026-11-21", "reason": "ยกให้"});
    let (rule, _) = refused(&office, (fee, body.clone()), 422).await;
    assert_eq!(rule, json!("A5.5"));
    let back = "/api/v1/journal/entries/1/return";
    let (rule, _) = refused(&office, (back, body), 409).await;
    assert_eq!(rule, json!("C10"));
}
