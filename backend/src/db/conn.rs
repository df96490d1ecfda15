//! One connection type over the two databases, and the macro that compiles a query for each of them.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::{Error, Trouble};

/// A connection to either database. SQLite is the embedded default, PostgreSQL the production database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Compiles one diesel expression for each backend: upserts, batch inserts, locks and sums do not exist on the enum itself.
#[macro_export]
macro_rules! on_each {
    ($conn:expr, $c:ident => $query:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($c) => $query,
            $crate::db::Conn::Postgres($c) => $query,
        }
    };
}
pub use on_each;

/// Where the database is: `sqlite://path` or `postgres://...`.
#[derive(Clone, PartialEq, Eq)]
pub enum Url {
    Sqlite(String),
    Postgres(String),
}

/// What a connection is for; the server refuses writes on a connection opened to read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

impl Url {
    /// Reads `sqlite://path` and `postgres://...`; anything else is `Error::Url`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            return Ok(Self::Sqlite(path.to_owned()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(Error::Url)
    }

    /// The file of the embedded database, if it is one.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }

    /// What it is called where people read it; never the address of a server, which may hold a password.
    pub fn place(&self) -> &str {
        match self {
            Self::Sqlite(path) => path,
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Opens a connection with the settings that our promises rest on, and checks that they took effect.
    pub fn connect(&self, access: Access) -> Result<Conn, Error> {
        let opened = match self {
            Self::Sqlite(path) => sqlite(path, access).map(Conn::Sqlite),
            Self::Postgres(url) => postgres(url, access).map(Conn::Postgres),
        };
        opened.map_err(|error| error.at(self))
    }
}

fn sqlite(path: &str, access: Access) -> Result<SqliteConnection, Error> {
    if access == Access::Read && !Path::new(path).exists() {
        // To open it would make an empty one, and drop the log of the one that was moved away.
        return Err(Error::Unusable {
            place: path.to_owned(),
            trouble: Trouble::Gone,
            said: "there is no such file".to_owned(),
        });
    }
    let mut conn = SqliteConnection::establish(path)?;
    // busy_timeout first: switching to WAL needs the write lock for a moment.
    conn.batch_execute("PRAGMA busy_timeout = 5000;")?;
    // And it changes the file, so another program's is told before.
    refuse_foreign(&mut conn)?;
    conn.batch_execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0; PRAGMA cache_size = -8000;",
    )?;
    if access == Access::Read {
        conn.batch_execute("PRAGMA query_only = ON;")?;
    }
    assert_pragmas(&mut conn)?;
    Ok(conn)
}

fn postgres(url: &str, access: Access) -> Result<PgConnection, Error> {
    let mut conn = PgConnection::establish(url)?;
    conn.batch_execute(SPEAKING)?;
    match access {
        Access::Read => {
            conn.batch_execute(READING)?;
        }
        Access::Write => conn.batch_execute(WRITING)?,
    }
    Ok(conn)
}

/// Of whoever reads, whatever the server was set to. A held lock is told after five seconds, or a few readers would take the
/// whole pool and wait with it. The longest of our readings takes seconds; `verify` sets its own limit (see `snapshot`).
const READING: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET lock_timeout = '5s'; \
    SET statement_timeout = '60s';";

/// Of every connection. Names are looked for in the schema of our tables and, before it, among PostgreSQL's own: the path that the
/// database was set to could put another `=` before them, or tables of another schema.
const SPEAKING: &str = "SET TIME ZONE 'UTC'; SET client_min_messages = warning; \
    SELECT pg_catalog.set_config('search_path', pg_catalog.quote_ident(pg_catalog.current_schema()), false);";

/// Of whoever writes, whatever the server was set to. A held lock is told after five seconds, so that nobody waits behind it
/// without an answer. A program that froze lets go after thirty seconds. Nothing ends a statement or a transaction that runs:
/// the last of them is the COMMIT, of which nobody could say what became of it (decision 11). `transaction_timeout` is there
/// from version 17 on.
const WRITING: &str = "SET statement_timeout = 0; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'; \
    SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout';";

#[derive(QueryableByName)]
struct Pragmas {
    #[diesel(sql_type = Text)]
    journal: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    synchronous: i32,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    foreign_keys: i32,
}

#[derive(QueryableByName)]
struct Tables {
    #[diesel(sql_type = BigInt)]
    all: i64,
    #[diesel(sql_type = BigInt)]
    ours: i64,
}

/// A database that has tables and was never migrated by us is another program's. A file that is no database fails here too.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn refuse_foreign(conn: &mut SqliteConnection) -> Result<(), Error> {
    let found: Tables = diesel::sql_query(
        "SELECT COUNT(*) AS \"all\", COUNT(CASE WHEN name = '__diesel_schema_migrations' THEN 1 END) AS ours \
         FROM sqlite_schema WHERE type = 'table'",
    )
    .get_result(conn)?;
    if found.all > 0 && found.ours == 0 {
        return Err(Error::Migration(
            "the file holds another program's tables".to_owned(),
        ));
    }
    Ok(())
}

/// A PRAGMA that is not understood fails silently, so the three that durability hangs on are read back.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn assert_pragmas(conn: &mut SqliteConnection) -> Result<(), Error> {
    let found: Pragmas = diesel::sql_query(
        "SELECT j.journal_mode AS journal, s.synchronous AS synchronous, f.foreign_keys AS foreign_keys \
         FROM pragma_journal_mode j, pragma_synchronous s, pragma_foreign_keys f",
    )
    .get_result(conn)?;
    if found.journal == "wal" && found.synchronous == 2 && found.foreign_keys == 1 {
        return Ok(());
    }
    Err(Error::Settings)
}
