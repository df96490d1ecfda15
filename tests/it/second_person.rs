//! C8: what one person prepares another approves, judged by the people behind the accounts and through every door.

use sahakorn_tests::fresh_key;
use serde_json::{Value, json};

use crate::office::{Ask, Office};
use crate::rights::{browse, cookie_of};

/// A person of the demonstration who has this role.
fn of_role(office: &Office, role: &str) -> String {
    let people = office.server.people();
    let found = people
        .iter()
        .find(|p| p.roles.iter().any(|own| own == role));
    found.unwrap().username.clone()
}

fn name_of(office: &Office, who: &str) -> String {
    let people = office.server.people();
    let found = people.iter().find(|p| p.username == who).unwrap();
    let path = format!("/api/v1/persons/{}", office.person(who));
    let seen = office.get(&office.system_keeper, &path);
    assert_eq!(found.username, seen["account"]["username"]);
    seen["name"].as_str().unwrap().to_owned()
}

/// Whoever this is signs in with a password for one sign-in, chooses another, and gets a token.
fn signs_in(office: &Office, username: &str, first: &Value) -> String {
    let body = json!({ "username": username, "password": first });
    let token = office.server.post("/api/v1/auth/token", None, None, &body);
    let token = token.json()["access_token"].as_str().unwrap().to_owned();
    let change = json!({ "old_password": first, "new_password": "ประตูสีเขียว-บานที่-47" });
    let changed = office
        .server
        .post("/api/v1/auth/password", Some(&token), None, &change);
    assert_eq!(changed.status, 200, "{}", changed.text());
    changed.json()["access_token"].as_str().unwrap().to_owned()
}

/// A newcomer of this role whose account `opener` opens; account and token.
fn opened_by(office: &Office, opener: &str, role: &str) -> (i64, String, String) {
    let (person, _) = office.entered(&[role]);
    let username = format!("new{person}");
    let path = format!("/api/v1/persons/{person}/account");
    let opened = office.done(opener, path, &json!({ "username": username }));
    let token = signs_in(office, &username, &opened["one_time_password"]);
    (opened["id"].as_i64().unwrap(), username, token)
}

fn rent(office: &Office) -> Value {
    json!({ "date": office.today(), "text": "ค่าเช่าเครื่อง EDC", "document": "สัญญา 4/2569", "lines": [
        { "account": "53020", "side": "debit", "amount": "800.00" },
        { "account": "22140", "side": "credit", "amount": "800.00" } ] })
}

/// Where the entry is approved that this person prepares.
pub fn prepared_by(office: &Office, token: &str) -> String {
    let ask = Ask::post("/api/v1/journal/entries", &rent(office));
    let done = office.send(&ask.by(token).key(fresh_key()));
    assert_eq!(done.status, 202, "{}", done.text());
    format!("/api/v1/journal/drafts/{}/approve", done.json()["id"])
}

fn approved(office: &Office, who: &str, path: &str) -> u16 {
    office.post(who, path, &json!({})).status
}

fn advance(office: &Office, days: i64) {
    let body = json!({ "advance_days": days });
    office.done(&office.system_keeper, "/api/v1/demo/clock", &body);
}

#[test]
fn c8_nobody_approves_what_a_person_prepared_whose_account_he_opened() {
    let office = Office::open();
    let (chair, board) = (
        of_role(&office, "chairperson"),
        of_role(&office, "board_member"),
    );
    let (_, _, clerk) = opened_by(&office, &office.manager, "staff");
    let path = prepared_by(&office, &clerk);
    let refused = office.refused_by("C8", 422, &office.manager, &path, &json!({}));
    let said = refused["detail"].as_str().unwrap();
    for may in [&chair, &board] {
        assert!(said.contains(&name_of(&office, may)), "{said}");
    }
    assert!(!said.contains(&name_of(&office, &office.manager)), "{said}");
    assert!(refused["practice"].is_string(), "{refused}");
    assert_eq!(approved(&office, &chair, &path), 201);

    let path = prepared_by(&office, &clerk);
    advance(&office, 30);
    assert_eq!(
        approved(&office, &office.manager, &path),
        422,
        "the thirtieth day"
    );
    advance(&office, 1);
    assert_eq!(approved(&office, &office.manager, &path), 201);
}

#[test]
fn c8_nobody_approves_what_a_person_prepared_whose_password_he_made() {
    let office = Office::open();
    let (account, username, _) = opened_by(&office, &office.system_keeper, "staff");
    let reset = format!("/api/v1/accounts/{account}/reset-password");
    let made = office.done(&office.manager, &reset, &json!({}));
    let clerk = signs_in(&office, &username, &made["one_time_password"]);
    let path = prepared_by(&office, &clerk);
    office.refused_by("C8", 422, &office.manager, &path, &json!({}));
    // One that was closed and opened again is in hand as well.
    advance(&office, 31);
    let close = format!("/api/v1/accounts/{account}/close");
    office.done(&office.system_keeper, close, &json!({ "reason": "ลาพัก" }));
    office.done(&office.manager, reset, &json!({}));
    office.refused_by("C8", 422, &office.manager, path, &json!({}));
}

#[test]
fn c8_nobody_approves_the_own_entry_through_an_account_that_he_opened() {
    let office = Office::open();
    let (_, _, second) = opened_by(&office, &office.manager, "board_member");
    let path = prepared_by(&office, &office.token(&office.manager));
    let ask = Ask::post(&path, &json!({})).by(&second);
    let refused = office.refused(422, &ask);
    assert_eq!(refused["rule"], "C8");
    let own = office.refused_by("C8", 422, &office.manager, &path, &json!({}));
    let board = of_role(&office, "board_member");
    for problem in [refused, own] {
        let said = problem["detail"].as_str().unwrap();
        assert!(said.contains(&name_of(&office, &board)), "{said}");
    }
    assert_eq!(approved(&office, &board, &path), 201);
}

#[test]
fn c8_the_browser_refuses_whom_rest_refuses_and_the_programs_own_accounts_bind_nobody() {
    let office = Office::open();
    let people = office.server.people();
    let manager = people
        .iter()
        .find(|p| p.username == office.manager)
        .unwrap();
    let cookie = cookie_of(&office, manager);
    let (_, _, clerk) = opened_by(&office, &office.manager, "staff");
    let rest = prepared_by(&office, &clerk);
    let page = rest.strip_prefix("/api/v1").unwrap();
    let seen = browse(
        &office,
        "GET",
        page.trim_end_matches("/approve"),
        Some(&cookie),
        "",
    );
    let token = seen.text();
    let token = token.split("name=\"form_token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let form = format!("form_token={token}&form_key={}", fresh_key());
    let before = office.rows();
    let refused = browse(&office, "POST", page, Some(&cookie), &form);
    let said = refused.text();
    assert_eq!(refused.status, 422, "{said}");
    assert!(
        said.contains("C8") && said.contains("ผู้ที่อนุมัติแทนได้"),
        "{said}"
    );
    office.wrote_nothing(&before, "an approval in the browser");
    // The demonstration opened the officer's account itself, today.
    let own = prepared_by(&office, &office.token(&office.officer));
    assert_eq!(approved(&office, &office.manager, &own), 201);
    assert_eq!(office.server.verify().code, 0);
}

/// Opens an account for a newcomer by this token.
fn opened_with(office: &Office, token: &str, role: &str) -> String {
    let (person, _) = office.entered(&[role]);
    let username = format!("new{person}");
    let path = format!("/api/v1/persons/{person}/account");
    let ask = Ask::post(path, &json!({ "username": username }));
    let opened = office.send(&ask.by(token).key(fresh_key()));
    assert!(opened.is_ok(), "{}", opened.text());
    signs_in(office, &username, &opened.json()["one_time_password"])
}

#[test]
fn c8_an_account_that_an_account_in_hand_opened_is_in_hand_too() {
    let office = Office::open();
    let (_, _, helper) = opened_by(&office, &office.manager, "system_keeper");
    let clerk = opened_with(&office, &helper, "staff");
    let path = prepared_by(&office, &clerk);
    let refused = office.refused_by("C8", 422, &office.manager, &path, &json!({}));
    let said = refused["detail"].as_str().unwrap();
    let board = of_role(&office, "board_member");
    assert!(said.contains(&name_of(&office, &board)), "{said}");
    assert!(!said.contains(&name_of(&office, &office.manager)), "{said}");
    assert_eq!(approved(&office, &board, &path), 201);
    // The other way about: the manager's own, approved in the account that the helper opened.
    let second = opened_with(&office, &helper, "board_member");
    let path = prepared_by(&office, &office.token(&office.manager));
    let refused = office.refused(422, &Ask::post(&path, &json!({})).by(&second));
    assert_eq!(refused["rule"], "C8");
    assert_eq!(approved(&office, &board, &path), 201);
}
