//! Late records written inside the acts that make them, and read for registers and lists.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{LateFact, LateRecord, LateRow, Recorded, What};
use super::schema::late_records;
use crate::audit::verify::ProjectionCheck;
use crate::db::{Conn, Error, FactTable, Tx, among, facts_of, in_parts, on_each, projection_of};

/// The fact table of late records.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<LateRecord>()]
}

/// The projection of late records.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<LateRecord>()]
}

/// Writes late records in the act that they belong to; each on the day it bears.
pub fn record(tx: &mut Tx<'_>, all: Vec<Recorded>) -> Result<(), Error> {
    if all.is_empty() {
        return Ok(());
    }
    let first = tx.next_ids("late_records", all.len());
    let steps = all
        .into_iter()
        .zip(first..)
        .map(|(one, id)| (id, None, one.left_on, LateFact::Recorded(one)))
        .collect();
    tx.advance::<LateRecord>(steps)?;
    Ok(())
}

/// The newest late record of each of these letters, batches or applications that has one, by its id.
pub fn of(
    conn: &mut Conn,
    what: What,
    ids: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, LateRow>, Error> {
    let rows: Vec<LateRow> = in_parts(ids, |part| {
        on_each!(conn, c => late_records::table
            .filter(late_records::what.eq(what.code()))
            .filter(among!(late_records::subject_id, part))
            .order(late_records::id)
            .select(LateRow::as_select())
            .load(c))
    })?;
    Ok(rows.into_iter().map(|row| (row.subject_id, row)).collect())
}

/// A page of the list, newest first: records with an id below `before`.
pub fn page(conn: &mut Conn, before: i64, limit: i64) -> Result<Vec<LateRow>, Error> {
    let rows = late_records::table
        .filter(late_records::id.lt(before))
        .order(late_records::id.desc())
        .limit(limit)
        .select(LateRow::as_select())
        .load(conn)?;
    Ok(rows)
}

/// How many there are.
pub fn count(conn: &mut Conn) -> Result<i64, Error> {
    Ok(late_records::table.count().get_result(conn)?)
}
