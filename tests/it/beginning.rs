//! The first days: what comes next after set-up, ticked by what the registers hold, and the first count by two persons (C3).

use sahakorn_tests::{Answer, Client, Request, Server, fresh_key};
use serde_json::{Value, json};

use crate::office::{Ask, Office, has_field};
use crate::rights::{browse, cookie_of};

const COUNT: &str = "/api/v1/beginning/first-count";
const STEPS: [&str; 6] = [
    "people",
    "orders",
    "holidays",
    "members",
    "register",
    "first_count",
];

fn seen(office: &Office) -> Value {
    office.get(&office.manager, "/api/v1/beginning")
}

/// The steps that are not done.
fn lacking(seen: &Value) -> Vec<&str> {
    let steps = seen["steps"].as_array().unwrap();
    let names: Vec<_> = steps.iter().map(|step| &step["step"]).collect();
    assert_eq!(names, STEPS);
    let lacking = steps.iter().filter(|step| step["done"] == json!(false));
    lacking.map(|step| step["step"].as_str().unwrap()).collect()
}

/// What the registers say lies in safe and drawer and at the counter.
fn in_the_house(office: &Office, lane: &str) -> i64 {
    office.count_of(&format!(
        "SELECT COUNT(*) FROM custody_items WHERE lane = '{lane}' AND place IN ('safe', 'offered', 'counter', 'giving_back')"
    ))
}

fn end(office: &Office) {
    let version = &office.get(&office.manager, "/api/v1/take-over")["version"];
    let body = json!({ "version": version });
    office.done(&office.manager, "/api/v1/take-over/end", &body);
}

fn found(office: &Office, more: i64, with: &str) -> Value {
    let (cards, envelopes) = (in_the_house(office, "card"), in_the_house(office, "pin"));
    assert!(cards > 0 && envelopes > 0);
    json!({ "cards": cards + more, "envelopes": envelopes, "with": office.person(with), "note": "นับเช้า" })
}

#[test]
fn c3_two_persons_count_after_the_end_and_every_step_is_done() {
    let office = Office::open();
    assert_eq!(lacking(&seen(&office)), ["register", "first_count"]);
    let body = found(&office, 0, &office.officer);
    let early = office.refused_by("C3", 409, &office.manager, COUNT, &body);
    assert_eq!(early["code"], "E-BEG-001");
    end(&office);
    assert_eq!(lacking(&seen(&office)), ["first_count"]);
    office.done(&office.manager, COUNT, &body);
    let seen = seen(&office);
    assert_eq!(
        (lacking(&seen).len(), &seen["done"]),
        (0, &json!(6)),
        "{seen}"
    );
    let count = &seen["first_count"];
    assert_eq!(
        (&count["agrees"], &count["note"]),
        (&json!(true), &json!("นับเช้า"))
    );
    assert_eq!(count["counted_on"], json!(office.today()));
    let keeper = office.get(&office.system_keeper, "/api/v1/beginning");
    assert_eq!(keeper["first_count"]["note"], Value::Null);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn c3_a_count_by_one_or_by_two_who_have_them_in_hand_is_refused() {
    let office = Office::open();
    end(&office);
    let refused = |by: &str, with: &str| {
        let body = found(&office, 0, with);
        has_field(&office.refused_by("C3", 422, by, COUNT, &body), "with");
    };
    refused(&office.manager, &office.manager);
    refused(&office.card_keeper, &office.pin_keeper);
    refused(&office.pin_keeper, &office.card_dispenser);
    refused(&office.manager, &office.system_keeper);
    let mut alone = found(&office, 0, &office.officer);
    alone.as_object_mut().unwrap().remove("with");
    let ask = |body: &Value, who: &str| {
        Ask::post(COUNT, body)
            .by(office.token(who))
            .key(fresh_key())
    };
    office.refused(400, &ask(&alone, &office.manager));
    let mut nobody = found(&office, 0, &office.officer);
    nobody["with"] = json!(987_654);
    has_field(
        &office.refused_by("C3", 422, &office.manager, COUNT, &nobody),
        "with",
    );
    let mut less = found(&office, 0, &office.officer);
    less["cards"] = json!(-1);
    has_field(
        &office.refused_by("C3", 422, &office.manager, COUNT, &less),
        "cards",
    );
    let body = found(&office, 0, &office.manager);
    office.refused(403, &ask(&body, &office.card_dispenser));
    office.done(&office.card_keeper, COUNT, &body);
    assert_eq!(seen(&office)["done"], json!(6));
}

#[test]
fn c3_a_count_that_differs_is_kept_and_the_step_is_not_done_until_one_agrees() {
    let office = Office::open();
    end(&office);
    office.done(&office.manager, COUNT, &found(&office, 1, &office.officer));
    let differs = seen(&office);
    assert_eq!(lacking(&differs), ["first_count"]);
    let count = &differs["first_count"];
    assert_eq!(count["agrees"], json!(false));
    let (was, is) = (&count["registers"]["cards"], &count["found"]["cards"]);
    assert_eq!(
        was.as_i64().map(|n| n + 1),
        is.as_i64(),
        "both figures stay"
    );
    office.done(&office.manager, COUNT, &found(&office, 0, &office.officer));
    assert_eq!(seen(&office)["done"], json!(6));
    assert_eq!(office.count_of("SELECT COUNT(*) FROM first_counts"), 2);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn c3_the_form_of_the_page_counts_as_rest_does() {
    let office = Office::open();
    end(&office);
    let people = office.server.people();
    let manager = people
        .iter()
        .find(|p| p.username == office.manager)
        .unwrap();
    let cookie = cookie_of(&office, manager);
    let page = || browse(&office, "GET", "/beginning", Some(&cookie), "");
    let text = page().text();
    let hidden = |name: &str| {
        let rest = text
            .split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let (token, key) = (hidden("form_token"), hidden("form_key"));
    let send = |with: &str, key: &str| {
        let (cards, envelopes) = (in_the_house(&office, "card"), in_the_house(&office, "pin"));
        let form = format!(
            "form_token={token}&form_key={key}&cards={cards}&envelopes={envelopes}&with={with}"
        );
        browse(
            &office,
            "POST",
            "/beginning/first-count",
            Some(&cookie),
            &form,
        )
    };
    let own = office.person(&office.manager).to_string();
    for wrong in ["", own.as_str()] {
        let refused = send(wrong, &fresh_key());
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.text());
    }
    let counted = send(&office.person(&office.officer).to_string(), &key);
    assert_eq!(
        (counted.status, counted.header("Location")),
        (303, Some("/beginning"))
    );
    assert!(page().text().contains("ทำแล้ว 6 จาก 6 ขั้น"));
}

/// Asks a server that has no people yet as a browser does.
fn asks(server: &Server, method: &'static str, path: &str, cookie: &str, form: &str) -> Answer {
    let headers = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Cookie", cookie),
    ];
    let request = Request {
        method,
        path,
        headers: &headers,
        body: if method == "GET" {
            &[]
        } else {
            form.as_bytes()
        },
    };
    Client::new(server.address()).send(&request).unwrap()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn after_set_up_the_first_page_says_what_comes_next_and_today_leads_to_it() {
    let server = Server::start_bare();
    let password = encoded("ประตูสีเขียว-บานที่-47");
    let form = format!(
        "form_key={}&set_up_code={}&full_name={}&national_id={}&user_name=keeper&password={password}&again={password}",
        fresh_key(),
        server.set_up_code().unwrap(),
        encoded("นายระบบ ดูแลดี"),
        Office::national_id(),
    );
    let done = asks(&server, "POST", "/set-up", "", &form);
    assert_eq!(
        (done.status, done.header("Location")),
        (303, Some("/beginning")),
        "{}",
        done.text()
    );
    let cookies = done.headers.iter().filter(|(name, value)| {
        name.eq_ignore_ascii_case("set-cookie") && !value.starts_with("toast=")
    });
    let cookie = cookies
        .map(|(_, value)| value.split(';').next().unwrap())
        .next()
        .unwrap();
    for path in ["/beginning", "/"] {
        let page = asks(&server, "GET", path, cookie, "");
        assert_eq!(page.status, 200, "{path}");
        // The holidays come with the program.
        assert!(
            page.text().contains("ทำแล้ว 1 จาก 6 ขั้น"),
            "{path}: {}",
            page.text()
        );
        assert!(
            page.text().contains("href=\"/beginning\""),
            "{path}: the menu leads there"
        );
    }
    let page = asks(&server, "GET", "/beginning", cookie, "").text();
    assert!(
        page.contains("href=\"/people\"") && page.contains("ยังไม่กำหนดวันเริ่มงาน"),
        "{page}"
    );
    assert!(
        !page.contains("href=\"/cards/take-over\""),
        "it is not the system keeper's"
    );
}

#[test]
fn the_demonstration_is_no_office_that_begins() {
    let office = Office::open();
    let people = office.server.people();
    let manager = people
        .iter()
        .find(|p| p.username == office.manager)
        .unwrap();
    let cookie = cookie_of(&office, manager);
    let today = browse(&office, "GET", "/", Some(&cookie), "").text();
    assert!(!today.contains("href=\"/beginning\""));
}

/// A program that did not load the chart with its first person left people without one: a start brings it.
#[test]
fn a_start_over_people_who_have_no_chart_loads_it() {
    let mut server = Server::start_bare();
    let accounts = |server: &Server| -> i64 {
        let count = server.site().tamper("SELECT COUNT(*) FROM ledger_accounts");
        count.unwrap().parse().unwrap()
    };
    assert_eq!(accounts(&server), 0);
    server.stop();
    let person = "INSERT INTO persons (id, version, name, search, sort_key, national_id, national_id_index, national_id_tail) \
                  VALUES (1, 1, 'x', 'x', 'x', 'x', 'x', 'x')";
    server.site().tamper(person).unwrap();
    server.restart();
    let loaded = accounts(&server);
    assert!(loaded > 50, "{loaded} accounts");
    server.stop();
    server.restart();
    assert_eq!(accounts(&server), loaded);
}
