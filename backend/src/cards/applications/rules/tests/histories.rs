//! Applications through all their states.

use super::*;
use crate::cards::applications::model::{ApplicationFact, BankRefusal, Batched, Fault};
use crate::kernel::{BatchId, MemberId};

/// A5.1: as long as it is under way, the member may not ask again.
fn is_under_way(state: &State) -> bool {
    match state {
        State::Open | State::Complete(_) | State::Batched(..) => true,
        State::Listed(..) | State::Cancelled(_) | State::Refused(..) => false,
    }
}

#[test]
fn c10_what_the_bank_was_told_is_neither_cancelled_nor_corrected() {
    for state in histories().iter().map(|h| h.last().unwrap()) {
        let open = matches!(state.state, State::Open | State::Complete(_));
        assert_eq!(may_cancel(state).is_ok(), open, "{}", state.state.code());
        let day_now = day("2026-11-21");
        let kept = completion_after_correction(
            state,
            &details(IssueKind::First),
            None,
            day_now,
            &terms(),
            &holidays(),
        );
        assert_eq!(kept.is_ok(), open, "{}", state.state.code());
        if let Ok(kept) = kept {
            assert_eq!(kept.as_ref(), state.completion());
        }
    }
}

#[test]
fn a_complete_application_stays_complete_through_its_corrections() {
    let complete = &histories()[1];
    let complete = complete.last().unwrap();
    let mut bare = details(IssueKind::First);
    bare.papers.form_signed = false;
    let today = day("2026-11-21");
    let correct = |details: &Details, new_day| {
        completion_after_correction(complete, details, new_day, today, &terms(), &holidays())
    };
    assert!(correct(&bare, None).is_err());
    let moved = correct(&details(IssueKind::First), Some(day("2026-10-01"))).unwrap();
    assert_eq!(moved.unwrap().to_bank.start, day("2026-10-01"));
    let later = correct(&details(IssueKind::First), Some(day("2026-10-05")));
    assert_eq!(later.unwrap_err().rule(), Some(crate::kernel::Rule::A6));
}

fn opened() -> ApplicationFact {
    ApplicationFact::Opened {
        no: "AP2569/000001".into(),
        member: MemberId::new(1),
        details: details(IssueKind::First),
    }
}

fn completion() -> Completion {
    completed(
        &details(IssueKind::First),
        day("2026-10-02"),
        day("2026-10-02"),
        &terms(),
        &holidays(),
    )
    .unwrap()
}

fn batched() -> Batched {
    Batched {
        batch: BatchId::new(1),
        dated: day("2026-10-05"),
        requested: requested(&applicant(), "ก"),
        fee: issue_fee(IssueKind::First, &terms()),
        late: false,
        recorded_late: false,
        charge_entry: None,
        fee_entry: None,
    }
}

/// Every kind of fact but the opening.
fn later_facts() -> Vec<ApplicationFact> {
    let correction = |completion| ApplicationFact::Corrected {
        details: details(IssueKind::Expired),
        completion,
        reason: "ผิด".into(),
    };
    vec![
        ApplicationFact::Completed(completion()),
        correction(None),
        correction(Some(completion())),
        ApplicationFact::Cancelled { reason: "x".into() },
        ApplicationFact::Batched(batched()),
        ApplicationFact::Listed {
            card: CardId::new(5),
        },
        ApplicationFact::Refused(BankRefusal {
            refused_on: day("2026-10-09"),
            reason: "x".into(),
            fault: Fault::Bank,
        }),
    ]
}

/// The states on the way to each state, the last one being it.
fn histories() -> Vec<Vec<Application>> {
    let facts = later_facts();
    let [done, _, _, cancel, batch, list, refuse] = &facts[..] else {
        panic!("seven facts")
    };
    let open = opened();
    [
        vec![&open],
        vec![&open, done],
        vec![&open, done, batch],
        vec![&open, done, batch, list],
        vec![&open, cancel],
        vec![&open, done, batch, refuse],
    ]
    .into_iter()
    .map(|facts| {
        let mut states: Vec<Application> = Vec::new();
        for fact in facts {
            let before = states.last().cloned();
            states.push(Application::apply(before, 1, fact).unwrap());
        }
        states
    })
    .collect()
}

#[test]
fn a_fact_is_read_as_it_was_written() {
    let opening = opened();
    for fact in later_facts().iter().chain([&opening]) {
        let text = serde_json::to_string(fact).unwrap();
        assert!(text.contains("\"kind\":"), "{text}");
        assert_eq!(
            &serde_json::from_str::<ApplicationFact>(&text).unwrap(),
            fact
        );
    }
}

proptest! {
    /// Whatever is tried in whatever order: an application never goes back, never leaves an end, and counts each fact.
    #[test]
    fn a_state_is_left_forwards_only(tries in proptest::collection::vec(0usize..7, 0..20)) {
        let facts = later_facts();
        let mut state = Application::apply(None, 1, &opened()).unwrap();
        let rank = |s: &State| match s {
            State::Open => 0,
            State::Complete(_) => 1,
            State::Batched(..) => 2,
            State::Listed(..) | State::Cancelled(_) | State::Refused(..) => 3,
        };
        for fact in tries.into_iter().filter_map(|n| facts.get(n)) {
            let before = state.clone();
            if let Ok(after) = Application::apply(Some(before.clone()), 1, fact) {
                prop_assert!(rank(&after.state) >= rank(&before.state));
                prop_assert!(rank(&before.state) < 3, "an end was left");
                prop_assert_eq!(after.version, before.version + 1);
                state = after;
            }
        }
        prop_assert!(Application::apply(Some(state), 1, &opened()).is_err());
    }

    /// A5.1: whatever members do in whatever order, nobody has two applications under way.
    #[test]
    fn a5_1_no_history_reaches_two_open_applications_of_one_member(
        tries in proptest::collection::vec((0i64..3, 0usize..8), 1..60),
    ) {
        let facts = later_facts();
        let mut all: Vec<Application> = Vec::new();
        for (member, what) in tries {
            let member = MemberId::new(member);
            let open = all.iter().find(|a| a.member == member && is_under_way(&a.state));
            match facts.get(what) {
                None => {
                    if may_open(open.map(|a| a.id)).is_ok() {
                        let id = i64::try_from(all.len()).unwrap() + 1;
                        let fact = ApplicationFact::Opened { no: String::new(), member, details: details(IssueKind::First) };
                        all.push(Application::apply(None, id, &fact).unwrap());
                    }
                }
                Some(fact) => {
                    if let Some(last) = all.iter_mut().rev().find(|a| a.member == member)
                        && let Ok(after) = Application::apply(Some(last.clone()), last.id.get(), fact)
                    {
                        *last = after;
                    }
                }
            }
            let under_way = |m: i64| all.iter().filter(|a| a.member == MemberId::new(m) && is_under_way(&a.state)).count();
            prop_assert!((0..3).all(|m| under_way(m) <= 1));
        }
    }
}
