//! What days an application may bear, and that no deadline moves on by one person alone.

use super::*;

#[test]
fn a5_1_the_form_lies_back_seven_days_at_most_and_says_why() {
    let today = day("2026-11-21");
    let on = |opened_on: &str, why| may_be_dated(day(opened_on), today, why);
    assert_eq!(on("2026-11-21", Some("ไม่ต้อง")).unwrap(), None);
    let week = on("2026-11-14", Some(" ระบบขัดข้อง ")).unwrap();
    assert_eq!(week.as_deref(), Some("ระบบขัดข้อง"));
    let long = on("2026-11-13", Some("ระบบขัดข้อง")).unwrap_err();
    assert_eq!(long.rule(), Some(Rule::A5_1));
    for silent in [None, Some(" ")] {
        let refused = on("2026-11-20", silent).unwrap_err();
        assert_eq!(refused.fields(), [("late_reason", "required")]);
    }
}

/// A complete application of 1 October whose data were complete on the 5th.
fn complete_on_the_fifth() -> Application {
    let details = details(IssueKind::First);
    let on = day("2026-10-05");
    let done = completed(&details, on, on, &terms(), &holidays()).unwrap();
    Application {
        id: ApplicationId::new(1),
        version: 2,
        no: "AP2569/000001".into(),
        member: crate::kernel::MemberId::new(1),
        details,
        state: State::Complete(done),
    }
}

#[test]
fn a6_a_later_day_of_complete_data_waits_for_a_second_person() {
    let (before, today) = (complete_on_the_fifth(), day("2026-10-20"));
    let first = before.completion().unwrap().clone();
    let corrected = |day: Option<BusinessDate>, holidays: &Holidays| {
        completion_after_correction(&before, &before.details, day, today, &terms(), holidays)
    };
    for later in ["2026-10-06", "2026-10-20"] {
        let refused = corrected(Some(day(later)), &holidays()).unwrap_err();
        assert_eq!(refused.rule(), Some(Rule::A6), "{later}");
        assert!(
            matches!(refused, ApplicationError::SecondPersonNeeded { until } if until == first.to_bank.deadline)
        );
    }
    let same = corrected(None, &holidays()).unwrap().unwrap();
    assert_eq!(same, first, "what was reckoned stands");
    let earlier = corrected(Some(day("2026-10-02")), &holidays()).unwrap();
    assert!(earlier.unwrap().to_bank.deadline < first.to_bank.deadline);
}

#[test]
fn a6_cancelling_and_asking_anew_moves_the_earliest_last_day_on() {
    let until = |on: &str| day(on);
    let done = completed(
        &details(IssueKind::First),
        day("2026-10-20"),
        day("2026-10-20"),
        &terms(),
        &holidays(),
    );
    let done = done.unwrap();
    let before = |days: &[&str]| -> Vec<(String, BusinessDate)> {
        let named = days.iter().enumerate();
        named
            .map(|(at, on)| (format!("AP2569/00000{at}"), until(on)))
            .collect()
    };
    assert_eq!(moved(&[], &done), None);
    let twice = before(&["2026-11-30", "2026-11-16"]);
    let first = Some(("AP2569/000001", until("2026-11-16")));
    assert_eq!(moved(&twice, &done), first);
    let same = [("AP2569/000009".to_owned(), done.to_bank.deadline)];
    assert_eq!(moved(&same, &done), None);
}
