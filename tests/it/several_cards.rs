//! Which of several cards is the last, the active, the reported one (A4, A5.1, A8.1, A8.2).

use serde_json::{Value, json};

use crate::office::{Issued, Office, has_field, way::collected};

const APPLICATIONS: &str = "/api/v1/applications";

/// An application for a lost card of this day and reference.
fn lost(office: &Office, member: i64, (on, reference): (String, &str)) -> Value {
    let mut body = office.application_body(member);
    body["kind"] = json!("lost");
    body["papers"]["loss_report"] = json!({ "reported_on": on, "bank_reference": reference });
    body["data_completed_on"] = json!(office.today());
    body
}

/// How a card of the member stands, and whether it is active.
fn stands(office: &Office, member: i64, card: i64) -> (String, bool) {
    let found = office.get(&office.officer, &format!("/api/v1/members/{member}/cards"));
    let items = found["items"].as_array().unwrap();
    let own = items.iter().find(|one| one["id"] == json!(card)).unwrap();
    let standing = own["standing"].as_str().unwrap().to_owned();
    (standing, own["active"] == true)
}

/// A row of the old register with this last day; the card that it brought.
fn taken_over(office: &Office, member: i64, expires: &str) -> i64 {
    let number = office.member_number_of(member);
    let row = office.given_row(&number, "มาลี บุญส่ง", "วิชัย แก้วกล้า");
    office.took_over(&[row.replace("09/30", expires)]);
    let path = format!("/api/v1/members/{member}/cards");
    let found = office.get(&office.officer, &path);
    let ids = found["items"].as_array().unwrap().iter();
    ids.filter_map(|card| card["id"].as_i64()).max().unwrap()
}

fn fits(office: &Office, member: i64) -> Vec<String> {
    let path = format!("/api/v1/members/{member}/application-kinds");
    let said = office.get(&office.officer, &path);
    let kinds = said["kinds"].as_array().unwrap().iter();
    kinds
        .filter(|row| row["fits"] == true)
        .map(|row| row["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a5_1_an_older_card_of_the_register_is_not_the_last_one() {
    let office = Office::open();
    let own = collected(&office);
    taken_over(&office, own.member, "09/26");
    assert_eq!(
        fits(&office, own.member),
        ["lost", "unusable", "pin_forgotten"]
    );
    let body = lost(&office, own.member, (office.today(), "BL-1"));
    office.id(&office.officer, APPLICATIONS, &body);
    assert_eq!(stands(&office, own.member, own.card).0, "blocked");
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a8_2_a_report_names_the_card_it_is_about() {
    let office = Office::open();
    for reports_own in [true, false] {
        let own = collected(&office);
        let old = taken_over(&office, own.member, "09/30");
        let mut body = lost(&office, own.member, (office.today(), "BL-2"));
        let problem = office.refused_by("A8.2", 422, &office.officer, APPLICATIONS, &body);
        has_field(&problem, "earlier_card_id");
        let (meant, other) = if reports_own {
            (own.card, old)
        } else {
            (old, own.card)
        };
        body["earlier_card_id"] = json!(meant);
        let application = office.id(&office.officer, APPLICATIONS, &body);
        assert_eq!(stands(&office, own.member, meant).0, "blocked");
        assert_eq!(stands(&office, own.member, other).0, "sound");
        // A correction that does not name it leaves it, and the other card, as they are.
        let correction = json!({ "version": office.application_view(application)["version"],
            "reason": "ผิดสถานที่", "place": "หน่วยเคลื่อนที่" });
        let path = format!("{APPLICATIONS}/{application}/correct");
        office.done(&office.officer, path, &correction);
        assert_eq!(stands(&office, own.member, other).0, "sound");
        let view = office.application_view(application);
        assert_eq!(view["earlier_card_id"], json!(meant));
        office.batch(&[application]);
    }
    assert_eq!(office.server.verify().code, 0);
}

/// The card that replaces a lost one, handed over.
fn replaced(office: &Office, application: i64) -> Issued {
    let batch = office.batch(&[application]);
    let issued = office.deliver(batch, &[application]).remove(0);
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    office.release("card", &[issued.card_item], &office.card_dispenser);
    office.release("pin", &[issued.pin_item], &office.pin_dispenser);
    office.takes(&issued);
    issued
}

#[test]
fn a8_2_a_report_is_not_older_than_its_card_and_is_used_once() {
    let office = Office::open();
    let first = collected(&office);
    let old = lost(&office, first.member, (office.day(-1), "BL-3"));
    let problem = office.refused_by("A8.2", 422, &office.officer, APPLICATIONS, &old);
    has_field(&problem, "papers.loss_report.reported_on");
    assert_eq!(stands(&office, first.member, first.card).0, "sound");
    let body = lost(&office, first.member, (office.today(), "BL-3"));
    let application = office.id(&office.officer, APPLICATIONS, &body);
    let second = replaced(&office, application);
    let problem = office.refused_by("A8.2", 422, &office.officer, APPLICATIONS, &body);
    has_field(&problem, "papers.loss_report.bank_reference");
    let block = json!({ "cause": "lost", "bank_reference": " BL-3 " });
    let path = format!("/api/v1/cards/{}/block", second.card);
    office.refused_by("A8.2", 422, &office.officer, path, &block);
    let standing = stands(&office, first.member, second.card);
    assert_eq!(standing, ("sound".to_owned(), true));
    let anew = lost(&office, first.member, (office.today(), "BL-4"));
    office.id(&office.officer, APPLICATIONS, &anew);
}

#[test]
fn a4_an_expired_card_shuts_out_no_other() {
    let office = Office::open();
    let first = office.application(office.member());
    office.complete(first);
    let batch = office.batch(&[first]);
    let mut list = office.delivery_list(&[first]);
    list["lines"][0]["expires_on"] = json!("12/26");
    let path = format!("/api/v1/batches/{batch}/delivery-list");
    let card = office.done(&office.officer, path, &list)["cards"][0]["card_id"].clone();
    let issued = office.issued(card.as_i64().unwrap());
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    office.release("card", &[issued.card_item], &office.card_dispenser);
    office.release("pin", &[issued.pin_item], &office.pin_dispenser);
    office.takes(&issued);
    let old = taken_over(&office, issued.member, "09/30");
    let open = office.exceptions(|one| one["member_id"] == json!(issued.member));
    let ids: Vec<Value> = open.iter().map(|one| one["id"].clone()).collect();
    assert_eq!(open[0]["what"], "second_active");
    // Once the first has passed its last day nothing stands in the way of the other.
    let days = json!({ "advance_days": 60 });
    office.done(&office.manager, "/api/v1/demo/clock", &days);
    let settle = json!({ "exceptions": ids, "reason": "บัตรอีกใบหมดอายุแล้ว" });
    let path = "/api/v1/take-over/exceptions/settle";
    office.done(&office.manager, path, &settle);
    assert!(stands(&office, issued.member, old).1);
    assert!(!stands(&office, issued.member, issued.card).1);
    let row = format!("SELECT COUNT(*) FROM active_cards WHERE card_id = {old}");
    assert_eq!(office.count_of(&row), 1);
    assert_eq!(fits(&office, issued.member)[0], "lost");
    assert_eq!(office.server.verify().code, 0);
}
