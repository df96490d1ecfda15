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
    assert_eq!(account["balance"], "-100.00");
    assert_eq!(account["movements"].as_array().unwrap().len(), 1);
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

#[actix_web::test]
async fn a_payment_that_cannot_be_taken_names_rule_or_field_and_leaves_nothing() {
    let office = Office::open().await;
    for (path, body, status, rule, field) in [
        (
            PAYMENTS,
            json!({"amount": "100.00", "received_on": "2026-11-22"}),
            422,
            json!("A14.2"),
            "date",
        ),
        (
            PAYMENTS,
            json!({"amount": "0.00", "received_on": "2026-11-21"}),
            400,
            Value::Null,
            "amount",
        ),
        (
            PAYMENTS,
            json!({"amount": 100, "received_on": "2026-11-21"}),
            400,
            Value::Null,
            "amount",
        ),
        (
            PAYMENTS,
            json!({"amount": "1,000.00", "received_on": "2026-11-21"}),
            400,
            Value::Null,
            "amount",
        ),
        (
            PAYMENTS,
            json!({"amount": "100.00", "received_on": "21/11/2569"}),
            400,
            Value::Null,
            "received_on",
        ),
        (
            PAYMENTS,
            json!({"amount": "100.00", "received_on": "2026-11-21", "pin": "1"}),
            400,
            json!("A3"),
            "pin",
        ),
        (
            "/api/v1/members/77/fee-payments",
            json!({"amount": "1.00", "received_on": "2026-11-21"}),
            404,
            Value::Null,
            "",
        ),
    ] {
        let answer = office.post(SOMSRI, path, "k", body).await;
        let problem = answer.json();
        assert_eq!(
            (answer.status, &problem["rule"]),
            (status, &rule),
            "{problem}"
        );
        assert_eq!(
            problem["errors"][0]["field"].as_str().unwrap_or(""),
            field,
            "{problem}"
        );
    }
    let list = office.get("/api/v1/journal/entries").await.json();
    assert_eq!(list["items"], json!([]));
}

#[actix_web::test]
async fn a14_1_a_free_entry_waits_for_another_person_and_is_posted_by_approval() {
    let office = Office::open().await;
    let waits = office
        .post(SOMSRI, "/api/v1/journal/entries", "k1", rent())
        .await;
    assert_eq!(
        (waits.status, waits.location.as_str()),
        (202, "/api/v1/journal/drafts/1"),
        "{}",
        waits.text
    );
    assert_eq!(office.get(&waits.location).await.json()["state"], "waiting");
    assert_eq!(
        office.get("/api/v1/journal/drafts").await.json()["items"][0]["id"],
        1
    );
    let own = office
        .post(SOMSRI, "/api/v1/journal/drafts/1/approve", "k2", json!({}))
        .await;
    assert_eq!((own.status, own.json()["rule"].clone()), (422, json!("C8")));
    let done = office
        .post(PRASIT, "/api/v1/journal/drafts/1/approve", "k3", json!({}))
        .await;
    assert_eq!(
        (done.status, done.json()["numbers"].clone()),
        (201, json!(["JV2569/000001"]))
    );
    let entry = office.get(&done.location).await.json();
    assert_eq!(
        (&entry["made_by"], &entry["approved_by"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(entry["source_location"], "/api/v1/journal/drafts/1");
    let path = format!("{}/reversal", done.location);
    let reversal = office
        .post(
            SOMSRI,
            &path,
            "k4",
            json!({"date": "2026-11-21", "reason": "ลงซ้ำ"}),
        )
        .await;
    assert_eq!(reversal.status, 202, "{}", reversal.text);
    let done = office
        .post(PRASIT, "/api/v1/journal/drafts/2/approve", "k5", json!({}))
        .await;
    assert_eq!(
        office.get(&done.location).await.json()["reverses"]["no"],
        "JV2569/000001"
    );
    let twice = office
        .post(
            SOMSRI,
            &path,
            "k6",
            json!({"date": "2026-11-21", "reason": "ลงซ้ำ"}),
        )
        .await;
    assert_eq!(
        (twice.status, twice.json()["rule"].clone()),
        (409, json!("C10"))
    );
}

#[actix_web::test]
async fn a14_1_a_free_entry_that_does_not_fit_names_its_line() {
    let office = Office::open().await;
    let with = |path: &str, value: Value| {
        let mut body = rent();
        *body.pointer_mut(path).unwrap() = value;
        body
    };
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
        (with("/text", json!("บัตร 4111 1111 1111 1111")), 400, "text"),
    ] {
        let answer = office
            .post(SOMSRI, "/api/v1/journal/entries", "k", body)
            .await;
        let problem = answer.json();
        assert_eq!(
            (
                answer.status,
                problem["errors"][0]["field"].as_str().unwrap()
            ),
            (status, field),
            "{problem}"
        );
    }
}

#[actix_web::test]
async fn the_books_are_read_as_json_files_and_pages() {
    let office = Office::open().await;
    let body = json!({"amount": "100.00", "received_on": "2026-11-21"});
    assert_eq!(office.post(SOMSRI, PAYMENTS, "k1", body).await.status, 201);
    let balance = office
        .get("/api/v1/ledger/trial-balance?as_of=2026-11-21")
        .await
        .json();
    assert_eq!(
        (&balance["total"]["difference"], &balance["total"]["debit"]),
        (&json!("0.00"), &json!("100.00"))
    );
    assert_eq!(balance["lines"][0]["account"], "11010");
    let before = office
        .get("/api/v1/ledger/trial-balance?as_of=2026-11-21&known_at=2026-11-20")
        .await
        .json();
    assert_eq!(before["lines"], json!([]));
    assert_eq!(
        office
            .get("/api/v1/ledger/trial-balance?as_of=soon")
            .await
            .status,
        400
    );
    assert_eq!(
        office
            .get("/api/v1/ledger/trial-balance?asof=2026-11-21")
            .await
            .status,
        400
    );
    let accounts = office.get("/api/v1/ledger/accounts").await.json();
    assert!(accounts["items"].as_array().unwrap().len() > 80);
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
        ("/journal/1", "หนึ่งร้อยบาทถ้วน"),
        ("/trial-balance?open=11010", "11010 เงินสดในมือ"),
        ("/journal.csv?kind=RV", "RV2569/000001"),
    ] {
        let answer = office.get(path).await;
        assert!(
            answer.status == 200 && answer.text.contains(wanted),
            "{path}: {} {}",
            answer.status,
            answer.text
        );
    }
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
    for path in [
        "/journal/99",
        "/journal/RV2569%2F000009",
        "/api/v1/journal/entries/99",
        "/journal?account=99999",
    ] {
        assert_eq!(office.get(path).await.status, 404, "{path}");
    }
    assert_eq!(
        office
            .get("/api/v1/ledger/export?format=excel")
            .await
            .status,
        400
    );
}
