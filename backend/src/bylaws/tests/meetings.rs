//! The meetings that resolved and amended the regulation.

use super::*;

fn with_amendment(by: &str, on: &str, from: &str) -> String {
    let row = format!("{{ resolved_by = \"{by}\", resolved_on = {on}, in_force_from = {from} }}");
    SHIPPED.replacen(
        "in_force_from = 2020-08-29\n",
        &format!("in_force_from = 2020-08-29\namended = [{row}]\n"),
        1,
    )
}

fn only_fault(text: &str) -> (String, Fault) {
    let mut found = Bylaws::parse(text).unwrap_err().into_iter();
    let one = found.next().unwrap();
    assert!(found.next().is_none(), "{text}");
    assert_eq!(one.rule(), Some(Rule::R0));
    (one.place, one.fault)
}

#[test]
fn r0_a_meeting_is_named_in_words_that_can_be_read() {
    let named = |by: &str| Bylaws::parse(&with_amendment(by, "2027-01-15", "2027-02-01"));
    assert!(named("คณะกรรมการ ครั้งที่ ๓/๒๕๗๐").is_ok());
    assert!(named("board 3/2570").is_ok());
    for by in [
        ".",
        " . ",
        "\u{200b}",
        "\u{3164}\u{3164}\u{3164}\u{3164}",
        "- - - -",
        "ก.",
        "3/70",
    ] {
        let (place, fault) = only_fault(&with_amendment(by, "2027-01-15", "2027-02-01"));
        assert_eq!(place, "regulation.amended[0].resolved_by", "{by}");
        assert!(matches!(fault, Fault::WrongKind(_)), "{by}");
    }
    let start = SHIPPED.find("\nresolved_by = \"").unwrap() + 1;
    let line = SHIPPED[start..].lines().next().unwrap();
    let (place, _) = only_fault(&SHIPPED.replacen(line, "resolved_by = \".\"", 1));
    assert_eq!(place, "regulation.resolved_by");
}

#[test]
fn r0_an_amendment_is_resolved_after_the_regulation_and_before_it_binds() {
    let (place, fault) = only_fault(&with_amendment("ครั้งที่ ๓/๒๕๖๓", "2020-08-27", "2027-02-01"));
    assert_eq!(place, "regulation.amended[0].resolved_on");
    assert_eq!(fault, Fault::AmendedBeforeResolved);
    assert!(Bylaws::parse(&with_amendment("ครั้งที่ ๓/๒๕๖๓", "2020-08-28", "2020-08-30")).is_ok());
}

#[test]
fn r0_a_meeting_that_was_not_held_yet_binds_nobody() {
    let text = with_amendment("ครั้งที่ ๓/๒๕๗๐", "2027-01-15", "2027-02-01");
    let regulation = Bylaws::parse(&text).unwrap().regulation;
    assert!(regulation.meetings_after(day("2027-01-15")).is_empty());
    let ahead = regulation.meetings_after(day("2027-01-14"));
    assert_eq!(ahead.len(), 1);
    assert_eq!(ahead[0].fault, Fault::MeetingInFuture(day("2027-01-15")));
}

#[test]
fn a5_5_no_figure_takes_the_members_fee_away() {
    for amount in ["0.00", "-1.00"] {
        let values = format!("[{{ effective_from = 2020-08-29, value = \"{amount}\" }}]");
        let found = faults_with_values("fee_to_member", &values);
        assert!(matches!(found[0].1, Fault::BeyondLimit { .. }), "{amount}");
    }
}
