//! Reading the chain: its head, and a page of events.

use diesel::prelude::*;
use serde::Serialize;

use super::model::{Head, Seal, hex};
use crate::db::schema::{chain_head, events};
use crate::db::{Conn, Error};
use crate::kernel::Instant;

/// The head as the API and the papers show it.
#[derive(Debug, Clone, Serialize)]
pub struct HeadView {
    pub seq: i64,
    pub hash: String,
    pub at: Instant,
}

/// The head of the chain now.
pub fn head(conn: &mut Conn) -> Result<Head, Error> {
    let (seq, seal, at): (i64, Vec<u8>, i64) = chain_head::table
        .select((chain_head::seq, chain_head::seal, chain_head::at))
        .first(conn)?;
    let seal: Seal = seal
        .try_into()
        .map_err(|_| Error::Stored("chain_head.seal"))?;
    Ok(Head { seq, seal, at })
}

/// The head for showing.
pub fn head_view(conn: &mut Conn) -> Result<HeadView, Error> {
    let head = head(conn)?;
    Ok(HeadView {
        seq: head.seq,
        hash: hex(&head.seal),
        at: Instant::micros(head.at),
    })
}

/// One event for showing: ids only, no names.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    pub seq: i64,
    pub at: Instant,
    pub person: i64,
    pub act: String,
    pub object: String,
    pub hash: String,
}

/// Events before `before`, newest first.
pub fn events_before(conn: &mut Conn, before: i64, limit: i64) -> Result<Vec<EventView>, Error> {
    let rows: Vec<(i64, i64, i64, String, String, Vec<u8>)> = events::table
        .filter(events::seq.lt(before))
        .order(events::seq.desc())
        .limit(limit)
        .select((
            events::seq,
            events::at,
            events::person_id,
            events::act,
            events::object,
            events::seal,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(seq, at, person, act, object, seal)| EventView {
            seq,
            at: Instant::micros(at),
            person,
            act,
            object,
            hash: hex(&seal),
        })
        .collect())
}
