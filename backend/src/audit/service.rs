//! Reading the chain: its head, and a page of events.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;

use super::model::{Head, Seal, hex};
use crate::db::schema::{access_log, chain_head, events};
use crate::db::{Conn, Error, on_each};
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

/// When each of these persons last signed in, by person, as the access log tells it; who never did is left out.
pub fn last_sign_ins(conn: &mut Conn, persons: &[i64]) -> Result<BTreeMap<i64, Instant>, Error> {
    let rows: Vec<(Option<i64>, Option<i64>)> = on_each!(conn, c => access_log::table
        .filter(access_log::person_id.eq_any(persons))
        .filter(access_log::what.eq("signed_in").or(access_log::what.eq("signed_in_as")))
        .group_by(access_log::person_id)
        .select((access_log::person_id, diesel::dsl::max(access_log::at)))
        .load(c))?;
    let known = rows.into_iter().filter_map(|(person, at)| person.zip(at));
    Ok(known
        .map(|(person, at)| (person, Instant::micros(at)))
        .collect())
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
