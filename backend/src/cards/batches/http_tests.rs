//! Applications and batches over HTTP, behind their routes and with an application officer signed in.
#![expect(clippy::unwrap_used, reason = "tests")]

use actix_web::dev::Service as _;
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as HttpApp, HttpMessage as _, web};
use serde_json::{Value, json};

mod pages_tests;

use super::{api, pages};
use crate::cards::applications::testing::{NAMES, Office, officer, wait};
use crate::cards::applications::{api as application_api, pages as application_pages};
use crate::identity::model::Actor;
use crate::web::route::register_without_doors;

struct Answer {
    status: StatusCode,
    location: String,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

fn ask(office: &Office, request: TestRequest) -> Answer {
    ask_as(office, &officer(), request)
}

fn ask_as(office: &Office, by: &Actor, request: TestRequest) -> Answer {
    let by = by.clone();
    let data = web::Data::new(office.app.clone());
    wait(async move {
        let app = HttpApp::new().app_data(data).configure(|config| {
            let routes = [
                application_api::routes(),
                application_pages::routes(),
                api::routes(),
                pages::routes(),
            ];
            register_without_doors(config, routes.into_iter().flatten().collect());
        });
        let app = app.wrap_fn(move |req, next| {
            req.extensions_mut().insert(by.clone());
            next.call(req)
        });
        let app = init_service(app).await;
        let answer = call_service(&app, request.to_request()).await;
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.map_or_else(String::new, |v| v.to_str().unwrap().to_owned())
        };
        let (status, location) = (answer.status(), header("location"));
        let bytes = read_body(answer).await;
        Answer {
            status,
            location,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    })
}

fn post(office: &Office, path: &str, body: &Value) -> Answer {
    let key = crate::cards::applications::testing::key().key;
    let request = TestRequest::post().uri(path);
    ask(
        office,
        request
            .insert_header(("Idempotency-Key", key))
            .set_json(body),
    )
}

fn get(office: &Office, path: &str) -> Answer {
    ask(office, TestRequest::get().uri(path))
}

fn form(office: &Office, path: &str, fields: &[(&str, &str)]) -> Answer {
    let key = crate::cards::applications::testing::key().key;
    let all = [&[("form_token", ""), ("form_key", key.as_str())], fields].concat();
    ask(office, TestRequest::post().uri(path).set_form(all))
}

fn an_application(member: i64) -> Value {
    json!({
        "member_id": member, "kind": "first", "place": "สำนักงานใหญ่",
        "papers": {"form_signed": true, "id_copy": true}, "data_completed_on": "2026-11-21",
    })
}

/// Takes two applications and sends them; the batch's path.
fn a_batch(office: &Office) -> String {
    let ids: Vec<Value> = [1, 2]
        .map(|member| {
            post(office, "/api/v1/applications", &an_application(member)).json()["id"].clone()
        })
        .to_vec();
    let sent = post(office, "/api/v1/batches", &json!({ "applications": ids }));
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    sent.location
}

fn a_line(member: &str, name: &str, number: &str) -> Value {
    json!({"member_number": member, "name_on_card": name, "card_number": number, "expires_on": "09/30"})
}

#[test]
fn an_application_goes_all_the_way_over_rest() {
    let office = Office::open();
    let batch = a_batch(&office);
    let seen = get(&office, &batch).json();
    assert_eq!(
        (seen["no"].as_str(), seen["bank_charge"].as_str()),
        (Some("1/2569"), Some("200.00"))
    );
    let csv = get(&office, &format!("{batch}/bank-list.csv"));
    assert!(csv.text.contains(NAMES[1]));
    let lines = json!({"reference": "KTB 1", "lines": [
        a_line("1", NAMES[0], "9999000000000012"), a_line("2", NAMES[1], "9999 0000 0000 0020"),
    ]});
    let path = format!("{batch}/delivery-list");
    let rehearsed = post(&office, &format!("{path}?dry_run=true"), &lines);
    assert_eq!(rehearsed.json()["lines"], 2);
    let taken = post(&office, &path, &lines);
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    assert_eq!(
        taken.json()["cards"][0]["card_number"],
        "**** **** **** 0012"
    );
    assert!(!taken.text.contains("9999000000000012"));
    let listed = get(&office, "/api/v1/applications?state=listed").json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert!(office.verify().ok);
}

#[test]
fn a3_a_17_digit_number_is_named_and_never_repeated() {
    let office = Office::open();
    let path = format!("{}/delivery-list", a_batch(&office));
    let list = json!({"lines": [a_line("1", NAMES[0], "99990000000000121")]});
    let refused = post(&office, &path, &list);
    let body = refused.json();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body["errors"][0]["field"], "lines[0].card_number");
    assert_eq!(
        (&body["rule"], &body["article"]),
        (&json!("A3"), &json!("ข้อ ๓"))
    );
    assert!(!refused.text.contains("9999"), "{}", refused.text);
    let mut number = a_line("1", NAMES[0], "");
    number["card_number"] = json!(9_999_000_000_000_012_i64);
    let refused = post(&office, &path, &json!({ "lines": [number] }));
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.json()["errors"][0]["field"], "lines[0].card_number");
    assert!(!refused.text.contains("9999"), "{}", refused.text);
}

#[test]
fn a3_a_pin_and_an_unknown_field_are_refused_by_name() {
    let office = Office::open();
    for (name, rule) in [
        ("pin", json!("A3")),
        ("pin_code", json!("A3")),
        ("colour", Value::Null),
    ] {
        let mut body = an_application(1);
        body[name] = json!("123456");
        let refused = post(&office, "/api/v1/applications", &body);
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name}");
        assert_eq!(refused.json()["errors"][0]["field"], name);
        assert_eq!(refused.json()["rule"], rule);
    }
    let mut line = a_line("1", NAMES[0], "9999000000000012");
    line["รหัสผ่าน"] = json!("1");
    let path = format!("{}/delivery-list", a_batch(&office));
    let refused = post(&office, &path, &json!({ "lines": [line] }));
    assert_eq!(refused.json()["rule"], "A3");
}

#[test]
fn the_list_comes_as_csv_and_as_json_lines_too() {
    let office = Office::open();
    let path = format!("{}/delivery-list", a_batch(&office));
    let send = |kind: &str, body: String, key: &str| {
        let request = TestRequest::post().uri(&path);
        let request = request.insert_header(("Idempotency-Key", key.to_owned()));
        ask(
            &office,
            request
                .insert_header(("Content-Type", kind.to_owned()))
                .set_payload(body),
        )
    };
    let csv = format!(
        "card_number,expires_on,member_number,name_on_card\n9999000000000012,2030-09-30,1,{}\n",
        NAMES[0]
    );
    assert_eq!(send("text/csv", csv, "a").status, StatusCode::CREATED);
    let line = a_line("2", NAMES[1], "9999000000000020").to_string();
    assert_eq!(
        send("application/x-ndjson", line, "b").status,
        StatusCode::CREATED
    );
    let other = send("image/png", "x".into(), "c");
    assert_eq!(other.json()["code"], "E-BATCH-014");
}

#[test]
fn a5_1_a_second_application_and_a_stale_version_say_why() {
    let office = Office::open();
    let first = post(&office, "/api/v1/applications", &an_application(1));
    let again = post(&office, "/api/v1/applications", &an_application(1));
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.json()["rule"], "A5.1");
    let path = format!("{}/cancel", first.location);
    let stale = post(&office, &path, &json!({"version": 1, "reason": "x"}));
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(
        get(&office, "/api/v1/applications/99").status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        get(&office, "/api/v1/applications?state=odd").status,
        StatusCode::BAD_REQUEST
    );
}

#[test]
fn the_form_names_what_is_wrong_and_then_takes_the_application() {
    let office = Office::open();
    assert_eq!(get(&office, "/applications/new").status, StatusCode::OK);
    let mut fields = vec![
        ("member_number", "3"),
        ("reason", "first"),
        ("received_on", "๒๐/๑๑/๖๙"),
        ("paper_form", "yes"),
    ];
    // It bears yesterday's date: the form asks why.
    let asked = form(&office, "/applications", &fields);
    assert_eq!(asked.status, StatusCode::BAD_REQUEST);
    assert!(
        asked.text.contains("href=\"#late_reason\""),
        "{}",
        asked.text
    );
    fields.push(("late_reason", "รับไว้ก่อนปิดทำการ"));
    let refused = form(&office, "/applications", &fields);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let marked = refused.text.contains("href=\"#paper_id\"");
    assert!(marked, "{}", refused.text);
    assert!(refused.text.contains("E-APP-012") && refused.text.contains(NAMES[2]));
    fields.push(("paper_id", "yes"));
    let taken = form(&office, "/applications", &fields);
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert_eq!(get(&office, &taken.location).status, StatusCode::OK);
    let listed = get(&office, "/applications");
    assert!(listed.text.contains(NAMES[2]) && listed.text.contains("00003"));
}

#[test]
fn what_is_ticked_is_sent_when_it_was_read() {
    const SEND: &str = "/applications/batch";
    let office = Office::open();
    post(&office, "/api/v1/applications", &an_application(3));
    let shown = form(&office, SEND, &[("id", "1")]);
    assert_eq!(shown.status, StatusCode::OK, "nothing is sent unread");
    assert!(shown.text.contains(NAMES[2]) && shown.text.contains("name=\"dated\""));
    let tomorrow = form(&office, SEND, &[("id", "1"), ("dated", "1/1/2580")]);
    assert_eq!(tomorrow.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = form(&office, SEND, &[("id", "1"), ("dated", "21/11/2569")]);
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (StatusCode::SEE_OTHER, "/batches/1")
    );
    let batch = get(&office, "/batches/1");
    assert!(batch.text.contains("1/2569") && batch.text.contains(NAMES[2]));
    assert!(get(&office, "/batches").text.contains("/batches/1"));
    let list = get(&office, "/batches/1/delivery-list");
    assert_eq!(list.status, StatusCode::OK);
}

#[test]
fn the_list_goes_out_as_a_file_for_programs_and_pages() {
    let office = Office::open();
    for member in [1, 2] {
        post(&office, "/api/v1/applications", &an_application(member));
    }
    let page = get(&office, "/applications?state=complete");
    assert!(
        page.text
            .contains("href=\"/applications.csv?state=complete\"")
    );
    for path in ["/applications.csv", "/api/v1/applications.csv"] {
        let file = get(&office, &format!("{path}?state=complete"));
        assert_eq!(file.status, StatusCode::OK, "{path}");
        let row = format!("AP2569/000002,00002,{}", NAMES[1]);
        assert!(file.text.contains(&row), "{}", file.text);
        let none = get(&office, &format!("{path}?state=listed"));
        assert!(!none.text.contains("AP2569"));
    }
    for path in ["/applications.xlsx?q=1", "/api/v1/applications.xlsx"] {
        assert!(get(&office, path).text.starts_with("PK"), "{path}");
    }
    let bad = get(&office, "/api/v1/applications.csv?state=lost");
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_draft_is_completed_in_its_form_and_a_refused_form_changes_nothing() {
    let office = Office::open();
    let fields = [
        ("member_number", "4"),
        ("reason", "first"),
        ("received_on", "20/11/2569"),
        ("late_reason", "รับไว้ก่อนปิดทำการ"),
    ];
    let kept = [&fields[..], &[("draft", "yes")]].concat();
    let draft = form(&office, "/applications", &kept);
    assert_eq!(draft.status, StatusCode::SEE_OTHER, "{}", draft.text);
    let seen = || get(&office, &format!("/api/v1{}", draft.location)).json();
    let saved = |papers: &[(&'static str, &'static str)]| {
        let request = [&fields[..], papers, &[("version", "1"), ("form_token", "")]].concat();
        let request = TestRequest::post().uri(&draft.location).set_form(request);
        ask(&office, request)
    };
    // A paper is missing: the same page can be sent again.
    let refused = saved(&[
        ("paper_form", "yes"),
        ("phone", "0812345678"),
        ("form_key", "w"),
    ]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = seen();
    let unchanged = (before["version"].as_i64(), before["phone"].as_str());
    assert_eq!(unchanged, (Some(1), None));
    let sent = saved(&[
        ("paper_form", "yes"),
        ("paper_id", "yes"),
        ("form_key", "x"),
    ]);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let after = seen();
    let completed = (after["state"].as_str(), after["version"].as_i64());
    assert_eq!(completed, (Some("complete"), Some(3)));
}

#[test]
fn a_form_without_a_key_of_its_own_is_refused_and_asked_for_again() {
    let office = Office::open();
    for fields in [
        vec![("form_token", "")],
        vec![("form_token", ""), ("form_key", "")],
    ] {
        let request = TestRequest::post().uri("/applications").set_form(fields);
        let refused = ask(&office, request);
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
        assert!(refused.text.contains("E-SYS-016"), "{}", refused.text);
    }
}

#[test]
fn a_file_is_uploaded_in_the_form() {
    let office = Office::open();
    let batch = a_batch(&office).replace("/api/v1", "");
    let upload = |csv: &str| {
        let part = |name: &str, rest: &str, body: &str| {
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n{body}\r\n"
            )
        };
        let body = [
            part("form_token", "", ""),
            part("form_key", "", csv),
            part("file", "; filename=\"list.csv\"", csv),
            "--b--\r\n".to_owned(),
        ]
        .concat();
        let request = TestRequest::post().uri(&format!("{batch}/delivery-list"));
        let kind = ("Content-Type", "multipart/form-data; boundary=b");
        ask(&office, request.insert_header(kind).set_payload(body))
    };
    let head = "card_number,expires_on,member_number,name_on_card";
    let wrong = upload(&format!("{head}\n999900000000001,09/30,1,{}", NAMES[0]));
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    assert!(
        wrong.text.contains("บรรทัด 2: หมายเลขบัตรต้องมี 16 หลัก"),
        "{}",
        wrong.text
    );
    let right = upload(&format!("{head}\n9999000000000012,09/30,1,{}", NAMES[0]));
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
}
