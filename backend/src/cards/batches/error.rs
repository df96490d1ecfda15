//! Why an act on a bank batch is refused, and what is wrong with a line of the bank's list.

use super::texts;
use crate::cards::applications::error::ApplicationError;
use crate::cards::error::CardError;
use crate::cards::late::rules::DateFault;
use crate::db;
use crate::files::{self, NoValue};
use crate::kernel::{BusinessDate, Problem, Rule};
use crate::ledger::LedgerError;

/// A refusal; each one knows its rule. `line` counts from 0.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    #[error("there is no such batch")]
    NotFound,
    #[error("a batch has 1 to 500 applications")]
    LineCount,
    #[error("the batch cannot bear this date: {0}")]
    Dated(#[from] DateFault),
    #[error("the member of application {line} left on {left_on}")]
    MemberLeft { line: usize, left_on: BusinessDate },
    #[error("application {no} does not stand any more as it was asked for: {why}")]
    NotAsAsked {
        line: usize,
        no: String,
        why: Box<ApplicationError>,
    },
    #[error("{field} lies in the future")]
    LetterInFuture { field: &'static str },
    #[error("application {line} stands twice")]
    TwinApplication { line: usize },
    #[error("application {line} does not exist")]
    UnknownApplication { line: usize },
    #[error("application {line} is {state}")]
    NotComplete { line: usize, state: &'static str },
    #[error("{dated} lies before the books, which begin on {first_day}")]
    BeforeTheBooks {
        dated: BusinessDate,
        first_day: BusinessDate,
    },
    #[error("application {line} was complete only after the batch's date")]
    BeforeComplete { line: usize },
    #[error("the application is not in this batch")]
    NotInBatch,
    #[error("the bank answered to this line before")]
    AnsweredAlready,
    #[error("the bank did not refuse this line")]
    NotRefused,
    #[error("that the bank or the cooperative is at fault needs a second person")]
    FaultNeedsApproval,
    #[error("the member has asked again by {no}")]
    AskedAgain { no: String },
    #[error("the fee was paid back by {no}")]
    FeePaidBack { no: String },
    #[error("the batch is of {dated}")]
    BeforeBatch { dated: BusinessDate },
    #[error("the list has {} faults", faults.len())]
    List { faults: Vec<LineFault> },
    #[error("the list has no line that can be taken")]
    NothingToList { faults: Vec<LineFault> },
    #[error("the list has 1 to 500 lines")]
    ListLength,
    #[error("the file cannot be read")]
    File(FileFault),
    #[error("the record changed meanwhile")]
    Stale,
    #[error(transparent)]
    Application(#[from] ApplicationError),
    #[error(transparent)]
    Card(#[from] CardError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the record could not be read or written")]
    Store(#[from] db::Error),
}

/// Why a delivery list that came as a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// Neither JSON, CSV nor XLSX.
    Kind,
    /// No row has the words of a header.
    NoHeader,
    /// The header lacks this column.
    NoColumn(&'static str),
    /// Two heads name this column.
    Twice(&'static str),
    /// The header has a column for a PIN.
    Secret,
    /// Nothing came.
    Nothing,
    /// JSON that is none.
    Unreadable,
    /// What cannot be read as a file, with its place.
    File(files::FileFault),
}

/// What is wrong with one field of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    pub line: usize,
    /// The line of the file that it came in.
    pub row: Option<u64>,
    pub field: &'static str,
    pub reason: LineReason,
}

/// Why a value of a line cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineReason {
    Required,
    TooLong,
    CardNumberInText,
    PinInText,
    NotDigits,
    /// A3.
    Not16Digits,
    WrongCheckDigit,
    /// A spreadsheet kept the number as a quantity and lost its last digit.
    NotText,
    NotADate,
    /// A year of two digits beside day and month.
    TwoReadings,
    Expired,
    TooFar,
    NotInBatch,
    ListedAlready,
    RefusedBefore,
    NameDiffers,
    Twin {
        of: usize,
    },
    /// The number is in the register of cards already.
    NumberKnown,
    EnvelopeKnown,
    /// No value stands in the cell.
    NoValue(NoValue),
    /// Something stands in a column without a head.
    NoHead,
}

impl LineFault {
    /// The field as a problem names it: `lines[0].card_number`.
    pub fn path(&self) -> String {
        format!("lines[{}].{}", self.line, self.field)
    }

    /// Where a person looks for it, from 1: in the file, or else in the list.
    pub fn place(&self) -> u64 {
        self.row.unwrap_or(self.line as u64 + 1)
    }

    pub fn code(&self) -> &'static str {
        match self.reason {
            LineReason::Required => "required",
            LineReason::TooLong => "too_long",
            LineReason::CardNumberInText => "card_number",
            LineReason::PinInText => "pin",
            LineReason::NotDigits => "not_digits",
            LineReason::Not16Digits => "not_16_digits",
            LineReason::WrongCheckDigit => "check_digit",
            LineReason::NotText => "not_text",
            LineReason::NotADate => "not_a_date",
            LineReason::TwoReadings => "two_readings",
            LineReason::Expired => "expired",
            LineReason::TooFar => "too_far",
            LineReason::NotInBatch => "not_in_batch",
            LineReason::ListedAlready => "listed_already",
            LineReason::RefusedBefore => "refused_before",
            LineReason::NameDiffers => "name_differs",
            LineReason::Twin { .. } => "twin",
            LineReason::NumberKnown | LineReason::EnvelopeKnown => "known",
            LineReason::NoValue(why) => why.code(),
            LineReason::NoHead => "no_head",
        }
    }

    /// The rule that the line breaks, where it is one.
    pub fn rule(&self) -> Option<Rule> {
        match self.reason {
            LineReason::NotDigits
            | LineReason::Not16Digits
            | LineReason::NumberKnown
            | LineReason::PinInText => Some(Rule::A3),
            LineReason::Twin { .. } if self.field == "card_number" => Some(Rule::A3),
            LineReason::Expired
            | LineReason::TwoReadings
            | LineReason::TooFar
            | LineReason::NotInBatch
            | LineReason::ListedAlready
            | LineReason::RefusedBefore
            | LineReason::NameDiffers => Some(Rule::A5_2),
            LineReason::Required
            | LineReason::TooLong
            | LineReason::CardNumberInText
            | LineReason::WrongCheckDigit
            | LineReason::NotText
            | LineReason::NotADate
            | LineReason::Twin { .. }
            | LineReason::EnvelopeKnown
            | LineReason::NoValue(_)
            | LineReason::NoHead => None,
        }
    }
}

impl From<files::FileFault> for BatchError {
    fn from(fault: files::FileFault) -> Self {
        Self::File(FileFault::File(fault))
    }
}

impl From<diesel::result::Error> for BatchError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl BatchError {
    /// The rule that refuses, where one does; of a list, the first fault's that has one.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::MemberLeft { .. } => Some(Rule::A4),
            Self::NotAsAsked { why, .. } => why.rule(),
            Self::LetterInFuture { .. }
            | Self::Dated(_)
            | Self::TwinApplication { .. }
            | Self::NotComplete { .. }
            | Self::BeforeComplete { .. }
            | Self::BeforeBatch { .. } => Some(Rule::A6),
            Self::BeforeTheBooks { .. } => Some(Rule::A14_2),
            Self::FaultNeedsApproval => Some(Rule::A5_5),
            Self::AnsweredAlready
            | Self::NotRefused
            | Self::AskedAgain { .. }
            | Self::FeePaidBack { .. } => Some(Rule::C10),
            Self::File(FileFault::Secret) => Some(Rule::A3),
            Self::List { faults } | Self::NothingToList { faults } => {
                faults.iter().find_map(LineFault::rule)
            }
            Self::Application(error) => error.rule(),
            Self::Card(error) => error.rule(),
            Self::NotFound
            | Self::LineCount
            | Self::UnknownApplication { .. }
            | Self::NotInBatch
            | Self::ListLength
            | Self::File(_)
            | Self::Stale
            | Self::Ledger(_)
            | Self::Store(_) => None,
        }
    }

    /// HTTP status and the code for the telephone.
    pub fn place(&self) -> (u16, &'static str) {
        match self {
            Self::NotFound => (404, "E-BATCH-001"),
            Self::LineCount => (400, "E-BATCH-002"),
            Self::LetterInFuture { .. } | Self::Dated(DateFault::InFuture) => (422, "E-BATCH-003"),
            Self::Dated(_) => (422, "E-BATCH-030"),
            Self::MemberLeft { .. } => (422, "E-BATCH-031"),
            Self::NotAsAsked { .. } => (422, "E-BATCH-032"),
            Self::TwinApplication { .. } => (422, "E-BATCH-004"),
            Self::UnknownApplication { .. } => (422, "E-BATCH-005"),
            Self::NotComplete { .. } => (409, "E-BATCH-006"),
            Self::BeforeComplete { .. } => (422, "E-BATCH-007"),
            Self::NotInBatch => (422, "E-BATCH-008"),
            Self::AnsweredAlready => (409, "E-BATCH-009"),
            Self::BeforeBatch { .. } => (422, "E-BATCH-010"),
            Self::List { .. } => (422, "E-BATCH-011"),
            Self::NothingToList { .. } => (422, "E-BATCH-012"),
            Self::ListLength => (400, "E-BATCH-013"),
            Self::File(_) => (400, "E-BATCH-014"),
            Self::Stale => (409, "E-BATCH-015"),
            Self::NotRefused => (409, "E-BATCH-016"),
            Self::AskedAgain { .. } => (409, "E-BATCH-017"),
            Self::FeePaidBack { .. } => (409, "E-BATCH-018"),
            Self::BeforeTheBooks { .. } => (422, "E-BATCH-019"),
            Self::FaultNeedsApproval => (422, "E-BATCH-020"),
            Self::Application(_) | Self::Card(_) | Self::Ledger(_) | Self::Store(_) => {
                (500, "E-BATCH-099")
            }
        }
    }

    /// The field at fault and its code, for refusals of a whole act.
    pub fn field(&self) -> Option<(String, &'static str)> {
        let line = |line: &usize| format!("applications[{line}]");
        match self {
            Self::LineCount => Some(("applications".into(), "out_of_range")),
            Self::LetterInFuture { field } => Some(((*field).to_owned(), "in_future")),
            Self::Dated(fault) => {
                let (field, code) = fault.field();
                Some((field.to_owned(), code))
            }
            Self::MemberLeft { line: at, .. } => Some((line(at), "no_member")),
            Self::NotAsAsked { line: at, .. } => Some((line(at), "not_as_asked")),
            Self::BeforeTheBooks { .. } => Some(("dated".into(), "before_the_books")),
            Self::TwinApplication { line: at } => Some((line(at), "twin")),
            Self::UnknownApplication { line: at } => Some((line(at), "unknown")),
            Self::NotComplete { line: at, .. } => Some((line(at), "not_complete")),
            Self::BeforeComplete { line: at } => Some((line(at), "complete_later")),
            Self::NotInBatch | Self::AnsweredAlready => {
                Some(("application_id".into(), "not_awaited"))
            }
            Self::BeforeBatch { .. } => Some(("refused_on".into(), "before_batch")),
            Self::FaultNeedsApproval => Some(("fault".into(), "needs_approval")),
            Self::ListLength => Some(("lines".into(), "out_of_range")),
            Self::File(FileFault::NoColumn(column)) => Some(((*column).to_owned(), "no_column")),
            Self::File(FileFault::Twice(column)) => Some(((*column).to_owned(), "twice")),
            Self::File(_) => Some(("file".into(), "unreadable")),
            Self::Stale => Some(("version".into(), "stale")),
            Self::NotFound
            | Self::NotRefused
            | Self::AskedAgain { .. }
            | Self::FeePaidBack { .. }
            | Self::List { .. }
            | Self::NothingToList { .. }
            | Self::Application(_)
            | Self::Card(_)
            | Self::Ledger(_)
            | Self::Store(_) => None,
        }
    }
}

impl From<BatchError> for Problem {
    fn from(error: BatchError) -> Self {
        if let BatchError::File(FileFault::File(inner)) = error {
            return inner.into();
        }
        if let BatchError::Application(inner) = error {
            return inner.into();
        }
        if let BatchError::Card(inner) = error {
            return inner.into();
        }
        if let BatchError::Ledger(inner) = error {
            return inner.into();
        }
        if let BatchError::Store(inner) = error {
            return inner.into();
        }
        said(&error)
    }
}

fn said(error: &BatchError) -> Problem {
    if matches!(error, BatchError::NotFound) {
        return Problem::not_found();
    }
    let (status, code) = error.place();
    let detail = texts::detail(error);
    let problem = Problem::new(status, code, texts::title(status), detail.clone());
    let problem = problem.with_rule(error.rule());
    match (error, error.field()) {
        (BatchError::List { faults } | BatchError::NothingToList { faults }, _) => {
            faults.iter().fold(problem, |problem, fault| {
                problem.field(fault.path(), fault.code(), texts::fault(fault))
            })
        }
        (_, Some((field, code))) => problem.field(field, code, detail),
        (_, None) => problem,
    }
}
