//! Whoever holds a paper can compare it: by its code, by its hash, by the file.

use sahakorn_tests::Answer;
use serde_json::{Value, json};

use super::{browse, member_name, pdf, posted};
use crate::office::{Ask, Office, has_field};

fn check(office: &Office, number: &str, hash: &str) -> Value {
    let body = json!({ "number": number, "sha256": hash });
    let answer =
        office.send(&Ask::post("/api/v1/papers/check", &body).by(office.token(&office.manager)));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn check_file(office: &Office, number: &str, file: &[u8]) -> Value {
    let ask = Ask::upload("/api/v1/papers/check/file", &[("number", number)], file);
    let answer = office.send(&ask.by(office.token(&office.manager)));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn c10_a_check_says_same_edited_or_unknown() {
    let office = Office::open();
    let paper = posted(&office);
    let (number, hash) = (&paper.number, &paper.hash);
    let file = pdf(&office, &office.manager, &format!("{}.pdf", paper.place));
    let before = office.rows();

    let same = check_file(&office, number, &file);
    assert_eq!(same["matches"], "same", "{same}");
    let of_pdf = same["pdf_sha256"].as_str().unwrap();
    for good in [&hash[..], &hash[..16], of_pdf, &hash.to_uppercase()] {
        assert_eq!(check(&office, number, good)["matches"], "same", "{good}");
    }
    let mut edited = file.clone();
    *edited.last_mut().unwrap() ^= 1;
    let wrong = check_file(&office, number, &edited);
    assert_eq!(wrong["matches"], "edited");
    let guessed = check(&office, number, &"0".repeat(64));
    assert_eq!(guessed["matches"], "edited");
    // The true hash is not for whoever comes with a wrong one.
    assert!(wrong["pdf_sha256"].is_null() && guessed["pdf_sha256"].is_null());
    assert_eq!(
        check(&office, "NL1-2569-9999-R0", hash)["matches"],
        "unknown"
    );
    assert_eq!(
        check_file(&office, "NL1-2569-9999-R0", &file)["matches"],
        "unknown"
    );
    for bad in ["", "xyz", &hash[..15]] {
        let body = json!({ "number": number, "sha256": bad });
        let ask = Ask::post("/api/v1/papers/check", &body).by(office.token(&office.manager));
        has_field(&office.refused(400, &ask), "sha256");
    }
    office.wrote_nothing(&before, "checking");
}

/// A browser's upload, signed in nowhere.
fn compare(office: &Office, number: &str, file: &[u8]) -> Answer {
    office.send(&Ask::upload(format!("/check/{number}"), &[], file))
}

#[test]
fn whoever_scans_a_code_sees_whether_it_matches_and_no_names() {
    let office = Office::open();
    let paper = posted(&office);
    let (number, hash) = (&paper.number, &paper.hash);
    let name = member_name(&office, paper.card.member);
    let (same, other) = ("ตรงกับบันทึกของสหกรณ์", "ไม่ตรงกับบันทึก");
    for (code, words) in [
        (hash.to_uppercase(), same),
        (hash.clone(), same),
        (hash[..16].to_owned(), same),
        ("0".repeat(16), other),
        ("%3Cscript%3E".to_owned(), other),
    ] {
        let seen = browse(&office, &format!("/check/{number}?h={code}"));
        let text = seen.text();
        assert_eq!(seen.status, 200);
        assert!(
            text.contains(words) && text.contains(number),
            "{code}: {text}"
        );
        assert!(
            !text.contains(&name) && !text.contains("<script>"),
            "{text}"
        );
    }
}

#[test]
fn a_number_is_asked_for_and_an_unknown_one_is_told() {
    let office = Office::open();
    let seen = browse(&office, "/check/NL1-2569-9999-R0?h=1234");
    assert!(seen.text().contains("ไม่มีเอกสารเลขนี้"), "{}", seen.text());
    let number = "NL1-2569-0001-R0";
    let asked = browse(&office, &format!("/check?number={number}"));
    assert_eq!(
        (asked.status, asked.header("location")),
        (303, Some(format!("/check/{number}").as_str()))
    );
    assert_eq!(browse(&office, "/check").status, 200);
}

#[test]
fn whoever_brings_a_file_sees_whether_it_is_the_paper() {
    let office = Office::open();
    let paper = posted(&office);
    let said = |file: &[u8]| compare(&office, &paper.number, file).text();
    let file = pdf(&office, &office.manager, &format!("{}.pdf", paper.place));
    assert!(said(&file).contains("เหมือนกันทุกไบต์"));
    let other = [file, b"%".to_vec()].concat();
    assert!(said(&other).contains("ไฟล์นี้ถูกแก้ไข"));
    assert_eq!(compare(&office, &paper.number, b"").status, 422);
}

#[test]
fn a_file_that_is_too_large_is_refused_on_the_page_with_the_limit() {
    let office = Office::open();
    let number = &posted(&office).number;
    let large = vec![b'%'; 11 * 1_024 * 1_024];
    let refused = compare(&office, number, &large);
    let text = refused.text();
    assert_eq!(refused.status, 413, "{text}");
    for part in ["<html", "ตรวจสอบเอกสาร", "ไฟล์ใหญ่เกิน 10 MB", "name=\"file\""]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}
