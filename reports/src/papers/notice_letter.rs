//! The notice to a member whose card or PIN has come (article 7.2 (1)) or still lies here (article 7.2 (4)).

use serde::{Deserialize, Serialize};

use super::{Contact, Letterhead, Signer};

/// Which notice it is, with what only that one says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum NoticeKind {
    First {
        /// The days that the second notice would give, such as "๑๕".
        second_notice_days: String,
    },
    Second {
        first_letter_no: String,
        first_dated: String,
        /// The last day that the first notice gave.
        first_last_day: String,
        /// The days within which the committee destroys the card, such as "๓๐".
        destruction_days: String,
    },
}

/// What waits for the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeObject {
    CardAndPin,
    Card,
    Pin,
}

/// หนังสือแจ้งให้มารับบัตรเงินสด. All digits Thai.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeLetter {
    pub letterhead: Letterhead,
    pub kind: NoticeKind,
    pub object: NoticeObject,
    /// Such as "สตพ. ๑๐๒/๒๕๖๙".
    pub letter_no: String,
    pub dated: String,
    pub addressee: String,
    pub member_no: String,
    pub application_dated: String,
    /// The card's last four digits and nothing more of it.
    pub card_last_four: String,
    pub received_on: String,
    /// Such as "๐๘.๓๐ – ๑๕.๓๐ น."
    pub counter_hours: String,
    /// The days from the letter's date, such as "๓๐".
    pub days: String,
    /// With its weekday: "วันจันทร์ที่ ๒๑ ธันวาคม ๒๕๖๙".
    pub last_day: String,
    /// What the cooperative adds, one paragraph each, before the closing sentence.
    pub further: Vec<String>,
    pub enclosures: Vec<String>,
    pub signer: Signer,
    pub contact: Contact,
}
