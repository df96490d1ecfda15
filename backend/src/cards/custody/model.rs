//! An item in custody: a card or a PIN envelope, where it is and in whose hands.

use serde::{Deserialize, Serialize};

use super::super::schema::custody_items;
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::identity::model::Duty;
use crate::kernel::{
    AttachmentId, BusinessDate, CardId, HandOverId, ItemId, LetterId, MemberId, PersonId,
    SignatureId, TransferId,
};

told_facts!(
    /// A move of a card or an envelope.
    CustodyFactRow, custody_facts
);

projection_row! {
    /// An item as the custody board reads it.
    pub struct ItemRow in custody_items {
        pub id: i64,
        pub version: i64,
        pub lane: String,
        pub card_id: i64,
        pub member_id: i64,
        pub envelope_no: Option<String>,
        pub place: String,
        pub keeper_id: Option<i64>,
        pub holder_id: Option<i64>,
        pub transfer_id: Option<i64>,
        pub since: chrono::NaiveDate,
        pub received_on: Option<chrono::NaiveDate>,
        pub first_no: Option<String>,
        pub first_on: Option<chrono::NaiveDate>,
        pub first_deadline: Option<chrono::NaiveDate>,
        pub second_no: Option<String>,
        pub second_on: Option<chrono::NaiveDate>,
        pub second_deadline: Option<chrono::NaiveDate>,
        pub dispenser_id: Option<i64>,
        pub handed_over_on: Option<chrono::NaiveDate>,
        pub hand_over_id: Option<i64>,
    }
}

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
    WithMember {
        dispenser: PersonId,
    },
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
}

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

/// An item in custody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub version: i64,
    pub lane: Lane,
    pub card: CardId,
    pub member: MemberId,
    pub envelope_no: Option<String>,
    pub place: Place,
    /// Since when it is at its place.
    pub since: BusinessDate,
    pub received_on: Option<BusinessDate>,
    pub first: Option<Notice>,
    pub second: Option<Notice>,
    pub handed_over_on: Option<BusinessDate>,
    pub dispensed_by: Option<PersonId>,
    pub hand_over: Option<HandOverId>,
}

impl Item {
    fn begin(id: i64, on: BusinessDate, fact: &CustodyFact) -> Result<Self, WrongStep> {
        let (lane, card, member, envelope_no, past) = match fact {
            CustodyFact::Expected {
                lane,
                card,
                member,
                envelope_no,
            } => (lane, card, member, envelope_no, None),
            CustodyFact::TakenOver {
                lane,
                card,
                member,
                envelope_no,
                past,
            } => (lane, card, member, envelope_no, Some(past.clone())),
            CustodyFact::Received { .. }
            | CustodyFact::FoundFaulty { .. }
            | CustodyFact::SentBack { .. }
            | CustodyFact::ReceiptCorrected { .. }
            | CustodyFact::Noticed { .. }
            | CustodyFact::Offered { .. }
            | CustodyFact::OfferWithdrawn { .. }
            | CustodyFact::Released { .. }
            | CustodyFact::ReturnOffered { .. }
            | CustodyFact::ReturnWithdrawn { .. }
            | CustodyFact::Returned { .. }
            | CustodyFact::HandedOver { .. } => return Err(WrongStep("the item is not known")),
        };
        let mut item = Self {
            id: ItemId::new(id),
            version: 1,
            lane: *lane,
            card: *card,
            member: *member,
            envelope_no: envelope_no.clone(),
            place: Place::WithBank,
            since: on,
            received_on: None,
            first: None,
            second: None,
            handed_over_on: None,
            dispensed_by: None,
            hand_over: None,
        };
        if let Some(past) = past {
            item.take_over(past)?;
        }
        Ok(item)
    }

    fn take_over(&mut self, past: Past) -> Result<(), WrongStep> {
        let person = past.dispenser.or(past.keeper);
        self.place = match (past.handed_over_on, past.keeper, person) {
            (Some(_), _, Some(person)) => Place::WithMember { dispenser: person },
            (Some(_), _, None) => Place::WithMember {
                dispenser: PersonId::new(0),
            },
            (None, Some(keeper), _) => Place::Safe { keeper },
            (None, None, _) => {
                return Err(WrongStep("an item that was not handed over has a keeper"));
            }
        };
        self.since = past
            .handed_over_on
            .or(past.received_on)
            .unwrap_or(self.since);
        self.received_on = past.received_on;
        self.first = past.first;
        self.handed_over_on = past.handed_over_on;
        self.dispensed_by = past.dispenser;
        Ok(())
    }

    fn next(mut self, on: BusinessDate, fact: &CustodyFact) -> Result<Self, WrongStep> {
        let before = self.place;
        self.place = self.moved(fact)?;
        if before != self.place {
            self.since = on;
        }
        match fact {
            CustodyFact::Received { envelope_no, .. } => {
                self.received_on = Some(on);
                self.envelope_no = envelope_no.clone().or(self.envelope_no);
            }
            CustodyFact::ReceiptCorrected { .. } => self.received_on = None,
            CustodyFact::Noticed { notice } if self.first.is_none() => {
                self.first = Some(notice.clone())
            }
            CustodyFact::Noticed { notice } => self.second = Some(notice.clone()),
            CustodyFact::HandedOver {
                dispenser,
                hand_over,
                ..
            } => {
                self.handed_over_on = Some(on);
                self.dispensed_by = Some(*dispenser);
                self.hand_over = Some(*hand_over);
            }
            CustodyFact::Expected { .. }
            | CustodyFact::TakenOver { .. }
            | CustodyFact::FoundFaulty { .. }
            | CustodyFact::SentBack { .. }
            | CustodyFact::Offered { .. }
            | CustodyFact::OfferWithdrawn { .. }
            | CustodyFact::Released { .. }
            | CustodyFact::ReturnOffered { .. }
            | CustodyFact::ReturnWithdrawn { .. }
            | CustodyFact::Returned { .. } => {}
        }
        self.version += 1;
        Ok(self)
    }

    /// The place after a move: every pair that is not named here is refused.
    fn moved(&self, fact: &CustodyFact) -> Result<Place, WrongStep> {
        match (fact, self.place) {
            (CustodyFact::Received { keeper, .. }, Place::WithBank) => {
                Ok(Place::Safe { keeper: *keeper })
            }
            (CustodyFact::FoundFaulty { keeper, .. }, Place::WithBank | Place::Safe { .. }) => {
                Ok(Place::Faulty { keeper: *keeper })
            }
            (CustodyFact::SentBack { .. }, Place::Faulty { .. }) => Ok(Place::ReturnedToBank),
            (CustodyFact::ReceiptCorrected { .. }, Place::Safe { .. } | Place::Faulty { .. })
                if self.first.is_none() =>
            {
                Ok(Place::WithBank)
            }
            (
                CustodyFact::Noticed { .. },
                place @ (Place::Safe { .. }
                | Place::Offered { .. }
                | Place::Counter { .. }
                | Place::GivingBack { .. }),
            ) if self.second.is_none() => Ok(place),
            (CustodyFact::Offered { to, transfer }, Place::Safe { keeper }) => Ok(Place::Offered {
                keeper,
                to: *to,
                transfer: *transfer,
            }),
            (
                CustodyFact::OfferWithdrawn { transfer: t },
                Place::Offered {
                    keeper, transfer, ..
                },
            ) if *t == transfer => Ok(Place::Safe { keeper }),
            (
                CustodyFact::Released { transfer: t },
                Place::Offered {
                    keeper,
                    to,
                    transfer,
                },
            ) if *t == transfer => Ok(Place::Counter {
                keeper,
                dispenser: to,
                transfer,
            }),
            (
                CustodyFact::ReturnOffered { transfer },
                Place::Counter {
                    keeper, dispenser, ..
                },
            ) => Ok(Place::GivingBack {
                keeper,
                dispenser,
                transfer: *transfer,
            }),
            (
                CustodyFact::ReturnWithdrawn { transfer: t },
                Place::GivingBack {
                    keeper,
                    dispenser,
                    transfer,
                },
            ) if *t == transfer => Ok(Place::Counter {
                keeper,
                dispenser,
                transfer,
            }),
            (
                CustodyFact::Returned {
                    transfer: t,
                    keeper,
                },
                Place::GivingBack { transfer, .. },
            ) if *t == transfer => Ok(Place::Safe { keeper: *keeper }),
            (CustodyFact::HandedOver { dispenser, .. }, Place::Counter { dispenser: d, .. })
                if *dispenser == d =>
            {
                Ok(Place::WithMember { dispenser: d })
            }
            // Only with small_cooperative, which the rules check: the keeper hands out straight from the safe.
            (CustodyFact::HandedOver { dispenser, .. }, Place::Safe { keeper })
                if *dispenser == keeper =>
            {
                Ok(Place::WithMember { dispenser: keeper })
            }
            _ => Err(WrongStep("the item is elsewhere")),
        }
    }
}

impl Aggregate for Item {
    type FactRow = CustodyFactRow;
    type Fact = CustodyFact;
    type Row = ItemRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &CustodyFact,
    ) -> Result<Self, WrongStep> {
        match state {
            None => Self::begin(id, on, fact),
            Some(item) => item.next(on, fact),
        }
    }

    fn row(&self) -> ItemRow {
        let keeper = match self.place {
            Place::Safe { keeper }
            | Place::Offered { keeper, .. }
            | Place::Counter { keeper, .. }
            | Place::GivingBack { keeper, .. }
            | Place::Faulty { keeper } => Some(keeper.get()),
            Place::WithBank | Place::WithMember { .. } | Place::ReturnedToBank => None,
        };
        let no = |n: &Option<Notice>| n.as_ref().map(|n| n.no.clone());
        let dated = |n: &Option<Notice>| n.as_ref().map(|n| n.dated.naive());
        let deadline = |n: &Option<Notice>| n.as_ref().map(|n| n.deadline.naive());
        ItemRow {
            id: self.id.get(),
            version: self.version,
            lane: self.lane.code().to_owned(),
            card_id: self.card.get(),
            member_id: self.member.get(),
            envelope_no: self.envelope_no.clone(),
            place: self.place.code().to_owned(),
            keeper_id: keeper,
            holder_id: self.place.holder().map(PersonId::get),
            transfer_id: self.place.transfer().map(TransferId::get),
            since: self.since.naive(),
            received_on: self.received_on.map(BusinessDate::naive),
            first_no: no(&self.first),
            first_on: dated(&self.first),
            first_deadline: deadline(&self.first),
            second_no: no(&self.second),
            second_on: dated(&self.second),
            second_deadline: deadline(&self.second),
            dispenser_id: self.dispensed_by.map(PersonId::get),
            handed_over_on: self.handed_over_on.map(BusinessDate::naive),
            hand_over_id: self.hand_over.map(HandOverId::get),
        }
    }
}
