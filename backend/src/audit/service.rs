//! Reading the chain: its head, and who came in when.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;

use super::model::{GENESIS, Head, Seal, hex};
use crate::db::schema::{access_log, chain_head, events};
use crate::db::{Conn, Error, among, in_parts, on_each};
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

/// The seal of an event; before the first event it is the beginning, and beyond the last there is none.
pub fn seal_at(conn: &mut Conn, seq: i64) -> Result<Option<Seal>, Error> {
    if seq == 0 {
        return Ok(Some(GENESIS));
    }
    let found: Option<Vec<u8>> = events::table
        .find(seq)
        .select(events::seal)
        .first(conn)
        .optional()?;
    let seal = found.map(|seal| seal.try_into().map_err(|_| Error::Stored("events.seal")));
    seal.transpose()
}

/// Where the events end, whatever the head says.
pub fn last_event(conn: &mut Conn) -> Result<Head, Error> {
    let last: Option<(i64, Vec<u8>, i64)> = events::table
        .order(events::seq.desc())
        .select((events::seq, events::seal, events::at))
        .first(conn)
        .optional()?;
    let (seq, seal, at) = last.unwrap_or((0, GENESIS.to_vec(), 0));
    let seal = seal.try_into().map_err(|_| Error::Stored("events.seal"))?;
    Ok(Head { seq, seal, at })
}

/// Rows of the access log now.
pub fn log_rows(conn: &mut Conn) -> Result<i64, Error> {
    Ok(access_log::table.count().get_result(conn)?)
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

/// Wrong passwords at the sign-in of a person since a time, or ever.
pub fn wrong_passwords_since(
    conn: &mut Conn,
    person: i64,
    since: Option<Instant>,
) -> Result<i64, Error> {
    let since = since.map_or(i64::MIN, Instant::as_micros);
    Ok(access_log::table
        .filter(access_log::person_id.eq(person))
        .filter(access_log::what.eq("wrong_password"))
        .filter(access_log::status.eq(401))
        .filter(access_log::at.gt(since))
        .count()
        .get_result(conn)?)
}

/// When each of these persons last signed in, by person, as the access log tells it; who never did is left out.
pub fn last_sign_ins(conn: &mut Conn, persons: &[i64]) -> Result<BTreeMap<i64, Instant>, Error> {
    let rows: Vec<(Option<i64>, Option<i64>)> = in_parts(persons.iter().copied(), |part| {
        on_each!(conn, c => access_log::table
            .filter(among!(access_log::person_id, part))
            .filter(access_log::what.eq("signed_in").or(access_log::what.eq("signed_in_as")))
            .group_by(access_log::person_id)
            .select((access_log::person_id, diesel::dsl::max(access_log::at)))
            .load(c))
    })?;
    let known = rows.into_iter().filter_map(|(person, at)| person.zip(at));
    Ok(known
        .map(|(person, at)| (person, Instant::micros(at)))
        .collect())
}
