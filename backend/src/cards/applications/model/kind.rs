//! What a card is asked for, and the papers that go with it.

use serde::{Deserialize, Serialize};

use crate::kernel::BusinessDate;

/// Why a card cannot be used any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Damaged,
    Chip,
    KeptByMachine,
}

/// What a card is asked for (A5.1, A8.2). A card lost in the post or faulty on delivery is not among them: the bank owes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueKind {
    First,
    Lost,
    Unusable {
        cause: Cause,
    },
    Expired,
    /// There is no reset of a PIN: a new card is made (A8.1).
    PinForgotten,
    /// The card was destroyed because nobody collected it (A7.2.5).
    AfterDestruction,
}

/// The pair of kind and cause does not name anything that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KindError {
    #[error("first, lost, unusable, expired, pin_forgotten or after_destruction")]
    Unknown,
    #[error("an unusable card has a cause: damaged, chip or kept_by_machine")]
    CauseMissing,
    #[error("only an unusable card has a cause")]
    CauseNotAsked,
}

impl Cause {
    pub const ALL: [Self; 3] = [Self::Damaged, Self::Chip, Self::KeptByMachine];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Chip => "chip",
            Self::KeptByMachine => "kept_by_machine",
        }
    }
}

impl IssueKind {
    /// One of each kind, for lists of choices; `Unusable` stands with its first cause.
    pub const ALL: [Self; 6] = [
        Self::First,
        Self::Lost,
        Self::Unusable {
            cause: Cause::Damaged,
        },
        Self::Expired,
        Self::PinForgotten,
        Self::AfterDestruction,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Lost => "lost",
            Self::Unusable { .. } => "unusable",
            Self::Expired => "expired",
            Self::PinForgotten => "pin_forgotten",
            Self::AfterDestruction => "after_destruction",
        }
    }

    pub const fn cause(self) -> Option<Cause> {
        match self {
            Self::Unusable { cause } => Some(cause),
            Self::First
            | Self::Lost
            | Self::Expired
            | Self::PinForgotten
            | Self::AfterDestruction => None,
        }
    }

    /// Reads the two fields of a form or a request.
    pub fn parse(kind: &str, cause: Option<&str>) -> Result<Self, KindError> {
        let known = Self::ALL.into_iter().find(|k| k.code() == kind);
        match (known, cause) {
            (None, _) => Err(KindError::Unknown),
            (Some(Self::Unusable { .. }), None) => Err(KindError::CauseMissing),
            (Some(Self::Unusable { .. }), Some(cause)) => Cause::ALL
                .into_iter()
                .find(|c| c.code() == cause)
                .map(|cause| Self::Unusable { cause })
                .ok_or(KindError::CauseMissing),
            (Some(_), Some(_)) => Err(KindError::CauseNotAsked),
            (Some(kind), None) => Ok(kind),
        }
    }

    /// Whether it stands in for a card that the member has or had (A5.1).
    pub const fn replaces_a_card(self) -> bool {
        match self {
            Self::First => false,
            Self::Lost
            | Self::Unusable { .. }
            | Self::Expired
            | Self::PinForgotten
            | Self::AfterDestruction => true,
        }
    }

    /// A8.2: a lost card and a forgotten PIN are reported, with the bank's word on the block where the member has it.
    pub const fn needs_loss_report(self) -> bool {
        match self {
            Self::Lost | Self::PinForgotten => true,
            Self::First | Self::Unusable { .. } | Self::Expired | Self::AfterDestruction => false,
        }
    }
}

/// The member's report of the loss or of the forgotten PIN (A8.1, A8.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossReport {
    /// The day on which the member told the cooperative.
    pub reported_on: BusinessDate,
    /// What the bank gave the member for the block; often not at hand.
    pub bank_reference: Option<String>,
}

/// The papers of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The cooperative's form, signed by the member at the office (A5.1).
    pub form_signed: bool,
    pub id_copy: bool,
    pub loss_report: Option<LossReport>,
}

/// One paper that an application needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    Form,
    IdCopy,
    LossReport,
}

impl Papers {
    /// What is still missing before the data are complete.
    pub fn missing(&self, issue: IssueKind) -> Vec<Paper> {
        let wanted = [
            (Paper::Form, self.form_signed),
            (Paper::IdCopy, self.id_copy),
            (
                Paper::LossReport,
                !issue.needs_loss_report() || self.loss_report.is_some(),
            ),
        ];
        wanted
            .into_iter()
            .filter(|(_, here)| !here)
            .map(|(paper, _)| paper)
            .collect()
    }
}
