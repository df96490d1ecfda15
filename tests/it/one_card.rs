//! A5.1, A5.4, A5.5, A8.2: "first" means first, a kind follows from the registers, and a member has one active card.

use serde_json::{Value, json};

use crate::office::way::collected;
use crate::office::{Ask, Issued, Office, hand_over_path, signed};
use crate::rights::{browse, cookie_of};

fn dispenser<'a>(office: &'a Office, lane: &str) -> &'a str {
    if lane == "card" {
        &office.card_dispenser
    } else {
        &office.pin_dispenser
    }
}

fn hands(office: &Office, issued: &Issued, lane: &str, body: &Value) {
    office.done(dispenser(office, lane), hand_over_path(issued, lane), body);
}

fn blocks(office: &Office, issued: &Issued, cause: &str) {
    let body = json!({ "cause": cause, "bank_reference": "BL-9" });
    let path = format!("/api/v1/cards/{}/block", issued.card);
    office.done(&office.officer, path, &body);
}

/// An application of this kind, with its report where it has one.
fn asks(office: &Office, member: i64, kind: &str) -> Value {
    let mut body = office.application_body(member);
    body["kind"] = json!(kind);
    if kind == "unusable" {
        body["cause"] = json!("chip");
    }
    if ["lost", "pin_forgotten"].contains(&kind) {
        body["papers"]["loss_report"] =
            json!({ "reported_on": office.today(), "bank_reference": "BL-9" });
    }
    body
}

const KINDS: [&str; 6] = [
    "first",
    "lost",
    "unusable",
    "expired",
    "pin_forgotten",
    "after_destruction",
];

/// Only these kinds are taken, and what fits is said beforehand.
fn only(office: &Office, member: i64, fits: &[&str]) {
    let path = format!("/api/v1/members/{member}/application-kinds");
    let said = office.get(&office.officer, &path);
    for kind in KINDS {
        let row = said["kinds"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["kind"] == kind);
        assert_eq!(row.unwrap()["fits"], fits.contains(&kind), "{kind}: {said}");
        if !fits.contains(&kind) {
            let body = asks(office, member, kind);
            office.refused_by("A5.1", 422, &office.officer, "/api/v1/applications", &body);
        }
    }
}

/// The bank makes the card that this application asks for, and it comes to the counter.
fn made(office: &Office, application: i64) -> Issued {
    office.complete(application);
    let batch = office.batch(&[application]);
    let issued = office.deliver(batch, &[application]).remove(0);
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    office.release("card", &[issued.card_item], &office.card_dispenser);
    office.release("pin", &[issued.pin_item], &office.pin_dispenser);
    issued
}

fn replacement(office: &Office, first: &Issued, kind: &str) -> Issued {
    let body = asks(office, first.member, kind);
    let application = office.id(&office.officer, "/api/v1/applications", &body);
    made(office, application)
}

/// A member's cards as they stand: which are active, and how the others ended.
fn cards(office: &Office, member: i64) -> Vec<(i64, bool, String)> {
    let path = format!("/api/v1/members/{member}/cards");
    let found = office.get(&office.officer, &path);
    let cards = found["items"].as_array().unwrap().iter();
    cards
        .map(|card| {
            let standing = card["standing"].as_str().unwrap().to_owned();
            (
                card["id"].as_i64().unwrap(),
                card["active"] == true,
                standing,
            )
        })
        .collect()
}

fn taken_in() -> Value {
    let mut body = signed();
    body["takes_in"] = json!(true);
    body
}

#[test]
fn a5_1_who_lost_a_card_asks_for_no_first_one() {
    let office = Office::open();
    let first = collected(&office);
    blocks(&office, &first, "lost");
    only(&office, first.member, &["lost"]);
    let second = collected(&office);
    blocks(&office, &second, "pin_forgotten");
    only(&office, second.member, &["pin_forgotten"]);
    // Blocked while it lay here: what was reported is what it is asked anew for, and "first" is no way round the fee.
    let waiting = office.kept(1).remove(0);
    blocks(&office, &waiting, "lost");
    only(&office, waiting.member, &["lost"]);
}

#[test]
fn a5_1_who_holds_a_card_asks_for_what_it_has_become() {
    let office = Office::open();
    let first = collected(&office);
    only(
        &office,
        first.member,
        &["unusable", "lost", "pin_forgotten"],
    );
    let waiting = office.kept(1).remove(0);
    only(&office, waiting.member, &[]);
    let nobody = office.member();
    only(&office, nobody, &["first"]);
    // A lost card is not complete without its report (A8.2), and with it the card is blocked at once.
    let mut body = asks(&office, first.member, "lost");
    body["papers"]["loss_report"] = Value::Null;
    body["data_completed_on"] = json!(office.today());
    office.refused_by("A8.2", 422, &office.officer, "/api/v1/applications", &body);
}

#[test]
fn a5_1_a_correction_is_judged_as_an_application_is() {
    let office = Office::open();
    let first = collected(&office);
    let body = asks(&office, first.member, "unusable");
    let id = office.id(&office.officer, "/api/v1/applications", &body);
    let version = office.application_view(id)["version"].clone();
    for kind in ["first", "expired", "after_destruction"] {
        let change = json!({ "version": version, "kind": kind, "reason": "ผิด" });
        let path = format!("/api/v1/applications/{id}/correct");
        office.refused_by("A5.1", 422, &office.officer, path, &change);
    }
}

#[test]
fn a5_1_an_unusable_card_is_taken_in_with_its_replacement() {
    let office = Office::open();
    let first = collected(&office);
    let again = replacement(&office, &first, "unusable");
    for lane in ["pin", "card"] {
        let (who, path) = (dispenser(&office, lane), hand_over_path(&again, lane));
        office.refused_by("A5.1", 422, who, path, &signed());
    }
    // Whoever hands out envelopes takes no card in.
    let path = hand_over_path(&again, "pin");
    office.refused_by("A5.1", 422, &office.pin_dispenser, path, &taken_in());
    hands(&office, &again, "card", &taken_in());
    hands(&office, &again, "pin", &signed());
    let stand = cards(&office, first.member);
    let sound = (again.card, true, "sound".to_owned());
    let ended = (first.card, false, "taken_in".to_owned());
    assert_eq!(stand, [sound, ended]);
    only(
        &office,
        first.member,
        &["unusable", "lost", "pin_forgotten"],
    );
    let row = "SELECT COUNT(*) FROM active_cards WHERE member_id =";
    assert_eq!(office.count_of(&format!("{row} {}", first.member)), 1);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a5_1_a_blocked_card_has_ended_and_nothing_is_taken_in() {
    let office = Office::open();
    let first = collected(&office);
    let again = replacement(&office, &first, "lost");
    hands(&office, &again, "pin", &signed());
    hands(&office, &again, "card", &signed());
    let stand = cards(&office, first.member);
    assert_eq!(stand[0], (again.card, true, "sound".to_owned()));
    assert_eq!(stand[1], (first.card, false, "blocked".to_owned()));
}

#[test]
fn a5_1_the_earlier_card_is_taken_in_over_the_tablet_too() {
    let office = Office::open();
    let first = collected(&office);
    let again = replacement(&office, &first, "unusable");
    let who = &office.card_dispenser;
    let opening = |takes_in: bool| json!({ "item": again.card_item, "identified": "national_id_seen", "takes_in": takes_in });
    office.refused_by("A5.1", 422, who, "/api/v1/hand-overs", &opening(false));
    let id = office.id(who, "/api/v1/hand-overs", &opening(true));
    let waiting = office.get(who, "/api/v1/hand-overs");
    let text = waiting["items"][0]["text"].as_str().unwrap();
    assert!(
        text.contains("ส่งคืนบัตรเดิม"),
        "the member signs for it: {text}"
    );
    let token = office.tablet(&waiting["items"][0]["desk_code"]);
    let strokes = json!({ "strokes": crate::office::strokes() });
    let sent = Ask::post("/api/v1/tablet/strokes", &strokes).by(token);
    let sent = office.send(&sent.key(sahakorn_tests::fresh_key()));
    assert!(sent.is_ok(), "{}", sent.text());
    assert_eq!(
        cards(&office, first.member)[1].2,
        "sound",
        "not before it is accepted"
    );
    office.done(who, format!("/api/v1/hand-overs/{id}/accept"), &json!({}));
    assert_eq!(cards(&office, first.member)[1].2, "taken_in");
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a5_1_a_taken_in_card_is_over() {
    let office = Office::open();
    let first = collected(&office);
    let again = replacement(&office, &first, "unusable");
    hands(&office, &again, "card", &taken_in());
    let block = json!({ "cause": "lost" });
    let path = format!("/api/v1/cards/{}/block", first.card);
    let refused = office.post(&office.officer, path, &block);
    assert_eq!(refused.status, 409, "{}", refused.text());
}

#[test]
fn a5_1_the_form_proposes_the_kind_that_fits_and_says_why_others_do_not() {
    let office = Office::open();
    let first = collected(&office);
    blocks(&office, &first, "lost");
    let view = office.get(
        &office.officer,
        &format!("/api/v1/members/{}", first.member),
    );
    let people = office.server.people();
    let officer = people
        .iter()
        .find(|p| p.username == office.officer)
        .unwrap();
    let cookie = cookie_of(&office, officer);
    let path = format!(
        "/applications/new?member={}",
        view["number"].as_str().unwrap()
    );
    let page = browse(&office, "GET", &path, Some(&cookie), "");
    assert_eq!(page.status, 200);
    let text = page.text();
    for said in [
        "อายัดเพราะหาย",
        "สำหรับผู้ที่ไม่เคยมีบัตรเท่านั้น",
        "<option value=\"lost\" selected",
    ] {
        assert!(text.contains(said), "{said}");
    }
}
