//! A person, and what the person is in the cooperative.

use serde::{Deserialize, Serialize};

use super::{Period, Role};
use crate::kernel::{BusinessDate, OrderId, PersonId};

/// A human being who acts here, entered once: the national ID's look-up value is unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    /// Counts the facts told about the person; a change names the version that it saw.
    pub version: i64,
    /// Name with title, as shown.
    pub name: String,
    pub staff_no: Option<String>,
    /// Sealed with the person's data key.
    pub national_id: String,
    /// Keyed look-up value of the national ID.
    pub national_id_index: String,
    /// The last three digits, for showing it masked.
    pub national_id_tail: String,
    /// Last day here.
    pub left_on: Option<BusinessDate>,
}

/// What is told about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PersonFact {
    Added {
        name: String,
        staff_no: Option<String>,
        national_id: String,
        national_id_index: String,
        national_id_tail: String,
    },
    Changed {
        name: String,
        staff_no: Option<String>,
    },
    /// The person left and lost all access at once (C4).
    Left { on: BusinessDate, reason: String },
}

impl Person {
    /// The person after one more fact; the first fact must be `Added`.
    pub fn apply(before: Option<Self>, id: PersonId, fact: &PersonFact) -> Option<Self> {
        let person = match (before, fact.clone()) {
            (
                None,
                PersonFact::Added {
                    name,
                    staff_no,
                    national_id,
                    national_id_index,
                    national_id_tail,
                },
            ) => Self {
                id,
                version: 0,
                name,
                staff_no,
                national_id,
                national_id_index,
                national_id_tail,
                left_on: None,
            },
            (Some(p), PersonFact::Changed { name, staff_no }) => Self {
                name,
                staff_no,
                ..p
            },
            (Some(p), PersonFact::Left { on, .. }) => Self {
                left_on: Some(on),
                ..p
            },
            (None, PersonFact::Changed { .. } | PersonFact::Left { .. })
            | (Some(_), PersonFact::Added { .. }) => return None,
        };
        Some(Self {
            version: person.version + 1,
            ..person
        })
    }

    /// The national ID as it may be shown: its last three digits.
    pub fn national_id_masked(&self) -> String {
        let tail = &self.national_id_tail;
        match (tail.get(..2), tail.get(2..)) {
            (Some(two), Some(check)) => format!("x-xxxx-xxxxx-{two}-{check}"),
            (None, _) | (_, None) => "x-xxxx-xxxxx-xx-x".to_owned(),
        }
    }
}

/// A role held from a day to a day; an acting manager holds the manager's role by an order for its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleGiven {
    pub id: i64,
    pub version: i64,
    pub person: PersonId,
    pub role: Role,
    /// In someone's place (ผู้รักษาการแทน).
    pub acting: bool,
    pub order: Option<OrderId>,
    #[serde(flatten)]
    pub period: Period,
}

/// What is told about a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RoleFact {
    Given {
        person: PersonId,
        role: Role,
        acting: bool,
        order: Option<OrderId>,
        period: Period,
    },
    /// The days that remain.
    Ended { period: Period, reason: String },
}

impl RoleGiven {
    /// The role after one more fact; the first must be `Given`.
    pub fn apply(before: Option<Self>, id: i64, fact: &RoleFact) -> Option<Self> {
        match (before, fact) {
            (
                None,
                RoleFact::Given {
                    person,
                    role,
                    acting,
                    order,
                    period,
                },
            ) => Some(Self {
                id,
                version: 1,
                person: *person,
                role: *role,
                acting: *acting,
                order: *order,
                period: *period,
            }),
            (Some(held), RoleFact::Ended { period, .. }) => Some(Self {
                period: *period,
                version: held.version + 1,
                ..held
            }),
            (None, RoleFact::Ended { .. }) | (Some(_), RoleFact::Given { .. }) => None,
        }
    }
}
