//! The register of letters as lists read it.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::letters::LetterRow;
use super::schema::letters;
use crate::db::{Conn, Error, on_each};
use crate::kernel::BusinessDate;

/// Which letters a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    All,
    /// Open, and the last day has not passed.
    Running(BusinessDate),
    /// Open, and the last day has passed.
    Over(BusinessDate),
    Closed,
}

/// What a list of letters is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `first_notice`, `bank_cover`.
    pub kind: Option<String>,
    pub standing: Standing,
}

/// A macro, because the query's type differs between the two databases.
macro_rules! wanted {
    ($wanted:expr) => {{
        let mut query = letters::table.into_boxed();
        if let Some(kind) = &$wanted.kind {
            query = query.filter(letters::kind.eq(kind.clone()));
        }
        let day = |day: BusinessDate| -> NaiveDate { day.naive() };
        match $wanted.standing {
            Standing::All => query,
            Standing::Running(on) => query
                .filter(letters::state.eq("open"))
                .filter(letters::deadline.ge(day(on))),
            Standing::Over(on) => query
                .filter(letters::state.eq("open"))
                .filter(letters::deadline.lt(day(on))),
            Standing::Closed => query.filter(letters::state.eq("closed")),
        }
    }};
}

/// Rows `skip..skip + limit` of the register, newest first.
pub fn slice(
    conn: &mut Conn,
    wanted: &Wanted,
    skip: i64,
    limit: i64,
) -> Result<Vec<LetterRow>, Error> {
    Ok(on_each!(conn, c => wanted!(wanted)
        .order(letters::sort.desc())
        .offset(skip)
        .limit(limit)
        .select(LetterRow::as_select())
        .load(c))?)
}

/// How many letters pass the filter.
pub fn count(conn: &mut Conn, wanted: &Wanted) -> Result<i64, Error> {
    Ok(on_each!(conn, c => wanted!(wanted).count().get_result(c))?)
}

/// The letter with this number, as it is written: `71/2569`.
pub fn by_no(conn: &mut Conn, no: &str) -> Result<Option<LetterRow>, Error> {
    let row = letters::table
        .filter(letters::no.eq(no))
        .select(LetterRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

/// The running number that the next letter of a Buddhist year would bear.
pub fn next_running(conn: &mut Conn, year: i32) -> Result<i64, Error> {
    let year = i64::from(year);
    let newest = super::letters::register(conn, (year + 1) * 1_000_000, 1)?;
    let of_year = newest.first().filter(|row| row.sort / 1_000_000 == year);
    Ok(of_year.map_or(0, |row| row.sort % 1_000_000) + 1)
}
