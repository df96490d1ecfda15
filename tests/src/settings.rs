//! What a run is told through its environment. `cargo xtask test` sets all of it.

use std::path::{Path, PathBuf};

use crate::{Durability, Postgres, Store, Trouble};

/// `sqlite` or `postgres`: the database that the suite runs on.
pub const DATABASE: &str = "SAHAKORN_TEST_DB";
/// The socket folder of the run's PostgreSQL.
pub const POSTGRES: &str = "SAHAKORN_TEST_PG";
/// The product's program.
pub const PROGRAM: &str = "SAHAKORN_BIN";
/// The folder for what tests write; kept when a test fails.
pub const SCRATCH: &str = "SAHAKORN_TEST_SCRATCH";

/// The database that this run of the suite is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// Reads `SAHAKORN_TEST_DB`. A missing or unknown value is trouble: no default, or one database would go untested unseen.
    pub fn of_this_run() -> Result<Self, Trouble> {
        match required(DATABASE)?.as_str() {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" => Ok(Self::Postgres),
            other => Err(Trouble::new(format!(
                "{DATABASE} is {other:?}; it must be sqlite or postgres"
            ))),
        }
    }

    /// Where new databases of this run are made. Durable ones on PostgreSQL get a cluster of their own with fsync on.
    pub fn store(self, durability: Durability) -> Result<Store, Trouble> {
        match (self, durability) {
            (Self::Sqlite, Durability::Fast | Durability::Durable) => Ok(Store::Sqlite),
            (Self::Postgres, Durability::Fast) => {
                Ok(Store::Postgres(Postgres::at(required(POSTGRES)?)))
            }
            (Self::Postgres, Durability::Durable) => {
                crate::postgres::durable_cluster().map(Store::Postgres)
            }
        }
    }
}

fn required(name: &str) -> Result<String, Trouble> {
    std::env::var(name).map_err(|_| {
        Trouble::new(format!(
            "{name} is not set; run the tests by `cargo xtask test`"
        ))
    })
}

/// What every installation of a run is made with: the product's program, and the folder that the run writes in.
#[derive(Debug, Clone)]
pub struct Ground {
    pub program: PathBuf,
    pub scratch: PathBuf,
}

impl Ground {
    /// Reads `SAHAKORN_BIN` and `SAHAKORN_TEST_SCRATCH`; a missing program is trouble.
    pub fn of_this_run() -> Result<Self, Trouble> {
        let program = PathBuf::from(required(PROGRAM)?);
        if !program.is_file() {
            return Err(Trouble::new(format!(
                "{PROGRAM} names no file: {}",
                program.display()
            )));
        }
        Ok(Self {
            program,
            scratch: PathBuf::from(required(SCRATCH)?),
        })
    }
}

/// The root of the source tree.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
