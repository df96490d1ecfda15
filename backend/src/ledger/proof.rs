//! What the counters of this feature must be, for `verify`.

use diesel::dsl::max;
use diesel::prelude::*;

use super::schema::entries;
use crate::audit::verify::Series;
use crate::db::on_each;

/// The last voucher number of each series.
pub fn series() -> Series {
    Series(|conn| {
        let rows: Vec<(String, Option<i64>)> = on_each!(conn, c => entries::table
            .group_by(entries::series)
            .select((entries::series, max(entries::number)))
            .load(c))?;
        let named = |(series, last): (String, Option<i64>)| {
            (format!("voucher/{series}"), last.unwrap_or(0))
        };
        Ok(rows.into_iter().map(named).collect())
    })
}
