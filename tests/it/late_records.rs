//! A letter and a batch are dated the day they are recorded; what left on paper earlier is entered as such, shows both days, is
//! late or not by both, and stands in a list (A6, A7.2.1).

use serde_json::{Value, json};

use crate::office::{Ask, Office, has_field};

const LETTERS: &str = "/api/v1/notices/first";
const BATCHES: &str = "/api/v1/batches";

/// Moves the office's clock on.
fn days_later(office: &Office, days: i64) {
    office.done(
        &office.manager,
        "/api/v1/demo/clock",
        &json!({ "advance_days": days }),
    );
}

/// The late record of this thing.
fn record(office: &Office, what: &str, id: i64) -> Value {
    let list = office.get(&office.manager, "/api/v1/late-records?limit=200");
    let items = list["items"].as_array().unwrap();
    let own = |one: &&Value| one["what"] == what && one["subject_id"] == json!(id);
    items
        .iter()
        .find(own)
        .unwrap_or_else(|| panic!("{what} {id}: {list}"))
        .clone()
}

fn late(office: &Office, day: i64) -> Value {
    json!({ "left_on": office.day(day), "reason": "ระบบขัดข้องในวันนั้น" })
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn a7_2_1_a_letter_bears_the_day_it_is_recorded_or_says_that_it_left_earlier() {
    let office = Office::open();
    let item = office.kept(1).remove(0).card_item;
    days_later(&office, 20);
    let keeper = &office.card_keeper;
    for day in [19, 21] {
        let dated = json!({ "items": [item], "dated": office.day(day) });
        let problem = office.refused_by("A7.2.1", 422, keeper, LETTERS, &dated);
        has_field(&problem, "dated");
    }
    for (late, field) in [
        (
            json!({ "left_on": office.day(2), "reason": " " }),
            "late.reason",
        ),
        (
            json!({ "left_on": office.day(20), "reason": "x" }),
            "late.left_on",
        ),
        (
            json!({ "left_on": office.day(21), "reason": "x" }),
            "late.left_on",
        ),
    ] {
        let body = json!({ "items": [item], "late": late });
        let problem = office.refused_by("A7.2.1", 422, keeper, LETTERS, &body);
        has_field(&problem, field);
    }
    let before = json!({ "items": [item], "late": late(&office, -1) });
    office.refused_by("A7.2.1", 422, keeper, LETTERS, &before);
    let letter = office.id(
        keeper,
        LETTERS,
        &json!({ "items": [item], "late": late(&office, 0) }),
    );
    let record = record(&office, "letter", letter);
    assert_eq!(
        (
            &record["left_on"],
            &record["recorded_on"],
            &record["days_between"]
        ),
        (&json!(office.day(0)), &json!(office.day(20)), &json!(20))
    );
    // Received and sent on one day: in time by the one, late by the other.
    assert_eq!(
        (&record["late_by_left"], &record["late_by_recorded"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(record["reason"], "ระบบขัดข้องในวันนั้น");
    both_days_in_the_register(&office, &record["no"]);
    assert_eq!(office.server.verify().code, 0);
}

fn both_days_in_the_register(office: &Office, no: &Value) {
    let register = office.get(&office.manager, "/api/v1/registers/letters");
    let items = register["items"].as_array().unwrap();
    let line = items.iter().find(|line| line["no"] == *no).unwrap();
    assert_eq!(
        (&line["dated"], &line["recorded_on"]),
        (&json!(office.day(0)), &json!(office.day(20))),
        "{line}"
    );
}

#[test]
fn a6_a_batch_is_late_or_not_by_both_days() {
    let office = Office::open();
    let (one, two) = (office.complete_application(), office.complete_application());
    let due = office.application_view(one)["must_go_by"].clone();
    days_later(&office, 60);
    for day in [0, 59, 61] {
        let dated = json!({ "applications": [one], "dated": office.day(day) });
        let problem = office.refused_by("A6", 422, &office.officer, BATCHES, &dated);
        has_field(&problem, "dated");
    }
    let in_time = json!({ "applications": [one], "late": late(&office, 5) });
    let batch = office.id(&office.officer, BATCHES, &in_time);
    let found = record(&office, "batch", batch);
    assert_eq!(found["due_on"], due);
    assert_eq!(
        (&found["late_by_left"], &found["late_by_recorded"]),
        (&json!(false), &json!(true))
    );
    let view = office.get(&office.officer, &format!("{BATCHES}/{batch}"));
    assert_eq!(
        (&view["dated"], &view["recorded_on"]),
        (&json!(office.day(5)), &json!(office.day(60)))
    );
    let sent = office.application_view(one);
    assert_eq!(
        (&sent["late"], &sent["recorded_late"]),
        (&json!(false), &json!(true))
    );
    let today = office.id(&office.officer, BATCHES, &json!({ "applications": [two] }));
    let view = office.get(&office.officer, &format!("{BATCHES}/{today}"));
    assert_eq!(
        (&view["dated"], &view["recorded_on"]),
        (&json!(office.day(60)), &Value::Null)
    );
    assert_eq!(office.application_view(two)["late"], json!(true));
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a6_a_late_batch_is_not_older_than_its_complete_data() {
    let office = Office::open();
    let application = office.complete_application();
    days_later(&office, 3);
    let body = json!({ "applications": [application], "late": late(&office, -1) });
    office.refused_by("A6", 422, &office.officer, BATCHES, &body);
}

#[test]
fn a6_the_list_of_late_records_is_for_manager_and_auditors() {
    let office = Office::open();
    let mut body = office.application_body(office.member());
    body["opened_on"] = json!(office.day(-1));
    body["late_reason"] = json!("=รับไว้ที่หน่วยเคลื่อนที่");
    office.id(&office.officer, "/api/v1/applications", &body);
    let people = office.server.people();
    let mut readers = 0;
    for person in &people {
        let reads = ["manager", "internal_auditor", "auditor", "inspector"];
        let reads = person
            .roles
            .iter()
            .any(|role| reads.contains(&role.as_str()));
        for path in ["", ".csv", ".xlsx"] {
            let ask = Ask::get(format!("/api/v1/late-records{path}"));
            let answer = office.send(&ask.by(office.token(&person.username)));
            let status = if reads { 200 } else { 403 };
            assert_eq!(answer.status, status, "{} {path}", person.username);
            if reads && path == ".csv" {
                // What begins like a formula is text.
                assert!(answer.text().contains("'=รับไว้"), "{}", answer.text());
            }
        }
        readers += i64::from(reads);
    }
    assert!(readers >= 3, "{readers}");
}

#[test]
fn a6_complete_data_move_to_a_later_day_only_with_a_second_person() {
    let office = Office::open();
    let mut body = office.application_body(office.member());
    body["data_completed_on"] = json!(office.today());
    let application = office.id(&office.officer, "/api/v1/applications", &body);
    let before = office.application_view(application);
    days_later(&office, 10);
    let path = format!("/api/v1/applications/{application}/correct");
    let later = json!({ "version": before["version"], "reason": "ลงวันผิด", "data_completed_on": office.day(10) });
    let problem = office.refused_by("A6", 422, &office.officer, &path, &later);
    has_field(&problem, "data_completed_on");
    let said = problem["detail"].as_str().unwrap();
    assert!(said.contains("บุคคลที่สอง"), "{said}");
    // Another correction leaves the deadline where it was.
    let other = json!({ "version": before["version"], "reason": "ผิดสถานที่", "place": "หน่วยเคลื่อนที่" });
    office.done(&office.officer, &path, &other);
    let after = office.application_view(application);
    assert_eq!(after["to_bank"], before["to_bank"]);
}
