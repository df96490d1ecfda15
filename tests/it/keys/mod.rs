//! R6: whoever asks again with the same key gets the same answer and nothing more happens. Every act of the table of routes,
//! by three ways of asking again: once more, twenty times at once, and with another body.

mod acts;
mod bodies;

pub use acts::{ALL as ACTS, Act};
pub use bodies::{owes, write_off};

use std::collections::BTreeSet;

use sahakorn::app::Mode;
use sahakorn_tests::{Answer, Client, fresh_key};
use serde_json::Value;

use crate::office::{Ask, Office};

const AT_ONCE: usize = 20;

/// Writes that have no key, each with the reason.
const WITHOUT_KEY: [(&str, &str); 11] = [
    (
        "POST /api/v1/auth/token",
        "signing in twice gives two sign-ins",
    ),
    (
        "POST /api/v1/auth/password",
        "the old password is the key: it fits once",
    ),
    (
        "POST /api/v1/auth/sign-out",
        "ending what has ended changes nothing",
    ),
    (
        "POST /api/v1/tablet/sessions",
        "the desk code is the key: it is used up",
    ),
    (
        "POST /api/v1/take-over/first-day",
        "it has a key, but the demonstration has named the day and it stands; `cards::takeover::tests` asks it again",
    ),
    ("POST /api/v1/notices/first/preview", "it writes nothing"),
    ("POST /api/v1/papers/check", "it writes nothing"),
    ("POST /api/v1/papers/check/file", "it writes nothing"),
    (
        "POST /api/v1/members/{id}/reveal",
        "it writes nothing but the log of who looked",
    ),
    (
        "POST /api/v1/applications/{id}/reveal",
        "it writes nothing but the log of who looked",
    ),
    (
        "POST /api/v1/demo/clock",
        "it moves the clock of the demonstration, which no installation has",
    ),
];

#[test]
fn r6_every_act_of_the_table_is_asked_again_here() {
    let listed: BTreeSet<String> = acts::ALL
        .iter()
        .map(|(route, _)| (*route).to_owned())
        .chain(WITHOUT_KEY.iter().map(|(route, _)| (*route).to_owned()))
        .collect();
    let table: BTreeSet<String> = sahakorn::program::routes(Mode::Demonstration)
        .iter()
        .filter(|route| route.is_api() && route.method != "GET")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let missing: Vec<_> = table.difference(&listed).collect();
    assert!(missing.is_empty(), "no test asks these again: {missing:?}");
    let gone: Vec<_> = listed.difference(&table).collect();
    assert!(gone.is_empty(), "the table has no such route: {gone:?}");
}

/// What an answer says of the effect. A password for one sign-in is shown once.
fn said(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("one_time_password");
    }
    (answer.status, body)
}

fn events(office: &Office) -> i64 {
    office.count_of("SELECT seq FROM chain_head")
}

#[test]
fn r6_asking_again_answers_the_same_and_does_nothing_more() {
    let office = Office::open();
    for (route, act) in acts::ALL {
        let ask = act(&office).key(fresh_key());
        let before = events(&office);
        let first = office.send(&ask);
        assert!(first.is_ok(), "{route}: {} {}", first.status, first.text());
        assert_eq!(events(&office), before + 1, "{route}: one act is one event");
        let rows = office.rows();
        let again = office.send(&ask);
        assert_eq!(said(&again), said(&first), "{route}: asked again");
        office.wrote_nothing(&rows, &format!("{route}, asked again,"));
    }
}

#[test]
fn r6_the_same_key_with_another_body_is_refused() {
    let office = Office::open();
    for (route, act) in acts::ALL {
        let ask = act(&office).key(fresh_key());
        let first = office.send(&ask);
        assert!(first.is_ok(), "{route}: {} {}", first.status, first.text());
        let rows = office.rows();
        let other = office.send(&another_body(&ask));
        assert_eq!(
            (other.status, other.json()["code"].as_str()),
            (409, Some("E-SYS-009")),
            "{route}: {}",
            other.text()
        );
        office.wrote_nothing(&rows, &format!("{route} with another body"));
    }
}

/// A body that reads well and is another one.
fn another_body(ask: &Ask) -> Ask {
    let mut other = ask.clone();
    if ask.content_type == "application/json" {
        other.body.push(b' ');
        return other;
    }
    let text = String::from_utf8(ask.body.clone()).unwrap();
    other.body = text
        .replace("นำเข้า", "นำออก")
        .replace("%PDF-1.4", "%PDF-1.5")
        .replace(",09/30,", ",10/30,")
        .into_bytes();
    assert_ne!(other.body, ask.body);
    other
}

#[test]
fn r6_twenty_at_once_are_one_effect() {
    let office = Office::open();
    for (route, act) in acts::ALL {
        let ask = act(&office).key(fresh_key());
        let before = events(&office);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let send = || ask.send(&mut Client::new(office.server.address()));
            let asked: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(send)).collect();
            asked.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for answer in &answers {
            assert!(
                answer.is_ok(),
                "{route}: {} {}",
                answer.status,
                answer.text()
            );
            assert_eq!(
                said(answer),
                said(&answers[0]),
                "{route}: two answers to one key"
            );
        }
        assert_eq!(
            events(&office),
            before + 1,
            "{route}: twenty at once are one act"
        );
    }
    assert_eq!(office.server.verify().code, 0);
}
