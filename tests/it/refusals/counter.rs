//! At the counter: who hands over what, and to whom it was released.

use serde_json::json;

use crate::office::{Ask, Issued, Office, hand_over_path, signed};

pub fn hands_over(office: &Office, who: &str, issued: &Issued, lane: &str) {
    office.done(who, hand_over_path(issued, lane), &signed());
}

#[test]
fn a7_2_3x_who_handed_the_card_over_does_not_hand_over_its_pin() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.both, &office.both);
    hands_over(&office, &office.both, &issued, "card");
    office.refused_by(
        "A7.2.3x",
        422,
        &office.both,
        hand_over_path(&issued, "pin"),
        &signed(),
    );
    let opening = json!({ "item": issued.pin_item, "identified": "national_id_seen" });
    office.refused_by("A7.2.3x", 422, &office.both, "/api/v1/hand-overs", &opening);
}

#[test]
fn a7_2_3x_who_handed_the_pin_over_does_not_hand_over_its_card() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.both, &office.both);
    hands_over(&office, &office.both, &issued, "pin");
    office.refused_by(
        "A7.2.3x",
        422,
        &office.both,
        hand_over_path(&issued, "card"),
        &signed(),
    );
    let opening = json!({ "item": issued.card_item, "identified": "national_id_seen" });
    office.refused_by("A7.2.3x", 422, &office.both, "/api/v1/hand-overs", &opening);
}

#[test]
fn a7_2_3x_two_hand_overs_opened_side_by_side_do_not_get_round_it() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.both, &office.both);
    let open = |item: i64| {
        office.id(
            &office.both,
            "/api/v1/hand-overs",
            &json!({ "item": item, "identified": "national_id_seen" }),
        )
    };
    let (_, pin) = (open(issued.card_item), open(issued.pin_item));
    hands_over(&office, &office.both, &issued, "card");
    office.refused_by(
        "A7.2.3x",
        422,
        &office.both,
        format!("/api/v1/hand-overs/{pin}/accept"),
        &json!({}),
    );
}

#[test]
fn a7_2_2_a_release_goes_to_a_dispenser_by_order() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let offer = |item: i64, to: &str| json!({ "items": [item], "to": office.person(to) });
    let (cards, pins) = (&office.card_keeper, &office.pin_keeper);
    office.refused_by(
        "A7.2.2",
        422,
        cards,
        "/api/v1/releases",
        &offer(issued.card_item, &office.pin_dispenser),
    );
    office.refused_by(
        "A7.2.2",
        422,
        cards,
        "/api/v1/releases",
        &offer(issued.card_item, cards),
    );
    office.refused_by(
        "A7.2.3",
        422,
        pins,
        "/api/v1/releases",
        &offer(issued.pin_item, &office.card_dispenser),
    );
}

#[test]
fn a7_2_2_a_card_is_not_handed_over_without_a_signature() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let unsigned = json!({ "identified": "national_id_seen", "desk": "โต๊ะ 1" });
    office.refused_by(
        "A7.2.2",
        422,
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &unsigned,
    );
    let mut dot = unsigned;
    dot["strokes"] = json!([[[1, 1, 0, 500]]]);
    office.refused_by(
        "C5",
        400,
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &dot,
    );
    let opening = json!({ "item": issued.card_item, "identified": "national_id_seen" });
    let id = office.id(&office.card_dispenser, "/api/v1/hand-overs", &opening);
    office.refused_by(
        "A7.2.2",
        422,
        &office.card_dispenser,
        format!("/api/v1/hand-overs/{id}/accept"),
        &json!({}),
    );
}

#[test]
fn a7_2_3_a_pin_is_not_handed_over_without_a_signature() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let unsigned = json!({ "identified": "national_id_seen", "desk": "โต๊ะ 1" });
    office.refused_by(
        "A7.2.3",
        422,
        &office.pin_dispenser,
        hand_over_path(&issued, "pin"),
        &unsigned,
    );
    let mut paper = unsigned;
    paper["paper"] = json!(987_654);
    office.refused_by(
        "A7.2.3",
        422,
        &office.pin_dispenser,
        hand_over_path(&issued, "pin"),
        &paper,
    );
}

#[test]
fn c2_what_was_not_received_is_not_handed_over_nor_released_nor_announced() {
    let office = Office::open();
    let issued = office.ordered(1).remove(0);
    office.refused_by(
        "C2",
        409,
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &signed(),
    );
    office.refused_by(
        "C2",
        409,
        &office.pin_dispenser,
        hand_over_path(&issued, "pin"),
        &signed(),
    );
    let offer = json!({ "items": [issued.card_item], "to": office.person(&office.card_dispenser) });
    office.refused_by("C2", 409, &office.card_keeper, "/api/v1/releases", &offer);
    office.refused_by(
        "C2",
        409,
        &office.card_keeper,
        "/api/v1/notices/first",
        &json!({ "items": [issued.card_item] }),
    );
}

#[test]
fn c2_what_was_released_to_another_is_not_handed_over() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.both, &office.pin_dispenser);
    office.refused_by(
        "C2",
        409,
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &signed(),
    );
    let kept = office.kept(1).remove(0);
    office.refused_by(
        "C2",
        409,
        &office.card_dispenser,
        hand_over_path(&kept, "card"),
        &signed(),
    );
    let offer = json!({ "items": [kept.card_item], "to": office.person(&office.both) });
    let transfer = office.id(&office.card_keeper, "/api/v1/releases", &offer);
    let confirm = format!("/api/v1/transfers/{transfer}/confirm");
    office.refused_by("C2", 403, &office.card_dispenser, confirm, &json!({}));
    office.refused_by(
        "C2",
        409,
        &office.both,
        hand_over_path(&kept, "card"),
        &signed(),
    );
}

#[test]
fn a_card_is_handed_over_once() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    hands_over(&office, &office.card_dispenser, &issued, "card");
    let again = Ask::post(hand_over_path(&issued, "card"), &signed())
        .by(office.token(&office.card_dispenser));
    office.refused(409, &again);
}

#[test]
fn a8_1_a_blocked_card_goes_to_nobody() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    office.done(
        &office.officer,
        format!("/api/v1/cards/{}/block", issued.card),
        &json!({ "cause": "lost", "bank_reference": "BL-9" }),
    );
    office.refused_by(
        "A8.1",
        422,
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &signed(),
    );
    office.refused_by(
        "A8.1",
        422,
        &office.pin_dispenser,
        hand_over_path(&issued, "pin"),
        &signed(),
    );
}
