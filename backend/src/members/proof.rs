//! What counters and keys of this feature must be, for `verify`.

use diesel::dsl::max;
use diesel::prelude::*;

use super::schema::{member_import_facts, members};
use crate::audit::verify::{Owners, Series};
use crate::db::on_each;

/// The last import: it has no row but its facts.
pub fn series() -> Series {
    Series(|conn| {
        let last: Option<i64> = on_each!(conn, c => member_import_facts::table
            .select(max(member_import_facts::subject_id))
            .first(c))?;
        Ok(vec![("member_imports".to_owned(), last.unwrap_or(0))])
    })
}

/// Each member has a key.
pub fn owners() -> Owners {
    Owners(|conn| {
        let ids: Vec<i64> = members::table.select(members::id).load(conn)?;
        Ok(ids.iter().map(|id| format!("member/{id}")).collect())
    })
}
