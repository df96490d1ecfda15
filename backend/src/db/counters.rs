//! Ids, voucher numbers and letter numbers: counter rows, so that a refused act leaves no hole (decision 2).

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::schema::counters;
use super::{Conn, on_each, rows_in_parts};

#[derive(Insertable)]
#[diesel(table_name = counters, treat_none_as_default_value = false)]
struct CounterRow {
    series: String,
    last: i64,
}

/// Every series with its last number, as it is stored.
pub fn counters_now(conn: &mut Conn) -> QueryResult<BTreeMap<String, i64>> {
    Ok(Counters::read(conn)?.last)
}

/// The counters of one batch: read once after the lock is held, written once before the commit.
#[derive(Default)]
pub(super) struct Counters {
    last: BTreeMap<String, i64>,
    touched: BTreeMap<String, i64>,
    /// What to put back when the current act is refused.
    undo: Vec<(String, Option<i64>)>,
}

impl Counters {
    pub(super) fn read(conn: &mut Conn) -> QueryResult<Self> {
        let rows: Vec<(String, i64)> = counters::table.order(counters::series).load(conn)?;
        Ok(Self {
            last: rows.into_iter().collect(),
            ..Self::default()
        })
    }

    /// The next `count` numbers of a series; the first of them is returned.
    pub(super) fn take(&mut self, series: &str, count: i64) -> i64 {
        let before = self.last.get(series).copied();
        let last = before.unwrap_or(0) + count;
        self.undo.push((series.to_owned(), before));
        self.last.insert(series.to_owned(), last);
        self.touched.insert(series.to_owned(), last);
        last - count + 1
    }

    /// The last number given out in a series; 0 before the first.
    pub(super) fn last(&self, series: &str) -> i64 {
        self.last.get(series).copied().unwrap_or(0)
    }

    pub(super) fn keep(&mut self) {
        self.undo.clear();
    }

    pub(super) fn undo(&mut self) {
        while let Some((series, before)) = self.undo.pop() {
            if let Some(value) = before {
                self.last.insert(series.clone(), value);
                self.touched.insert(series, value);
            } else {
                self.last.remove(&series);
                self.touched.remove(&series);
            }
        }
    }

    pub(super) fn write(&mut self, conn: &mut Conn) -> QueryResult<()> {
        if self.touched.is_empty() {
            return Ok(());
        }
        let rows: Vec<CounterRow> = std::mem::take(&mut self.touched)
            .into_iter()
            .map(|(series, last)| CounterRow { series, last })
            .collect();
        rows_in_parts(&rows, 2, |part| {
            on_each!(conn, c => diesel::insert_into(counters::table)
                .values(part.values())
                .on_conflict(counters::series)
                .do_update()
                .set(counters::last.eq(diesel::upsert::excluded(counters::last)))
                .execute(c))
        })?;
        Ok(())
    }
}
