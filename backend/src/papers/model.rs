//! What is issued: kinds of papers, what each is about, and what is kept of it.

use sahakorn_reports::Paper;
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, Days, EntryId, Instant, LetterId, MemberId, PaperId,
    PersonId, Text,
};

/// The kinds of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// To a member (A7.2.1).
    NoticeLetter,
    /// To the bank, with the list of a batch (A6).
    CoveringLetter,
    /// A5.1.
    ApplicationForm,
    CashReceipt,
    /// A7.1.1, A7.3.
    CardRegister,
    /// A7.1.2, A7.3.
    PinRegister,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::NoticeLetter,
        Self::CoveringLetter,
        Self::ApplicationForm,
        Self::CashReceipt,
        Self::CardRegister,
        Self::PinRegister,
    ];

    /// Its name in the table, in addresses and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoticeLetter => "notice_letter",
            Self::CoveringLetter => "covering_letter",
            Self::ApplicationForm => "application_form",
            Self::CashReceipt => "cash_receipt",
            Self::CardRegister => "card_register",
            Self::PinRegister => "pin_register",
        }
    }

    /// Reads [`Self::code`] again.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people call it.
    pub const fn name(self) -> Text {
        match self {
            Self::NoticeLetter => Text::fixed("หนังสือแจ้งครั้งที่ 1", "First notice"),
            Self::CoveringLetter => Text::fixed("หนังสือนำส่งธนาคาร", "Covering letter"),
            Self::ApplicationForm => Text::fixed("คำขอมีบัตรเงินสด", "Card application"),
            Self::CashReceipt => Text::fixed("ใบเสร็จรับเงิน", "Cash receipt"),
            Self::CardRegister => Text::fixed("ทะเบียนคุมบัตรเงินสด", "Card control register"),
            Self::PinRegister => {
                Text::fixed("ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด", "PIN control register")
            }
        }
    }

    /// Whether its subject has one paper for ever. A register may be issued on any day.
    pub const fn issued_once(self) -> bool {
        match self {
            Self::NoticeLetter
            | Self::CoveringLetter
            | Self::ApplicationForm
            | Self::CashReceipt => true,
            Self::CardRegister | Self::PinRegister => false,
        }
    }
}

/// What a paper is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Notice(LetterId),
    Covering(BatchId),
    Application(ApplicationId),
    Receipt(EntryId),
    CardRegister(Days),
    PinRegister(Days),
}

impl What {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Notice(_) => Kind::NoticeLetter,
            Self::Covering(_) => Kind::CoveringLetter,
            Self::Application(_) => Kind::ApplicationForm,
            Self::Receipt(_) => Kind::CashReceipt,
            Self::CardRegister(_) => Kind::CardRegister,
            Self::PinRegister(_) => Kind::PinRegister,
        }
    }

    /// Kind and id of what it is about: `letter/12`, `register/cards`.
    pub fn subject(&self) -> String {
        match self {
            Self::Notice(id) => format!("letter/{id}"),
            Self::Covering(id) => format!("batch/{id}"),
            Self::Application(id) => format!("application/{id}"),
            Self::Receipt(id) => format!("entry/{id}"),
            Self::CardRegister(_) => "register/cards".to_owned(),
            Self::PinRegister(_) => "register/pins".to_owned(),
        }
    }

    /// Reads a subject's two parts.
    pub fn of_subject(noun: &str, id: &str, days: Days) -> Option<Self> {
        let number = || id.parse::<i64>().ok().filter(|id| *id > 0);
        match (noun, id) {
            ("register", "cards") => Some(Self::CardRegister(days)),
            ("register", "pins") => Some(Self::PinRegister(days)),
            ("letter", _) => number().map(|id| Self::Notice(LetterId::new(id))),
            ("batch", _) => number().map(|id| Self::Covering(BatchId::new(id))),
            ("application", _) => number().map(|id| Self::Application(ApplicationId::new(id))),
            ("entry", _) => number().map(|id| Self::Receipt(EntryId::new(id))),
            (_, _) => None,
        }
    }

    /// Of a kind and the id of its subject, as a request names them.
    pub fn of_kind(kind: Kind, id: Option<i64>, days: Days) -> Option<Self> {
        match kind {
            Kind::NoticeLetter => id.map(|id| Self::Notice(LetterId::new(id))),
            Kind::CoveringLetter => id.map(|id| Self::Covering(BatchId::new(id))),
            Kind::ApplicationForm => id.map(|id| Self::Application(ApplicationId::new(id))),
            Kind::CashReceipt => id.map(|id| Self::Receipt(EntryId::new(id))),
            Kind::CardRegister => Some(Self::CardRegister(days)),
            Kind::PinRegister => Some(Self::PinRegister(days)),
        }
    }
}

/// How a paper gets its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// It follows from the number of its subject.
    Fixed(String),
    /// The next one of a series without holes in a Buddhist year.
    Next { prefix: &'static str, year: i32 },
}

/// The canonical input: everything that the paper says and no column holds. Its JSON is what is hashed and sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    pub paper: Paper,
    /// The issuing person's name on that day.
    pub issued_by: String,
    /// The address of the server on that day, to which the code leads.
    pub site: String,
}

/// An issued paper as it may be seen: nothing of what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issued {
    pub id: PaperId,
    pub number: String,
    pub kind: Kind,
    /// `letter/12`.
    pub subject: String,
    pub subject_date: BusinessDate,
    pub template_version: i32,
    /// SHA-256 of the canonical input, as the paper and its code show it.
    pub sha256: String,
    /// Number and seal of the last event of the audit chain before the issue.
    pub head_seq: i64,
    pub head_hash: String,
    pub issued_at: Instant,
    pub issued_by: PersonId,
    /// Whose paper it is, where it is about one member.
    pub member_id: Option<MemberId>,
}

impl Kept {
    /// The name of the member whom the paper is about, as it says it; none for a paper about several.
    pub fn member_name(&self) -> Option<&str> {
        match &self.paper {
            Paper::NoticeLetter(letter) => Some(&letter.addressee),
            Paper::ApplicationForm(form) => form.applicant.name.as_deref(),
            Paper::CashReceipt(receipt) => Some(&receipt.payer),
            Paper::CoveringLetter(_) | Paper::CardRegister(_) | Paper::PinRegister(_) => None,
        }
    }
}

/// The payment of a receipt was reversed: the paper is what was issued, and proves no payment any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reversal {
    /// The voucher that reverses it, such as `JV2569/000004`.
    pub no: String,
    /// The voucher's Bangkok date.
    pub on: BusinessDate,
}

/// One paper with what has happened to its subject since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnePaper {
    #[serde(flatten)]
    pub paper: Issued,
    /// Only a receipt's payment is ever reversed.
    pub reversed: Option<Reversal>,
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matches {
    Same,
    Edited,
    /// No paper has this number.
    Unknown,
}

/// What is held against the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Hexadecimal digits of the hash that the paper shows, 16 to 64 of them; or the PDF's own hash, whole.
    Hash(String),
    /// A PDF file.
    File(Vec<u8>),
}

/// The answer to a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    pub number: String,
    pub matches: Matches,
    /// SHA-256 of the PDF as it prints from the record, where what was shown is the same; none once the member's key was
    /// destroyed.
    pub pdf_sha256: Option<String>,
    /// The payment that the paper proves was reversed, whether or not the paper is the same.
    pub reversed: Option<Reversal>,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_kind_and_a_subject_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.code()), Some(kind));
            assert_eq!(serde_json::json!(kind), kind.code());
            let what = What::of_kind(kind, Some(7), Days::default()).unwrap();
            let subject = what.subject();
            let (noun, id) = subject.split_once('/').unwrap();
            assert_eq!(What::of_subject(noun, id, Days::default()), Some(what));
        }
        for wrong in [
            ("letter", "x"),
            ("letter", "-1"),
            ("register", "7"),
            ("card", "7"),
        ] {
            assert_eq!(What::of_subject(wrong.0, wrong.1, Days::default()), None);
        }
        assert_eq!(
            What::of_kind(Kind::CashReceipt, None, Days::default()),
            None
        );
    }
}
