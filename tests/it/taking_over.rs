//! Take-over is for the past: the first day of work here, rows before it, exceptions that stay until the manager settles them,
//! names matched by hand, and the end.

use serde_json::{Value, json};

use crate::office::{Ask, Issued, Office, hand_over_path, has_field, signed};

const EXCEPTIONS: &str = "/api/v1/take-over/exceptions";

fn state(office: &Office) -> Value {
    office.get(&office.officer, "/api/v1/take-over")
}

/// The cards of a member: whether each is active.
fn active(office: &Office, member: i64) -> Vec<Value> {
    let cards = office.get(&office.officer, &format!("/api/v1/members/{member}/cards"));
    let items = cards["items"].as_array().unwrap().iter();
    items.map(|card| card["active"].clone()).collect()
}

fn settle(office: &Office, ids: &[Value]) -> Value {
    let body = json!({ "exceptions": ids, "reason": "ตรวจกับทะเบียนกระดาษแล้ว" });
    office.done(&office.manager, format!("{EXCEPTIONS}/settle"), &body)
}

/// A door that is shut to this person; nothing is written.
fn shut(office: &Office, who: &str, path: &str, body: &Value) {
    let before = office.rows();
    let answer = office.post(who, path, body);
    assert_eq!(answer.status, 403, "{who} at {path}: {}", answer.text());
    office.wrote_nothing(&before, path);
}

/// Ids of the open exceptions of a member.
fn open_of(office: &Office, member: i64) -> Vec<Value> {
    let open = office.exceptions(|one| one["member_id"] == json!(member));
    open.iter().map(|one| one["id"].clone()).collect()
}

#[test]
fn r0_the_first_day_is_the_managers_and_stands_once_registers_came() {
    let office = Office::open();
    let path = "/api/v1/take-over/first-day";
    let body = json!({ "day": office.today() });
    shut(&office, &office.card_keeper, path, &body);
    // The demonstration has named its first day and taken its old registers over.
    let problem = office.refused_by("R0", 409, &office.manager, path, &body);
    has_field(&problem, "day");
    let state = state(&office);
    assert!(state["imports"].as_i64().unwrap() > 0, "{state}");
    assert_eq!(
        (&state["ended_on"], &state["open_exceptions"]),
        (&Value::Null, &json!(0))
    );
}

#[test]
fn r0_rows_lie_before_the_first_day() {
    let office = Office::open();
    let first = state(&office)["first_day"].as_str().unwrap().to_owned();
    let member = office.member_number_of(office.member());
    let row = |day: &str| office.old_row(&member).replace("1/9/2569", day);
    for day in [first.clone(), office.day(-1), office.today(), office.day(3)] {
        let seen = office.previewed(&[row(&day)]).json();
        assert_eq!(
            (&seen["good"], &seen["bad"]),
            (&json!(0), &json!(1)),
            "{day}: {seen}"
        );
        let ask = office.register(&[row(&day)]);
        let problem = office.refused(422, &ask);
        has_field(&problem, "lines.2.received_on");
    }
    let given = office
        .given_row(&member, "", "")
        .replace("10/9/2569", &first);
    has_field(
        &office.refused(422, &office.register(&[given])),
        "lines.2.handed_over_on",
    );
    office.took_over(&[row("2026-09-01")]);
}

#[test]
fn r0_the_file_confirmed_is_the_file_previewed_in_the_same_encoding() {
    let office = Office::open();
    let member = office.member_number_of(office.member());
    let (rows, other) = ([office.old_row(&member)], [office.old_row(&member)]);
    let hash = office.previewed(&rows).json()["hash"]
        .as_str()
        .unwrap()
        .to_owned();
    for ask in [
        office.confirming(&other, &hash, "utf-8"),
        office.confirming(&rows, &hash, "windows-874"),
        office.confirming(&rows, "", "utf-8"),
    ] {
        let problem = office.refused(422, &ask);
        assert_eq!(problem["rule"], "R0");
        has_field(&problem, "hash");
    }
    let taken = office
        .confirming(&rows, &hash, "utf-8")
        .key(sahakorn_tests::fresh_key());
    assert_eq!(office.send(&taken).status, 201);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn r0_what_breaks_a_rule_stays_in_a_list_and_its_card_is_not_active_until_settled() {
    let office = Office::open();
    let (good, both, none) = (office.member(), office.member(), office.member());
    let name = |member: i64| office.member_number_of(member);
    let rows = [
        office.given_row(&name(good), "มาลี บุญส่ง", "วิชัย แก้วกล้า"),
        office.given_row(&name(both), "กานดา พูลผล", "นางกานดา พูลผล"),
        office
            .given_row(&name(none), "", "วิชัย แก้วกล้า")
            .replace("10/9/2569", "10/8/2563"),
    ];
    let seen = office.previewed(&rows).json();
    assert_eq!(
        (&seen["good"], &seen["excepted"], &seen["bad"]),
        (&json!(3), &json!(2), &json!(0))
    );
    let taken = office.took_over(&rows);
    assert_eq!(taken["numbers"][0], "3");
    assert_eq!(active(&office, good), [json!(true)]);
    for member in [both, none] {
        assert_eq!(active(&office, member), [json!(false)]);
    }
    let of = |member: i64, what: &str| {
        let found =
            office.exceptions(|one| one["member_id"] == json!(member) && one["what"] == what);
        found
            .first()
            .cloned()
            .unwrap_or_else(|| panic!("no {what}"))
    };
    assert_eq!(of(both, "both_halves")["rule"], "A7.2.3x");
    assert_eq!(of(none, "no_name")["rule"], "A7.2.2");
    let older = of(none, "before_regulation");
    assert_eq!(
        (&older["rule"], &older["before_regulation"]),
        (&json!("R0"), &json!(true))
    );
    settle(&office, &open_of(&office, both));
    assert_eq!(active(&office, both), [json!(true)]);
    assert_eq!(active(&office, none), [json!(false)]);
    the_list_keeps_what_was_settled(&office, both);
    assert_eq!(office.server.verify().code, 0);
}

fn the_list_keeps_what_was_settled(office: &Office, member: i64) {
    let page = office.get(&office.manager, &format!("{EXCEPTIONS}?state=settled"));
    let own = |one: &&Value| one["member_id"] == json!(member);
    let items = page["items"].as_array().unwrap();
    let kept = items.iter().find(own).unwrap();
    assert_eq!(kept["reason"], "ตรวจกับทะเบียนกระดาษแล้ว");
    assert!(kept["settled_by"].is_string() && kept["settled_on"].is_string());
    for ending in ["csv", "xlsx"] {
        let ask = Ask::get(format!("{EXCEPTIONS}.{ending}")).by(office.token(&office.officer));
        let file = office.send(&ask);
        assert_eq!(file.status, 200, "{ending}");
        if ending == "csv" {
            assert!(
                file.text().contains("ตรวจกับทะเบียนกระดาษแล้ว"),
                "{}",
                file.text()
            );
        }
    }
}

#[test]
fn r0_settling_is_the_managers_with_a_reason() {
    let office = Office::open();
    let member = office.member();
    office.took_over(&[office.given_row(&office.member_number_of(member), "", "วิชัย แก้วกล้า")]);
    let ids = open_of(&office, member);
    let path = format!("{EXCEPTIONS}/settle");
    let body = json!({ "exceptions": ids, "reason": "ตรวจแล้ว" });
    for who in [&office.card_keeper, &office.officer, &office.system_keeper] {
        shut(&office, who, &path, &body);
    }
    let silent = json!({ "exceptions": ids, "reason": " " });
    office.refused_at("reason", 400, &office.manager, &path, &silent);
    let unknown = json!({ "exceptions": [987_654], "reason": "ตรวจแล้ว" });
    office.refused_at("exceptions.0", 409, &office.manager, &path, &unknown);
}

#[test]
fn a5_1_a_second_active_card_of_a_member_waits() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    for (who, lane) in [
        (&office.card_dispenser, "card"),
        (&office.pin_dispenser, "pin"),
    ] {
        office.done(who, hand_over_path(&issued, lane), &signed());
    }
    let number = office.member_number_of(issued.member);
    office.took_over(&[office.given_row(&number, "มาลี บุญส่ง", "วิชัย แก้วกล้า")]);
    let mut cards = active(&office, issued.member);
    cards.sort_by_key(Value::to_string);
    assert_eq!(cards, [json!(false), json!(true)]);
    let waiting = office.exceptions(|one| one["member_id"] == json!(issued.member));
    assert_eq!(waiting[0]["what"], "second_active");
    let body = json!({ "exceptions": open_of(&office, issued.member), "reason": "ตรวจแล้ว" });
    let path = format!("{EXCEPTIONS}/settle");
    office.refused_by("A5.1", 422, &office.manager, &path, &body);
    // Once the other has ended nothing stands in the way.
    let block = json!({ "cause": "lost", "bank_reference": "BL-3" });
    office.done(
        &office.officer,
        format!("/api/v1/cards/{}/block", issued.card),
        &block,
    );
    settle(&office, &open_of(&office, issued.member));
    assert!(active(&office, issued.member).contains(&json!(true)));
}

#[test]
fn a7_2_3x_a_name_is_matched_by_hand_and_the_person_judged_by_it() {
    let office = Office::open();
    let member = office.member();
    let name = format!("นายเก่า ใช้นามเดิม{}", Office::count());
    let row = office.given_row(&office.member_number_of(member), &name, "");
    office.took_over(&[row]);
    let names = office.get(&office.manager, "/api/v1/take-over/names");
    let item = json!({ "name": name, "exceptions": 1 });
    assert!(
        names["items"].as_array().unwrap().contains(&item),
        "{names}"
    );
    let open = office.exceptions(|one| one["member_id"] == json!(member));
    let card = office.issued(open[0]["card_id"].as_i64().unwrap());
    // As long as the name is open nothing of the card leaves the safe.
    let offer = json!({ "items": [card.pin_item], "to": office.person(&office.both) });
    office.refused_by("R0", 422, &office.pin_keeper, "/api/v1/releases", &offer);
    let body =
        json!({ "name": name, "person": office.person(&office.both), "reason": "เปลี่ยนชื่อสกุล" });
    let path = "/api/v1/take-over/names/match";
    shut(&office, &office.card_keeper, path, &body);
    office.done(&office.manager, path, &body);
    given_by_another(&office, &card);
    assert_eq!(office.server.verify().code, 0);
}

/// Whoever handed the card over, by the old register, does not hand over its envelope; another does.
fn given_by_another(office: &Office, card: &Issued) {
    let offer = json!({ "items": [card.pin_item], "to": office.person(&office.both) });
    let offered = office.post(&office.pin_keeper, "/api/v1/releases", &offer);
    if offered.is_ok() {
        let transfer = offered.json()["id"].as_i64().unwrap();
        let confirm = format!("/api/v1/transfers/{transfer}/confirm");
        office.done(&office.both, confirm, &json!({}));
        let path = hand_over_path(card, "pin");
        office.refused_by("A7.2.3x", 422, &office.both, path, &signed());
        let back = json!({ "items": [card.pin_item], "to": office.person(&office.pin_keeper) });
        let transfer = office.id(&office.both, "/api/v1/returns", &back);
        let confirm = format!("/api/v1/transfers/{transfer}/confirm");
        office.done(&office.pin_keeper, confirm, &json!({}));
    } else {
        assert_eq!(offered.json()["rule"], "A7.2.3x", "{}", offered.text());
    }
    office.release("pin", &[card.pin_item], &office.pin_dispenser);
    office.done(
        &office.pin_dispenser,
        hand_over_path(card, "pin"),
        &signed(),
    );
    assert_eq!(active(office, card.member), [json!(true)]);
}

#[test]
fn r0_after_the_end_nothing_is_taken_over() {
    let office = Office::open();
    let member = office.member();
    let row = office.given_row(&office.member_number_of(member), "", "วิชัย แก้วกล้า");
    office.took_over(&[row]);
    let next = [office.old_row(&office.member_number_of(office.member()))];
    let ready = office.register(&next);
    let path = "/api/v1/take-over/end";
    let end = json!({ "version": state(&office)["version"] });
    shut(&office, &office.card_keeper, path, &end);
    office.refused_at(
        "version",
        409,
        &office.manager,
        path,
        &json!({ "version": 1 }),
    );
    office.done(&office.manager, path, &end);
    let problem = office.refused(409, &ready);
    assert_eq!(problem["rule"], "R0");
    assert_eq!(office.previewed(&next).status, 409);
    office.refused_by("R0", 409, &office.manager, path, &end);
    // What waits is settled all the same; members are imported as before.
    settle(&office, &open_of(&office, member));
    assert_eq!(state(&office)["ended_on"], json!(office.today()));
}
