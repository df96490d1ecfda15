//! A card application: what is asked for and why, which papers lie there, and how far it has come (articles 5, 6, 8.2).

mod kind;

use serde::{Deserialize, Serialize};

pub use kind::{Cause, IssueKind, KindError, LossReport, Paper, Papers};

use crate::calendar::Deadline;
use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, CardId, EntryId, MemberId, Money, PersonId,
};
use crate::vault::Sealed;

/// What the form says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    pub issue: IssueKind,
    /// The day on which the form was handed in.
    pub opened_on: BusinessDate,
    /// Where: the cooperative's office or its branch (A5.1).
    pub place: String,
    /// Who took it.
    pub officer: PersonId,
    pub papers: Papers,
    /// The card that it stands in for.
    pub earlier_card: Option<CardId>,
    /// Telephone to call when the card has come, sealed with the member's key at [`phone_place`].
    pub phone: Option<Sealed>,
    /// Why it bears a day before the one it was recorded on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<String>,
}

/// Where an application's telephone is sealed.
pub fn phone_place(id: i64) -> String {
    format!("application/{id}/phone")
}

/// The data are complete, and the clock to the bank runs (A6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    pub data_completed_on: BusinessDate,
    pub to_bank: Deadline,
}

/// Who pays for an issue (A5.4, A5.5), as decided by the bylaws of the batch's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeePayer {
    Cooperative,
    Member,
}

/// What an issue costs, in satang.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueFee {
    /// What the bank charges the cooperative (A5.3).
    pub bank_charge: Money,
    pub payer: FeePayer,
    /// What the member owes; zero when the cooperative pays.
    pub member_owes: Money,
}

/// What the request to the bank carries of a card (A5.2, the first three), kept as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    pub holder: String,
    pub member_number: String,
    /// What the barcode on the card holds.
    pub barcode: String,
    pub cooperative: String,
}

/// An application's place in a bank batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batched {
    pub batch: BatchId,
    pub dated: BusinessDate,
    pub requested: Requested,
    pub fee: IssueFee,
    /// The batch's date lies after the last day of A6.
    pub late: bool,
    /// The batch left on paper before it was recorded, and the day of the record lies after the last day of A6.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recorded_late: bool,
    /// The entry of the bank's charge; none for a charge of zero.
    pub charge_entry: Option<EntryId>,
    /// The entry of the member's fee; none where the member owes nothing.
    pub fee_entry: Option<EntryId>,
}

/// Whose fault a refusal by the bank is. Without a fault of bank or cooperative nothing is reversed. That the bank refused is a
/// fact and is written down at once; a fault of bank or cooperative waits for a second person (A5.5), and until then it is
/// not settled and the fees stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    Bank,
    Cooperative,
    Member,
    Unsettled,
}

impl Fault {
    /// A5.5: whether the fees of the card are reversed, because the member is not at fault.
    pub const fn reverses_fees(self) -> bool {
        match self {
            Self::Bank | Self::Cooperative => true,
            Self::Member | Self::Unsettled => false,
        }
    }
}

/// The bank does not make the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankRefusal {
    pub refused_on: BusinessDate,
    pub reason: String,
    pub fault: Fault,
}

/// What happened to an application. `kind` names the fact in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ApplicationFact {
    Opened {
        /// Its number in the year: `AP2569/000031`.
        no: String,
        member: MemberId,
        details: Details,
    },
    /// A mistake is corrected by a new fact (C10); the completion is there when the application was complete.
    Corrected {
        details: Details,
        completion: Option<Completion>,
        reason: String,
    },
    Completed(Completion),
    Cancelled {
        reason: String,
    },
    Batched(Batched),
    Listed {
        card: CardId,
    },
    Refused(BankRefusal),
    /// The refusal was written down by mistake (C10): the application is with the bank again, with the entries that were
    /// posted anew where the refusal had reversed them.
    RefusalWithdrawn {
        reason: String,
        charge_entry: Option<EntryId>,
        fee_entry: Option<EntryId>,
    },
}

/// How far an application has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Papers are missing, or nobody has said that they are complete.
    Open,
    /// The clock to the bank runs.
    Complete(Completion),
    /// With the bank.
    Batched(Completion, Batched),
    /// The bank has made the card.
    Listed(Completion, Batched, CardId),
    Cancelled(Option<Completion>),
    Refused(Completion, Batched, BankRefusal),
}

impl State {
    pub const CODES: [&'static str; 6] = [
        "open",
        "complete",
        "batched",
        "listed",
        "cancelled",
        "refused",
    ];

    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete(_) => "complete",
            Self::Batched(..) => "batched",
            Self::Listed(..) => "listed",
            Self::Cancelled(_) => "cancelled",
            Self::Refused(..) => "refused",
        }
    }
}

/// A fact that does not fit the state before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongState(pub &'static str);

/// An application as its facts tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub id: ApplicationId,
    /// The number of its facts: what a change must name.
    pub version: i64,
    pub no: String,
    pub member: MemberId,
    pub details: Details,
    pub state: State,
}

impl Application {
    /// The application after a fact.
    pub fn apply(
        before: Option<Self>,
        id: i64,
        fact: &ApplicationFact,
    ) -> Result<Self, WrongState> {
        match (before, fact) {
            (
                None,
                ApplicationFact::Opened {
                    no,
                    member,
                    details,
                },
            ) => Ok(Self {
                id: ApplicationId::new(id),
                version: 1,
                no: no.clone(),
                member: *member,
                details: details.clone(),
                state: State::Open,
            }),
            (Some(_), ApplicationFact::Opened { .. }) => {
                Err(WrongState("the application was opened before"))
            }
            (None, _) => Err(WrongState("an application begins by being opened")),
            (Some(before), fact) => before.followed_by(fact),
        }
    }

    fn followed_by(self, fact: &ApplicationFact) -> Result<Self, WrongState> {
        let details = match fact {
            ApplicationFact::Corrected { details, .. } => details.clone(),
            ApplicationFact::Opened { .. }
            | ApplicationFact::Completed(_)
            | ApplicationFact::Cancelled { .. }
            | ApplicationFact::Batched(_)
            | ApplicationFact::Listed { .. }
            | ApplicationFact::Refused(_)
            | ApplicationFact::RefusalWithdrawn { .. } => self.details,
        };
        Ok(Self {
            version: self.version + 1,
            state: self.state.after(fact)?,
            details,
            id: self.id,
            no: self.no,
            member: self.member,
        })
    }

    pub const fn completion(&self) -> Option<&Completion> {
        match &self.state {
            State::Open => None,
            State::Complete(done)
            | State::Batched(done, _)
            | State::Listed(done, ..)
            | State::Refused(done, ..) => Some(done),
            State::Cancelled(done) => done.as_ref(),
        }
    }

    pub const fn batched(&self) -> Option<&Batched> {
        match &self.state {
            State::Open | State::Complete(_) | State::Cancelled(_) => None,
            State::Batched(_, line) | State::Listed(_, line, _) | State::Refused(_, line, _) => {
                Some(line)
            }
        }
    }

    /// The bank's refusal, while it stands.
    pub const fn refusal(&self) -> Option<&BankRefusal> {
        match &self.state {
            State::Refused(_, _, refusal) => Some(refusal),
            State::Open
            | State::Complete(_)
            | State::Batched(..)
            | State::Listed(..)
            | State::Cancelled(_) => None,
        }
    }

    pub const fn card(&self) -> Option<CardId> {
        match &self.state {
            State::Listed(_, _, card) => Some(*card),
            State::Open
            | State::Complete(_)
            | State::Batched(..)
            | State::Cancelled(_)
            | State::Refused(..) => None,
        }
    }
}

impl State {
    fn after(self, fact: &ApplicationFact) -> Result<Self, WrongState> {
        use ApplicationFact as Fact;
        let other = Err(WrongState("the application has come to another state"));
        match (self, fact) {
            (Self::Open, Fact::Completed(done)) => Ok(Self::Complete(done.clone())),
            (Self::Open, Fact::Corrected { completion, .. }) => match completion {
                None => Ok(Self::Open),
                Some(_) => other,
            },
            (Self::Complete(_), Fact::Corrected { completion, .. }) => match completion {
                Some(done) => Ok(Self::Complete(done.clone())),
                None => other,
            },
            (Self::Open, Fact::Cancelled { .. }) => Ok(Self::Cancelled(None)),
            (Self::Complete(done), Fact::Cancelled { .. }) => Ok(Self::Cancelled(Some(done))),
            (Self::Complete(done), Fact::Batched(line)) => Ok(Self::Batched(done, line.clone())),
            (Self::Batched(done, line), fact) => answered(done, line, fact).map_or(other, Ok),
            (Self::Refused(done, line, _), fact) => sent_again(done, line, fact).map_or(other, Ok),
            (Self::Open | Self::Complete(_) | Self::Listed(..) | Self::Cancelled(_), _) => other,
        }
    }
}

/// What the bank answers to an application that it was sent.
fn answered(done: Completion, line: Batched, fact: &ApplicationFact) -> Option<State> {
    match fact {
        ApplicationFact::Listed { card } => Some(State::Listed(done, line, *card)),
        ApplicationFact::Refused(why) => Some(State::Refused(done, line, why.clone())),
        ApplicationFact::Opened { .. }
        | ApplicationFact::Corrected { .. }
        | ApplicationFact::Completed(_)
        | ApplicationFact::Cancelled { .. }
        | ApplicationFact::Batched(_)
        | ApplicationFact::RefusalWithdrawn { .. } => None,
    }
}

/// A refusal that was taken back leaves the application with the bank.
fn sent_again(done: Completion, line: Batched, fact: &ApplicationFact) -> Option<State> {
    let ApplicationFact::RefusalWithdrawn {
        charge_entry,
        fee_entry,
        ..
    } = fact
    else {
        return None;
    };
    let line = Batched {
        charge_entry: *charge_entry,
        fee_entry: *fee_entry,
        ..line
    };
    Some(State::Batched(done, line))
}
