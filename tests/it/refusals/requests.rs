//! The form of a request: keys, versions, fields, size.

use sahakorn_tests::fresh_key;
use serde_json::json;

use crate::office::{Ask, Office, has_field};

#[test]
fn a_reused_key_with_another_body_is_refused() {
    let office = Office::open();
    let (key, path) = (fresh_key(), "/api/v1/members");
    let first = Ask::post(path, &office.member_body())
        .by(office.token(&office.officer))
        .key(&key);
    assert_eq!(office.send(&first).status, 201);
    let other = Ask::post(path, &office.member_body())
        .by(office.token(&office.officer))
        .key(&key);
    has_field(&office.refused(409, &other), "Idempotency-Key");
    let elsewhere = Ask::post("/api/v1/applications", &office.application_body(1))
        .by(office.token(&office.officer))
        .key(&key);
    has_field(&office.refused(409, &elsewhere), "Idempotency-Key");
}

#[test]
fn an_act_without_a_key_is_refused() {
    let office = Office::open();
    let answer = office.server.post(
        "/api/v1/members",
        Some(&office.token(&office.officer)),
        None,
        &office.member_body(),
    );
    assert_eq!(answer.status, 400, "{}", answer.text());
    has_field(&answer.json(), "Idempotency-Key");
}

#[test]
fn a_stale_version_is_refused() {
    let office = Office::open();
    let (member, who) = (office.member(), &office.officer);
    let path = format!("/api/v1/members/{member}");
    let change = |version: i64, number: &str| {
        Ask::post(&path, &json!({ "version": version, "telephone": number }))
            .method("PATCH")
            .by(office.token(who))
    };
    let version = office.get(who, &path)["version"].as_i64().unwrap();
    assert_eq!(
        office
            .send(&change(version, "0898887766").key(fresh_key()))
            .status,
        201
    );
    has_field(
        &office.refused(409, &change(version, "0898887755")),
        "version",
    );
    of_an_application(&office, member);
    let issued = office.kept(1).remove(0);
    let path = format!("/api/v1/custody/{}/correct-receipt", issued.card_item);
    office.refused_at(
        "version",
        409,
        &office.card_keeper,
        path,
        &json!({ "version": 77, "reason": "ผิด" }),
    );
}

/// No act on an application takes a version that it does not have.
fn of_an_application(office: &Office, member: i64) {
    let application = office.application(member);
    let version = office.application_view(application)["version"]
        .as_i64()
        .unwrap();
    for (act, body) in [
        ("complete", json!({ "version": version + 1 })),
        (
            "cancel",
            json!({ "version": version + 1, "reason": "ยกเลิก" }),
        ),
    ] {
        let path = format!("/api/v1/applications/{application}/{act}");
        office.refused_at("version", 409, &office.officer, path, &body);
    }
}

#[test]
fn unknown_fields_are_refused() {
    let office = Office::open();
    let member = office.member();
    let mut body = office.application_body(member);
    body["colour"] = json!("red");
    office.refused_at(
        "colour",
        400,
        &office.officer,
        "/api/v1/applications",
        &body,
    );
    let mut nested = office.application_body(member);
    nested["papers"]["colour"] = json!("red");
    office.refused_at(
        "papers.colour",
        400,
        &office.officer,
        "/api/v1/applications",
        &nested,
    );
    let mut member = office.member_body();
    member["colour"] = json!("red");
    office.refused_at("colour", 400, &office.officer, "/api/v1/members", &member);
    let transfer = json!({ "items": [1], "to": 1, "colour": "red" });
    office.refused_at(
        "colour",
        400,
        &office.card_keeper,
        "/api/v1/releases",
        &transfer,
    );
}

#[test]
fn a_body_over_the_limit_is_413() {
    let office = Office::open();
    let mut body = office.member_body();
    body["address"] = json!("ก".repeat(200_000));
    let token = office.token(&office.officer);
    office.refused(413, &Ask::post("/api/v1/members", &body).by(&token));
    let mut not_json = Ask::post("/api/v1/batches/1/delivery-list", &body).by(&token);
    not_json.body = vec![b'9'; 400_000];
    office.refused(413, &not_json);
}
