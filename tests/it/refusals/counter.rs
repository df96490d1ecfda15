//! At the counter: who hands over what, and to whom it was released.

use serde_json::{Value, json};

use crate::office::{Ask, Issued, Office, hand_over_path, signed};

pub fn hands_over(office: &Office, who: &str, issued: &Issued, lane: &str) {
    office.done(who, hand_over_path(issued, lane), &signed());
}

/// A signed hand-over that the rule refuses.
fn not_handed(
    office: &Office,
    (rule, status): (&str, u16),
    who: &str,
    (issued, lane): (&Issued, &str),
) {
    let path = hand_over_path(issued, lane);
    office.refused_by(rule, status, who, path, &signed());
}

/// The opening of a hand-over by someone who saw the national ID.
fn seen(item: i64) -> Value {
    json!({ "item": item, "identified": "national_id_seen" })
}

/// Who handed one half over is refused the other already at its release.
fn one_half_each(first: &str, other: &str) {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let of = |lane: &str| match lane {
        "pin" => issued.pin_item,
        _ => issued.card_item,
    };
    office.release(first, &[of(first)], &office.both);
    hands_over(&office, &office.both, &issued, first);
    let keeper = match other {
        "pin" => &office.pin_keeper,
        _ => &office.card_keeper,
    };
    let offer = json!({ "items": [of(other)], "to": office.person(&office.both) });
    office.refused_by("A7.2.3x", 422, keeper, "/api/v1/releases", &offer);
    not_handed(&office, ("A7.2.3x", 422), &office.both, (&issued, other));
    let path = "/api/v1/hand-overs";
    office.refused_by("A7.2.3x", 422, &office.both, path, &seen(of(other)));
}

#[test]
fn a7_2_3x_who_handed_the_card_over_does_not_hand_over_its_pin() {
    one_half_each("card", "pin");
}

#[test]
fn a7_2_3x_who_handed_the_pin_over_does_not_hand_over_its_card() {
    one_half_each("pin", "card");
}

#[test]
fn a7_2_3x_nobody_has_both_halves_of_a_card_in_hand() {
    let office = Office::open();
    for (first, other) in [("card", "pin"), ("pin", "card")] {
        let issued = office.kept(1).remove(0);
        let half = |lane: &str| match lane {
            "pin" => (&office.pin_keeper, issued.pin_item),
            _ => (&office.card_keeper, issued.card_item),
        };
        let offer = |item: i64| json!({ "items": [item], "to": office.person(&office.both) });
        let ((giver, one), (keeper, two)) = (half(first), half(other));
        let transfer = office.id(giver, "/api/v1/releases", &offer(one));
        // Offered is as good as held: whoever is offered one is not offered the other.
        office.refused_by("A7.2.3x", 422, keeper, "/api/v1/releases", &offer(two));
        let confirm = format!("/api/v1/transfers/{transfer}/confirm");
        office.done(&office.both, confirm, &json!({}));
        office.refused_by("A7.2.3x", 422, keeper, "/api/v1/releases", &offer(two));
    }
}

#[test]
fn a4_whoever_has_left_is_handed_nothing() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let member = format!("/api/v1/members/{}", issued.member);
    let version = office.get(&office.officer, &member)["version"].clone();
    let leave = json!({ "version": version, "left_on": office.today(), "reason": "ลาออก" });
    office.done(&office.officer, format!("{member}/leave"), &leave);
    for (who, lane) in [
        (&office.card_dispenser, "card"),
        (&office.pin_dispenser, "pin"),
    ] {
        not_handed(&office, ("A4", 422), who, (&issued, lane));
    }
}

#[test]
fn a7_2_2_a_release_goes_to_a_dispenser_by_order() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let (cards, pins) = (&office.card_keeper, &office.pin_keeper);
    for (rule, keeper, item, to) in [
        ("A7.2.2", cards, issued.card_item, &office.pin_dispenser),
        ("A7.2.2", cards, issued.card_item, cards),
        ("A7.2.3", pins, issued.pin_item, &office.card_dispenser),
    ] {
        let offer = json!({ "items": [item], "to": office.person(to) });
        office.refused_by(rule, 422, keeper, "/api/v1/releases", &offer);
    }
}

/// A hand-over without a signature; `proof` is what stands in its place.
fn unsigned(proof: &Value) -> Value {
    let mut body = json!({ "identified": "national_id_seen", "desk": "โต๊ะ 1" });
    if let (Some(body), Some(proof)) = (body.as_object_mut(), proof.as_object()) {
        body.extend(proof.clone());
    }
    body
}

#[test]
fn a7_2_2_a_card_is_not_handed_over_without_a_signature() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let who = &office.card_dispenser;
    let dot = json!({ "strokes": [[[1, 1, 0, 500]]] });
    for (rule, status, proof) in [("A7.2.2", 422, json!({})), ("C5", 400, dot)] {
        let path = hand_over_path(&issued, "card");
        office.refused_by(rule, status, who, path, &unsigned(&proof));
    }
    let id = office.id(who, "/api/v1/hand-overs", &seen(issued.card_item));
    let accept = format!("/api/v1/hand-overs/{id}/accept");
    office.refused_by("A7.2.2", 422, who, accept, &json!({}));
}

#[test]
fn a7_2_3_a_pin_is_not_handed_over_without_a_signature() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    for proof in [json!({}), json!({ "paper": 987_654, "mark": "signature" })] {
        let path = hand_over_path(&issued, "pin");
        office.refused_by(
            "A7.2.3",
            422,
            &office.pin_dispenser,
            path,
            &unsigned(&proof),
        );
    }
}

#[test]
fn c2_what_was_not_received_is_not_handed_over_nor_released_nor_announced() {
    let office = Office::open();
    let issued = office.ordered(1).remove(0);
    not_handed(
        &office,
        ("C2", 409),
        &office.card_dispenser,
        (&issued, "card"),
    );
    not_handed(
        &office,
        ("C2", 409),
        &office.pin_dispenser,
        (&issued, "pin"),
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
    not_handed(
        &office,
        ("C2", 409),
        &office.card_dispenser,
        (&issued, "card"),
    );
    let kept = office.kept(1).remove(0);
    not_handed(
        &office,
        ("C2", 409),
        &office.card_dispenser,
        (&kept, "card"),
    );
    let offer = json!({ "items": [kept.card_item], "to": office.person(&office.both) });
    let transfer = office.id(&office.card_keeper, "/api/v1/releases", &offer);
    let confirm = format!("/api/v1/transfers/{transfer}/confirm");
    office.refused_by("C2", 403, &office.card_dispenser, confirm, &json!({}));
    not_handed(&office, ("C2", 409), &office.both, (&kept, "card"));
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
    not_handed(
        &office,
        ("A8.1", 422),
        &office.card_dispenser,
        (&issued, "card"),
    );
    not_handed(
        &office,
        ("A8.1", 422),
        &office.pin_dispenser,
        (&issued, "pin"),
    );
}
