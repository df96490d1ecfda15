//! C4: whoever loses access while a request of his is under way does nothing any more, however slowly its body comes; and
//! nothing is done in his name.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use sahakorn_tests::{SignIn, fresh_key};
use serde_json::{Value, json};

use crate::office::{Ask, Office, hand_over_path, signed, strokes};
use crate::rights::{browse, cookie_of, hidden};
use crate::second_person::prepared_by;

/// So long the server has to read a head and to judge it.
const JUDGED: Duration = Duration::from_millis(400);

/// A newcomer who may be sent away: person, token, and the password that `Office::signs_in` chose.
struct Newcomer {
    person: i64,
    token: String,
}

impl Newcomer {
    fn new(office: &Office, roles: &[&str]) -> Self {
        let (person, _) = office.entered(roles);
        let token = office.signs_in(person);
        Self { person, token }
    }

    fn cookie(&self, office: &Office) -> String {
        let sign_in = SignIn {
            username: format!("test{}", self.person),
            password: "ประตูสีเขียว-บานที่-47".to_owned(),
            name: String::new(),
            roles: Vec::new(),
            duties: Vec::new(),
        };
        cookie_of(office, &sign_in)
    }

    fn view(&self, office: &Office) -> Value {
        office.get(
            &office.system_keeper,
            &format!("/api/v1/persons/{}", self.person),
        )
    }

    fn leaves(&self, office: &Office) {
        let path = format!("/api/v1/persons/{}/leave", self.person);
        office.done(&office.system_keeper, path, &json!({ "reason": "ลาออก" }));
    }

    fn is_closed(&self, office: &Office) {
        let path = format!(
            "/api/v1/accounts/{}/close",
            self.view(office)["account"]["id"]
        );
        office.done(&office.system_keeper, path, &json!({ "reason": "พักงาน" }));
    }

    fn loses_the_role(&self, office: &Office) {
        let path = format!("/api/v1/roles/{}/end", self.view(office)["roles"][0]["id"]);
        office.done(
            &office.system_keeper,
            path,
            &json!({ "reason": "พ้นตำแหน่ง" }),
        );
    }

    fn signs_out(&self, office: &Office) {
        let ask = Ask::post("/api/v1/auth/sign-out", &json!({})).by(&self.token);
        assert!(office.send(&ask.key(fresh_key())).is_ok());
    }
}

/// The head of a request and a half of its body, and what then happens while the server waits for the rest; the status of the
/// answer. Nothing was written by it.
fn meanwhile(
    office: &Office,
    head: &[(&str, &str)],
    path: &str,
    body: &[u8],
    then: impl FnOnce(),
) -> u16 {
    let mut stream = TcpStream::connect(office.server.address()).unwrap();
    let mut begin = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n",
        office.server.address(),
        body.len()
    );
    for (name, value) in head {
        begin.push_str(&format!("{name}: {value}\r\n"));
    }
    begin.push_str("\r\n");
    let (first, rest) = body.split_at(body.len() / 2);
    stream.write_all(begin.as_bytes()).unwrap();
    stream.write_all(first).unwrap();
    std::thread::sleep(JUDGED);
    then();
    let before = office.rows();
    stream.write_all(rest).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    office.wrote_nothing(&before, &format!("{path}: {answer}"));
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

fn json_meanwhile(office: &Office, who: &Newcomer, ask: &Ask, then: impl FnOnce()) -> u16 {
    let (bearer, key) = (format!("Bearer {}", who.token), fresh_key());
    let head = [
        ("Authorization", bearer.as_str()),
        ("Idempotency-Key", key.as_str()),
        ("Content-Type", ask.content_type.as_str()),
    ];
    meanwhile(office, &head, &ask.path, &ask.body, then)
}

#[test]
fn c4_who_loses_access_while_the_body_comes_does_nothing() {
    let office = Office::open();
    let note = Ask::post(
        format!("/api/v1/members/{}/notes", office.member()),
        &json!({ "text": "จดหลังพ้นหน้าที่" }),
    );
    for (loses, status) in [
        (Newcomer::leaves as fn(&Newcomer, &Office), 401),
        (Newcomer::is_closed, 401),
        (Newcomer::signs_out, 401),
        (Newcomer::loses_the_role, 403),
    ] {
        let who = Newcomer::new(&office, &["staff"]);
        let answered = json_meanwhile(&office, &who, &note, || loses(&who, &office));
        assert_eq!(answered, status);
    }
    let who = Newcomer::new(&office, &["system_keeper"]);
    let other = Newcomer::new(&office, &["staff"]).view(&office)["account"]["id"].clone();
    let reset = Ask::post(
        format!("/api/v1/accounts/{other}/reset-password"),
        &json!({}),
    );
    let answered = json_meanwhile(&office, &who, &reset, || who.is_closed(&office));
    assert_eq!(answered, 401);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn c4_whose_role_ends_while_the_body_comes_approves_nothing() {
    let office = Office::open();
    let path = prepared_by(&office, &office.token(&office.officer));
    let who = Newcomer::new(&office, &["board_member"]);
    let approve = Ask::post(&path, &json!({}));
    let answered = json_meanwhile(&office, &who, &approve, || who.loses_the_role(&office));
    assert_eq!(answered, 403);
    // The entry waits as before for somebody who may.
    office.done(&office.manager, &path, &json!({}));
}

#[test]
fn c4_who_leaves_while_a_form_or_a_file_comes_does_nothing() {
    let office = Office::open();
    let who = Newcomer::new(&office, &["staff"]);
    let cookie = who.cookie(&office);
    let path = format!("/members/{}/note", office.member());
    let page = browse(&office, "GET", &path, Some(&cookie), "").text();
    let form = format!(
        "form_token={}&form_key={}&text=note",
        hidden(&page, "form_token"),
        fresh_key()
    );
    let head = [
        ("Cookie", cookie.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let leaves = || who.leaves(&office);
    let answered = meanwhile(&office, &head, &path, form.as_bytes(), leaves);
    assert_eq!(answered, 303, "on to the sign-in page");

    let (manager, file) = (Newcomer::new(&office, &["manager"]), vec![b'x'; 200_000]);
    let upload = Ask::upload("/api/v1/members/import", &[], &file);
    let leaves = || manager.leaves(&office);
    assert_eq!(json_meanwhile(&office, &manager, &upload, leaves), 401);
}

/// A hand-over that waits for a tablet, by a dispenser who may be sent away: its desk code.
fn opened(office: &Office) -> (Newcomer, i64, Value) {
    let (person, order) = office.entered(&["staff"]);
    let duty = office.gives((person, order), "card_dispenser");
    let token = office.signs_in(person);
    let issued = office.kept(1).remove(0);
    let offer = json!({ "items": [issued.card_item], "to": person });
    let transfer = office.id(&office.card_keeper, "/api/v1/releases", &offer);
    let send = |path: &str, body: &Value| {
        let done = office.send(&Ask::post(path, body).by(&token).key(fresh_key()));
        assert!(done.is_ok(), "{}", done.text());
    };
    send(&format!("/api/v1/transfers/{transfer}/confirm"), &json!({}));
    let opening =
        json!({ "item": issued.card_item, "identified": "national_id_seen", "desk": "โต๊ะ 1" });
    send("/api/v1/hand-overs", &opening);
    let list = office
        .send(&Ask::get("/api/v1/hand-overs").by(&token))
        .json();
    let code = list["items"][0]["desk_code"].clone();
    assert!(code.is_string(), "{list}");
    (Newcomer { person, token }, duty, code)
}

fn joins(office: &Office, code: &Value) -> u16 {
    let ask = Ask::post("/api/v1/tablet/sessions", &json!({ "code": code }));
    office.send(&ask).status
}

fn cancelled(office: &Office) -> i64 {
    office.count_of("SELECT COUNT(*) FROM hand_overs WHERE state = 'cancelled'")
}

#[test]
fn c4_no_tablet_goes_on_in_the_name_of_an_officer_who_may_hand_over_no_longer() {
    let office = Office::open();
    let (who, _, code) = opened(&office);
    let before = cancelled(&office);
    who.leaves(&office);
    assert_eq!(cancelled(&office), before + 1, "with the same act");
    assert_eq!(joins(&office, &code), 404);

    let (_, duty, code) = opened(&office);
    let tablet = office.tablet(&code);
    office.ends(duty);
    assert_eq!(cancelled(&office), before + 2);
    let drawn = Ask::post("/api/v1/tablet/strokes", &json!({ "strokes": strokes() }));
    let signed = office.send(&drawn.by(tablet).key(fresh_key()));
    assert_eq!(signed.status, 404, "{}", signed.text());

    let (who, _, code) = opened(&office);
    who.is_closed(&office);
    assert_eq!(joins(&office, &code), 404);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn c4_what_another_officer_began_goes_on() {
    let office = Office::open();
    let (who, _, _) = opened(&office);
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let opening =
        json!({ "item": issued.card_item, "identified": "national_id_seen", "desk": "โต๊ะ 2" });
    office.done(&office.card_dispenser, "/api/v1/hand-overs", &opening);
    who.leaves(&office);
    let waiting = office.get(&office.card_dispenser, "/api/v1/hand-overs");
    assert_eq!(joins(&office, &waiting["items"][0]["desk_code"]), 200);
    office.done(
        &office.pin_dispenser,
        hand_over_path(&issued, "pin"),
        &signed(),
    );
}
