//! A member's key is destroyed: the papers cannot be printed any more, and everyone is told so in words.

use serde_json::json;

use super::{body_of, browse, get, issue, notice, pdf};
use crate::office::{Ask, Office};

#[test]
fn a7_3_a_paper_whose_key_was_destroyed_says_so() {
    let office = Office::open();
    let (letter, card) = notice(&office);
    let receipt = issue(&office, &office.officer, &body_of("notice_letter", letter));
    let (place, number) = (
        receipt["location"].as_str().unwrap(),
        receipt["numbers"][0].as_str().unwrap(),
    );
    let file = pdf(&office, &office.manager, &format!("{place}.pdf"));
    let hash = office.get(&office.manager, place)["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    let destroy = format!(
        "DELETE FROM data_keys WHERE owner = 'member/{}'",
        card.member
    );
    office.server.site().tamper(&destroy).unwrap();

    for path in [
        format!("{place}.pdf"),
        format!("/api/v1/letters/{letter}.pdf"),
    ] {
        let gone = get(&office, &office.manager, &path);
        assert_eq!(
            (gone.status, gone.json()["code"].as_str()),
            (410, Some("E-PAPER-010")),
            "{}",
            gone.text()
        );
    }
    let upload = Ask::upload("/api/v1/papers/check/file", &[("number", number)], &file);
    assert_eq!(
        office
            .send(&upload.by(office.token(&office.manager)))
            .status,
        410
    );
    let body = json!({ "number": number, "sha256": hash });
    let checked =
        office.send(&Ask::post("/api/v1/papers/check", &body).by(office.token(&office.manager)));
    assert_eq!(
        checked.json(),
        json!({ "number": number, "matches": "same", "pdf_sha256": null, "reversed": null })
    );
    assert_eq!(
        browse(&office, &format!("/check/{number}?h={}", &hash[..16])).status,
        200
    );
    assert_eq!(
        office.get(&office.manager, place)["sha256"],
        hash.as_str(),
        "the record stays"
    );
    let form = office.post(
        &office.officer,
        "/api/v1/papers",
        &body_of("application_form", card.application),
    );
    assert_eq!(form.status, 410, "{}", form.text());
    for register in ["cards", "pins"] {
        pdf(
            &office,
            &office.manager,
            &format!("/api/v1/registers/{register}.pdf"),
        );
    }
    assert_eq!(office.server.verify().code, 0, "the chain holds");
}
