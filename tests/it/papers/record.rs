//! The record of a paper: the same bytes for ever, one number for ever, and nothing in plain.

use sahakorn_tests::{Backend, fresh_key};
use serde_json::json;

use super::{MARK, body_of, days_later, get, issue, member_name, notice, pdf, posted, text_of};
use crate::office::{Ask, Office};

/// The member has another name from now on.
pub fn marry(office: &Office, member: i64) {
    let path = format!("/api/v1/members/{member}");
    let version = office.get(&office.officer, &path)["version"].clone();
    let change =
        json!({ "version": version, "title": "นาง", "given_name": "เปลี่ยน", "surname": "ชื่อสกุลแล้ว" });
    let changed = Ask::post(path, &change)
        .method("PATCH")
        .by(office.token(&office.officer))
        .key(fresh_key());
    assert!(office.send(&changed).is_ok());
}

#[test]
fn c10_a_paper_printed_a_month_later_is_byte_for_byte_the_first() {
    let mut office = Office::open();
    let paper = posted(&office);
    let (number, path) = (&paper.number, format!("{}.pdf", paper.place));
    let first = pdf(&office, &office.manager, &path);
    marry(&office, paper.card.member);
    days_later(&office, 31);
    let again = get(&office, &office.manager, &path);
    assert_eq!(again.body, first, "after a month and another name");
    assert_eq!(again.header("cache-control"), Some("private, no-cache"));
    let named = again.header("content-disposition").unwrap();
    assert_eq!(named, format!("inline; filename=\"{number}.pdf\""));
    let of_letter = format!("/api/v1/letters/{}.pdf", paper.letter);
    let of_letter = pdf(&office, &office.manager, &of_letter);
    assert_eq!(of_letter, first, "the letter prints its paper");
    office.server.stop();
    office.server.restart();
    let restarted = pdf(&office, &office.manager, &path);
    assert_eq!(restarted, first, "after a restart");
}

#[test]
fn an_issued_paper_names_its_member_and_its_number_and_is_no_copy() {
    let office = Office::open();
    let paper = posted(&office);
    let (name, number) = (member_name(&office, paper.card.member), &paper.number);
    assert!(
        number.starts_with("NL1-25") && number.ends_with("-R0"),
        "{number}"
    );
    let path = format!("{}.pdf", paper.place);
    let text = text_of(&pdf(&office, &office.manager, &path));
    assert!(text.contains(&name) && text.contains(number), "{text}");
    assert!(!text.contains(MARK), "{text}");
}

#[test]
fn c10_a_paper_is_issued_once() {
    let office = Office::open();
    let (letter, _) = notice(&office);
    let body = body_of("notice_letter", letter);
    let receipt = issue(&office, &office.officer, &body);
    let number = receipt["numbers"][0].as_str().unwrap();
    for who in [&office.officer, &office.manager] {
        let problem = office.refused_by("C10", 409, who, "/api/v1/papers", &body);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(number), "{detail}");
        assert!(
            detail.contains(receipt["location"].as_str().unwrap()),
            "{detail}"
        );
    }
    let of_letter = format!("/api/v1/papers?subject=letter/{letter}");
    let listed = office.get(&office.manager, &of_letter);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}

#[test]
fn c10_an_edited_paper_is_named_by_verify() {
    let office = Office::open();
    let (letter, _) = notice(&office);
    issue(&office, &office.officer, &body_of("notice_letter", letter));
    assert_eq!(office.server.verify().code, 0);
    let off = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => "DROP TRIGGER issued_papers_no_update;",
        Backend::Postgres => "ALTER TABLE issued_papers DISABLE TRIGGER ALL;",
    };
    let sql = format!("{off} UPDATE issued_papers SET number = 'NL1-2569-9999-R0';");
    office.server.site().tamper(&sql).unwrap();
    let verified = office.server.verify();
    assert_eq!(verified.code, 1, "{}", verified.json);
    assert_eq!(verified.json["broken"]["table"], "issued_papers");
}

#[test]
fn a_copy_has_no_number_says_so_and_leaves_no_row() {
    let office = Office::open();
    let (letter, card) = notice(&office);
    let before = office.rows();
    let path = format!("/api/v1/letters/{letter}.pdf");
    let answer = get(&office, &office.manager, &path);
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let text = text_of(&answer.body);
    let name = member_name(&office, card.member);
    assert!(text.contains(MARK) && text.contains(&name), "{text}");
    assert!(
        !text.contains("NL1-") && !text.contains("SHA-256"),
        "{text}"
    );
    office.wrote_nothing(&before, "a copy");
}

#[test]
fn the_input_lies_sealed_and_the_head_of_the_chain_is_on_the_paper() {
    let office = Office::open();
    let (letter, card) = notice(&office);
    let head = office.count_of("SELECT seq FROM chain_head");
    let receipt = issue(&office, &office.officer, &body_of("notice_letter", letter));
    let place = receipt["location"].as_str().unwrap();
    let paper = office.get(&office.manager, place);
    assert_eq!(paper["head_seq"], head);
    assert_eq!(paper["member_id"], card.member);
    let text = text_of(&pdf(&office, &office.manager, &format!("{place}.pdf")));
    let hash = paper["head_hash"].as_str().unwrap();
    assert!(
        text.contains(&format!("{} {}", &hash[..4], &hash[4..8])),
        "{text}"
    );
    let hex = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => "hex(input)",
        Backend::Postgres => "upper(encode(input, 'hex'))",
    };
    let sealed = office
        .server
        .site()
        .tamper(&format!("SELECT {hex} FROM issued_papers"));
    let name: String = member_name(&office, card.member)
        .bytes()
        .map(|b| format!("{b:02X}"))
        .collect();
    assert!(!sealed.unwrap().contains(&name), "the name lies in plain");
}
