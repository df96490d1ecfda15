//! One person keeps a lane at a time, and a custody duty that is ended today frees today.

use super::*;

#[test]
fn a7_1_1_a7_1_2_one_person_keeps_a_lane_at_a_time() {
    for (duty, rule) in [
        (Duty::CardKeeper, Rule::A7_1_1),
        (Duty::PinKeeper, Rule::A7_1_2),
    ] {
        let second = |days, first: Period| {
            let first = DutyGiven {
                person: PersonId::new(7),
                ..held(duty, first)
            };
            keeps_alone(&wanted(duty, days), PersonId::new(1), &[first])
        };
        let first = period(0, Some(10));
        assert_eq!(rule_of(second(period(10, None), first)), rule);
        assert!(second(period(11, None), first).is_ok());
        let stopped = period(0, None).stopped(day(5));
        assert_eq!(rule_of(second(period(4, None), stopped)), rule);
        assert!(second(period(5, None), stopped).is_ok(), "today is free");
        let own = held(duty, first);
        let again = keeps_alone(&wanted(duty, period(5, None)), PersonId::new(1), &[own]);
        assert!(again.is_ok(), "one's own days are another rule");
    }
    let many = held(Duty::PinDispenser, period(0, None));
    let want = wanted(Duty::PinDispenser, period(0, None));
    assert!(keeps_alone(&want, PersonId::new(7), &[many]).is_ok());
}

#[test]
fn a7_2_3x_a_custody_duty_ended_today_frees_today_and_one_at_a_terminal_does_not() {
    let roles: Vec<RoleGiven> = EVERYBODY
        .iter()
        .map(|r| role(*r, period(0, None)))
        .collect();
    let next = |ended, then| {
        let ended = held(ended, period(0, None).stopped(day(5)));
        may_give(&wanted(then, period(5, None)), &roles, &[ended], STRICT)
    };
    assert!(next(Duty::CardKeeper, Duty::PinDispenser).is_ok());
    assert!(next(Duty::PinDispenser, Duty::CardKeeper).is_ok());
    assert!(next(Duty::CardKeeper, Duty::CardKeeper).is_ok());
    let user = next(Duty::EdcUser, Duty::EdcController);
    assert_eq!(rule_of(user), Rule::A12_3);
}
