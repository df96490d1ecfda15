//! The counter through its pages: release, desk, tablet, acceptance; and what is refused on the way.
#![expect(clippy::unwrap_used, reason = "tests")]

mod taken_in;

use actix_web::test::TestRequest;

use super::desk;
use super::model::{HandOver, Mark, witnessed};
use super::store;
use crate::cards::applications::testing::wait;
use crate::cards::testing::{Answer, Bench, DISPENSER, KEEPER, PIN_DISPENSER, PIN_KEEPER};
use crate::db::fold_one;
use crate::kernel::{HandOverId, ItemId, PersonId};

const STROKES: &str = r#"{"height":450,"strokes":[[[10,10,0,500],[20,30,9,500],[40,60,18,500],[70,80,27,500],[110,90,36,500],[150,80,45,500],[190,60,54,500],[220,40,63,500],[240,10,72,500]]]}"#;

/// Releases an item to a dispenser through the pages of both.
fn released(bench: &Bench, item: ItemId, keeper: PersonId, dispenser: PersonId) {
    let lane = if keeper == KEEPER { "card" } else { "pin" };
    let (id, to) = (item.to_string(), dispenser.to_string());
    let fields = [("lane", lane), ("id", &id), ("dispenser", &to)];
    let offered = bench.post(keeper, "/releases", &fields);
    assert_eq!(offered.status, 303, "{}", offered.text);
    let early = bench.post(keeper, &format!("{}/confirm", offered.location), &[]);
    assert_eq!(early.status, 403, "the sender cannot confirm");
    let confirmed = bench.post(dispenser, &format!("{}/confirm", offered.location), &[]);
    assert_eq!(confirmed.status, 303, "{}", confirmed.text);
    assert_eq!(bench.place(item), "counter");
}

fn waiting(bench: &Bench, item: ItemId) -> HandOver {
    let all = bench.office.read(|conn| store::waiting_of_item(conn, item));
    all.unwrap().pop().unwrap()
}

fn code_of(bench: &Bench, hand_over: &HandOver) -> String {
    desk::code(&bench.office.app.secrets, hand_over.id, hand_over.round)
}

fn tablet(bench: &Bench, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let request = TestRequest::post().uri(path).set_form(fields);
    let value = cookie.split(';').next().unwrap_or_default().to_owned();
    bench.ask(None, request.insert_header(("Cookie", value)))
}

fn sent(bench: &Bench, item: ItemId, by: PersonId) -> HandOver {
    let path = format!("/hand-over/{item}/send");
    assert_eq!(bench.post(by, &path, &[("id_seen", "yes")]).status, 303);
    waiting(bench, item)
}

/// Signs on a tablet and accepts at the desk.
fn handed(bench: &Bench, item: ItemId, by: PersonId) -> HandOverId {
    let opened = sent(bench, item, by);
    let code = code_of(bench, &opened);
    let joined = tablet(bench, "", "/tablet", &[("code", &code)]);
    assert_eq!(
        (joined.status.as_u16(), joined.location.as_str()),
        (303, "/tablet")
    );
    assert!(joined.cookie.contains("HttpOnly") && joined.cookie.contains("Path=/tablet"));
    let fields = [("form_key", "tablet-1"), ("strokes", STROKES)];
    let signed = tablet(bench, &joined.cookie, "/tablet/strokes", &fields);
    assert_eq!(signed.location, "/tablet/thanks", "{}", signed.text);
    assert_eq!(
        bench.place(item),
        "counter",
        "not before the officer accepts"
    );
    let accepted = bench.post(by, &format!("/hand-over/{item}/accept"), &[]);
    assert_eq!(accepted.status, 303, "{}", accepted.text);
    assert_eq!(bench.place(item), "with_member");
    opened.id
}

#[test]
fn card_and_pin_go_to_the_member_by_two_officers_with_drawn_signatures() {
    let bench = Bench::open();
    let (card, pin) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    released(&bench, pin, PIN_KEEPER, PIN_DISPENSER);
    let page = bench.get(DISPENSER, &format!("/hand-over/{card}"));
    for shown in ["คำสั่ง 12/2569", "ข้อ ๗.๒ วรรคท้าย", "•••• 0013"]
    {
        assert!(page.text.contains(shown), "{shown}");
    }
    assert!(!page.text.contains("6213880000000013"));
    let first = handed(&bench, card, DISPENSER);
    handed(&bench, pin, PIN_DISPENSER);
    let stored = bench
        .office
        .read(|conn| fold_one::<HandOver>(conn, first.get()));
    assert!(stored.unwrap().unwrap().signature().is_some());
}

#[test]
fn the_identity_card_must_be_seen_and_the_server_asks() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    let events = bench.office.events();
    let refused = bench.post(DISPENSER, &format!("/hand-over/{card}/send"), &[]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("ตรวจบัตรประชาชนตัวจริง"));
    assert_eq!(bench.office.events(), events);
}

#[test]
fn a_desk_code_is_good_once_and_its_tablet_can_do_nothing_after_the_strokes() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    let opened = sent(&bench, card, DISPENSER);
    let code = code_of(&bench, &opened);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let refused = tablet(&bench, "", "/tablet", &[("code", wrong)]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("รหัสโต๊ะไม่ถูกต้อง"));
    let joined = tablet(&bench, "", "/tablet", &[("code", &code)]);
    assert_eq!(
        tablet(&bench, "", "/tablet", &[("code", &code)]).status,
        422,
        "used"
    );
    let fields = [("form_key", "k1"), ("strokes", STROKES)];
    let signed = tablet(&bench, &joined.cookie, "/tablet/strokes", &fields);
    assert_eq!(signed.location, "/tablet/thanks");
    let again = [("form_key", "k2"), ("strokes", STROKES)];
    let late = tablet(&bench, &joined.cookie, "/tablet/strokes", &again);
    assert_eq!(late.location, "/tablet", "its one hand-over is signed");
}

#[test]
fn sending_again_voids_the_tablet_before() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    let opened = sent(&bench, card, DISPENSER);
    let joined = tablet(
        &bench,
        "",
        "/tablet",
        &[("code", &code_of(&bench, &opened))],
    );
    let again = bench.post(DISPENSER, &format!("/hand-over/{card}/send"), &[]);
    assert_eq!(again.status, 303);
    let fields = [("form_key", "k1"), ("strokes", STROKES)];
    let late = tablet(&bench, &joined.cookie, "/tablet/strokes", &fields);
    assert_eq!(late.location, "/tablet");
    assert!(waiting(&bench, card).signature().is_none());
}

#[test]
fn c2_a_card_that_was_not_released_is_refused_with_its_rule_on_the_page() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    let page = bench.get(DISPENSER, &format!("/hand-over/{card}"));
    assert!(page.text.contains("ยังจ่ายไม่ได้"));
    let events = bench.office.events();
    let path = format!("/hand-over/{card}/send");
    let refused = bench.post(DISPENSER, &path, &[("id_seen", "yes")]);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("C2"), "rule on the page");
    assert_eq!(bench.office.events(), events);
}

#[test]
fn what_is_left_goes_back_and_the_keeper_confirms() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    let (id, keeper) = (card.to_string(), KEEPER.to_string());
    let fields = [
        ("lane", "card"),
        ("id", id.as_str()),
        ("keeper", keeper.as_str()),
    ];
    let offered = bench.post(DISPENSER, "/returns", &fields);
    assert_eq!(offered.status, 303, "{}", offered.text);
    assert_eq!(bench.place(card), "giving_back");
    let back = bench.post(KEEPER, &format!("{}/confirm", offered.location), &[]);
    assert_eq!(back.status, 303);
    assert_eq!(bench.place(card), "safe");
}

#[test]
fn the_box_finds_by_member_by_last_four_and_by_envelope() {
    let bench = Bench::open();
    let (card, pin) = bench.in_the_safes(2);
    released(&bench, card, KEEPER, DISPENSER);
    released(&bench, pin, PIN_KEEPER, PIN_DISPENSER);
    for typed in ["00002", "2", "0021", "๐๐๒๑", "6213 8800 0000 0021"] {
        let found = bench.post(DISPENSER, "/hand-over/find", &[("code", typed)]);
        assert_eq!(found.location, format!("/hand-over/{card}"), "{typed}");
    }
    let found = bench.post(PIN_DISPENSER, "/hand-over/find", &[("code", "e-0002")]);
    assert_eq!(found.location, format!("/hand-over/{pin}"));
    let none = bench.post(
        DISPENSER,
        "/hand-over/find",
        &[("code", "6213880000009999")],
    );
    assert_eq!(none.status, 422);
    assert!(
        !none.text.contains("6213880000009999"),
        "a whole number is never repeated"
    );
}

/// Brings a scan with these fields, as the paper path's form does.
fn on_paper(bench: &Bench, item: ItemId, fields: &[(&str, &str)]) -> Answer {
    const EDGE: &str = "edge";
    let part = |name: &str, more: &str, value: &str| {
        format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n"
        )
    };
    let hidden = [
        ("form_token", ""),
        ("form_key", "paper-1"),
        ("id_seen", "yes"),
    ];
    let all = hidden.iter().chain(fields);
    let mut body: String = all.map(|(name, value)| part(name, "", value)).collect();
    body.push_str(&part(
        "file",
        "; filename=\"a.pdf\"",
        "%PDF-1.4\n<</Type/Page>>\n%%EOF",
    ));
    body.push_str(&format!("--{EDGE}--\r\n"));
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let request = TestRequest::post()
        .uri(&format!("/hand-over/{item}/paper"))
        .insert_header(("Content-Type", kind));
    bench.ask(Some(DISPENSER), request.set_payload(body))
}

#[test]
fn c5_the_witnesses_of_a_thumb_print_are_asked_for_whoever_sends_it() {
    let judged = |mark, witnesses: &[PersonId]| witnessed(mark, witnesses, DISPENSER).is_ok();
    assert!(judged(Mark::Signature, &[]));
    assert!(judged(Mark::ThumbPrint, &[KEEPER, PIN_DISPENSER]));
    assert!(!judged(Mark::Signature, &[KEEPER]));
    for wrong in [
        &[][..],
        &[KEEPER],
        &[KEEPER, KEEPER],
        &[DISPENSER, KEEPER],
        &[KEEPER, PIN_DISPENSER, DISPENSER],
    ] {
        assert!(!judged(Mark::ThumbPrint, wrong), "{wrong:?}");
    }
}

#[test]
fn c5_a_thumb_print_has_two_witnesses_who_are_neither_one_nor_the_dispenser() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    let events = bench.office.events();
    let ids = [DISPENSER, PIN_DISPENSER, KEEPER].map(|person| person.to_string());
    let [dispenser, one, two] = ids.each_ref().map(String::as_str);
    let thumb = |a, b| {
        on_paper(
            &bench,
            card,
            &[("kind", "thumb"), ("witness_one", a), ("witness_two", b)],
        )
    };
    for (a, b) in [
        ("", ""),
        (one, ""),
        (one, one),
        (dispenser, two),
        (one, dispenser),
    ] {
        let refused = thumb(a, b);
        assert_eq!(refused.status, 400, "{a:?} {b:?}: {}", refused.location);
        assert_eq!(bench.office.events(), events, "not even the scan is kept");
    }
    let taken = thumb(one, two);
    assert_eq!(taken.status, 303, "{}", taken.text);
    assert_eq!(bench.place(card), "with_member");
}

#[test]
fn codes_that_are_renewed_are_others_and_last_no_longer() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    released(&bench, card, KEEPER, DISPENSER);
    let opened = sent(&bench, card, DISPENSER);
    let app = &bench.office.app;
    wait(super::at_tablet::renew_codes(app)).unwrap();
    let renewed = waiting(&bench, card);
    assert_eq!((renewed.round, renewed.sent_at), (2, opened.sent_at));
    let wall = app.clock.wall();
    let opens = |code: &str| desk::opens(&app.secrets, &renewed, code, wall);
    assert!(opens(&code_of(&bench, &renewed)) && !opens(&code_of(&bench, &opened)));
}
