//! An item in custody: a card or a PIN envelope, where it is and in whose hands.

use super::super::schema::custody_items;
use super::{beside, history::History};
use crate::db::{Aggregate, Beside, WrongStep, projection_row, told_facts};
use crate::kernel::{BusinessDate, CardId, HandOverId, ItemId, MemberId, PersonId, TransferId};

pub use super::fact::{CustodyFact, Evidence, Identified, Notice, Part, Past};
pub use super::place::{Fault, Lane, Place};

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
    /// Who had it in hand, what an old register says of it, and the numbers it has borne.
    pub history: History,
}

impl Item {
    fn begin(id: i64, on: BusinessDate, fact: &CustodyFact) -> Result<Self, WrongStep> {
        match fact {
            CustodyFact::Expected {
                lane,
                card,
                member,
                envelope_no,
            } => Ok(Self::at_bank(id, on, (*lane, *card, *member), envelope_no)),
            CustodyFact::TakenOver {
                lane,
                card,
                member,
                envelope_no,
                past,
            } => {
                let mut item = Self::at_bank(id, on, (*lane, *card, *member), envelope_no);
                item.take_over(past.clone())?;
                Ok(item)
            }
            CustodyFact::PastHand { .. }
            | CustodyFact::Received { .. }
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
            | CustodyFact::HandedOver { .. } => Err(WrongStep("the item is not known")),
        }
    }

    /// An item that nobody of ours has had in hand.
    fn at_bank(
        id: i64,
        on: BusinessDate,
        (lane, card, member): (Lane, CardId, MemberId),
        envelope_no: &Option<String>,
    ) -> Self {
        Self {
            id: ItemId::new(id),
            version: 1,
            lane,
            card,
            member,
            envelope_no: envelope_no.clone(),
            place: Place::WithBank,
            since: on,
            received_on: None,
            first: None,
            second: None,
            handed_over_on: None,
            dispensed_by: None,
            hand_over: None,
            history: History::listed(envelope_no),
        }
    }

    fn take_over(&mut self, past: Past) -> Result<(), WrongStep> {
        self.history.take_over(&past);
        self.place = match (past.handed_over_on, past.keeper) {
            (Some(_), _) => Place::WithMember,
            (None, Some(keeper)) => Place::Safe { keeper },
            (None, None) => {
                return Err(WrongStep("an item that was not handed over has a keeper"));
            }
        };
        self.since = past
            .handed_over_on
            .or(past.received_on)
            .unwrap_or(self.since);
        self.received_on = past.received_on;
        self.first = past.first;
        self.second = past.second;
        self.handed_over_on = past.handed_over_on;
        self.dispensed_by = past.dispenser;
        Ok(())
    }

    fn went_out(&mut self, on: BusinessDate, dispenser: PersonId, hand_over: HandOverId) {
        self.handed_over_on = Some(on);
        self.dispensed_by = Some(dispenser);
        self.hand_over = Some(hand_over);
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
            CustodyFact::PastHand { part, person } if *part == Part::Dispenser => {
                self.dispensed_by = Some(*person);
            }
            CustodyFact::Noticed { notice } if self.first.is_none() => {
                self.first = Some(notice.clone())
            }
            CustodyFact::Noticed { notice } => self.second = Some(notice.clone()),
            CustodyFact::HandedOver {
                dispenser,
                hand_over,
                ..
            } => self.went_out(on, *dispenser, *hand_over),
            CustodyFact::Expected { .. }
            | CustodyFact::TakenOver { .. }
            | CustodyFact::PastHand { .. }
            | CustodyFact::FoundFaulty { .. }
            | CustodyFact::SentBack { .. }
            | CustodyFact::Offered { .. }
            | CustodyFact::OfferWithdrawn { .. }
            | CustodyFact::Released { .. }
            | CustodyFact::ReturnOffered { .. }
            | CustodyFact::ReturnWithdrawn { .. }
            | CustodyFact::Returned { .. } => {}
        }
        self.history.tell(fact, self.place.holder());
        self.version += 1;
        Ok(self)
    }

    /// The place after a move. Each fact is decided here, once: a new one does not compile until it is. What its family does
    /// not take is refused.
    fn moved(&self, fact: &CustodyFact) -> Result<Place, WrongStep> {
        let to = match fact {
            CustodyFact::Expected { .. } | CustodyFact::TakenOver { .. } => None,
            CustodyFact::PastHand { part, .. } => self.past_hand(*part),
            CustodyFact::Received { keeper, .. } => self.received(*keeper),
            CustodyFact::FoundFaulty { keeper, .. } => self.found_faulty(*keeper),
            CustodyFact::SentBack { .. } => self.sent_back(),
            CustodyFact::ReceiptCorrected { .. } => self.receipt_corrected(),
            CustodyFact::Noticed { .. } => self.noticed(),
            CustodyFact::Offered { to, transfer } => self.offered(*to, *transfer),
            CustodyFact::OfferWithdrawn { transfer } => self.offer_withdrawn(*transfer),
            CustodyFact::Released { transfer } => self.released(*transfer),
            CustodyFact::ReturnOffered { transfer } => self.return_offered(*transfer),
            CustodyFact::ReturnWithdrawn { transfer } => self.return_withdrawn(*transfer),
            CustodyFact::Returned { transfer, keeper } => self.returned(*transfer, *keeper),
            CustodyFact::HandedOver { dispenser, .. } => self.handed_over(*dispenser),
        };
        to.ok_or(WrongStep("the item is elsewhere"))
    }
}

impl Aggregate for Item {
    type FactRow = CustodyFactRow;
    type Fact = CustodyFact;
    type Row = ItemRow;
    const BESIDE: Option<Beside<Self>> = Some(beside::keep);

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
            Place::WithBank | Place::WithMember | Place::ReturnedToBank => None,
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
