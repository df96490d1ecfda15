//! How far the take-over has come: the first day of work here, the imports, the end (article 2, practice). One installation
//! has one.

use serde::{Deserialize, Serialize};

use super::schema::take_overs;
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::kernel::BusinessDate;

/// The only subject of its facts.
pub const SUBJECT: i64 = 1;

told_facts!(
    /// What was told of the take-over.
    TakeOverFactRow, take_over_facts
);

projection_row! {
    /// The take-over as pages read it.
    pub struct TakeOverRow in take_overs {
        pub id: i64,
        pub version: i64,
        pub first_day: chrono::NaiveDate,
        pub imports: i64,
        pub cards: i64,
        pub ended_on: Option<chrono::NaiveDate>,
    }
}

/// What can be told of the take-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TakeOverFact {
    /// The manager names the first day of work here; the registers kept before end the day before.
    FirstDay {
        day: BusinessDate,
        /// Why it is another than was named before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A file was taken over; `hash` is that of the file that was previewed.
    Imported {
        hash: String,
        cards: i64,
        exceptions: i64,
        /// Buddhist years, each with the letter number that the file bears and that the program goes on after.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        letters: Vec<(i64, i64)>,
    },
    /// Nothing more is taken over.
    Ended {
        /// Nothing ever was: the manager says that there is no old register.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        no_register: bool,
    },
}

/// The take-over as its facts tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeOver {
    pub version: i64,
    pub first_day: BusinessDate,
    pub imports: i64,
    pub cards: i64,
    pub ended_on: Option<BusinessDate>,
}

impl Aggregate for TakeOver {
    type FactRow = TakeOverFactRow;
    type Fact = TakeOverFact;
    type Row = TakeOverRow;

    fn apply(
        state: Option<Self>,
        _id: i64,
        on: BusinessDate,
        fact: &TakeOverFact,
    ) -> Result<Self, WrongStep> {
        match (state, fact) {
            (None, TakeOverFact::FirstDay { day, .. }) => Ok(Self {
                version: 1,
                first_day: *day,
                imports: 0,
                cards: 0,
                ended_on: None,
            }),
            (None, TakeOverFact::Imported { .. } | TakeOverFact::Ended { .. }) => {
                Err(WrongStep("a take-over begins with the first day"))
            }
            (Some(before), _) if before.ended_on.is_some() => {
                Err(WrongStep("the take-over has ended"))
            }
            (Some(before), fact) => before.next(on, fact),
        }
    }

    fn row(&self) -> TakeOverRow {
        TakeOverRow {
            id: SUBJECT,
            version: self.version,
            first_day: self.first_day.naive(),
            imports: self.imports,
            cards: self.cards,
            ended_on: self.ended_on.map(BusinessDate::naive),
        }
    }
}

impl TakeOver {
    fn next(self, on: BusinessDate, fact: &TakeOverFact) -> Result<Self, WrongStep> {
        let version = self.version + 1;
        match fact {
            TakeOverFact::FirstDay { day, .. } if self.imports == 0 => Ok(Self {
                version,
                first_day: *day,
                ..self
            }),
            TakeOverFact::FirstDay { .. } => Err(WrongStep("registers were taken over already")),
            TakeOverFact::Imported { cards, .. } => Ok(Self {
                version,
                imports: self.imports + 1,
                cards: self.cards + cards,
                ..self
            }),
            TakeOverFact::Ended { .. } => Ok(Self {
                version,
                ended_on: Some(on),
                ..self
            }),
        }
    }
}
