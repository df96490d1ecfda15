//! Migrations, embedded for both databases under the same names.

use std::collections::BTreeSet;

use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::schema::chain_head;
use super::{Conn, Error, on_each};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Brings the database to the program's version; answers how many steps it took.
pub fn migrate(conn: &mut Conn) -> Result<usize, Error> {
    let done = match conn {
        Conn::Sqlite(c) => c.run_pending_migrations(SQLITE).map(|v| v.len()),
        Conn::Postgres(c) => c.run_pending_migrations(POSTGRES).map(|v| v.len()),
    };
    done.map_err(|e| Error::Migration(e.to_string()))
}

/// Writes what is there already: where no migration is left to do, this tells that the database cannot be written.
pub fn touch(conn: &mut Conn) -> Result<(), Error> {
    on_each!(conn, c => diesel::update(chain_head::table)
        .set(chain_head::batch.eq(chain_head::batch))
        .execute(c))?;
    Ok(())
}

/// Whether nothing is left to migrate.
pub fn is_migrated(conn: &mut Conn) -> Result<bool, Error> {
    let pending = match conn {
        Conn::Sqlite(c) => c.has_pending_migration(SQLITE),
        Conn::Postgres(c) => c.has_pending_migration(POSTGRES),
    };
    pending
        .map(|p| !p)
        .map_err(|e| Error::Migration(e.to_string()))
}

diesel::table! {
    /// Kept by diesel: the migrations that were run.
    __diesel_schema_migrations (version) {
        version -> Text,
    }
}

/// Whether exactly this program's migrations were run. Unlike [`is_migrated`] it writes nothing, so that it can be asked on a
/// connection that reads.
pub fn is_current(conn: &mut Conn) -> Result<bool, Error> {
    if !has_tables(conn)? {
        return Ok(false);
    }
    let run: Vec<String> = __diesel_schema_migrations::table
        .select(__diesel_schema_migrations::version)
        .load(conn)?;
    let known = match conn {
        Conn::Sqlite(_) => versions::<diesel::sqlite::Sqlite>(SQLITE),
        Conn::Postgres(_) => versions::<diesel::pg::Pg>(POSTGRES),
    };
    Ok(known? == run.into_iter().collect())
}

#[derive(QueryableByName)]
struct Tables {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    number: i64,
}

/// Whether anything was ever migrated here; an empty file is a database too.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn has_tables(conn: &mut Conn) -> Result<bool, Error> {
    let query = match conn {
        Conn::Sqlite(_) => {
            "SELECT COUNT(*) AS number FROM sqlite_master WHERE name = '__diesel_schema_migrations'"
        }
        Conn::Postgres(_) => "SELECT COUNT(to_regclass('__diesel_schema_migrations')) AS number",
    };
    let found: Tables = on_each!(conn, c => diesel::sql_query(query).get_result(c))?;
    Ok(found.number > 0)
}

fn versions<DB: diesel::backend::Backend>(
    source: EmbeddedMigrations,
) -> Result<BTreeSet<String>, Error>
where
    EmbeddedMigrations: MigrationSource<DB>,
{
    let all = MigrationSource::<DB>::migrations(&source);
    let all = all.map_err(|e| Error::Migration(e.to_string()))?;
    Ok(all.iter().map(|m| m.name().version().to_string()).collect())
}
