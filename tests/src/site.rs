//! One installation: a folder with keys and anchors, and a database in it or in PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{During, Ground, Postgres, Trouble};

/// Where databases are made.
#[derive(Debug, Clone)]
pub enum Store {
    Sqlite,
    Postgres(Postgres),
}

/// One installation. Its folder and database go with it, unless a test is failing: then they stay to be looked at.
#[derive(Debug)]
pub struct Site {
    ground: Ground,
    folder: PathBuf,
    store: Store,
    database: String,
}

impl Site {
    /// An installation without anything in it.
    pub fn empty(ground: &Ground, store: &Store) -> Result<Self, Trouble> {
        let site = Self::named(ground, store)?;
        std::fs::create_dir_all(site.data())?;
        if let Store::Postgres(postgres) = store {
            postgres.create(&site.database, None)?;
        }
        Ok(site)
    }

    /// The same installation again, on its own: folder, keys and database. Nobody may be using the original.
    pub fn copy(&self) -> Result<Self, Trouble> {
        let site = Self::named(&self.ground, &self.store)?;
        copy_folder(&self.data(), &site.data())?;
        if let Store::Postgres(postgres) = &self.store {
            postgres.create(&site.database, Some(&self.database))?;
        }
        Ok(site)
    }

    /// An installation as the first released program left it (`tests/fixtures/first_storey`), with that program's keys, anchors and
    /// sign-ins. `made.json` in its folder says what is in it.
    pub fn of_first_storey(ground: &Ground, store: &Store) -> Result<Self, Trouble> {
        let site = Self::empty(ground, store)?;
        let kept = crate::workspace().join("tests/fixtures/first_storey");
        match store {
            Store::Sqlite => {
                copy_folder(&kept.join("sqlite"), &site.data())?;
                unpack(&site.data().join("sahakorn.db.gz"))?;
            }
            Store::Postgres(postgres) => {
                copy_folder(&kept.join("postgres"), &site.data())?;
                let dump = unpack(&site.data().join("database.sql.gz"))?;
                postgres.load(&site.database, &dump)?;
            }
        }
        Ok(site)
    }

    fn named(ground: &Ground, store: &Store) -> Result<Self, Trouble> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "t{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = ground.scratch.join(&name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            ground: ground.clone(),
            folder,
            store: store.clone(),
            database: name,
        })
    }

    /// What `--data` names: the database file (on SQLite), keys, anchors, `sign-ins.json`.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// What the program wrote to standard error, over all its starts.
    pub fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    pub fn secrets(&self) -> PathBuf {
        self.data().join("secrets")
    }

    pub fn database_url(&self) -> String {
        match &self.store {
            Store::Sqlite => format!("sqlite://{}", self.database_file().display()),
            Store::Postgres(postgres) => postgres.url(&self.database),
        }
    }

    /// The database file, on SQLite.
    pub fn database_file(&self) -> PathBuf {
        self.data().join("sahakorn.db")
    }

    /// The program, set to this installation by environment only, and run from its folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.ground.program);
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("DATABASE_URL", self.database_url())
            .env("SAHAKORN_SECRETS", self.secrets())
            .env("SAHAKORN_ANCHORS", self.data().join("anchors"))
            .env_remove("SAHAKORN_CONFIG")
            .env_remove("SAHAKORN_LISTEN")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command of the program to its end: exit code, standard output, standard error.
    pub fn run(&self, arguments: &[&str]) -> Result<(i32, String, String), Trouble> {
        let output = self
            .command(arguments)
            .output()
            .during(format!("sahakorn {}", arguments.join(" ")))?;
        let code = output.status.code().unwrap_or(-1);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((code, text(&output.stdout), text(&output.stderr)))
    }

    /// Runs SQL beside the program, as a thief or an insider would: through `psql`, or through `sqlite3` for a file.
    pub fn tamper(&self, sql: &str) -> Result<String, Trouble> {
        match &self.store {
            Store::Postgres(postgres) => postgres.query(&self.database, sql),
            Store::Sqlite => {
                // The server may be writing its access log just now.
                let output = Command::new("sqlite3")
                    .args(["-cmd", ".timeout 5000"])
                    .arg(self.database_file())
                    .arg(sql)
                    .stdin(Stdio::null())
                    .output();
                let output = output.during("sqlite3 could not be run")?;
                let error = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                if output.status.success() && error.is_empty() {
                    return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
                }
                Err(Trouble::new(format!("sqlite3: {error}")))
            }
        }
    }

    /// Bytes that the database takes on disk. On SQLite exact once the server has stopped and emptied its log.
    pub fn database_bytes(&self) -> Result<u64, Trouble> {
        match &self.store {
            Store::Postgres(postgres) => {
                let sql = format!("SELECT pg_database_size('{}')", self.database);
                postgres
                    .query(&self.database, &sql)?
                    .parse()
                    .during("the size of the database")
            }
            Store::Sqlite => {
                let file = self.database_file();
                let size = |p: &Path| std::fs::metadata(p).map_or(0, |m| m.len());
                Ok(size(&file) + size(&file.with_extension("db-wal")))
            }
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        // What cannot be removed now goes with the run's scratch folder and cluster.
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Store::Postgres(postgres) = &self.store {
            let _ = postgres.drop_database(&self.database);
        }
    }
}

/// Unpacks a file in its place; the name without `.gz`.
fn unpack(packed: &Path) -> Result<PathBuf, Trouble> {
    let done = Command::new("gzip").arg("-d").arg(packed).status();
    if !done.during("gzip")?.success() {
        return Err(Trouble::new(format!(
            "{} could not be unpacked",
            packed.display()
        )));
    }
    Ok(packed.with_extension(""))
}

/// Copies a folder with all that is in it; what lies at the target beside it stays.
pub fn copy_folder(from: &Path, to: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).during(from.display())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target).during(entry.path().display())?;
        }
    }
    Ok(())
}
