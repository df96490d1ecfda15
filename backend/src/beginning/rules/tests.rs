#![expect(clippy::unwrap_used, reason = "tests")]
use super::super::model::Register;
use super::*;

fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

fn today() -> BusinessDate {
    day("2026-11-21")
}

fn pieces(cards: i64, envelopes: i64) -> Pieces {
    Pieces { cards, envelopes }
}

fn counted(found: Pieces, registers: Pieces) -> Newest {
    Newest {
        on: today(),
        found,
        registers,
        by: String::new(),
        with: String::new(),
        note: String::new(),
    }
}

/// An office in which every step is done.
fn complete() -> Stands {
    Stands {
        today: today(),
        lacking_people: Vec::new(),
        lacking_duties: Vec::new(),
        calendar: Some((day("2025-01-01"), day("2027-12-31"))),
        members: 1,
        register: Some(Register {
            first_day: day("2026-11-20"),
            cards: 3,
            open_exceptions: 2,
            ended_on: Some(today()),
        }),
        count: Some(counted(pieces(3, 3), pieces(3, 3))),
    }
}

/// Takes from what stands what one step asks for.
type TakeAway = fn(&mut Stands);

#[test]
fn each_step_is_done_by_what_it_asks_for_and_by_nothing_else() {
    assert_eq!(done(&complete()), 6);
    let lacks: [(Step, TakeAway); 6] = [
        (Step::People, |all| all.lacking_people = vec![Place::Staff]),
        (Step::Orders, |all| {
            all.lacking_duties = vec![Duty::PinKeeper]
        }),
        (Step::Holidays, |all| all.calendar = None),
        (Step::Members, |all| all.members = 0),
        (Step::Register, |all| {
            let register = all.register.take();
            all.register = register.map(|register| Register {
                ended_on: None,
                ..register
            });
        }),
        (Step::FirstCount, |all| all.count = None),
    ];
    for (lacking, take_away) in lacks {
        let mut stands = complete();
        take_away(&mut stands);
        for step in Step::ALL {
            assert_eq!(
                is_done(step, &stands),
                step != lacking,
                "{lacking:?} {step:?}"
            );
        }
    }
}

#[test]
fn somebody_is_manager_somebody_of_the_board_and_somebody_of_the_staff() {
    use Place::{Board, Manager, Staff};
    let lacking = |roles: &[&[Role]]| {
        let roles: Vec<Vec<Role>> = roles.iter().map(|own| own.to_vec()).collect();
        lacking_people(&roles)
    };
    assert_eq!(lacking(&[&[Role::SystemKeeper]]), [Manager, Board, Staff]);
    assert_eq!(lacking(&[&[Role::Manager], &[Role::Staff]]), [Board]);
    for board in [Role::BoardMember, Role::Chairperson] {
        assert!(lacking(&[&[Role::Manager], &[board], &[Role::Staff]]).is_empty());
    }
}

#[test]
fn a6_the_calendar_reaches_over_the_next_ninety_days() {
    let until = |last: &str| covers(Some((day("2025-01-01"), day(last))), today());
    assert!(until("2027-02-19"));
    assert!(!until("2027-02-18"));
    assert!(!covers(
        Some((day("2027-01-01"), day("2027-12-31"))),
        today()
    ));
    assert!(!covers(None, today()));
}

#[test]
fn c3_a_count_that_differs_in_either_lane_does_not_agree() {
    assert!(agrees(&counted(pieces(3, 2), pieces(3, 2))));
    assert!(!agrees(&counted(pieces(3, 2), pieces(2, 2))));
    assert!(!agrees(&counted(pieces(3, 2), pieces(3, 3))));
}

fn second(person: i64, roles: &[Role], duties: &[Duty]) -> Second {
    Second {
        person: PersonId::new(person),
        roles: roles.to_vec(),
        duties: duties.to_vec(),
    }
}

fn counts(found: Pieces, own: &[Duty], second: &Second) -> Result<(), CountFault> {
    may_count(Some(today()), found, (PersonId::new(1), own), second)
}

#[test]
fn c3_two_persons_count_and_one_of_them_has_nothing_in_hand() {
    let found = pieces(3, 3);
    let keeper = second(2, &[Role::Staff], &[Duty::CardKeeper]);
    let free = second(2, &[Role::Staff], &[Duty::ApplicationOfficer]);
    assert_eq!(counts(found, &[], &keeper), Ok(()));
    assert_eq!(counts(found, &[Duty::CardKeeper], &free), Ok(()));
    for duty in CUSTODY {
        let both = counts(found, &[duty], &keeper);
        assert_eq!(both, Err(CountFault::BothInCustody), "{duty:?}");
    }
    let oneself = second(1, &[Role::Manager], &[]);
    assert_eq!(counts(found, &[], &oneself), Err(CountFault::Alone));
    for roles in [&[][..], &[Role::SystemKeeper]] {
        let stranger = second(2, roles, &[]);
        assert_eq!(counts(found, &[], &stranger), Err(CountFault::Stranger));
    }
}

#[test]
fn c3_nothing_is_counted_before_the_take_over_has_ended() {
    let free = second(2, &[Role::Staff], &[]);
    let early = may_count(None, pieces(3, 3), (PersonId::new(1), &[]), &free);
    assert_eq!(early, Err(CountFault::BeforeTheEnd));
}

#[test]
fn c3_nobody_finds_less_than_nothing() {
    let free = second(2, &[Role::Staff], &[]);
    assert_eq!(counts(pieces(0, 0), &[], &free), Ok(()));
    assert_eq!(counts(pieces(-1, 0), &[], &free), Err(CountFault::Cards));
    let many = pieces(0, PIECES_MAX + 1);
    assert_eq!(counts(many, &[], &free), Err(CountFault::Envelopes));
}
