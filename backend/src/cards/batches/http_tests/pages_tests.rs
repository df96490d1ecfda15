//! Cancelling an application and writing down what the bank refuses, in the browser.

use super::*;
use crate::cards::applications::testing::with_duties;
use crate::kernel::Lang;

fn english(office: &Office, path: &str) -> Answer {
    let by = Actor {
        lang: Lang::En,
        ..officer()
    };
    ask_as(office, &by, TestRequest::get().uri(path))
}

fn state(office: &Office, id: i64) -> Value {
    get(office, &format!("/api/v1/applications/{id}")).json()["state"].clone()
}

const CANCEL: &str = "/applications/1/cancel";

#[test]
fn a_cancellation_without_reason_or_of_another_version_is_refused_beside_its_field() {
    let office = Office::open();
    post(&office, "/api/v1/applications", &an_application(1));
    let page = get(&office, "/applications/1");
    assert!(page.text.contains(&format!("href=\"{CANCEL}\"")));
    let asked = english(&office, CANCEL);
    assert!(asked.text.contains("Cancel the application") && asked.text.contains(NAMES[0]));
    for (version, reason, status, field) in [
        ("2", " ", 400, "reason"),
        ("2", "บัตร 4111111111111111", 400, "reason"),
        ("1", "ไม่ต้องการแล้ว", 409, "version"),
        ("", "ไม่ต้องการแล้ว", 409, "version"),
    ] {
        let refused = form(&office, CANCEL, &[("version", version), ("reason", reason)]);
        assert_eq!(refused.status.as_u16(), status, "{}", refused.text);
        assert!(refused.text.contains(&format!("href=\"#{field}\"")));
        let typed = format!("value=\"{}\"", reason.trim());
        assert!(refused.text.contains(&typed));
        assert_eq!(state(&office, 1), "complete");
    }
}

#[test]
fn an_application_is_cancelled_with_a_reason_and_is_read_only_from_then_on() {
    let office = Office::open();
    post(&office, "/api/v1/applications", &an_application(1));
    let fields = [("version", "2"), ("reason", "ไม่ต้องการแล้ว")];
    let done = form(&office, CANCEL, &fields);
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, "/applications")
    );
    assert_eq!(state(&office, 1), "cancelled");
    let closed = english(&office, "/applications/1").text;
    assert!(closed.contains("This application is closed and cannot be changed"));
    assert!(closed.contains("ไม่ต้องการแล้ว") && closed.contains(NAMES[0]));
    assert!(!closed.contains("action=\"/applications/1\""), "no form");
    assert!(!closed.contains(CANCEL));
    for again in [get(&office, CANCEL), form(&office, CANCEL, &fields)] {
        assert_eq!(again.status, StatusCode::CONFLICT);
    }
    assert!(office.verify().ok);
}

#[test]
fn a6_who_does_not_collect_reads_an_application_and_is_offered_nothing() {
    let office = Office::open();
    post(&office, "/api/v1/applications", &an_application(1));
    let reader = with_duties(Vec::new());
    let page = ask_as(&office, &reader, TestRequest::get().uri("/applications/1"));
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(NAMES[0]) && !page.text.contains("/applications/1/cancel"));
    assert!(!page.text.contains("สิ้นสุดแล้ว"), "it is open");
    let fields = [
        ("form_token", ""),
        ("form_key", "x"),
        ("version", "2"),
        ("reason", "ไม่ต้องการแล้ว"),
    ];
    let request = TestRequest::post().uri("/applications/1/cancel");
    let refused = ask_as(&office, &reader, request.set_form(fields));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(state(&office, 1), "complete");
}

/// What is typed of a refusal whose fault is not settled.
const REFUSED: [(&str, &str); 3] = [
    ("fault", "unsettled"),
    ("refused_on", "21/11/2569"),
    ("reason", "ชื่อไม่ตรง"),
];

#[test]
fn a_refusal_that_lacks_something_is_named_beside_its_field() {
    let office = Office::open();
    a_batch(&office);
    let path = "/batches/1/refusals/1";
    let asked = english(&office, path);
    assert!(asked.text.contains("The fees stay") && asked.text.contains(NAMES[0]));
    for (name, value, status) in [
        ("fault", "", 400),
        ("fault", "bank", 422),
        ("fault", "cooperative", 422),
        ("reason", "", 400),
        ("refused_on", "วันไหน", 400),
        ("refused_on", "22/11/2569", 422),
        ("refused_on", "20/11/2569", 422),
    ] {
        let changed = REFUSED.map(|(n, v)| (n, if n == name { value } else { v }));
        let refused = form(&office, path, &changed);
        assert_eq!(refused.status.as_u16(), status, "{name}: {}", refused.text);
        assert!(refused.text.contains(&format!("href=\"#{name}\"")));
        assert_eq!(state(&office, 1), "batched");
    }
}

#[test]
fn a5_5_what_the_bank_refuses_is_written_down_before_its_fault_is_settled() {
    let office = Office::open();
    a_batch(&office);
    let page = get(&office, "/batches/1");
    assert_eq!(page.text.matches("/batches/1/refusals/").count(), 2);
    let path = "/batches/1/refusals/1";
    let done = form(&office, path, &REFUSED);
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, "/batches/1")
    );
    assert_eq!(state(&office, 1), "refused");
    let page = get(&office, "/batches/1");
    assert!(page.text.contains("\"/batches/1/refusals/2\""));
    assert!(!page.text.contains("\"/batches/1/refusals/1\""), "refused");
    assert_eq!(get(&office, path).status, StatusCode::CONFLICT);
    assert_eq!(form(&office, path, &REFUSED).status, StatusCode::CONFLICT);
    let unknown = get(&office, "/batches/1/refusals/99");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let reader = with_duties(Vec::new());
    let seen = ask_as(&office, &reader, TestRequest::get().uri("/batches/1"));
    assert!(!seen.text.contains("/refusals/"));
    assert!(office.verify().ok);
}

#[test]
fn c10_a_refusal_by_mistake_is_taken_back_with_a_reason() {
    let office = Office::open();
    a_batch(&office);
    form(&office, "/batches/1/refusals/1", &REFUSED);
    let path = "/batches/1/refusals/1/withdraw";
    let page = get(&office, "/batches/1");
    assert!(page.text.contains(path) && page.text.contains("<dt>ธนาคารปฏิเสธ</dt><dd>1</dd>"));
    assert!(page.text.contains("รอธนาคาร") && !page.text.contains("ได้รับบางส่วน"));
    let asked = english(&office, path);
    assert!(asked.text.contains("Take the refusal back") && asked.text.contains(NAMES[0]));
    let bare = form(&office, path, &[("reason", " ")]);
    assert_eq!(bare.status, StatusCode::BAD_REQUEST);
    assert!(bare.text.contains("href=\"#reason\""));
    let reader = with_duties(Vec::new());
    let fields = [("form_token", ""), ("form_key", "x"), ("reason", "ผิดแถว")];
    let request = TestRequest::post().uri(path).set_form(fields);
    let nobody = ask_as(&office, &reader, request);
    assert_eq!(nobody.status, StatusCode::FORBIDDEN);
    assert_eq!(state(&office, 1), "refused");
    let done = form(&office, path, &[("reason", "บันทึกผิดแถว")]);
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, "/batches/1")
    );
    assert_eq!(state(&office, 1), "batched");
    for again in [
        get(&office, path),
        form(&office, path, &[("reason", "อีกครั้ง")]),
    ] {
        assert_eq!(again.status, StatusCode::CONFLICT);
    }
    let rest = "/api/v1/batches/1/refusals/1/withdraw";
    let over_rest = post(&office, rest, &json!({"reason": "ผิดแถว"}));
    assert_eq!(over_rest.status, StatusCode::CONFLICT, "{}", over_rest.text);
    assert!(office.verify().ok);
}

#[test]
fn a5_3_another_date_shows_its_own_fees_before_anything_is_sent() {
    const SHIPPED: &str = include_str!("../../../../../config/bylaws.toml");
    let (head, tail) = SHIPPED.split_once("[bank_charge]\n").unwrap();
    let later = " }, { effective_from = 2026-11-21, value = \"150.00\" }]";
    let dearer = format!("{head}[bank_charge]\n{}", tail.replacen(" }]", later, 1));
    let office = Office::with_bylaws(Some(&dearer));
    let mut asked = an_application(1);
    asked["opened_on"] = json!("2026-11-20");
    asked["late_reason"] = json!("รับไว้ก่อนปิดทำการ");
    asked["data_completed_on"] = json!("2026-11-20");
    post(&office, "/api/v1/applications", &asked);
    let send = |fields: &[(&str, &str)]| {
        let all = [&[("id", "1")], fields].concat();
        form(&office, "/applications/batch", &all)
    };
    assert!(send(&[]).text.contains("<dd>150.00</dd>"), "today's");
    let yesterday = ("dated", "20/11/2569");
    let other = send(&[yesterday, ("shown", "2026-11-21")]);
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("<dd>100.00</dd>") && other.text.contains("href=\"#dated\""));
    assert_eq!(state(&office, 1), "complete");
    // It left yesterday and is recorded today: the page asks why (A6).
    let silent = send(&[yesterday, ("shown", "2026-11-20")]);
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        silent.text.contains("href=\"#late_reason\""),
        "{}",
        silent.text
    );
    assert_eq!(state(&office, 1), "complete");
    let why = ("late_reason", "ระบบขัดข้อง");
    let sent = send(&[yesterday, why, ("shown", "2026-11-20")]);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
}

#[test]
fn a_list_says_what_it_filters_by_whatever_stands_in_its_address() {
    let office = Office::open();
    for member in [1, 2] {
        post(&office, "/api/v1/applications", &an_application(member));
    }
    let unknown = get(&office, "/applications?state=lost");
    assert!(unknown.text.contains(NAMES[0]) && !unknown.text.contains("state=lost"));
    let both = get(&office, "/applications?state=complete&due=2027-12-31&q=1");
    for without in ["due=2027-12-31&#38;q=1", "state=complete&#38;q=1"] {
        assert!(both.text.contains(&format!("?{without}\"")), "{without}");
    }
    let next = get(&office, "/api/v1/applications?limit=1").json()["next"].clone();
    let next = next.as_str().unwrap();
    let far = format!("/applications?cursor={next}&page={}", u64::MAX);
    let page = get(&office, &far);
    assert!(page.status == StatusCode::OK && page.text.contains(NAMES[1]));
}
