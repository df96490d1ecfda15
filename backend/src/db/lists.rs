//! Lists in statements. SQLite binds 32,766 values in one statement and PostgreSQL 65,535; a longer list fails as a whole, so
//! every list, of keys to find or of rows to write, is cut into parts here and nowhere else. A test reads the sources and
//! finds a list that comes by another way.

use std::collections::BTreeSet;

use diesel::QueryResult;

use super::Error;

/// Values of one statement: less than SQLite binds, so that a few of the statement's own fit beside them.
const BINDS_MAX: usize = 30_000;

/// Where to go on after a page of rows in the order of their numbers. Rows that do not come after those before would be read for
/// ever: SQLite sorts a text behind every number and reads it as a small one.
pub fn onward(after: i64, last: i64) -> Result<i64, Error> {
    if last > after {
        Ok(last)
    } else {
        Err(Error::Stored("rows do not follow each other"))
    }
}

/// A part of a list that one statement can bind. [`in_parts`] and [`rows_in_parts`] make it; whoever holds one knows that it fits.
#[derive(Debug)]
pub struct Part<'a, T>(&'a [T]);

impl<T> Clone for Part<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<'_, T> {}

impl<'a, T> Part<'a, T> {
    /// Rows to be written.
    pub fn values(self) -> &'a [T] {
        self.0
    }

    /// Keys to be found; [`among!`] asks for them.
    pub fn keys(self) -> impl Iterator<Item = T> + use<'a, T>
    where
        T: Copy,
    {
        self.0.iter().copied()
    }

    /// The first `max` of them, where a statement cannot be run in parts and more would help nobody.
    pub fn first_of(list: &'a [T], max: usize) -> Self {
        let end = list.len().min(max).min(BINDS_MAX);
        Self(list.get(..end).unwrap_or_default())
    }
}

impl<'a> Part<'a, &'static str> {
    /// Codes that the program itself names, such as the places of a lane: as many as stand in its source.
    pub fn codes(codes: &'a [&'static str]) -> Self {
        Self::first_of(codes, BINDS_MAX)
    }
}

/// What `load` finds for these keys, part by part. Keys come sorted and once, so rows that each part orders by its key are in
/// that order as a whole. Without keys nothing is asked.
pub fn in_parts<K: Ord, T, E>(
    keys: impl IntoIterator<Item = K>,
    mut load: impl FnMut(Part<'_, K>) -> Result<Vec<T>, E>,
) -> Result<Vec<T>, E> {
    let sorted: BTreeSet<K> = keys.into_iter().collect();
    let sorted: Vec<K> = sorted.into_iter().collect();
    let mut found = Vec::new();
    for part in sorted.chunks(BINDS_MAX) {
        found.append(&mut load(Part(part))?);
    }
    Ok(found)
}

/// Writes rows of so many columns, part by part; answers how many were written.
pub fn rows_in_parts<R>(
    rows: &[R],
    columns: usize,
    mut write: impl FnMut(Part<'_, R>) -> QueryResult<usize>,
) -> QueryResult<usize> {
    let mut written = 0;
    for part in rows.chunks((BINDS_MAX / columns.max(1)).max(1)) {
        written += write(Part(part))?;
    }
    Ok(written)
}

/// `among!(column, part)`: the column holds one of the part's values.
#[macro_export]
macro_rules! among {
    ($column:expr, $part:expr) => {
        diesel::ExpressionMethods::eq_any($column, $crate::db::Part::keys($part))
    };
}
pub use among;

/// `not_among!(column, part)`: the column holds none of the part's values.
#[macro_export]
macro_rules! not_among {
    ($column:expr, $part:expr) => {
        diesel::ExpressionMethods::ne_all($column, $crate::db::Part::keys($part))
    };
}
pub use not_among;

#[cfg(test)]
mod tests;
