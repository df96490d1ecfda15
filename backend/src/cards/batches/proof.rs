//! What the counters of this feature must be, for `verify`.

use diesel::prelude::*;

use super::schema::batches;
use crate::audit::verify::Series;

/// The last number of each year's batches.
pub fn series() -> Series {
    Series(|conn| {
        let rows: Vec<(i64, i64)> = batches::table
            .select((batches::year, batches::running))
            .load(conn)?;
        let named = |(year, running)| (format!("batch/{year}"), running);
        Ok(rows.into_iter().map(named).collect())
    })
}
