//! The two tables beside the facts: what registers of before bring along, and what the database refuses by itself.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::cards::applications::testing::{NAMES, day};
use crate::cards::custody::active;
use crate::cards::custody::model::{CustodyFact, Evidence, Identified, Part, Past};
use crate::cards::custody::service::{NewCard, PastCard, list_cards, take_over_cards};
use crate::cards::error::CardError;
use crate::cards::testing::{Bench, DISPENSER, KEEPER, NUMBERS, PIN_DISPENSER, PIN_KEEPER};
use crate::kernel::{
    ApplicationId, BatchId, CardNumber, HandOverId, MemberId, SignatureId, TransferId,
};

/// A card of the old register that its member has: both halves by these keepers, which is what old registers may say.
fn past(member: i64, at: usize, keepers: [PersonId; 2], expires: &str) -> PastCard {
    let side = |keeper, dispenser| Past {
        keeper: Some(keeper),
        received_on: Some(day("2025-01-10")),
        handed_over_on: Some(day("2025-02-01")),
        dispenser: Some(dispenser),
        ..Past::default()
    };
    PastCard {
        member: MemberId::new(member),
        number: CardNumber::parse(NUMBERS[at])
            .map_err(|_| "a number")
            .unwrap(),
        name_on_card: NAMES[0].into(),
        expires_on: day(expires),
        expiry_derived: true,
        envelope_no: Some(format!("P-{at}")),
        card: side(keepers[0], DISPENSER),
        envelope: Some(side(keepers[1], PIN_DISPENSER)),
        kept_before: Vec::new(),
    }
}

fn take_over(bench: &Bench, cards: Vec<PastCard>) -> Vec<CardId> {
    let app = bench.office.app.clone();
    let over = move |tx: &mut Tx<'_>| take_over_cards(tx, &app.secrets, cards);
    bench.office.act::<_, CardError>(over)
}

fn active_card(bench: &Bench, member: i64) -> Option<i64> {
    let found = bench
        .office
        .read(|conn| active::of_members(conn, &[member]));
    found.unwrap().remove(&member)
}

#[test]
fn a7_1_3_one_person_with_both_halves_in_an_old_register_is_an_exception_and_blocks_nobody_else() {
    let bench = Bench::open();
    let both = past(1, 0, [KEEPER, KEEPER], "2030-09-30");
    let apart = past(2, 1, [KEEPER, PIN_KEEPER], "2030-09-30");
    let ids = take_over(&bench, vec![both, apart]);
    let found = bench.office.read(both_halves).unwrap();
    assert_eq!(found, [(ids[0], KEEPER)]);
    let hands = bench.office.read(|conn| of_cards(conn, &ids)).unwrap();
    assert_eq!(hands[&ids[0]].with_both(), [KEEPER]);
    assert!(hands[&ids[1]].with_both().is_empty());
    assert!(!hands[&ids[0]].had(Lane::Pin, PIN_KEEPER));
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

/// The migration as it stands, for the database of this run.
fn migrated_again(bench: &Bench) {
    let (down, up) = if std::env::var("SAHAKORN_TEST_PG_URL").is_ok() {
        (
            include_str!(
                "../../../../../migrations/postgres/2026-11-29-030000_card_hands/down.sql"
            ),
            include_str!("../../../../../migrations/postgres/2026-11-29-030000_card_hands/up.sql"),
        )
    } else {
        (
            include_str!("../../../../../migrations/sqlite/2026-11-29-030000_card_hands/down.sql"),
            include_str!("../../../../../migrations/sqlite/2026-11-29-030000_card_hands/up.sql"),
        )
    };
    bench.office.meddle(down);
    bench.office.meddle(up);
}

/// Which card is the latest, reckoned anew by its migration.
fn latest_again(bench: &Bench) {
    let up = if std::env::var("SAHAKORN_TEST_PG_URL").is_ok() {
        include_str!("../../../../../migrations/postgres/2026-11-29-071000_latest_card/up.sql")
    } else {
        include_str!("../../../../../migrations/sqlite/2026-11-29-071000_latest_card/up.sql")
    };
    bench.office.meddle(up);
}

/// The same, handed over on this day.
fn past_on(card: PastCard, on: &str) -> PastCard {
    let handed = |side: Past| Past {
        handed_over_on: Some(day(on)),
        ..side
    };
    PastCard {
        card: handed(card.card),
        envelope: card.envelope.map(handed),
        ..card
    }
}

#[test]
fn a4_of_two_cards_the_one_that_runs_and_came_last_is_active_and_the_migration_says_the_same() {
    let bench = Bench::open();
    let one =
        |at, member, expires, on| past_on(past(member, at, [KEEPER, PIN_KEEPER], expires), on);
    let ids = take_over(
        &bench,
        vec![
            // Handed over last, though it ends first and bears the lower id.
            one(0, 1, "2027-09-30", "2025-06-01"),
            one(1, 1, "2030-09-30", "2025-02-01"),
            // Handed over last, but past its day: it shuts the other out of nothing.
            one(2, 2, "2026-09-30", "2025-06-01"),
            one(3, 2, "2030-09-30", "2025-02-01"),
        ],
    );
    let active = || [1, 2].map(|member| active_card(&bench, member));
    let expected = [Some(ids[0].get()), Some(ids[3].get())];
    assert_eq!(active(), expected);
    bench
        .office
        .meddle("UPDATE active_cards SET card_id = 0 - card_id");
    latest_again(&bench);
    assert_eq!(active(), expected);
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn a7_1_3_a_database_of_before_opens_with_its_exceptions() {
    let bench = Bench::open();
    let ids = take_over(
        &bench,
        vec![
            past(1, 0, [KEEPER, KEEPER], "2028-09-30"),
            // Two cards of one member in the old register: the one that runs longest is active.
            past(1, 1, [KEEPER, PIN_KEEPER], "2030-09-30"),
            past(2, 2, [KEEPER, PIN_KEEPER], "2029-01-31"),
        ],
    );
    bench.in_the_safes(4);
    assert_eq!(active_card(&bench, 1), Some(ids[1].get()));
    migrated_again(&bench);
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
    assert_eq!(bench.office.read(both_halves).unwrap(), [(ids[0], KEEPER)]);
    assert_eq!(active_card(&bench, 1), Some(ids[1].get()));
}

/// Hands both halves of a new card of member 1 over, past every rule but the database's own.
fn pushed_through(bench: &Bench, at: usize) -> Result<(), String> {
    pushed(bench, at, moves)
}

fn pushed(bench: &Bench, at: usize, moves: fn(&str) -> [CustodyFact; 4]) -> Result<(), String> {
    let app = bench.office.app.clone();
    let act = move |tx: &mut Tx<'_>| {
        let new = NewCard {
            member: MemberId::new(1),
            application: ApplicationId::new(1),
            batch: BatchId::new(1),
            number: CardNumber::parse(NUMBERS[at])
                .map_err(|_| "a number")
                .unwrap(),
            name_on_card: NAMES[0].into(),
            expires_on: day("2030-09-30"),
            expiry_derived: true,
            envelope_no: Some(format!("N-{at}")),
        };
        let card = list_cards(tx, &app.secrets, vec![new])?[0];
        let items = super::super::store::items_of_cards(tx.conn, &[card.get()])?;
        for row in items {
            for fact in moves(&row.lane) {
                let before = crate::db::fold_one::<Item>(tx.conn, row.id)?;
                tx.advance_one(row.id, before, day("2026-11-21"), fact)?;
            }
        }
        Ok::<_, CardError>(crate::db::Receipt::of("test", "tests", 1))
    };
    let meta = crate::db::ActMeta::new(KEEPER, "test.act");
    let done = bench.office.app.writer.act(meta, act);
    let done = crate::cards::applications::testing::wait(done);
    done.map(|_| ()).map_err(|error| error.to_string())
}

fn moves(lane: &str) -> [CustodyFact; 4] {
    let transfer = TransferId::new(5);
    let (keeper, dispenser) = match lane {
        "card" => (KEEPER, DISPENSER),
        _ => (PIN_KEEPER, PIN_DISPENSER),
    };
    [
        CustodyFact::Received {
            keeper,
            envelope_no: None,
        },
        CustodyFact::Offered {
            to: dispenser,
            transfer,
        },
        CustodyFact::Released { transfer },
        CustodyFact::HandedOver {
            dispenser,
            hand_over: HandOverId::new(1),
            evidence: Evidence::Signature(SignatureId::new(1)),
            identified: Identified::NationalIdSeen,
        },
    ]
}

#[test]
fn a5_1_a_second_active_card_is_refused_by_the_database_too() {
    let bench = Bench::open();
    pushed_through(&bench, 0).unwrap();
    let (events, first) = (bench.office.events(), active_card(&bench, 1));
    assert!(first.is_some());
    assert!(
        pushed_through(&bench, 1).is_err(),
        "the table's key refuses"
    );
    assert_eq!(bench.office.events(), events);
    assert_eq!(active_card(&bench, 1), first);
    assert!(bench.verify().ok);
}

#[test]
fn a5_1_a_card_past_its_last_day_gives_its_place_to_the_next() {
    let bench = Bench::open();
    let old = take_over(&bench, vec![past(1, 0, [KEEPER, PIN_KEEPER], "2026-10-31")]);
    assert_eq!(active_card(&bench, 1), Some(old[0].get()));
    pushed_through(&bench, 1).unwrap();
    assert_ne!(active_card(&bench, 1), Some(old[0].get()));
    assert!(bench.verify().ok);
}

#[test]
fn a7_1_3_the_database_itself_gives_nobody_the_second_half() {
    let bench = Bench::open();
    let events = bench.office.events();
    let by_the_same = |_: &str| moves("card");
    assert!(pushed(&bench, 0, by_the_same).is_err(), "kept and given");
    assert_eq!(bench.office.events(), events);
    // What an old register tells of one person is a fact, also where a match tells it later.
    let ids = take_over(&bench, vec![past(1, 0, [KEEPER, PIN_KEEPER], "2030-09-30")]);
    let told = move |tx: &mut Tx<'_>| {
        let rows = super::super::store::items_of_cards(tx.conn, &[ids[0].get()])?;
        let pin = rows.iter().find(|row| row.lane == "pin").unwrap().id;
        let before = crate::db::fold_one::<Item>(tx.conn, pin)?;
        let (part, person) = (Part::Keeper, KEEPER);
        let fact = CustodyFact::PastHand { part, person };
        tx.advance_one(pin, before, day("2026-11-21"), fact)?;
        Ok::<_, CardError>(ids[0])
    };
    let card = bench.office.act(told);
    assert_eq!(bench.office.read(both_halves).unwrap(), [(card, KEEPER)]);
    assert!(bench.verify().ok);
}
