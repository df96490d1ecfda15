//! Why a take-over is refused.

use super::super::error::CardError;
use super::columns::NoHeader;
use super::rows::RowFault;
use super::texts;
use crate::db;
use crate::files::{FaultKind, Faults, FileFault};
use crate::identity::service::IdentityError;
use crate::kernel::{BusinessDate, Problem, Rule, Text};
use crate::vault::store::VaultError;

/// Faults that an answer lists; the rest are counted.
const FAULTS_SHOWN: usize = 200;

/// A refusal; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TakeOverError {
    #[error("no file came")]
    NoFile,
    #[error("the file cannot be read")]
    File(#[from] FileFault),
    #[error("the file lacks a column or has one for a PIN")]
    Header(NoHeader),
    #[error("the file has no rows")]
    NoRows,
    #[error("the file has too many rows")]
    TooManyRows,
    #[error("{} places must be corrected", .0.total())]
    Rows(Faults<RowFault>),
    #[error("the checked file is not kept any more")]
    NotKept,
    #[error("the file confirmed is not the file previewed")]
    NotPreviewed,
    #[error("the file means something else than at the preview")]
    OtherVerdict,
    #[error("nothing was taken over, and nobody says that there is no old register")]
    NothingTakenOver,
    #[error("only the manager may do this")]
    NotManager,
    #[error("the first day of work here is not named yet")]
    NoFirstDay,
    #[error("the first day of work here has come")]
    FirstDayInFuture,
    #[error("no bylaws are in force on {on}")]
    NoBylaws { on: BusinessDate },
    #[error("work with cards began here on {began_on}")]
    WorkBegan { began_on: BusinessDate },
    #[error("the first day is {first_day} since registers were taken over")]
    FirstDayStands { first_day: BusinessDate },
    #[error("the take-over has ended")]
    Ended,
    #[error("{field} is no open exception")]
    NotOpen { field: String },
    #[error("1 to 500 exceptions are settled at once")]
    HowMany,
    #[error("a reason cannot be read")]
    Reason { code: &'static str },
    #[error("nobody here has this number")]
    NoPerson,
    #[error("no open exception has this name")]
    NoName,
    #[error("somebody here bears the name {name}")]
    NameBorne { name: String },
    #[error("nobody settles what is about himself")]
    OwnException,
    #[error("the member left on {left_on}")]
    NoMember {
        last_four: String,
        left_on: BusinessDate,
    },
    #[error("the member has another active card")]
    OtherActive { last_four: String },
    #[error(transparent)]
    Card(#[from] CardError),
}

impl From<FaultKind> for TakeOverError {
    fn from(kind: FaultKind) -> Self {
        Self::File(kind.into())
    }
}

impl From<db::Error> for TakeOverError {
    fn from(error: db::Error) -> Self {
        Self::Card(error.into())
    }
}

impl From<IdentityError> for TakeOverError {
    fn from(error: IdentityError) -> Self {
        Self::Card(error.into())
    }
}

impl From<VaultError> for TakeOverError {
    fn from(error: VaultError) -> Self {
        Self::Card(error.into())
    }
}

impl TakeOverError {
    /// The rule that refuses, where one does.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::Header(NoHeader::Secret) => Some(Rule::A3),
            Self::Rows(faults) => faults.iter().find_map(|fault| fault.rule),
            Self::Card(error) => error.rule(),
            Self::NoFirstDay
            | Self::FirstDayInFuture
            | Self::NoBylaws { .. }
            | Self::WorkBegan { .. }
            | Self::FirstDayStands { .. }
            | Self::Ended
            | Self::NotPreviewed
            | Self::OtherVerdict
            | Self::NothingTakenOver
            | Self::NotManager => Some(Rule::R0),
            Self::NameBorne { .. } | Self::OwnException => Some(Rule::A7_2_3X),
            Self::NoMember { .. } => Some(Rule::A4),
            Self::OtherActive { .. } => Some(Rule::A5_1),
            Self::NoFile
            | Self::File(_)
            | Self::Header(NoHeader::Missing(_) | NoHeader::Twice(_))
            | Self::NoRows
            | Self::TooManyRows
            | Self::NotKept
            | Self::NotOpen { .. }
            | Self::HowMany
            | Self::Reason { .. }
            | Self::NoPerson
            | Self::NoName => None,
        }
    }
}

impl TakeOverError {
    /// HTTP status and the code for the telephone.
    fn place(&self) -> (u16, &'static str) {
        match self {
            Self::NoFile => (400, "E-CARD-060"),
            Self::Header(NoHeader::Missing(_)) => (400, "E-CARD-061"),
            Self::Header(NoHeader::Twice(_)) => (400, "E-CARD-065"),
            Self::Header(NoHeader::Secret) => (400, "E-SYS-013"),
            Self::NoRows => (400, "E-CARD-062"),
            Self::TooManyRows => (400, "E-CARD-066"),
            Self::Rows(_) => (422, "E-CARD-063"),
            Self::NotKept => (400, "E-CARD-064"),
            Self::NotPreviewed => (422, "E-CARD-080"),
            Self::OtherVerdict => (409, "E-CARD-067"),
            Self::NothingTakenOver => (422, "E-CARD-068"),
            Self::NotManager => (403, "E-CARD-081"),
            Self::NoFirstDay => (422, "E-CARD-082"),
            Self::FirstDayInFuture => (422, "E-CARD-083"),
            Self::NoBylaws { .. } => (422, "E-CARD-084"),
            Self::WorkBegan { .. } => (422, "E-CARD-085"),
            Self::FirstDayStands { .. } => (409, "E-CARD-086"),
            Self::Ended => (409, "E-CARD-087"),
            Self::NotOpen { .. } => (409, "E-CARD-088"),
            Self::HowMany => (400, "E-CARD-089"),
            Self::Reason { .. } => (400, "E-CARD-090"),
            Self::NoPerson => (422, "E-CARD-091"),
            Self::NoName => (409, "E-CARD-092"),
            Self::NameBorne { .. } => (422, "E-CARD-095"),
            Self::OwnException => (422, "E-CARD-096"),
            Self::NoMember { .. } => (422, "E-CARD-093"),
            Self::OtherActive { .. } => (422, "E-CARD-094"),
            Self::File(_) | Self::Card(_) => (500, "E-CARD-099"),
        }
    }

    /// The field at fault and its code.
    fn field(&self) -> Option<(String, &'static str)> {
        let at = |field: &str, code| Some((field.to_owned(), code));
        match self {
            Self::NoFile | Self::NoRows | Self::NotKept | Self::Header(_) => at("file", "required"),
            Self::TooManyRows => at("file", "too_many_rows"),
            Self::NotPreviewed => at("hash", "not_previewed"),
            Self::OtherVerdict => at("hash", "other_verdict"),
            Self::NothingTakenOver => at("no_register", "required"),
            Self::FirstDayInFuture => at("day", "in_future"),
            Self::NoBylaws { .. } => at("day", "no_bylaws"),
            Self::WorkBegan { .. } => at("day", "after_work_began"),
            Self::FirstDayStands { .. } => at("day", "stands"),
            Self::NotOpen { field } => at(field, "not_open"),
            Self::HowMany => at("exceptions", "out_of_range"),
            Self::Reason { code } => at("reason", code),
            Self::NoPerson => at("person", "unknown"),
            Self::NoName => at("name", "unknown"),
            Self::NameBorne { .. } => at("exceptions", "name_borne"),
            Self::OwnException => at("exceptions", "own"),
            Self::NoMember { .. } | Self::OtherActive { .. } => at("exceptions", "not_active"),
            Self::NotManager
            | Self::NoFirstDay
            | Self::Ended
            | Self::Rows(_)
            | Self::File(_)
            | Self::Card(_) => None,
        }
    }
}

impl From<TakeOverError> for Problem {
    fn from(error: TakeOverError) -> Self {
        let rule = error.rule();
        let (status, code) = error.place();
        let error = match error {
            TakeOverError::File(error) => return error.into(),
            TakeOverError::Card(error) => return error.into(),
            TakeOverError::Rows(faults) => return of_rows(&faults).with_rule(rule),
            other @ (TakeOverError::NoFile
            | TakeOverError::Header(_)
            | TakeOverError::NoRows
            | TakeOverError::TooManyRows
            | TakeOverError::NotKept
            | TakeOverError::NotPreviewed
            | TakeOverError::OtherVerdict
            | TakeOverError::NothingTakenOver
            | TakeOverError::NotManager
            | TakeOverError::NoFirstDay
            | TakeOverError::FirstDayInFuture
            | TakeOverError::NoBylaws { .. }
            | TakeOverError::WorkBegan { .. }
            | TakeOverError::FirstDayStands { .. }
            | TakeOverError::Ended
            | TakeOverError::NotOpen { .. }
            | TakeOverError::HowMany
            | TakeOverError::Reason { .. }
            | TakeOverError::NoPerson
            | TakeOverError::NoName
            | TakeOverError::NameBorne { .. }
            | TakeOverError::OwnException
            | TakeOverError::NoMember { .. }
            | TakeOverError::OtherActive { .. }) => other,
        };
        let (title, detail) = (texts::title(status), texts::detail(&error));
        let problem = Self::new(status, code, title, detail.clone()).with_rule(rule);
        match error.field() {
            Some((field, field_code)) => problem.field(field, field_code, detail),
            None => problem,
        }
    }
}

fn of_rows(faults: &Faults<RowFault>) -> Problem {
    let count = faults.total();
    let problem = Problem::new(
        422,
        "E-CARD-063",
        Text::fixed("มีแถวที่ต้องแก้", "Some rows must be corrected"),
        Text::of(
            format!("ต้องแก้ {count} แห่ง ยังไม่มีสิ่งใดถูกบันทึก"),
            format!("{count} places must be corrected. Nothing was written."),
        ),
    );
    faults
        .iter()
        .take(FAULTS_SHOWN)
        .fold(problem, |problem, fault| {
            let field = format!("lines.{}.{}", fault.line, fault.place());
            problem.field(field, fault.code, fault.message.clone())
        })
}
