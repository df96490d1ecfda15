//! Tokens that were good and are not any more: dismissal, closed accounts, ended duties, other installations.

use super::*;

/// A person with a role and an account, signed in.
fn employed(office: &Office) -> (i64, i64, String) {
    let (person, order) = office.entered(&["staff"]);
    let token = office.signs_in(person);
    assert!(is_let_in(office, &token));
    (person, order, token)
}

fn account(office: &Office, token: &str) -> i64 {
    office.send(&Ask::get("/api/v1/me").by(token)).json()["account"]
        .as_i64()
        .unwrap()
}

#[test]
fn c4_who_leaves_is_out_with_the_next_request() {
    let office = Office::open();
    let (person, _, token) = employed(&office);
    office.done(
        &office.system_keeper,
        format!("/api/v1/persons/{person}/leave"),
        &json!({ "reason": "ลาออก" }),
    );
    assert!(!is_let_in(&office, &token));
}

#[test]
fn c4_a_closed_or_reset_account_is_out_with_the_next_request() {
    let office = Office::open();
    for (act, body) in [
        ("close", json!({ "reason": "พ้นหน้าที่" })),
        ("reset-password", json!({})),
    ] {
        let (_, _, token) = employed(&office);
        let path = format!("/api/v1/accounts/{}/{act}", account(&office, &token));
        office.done(&office.system_keeper, path, &body);
        assert!(!is_let_in(&office, &token), "{act}");
    }
}

#[test]
fn c4_a_duty_or_role_that_ends_is_gone_with_the_next_request() {
    let office = Office::open();
    let (person, order, token) = employed(&office);
    let duty = json!({ "person": person, "duty": "application_officer", "order": order, "from": office.today() });
    let duty = office.id(&office.system_keeper, "/api/v1/duties", &duty);
    let apply = |member: i64| {
        office
            .send(
                &Ask::post("/api/v1/applications", &office.application_body(member))
                    .by(&token)
                    .key(fresh_key()),
            )
            .status
    };
    assert_eq!(apply(office.member()), 201);
    office.done(
        &office.system_keeper,
        format!("/api/v1/duties/{duty}/end"),
        &json!({ "reason": "เปลี่ยนหน้าที่" }),
    );
    assert_eq!(apply(office.member()), 403);
    let role = office.count_of(&format!("SELECT id FROM roles WHERE person_id = {person}"));
    office.done(
        &office.system_keeper,
        format!("/api/v1/roles/{role}/end"),
        &json!({ "reason": "พ้นตำแหน่ง" }),
    );
    let write = office.send(
        &Ask::post("/api/v1/members", &office.member_body())
            .by(&token)
            .key(fresh_key()),
    );
    assert_eq!(write.status, 403, "{}", write.text());
}

#[test]
fn s4_signing_out_and_a_new_password_end_all_earlier_tokens() {
    let office = Office::open();
    let (_, _, token) = employed(&office);
    let out = office.send(&Ask::post("/api/v1/auth/sign-out", &json!({})).by(&token));
    assert!(out.is_ok(), "{}", out.text());
    assert!(!is_let_in(&office, &token));
    let (_, _, token) = employed(&office);
    let body = json!({ "old_password": "ประตูสีเขียว-บานที่-47", "new_password": "หน้าต่างสีฟ้า-บานที่-74" });
    let changed = office.send(&Ask::post("/api/v1/auth/password", &body).by(&token));
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert!(!is_let_in(&office, &token));
    assert!(is_let_in(
        &office,
        changed.json()["access_token"].as_str().unwrap()
    ));
}

#[test]
fn s4_a_token_of_another_installation_is_not_accepted() {
    let (one, other) = (Office::open(), Office::open());
    let path = other.server.site().secrets().join("token.key");
    let kept = std::fs::read_to_string(&path).unwrap();
    let mut other = other;
    std::fs::write(&path, kept.trim().chars().rev().collect::<String>()).unwrap();
    other.server.restart();
    assert!(is_let_in(&one, &one.token(&one.officer)));
    assert!(!is_let_in(&other, &one.token(&one.officer)));
}
