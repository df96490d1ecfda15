//! Which keys of this feature there must be, for `verify`.

use diesel::prelude::*;

use super::schema::persons;
use crate::audit::verify::Owners;

/// Each person has a key.
pub fn owners() -> Owners {
    Owners(|conn| {
        let ids: Vec<i64> = persons::table.select(persons::id).load(conn)?;
        Ok(ids.iter().map(|id| format!("person/{id}")).collect())
    })
}
