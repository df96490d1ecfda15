//! Why a paper is not issued, printed or checked.

use sahakorn_reports::RenderError;

use super::model::Kind;
use super::texts;
use crate::cards::applications::service::ApplicationError;
use crate::cards::batches::service::BatchError;
use crate::cards::custody::service::CardError;
use crate::db;
use crate::identity::service::IdentityError;
use crate::kernel::{BusinessDate, Problem, Rule};
use crate::ledger::LedgerError;
use crate::members::MemberError;
use crate::vault::SealError;
use crate::vault::store::VaultError;

/// A refusal. Nothing is written when one is given.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error("there is no such paper, or it may not be seen")]
    NotFound,
    #[error("this person does not issue or read this kind of paper")]
    NotYours { kind: Kind },
    #[error("the paper holds an address that this person does not see")]
    HoldsAddress,
    #[error("it was issued as {number}")]
    AlreadyIssued { number: String, location: String },
    #[error("the entry is no receipt of cash")]
    NotAReceipt,
    #[error("the entry was reversed by {by}")]
    Reversed { by: String },
    #[error("the letter is no first notice")]
    NotANotice,
    #[error("this kind of paper has a subject_id")]
    NoSubject,
    #[error("the days end before they begin")]
    Backwards,
    #[error("a check needs a number, and a hash or a file")]
    NothingToCheck { field: &'static str },
    #[error("the data of this paper were destroyed with its key")]
    KeyDestroyed,
    #[error("the record of the paper does not open: it was changed")]
    Damaged,
    #[error("another file is being compared")]
    Busy,
    #[error("no bylaws bind on {0}")]
    NoBylaws(BusinessDate),
    #[error("the paper could not be made")]
    Render(#[from] RenderError),
    #[error("the work broke off")]
    Broken,
    #[error(transparent)]
    Application(#[from] ApplicationError),
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error(transparent)]
    Card(#[from] CardError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Member(#[from] MemberError),
    #[error("the record could not be read or written")]
    Store(#[from] db::Error),
}

impl From<diesel::result::Error> for PaperError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<serde_json::Error> for PaperError {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<SealError> for PaperError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::KeyDestroyed => Self::KeyDestroyed,
            SealError::Damaged => Self::Damaged,
            SealError::Random => Self::Broken,
        }
    }
}

impl From<VaultError> for PaperError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Seal(error) => error.into(),
            VaultError::Store(error) => Self::Store(error),
        }
    }
}

impl PaperError {
    /// The rule that refuses, where one does.
    pub const fn rule(&self) -> Option<Rule> {
        match self {
            Self::NotYours { kind } => match kind {
                Kind::NoticeLetter => Some(Rule::A7_2_1),
                Kind::CoveringLetter | Kind::ApplicationForm => Some(Rule::A6),
                Kind::CashReceipt => Some(Rule::A14_1),
                Kind::CardRegister => Some(Rule::A7_1_1),
                Kind::PinRegister => Some(Rule::A7_1_2),
            },
            Self::HoldsAddress => Some(Rule::A6),
            Self::AlreadyIssued { .. } | Self::Damaged => Some(Rule::C10),
            Self::NotAReceipt | Self::Reversed { .. } => Some(Rule::A14_1),
            Self::NotANotice => Some(Rule::A7_2_1),
            Self::NoBylaws(_) => Some(Rule::R0),
            Self::KeyDestroyed => Some(Rule::A7_3),
            Self::NotFound
            | Self::NoSubject
            | Self::Backwards
            | Self::NothingToCheck { .. }
            | Self::Busy
            | Self::Render(_)
            | Self::Broken
            | Self::Application(_)
            | Self::Batch(_)
            | Self::Card(_)
            | Self::Ledger(_)
            | Self::Identity(_)
            | Self::Member(_)
            | Self::Store(_) => None,
        }
    }

    /// HTTP status, the code for the telephone, and the field at fault.
    const fn place(&self) -> (u16, &'static str, Option<&'static str>) {
        match self {
            Self::NotFound => (404, "E-PAPER-001", None),
            Self::NotYours { .. } => (403, "E-PAPER-002", None),
            Self::HoldsAddress => (403, "E-PAPER-015", None),
            Self::AlreadyIssued { .. } => (409, "E-PAPER-003", Some("subject_id")),
            Self::NotAReceipt => (409, "E-PAPER-004", None),
            Self::Reversed { .. } => (409, "E-PAPER-005", None),
            Self::NotANotice => (409, "E-PAPER-006", None),
            Self::NoSubject => (400, "E-PAPER-007", Some("subject_id")),
            Self::Backwards => (400, "E-PAPER-008", Some("to")),
            Self::NothingToCheck { field } => (400, "E-PAPER-009", Some(field)),
            Self::KeyDestroyed => (410, "E-PAPER-010", None),
            Self::Damaged => (409, "E-PAPER-011", None),
            Self::Busy => (503, "E-PAPER-012", None),
            Self::NoBylaws(_) => (409, "E-PAPER-013", None),
            Self::Render(_)
            | Self::Broken
            | Self::Application(_)
            | Self::Batch(_)
            | Self::Card(_)
            | Self::Ledger(_)
            | Self::Identity(_)
            | Self::Member(_)
            | Self::Store(_) => (500, "E-PAPER-014", None),
        }
    }
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::Application(inner) => inner.into(),
            PaperError::Batch(inner) => inner.into(),
            PaperError::Card(inner) => inner.into(),
            PaperError::Ledger(inner) => inner.into(),
            PaperError::Identity(inner) => inner.into(),
            PaperError::Member(inner) => inner.into(),
            PaperError::Store(inner) => inner.into(),
            PaperError::Render(error) => {
                let cause = format!("a paper could not be made: {error}");
                Self::internal().caused_by(cause)
            }
            PaperError::Broken => Self::internal().caused_by(error.to_string()),
            own @ (PaperError::NotFound
            | PaperError::NotYours { .. }
            | PaperError::HoldsAddress
            | PaperError::AlreadyIssued { .. }
            | PaperError::NotAReceipt
            | PaperError::Reversed { .. }
            | PaperError::NotANotice
            | PaperError::NoSubject
            | PaperError::Backwards
            | PaperError::NothingToCheck { .. }
            | PaperError::KeyDestroyed
            | PaperError::Damaged
            | PaperError::Busy
            | PaperError::NoBylaws(_)) => told(&own),
        }
    }
}

/// A refusal of our own in words.
fn told(refused: &PaperError) -> Problem {
    let (status, code, field) = refused.place();
    let detail = texts::detail(refused);
    let problem =
        Problem::new(status, code, texts::title(refused), detail.clone()).with_rule(refused.rule());
    match field {
        Some(field) => problem.field(field, code, detail),
        None => problem,
    }
}
