//! Issued papers: issued once, printed from their record for ever, checked by whoever holds one (decision 17).

mod checks;
mod kinds;
mod lost;
mod record;
mod since;

use std::io::Write as _;
use std::process::{Command, Stdio};

use sahakorn_tests::{Answer, Client, Request};
use serde_json::{Value, json};

use crate::office::{Ask, Issued, Office};
use crate::rights;

/// What stands on every unsealed copy.
const MARK: &str = "ไม่มีเลขเอกสาร";

/// A first notice, and the card that it announces.
fn notice(office: &Office) -> (i64, Issued) {
    let kept = office.kept(1).remove(0);
    let body = json!({ "items": [kept.card_item] });
    let letter = office.id(&office.card_keeper, "/api/v1/notices/first", &body);
    (letter, kept)
}

fn body_of(kind: &str, subject: i64) -> Value {
    json!({ "kind": kind, "subject_id": subject })
}

fn issue(office: &Office, who: &str, body: &Value) -> Value {
    office.done(who, "/api/v1/papers", body)
}

fn get(office: &Office, who: &str, path: &str) -> Answer {
    office.send(&Ask::get(path).by(office.token(who)))
}

/// A PDF that must be there.
fn pdf(office: &Office, who: &str, path: &str) -> Vec<u8> {
    let answer = get(office, who, path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert!(answer.body.starts_with(b"%PDF-"), "{path}");
    answer.body
}

fn member_name(office: &Office, member: i64) -> String {
    let view = office.get(&office.manager, &format!("/api/v1/members/{member}"));
    view["name"].as_str().unwrap().to_owned()
}

/// What poppler reads in a PDF.
pub fn text_of(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("pdftotext of poppler-utils is needed: {error}"));
    let (mut into, pdf) = (child.stdin.take().unwrap(), pdf.to_vec());
    let writer = std::thread::spawn(move || into.write_all(&pdf));
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

/// A browser without a sign-in.
fn browse(office: &Office, path: &str) -> Answer {
    let request = Request {
        method: "GET",
        path,
        headers: &[],
        body: b"",
    };
    Client::new(office.server.address()).send(&request).unwrap()
}

/// A page as a signed-in person sees it.
fn page(office: &Office, who: &str, path: &str) -> String {
    let people = office.server.people();
    let person = people.iter().find(|p| p.username == who).unwrap();
    let cookie = rights::cookie_of(office, person);
    let answer = rights::browse(office, "GET", path, Some(&cookie), "");
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

fn days_later(office: &Office, days: i64) {
    let body = json!({ "advance_days": days });
    let moved = office.post(&office.system_keeper, "/api/v1/demo/clock", &body);
    assert!(moved.is_ok(), "{}", moved.text());
}
