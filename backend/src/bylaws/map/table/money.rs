//! Articles 9 to 14: the channels of money, and the books.

use super::{part, row};
use crate::bylaws::map::Proof;
use crate::kernel::Rule;

pub(super) const PROOFS: [Proof; 20] = [
    row(Rule::A9, &[], &[]),
    row(Rule::A10_1, &[], &[]),
    row(Rule::A10_2, &[], &[]),
    row(Rule::A10_3, &[], &[]),
    row(Rule::A11_1, &[], &[]),
    part(
        Rule::A11_2,
        &["bylaws::value", "calendar::holidays"],
        &[
            "a11_2_both_ends_of_the_hours_are_included_to_the_second",
            "a11_2_the_cooperatives_own_holidays_count_too",
        ],
        "การตรวจเวลาของแต่ละรายการจ่าย รู้จักแต่เวลาและวันหยุด",
        "The judging of each payment: only the hours and the holidays are known",
    ),
    part(
        Rule::A12_1,
        &["identity::rules"],
        &["a12_1_the_manager_or_staff_named_by_him_control_the_terminals"],
        "การตรวจสอบเครื่อง EDC ประจำวันและการลงนาม",
        "The daily check of the terminals and its signature",
    ),
    part(
        Rule::A12_2_1,
        &["identity::rules"],
        &["a12_2_1_only_staff_are_named_to_use_the_terminals"],
        "การเติมเงินและรับชำระเงินที่เครื่อง",
        "The top-ups and payments at the terminal",
    ),
    row(Rule::A12_2_3, &[], &[]),
    row(Rule::A12_2_4, &[], &[]),
    row(Rule::A12_2_5, &[], &[]),
    row(
        Rule::A12_3,
        &["identity::rules", "identity::parts::duties"],
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
            "a13_an_acting_manager_needs_an_order_and_an_end",
        ],
    ),
    row(Rule::A13_1, &[], &[]),
    row(Rule::A13_2, &[], &[]),
    part(
        Rule::C8,
        &["ledger::rules", "ledger::approver"],
        &[
            "c8_whoever_prepares_an_entry_by_hand_does_not_approve_it",
            "c8_nobody_approves_what_a_person_prepared_whose_account_he_opened",
            "c8_an_account_in_hand_opens_others_and_its_holder_is_behind_them_all",
            "c8_an_account_that_an_account_in_hand_opened_is_in_hand_too",
            "c8_who_was_given_an_account_by_the_same_person_is_another_person",
            "c8_nobody_approves_the_own_entry_through_an_account_that_he_opened",
        ],
        "คำสั่งโอน ขณะนี้ใช้กับรายการบัญชีที่ทำด้วยมือเท่านั้น",
        "Transfer orders: so far it holds for entries by hand",
    ),
    row(
        Rule::A14_1,
        &[
            "ledger::rules",
            "ledger::posting_rules",
            "ledger::role_accounts",
        ],
        &[
            "a14_1_an_entry_that_does_not_balance_is_refused",
            "a14_1_every_rule_balances_for_every_input",
            "a14_1_whatever_is_posted_and_reversed_the_trial_balance_is_zero_for_every_date",
            "a14_1_a_free_entry_is_prepared_by_one_and_approved_by_another",
            "a14_1_a_rule_that_would_not_balance_for_some_input_is_refused",
            "a14_1_a_free_entry_takes_an_account_of_a_rule_only_with_its_reason",
            "a14_1_no_event_with_a_rule_can_be_typed_without_an_account_of_the_rules",
            "a14_1_a_line_names_nothing_that_its_account_does_not_take",
            "a14_1_a_line_names_what_its_account_is_kept_by",
        ],
    ),
    part(
        Rule::A14_2,
        &["ledger::rules", "ledger::service::post"],
        &[
            "a14_2_an_entry_is_never_dated_in_the_future",
            "a14_2_an_entry_carries_the_date_of_its_transaction_and_of_its_recording",
            "a14_2_a_prepared_entry_may_wait_for_its_day_but_is_not_posted_before",
            "a14_2_nothing_is_dated_by_hand_before_the_first_accounting_year",
        ],
        "วันที่ลงนามแล้วและเดือนที่ปิดแล้ว",
        "Days that are signed and months that are locked",
    ),
    row(Rule::C9, &[], &[]),
    row(
        Rule::C10,
        &[
            "ledger::rules",
            "cards::applications::rules",
            "cards::batches::rules",
            "db::fact",
            "audit::verify",
            "cards::custody::rules",
        ],
        &[
            "c10_the_database_itself_refuses_to_change_a_fact",
            "c10_facts_and_logs_refuse_change_and_removal_in_both_databases",
            "c10_a_reversal_cancels_the_whole_entry_once_and_both_name_each_other",
            "c10_what_a_rule_posted_is_reversed_only_by_the_act_that_undoes_its_cause",
            "c10_what_the_bank_was_told_is_neither_cancelled_nor_corrected",
            "c10_a_refusal_is_taken_back_while_nothing_rests_on_it",
            "c10_a_maker_takes_back_only_what_is_the_makers_own_and_nobody_approved",
            "c10_a_receipt_is_corrected_by_its_keeper_while_nothing_has_followed",
            "c10_a_posting_that_was_edited_behind_our_back_is_named",
        ],
    ),
];
