//! A release to a dispenser or a return to the keeper: offered by one person, confirmed by the other (C2).

use serde::{Deserialize, Serialize};

use super::super::schema::transfers;
use super::model::Lane;
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::kernel::{BusinessDate, Instant, ItemId, PersonId, TransferId};

told_facts!(
    /// What was told of a release or return.
    TransferFactRow, transfer_facts
);

projection_row! {
    /// A release or return as the lists read it.
    pub struct TransferRow in transfers {
        pub id: i64,
        pub version: i64,
        pub lane: String,
        pub direction: String,
        pub from_person_id: i64,
        pub to_person_id: i64,
        pub items: i64,
        pub state: String,
        pub offered_on: chrono::NaiveDate,
        pub offered_at: i64,
        pub due_back_at: Option<String>,
    }
}

/// Which way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Release,
    Return,
}

impl Direction {
    pub fn code(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Return => "return",
        }
    }
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferState {
    Offered,
    Confirmed,
    Withdrawn,
}

impl TransferState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Confirmed => "confirmed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What is offered, by whom, to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub lane: Lane,
    pub direction: Direction,
    pub from: PersonId,
    pub to: PersonId,
    pub items: Vec<ItemId>,
    pub offered_at: Instant,
    /// Bangkok date and time by which released items come back, `2026-11-21 15:30`.
    pub due_back_at: Option<String>,
}

/// What can be told of a release or return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TransferFact {
    Offered(Offer),
    Confirmed,
    Withdrawn,
}

/// A release or return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub version: i64,
    pub offered_on: BusinessDate,
    pub offer: Offer,
    pub state: TransferState,
}

impl Aggregate for Transfer {
    type FactRow = TransferFactRow;
    type Fact = TransferFact;
    type Row = TransferRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &TransferFact,
    ) -> Result<Self, WrongStep> {
        let next = |transfer: Self, state| match transfer.state {
            TransferState::Offered => Ok(Self {
                version: transfer.version + 1,
                state,
                ..transfer
            }),
            TransferState::Confirmed | TransferState::Withdrawn => {
                Err(WrongStep("the release is closed"))
            }
        };
        match (state, fact) {
            (None, TransferFact::Offered(offer)) => Ok(Self {
                id: TransferId::new(id),
                version: 1,
                offered_on: on,
                offer: offer.clone(),
                state: TransferState::Offered,
            }),
            (Some(transfer), TransferFact::Confirmed) => next(transfer, TransferState::Confirmed),
            (Some(transfer), TransferFact::Withdrawn) => next(transfer, TransferState::Withdrawn),
            (Some(_), TransferFact::Offered(_)) => Err(WrongStep("the release is known already")),
            (None, TransferFact::Confirmed | TransferFact::Withdrawn) => {
                Err(WrongStep("the release is not known"))
            }
        }
    }

    fn row(&self) -> TransferRow {
        TransferRow {
            id: self.id.get(),
            version: self.version,
            lane: self.offer.lane.code().to_owned(),
            direction: self.offer.direction.code().to_owned(),
            from_person_id: self.offer.from.get(),
            to_person_id: self.offer.to.get(),
            items: self.offer.items.len() as i64,
            state: self.state.code().to_owned(),
            offered_on: self.offered_on.naive(),
            offered_at: self.offer.offered_at.as_micros(),
            due_back_at: self.offer.due_back_at.clone(),
        }
    }
}
