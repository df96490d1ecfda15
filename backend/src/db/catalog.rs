//! What the database consists of, read from its own catalogue, and what the migrations make: `verify` compares them, so that
//! a dropped or hostile trigger and a table with a view in its place are found.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::migrate::migrate;
use super::{Access, Conn, Error, Url, on_each};

const SQLITE: &str = include_str!("catalog/sqlite.sql");
const POSTGRES: &str = include_str!("catalog/postgres.sql");

/// A schema that exists only inside a transaction that is rolled back.
const REFERENCE: &str =
    "CREATE SCHEMA sahakorn_reference; SET LOCAL search_path TO sahakorn_reference;";

/// One part of a table: the table itself, a column, an index, a trigger. Two equal parts have equal texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct SchemaPiece {
    #[diesel(sql_type = Text)]
    pub table: String,
    /// Such as `trigger events_no_update`.
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub text: String,
}

impl SchemaPiece {
    /// Of the database and no table of ours, and no fault by itself: whoever keeps the server may have a reason for it.
    pub fn is_of_the_server(&self) -> bool {
        matches!(&*self.table, "pg_event_trigger" | "pg_publication")
    }
}

/// Every part of this database, in order.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
pub fn parts_of(conn: &mut Conn) -> Result<Vec<SchemaPiece>, Error> {
    let mut parts: Vec<SchemaPiece> = match conn {
        Conn::Sqlite(c) => diesel::sql_query(SQLITE).load(c)?,
        Conn::Postgres(c) => diesel::sql_query(POSTGRES).load(c)?,
    };
    // The texts stay as they are: without its quotes a guard could say something else in the same words. A table that was altered
    // was altered in the same way by the migrations beside it.
    parts.sort();
    Ok(parts)
}

/// Every part that the migrations make, in order: made in memory, or on PostgreSQL in a schema that nobody else sees.
pub fn made_by_migrations(url: &Url) -> Result<Vec<SchemaPiece>, Error> {
    match url {
        Url::Sqlite(_) => {
            let mut conn = Conn::Sqlite(SqliteConnection::establish(":memory:")?);
            migrate(&mut conn)?;
            parts_of(&mut conn)
        }
        Url::Postgres(_) => {
            let mut conn = url.connect(Access::Write)?;
            let mut parts = Err(Error::Settings);
            let undone = conn.transaction(|conn| -> Result<(), Error> {
                conn.batch_execute(REFERENCE)?;
                migrate(conn)?;
                parts = parts_of(conn);
                Err(Error::Query(diesel::result::Error::RollbackTransaction))
            });
            match undone {
                Err(Error::Query(diesel::result::Error::RollbackTransaction)) | Ok(()) => {
                    parts.map(of_a_sound_database)
                }
                Err(error) => Err(error),
            }
        }
    }
}

/// What the reference has of the database around it is not what the migrations make. The role that this connection has may be
/// set to skip triggers; a sound one is not.
fn of_a_sound_database(mut parts: Vec<SchemaPiece>) -> Vec<SchemaPiece> {
    parts.retain(|part| !part.table.starts_with("pg_"));
    for part in &mut parts {
        if part.table == "session" {
            part.text = "origin".to_owned();
        }
    }
    parts
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The greatest id in a table, 0 when it is empty; `None` when there is no such table or it has no ids.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
pub fn last_id(conn: &mut Conn, table: &str) -> Result<Option<i64>, Error> {
    let is_name = table.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !is_name || table.is_empty() {
        return Ok(None);
    }
    let with_id = match conn {
        Conn::Sqlite(_) => {
            format!("SELECT COUNT(*) AS number FROM pragma_table_info('{table}') WHERE name = 'id'")
        }
        Conn::Postgres(_) => format!(
            "SELECT COUNT(*) AS number FROM pg_attribute WHERE attrelid = to_regclass('{table}') AND attname = 'id'"
        ),
    };
    let found: Number = on_each!(conn, c => diesel::sql_query(with_id).get_result(c))?;
    if found.number == 0 {
        return Ok(None);
    }
    let last = format!("SELECT COALESCE(MAX(id), 0) AS number FROM {table}");
    let last: Number = on_each!(conn, c => diesel::sql_query(last).get_result(c))?;
    Ok(Some(last.number))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// A migrated database of its own.
    fn migrated() -> (Url, Conn) {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let name = format!("catalog_{}_{count}.db", std::process::id());
        let url = Url::Sqlite(std::env::temp_dir().join(name).display().to_string());
        let mut conn = url.connect(Access::Write).unwrap();
        migrate(&mut conn).unwrap();
        (url, conn)
    }

    #[test]
    fn a_migrated_database_is_what_the_migrations_make_and_every_change_shows() {
        let (url, mut conn) = migrated();
        let made = made_by_migrations(&url).unwrap();
        assert_eq!(parts_of(&mut conn).unwrap(), made);
        assert!(made.len() > 150, "{}", made.len());
        conn.batch_execute("CREATE INDEX more ON members (id)")
            .unwrap();
        let more = parts_of(&mut conn).unwrap();
        assert_eq!(more.len(), made.len() + 1);
        assert!(more.iter().any(|part| part.name == "index more"));
    }

    #[test]
    fn ids_are_read_of_tables_that_have_them() {
        let (_, mut conn) = migrated();
        assert_eq!(last_id(&mut conn, "access_log").unwrap(), Some(0));
        assert_eq!(last_id(&mut conn, "counters").unwrap(), None);
        assert_eq!(last_id(&mut conn, "no_such").unwrap(), None);
        assert_eq!(last_id(&mut conn, "x; DROP TABLE members").unwrap(), None);
    }
}
