//! Queries over the first counts.

use diesel::prelude::*;

use super::model::FirstCountRow;
use super::schema::first_counts;
use crate::db::{Conn, Error};

/// The newest first count; none before the first.
pub fn newest(conn: &mut Conn) -> Result<Option<FirstCountRow>, Error> {
    let found = first_counts::table
        .order(first_counts::id.desc())
        .select(FirstCountRow::as_select())
        .first(conn)
        .optional()?;
    Ok(found)
}
