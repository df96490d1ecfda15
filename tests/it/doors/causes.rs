//! A failure of ours says its cause in the log and nothing but its number to whoever asked; each answer has a number.

use sahakorn_tests::{Answer, Backend, Client, Request, fresh_key};
use serde_json::json;

use super::{Proof, Shown, knock, table};
use crate::office::{Ask, Office};

const DIVISION: &str = "กองลับเฉพาะ";

/// The number of an answer: 16 hexadecimal digits of the server's own.
fn id_of(answer: &Answer) -> String {
    let found = answer.headers.iter();
    let found = found.filter(|(name, _)| name.eq_ignore_ascii_case("x-request-id"));
    let ids: Vec<&String> = found.map(|(_, value)| value).collect();
    assert_eq!(ids.len(), 1, "{:?}", answer.headers);
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    assert!(ids[0].len() == 16 && ids[0].chars().all(is_hex), "{ids:?}");
    ids[0].clone()
}

/// The lines of the log that name a request.
fn logged(office: &Office, id: &str) -> String {
    let log = std::fs::read_to_string(office.server.site().log()).unwrap();
    let lines: Vec<&str> = log.lines().filter(|line| line.contains(id)).collect();
    assert_eq!(lines.len(), 1, "{id} in the log: {log}");
    lines[0].to_owned()
}

fn failed(office: &Office, answer: &Answer, act: &str, who: &str) -> String {
    assert_eq!(answer.status, 500, "{}", answer.text());
    let line = logged(office, &id_of(answer));
    let person = office.person(who);
    for part in [
        format!("act=\"{act}\""),
        format!("person={person}"),
        "status=500".into(),
    ] {
        assert!(line.contains(&part), "no {part}: {line}");
    }
    line
}

fn without<T>(office: &Office, table: &str, ask: impl FnOnce() -> T) -> T {
    let rename = |from: &str, to: &str| {
        let sql = format!("ALTER TABLE {from} RENAME TO {to}");
        office.server.site().tamper(&sql).unwrap();
    };
    let aside = format!("{table}_aside");
    rename(table, &aside);
    let answer = ask();
    rename(&aside, table);
    answer
}

#[test]
fn a_failure_logs_its_cause_and_tells_only_its_number() {
    let office = Office::open();
    let officer = office.officer.clone();
    let token = office.token(&officer);
    let read = Ask::get("/api/v1/members").by(&token);
    let act = Ask::post("/api/v1/members", &office.member_body())
        .by(&token)
        .key(fresh_key());
    let (read, written) = without(&office, "members", || {
        (office.send(&read), office.send(&act))
    });
    for (answer, act) in [(&read, "member.list"), (&written, "member.add")] {
        let line = failed(&office, answer, act, &officer);
        let cause = match Backend::of_this_run().unwrap() {
            Backend::Sqlite => "no such table: members",
            Backend::Postgres => "relation \\\"members\\\" does not exist",
        };
        assert!(line.contains(cause), "no cause: {line}");
        assert_eq!(answer.json()["request_id"], json!(id_of(answer)));
        assert!(!answer.text().contains("members"), "{}", answer.text());
    }
}

#[test]
fn a_failure_of_a_page_shows_its_number() {
    let office = Office::open();
    let people = office.server.people();
    let person = people
        .iter()
        .find(|p| p.username == office.officer)
        .unwrap();
    let proof = Proof::of(&office, person);
    let rows = table();
    let row = rows.iter().find(|row| row.path == "/members").unwrap();
    let answer = without(&office, "members", || {
        let mut client = Client::new(office.server.address());
        knock(&mut client, row, row.path, Shown::Fitting(&proof))
    });
    failed(&office, &answer, row.act, &office.officer.clone());
    assert!(answer.text().contains(&id_of(&answer)), "{}", answer.text());
}

/// PostgreSQL tells the row itself in the details of a broken constraint.
#[test]
fn a_cause_names_the_constraint_and_never_the_values() {
    let office = Office::open();
    let officer = office.officer.clone();
    let index = format!(
        "CREATE UNIQUE INDEX once_only ON members (division) WHERE division = '{DIVISION}'"
    );
    office.server.site().tamper(&index).unwrap();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let mut body = office.member_body();
        body["division"] = json!(DIVISION);
        answers.push(office.post(&officer, "/api/v1/members", &body));
    }
    assert_eq!(answers[0].status, 201, "{}", answers[0].text());
    let line = failed(&office, &answers[1], "member.add", &officer);
    let named = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => "members.division",
        Backend::Postgres => "once_only",
    };
    assert!(line.contains(named), "{line}");
    let log = std::fs::read_to_string(office.server.site().log()).unwrap();
    assert!(!log.contains(DIVISION), "{log}");
}

#[test]
fn every_answer_has_a_number_of_the_servers_own() {
    let office = Office::open();
    let token = office.token(&office.officer);
    let bearer = format!("Bearer {token}");
    let own = "0123456789abcdef";
    let mut seen = Vec::new();
    for (path, signed_in) in [
        ("/api/v1/me", true),
        ("/api/v1/me", false),
        ("/api/v1/%6de", false),
        ("/api/v1/nowhere", true),
        ("/sign-in", false),
        ("/nowhere", false),
        ("/health/live", false),
    ] {
        let mut headers = vec![("X-Request-Id", own)];
        headers.extend(signed_in.then_some(("Authorization", bearer.as_str())));
        let request = Request {
            method: "GET",
            path,
            headers: &headers,
            body: b"",
        };
        let answer = Client::new(office.server.address()).send(&request).unwrap();
        let id = id_of(&answer);
        assert!(id != own && !seen.contains(&id), "{path}: {id}");
        // Only a failure of ours needs its number in the body.
        assert!(answer.json().get("request_id").is_none(), "{path}");
        seen.push(id);
    }
}
