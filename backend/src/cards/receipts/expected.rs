//! What one lane of a batch consists of: still with the bank, received, set apart. Read for the page and for the scan alike.

use std::collections::BTreeMap;

use super::super::applications::service as applications;
use super::super::batches::service as batches;
use super::super::custody::model::{ItemRow, Lane};
use super::super::custody::store::{self as items, ItemFilter};
use super::super::error::CardError;
use super::super::model::CardRow;
use super::super::shown::masked;
use crate::db::Conn;
use crate::kernel::{BatchId, CardNumber, MemberId, thai};
use crate::members::service as members;

/// Lines of one batch at most, as the bank's list allows.
const LINES_MAX: i64 = 1_000;

/// One thing of a batch with the member's number and name.
#[derive(Debug, Clone)]
pub struct Line {
    pub item: ItemRow,
    pub card: CardRow,
    pub member_number: String,
    pub member_name: String,
}

impl Line {
    /// "•••• 4417", or the envelope's number; `None` for an envelope that the bank did not number.
    pub fn number(&self) -> Option<String> {
        match Lane::parse(&self.item.lane) {
            Some(Lane::Pin) => self.item.envelope_no.clone(),
            Some(Lane::Card) | None => Some(masked(&self.card.last_four)),
        }
    }

    /// Whether a scan or a typed number means this one.
    pub fn is_meant(&self, asked: &str) -> bool {
        let envelope = self.item.envelope_no.as_deref();
        // The barcode has a digit more than the member number: a short form of a number never has.
        let member = |n: &str| {
            applications::barcode_value(n) == asked
                || asked.len() <= n.len()
                    && n.trim_start_matches('0') == asked.trim_start_matches('0')
        };
        // A card that is here says nothing of its envelope.
        let card = self.item.lane == Lane::Card.code() && self.card.last_four == asked;
        envelope.is_some_and(|no| no.eq_ignore_ascii_case(asked))
            || card
            || member(&self.member_number)
    }
}

/// One lane of a batch.
#[derive(Debug, Clone)]
pub struct Lines {
    pub batch_no: String,
    /// The bank's own numbers of its lists.
    pub reference: String,
    /// How many were ordered.
    pub ordered: usize,
    /// Still with the bank.
    pub awaited: Vec<Line>,
    /// In the safe or further on.
    pub received: Vec<Line>,
    /// Cards of the same batch that were received: the measure of the envelopes.
    pub cards_received: usize,
}

/// Reads a lane of a batch.
pub fn read(conn: &mut Conn, batch: BatchId, lane: Lane) -> Result<Lines, CardError> {
    let found = batches::by_id(conn, batch).map_err(|_| CardError::NotFound)?;
    let all = of_lane(conn, batch, lane)?;
    let cards = match lane {
        Lane::Card => all.clone(),
        Lane::Pin => of_lane(conn, batch, Lane::Card)?,
    };
    let references = found.deliveries.iter().filter_map(|d| d.reference.clone());
    let (awaited, received) = all
        .into_iter()
        .partition(|line| line.item.place == "with_bank");
    Ok(Lines {
        reference: references.collect::<Vec<_>>().join(", "),
        ordered: found.lines.len(),
        batch_no: found.made.no,
        awaited,
        received,
        cards_received: cards
            .iter()
            .filter(|line| line.item.place != "with_bank")
            .count(),
    })
}

fn of_lane(conn: &mut Conn, batch: BatchId, lane: Lane) -> Result<Vec<Line>, CardError> {
    let filter = ItemFilter {
        batch: Some(batch.get()),
        ..ItemFilter::default()
    };
    let rows = items::items(conn, lane, &filter, 0, LINES_MAX)?;
    named(conn, rows)
}

/// The same rows with the names of their members, in one query more.
pub fn named(conn: &mut Conn, rows: Vec<(ItemRow, CardRow)>) -> Result<Vec<Line>, CardError> {
    let ids: Vec<MemberId> = rows
        .iter()
        .map(|(item, _)| MemberId::new(item.member_id))
        .collect();
    let names: BTreeMap<i64, (String, String)> = members::by_ids(conn, &ids)?
        .into_iter()
        .map(|m| (m.id.get(), (m.number, m.name)))
        .collect();
    Ok(rows
        .into_iter()
        .map(|(item, card)| {
            let (member_number, member_name) =
                names.get(&item.member_id).cloned().unwrap_or_default();
            Line {
                item,
                card,
                member_number,
                member_name,
            }
        })
        .collect())
}

/// What was typed or scanned; a whole card number is cut to its last four digits at once.
pub fn asked(typed: &str) -> String {
    let text = thai::to_arabic_digits(typed.trim());
    match CardNumber::parse_any_check_digit(&text) {
        Ok(number) => number.last_four().to_owned(),
        Err(_) => text.chars().take(30).collect(),
    }
}
