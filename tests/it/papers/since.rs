//! What has happened since a paper was issued: a payment taken back, a member with another name.

use serde_json::{Value, json};

use super::record::marry;
use super::{body_of, browse, fee_paid, issue, member_name, notice, page, pdf};
use crate::office::{Ask, Office};
use crate::rights;

/// A receipt that was issued, by its page under `/api/v1/papers`, and the entry of its payment.
fn receipt(office: &Office) -> (Value, i64) {
    let entry = fee_paid(office, office.member(), "100.00");
    let issued = issue(office, &office.manager, &body_of("cash_receipt", entry));
    let place = issued["location"].as_str().unwrap();
    (office.get(&office.manager, place), entry)
}

/// Prepared by one person, approved by another; the voucher's number.
fn reverse(office: &Office, entry: i64) -> String {
    let body = json!({ "date": office.today(), "reason": "รับเงินซ้ำ" });
    let path = format!("/api/v1/journal/entries/{entry}/return");
    let draft = office.id(&office.officer, path, &body);
    let approve = format!("/api/v1/journal/drafts/{draft}/approve");
    let by = office.id(&office.manager, approve, &json!({}));
    let path = format!("/api/v1/journal/entries/{by}");
    office.get(&office.manager, &path)["no"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn checked(office: &Office, paper: &Value) -> Value {
    let body = json!({ "number": paper["number"], "sha256": paper["sha256"] });
    let ask = Ask::post("/api/v1/papers/check", &body).by(office.token(&office.manager));
    office.send(&ask).json()
}

#[test]
fn a14_1_a_receipt_whose_payment_was_reversed_says_so_wherever_it_is_checked() {
    let office = Office::open();
    let (paper, entry) = receipt(&office);
    let (id, number) = (&paper["id"], paper["number"].as_str().unwrap());
    assert_eq!(checked(&office, &paper)["reversed"], Value::Null);
    let by_code = format!("/check/{number}?h={}", paper["sha256"].as_str().unwrap());
    assert!(!browse(&office, &by_code).text().contains("กลับรายการ"));

    let no = reverse(&office, entry);
    let told = json!({ "no": no, "on": office.today() });
    let again = checked(&office, &paper);
    assert_eq!(
        (&again["reversed"], &again["matches"]),
        (&told, &json!("same"))
    );
    let one = format!("/api/v1/papers/{id}");
    assert_eq!(office.get(&office.manager, &one)["reversed"], told);

    let by_number = browse(&office, &format!("/check/{number}")).text();
    let by_code = browse(&office, &by_code).text();
    let file = pdf(&office, &office.manager, &format!("{one}.pdf"));
    let by_file = office.send(&Ask::upload(format!("/check/{number}"), &[], &file));
    let own = page(&office, &office.manager, &format!("/papers/{id}"));
    for seen in [by_number, by_code, by_file.text(), own] {
        let says = seen.contains("ถูกกลับรายการแล้วเมื่อ") && seen.contains(&no);
        assert!(says, "{seen}");
    }
    let path = format!("/check/{number}");
    let english = rights::browse(&office, "GET", &path, Some("lang=en"), "").text();
    let words = format!("by voucher {no}; the receipt proves no payment any more");
    assert!(english.contains(&words), "{english}");
}

#[test]
fn c10_a_paper_is_shown_by_the_name_that_it_says() {
    let office = Office::open();
    let (letter, card) = notice(&office);
    let then = member_name(&office, card.member);
    let issued = issue(&office, &office.officer, &body_of("notice_letter", letter));
    let path = format!("/papers/{}", issued["id"]);
    let seen = page(&office, &office.manager, &path);
    assert!(seen.contains(&then) && !seen.contains("ปัจจุบัน"), "{seen}");

    marry(&office, card.member);
    let now = member_name(&office, card.member);
    let seen = page(&office, &office.manager, &path);
    assert!(then != now && seen.contains(&then), "{seen}");
    assert!(seen.contains("ปัจจุบัน") && seen.contains(&now), "{seen}");
}
