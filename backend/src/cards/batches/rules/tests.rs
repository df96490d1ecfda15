#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::cards::batches::model::{BatchFact, Delivered, ListedLine, Made};
use crate::kernel::{CardId, PersonId, Rule};

const NUMBERS: [&str; 3] = ["9999000000000012", "9999000000000020", "4000000000000002"];

fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

fn today() -> BusinessDate {
    day("2026-11-21")
}

fn raw(member: &str, name: &str, number: &str) -> RawLine {
    RawLine {
        member_number: member.into(),
        name_on_card: name.into(),
        card_number: zeroize::Zeroizing::new(number.into()),
        expires_on: "09/30".into(),
        envelope_no: None,
        ..RawLine::default()
    }
}

fn waiting(id: i64, number: &str, holder: &str) -> Expected {
    Expected {
        application: ApplicationId::new(id),
        member: MemberId::new(id),
        member_number: number.into(),
        holder: holder.into(),
        answer: Answer::Awaited,
    }
}

fn two() -> Vec<Expected> {
    vec![
        waiting(1, "00519", "นายประสิทธิ์ แก้วมณี"),
        waiting(2, "00901", "น.ส.มาลี ใจดี"),
    ]
}

fn faults(lines: &[RawLine]) -> Vec<(String, &'static str, Option<Rule>)> {
    let (_, faults) = check_list(lines, &two(), today(), true);
    faults
        .iter()
        .map(|f| (f.path(), f.code(), f.rule()))
        .collect()
}

#[test]
fn a3_a_number_of_17_digits_is_refused_by_name() {
    let line = raw("519", "ประสิทธิ์ แก้วมณี", "99990000000000121");
    let expected = (
        "lines[0].card_number".to_owned(),
        "not_16_digits",
        Some(Rule::A3),
    );
    assert_eq!(faults(&[line]), [expected]);
    for (number, code, rule) in [
        ("999900000000001", "not_16_digits", Some(Rule::A3)),
        ("9999-0000-0000-00I2", "not_digits", Some(Rule::A3)),
        ("9999000000000013", "check_digit", None),
        ("", "required", None),
    ] {
        let found = faults(&[raw("519", "ประสิทธิ์ แก้วมณี", number)]);
        assert_eq!(
            found,
            [("lines[0].card_number".to_owned(), code, rule)],
            "{number}"
        );
    }
}

#[test]
fn a3_without_the_setting_the_check_digit_is_not_looked_at() {
    let line = raw("519", "ประสิทธิ์ แก้วมณี", "9999000000000013");
    let (matched, faults) = check_list(&[line], &two(), today(), false);
    assert!(faults.is_empty() && matched.len() == 1);
}

#[test]
fn a5_2_the_list_is_held_against_the_batch() {
    let lines = [
        raw("00519", "นาย ประสิทธิ์  แก้วมณี", NUMBERS[0]),
        raw("901", "นางสาวมาลี ใจดี", NUMBERS[1]),
    ];
    let (matched, faults) = check_list(&lines, &two(), today(), true);
    assert!(faults.is_empty());
    let ids: Vec<i64> = matched.iter().map(|m| m.application.get()).collect();
    assert_eq!(ids, [1, 2]);
    assert_eq!(matched[0].line.expires_on, day("2030-09-30"));
    assert!(matched[0].line.expiry_derived);
}

#[test]
fn a5_2_a_stranger_a_wrong_name_and_twins_are_named_by_line() {
    let found = faults(&[
        raw("777", "ประสิทธิ์ แก้วมณี", NUMBERS[0]),
        raw("519", "ประสิทธิ์ แก้วมานี", NUMBERS[0]),
        raw("519", "ประสิทธิ์ แก้วมณี", NUMBERS[0]),
        raw("00519", "ประสิทธิ์ แก้วมณี", NUMBERS[1]),
        raw("901", "มาลี ใจดี", NUMBERS[0]),
    ]);
    let expected = [
        ("lines[0].member_number", "not_in_batch", Some(Rule::A5_2)),
        ("lines[1].name_on_card", "name_differs", Some(Rule::A5_2)),
        ("lines[3].member_number", "twin", None),
        ("lines[4].card_number", "twin", Some(Rule::A3)),
    ];
    let expected = expected.map(|(path, code, rule)| (path.to_owned(), code, rule));
    assert_eq!(found, expected);
}

#[test]
fn a5_2_two_envelopes_with_one_number_are_twins() {
    let mut lines = [
        raw("519", "ประสิทธิ์ แก้วมณี", NUMBERS[0]),
        raw("901", "มาลี ใจดี", NUMBERS[1]),
    ];
    for line in &mut lines {
        line.envelope_no = Some("EN-1".into());
    }
    assert_eq!(faults(&lines)[0].0, "lines[1].envelope_no");
}

#[test]
fn a5_2_what_the_bank_answered_before_is_not_answered_again() {
    let mut expected = two();
    expected[0].answer = Answer::Listed(CardId::new(4));
    expected[1].answer = Answer::Refused;
    let lines = [
        raw("519", "ประสิทธิ์ แก้วมณี", NUMBERS[0]),
        raw("901", "มาลี ใจดี", NUMBERS[1]),
    ];
    let (matched, faults) = check_list(&lines, &expected, today(), true);
    let codes: Vec<_> = faults.iter().map(LineFault::code).collect();
    assert!(matched.is_empty());
    assert_eq!(codes, ["listed_already", "refused_before"]);
}

#[test]
fn a5_2_month_and_year_mean_the_last_day_of_the_month() {
    for (text, date, derived) in [
        ("09/30", "2030-09-30", true),
        ("2/28", "2028-02-29", true),
        ("02/2571", "2028-02-29", true),
        ("12-2030", "2030-12-31", true),
        ("๐๙/๓๐", "2030-09-30", true),
        ("2030-09-15", "2030-09-15", false),
        ("15/09/2573", "2030-09-15", false),
    ] {
        assert_eq!(expiry(text, today()), Ok((day(date), derived)), "{text}");
    }
    for (text, reason) in [
        ("", LineReason::Required),
        ("13/30", LineReason::NotADate),
        ("soon", LineReason::NotADate),
        ("10/26", LineReason::Expired),
        ("2026-11-21", LineReason::Expired),
        ("12/47", LineReason::TooFar),
    ] {
        assert_eq!(expiry(text, today()), Err(reason), "{text}");
    }
}

#[test]
fn all_faults_of_a_line_are_told_at_once() {
    let line = RawLine {
        envelope_no: Some("9999 0000 0000 0012".into()),
        ..RawLine::default()
    };
    let fields: Vec<String> = faults(&[line]).into_iter().map(|f| f.0).collect();
    let expected = [
        "lines[0].member_number",
        "lines[0].name_on_card",
        "lines[0].card_number",
        "lines[0].expires_on",
        "lines[0].envelope_no",
    ];
    assert_eq!(fields, expected);
}

fn made(count: i64) -> BatchFact {
    BatchFact::Made(Made {
        no: "8/2569".into(),
        year: 2569,
        running: 8,
        dated: day("2026-11-20"),
        letter_no: "71/2569".into(),
        by: PersonId::new(1),
        applications: (1..=count).map(ApplicationId::new).collect(),
    })
}

#[test]
fn c10_the_bank_refuses_a_line_once_and_only_one_that_waits() {
    let batch = Batch::apply(None, 8, &made(2)).unwrap();
    let one = ApplicationId::new(1);
    assert!(may_refuse(&batch, one, day("2026-11-20"), today()).is_ok());
    assert!(may_refuse(&batch, one, day("2026-11-19"), today()).is_err());
    assert!(may_refuse(&batch, one, day("2026-11-22"), today()).is_err());
    let stranger = may_refuse(&batch, ApplicationId::new(3), today(), today());
    assert!(matches!(stranger, Err(BatchError::NotInBatch)));
    let refused = Batch::apply(Some(batch), 8, &BatchFact::LineRefused { application: one });
    let again = may_refuse(&refused.unwrap(), one, today(), today()).unwrap_err();
    assert_eq!(again.rule(), Some(Rule::C10));
}

#[test]
fn a_batch_is_answered_in_part_once_a_card_is_listed_and_not_by_a_refusal() {
    let [one, two] = [1, 2].map(ApplicationId::new);
    let batch = Batch::apply(None, 8, &made(3)).unwrap();
    let refused = BatchFact::LineRefused { application: one };
    let batch = Batch::apply(Some(batch), 8, &refused).unwrap();
    assert_eq!(batch.state(), "sent", "nothing came");
    let lines = vec![ListedLine {
        application: two,
        card: CardId::new(1),
    }];
    let list = BatchFact::Delivered(Delivered {
        reference: None,
        lines,
        left_out: Vec::new(),
    });
    let batch = Batch::apply(Some(batch), 8, &list).unwrap();
    assert_eq!(batch.state(), "answered_in_part");
    let last = BatchFact::LineRefused {
        application: ApplicationId::new(3),
    };
    let batch = Batch::apply(Some(batch), 8, &last).unwrap();
    assert_eq!(batch.state(), "answered");
}

#[test]
fn c10_a_refusal_is_taken_back_while_nothing_rests_on_it() {
    let one = ApplicationId::new(1);
    let nothing = Since::default();
    let sent = Batch::apply(None, 8, &made(2)).unwrap();
    let early = may_withdraw_refusal(&sent, one, &nothing);
    assert!(matches!(early, Err(BatchError::NotRefused)));
    let fact = BatchFact::LineRefused { application: one };
    let refused = Batch::apply(Some(sent), 8, &fact).unwrap();
    assert!(may_withdraw_refusal(&refused, one, &nothing).is_ok());
    let no = || Some("AP2569/000009".to_owned());
    for since in [
        Since {
            asked_again: no(),
            ..Since::default()
        },
        Since {
            paid_back: no(),
            ..Since::default()
        },
    ] {
        let late = may_withdraw_refusal(&refused, one, &since).unwrap_err();
        assert_eq!(late.rule(), Some(Rule::C10));
    }
    let fact = BatchFact::RefusalWithdrawn { application: one };
    let again = Batch::apply(Some(refused), 8, &fact).unwrap();
    assert_eq!((again.counts(), again.state()), ((2, 0, 0), "sent"));
    assert!(Batch::apply(Some(again), 8, &fact).is_err(), "once");
}

proptest! {
    /// Whatever the bank sends in whatever order: each line is answered at most once, and the counts add up.
    #[test]
    fn a_line_is_answered_once(tries in proptest::collection::vec((1i64..8, any::<bool>()), 0..30)) {
        let mut batch = Batch::apply(None, 8, &made(5)).unwrap();
        let mut answered = std::collections::BTreeSet::new();
        for (id, listed) in tries {
            let application = ApplicationId::new(id);
            let fact = if listed {
                BatchFact::Delivered(Delivered {
                    reference: None,
                    lines: vec![ListedLine { application, card: CardId::new(id) }],
                    left_out: Vec::new(),
                })
            } else {
                BatchFact::LineRefused { application }
            };
            match Batch::apply(Some(batch.clone()), 8, &fact) {
                Ok(after) => {
                    prop_assert!(id <= 5 && answered.insert(id));
                    prop_assert_eq!(after.version, batch.version + 1);
                    batch = after;
                }
                Err(_) => prop_assert!(id > 5 || answered.contains(&id)),
            }
            let (awaited, listed, refused) = batch.counts();
            prop_assert_eq!(awaited + listed + refused, 5);
            prop_assert_eq!(awaited, 5 - answered.len());
        }
    }

    #[test]
    fn no_text_makes_the_reader_of_expiry_panic(text in "\\PC*") {
        let _ = expiry(&text, today());
    }

    #[test]
    fn no_line_that_is_taken_stands_twice(
        picks in proptest::collection::vec((0usize..3, 0usize..3), 0..8),
    ) {
        let people = [("519", "ประสิทธิ์ แก้วมณี"), ("901", "มาลี ใจดี"), ("7", "ใครก็ได้")];
        let lines: Vec<RawLine> = picks.iter().map(|(p, n)| raw(people[*p].0, people[*p].1, NUMBERS[*n])).collect();
        let (matched, faults) = check_list(&lines, &two(), today(), true);
        prop_assert_eq!(matched.len() + faults.len(), lines.len());
        for (at, one) in matched.iter().enumerate() {
            prop_assert!(matched[..at].iter().all(|other| other.application != one.application));
            prop_assert!(matched[..at].iter().all(|other| other.line.number != one.line.number));
        }
    }
}
