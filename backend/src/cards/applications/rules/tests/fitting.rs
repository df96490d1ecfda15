//! The kind follows from the last card, and not from what somebody writes.

use super::*;
use crate::cards::model::BlockCause;

fn card(id: i64, state: CardState) -> EarlierCard {
    EarlierCard {
        id: CardId::new(id),
        last_four: "4417".into(),
        state,
        active: false,
        since: None,
        reached_on: None,
        own: true,
    }
}

/// The same, taken by its member on a day.
fn reached(id: i64, state: CardState, on: &str) -> EarlierCard {
    EarlierCard {
        since: Some(day(on)),
        reached_on: Some(day(on)),
        ..card(id, state)
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

#[test]
fn a5_1_the_last_card_is_the_active_one_else_the_one_that_came_last() {
    let active = EarlierCard {
        active: true,
        ..reached(3, held("2030-09-30"), "2026-11-01")
    };
    // An import gives old cards new ids.
    let expired = CardState::Expired {
        on: day("2026-09-30"),
    };
    let old = EarlierCard {
        own: false,
        ..reached(9, expired, "2021-01-05")
    };
    let cards = [active.clone(), old.clone()];
    assert_eq!(last_card(&cards).unwrap(), Some(&active));
    assert_eq!(asks(IssueKind::Lost, &cards).unwrap(), Some(active.id));
    assert!(asks(IssueKind::Expired, &cards).is_err());
    // Without an active one the day decides, then whose card it is, and the id last.
    let lost = CardState::Blocked(BlockCause::Lost);
    let newer = reached(4, lost, "2026-11-02");
    let cards = [newer.clone(), old];
    assert_eq!(last_card(&cards).unwrap(), Some(&newer));
    let same_day = [
        EarlierCard {
            own: false,
            ..reached(8, lost, "2026-11-02")
        },
        reached(6, lost, "2026-11-02"),
        newer,
    ];
    assert_eq!(last_card(&same_day).unwrap().unwrap().id, CardId::new(6));
}

#[test]
fn a8_2_every_card_that_the_member_has_can_be_reported_by_its_name() {
    let active = EarlierCard {
        active: true,
        ..reached(3, held("2030-09-30"), "2026-11-01")
    };
    let old = reached(9, held("2029-09-30"), "2024-11-01");
    let cards = [active, old];
    for issue in [IssueKind::Lost, IssueKind::PinForgotten] {
        let refused = asks(issue, &cards).unwrap_err();
        assert_eq!(refused.rule(), Some(Rule::A8_2), "{issue:?}");
        for id in [3, 9].map(CardId::new) {
            let named = earlier_card(issue, &cards, Some(id), today());
            assert_eq!(named.unwrap(), Some(id));
        }
    }
    // A report only: another kind follows from the last card.
    let unusable = IssueKind::Unusable {
        cause: Cause::Damaged,
    };
    let named = earlier_card(unusable, &cards, Some(CardId::new(9)), today());
    assert!(matches!(named, Err(ApplicationError::NotTheLastCard)));
}

/// An application of this kind in place of this card.
fn asked(issue: IssueKind, card: Option<i64>) -> Details {
    Details {
        earlier_card: card.map(CardId::new),
        ..details(issue)
    }
}

#[test]
fn a5_1_what_was_asked_for_is_judged_by_what_the_registers_say_now() {
    let fits = |details: &Details, cards: &[EarlierCard]| still_fits(details, cards, today());
    let first = asked(IssueKind::First, None);
    assert!(fits(&first, &[]).is_ok());
    let came = [reached(1, held("2030-09-30"), "2026-09-10")];
    assert_eq!(fits(&first, &came).unwrap_err().rule(), Some(Rule::A5_1));
    assert!(fits(&first, &[card(1, CardState::OnItsWay)]).is_err());
    let unusable = asked(
        IssueKind::Unusable {
            cause: Cause::Damaged,
        },
        Some(1),
    );
    assert!(fits(&unusable, &came).is_ok());
    let lost_since = [card(1, CardState::Blocked(BlockCause::Lost))];
    assert_eq!(
        fits(&unusable, &lost_since).unwrap_err().rule(),
        Some(Rule::A5_1)
    );
    let another = [
        reached(1, held("2030-09-30"), "2026-09-10"),
        reached(2, held("2030-09-30"), "2026-10-10"),
    ];
    assert!(fits(&unusable, &another).is_err());
    // What its own report blocked is no change, also beside a card that the member still has.
    let lost = asked(IssueKind::Lost, Some(1));
    assert!(fits(&lost, &lost_since).is_ok());
    let beside = [
        card(1, CardState::Blocked(BlockCause::Lost)),
        reached(2, held("2030-09-30"), "2026-10-10"),
    ];
    assert!(fits(&lost, &beside).is_ok());
    let on_its_way = [
        card(1, CardState::Blocked(BlockCause::Lost)),
        card(2, CardState::OnItsWay),
    ];
    assert!(fits(&lost, &on_its_way).is_err());
}

#[test]
fn a5_1_a_correction_that_names_no_card_leaves_the_one_that_was_named() {
    let lost = asked(IssueKind::Lost, Some(1));
    let active = EarlierCard {
        active: true,
        ..reached(2, held("2030-09-30"), "2026-10-10")
    };
    let cards = [card(1, CardState::Blocked(BlockCause::Lost)), active];
    let again = |issue, named| earlier_card_again(&lost, (issue, named), &cards, today());
    assert_eq!(again(IssueKind::Lost, None).unwrap(), Some(CardId::new(1)));
    let other = Some(CardId::new(2));
    assert_eq!(again(IssueKind::Lost, other).unwrap(), other);
    assert_eq!(again(IssueKind::PinForgotten, None).unwrap(), other);
}

#[test]
fn a8_2_a_report_is_of_its_own_card() {
    let own = reached(2, held("2030-09-30"), "2026-11-10");
    let report = |on: &str, reference: Option<&str>| LossReport {
        reported_on: day(on),
        bank_reference: reference.map(str::to_owned),
    };
    let told = [
        (CardId::new(1), "BL-1".to_owned()),
        (CardId::new(2), "BL-2".to_owned()),
    ];
    let new = |report: &LossReport| report_is_new(&own, report, &told);
    assert!(new(&report("2026-11-10", None)).is_ok());
    assert!(new(&report("2026-11-10", Some("BL-2"))).is_ok());
    for used in [
        report("2026-11-09", None),
        report("2026-11-10", Some(" BL-1")),
    ] {
        assert_eq!(new(&used).unwrap_err().rule(), Some(Rule::A8_2));
    }
}
