//! A NUL is a character that no text of PostgreSQL may hold: it gave 500 there, also before sign-in, and went through on
//! SQLite. It is refused with 400 wherever text comes in, the same on both.

use std::io::{Read as _, Write as _};

use sahakorn::web::route::Who;
use sahakorn_tests::{Answer, Client, Request, fresh_key};
use serde_json::{Value, json};

use super::{Proof, Shown, filled, knock, table};
use crate::office::{Ask, Office};
use crate::rights::{browse, hidden};

fn refused(what: &str, answer: &Answer) {
    assert_eq!(answer.status, 400, "{what}: {}", answer.text());
}

fn manager(office: &Office) -> Proof {
    let people = office.server.people();
    let found = people.iter().find(|p| p.username == office.manager);
    Proof::of(office, found.unwrap())
}

#[test]
fn a_nul_in_any_address_or_query_is_refused() {
    let office = Office::open();
    let (before, proof) = (office.rows(), manager(&office));
    let mut client = Client::new(office.server.address());
    for row in table() {
        for shown in [Shown::Nothing, Shown::Fitting(&proof)] {
            for path in [
                filled(&row, "1%00"),
                format!("{}%00", filled(&row, "1")),
                format!("{}?q=%00", filled(&row, "1")),
                format!("{}?return=/&cursor=a%00b", filled(&row, "1")),
                format!("{}?a%00=b", filled(&row, "1")),
            ] {
                if path.contains("%00") {
                    refused(&path, &knock(&mut client, &row, &path, shown));
                }
            }
        }
    }
    office.wrote_nothing(&before, "a NUL in an address");
}

/// Whatever a row takes: the body is looked at before any of its fields.
#[test]
fn a_nul_in_a_json_body_is_refused_by_every_act() {
    let office = Office::open();
    let (before, proof) = (office.rows(), manager(&office));
    let bodies = [
        json!({ "reason": "a\0b" }),
        json!({ "a\0b": 1 }),
        json!({ "lines": [{ "note": ["x", { "deep": "\0" }] }] }),
    ];
    let mut tried = 0;
    let acts = table();
    for row in acts
        .iter()
        .filter(|row| row.is_api() && row.method != "GET")
    {
        // What a sign-out says is not read.
        let has_body = !row.path.ends_with("/sign-out");
        let proof = (row.who != Who::Anyone && row.who != Who::Tablet).then_some(&proof);
        for body in bodies.iter().filter(|_| has_body) {
            let answer = posted(&office, row.method.as_str(), &filled(row, "1"), proof, body);
            let barred = proof.is_some() && answer.json()["code"] == "E-AUTH-003";
            assert!(
                answer.status == 400 || barred || answer.status == 401,
                "{} {body}: {} {}",
                row.path,
                answer.status,
                answer.text()
            );
            tried += usize::from(answer.status == 400);
        }
    }
    assert!(tried > 60, "{tried} bodies");
    office.wrote_nothing(&before, "a NUL in a body");
}

fn posted(
    office: &Office,
    method: &str,
    path: &str,
    proof: Option<&Proof>,
    body: &Value,
) -> Answer {
    let (key, token) = (fresh_key(), proof.map(|p| p.token.as_str()));
    let server = &office.server;
    server
        .ask(method, path, token, Some(&key), Some(body))
        .unwrap()
}

#[test]
fn a_nul_before_any_sign_in_is_refused() {
    let office = Office::open();
    let before = office.rows();
    let post = |path: &str, body: &Value| office.server.post(path, None, None, body);
    for body in [
        json!({ "username": "som\0sri", "password": "x" }),
        json!({ "username": "somsri.w", "password": "x\0" }),
        json!({ "username\0": "somsri.w", "password": "x" }),
    ] {
        refused("token", &post("/api/v1/auth/token", &body));
    }
    let code = json!({ "code": "12\0" });
    refused("tablet", &post("/api/v1/tablet/sessions", &code));
    for (path, form) in [
        ("/sign-in", "user_name=som%00sri&password=x&form_key=1"),
        ("/sign-in", "user_name=som\0sri&password=x&form_key=1"),
        ("/sign-in", "user_name=somsri.w&password=x%00&form_key=1"),
        ("/sign-in", "user%00name=a&form_key=1"),
        ("/set-up", "set_up_code=%00&form_key=1"),
        ("/tablet", "code=%00&form_key=1"),
        ("/demo/who", "person=%00&form_key=1"),
    ] {
        refused(form, &browse(&office, "POST", path, None, form));
    }
    office.wrote_nothing(&before, "a NUL before sign-in");
}

#[test]
fn a_nul_in_a_form_or_an_upload_is_refused() {
    let office = Office::open();
    let (member, proof) = (office.member(), manager(&office));
    let before = office.rows();
    let path = format!("/members/{member}/note");
    let page = browse(&office, "GET", &path, Some(&proof.cookie), "").text();
    let form = |text: &str| {
        let token = hidden(&page, "form_token");
        format!("form_token={token}&form_key={}&text={text}", fresh_key())
    };
    for text in ["a%00b", "a\0b", "a&other=%00", "a&%00=1"] {
        let answer = browse(&office, "POST", &path, Some(&proof.cookie), &form(text));
        refused(text, &answer);
    }
    for (path, field) in [
        ("/api/v1/papers/check/file", ("number", "A\0")),
        ("/api/v1/papers/check/file", ("other\0", "A")),
        ("/api/v1/members/import", ("dry_run", "true\0")),
    ] {
        let upload = Ask::upload(path, &[field], b"file");
        let upload = upload.by(&proof.token).key(fresh_key());
        refused(path, &office.send(&upload));
    }
    office.wrote_nothing(&before, "a NUL in a form");
    // The same without a NUL is taken: it is the NUL that was refused.
    let noted = browse(&office, "POST", &path, Some(&proof.cookie), &form("ab"));
    assert_eq!(noted.status, 303, "{}", noted.text());
}

/// A NUL in a header never becomes one: the line is no HTTP.
#[test]
fn a_nul_in_a_header_is_refused() {
    let office = Office::open();
    let token = office.token(&office.officer);
    for header in [
        "Idempotency-Key: a\0b",
        "User-Agent: a\0b",
        "Cookie: lang=\0",
    ] {
        let mut stream = std::net::TcpStream::connect(office.server.address()).unwrap();
        let head = format!(
            "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{header}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 400"), "{header:?}: {answer}");
    }
    // An escape in a cookie or a key is not undone on its way to the database.
    let headers = [("Cookie", "lang=%00; toast=%00; sahakorn_session=%00")];
    let request = Request {
        method: "GET",
        path: "/sign-in",
        headers: &headers,
        body: b"",
    };
    let answer = Client::new(office.server.address()).send(&request).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
}
