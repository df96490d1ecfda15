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
    pub letter: LetterId,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub keeper: Option<PersonId>,
    pub received_on: Option<BusinessDate>,
    pub first: Option<Notice>,
    pub handed_over_on: Option<BusinessDate>,
    /// The dispenser, where the old register names a person known here.
    pub dispenser: Option<PersonId>,
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
