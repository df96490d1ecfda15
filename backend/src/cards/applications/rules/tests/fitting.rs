//! The kind follows from the last card, and not from what somebody writes.

use super::*;
use crate::cards::model::BlockCause;

fn card(id: i64, state: CardState) -> EarlierCard {
    EarlierCard {
        id: CardId::new(id),
        last_four: "4417".into(),
        state,
    }
}

fn today() -> BusinessDate {
    day("2026-11-21")
}

fn held(until: &str) -> CardState {
    CardState::Held { until: day(until) }
}

fn asks(issue: IssueKind, cards: &[EarlierCard]) -> Result<Option<CardId>, ApplicationError> {
    earlier_card(issue, cards, None, today())
}

fn codes_that_fit(state: CardState) -> Vec<&'static str> {
    let cards = [card(3, state)];
    let mut kinds = all_kinds();
    kinds.retain(|kind| asks(*kind, &cards).is_ok());
    let mut codes: Vec<&str> = kinds.into_iter().map(IssueKind::code).collect();
    codes.dedup();
    codes
}

#[test]
fn a5_1_a_first_card_is_for_who_has_none() {
    let first = IssueKind::First;
    assert_eq!(asks(first, &[]).unwrap(), None);
    assert_eq!(asks(first, &[card(1, CardState::NeverCame)]).unwrap(), None);
    for state in [
        held("2030-09-30"),
        CardState::OnItsWay,
        CardState::Blocked(BlockCause::Lost),
        CardState::Blocked(BlockCause::PinForgotten),
        CardState::Expired {
            on: day("2026-10-31"),
        },
        CardState::Ended,
        CardState::Destroyed,
    ] {
        let refused = asks(first, &[card(1, state)]).unwrap_err();
        assert_eq!(refused.rule(), Some(Rule::A5_1), "{state:?}");
    }
    let named = Some(CardId::new(1));
    let never = [card(1, CardState::NeverCame)];
    assert!(earlier_card(first, &never, named, today()).is_err());
}

#[test]
fn a5_1_the_kind_follows_from_the_last_card() {
    for (state, fits) in [
        (
            held("2030-09-30"),
            &["lost", "pin_forgotten", "unusable"][..],
        ),
        // 60 days before its last day, and one day more.
        (
            held("2027-01-20"),
            &["lost", "expired", "pin_forgotten", "unusable"],
        ),
        (held("2027-01-21"), &["lost", "pin_forgotten", "unusable"]),
        (
            CardState::Expired {
                on: day("2026-10-31"),
            },
            &["expired"],
        ),
        (CardState::Blocked(BlockCause::Lost), &["lost"]),
        (
            CardState::Blocked(BlockCause::PinForgotten),
            &["pin_forgotten"],
        ),
        (CardState::Ended, &["unusable"]),
        (CardState::Destroyed, &["after_destruction"]),
        (CardState::NeverCame, &["first"]),
        (CardState::OnItsWay, &[]),
    ] {
        assert_eq!(codes_that_fit(state), fits, "{state:?}");
    }
}

#[test]
fn a5_1_every_other_kind_stands_in_for_a_card_of_this_member() {
    for issue in all_kinds().into_iter().filter(|k| k.replaces_a_card()) {
        let none = asks(issue, &[]).unwrap_err();
        assert_eq!(none.rule(), Some(Rule::A5_1), "{issue:?}");
        let waiting = [card(4, held("2030-09-30")), card(9, CardState::OnItsWay)];
        let refused = asks(issue, &waiting).unwrap_err();
        assert_eq!(refused.rule(), Some(Rule::A5_1));
    }
    let lost = IssueKind::Lost;
    let two = [
        card(4, CardState::Blocked(BlockCause::PinForgotten)),
        card(9, held("2030-09-30")),
    ];
    assert_eq!(asks(lost, &two).unwrap(), Some(CardId::new(9)));
    let named = |id| earlier_card(lost, &two, Some(CardId::new(id)), today());
    assert_eq!(named(9).unwrap(), Some(CardId::new(9)));
    // An older card is no way round the last one, and a stranger's is none at all.
    assert!(matches!(named(4), Err(ApplicationError::NotTheLastCard)));
    assert!(matches!(named(5), Err(ApplicationError::NotTheirCard)));
    assert!(asks(IssueKind::PinForgotten, &two[..1]).is_ok());
    assert!(asks(IssueKind::Expired, &two).is_err());
}

#[test]
fn a5_1_what_fits_is_proposed_with_the_likeliest_first() {
    let likeliest = |state| fitting(Some(state), today()).first().copied();
    assert_eq!(fitting(None, today()), [IssueKind::First]);
    assert_eq!(likeliest(held("2026-12-31")), Some(IssueKind::Expired));
    let far = likeliest(held("2030-09-30")).unwrap();
    assert_eq!(far.code(), "unusable");
}
