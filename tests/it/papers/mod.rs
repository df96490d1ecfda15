//! Issued papers: issued once, printed from their record for ever, checked by whoever holds one (decision 17).

mod checks;
mod kinds;
mod lost;
mod many;
mod record;
mod registers;
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

/// A first notice with its paper.
struct Posted {
    card: Issued,
    letter: i64,
    /// Under `/api/v1/papers`.
    place: String,
    number: String,
    /// Of the canonical input.
    hash: String,
}

/// The number of a paper that was issued.
pub fn a_number(office: &Office) -> String {
    posted(office).number
}

fn posted(office: &Office) -> Posted {
    let (letter, card) = notice(office);
    let receipt = issue(office, &office.officer, &body_of("notice_letter", letter));
    let place = receipt["location"].as_str().unwrap().to_owned();
    let paper = office.get(&office.manager, &place);
    let text = |name: &str| paper[name].as_str().unwrap().to_owned();
    Posted {
        card,
        letter,
        number: text("number"),
        hash: text("sha256"),
        place,
    }
}

/// A card fee that a member paid in cash today; the entry.
fn fee_paid(office: &Office, member: i64, amount: &str) -> i64 {
    let body = json!({ "amount": amount, "received_on": office.today(), "as_credit": true });
    let path = format!("/api/v1/members/{member}/fee-payments");
    office.id(&office.officer, path, &body)
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

/// A browser in which a person signed in, and the page it is on.
struct Tab<'a> {
    office: &'a Office,
    cookie: String,
    path: String,
    text: String,
}

impl<'a> Tab<'a> {
    fn of(office: &'a Office, who: &str) -> Self {
        let people = office.server.people();
        let person = people.iter().find(|p| p.username == who).unwrap();
        Self {
            office,
            cookie: rights::cookie_of(office, person),
            path: String::new(),
            text: String::new(),
        }
    }

    fn open(office: &'a Office, who: &str, path: &str) -> Self {
        let tab = Self::of(office, who);
        let answer = tab.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        Self {
            path: path.to_owned(),
            text: answer.text(),
            ..tab
        }
    }

    fn get(&self, path: &str) -> Answer {
        rights::browse(self.office, "GET", path, Some(&self.cookie), "")
    }

    /// Sends the form of the page with these fields and the hidden keys that it holds.
    fn send(&self, fields: &[(&str, &str)]) -> Answer {
        let hidden = ["form_token", "form_key"].map(|name| (name, self.hidden(name)));
        let hidden = hidden.iter().map(|(name, value)| (*name, value.as_str()));
        let all: Vec<String> = hidden
            .chain(fields.iter().copied())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        rights::browse(
            self.office,
            "POST",
            &self.path,
            Some(&self.cookie),
            &all.join("&"),
        )
    }

    fn hidden(&self, name: &str) -> String {
        let from = format!("name=\"{name}\" value=\"");
        let rest = self.text.split(&from).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// The page to which an act leads, which says once what was done.
    fn after(&self, done: &Answer) -> String {
        let cookies = done
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        let toast = cookies.map(|(_, value)| value.split(';').next().unwrap_or_default());
        let all: Vec<&str> = toast.chain([self.cookie.as_str()]).collect();
        let path = done.header("location").unwrap();
        rights::browse(self.office, "GET", path, Some(&all.join("; ")), "").text()
    }
}

/// A page as a signed-in person sees it.
fn page(office: &Office, who: &str, path: &str) -> String {
    Tab::open(office, who, path).text
}

fn days_later(office: &Office, days: i64) {
    let body = json!({ "advance_days": days });
    let moved = office.post(&office.system_keeper, "/api/v1/demo/clock", &body);
    assert!(moved.is_ok(), "{}", moved.text());
}
