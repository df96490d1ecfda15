//! What breaks a rule in the registers taken over: kept, said, and settled by the manager. It is never dropped.

use serde::{Deserialize, Serialize};

use super::super::custody::model::{Lane, Part};
use crate::db::{Aggregate, WrongStep, projection_row, told_facts};
use crate::kernel::{BusinessDate, CardId, MemberId, PersonId, Rule};

told_facts!(
    /// What was told of an exception.
    ExceptionFactRow, take_over_exception_facts
);

diesel::table! {
    /// Projection: what breaks a rule in the registers taken over.
    take_over_exceptions (id) {
        id -> BigInt,
        version -> BigInt,
        import -> BigInt,
        line -> BigInt,
        card_id -> BigInt,
        member_id -> BigInt,
        what -> Text,
        rule -> Text,
        lane -> Nullable<Text>,
        part -> Nullable<Text>,
        name -> Nullable<Text>,
        on_day -> Nullable<Date>,
        before_regulation -> Integer,
        state -> Text,
        settled_on -> Nullable<Date>,
        settled_by -> Nullable<BigInt>,
        matched_person_id -> Nullable<BigInt>,
        reason -> Nullable<Text>,
    }
}

projection_row! {
    /// An exception as its list reads it.
    pub struct ExceptionRow in take_over_exceptions {
        pub id: i64,
        pub version: i64,
        pub import: i64,
        pub line: i64,
        pub card_id: i64,
        pub member_id: i64,
        pub what: String,
        pub rule: String,
        pub lane: Option<String>,
        pub part: Option<String>,
        pub name: Option<String>,
        pub on_day: Option<chrono::NaiveDate>,
        pub before_regulation: i32,
        pub state: String,
        pub settled_on: Option<chrono::NaiveDate>,
        pub settled_by: Option<i64>,
        pub matched_person_id: Option<i64>,
        pub reason: Option<String>,
    }
}

/// What a row of an old register breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// One person kept card and envelope (A7.1.3).
    SameKeeper,
    /// One person handed over one half and had the other in hand (A7.2.3x).
    BothHalves,
    /// The keeper handed over what he kept, where the cooperative was not small (A7.2.3x, note **4).
    KeeperDispensed,
    /// A name that nobody here bears, or more than one.
    UnknownName,
    /// It was handed over, and the register does not say by whom.
    NoName,
    /// The register names a keeper who does not keep it today.
    NotKeeper,
    /// It went to, or lies here for, someone who was no member (A4).
    NotMember,
    /// Somebody known here kept it or handed it over, and none of the roles he ever had lets him (A7.1.1 to A7.2.3).
    NotEligible,
    /// The member has another active card (A5.1).
    SecondActive,
    /// Older than the regulation (R0).
    BeforeRegulation,
    LetterBeforeReceipt,
    /// A letter asks the member to collect what he has (A7.2.1).
    LetterAfterHandOver,
    HandedBeforeReceipt,
    /// A second letter before the first one's last day, or without a first (A7.2.4).
    SecondLetterEarly,
    /// It lies in a safe and the register does not say since when.
    Undated,
}

impl What {
    pub const ALL: [Self; 15] = [
        Self::SameKeeper,
        Self::BothHalves,
        Self::KeeperDispensed,
        Self::UnknownName,
        Self::NoName,
        Self::NotKeeper,
        Self::NotMember,
        Self::NotEligible,
        Self::SecondActive,
        Self::BeforeRegulation,
        Self::LetterBeforeReceipt,
        Self::LetterAfterHandOver,
        Self::HandedBeforeReceipt,
        Self::SecondLetterEarly,
        Self::Undated,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::SameKeeper => "same_keeper",
            Self::BothHalves => "both_halves",
            Self::KeeperDispensed => "keeper_dispensed",
            Self::UnknownName => "unknown_name",
            Self::NoName => "no_name",
            Self::NotKeeper => "not_keeper",
            Self::NotMember => "not_member",
            Self::NotEligible => "not_eligible",
            Self::SecondActive => "second_active",
            Self::BeforeRegulation => "before_regulation",
            Self::LetterBeforeReceipt => "letter_before_receipt",
            Self::LetterAfterHandOver => "letter_after_hand_over",
            Self::HandedBeforeReceipt => "handed_before_receipt",
            Self::SecondLetterEarly => "second_letter_early",
            Self::Undated => "undated",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }

    /// The rule it breaks; of keeping and handing over, each lane has its own.
    pub const fn rule(self, lane: Option<Lane>, part: Option<Part>) -> Rule {
        match self {
            Self::SameKeeper => Rule::A7_1_3,
            Self::BothHalves | Self::KeeperDispensed => Rule::A7_2_3X,
            Self::UnknownName | Self::NoName | Self::NotEligible => by_part(lane, part),
            Self::NotKeeper | Self::HandedBeforeReceipt | Self::Undated => {
                by_part(lane, Some(Part::Keeper))
            }
            Self::NotMember => Rule::A4,
            Self::SecondActive => Rule::A5_1,
            Self::BeforeRegulation => Rule::R0,
            Self::LetterBeforeReceipt | Self::LetterAfterHandOver => Rule::A7_2_1,
            Self::SecondLetterEarly => Rule::A7_2_4,
        }
    }
}

const fn by_part(lane: Option<Lane>, part: Option<Part>) -> Rule {
    match (lane, part) {
        (Some(Lane::Pin), Some(Part::Dispenser)) => Rule::A7_2_3,
        (Some(Lane::Card) | None, Some(Part::Dispenser)) => Rule::A7_2_2,
        (Some(Lane::Pin), Some(Part::Keeper) | None) => Rule::A7_1_2,
        (Some(Lane::Card) | None, Some(Part::Keeper) | None) => Rule::A7_1_1,
    }
}

/// One thing that a row breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub what: What,
    pub lane: Option<Lane>,
    pub part: Option<Part>,
    /// The name as the register writes it.
    pub name: Option<String>,
    /// The day it happened, where the register says one.
    pub day: Option<BusinessDate>,
    /// That day lies before the regulation's own (R0).
    pub before_regulation: bool,
}

impl Found {
    pub const fn rule(&self) -> Rule {
        self.what.rule(self.lane, self.part)
    }
}

/// Where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The running number of the import.
    pub import: i64,
    /// The line of its file.
    pub line: i64,
    pub card: CardId,
    pub member: MemberId,
}

/// What can be told of an exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExceptionFact {
    Found {
        place: Place,
        found: Found,
    },
    /// The name is this person's.
    Matched {
        person: PersonId,
        by: PersonId,
        reason: String,
    },
    /// It stays as the register tells it.
    Settled {
        by: PersonId,
        reason: String,
        /// Somebody here bears the name, and it is said not to be his.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        namesake: bool,
    },
}

/// How it was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    pub on: BusinessDate,
    pub by: PersonId,
    pub reason: String,
    /// Whom the name means.
    pub person: Option<PersonId>,
}

/// An exception as its facts tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub id: i64,
    pub version: i64,
    pub place: Place,
    pub found: Found,
    pub settled: Option<Settlement>,
}

impl Exception {
    /// A name that was kept as a name may still turn out to be somebody's.
    fn settle(
        mut self,
        on: BusinessDate,
        (by, reason): (PersonId, &str),
        person: Option<PersonId>,
    ) -> Result<Self, WrongStep> {
        let kept = self.settled.as_ref().is_some_and(|s| s.person.is_none());
        if self.settled.is_some() && !(kept && person.is_some()) {
            return Err(WrongStep("the exception is settled already"));
        }
        self.version += 1;
        self.settled = Some(Settlement {
            on,
            by,
            reason: reason.to_owned(),
            person,
        });
        Ok(self)
    }
}

impl Aggregate for Exception {
    type FactRow = ExceptionFactRow;
    type Fact = ExceptionFact;
    type Row = ExceptionRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &ExceptionFact,
    ) -> Result<Self, WrongStep> {
        match (state, fact) {
            (None, ExceptionFact::Found { place, found }) => Ok(Self {
                id,
                version: 1,
                place: *place,
                found: found.clone(),
                settled: None,
            }),
            (Some(open), ExceptionFact::Matched { person, by, reason }) => {
                open.settle(on, (*by, reason), Some(*person))
            }
            (Some(open), ExceptionFact::Settled { by, reason, .. }) => {
                open.settle(on, (*by, reason), None)
            }
            (None, ExceptionFact::Matched { .. } | ExceptionFact::Settled { .. })
            | (Some(_), ExceptionFact::Found { .. }) => {
                Err(WrongStep("an exception is found once, and then settled"))
            }
        }
    }

    fn row(&self) -> ExceptionRow {
        let (place, found, settled) = (&self.place, &self.found, self.settled.as_ref());
        let state = match settled {
            None => "open",
            Some(Settlement {
                person: Some(_), ..
            }) => "matched",
            Some(Settlement { person: None, .. }) => "settled",
        };
        ExceptionRow {
            id: self.id,
            version: self.version,
            import: place.import,
            line: place.line,
            card_id: place.card.get(),
            member_id: place.member.get(),
            what: found.what.code().to_owned(),
            rule: found.rule().id().to_owned(),
            lane: found.lane.map(|lane| lane.code().to_owned()),
            part: found.part.map(|part| part.code().to_owned()),
            name: found.name.clone(),
            on_day: found.day.map(BusinessDate::naive),
            before_regulation: i32::from(found.before_regulation),
            state: state.to_owned(),
            settled_on: settled.map(|s| s.on.naive()),
            settled_by: settled.map(|s| s.by.get()),
            matched_person_id: settled.and_then(|s| s.person).map(PersonId::get),
            reason: settled.map(|s| s.reason.clone()),
        }
    }
}
