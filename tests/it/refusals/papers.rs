//! Numbers, applications and letters.

use serde_json::json;

use super::counter::hands_over;
use crate::office::{Ask, Office, hand_over_path, has_field, signed};

#[test]
fn a3_a_card_number_of_seventeen_digits_is_not_taken() {
    let office = Office::open();
    let application = office.complete_application();
    let batch = office.batch(&[application]);
    let mut list = office.delivery_list(&[application]);
    let number = list["lines"][0]["card_number"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/batches/{batch}/delivery-list");
    for wrong in [
        format!("{number}7"),
        number[..15].to_owned(),
        format!("{}x", &number[..15]),
    ] {
        list["lines"][0]["card_number"] = json!(wrong);
        let problem = office.refused_by("A3", 422, &office.officer, &path, &list);
        has_field(&problem, "lines[0].card_number");
        assert!(
            !problem.to_string().contains(&number[..15]),
            "the answer repeats the number"
        );
    }
}

#[test]
fn a3_no_body_with_a_pin_is_taken() {
    let office = Office::open();
    let (member, who) = (office.member(), &office.officer);
    for name in [
        "pin",
        "pin_code",
        "PIN",
        "Pin Code",
        "รหัสผ่าน",
        "รหัสผ่านคู่บัตร",
        "cvv",
    ] {
        let mut body = office.application_body(member);
        body[name] = json!("1234");
        has_field(
            &office.refused_by("A3", 400, who, "/api/v1/applications", &body),
            name,
        );
        let mut nested = office.application_body(member);
        nested["papers"][name] = json!("1234");
        has_field(
            &office.refused_by("A3", 400, who, "/api/v1/applications", &nested),
            name,
        );
    }
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let mut hand_over = signed();
    hand_over["pin"] = json!("1234");
    office.refused_by(
        "A3",
        400,
        &office.pin_dispenser,
        hand_over_path(&issued, "pin"),
        &hand_over,
    );
    let import = Ask::upload("/api/v1/members/import", &[("pin_code", "1234")], b"a,b\n")
        .by(office.token(who));
    assert_eq!(office.refused(400, &import)["rule"], "A3");
}

#[test]
fn a5_1_a_member_has_one_application_under_way() {
    let office = Office::open();
    let member = office.member();
    office.application(member);
    let again = office.application_body(member);
    let problem = office.refused_by("A5.1", 422, &office.officer, "/api/v1/applications", &again);
    has_field(&problem, "member_id");
}

#[test]
fn a5_1_who_has_a_card_or_one_on_its_way_gets_no_first_card() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let again = office.application_body(issued.member);
    office.refused_by("A5.1", 422, &office.officer, "/api/v1/applications", &again);
    hands_over(&office, &office.card_dispenser, &issued, "card");
    hands_over(&office, &office.pin_dispenser, &issued, "pin");
    office.refused_by("A5.1", 422, &office.officer, "/api/v1/applications", &again);
}

#[test]
fn a7_2_1_a_letter_is_not_dated_in_the_future() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let letter = |days: i64| json!({ "items": [issued.card_item], "dated": office.day(days) });
    let problem = office.refused_by(
        "A7.2.1",
        422,
        &office.card_keeper,
        "/api/v1/notices/first",
        &letter(1),
    );
    has_field(&problem, "dated");
    office.refused_by(
        "A7.2.1",
        422,
        &office.card_keeper,
        "/api/v1/notices/first",
        &letter(-1),
    );
    office.done(&office.card_keeper, "/api/v1/notices/first", &letter(0));
    office.refused_by(
        "A7.2.1",
        409,
        &office.card_keeper,
        "/api/v1/notices/first",
        &letter(0),
    );
    let application = office.complete_application();
    let batch = json!({ "applications": [application], "dated": office.day(1) });
    office.refused_at("dated", 422, &office.officer, "/api/v1/batches", &batch);
}
