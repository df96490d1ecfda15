//! A5.1 at the desk: the earlier card ends before, or with, its replacement. The tick and its words.

use super::*;
use crate::cards::applications::testing::{NAMES, day};
use crate::cards::custody::model::Past;
use crate::cards::custody::service::{PastCard, cards_of, take_over_cards};
use crate::cards::error::CardError;
use crate::cards::testing::NUMBERS;
use crate::kernel::{CardNumber, MemberId};

/// The member holds an older card beside the one in the safes.
fn an_older_card(bench: &Bench, member: i64) {
    let app = bench.office.app.clone();
    let past = |keeper, dispenser| Past {
        keeper: Some(keeper),
        received_on: Some(day("2025-01-10")),
        handed_over_on: Some(day("2025-02-01")),
        dispenser: Some(dispenser),
        ..Past::default()
    };
    let card = PastCard {
        member: MemberId::new(member),
        number: CardNumber::parse(NUMBERS[3])
            .map_err(|_| "a number")
            .unwrap(),
        name_on_card: NAMES[0].into(),
        expires_on: day("2029-09-30"),
        expiry_derived: true,
        envelope_no: Some("P-0009".into()),
        card: past(KEEPER, DISPENSER),
        envelope: Some(past(PIN_KEEPER, PIN_DISPENSER)),
        kept_before: Vec::new(),
    };
    bench.office.act::<_, CardError>(move |tx| {
        take_over_cards(tx, &app.secrets, vec![card])?;
        Ok(())
    });
}

/// Standing and activity of the card of member 1 with these last digits.
fn stand(bench: &Bench, last_four: &str) -> (String, bool) {
    let cards = bench
        .office
        .read(|conn| cards_of(conn, MemberId::new(1), day("2026-11-21")));
    let mut cards = cards.unwrap().into_iter();
    let card = cards.find(|card| card.last_four == last_four).unwrap();
    (card.standing, card.active)
}

const EARLIER: &str = "0047";
const NEW: &str = "0013";

/// A card and its envelope at the counter, of a member who holds an earlier card.
fn at_the_counter(bench: &Bench) -> (ItemId, ItemId) {
    let (card, pin) = bench.in_the_safes(1);
    an_older_card(bench, 1);
    released(bench, card, KEEPER, DISPENSER);
    released(bench, pin, PIN_KEEPER, PIN_DISPENSER);
    assert_eq!(stand(bench, EARLIER), ("sound".to_owned(), true));
    (card, pin)
}

#[test]
fn a5_1_the_desk_asks_for_the_earlier_card() {
    let bench = Bench::open();
    let (card, pin) = at_the_counter(&bench);
    let path = format!("/hand-over/{card}");
    let page = bench.get(DISPENSER, &path);
    for said in [
        "name=\"takes_in\"",
        "รับบัตรเดิม •••• 0047 คืนจากสมาชิกแล้ว",
        "ยังไม่สิ้นสุด",
    ] {
        assert!(page.text.contains(said), "{said}");
    }
    let events = bench.office.events();
    let seen = [("id_seen", "yes")];
    let refused = bench.post(DISPENSER, &format!("{path}/send"), &seen);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("บัตรเดิม •••• 0047"), "says which");
    let envelope = bench.get(PIN_DISPENSER, &format!("/hand-over/{pin}"));
    assert!(envelope.text.contains("ก่อนจ่ายซอง"), "the card first");
    assert!(!envelope.text.contains("name=\"takes_in\""));
    assert_eq!(bench.office.events(), events);
}

#[test]
fn a5_1_the_desk_takes_the_earlier_card_in_when_the_signature_is_accepted() {
    let bench = Bench::open();
    let (card, pin) = at_the_counter(&bench);
    let path = format!("/hand-over/{card}");
    let ticked = [("id_seen", "yes"), ("takes_in", "yes")];
    let sent = bench.post(DISPENSER, &format!("{path}/send"), &ticked);
    assert_eq!(sent.status, 303, "{}", sent.text);
    let opened = waiting(&bench, card);
    let text = &opened.opening.text_shown;
    assert!(text.contains("ส่งคืนบัตรเดิม หมายเลขลงท้าย 0047"), "{text}");
    let code = code_of(&bench, &opened);
    let joined = tablet(&bench, "", "/tablet", &[("code", &code)]);
    let fields = [("form_key", "tablet-1"), ("strokes", STROKES)];
    tablet(&bench, &joined.cookie, "/tablet/strokes", &fields);
    assert_eq!(stand(&bench, EARLIER).0, "sound", "not before");
    let accepted = bench.post(DISPENSER, &format!("{path}/accept"), &[]);
    assert_eq!(accepted.status, 303, "{}", accepted.text);
    assert_eq!(stand(&bench, EARLIER), ("taken_in".to_owned(), false));
    handed(&bench, pin, PIN_DISPENSER);
    assert_eq!(stand(&bench, NEW), ("sound".to_owned(), true));
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn a5_1_the_paper_path_takes_the_earlier_card_in_too() {
    let bench = Bench::open();
    let (card, _) = at_the_counter(&bench);
    let page = bench.get(DISPENSER, &format!("/hand-over/{card}/paper"));
    assert!(page.text.contains("name=\"takes_in\""));
    let events = bench.office.events();
    let without = on_paper(&bench, card, &[("kind", "ink")]);
    assert_eq!(without.status, 422, "{}", without.text);
    assert_eq!(bench.office.events(), events, "not even the scan is kept");
    let with = on_paper(&bench, card, &[("kind", "ink"), ("takes_in", "yes")]);
    assert_eq!(with.status, 303, "{}", with.text);
    assert_eq!(stand(&bench, EARLIER), ("taken_in".to_owned(), false));
}
