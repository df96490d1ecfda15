//! A prepared entry as its facts tell it, and the row that lists read.

use serde::{Deserialize, Serialize};

use super::{DraftFactRow, DraftRow};
use crate::db::{Aggregate, WrongStep};
use crate::kernel::{AttachmentId, BusinessDate, EntryId, MemberId, Money, PersonId};
use crate::ledger::model::{Side, Stage, Subsidiaries};

/// A line of a free entry as it was written. Exactly one subsidiary where the account is kept by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeLine {
    /// Code of the account.
    pub account: String,
    pub side: Side,
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_line: Option<String>,
}

impl FreeLine {
    /// Whom and what the line names; its account takes the one that it is kept by.
    pub fn named(&self) -> Subsidiaries {
        Subsidiaries {
            member: self.member,
            contract: self.contract.clone(),
            terminal: self.terminal.clone(),
            bank_line: self.bank_line.clone(),
        }
    }
}

/// A resolution of the board, with its scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    pub no: String,
    /// The day of the meeting.
    pub dated: BusinessDate,
    pub scan: AttachmentId,
}

/// A free entry, or the reversal of one that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Prepared {
    Free {
        date: BusinessDate,
        text: String,
        document: String,
        lines: Vec<FreeLine>,
        /// Why it takes accounts of the posting rules.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role_reason: Option<String>,
        /// The resolution by which it gives up a card fee.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resolution: Option<Resolution>,
    },
    Reversal {
        date: BusinessDate,
        text: String,
        entry: EntryId,
        amount: Money,
    },
}

/// What happens to a prepared entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DraftFact {
    Prepared {
        by: PersonId,
        prepared: Prepared,
    },
    Approved {
        entry: EntryId,
    },
    SentBack {
        reason: String,
    },
    /// Its maker takes it back; `anew` is the entry that was prepared in its place.
    Withdrawn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anew: Option<i64>,
    },
}

/// Where a prepared entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    Waiting,
    Approved {
        entry: EntryId,
    },
    SentBack,
    /// Taken back by its maker; `anew` is the entry that was prepared in its place.
    Withdrawn {
        #[serde(skip_serializing_if = "Option::is_none")]
        anew: Option<i64>,
    },
}

impl DraftState {
    /// The stage that lists go by.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Waiting => Stage::Waiting,
            Self::Approved { .. } => Stage::Approved,
            Self::SentBack => Stage::SentBack,
            Self::Withdrawn { .. } => Stage::Withdrawn,
        }
    }
}

/// A prepared entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    pub id: i64,
    pub version: i64,
    pub state: DraftState,
    pub made_by: PersonId,
    pub made_on: BusinessDate,
    pub prepared: Prepared,
}

impl Prepared {
    /// The transaction date it asks for.
    pub const fn date(&self) -> BusinessDate {
        match self {
            Self::Free { date, .. } | Self::Reversal { date, .. } => *date,
        }
    }

    /// What the entry says, or why one is cancelled.
    pub fn text(&self) -> &str {
        match self {
            Self::Free { text, .. } | Self::Reversal { text, .. } => text,
        }
    }

    /// Whether both are free entries, or both reverse the same entry.
    pub fn is_of_the_kind_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Free { .. }, Self::Free { .. }) => true,
            (Self::Reversal { entry, .. }, Self::Reversal { entry: same, .. }) => entry == same,
            (Self::Free { .. }, Self::Reversal { .. })
            | (Self::Reversal { .. }, Self::Free { .. }) => false,
        }
    }

    /// The sum of one side. It was checked when it was prepared, so a sum that does not fit cannot come.
    fn amount(&self) -> Money {
        match self {
            Self::Free { lines, .. } => Money::sum(
                lines
                    .iter()
                    .filter(|l| l.side == Side::Debit)
                    .map(|l| l.amount),
            )
            .unwrap_or_default(),
            Self::Reversal { amount, .. } => *amount,
        }
    }
}

impl Aggregate for Draft {
    type FactRow = DraftFactRow;
    type Fact = DraftFact;
    type Row = DraftRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &DraftFact,
    ) -> Result<Self, WrongStep> {
        let after = match fact {
            DraftFact::Prepared { by, prepared } => {
                let first = Self {
                    id,
                    version: 1,
                    state: DraftState::Waiting,
                    made_by: *by,
                    made_on: on,
                    prepared: prepared.clone(),
                };
                return if state.is_none() {
                    Ok(first)
                } else {
                    Err(WrongStep("an entry is prepared once"))
                };
            }
            DraftFact::Approved { entry } => DraftState::Approved { entry: *entry },
            DraftFact::SentBack { .. } => DraftState::SentBack,
            DraftFact::Withdrawn { anew } => DraftState::Withdrawn { anew: *anew },
        };
        match state {
            Some(draft) if follows(draft.state, after) => Ok(Self {
                state: after,
                version: draft.version + 1,
                ..draft
            }),
            Some(_) | None => Err(WrongStep("a prepared entry is decided once")),
        }
    }

    fn row(&self) -> DraftRow {
        let (what, document, reverses) = match &self.prepared {
            Prepared::Free { document, .. } => ("free", document.clone(), None),
            Prepared::Reversal { entry, .. } => ("reversal", String::new(), Some(entry.get())),
        };
        let entry = match self.state {
            DraftState::Approved { entry } => Some(entry.get()),
            DraftState::Waiting | DraftState::SentBack | DraftState::Withdrawn { .. } => None,
        };
        DraftRow {
            id: self.id,
            version: self.version,
            state: self.state.stage().code().to_owned(),
            made_by: self.made_by.get(),
            made_on: self.made_on.naive(),
            what: what.to_owned(),
            transaction_date: self.prepared.date().naive(),
            text: self.prepared.text().to_owned(),
            document,
            amount: self.prepared.amount().as_satang(),
            reverses,
            entry_id: entry,
        }
    }
}

/// One that waits is decided or taken back; one that was sent back can only be taken back.
fn follows(before: DraftState, after: DraftState) -> bool {
    match before {
        DraftState::Waiting => true,
        DraftState::SentBack => matches!(after, DraftState::Withdrawn { .. }),
        DraftState::Approved { .. } | DraftState::Withdrawn { .. } => false,
    }
}
