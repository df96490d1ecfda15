//! A first count, and what the six steps are judged by.

use serde::{Deserialize, Serialize};

use super::schema::first_counts;
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::identity::model::Duty;
use crate::kernel::{BusinessDate, PersonId};

told_facts!(
    /// What was told of a first count.
    FirstCountFactRow, first_count_facts
);

projection_row! {
    /// A first count as pages read it.
    pub struct FirstCountRow in first_counts {
        pub id: i64,
        pub version: i64,
        pub counted_on: chrono::NaiveDate,
        pub cards: i64,
        pub envelopes: i64,
        pub register_cards: i64,
        pub register_envelopes: i64,
        pub person_id: i64,
        pub with_person_id: i64,
        pub note: String,
    }
}

/// Pieces of each lane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces {
    pub cards: i64,
    pub envelopes: i64,
}

/// C3: what two persons found, and what the registers said at that moment. The two may differ: each is a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub found: Pieces,
    pub registers: Pieces,
    pub by: PersonId,
    pub with: PersonId,
    pub note: String,
}

/// What can be told of a first count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FirstCountFact {
    Counted(Counted),
}

/// A first count as its fact tells it; it never changes. Whoever counted wrong counts again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstCount {
    pub id: i64,
    pub on: BusinessDate,
    pub counted: Counted,
}

impl Aggregate for FirstCount {
    type FactRow = FirstCountFactRow;
    type Fact = FirstCountFact;
    type Row = FirstCountRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &FirstCountFact,
    ) -> Result<Self, WrongStep> {
        let FirstCountFact::Counted(counted) = fact;
        match state {
            Some(_) => Err(WrongStep("a count is told once")),
            None => Ok(Self {
                id,
                on,
                counted: counted.clone(),
            }),
        }
    }

    fn row(&self) -> FirstCountRow {
        let of = &self.counted;
        FirstCountRow {
            id: self.id,
            version: 1,
            counted_on: self.on.naive(),
            cards: of.found.cards,
            envelopes: of.found.envelopes,
            register_cards: of.registers.cards,
            register_envelopes: of.registers.envelopes,
            person_id: of.by.get(),
            with_person_id: of.with.get(),
            note: of.note.clone(),
        }
    }
}

/// The newest first count as the steps read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    pub on: BusinessDate,
    pub found: Pieces,
    pub registers: Pieces,
    pub by: String,
    pub with: String,
    pub note: String,
}

/// How far the take-over of the old registers has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    pub first_day: BusinessDate,
    pub cards: i64,
    pub open_exceptions: i64,
    pub ended_on: Option<BusinessDate>,
}

/// Whose place among the people is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Manager,
    Board,
    Staff,
}

/// Everything that the six steps are judged by, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    pub today: BusinessDate,
    /// Places that nobody with an account has.
    pub lacking_people: Vec<Place>,
    /// Duties that the way of a card needs and nobody holds.
    pub lacking_duties: Vec<Duty>,
    /// First and last day of the calendar of holidays.
    pub calendar: Option<(BusinessDate, BusinessDate)>,
    pub members: i64,
    pub register: Option<Register>,
    pub count: Option<Newest>,
}

/// One of the six steps, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    People,
    Orders,
    Holidays,
    Members,
    Register,
    FirstCount,
}

impl Step {
    pub const ALL: [Self; 6] = [
        Self::People,
        Self::Orders,
        Self::Holidays,
        Self::Members,
        Self::Register,
        Self::FirstCount,
    ];
}
