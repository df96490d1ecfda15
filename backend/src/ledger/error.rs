//! Why the ledger refuses.

use crate::db;
use crate::documents::service::papers::PaperError;
use crate::identity::service::IdentityError;
use crate::kernel::{BusinessDate, Overflow, Problem, Rule, Text};

use super::chart::ChartError;
use super::model::SubsidiaryKind;
use super::posting_rules::RulesError;
use super::rules::{Cause, NotApprover};

/// A refusal of the ledger. Nothing is written when one is given.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("the chart is refused: {0}")]
    Chart(#[from] ChartError),
    #[error("the posting rules are refused: {0}")]
    Rules(#[from] RulesError),
    #[error("the chart lacks {code}, which the books know")]
    AccountGone { code: String },
    #[error("there is no posting rule for {event} on {on}")]
    NoRule {
        event: &'static str,
        on: BusinessDate,
    },
    #[error("the rule of {event} knows no figure {figure}")]
    UnknownFigure { event: &'static str, figure: String },
    #[error("{figure} is below zero")]
    NegativeFigure { figure: String },
    #[error("there is nothing to post: every figure is zero")]
    NothingToPost,
    #[error("no account of the chart plays the role {role}")]
    RoleWithoutAccount { role: String },
    #[error("{account} is kept by {}, and none is named", kind.name().en)]
    MissingSubsidiary {
        account: String,
        kind: SubsidiaryKind,
    },
    #[error("{on} lies in the future; today is {today}")]
    InTheFuture {
        on: BusinessDate,
        today: BusinessDate,
    },
    #[error("a reversal on {on} lies before the entry of {original}")]
    BeforeItsEntry {
        on: BusinessDate,
        original: BusinessDate,
    },
    #[error("{on} lies before these books, which begin on {first_day}")]
    BeforeTheBooks {
        on: BusinessDate,
        first_day: BusinessDate,
    },
    #[error("debits {debit} and credits {credit} differ")]
    Unbalanced { debit: String, credit: String },
    #[error("an entry has 2 to {max} lines")]
    LineCount { max: usize },
    #[error("line {line}: an amount is above zero")]
    NotPositive { line: usize },
    #[error("line {line}: either a debit or a credit, not both")]
    BothSides { line: usize },
    #[error("line {line}: {code} is not kept by subsidiary accounts")]
    NoSubsidiary { line: usize, code: String },
    #[error("line {line}: there is no member with this number")]
    NoSuchMember { line: usize },
    #[error("line {line}: the chart has no account {code}")]
    NoSuchAccount { line: usize, code: String },
    #[error("line {line}: {code} is a group head; nothing is posted to it")]
    GroupHead { line: usize, code: String },
    #[error("{no} was reversed by {by}")]
    AlreadyReversed { no: String, by: String },
    #[error("a reversal of {no} waits for approval")]
    ReversalWaits { no: String },
    #[error("{no} is itself a reversal")]
    IsAReversal { no: String },
    #[error("there is no such entry, draft or account")]
    NotFound,
    #[error("a free entry names its document")]
    NoDocument,
    #[error("the entry has no text")]
    NoText,
    #[error("the text holds what looks like a card number")]
    CardNumberInText,
    #[error("the text holds what looks like a PIN")]
    PinInText,
    #[error("the text has more than {chars_max} characters")]
    LongText { chars_max: usize },
    #[error("{}", why.said(may).en)]
    NotItsApprover {
        why: NotApprover,
        /// Who may instead, by name.
        may: Vec<String>,
    },
    #[error("{no} was posted by a rule; {}", cause.undone_by().en)]
    OfARule { no: String, cause: Cause },
    #[error("{no} is no fee that was received in cash")]
    NotAReceipt { no: String },
    #[error(
        "line {line}: {code} belongs to the posting rules; say in role_reason why this free entry takes it"
    )]
    NoRoleReason { line: usize, code: String },
    #[error(
        "this gives up a card fee that a member owes, which only a resolution of the board does: \
         write it off on the member's page of fees, with the resolution's number, its day and its scan"
    )]
    WriteOffByHand,
    #[error("a write-off names the number of the resolution")]
    NoResolution,
    #[error("the member owes {owed}; no more is written off")]
    WriteOffTooLarge { owed: String },
    #[error(
        "line {line}: {held} stand there for the member or the transfer; no more can pay a card fee"
    )]
    NotHeld { line: usize, held: String },
    #[error(
        "the member owes {due}, with what was applied for; say as_credit to take more as the member's credit"
    )]
    MoreThanOwed { due: String },
    #[error("only whoever prepared an entry takes it back")]
    NotItsMaker,
    #[error("whoever prepared an entry takes it back and does not send it back")]
    OwnSentBack,
    #[error("only an entry that was sent back is prepared anew")]
    NotSentBack,
    #[error("a prepared entry takes the place of one of its own kind")]
    OtherKind,
    #[error("the prepared entry was decided before")]
    Decided,
    #[error("a payment is above zero")]
    PaymentNotPositive,
    #[error("the amount is too large")]
    TooLarge(#[from] Overflow),
    #[error("the scan was not taken")]
    Scan(#[from] PaperError),
    #[error("people could not be read")]
    People(#[from] IdentityError),
    #[error("the books could not be read or written")]
    Store(#[from] db::Error),
}

impl From<diesel::result::Error> for LedgerError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl LedgerError {
    /// The rule that refuses, where one does.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    pub const fn rule(&self) -> Option<Rule> {
        match self {
            Self::InTheFuture { .. }
            | Self::BeforeItsEntry { .. }
            | Self::BeforeTheBooks { .. } => Some(Rule::A14_2),
            Self::NoRule { .. }
            | Self::RoleWithoutAccount { .. }
            | Self::MissingSubsidiary { .. }
            | Self::Unbalanced { .. }
            | Self::GroupHead { .. }
            | Self::NoRoleReason { .. }
            | Self::NoDocument => Some(Rule::A14_1),
            Self::WriteOffByHand
            | Self::NoResolution
            | Self::WriteOffTooLarge { .. }
            | Self::NotHeld { .. }
            | Self::MoreThanOwed { .. }
            | Self::OfARule {
                cause: Cause::Order,
                ..
            } => Some(Rule::A5_5),
            Self::AlreadyReversed { .. }
            | Self::ReversalWaits { .. }
            | Self::IsAReversal { .. }
            | Self::NotItsMaker
            | Self::NotSentBack
            | Self::OtherKind
            | Self::NotAReceipt { .. }
            | Self::OfARule {
                cause: Cause::Receipt | Cause::Other,
                ..
            }
            | Self::AccountGone { .. } => Some(Rule::C10),
            Self::NotItsApprover { .. } | Self::OwnSentBack => Some(Rule::C8),
            Self::PinInText => Some(Rule::A3),
            Self::Chart(_)
            | Self::Rules(_)
            | Self::UnknownFigure { .. }
            | Self::NegativeFigure { .. }
            | Self::NothingToPost
            | Self::LineCount { .. }
            | Self::NotPositive { .. }
            | Self::BothSides { .. }
            | Self::NoSubsidiary { .. }
            | Self::NoSuchMember { .. }
            | Self::NoSuchAccount { .. }
            | Self::NotFound
            | Self::NoText
            | Self::CardNumberInText
            | Self::LongText { .. }
            | Self::Decided
            | Self::PaymentNotPositive
            | Self::TooLarge(_)
            | Self::Scan(_)
            | Self::People(_)
            | Self::Store(_) => None,
        }
    }

    /// The code for the telephone.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    const fn code(&self) -> &'static str {
        match self {
            Self::Chart(_) => "E-LED-001",
            Self::Rules(_) => "E-LED-002",
            Self::AccountGone { .. } => "E-LED-003",
            Self::NoRule { .. } => "E-LED-010",
            Self::UnknownFigure { .. } | Self::NegativeFigure { .. } => "E-LED-011",
            Self::NothingToPost => "E-LED-012",
            Self::RoleWithoutAccount { .. } => "E-LED-013",
            Self::MissingSubsidiary { .. } => "E-LED-014",
            Self::InTheFuture { .. } => "E-LED-020",
            Self::BeforeItsEntry { .. } => "E-LED-021",
            Self::BeforeTheBooks { .. } => "E-LED-022",
            Self::Unbalanced { .. } => "E-LED-030",
            Self::LineCount { .. } => "E-LED-031",
            Self::NotPositive { .. } => "E-LED-032",
            Self::NoSuchAccount { .. } => "E-LED-033",
            Self::GroupHead { .. } => "E-LED-034",
            Self::BothSides { .. } => "E-LED-035",
            Self::NoSubsidiary { .. } => "E-LED-036",
            Self::NoSuchMember { .. } => "E-LED-037",
            Self::AlreadyReversed { .. } => "E-LED-040",
            Self::ReversalWaits { .. } => "E-LED-044",
            Self::IsAReversal { .. } => "E-LED-041",
            Self::NotFound => "E-LED-404",
            Self::NoDocument => "E-LED-050",
            Self::NoText => "E-LED-051",
            Self::CardNumberInText => "E-LED-052",
            Self::PinInText => "E-LED-090",
            Self::LongText { .. } => "E-LED-091",
            Self::NotItsApprover {
                why: NotApprover::Maker,
                ..
            } => "E-LED-053",
            Self::NotItsApprover { .. } => "E-LED-059",
            Self::Decided => "E-LED-054",
            Self::NotItsMaker => "E-LED-055",
            Self::OwnSentBack => "E-LED-056",
            Self::NotSentBack => "E-LED-057",
            Self::OtherKind => "E-LED-058",
            Self::PaymentNotPositive => "E-LED-060",
            Self::TooLarge(_) => "E-LED-061",
            Self::MoreThanOwed { .. } => "E-LED-062",
            Self::NoRoleReason { .. } => "E-LED-063",
            Self::WriteOffByHand => "E-LED-064",
            Self::NoResolution => "E-LED-065",
            Self::WriteOffTooLarge { .. } => "E-LED-066",
            Self::NotHeld { .. } => "E-LED-067",
            Self::OfARule { .. } => "E-LED-042",
            Self::NotAReceipt { .. } => "E-LED-043",
            Self::Scan(_) | Self::People(_) | Self::Store(_) => "E-LED-500",
        }
    }

    /// The field of the request at fault, where it is one.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    fn field(&self) -> Option<String> {
        match self {
            Self::InTheFuture { .. }
            | Self::BeforeItsEntry { .. }
            | Self::BeforeTheBooks { .. } => Some("date".into()),
            Self::NotPositive { line } | Self::BothSides { line } | Self::NotHeld { line, .. } => {
                Some(format!("lines.{}.amount", line - 1))
            }
            Self::NoSubsidiary { line, .. } | Self::NoSuchMember { line } => {
                Some(format!("lines.{}.subsidiary", line - 1))
            }
            Self::NoSuchAccount { line, .. } | Self::GroupHead { line, .. } => {
                Some(format!("lines.{}.account", line - 1))
            }
            Self::LineCount { .. } | Self::Unbalanced { .. } => Some("lines".into()),
            Self::MissingSubsidiary { .. } => Some("lines".into()),
            Self::NoDocument => Some("document".into()),
            Self::NoText | Self::CardNumberInText | Self::PinInText | Self::LongText { .. } => {
                Some("text".into())
            }
            Self::PaymentNotPositive
            | Self::TooLarge(_)
            | Self::MoreThanOwed { .. }
            | Self::WriteOffTooLarge { .. } => Some("amount".into()),
            Self::NoRoleReason { .. } => Some("role_reason".into()),
            Self::WriteOffByHand => Some("lines".into()),
            Self::NoResolution => Some("resolution_no".into()),
            Self::Chart(_)
            | Self::Rules(_)
            | Self::AccountGone { .. }
            | Self::NoRule { .. }
            | Self::UnknownFigure { .. }
            | Self::NegativeFigure { .. }
            | Self::NothingToPost
            | Self::RoleWithoutAccount { .. }
            | Self::AlreadyReversed { .. }
            | Self::ReversalWaits { .. }
            | Self::IsAReversal { .. }
            | Self::NotFound
            | Self::NotItsApprover { .. }
            | Self::OfARule { .. }
            | Self::NotAReceipt { .. }
            | Self::NotItsMaker
            | Self::OwnSentBack
            | Self::NotSentBack
            | Self::OtherKind
            | Self::Decided
            | Self::Scan(_)
            | Self::People(_)
            | Self::Store(_) => None,
        }
    }

    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotItsMaker => 403,
            Self::AlreadyReversed { .. }
            | Self::ReversalWaits { .. }
            | Self::IsAReversal { .. }
            | Self::NotSentBack
            | Self::OtherKind
            | Self::NotAReceipt { .. }
            | Self::Decided => 409,
            Self::NotPositive { .. }
            | Self::BothSides { .. }
            | Self::NoSubsidiary { .. }
            | Self::NoSuchMember { .. }
            | Self::LineCount { .. }
            | Self::NoSuchAccount { .. }
            | Self::NoText
            | Self::CardNumberInText
            | Self::PinInText
            | Self::LongText { .. }
            | Self::PaymentNotPositive
            | Self::NegativeFigure { .. }
            | Self::TooLarge(_) => 400,
            Self::Chart(_)
            | Self::Rules(_)
            | Self::AccountGone { .. }
            | Self::NoRule { .. }
            | Self::UnknownFigure { .. }
            | Self::NothingToPost
            | Self::RoleWithoutAccount { .. }
            | Self::MissingSubsidiary { .. }
            | Self::InTheFuture { .. }
            | Self::BeforeItsEntry { .. }
            | Self::BeforeTheBooks { .. }
            | Self::Unbalanced { .. }
            | Self::GroupHead { .. }
            | Self::NoDocument
            | Self::NotItsApprover { .. }
            | Self::OfARule { .. }
            | Self::NoRoleReason { .. }
            | Self::WriteOffByHand
            | Self::NoResolution
            | Self::WriteOffTooLarge { .. }
            | Self::NotHeld { .. }
            | Self::MoreThanOwed { .. }
            | Self::OwnSentBack => 422,
            Self::Scan(_) | Self::People(_) | Self::Store(_) => 500,
        }
    }
}

const TITLE: Text = Text::fixed("ลงบัญชีไม่ได้", "The ledger refuses this");

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        if let LedgerError::Store(error) = error {
            return error.into();
        }
        if let LedgerError::Scan(error) = error {
            return error.into();
        }
        if let LedgerError::People(error) = error {
            return error.into();
        }
        if matches!(error, LedgerError::NotFound) {
            return Self::not_found();
        }
        let detail = super::texts::refusal(&error);
        let problem =
            Self::new(error.status(), error.code(), TITLE, detail.clone()).with_rule(error.rule());
        match error.field() {
            Some(field) => problem.field(field, error.code(), detail),
            None => problem,
        }
    }
}
