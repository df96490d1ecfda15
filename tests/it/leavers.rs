//! Who has left: not sent to the bank, handed nothing, and no application is dated into that time (A4).

use serde_json::{Value, json};

use crate::office::{Ask, Office, has_field};

const PATH: &str = "/api/v1/applications";

fn leaves(office: &Office, member: i64) {
    let path = format!("/api/v1/members/{member}");
    let version = office.get(&office.officer, &path)["version"].clone();
    let body = json!({ "version": version, "left_on": office.today(), "reason": "ลาออก" });
    office.done(&office.officer, format!("{path}/leave"), &body);
}

fn place(office: &Office, issued: &crate::office::Issued, lane: &str) -> Value {
    office.item(issued, lane)["place"].clone()
}

#[test]
fn a4_who_has_left_is_not_sent_to_the_bank() {
    let office = Office::open();
    let (gone, stays) = (office.member(), office.complete_application());
    let application = office.application(gone);
    office.complete(application);
    leaves(&office, gone);
    let batch = json!({ "applications": [stays, application] });
    let path = "/api/v1/batches";
    let problem = office.refused_by("A4", 422, &office.officer, path, &batch);
    has_field(&problem, "applications[1]");
    office.batch(&[stays]);
}

#[test]
fn a4_a_card_that_came_for_one_who_left_is_recorded_and_goes_back() {
    let office = Office::open();
    let issued = office.ordered(1).remove(0);
    leaves(&office, issued.member);
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    for (lane, item, keeper, to) in [
        (
            "card",
            issued.card_item,
            &office.card_keeper,
            &office.card_dispenser,
        ),
        (
            "pin",
            issued.pin_item,
            &office.pin_keeper,
            &office.pin_dispenser,
        ),
    ] {
        assert_eq!(place(&office, &issued, lane), "faulty", "set apart");
        let offer = json!({ "items": [item], "to": office.person(to) });
        office.refused_by("A4", 422, keeper, "/api/v1/releases", &offer);
        let back = json!({ "items": [item], "paper": "สก 7/2569" });
        office.done(keeper, "/api/v1/custody/send-back", &back);
        assert_eq!(place(&office, &issued, lane), "returned_to_bank");
    }
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a4_what_lies_in_the_safes_for_one_who_left_is_not_released_and_goes_back() {
    let office = Office::open();
    let issued = office.kept(2);
    leaves(&office, issued[0].member);
    let both = [issued[1].card_item, issued[0].card_item];
    let offer = json!({ "items": both, "to": office.person(&office.card_dispenser) });
    let keeper = &office.card_keeper;
    office.refused_by("A4", 422, keeper, "/api/v1/releases", &offer);
    let back = json!({ "items": [issued[0].card_item], "paper": "สก 8/2569" });
    office.done(keeper, "/api/v1/custody/send-back", &back);
    assert_eq!(place(&office, &issued[0], "card"), "returned_to_bank");
    // Of a member nothing goes back that is whole.
    let whole = json!({ "items": [issued[1].card_item], "paper": "สก 9/2569" });
    let kept = office.post(keeper, "/api/v1/custody/send-back", &whole);
    assert!(!kept.is_ok(), "{}", kept.text());
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a4_an_offer_is_not_confirmed_for_one_who_left_meanwhile() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let to = &office.card_dispenser;
    let offer = json!({ "items": [issued.card_item], "to": office.person(to) });
    let transfer = office.id(&office.card_keeper, "/api/v1/releases", &offer);
    leaves(&office, issued.member);
    let confirm = format!("/api/v1/transfers/{transfer}/confirm");
    office.refused_by("A4", 422, to, confirm, &json!({}));
}

#[test]
fn a4_that_a_member_left_is_not_said_of_one_who_has_not() {
    let office = Office::open();
    let item = office.ordered(1).remove(0).card_item;
    let body = json!({ "lane": "card", "lines": [{ "item": item, "fault": "member_left" }] });
    let problem = office.refused_by("A4", 422, &office.card_keeper, "/api/v1/receipts", &body);
    has_field(&problem, "lines.0.fault");
}

#[test]
fn a4_no_application_is_dated_back_for_one_who_has_left() {
    let office = Office::open();
    let member = office.member();
    leaves(&office, member);
    let mut body = office.application_body(member);
    for days in [0, -3] {
        body["opened_on"] = json!(office.day(days));
        body["late_reason"] = json!("รับไว้ที่หน่วยเคลื่อนที่");
        office.refused_by("A4", 422, &office.officer, PATH, &body);
    }
}

#[test]
fn a5_1_an_application_is_dated_back_seven_days_at_most_with_a_reason() {
    let office = Office::open();
    let mut body = office.application_body(office.member());
    body["opened_on"] = json!(office.day(-8));
    body["late_reason"] = json!("รับไว้ที่หน่วยเคลื่อนที่");
    let problem = office.refused_by("A5.1", 422, &office.officer, PATH, &body);
    has_field(&problem, "opened_on");
    body["opened_on"] = json!(office.day(-7));
    body["late_reason"] = Value::Null;
    office.refused_at("late_reason", 400, &office.officer, PATH, &body);
    body["late_reason"] = json!("รับไว้ที่หน่วยเคลื่อนที่");
    let application = office.id(&office.officer, PATH, &body);
    let view = office.application_view(application);
    assert_eq!(view["opened_on"], json!(office.day(-7)));
    assert_eq!(view["late_reason"], "รับไว้ที่หน่วยเคลื่อนที่");
    // A correction is no way round.
    let correct = format!("{PATH}/{application}/correct");
    let further = json!({ "version": 1, "reason": "ผิดวัน", "opened_on": office.day(-30), "late_reason": "ผิดวัน" });
    office.refused_by("A5.1", 422, &office.officer, &correct, &further);
    let silent = json!({ "version": 1, "reason": "ผิดวัน", "opened_on": office.day(-2) });
    office.refused_at("late_reason", 400, &office.officer, &correct, &silent);
    let list = office.get(&office.manager, "/api/v1/late-records");
    let own =
        |one: &&Value| one["what"] == "application" && one["subject_id"] == json!(application);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.iter().filter(own).count(), 1, "{list}");
    let ask = Ask::get("/api/v1/late-records").by(office.token(&office.officer));
    assert_eq!(office.send(&ask).status, 403, "for manager and auditors");
}
