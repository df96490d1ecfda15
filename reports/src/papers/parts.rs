//! What several papers share: letterhead, signers, strokes.

use serde::{Deserialize, Serialize};

/// The cooperative's private letterhead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// One or two letters for the ring, such as "ส".
    pub emblem: String,
    pub name: String,
    pub address: String,
    /// With its digits in the style of the paper: "๐ ๕๖๐๐ ๐๐๐๐" on a letter, "0 5600 0000" on a register.
    pub phone: String,
    pub registration_no: String,
}

/// A drawn signature: strokes of points in a box of `width` by `height`, y growing downwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub width: i32,
    pub height: i32,
    pub strokes: Vec<Vec<(i32, i32)>>,
}

/// Who signs, with what is printed under the signature. Without strokes a dotted line waits for the pen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    pub signature: Option<Signature>,
    /// Without the brackets, which the paper adds. None leaves room to write it.
    pub name: Option<String>,
    pub position: String,
    /// The order that gives the duty, such as "คำสั่ง ๑๒/๒๕๖๙".
    pub order: Option<String>,
    /// When it was signed, where the paper shows it.
    pub signed_at: Option<String>,
}

/// Whom the reader may call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Such as "ฝ่ายบัตรเงินสด".
    pub unit: String,
    /// Without the word for telephone, which the paper adds.
    pub phone: String,
}

/// What stands over the lines of a register: which lines they are, and as of when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterHead {
    /// Such as "1 ตุลาคม 2569 ถึง 21 พฤศจิกายน 2569".
    pub period: String,
    /// Each filter in words; none means all lines.
    pub filters: Vec<String>,
    pub as_of: String,
    /// Where the book is kept (article 7.3).
    pub kept_at: Option<String>,
}
