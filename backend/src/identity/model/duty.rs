//! Written orders and the duties that they give (article 12; elsewhere our practice).

use serde::{Deserialize, Serialize};

use super::{Duty, Period};
use crate::kernel::{AttachmentId, BusinessDate, DutyId, OrderId, PersonId};

/// A written order: number, date, and the days for which it speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    pub id: OrderId,
    pub version: i64,
    /// As printed on the paper: `16/2569`.
    pub number: String,
    pub dated: BusinessDate,
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
    pub title: String,
    /// The scanned paper, once it is attached.
    pub scan: Option<AttachmentId>,
}

/// What is told about an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrderFact {
    Issued {
        number: String,
        dated: BusinessDate,
        from: BusinessDate,
        to: Option<BusinessDate>,
        title: String,
    },
    Scanned {
        scan: AttachmentId,
    },
}

impl Order {
    /// The order after one more fact; the first must be `Issued`.
    pub fn apply(before: Option<Self>, id: OrderId, fact: &OrderFact) -> Option<Self> {
        match (before, fact.clone()) {
            (
                None,
                OrderFact::Issued {
                    number,
                    dated,
                    from,
                    to,
                    title,
                },
            ) => Some(Self {
                id,
                version: 1,
                number,
                dated,
                from,
                to,
                title,
                scan: None,
            }),
            (Some(order), OrderFact::Scanned { scan }) => Some(Self {
                scan: Some(scan),
                version: order.version + 1,
                ..order
            }),
            (None, OrderFact::Scanned { .. }) | (Some(_), OrderFact::Issued { .. }) => None,
        }
    }

    /// The days for which it speaks.
    pub fn period(&self) -> Period {
        Period {
            from: self.from,
            to: self.to,
            stopped_on: None,
        }
    }
}

/// A duty given to a person by an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyGiven {
    pub id: DutyId,
    pub version: i64,
    pub person: PersonId,
    pub duty: Duty,
    pub order: OrderId,
    /// The terminal it is given for; all terminals when none is named (article 12).
    pub terminal: Option<String>,
    #[serde(flatten)]
    pub period: Period,
}

/// What is told about a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DutyFact {
    Given {
        person: PersonId,
        duty: Duty,
        order: OrderId,
        terminal: Option<String>,
        period: Period,
    },
    /// The days that remain.
    Ended { period: Period, reason: String },
}

impl DutyGiven {
    /// The duty after one more fact; the first must be `Given`.
    pub fn apply(before: Option<Self>, id: DutyId, fact: &DutyFact) -> Option<Self> {
        match (before, fact.clone()) {
            (
                None,
                DutyFact::Given {
                    person,
                    duty,
                    order,
                    terminal,
                    period,
                },
            ) => Some(Self {
                id,
                version: 1,
                person,
                duty,
                order,
                terminal,
                period,
            }),
            (Some(given), DutyFact::Ended { period, .. }) => Some(Self {
                period,
                version: given.version + 1,
                ..given
            }),
            (None, DutyFact::Ended { .. }) | (Some(_), DutyFact::Given { .. }) => None,
        }
    }
}

/// A duty in force on a day, with the order that gives it: what other features print and check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyHeld {
    pub id: DutyId,
    pub person: PersonId,
    pub duty: Duty,
    pub order: OrderId,
    /// `16/2569`.
    pub order_no: String,
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
    pub terminal: Option<String>,
}
