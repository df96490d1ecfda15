//! Numbers and lists of the board over a database.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::cards::applications::testing::{MALEE, NAMES, Office, wait, with_duties};
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{
    self as custody, FirstNotices, NewCard, PlaceCount, Receive, ReceiveLine,
};
use crate::cards::error::CardError;
use crate::documents::service::letter_list;
use crate::identity::model::Duty;
use crate::kernel::{ApplicationId, BatchId, CardNumber, ItemId, MemberId};

const NUMBERS: [&str; 5] = [
    "9999000000000012",
    "9999000000000020",
    "4000000000000002",
    "9999000000000038",
    "9999000000000046",
];

/// Five cards of five members on the bank's list.
fn listed(office: &Office) {
    let app = office.app.clone();
    let expires = office.app.clock.today().plus_days(900);
    office.act::<(), CardError>(move |tx| {
        let new = NUMBERS.iter().zip(1..).map(|(number, member)| NewCard {
            member: MemberId::new(member),
            application: ApplicationId::new(member),
            batch: BatchId::new(1),
            number: CardNumber::parse(number).map_err(|_| "a number").unwrap(),
            name_on_card: NAMES[0].into(),
            expires_on: expires,
            expiry_derived: true,
            envelope_no: Some(format!("E-{member}")),
        });
        let new: Vec<NewCard> = new.collect();
        custody::list_cards(tx, &app.secrets, new)?;
        Ok(())
    });
}

fn list(office: &Office, asked: &Asked) -> Vec<Line> {
    let today = office.app.clock.today();
    let reckoning = Reckoning {
        today,
        delay: 1,
        holidays: &office.app.holidays,
    };
    office.read(|conn| lines(conn, &reckoning, asked)).unwrap()
}

fn receive(office: &Office, lane: Lane, count: usize) -> Vec<i64> {
    let ids: Vec<i64> = list(office, &Asked::of(lane).at(Group::Bank))
        .iter()
        .take(count)
        .map(|line| line.item.id)
        .collect();
    let lines = ids.iter().map(|id| ReceiveLine {
        item: ItemId::new(*id),
        envelope_no: None,
        fault: None,
        note: String::new(),
    });
    let cmd = Receive {
        lane,
        received_on: office.app.clock.today(),
        lines: lines.collect(),
    };
    let mut by = with_duties(vec![lane.keeper()]);
    if lane == Lane::Pin {
        by.person = crate::kernel::PersonId::new(2);
    }
    wait(custody::receive(&office.app, &by, None, cmd)).unwrap();
    ids
}

fn counted(counts: &[PlaceCount], group: Group) -> usize {
    let here = counts.iter().filter(|c| group.has(&c.place));
    usize::try_from(here.map(|c| c.count).sum::<i64>()).unwrap()
}

#[test]
fn every_number_of_a_lane_is_the_length_of_its_list() {
    let office = Office::open();
    listed(&office);
    receive(&office, Lane::Card, 3);
    receive(&office, Lane::Pin, 2);
    for (lane, drawer) in [(Lane::Card, 3), (Lane::Pin, 2)] {
        let counts = office.read(|conn| totals(conn, lane)).unwrap();
        for group in Group::LANE {
            let found = list(&office, &Asked::of(lane).at(group)).len();
            assert_eq!(found, counted(&counts, group), "{lane:?} {group:?}");
        }
        assert_eq!(counted(&counts, Group::Drawer), drawer);
        assert_eq!(list(&office, &Asked::of(lane)).len(), 5);
    }
}

#[test]
fn c6_a_card_without_its_envelope_is_named_on_its_own_lane_only() {
    let office = Office::open();
    listed(&office);
    receive(&office, Lane::Card, 3);
    receive(&office, Lane::Pin, 2);
    let alone = |lane| Asked {
        unpaired: true,
        ..Asked::of(lane)
    };
    let cards = list(&office, &alone(Lane::Card));
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].item.member_id, 3);
    assert!(list(&office, &alone(Lane::Pin)).is_empty());
}

#[test]
fn a7_2_1_a_letter_takes_a_card_from_the_list_and_the_next_number_follows() {
    let office = Office::open();
    listed(&office);
    let ids = receive(&office, Lane::Card, 3);
    let today = office.app.clock.today();
    let asked = Asked {
        want: Some(Want::Announce),
        ..Asked::of(Lane::Card)
    };
    assert_eq!(list(&office, &asked).len(), 3);
    let year = today.buddhist_year();
    let next = || {
        office
            .read(|conn| letter_list::next_running(conn, year))
            .unwrap()
    };
    assert_eq!(next(), 1);
    let cmd = FirstNotices::of(ids.iter().take(2).copied().map(ItemId::new).collect());
    let by = with_duties(vec![Duty::CardKeeper]);
    let receipt = wait(custody::make_first_notices(&office.app, &by, None, cmd)).unwrap();
    assert_eq!(receipt.numbers, [format!("1/{year}"), format!("2/{year}")]);
    assert_eq!((list(&office, &asked).len(), next()), (1, 3));
    let running = Asked {
        want: Some(Want::Running),
        ..Asked::of(Lane::Card)
    };
    let shown = list(&office, &running);
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0].at.act_by, shown[0].item.first_deadline);
    let all = letter_list::Wanted::default();
    let register = office
        .read(|conn| letter_list::slice(conn, &all, 0, 50))
        .unwrap();
    let count = office.read(|conn| letter_list::count(conn, &all)).unwrap();
    assert_eq!((register.len(), count), (2, 2));
    assert_eq!(register[0].no, format!("2/{year}"));
}

#[test]
fn a_list_is_ordered_both_ways_and_what_nothing_runs_for_comes_last() {
    let office = Office::open();
    listed(&office);
    receive(&office, Lane::Card, 2);
    let by_member = |downwards| Asked {
        sort: Sort::Member,
        downwards,
        ..Asked::of(Lane::Card)
    };
    let numbers = |asked: &Asked| -> Vec<String> {
        let found = list(&office, asked);
        found.into_iter().map(|line| line.member_number).collect()
    };
    let up = numbers(&by_member(false));
    let mut down = numbers(&by_member(true));
    assert_eq!(up.first().map(String::as_str), Some("00001"));
    down.reverse();
    assert_eq!(up, down);
    for downwards in [false, true] {
        let asked = Asked {
            downwards,
            ..Asked::of(Lane::Card)
        };
        let dated: Vec<bool> = list(&office, &asked)
            .iter()
            .map(|line| line.at.act_by.is_some())
            .collect();
        assert_eq!(dated, [true, true, false, false, false]);
    }
    let held = Asked {
        holder: Some(MALEE),
        ..Asked::of(Lane::Card)
    };
    assert_eq!(list(&office, &held).len(), 2);
}
