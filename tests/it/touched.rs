//! The ways round the two halves: through a leaver's send-back, an earlier card that comes back, two envelopes whose numbers are
//! exchanged, one paper for many hand-overs. Each is shut (A5.2, A7.1.3, A7.2.2, A7.2.3, A7.2.3x, C5).

use sahakorn_tests::{Backend, fresh_key, workspace};
use serde_json::{Value, json};

use crate::halves::{Hand, carries, item, keeper, other, receipt};
use crate::office::{Ask, Issued, Office, hand_over_path, has_field, scan, signed};

const SEND_BACK: &str = "/api/v1/custody/send-back";

fn leaves(office: &Office, member: i64) {
    let path = format!("/api/v1/members/{member}");
    let version = office.get(&office.officer, &path)["version"].clone();
    let body = json!({ "version": version, "left_on": office.today(), "reason": "ลาออก" });
    office.done(&office.officer, format!("{path}/leave"), &body);
}

fn gives_back(office: &Office, issued: &Issued, lane: &str, hand: &Hand<'_>) {
    let to = keeper(office, lane);
    let back = json!({ "items": [item(issued, lane)], "to": office.person(to) });
    let transfer = hand.done("/api/v1/returns", &back);
    office.done(
        to,
        format!("/api/v1/transfers/{transfer}/confirm"),
        &json!({}),
    );
}

fn has_nobody_with_both(office: &Office) {
    let found = office.get(&office.manager, "/api/v1/custody/both-halves");
    assert_eq!(found["items"], json!([]), "somebody had both halves");
    let verified = office.server.verify();
    assert_eq!(verified.code, 0, "{}", verified.json);
}

#[test]
fn a7_1_3_who_carried_one_half_never_sends_the_other_back_for_one_who_left() {
    for lane in ["card", "pin"] {
        let office = Office::open();
        let issued = office.kept(1).remove(0);
        let (hand, half) = (Hand::new(&office), other(lane));
        hand.with(&format!("{lane}_dispenser"), |hand| {
            carries(&office, &issued, lane, hand);
            gives_back(&office, &issued, lane, hand);
        });
        leaves(&office, issued.member);
        let keeping = format!("{half}_keeper");
        office.vacates(&keeping);
        hand.with(&keeping, |hand| {
            let back = json!({ "items": [item(&issued, half)], "paper": "1/2569" });
            hand.is_refused("A7.1.3", SEND_BACK, &back);
        });
        assert_eq!(office.item(&issued, half)["place"], "safe");
        has_nobody_with_both(&office);
    }
}

#[test]
fn c2_nothing_leaves_a_keepers_safe_without_him() {
    for lane in ["card", "pin"] {
        let office = Office::open();
        let issued = office.kept(1).remove(0);
        let (next, keeping) = (Hand::new(&office), format!("{lane}_keeper"));
        office.vacates(&keeping);
        next.with(&keeping, |next| {
            let lines = json!([{ "item": item(&issued, lane), "fault": "damaged" }]);
            let faulty = json!({ "lane": lane, "lines": lines });
            let back = json!({ "items": [item(&issued, lane)], "paper": "1/2569" });
            for (path, body) in [("/api/v1/receipts", &faulty), (SEND_BACK, &back)] {
                let problem = office.refused(409, &next.asks(path, body));
                assert_eq!(problem["rule"], "C2", "{problem}");
            }
        });
        assert_eq!(office.item(&issued, lane)["place"], "safe");
    }
}

/// A card that its member has, with both halves handed over by these.
fn collected(office: &Office, card_by: &str, pin_by: &str) -> Issued {
    let issued = office.one_at_the_counter(card_by, pin_by);
    office.done(card_by, hand_over_path(&issued, "card"), &signed());
    office.done(pin_by, hand_over_path(&issued, "pin"), &signed());
    issued
}

/// The card that stands in for this one, with both halves in the safes.
fn replacement(office: &Office, earlier: &Issued) -> Issued {
    let mut body = office.application_body(earlier.member);
    body["kind"] = json!("unusable");
    body["cause"] = json!("chip");
    let application = office.id(&office.officer, "/api/v1/applications", &body);
    office.complete(application);
    let batch = office.batch(&[application]);
    let issued = office.deliver(batch, &[application]).remove(0);
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    issued
}

fn taking_in() -> Value {
    let mut body = signed();
    body["takes_in"] = json!(true);
    body
}

#[test]
fn a7_2_3x_who_handed_the_pin_over_never_takes_its_card_in() {
    let office = Office::open();
    let earlier = collected(&office, &office.card_dispenser, &office.both);
    let new = replacement(&office, &earlier);
    office.release("card", &[new.card_item], &office.both);
    let path = hand_over_path(&new, "card");
    office.refused_by("A7.2.3x", 422, &office.both, path, &taking_in());
    let opening =
        json!({ "item": new.card_item, "identified": "national_id_seen", "takes_in": true });
    let path = "/api/v1/hand-overs";
    office.refused_by("A7.2.3x", 422, &office.both, path, &opening);
    has_nobody_with_both(&office);
}

#[test]
fn a7_2_3x_taking_a_card_in_is_a_hand_on_it() {
    let office = Office::open();
    let earlier = collected(&office, &office.card_dispenser, &office.pin_dispenser);
    let new = replacement(&office, &earlier);
    office.release("card", &[new.card_item], &office.both);
    let path = hand_over_path(&new, "card");
    office.done(&office.both, path, &taking_in());
    let hands = |more: &str| {
        let (card, person) = (earlier.card, office.person(&office.both));
        let sql = format!(
            "SELECT COUNT(*) FROM card_hands WHERE card_id = {card} AND person_id = {person}{more}"
        );
        office.count_of(&sql)
    };
    assert_eq!((hands(""), hands(" AND lane = 'card'")), (1, 1));
    has_nobody_with_both(&office);
    // What the migrations fill in for a database of before is what the acts told.
    for step in [
        "2026-11-29-073000_taken_in_hands",
        "2026-11-29-074000_once_only",
    ] {
        again(&office, step);
        assert_eq!(hands(" AND lane = 'card'"), 1, "{step}");
        has_nobody_with_both(&office);
    }
    undone(&office, "2026-11-29-073000_taken_in_hands", "down.sql");
    assert_eq!(hands(""), 0, "as it was before");
}

fn undone(office: &Office, step: &str, file: &str) {
    let backend = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    };
    let path = format!("migrations/{backend}/{step}/{file}");
    // A line break first: sqlite3 would take a comment at the beginning for an option of its own.
    let sql = std::fs::read_to_string(workspace().join(path)).unwrap();
    office.server.site().tamper(&format!("\n{sql}")).unwrap();
}

fn again(office: &Office, step: &str) {
    undone(office, step, "down.sql");
    undone(office, step, "up.sql");
}

fn numbered(issued: &Issued, number: &Value) -> Value {
    json!({ "lane": "pin", "lines": [{ "item": issued.pin_item, "envelope_no": number }] })
}

#[test]
fn a5_2_an_envelope_bears_the_number_of_the_banks_list_or_is_set_apart() {
    let office = Office::open();
    let two = office.ordered(2);
    let number = |at: usize| office.item(&two[at], "pin")["envelope_no"].clone();
    let (first, second) = (number(0), number(1));
    let path = "/api/v1/receipts";
    for wrong in [json!("TMP-1"), second.clone()] {
        let body = numbered(&two[0], &wrong);
        let problem = office.refused_by("A5.2", 422, &office.pin_keeper, path, &body);
        has_field(&problem, "lines.0.envelope_no");
    }
    let lines =
        json!([{ "item": two[0].pin_item, "envelope_no": second, "fault": "wrong_number" }]);
    let apart = json!({ "lane": "pin", "lines": lines });
    office.done(&office.pin_keeper, path, &apart);
    assert_eq!(office.item(&two[0], "pin")["place"], "faulty");
    assert_eq!(
        number(0),
        first,
        "it stays on the books by the bank's number"
    );
    office.done(&office.pin_keeper, path, &numbered(&two[1], &second));
    assert_eq!(number(1), second);
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a7_2_3x_a_number_once_borne_is_never_anothers() {
    let office = Office::open();
    let batch = |number: &Value| {
        let application = office.complete_application();
        let batch = office.batch(&[application]);
        let mut line = office.bank_line(application);
        line["envelope_no"] = number.clone();
        let body = json!({ "reference": format!("B-{}", Office::count()), "lines": [line] });
        let path = format!("/api/v1/batches/{batch}/delivery-list");
        office.post(&office.officer, path, &body)
    };
    let issued = |answer: &Value| office.issued(answer["cards"][0]["card_id"].as_i64().unwrap());
    let [one, two] = [(); 2].map(|()| {
        let listed = batch(&Value::Null);
        assert!(listed.is_ok(), "{}", listed.text());
        issued(&listed.json())
    });
    let (mistaken, right) = (json!(Office::envelope_no()), json!(Office::envelope_no()));
    let path = "/api/v1/receipts";
    office.done(&office.pin_keeper, path, &numbered(&one, &mistaken));
    let version = office.item(&one, "pin")["version"].clone();
    let correct = format!("/api/v1/custody/{}/correct-receipt", one.pin_item);
    let body = json!({ "version": version, "reason": "ผิดซอง" });
    office.done(&office.pin_keeper, correct, &body);
    office.done(&office.pin_keeper, path, &numbered(&one, &right));
    for (card, number) in [(&two, &mistaken), (&two, &right)] {
        let body = numbered(card, number);
        office.refused_at("lines.0.envelope_no", 422, &office.pin_keeper, path, &body);
    }
    let listed = batch(&mistaken);
    assert_eq!(
        listed.status, 422,
        "a list of the bank gives it to nobody else"
    );
    assert_eq!(office.server.verify().code, 0);
}

fn scanned(office: &Office, member: i64, content: &[u8]) -> Value {
    let path = format!("/api/v1/members/{member}/papers");
    let ask = Ask::upload(path, &[("purpose", "hand_over")], content);
    let ask = ask
        .by(office.token(&office.card_dispenser))
        .key(fresh_key());
    let answer = office.send(&ask);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].clone()
}

fn on_paper(paper: &Value) -> Value {
    json!({ "identified": "known_in_person", "paper": paper, "mark": "signature" })
}

#[test]
fn a7_2_3_a_scanned_paper_proves_one_hand_over() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let content = scan(Office::count());
    let paper = scanned(&office, issued.member, &content);
    let path = hand_over_path(&issued, "card");
    office.done(&office.card_dispenser, path, &on_paper(&paper));
    let path = || hand_over_path(&issued, "pin");
    let same = scanned(&office, issued.member, &content);
    for used in [&paper, &same] {
        let body = on_paper(used);
        let problem = office.refused_by("A7.2.3", 422, &office.pin_dispenser, path(), &body);
        has_field(&problem, "paper");
    }
    // The same through the desk: opened for a tablet, accepted with a paper.
    let opening = json!({ "item": issued.pin_item, "identified": "known_in_person" });
    let opened = office.id(&office.pin_dispenser, "/api/v1/hand-overs", &opening);
    let accept = format!("/api/v1/hand-overs/{opened}/accept");
    let body = json!({ "paper": paper });
    office.refused_by("A7.2.3", 422, &office.pin_dispenser, accept, &body);
    let own = scanned(
        &office,
        issued.member,
        &scan(format!("{} ซอง", Office::count())),
    );
    office.done(&office.pin_dispenser, path(), &on_paper(&own));
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a7_2_2_a_paper_of_before_the_receipt_proves_nothing() {
    let office = Office::open();
    let issued = office.ordered(1).remove(0);
    let content = scan(Office::count());
    let early = scanned(&office, issued.member, &content);
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.release("card", &[issued.card_item], &office.card_dispenser);
    let path = || hand_over_path(&issued, "card");
    let body = on_paper(&early);
    let problem = office.refused_by("A7.2.2", 422, &office.card_dispenser, path(), &body);
    has_field(&problem, "paper");
    // It proved nothing, so the same content may be brought once more.
    let late = scanned(&office, issued.member, &content);
    office.done(&office.card_dispenser, path(), &on_paper(&late));
}

#[test]
fn c5_a_witness_is_of_the_cooperative_and_hands_over_neither_half() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let paper = scanned(&office, issued.member, &scan(Office::count()));
    let fit = office.person(&office.card_keeper);
    let thumb = |witness: i64| {
        json!({ "identified": "known_in_person", "paper": paper, "mark": "thumb_print",
                "witnesses": [fit, witness] })
    };
    let (nobody, _) = office.entered(&[]);
    let (gone, _) = office.entered(&["staff"]);
    let leave = json!({ "reason": "ลาออก" });
    let path = format!("/api/v1/persons/{gone}/leave");
    office.done(&office.system_keeper, path, &leave);
    let (auditor, _) = office.entered(&["auditor"]);
    let unfit = [
        office.person(&office.system_keeper),
        office.person(&office.pin_dispenser),
        nobody,
        gone,
        auditor,
        987_654,
    ];
    let path = || hand_over_path(&issued, "card");
    for witness in unfit {
        let body = thumb(witness);
        let problem = office.refused_by("C5", 422, &office.card_dispenser, path(), &body);
        has_field(&problem, "witnesses");
    }
    let body = thumb(office.person(&office.manager));
    office.done(&office.card_dispenser, path(), &body);
}

#[test]
fn a7_2_3x_who_kept_an_envelope_does_not_hand_it_over() {
    let office = Office::open();
    let issued = office.ordered(1).remove(0);
    let (hand, next) = (Hand::new(&office), Hand::new(&office));
    office.vacates("pin_keeper");
    hand.with("pin_keeper", |hand| {
        hand.done("/api/v1/receipts", &receipt("pin", issued.pin_item));
        let to = json!({ "items": [issued.pin_item], "to": office.person(&office.pin_dispenser) });
        let transfer = hand.done("/api/v1/releases", &to);
        let confirm = format!("/api/v1/transfers/{transfer}/confirm");
        office.done(&office.pin_dispenser, confirm, &json!({}));
    });
    next.with("pin_keeper", |next| {
        let back = json!({ "items": [issued.pin_item], "to": next.person });
        let transfer = office.id(&office.pin_dispenser, "/api/v1/returns", &back);
        next.done(format!("/api/v1/transfers/{transfer}/confirm"), &json!({}));
        hand.with("pin_dispenser", |hand| {
            let offer = json!({ "items": [issued.pin_item], "to": hand.person });
            next.is_refused("A7.2.3x", "/api/v1/releases", &offer);
        });
    });
}
