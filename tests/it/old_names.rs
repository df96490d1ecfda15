//! Names of an old register: whoever bears one, bore it or is entered under it later is judged by it, and nobody settles what is
//! about himself (A7.2.3x).

use serde_json::{Value, json};

use crate::office::{Issued, Office, has_field};

/// A card handed over by this name, its envelope in the safe.
fn given_by(office: &Office, name: &str) -> Issued {
    let member = office.member();
    let row = office.given_row(&office.member_number_of(member), name, "");
    office.took_over(&[row]);
    let cards = office.get(&office.officer, &format!("/api/v1/members/{member}/cards"));
    office.issued(cards["items"][0]["id"].as_i64().unwrap())
}

fn settling(office: &Office, card: &Issued, namesake: bool) -> Value {
    let open = office.exceptions(|one| one["card_id"] == json!(card.card));
    let ids: Vec<&Value> = open.iter().map(|one| &one["id"]).collect();
    json!({ "exceptions": ids, "reason": "ตรวจกับทะเบียนกระดาษแล้ว", "namesake": namesake })
}

fn entered_as(office: &Office, name: &str) -> (i64, i64) {
    let keeper = &office.system_keeper;
    let body = json!({ "name": name, "national_id": Office::national_id() });
    let person = office.id(keeper, "/api/v1/persons", &body);
    let role = json!({ "role": "staff", "from": office.today() });
    office.done(keeper, format!("/api/v1/persons/{person}/roles"), &role);
    let number = format!("K{}/2569", Office::count());
    let order = json!({ "number": number, "dated": office.today(), "from": office.today() });
    (person, office.id(keeper, "/api/v1/orders", &order))
}

fn is_not_released_to(office: &Office, card: &Issued, person: i64) {
    let offer = json!({ "items": [card.pin_item], "to": person });
    office.refused_by(
        "A7.2.3x",
        422,
        &office.pin_keeper,
        "/api/v1/releases",
        &offer,
    );
}

const SETTLE: &str = "/api/v1/take-over/exceptions/settle";

#[test]
fn a7_2_3x_who_is_entered_under_a_name_that_was_kept_is_judged_by_it() {
    let office = Office::open();
    let name = format!("นายอดีต คนเก่า{}", Office::count());
    let card = given_by(&office, &name);
    office.done(&office.manager, SETTLE, &settling(&office, &card, false));
    let who = entered_as(&office, &name);
    office.gives(who, "pin_dispenser");
    is_not_released_to(&office, &card, who.0);
    // Also under another name since: he bore that one.
    let path = format!("/api/v1/persons/{}", who.0);
    let version = office.get(&office.system_keeper, &path)["version"].clone();
    let change = json!({ "version": version, "name": format!("นายใหม่ คนเก่า{}", Office::count()) });
    office.done(&office.system_keeper, format!("{path}/change"), &change);
    is_not_released_to(&office, &card, who.0);
    office.release("pin", &[card.pin_item], &office.pin_dispenser);
}

#[test]
fn a7_2_3x_a_name_that_somebody_bears_is_matched_or_said_to_be_a_namesakes() {
    let office = Office::open();
    let name = format!("นายซ้ำ ชื่อเดียว{}", Office::count());
    let card = given_by(&office, &name);
    let who = entered_as(&office, &name);
    let plain = settling(&office, &card, false);
    let problem = office.refused_by("A7.2.3x", 422, &office.manager, SETTLE, &plain);
    has_field(&problem, "exceptions");
    office.done(&office.manager, SETTLE, &settling(&office, &card, true));
    // Nobody can tell from the paper, so the namesake leaves this card's other half to others.
    office.gives(who, "pin_dispenser");
    is_not_released_to(&office, &card, who.0);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a7_2_3x_an_old_register_calls_a_person_by_a_former_name() {
    let office = Office::open();
    let name = format!("นางแต่งงาน เดิม{}", Office::count());
    let who = entered_as(&office, &name);
    let path = format!("/api/v1/persons/{}", who.0);
    let version = office.get(&office.system_keeper, &path)["version"].clone();
    let change = json!({ "version": version, "name": format!("นางแต่งงาน ใหม่{}", Office::count()) });
    office.done(&office.system_keeper, format!("{path}/change"), &change);
    let card = given_by(&office, &name);
    let open = office.exceptions(|one| one["card_id"] == json!(card.card));
    assert!(open.is_empty(), "the name is known: {open:?}");
    office.gives(who, "pin_dispenser");
    is_not_released_to(&office, &card, who.0);
}

#[test]
fn a7_2_3x_the_manager_does_not_settle_what_is_about_himself() {
    let office = Office::open();
    let own = office.get(&office.system_keeper, "/api/v1/duties");
    let manager = office.person(&office.manager);
    let mut people = own["people"].as_array().unwrap().iter();
    let row = people.find(|row| row["person"] == json!(manager));
    let name = row.unwrap()["name"].as_str().unwrap();
    let member = office.member();
    let row = office.given_row(&office.member_number_of(member), name, name);
    office.took_over(&[row]);
    let cards = office.get(&office.officer, &format!("/api/v1/members/{member}/cards"));
    let card = office.issued(cards["items"][0]["id"].as_i64().unwrap());
    let body = settling(&office, &card, false);
    let problem = office.refused_by("A7.2.3x", 422, &office.manager, SETTLE, &body);
    has_field(&problem, "exceptions");
}
