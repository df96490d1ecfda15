//! A bank batch: which applications it carries, and what the bank answered to each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cards::applications::model::WrongState;
use crate::kernel::{ApplicationId, BatchId, BusinessDate, CardId, PersonId};

/// A batch when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// `8/2569`.
    pub no: String,
    /// Buddhist year of the day it was recorded.
    pub year: i32,
    /// The number in that year.
    pub running: i64,
    pub dated: BusinessDate,
    /// Number of the covering letter.
    pub letter_no: String,
    /// The officer who collected it (A6).
    pub by: PersonId,
    pub applications: Vec<ApplicationId>,
}

/// A line of the bank's list that became a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedLine {
    pub application: ApplicationId,
    pub card: CardId,
}

/// A line of the bank's list that was left aside for the bank to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its place in the list, from 0.
    pub line: usize,
    pub field: String,
    /// A stable code: `name_differs`.
    pub code: String,
}

/// A delivery list as far as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The bank's own number or date of the list, if it has one.
    pub reference: Option<String>,
    pub lines: Vec<ListedLine>,
    pub left_out: Vec<LeftOut>,
}

/// What can be told of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BatchFact {
    Made(Made),
    Delivered(Delivered),
    /// The bank does not make this card; why stands with the application.
    LineRefused {
        application: ApplicationId,
    },
    /// That refusal was written down by mistake: the bank still owes the card (C10).
    RefusalWithdrawn {
        application: ApplicationId,
    },
}

/// What the bank answered to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Awaited,
    Listed(CardId),
    Refused,
}

/// A bank batch as its facts tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    pub version: i64,
    pub made: Made,
    pub lines: BTreeMap<ApplicationId, Answer>,
    pub deliveries: Vec<Delivered>,
}

impl Batch {
    /// The batch after a fact.
    pub fn apply(before: Option<Self>, id: i64, fact: &BatchFact) -> Result<Self, WrongState> {
        match (before, fact) {
            (None, BatchFact::Made(made)) => Ok(Self {
                id: BatchId::new(id),
                version: 1,
                lines: made
                    .applications
                    .iter()
                    .map(|application| (*application, Answer::Awaited))
                    .collect(),
                made: made.clone(),
                deliveries: Vec::new(),
            }),
            (Some(batch), BatchFact::Delivered(list)) => batch.delivered(list),
            (Some(batch), BatchFact::LineRefused { application }) => {
                batch.answered(*application, Answer::Refused)
            }
            (Some(batch), BatchFact::RefusalWithdrawn { application }) => {
                batch.awaits_again(*application)
            }
            (Some(_), BatchFact::Made(_)) => Err(WrongState("the batch was made before")),
            (
                None,
                BatchFact::Delivered(_)
                | BatchFact::LineRefused { .. }
                | BatchFact::RefusalWithdrawn { .. },
            ) => Err(WrongState("a batch begins by being made")),
        }
    }

    fn delivered(self, list: &Delivered) -> Result<Self, WrongState> {
        let before = self.version;
        let mut batch = list.lines.iter().try_fold(self, |batch, line| {
            batch.answered(line.application, Answer::Listed(line.card))
        })?;
        batch.version = before + 1;
        batch.deliveries.push(list.clone());
        Ok(batch)
    }

    fn answered(mut self, application: ApplicationId, answer: Answer) -> Result<Self, WrongState> {
        match self.lines.insert(application, answer) {
            Some(Answer::Awaited) => {
                self.version += 1;
                Ok(self)
            }
            Some(Answer::Listed(_) | Answer::Refused) => {
                Err(WrongState("the bank answered to this line before"))
            }
            None => Err(WrongState("the application is not in this batch")),
        }
    }

    fn awaits_again(mut self, application: ApplicationId) -> Result<Self, WrongState> {
        match self.lines.insert(application, Answer::Awaited) {
            Some(Answer::Refused) => {
                self.version += 1;
                Ok(self)
            }
            Some(Answer::Awaited | Answer::Listed(_)) => {
                Err(WrongState("the bank did not refuse this line"))
            }
            None => Err(WrongState("the application is not in this batch")),
        }
    }

    /// How many lines have this kind of answer: awaited, listed, refused.
    pub fn counts(&self) -> (usize, usize, usize) {
        self.lines
            .values()
            .fold((0, 0, 0), |(a, l, r), answer| match answer {
                Answer::Awaited => (a + 1, l, r),
                Answer::Listed(_) => (a, l + 1, r),
                Answer::Refused => (a, l, r + 1),
            })
    }

    /// `sent`, `answered_in_part` once some of the cards are listed, or `answered`. A refusal alone brings nothing.
    pub fn state(&self) -> &'static str {
        match self.counts() {
            (0, _, _) => "answered",
            (_, 0, _) => "sent",
            (_, _, _) => "answered_in_part",
        }
    }
}
