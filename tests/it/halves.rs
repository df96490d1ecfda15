//! A7.1.3, A7.2.3x: who has had one half of a card in hand never touches the other, through whatever door he comes and
//! whatever his duty has become. Duties change here within a day, as fast as orders can.

use sahakorn_tests::{Answer, Backend, fresh_key, workspace};
use serde_json::{Value, json};

use crate::office::{Ask, Issued, Office, hand_over_path, signed};

/// Somebody new, of every role that a keeper or dispenser may be of, with an account.
pub struct Hand<'a> {
    office: &'a Office,
    pub person: i64,
    pub order: i64,
    token: String,
}

impl<'a> Hand<'a> {
    pub fn new(office: &'a Office) -> Self {
        let (person, order) = office.entered(&["staff", "board_member"]);
        Self {
            office,
            person,
            order,
            token: office.signs_in(person),
        }
    }

    /// Holds a duty for the length of an act, in place of whoever keeps the lane now.
    pub fn with<T>(&self, duty: &str, act: impl FnOnce(&Self) -> T) -> T {
        let given = self.office.gives((self.person, self.order), duty);
        let done = act(self);
        self.office.ends(given);
        done
    }

    pub fn asks(&self, path: impl Into<String>, body: &Value) -> Ask {
        Ask::post(path, body).by(&self.token)
    }

    pub fn posts(&self, path: impl Into<String>, body: &Value) -> Answer {
        self.office.send(&self.asks(path, body).key(fresh_key()))
    }

    pub fn done(&self, path: impl Into<String>, body: &Value) -> i64 {
        let answer = self.posts(path, body);
        assert!(answer.is_ok(), "{} {}", answer.status, answer.text());
        answer.json()["id"].as_i64().unwrap()
    }

    pub fn is_refused(&self, rule: &str, path: impl Into<String>, body: &Value) {
        let problem = self.office.refused(422, &self.asks(path, body));
        assert_eq!(problem["rule"], rule, "{problem}");
    }
}

pub fn receipt(lane: &str, item: i64) -> Value {
    json!({ "lane": lane, "lines": [{ "item": item }] })
}

pub fn item(issued: &Issued, lane: &str) -> i64 {
    match lane {
        "card" => issued.card_item,
        _ => issued.pin_item,
    }
}

pub fn other(lane: &str) -> &'static str {
    if lane == "card" { "pin" } else { "card" }
}

pub fn keeper<'a>(office: &'a Office, lane: &str) -> &'a str {
    if lane == "card" {
        &office.card_keeper
    } else {
        &office.pin_keeper
    }
}

/// An offer of one half to this person by its keeper.
fn offer(office: &Office, issued: &Issued, lane: &str, to: &Hand<'_>) -> Answer {
    let offer = json!({ "items": [item(issued, lane)], "to": to.person });
    office.post(keeper(office, lane), "/api/v1/releases", &offer)
}

fn refused_at_the_release(office: &Office, issued: &Issued, lane: &str, to: &Hand<'_>) {
    let offer = json!({ "items": [item(issued, lane)], "to": to.person });
    let by = keeper(office, lane);
    office.refused_by("A7.2.3x", 422, by, "/api/v1/releases", &offer);
}

/// Takes one half to the counter.
pub fn carries(office: &Office, issued: &Issued, lane: &str, hand: &Hand<'_>) {
    let offered = offer(office, issued, lane, hand);
    assert!(offered.is_ok(), "{}", offered.text());
    let transfer = &offered.json()["id"];
    hand.done(format!("/api/v1/transfers/{transfer}/confirm"), &json!({}));
}

#[test]
fn a7_2_3x_the_keeper_of_yesterday_is_no_dispenser_of_the_other_half_today() {
    for lane in ["card", "pin"] {
        let office = Office::open();
        let issued = office.ordered(1).remove(0);
        let hand = Hand::new(&office);
        let keeping = format!("{lane}_keeper");
        office.vacates(&keeping);
        hand.with(&keeping, |hand| {
            hand.done("/api/v1/receipts", &receipt(lane, item(&issued, lane)));
        });
        let half = other(lane);
        office.receive(keeper(&office, half), half, &[item(&issued, half)]);
        hand.with(&format!("{half}_dispenser"), |hand| {
            refused_at_the_release(&office, &issued, half, hand);
            let path = hand_over_path(&issued, half);
            hand.is_refused("A7.2.3x", path, &signed());
            let opening = json!({ "item": item(&issued, half), "identified": "national_id_seen" });
            hand.is_refused("A7.2.3x", "/api/v1/hand-overs", &opening);
        });
        assert_eq!(office.item(&issued, half)["place"], "safe");
        assert_eq!(office.server.verify().code, 0);
    }
}

#[test]
fn a7_1_3_who_carried_one_half_never_keeps_the_other() {
    for lane in ["card", "pin"] {
        let office = Office::open();
        let issued = office.ordered(1).remove(0);
        office.receive(keeper(&office, lane), lane, &[item(&issued, lane)]);
        let (hand, half) = (Hand::new(&office), other(lane));
        let dispensing = format!("{lane}_dispenser");
        hand.with(&dispensing, |hand| carries(&office, &issued, lane, hand));
        let keeping = format!("{half}_keeper");
        office.vacates(&keeping);
        hand.with(&keeping, |hand| {
            let got = receipt(half, item(&issued, half));
            hand.is_refused("A7.1.3", "/api/v1/receipts", &got);
            let faulty = json!({ "lane": half, "lines": [{ "item": item(&issued, half), "fault": "damaged",
                                                          "envelope_no": null }] });
            hand.is_refused("A7.1.3", "/api/v1/receipts", &faulty);
        });
        // What he still holds he gives back, without any duty.
        let back =
            json!({ "items": [item(&issued, lane)], "to": office.person(keeper(&office, lane)) });
        let transfer = hand.done("/api/v1/returns", &back);
        let confirm = format!("/api/v1/transfers/{transfer}/confirm");
        office.done(keeper(&office, lane), confirm, &json!({}));
        assert_eq!(office.item(&issued, lane)["place"], "safe");
    }
}

#[test]
fn a7_1_3_a_return_goes_to_nobody_who_had_the_other_half() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    let (hand, carrier) = (Hand::new(&office), Hand::new(&office));
    hand.with("card_dispenser", |hand| {
        carries(&office, &issued, "card", hand)
    });
    let dispensing = office.gives((carrier.person, carrier.order), "pin_dispenser");
    carries(&office, &issued, "pin", &carrier);
    office.vacates("pin_keeper");
    hand.with("pin_keeper", |hand| {
        let back = json!({ "items": [issued.pin_item], "to": hand.person });
        carrier.is_refused("A7.1.3", "/api/v1/returns", &back);
    });
    office.ends(dispensing);
    assert_eq!(office.item(&issued, "pin")["place"], "counter");
}

#[test]
fn a7_2_3x_an_offer_that_waits_is_judged_again_when_it_is_confirmed() {
    let office = Office::open();
    let issued = office.ordered(1).remove(0);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    let hand = Hand::new(&office);
    let offered = hand.with("pin_dispenser", |hand| {
        let offered = offer(&office, &issued, "pin", hand);
        assert!(offered.is_ok(), "{}", offered.text());
        offered.json()["id"].as_i64().unwrap()
    });
    office.vacates("card_keeper");
    hand.with("card_keeper", |hand| {
        hand.done("/api/v1/receipts", &receipt("card", issued.card_item));
    });
    hand.with("pin_dispenser", |hand| {
        let confirm = format!("/api/v1/transfers/{offered}/confirm");
        hand.is_refused("A7.2.3x", confirm, &json!({}));
    });
    let withdraw = format!("/api/v1/transfers/{offered}/withdraw");
    office.done(&office.pin_keeper, withdraw, &json!({}));
}

#[test]
fn a7_1_3_a_corrected_receipt_and_a_faulty_half_are_not_forgotten() {
    let office = Office::open();
    let two = office.ordered(2);
    let (hand, keeping) = (Hand::new(&office), "card_keeper");
    office.vacates(keeping);
    hand.with(keeping, |hand| {
        hand.done("/api/v1/receipts", &receipt("card", two[0].card_item));
        let version = &office.item(&two[0], "card")["version"];
        let correct = json!({ "version": version, "reason": "ผิดชุด" });
        let path = format!("/api/v1/custody/{}/correct-receipt", two[0].card_item);
        hand.done(path, &correct);
        let faulty =
            json!({ "lane": "card", "lines": [{ "item": two[1].card_item, "fault": "damaged" }] });
        hand.done("/api/v1/receipts", &faulty);
        let back = json!({ "items": [two[1].card_item], "paper": "1/2569" });
        hand.done("/api/v1/custody/send-back", &back);
    });
    office.vacates("pin_keeper");
    hand.with("pin_keeper", |hand| {
        for issued in &two {
            let got = receipt("pin", issued.pin_item);
            hand.is_refused("A7.1.3", "/api/v1/receipts", &got);
        }
    });
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a7_1_1_a7_1_2_a_second_keeper_on_overlapping_days_is_refused() {
    let office = Office::open();
    let keeper = &office.system_keeper;
    for (duty, rule) in [("card_keeper", "A7.1.1"), ("pin_keeper", "A7.1.2")] {
        let (person, order) = office.entered(&["staff", "board_member"]);
        let from =
            |day: String| json!({ "person": person, "duty": duty, "order": order, "from": day });
        for day in [office.today(), office.day(40)] {
            office.refused_by(rule, 422, keeper, "/api/v1/duties", &from(day));
        }
        let ordered = json!([{ "person": person, "duty": duty }]);
        let whole = json!({ "number": format!("T-2-{duty}"), "dated": office.today(), "from": office.today(),
                            "duties": ordered });
        office.refused_by(rule, 422, keeper, "/api/v1/orders", &whole);
        // Ended today frees today; an end that is moved never reaches into the next one's days.
        office.vacates(duty);
        let first = office.gives((person, order), duty);
        let end = |last: i64| json!({ "last_day": office.day(last), "reason": "เปลี่ยนหน้าที่" });
        let path = format!("/api/v1/duties/{first}/end");
        office.done(keeper, &path, &end(5));
        let (second, order) = office.entered(&["staff", "board_member"]);
        let next = |day: i64| json!({ "person": second, "duty": duty, "order": order, "from": office.day(day) });
        office.refused_by(rule, 422, keeper, "/api/v1/duties", &next(5));
        office.done(keeper, "/api/v1/duties", &next(6));
        office.refused_at("last_day", 400, keeper, &path, &end(6));
    }
}

#[test]
fn c2_the_keeper_of_yesterday_still_gives_what_he_holds() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    office.vacates("card_keeper");
    let next = Hand::new(&office);
    let keeping = office.gives((next.person, next.order), "card_keeper");
    // The new keeper has not got it yet, and so cannot give it.
    let to = office.person(&office.card_dispenser);
    let offer = json!({ "items": [issued.card_item], "to": to });
    let early = office.refused(409, &next.asks("/api/v1/releases", &offer));
    assert_eq!(early["rule"], "C2", "{early}");
    let stranger = office.token(&office.pin_dispenser);
    let path = "/api/v1/releases";
    let problem = office.refused(403, &Ask::post(path, &offer).by(stranger));
    assert_eq!(problem["rule"], "A7.1.1", "{problem}");
    office.release("card", &[issued.card_item], &office.card_dispenser);
    let back = json!({ "items": [issued.card_item], "to": next.person });
    let transfer = office.id(&office.card_dispenser, "/api/v1/returns", &back);
    next.done(format!("/api/v1/transfers/{transfer}/confirm"), &json!({}));
    assert_eq!(
        office.item(&issued, "card")["keeper_id"],
        json!(next.person)
    );
    // Nothing new comes to the keeper of yesterday.
    let later = office.ordered(1).remove(0);
    let got = Ask::post("/api/v1/receipts", &receipt("card", later.card_item));
    let got = got.by(office.token(&office.card_keeper));
    assert_eq!(office.refused(403, &got)["rule"], "A7.1.1");
    office.ends(keeping);
}

#[test]
fn a7_2_3_the_chairperson_may_dispense_pins_unless_he_keeps_them() {
    let office = Office::open();
    let chair = office.person(&office.pin_keeper);
    let (_, order) = office.entered(&[]);
    let want =
        json!({ "person": chair, "duty": "pin_dispenser", "order": order, "from": office.today() });
    let keeper = &office.system_keeper;
    office.refused_by("A7.2.3x", 422, keeper, "/api/v1/duties", &want);
    let issued = office.kept(1).remove(0);
    office.vacates("pin_keeper");
    office.done(keeper, "/api/v1/duties", &want);
    let own = json!({ "items": [issued.pin_item], "to": chair });
    office.refused_by("A7.2.3x", 422, &office.pin_keeper, "/api/v1/releases", &own);
}

/// Each row of both tables, as one text.
fn kept_rows(office: &Office) -> String {
    let site = office.server.site();
    let hands = "SELECT card_id, person_id, lane FROM card_hands ORDER BY card_id, person_id, lane";
    let active = "SELECT member_id, card_id FROM active_cards ORDER BY member_id";
    format!(
        "{}\n{}",
        site.tamper(hands).unwrap(),
        site.tamper(active).unwrap()
    )
}

#[test]
fn a7_1_3_the_demonstration_has_no_person_with_both_halves() {
    let office = Office::open();
    let path = "/api/v1/custody/both-halves";
    let found = office.get(&office.manager, path);
    assert_eq!(found["items"], json!([]), "somebody had both halves");
    let answer = office.send(&Ask::get(path).by(office.token(&office.system_keeper)));
    assert_eq!(answer.status, 403, "the system keeper sees no cards");
    assert!(office.count_of("SELECT COUNT(*) FROM card_hands") > 300);
    assert!(office.count_of("SELECT COUNT(*) FROM active_cards") > 100);
}

#[test]
fn a7_1_3_a_database_of_before_is_filled_as_its_facts_tell() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    office.done(
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &signed(),
    );
    let before = kept_rows(&office);
    let backend = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    };
    let step = format!("migrations/{backend}/2026-11-29-030000_card_hands");
    // A line break first: sqlite3 would take a comment at the beginning for an option of its own.
    let read = |file: &str| std::fs::read_to_string(workspace().join(&step).join(file)).unwrap();
    let sql = |file: &str| format!("\n{}", read(file));
    office.server.site().tamper(&sql("down.sql")).unwrap();
    office.server.site().tamper(&sql("up.sql")).unwrap();
    assert_eq!(
        kept_rows(&office),
        before,
        "the migration and the fold differ"
    );
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn verify_names_a_hand_that_was_taken_out_of_the_table() {
    for (sql, table) in [
        (
            "DELETE FROM card_hands WHERE card_id = 1 AND lane = 'pin'",
            "card_hands",
        ),
        (
            "INSERT INTO card_hands (card_id, person_id, lane) VALUES (1, 77, 'pin')",
            "card_hands",
        ),
        ("DELETE FROM active_cards WHERE card_id = 5", "active_cards"),
        (
            "INSERT INTO active_cards (member_id, card_id) VALUES (99999, 99998)",
            "active_cards",
        ),
    ] {
        let office = Office::open();
        office.server.site().tamper(sql).unwrap();
        let verified = office.server.verify();
        assert_eq!(verified.code, 1, "{sql}: {}", verified.json);
        assert_eq!(verified.json["broken"]["table"], table, "{sql}");
    }
}
