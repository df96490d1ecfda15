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
        &["kernel::numbers", "web::body", "cards::batches::rules"],
        &[
            "a3_a_card_number_has_sixteen_digits",
            "a3_a_number_of_seventeen_digits_names_field_and_article",
            "a3_a_card_number_of_seventeen_digits_is_not_taken",
            "a3_no_body_with_a_pin_is_taken",
        ],
    ),
    row(
        Rule::A4,
        &["cards::applications::rules"],
        &["a4_only_a_member_may_apply"],
    ),
    row(
        Rule::A5_1,
        &["cards::applications::rules"],
        &[
            "a5_1_a_member_has_one_application_under_way",
            "a5_1_who_has_a_card_or_one_on_its_way_gets_no_first_card",
            "a5_1_no_history_reaches_two_open_applications_of_one_member",
            "a5_1_every_other_kind_stands_in_for_a_card_of_this_member",
        ],
    ),
    row(
        Rule::A5_2,
        &["cards::batches::rules", "cards::applications::rules"],
        &[
            "a5_2_the_list_is_held_against_the_batch",
            "a5_2_a_stranger_a_wrong_name_and_twins_are_named_by_line",
            "a5_2_the_request_carries_holder_number_barcode_and_cooperative",
        ],
    ),
    row(
        Rule::A5_3,
        &[
            "bylaws::parameters",
            "cards::applications::rules",
            "ledger::posting_rules",
        ],
        &[
            "a5_3_the_bylaws_of_the_day_decide",
            "a5_3_the_two_figures_are_told_apart",
            "a5_3_the_banks_charge_and_the_members_fee_are_two_vouchers",
        ],
    ),
    row(
        Rule::A5_4,
        &["cards::applications::rules"],
        &[
            "a5_4_first_card_is_paid_by_whom_the_bylaws_name",
            "a5_4_where_the_cooperative_pays_the_member_owes_nothing_and_nothing_is_posted",
        ],
    ),
    row(
        Rule::A5_5,
        &["cards::applications::rules", "ledger::service::fees"],
        &[
            "a5_5_the_member_pays_for_every_replacement",
            "a5_5_the_member_owes_for_a_replacement_from_the_batch_on",
            "a5_5_a_fee_paid_ahead_stands_as_the_members_credit_until_the_batch",
            "a5_5_a_lost_card_is_replaced_and_its_member_pays",
        ],
    ),
    row(
        Rule::A6,
        &["cards::applications::rules", "cards::batches::rules"],
        &[
            "a6_only_the_application_officer_collects",
            "a6_forty_five_days_from_complete_data_that_day_not_counted",
            "a6_missing_papers_are_named",
            "a6_only_complete_applications_are_sent_each_once",
        ],
    ),
    row(
        Rule::A7_1_1,
        &["identity::rules", "cards::custody::rules"],
        &["a7_1_1_the_manager_or_a_staff_member_keeps_the_cards"],
    ),
    row(
        Rule::A7_1_2,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_1_2_the_chairperson_or_a_board_member_keeps_the_pins",
            "a7_1_2_a_duty_is_not_given_to_someone_not_eligible",
        ],
    ),
    row(
        Rule::A7_1_3,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_1_3_the_two_keepers_are_never_one_person",
            "a7_1_3_a12_3_a13_no_history_of_accepted_duties_has_a_forbidden_pair_on_one_day",
            "a7_1_3_nobody_keeps_cards_and_pins",
            "a7_1_3_two_duties_in_one_order_are_refused_together",
            "a7_1_3_who_kept_a_card_yesterday_does_not_receive_its_pin_today",
        ],
    ),
    row(Rule::C1, &[], &[]),
    row(
        Rule::C2,
        &["cards::custody::rules"],
        &[
            "c2_what_was_not_received_is_not_handed_over_nor_released_nor_announced",
            "c2_what_was_released_to_another_is_not_handed_over",
            "c2_what_was_released_and_not_collected_comes_back",
        ],
    ),
    row(Rule::C3, &[], &[]),
    row(
        Rule::C4,
        &["identity::rules", "identity::sign_ins"],
        &[
            "c4_a_duty_gives_no_right_once_its_role_has_ended",
            "c4_who_leaves_is_out_with_the_next_request",
            "c4_a_closed_or_reset_account_is_out_with_the_next_request",
            "c4_a_duty_or_role_that_ends_is_gone_with_the_next_request",
        ],
    ),
    row(
        Rule::A7_2_1,
        &["calendar::deadline", "cards::custody::rules"],
        &[
            "a7_2_1_the_day_of_the_letter_is_not_counted",
            "a7_2_1_deadline_is_a_working_day_and_never_early",
            "a7_2_1_a_later_letter_never_ends_earlier",
            "a7_2_1_a_letter_is_not_dated_in_the_future",
            "a7_2_1_a_letter_is_late_from_the_working_day_after_the_receipt",
        ],
    ),
    row(
        Rule::A7_2_2,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_2_2_the_manager_dispenses_cards_only_while_he_keeps_them_in_a_small_cooperative",
            "a7_2_2_a_release_goes_to_a_dispenser_by_order",
            "a7_2_2_a_card_is_not_handed_over_without_a_signature",
        ],
    ),
    row(
        Rule::A7_2_3,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_2_3_the_chairperson_dispenses_pins_only_while_keeping_them_in_a_small_cooperative",
            "a7_2_3_a_pin_is_not_handed_over_without_a_signature",
        ],
    ),
    row(
        Rule::A7_2_3X,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_2_3x_who_handed_the_card_over_does_not_hand_over_its_pin",
            "a7_2_3x_who_handed_the_pin_over_does_not_hand_over_its_card",
            "a7_2_3x_two_hand_overs_opened_side_by_side_do_not_get_round_it",
            "a7_2_3x_one_person_does_not_come_through_two_accounts",
            "a7_2_3x_the_card_keeper_does_not_dispense_pins",
            "a7_2_3x_a_keeper_dispenses_only_in_a_small_cooperative",
            "a7_2_3x_a_keeper_never_dispenses_the_other_half_not_even_in_a_small_cooperative",
        ],
    ),
    row(
        Rule::A7_2_4,
        &["calendar::deadline", "cards::custody::board::step"],
        &[
            "a7_2_4_second_letter_of_22_october_2569_runs_to_6_november",
            "a7_2_4_after_the_first_deadline_the_second_letter_has_its_own_day",
        ],
    ),
    row(
        Rule::A7_2_5,
        &["calendar::deadline"],
        &["a7_2_5_destruction_moves_over_sunday_and_substitute_to_8_december_2569"],
    ),
    row(
        Rule::C5,
        &["documents::signatures"],
        &["c5_an_empty_a_short_or_an_endless_signature_is_none"],
    ),
    row(
        Rule::C6,
        &["cards::custody::board::step"],
        &["c6_an_envelope_waits_for_its_card"],
    ),
    row(
        Rule::C7,
        &["cards::receipts::receive"],
        &["c7_every_fault_of_a_lane_can_be_chosen_and_read_again"],
    ),
    row(
        Rule::A7_3,
        &["calendar::deadline", "bylaws::parameters"],
        &[
            "a7_3_years_run_to_the_day_before_their_counterpart",
            "a7_3_years_are_whole_and_months_stay",
            "a7_3_retention_is_never_below_five_years",
        ],
    ),
    row(
        Rule::A8_1,
        &["cards::custody::rules", "cards::applications::service"],
        &[
            "a8_1_a_blocked_card_goes_to_nobody",
            "a8_1_a_blocked_or_expired_card_waits_for_no_letter",
            "a8_1_a_reported_card_is_blocked_with_the_application",
        ],
    ),
    row(
        Rule::A8_2,
        &["cards::applications::rules"],
        &[
            "a8_2_lost_and_pin_forgotten_need_the_report_and_no_other_kind_takes_one",
            "a8_2_a_lost_card_without_its_report_stays_open",
        ],
    ),
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
    row(
        Rule::A12_3,
        &["identity::rules"],
        &[
            "a12_3_controller_and_user_of_any_terminals_are_two_persons",
            "a12_3_a_terminals_duty_lies_within_its_order",
        ],
    ),
    row(
        Rule::A13,
        &["identity::rules"],
        &[
            "a13_the_manager_controls_corporate_online_and_staff_use_it",
            "a13_an_acting_manager_is_eligible_for_the_days_of_the_order_and_no_other",
        ],
    ),
    row(Rule::A13_1, &[], &[]),
    row(Rule::A13_2, &[], &[]),
    row(Rule::C8, &[], &[]),
    row(
        Rule::A14_1,
        &["ledger::rules", "ledger::posting_rules"],
        &[
            "a14_1_an_entry_that_does_not_balance_is_refused",
            "a14_1_every_rule_balances_for_every_input",
            "a14_1_whatever_is_posted_and_reversed_the_trial_balance_is_zero_for_every_date",
            "a14_1_a_free_entry_is_prepared_by_one_and_approved_by_another",
        ],
    ),
    row(
        Rule::A14_2,
        &["ledger::rules"],
        &[
            "a14_2_an_entry_is_never_dated_in_the_future",
            "a14_2_an_entry_carries_the_date_of_its_transaction_and_of_its_recording",
            "a14_2_a_prepared_entry_may_wait_for_its_day_but_is_not_posted_before",
        ],
    ),
    row(Rule::C9, &[], &[]),
    row(
        Rule::C10,
        &["ledger::rules", "cards::applications::rules", "db::fact"],
        &[
            "c10_the_database_itself_refuses_to_change_a_fact",
            "c10_facts_and_logs_refuse_change_and_removal_in_both_databases",
            "c10_a_reversal_cancels_the_whole_entry_once_and_both_name_each_other",
            "c10_what_the_bank_was_told_is_neither_cancelled_nor_corrected",
        ],
    ),
];
