//! Wrong sign-ins as they are written down: passing state, so that a restart and a second server know them.

use diesel::prelude::*;

use crate::db::{Conn, Part, among, on_each};
use crate::identity::error::IdentityError;
use crate::identity::schema::sign_in_tries as tries;
use crate::identity::throttle::Stored;
use crate::kernel::Instant;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tries, treat_none_as_default_value = false)]
struct TryRow {
    key: String,
    name_key: String,
    count: i64,
    last: i64,
    until: i64,
}

/// What is written down under a try's few keys.
pub fn tries_under(conn: &mut Conn, keys: &[String]) -> Result<Vec<Stored>, IdentityError> {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let keys = Part::first_of(&keys, keys.len());
    let rows: Vec<TryRow> = on_each!(conn, c => tries::table
        .filter(among!(tries::key, keys))
        .select(TryRow::as_select())
        .load(c))?;
    let stored = |row: TryRow| Stored {
        key: row.key,
        name: row.name_key,
        count: row.count,
        last: Instant::micros(row.last),
        until: Instant::micros(row.until),
    };
    Ok(rows.into_iter().map(stored).collect())
}

/// Writes counts down, and removes all that ended before a time.
pub fn keep_tries(conn: &mut Conn, counts: &[Stored], over: Instant) -> QueryResult<()> {
    for one in counts {
        let row = TryRow {
            key: one.key.clone(),
            name_key: one.name.clone(),
            count: one.count,
            last: one.last.as_micros(),
            until: one.until.as_micros(),
        };
        on_each!(conn, c => diesel::insert_into(tries::table)
            .values(&row)
            .on_conflict(tries::key)
            .do_update()
            .set(&row)
            .execute(c))?;
    }
    on_each!(conn, c => diesel::delete(tries::table.filter(tries::last.lt(over.as_micros())))
        .execute(c))?;
    Ok(())
}

/// Removes the counts under these keys.
pub fn drop_tries(conn: &mut Conn, keys: &[String]) -> QueryResult<()> {
    for key in keys {
        on_each!(conn, c => diesel::delete(tries::table.find(key)).execute(c))?;
    }
    Ok(())
}

/// Removes all counts of a user name.
pub fn drop_tries_of(conn: &mut Conn, name: &str) -> Result<(), IdentityError> {
    on_each!(conn, c => diesel::delete(tries::table.filter(tries::name_key.eq(name)))
        .execute(c))?;
    Ok(())
}
