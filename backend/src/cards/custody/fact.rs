//! What can be told of an item in custody, and what it carries: letters, evidence, the past of old registers.

use serde::{Deserialize, Serialize};

use super::place::{Fault, Lane};
use crate::kernel::{
    AttachmentId, BusinessDate, CardId, HandOverId, LetterId, MemberId, PersonId, SignatureId,
    TransferId,
};

/// A letter that announces the item (A7.2.1, A7.2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// None for a letter of the registers kept before this program, which has no record of it.
    pub letter: Option<LetterId>,
    pub no: String,
    pub dated: BusinessDate,
    pub deadline: BusinessDate,
}

/// What proves that the member took it: drawn strokes, or a scanned paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    Signature(SignatureId),
    Paper(AttachmentId),
}

/// How the member's identity was checked at the counter (A7.2.2, practice).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identified {
    NationalIdSeen,
    StaffCardSeen,
    KnownInPerson,
}

/// What an item brought along from the registers kept before this program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub keeper: Option<PersonId>,
    pub received_on: Option<BusinessDate>,
    pub first: Option<Notice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Notice>,
    pub handed_over_on: Option<BusinessDate>,
    /// The dispenser, where the old register names a person known here.
    pub dispenser: Option<PersonId>,
    /// The keeper as the old register writes it, where nobody here bears that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper_name: Option<String>,
    /// The dispenser in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispenser_name: Option<String>,
}

/// What somebody named by an old register did with one half of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Keeper,
    Dispenser,
}

impl Part {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Keeper => "keeper",
            Self::Dispenser => "dispenser",
        }
    }
}

/// A move of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CustodyFact {
    Expected {
        lane: Lane,
        card: CardId,
        member: MemberId,
        envelope_no: Option<String>,
    },
    TakenOver {
        lane: Lane,
        card: CardId,
        member: MemberId,
        envelope_no: Option<String>,
        past: Past,
    },
    /// This person had the item in hand before this program: the old register names him beside today's keeper, or its name was
    /// matched to him by hand. From then on he is judged by it (A7.1.3, A7.2.3x).
    PastHand {
        part: Part,
        person: PersonId,
    },
    Received {
        keeper: PersonId,
        envelope_no: Option<String>,
    },
    FoundFaulty {
        keeper: PersonId,
        fault: Fault,
        note: String,
    },
    SentBack {
        paper: String,
        /// Who sent it; unknown where it was told before this was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keeper: Option<PersonId>,
    },
    /// The receipt was a mistake: the item was never there (C10, names what it corrects by being its last move).
    ReceiptCorrected {
        reason: String,
    },
    Noticed {
        notice: Notice,
    },
    Offered {
        to: PersonId,
        transfer: TransferId,
    },
    OfferWithdrawn {
        transfer: TransferId,
    },
    Released {
        transfer: TransferId,
    },
    ReturnOffered {
        transfer: TransferId,
    },
    ReturnWithdrawn {
        transfer: TransferId,
    },
    Returned {
        transfer: TransferId,
        keeper: PersonId,
    },
    HandedOver {
        dispenser: PersonId,
        hand_over: HandOverId,
        evidence: Evidence,
        identified: Identified,
    },
}
