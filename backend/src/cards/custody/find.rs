//! Cards found by what is known of them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::cards::error::CardError;
use crate::cards::schema::{cards, custody_items};
use crate::db::{Conn, among, in_parts, on_each};
use crate::kernel::{CardId, CardNumber, MemberId};
use crate::vault::Secrets;

/// What an item is called: its card, and the card's last four or the envelope's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    pub card: i64,
    pub number: String,
}

/// What these items are called, by item.
pub fn cards_of_items(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, Called>, CardError> {
    type Row = (i64, i64, Option<String>, String);
    let found: Vec<Row> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .inner_join(cards::table.on(cards::id.eq(custody_items::card_id)))
            .filter(among!(custody_items::id, part))
            .select((
                custody_items::id,
                cards::id,
                custody_items::envelope_no,
                cards::last_four,
            ))
            .load(c))
    })?;
    let called =
        |envelope: Option<String>, tail: String| envelope.unwrap_or(format!("•••• {tail}"));
    Ok(found
        .into_iter()
        .map(|(item, card, envelope, tail)| {
            let number = called(envelope, tail);
            (item, Called { card, number })
        })
        .collect())
}

/// Cards that end in these four digits, newest first, each with its member.
pub fn cards_by_tail(
    conn: &mut Conn,
    tail: &str,
    limit: i64,
) -> Result<Vec<(CardId, MemberId, String)>, CardError> {
    let rows: Vec<(i64, i64, String)> = cards::table
        .filter(cards::last_four.eq(tail))
        .order(cards::id.desc())
        .limit(limit)
        .select((cards::id, cards::member_id, cards::last_four))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(card, member, tail)| (CardId::new(card), MemberId::new(member), tail))
        .collect())
}

/// The card with this whole number, found by its look-up value; the number itself is compared with nothing.
pub fn card_by_number(
    conn: &mut Conn,
    secrets: &Secrets,
    number: &CardNumber,
) -> Result<Option<CardId>, CardError> {
    let index = secrets.index_value("card_number", number.expose());
    let id: Option<i64> = cards::table
        .filter(cards::number_index.eq(index))
        .select(cards::id)
        .first(conn)
        .optional()?;
    Ok(id.map(CardId::new))
}
