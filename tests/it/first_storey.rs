//! A cooperative that has worked with the first program opens the present one: what that program wrote is migrated, holds, is
//! printed to the same bytes, and answers the keys that were used then.

use std::io::Write as _;
use std::process::{Command, Stdio};

use sahakorn_tests::{Backend, Client, Durability, Ground, Mode, Server, Site, fresh_key};
use serde_json::{Value, json};

use crate::office::Ask;

/// The old installation, and what was noted when it was made.
fn old() -> (Site, Value) {
    let store = Backend::of_this_run()
        .unwrap()
        .store(Durability::Fast)
        .unwrap();
    let site = Site::of_first_storey(&Ground::of_this_run().unwrap(), &store).unwrap();
    let made = std::fs::read_to_string(site.data().join("made.json")).unwrap();
    (site, serde_json::from_str(&made).unwrap())
}

/// On the day after the old program stopped: its office clock never goes back.
fn opened() -> (Server, Value) {
    let (site, made) = old();
    let server = Server::launch(site, Mode::Demo, &["--clock", "2026-11-27T11:00"]).unwrap();
    (server, made)
}

fn sha256(bytes: &[u8]) -> String {
    let mut child = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let out = child.wait_with_output().unwrap().stdout;
    String::from_utf8(out).unwrap()[..64].to_owned()
}

#[test]
fn the_old_books_are_migrated_and_hold() {
    let (site, made) = old();
    let (code, _, said) = site.run(&["migrate"]).unwrap();
    assert_eq!(code, 0, "{said}");
    let (code, report, said) = site.run(&["verify", "--json"]).unwrap();
    assert_eq!(code, 0, "{report} {said}");
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(report["events"].as_i64() >= made["head"]["seq"].as_i64());
}

#[test]
fn c10_a_paper_of_the_first_program_is_printed_to_the_same_bytes() {
    let (server, made) = opened();
    let papers = made["papers"].as_array().unwrap();
    assert_eq!(papers.len(), 123);
    for paper in papers {
        let text = |name: &str| paper[name].as_str().unwrap();
        let path = format!("{}.pdf", text("location"));
        let answer = server.get(&path, Some(&server.token(text("reader"))));
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(sha256(&answer.body), text("pdf_sha256"), "{path}");
    }
    assert_eq!(server.verify().code, 0);
}

#[test]
fn a_key_of_the_first_program_is_answered_as_it_was_then() {
    let (server, made) = opened();
    let before = server.verify().json["events"].clone();
    for used in made["keys"].as_array().unwrap() {
        let text = |name: &str| used[name].as_str().unwrap();
        let ask = |body: &str| {
            let mut ask = Ask::post(text("path"), &Value::Null)
                .by(server.token(text("by")))
                .key(text("key"));
            ask.body = body.as_bytes().to_vec();
            ask.send(&mut Client::new(server.address()))
        };
        let again = ask(text("body"));
        let (status, answer) = (used["status"].as_u64(), &used["answer"]);
        assert_eq!(Some(u64::from(again.status)), status, "{}", again.text());
        assert_eq!(&again.json(), answer);
        let other = format!("{} ", text("body"));
        assert_eq!(ask(&other).status, 409, "another body under the same key");
    }
    let after = server.verify().json["events"].clone();
    let signed_in = 1;
    assert!(after.as_i64() <= before.as_i64().map(|n| n + signed_in));
}

#[test]
fn c10_an_entry_prepared_with_the_first_program_is_approved_today() {
    let (server, made) = opened();
    let draft = &made["draft"];
    let path = format!("/api/v1/journal/drafts/{}", draft["id"]);
    let by = server.token(draft["approver"].as_str().unwrap());
    let maker = server.token(draft["by"].as_str().unwrap());
    let approve = format!("{path}/approve");
    let own = server.post(&approve, Some(&maker), Some(&fresh_key()), &json!({}));
    assert_eq!(own.status, 403, "{}", own.text());
    let answer = server.post(&approve, Some(&by), Some(&fresh_key()), &json!({}));
    assert_eq!(answer.status, 201, "{}", answer.text());
    let entry = answer.json()["location"].as_str().unwrap().to_owned();
    assert_eq!(server.get(&entry, Some(&by)).status, 200);
    assert_eq!(server.verify().code, 0);
}
