//! Applications through their acts.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::error::ApplicationError as Refused;
use super::model::{Cause, IssueKind, State};
use super::service::{self, Correction, Phone};
use super::store::Filter;
use super::testing::{
    NAMES, Office, an_application, day, key, named_key, officer, wait, with_duties,
};
use super::view;
use crate::cards::custody::model::Past;
use crate::cards::custody::service::{PastCard, cards_of, take_over_cards};
use crate::cards::error::CardError;
use crate::identity::model::Duty;
use crate::kernel::{ApplicationId, CardId, CardNumber, Cursor, Limit, MemberId, Rule};

/// A card of the old register, with its member, as the member's page would list it.
fn an_active_card(office: &Office, member: i64) -> CardId {
    let secrets = office.app.clone();
    office.act(move |tx| {
        let dispenser = tx.actor();
        let past = || Past {
            received_on: Some(day("2024-05-01")),
            handed_over_on: Some(day("2024-05-02")),
            dispenser: Some(dispenser),
            ..Past::default()
        };
        let card = PastCard {
            member: MemberId::new(member),
            number: CardNumber::parse("9999000000000012").map_err(|_| CardError::Stale)?,
            name_on_card: NAMES[0].into(),
            expires_on: day("2029-05-31"),
            expiry_derived: true,
            envelope_no: None,
            card: past(),
            envelope: Some(past()),
            kept_before: Vec::new(),
        };
        Ok::<_, CardError>(take_over_cards(tx, &secrets.secrets, vec![card])?[0])
    })
}

#[test]
fn a5_1_an_application_is_taken_completed_and_found() {
    let office = Office::open();
    let mut new = an_application(1, IssueKind::First);
    new.data_completed_on = None;
    new.phone = Some(Phone::parse("๐๘๑-234 5221").unwrap());
    let id = office.take(new).unwrap();
    let open = office.application(id);
    assert_eq!((open.no.as_str(), open.version), ("AP2569/000001", 1));
    assert_eq!(open.details.officer, super::testing::MALEE);
    let on = Some(day("2026-11-20"));
    wait(service::complete(&office.app, officer(), key(), id, 1, on)).unwrap();
    let shown = office
        .read(|conn| view::one(&office.app, conn, id, day("2026-11-21")))
        .unwrap();
    assert_eq!(shown.line.state, "complete");
    assert_eq!(shown.line.member_name, NAMES[0]);
    assert_eq!(shown.phone.as_deref(), Some("xxx-xxx-x221"));
    // 20 November and 45 days: 4 January 2027, a working day.
    assert_eq!(shown.line.must_go_by, Some(day("2027-01-04")));
    assert_eq!(shown.line.days_left, Some(44));
    assert_eq!(shown.to_bank.unwrap().days, 45);
    let report = office.verify();
    assert!(report.ok, "{:?}", report.broken);
}

#[test]
fn a_telephone_is_shown_whole_for_a_reason_and_the_look_is_noted() {
    use crate::db::schema::access_log as log;
    use diesel::prelude::*;
    let office = Office::open();
    let mut new = an_application(1, IssueKind::First);
    new.phone = Some(Phone::parse("0812345221").unwrap());
    let id = office.take(new).unwrap();
    let ask = |reason: &str| wait(service::reveal(&office.app, &officer(), id, reason));
    assert!(matches!(
        ask(" "),
        Err(Refused::Required { field: "reason" })
    ));
    let shown = ask("โทรแจ้งว่าบัตรมาแล้ว").unwrap();
    assert_eq!(shown.as_deref(), Some("0812345221"));
    office.app.writer.stop();
    let noted: Vec<(String, String)> = office.read(|conn| {
        let lines = log::table.select((log::what, log::object));
        lines.load(conn).unwrap()
    });
    let looked = ("revealed".to_owned(), format!("application/{id}/phone"));
    assert_eq!(noted, [looked]);
}

#[test]
fn a5_1_a_second_application_under_way_is_refused_and_leaves_nothing() {
    let office = Office::open();
    let id = office.take(an_application(1, IssueKind::First)).unwrap();
    let before = office.events();
    let refused = office
        .take(an_application(1, IssueKind::First))
        .unwrap_err();
    assert!(matches!(refused, Refused::OneOpenAlready { open } if open == id));
    assert_eq!(
        (refused.rule(), office.events()),
        (Some(Rule::A5_1), before)
    );
    let reason = "สมาชิกขอยกเลิก".to_owned();
    wait(service::cancel(
        &office.app,
        officer(),
        key(),
        id,
        2,
        reason,
    ))
    .unwrap();
    let again = office.take(an_application(1, IssueKind::First)).unwrap();
    assert_eq!(office.application(again).no, "AP2569/000002");
    assert!(office.verify().ok);
}

#[test]
fn r0_no_act_is_dated_before_the_regulations_day() {
    let office = Office::open();
    let before = office.events();
    let early = super::service::NewApplication {
        opened_on: Some(day("2020-08-28")),
        data_completed_on: None,
        ..an_application(1, IssueKind::First)
    };
    let first_day = super::service::NewApplication {
        opened_on: Some(day("2020-08-29")),
        ..early.clone()
    };
    assert_eq!(office.take(early).unwrap_err().rule(), Some(Rule::R0));
    // The first day of the regulation stands, but lies more than seven days back.
    assert_eq!(office.take(first_day).unwrap_err().rule(), Some(Rule::A5_1));
    assert_eq!(office.events(), before);
}

#[test]
fn a5_1_kinds_are_held_against_the_cards_of_the_member() {
    let office = Office::open();
    let expired = office
        .take(an_application(1, IssueKind::Expired))
        .unwrap_err();
    assert!(matches!(expired, Refused::NoEarlierCard));
    let card = an_active_card(&office, 1);
    let first = office
        .take(an_application(1, IssueKind::First))
        .unwrap_err();
    assert!(matches!(first, Refused::HasActiveCard { card: held } if held == card));
    let cause = Cause::Chip;
    let id = office
        .take(an_application(1, IssueKind::Unusable { cause }))
        .unwrap();
    assert_eq!(office.application(id).details.earlier_card, Some(card));
    let others = an_application(2, IssueKind::First);
    let named = super::service::NewApplication {
        issue: IssueKind::Expired,
        earlier_card: Some(card),
        ..others
    };
    assert!(matches!(office.take(named), Err(Refused::NoEarlierCard)));
}

#[test]
fn a8_1_a_reported_card_is_blocked_with_the_application() {
    let office = Office::open();
    let card = an_active_card(&office, 1);
    let active = |office: &Office| {
        let cards = office.read(|conn| cards_of(conn, MemberId::new(1), day("2026-11-21")));
        cards.unwrap()[0].active
    };
    assert!(active(&office));
    let id = office.take(an_application(1, IssueKind::Lost)).unwrap();
    assert!(!active(&office));
    let first = office.take(an_application(1, IssueKind::First));
    assert!(matches!(first, Err(Refused::OneOpenAlready { .. })));
    assert_eq!(office.application(id).details.earlier_card, Some(card));
    assert!(office.verify().ok);
}

#[test]
fn a8_2_a_lost_card_without_its_report_stays_open() {
    let office = Office::open();
    an_active_card(&office, 1);
    let mut new = an_application(1, IssueKind::PinForgotten);
    new.papers.loss_report = None;
    let refused = office.take(new.clone()).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A8_2));
    new.data_completed_on = None;
    let id = office.take(new).unwrap();
    assert!(matches!(office.application(id).state, State::Open));
    let correction = Correction {
        papers: Some(an_application(1, IssueKind::PinForgotten).papers),
        reason: "สมาชิกนำบันทึกมา".into(),
        ..Correction::default()
    };
    wait(service::correct(
        &office.app,
        officer(),
        key(),
        id,
        1,
        correction,
    ))
    .unwrap();
    wait(service::complete(
        &office.app,
        officer(),
        key(),
        id,
        2,
        None,
    ))
    .unwrap();
    assert!(matches!(office.application(id).state, State::Complete(_)));
}

#[test]
fn a6_without_the_duty_nothing_is_done() {
    let office = Office::open();
    let by = with_duties(vec![Duty::CardKeeper]);
    let before = office.events();
    let new = an_application(1, IssueKind::First);
    let refused = wait(service::open(&office.app, by.clone(), key(), new)).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A6));
    let id = office.take(an_application(1, IssueKind::First)).unwrap();
    let reason = "x".to_owned();
    assert!(wait(service::cancel(&office.app, by, key(), id, 2, reason)).is_err());
    assert_eq!(office.events(), before + 1);
}

#[test]
fn a_stale_version_a_future_day_and_a_hidden_card_number_are_refused() {
    let office = Office::open();
    let mut future = an_application(2, IssueKind::First);
    future.opened_on = Some(day("2026-11-22"));
    assert!(matches!(
        office.take(future),
        Err(Refused::InFuture { field: "opened_on" })
    ));
    let mut hidden = an_application(2, IssueKind::First);
    hidden.place = "9999-0000-0000-0012".into();
    assert!(matches!(
        office.take(hidden),
        Err(Refused::CardNumberInText { field: "place" })
    ));
    let nobody = office.take(an_application(99, IssueKind::First));
    assert!(matches!(nobody, Err(Refused::UnknownMember)));
    let mut early = an_application(2, IssueKind::First);
    early.opened_on = Some(day("2020-08-28"));
    assert_eq!(office.take(early).unwrap_err().rule(), Some(Rule::R0));
    let id = office.take(an_application(2, IssueKind::First)).unwrap();
    let stale = service::cancel(&office.app, officer(), key(), id, 1, "x".into());
    assert!(matches!(wait(stale), Err(Refused::Stale)));
}

#[test]
fn the_same_key_takes_one_application() {
    let office = Office::open();
    let open = || {
        let new = an_application(3, IssueKind::First);
        wait(service::open(&office.app, officer(), named_key("k"), new)).unwrap()
    };
    let (first, again) = (open(), open());
    assert_eq!(first, again);
    assert_eq!(first.location, format!("/api/v1/applications/{}", first.id));
}

#[test]
fn a6_what_is_due_is_listed_most_urgent_first() {
    let office = Office::since(None, "2026-10-01T02:00:00Z");
    let opened = |member| {
        let mut new = an_application(member, IssueKind::First);
        new.opened_on = None;
        new.data_completed_on = None;
        office.take(new).unwrap()
    };
    let [one, two, three] = [1, 2, 3].map(opened);
    for (id, completed_on) in [
        (two, "2026-10-01"),
        (one, "2026-10-20"),
        (three, "2026-11-20"),
    ] {
        office.moves_to(completed_on);
        let done = service::complete(&office.app, officer(), key(), id, 1, None);
        wait(done).unwrap();
    }
    let page = |due_by: &str, after| {
        let filter = Filter {
            due_by: Some(day(due_by)),
            ..Filter::default()
        };
        let limit = Limit::parse(Some(1)).unwrap();
        office
            .read(|conn| view::page(conn, &filter, after, limit, day("2026-11-21")))
            .unwrap()
    };
    // 1 October and 45 days: 15 November, a Sunday, so Monday the 16th.
    let first = page("2026-12-31", None);
    assert_eq!(first.items[0].must_go_by, Some(day("2026-11-16")));
    assert_eq!(first.items[0].days_left, Some(-5));
    let cursor = Cursor::parse(&first.next.unwrap()).unwrap();
    let second = page("2026-12-31", Some(&cursor));
    assert_eq!(second.items[0].must_go_by, Some(day("2026-12-04")));
    assert_eq!(second.next, None);
    assert_eq!(page("2026-11-20", None).next, None);
}

/// Five applications, in the order in which the list has them: two complete, two open, one cancelled. They were taken in
/// another one.
fn five(office: &Office) -> [i64; 5] {
    let taken = |member, opened: &str, done: Option<&str>| {
        office.moves_to(opened);
        let mut new = an_application(member, IssueKind::First);
        new.opened_on = Some(day(opened));
        new.data_completed_on = done.map(day);
        office.take(new).unwrap().get()
    };
    let pressing = taken(5, "2026-10-01", Some("2026-10-01"));
    let over = taken(1, "2026-11-01", None);
    let gone = ApplicationId::new(over);
    let cancelled = service::cancel(&office.app, officer(), key(), gone, 1, "ไม่รับ".into());
    wait(cancelled).unwrap();
    let older = taken(3, "2026-11-02", None);
    let later = taken(2, "2026-11-20", None);
    let roomy = taken(4, "2026-11-20", Some("2026-11-20"));
    [pressing, roomy, older, later, over]
}

/// Two applications after a place, and the cursor of the next two.
fn two(
    office: &Office,
    filter: &Filter,
    after: Option<&Cursor>,
) -> Result<(Vec<i64>, Option<Cursor>), Refused> {
    let limit = Limit::parse(Some(2)).unwrap();
    let page = office.read(|conn| view::page(conn, filter, after, limit, day("2026-11-21")))?;
    let ids = page.items.iter().map(|line| line.id.get()).collect();
    Ok((ids, page.next.map(|next| Cursor::parse(&next).unwrap())))
}

#[test]
fn the_list_has_the_most_urgent_on_top_and_pages_by_place() {
    let office = Office::since(None, "2026-10-01T02:00:00Z");
    let all = five(&office);
    let filter = Filter::default();
    let (first, next) = two(&office, &filter, None).unwrap();
    let (second, next) = two(&office, &filter, next.as_ref()).unwrap();
    let (third, last) = two(&office, &filter, next.as_ref()).unwrap();
    assert_eq!([first, second, third].concat(), all);
    assert_eq!(last, None);
    let made_up = Cursor::new("soon", 3);
    let refused = two(&office, &filter, Some(&made_up)).unwrap_err();
    assert!(matches!(refused, Refused::NotAChoice { field: "cursor" }));
}

#[test]
fn a_state_is_listed_in_the_order_of_its_group() {
    let office = Office::since(None, "2026-10-01T02:00:00Z");
    let [pressing, roomy, older, later, over] = five(&office);
    for (state, ids) in [
        ("complete", &[pressing, roomy][..]),
        ("open", &[older, later]),
        ("cancelled", &[over]),
    ] {
        let filter = Filter {
            state: Some(state.into()),
            ..Filter::default()
        };
        assert_eq!(two(&office, &filter, None).unwrap().0, ids, "{state}");
    }
}

#[test]
fn verify_names_an_application_that_was_edited() {
    let office = Office::open();
    let id = office.take(an_application(1, IssueKind::First)).unwrap();
    office.meddle(&format!(
        "UPDATE applications SET must_go_by = '2030-01-01' WHERE id = {id}"
    ));
    let broken = office.verify().broken.unwrap();
    assert_eq!(broken.table.as_deref(), Some("applications"));
    assert_eq!(broken.id, Some(id.get()));
}
