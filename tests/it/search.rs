//! The box at the head of every page: each number leads where it stands, in each way that people type it.

use serde_json::json;

use crate::office::Office;
use crate::rights::{browse, cookie_of};

/// Where the search leads; a list of what was found is its text.
fn led(office: &Office, cookie: &str, typed: &str) -> String {
    let typed: String = typed.bytes().map(|b| format!("%{b:02X}")).collect();
    let answer = browse(
        office,
        "GET",
        &format!("/search?q={typed}"),
        Some(cookie),
        "",
    );
    match answer.header("location") {
        Some(place) => place.to_owned(),
        None => answer.text(),
    }
}

#[test]
fn the_search_box_leads_to_each_thing_by_its_number() {
    let office = Office::open();
    let people = office.server.people();
    let manager = people.iter().find(|p| p.username == "somsri.w").unwrap();
    let cookie = cookie_of(&office, manager);
    let issued = office.kept(1).remove(0);
    let application = office.application_view(issued.application);
    let no = application["no"].as_str().unwrap();
    let place = format!("/applications/{}", issued.application);
    for typed in [no.to_owned(), no.to_lowercase(), no.replace('/', "")] {
        assert_eq!(led(&office, &cookie, &typed), place, "{typed}");
    }
    let card = format!("/cards/{}", issued.card);
    let pin = office.item(&issued, "pin");
    let envelope = pin["envelope_no"].as_str().unwrap();
    assert_eq!(led(&office, &cookie, envelope), card);
    let voucher = led(&office, &cookie, "JV2569000001");
    assert!(voucher.starts_with("/journal/"), "{voucher}");
    let batch = application["batch_id"].as_i64().unwrap();
    let view = office.get(&office.officer, &format!("/api/v1/batches/{batch}"));
    let found = led(&office, &cookie, view["no"].as_str().unwrap());
    // A letter may have the same number: then both are listed.
    assert!(found.contains(&format!("/batches/{batch}")), "{found}");
    let body = json!({ "kind": "application_form", "subject_id": issued.application });
    let paper = office.done(&office.officer, "/api/v1/papers", &body);
    let number = paper["numbers"][0].as_str().unwrap();
    let found = led(&office, &cookie, number);
    assert!(found.starts_with("/papers/"), "{number}: {found}");
    let nothing = led(&office, &cookie, "ZZ2569/999999");
    assert!(nothing.contains("ไม่พบ"), "{nothing}");
}
