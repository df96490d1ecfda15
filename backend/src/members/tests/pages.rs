use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as HttpApp, HttpMessage as _, web};

use crate::identity::model::Actor;
use crate::members::testing::*;
use crate::members::{api, pages};
use crate::web::route::register_without_doors;

struct Answer {
    status: StatusCode,
    location: String,
    body: String,
}

/// Sends one request as this person, past the guard.
fn ask(office: &Office, by: &Actor, request: TestRequest) -> Answer {
    let (app, by) = ((**office).clone(), by.clone());
    let run = async move {
        let service = HttpApp::new()
            .app_data(web::Data::new(app))
            .configure(|config| {
                register_without_doors(
                    config,
                    api::routes().into_iter().chain(pages::routes()).collect(),
                );
            })
            .wrap_fn(move |req, next| {
                req.extensions_mut().insert(by.clone());
                next.call(req)
            });
        let service = init_service(service).await;
        let answer: ServiceResponse = call_service(&service, request.to_request()).await;
        let header = |name: &str| {
            let value = answer.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (status, location) = (answer.status(), header("location"));
        let body = String::from_utf8_lossy(&read_body(answer).await).into_owned();
        Answer {
            status,
            location,
            body,
        }
    };
    actix_web::rt::System::new().block_on(run)
}

fn get(office: &Office, path: &str) -> Answer {
    ask(office, &somsri(), TestRequest::get().uri(path))
}

fn post(office: &Office, path: &str, fields: &[(&str, &str)]) -> Answer {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let key = COUNT.fetch_add(1, Ordering::SeqCst).to_string();
    let mut all = vec![("form_token", ""), ("form_key", key.as_str())];
    all.extend_from_slice(fields);
    ask(
        office,
        &somsri(),
        TestRequest::post().uri(path).set_form(all),
    )
}

/// A multipart body with these fields; a field `file` with a name is a chosen file.
fn upload(office: &Office, path: &str, fields: &[(&str, &str)], file: Option<&str>) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    if let Some(file) = file {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"m.csv\"\r\nContent-Type: text/csv";
        body.push_str(&format!("--x\r\n{head}\r\n\r\n{file}\r\n"));
    }
    body.push_str("--x--\r\n");
    let request = TestRequest::post()
        .uri(path)
        .insert_header(("content-type", "multipart/form-data; boundary=x"))
        .set_payload(body);
    ask(office, &somsri(), request)
}

fn new_member<'a>(number: &'a str, national_id: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("number", number),
        ("title", "นาย"),
        ("given_name", "ประสิทธิ์"),
        ("surname", "แก้วมณี"),
        ("national_id", national_id),
        ("telephone", "081-234-5221"),
        ("division", "เมือง"),
        ("joined_on", "2/1/2563"),
    ]
}

fn hidden<'a>(body: &'a str, name: &str) -> &'a str {
    let from = body.find(&format!("name=\"{name}\" value=\"")).unwrap();
    let value = body[from..].split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap()
}

fn a_stale_change_says_what_differs<'a>(office: &Office, mut fields: Vec<(&'a str, &'a str)>) {
    let stale = post(office, "/members/1/change", &fields);
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(hidden(&stale.body, "version"), "2", "the next save decides");
    assert!(
        stale.body.contains("แก้ไขข้อมูลนี้เมื่อ 21 พ.ย. 2569"),
        "{}",
        stale.body
    );
    assert!(
        !stale.body.contains("surname-note"),
        "the same surname does not differ"
    );
    fields.retain(|(name, _)| *name != "surname");
    fields.push(("surname", "อื่น"));
    let differs = post(office, "/members/1/change", &fields);
    assert!(
        differs.body.contains("ขณะนี้บันทึกไว้ว่า ใหม่"),
        "{}",
        differs.body
    );
}

/// On a day that has come; tomorrow is refused.
fn the_member_leaves(office: &Office) {
    let early = post(
        office,
        "/members/1/leave",
        &[
            ("left_on", "22/11/2569"),
            ("reason", "ย้าย"),
            ("version", "2"),
        ],
    );
    assert_eq!(early.status, StatusCode::BAD_REQUEST);
    let left = post(
        office,
        "/members/1/leave",
        &[("left_on", "20/11/69"), ("reason", "ย้าย"), ("version", "2")],
    );
    assert_eq!(left.location, "/members/1");
}

#[test]
fn w11_a_member_is_entered_found_changed_and_leaves() {
    let office = Office::open();
    let id = national_id(519);
    let added = post(&office, "/members", &new_member("00519", &id));
    assert_eq!(
        (added.status, added.location.as_str()),
        (StatusCode::SEE_OTHER, "/members/1")
    );
    let page = get(&office, "/members/1");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("00519") && page.body.contains("xxx-xxx-x221"));
    assert!(!page.body.contains(&id) && !page.body.contains("0812345221"));
    assert_eq!(get(&office, "/members?q=519").location, "/members/1");
    assert!(
        get(&office, "/members?standing=all")
            .body
            .contains("ประสิทธิ์")
    );
    let form = get(&office, "/members/1/change");
    assert!(form.body.contains("แก้วมณี") && !form.body.contains("0812345221"));
    let mut fields = new_member("00519", "");
    fields.retain(|(name, _)| *name != "surname" && *name != "telephone");
    fields.extend([("surname", "ใหม่"), ("version", "1")]);
    assert_eq!(
        post(&office, "/members/1/change", &fields).location,
        "/members/1"
    );
    let page = get(&office, "/members/1");
    assert!(page.body.contains("ใหม่") && page.body.contains("xxx-xxx-x221"));
    a_stale_change_says_what_differs(&office, fields);
    the_member_leaves(&office);
    assert!(office.verify().ok);
}

#[test]
fn what_is_wrong_is_said_above_and_beside_and_the_national_id_is_not_sent_back() {
    let office = Office::open();
    let wrong = post(&office, "/members", &new_member("A1", "1234567890123"));
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.body.contains("ผิดพลาด: ") && wrong.body.contains("number-note"));
    assert!(wrong.body.contains("ประสิทธิ์") && !wrong.body.contains("1234567890123"));
}

#[test]
fn a_telephone_is_shown_on_its_page_for_a_reason() {
    let office = Office::open();
    post(&office, "/members", &new_member("00519", &national_id(519)));
    assert!(get(&office, "/members/1/reveal").body.contains("reason"));
    let refused = post(
        &office,
        "/members/1/reveal",
        &[("what", "telephone"), ("reason", "")],
    );
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let shown = post(
        &office,
        "/members/1/reveal",
        &[("what", "telephone"), ("reason", "โทรแจ้ง")],
    );
    assert!(shown.body.contains("0812345221"));
    let note = post(&office, "/members/1/note", &[("text", "9999000000000012")]);
    assert_eq!(note.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        post(&office, "/members/1/note", &[("text", "โทรแล้ว")]).location,
        "/members/1"
    );
    assert!(get(&office, "/members/1").body.contains("โทรแล้ว"));
}

const FILE_KEYS: [(&str, &str); 3] = [("form_token", ""), ("form_key", "k1"), ("encoding", "auto")];

fn what_is_no_list_of_members_is_refused(office: &Office, file: &str) {
    let wrong = upload(office, "/members/import", &FILE_KEYS, Some("a,b\n1,2"));
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let secret = upload(office, "/members/import", &[("pin", "1")], Some(file));
    assert!(
        secret.status == StatusCode::BAD_REQUEST && secret.body.contains("A3"),
        "{}",
        secret.body
    );
}

#[test]
fn a_file_is_previewed_and_entered_without_being_chosen_twice() {
    let office = Office::open();
    let row = |n: u64| format!("{n},สมชาย,ใจดี,{},2/1/2563", national_id(n));
    let head = "เลขทะเบียน,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,วันที่เป็นสมาชิก";
    let file = format!("{head}\r\n{}\r\n{}\r\n3,ก,ข,123,2/1/2563", row(1), row(2));
    assert!(
        get(&office, "/members/import")
            .body
            .contains("multipart/form-data")
    );
    let seen = upload(&office, "/members/import", &FILE_KEYS, Some(&file));
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert!(seen.body.contains("m.csv") && seen.body.contains("เลขประจำตัวประชาชนต้องมี 13 หลัก"));
    let (hash, packed) = (hidden(&seen.body, "hash"), hidden(&seen.body, "file"));
    let mut fields = vec![
        ("form_token", ""),
        ("form_key", "k2"),
        ("encoding", "auto"),
        ("hash", hash),
        ("file", packed),
    ];
    let refused = upload(&office, "/members/import/do", &fields, None);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(hidden(&refused.body, "hash"), hash);
    fields.push(("skip_faulty", "on"));
    let done = upload(&office, "/members/import/do", &fields, None);
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, "/members")
    );
    let again = upload(&office, "/members/import/do", &fields, None);
    assert_eq!(
        again.location, "/members",
        "a double click enters nobody twice"
    );
    assert_eq!(office.see(crate::members::service::count_all).unwrap(), 2);
    what_is_no_list_of_members_is_refused(&office, &file);
}

#[test]
fn lists_and_templates_are_files_and_a_key_is_needed_over_rest() {
    let office = Office::open();
    post(&office, "/members", &new_member("00519", &national_id(519)));
    let csv = get(&office, "/members.csv?q=519");
    assert!(
        csv.body.starts_with('\u{feff}')
            && csv.body.contains("00519,นายประสิทธิ์ แก้วมณี,x-xxxx-xxxxx-")
    );
    assert!(get(&office, "/api/v1/members.xlsx").body.starts_with("PK"));
    assert!(
        get(&office, "/members/import/template.csv")
            .body
            .contains("เลขทะเบียนสมาชิก")
    );
    let file = format!(
        "number,name,surname,national id,joined on\n1,ก,ข,{},2/1/2563",
        national_id(1)
    );
    let dry = upload(
        &office,
        "/api/v1/members/import?dry_run=true",
        &[],
        Some(&file),
    );
    assert_eq!(dry.status, StatusCode::OK);
    let unkeyed = upload(&office, "/api/v1/members/import", &[], Some(&file));
    assert!(unkeyed.body.contains("Idempotency-Key"), "{}", unkeyed.body);
    assert!(get(&office, "/api/v1/members?q=519").body.contains("00519"));
    assert_eq!(
        get(&office, "/api/v1/members/99").status,
        StatusCode::NOT_FOUND
    );
}
