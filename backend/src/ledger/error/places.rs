//! Where a refusal is said: its code, its field, its HTTP status.

use super::LedgerError;
use crate::ledger::rules::NotApprover;

impl LedgerError {
    /// The code for the telephone.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    pub(super) const fn code(&self) -> &'static str {
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
            Self::OtherSubsidiary { .. } => "E-LED-068",
            Self::Unfit { code, .. } => code,
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
            Self::CashWithoutReceipt => "E-LED-069",
            Self::NotFromMoney { .. } => "E-LED-070",
            Self::GoesBackAsWaiver { .. } => "E-LED-071",
            Self::UsedMeanwhile { .. } => "E-LED-072",
            Self::OfARule { .. } => "E-LED-042",
            Self::NotAReceipt { .. } => "E-LED-043",
            Self::Scan(_) | Self::People(_) | Self::Store(_) => "E-LED-500",
        }
    }

    /// The field of the request at fault, where it is one.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    pub(super) fn field(&self) -> Option<String> {
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
            Self::OtherSubsidiary { line, field, .. } => {
                Some(format!("lines.{}.{field}", line - 1))
            }
            Self::Unfit { field, .. } => Some(field.clone()),
            Self::NoSuchAccount { line, .. }
            | Self::GroupHead { line, .. }
            | Self::NotFromMoney { line, .. } => Some(format!("lines.{}.account", line - 1)),
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
            Self::WriteOffByHand | Self::CashWithoutReceipt => Some("lines".into()),
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
            | Self::GoesBackAsWaiver { .. }
            | Self::UsedMeanwhile { .. }
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
    pub(super) const fn status(&self) -> u16 {
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
            | Self::OtherSubsidiary { .. }
            | Self::Unfit { .. }
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
            | Self::CashWithoutReceipt
            | Self::NotFromMoney { .. }
            | Self::GoesBackAsWaiver { .. }
            | Self::UsedMeanwhile { .. }
            | Self::NoResolution
            | Self::WriteOffTooLarge { .. }
            | Self::NotHeld { .. }
            | Self::MoreThanOwed { .. }
            | Self::OwnSentBack => 422,
            Self::Scan(_) | Self::People(_) | Self::Store(_) => 500,
        }
    }
}
