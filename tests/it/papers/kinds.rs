//! Every kind of paper says the member's name exactly, has its own number, and is issued by whose act it is.

use sahakorn_tests::SignIn;
use serde_json::{Value, json};

use super::{MARK, body_of, fee_paid, get, issue, member_name, notice, pdf, text_of};
use crate::office::{Ask, Issued, Office, hand_over_path, has_field, signed};

/// Spaces differ where a line was broken.
fn bare(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn says(pdf: &[u8], what: &[&str]) {
    let text = bare(&text_of(pdf));
    for one in what {
        assert!(text.contains(&bare(one)), "{one} is not in {text}");
    }
}

/// One kind of paper: who issues it, of what, how its number begins, and where its copy is.
struct Kind<'a> {
    who: &'a str,
    body: Value,
    prefix: &'static str,
    copy: String,
}

/// The batch in which an application went to the bank.
fn batch_of(office: &Office, application: i64) -> i64 {
    let view = office.application_view(application);
    let batch = view["batch"]["id"].as_i64().or(view["batch_id"].as_i64());
    batch.unwrap_or_else(|| panic!("{view}"))
}

fn kinds<'a>(office: &'a Office, letter: i64, card: &Issued, entry: i64) -> Vec<Kind<'a>> {
    let (officer, manager) = (&office.officer, &office.manager);
    let batch = batch_of(office, card.application);
    let of = |who: &'a str, kind: &str, subject: i64, prefix: &'static str, copy: &str| Kind {
        who,
        body: body_of(kind, subject),
        prefix,
        copy: format!("/api/v1/{}", copy.replace("{}", &subject.to_string())),
    };
    vec![
        of(officer, "notice_letter", letter, "NL1-25", "letters/{}.pdf"),
        of(officer, "covering_letter", batch, "BL-25", "batches/{}.pdf"),
        of(
            officer,
            "application_form",
            card.application,
            "AF-25",
            "applications/{}.pdf",
        ),
        of(
            manager,
            "cash_receipt",
            entry,
            "RC-RV25",
            "journal/entries/{}/receipt.pdf",
        ),
    ]
}

#[test]
fn every_paper_of_a_card_carries_its_member_and_a_number() {
    let office = Office::open();
    let (letter, card) = notice(&office);
    let name = member_name(&office, card.member);
    let entry = fee_paid(&office, card.member, "1234.50");
    let reader = &office.officer;
    for kind in kinds(&office, letter, &card, entry) {
        says(&pdf(&office, reader, &kind.copy), &[&name, MARK]);
        let receipt = issue(&office, kind.who, &kind.body);
        let number = receipt["numbers"][0].as_str().unwrap();
        let fits = number.starts_with(kind.prefix) && number.ends_with("-R0");
        assert!(fits, "{number}");
        let place = receipt["location"].as_str().unwrap();
        let printed = pdf(&office, reader, &format!("{place}.pdf"));
        says(&printed, &[&name, number]);
        assert!(!bare(&text_of(&printed)).contains(MARK), "{}", kind.body);
        assert_eq!(pdf(&office, reader, &kind.copy), printed, "{}", kind.body);
        office.refused_by("C10", 409, kind.who, "/api/v1/papers", &kind.body);
    }
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a_receipt_says_its_sum_in_digits_and_in_words() {
    let office = Office::open();
    let entry = fee_paid(&office, office.member(), "1234.50");
    let path = format!("/api/v1/journal/entries/{entry}/receipt.pdf");
    let receipt = pdf(&office, &office.manager, &path);
    says(&receipt, &["1,234.50", "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"]);
}

#[test]
fn a7_3_a_register_shows_who_signed_and_is_numbered_without_holes() {
    let office = Office::open();
    let card = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let name = member_name(&office, card.member);
    office.done(
        &office.card_dispenser,
        hand_over_path(&card, "card"),
        &signed(),
    );
    let before = pdf(&office, &office.manager, "/api/v1/registers/cards.pdf");
    says(&before, &[&name, MARK, "บัตรประชาชน"]);
    let body = json!({ "kind": "card_register", "from": office.today(), "to": office.today() });
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let receipt = issue(&office, &office.manager, &body);
        numbers.push(receipt["numbers"][0].as_str().unwrap().to_owned());
        let place = format!("{}.pdf", receipt["location"].as_str().unwrap());
        says(
            &pdf(&office, &office.manager, &place),
            &[&name, &numbers[numbers.len() - 1]],
        );
        let backwards =
            json!({ "kind": "card_register", "from": office.today(), "to": office.day(-1) });
        office.refused_at("to", 400, &office.manager, "/api/v1/papers", &backwards);
    }
    assert!(
        numbers[0].starts_with("CR-25") && numbers[0].ends_with("-0001-R0"),
        "{numbers:?}"
    );
    assert!(numbers[1].ends_with("-0002-R0"), "{numbers:?}");
    let pins = issue(
        &office,
        &office.pin_keeper,
        &json!({ "kind": "pin_register" }),
    );
    assert!(pins["numbers"][0].as_str().unwrap().starts_with("PR-25"));
    let place = format!("{}.pdf", pins["location"].as_str().unwrap());
    says(&pdf(&office, &office.pin_keeper, &place), &[&name]);
    let narrowed = "/api/v1/registers/cards.pdf?from=2021-01-01&to=2021-01-02";
    assert!(!bare(&text_of(&pdf(&office, &office.manager, narrowed))).contains(&bare(&name)));
}

#[test]
fn s1_a_paper_is_issued_and_read_only_by_those_whose_it_is() {
    let office = Office::open();
    let (letter, card) = notice(&office);
    let notice = body_of("notice_letter", letter);
    let form = body_of("application_form", card.application);
    let cards = json!({ "kind": "card_register" });
    let makes = ["application_officer", "card_keeper", "pin_keeper"];
    let is_clerk = |p: &&SignIn| {
        p.roles == ["staff"] && p.duties.iter().all(|duty| !makes.contains(&duty.as_str()))
    };
    let people = office.server.people();
    let clerk = people.iter().find(is_clerk).unwrap().username.clone();
    for (who, body, rule) in [
        (&clerk, &notice, "A7.2.1"),
        (&clerk, &form, "A6"),
        (&office.card_keeper, &form, "A6"),
        (&clerk, &cards, "A7.1.1"),
    ] {
        office.refused_by(rule, 403, who, "/api/v1/papers", body);
    }
    for path in [
        format!("/api/v1/letters/{letter}.pdf"),
        "/api/v1/papers".to_owned(),
        "/api/v1/registers/cards.pdf".to_owned(),
    ] {
        assert_eq!(
            get(&office, &office.system_keeper, &path).status,
            403,
            "{path}"
        );
    }
    assert_eq!(
        get(&office, &office.manager, "/api/v1/letters/987654.pdf").status,
        404
    );
    assert_eq!(
        get(&office, &office.manager, "/api/v1/papers/987654.pdf").status,
        404
    );
}

#[test]
fn a_paper_needs_a_subject_that_fits_it() {
    let office = Office::open();
    let path = "/api/v1/papers";
    let missing = json!({ "kind": "notice_letter" });
    office.refused_at("subject_id", 400, &office.officer, path, &missing);
    let unknown = json!({ "kind": "will", "subject_id": 1 });
    let ask = Ask::post(path, &unknown).by(office.token(&office.officer));
    has_field(&office.refused(400, &ask), "kind");
    let none = office.post(&office.officer, path, &body_of("notice_letter", 987_654));
    assert_eq!(none.status, 404);
    let charge = office.count_of("SELECT MIN(id) FROM entries WHERE event <> 'card.fee_paid'");
    office.refused_by(
        "A14.1",
        409,
        &office.manager,
        path,
        &body_of("cash_receipt", charge),
    );
    let cover = office.count_of("SELECT MIN(id) FROM letters WHERE kind = 'bank_cover'");
    let issued = issue(&office, &office.officer, &body_of("notice_letter", cover));
    assert!(
        issued["numbers"][0].as_str().unwrap().starts_with("BL-"),
        "{issued}"
    );
}

#[test]
fn a_copy_of_an_application_hides_the_address_from_those_who_only_look() {
    let office = Office::open();
    let mut body = office.member_body();
    body["address"] = json!("12/3 หมู่ 5 ตำบลน้ำก้อ");
    let member = office.id(&office.officer, "/api/v1/members", &body);
    let application = office.application(member);
    let path = format!("/api/v1/applications/{application}.pdf");
    let people = office.server.people();
    let auditor = people.iter().find(|p| p.roles == ["auditor"]).unwrap();
    for (who, sees) in [
        (&office.officer, true),
        (&office.card_keeper, true),
        (&auditor.username, false),
        (&office.manager, false),
    ] {
        let text = bare(&text_of(&pdf(&office, who, &path)));
        assert_eq!(text.contains("น้ำก้อ"), sees, "{who}: {text}");
        assert_eq!(text.contains("•••"), !sees, "{who}: {text}");
        assert!(!text.contains("๐๘๑๒๓๔๕๖๗๘"), "{who}: {text}");
    }
}

/// A card that lies in the drawer, one that was blocked, and one whose envelope came opened and went back.
fn ends(office: &Office) -> [Issued; 3] {
    let (returned, mut kept) = (office.ordered(1).remove(0), office.kept(2));
    let (here, blocked) = (kept.remove(0), kept.remove(0));
    let block = format!("/api/v1/cards/{}/block", blocked.card);
    let body = json!({ "cause": "lost", "bank_reference": "KB-206617" });
    office.done(&office.officer, block, &body);
    let fault = json!({ "item": returned.pin_item, "fault": "opened", "note": "รอยกรีด" });
    let receipt = json!({ "lane": "pin", "lines": [fault] });
    office.done(&office.pin_keeper, "/api/v1/receipts", &receipt);
    let back = json!({ "items": [returned.pin_item], "paper": "สก-9/2569" });
    office.done(&office.pin_keeper, "/api/v1/custody/send-back", &back);
    [here, blocked, returned]
}

/// The line of a member in a register as CSV.
fn line_of(office: &Office, lane: &str, member: i64) -> String {
    let view = office.get(&office.manager, &format!("/api/v1/members/{member}"));
    let number = view["number"].as_str().unwrap();
    let path = format!("/api/v1/registers/{lane}.csv");
    let csv = get(office, &office.manager, &path).text();
    let found = csv.lines().find(|line| line.contains(number));
    found
        .unwrap_or_else(|| panic!("{number} is not in {csv}"))
        .to_owned()
}

#[test]
fn a7_3_a_register_says_where_things_lie_and_why_they_came_to_an_end() {
    let office = Office::open();
    let [here, blocked, returned] = ends(&office);
    let ended = "อายัดบัตร: บัตรหาย เลขอ้างอิงธนาคาร KB-206617";
    let back = "ส่งคืนธนาคาร ตามหนังสือ สก-9/2569";
    for (lane, card, words) in [
        ("cards", &here, "ตู้เก็บ "),
        ("pins", &here, "ตู้นิรภัย "),
        ("cards", &blocked, ended),
        ("pins", &blocked, ended),
        ("pins", &returned, "ซองถูกเปิด"),
        ("pins", &returned, "รอยกรีด"),
        ("pins", &returned, back),
    ] {
        let line = line_of(&office, lane, card.member);
        assert!(line.contains(words), "{words} is not in {line}");
    }
}

#[test]
fn a7_3_a_register_on_paper_names_its_keeper_and_the_banks_references() {
    let office = Office::open();
    ends(&office);
    let book = |lane: &str| {
        let path = format!("/api/v1/registers/{lane}.pdf");
        pdf(&office, &office.manager, &path)
    };
    let keeper = office.get(&office.card_keeper, "/api/v1/me");
    let keeper = keeper["name"].as_str().unwrap();
    let head = format!("เก็บรักษาที่ ตู้เก็บ ผู้ถือ {keeper}");
    says(&book("cards"), &["KB-206617", &head]);
    says(&book("pins"), &["สก-9/2569"]);
}
