//! The keeper of the system, and a person without any role, see nothing of a member: every row that can be read is read by
//! both, with every id that a planted member has, and neither name nor card is found.

use sahakorn::web::route::{Row, Who};
use sahakorn_tests::{Client, SignIn, fresh_key};
use serde_json::json;

use super::{Proof, Shown, filled, knock, table};
use crate::office::{Ask, Issued, Office, hand_over_path, signed};

const GIVEN_NAME: &str = "พลอยประกาย";
const SURNAME: &str = "ล่องหนเร้นกาย";

/// A member with a card in her hand, one at the counter's way, and what may be found of her.
struct Planted {
    number: String,
    last_four: Vec<String>,
    ids: Vec<i64>,
    paper: Paper,
}

/// Her first notice on paper: whoever has it may compare it.
struct Paper {
    number: String,
    hash: String,
    file: Vec<u8>,
}

fn paper(office: &Office, letter: i64) -> Paper {
    let body = json!({ "kind": "notice_letter", "subject_id": letter });
    let issued = office.done(&office.officer, "/api/v1/papers", &body);
    let place = issued["location"].as_str().unwrap();
    let seen = office.get(&office.manager, place);
    let text = |name: &str| seen[name].as_str().unwrap().to_owned();
    let file = Ask::get(format!("{place}.pdf")).by(office.token(&office.manager));
    Paper {
        number: text("number"),
        hash: text("sha256"),
        file: office.send(&file).body,
    }
}

fn application(office: &Office, member: i64) -> i64 {
    let application = office.application(member);
    office.complete(application);
    application
}

fn planted(office: &Office) -> Planted {
    let mut body = office.member_body();
    (body["given_name"], body["surname"]) = (json!(GIVEN_NAME), json!(SURNAME));
    let number = body["number"].as_str().unwrap().to_owned();
    let member = office.id(&office.officer, "/api/v1/members", &body);
    let application = application(office, member);
    let batch = office.batch(&[application]);
    let issued = office.deliver(batch, &[application]).remove(0);
    let letter = letters_and_hand_over(office, &issued);
    let item = office.item(&issued, "card");
    let last_four = item["last_four"].as_str().unwrap();
    Planted {
        number,
        // As JSON has it, and as pages and files mask it.
        last_four: vec![format!("\"{last_four}\""), format!("•••• {last_four}")],
        ids: vec![
            member,
            application,
            batch,
            issued.card,
            issued.card_item,
            issued.pin_item,
            1,
        ],
        paper: paper(office, letter),
    }
}

/// Everything of the card is there to be seen: letter, release, hand-over.
fn letters_and_hand_over(office: &Office, issued: &Issued) -> i64 {
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    let items = json!({ "items": [issued.card_item] });
    let letter = office.id(&office.card_keeper, "/api/v1/notices/first", &items);
    office.release("card", &[issued.card_item], &office.card_dispenser);
    office.done(
        &office.card_dispenser,
        hand_over_path(issued, "card"),
        &signed(),
    );
    letter
}

impl Planted {
    fn found_in(&self, text: &str) -> bool {
        let cards = self.last_four.iter().any(|four| text.contains(four));
        cards
            || [GIVEN_NAME, SURNAME, &self.number]
                .iter()
                .any(|one| text.contains(one))
    }

    /// Every way to ask a row for her. A page repeats its own address, so neither name nor number is in one.
    fn addresses(&self, row: &Row) -> Vec<String> {
        let ids = self.ids.iter().map(i64::to_string);
        let mut paths: Vec<String> = ids.map(|id| filled(row, &id)).collect();
        paths.dedup();
        let asked = ["", "?lane=card&limit=200", "?lane=pin", "?limit=100"];
        let with = |path: &String| asked.map(|query| format!("{path}{query}"));
        paths.iter().flat_map(with).collect()
    }

    /// What a row that takes a body is asked about her.
    fn posted(&self, row: &Row) -> Ask {
        let Paper { number, hash, file } = &self.paper;
        match row.path {
            "/api/v1/papers/check" => {
                Ask::post(row.path, &json!({ "number": number, "sha256": hash }))
            }
            "/api/v1/papers/check/file" => Ask::upload(row.path, &[("number", number)], file),
            // Asked for nothing, it moves nothing.
            "/api/v1/demo/clock" => Ask::post(row.path, &json!({})),
            other => panic!("say here what {other} is asked about her"),
        }
    }
}

/// The rows at which this person saw something of her.
fn seen(office: &Office, planted: &Planted, proof: &Proof) -> Vec<&'static str> {
    let mut client = Client::new(office.server.address());
    let mut found = Vec::new();
    for row in table().iter().filter(|row| row.method == "GET") {
        for path in planted.addresses(row) {
            let answer = knock(&mut client, row, &path, Shown::Fitting(proof));
            assert!(answer.status < 500, "{path}: {}", answer.text());
            if planted.found_in(&answer.text()) {
                found.push(row.path);
            }
        }
    }
    for row in open_to_all() {
        let ask = planted.posted(&row).by(&proof.token).key(fresh_key());
        let answer = ask.send(&mut client);
        assert!(answer.status < 500, "{}: {}", row.path, answer.text());
        // Who has the paper is told that it is the one, and no more.
        let compared = row.path.contains("/papers/check");
        assert!(
            !compared || answer.json()["matches"] == "same",
            "{}",
            answer.text()
        );
        if planted.found_in(&answer.text()) {
            found.push(row.path);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The rows that take a body from anyone who is signed in.
fn open_to_all() -> Vec<Row> {
    let rows = table().into_iter();
    let open: Vec<Row> = rows
        .filter(|row| row.method != "GET" && row.who == Who::SignedIn)
        .collect();
    assert!(open.len() >= 2, "the walk is blind: {open:?}");
    open
}

fn proof_of(office: &Office, username: &str) -> Proof {
    let people = office.server.people();
    let person: &SignIn = people.iter().find(|p| p.username == username).unwrap();
    Proof::of(office, person)
}

#[test]
fn s1_the_system_keeper_and_a_person_without_a_role_see_nothing_of_a_member() {
    let office = Office::open();
    let planted = planted(&office);
    let by_manager = seen(&office, &planted, &proof_of(&office, &office.manager));
    for row in [
        "/",
        "/api/v1/custody",
        "/api/v1/cards/{id}",
        "/api/v1/members/{id}/cards",
        "/members/{id}",
    ] {
        assert!(
            by_manager.contains(&row),
            "the walk is blind at {row}: {by_manager:?}"
        );
    }
    assert!(by_manager.len() > 20, "the walk is blind: {by_manager:?}");
    for proof in [
        proof_of(&office, &office.system_keeper),
        Proof::of_new_person(&office, &[]),
    ] {
        let seen = seen(&office, &planted, &proof);
        assert!(seen.is_empty(), "{} saw the member at {seen:?}", proof.name);
    }
}

/// Who has no part in custody is not told how many cards lie where, either.
#[test]
fn s1_custody_is_read_by_the_readers_of_the_registers() {
    let office = Office::open();
    let nobody = Proof::of_new_person(&office, &[]);
    let auditor = Proof::of_new_person(&office, &["auditor"]);
    for path in [
        "/api/v1/custody?lane=card",
        "/api/v1/custody/counts",
        "/api/v1/cards/1",
        "/api/v1/members/1/cards",
    ] {
        let status = |token: &str| office.server.get(path, Some(token)).status;
        assert_eq!(status(&office.token(&office.system_keeper)), 403, "{path}");
        assert_eq!(status(&nobody.token), 403, "{path}");
        assert_eq!(status(&auditor.token), 200, "{path}");
    }
}
