//! Why a first count is refused.

use super::rules::CountFault;
use super::texts;
use crate::cards::custody::service::CardError;
use crate::db;
use crate::identity::service::IdentityError;
use crate::kernel::{Problem, Rule};

/// A refusal; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum BeginningError {
    #[error("only the manager or a keeper counts")]
    NotYours,
    #[error(transparent)]
    Count(#[from] CountFault),
    #[error("how far the office has come cannot be read: {}", .0.code)]
    Read(Problem),
    #[error(transparent)]
    Card(#[from] CardError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl From<db::Error> for BeginningError {
    fn from(error: db::Error) -> Self {
        Self::Card(error.into())
    }
}

impl From<Problem> for BeginningError {
    fn from(problem: Problem) -> Self {
        Self::Read(problem)
    }
}

/// HTTP status, the code for the telephone, and the field at fault with its code.
const fn place(fault: CountFault) -> (u16, &'static str, Option<(&'static str, &'static str)>) {
    match fault {
        CountFault::BeforeTheEnd => (409, "E-BEG-001", None),
        CountFault::Cards => (422, "E-BEG-002", Some(("cards", "out_of_range"))),
        CountFault::Envelopes => (422, "E-BEG-002", Some(("envelopes", "out_of_range"))),
        CountFault::Alone => (422, "E-BEG-003", Some(("with", "same_person"))),
        CountFault::Stranger => (422, "E-BEG-004", Some(("with", "unknown"))),
        CountFault::BothInCustody => (422, "E-BEG-005", Some(("with", "both_in_custody"))),
    }
}

impl From<BeginningError> for Problem {
    fn from(error: BeginningError) -> Self {
        match error {
            BeginningError::NotYours => {
                let (title, detail) = (texts::title(403), texts::NOT_YOURS);
                Self::new(403, "E-BEG-006", title, detail).with_rule(Some(Rule::C3))
            }
            BeginningError::Count(fault) => {
                let (status, code, field) = place(fault);
                let detail = texts::fault(fault);
                let problem = Self::new(status, code, texts::title(status), detail.clone())
                    .with_rule(Some(Rule::C3));
                match field {
                    Some((field, code)) => problem.field(field, code, detail),
                    None => problem,
                }
            }
            BeginningError::Read(problem) => problem,
            BeginningError::Card(error) => error.into(),
            BeginningError::Identity(error) => error.into(),
        }
    }
}
