//! A member's key is destroyed: the papers cannot be printed any more, and everyone is told so in words.

use serde_json::json;

use super::{Posted, body_of, browse, get, pdf, posted};
use crate::office::{Ask, Office};

/// A posted paper whose member's key is gone, and the file that it printed before.
fn lost(office: &Office) -> (Posted, Vec<u8>) {
    let paper = posted(office);
    let file = pdf(office, &office.manager, &format!("{}.pdf", paper.place));
    let owner = format!("member/{}", paper.card.member);
    let destroy = format!("DELETE FROM data_keys WHERE owner = '{owner}'");
    office.server.site().tamper(&destroy).unwrap();
    (paper, file)
}

#[test]
fn a7_3_a_paper_whose_key_was_destroyed_says_so() {
    let office = Office::open();
    let (paper, _) = lost(&office);
    for path in [
        format!("{}.pdf", paper.place),
        format!("/api/v1/letters/{}.pdf", paper.letter),
    ] {
        let gone = get(&office, &office.manager, &path);
        let code = gone.json()["code"].clone();
        assert_eq!((gone.status, code), (410, json!("E-PAPER-010")), "{path}");
    }
    let body = body_of("application_form", paper.card.application);
    let form = office.post(&office.officer, "/api/v1/papers", &body);
    assert_eq!(form.status, 410, "{}", form.text());
}

#[test]
fn a7_3_a_paper_whose_key_was_destroyed_is_still_checked_by_its_hash() {
    let office = Office::open();
    let (paper, file) = lost(&office);
    let (number, hash) = (&paper.number, &paper.hash);
    let token = || office.token(&office.manager);
    let upload = Ask::upload("/api/v1/papers/check/file", &[("number", number)], &file);
    assert_eq!(office.send(&upload.by(token())).status, 410);
    let body = json!({ "number": number, "sha256": hash });
    let checked = office.send(&Ask::post("/api/v1/papers/check", &body).by(token()));
    let same = json!({ "number": number, "matches": "same", "pdf_sha256": null, "reversed": null });
    assert_eq!(checked.json(), same);
    let scanned = format!("/check/{number}?h={}", hash.to_uppercase());
    assert_eq!(browse(&office, &scanned).status, 200);
}

#[test]
fn a7_3_the_record_and_the_registers_stay_when_a_key_is_destroyed() {
    let office = Office::open();
    let (paper, _) = lost(&office);
    let kept = office.get(&office.manager, &paper.place);
    assert_eq!(kept["sha256"], paper.hash.as_str(), "the record stays");
    for register in ["cards", "pins"] {
        let path = format!("/api/v1/registers/{register}.pdf");
        pdf(&office, &office.manager, &path);
    }
    let books = office.server.verify();
    let (found, also) = (&books.json["broken"], &books.json["also"]);
    assert_eq!(found["table"], "data_keys", "the chain holds: {found}");
    assert_eq!(
        (books.code, also),
        (1, &json!([])),
        "no act removed the key"
    );
}
