//! Duties: who may have them, and which are never one person's.

use sahakorn_tests::fresh_key;
use serde_json::{Value, json};

use crate::office::{Ask, Office, hand_over_path, signed};

fn duty(office: &Office, person: i64, order: i64, duty: &str) -> Value {
    json!({ "person": person, "duty": duty, "order": order, "from": office.today() })
}

fn gives(office: &Office, person: i64, order: i64, name: &str) -> i64 {
    office.id(
        &office.system_keeper,
        "/api/v1/duties",
        &duty(office, person, order, name),
    )
}

fn is_not_given(office: &Office, rule: &str, (person, order): (i64, i64), name: &str) {
    office.refused_by(
        rule,
        422,
        &office.system_keeper,
        "/api/v1/duties",
        &duty(office, person, order, name),
    );
}

#[test]
fn a7_1_3_nobody_keeps_cards_and_pins() {
    let office = Office::open();
    // One person keeps a lane at a time.
    office.vacates("card_keeper");
    office.vacates("pin_keeper");
    for (first, second) in [("card_keeper", "pin_keeper"), ("pin_keeper", "card_keeper")] {
        let (person, order) = office.entered(&["staff", "board_member"]);
        gives(&office, person, order, first);
        is_not_given(&office, "A7.1.3", (person, order), second);
    }
}

#[test]
fn a7_1_3_two_duties_in_one_order_are_refused_together() {
    let office = Office::open();
    office.vacates("card_keeper");
    let (person, _) = office.entered(&["staff", "board_member"]);
    let both = json!([{ "person": person, "duty": "card_keeper" }, { "person": person, "duty": "pin_keeper" }]);
    let order = json!({ "number": "T-both/2569", "dated": office.today(), "from": office.today(), "duties": both });
    office.refused_by(
        "A7.1.3",
        422,
        &office.system_keeper,
        "/api/v1/orders",
        &order,
    );
}

#[test]
fn a7_1_3_who_kept_a_card_yesterday_does_not_receive_its_pin_today() {
    let office = Office::open();
    office.vacates("card_keeper");
    office.vacates("pin_keeper");
    let (person, order) = office.entered(&["staff", "board_member"]);
    let keeping = gives(&office, person, order, "card_keeper");
    let who = office.signs_in(person);
    let issued = office.ordered(1).remove(0);
    let receipt = |lane: &str, item: i64| json!({ "lane": lane, "lines": [{ "item": item }] });
    let got = office.send(
        &Ask::post("/api/v1/receipts", &receipt("card", issued.card_item))
            .by(&who)
            .key(fresh_key()),
    );
    assert_eq!(got.status, 201, "{}", got.text());
    let end = json!({ "reason": "เปลี่ยนหน้าที่" });
    office.done(
        &office.system_keeper,
        format!("/api/v1/duties/{keeping}/end"),
        &end,
    );
    office.done(
        &office.system_keeper,
        "/api/v1/demo/clock",
        &json!({ "advance_days": 1 }),
    );
    let next =
        json!({ "person": person, "duty": "pin_keeper", "order": order, "from": office.day(1) });
    office.done(&office.system_keeper, "/api/v1/duties", &next);
    let problem = office.refused(
        422,
        &Ask::post("/api/v1/receipts", &receipt("pin", issued.pin_item)).by(&who),
    );
    assert_eq!(problem["rule"], "A7.1.3", "{problem}");
}

#[test]
fn a7_2_3x_one_person_does_not_come_through_two_accounts() {
    let office = Office::open();
    let person = office.person(&office.both);
    let second = Ask::post(
        format!("/api/v1/persons/{person}/account"),
        &json!({ "username": "kanda.second" }),
    );
    office.refused(409, &second.by(office.token(&office.system_keeper)));
    let (national_id, add) = (Office::national_id(), "/api/v1/persons");
    office.done(
        &office.system_keeper,
        add,
        &json!({ "name": "นายหนึ่ง เดียว", "national_id": national_id }),
    );
    let again = json!({ "name": "นายสอง เดียว", "national_id": national_id });
    office.refused_at("national_id", 409, &office.system_keeper, add, &again);
}

#[test]
fn a7_2_3x_the_card_keeper_does_not_dispense_pins() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let keeper = office.token(&office.card_keeper);
    let refused = office.refused(
        403,
        &Ask::post(hand_over_path(&issued, "pin"), &signed()).by(keeper),
    );
    office.vacates("card_keeper");
    let (person, order) = office.entered(&["staff"]);
    gives(&office, person, order, "card_keeper");
    is_not_given(&office, "A7.2.3x", (person, order), "pin_dispenser");
    assert_eq!(refused["rule"], "A7.2.3", "{refused}");
}

#[test]
fn a7_2_3x_a_keeper_dispenses_only_in_a_small_cooperative() {
    let office = Office::open();
    office.vacates("card_keeper");
    office.vacates("pin_keeper");
    let (person, order) = office.entered(&["staff"]);
    gives(&office, person, order, "card_keeper");
    is_not_given(&office, "A7.2.3x", (person, order), "card_dispenser");
    let (person, order) = office.entered(&["board_member"]);
    gives(&office, person, order, "pin_keeper");
    is_not_given(&office, "A7.2.3x", (person, order), "pin_dispenser");
}

#[test]
fn a7_1_2_a_duty_is_not_given_to_someone_not_eligible() {
    let office = Office::open();
    let staff = office.entered(&["staff"]);
    is_not_given(&office, "A7.1.2", staff, "pin_keeper");
    let board = office.entered(&["board_member"]);
    is_not_given(&office, "A7.1.1", board, "card_keeper");
    is_not_given(&office, "A7.2.2", board, "card_dispenser");
    is_not_given(&office, "A6", board, "application_officer");
    let auditor = office.entered(&["internal_auditor"]);
    is_not_given(&office, "A7.2.3", auditor, "pin_dispenser");
    let (_, order) = office.entered(&[]);
    let keeper = office.person(&office.system_keeper);
    let to_keeper = Ask::post(
        "/api/v1/duties",
        &duty(&office, keeper, order, "card_dispenser"),
    );
    office.refused(422, &to_keeper.by(office.token(&office.manager)));
}
