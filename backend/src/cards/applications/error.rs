//! Why an act on an application is refused.

use super::model::{IssueKind, KindError, Paper};
use super::rules::CardState;
use super::texts;
use crate::calendar::NotCovered;
use crate::db;
use crate::kernel::{ApplicationId, BusinessDate, CardId, Problem, Rule};
use crate::vault::store::VaultError;

/// A refusal; each one knows its rule.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    #[error("there is no such application")]
    NotFound,
    #[error("there is no such member")]
    UnknownMember,
    #[error("the person left the cooperative on {left_on}")]
    NoMember { left_on: BusinessDate },
    #[error("the person joined the cooperative on {joined_on} only")]
    NotYetMember { joined_on: BusinessDate },
    #[error("an application is dated at most seven days back, not before {earliest}")]
    TooFarBack { earliest: BusinessDate },
    #[error("the last day to the bank, {until}, moves on only with a second person")]
    SecondPersonNeeded { until: BusinessDate },
    #[error("only the application officer by order may do this")]
    NotApplicationOfficer,
    #[error("the member has an application under way: {open}")]
    OneOpenAlready { open: ApplicationId },
    #[error("the member has an active card")]
    HasActiveCard { card: CardId },
    #[error("the bank made a card that has not reached the member yet")]
    CardOnItsWay { card: CardId },
    #[error("a first card stands in for no other")]
    FirstNamesCard,
    #[error("the member never had a card")]
    NoEarlierCard,
    #[error("the card named is not this member's")]
    NotTheirCard,
    #[error("a new card stands in for the member's last one")]
    NotTheLastCard,
    #[error("the registers do not say this kind of the member's last card")]
    KindDoesNotFit {
        asked: IssueKind,
        last_four: String,
        state: CardState,
        fits: Vec<IssueKind>,
    },
    #[error("the member has several cards: the report names the one it is about")]
    NameTheCard { last_fours: Vec<String> },
    #[error("the report is older than the card, which came on {since}")]
    ReportOlderThanCard { since: BusinessDate },
    #[error("the report was about another card")]
    ReportUsed,
    #[error("a loss report goes with a lost card or a forgotten PIN")]
    ReportNotAsked,
    #[error("papers are missing")]
    PapersMissing { missing: Vec<Paper> },
    #[error("{field} lies in the future")]
    InFuture { field: &'static str },
    #[error("the data cannot be complete before the application was handed in")]
    CompletedBeforeOpened { opened_on: BusinessDate },
    #[error("the application is not complete")]
    NotComplete,
    #[error("the application is complete already")]
    CompleteAlready,
    #[error("the application is {state}")]
    NotAnyMore { state: &'static str },
    #[error("{field} is needed")]
    Required { field: &'static str },
    #[error("{field} is too long")]
    TooLong { field: &'static str },
    #[error("{field} holds what looks like a card number")]
    CardNumberInText { field: &'static str },
    #[error("{field} holds what looks like a PIN")]
    PinInText { field: &'static str },
    #[error("{field} is no date")]
    NotADate { field: &'static str },
    #[error("{field} is no telephone number")]
    NotAPhone { field: &'static str },
    #[error("{0}")]
    Kind(#[from] KindError),
    #[error("{field} is no choice of this list")]
    NotAChoice { field: &'static str },
    #[error("the record changed meanwhile")]
    Stale,
    #[error("no bylaws are in force on {0}")]
    NoBylaws(BusinessDate),
    #[error(transparent)]
    Calendar(#[from] NotCovered),
    #[error("the record could not be read or written")]
    Store(#[from] db::Error),
    #[error("a sealed value could not be made or opened")]
    Vault(#[from] VaultError),
    #[error("the cards of the member could not be read")]
    Card(#[from] crate::cards::error::CardError),
}

impl From<diesel::result::Error> for ApplicationError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<crate::vault::SealError> for ApplicationError {
    fn from(error: crate::vault::SealError) -> Self {
        Self::Vault(error.into())
    }
}

impl ApplicationError {
    /// The rule that refuses, where one does.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::NoMember { .. } | Self::NotYetMember { .. } => Some(Rule::A4),
            Self::TooFarBack { .. } => Some(Rule::A5_1),
            Self::NotApplicationOfficer
            | Self::SecondPersonNeeded { .. }
            | Self::CompletedBeforeOpened { .. }
            | Self::NotComplete
            | Self::CompleteAlready => Some(Rule::A6),
            Self::OneOpenAlready { .. }
            | Self::HasActiveCard { .. }
            | Self::CardOnItsWay { .. }
            | Self::FirstNamesCard
            | Self::NoEarlierCard
            | Self::NotTheirCard
            | Self::NotTheLastCard
            | Self::KindDoesNotFit { .. }
            | Self::Kind(_) => Some(Rule::A5_1),
            Self::ReportNotAsked
            | Self::NameTheCard { .. }
            | Self::ReportOlderThanCard { .. }
            | Self::ReportUsed => Some(Rule::A8_2),
            Self::PapersMissing { missing } if missing.contains(&Paper::LossReport) => {
                Some(Rule::A8_2)
            }
            Self::PapersMissing { .. } => Some(Rule::A6),
            Self::PinInText { .. } => Some(Rule::A3),
            Self::NotAnyMore { .. } => Some(Rule::C10),
            Self::NoBylaws(_) => Some(Rule::R0),
            Self::Card(error) => error.rule(),
            Self::NotFound
            | Self::UnknownMember
            | Self::InFuture { .. }
            | Self::Required { .. }
            | Self::TooLong { .. }
            | Self::CardNumberInText { .. }
            | Self::NotADate { .. }
            | Self::NotAPhone { .. }
            | Self::NotAChoice { .. }
            | Self::Stale
            | Self::Calendar(_)
            | Self::Store(_)
            | Self::Vault(_) => None,
        }
    }

    /// HTTP status and the code for the telephone.
    pub fn place(&self) -> (u16, &'static str) {
        match self {
            Self::NotFound => (404, "E-APP-001"),
            Self::UnknownMember => (422, "E-APP-002"),
            Self::NoMember { .. } => (422, "E-APP-003"),
            Self::NotYetMember { .. } => (422, "E-APP-040"),
            Self::TooFarBack { .. } => (422, "E-APP-041"),
            Self::SecondPersonNeeded { .. } => (422, "E-APP-042"),
            Self::NotApplicationOfficer => (403, "E-APP-004"),
            Self::OneOpenAlready { .. } => (422, "E-APP-005"),
            Self::HasActiveCard { .. } => (422, "E-APP-006"),
            Self::CardOnItsWay { .. } => (422, "E-APP-007"),
            Self::FirstNamesCard => (422, "E-APP-008"),
            Self::NoEarlierCard => (422, "E-APP-009"),
            Self::NotTheirCard => (422, "E-APP-010"),
            Self::NotTheLastCard => (422, "E-APP-028"),
            Self::KindDoesNotFit { .. } => (422, "E-APP-029"),
            Self::ReportNotAsked => (422, "E-APP-011"),
            Self::NameTheCard { .. } => (422, "E-APP-043"),
            Self::ReportOlderThanCard { .. } => (422, "E-APP-044"),
            Self::ReportUsed => (422, "E-APP-045"),
            Self::PapersMissing { .. } => (422, "E-APP-012"),
            Self::InFuture { .. } => (422, "E-APP-013"),
            Self::CompletedBeforeOpened { .. } => (422, "E-APP-014"),
            Self::NotComplete => (409, "E-APP-015"),
            Self::CompleteAlready => (409, "E-APP-016"),
            Self::NotAnyMore { .. } => (409, "E-APP-017"),
            Self::Required { .. } => (400, "E-APP-018"),
            Self::TooLong { .. } => (400, "E-APP-019"),
            Self::CardNumberInText { .. } => (400, "E-APP-020"),
            Self::PinInText { .. } => (400, "E-APP-090"),
            Self::NotADate { .. } => (400, "E-APP-027"),
            Self::NotAPhone { .. } => (400, "E-APP-021"),
            Self::Kind(_) => (400, "E-APP-022"),
            Self::NotAChoice { .. } => (400, "E-APP-023"),
            Self::Stale => (409, "E-APP-024"),
            Self::NoBylaws(_) => (422, "E-APP-025"),
            Self::Calendar(_) => (422, "E-APP-026"),
            Self::Store(_) | Self::Vault(_) | Self::Card(_) => (500, "E-APP-099"),
        }
    }

    /// The fields at fault, for a form, each with a stable code.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    pub fn fields(&self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::UnknownMember => vec![("member_id", "unknown")],
            Self::NoMember { .. } => vec![("member_id", "no_member")],
            Self::NotYetMember { .. } => vec![("opened_on", "before_joining")],
            Self::TooFarBack { .. } => vec![("opened_on", "too_far_back")],
            Self::SecondPersonNeeded { .. } => vec![("data_completed_on", "second_person")],
            Self::OneOpenAlready { .. } => vec![("member_id", "under_way")],
            Self::HasActiveCard { .. } | Self::CardOnItsWay { .. } => vec![("kind", "has_card")],
            Self::NoEarlierCard => vec![("kind", "no_earlier_card")],
            Self::FirstNamesCard | Self::NotTheirCard => vec![("earlier_card_id", "not_theirs")],
            Self::NotTheLastCard => vec![("earlier_card_id", "not_the_last")],
            Self::KindDoesNotFit { .. } => vec![("kind", "does_not_fit")],
            Self::ReportNotAsked => vec![("papers.loss_report", "not_asked")],
            Self::NameTheCard { .. } => vec![("earlier_card_id", "required")],
            Self::ReportOlderThanCard { .. } => {
                vec![("papers.loss_report.reported_on", "before_card")]
            }
            Self::ReportUsed => vec![("papers.loss_report.bank_reference", "used")],
            Self::PapersMissing { missing } => missing_papers(missing),
            Self::InFuture { field } => vec![(field, "in_future")],
            Self::CompletedBeforeOpened { .. } => vec![("data_completed_on", "before_opened")],
            Self::Required { field } => vec![(field, "required")],
            Self::TooLong { field } => vec![(field, "too_long")],
            Self::CardNumberInText { field } => vec![(field, "card_number")],
            Self::PinInText { field } => vec![(field, "pin")],
            Self::NotADate { field } => vec![(field, "not_a_date")],
            Self::NotAPhone { field } => vec![(field, "not_a_phone")],
            Self::Kind(KindError::Unknown) => vec![("kind", "not_a_choice")],
            Self::Kind(KindError::CauseMissing) => vec![("cause", "required")],
            Self::Kind(KindError::CauseNotAsked) => vec![("cause", "not_asked")],
            Self::NotAChoice { field } => vec![(field, "not_a_choice")],
            Self::Stale => vec![("version", "stale")],
            Self::NotFound
            | Self::NotApplicationOfficer
            | Self::NotComplete
            | Self::CompleteAlready
            | Self::NotAnyMore { .. }
            | Self::NoBylaws(_)
            | Self::Calendar(_)
            | Self::Store(_)
            | Self::Vault(_)
            | Self::Card(_) => Vec::new(),
        }
    }
}

fn missing_papers(missing: &[Paper]) -> Vec<(&'static str, &'static str)> {
    let each = missing.iter();
    each.map(|paper| (paper_field(*paper), "missing")).collect()
}

const fn paper_field(paper: Paper) -> &'static str {
    match paper {
        Paper::Form => "papers.form_signed",
        Paper::IdCopy => "papers.id_copy",
        Paper::LossReport => "papers.loss_report",
    }
}

impl From<ApplicationError> for Problem {
    fn from(error: ApplicationError) -> Self {
        if let ApplicationError::Store(inner) = error {
            return inner.into();
        }
        if let ApplicationError::Card(inner) = error {
            return inner.into();
        }
        if let ApplicationError::Vault(inner) = error {
            return db::Error::from(inner).into();
        }
        said(&error)
    }
}

fn said(error: &ApplicationError) -> Problem {
    if matches!(error, ApplicationError::NotFound) {
        return Problem::not_found();
    }
    let (status, code) = error.place();
    let detail = texts::detail(error);
    let problem = Problem::new(status, code, texts::title(status), detail.clone());
    error
        .fields()
        .into_iter()
        .fold(problem.with_rule(error.rule()), |problem, (field, code)| {
            problem.field(field, code, detail.clone())
        })
}
