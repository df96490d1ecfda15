//! Exceptions settled by the manager, and names matched to people who are judged by them from then on.

use super::*;
use crate::cards::custody::service::{cards_of, confirm_transfer, offer_release};
use crate::cards::error::CardError;
use crate::cards::takeover::service::{Match, Settle, match_by_hand, settle};
use crate::cards::takeover::store::{self, Filter};
use crate::cards::testing::{DISPENSER, PIN_DISPENSER};
use crate::kernel::{MemberId, PersonId, TransferId};

/// Open exceptions as (id, what).
fn open(bench: &Bench) -> Vec<(i64, String)> {
    let filter = Filter {
        state: Some("open".into()),
        what: None,
    };
    let rows = bench.office.read(|conn| store::page(conn, &filter, 0, 100));
    let rows = rows.unwrap().into_iter();
    rows.map(|row| (row.id, row.what)).collect()
}

fn ids(bench: &Bench) -> Vec<i64> {
    open(bench).into_iter().map(|(id, _)| id).collect()
}

fn settles(bench: &Bench, exceptions: Vec<i64>, reason: &str) -> Result<Receipt, TakeOverError> {
    let cmd = Settle {
        exceptions,
        reason: reason.into(),
        namesake: false,
    };
    wait(settle(&bench.office.app, &manager(), Some(key()), cmd))
}

fn matches_to(bench: &Bench, name: &str, person: PersonId) -> Result<Receipt, TakeOverError> {
    let cmd = Match {
        name: name.into(),
        person,
        reason: "ชื่อเดิมก่อนเปลี่ยนนามสกุล".into(),
    };
    wait(match_by_hand(
        &bench.office.app,
        &manager(),
        Some(key()),
        cmd,
    ))
}

fn active(bench: &Bench, member: i64) -> Vec<bool> {
    let today = bench.office.app.clock.today();
    let cards = bench
        .office
        .read(|conn| cards_of(conn, MemberId::new(member), today));
    cards.unwrap().into_iter().map(|card| card.active).collect()
}

/// Card and envelope handed over by one person.
fn both_by_malee(at: usize, member: usize) -> String {
    format!(
        "{member},{},09/30,1/9/2569,,,,2/9/2569,มาลี บุญส่ง,E-{at},3/9/2569,มาลี บุญส่ง,",
        NUMBERS[at]
    )
}

#[test]
fn a4_an_excepted_card_is_not_active_until_each_exception_is_settled() {
    let bench = opened();
    let row = both_by_malee(0, 1).replace("1/9/2569", "1/8/2563");
    take(&bench, &file(&[row])).unwrap();
    let waiting = ids(&bench);
    assert_eq!((waiting.len(), active(&bench, 1)), (2, vec![false]));
    settles(&bench, waiting[..1].to_vec(), "ตรวจกับทะเบียนกระดาษแล้ว").unwrap();
    assert_eq!(active(&bench, 1), [false]);
    settles(&bench, waiting[1..].to_vec(), "ตรวจกับทะเบียนกระดาษแล้ว").unwrap();
    assert_eq!(active(&bench, 1), [true]);
    assert!(open(&bench).is_empty());
    let all = bench
        .office
        .read(|conn| store::page(conn, &Filter::default(), 0, 100));
    let all = all.unwrap();
    assert_eq!(all.len(), 2, "the list stays");
    assert!(
        all.iter()
            .all(|row| row.reason.is_some() && row.settled_by.is_some())
    );
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn r0_settling_is_the_managers_with_a_reason_and_once() {
    let bench = opened();
    take(&bench, &file(&[both_by_malee(0, 1)])).unwrap();
    let (waiting, events) = (ids(&bench), bench.office.events());
    let cmd = Settle {
        exceptions: waiting.clone(),
        reason: "x".into(),
        namesake: false,
    };
    let keeper = wait(settle(&bench.office.app, &actor(KEEPER), Some(key()), cmd));
    assert!(matches!(keeper, Err(TakeOverError::NotManager)));
    let card = format!("บัตร {}", NUMBERS[0]);
    for (ids, reason) in [
        (waiting.clone(), "  "),
        (waiting.clone(), card.as_str()),
        (vec![99], "x"),
        (vec![], "x"),
        (vec![waiting[0], waiting[0]], "x"),
    ] {
        assert!(settles(&bench, ids, reason).is_err(), "{reason}");
    }
    assert_eq!(bench.office.events(), events);
    settles(&bench, waiting.clone(), "ตรวจแล้ว").unwrap();
    let again = settles(&bench, waiting, "ตรวจแล้ว");
    assert!(matches!(again, Err(TakeOverError::NotOpen { .. })));
}

#[test]
fn a5_1_a_second_active_card_is_not_settled_beside_the_first() {
    let bench = opened();
    let row = |at: usize, on: &str| {
        format!(
            "1,{},09/30,1/9/2569,,,,{on},มาลี บุญส่ง,E-{at},{on},วิชัย แก้วกล้า,",
            NUMBERS[at]
        )
    };
    take(&bench, &file(&[row(0, "2/9/2569"), row(1, "3/9/2569")])).unwrap();
    assert_eq!(active(&bench, 1), [true, false], "newest first");
    let (waiting, events) = (ids(&bench), bench.office.events());
    let refused = settles(&bench, waiting, "ตรวจแล้ว").unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A5_1));
    assert_eq!(bench.office.events(), events);
    assert_eq!(open(&bench).len(), 1, "it stays open");
}

#[test]
fn a4_what_went_to_somebody_who_left_is_not_settled_into_an_active_card() {
    let bench = opened();
    take(&bench, &file(&[both_by_malee(0, 1)])).unwrap();
    let by = actor(KEEPER);
    let today = bench.office.app.clock.today();
    let left = (today, "ลาออก".to_owned());
    let id = (MemberId::new(1), 1);
    wait(crate::members::service::leave(
        &bench.office.app,
        &by,
        id,
        left,
        key(),
    ))
    .unwrap();
    let refused = settles(&bench, ids(&bench), "ตรวจแล้ว").unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A4));
}

/// The card given by an unknown name, its envelope still in the safe.
fn card_by_a_name(name: &str) -> String {
    format!("1,{},09/30,1/9/2569,,,,2/9/2569,{name},E-1,,,", NUMBERS[0])
}

fn offers_pin(bench: &Bench) -> Result<TransferId, CardError> {
    let pin = bench.item(Lane::Pin, 1);
    let app = &bench.office.app;
    let offered = wait(offer_release(
        app,
        &actor(PIN_KEEPER),
        None,
        vec![pin],
        PIN_DISPENSER,
    ));
    offered.map(|receipt| TransferId::new(receipt.id))
}

#[test]
fn r0_nothing_of_an_excepted_card_is_released() {
    let bench = opened();
    take(&bench, &file(&[card_by_a_name("นายเก่า ดีมาก")])).unwrap();
    let refused = offers_pin(&bench).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::R0));
}

#[test]
fn a7_2_3x_a_matched_person_is_judged_by_what_the_old_register_says() {
    let bench = opened();
    take(&bench, &file(&[card_by_a_name("นายเก่า ดีมาก")])).unwrap();
    assert!(matches!(
        matches_to(&bench, "นายไม่มี ในทะเบียน", PIN_DISPENSER),
        Err(TakeOverError::NoName)
    ));
    let stranger = matches_to(&bench, "นายเก่า ดีมาก", PersonId::new(77));
    assert!(matches!(stranger, Err(TakeOverError::NoPerson)));
    matches_to(&bench, "นายเก่า ดีมาก", PIN_DISPENSER).unwrap();
    assert!(open(&bench).is_empty());
    let transfer = offers_pin(&bench);
    let refused = transfer.and_then(|id| {
        let app = &bench.office.app;
        wait(confirm_transfer(app, &actor(PIN_DISPENSER), None, id))?;
        let by = actor(PIN_DISPENSER);
        let open = crate::cards::handover::service::Open {
            item: bench.item(Lane::Pin, 1),
            identified: crate::cards::custody::model::Identified::NationalIdSeen,
            desk: "โต๊ะ 1".into(),
            takes_in: false,
        };
        wait(crate::cards::handover::service::open(app, &by, None, open))
    });
    assert_eq!(refused.unwrap_err().rule(), Some(Rule::A7_2_3X));
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn a7_2_3x_a_match_that_makes_one_person_of_both_halves_is_an_exception_of_its_own() {
    let bench = opened();
    let row = format!(
        "1,{},09/30,1/9/2569,,,,2/9/2569,นายเก่า ดีมาก,E-1,3/9/2569,วิชัย แก้วกล้า,",
        NUMBERS[0]
    );
    take(&bench, &file(&[row])).unwrap();
    let found: Vec<String> = open(&bench).into_iter().map(|(_, what)| what).collect();
    assert_eq!(found, ["unknown_name"]);
    matches_to(&bench, "นายเก่า ดีมาก", PIN_DISPENSER).unwrap();
    let found: Vec<String> = open(&bench).into_iter().map(|(_, what)| what).collect();
    assert_eq!(found, ["both_halves"]);
    assert_eq!(active(&bench, 1), [false]);
    settles(&bench, ids(&bench), "เกิดก่อนเริ่มใช้ระบบ").unwrap();
    assert_eq!(active(&bench, 1), [true]);
    assert!(bench.verify().ok);
}

fn whats(bench: &Bench) -> Vec<String> {
    let mut whats: Vec<String> = open(bench).into_iter().map(|(_, what)| what).collect();
    whats.sort();
    whats
}

/// The card kept by one hand and given by another, its envelope given by a third.
fn kept_and_given(card_keeper: &str, card_by: &str, envelope_by: &str) -> String {
    format!(
        "1,{},09/30,1/9/2569,{card_keeper},,,2/9/2569,{card_by},E-1,3/9/2569,{envelope_by},",
        NUMBERS[0]
    )
}

#[test]
fn a7_2_3x_a_match_is_judged_like_the_row_with_that_person() {
    // Note **4: the keeper of the register is the dispenser by name.
    let bench = opened();
    let row = kept_and_given("สมชาย ใจมั่น", "นายเก่า ดีมาก", "วิชัย แก้วกล้า");
    take(&bench, &file(&[row])).unwrap();
    matches_to(&bench, "นายเก่า ดีมาก", KEEPER).unwrap();
    assert_eq!(whats(&bench), ["keeper_dispensed"]);
    // Another pair of the same card hides nothing.
    let bench = opened();
    let row = kept_and_given("นายเก่า ดีมาก", "มาลี บุญส่ง", "มาลี บุญส่ง");
    take(&bench, &file(&[row + "อำนวย ศรีสุข"])).unwrap();
    assert_eq!(whats(&bench), ["both_halves", "unknown_name"]);
    matches_to(&bench, "นายเก่า ดีมาก", PIN_KEEPER).unwrap();
    assert_eq!(
        whats(&bench),
        ["both_halves", "not_eligible", "same_keeper"]
    );
    // What this person had broken by himself is not told twice.
    let bench = opened();
    let row = kept_and_given("นายเก่า ดีมาก", "มาลี บุญส่ง", "มาลี บุญส่ง");
    take(&bench, &file(&[row])).unwrap();
    matches_to(&bench, "นายเก่า ดีมาก", DISPENSER).unwrap();
    assert_eq!(whats(&bench), ["both_halves", "keeper_dispensed"]);
    // None of the chairperson's roles lets him give a card.
    let bench = opened();
    let row = kept_and_given("สมชาย ใจมั่น", "นายเก่า ดีมาก", "วิชัย แก้วกล้า");
    take(&bench, &file(&[row])).unwrap();
    matches_to(&bench, "นายเก่า ดีมาก", PIN_KEEPER).unwrap();
    assert_eq!(whats(&bench), ["not_eligible"]);
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn a7_2_3x_a_match_reaches_a_name_however_it_is_written_and_settled_ones_too() {
    let bench = opened();
    let row = kept_and_given("สมชาย ใจมั่น", "นายเก่า ดีมาก", "วิชัย แก้วกล้า");
    let spelled = format!(
        "2,{},09/30,1/9/2569,,,,2/9/2569,เก่า  ดีมาก,E-2,3/9/2569,วิชัย แก้วกล้า,",
        NUMBERS[1]
    );
    take(&bench, &file(&[row, spelled])).unwrap();
    settles(&bench, ids(&bench)[..1].to_vec(), "ลาออกไปแล้ว").unwrap();
    assert_eq!(active(&bench, 1), [true]);
    let receipt = matches_to(&bench, "เก่า ดีมาก", PIN_DISPENSER).unwrap();
    assert_eq!(receipt.numbers, ["2"]);
    assert_eq!(whats(&bench), ["both_halves", "both_halves"]);
    assert_eq!(
        (active(&bench, 1), active(&bench, 2)),
        (vec![false], vec![false])
    );
    let none = matches_to(&bench, "เก่า ดีมาก", DISPENSER);
    assert!(matches!(none, Err(TakeOverError::NoName)));
    let report = bench.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn a_name_that_is_kept_stays_as_the_old_register_writes_it() {
    let bench = opened();
    let row = format!(
        "1,{},09/30,1/9/2569,,,,2/9/2569,นายเก่า ดีมาก,E-1,3/9/2569,วิชัย แก้วกล้า,",
        NUMBERS[0]
    );
    take(&bench, &file(&[row])).unwrap();
    settles(&bench, ids(&bench), "ลาออกไปแล้ว ไม่มีในระบบ").unwrap();
    assert_eq!(active(&bench, 1), [true]);
    let card = bench.item(Lane::Card, 1);
    let told = bench
        .office
        .read(|conn| crate::cards::custody::timeline::of_items(conn, &[card.get()]));
    let said = told.unwrap()[0].said(Lang::Th, &Default::default());
    assert!(said.contains("นายเก่า ดีมาก"), "{said}");
}
