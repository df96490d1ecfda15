//! The two lanes, the places an item can be at, and what can be wrong with it on delivery.

use serde::{Deserialize, Serialize};

use crate::identity::model::Duty;
use crate::kernel::{PersonId, TransferId};

/// Cards and PIN envelopes are kept and handed over by different people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    Card,
    Pin,
}

impl Lane {
    pub const BOTH: [Self; 2] = [Self::Card, Self::Pin];

    pub fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Pin => "pin",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::BOTH.into_iter().find(|lane| lane.code() == text)
    }

    pub fn other(self) -> Self {
        match self {
            Self::Card => Self::Pin,
            Self::Pin => Self::Card,
        }
    }

    pub fn keeper(self) -> Duty {
        match self {
            Self::Card => Duty::CardKeeper,
            Self::Pin => Duty::PinKeeper,
        }
    }

    pub fn dispenser(self) -> Duty {
        match self {
            Self::Card => Duty::CardDispenser,
            Self::Pin => Duty::PinDispenser,
        }
    }
}

/// Where an item is. Each place names who answers for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the bank's list, not yet received.
    WithBank,
    /// In the keeper's drawer or safe.
    Safe {
        keeper: PersonId,
    },
    /// Offered to a dispenser, who has not confirmed; the keeper still answers for it.
    Offered {
        keeper: PersonId,
        to: PersonId,
        transfer: TransferId,
    },
    /// With the dispenser at the counter.
    Counter {
        keeper: PersonId,
        dispenser: PersonId,
        transfer: TransferId,
    },
    /// Offered back to the keeper; the dispenser still answers for it.
    GivingBack {
        keeper: PersonId,
        dispenser: PersonId,
        transfer: TransferId,
    },
    WithMember,
    /// Faulty on delivery, apart in the keeper's safe until it goes back (C7).
    Faulty {
        keeper: PersonId,
    },
    ReturnedToBank,
}

impl Place {
    pub fn code(self) -> &'static str {
        match self {
            Self::WithBank => "with_bank",
            Self::Safe { .. } => "safe",
            Self::Offered { .. } => "offered",
            Self::Counter { .. } => "counter",
            Self::GivingBack { .. } => "giving_back",
            Self::WithMember { .. } => "with_member",
            Self::Faulty { .. } => "faulty",
            Self::ReturnedToBank => "returned_to_bank",
        }
    }

    /// Who has it in hand; nobody of ours once it is with the bank or the member.
    pub fn holder(self) -> Option<PersonId> {
        match self {
            Self::WithBank | Self::WithMember { .. } | Self::ReturnedToBank => None,
            Self::Safe { keeper } | Self::Offered { keeper, .. } | Self::Faulty { keeper } => {
                Some(keeper)
            }
            Self::Counter { dispenser, .. } | Self::GivingBack { dispenser, .. } => Some(dispenser),
        }
    }

    pub fn transfer(self) -> Option<TransferId> {
        match self {
            Self::Offered { transfer, .. }
            | Self::Counter { transfer, .. }
            | Self::GivingBack { transfer, .. } => Some(transfer),
            Self::WithBank
            | Self::Safe { .. }
            | Self::WithMember { .. }
            | Self::Faulty { .. }
            | Self::ReturnedToBank => None,
        }
    }
}

/// What was wrong with an item on delivery (C7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    WrongName,
    WrongNumber,
    WrongExpiry,
    Damaged,
    /// The envelope's seal is broken: someone may know the PIN.
    Opened,
    /// Its member has left: it goes back to the bank (A4).
    MemberLeft,
}
