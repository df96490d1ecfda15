//! The acts of custody over a database: letters, transfers, what came faulty.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::cards::applications::testing::{NAMES, day, wait};
use crate::cards::custody::model::{Fault, Lane, Past};
use crate::cards::custody::store::items_by_ids;
use crate::cards::model::BlockCause;
use crate::cards::testing::{Bench, DISPENSER, KEEPER, NUMBERS, PIN_DISPENSER, PIN_KEEPER, actor};
use crate::db::Receipt;
use crate::identity::model::Duty;
use crate::kernel::{
    ApplicationId, BatchId, CardId, CardNumber, ItemId, MemberId, PersonId, Rule, TransferId,
};

type Done = Result<Receipt, CardError>;

fn with(person: PersonId, duties: &[Duty]) -> Actor {
    Actor {
        duties: duties.to_vec(),
        ..actor(person)
    }
}

fn rule_of(refused: Done) -> Option<Rule> {
    refused.unwrap_err().rule()
}

/// A card and its envelope on the bank's list.
fn listed(bench: &Bench) -> (ItemId, ItemId) {
    let app = bench.office.app.clone();
    bench.office.act::<(), CardError>(move |tx| {
        let new = NewCard {
            member: MemberId::new(1),
            application: ApplicationId::new(1),
            batch: BatchId::new(1),
            number: CardNumber::parse(NUMBERS[0])
                .map_err(|_| "a number")
                .unwrap(),
            name_on_card: NAMES[0].into(),
            expires_on: day("2030-09-30"),
            expiry_derived: true,
            envelope_no: Some("E-0001".into()),
        };
        list_cards(tx, &app.secrets, vec![new])?;
        Ok(())
    });
    (bench.item(Lane::Card, 1), bench.item(Lane::Pin, 1))
}

fn receives(bench: &Bench, by: &Actor, lane: Lane, item: ItemId, fault: Option<Fault>) -> Done {
    let line = ReceiveLine {
        item,
        envelope_no: None,
        fault,
        note: String::new(),
    };
    let cmd = Receive {
        lane,
        received_on: day("2026-11-21"),
        lines: vec![line],
    };
    wait(receive(&bench.office.app, by, None, cmd))
}

fn announces(bench: &Bench, item: ItemId) -> Done {
    let cmd = FirstNotices::of(vec![item]);
    wait(make_first_notices(
        &bench.office.app,
        &actor(KEEPER),
        None,
        cmd,
    ))
}

fn offers(bench: &Bench, item: ItemId, by: &Actor, to: PersonId) -> TransferId {
    let app = &bench.office.app;
    let offered = wait(offer_release(app, by, None, vec![item], to));
    TransferId::new(offered.unwrap().id)
}

fn confirms(bench: &Bench, by: &Actor, transfer: TransferId) -> Done {
    wait(confirm_transfer(&bench.office.app, by, None, transfer))
}

/// Whatever is refused leaves no event behind.
fn refused_without_trace(bench: &Bench, act: impl FnOnce() -> Done) -> CardError {
    let before = bench.office.events();
    let refused = act().unwrap_err();
    assert_eq!(bench.office.events(), before);
    refused
}

#[test]
fn a7_2_1_the_period_runs_thirty_days_from_the_letters_date() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    announces(&bench, card).unwrap();
    let rows = bench.office.read(|conn| items_by_ids(conn, &[card.get()]));
    let row = &rows.unwrap()[0].0;
    assert_eq!(row.first_on, Some(day("2026-11-21").naive()));
    assert_eq!(row.first_deadline, Some(day("2026-12-21").naive()));
    let again = refused_without_trace(&bench, || announces(&bench, card));
    assert_eq!(again.rule(), Some(Rule::A7_2_1));
}

#[test]
fn c6_an_envelope_has_a_letter_of_its_own_only_after_its_card_was_collected() {
    let bench = Bench::open();
    let (_, pin) = bench.in_the_safes(1);
    let refused = refused_without_trace(&bench, || announces(&bench, pin));
    assert_eq!(refused.rule(), Some(Rule::C6));
    let app = bench.office.app.clone();
    let past = |handed: bool| Past {
        keeper: Some(if handed { KEEPER } else { PIN_KEEPER }),
        received_on: Some(day("2026-11-19")),
        handed_over_on: handed.then(|| day("2026-11-20")),
        dispenser: handed.then_some(DISPENSER),
        ..Past::default()
    };
    let collected = PastCard {
        member: MemberId::new(2),
        number: CardNumber::parse(NUMBERS[1])
            .map_err(|_| "a number")
            .unwrap(),
        name_on_card: NAMES[1].into(),
        expires_on: day("2030-09-30"),
        expiry_derived: true,
        envelope_no: Some("E-0002".into()),
        card: past(true),
        envelope: Some(past(false)),
        kept_before: Vec::new(),
    };
    bench.office.act::<(), CardError>(move |tx| {
        take_over_cards(tx, &app.secrets, vec![collected])?;
        Ok(())
    });
    announces(&bench, bench.item(Lane::Pin, 2)).unwrap();
}

#[test]
fn c7_what_came_faulty_lies_apart_and_goes_back_by_its_keeper_with_a_paper() {
    let bench = Bench::open();
    let (card, pin) = listed(&bench);
    let (cards, pins) = (actor(KEEPER), actor(PIN_KEEPER));
    receives(&bench, &cards, Lane::Card, card, Some(Fault::WrongName)).unwrap();
    receives(&bench, &pins, Lane::Pin, pin, Some(Fault::Opened)).unwrap();
    assert_eq!(
        (bench.place(card), bench.place(pin)),
        ("faulty".into(), "faulty".into())
    );
    let app = &bench.office.app;
    let release = || wait(offer_release(app, &cards, None, vec![card], DISPENSER));
    assert_eq!(
        refused_without_trace(&bench, release).rule(),
        Some(Rule::C2)
    );
    assert!(announces(&bench, card).is_err());
    let back = |by: &Actor, item: ItemId, paper: &str| {
        let cmd = SendBack {
            items: vec![item],
            paper: paper.into(),
        };
        wait(send_back(app, by, None, cmd))
    };
    let no_paper = refused_without_trace(&bench, || back(&cards, card, " "));
    assert!(matches!(no_paper, CardError::Field { field, .. } if field == "paper"));
    let other = refused_without_trace(&bench, || back(&pins, card, "1/2569"));
    assert_eq!(other.rule(), Some(Rule::A7_1_1));
    back(&cards, card, "1/2569").unwrap();
    assert_eq!(bench.place(card), "returned_to_bank");
    let (sound, _) = bench.in_the_safes(2);
    refused_without_trace(&bench, || back(&cards, sound, "2/2569"));
}

#[test]
fn c2_the_named_receiver_confirms_once_and_with_the_duty_of_that_day() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    let transfer = offers(&bench, card, &actor(KEEPER), DISPENSER);
    for by in [KEEPER, PIN_DISPENSER, PIN_KEEPER] {
        let other = with(by, &[Duty::CardDispenser]);
        let refused = refused_without_trace(&bench, || confirms(&bench, &other, transfer));
        assert_eq!(refused.rule(), Some(Rule::C2));
    }
    let without = with(DISPENSER, &[]);
    assert_eq!(
        rule_of(confirms(&bench, &without, transfer)),
        Some(Rule::A7_2_2)
    );
    assert_eq!(bench.place(card), "offered");
    confirms(&bench, &actor(DISPENSER), transfer).unwrap();
    let again = refused_without_trace(&bench, || confirms(&bench, &actor(DISPENSER), transfer));
    assert_eq!(again.rule(), Some(Rule::C2));
}

#[test]
fn c2_who_offered_withdraws_and_only_while_it_waits() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    let transfer = offers(&bench, card, &actor(KEEPER), DISPENSER);
    let withdraws = |by| {
        let app = &bench.office.app;
        wait(withdraw_transfer(app, &actor(by), None, transfer))
    };
    let other = refused_without_trace(&bench, || withdraws(DISPENSER));
    assert_eq!(other.rule(), Some(Rule::C2));
    withdraws(KEEPER).unwrap();
    assert_eq!(bench.place(card), "safe");
    let late = refused_without_trace(&bench, || confirms(&bench, &actor(DISPENSER), transfer));
    assert_eq!(late.rule(), Some(Rule::C2));
}

#[test]
fn c2_what_was_released_goes_back_from_its_dispenser_to_a_keeper_of_its_lane() {
    let bench = Bench::open();
    let (card, _) = bench.in_the_safes(1);
    let transfer = offers(&bench, card, &actor(KEEPER), DISPENSER);
    confirms(&bench, &actor(DISPENSER), transfer).unwrap();
    let gives_back = |by, to| {
        let app = &bench.office.app;
        wait(offer_return(app, &actor(by), None, vec![card], to))
    };
    let to_pins = refused_without_trace(&bench, || gives_back(DISPENSER, PIN_KEEPER));
    assert_eq!(to_pins.rule(), Some(Rule::A7_1_1));
    let not_mine = refused_without_trace(&bench, || gives_back(PIN_DISPENSER, KEEPER));
    assert_eq!(not_mine.rule(), Some(Rule::C2));
    let back = TransferId::new(gives_back(DISPENSER, KEEPER).unwrap().id);
    confirms(&bench, &actor(KEEPER), back).unwrap();
    assert_eq!(bench.place(card), "safe");
}

#[test]
fn a7_1_3_what_comes_back_goes_to_nobody_who_answers_for_the_other_half() {
    let bench = Bench::open();
    let (card, pin) = listed(&bench);
    // The keepers of yesterday have changed places: today's card keeper still answers for the envelope.
    let card_keeper = with(PIN_KEEPER, &[Duty::CardKeeper]);
    receives(&bench, &card_keeper, Lane::Card, card, None).unwrap();
    let pin_keeper = with(KEEPER, &[Duty::PinKeeper]);
    receives(&bench, &pin_keeper, Lane::Pin, pin, None).unwrap();
    let transfer = offers(&bench, card, &card_keeper, DISPENSER);
    confirms(&bench, &actor(DISPENSER), transfer).unwrap();
    let app = &bench.office.app;
    let back = || {
        wait(offer_return(
            app,
            &actor(DISPENSER),
            None,
            vec![card],
            KEEPER,
        ))
    };
    // Refused when it is offered, so that nothing hangs between two people.
    let refused = refused_without_trace(&bench, back);
    assert_eq!(refused.rule(), Some(Rule::A7_1_3));
    assert_eq!(bench.place(card), "counter");
}

#[test]
fn a8_1_a_card_that_is_blocked_stays_blocked() {
    let bench = Bench::open();
    bench.in_the_safes(1);
    let cards = bench
        .office
        .read(|conn| cards_of(conn, MemberId::new(1), day("2026-11-21")));
    let id: CardId = cards.unwrap()[0].id;
    let block = || {
        let cmd = Block {
            card: id,
            cause: BlockCause::Lost,
            bank_reference: None,
        };
        wait(block_card(&bench.office.app, &actor(DISPENSER), None, cmd))
    };
    block().unwrap();
    let standing = || {
        let cards = bench
            .office
            .read(|conn| cards_of(conn, MemberId::new(1), day("2026-11-21")));
        cards.unwrap()[0].standing.clone()
    };
    assert_eq!(standing(), "blocked");
    refused_without_trace(&bench, block);
    assert_eq!(standing(), "blocked");
}
