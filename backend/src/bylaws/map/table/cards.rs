//! Articles 2 to 8: cards, their custody and their loss.

use super::{part, row};
use crate::bylaws::map::Proof;
use crate::kernel::Rule;

pub(super) const PROOFS: [Proof; 29] = [
    part(
        Rule::R0,
        &[
            "bylaws::parameters",
            "cards::applications::service",
            "cards::custody::service",
        ],
        &[
            "r0_no_bylaws_before_the_regulations_day",
            "r0_no_act_is_dated_before_the_regulations_day",
        ],
        "การแก้ไขระเบียบที่คนหนึ่งจัดทำ อีกคนอนุมัติ ตามมติที่ประชุม",
        "A new version that one person makes and another approves, on a resolution",
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
    part(
        Rule::A4,
        &["cards::applications::rules"],
        &[
            "a4_only_a_member_may_apply",
            "a4_whoever_has_left_is_handed_nothing",
            "a4_who_has_left_is_not_sent_to_the_bank",
            "a4_a_card_that_came_for_one_who_left_is_recorded_and_goes_back",
        ],
        "ตรวจว่าสมาชิกมีบัตรที่ใช้งานได้ก่อนโอนเข้าบัตร และรายการผิดปกติของบัตรที่ใช้งานไม่ได้",
        "The active card behind a transfer to a card, and the exception of a slip from one that is not",
    ),
    row(
        Rule::A5_1,
        &["cards::applications::rules"],
        &[
            "a5_1_a_member_has_one_application_under_way",
            "a5_1_who_has_a_card_or_one_on_its_way_gets_no_first_card",
            "a5_1_no_history_reaches_two_open_applications_of_one_member",
            "a5_1_every_other_kind_stands_in_for_a_card_of_this_member",
            "a5_1_who_waits_for_the_bank_or_for_a_card_does_not_ask_again",
        ],
    ),
    part(
        Rule::A5_2,
        &[
            "cards::batches::rules",
            "cards::applications::rules",
            "cards::custody::rules",
        ],
        &[
            "a5_2_the_list_is_held_against_the_batch",
            "a5_2_a_stranger_a_wrong_name_and_twins_are_named_by_line",
            "a5_2_the_request_carries_holder_number_barcode_and_cooperative",
            "a5_2_a_card_is_handed_over_up_to_its_last_day_and_not_after",
        ],
        "บันทึกผลตรวจบาร์โค้ดและชื่อสหกรณ์บนบัตรเมื่อรับเข้า",
        "At receipt, a word on the card's barcode and the cooperative's name",
    ),
    row(
        Rule::A5_3,
        &[
            "bylaws::parameters",
            "cards::applications::rules",
            "ledger::posting_rules",
            "cards::batches::service",
        ],
        &[
            "a5_3_the_bylaws_of_the_day_decide",
            "a5_3_the_two_figures_are_told_apart",
            "a5_3_the_banks_charge_and_the_members_fee_are_two_vouchers",
            "a5_3_the_batchs_date_decides_what_a_card_costs",
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
    part(
        Rule::A5_5,
        &[
            "cards::applications::rules",
            "ledger::service::fees",
            "cards::batches::service",
        ],
        &[
            "a5_5_the_member_pays_for_every_replacement",
            "a5_5_the_member_owes_for_a_replacement_from_the_batch_on",
            "a5_5_a_fee_paid_ahead_stands_as_the_members_credit_until_the_batch",
            "a5_5_a_lost_card_is_replaced_and_its_member_pays",
            "a5_5_a_fault_of_the_bank_takes_both_entries_back_and_a_fault_of_the_member_does_not",
        ],
        "การอนุมัติของอีกคนเมื่อยกเลิกค่าธรรมเนียมเพราะธนาคารหรือสหกรณ์ผิดพลาด",
        "Another person's approval where a fault of the bank or the cooperative takes the fee away",
    ),
    row(
        Rule::A6,
        &[
            "cards::applications::rules",
            "cards::batches::rules",
            "identity::rules",
        ],
        &[
            "a6_only_the_application_officer_collects",
            "a6_forty_five_days_from_complete_data_that_day_not_counted",
            "a6_missing_papers_are_named",
            "a6_only_complete_applications_are_sent_each_once",
            "a6_only_staff_are_assigned_to_collect_applications",
            "a6_a_late_application_goes_and_is_marked",
        ],
    ),
    row(
        Rule::A7_1_1,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_1_1_the_manager_or_a_staff_member_keeps_the_cards",
            "a7_1_1_only_the_card_keeper_of_today_receives_releases_and_corrects",
        ],
    ),
    row(
        Rule::A7_1_2,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_1_2_the_chairperson_or_a_board_member_keeps_the_pins",
            "a7_1_2_a_duty_is_not_given_to_someone_not_eligible",
            "a7_1_2_only_the_pin_keeper_of_today_receives_releases_and_corrects",
        ],
    ),
    row(
        Rule::A7_1_3,
        &[
            "identity::rules",
            "cards::custody::rules",
            "cards::custody::service::release",
        ],
        &[
            "a7_1_3_the_two_keepers_are_never_one_person",
            "a7_1_3_a12_3_a13_no_history_of_accepted_duties_has_a_forbidden_pair_on_one_day",
            "a7_1_3_nobody_keeps_cards_and_pins",
            "a7_1_3_two_duties_in_one_order_are_refused_together",
            "a7_1_3_who_kept_a_card_yesterday_does_not_receive_its_pin_today",
            "a7_1_3_who_answers_for_one_half_never_takes_the_other_wherever_it_lies",
            "a7_1_3_what_comes_back_goes_to_nobody_who_answers_for_the_other_half",
        ],
    ),
    row(Rule::C1, &[], &[]),
    part(
        Rule::C2,
        &["cards::custody::rules", "cards::custody::service::release"],
        &[
            "c2_what_was_not_received_is_not_handed_over_nor_released_nor_announced",
            "c2_what_was_released_to_another_is_not_handed_over",
            "c2_what_was_released_and_not_collected_comes_back",
            "c2_a_keeper_releases_what_lies_in_his_own_safe_and_nothing_else",
            "c2_only_what_is_in_the_dispensers_own_hands_is_handed_over",
            "c2_the_named_receiver_confirms_once_and_with_the_duty_of_that_day",
            "c2_who_offered_withdraws_and_only_while_it_waits",
            "c2_what_was_released_goes_back_from_its_dispenser_to_a_keeper_of_its_lane",
        ],
        "เวลาส่งคืนบันทึกไว้ แต่ยังไม่เตือนเมื่อเลยเวลา",
        "The hour of return is written down, and nobody is told yet when it has passed",
    ),
    row(Rule::C3, &[], &[]),
    part(
        Rule::C4,
        &["identity::rules", "identity::sign_ins"],
        &[
            "c4_a_duty_gives_no_right_once_its_role_has_ended",
            "c4_who_leaves_is_out_with_the_next_request",
            "c4_a_closed_or_reset_account_is_out_with_the_next_request",
            "c4_a_duty_or_role_that_ends_is_gone_with_the_next_request",
        ],
        "ของที่อยู่ในความดูแลของผู้ที่พ้นหน้าที่เป็นเหตุผิดปกติ และให้ผู้อื่นสองคนตรวจนับ",
        "What a person who leaves had in custody, as an incident that two others count",
    ),
    row(
        Rule::A7_2_1,
        &[
            "calendar::deadline",
            "cards::custody::rules",
            "cards::custody::service::notice",
            "cards::custody::board::step",
        ],
        &[
            "a7_2_1_the_day_of_the_letter_is_not_counted",
            "a7_2_1_deadline_is_a_working_day_and_never_early",
            "a7_2_1_a_later_letter_never_ends_earlier",
            "a7_2_1_a_letter_is_not_dated_in_the_future",
            "a7_2_1_a_letter_is_late_from_the_working_day_after_the_receipt",
            "a7_2_1_a_first_letter_is_one_and_not_older_than_the_receipt",
            "a7_2_1_a_letter_bears_the_day_it_is_recorded_or_says_that_it_left_earlier",
            "a7_2_1_the_period_runs_thirty_days_from_the_letters_date",
        ],
    ),
    row(
        Rule::A7_2_2,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_2_2_the_manager_dispenses_cards_only_while_he_keeps_them_in_a_small_cooperative",
            "a7_2_2_a_release_goes_to_a_dispenser_by_order",
            "a7_2_2_a_card_is_not_handed_over_without_a_signature",
            "a7_2_2_only_staff_are_named_to_hand_over_cards",
            "a7_2_2_only_a_card_dispenser_by_order_receives_and_hands_over_a_card",
        ],
    ),
    row(
        Rule::A7_2_3,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_2_3_the_chairperson_dispenses_pins_only_while_keeping_them_in_a_small_cooperative",
            "a7_2_3_a_pin_is_not_handed_over_without_a_signature",
            "a7_2_3_board_members_and_staff_are_named_to_hand_over_pins",
            "a7_2_3_only_a_pin_dispenser_by_order_receives_and_hands_over_an_envelope",
        ],
    ),
    row(
        Rule::A7_2_3X,
        &["identity::rules", "cards::custody::rules"],
        &[
            "a7_2_3x_who_handed_the_card_over_does_not_hand_over_its_pin",
            "a7_2_3x_who_handed_the_pin_over_does_not_hand_over_its_card",
            "a7_2_3x_nobody_has_both_halves_of_a_card_in_hand",
            "a7_2_3x_one_person_does_not_come_through_two_accounts",
            "a7_2_3x_the_card_keeper_does_not_dispense_pins",
            "a7_2_3x_a_keeper_dispenses_only_in_a_small_cooperative",
            "a7_2_3x_a_keeper_never_dispenses_the_other_half_not_even_in_a_small_cooperative",
            "a7_2_3x_one_person_never_hands_over_both_halves_not_even_in_a_small_cooperative",
            "a7_2_3x_a_keeper_dispenses_his_own_half_in_a_small_cooperative_and_the_other_never",
        ],
    ),
    part(
        Rule::A7_2_4,
        &["calendar::deadline", "cards::custody::board::step"],
        &[
            "a7_2_4_second_letter_of_22_october_2569_runs_to_6_november",
            "a7_2_4_after_the_first_deadline_the_second_letter_has_its_own_day",
        ],
        "หนังสือครั้งที่ ๒ และกำหนดเวลาของหนังสือนั้น",
        "The second letter itself, and its period",
    ),
    part(
        Rule::A7_2_5,
        &["calendar::deadline"],
        &["a7_2_5_destruction_moves_over_sunday_and_substitute_to_8_december_2569"],
        "คณะกรรมการ การทำลาย และรายงานที่ทุกคนลงนาม",
        "The committee, the destruction and the minutes that all sign",
    ),
    part(
        Rule::C5,
        &["documents::signatures", "cards::handover::pages::paper"],
        &[
            "c5_an_empty_a_short_or_an_endless_signature_is_none",
            "c5_a_thumb_print_has_two_witnesses_who_are_neither_one_nor_the_dispenser",
        ],
        "ผู้รับแทนเมื่อสหกรณ์อนุญาต และพยานเมื่อโปรแกรมอื่นส่งภาพสแกนมา",
        "The agent where one is allowed, and the witnesses where another program brings the scan",
    ),
    part(
        Rule::C6,
        &[
            "cards::custody::board::step",
            "cards::custody::service::notice",
        ],
        &[
            "c6_an_envelope_waits_for_its_card",
            "c6_an_envelope_has_a_letter_of_its_own_only_after_its_card_was_collected",
        ],
        "หนังสือครั้งที่ ๒ และการทำลายซอง",
        "The second letter and the destruction of the envelope",
    ),
    row(
        Rule::C7,
        &[
            "cards::receipts::receive",
            "cards::custody::service::receive",
            "cards::custody::model",
        ],
        &[
            "c7_every_fault_of_a_lane_can_be_chosen_and_read_again",
            "c7_what_came_faulty_lies_apart_and_goes_back_by_its_keeper_with_a_paper",
            "c7_only_what_was_found_faulty_goes_back_to_the_bank",
        ],
    ),
    part(
        Rule::A7_3,
        &[
            "calendar::deadline",
            "bylaws::parameters",
            "cards::custody::registers",
        ],
        &[
            "a7_3_years_run_to_the_day_before_their_counterpart",
            "a7_3_years_are_whole_and_months_stay",
            "a7_3_retention_is_never_below_five_years",
            "a7_3_each_line_of_both_registers_says_until_when_it_is_kept",
        ],
        "ระยะเวลาตามระเบียบนายทะเบียนและกฎหมายฟอกเงิน การระงับการทำลาย และการทำลายทะเบียนตามมติ",
        "The periods of the Registrar and of the money-laundering law, holds, and disposal by resolution",
    ),
    part(
        Rule::A8_1,
        &[
            "cards::custody::rules",
            "cards::applications::service",
            "cards::custody::service::standing",
        ],
        &[
            "a8_1_a_blocked_card_goes_to_nobody",
            "a8_1_a_blocked_or_expired_card_waits_for_no_letter",
            "a8_1_a_reported_card_is_blocked_with_the_application",
            "a8_1_a_blocked_or_cancelled_card_and_its_envelope_go_to_nobody",
            "a8_1_a_blocked_card_is_never_revived",
            "a8_1_a_card_that_is_blocked_stays_blocked",
        ],
        "คำแจ้งของธนาคารว่ายกเลิกบัตรแล้ว และบัตรที่พบภายหลัง",
        "The bank's word that it cancelled the card, and a card that is found again",
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
];
