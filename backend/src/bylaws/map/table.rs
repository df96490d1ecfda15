//! The table of the map, in the order of the regulation. A row without modules or tests says "not yet".

use super::Proof;
use crate::kernel::Rule;

const fn row(
    rule: Rule,
    enforced_in: &'static [&'static str],
    tests: &'static [&'static str],
) -> Proof {
    Proof {
        rule,
        enforced_in,
        tests,
    }
}

pub(super) const PROOFS: [Proof; 49] = [
    row(
        Rule::R0,
        &["bylaws::parameters"],
        &["r0_no_bylaws_before_the_regulations_day"],
    ),
    row(
        Rule::A3,
        &["kernel::numbers"],
        &[
            "a3_a_card_number_has_sixteen_digits",
            "a3_a_number_of_seventeen_digits_names_field_and_article",
        ],
    ),
    row(Rule::A4, &[], &[]),
    row(Rule::A5_1, &[], &[]),
    row(Rule::A5_2, &[], &[]),
    row(
        Rule::A5_3,
        &["bylaws::parameters"],
        &["a5_3_the_bylaws_of_the_day_decide"],
    ),
    row(Rule::A5_4, &[], &[]),
    row(Rule::A5_5, &[], &[]),
    row(Rule::A6, &[], &[]),
    row(Rule::A7_1_1, &[], &[]),
    row(Rule::A7_1_2, &[], &[]),
    row(Rule::A7_1_3, &[], &[]),
    row(Rule::C1, &[], &[]),
    row(Rule::C2, &[], &[]),
    row(Rule::C3, &[], &[]),
    row(Rule::C4, &[], &[]),
    row(
        Rule::A7_2_1,
        &["calendar::deadline"],
        &[
            "a7_2_1_the_day_of_the_letter_is_not_counted",
            "a7_2_1_deadline_is_a_working_day_and_never_early",
            "a7_2_1_a_later_letter_never_ends_earlier",
        ],
    ),
    row(Rule::A7_2_2, &[], &[]),
    row(Rule::A7_2_3, &[], &[]),
    row(Rule::A7_2_3X, &[], &[]),
    row(
        Rule::A7_2_4,
        &["calendar::deadline"],
        &["a7_2_4_second_letter_of_22_october_2569_runs_to_6_november"],
    ),
    row(
        Rule::A7_2_5,
        &["calendar::deadline"],
        &["a7_2_5_destruction_moves_over_sunday_and_substitute_to_8_december_2569"],
    ),
    row(Rule::C5, &[], &[]),
    row(Rule::C6, &[], &[]),
    row(Rule::C7, &[], &[]),
    row(
        Rule::A7_3,
        &["calendar::deadline", "bylaws::parameters"],
        &[
            "a7_3_years_run_to_the_day_before_their_counterpart",
            "a7_3_years_are_whole_and_months_stay",
            "a7_3_retention_is_never_below_five_years",
        ],
    ),
    row(Rule::A8_1, &[], &[]),
    row(Rule::A8_2, &[], &[]),
    row(Rule::A8_3, &[], &[]),
    row(Rule::A9, &[], &[]),
    row(Rule::A10_1, &[], &[]),
    row(Rule::A10_2, &[], &[]),
    row(Rule::A10_3, &[], &[]),
    row(Rule::A11_1, &[], &[]),
    row(
        Rule::A11_2,
        &["bylaws::value", "calendar::holidays"],
        &[
            "a11_2_both_ends_of_the_hours_are_included_to_the_second",
            "a11_2_the_cooperatives_own_holidays_count_too",
        ],
    ),
    row(Rule::A12_1, &[], &[]),
    row(Rule::A12_2_1, &[], &[]),
    row(Rule::A12_2_3, &[], &[]),
    row(Rule::A12_2_4, &[], &[]),
    row(Rule::A12_2_5, &[], &[]),
    row(Rule::A12_3, &[], &[]),
    row(Rule::A13, &[], &[]),
    row(Rule::A13_1, &[], &[]),
    row(Rule::A13_2, &[], &[]),
    row(Rule::C8, &[], &[]),
    row(Rule::A14_1, &[], &[]),
    row(Rule::A14_2, &[], &[]),
    row(Rule::C9, &[], &[]),
    row(Rule::C10, &[], &[]),
];
