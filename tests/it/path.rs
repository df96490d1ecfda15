//! The whole way of a card over REST: from the application to the member's hands, with its entries in the books.

use serde_json::{Value, json};

use crate::office::{Issued, Office, hand_over_path, signed};

/// Hands both things of a card over, in this order, each by another person.
fn collected(office: &Office, issued: &Issued, order: [&str; 2]) {
    for lane in order {
        let who = if lane == "card" {
            &office.card_dispenser
        } else {
            &office.pin_dispenser
        };
        office.done(who, hand_over_path(issued, lane), &signed());
    }
}

fn entries_of(office: &Office, event: &str, source: &str) -> Vec<Value> {
    let page = office.get(
        &office.officer,
        &format!("/api/v1/journal/entries?limit=100&source={source}"),
    );
    let entries = page["items"].as_array().unwrap().clone();
    entries
        .into_iter()
        .filter(|entry| entry["event"] == event)
        .collect()
}

/// A voucher for the bank's charge of each card, and every entry balances.
fn the_bank_charge_is_posted(office: &Office, issued: &Issued) {
    let source = format!("application/{}", issued.application);
    let charges = entries_of(office, "card.ordered.bank_charge", &source);
    assert_eq!(charges.len(), 1, "one voucher per card: {charges:?}");
    assert_eq!(
        (
            &charges[0]["amount"],
            charges[0]["postings"].as_array().unwrap().len()
        ),
        (&json!("100.00"), 2)
    );
}

fn the_books_balance(office: &Office) {
    let trial = office.get(&office.officer, "/api/v1/ledger/trial-balance");
    assert_eq!(trial["total"]["difference"], "0.00");
    assert_eq!(
        trial["total"]["closing_debit"],
        trial["total"]["closing_credit"]
    );
    assert_ne!(trial["total"]["closing_debit"], "0.00");
}

fn the_chain_holds(office: &Office) {
    let verified = office.server.verify();
    assert_eq!(verified.code, 0, "{} {}", verified.json, verified.stderr);
}

/// Where the card is, and where its envelope.
fn places(office: &Office, issued: &Issued) -> (String, String) {
    (place(office, issued, "card"), place(office, issued, "pin"))
}

fn at(card: &str, pin: &str) -> (String, String) {
    (card.to_owned(), pin.to_owned())
}

fn place(office: &Office, issued: &Issued, lane: &str) -> String {
    office.item(issued, lane)["place"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_card_travels_from_application_to_hand_over() {
    let office = Office::open();
    let (member_a, member_b) = (office.member(), office.member());
    let applications = [office.application(member_a), office.application(member_b)];
    for application in applications {
        assert_eq!(office.application_view(application)["state"], "open");
        office.complete(application);
        let view = office.application_view(application);
        assert_eq!(
            (&view["state"], view["must_go_by"].is_string()),
            (&json!("complete"), true)
        );
    }
    let batch = office.batch(&applications);
    assert_eq!(office.application_view(applications[0])["state"], "batched");
    let issued = office.deliver(batch, &applications);
    assert_eq!(places(&office, &issued[0]), at("with_bank", "with_bank"));
    let cards: Vec<i64> = issued.iter().map(|i| i.card_item).collect();
    let pins: Vec<i64> = issued.iter().map(|i| i.pin_item).collect();
    office.receive(&office.card_keeper, "card", &cards);
    assert_eq!(places(&office, &issued[0]), at("safe", "with_bank"));
    office.receive(&office.pin_keeper, "pin", &pins);
    first_letters(&office, &issued);
    office.release("card", &cards, &office.card_dispenser);
    office.release("pin", &pins, &office.pin_dispenser);
    assert_eq!(places(&office, &issued[0]), at("counter", "counter"));
    collected(&office, &issued[0], ["card", "pin"]);
    collected(&office, &issued[1], ["pin", "card"]);
    for one in &issued {
        the_member_has_both(&office, one);
        the_bank_charge_is_posted(&office, one);
    }
    the_books_balance(&office);
    the_chain_holds(&office);
}

fn first_letters(office: &Office, issued: &[Issued]) {
    let items: Vec<i64> = issued.iter().map(|i| i.card_item).collect();
    let made = office.done(
        &office.card_keeper,
        "/api/v1/notices/first",
        &json!({ "items": items }),
    );
    assert_eq!(
        made["numbers"].as_array().unwrap().len(),
        issued.len(),
        "{made}"
    );
    let item = office.item(&issued[0], "card");
    assert_eq!(item["first_on"], json!(office.today()));
    assert!(
        item["first_deadline"].as_str().unwrap() >= office.day(30).as_str(),
        "{item}"
    );
}

fn the_member_has_both(office: &Office, issued: &Issued) {
    let (card, pin) = (office.item(issued, "card"), office.item(issued, "pin"));
    assert_eq!(
        (&card["place"], &pin["place"]),
        (&json!("with_member"), &json!("with_member"))
    );
    assert_eq!(
        card["dispenser_id"],
        json!(office.person(&office.card_dispenser))
    );
    assert_eq!(
        pin["dispenser_id"],
        json!(office.person(&office.pin_dispenser))
    );
    let cards = office.get(
        &office.officer,
        &format!("/api/v1/members/{}/cards", issued.member),
    );
    assert_eq!(
        (
            &cards["items"][0]["active"],
            cards["items"].as_array().unwrap().len()
        ),
        (&json!(true), 1)
    );
    let signatures = office.count_of(&format!(
        "SELECT COUNT(*) FROM signatures WHERE member_id = {}",
        issued.member
    ));
    assert_eq!(signatures, 2, "one signature for the card, one for the PIN");
}

/// The card is blocked and another asked for, with all its papers: the application.
fn reported_lost(office: &Office, card: &Issued) -> i64 {
    office.done(
        &office.officer,
        format!("/api/v1/cards/{}/block", card.card),
        &json!({ "cause": "lost", "bank_reference": "BL-1" }),
    );
    let mut body = office.application_body(card.member);
    body["kind"] = json!("lost");
    body["papers"]["loss_report"] =
        json!({ "reported_on": office.today(), "bank_reference": "BL-1" });
    let application = office.id(&office.officer, "/api/v1/applications", &body);
    office.complete(application);
    application
}

fn the_member_pays_the_fee(office: &Office, member: i64) {
    let account = format!("/api/v1/members/{member}/fee-account");
    assert_eq!(office.get(&office.officer, &account)["balance"], "100.00");
    let fee = json!({ "amount": "100.00", "received_on": office.today() });
    let path = format!("/api/v1/members/{member}/fee-payments");
    let paid = office.done(&office.officer, path, &fee);
    assert_eq!(
        paid["numbers"].as_array().unwrap().len(),
        1,
        "the receipt has a number: {paid}"
    );
    assert_eq!(office.get(&office.officer, &account)["balance"], "0.00");
}

#[test]
fn a5_5_a_lost_card_is_replaced_and_its_member_pays() {
    let office = Office::open();
    let first = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    collected(&office, &first, ["card", "pin"]);
    let application = reported_lost(&office, &first);
    let batch = office.batch(&[application]);
    let again = office.deliver(batch, &[application]).remove(0);
    let source = format!("application/{application}");
    assert_eq!(
        entries_of(&office, "card.ordered.bank_charge", &source).len(),
        1
    );
    assert_eq!(
        entries_of(&office, "card.ordered.member_fee", &source).len(),
        1
    );
    the_member_pays_the_fee(&office, first.member);
    office.receive(&office.card_keeper, "card", &[again.card_item]);
    office.receive(&office.pin_keeper, "pin", &[again.pin_item]);
    office.release("card", &[again.card_item], &office.card_dispenser);
    office.release("pin", &[again.pin_item], &office.pin_dispenser);
    collected(&office, &again, ["pin", "card"]);
    the_books_balance(&office);
    the_chain_holds(&office);
}

#[test]
fn a_hand_over_by_the_tablet_counts_only_when_the_officer_accepts() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let who = &office.card_dispenser;
    let opening =
        json!({ "item": issued.card_item, "identified": "national_id_seen", "desk": "โต๊ะ 2" });
    let id = office.id(who, "/api/v1/hand-overs", &opening);
    let waiting = office.get(who, "/api/v1/hand-overs");
    let code = &waiting["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|h| h["id"] == json!(id))
        .unwrap()["desk_code"];
    let tablet = office.tablet(code);
    let drawn = json!({ "strokes": crate::office::strokes(), "device": "แท็บเล็ต" });
    let signed = office.server.post(
        "/api/v1/tablet/strokes",
        Some(&tablet),
        Some("tablet-1"),
        &drawn,
    );
    assert_eq!(signed.status, 201, "{}", signed.text());
    assert_eq!(
        place(&office, &issued, "card"),
        "counter",
        "signed is not yet handed over"
    );
    office.done(who, format!("/api/v1/hand-overs/{id}/accept"), &json!({}));
    assert_eq!(place(&office, &issued, "card"), "with_member");
    for path in ["/api/v1/tablet/hand-over", "/api/v1/custody?lane=card"] {
        let answer = office.server.get(path, Some(&tablet));
        assert!(
            (400..500).contains(&answer.status),
            "the used token opens {path}: {}",
            answer.status
        );
    }
    the_chain_holds(&office);
}

#[test]
fn what_comes_partly_opened_or_mistaken_is_written_down_and_put_right() {
    let office = Office::open();
    let issued = office.ordered(3);
    office.receive(
        &office.card_keeper,
        "card",
        &[issued[0].card_item, issued[1].card_item],
    );
    assert_eq!(
        place(&office, &issued[2], "card"),
        "with_bank",
        "what did not come stays with the bank"
    );
    let opened = json!({ "lane": "pin", "lines": [{ "item": issued[0].pin_item, "fault": "opened", "note": "ซองฉีก" },
                                                   { "item": issued[1].pin_item }] });
    office.done(&office.pin_keeper, "/api/v1/receipts", &opened);
    assert_eq!(
        (
            place(&office, &issued[0], "pin"),
            place(&office, &issued[1], "pin")
        ),
        ("faulty".into(), "safe".into())
    );
    let back = json!({ "items": [issued[0].pin_item], "paper": "สก 1/2569" });
    office.done(&office.pin_keeper, "/api/v1/custody/send-back", &back);
    assert_eq!(place(&office, &issued[0], "pin"), "returned_to_bank");
    let item = office.item(&issued[1], "card");
    let path = format!("/api/v1/custody/{}/correct-receipt", issued[1].card_item);
    office.done(
        &office.card_keeper,
        path,
        &json!({ "version": item["version"], "reason": "ลงผิดรายการ" }),
    );
    assert_eq!(place(&office, &issued[1], "card"), "with_bank");
    the_chain_holds(&office);
}

#[test]
fn c2_what_was_released_and_not_collected_comes_back() {
    let office = Office::open();
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let offer = json!({ "items": [issued.card_item], "to": office.person(&office.card_keeper) });
    let transfer = office.id(&office.card_dispenser, "/api/v1/returns", &offer);
    let confirm = format!("/api/v1/transfers/{transfer}/confirm");
    office.refused_by("C2", 403, &office.pin_keeper, &confirm, &json!({}));
    office.done(&office.card_keeper, &confirm, &json!({}));
    assert_eq!(place(&office, &issued, "card"), "safe");
    office.refused_by(
        "C2",
        409,
        &office.card_dispenser,
        hand_over_path(&issued, "card"),
        &signed(),
    );
    the_chain_holds(&office);
}

#[test]
fn an_application_is_cancelled_and_another_opened() {
    let office = Office::open();
    let member = office.member();
    let application = office.application(member);
    let version = &office.application_view(application)["version"];
    let path = format!("/api/v1/applications/{application}/cancel");
    office.done(
        &office.officer,
        path,
        &json!({ "version": version, "reason": "สมาชิกขอยกเลิก" }),
    );
    assert_eq!(office.application_view(application)["state"], "cancelled");
    assert_ne!(office.application(member), application);
    the_chain_holds(&office);
}

#[test]
fn a7_3_each_line_of_both_registers_says_until_when_it_is_kept() {
    let office = Office::open();
    let issued = office.kept(1).remove(0);
    for (register, lane) in [("cards", "card"), ("pins", "pin")] {
        let item = office.item(&issued, lane);
        assert_eq!(item["expires_on"], "2030-09-30");
        let shown = office.get(&office.officer, &format!("/api/v1/registers/{register}"));
        let lines = shown["items"].as_array().unwrap();
        let number = if lane == "card" {
            &item["id"]
        } else {
            &item["envelope_no"]
        };
        let own = |line: &&Value| line.as_object().unwrap().values().any(|v| v == number);
        let line = lines
            .iter()
            .filter(own)
            .find(|line| line["keep_until"] == "2040-09-30");
        assert!(
            line.is_some(),
            "{register}: the Registrar's ten years from the expiry: {lines:?}"
        );
    }
}
