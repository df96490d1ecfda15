//! Why the ledger refuses.

use crate::db;
use crate::documents::service::papers::PaperError;
use crate::identity::service::IdentityError;
use crate::kernel::{BusinessDate, Overflow, Problem, Rule, Text};

use super::chart::ChartError;
use super::model::SubsidiaryKind;
use super::posting_rules::RulesError;
use super::rules::{Cause, NotApprover};

mod places;

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
    #[error("line {line}: {code} is not kept by {}", kind.name().en)]
    OtherSubsidiary {
        line: usize,
        field: &'static str,
        code: String,
        kind: SubsidiaryKind,
    },
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
    #[error("{field}: {}", message.en)]
    Unfit {
        field: String,
        code: &'static str,
        message: Text,
        rule: Option<Rule>,
    },
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
    #[error(
        "cash that a member pays for a card is taken on the member's page of fees, which gives its receipt"
    )]
    CashWithoutReceipt,
    #[error(
        "line {line}: {code} stands for money that was received or is held; with what this entry takes it from, a card fee could \
         be given up without a resolution of the board"
    )]
    NotFromMoney { line: usize, code: String },
    #[error(
        "taking {no} back would take a card fee off what a member owes, which only its payment or a resolution of the board does"
    )]
    GoesBackAsWaiver { no: String },
    #[error(
        "{held} of what {no} brought stand there still; what was used meanwhile does not go back"
    )]
    UsedMeanwhile { no: String, held: String },
    #[error("a write-off names the number of the resolution, with its digits")]
    NoResolution,
    #[error(
        "on the day of the resolution and today, less the member's credit, the member owes {owed}; no more is written off"
    )]
    WriteOffTooLarge { owed: String },
    #[error(
        "line {line}: {held} stand there for the member or the transfer, on the entry's day and today; no more is taken"
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
    /// The same fault of a text, said at the field that holds it.
    pub fn at(self, field: impl Into<String>) -> Self {
        let of_a_text = matches!(
            self,
            Self::NoText | Self::CardNumberInText | Self::PinInText | Self::LongText { .. }
        );
        if !of_a_text {
            return self;
        }
        Self::Unfit {
            field: field.into(),
            code: self.code(),
            message: super::texts::refusal(&self),
            rule: self.rule(),
        }
    }

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
            | Self::CashWithoutReceipt
            | Self::NotFromMoney { .. }
            | Self::GoesBackAsWaiver { .. }
            | Self::UsedMeanwhile { .. }
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
            Self::Unfit { rule, .. } => *rule,
            Self::Chart(_)
            | Self::Rules(_)
            | Self::UnknownFigure { .. }
            | Self::NegativeFigure { .. }
            | Self::NothingToPost
            | Self::LineCount { .. }
            | Self::NotPositive { .. }
            | Self::BothSides { .. }
            | Self::NoSubsidiary { .. }
            | Self::OtherSubsidiary { .. }
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
