#![expect(clippy::unwrap_used, reason = "tests")]

mod dates;
mod fitting;
mod histories;

use proptest::prelude::*;

use super::*;
use crate::calendar::Counting;
use crate::cards::applications::model::{Cause, LossReport};
use crate::kernel::{CardId, PersonId, Rule};

fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

fn holidays() -> Holidays {
    Holidays::shipped().unwrap()
}

fn terms() -> Terms {
    Terms {
        cooperative: "สหกรณ์ออมทรัพย์ตัวอย่าง จำกัด".into(),
        days_to_bank: 45,
        counting: Counting::ExtendToWorkingDay,
        bank_charge: Money::satang(10_000),
        fee_to_member: Money::satang(12_000),
        first_issue_fee_payer: FeePayer::Cooperative,
        after_destruction_fee_payer: FeePayer::Member,
        card_number_check: true,
    }
}

fn papers() -> Papers {
    Papers {
        form_signed: true,
        id_copy: true,
        loss_report: None,
    }
}

fn details(issue: IssueKind) -> Details {
    let loss_report = issue.needs_loss_report().then(|| LossReport {
        reported_on: day("2026-10-01"),
        bank_reference: None,
    });
    Details {
        issue,
        opened_on: day("2026-10-01"),
        place: "สำนักงาน".into(),
        officer: PersonId::new(7),
        papers: Papers {
            loss_report,
            ..papers()
        },
        earlier_card: None,
        phone: None,
        late_reason: None,
    }
}

fn applicant() -> Applicant {
    Applicant {
        number: "00519".into(),
        name: "นายประสิทธิ์ แก้วมณี".into(),
        joined_on: day("2015-01-15"),
        left_on: None,
    }
}

fn all_kinds() -> Vec<IssueKind> {
    let causes = Cause::ALL.map(|cause| IssueKind::Unusable { cause });
    let others = IssueKind::ALL
        .into_iter()
        .filter(|k| !matches!(k, IssueKind::Unusable { .. }));
    others.chain(causes).collect()
}

#[test]
fn a4_only_a_member_may_apply() {
    let today = day("2026-11-21");
    assert!(may_apply(&applicant(), today, today).is_ok());
    let left = Applicant {
        left_on: Some(today),
        ..applicant()
    };
    assert!(may_apply(&left, day("2026-11-20"), day("2026-11-20")).is_ok());
    // An earlier date on the form does not let in who has left since.
    for opened_on in [today, day("2026-11-20")] {
        let refused = may_apply(&left, opened_on, today).unwrap_err();
        assert_eq!(refused.rule(), Some(Rule::A4), "{opened_on}");
    }
    let newcomer = Applicant {
        joined_on: today,
        ..applicant()
    };
    let early = may_apply(&newcomer, day("2026-11-20"), today).unwrap_err();
    assert_eq!(early.rule(), Some(Rule::A4));
}

#[test]
fn a5_1_second_open_application_is_refused() {
    let refused = may_open(Some(ApplicationId::new(3))).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A5_1));
    assert!(may_open(None).is_ok());
}

#[test]
fn a5_1_kind_and_cause_belong_together() {
    for issue in all_kinds() {
        let cause = issue.cause().map(Cause::code);
        assert_eq!(IssueKind::parse(issue.code(), cause), Ok(issue));
    }
    for (kind, cause) in [
        ("second", None),
        ("unusable", None),
        ("unusable", Some("rust")),
        ("lost", Some("chip")),
    ] {
        assert!(IssueKind::parse(kind, cause).is_err(), "{kind} {cause:?}");
    }
}

#[test]
fn a5_1_the_form_is_not_handed_in_tomorrow() {
    assert!(may_be_dated(day("2026-11-21"), day("2026-11-21"), None).is_ok());
    assert!(may_be_dated(day("2026-11-22"), day("2026-11-21"), Some("x")).is_err());
}

#[test]
fn a5_2_the_request_carries_holder_number_barcode_and_cooperative() {
    let asked = requested(&applicant(), "สหกรณ์ ก จำกัด");
    assert_eq!(asked.holder, "นายประสิทธิ์ แก้วมณี");
    assert_eq!(asked.member_number, "00519");
    assert!(asked.barcode.starts_with("00519") && asked.barcode.len() == 6);
    assert_eq!(asked.cooperative, "สหกรณ์ ก จำกัด");
}

#[test]
fn a5_2_a_barcode_with_one_wrong_digit_finds_nobody() {
    assert_eq!(barcode_value("7992739871"), "79927398713");
    let right = barcode_value("00519");
    for place in 0..5 {
        for digit in '0'..='9' {
            let mut number: Vec<char> = "00519".chars().collect();
            if number[place] == digit {
                continue;
            }
            number[place] = digit;
            let other: String = number.into_iter().collect();
            assert_ne!(barcode_value(&other)[5..], right[5..], "{other}");
        }
    }
}

#[test]
fn a5_3_the_two_figures_are_told_apart() {
    let fee = issue_fee(IssueKind::Lost, &terms());
    assert_eq!(fee.bank_charge, Money::satang(10_000));
    assert_eq!(fee.member_owes, Money::satang(12_000));
}

#[test]
fn a5_4_first_card_is_paid_by_whom_the_bylaws_name() {
    let fee = issue_fee(IssueKind::First, &terms());
    assert_eq!(
        (fee.payer, fee.member_owes),
        (FeePayer::Cooperative, Money::ZERO)
    );
    let other = Terms {
        first_issue_fee_payer: FeePayer::Member,
        ..terms()
    };
    let fee = issue_fee(IssueKind::First, &other);
    assert_eq!(
        (fee.payer, fee.member_owes),
        (FeePayer::Member, Money::satang(12_000))
    );
}

#[test]
fn a5_5_the_member_pays_for_every_replacement() {
    let generous = Terms {
        first_issue_fee_payer: FeePayer::Cooperative,
        after_destruction_fee_payer: FeePayer::Cooperative,
        ..terms()
    };
    for issue in all_kinds() {
        let payer = issue_fee(issue, &generous).payer;
        let by_parameter = matches!(issue, IssueKind::First | IssueKind::AfterDestruction);
        assert_eq!(payer == FeePayer::Cooperative, by_parameter, "{issue:?}");
    }
    let shipped = issue_fee(IssueKind::AfterDestruction, &terms());
    assert_eq!(shipped.payer, FeePayer::Member);
}

#[test]
fn a6_only_the_application_officer_collects() {
    assert!(may_collect(&[Duty::ApplicationOfficer]).is_ok());
    let refused = may_collect(&[Duty::CardKeeper, Duty::CardDispenser]).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A6));
}

#[test]
fn a6_forty_five_days_from_complete_data_that_day_not_counted() {
    let done = |on: &str| {
        completed(
            &details(IssueKind::First),
            day(on),
            day("2026-11-21"),
            &terms(),
            &holidays(),
        )
        .unwrap()
    };
    let plain = done("2026-10-11").to_bank;
    assert_eq!(plain.deadline, day("2026-11-25"));
    assert_eq!((plain.start, plain.days), (day("2026-10-11"), 45));
    let moved = done("2026-10-21").to_bank;
    assert_eq!(moved.counted_to, day("2026-12-05"));
    assert_eq!(moved.deadline, day("2026-12-08"));
    assert_eq!(moved.because.len(), 3);
}

#[test]
fn a6_data_are_complete_neither_before_the_application_nor_tomorrow() {
    let at = |on: &str| {
        completed(
            &details(IssueKind::First),
            day(on),
            day("2026-11-21"),
            &terms(),
            &holidays(),
        )
    };
    assert!(at("2026-10-01").is_ok() && at("2026-11-21").is_ok());
    assert!(matches!(
        at("2026-09-30"),
        Err(ApplicationError::CompletedBeforeOpened { .. })
    ));
    assert!(matches!(
        at("2026-11-22"),
        Err(ApplicationError::InFuture { .. })
    ));
}

#[test]
fn a6_missing_papers_are_named() {
    let mut without = details(IssueKind::First);
    without.papers.id_copy = false;
    let refused = completed(
        &without,
        day("2026-10-02"),
        day("2026-10-02"),
        &terms(),
        &holidays(),
    );
    let refused = refused.unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A6));
    assert_eq!(refused.fields(), vec![("papers.id_copy", "missing")]);
}

#[test]
fn a8_2_lost_and_pin_forgotten_need_the_report_and_no_other_kind_takes_one() {
    for issue in all_kinds() {
        let needs = matches!(issue, IssueKind::Lost | IssueKind::PinForgotten);
        let mut bare = details(issue);
        bare.papers.loss_report = None;
        let refused = completed(
            &bare,
            day("2026-10-02"),
            day("2026-10-02"),
            &terms(),
            &holidays(),
        );
        assert_eq!(refused.is_err(), needs, "{issue:?}");
        if let Err(error) = refused {
            assert_eq!(error.rule(), Some(Rule::A8_2));
        }
        let with = details(IssueKind::Lost).papers;
        assert_eq!(
            report_fits(issue, &with, day("2026-10-02")).is_ok(),
            needs,
            "{issue:?}"
        );
        assert!(report_fits(issue, &papers(), day("2026-10-02")).is_ok());
    }
    let early = details(IssueKind::Lost).papers;
    assert!(report_fits(IssueKind::Lost, &early, day("2026-09-30")).is_err());
}

#[test]
fn free_text_takes_no_card_number() {
    assert_eq!(readable("reason", "  ย้ายที่อยู่ ").unwrap(), "ย้ายที่อยู่");
    assert!(readable("reason", " ").is_err());
    assert!(readable("reason", &"ก".repeat(201)).is_err());
    assert!(matches!(
        readable("reason", "บัตร 9999 0000 0000 0012 หาย"),
        Err(ApplicationError::CardNumberInText { field: "reason" })
    ));
}

fn dates() -> impl Strategy<Value = BusinessDate> {
    (0i64..900).prop_map(|days| day("2025-01-01").plus_days(days))
}

proptest! {
    #[test]
    fn a6_the_last_day_is_a_working_day_and_never_early(on in dates(), days in 1u16..=60) {
        let mut asked = details(IssueKind::First);
        asked.opened_on = on;
        let terms = Terms { days_to_bank: days, ..terms() };
        let done = completed(&asked, on, on.plus_days(400), &terms, &holidays()).unwrap();
        prop_assert!(done.to_bank.deadline.days_since(on) >= i64::from(days));
        prop_assert_eq!(holidays().is_working_day(done.to_bank.deadline), Ok(true));
        prop_assert!(!done.to_bank.is_over(done.to_bank.deadline));
        prop_assert!(done.to_bank.is_over(done.to_bank.deadline.plus_days(1)));
    }
}
