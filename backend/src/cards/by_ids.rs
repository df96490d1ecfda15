//! Reading rows by their ids, whatever their number: in parts that either database binds in one query.

use std::collections::BTreeSet;

use diesel::QueryResult;

use crate::db;

/// Ids of one query: fewer than either database binds at most.
pub const IDS_MAX: usize = 500;

/// What `load` finds for these ids.
pub fn in_parts<T>(
    ids: &BTreeSet<i64>,
    mut load: impl FnMut(&[i64]) -> QueryResult<Vec<T>>,
) -> Result<Vec<T>, db::Error> {
    let ids: Vec<i64> = ids.iter().copied().collect();
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(IDS_MAX) {
        found.extend(load(some)?);
    }
    Ok(found)
}
