//! The two control registers (articles 7.1 (1) and (2), 7.2 (2) and (3), 7.3): cards, and sealed PIN envelopes by their
//! number, never a digit of a PIN. Both are one book; which columns it has is said where it is drawn.

use serde::{Deserialize, Serialize};

use super::{Letterhead, RegisterHead, Signature, Signer};

/// Whose line it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberRef {
    pub member_no: String,
    pub name: String,
    /// The card, masked: its last four digits.
    pub card: String,
}

/// A notice that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRef {
    pub no: String,
    pub dated: String,
    /// The last day that it gives.
    pub last_day: String,
}

/// The hand-over to the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    pub on: String,
    pub dispenser: String,
    /// How the member was identified.
    pub identified_by: String,
    pub signature: Option<Signature>,
    /// What stands in place of strokes, such as "ลงชื่อในเอกสาร".
    pub signed_on_paper: Option<String>,
}

/// A card or an envelope in its register. What has not happened yet, and what the register does not show, is None and
/// prints as an empty cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterLine {
    pub no: String,
    pub member: MemberRef,
    /// Of a card.
    pub expiry: Option<String>,
    pub application_no: Option<String>,
    pub application_dated: Option<String>,
    pub batch: Option<String>,
    /// Of an envelope.
    pub envelope_no: Option<String>,
    pub received_on: Option<String>,
    pub keeper: Option<String>,
    /// The first notice of a card, the latest of an envelope.
    #[serde(alias = "letter")]
    pub first_letter: Option<LetterRef>,
    pub second_letter: Option<LetterRef>,
    pub handed_over: Option<HandOver>,
    /// Active, cancelled, destroyed with the number of its minutes.
    pub end: Option<String>,
    pub keep_until: Option<String>,
    pub remarks: Option<String>,
}

/// ทะเบียนคุมบัตรเงินสด or ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด. Digits Arabic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    pub letterhead: Letterhead,
    pub head: RegisterHead,
    pub lines: Vec<RegisterLine>,
    /// Made by, checked by, and so on, from left to right under the last line.
    pub signers: Vec<Signer>,
}
