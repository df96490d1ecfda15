//! The PIN control register (articles 7.1 (2), 7.2 (3), 7.3): sealed envelopes by their number, never a digit of a PIN.

use serde::{Deserialize, Serialize};

use super::{HandOver, LetterRef, Letterhead, MemberRef, RegisterHead, Signer};

/// One PIN envelope in the register. What has not happened yet is None and prints as an empty cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinLine {
    pub no: String,
    pub member: MemberRef,
    pub envelope_no: Option<String>,
    pub received_on: Option<String>,
    pub keeper: Option<String>,
    /// The latest notice.
    pub letter: Option<LetterRef>,
    pub handed_over: Option<HandOver>,
    pub end: Option<String>,
    pub keep_until: Option<String>,
    pub remarks: Option<String>,
}

/// ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด. Digits Arabic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinRegister {
    pub letterhead: Letterhead,
    pub head: RegisterHead,
    pub lines: Vec<PinLine>,
    pub signers: Vec<Signer>,
}
