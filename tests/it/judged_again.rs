//! What was right when the form was taken is judged again: when the data are complete, when it goes to the bank, and when the
//! bank's refusal is taken back (A4, A5.1, A5.4, A5.5, A8.2).

use serde_json::{Value, json};

use crate::office::{Issued, Office, has_field, way::collected};

const APPLICATIONS: &str = "/api/v1/applications";
const BATCHES: &str = "/api/v1/batches";
const LATE: &str = "/api/v1/late-records?limit=200";

/// Takes an active card of this member over from the old register.
fn old_card_comes(office: &Office, member: i64) {
    let number = office.member_number_of(member);
    office.took_over(&[office.given_row(&number, "มาลี บุญส่ง", "วิชัย แก้วกล้า")]);
}

fn completion(office: &Office, application: i64) -> (String, Value) {
    let version = office.application_view(application)["version"].clone();
    let path = format!("{APPLICATIONS}/{application}/complete");
    let body = json!({ "version": version, "data_completed_on": office.today() });
    (path, body)
}

/// The second of two is refused by its line.
fn not_sent(office: &Office, rule: &str, application: i64) {
    let good = office.complete_application();
    let body = json!({ "applications": [good, application] });
    let problem = office.refused_by(rule, 422, &office.officer, BATCHES, &body);
    has_field(&problem, "applications[1]");
}

fn version_of(office: &Office, path: &str) -> Value {
    office.get(&office.officer, path)["version"].clone()
}

/// A change of a member; whether it was done, and the answer.
fn changes(office: &Office, member: i64, mut change: Value) -> (u16, Value) {
    let path = format!("/api/v1/members/{member}");
    change["version"] = version_of(office, &path);
    let ask = crate::office::Ask::post(path, &change).method("PATCH");
    let ask = ask.by(office.token(&office.officer));
    let answer = office.send(&ask.key(sahakorn_tests::fresh_key()));
    (answer.status, answer.json())
}

fn leaves(office: &Office, member: i64) {
    let path = format!("/api/v1/members/{member}");
    let version = version_of(office, &path);
    let body = json!({ "version": version, "left_on": office.today(), "reason": "ลาออก" });
    office.done(&office.officer, format!("{path}/leave"), &body);
}

#[test]
fn a5_1_a_first_card_is_no_first_one_once_the_old_register_brought_one() {
    let office = Office::open();
    let (sent, open) = (office.complete_application(), office.member());
    let member = office.application_view(sent)["member_id"].as_i64().unwrap();
    let waiting = office.application(open);
    old_card_comes(&office, member);
    old_card_comes(&office, open);
    not_sent(&office, "A5.1", sent);
    let (path, body) = completion(&office, waiting);
    office.refused_by("A5.1", 422, &office.officer, path, &body);
}

#[test]
fn a5_1_a_refusal_is_not_taken_back_once_another_card_came() {
    let office = Office::open();
    let application = office.complete_application();
    let batch = office.batch(&[application]);
    let refusal = json!({ "application_id": application, "fault": "member", "reason": "ชื่อไม่ตรง" });
    let path = format!("{BATCHES}/{batch}/refusals");
    office.done(&office.officer, &path, &refusal);
    let member = office.application_view(application)["member_id"].clone();
    old_card_comes(&office, member.as_i64().unwrap());
    let back = format!("{path}/{application}/withdraw");
    let body = json!({ "reason": "บันทึกผิด" });
    office.refused_by("A5.1", 422, &office.officer, back, &body);
}

#[test]
fn a8_2_a_card_that_was_lost_meanwhile_is_not_replaced_as_an_unusable_one() {
    let office = Office::open();
    let first = collected(&office);
    let mut body = office.application_body(first.member);
    (body["kind"], body["cause"]) = (json!("unusable"), json!("chip"));
    body["data_completed_on"] = json!(office.today());
    let application = office.id(&office.officer, APPLICATIONS, &body);
    let block = json!({ "cause": "lost", "bank_reference": "BL-1" });
    let path = format!("/api/v1/cards/{}/block", first.card);
    office.done(&office.officer, path, &block);
    not_sent(&office, "A5.1", application);
    // Corrected to what it has become, with its report, it goes.
    let mut correction = json!({ "reason": "แจ้งหายภายหลัง", "kind": "lost" });
    correction["version"] = office.application_view(application)["version"].clone();
    correction["papers"] = json!({ "form_signed": true, "id_copy": true,
        "loss_report": { "reported_on": office.today(), "bank_reference": "BL-1" } });
    let path = format!("{APPLICATIONS}/{application}/correct");
    office.done(&office.officer, path, &correction);
    office.batch(&[application]);
}

/// A card that came faulty, and the way to take that receipt back.
fn faulty(office: &Office) -> (Issued, String, Value) {
    let issued = office.ordered(1).remove(0);
    let line =
        json!({ "lane": "card", "lines": [{ "item": issued.card_item, "fault": "damaged" }] });
    office.done(&office.card_keeper, "/api/v1/receipts", &line);
    let path = format!("/api/v1/custody/{}/correct-receipt", issued.card_item);
    let version = office.item(&issued, "card")["version"].clone();
    (
        issued,
        path,
        json!({ "version": version, "reason": "ตรวจผิด" }),
    )
}

#[test]
fn a5_1_a_faulty_card_does_not_come_back_once_the_next_one_was_asked_for() {
    let office = Office::open();
    let (issued, path, body) = faulty(&office);
    let next = office.application(issued.member);
    office.refused_by("A5.1", 409, &office.card_keeper, &path, &body);
    let cancel = json!({ "version": 1, "reason": "บัตรใช้ได้" });
    let cancelling = format!("{APPLICATIONS}/{next}/cancel");
    office.done(&office.officer, cancelling, &cancel);
    office.done(&office.card_keeper, &path, &body);
    // Nor once the next one was made.
    let (again, path, body) = faulty(&office);
    let next = office.application(again.member);
    office.complete(next);
    let batch = office.batch(&[next]);
    office.deliver(batch, &[next]);
    office.refused_by("A5.1", 409, &office.card_keeper, &path, &body);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a4_membership_is_judged_at_its_beginning_when_the_data_are_complete_and_when_they_go() {
    let office = Office::open();
    let (member, gone) = (office.member(), office.member());
    let mut body = office.application_body(member);
    (body["opened_on"], body["late_reason"]) = (json!(office.day(-5)), json!("หน่วยเคลื่อนที่"));
    let application = office.id(&office.officer, APPLICATIONS, &body);
    // The day of joining does not pass the first application.
    let (status, problem) = changes(&office, member, json!({ "joined_on": office.today() }));
    assert_eq!((status, &problem["rule"]), (400, &json!("A4")), "{problem}");
    has_field(&problem, "joined_on");
    let (status, _) = changes(&office, member, json!({ "joined_on": office.day(-5) }));
    assert_eq!(status, 201);
    office.complete(application);
    office.batch(&[application]);
    // Who left meanwhile has no complete data.
    let waiting = office.application(gone);
    leaves(&office, gone);
    let (path, body) = completion(&office, waiting);
    office.refused_by("A4", 422, &office.officer, path, &body);
}

#[test]
fn a4_nobody_joins_after_having_left() {
    let office = Office::open();
    let member = office.member();
    let path = format!("/api/v1/members/{member}");
    let body = json!({ "version": 1, "left_on": "2016-11-29", "reason": "ลาออก" });
    office.done(&office.officer, format!("{path}/leave"), &body);
    let (status, problem) = changes(&office, member, json!({ "joined_on": office.today() }));
    assert_eq!(status, 400, "{problem}");
    has_field(&problem, "joined_on");
}

#[test]
fn a4_no_letter_goes_to_one_who_left_and_the_card_goes_back() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    leaves(&office, issued.member);
    let letter = json!({ "items": [issued.card_item] });
    let keeper = &office.card_keeper;
    office.refused_by("A4", 422, keeper, "/api/v1/notices/first", &letter);
    let back = json!({ "items": [issued.card_item], "paper": "สก 9/2569" });
    office.done(keeper, "/api/v1/custody/send-back", &back);
    assert_eq!(office.item(&issued, "card")["place"], "returned_to_bank");
}

#[test]
fn a5_1_a_national_id_that_a_member_had_makes_no_second_member() {
    let office = Office::open();
    let mut body = office.member_body();
    let member = office.id(&office.officer, "/api/v1/members", &body);
    let (status, said) = changes(
        &office,
        member,
        json!({ "national_id": Office::national_id() }),
    );
    assert_eq!(status, 201, "{said}");
    body["number"] = json!(Office::member_number());
    let twin = office.post(&office.officer, "/api/v1/members", &body);
    assert_eq!(twin.status, 409, "{}", twin.text());
    has_field(&twin.json(), "national_id");
    let stranger = office.member();
    let old = json!({ "national_id": body["national_id"] });
    let (status, said) = changes(&office, stranger, old.clone());
    assert_eq!(status, 409, "{said}");
    // Its own member has it again.
    let (status, said) = changes(&office, member, old);
    assert_eq!(status, 201, "{said}");
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a6_cancelling_and_asking_anew_stands_in_the_late_records_with_both_last_days() {
    let office = Office::open();
    let first = office.complete_application();
    let view = office.application_view(first);
    let member = view["member_id"].as_i64().unwrap();
    let cancel = json!({ "version": view["version"], "reason": "เปิดใหม่" });
    let path = format!("{APPLICATIONS}/{first}/cancel");
    office.done(&office.officer, path, &cancel);
    let days = json!({ "advance_days": 20 });
    office.done(&office.manager, "/api/v1/demo/clock", &days);
    let mut body = office.application_body(member);
    body["data_completed_on"] = json!(office.day(20));
    let next = office.id(&office.officer, APPLICATIONS, &body);
    let list = office.get(&office.manager, LATE);
    let own = |one: &&Value| one["what"] == "application" && one["subject_id"] == json!(next);
    let record = list["items"].as_array().unwrap().iter().find(own);
    let record = record.unwrap_or_else(|| panic!("{list}"));
    assert_eq!(record["due_on"], view["must_go_by"]);
    let must_go_by = office.application_view(next)["must_go_by"].clone();
    let moved = sahakorn::kernel::BusinessDate::parse_iso(must_go_by.as_str().unwrap()).unwrap();
    let reason = record["reason"].as_str().unwrap();
    assert!(
        reason.contains(&moved.thai_short()) && reason.contains(view["no"].as_str().unwrap()),
        "{reason}"
    );
    assert_eq!(office.server.verify().code, 0);
}
