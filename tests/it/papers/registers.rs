//! The registers as data and files: the same lines, periods and words as on paper.

use serde_json::{Value, json};

use super::{body_of, get, issue, member_name, page, pdf, text_of};
use crate::office::{Ask, Office, hand_over_path, has_field, signed};

const FILES: [&str; 3] = ["", ".csv", ".xlsx"];

fn lines(office: &Office, path: &str) -> Vec<Value> {
    let shown = office.get(&office.manager, path);
    shown["items"].as_array().unwrap().clone()
}

#[test]
fn a7_3_a_register_as_data_keeps_to_the_days_that_its_paper_keeps_to() {
    let office = Office::open();
    let kept = office.kept(1).remove(0);
    let name = json!(member_name(&office, kept.member));
    for register in ["cards", "pins"] {
        let path = format!("/api/v1/registers/{register}");
        let has = |query: String| {
            let found = lines(&office, &format!("{path}{query}"));
            found.iter().any(|line| line["member_name"] == name)
        };
        let today = office.today();
        assert!(has(String::new()));
        assert!(has(format!("?from={today}&to={today}")));
        assert!(has(format!("?from={today}")));
        assert!(!has(format!("?to={}", office.day(-1))));
        let csv = get(
            &office,
            &office.manager,
            &format!("{path}.csv?from=2021-01-01&to=2021-01-02"),
        );
        let text = csv.text();
        assert!(text.contains("1 ม.ค. 2564 ถึง 2 ม.ค. 2564"), "{text}");
        assert!(!text.contains(name.as_str().unwrap()), "{text}");
    }
    let none = lines(&office, "/api/v1/registers/letters?to=2001-01-02");
    assert!(none.is_empty(), "{none:?}");
}

#[test]
fn a_period_that_cannot_be_read_is_refused() {
    let office = Office::open();
    for ending in FILES {
        let path = format!("/api/v1/registers/cards{ending}");
        let asked =
            |query: &str| Ask::get(format!("{path}?{query}")).by(office.token(&office.manager));
        let backwards = office.refused(400, &asked("from=2026-01-02&to=2026-01-01"));
        has_field(&backwards, "to");
        has_field(&office.refused(400, &asked("from=xx")), "from");
        office.refused(400, &asked("form=2026-01-01"));
    }
}

#[test]
fn a7_2_2_data_and_paper_say_alike_what_proves_a_hand_over() {
    let office = Office::open();
    let card = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let name = json!(member_name(&office, card.member));
    office.done(
        &office.card_dispenser,
        hand_over_path(&card, "card"),
        &signed(),
    );
    let found = lines(&office, "/api/v1/registers/cards");
    let own = found
        .iter()
        .find(|line| line["member_name"] == name)
        .unwrap();
    assert_eq!(own["signature"], "มี");
    let of_old = "ลงชื่อในทะเบียนเดิม";
    let old = found
        .iter()
        .filter(|line| line["signature"] == of_old)
        .count();
    let on_paper = text_of(&pdf(
        &office,
        &office.manager,
        "/api/v1/registers/cards.pdf",
    ));
    assert_eq!(old > 0, on_paper.contains("ทะเบียนเดิม"));
    for line in &found {
        let proved = !line["signature"].is_null();
        assert_eq!(proved, !line["handed_over_on"].is_null(), "{line}");
    }
    let owner = format!("member/{}", card.member);
    let destroy = format!("DELETE FROM data_keys WHERE owner = '{owner}'");
    office.server.site().tamper(&destroy).unwrap();
    let found = lines(&office, "/api/v1/registers/cards");
    let erased = found
        .iter()
        .filter(|line| line["signature"] == "ลายมือชื่อถูกลบตามกำหนด");
    assert_eq!(erased.count(), 1);
}

#[test]
fn the_keys_of_a_register_are_the_same_in_every_language() {
    let office = Office::open();
    for register in ["cards", "pins", "letters"] {
        let path = format!("/api/v1/registers/{register}");
        let [th, en] = ["th", "en"].map(|lang| {
            let ask = Ask::get(&path).by(office.token(&office.manager)).lang(lang);
            office.send(&ask).json()
        });
        let of = |shown: &Value, part: &str| -> Vec<String> {
            let columns = shown["columns"].as_array().unwrap().iter();
            columns
                .map(|column| column[part].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(of(&th, "key"), of(&en, "key"));
        for key in of(&th, "key") {
            let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            assert!(plain && th["items"][0].get(&key).is_some(), "{key}");
        }
    }
}

#[test]
fn who_took_a_register_stands_in_the_access_log() {
    let office = Office::open();
    let count = |object: &str| {
        office.count_of(&format!(
            "SELECT COUNT(*) FROM access_log WHERE what = 'exported' AND object = '{object}'"
        ))
    };
    let before = count("card-register");
    for ending in FILES {
        let path = format!("/api/v1/registers/cards{ending}");
        assert_eq!(get(&office, &office.manager, &path).status, 200);
    }
    for _ in 0..50 {
        if count("card-register") == before + 3 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{} of 3 lines", count("card-register") - before);
}

/// An issued application form of a member whose address is known: where it is, and the application.
fn an_issued_form(office: &Office) -> (String, i64) {
    let mut body = office.member_body();
    body["address"] = json!("12/3 หมู่ 5 ตำบลน้ำก้อ");
    let member = office.id(&office.officer, "/api/v1/members", &body);
    let application = office.application(member);
    let body = body_of("application_form", application);
    let receipt = issue(office, &office.officer, &body);
    (
        receipt["location"].as_str().unwrap().to_owned(),
        application,
    )
}

#[test]
fn an_issued_application_is_printed_only_by_who_sees_the_address() {
    let office = Office::open();
    let (place, application) = an_issued_form(&office);
    let paths = [
        format!("{place}.pdf"),
        format!("/api/v1/applications/{application}.pdf"),
    ];
    let people = office.server.people();
    let auditor = people.iter().find(|p| p.roles == ["auditor"]).unwrap();
    for path in &paths {
        let text: String = text_of(&pdf(&office, &office.officer, path));
        let text = text.replace(char::is_whitespace, "");
        assert!(text.contains("น้ำก้อ"), "{text}");
        for who in [&auditor.username, &office.manager] {
            let ask = Ask::get(path).by(office.token(who));
            assert_eq!(office.refused(403, &ask)["code"], "E-PAPER-015");
        }
    }
    let paper = office.get(&office.manager, &place);
    let (number, hash) = (&paper["number"], &paper["sha256"]);
    let check = json!({ "number": number, "sha256": hash });
    let checked = Ask::post("/api/v1/papers/check", &check).by(office.token(&office.manager));
    assert_eq!(office.send(&checked).json()["matches"], "same");
    let shown = format!("/papers/{}", paper["id"]);
    let file = format!("{shown}.pdf");
    assert!(page(&office, &office.officer, &shown).contains(&file));
    let seen = page(&office, &office.manager, &format!("{shown}?hash=pdf"));
    let hidden = !seen.contains(&file) && seen.contains("SHA-256 ของไฟล์ PDF");
    assert!(hidden, "{seen}");
}
