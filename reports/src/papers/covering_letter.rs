//! The letter with which a batch of applications goes to the bank (article 6), and its list.

use serde::{Deserialize, Serialize};

use super::{Contact, Letterhead, Signer};

/// What the bank charges for the batch and whence it takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchCharge {
    pub per_card: String,
    pub total: String,
    pub total_in_words: String,
    /// The bank account of article 9, as text.
    pub account: String,
}

/// One member on the list: what the bank prints on the card (article 5, the first three) and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchLine {
    pub holder: String,
    pub member_no: String,
    /// What the barcode on the card holds.
    pub barcode: String,
    /// First card, lost, expired and so on.
    pub reason: String,
    pub application_no: String,
}

/// หนังสือนำส่งคำขอออกบัตรเงินสด. Digits Thai in the letter; the list may keep Arabic ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveringLetter {
    pub letterhead: Letterhead,
    pub letter_no: String,
    pub dated: String,
    /// Such as "ผู้จัดการธนาคารกรุงไทย จำกัด (มหาชน) สาขาเพชรบูรณ์".
    pub addressee: String,
    /// An agreement with the bank, where there is one.
    pub reference: Option<String>,
    pub batch_no: String,
    pub batch_dated: String,
    /// How many members, such as "๕".
    pub members_count: String,
    pub enclosures: Vec<String>,
    pub charge: Option<BatchCharge>,
    /// What the cooperative adds, one paragraph each.
    pub further: Vec<String>,
    /// The list that is printed after the letter. Empty when it goes as a file only.
    pub lines: Vec<BatchLine>,
    pub signer: Signer,
    pub contact: Contact,
}
