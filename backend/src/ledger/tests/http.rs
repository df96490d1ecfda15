#![expect(clippy::unwrap_used, reason = "tests")]

use actix_web::dev::Service;
use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as HttpApp, HttpMessage, web};
use serde_json::{Value, json};

use crate::app::{App, Mode};
use crate::config::Config;
use crate::db::{ActMeta, Receipt};
use crate::identity::model::{Actor, Door};
use crate::kernel::{AccountId, Clock, Instant, Lang, PersonId};
use crate::ledger::service::ensure_chart;
use crate::ledger::testing::{PRASIT, SOMSRI, database, day};
use crate::ledger::{api, pages};
use crate::members::entry::{RawDate, RawMember};
use crate::members::error::MemberError;
use crate::members::service::enter_all;
use crate::web::route::register;

/// The routes behind a guard that believes who the test says it is.
struct Office {
    app: App,
    folder: std::path::PathBuf,
}

struct Answer {
    status: u16,
    location: String,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.app.writer.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Office {
    async fn open() -> Self {
        let (folder, url) = database("office");
        let mut config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
        config.database = url;
        App::prepare(&config).unwrap();
        let clock = Clock::starting_at(Instant::parse("2026-11-21T02:00:00Z").unwrap());
        let app = App::open(config, Mode::Demonstration, clock).unwrap();
        ensure_chart(&app, SOMSRI).await.unwrap();
        let office = Self { app, folder };
        office.enter_a_member().await;
        office
    }

    /// Member 1.
    async fn enter_a_member(&self) {
        let raw = RawMember {
            number: "00001".into(),
            title: "นาง".into(),
            given_name: "ทดสอบ".into(),
            surname: "ระบบดี".into(),
            national_id: "1101700230708".into(),
            joined_on: RawDate::Day(day("2020-01-02")),
            ..RawMember::default()
        };
        let Ok(member) = raw.read(self.app.clock.today()) else {
            unreachable!("a fit member")
        };
        let app = self.app.clone();
        let meta = ActMeta::new(SOMSRI, "test.member");
        let done = self.app.writer.act(meta, move |tx| {
            enter_all(tx, &app.secrets, &[member])?;
            Ok::<_, MemberError>(Receipt::of("test", "tests", 1))
        });
        done.await.unwrap();
    }

    async fn ask(
        &self,
        person: PersonId,
        method: Method,
        path: &str,
        key: &str,
        body: Value,
    ) -> Answer {
        let data = web::Data::new(self.app.clone());
        let actor = actor(person);
        let service = init_service(
            HttpApp::new()
                .app_data(data)
                .configure(|config| {
                    register(
                        config,
                        [api::routes(), pages::routes()]
                            .into_iter()
                            .flatten()
                            .collect(),
                    )
                })
                .wrap_fn(move |req, next| {
                    req.extensions_mut().insert(actor.clone());
                    next.call(req)
                }),
        )
        .await;
        let request = TestRequest::with_uri(path).method(method.clone());
        let request = if method == Method::POST {
            request
                .insert_header(("Idempotency-Key", key.to_owned()))
                .set_json(body)
        } else {
            request
        };
        let response = call_service(&service, request.to_request()).await;
        let location = response
            .headers()
            .get(header::LOCATION)
            .map(|v| v.to_str().unwrap().to_owned());
        Answer {
            status: response.status().as_u16(),
            location: location.unwrap_or_default(),
            text: String::from_utf8_lossy(&read_body(response).await).into_owned(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(SOMSRI, Method::GET, path, "", Value::Null).await
    }

    async fn post(&self, person: PersonId, path: &str, key: &str, body: Value) -> Answer {
        self.ask(person, Method::POST, path, key, body).await
    }
}

fn actor(person: PersonId) -> Actor {
    Actor {
        person,
        account: AccountId::new(person.get()),
        name: "สมศรี วงศ์คำ".into(),
        roles: Vec::new(),
        duties: Vec::new(),
        door: Door::Program,
        lang: Lang::Th,
        form_token: "t".into(),
        must_change_password: false,
    }
}

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
        (
            "/api/v1/journal/entries.csv",
            "2026-11-21,21/11/2569,RV2569/000001",
        ),
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
