//! What the counters of this feature must be, for `verify`.

use diesel::prelude::*;

use super::schema::applications;
use crate::audit::verify::Series;

/// The last number of each year's applications.
pub fn series() -> Series {
    Series(|conn| {
        let numbers: Vec<String> = applications::table.select(applications::no).load(conn)?;
        Ok(numbers.iter().filter_map(|no| numbered(no)).collect())
    })
}

/// `AP2569/000031` is the 31st of `application/2569`.
fn numbered(no: &str) -> Option<(String, i64)> {
    let (year, running) = no.strip_prefix("AP")?.split_once('/')?;
    Some((format!("application/{year}"), running.parse().ok()?))
}
