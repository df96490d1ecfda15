//! Batches as lists and answers show them. Card numbers are masked.

use serde::Serialize;

use super::error::BatchError;
use super::model::LeftOut;
use super::service;
use super::store::{self, BatchRow};
use crate::cards::applications::service::{self as applications, ApplicationLine};
use crate::cards::custody::store as custody;
use crate::cards::late::model::What;
use crate::cards::late::service as late;
use crate::db::{Aggregate, Conn};
use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, CardId, Cursor, Limit, Money, PageOf, PersonId,
};
use crate::ledger::LedgerError;

/// A batch in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchLine {
    pub id: BatchId,
    pub version: i64,
    pub no: String,
    pub dated: BusinessDate,
    /// The day it was recorded, where that is after the day it left.
    pub recorded_on: Option<BusinessDate>,
    pub letter_no: String,
    pub made_by: PersonId,
    pub lines: i64,
    pub listed: i64,
    pub refused: i64,
    /// Delivery lists that were taken.
    pub deliveries: i64,
    pub state: String,
}

/// A batch with its applications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchView {
    #[serde(flatten)]
    pub batch: BatchLine,
    /// What the bank charges for all of it; without the lines whose fees a refusal reversed (A5.5).
    pub bank_charge: Money,
    /// What members owe for it, in the same way.
    pub member_owes: Money,
    pub applications: Vec<ApplicationLine>,
}

/// A card of a delivery list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedCard {
    pub application_id: ApplicationId,
    pub card_id: CardId,
    /// `**** **** **** 0012`.
    pub card_number: String,
    pub expires_on: Option<BusinessDate>,
}

/// A delivery list as far as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeliveryView {
    pub batch_id: BatchId,
    pub reference: Option<String>,
    pub cards: Vec<ListedCard>,
    pub left_out: Vec<LeftOut>,
}

impl From<BatchRow> for BatchLine {
    fn from(row: BatchRow) -> Self {
        Self {
            id: BatchId::new(row.id),
            version: row.version,
            no: row.no,
            dated: BusinessDate::new(row.dated),
            recorded_on: None,
            letter_no: row.letter_no,
            made_by: PersonId::new(row.made_by),
            lines: row.lines,
            listed: row.listed,
            refused: row.refused,
            deliveries: row.deliveries,
            state: row.state,
        }
    }
}

/// One page of batches, newest first.
pub fn page(
    conn: &mut Conn,
    awaited: bool,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<BatchLine>, BatchError> {
    let rows = store::page(conn, awaited, after, limit)?;
    let mut page = PageOf::cut(rows, limit, |row| Cursor::new("", row.id)).map(BatchLine::from);
    recorded(conn, &mut page.items)?;
    Ok(page)
}

/// Says of each batch when it was recorded, where that was later.
fn recorded(conn: &mut Conn, lines: &mut [BatchLine]) -> Result<(), BatchError> {
    let late = late::of(conn, What::Batch, lines.iter().map(|line| line.id.get()))?;
    for line in lines {
        let found = late.get(&line.id.get());
        line.recorded_on = found.map(|row| BusinessDate::new(row.recorded_on));
    }
    Ok(())
}

/// One batch with its applications.
pub fn one(conn: &mut Conn, id: BatchId, today: BusinessDate) -> Result<BatchView, BatchError> {
    let batch = service::by_id(conn, id)?;
    let applications = applications::of_batch(conn, id, today)?;
    let total = |of: fn(&ApplicationLine) -> Option<Money>| {
        Money::sum(applications.iter().filter_map(of)).map_err(LedgerError::from)
    };
    let mut own = [BatchLine::from(batch.row())];
    recorded(conn, &mut own)?;
    let [own] = own;
    Ok(BatchView {
        bank_charge: total(|line| line.bank_charge)?,
        member_owes: total(|line| line.member_owes)?,
        batch: own,
        applications,
    })
}

/// The n-th delivery list of a batch, from 1.
pub fn delivery(conn: &mut Conn, id: BatchId, nth: usize) -> Result<DeliveryView, BatchError> {
    let batch = service::by_id(conn, id)?;
    let list = nth.checked_sub(1).and_then(|at| batch.deliveries.get(at));
    let list = list.ok_or(BatchError::NotFound)?;
    let ids: Vec<i64> = list.lines.iter().map(|line| line.card.get()).collect();
    let cards = custody::cards_by_ids(conn, &ids)?;
    let listed = list.lines.iter().map(|line| {
        let card = cards.get(&line.card.get());
        ListedCard {
            application_id: line.application,
            card_id: line.card,
            card_number: card
                .map_or_else(String::new, |c| format!("**** **** **** {}", c.last_four)),
            expires_on: card.map(|c| BusinessDate::new(c.expires_on)),
        }
    });
    Ok(DeliveryView {
        batch_id: id,
        reference: list.reference.clone(),
        cards: listed.collect(),
        left_out: list.left_out.clone(),
    })
}
