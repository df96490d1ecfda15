//! S1: the table of routes against the people. Without a sign-in every door is shut; a person gets through a door only when
//! the row lets one of his roles or duties through.

use std::collections::BTreeSet;

use sahakorn::app::Mode;
use sahakorn::web::route::{Row, Who, rows};
use sahakorn_tests::{Client, Request, SignIn, fresh_key};
use serde_json::json;

use crate::office::{Ask, Office, strokes};

fn table() -> Vec<Row> {
    rows(&sahakorn::program::routes(Mode::Demonstration))
}

/// The row's path with ids that nothing has.
fn path_of(row: &Row) -> String {
    let parts = row.path.split('/').map(|part| {
        if part.contains('{') {
            part_of(part)
        } else {
            part.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// `{id}` and `{id}.pdf`.
fn part_of(part: &str) -> String {
    let (before, rest) = part.split_once('{').unwrap();
    let (_, after) = rest.split_once('}').unwrap();
    format!("{before}987654{after}")
}

fn ask_of(row: &Row) -> Ask {
    let method = match row.method.as_str() {
        "GET" => return Ask::get(path_of(row)),
        "PATCH" => "PATCH",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "POST",
    };
    // A body that reads well, so that a token that is not the tablet's is what refuses it.
    let body = match row.act {
        "tablet.sign" => json!({ "strokes": strokes() }),
        _ => json!({}),
    };
    Ask::post(path_of(row), &body)
        .method(method)
        .key(fresh_key())
}

/// Whether the row lets the person through, by his roles and duties in `sign-ins.json`.
fn opens(who: Who, person: &SignIn) -> bool {
    let is_of = |names: &[&str]| {
        names.iter().any(|name| {
            person
                .roles
                .iter()
                .chain(&person.duties)
                .any(|own| own == name)
        })
    };
    match who {
        Who::Anyone | Who::SignedIn | Who::SignedInAtAll => true,
        Who::Roles(roles) => is_of(&roles.iter().map(|role| role.name()).collect::<Vec<_>>()),
        Who::Duties(duties, roles) => {
            is_of(&duties.iter().map(|duty| duty.name()).collect::<Vec<_>>())
                || is_of(&roles.iter().map(|role| role.name()).collect::<Vec<_>>())
        }
        Who::Tablet => false,
    }
}

#[test]
fn s1_without_a_sign_in_no_door_for_programs_opens() {
    let office = Office::open();
    let before = office.rows();
    let mut shut = 0;
    for row in table()
        .iter()
        .filter(|row| row.path.starts_with("/api/") && row.who != Who::Anyone)
    {
        let answer = office.send(&ask_of(row));
        let expected: &[u16] = if row.who == Who::Tablet {
            &[401, 403, 404]
        } else {
            &[401]
        };
        assert!(
            expected.contains(&answer.status),
            "{} {}: {} {}",
            row.method,
            row.path,
            answer.status,
            answer.text()
        );
        shut += 1;
    }
    assert!(shut > 60, "{shut} rows");
    office.wrote_nothing(&before, "asking without a sign-in");
}

#[test]
fn s1_a_person_passes_only_the_doors_of_his_roles_and_duties() {
    let office = Office::open();
    let before = office.rows();
    let people = office.server.people();
    let (mut refused, mut passed, mut denied) = (0, 0, 0);
    let is_door = |row: &&Row| row.path.starts_with("/api/") && !row.path.ends_with("/sign-out");
    for row in table().iter().filter(is_door) {
        for person in people.iter().filter(|_| row.who != Who::Anyone) {
            let answer = office.send(&ask_of(row).by(office.token(&person.username)));
            let at = format!(
                "{} {} for {}: {} {}",
                row.method,
                row.path,
                person.username,
                answer.status,
                answer.text()
            );
            if opens(row.who, person) {
                assert!(
                    answer.status != 401 && answer.json()["code"] != "E-AUTH-003",
                    "{at}"
                );
                passed += 1;
            } else {
                assert!([403, 404].contains(&answer.status), "{at}");
                assert!(row.who == Who::Tablet || answer.status == 403, "{at}");
                refused += 1;
                denied += i64::from(answer.json()["code"] == "E-AUTH-003");
            }
        }
    }
    assert!(
        refused > 200 && passed > 200,
        "{refused} refused, {passed} passed"
    );
    office.wrote_nothing(&before, "knocking at every door");
    every_refusal_names_its_person(&office, denied);
}

/// The log is written behind the answers.
fn every_refusal_names_its_person(office: &Office, denied: i64) {
    let refusals = |person: &str| {
        let refused = "SELECT COUNT(*) FROM access_log WHERE what = 'refused' AND status = 403";
        office.count_of(&format!("{refused} AND person_id IS {person}"))
    };
    for _ in 0..50 {
        if refusals("NOT NULL") >= denied {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(refusals("NULL"), 0, "refusals without the person");
    assert!(refusals("NOT NULL") >= denied, "refusals nobody wrote down");
}

/// The acts that the regulation gives to one duty, written down a second time: whoever widens a row must come here too.
const BY_DUTY: [(&str, &[&str]); 14] = [
    ("card.hand_over", &["card_dispenser"]),
    ("envelope.hand_over", &["pin_dispenser"]),
    ("hand_over.accept", &["card_dispenser", "pin_dispenser"]),
    ("custody.receive", &["card_keeper", "pin_keeper"]),
    (
        "custody.offer_release",
        // Whoever still holds something gives it, also when his duty has ended; the service asks whether he holds it.
        &[
            "card_keeper",
            "pin_keeper",
            "card_dispenser",
            "pin_dispenser",
            "staff",
            "manager",
            "board_member",
            "chairperson",
        ],
    ),
    ("custody.correct_receipt", &["card_keeper", "pin_keeper"]),
    ("application.opened", &["application_officer"]),
    ("batch.made", &["application_officer"]),
    ("batch.list_taken", &["application_officer"]),
    ("duty.give", &["system_keeper", "manager"]),
    ("order.issue", &["system_keeper", "manager"]),
    ("person.leave", &["system_keeper", "manager"]),
    (
        "journal.approve",
        &["manager", "chairperson", "board_member"],
    ),
    ("card.fee_paid", &["staff", "manager"]),
];

#[test]
fn s1_the_acts_of_the_regulation_are_open_to_these_and_no_others() {
    let table = table();
    for (act, expected) in BY_DUTY {
        let row = table
            .iter()
            .find(|row| row.act == act && row.path.starts_with("/api/"))
            .unwrap_or_else(|| panic!("no {act}"));
        let names: BTreeSet<&str> = match row.who {
            Who::Roles(roles) => roles.iter().map(|role| role.name()).collect(),
            Who::Duties(duties, roles) => duties
                .iter()
                .map(|d| d.name())
                .chain(roles.iter().map(|r| r.name()))
                .collect(),
            other @ (Who::Anyone | Who::SignedIn | Who::SignedInAtAll | Who::Tablet) => {
                panic!("{act} is open to {other:?}")
            }
        };
        assert_eq!(names, expected.iter().copied().collect(), "{act}");
    }
}

/// A browser's request: a cookie in place of a token.
pub fn browse(
    office: &Office,
    method: &'static str,
    path: &str,
    cookie: Option<&str>,
    form: &str,
) -> sahakorn_tests::Answer {
    let mut headers = vec![("Content-Type", "application/x-www-form-urlencoded")];
    headers.extend(cookie.map(|cookie| ("Cookie", cookie)));
    let body = if method == "GET" {
        &[]
    } else {
        form.as_bytes()
    };
    let request = Request {
        method,
        path,
        headers: &headers,
        body,
    };
    Client::new(office.server.address()).send(&request).unwrap()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

pub fn cookie_of(office: &Office, person: &SignIn) -> String {
    let form = format!(
        "user_name={}&password={}&form_key={}",
        person.username,
        encoded(&person.password),
        fresh_key()
    );
    let answer = browse(office, "POST", "/sign-in", None, &form);
    // What the next page says once comes as a cookie too.
    let mut cookies = answer
        .headers
        .iter()
        .filter(|(name, value)| {
            name.eq_ignore_ascii_case("set-cookie") && !value.starts_with("toast=")
        })
        .map(|(_, value)| value.as_str());
    let cookie = cookies
        .next()
        .unwrap_or_else(|| panic!("{}: {}", answer.status, answer.text()));
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    cookie.split(';').next().unwrap().to_owned()
}

/// A hidden value of a form.
pub fn hidden(page: &str, name: &str) -> String {
    let before = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&before)
        .unwrap_or_else(|| panic!("{name}: {page}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn s1_a_refusal_that_a_form_shows_is_logged_like_one_over_rest() {
    let office = Office::open();
    let people = office.server.people();
    let manager = people.iter().find(|p| p.username == "somsri.w").unwrap();
    let cookie = cookie_of(&office, manager);
    let path = format!("/members/{}/fee", office.member());
    let page = browse(&office, "GET", &path, Some(&cookie), "").text();
    let form = format!(
        "form_token={}&form_key={}&amount=100&date=2099-01-01",
        hidden(&page, "form_token"),
        fresh_key()
    );
    let refused = browse(&office, "POST", &path, Some(&cookie), &form);
    assert_eq!(refused.status, 422, "{}", refused.text());
    let logged = "SELECT COUNT(*) FROM access_log WHERE rule = 'A14.2' AND status = 422 AND person_id IS NOT NULL";
    for _ in 0..50 {
        if office.count_of(logged) == 1 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("the refusal was not written down");
}

fn pages() -> Vec<Row> {
    let is_page = |row: &Row| !row.path.starts_with("/api/") && !row.path.starts_with("/health");
    table()
        .into_iter()
        .filter(|row| is_page(row) && !matches!(row.who, Who::Anyone | Who::Tablet))
        .collect()
}

#[test]
fn s1_without_a_sign_in_every_page_leads_to_the_sign_in() {
    let office = Office::open();
    let before = office.rows();
    for row in pages() {
        let method = if row.method == "GET" { "GET" } else { "POST" };
        let answer = browse(&office, method, &path_of(&row), None, "form_key=1");
        let leads = answer
            .header("location")
            .is_some_and(|to| to.starts_with("/sign-in"));
        assert!(
            answer.status == 401 || (answer.status == 303 && leads),
            "{} {}: {}",
            row.method,
            row.path,
            answer.status
        );
    }
    office.wrote_nothing(&before, "browsing without a sign-in");
}

#[test]
fn s1_a_person_sees_only_the_pages_of_his_roles_and_duties() {
    let office = Office::open();
    for person in office.server.people() {
        let cookie = cookie_of(&office, &person);
        for row in pages().iter().filter(|row| row.method == "GET") {
            let answer = browse(&office, "GET", &path_of(row), Some(&cookie), "");
            let at = format!("{} for {}: {}", row.path, person.username, answer.status);
            if opens(row.who, &person) {
                assert!(answer.status != 403 && answer.status < 500, "{at}");
            } else {
                assert_eq!(answer.status, 403, "{at}");
            }
        }
        for row in pages()
            .iter()
            .filter(|row| row.method == "POST" && !row.path.ends_with("/sign-out"))
        {
            let before = office.rows();
            let answer = browse(
                &office,
                "POST",
                &path_of(row),
                Some(&cookie),
                "form_key=1&form_token=forged",
            );
            let at = format!(
                "POST {} for {}: {}",
                row.path, person.username, answer.status
            );
            assert!(
                (400..500).contains(&answer.status),
                "a form without its token: {at}"
            );
            office.wrote_nothing(&before, &at);
        }
    }
}
