//! Batch facts and the projection of batches.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::model::{Batch, BatchFact};
use super::schema::batches;
use crate::db::{
    self, Aggregate, Conn, WrongStep, among, in_parts, on_each, projection_row, told_facts,
};
use crate::kernel::{BatchId, BusinessDate, Cursor, Limit};

told_facts!(
    /// What was told of a bank batch.
    BatchFactRow, batch_facts
);

projection_row! {
    /// A batch as the lists read it.
    pub struct BatchRow in batches {
        pub id: i64,
        pub version: i64,
        pub no: String,
        pub year: i64,
        pub running: i64,
        pub dated: chrono::NaiveDate,
        pub letter_no: String,
        pub made_by: i64,
        pub lines: i64,
        pub listed: i64,
        pub refused: i64,
        pub deliveries: i64,
        pub state: String,
    }
}

impl Aggregate for Batch {
    type FactRow = BatchFactRow;
    type Fact = BatchFact;
    type Row = BatchRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        _on: BusinessDate,
        fact: &BatchFact,
    ) -> Result<Self, WrongStep> {
        Self::apply(state, id, fact).map_err(|wrong| WrongStep(wrong.0))
    }

    fn row(&self) -> BatchRow {
        let (_, listed, refused) = self.counts();
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        BatchRow {
            id: self.id.get(),
            version: self.version,
            no: self.made.no.clone(),
            year: i64::from(self.made.year),
            running: self.made.running,
            dated: self.made.dated.naive(),
            letter_no: self.made.letter_no.clone(),
            made_by: self.made.by.get(),
            lines: count(self.lines.len()),
            listed: count(listed),
            refused: count(refused),
            deliveries: count(self.deliveries.len()),
            state: self.state().to_owned(),
        }
    }
}

/// The dates of these batches' letters to the bank.
pub fn dated(conn: &mut Conn, ids: &[BatchId]) -> Result<Vec<BusinessDate>, db::Error> {
    let ids = ids.iter().map(|id| id.get());
    let dates: Vec<chrono::NaiveDate> = in_parts(ids, |part| {
        on_each!(conn, c => batches::table
            .filter(among!(batches::id, part))
            .select(batches::dated)
            .load(c))
    })?;
    Ok(dates.into_iter().map(BusinessDate::new).collect())
}

/// The numbers of these batches, by id.
pub fn numbers_of(
    conn: &mut Conn,
    ids: &BTreeSet<i64>,
) -> Result<BTreeMap<i64, String>, db::Error> {
    let found: Vec<(i64, String)> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => batches::table
            .filter(among!(batches::id, part))
            .select((batches::id, batches::no))
            .load(c))
    })?;
    Ok(found.into_iter().collect())
}

/// The batch with this number.
pub fn called(conn: &mut Conn, no: &str) -> QueryResult<Option<BatchRow>> {
    batches::table
        .filter(batches::no.eq(no))
        .select(BatchRow::as_select())
        .first(conn)
        .optional()
}

/// One page of batches, newest first; with `awaited` only those to which the bank still owes an answer.
pub fn page(
    conn: &mut Conn,
    awaited: bool,
    after: Option<&Cursor>,
    limit: Limit,
) -> QueryResult<Vec<BatchRow>> {
    on_each!(conn, c => {
        let mut query = batches::table.into_boxed();
        if awaited {
            query = query.filter(batches::state.ne("answered"));
        }
        if let Some(cursor) = after {
            query = query.filter(batches::id.lt(cursor.id));
        }
        query
            .order(batches::id.desc())
            .limit(limit.and_one_more())
            .select(BatchRow::as_select())
            .load(c)
    })
}

#[cfg(test)]
mod tests;
