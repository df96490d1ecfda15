//! The doors: an address spelled another way, a person who may see nothing, a text that no database takes, and what is told
//! of a failure. Each walks the whole table of routes, so that a new row is tried without being named here.

mod causes;
mod coding;
mod members;
mod nul;
mod sources;
mod spelling;

use sahakorn::app::Mode;
use sahakorn::web::route::{Row, rows};
use sahakorn_tests::{Answer, Client, Request, SignIn, fresh_key};

use crate::office::Office;
use crate::rights::cookie_of;

/// The password that [`Office::signs_in`] gives.
const PASSWORD: &str = "ประตูสีเขียว-บานที่-47";

fn table() -> Vec<Row> {
    rows(&sahakorn::program::routes(Mode::Demonstration))
}

/// The row's path, with this in place of every `{..}`.
fn filled(row: &Row, value: &str) -> String {
    let parts = row.path.split('/').map(|part| match part.split_once('{') {
        Some((before, rest)) => {
            let after = rest.rsplit_once('}').map_or("", |(_, after)| after);
            format!("{before}{value}{after}")
        }
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What somebody who asks can show: both proofs, each for its own door.
#[derive(Debug, Clone)]
struct Proof {
    name: String,
    token: String,
    cookie: String,
}

impl Proof {
    fn of(office: &Office, person: &SignIn) -> Self {
        let token = office.token(&person.username);
        Self::with(office, person, token)
    }

    fn with(office: &Office, person: &SignIn, token: String) -> Self {
        Self {
            name: person.username.clone(),
            token,
            cookie: cookie_of(office, person),
        }
    }

    /// Somebody who has an account, and this role or none.
    fn of_new_person(office: &Office, roles: &[&str]) -> Self {
        let (person, _) = office.entered(roles);
        let token = office.signs_in(person);
        let signs_in = sign_in(format!("test{person}"), PASSWORD);
        Self::with(office, &signs_in, token)
    }
}

fn sign_in(username: String, password: &str) -> SignIn {
    SignIn {
        username,
        password: password.to_owned(),
        name: String::new(),
        roles: Vec::new(),
        duties: Vec::new(),
    }
}

/// What is shown at a door.
#[derive(Debug, Clone, Copy)]
enum Shown<'a> {
    Nothing,
    /// The proof that the door takes.
    Fitting(&'a Proof),
    /// The proof of the other door: a cookie to programs' addresses, a token to pages.
    Wrong(&'a Proof),
}

/// Asks the row's method of an address, byte for byte as it is written.
fn knock(client: &mut Client, row: &Row, path: &str, shown: Shown<'_>) -> Answer {
    let key = fresh_key();
    let (mut bearer, mut cookie) = (None, None);
    match (shown, row.is_api()) {
        (Shown::Nothing, _) => {}
        (Shown::Fitting(proof), true) | (Shown::Wrong(proof), false) => {
            bearer = Some(format!("Bearer {}", proof.token));
        }
        (Shown::Fitting(proof), false) | (Shown::Wrong(proof), true) => {
            cookie = Some(proof.cookie.clone());
        }
    }
    let (kind, body): (_, &[u8]) = match (row.method == "GET", row.is_api()) {
        (true, _) => ("text/plain", b""),
        (false, true) => ("application/json", b"{}"),
        (false, false) => ("application/x-www-form-urlencoded", b"form_key=1"),
    };
    let mut headers = vec![("Content-Type", kind), ("Idempotency-Key", key.as_str())];
    headers.extend(bearer.as_deref().map(|value| ("Authorization", value)));
    headers.extend(cookie.as_deref().map(|value| ("Cookie", value)));
    let request = Request {
        method: row.method.as_str(),
        path,
        headers: &headers,
        body,
    };
    client
        .send(&request)
        .unwrap_or_else(|e| panic!("{} {path}: {e}", row.method))
}
