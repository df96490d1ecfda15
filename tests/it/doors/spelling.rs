//! Every address of the table spelled in other ways: nobody gets further by it than by the plain one. The guard once looked a
//! row up by the address as it came, the router matched it decoded, and `/api/v1/%6dembers` was open to everybody.

use sahakorn::web::route::{Row, Who};
use sahakorn_tests::{Answer, Client};
use serde_json::json;

use super::{Proof, Shown, filled, knock, sign_in, table};
use crate::office::Office;

/// An id that nothing has.
const NOTHING: &str = "987654";

/// The rows that ask who comes.
fn guarded() -> Vec<Row> {
    let rows = table().into_iter().filter(|row| row.who != Who::Anyone);
    let rows: Vec<Row> = rows.collect();
    assert!(rows.len() > 150, "{} rows", rows.len());
    rows
}

fn is_sign_out(row: &Row) -> bool {
    row.path.ends_with("/sign-out")
}

/// Where the letters and digits of an address are.
fn letters(path: &str) -> Vec<usize> {
    let found = path.bytes().enumerate();
    found
        .filter(|(_, byte)| byte.is_ascii_alphanumeric())
        .map(|(at, _)| at)
        .collect()
}

/// The address with the letter at a place written otherwise.
fn with(path: &str, at: usize, written: impl Fn(u8) -> String) -> String {
    let letter = path.as_bytes()[at];
    format!("{}{}{}", &path[..at], written(letter), &path[at + 1..])
}

fn upper(byte: u8) -> String {
    format!("%{byte:02X}")
}

fn lower(byte: u8) -> String {
    format!("%{byte:02x}")
}

/// Spellings of which the edge says that they are odd.
fn odd(path: &str, nth: usize) -> Vec<String> {
    let places = letters(path);
    let mut found = vec![
        path.bytes()
            .map(|b| if b == b'/' { "/".into() } else { upper(b) })
            .collect(),
        format!("{path}%00"),
        format!("{path}%7f"),
        format!("{path}%"),
        format!("{path}%C3"),
        format!("/%2e{path}"),
        format!("{path}/%2E%2e"),
    ];
    if let Some(at) = places.get(nth % places.len().max(1)) {
        found.push(with(path, *at, upper));
        found.push(with(path, *at, lower));
    }
    found.retain(|spelled| spelled != path && spelled != "/");
    found
}

/// Spellings that are addresses of their own, which no row has.
fn other(path: &str, nth: usize) -> Vec<String> {
    let places = letters(path);
    let (head, tail) = path.rsplit_once('/').unwrap();
    let mut found = vec![
        path.to_uppercase(),
        format!("/{path}"),
        format!("{head}//{tail}"),
        format!("/.{path}"),
        format!("/x/..{path}"),
        format!("{path}/."),
        format!("{path}/"),
        format!("{path};x"),
        format!("{path}%2F"),
        path.replace('/', "%2f"),
        path.replacen('/', "/%5c", 1),
        path.replacen('/', "\\", 1),
    ];
    if let Some(at) = places.get(nth % places.len().max(1)) {
        found.push(with(path, *at, |byte| format!("%25{byte:02x}")));
    }
    found.retain(|spelled| spelled != path);
    found
}

/// What an answer gave, so that two can be compared.
fn outcome(answer: &Answer) -> (u16, String) {
    let to = answer.header("location").unwrap_or_default();
    let to = to.split('?').next().unwrap_or_default();
    let code = answer.json()["code"].as_str().unwrap_or(to).to_owned();
    (answer.status, code)
}

/// Where another row's door was found instead of none, such as `/duties/{id}` for `/duties/.`, its refusal does as well.
fn is_refused(answer: &Answer) -> bool {
    let to = answer.header("location").unwrap_or_default();
    let shown_out = to.starts_with("/sign-in") || to == "/password";
    matches!(answer.status, 400 | 401 | 403 | 404 | 405) || (answer.status == 303 && shown_out)
}

/// A row's plain spelling and all others, by one asker. `plain` says what the plain one must come to.
fn tried(
    client: &mut Client,
    host: &str,
    (nth, row): (usize, &Row),
    shown: Shown<'_>,
    plain: impl Fn(&Answer) -> bool,
) -> usize {
    let path = filled(row, NOTHING);
    let at = |spelled: &str, answer: &Answer| {
        format!(
            "{} {spelled} (as {path}, {shown:?}): {} {}",
            row.method,
            answer.status,
            answer.text()
        )
    };
    let mut known = None;
    // Who signs out is out for all that follows.
    if !is_sign_out(row) || matches!(shown, Shown::Nothing | Shown::Wrong(_)) {
        let answer = knock(client, row, &path, shown);
        assert!(plain(&answer), "{}", at(&path, &answer));
        let absolute = format!("http://{host}{path}");
        let same = knock(client, row, &absolute, shown);
        assert_eq!(outcome(&same), outcome(&answer), "{}", at(&absolute, &same));
        known = Some(outcome(&answer));
    }
    // The edge asks nobody who he is, so a few of them are enough for each person.
    let few = if matches!(shown, Shown::Fitting(_)) {
        3
    } else {
        usize::MAX
    };
    for spelled in odd(&path, nth).into_iter().rev().take(few) {
        let answer = knock(client, row, &spelled, shown);
        assert_eq!(answer.status, 400, "{}", at(&spelled, &answer));
    }
    for spelled in other(&path, nth) {
        let answer = knock(client, row, &spelled, shown);
        // A last part of an address that is a text takes some of these as another text.
        let no_more = known.as_ref() == Some(&outcome(&answer));
        assert!(is_refused(&answer) || no_more, "{}", at(&spelled, &answer));
    }
    few.min(odd(&path, nth).len()) + other(&path, nth).len()
}

fn walk(office: &Office, shown: Shown<'_>, plain: impl Fn(&Row, &Answer) -> bool) {
    let host = office.server.address().to_owned();
    let mut client = Client::new(&host);
    let mut spelled = 0;
    for (nth, row) in guarded().iter().enumerate() {
        let fits = |answer: &Answer| plain(row, answer);
        spelled += tried(&mut client, &host, (nth, row), shown, fits);
    }
    assert!(spelled > 2_000, "{spelled} spellings");
}

/// A stranger is told to sign in.
fn is_shut(row: &Row, answer: &Answer) -> bool {
    let to_sign_in = answer
        .header("location")
        .is_some_and(|to| to.starts_with("/sign-in"));
    match (row.who == Who::Tablet, row.is_api()) {
        // The tablet's own token is asked for by its handlers, after they read the body; its page asks for the desk's code.
        (true, true) => matches!(answer.status, 400 | 401 | 403 | 404),
        (true, false) => answer.status < 500,
        (false, true) => answer.status == 401,
        (false, false) => answer.status == 303 && to_sign_in,
    }
}

#[test]
fn s1_without_a_sign_in_no_spelling_of_an_address_opens_a_door() {
    let office = Office::open();
    let before = office.rows();
    walk(&office, Shown::Nothing, is_shut);
    office.wrote_nothing(&before, "spelling addresses without a sign-in");
}

#[test]
fn s1_each_letter_of_each_address_written_as_an_escape_is_refused_before_anything_else() {
    let office = Office::open();
    let before = office.rows();
    let mut client = Client::new(office.server.address());
    for row in table() {
        let path = filled(&row, NOTHING);
        for at in letters(&path) {
            let escape = if at % 2 == 0 { upper } else { lower };
            let spelled = with(&path, at, escape);
            let answer = knock(&mut client, &row, &spelled, Shown::Nothing);
            assert_eq!(answer.status, 400, "{} {spelled}", row.method);
        }
    }
    office.wrote_nothing(&before, "escaping letters");
}

/// One person for each role of the cooperative, the system keeper among them, and one without any.
fn one_of_each(office: &Office) -> Vec<Proof> {
    let people = office.server.people();
    let mut roles: Vec<&String> = people.iter().flat_map(|person| &person.roles).collect();
    roles.sort_unstable();
    roles.dedup();
    assert!(roles.len() >= 7, "{roles:?}");
    let bears = |role: &String| people.iter().find(|person| person.roles.contains(role));
    let mut found: Vec<Proof> = roles
        .into_iter()
        .filter_map(bears)
        .map(|person| Proof::of(office, person))
        .collect();
    found.push(Proof::of_new_person(office, &[]));
    found
}

#[test]
fn s1_no_spelling_of_an_address_gives_a_person_more_than_the_plain_one() {
    let office = Office::open();
    let people = one_of_each(&office);
    let before = office.rows();
    for proof in &people {
        walk(&office, Shown::Fitting(proof), |_, _| true);
    }
    office.wrote_nothing(&before, "spelling addresses");
}

#[test]
fn s1_the_proof_of_the_other_door_is_none_in_any_spelling() {
    let office = Office::open();
    let manager = office.manager.clone();
    let people = office.server.people();
    let person = people.iter().find(|p| p.username == manager).unwrap();
    let proof = Proof::of(&office, person);
    let before = office.rows();
    walk(&office, Shown::Wrong(&proof), is_shut);
    office.wrote_nothing(&before, "showing the proof of the other door");
}

/// Somebody whose first password is still the one that was given.
fn newcomer(office: &Office) -> Proof {
    let (person, _) = office.entered(&["manager"]);
    let username = format!("test{person}");
    let opened = office.done(
        &office.system_keeper,
        format!("/api/v1/persons/{person}/account"),
        &json!({ "username": username }),
    );
    let first = opened["one_time_password"].as_str().unwrap();
    let body = json!({ "username": username, "password": first });
    let answer = office
        .server
        .post("/api/v1/auth/token", None, None, &body)
        .json();
    let token = answer["access_token"].as_str().unwrap().to_owned();
    Proof::with(office, &sign_in(username, first), token)
}

#[test]
fn s1_whoever_must_change_a_password_does_nothing_else_in_any_spelling() {
    let office = Office::open();
    let proof = newcomer(&office);
    let before = office.rows();
    walk(&office, Shown::Fitting(&proof), |row, answer| {
        let open = matches!(row.who, Who::Tablet | Who::SignedInAtAll);
        let refused = answer.status == 403 && answer.json()["code"] == "E-AUTH-005";
        let shown_out = answer.status == 303 && answer.header("location") == Some("/password");
        open || if row.is_api() { refused } else { shown_out }
    });
    office.wrote_nothing(&before, "spelling addresses with a first password");
}

/// The order of refusals: the spelling, the address, the method, the sign-in, the duty.
#[test]
fn s1_refusals_come_in_one_order() {
    let office = Office::open();
    let officer = office.token(&office.officer);
    let ask = |method: &str, path: &str, token: Option<&str>| {
        let answer = office.server.ask(method, path, token, None, None).unwrap();
        answer.status
    };
    for token in [None, Some(officer.as_str())] {
        assert_eq!(ask("PUT", "/api/v1/%6dembers", token), 400);
        assert_eq!(ask("PUT", "/api/v1/nowhere", token), 404);
        assert_eq!(ask("PUT", "/api/v1/members", token), 405);
    }
    assert_eq!(ask("GET", "/api/v1/persons?limit=x", None), 401);
    assert_eq!(ask("GET", "/api/v1/persons?limit=x", Some(&officer)), 403);
    let keeper = office.token(&office.system_keeper);
    assert_eq!(ask("GET", "/api/v1/persons?limit=x", Some(&keeper)), 400);
}
