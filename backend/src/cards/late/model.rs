//! A late record: what it is of, both its days, and by which of them it is late.

use serde::{Deserialize, Serialize};

use super::schema::late_records;
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::kernel::{BusinessDate, PersonId};

told_facts!(
    /// What was told of a late record.
    LateFactRow, late_record_facts
);

projection_row! {
    /// A late record as its list reads it.
    pub struct LateRow in late_records {
        pub id: i64,
        pub version: i64,
        pub what: String,
        pub subject_id: i64,
        pub no: String,
        pub left_on: chrono::NaiveDate,
        pub recorded_on: chrono::NaiveDate,
        pub due_on: Option<chrono::NaiveDate>,
        pub late_by_left: i32,
        pub late_by_recorded: i32,
        pub reason: String,
        pub person_id: i64,
    }
}

/// What whoever records it says of a paper that left earlier.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// The day that the paper bears and on which it left.
    pub left_on: BusinessDate,
    pub reason: String,
}

/// What was recorded late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Letter,
    Batch,
    Application,
}

impl What {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Batch => "batch",
            Self::Application => "application",
        }
    }
}

/// A late record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    pub what: What,
    /// Id of the letter, batch or application.
    pub subject: i64,
    /// Its number.
    pub no: String,
    /// The day it bears.
    pub left_on: BusinessDate,
    pub recorded_on: BusinessDate,
    /// The last day by its rule, where one ran.
    pub due_on: Option<BusinessDate>,
    pub reason: String,
    pub by: PersonId,
}

impl Recorded {
    /// Late by the day it bears.
    pub fn is_late_by_left(&self) -> bool {
        self.due_on.is_some_and(|due| self.left_on > due)
    }

    /// Late by the day it was recorded.
    pub fn is_late_by_recorded(&self) -> bool {
        self.due_on.is_some_and(|due| self.recorded_on > due)
    }
}

/// What can be told of a late record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LateFact {
    Recorded(Recorded),
}

/// A late record as its fact tells it; it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRecord {
    pub id: i64,
    pub recorded: Recorded,
}

impl Aggregate for LateRecord {
    type FactRow = LateFactRow;
    type Fact = LateFact;
    type Row = LateRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        _on: BusinessDate,
        fact: &LateFact,
    ) -> Result<Self, WrongStep> {
        let LateFact::Recorded(recorded) = fact;
        match state {
            Some(_) => Err(WrongStep("a late record is told once")),
            None => Ok(Self {
                id,
                recorded: recorded.clone(),
            }),
        }
    }

    fn row(&self) -> LateRow {
        let of = &self.recorded;
        LateRow {
            id: self.id,
            version: 1,
            what: of.what.code().to_owned(),
            subject_id: of.subject,
            no: of.no.clone(),
            left_on: of.left_on.naive(),
            recorded_on: of.recorded_on.naive(),
            due_on: of.due_on.map(BusinessDate::naive),
            late_by_left: i32::from(of.is_late_by_left()),
            late_by_recorded: i32::from(of.is_late_by_recorded()),
            reason: of.reason.clone(),
            person_id: of.by.get(),
        }
    }
}
