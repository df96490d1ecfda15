//! One connection type over the two databases, and the macro that compiles a query for each of them.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::Error;

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

    /// Opens a connection with the settings that our promises rest on, and checks that they took effect.
    pub fn connect(&self, access: Access) -> Result<Conn, Error> {
        match self {
            Self::Sqlite(path) => sqlite(path, access).map(Conn::Sqlite),
            Self::Postgres(url) => postgres(url, access).map(Conn::Postgres),
        }
    }
}

fn sqlite(path: &str, access: Access) -> Result<SqliteConnection, Error> {
    let mut conn = SqliteConnection::establish(path)?;
    // busy_timeout first: switching to WAL needs the write lock for a moment.
    conn.batch_execute(
        "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
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
    conn.batch_execute("SET TIME ZONE 'UTC'; SET client_min_messages = warning;")?;
    if access == Access::Read {
        conn.batch_execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;")?;
    }
    Ok(conn)
}

#[derive(QueryableByName)]
struct Pragmas {
    #[diesel(sql_type = Text)]
    journal: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    synchronous: i32,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    foreign_keys: i32,
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
