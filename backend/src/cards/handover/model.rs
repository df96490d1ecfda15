//! A hand-over from the opened page to the accepted signature.

use serde::{Deserialize, Serialize};

use super::super::custody::model::{Evidence, Identified, Lane};
use super::super::error::CardError;
use super::super::schema::hand_overs;
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::kernel::{
    AttachmentId, BusinessDate, CardId, HandOverId, Instant, ItemId, MemberId, PersonId,
    SignatureId,
};

told_facts!(
    /// What was told of a hand-over.
    HandOverFactRow, hand_over_facts
);

projection_row! {
    /// A hand-over as the desk reads it.
    pub struct HandOverRow in hand_overs {
        pub id: i64,
        pub version: i64,
        pub item_id: i64,
        pub lane: String,
        pub card_id: i64,
        pub member_id: i64,
        pub officer_id: i64,
        pub desk: String,
        pub opened_on: chrono::NaiveDate,
        pub opened_at: i64,
        pub round: i64,
        pub joined: i32,
        pub state: String,
        pub signature_id: Option<i64>,
        pub paper_id: Option<i64>,
    }
}

/// What the member put on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Signature,
    ThumbPrint,
}

/// C5: a thumb print has two witnesses, neither of them the other nor the dispenser; a signature has none.
pub fn witnessed(mark: Mark, witnesses: &[PersonId], officer: PersonId) -> Result<(), CardError> {
    match (mark, witnesses) {
        (Mark::Signature, []) => Ok(()),
        (Mark::ThumbPrint, [one, two]) if one != two && ![one, two].contains(&&officer) => Ok(()),
        (Mark::Signature | Mark::ThumbPrint, _) => Err(CardError::Witnesses),
    }
}

/// What the officer opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub item: ItemId,
    pub lane: Lane,
    pub card: CardId,
    pub member: MemberId,
    pub officer: PersonId,
    /// Where the tablet stands: `โต๊ะ 1`.
    pub desk: String,
    pub identified: Identified,
    /// Who witnessed a thumb print on paper (C5); nobody where the member signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<PersonId>,
    /// Earlier cards that the member gives back with this one (A5.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes_in: Vec<CardId>,
    /// The exact text the member is shown and signs.
    pub text_shown: String,
    /// Machine time, from which the desk code lives.
    pub opened_at: Instant,
}

/// What can be told of a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HandOverFact {
    Opened(Opening),
    /// A new desk code; the one before and its tablet are void. A signature given meanwhile is not used.
    SentAgain {
        at: Instant,
    },
    /// A tablet entered the desk code, which is used up by it.
    Joined,
    Signed {
        signature: SignatureId,
    },
    Accepted {
        evidence: Evidence,
    },
    Cancelled,
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOverState {
    Open,
    Signed(SignatureId),
    Accepted(Evidence),
    Cancelled,
}

impl HandOverState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Signed(_) => "signed",
            Self::Accepted(_) => "accepted",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    pub id: HandOverId,
    pub version: i64,
    pub opened_on: BusinessDate,
    pub opening: Opening,
    /// Counts the desk codes; only the newest one and its tablet are good.
    pub round: i64,
    pub sent_at: Instant,
    pub joined: bool,
    pub state: HandOverState,
}

impl HandOver {
    fn next(mut self, fact: &HandOverFact) -> Result<Self, WrongStep> {
        self.version += 1;
        match (fact, self.state) {
            (HandOverFact::SentAgain { at }, HandOverState::Open | HandOverState::Signed(_)) => {
                self.round += 1;
                self.sent_at = *at;
                self.joined = false;
                self.state = HandOverState::Open;
            }
            (HandOverFact::Joined, HandOverState::Open) if !self.joined => self.joined = true,
            (HandOverFact::Signed { signature }, HandOverState::Open) => {
                self.state = HandOverState::Signed(*signature)
            }
            (
                HandOverFact::Accepted { evidence },
                HandOverState::Open | HandOverState::Signed(_),
            ) => {
                self.state = HandOverState::Accepted(*evidence);
            }
            (HandOverFact::Cancelled, HandOverState::Open | HandOverState::Signed(_)) => {
                self.state = HandOverState::Cancelled
            }
            _ => return Err(WrongStep("the hand-over is elsewhere")),
        }
        Ok(self)
    }

    pub fn signature(&self) -> Option<SignatureId> {
        match self.state {
            HandOverState::Signed(signature)
            | HandOverState::Accepted(Evidence::Signature(signature)) => Some(signature),
            HandOverState::Open
            | HandOverState::Accepted(Evidence::Paper(_))
            | HandOverState::Cancelled => None,
        }
    }

    pub fn paper(&self) -> Option<AttachmentId> {
        match self.state {
            HandOverState::Accepted(Evidence::Paper(paper)) => Some(paper),
            HandOverState::Accepted(Evidence::Signature(_))
            | HandOverState::Open
            | HandOverState::Signed(_)
            | HandOverState::Cancelled => None,
        }
    }
}

impl Aggregate for HandOver {
    type FactRow = HandOverFactRow;
    type Fact = HandOverFact;
    type Row = HandOverRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &HandOverFact,
    ) -> Result<Self, WrongStep> {
        match (state, fact) {
            (None, HandOverFact::Opened(opening)) => Ok(Self {
                id: HandOverId::new(id),
                version: 1,
                opened_on: on,
                opening: opening.clone(),
                round: 1,
                sent_at: opening.opened_at,
                joined: false,
                state: HandOverState::Open,
            }),
            (Some(hand_over), fact) => hand_over.next(fact),
            (None, _) => Err(WrongStep("the hand-over is not known")),
        }
    }

    fn row(&self) -> HandOverRow {
        HandOverRow {
            id: self.id.get(),
            version: self.version,
            item_id: self.opening.item.get(),
            lane: self.opening.lane.code().to_owned(),
            card_id: self.opening.card.get(),
            member_id: self.opening.member.get(),
            officer_id: self.opening.officer.get(),
            desk: self.opening.desk.clone(),
            opened_on: self.opened_on.naive(),
            opened_at: self.opening.opened_at.as_micros(),
            round: self.round,
            joined: i32::from(self.joined),
            state: self.state.code().to_owned(),
            signature_id: self.signature().map(SignatureId::get),
            paper_id: self.paper().map(AttachmentId::get),
        }
    }
}
