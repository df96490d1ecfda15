#![expect(clippy::unwrap_used, reason = "tests")]
mod one_keeper;

use proptest::prelude::*;

use super::*;
use crate::identity::model::period_tests::{day, period, periods};
use crate::kernel::{DutyId, OrderId, PersonId};

const STRICT: DutyRules = DutyRules {
    small_cooperative: false,
};
const SMALL: DutyRules = DutyRules {
    small_cooperative: true,
};

fn role(role: Role, period: Period) -> RoleGiven {
    RoleGiven {
        id: 1,
        version: 1,
        person: PersonId::new(1),
        role,
        acting: false,
        order: None,
        period,
    }
}

fn held(duty: Duty, period: Period) -> DutyGiven {
    DutyGiven {
        id: DutyId::new(1),
        version: 1,
        person: PersonId::new(1),
        duty,
        order: OrderId::new(1),
        terminal: None,
        period,
    }
}

fn wanted(duty: Duty, period: Period) -> Wanted {
    Wanted {
        duty,
        period,
        terminal: None,
    }
}

/// Whether someone who always had these roles and holds `first` on days 0 to 10 may be given `second` on days 10 to 20.
fn gives(roles: &[Role], first: Duty, second: Duty, rules: DutyRules) -> Result<(), Refusal> {
    let roles: Vec<RoleGiven> = roles.iter().map(|r| role(*r, period(0, None))).collect();
    let held = [held(first, period(0, Some(10)))];
    may_give(&wanted(second, period(10, Some(20))), &roles, &held, rules)
}

fn rule_of(refused: Result<(), Refusal>) -> Rule {
    match refused.unwrap_err() {
        Refusal::NotEligible { rule, .. } | Refusal::NeverTogether { rule, .. } => rule,
        Refusal::SecondKeeper { rule, .. } => rule,
        other @ (Refusal::AlreadyHeld { .. }
        | Refusal::SystemKeeper
        | Refusal::ActingWithoutOrder) => panic!("no rule: {other:?}"),
    }
}

fn alone(who: Role, duty: Duty, rules: DutyRules) -> Result<(), Refusal> {
    let roles = [role(who, period(0, None))];
    may_give(&wanted(duty, period(0, Some(5))), &roles, &[], rules)
}

const EVERYBODY: [Role; 5] = [
    Role::Staff,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
    Role::InternalAuditor,
];

#[test]
fn a7_1_1_the_manager_or_a_staff_member_keeps_the_cards() {
    assert!(alone(Role::Manager, Duty::CardKeeper, STRICT).is_ok());
    assert!(alone(Role::Staff, Duty::CardKeeper, STRICT).is_ok());
    for other in [Role::BoardMember, Role::Chairperson, Role::Auditor] {
        assert_eq!(rule_of(alone(other, Duty::CardKeeper, SMALL)), Rule::A7_1_1);
    }
}

#[test]
fn a7_1_2_the_chairperson_or_a_board_member_keeps_the_pins() {
    assert!(alone(Role::Chairperson, Duty::PinKeeper, STRICT).is_ok());
    assert!(alone(Role::BoardMember, Duty::PinKeeper, STRICT).is_ok());
    for other in [Role::Staff, Role::Manager, Role::Inspector] {
        assert_eq!(rule_of(alone(other, Duty::PinKeeper, SMALL)), Rule::A7_1_2);
    }
}

#[test]
fn a7_1_3_the_two_keepers_are_never_one_person() {
    for rules in [STRICT, SMALL] {
        let roles = [Role::Staff, Role::BoardMember];
        let refused = gives(&roles, Duty::CardKeeper, Duty::PinKeeper, rules);
        assert_eq!(rule_of(refused), Rule::A7_1_3);
        let refused = gives(&roles, Duty::PinKeeper, Duty::CardKeeper, rules);
        assert_eq!(rule_of(refused), Rule::A7_1_3);
    }
}

#[test]
fn a7_2_3x_a_keeper_dispenses_only_what_he_keeps_and_only_in_a_small_cooperative() {
    let (keeper, giver) = (Duty::CardKeeper, Duty::CardDispenser);
    assert_eq!(
        rule_of(gives(&[Role::Staff], keeper, giver, STRICT)),
        Rule::A7_2_3X
    );
    assert!(gives(&[Role::Staff], keeper, giver, SMALL).is_ok());
    let (keeper, giver) = (Duty::PinKeeper, Duty::PinDispenser);
    assert_eq!(
        rule_of(gives(&[Role::BoardMember], keeper, giver, STRICT)),
        Rule::A7_2_3X
    );
    assert!(gives(&[Role::BoardMember], keeper, giver, SMALL).is_ok());
}

#[test]
fn a7_2_3x_a_keeper_never_dispenses_the_other_half_not_even_in_a_small_cooperative() {
    for rules in [STRICT, SMALL] {
        for (keeper, giver) in [
            (Duty::CardKeeper, Duty::PinDispenser),
            (Duty::PinKeeper, Duty::CardDispenser),
        ] {
            assert_eq!(
                rule_of(gives(&EVERYBODY, keeper, giver, rules)),
                Rule::A7_2_3X
            );
            assert_eq!(
                rule_of(gives(&EVERYBODY, giver, keeper, rules)),
                Rule::A7_2_3X
            );
        }
    }
}

#[test]
fn a7_2_2_the_manager_dispenses_cards_only_while_he_keeps_them_in_a_small_cooperative() {
    let manager = [role(Role::Manager, period(0, None))];
    let want = wanted(Duty::CardDispenser, period(3, Some(8)));
    let refused = may_give(&want, &manager, &[], SMALL);
    assert_eq!(rule_of(refused), Rule::A7_2_2);
    let keeps = [held(Duty::CardKeeper, period(0, Some(8)))];
    assert!(may_give(&want, &manager, &keeps, SMALL).is_ok());
    let too_short = [held(Duty::CardKeeper, period(0, Some(7)))];
    assert!(may_give(&want, &manager, &too_short, SMALL).is_err());
    let no_keeper = [held(Duty::EdcController, period(0, Some(8)))];
    assert_eq!(
        rule_of(may_give(&want, &manager, &no_keeper, SMALL)),
        Rule::A7_2_2
    );
    let (duty, days) = (Duty::CardDispenser, period(3, Some(8)));
    let strict = is_eligible(duty, &days, &manager, &keeps, STRICT);
    assert_eq!(rule_of(strict), Rule::A7_2_2);
}

#[test]
fn a7_2_3_the_chairperson_dispenses_pins_and_those_kept_only_in_a_small_cooperative() {
    let chair = [role(Role::Chairperson, period(0, None))];
    let want = wanted(Duty::PinDispenser, period(3, Some(8)));
    let keeps = [held(Duty::PinKeeper, period(0, None))];
    for rules in [STRICT, SMALL] {
        assert!(may_give(&want, &chair, &[], rules).is_ok());
    }
    assert!(may_give(&want, &chair, &keeps, SMALL).is_ok());
    assert_eq!(
        rule_of(may_give(&want, &chair, &keeps, STRICT)),
        Rule::A7_2_3X
    );
}

#[test]
fn a12_3_controller_and_user_of_any_terminals_are_two_persons() {
    let roles = [role(Role::Staff, period(0, None))];
    let user = DutyGiven {
        terminal: Some("T1".into()),
        ..held(Duty::EdcUser, period(0, Some(10)))
    };
    let want = Wanted {
        terminal: Some("T2".into()),
        ..wanted(Duty::EdcController, period(10, Some(12)))
    };
    assert_eq!(
        rule_of(may_give(&want, &roles, std::slice::from_ref(&user), SMALL)),
        Rule::A12_3
    );
    let after = Wanted {
        period: period(11, Some(12)),
        ..want
    };
    assert!(may_give(&after, &roles, &[user], STRICT).is_ok());
}

#[test]
fn a6_only_staff_are_assigned_to_collect_applications() {
    assert!(alone(Role::Staff, Duty::ApplicationOfficer, STRICT).is_ok());
    for other in [Role::Manager, Role::BoardMember, Role::Chairperson] {
        let refused = alone(other, Duty::ApplicationOfficer, SMALL);
        assert_eq!(rule_of(refused), Rule::A6);
    }
}

#[test]
fn a7_2_2_only_staff_are_named_to_hand_over_cards() {
    assert!(alone(Role::Staff, Duty::CardDispenser, STRICT).is_ok());
    for other in [Role::Manager, Role::BoardMember, Role::Chairperson] {
        let refused = alone(other, Duty::CardDispenser, SMALL);
        assert_eq!(rule_of(refused), Rule::A7_2_2);
    }
}

#[test]
fn a7_2_3_board_members_and_staff_are_named_to_hand_over_pins() {
    assert!(alone(Role::Staff, Duty::PinDispenser, STRICT).is_ok());
    assert!(alone(Role::BoardMember, Duty::PinDispenser, STRICT).is_ok());
    assert!(alone(Role::Chairperson, Duty::PinDispenser, STRICT).is_ok());
    for other in [Role::Manager, Role::Auditor] {
        let refused = alone(other, Duty::PinDispenser, SMALL);
        assert_eq!(rule_of(refused), Rule::A7_2_3);
    }
}

#[test]
fn a12_1_the_manager_or_staff_named_by_him_control_the_terminals() {
    assert!(alone(Role::Manager, Duty::EdcController, STRICT).is_ok());
    assert!(alone(Role::Staff, Duty::EdcController, STRICT).is_ok());
    for other in [Role::BoardMember, Role::Chairperson, Role::InternalAuditor] {
        let refused = alone(other, Duty::EdcController, SMALL);
        assert_eq!(rule_of(refused), Rule::A12_1);
    }
}

#[test]
fn a12_2_1_only_staff_are_named_to_use_the_terminals() {
    assert!(alone(Role::Staff, Duty::EdcUser, STRICT).is_ok());
    for other in [Role::Manager, Role::BoardMember, Role::Chairperson] {
        let refused = alone(other, Duty::EdcUser, SMALL);
        assert_eq!(rule_of(refused), Rule::A12_2_1);
    }
}

#[test]
fn a13_the_manager_controls_corporate_online_and_staff_use_it() {
    let (controls, uses) = (Duty::CorporateOnlineController, Duty::CorporateOnlineUser);
    assert!(alone(Role::Manager, controls, STRICT).is_ok());
    assert!(alone(Role::Staff, uses, STRICT).is_ok());
    assert_eq!(rule_of(alone(Role::Staff, controls, SMALL)), Rule::A13);
    assert_eq!(rule_of(alone(Role::Manager, uses, SMALL)), Rule::A13);
    let both = [Role::Staff, Role::Manager];
    assert_eq!(rule_of(gives(&both, uses, controls, SMALL)), Rule::A13);
}

#[test]
fn a13_an_acting_manager_is_eligible_for_the_days_of_the_order_and_no_other() {
    let acting = RoleGiven {
        acting: true,
        order: Some(OrderId::new(7)),
        ..role(Role::Manager, period(5, Some(9)))
    };
    let roles = [role(Role::Staff, period(0, None)), acting];
    let controls = |p| {
        may_give(
            &wanted(Duty::CorporateOnlineController, p),
            &roles,
            &[],
            STRICT,
        )
    };
    assert!(controls(period(5, Some(9))).is_ok());
    assert_eq!(rule_of(controls(period(5, Some(10)))), Rule::A13);
    assert_eq!(rule_of(controls(period(5, None))), Rule::A13);
}

#[test]
fn a13_an_acting_manager_needs_an_order_and_an_end() {
    let open = period(0, None);
    let days = period(0, Some(3));
    let give = |has_order, p: &Period| may_give_role(Role::Manager, true, has_order, p, &[]);
    assert_eq!(give(true, &open), Err(Refusal::ActingWithoutOrder));
    assert_eq!(give(false, &days), Err(Refusal::ActingWithoutOrder));
    assert!(give(true, &days).is_ok());
}

#[test]
fn a_system_keeper_handles_no_cards_and_no_money() {
    let roles = [
        role(Role::Staff, period(0, None)),
        role(Role::SystemKeeper, period(5, None)),
    ];
    let give = |p| may_give(&wanted(Duty::CardDispenser, p), &roles, &[], STRICT);
    assert_eq!(give(period(0, Some(5))), Err(Refusal::SystemKeeper));
    assert!(give(period(0, Some(4))).is_ok());
    let duties = [held(Duty::EdcUser, period(0, Some(4)))];
    let keeper = |p: Period| may_give_role(Role::SystemKeeper, false, false, &p, &duties);
    assert_eq!(keeper(period(4, None)), Err(Refusal::SystemKeeper));
    assert!(keeper(period(5, None)).is_ok());
}

#[test]
fn the_same_duty_is_not_given_twice_for_a_day() {
    let refused = gives(&[Role::Staff], Duty::EdcUser, Duty::EdcUser, STRICT);
    assert_eq!(
        refused,
        Err(Refusal::AlreadyHeld {
            duty: Duty::EdcUser
        })
    );
}

#[test]
fn c4_a_duty_gives_no_right_once_its_role_has_ended() {
    let duties = [held(Duty::CardDispenser, period(0, None))];
    let gone = [role(Role::Staff, period(0, None).stopped(day(5)))];
    assert_eq!(duties_in_force(&duties, &gone, day(4)).len(), 1);
    assert!(duties_in_force(&duties, &gone, day(5)).is_empty());
    assert!(roles_on(&gone, day(5)).is_empty());
}

fn duty_kinds() -> impl Strategy<Value = Duty> {
    proptest::sample::select(Duty::ALL.to_vec())
}

proptest! {
    /// Whatever is asked for, in whatever order, with duties stopped in between: what was accepted never has a forbidden
    /// pair on one day, and nobody is eligible by accident.
    #[test]
    fn a7_1_3_a12_3_a13_no_history_of_accepted_duties_has_a_forbidden_pair_on_one_day(
        asked in proptest::collection::vec((duty_kinds(), periods(), 0_i64..60, any::<bool>()), 1..25),
        small: bool,
    ) {
        let rules = DutyRules { small_cooperative: small };
        let roles: Vec<RoleGiven> = EVERYBODY.iter().map(|r| role(*r, period(0, None))).collect();
        let mut history: Vec<DutyGiven> = Vec::new();
        for (duty, days, stop, stops) in asked {
            if may_give(&wanted(duty, days), &roles, &history, rules).is_ok() {
                history.push(held(duty, days));
            }
            if let Some(last) = history.last_mut().filter(|_| stops) {
                last.period = last.period.stopped(day(stop));
            }
        }
        for d in 0..100 {
            // A custody duty that was ended today frees today; every other one counts for its whole last day.
            let counts = |h: &&DutyGiven| if is_of_custody(h.duty) {
                h.period.gives_right_on(day(d))
            } else {
                h.period.includes(day(d))
            };
            let today: Vec<Duty> = history.iter().filter(counts).map(|h| h.duty).collect();
            for (i, a) in today.iter().enumerate() {
                for b in &today[i + 1..] {
                    prop_assert_eq!(kept_apart(*a, *b, rules), None, "{:?} and {:?} on day {}", a, b, d);
                }
            }
        }
    }

    #[test]
    fn the_order_of_a_pair_does_not_matter(a in duty_kinds(), b in duty_kinds()) {
        prop_assert_eq!(together(a, b), together(b, a));
    }

    /// Eligibility is the same as asking day by day.
    #[test]
    fn eligible_for_a_period_is_eligible_on_each_of_its_days(
        duty in duty_kinds(),
        days in (0_i64..30, 0_i64..15),
        spans in proptest::collection::vec((proptest::sample::select(EVERYBODY.to_vec()), periods()), 0..5),
        small: bool,
    ) {
        let rules = DutyRules { small_cooperative: small };
        let roles: Vec<RoleGiven> = spans.iter().map(|(r, p)| role(*r, *p)).collect();
        let (from, length) = days;
        let whole = is_eligible(duty, &period(from, Some(from + length)), &roles, &[], rules).is_ok();
        let each = (from..=from + length).all(|d| is_eligible(duty, &period(d, Some(d)), &roles, &[], rules).is_ok());
        prop_assert_eq!(whole, each);
    }
}
