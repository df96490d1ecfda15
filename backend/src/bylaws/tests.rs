//! The shipped bylaws, and every way in which a file can be wrong.

#![expect(clippy::unwrap_used, reason = "tests")]

mod meetings;

use super::*;
use crate::calendar::Counting;
use crate::kernel::{Basis, BusinessDate, Money, Rule, Text};

const SHIPPED: &str = include_str!("../../../config/bylaws.toml");

fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

/// The faults of the shipped file after one change, each as `place: fault`.
fn faults(from: &str, to: &str) -> Vec<(String, Fault)> {
    assert!(SHIPPED.contains(from), "{from}");
    let changed = SHIPPED.replacen(from, to, 1);
    let errors = Bylaws::parse(&changed).unwrap_err();
    errors
        .into_iter()
        .map(|error| (error.place, error.fault))
        .collect()
}

fn only(place: &str, fault: Fault) -> Vec<(String, Fault)> {
    vec![(place.to_owned(), fault)]
}

/// The line of values under a key.
fn values_of(key: &str) -> String {
    let table = SHIPPED.split(&format!("[{key}]\n")).nth(1).unwrap();
    let line = table
        .lines()
        .find(|line| line.starts_with("values"))
        .unwrap();
    let head: Vec<&str> = table.lines().take_while(|at| *at != line).collect();
    format!("[{key}]\n{}\n{line}", head.join("\n"))
}

/// The shipped file's faults when the values of `key` are replaced.
fn faults_with_values(key: &str, values: &str) -> Vec<(String, Fault)> {
    let old = values_of(key);
    let start = old.rfind("values").unwrap();
    faults(&old, &format!("{}values = {values}", &old[..start]))
}

#[test]
fn r0_no_bylaws_before_the_regulations_day() {
    let bylaws = Bylaws::parse(SHIPPED).unwrap();
    assert_eq!(bylaws.regulation.resolved_on, day("2020-08-28"));
    assert!(bylaws.on(day("2020-08-28")).is_none());
    assert!(bylaws.on(day("2020-08-29")).is_some());
    let later = "in_force_from = 2020-10-01";
    let later = SHIPPED.replacen("in_force_from = 2020-08-29", later, 1);
    let bylaws = Bylaws::parse(&later).unwrap();
    assert!(
        bylaws.on(day("2020-09-30")).is_none(),
        "values that were resolved before bind nobody yet"
    );
    assert!(bylaws.on(day("2020-10-01")).is_some());
}

#[test]
fn the_shipped_values_are_the_regulations() {
    let today = Bylaws::parse(SHIPPED)
        .unwrap()
        .on(day("2026-11-21"))
        .unwrap();
    assert_eq!(
        (
            today.first_notice_days,
            today.second_notice_days,
            today.destruction_days
        ),
        (30, 15, 30)
    );
    assert_eq!(
        (
            today.days_to_bank,
            today.retention_years,
            today.registrar_retention_years,
            today.aml_retention_years
        ),
        (45, 5, 10, 10)
    );
    assert_eq!(
        (today.bank_charge, today.fee_to_member),
        (Money::satang(10_000), Money::satang(10_000))
    );
    assert_eq!(today.first_issue_fee_payer, Payer::Cooperative);
    assert_eq!(today.after_destruction_fee_payer, Payer::Member);
    assert_eq!(
        (today.committee_size, today.notice_delay_working_days),
        (3, 1)
    );
    assert_eq!(today.extend_to_working_day, Counting::ExtendToWorkingDay);
    assert!(!today.small_cooperative && !today.agent_may_collect_card && today.card_number_check);
    assert_eq!(
        today.shown(Key::PayoutHours),
        Text::of("08:30 น. ถึง 15:30 น.", "08:30 to 15:30")
    );
}

#[test]
fn a5_3_the_bylaws_of_the_day_decide() {
    let old = values_of("fee_to_member");
    let new = old.replace(
        " }]",
        " }, { effective_from = 2026-01-01, value = \"150.00\" }]",
    );
    let bylaws = Bylaws::parse(&SHIPPED.replacen(&old, &new, 1)).unwrap();
    let fee = |on: &str| bylaws.on(day(on)).unwrap().fee_to_member;
    assert_eq!(fee("2025-12-31"), Money::satang(10_000));
    assert_eq!(fee("2026-01-01"), Money::satang(15_000));
    assert_eq!(bylaws.history(Key::FeeToMember).len(), 2);
}

#[test]
fn a7_3_retention_is_never_below_five_years() {
    let beyond = |years: &str| Fault::BeyondLimit {
        value: years.to_owned(),
        limit: "never below 5 years",
    };
    let four = "[{ effective_from = 2020-08-29, value = 4 }]";
    let faults = faults_with_values("retention_years", four);
    assert_eq!(
        faults.first().unwrap(),
        &("retention_years".to_owned(), beyond("4"))
    );
    let later =
        "[{ effective_from = 2020-08-29, value = 5 }, { effective_from = 2027-01-01, value = 0 }]";
    assert_eq!(
        faults_with_values("retention_years", later),
        only("retention_years", beyond("0"))
    );
}

#[test]
fn a7_3_the_years_of_the_anti_money_laundering_law_are_never_below_ten() {
    let beyond = Fault::BeyondLimit {
        value: "9".to_owned(),
        limit: "never below 10 years",
    };
    let nine = "[{ effective_from = 2020-08-29, value = 9 }]";
    let key = "aml_retention_years";
    let faulty = faults_with_values(key, nine);
    assert_eq!(faulty.first().unwrap(), &(key.to_owned(), beyond));
    let fifteen = SHIPPED.replacen(
        &values_of(key),
        &values_of(key).replace("value = 10 ", "value = 15 "),
        1,
    );
    let bylaws = Bylaws::parse(&fifteen).unwrap();
    let years = bylaws.on(day("2026-11-21")).unwrap().aml_retention_years;
    assert_eq!(years, 15);
    let missing = faults(&values_of(key), "");
    let place = (key.to_owned(), Fault::Missing);
    assert!(missing.contains(&place), "{missing:?}");
}

/// The figures that the regulation says itself, each with another one.
const FIXED: [(&str, &str, &str); 4] = [
    ("first_notice_days", "30", "45"),
    ("second_notice_days", "15", "30"),
    ("destruction_days", "30", "60"),
    ("retention_years", "5", "7"),
];

/// A value from the start and another from 2027 on.
fn from_2027(first: &str, then: &str) -> String {
    format!(
        "[{{ effective_from = 2020-08-29, value = {first} }}, {{ effective_from = 2027-02-01, value = {then} }}]"
    )
}

/// The shipped file with an amendment from this day on.
fn amended(on: &str, from: &str) -> String {
    let row = format!("resolved_by = \"ครั้งที่ ๓\", resolved_on = {on}, in_force_from = {from}");
    SHIPPED.replacen(
        "in_force_from = 2020-08-29\n",
        &format!("in_force_from = 2020-08-29\namended = [{{ {row} }}]\n"),
        1,
    )
}

#[test]
fn r0_a_figure_of_the_regulation_changes_only_with_an_amended_regulation() {
    for (key, figure, other) in FIXED {
        let not_amended = |from: &str| Fault::NotAmended {
            value: other.into(),
            was: figure.into(),
            from: day(from),
        };
        let values = |then: &str| from_2027(figure, then);
        let later = faults_with_values(key, &values(other));
        assert_eq!(later, only(key, not_amended("2027-02-01")), "{key}");
        let first = format!("[{{ effective_from = 2020-08-29, value = {other} }}]");
        let first = faults_with_values(key, &first);
        assert_eq!(first, only(key, not_amended("2020-08-29")), "{key}");
        let old = values_of(key);
        let new = format!(
            "{}values = {}",
            &old[..old.rfind("values").unwrap()],
            values(other)
        );
        let with = |text: String| Bylaws::parse(&text.replacen(&old, &new, 1));
        let sound = with(amended("2027-01-15", "2027-02-01")).unwrap();
        assert_eq!(sound.regulation.amended.len(), 1, "{key}");
        let another_day = with(amended("2027-01-15", "2027-03-01")).unwrap_err();
        assert_eq!(another_day.len(), 1, "{key}: {another_day:?}");
        // The same figure again is no change.
        let same = new.replace(&values(other), &values(figure));
        let same = SHIPPED.replacen(&old, &same, 1);
        assert!(Bylaws::parse(&same).is_ok(), "{key}");
    }
    // What a footnote opens is each cooperative's own.
    let days = values_of("days_to_bank");
    assert!(Bylaws::parse(&SHIPPED.replacen(&days, &days.replace("45", "30"), 1)).is_ok());
}

#[test]
fn a7_3_the_five_years_rise_to_the_registrars_without_an_amended_regulation() {
    let old = values_of("retention_years");
    let parse = |values: &str| {
        let new = format!("{}values = {values}", &old[..old.rfind("values").unwrap()]);
        Bylaws::parse(&SHIPPED.replacen(&old, &new, 1))
    };
    assert!(parse("[{ effective_from = 2020-08-29, value = 10 }]").is_ok());
    assert!(parse(&from_2027("5", "10")).is_ok());
    assert!(parse(&from_2027("5", "9")).is_err());
}

#[test]
fn r0_not_amended_is_no_fault_beside_another_of_the_same_value() {
    for value in ["0", "\"45\""] {
        let values = from_2027("30", value);
        assert_eq!(
            faults_with_values("first_notice_days", &values).len(),
            1,
            "{value}"
        );
    }
}

#[test]
fn r0_an_amendment_names_its_meeting_and_its_day() {
    let faults = |row: &str| {
        let text = SHIPPED.replacen(
            "in_force_from = 2020-08-29\n",
            &format!("in_force_from = 2020-08-29\namended = {row}\n"),
            1,
        );
        let found = Bylaws::parse(&text).unwrap_err();
        found
            .into_iter()
            .map(|e| (e.place, e.fault))
            .collect::<Vec<_>>()
    };
    let at = |name: &str| format!("regulation.amended[0].{name}");
    let (by, from) = ("resolved_by = \"ครั้งที่ ๓\"", "in_force_from = 2027-02-01");
    assert_eq!(
        faults(&format!("[{{ {from} }}]")),
        [
            (at("resolved_by"), Fault::Missing),
            (at("resolved_on"), Fault::Missing)
        ]
    );
    assert_eq!(
        faults(&format!("[{{ {by}, {from}, resolved_on = 2027-02-02 }}]")),
        only(&at("in_force_from"), Fault::InForceBeforeResolved)
    );
    let twice = format!("{{ {by}, {from}, resolved_on = 2027-01-15 }}");
    assert_eq!(
        faults(&format!("[{twice}, {twice}]")),
        only("regulation.amended", Fault::AmendmentsNotInOrder)
    );
    assert_eq!(
        faults("true"),
        only(
            "regulation.amended[0]",
            Fault::WrongKind("a list of { resolved_by, resolved_on, in_force_from }")
        )
    );
}

#[test]
fn a_fault_names_its_key_and_its_article() {
    let text = SHIPPED.replacen("value = 30", "value = 0", 1);
    let errors = Bylaws::parse(&text).unwrap_err();
    let error = errors.first().unwrap();
    assert_eq!(error.rule(), Some(Rule::A7_2_1));
    assert_eq!(
        error.to_string(),
        "first_notice_days (ข้อ ๗.๒ (๑)): 0 is not allowed: 1 to 365 days"
    );
    assert!(
        error
            .text()
            .th
            .starts_with("first_notice_days (ข้อ ๗.๒ (๑)): ใช้ค่า 0 ไม่ได้")
    );
}

#[test]
fn unknown_keys_are_refused_at_every_depth() {
    assert_eq!(
        faults("[days_to_bank]", "[typo]\n[days_to_bank]"),
        only("typo", Fault::UnknownKey)
    );
    let inside = faults("[days_to_bank]\n", "[days_to_bank]\nunit = \"days\"\n");
    assert_eq!(inside, only("days_to_bank.unit", Fault::UnknownKey));
    let row = faults_with_values(
        "days_to_bank",
        "[{ effective_from = 2020-08-29, value = 45, until = 1 }]",
    );
    assert_eq!(row, only("days_to_bank.values.until", Fault::UnknownKey));
    let regulation = faults("[regulation]\n", "[regulation]\nchair = \"x\"\n");
    assert_eq!(regulation, only("regulation.chair", Fault::UnknownKey));
}

#[test]
fn a_missing_or_renamed_parameter_is_two_faults() {
    let faults = faults("[days_to_bank]", "[day_to_bank]");
    assert_eq!(
        faults,
        [
            ("days_to_bank".into(), Fault::Missing),
            ("day_to_bank".into(), Fault::UnknownKey)
        ]
    );
}

#[test]
fn a_citation_is_not_the_files_to_change() {
    let faults = faults(
        "[days_to_bank]\nrule = \"A6\"",
        "[days_to_bank]\nrule = \"A7.3\"",
    );
    assert_eq!(faults, only("days_to_bank.rule", Fault::MustSay("A6")));
}

#[test]
fn values_of_the_wrong_kind_or_order_are_refused() {
    let days = |values: &str| faults_with_values("days_to_bank", values);
    let first = |values: &str| days(values).first().cloned().unwrap().1;
    assert_eq!(
        first("[{ effective_from = 2020-08-29, value = \"45\" }]"),
        Fault::WrongKind("a whole number from 0 to 65535")
    );
    assert_eq!(
        first("[{ effective_from = \"soon\", value = 45 }]"),
        Fault::WrongKind("a day such as 2020-08-29")
    );
    assert_eq!(
        first("45"),
        Fault::WrongKind("a list of { effective_from, value }")
    );
    assert_eq!(first("[]"), Fault::NotFromTheStart(day("2020-08-29")));
    assert_eq!(
        days("[{ effective_from = 2020-08-30, value = 45 }]"),
        only("days_to_bank", Fault::NotFromTheStart(day("2020-08-29")))
    );
    let twice = "[{ effective_from = 2020-08-29, value = 45 }, { effective_from = 2020-08-29, value = 40 }]";
    assert_eq!(days(twice), only("days_to_bank", Fault::NotInOrder));
}

#[test]
fn a_file_that_is_no_toml_and_an_odd_regulation_are_refused() {
    assert!(matches!(
        Bylaws::parse("= x").unwrap_err().as_slice(),
        [BylawsError {
            fault: Fault::NotToml(_),
            ..
        }]
    ));
    let odd = faults("resolved_on = 2020-08-28", "resolved_on = 2020-08-30");
    assert_eq!(
        odd,
        only("regulation.in_force_from", Fault::InForceBeforeResolved)
    );
    assert!(Bylaws::parse("").unwrap_err().len() > Key::ALL.len());
}

#[test]
fn a_parameter_of_the_regulation_cites_the_article_of_its_rule() {
    for key in Key::ALL {
        let basis = key.basis();
        match basis.basis {
            Basis::Seed => assert_eq!(basis.citation, key.rule().citation(), "{}", key.name()),
            Basis::Practice => {
                assert_eq!(basis.citation, Basis::Practice.words().th, "{}", key.name())
            }
            Basis::Law => assert!(!basis.citation.starts_with("ข้อ"), "{}", key.name()),
        }
    }
}
