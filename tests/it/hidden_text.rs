//! Free text over the network: what it must not hold is refused in every field and written nowhere, and what cannot be seen is not
//! kept.

mod every;

use serde_json::{Value, json};

use crate::office::{Office, hand_over_path, signed};

/// A PIN, and card numbers as people and programs write them.
const HIDDEN: [(&str, &str); 6] = [
    ("รหัส … 482915", "pin"),
    ("PIN คือ ๔๘๒๙", "pin"),
    ("บัตร 4111 1111 1111 1111", "card_number"),
    ("บัตร ４１１１１１１１１１１１１１１１", "card_number"),
    ("บัตร ๔๑๑๑-๑๑๑๑-๑๑๑๑-๑๑๑๑", "card_number"),
    ("41\u{202d}11\u{2060}1111\u{200b}11111111", "card_number"),
];

/// A body with another text in one of its fields.
fn with(body: &Value, at: &str, text: &str) -> Value {
    let mut body = body.clone();
    *body.pointer_mut(at).unwrap() = text.into();
    body
}

/// Refused by field and kind, with nothing written.
fn refuses(office: &Office, who: &str, path: &str, body: &Value, (at, field): (&str, &str)) {
    for (text, code) in HIDDEN {
        let body = with(body, at, text);
        let problem = office.refused_at(field, 400, who, path, &body);
        assert_eq!(problem["errors"][0]["code"], code, "{path} {at}: {problem}");
    }
}

#[test]
fn notes_places_and_names_hide_neither_pins_nor_card_numbers() {
    let office = Office::open();
    let officer = &office.officer;
    let member = office.member();
    let note = json!({ "text": "" });
    let notes = format!("/api/v1/members/{member}/notes");
    for (text, _) in HIDDEN {
        office.refused_at("text", 400, officer, &notes, &with(&note, "/text", text));
    }
    let body = office.application_body(member);
    refuses(
        &office,
        officer,
        "/api/v1/applications",
        &body,
        ("/place", "place"),
    );
    let body = office.member_body();
    for at in ["/given_name", "/division"] {
        let field = at.trim_start_matches('/');
        refuses(&office, officer, "/api/v1/members", &body, (at, field));
    }
}

#[test]
fn what_is_said_at_the_counter_hides_neither_pins_nor_card_numbers() {
    let office = Office::open();
    let keeper = &office.card_keeper;
    let (cards, pins) = (&office.card_dispenser, &office.pin_dispenser);
    let issued = office.at_the_counter(1, cards, pins).remove(0);
    let path = hand_over_path(&issued, "card");
    for at in ["/device", "/desk"] {
        let field = at.trim_start_matches('/');
        refuses(
            &office,
            &office.card_dispenser,
            &path,
            &signed(),
            (at, field),
        );
    }
    let blocked = json!({ "cause": "lost", "bank_reference": "" });
    let path = format!("/api/v1/cards/{}/block", issued.card);
    refuses(
        &office,
        keeper,
        &path,
        &blocked,
        ("/bank_reference", "bank_reference"),
    );
}

/// A free entry of the books.
fn entry(office: &Office) -> Value {
    json!({ "date": office.today(), "text": "ค่าเช่าเครื่อง EDC", "document": "สัญญา 4/2569", "lines": [
        { "account": "53020", "side": "debit", "amount": "800.00" },
        { "account": "22140", "side": "credit", "amount": "800.00" } ] })
}

#[test]
fn a_text_of_the_books_is_bounded_and_hides_nothing_but_names_its_period() {
    let office = Office::open();
    let (officer, path, body) = (&office.officer, "/api/v1/journal/entries", entry(&office));
    for (text, code) in HIDDEN {
        let problem = office.refused_at("text", 400, officer, path, &with(&body, "/text", text));
        let ours = if code == "pin" {
            "E-LED-090"
        } else {
            "E-LED-052"
        };
        assert_eq!(problem["code"], ours, "{problem}");
    }
    let long = "ก".repeat(501);
    office.refused_at("text", 400, officer, path, &with(&body, "/text", &long));
    for period in ["01/05/2569-31/05/2569", "01/01/2568-31/01/2568"] {
        let text = format!("ดอกเบี้ย {period} 67110 081-234-5678");
        office.done(officer, path, &with(&body, "/text", &text));
    }
}

#[test]
fn marks_that_cannot_be_seen_are_not_kept() {
    let office = Office::open();
    let mut body = office.member_body();
    body["given_name"] = "\u{202a}ก้อง\u{202c}\u{200b}เกียรติ\u{2069}".into();
    body["telephone"] = "\u{202d}0812345678\u{202c}".into();
    let member = office.id(&office.officer, "/api/v1/members", &body);
    let kept = office.get(&office.officer, &format!("/api/v1/members/{member}"));
    assert_eq!(kept["given_name"], "ก้องเกียรติ");
    let mut body = office.application_body(member);
    body["place"] = "สำนักงาน\u{feff}\u{2066}ใหญ่ น้ำ\u{2069}".into();
    let application = office.id(&office.officer, "/api/v1/applications", &body);
    assert_eq!(
        office.application_view(application)["place"],
        "สำนักงานใหญ่ น้ำ"
    );
}
