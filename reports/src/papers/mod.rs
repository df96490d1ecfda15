//! What each paper says, as plain data: the canonical input that is kept with an issued paper.
//!
//! Every struct refuses unknown fields, so that a stored input can never lose a part of itself unseen. Dates, money and
//! numbers come in as Thai text that is ready to print: the Buddhist calendar and baht in words are the caller's. Card
//! numbers come masked. Nothing here knows a font, a page or a database; how a paper looks is in `drawn`.

mod application_form;
mod cash_receipt;
mod covering_letter;
mod notice_letter;
mod parts;
mod register;

use serde::{Deserialize, Serialize};

pub use application_form::{
    Applicant, ApplicationFee, ApplicationForm, ApplicationKind, Enclosed, FeePayer, LossReport,
    OfficeUse,
};
pub use cash_receipt::{CashReceipt, ReceiptLine};
pub use covering_letter::{BatchCharge, BatchLine, CoveringLetter};
pub use notice_letter::{NoticeKind, NoticeLetter, NoticeObject};
pub use parts::{Contact, Letterhead, RegisterHead, Signature, Signer};
pub use register::{HandOver, LetterRef, MemberRef, Register, RegisterLine};

/// A paper of the cooperative, with all that it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a paper is made, drawn and dropped one at a time; a box would only stand in its reader's way"
)]
pub enum Paper {
    /// ทะเบียนคุมบัตรเงินสด (article 7.1 (1)).
    CardRegister(Register),
    /// ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด (article 7.1 (2)).
    PinRegister(Register),
    /// คำขอมีบัตรเงินสด (article 5), filled in or blank.
    ApplicationForm(ApplicationForm),
    /// หนังสือแจ้งสมาชิก (article 7.2 (1) and (4)).
    NoticeLetter(NoticeLetter),
    /// หนังสือนำส่งธนาคาร with the list of a batch (article 6).
    CoveringLetter(CoveringLetter),
    /// ใบเสร็จรับเงิน.
    CashReceipt(CashReceipt),
}

impl Paper {
    /// The paper's name, as its title and its file's properties show it.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::CardRegister(_) => "ทะเบียนคุมบัตรเงินสด",
            Self::PinRegister(_) => "ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด",
            Self::ApplicationForm(_) => "คำขอมีบัตรเงินสด",
            Self::NoticeLetter(letter) => match letter.kind {
                NoticeKind::First { .. } => "หนังสือแจ้งครั้งที่ ๑",
                NoticeKind::Second { .. } => "หนังสือแจ้งครั้งที่ ๒",
            },
            Self::CoveringLetter(_) => "หนังสือนำส่งคำขอออกบัตรเงินสด",
            Self::CashReceipt(_) => "ใบเสร็จรับเงิน",
        }
    }

    /// What one calls it in a sentence: "scan to check that this letter was not altered".
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::CardRegister(_) | Self::PinRegister(_) => "ทะเบียน",
            Self::ApplicationForm(_) => "คำขอ",
            Self::NoticeLetter(_) | Self::CoveringLetter(_) => "หนังสือ",
            Self::CashReceipt(_) => "ใบเสร็จ",
        }
    }

    pub(crate) fn letterhead(&self) -> &Letterhead {
        match self {
            Self::CardRegister(paper) | Self::PinRegister(paper) => &paper.letterhead,
            Self::ApplicationForm(paper) => &paper.letterhead,
            Self::NoticeLetter(paper) => &paper.letterhead,
            Self::CoveringLetter(paper) => &paper.letterhead,
            Self::CashReceipt(paper) => &paper.letterhead,
        }
    }
}
