//! A cash card: what is known of it beside where it lies.

use serde::{Deserialize, Serialize};

use super::custody::keep_cards;
use super::schema::cards;
use crate::db::{Aggregate, Beside, WrongStep, projection_row, told_facts};
use crate::kernel::{ApplicationId, BatchId, BusinessDate, CardId, HandOverId, MemberId, PersonId};
use crate::vault::Sealed;

told_facts!(
    /// What was told of a card.
    CardFactRow, card_facts
);

projection_row! {
    /// A card as the lists read it.
    pub struct CardRow in cards {
        pub id: i64,
        pub version: i64,
        pub member_id: i64,
        pub application_id: Option<i64>,
        pub batch_id: Option<i64>,
        pub last_four: String,
        pub number_index: String,
        pub number_sealed: String,
        pub name_on_card: String,
        pub expires_on: chrono::NaiveDate,
        pub expiry_derived: i32,
        pub standing: String,
        pub standing_on: Option<chrono::NaiveDate>,
        pub taken_over: i32,
        pub unsettled: i64,
    }
}

/// Whether the bank honours the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Sound,
    /// The member had it blocked (A8.1); it never comes back.
    Blocked {
        on: BusinessDate,
    },
    /// The bank cancelled it.
    Cancelled {
        on: BusinessDate,
    },
    /// The member gave it back for the card that stands in for it (A5.1).
    TakenIn {
        on: BusinessDate,
    },
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Blocked { .. } => "blocked",
            Self::Cancelled { .. } => "cancelled",
            Self::TakenIn { .. } => "taken_in",
        }
    }

    pub fn since(self) -> Option<BusinessDate> {
        match self {
            Self::Sound => None,
            Self::Blocked { on } | Self::Cancelled { on } | Self::TakenIn { on } => Some(on),
        }
    }
}

/// Why a card was blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockCause {
    Lost,
    PinForgotten,
}

/// What the bank printed on a card (A5.2). The number is sealed under the member's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    pub last_four: String,
    /// HMAC of the number, so that the same number is never listed twice.
    pub number_index: String,
    pub number: Sealed,
    pub name_on_card: String,
    pub expires_on: BusinessDate,
    /// The card shows month and year only; the day is the month's last.
    pub expiry_derived: bool,
}

/// What can be told of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CardFact {
    /// The bank's delivery list names it.
    Listed {
        member: MemberId,
        application: ApplicationId,
        batch: BatchId,
        print: Print,
    },
    /// It stood in the registers that were kept before this program.
    TakenOver { member: MemberId, print: Print },
    /// So many things in the old registers break a rule: it is not active until each is settled.
    Excepted { count: i64 },
    /// So many of them were settled.
    Settled { count: i64 },
    /// Lost, or its PIN forgotten: the member had the bank block it (A8.1).
    Blocked {
        cause: BlockCause,
        bank_reference: Option<String>,
    },
    /// The bank cancelled it.
    Cancelled { bank_reference: String },
    /// Its member gave it back when the card that stands in for it was handed over (A5.1).
    TakenIn {
        /// The dispenser, who has it until it is destroyed.
        by: PersonId,
        hand_over: HandOverId,
    },
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub id: CardId,
    pub version: i64,
    pub member: MemberId,
    pub application: Option<ApplicationId>,
    pub batch: Option<BatchId>,
    pub print: Print,
    pub standing: Standing,
    /// Why it was blocked, if it ever was.
    pub cause: Option<BlockCause>,
    pub taken_over: bool,
    /// What the bank gave the member for the block, where it was said.
    pub block_reference: Option<String>,
    /// Exceptions of the old registers that nobody has settled yet.
    pub unsettled: i64,
    /// When it became known here, or one of its exceptions was settled last: it could not be active before.
    pub usable_since: BusinessDate,
    /// Who took it in when its member gave it back: he has had the card in hand (A7.2.3x).
    pub taken_in_by: Option<PersonId>,
}

impl Card {
    /// The last day the card can be used has passed.
    pub fn is_expired(&self, today: BusinessDate) -> bool {
        today > self.print.expires_on
    }

    fn begin(id: i64, on: BusinessDate, fact: &CardFact) -> Result<Self, WrongStep> {
        let (member, application, batch, print) = match fact {
            CardFact::Listed {
                member,
                application,
                batch,
                print,
            } => (*member, Some(*application), Some(*batch), print),
            CardFact::TakenOver { member, print } => (*member, None, None, print),
            CardFact::Excepted { .. }
            | CardFact::Settled { .. }
            | CardFact::Blocked { .. }
            | CardFact::Cancelled { .. }
            | CardFact::TakenIn { .. } => {
                return Err(WrongStep("the card is not known"));
            }
        };
        Ok(Self {
            id: CardId::new(id),
            version: 1,
            member,
            application,
            batch,
            print: print.clone(),
            standing: Standing::Sound,
            cause: None,
            taken_over: application.is_none(),
            block_reference: None,
            unsettled: 0,
            usable_since: on,
            taken_in_by: None,
        })
    }

    fn next(mut self, on: BusinessDate, fact: &CardFact) -> Result<Self, WrongStep> {
        self.keep(on, fact);
        self.standing = match (fact, self.standing) {
            (CardFact::Listed { .. } | CardFact::TakenOver { .. }, _) => {
                return Err(WrongStep("the card is known already"));
            }
            (CardFact::Excepted { .. } | CardFact::Settled { .. }, standing) => standing,
            (CardFact::Blocked { .. }, Standing::Sound) => Standing::Blocked { on },
            (CardFact::TakenIn { .. }, Standing::Sound) => Standing::TakenIn { on },
            (
                CardFact::Blocked { .. } | CardFact::TakenIn { .. },
                Standing::Blocked { .. } | Standing::Cancelled { .. } | Standing::TakenIn { .. },
            ) => {
                return Err(WrongStep("the card is blocked already"));
            }
            (
                CardFact::Cancelled { .. },
                Standing::Sound | Standing::Blocked { .. } | Standing::TakenIn { .. },
            ) => Standing::Cancelled { on },
            (CardFact::Cancelled { .. }, Standing::Cancelled { .. }) => {
                return Err(WrongStep("the card is cancelled already"));
            }
        };
        if self.unsettled < 0 {
            return Err(WrongStep("more is settled than was excepted"));
        }
        self.version += 1;
        Ok(self)
    }

    /// What a fact tells beside the standing.
    fn keep(&mut self, on: BusinessDate, fact: &CardFact) {
        match fact {
            CardFact::Excepted { count } => self.unsettled += count,
            CardFact::Settled { count } => {
                self.unsettled -= count;
                self.usable_since = on;
            }
            CardFact::Blocked {
                cause,
                bank_reference,
            } => {
                self.cause = Some(*cause);
                self.block_reference.clone_from(bank_reference);
            }
            CardFact::TakenIn { by, .. } => self.taken_in_by = Some(*by),
            CardFact::Listed { .. } | CardFact::TakenOver { .. } | CardFact::Cancelled { .. } => {}
        }
    }
}

impl Aggregate for Card {
    type FactRow = CardFactRow;
    type Fact = CardFact;
    type Row = CardRow;
    const BESIDE: Option<Beside<Self>> = Some(keep_cards);

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &CardFact,
    ) -> Result<Self, WrongStep> {
        match state {
            None => Self::begin(id, on, fact),
            Some(card) => card.next(on, fact),
        }
    }

    fn row(&self) -> CardRow {
        CardRow {
            id: self.id.get(),
            version: self.version,
            member_id: self.member.get(),
            application_id: self.application.map(ApplicationId::get),
            batch_id: self.batch.map(BatchId::get),
            last_four: self.print.last_four.clone(),
            number_index: self.print.number_index.clone(),
            number_sealed: self.print.number.as_str().to_owned(),
            name_on_card: self.print.name_on_card.clone(),
            expires_on: self.print.expires_on.naive(),
            expiry_derived: i32::from(self.print.expiry_derived),
            standing: self.standing.code().to_owned(),
            standing_on: self.standing.since().map(BusinessDate::naive),
            taken_over: i32::from(self.taken_over),
            unsettled: self.unsettled,
        }
    }
}
