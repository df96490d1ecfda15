//! Article 8: cards that are lost, and PINs that are forgotten.

use super::{part, row};
use crate::bylaws::map::Proof;
use crate::kernel::Rule;

pub(super) const PROOFS: [Proof; 3] = [
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
            "a8_2_every_card_that_the_member_has_can_be_reported_by_its_name",
            "a8_2_a_report_is_not_older_than_its_card_and_is_used_once",
        ],
    ),
    row(Rule::A8_3, &[], &[]),
];
