//! A copy of the embedded database while it is in use, and the way back. PostgreSQL has its own tools for both.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Access, Conn, Error, Trouble, Url, is_migrated};
use crate::audit::service::head;

/// A copy could not be made or brought back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(
        "this is for the embedded database; copy PostgreSQL by `pg_dump --format=custom --file=FILE` and bring it back by `pg_restore`"
    )]
    Postgres,
    #[error("there is no database at {0}")]
    NoDatabase(String),
    #[error("{0} exists already; nothing is written over")]
    Exists(String),
    #[error("{0} is not a backup of this program's database")]
    NotOurs(String),
    #[error("{0}: {1}")]
    Io(String, io::Error),
    #[error(transparent)]
    Database(#[from] Error),
}

/// Writes a copy of one moment to `to`: acts that commit meanwhile are in it whole or not at all. Keys are not in it.
pub fn backup(url: &Url, to: &Path) -> Result<(), BackupError> {
    let source = embedded(url)?;
    if !source.exists() {
        return Err(BackupError::NoDatabase(source.display().to_string()));
    }
    refuse_existing(to)?;
    let mut conn = url.connect(Access::Write)?;
    head(&mut conn).map_err(|e| e.at(url))?;
    let part = beside(to, "part");
    remove_left_over(&part)?;
    owners_only(&part)?;
    if let Err(error) = copy_out(&mut conn, url, &part) {
        remove_left_over(&part)?;
        return Err(error);
    }
    settle(&part, to)
}

/// Puts the copy at `from` where the database belongs; refuses where one is.
pub fn restore(url: &Url, from: &Path) -> Result<(), BackupError> {
    let target = embedded(url)?;
    for name in ["", "-wal", "-shm"] {
        refuse_existing(&with_suffix(target, name))?;
    }
    let part = beside(target, "part");
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
    }
    remove_left_over(&part)?;
    // Not `fs::copy`, which gives the copy the rights of its source.
    let mut copy = owners_only(&part)?;
    if let Err(error) = File::open(from).and_then(|mut file| io::copy(&mut file, &mut copy)) {
        remove_left_over(&part)?;
        return Err(at(from, error));
    }
    if !is_ours(&part) {
        remove_left_over(&part)?;
        return Err(BackupError::NotOurs(from.display().to_string()));
    }
    settle(&part, target)
}

/// A database of ours has been migrated, by this version of the program or an older one.
fn is_ours(path: &Path) -> bool {
    let copy = Url::Sqlite(path.display().to_string());
    let Ok(mut conn) = copy.connect(Access::Write) else {
        return false;
    };
    // Asking a foreign database for its migrations would make it look like ours.
    head(&mut conn).is_ok() && is_migrated(&mut conn).is_ok()
}

fn embedded(url: &Url) -> Result<&Path, BackupError> {
    url.file().map(Path::new).ok_or(BackupError::Postgres)
}

#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn copy_out(conn: &mut Conn, from: &Url, to: &Path) -> Result<(), BackupError> {
    match conn {
        Conn::Sqlite(conn) => {
            let file = to.display().to_string();
            let copied = diesel::sql_query("VACUUM INTO ?")
                .bind::<Text, _>(&file)
                .execute(conn);
            copied.map_err(|error| told(error.into(), from, Url::Sqlite(file)))?;
            Ok(())
        }
        Conn::Postgres(_) => Err(BackupError::Postgres),
    }
}

/// Whose trouble it is: the copy's where its disk took no more, else that of what is copied.
fn told(error: Error, from: &Url, to: Url) -> Error {
    match Trouble::of(&error) {
        Some(Trouble::DiskFull | Trouble::NotAllowed | Trouble::Disk) => error.at(&to),
        Some(_) | None => error.at(from),
    }
}

/// On the disk, and only then under its name.
fn settle(part: &Path, whole: &Path) -> Result<(), BackupError> {
    let synced = File::open(part).and_then(|file| file.sync_all());
    synced.map_err(|e| at(part, e))?;
    refuse_existing(whole)?;
    fs::rename(part, whole).map_err(|e| at(whole, e))?;
    let folder = whole
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|e| at(folder, e))
}

/// An empty file that only its owner may read; the copy is written into it.
fn owners_only(path: &Path) -> Result<File, BackupError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| at(path, e))
}

fn refuse_existing(path: &Path) -> Result<(), BackupError> {
    if path.exists() {
        return Err(BackupError::Exists(path.display().to_string()));
    }
    Ok(())
}

fn remove_left_over(path: &Path) -> Result<(), BackupError> {
    for name in ["", "-wal", "-shm"] {
        let path = with_suffix(path, name);
        if path.exists() {
            fs::remove_file(&path).map_err(|e| at(&path, e))?;
        }
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    with_suffix(path, &format!(".{ending}"))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn at(path: &Path, error: io::Error) -> BackupError {
    BackupError::Io(path.display().to_string(), error)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::db::migrate;

    /// A folder that goes with the test, and a database in it.
    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> (Self, Url) {
            let folder =
                std::env::temp_dir().join(format!("sahakorn-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            let url = Url::Sqlite(folder.join("books.db").display().to_string());
            migrate(&mut url.connect(Access::Write).unwrap()).unwrap();
            (Self(folder), url)
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_copy_comes_back_as_it_was() {
        let (place, url) = Place::new("backup");
        let copy = place.0.join("copy.db");
        backup(&url, &copy).unwrap();
        let elsewhere = Url::Sqlite(place.0.join("new/books.db").display().to_string());
        restore(&elsewhere, &copy).unwrap();
        let mut conn = elsewhere.connect(Access::Write).unwrap();
        assert!(is_migrated(&mut conn).unwrap());
        assert_eq!(head(&mut conn).unwrap().seq, 0);
        assert!(!place.0.join("copy.db.part").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_brought_back_is_for_its_owner_alone_whatever_the_copy_was() {
        use std::os::unix::fs::PermissionsExt as _;
        let (place, url) = Place::new("rights");
        let copy = place.0.join("copy.db");
        backup(&url, &copy).unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o666)).unwrap();
        let back = place.0.join("new/books.db");
        restore(&Url::Sqlite(back.display().to_string()), &copy).unwrap();
        let mode = fs::metadata(back).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600);
    }

    #[test]
    fn nothing_is_written_over() {
        let (place, url) = Place::new("over");
        let copy = place.0.join("copy.db");
        backup(&url, &copy).unwrap();
        assert!(matches!(backup(&url, &copy), Err(BackupError::Exists(_))));
        assert!(matches!(restore(&url, &copy), Err(BackupError::Exists(_))));
    }

    #[test]
    fn a_foreign_file_is_no_backup() {
        let (place, _) = Place::new("foreign");
        let foreign = place.0.join("letter.txt");
        fs::write(&foreign, "ไม่ใช่ฐานข้อมูล").unwrap();
        let empty = Url::Sqlite(place.0.join("new.db").display().to_string());
        assert!(matches!(
            restore(&empty, &foreign),
            Err(BackupError::NotOurs(_))
        ));
        assert!(!place.0.join("new.db").exists() && !place.0.join("new.db.part").exists());
    }

    #[test]
    fn postgres_is_sent_to_its_own_tools() {
        let url = Url::Postgres("postgres:///books".into());
        let refused = backup(&url, Path::new("x")).unwrap_err();
        assert!(refused.to_string().contains("pg_dump"));
        assert!(matches!(
            restore(&url, Path::new("x")),
            Err(BackupError::Postgres)
        ));
        let gone = Url::Sqlite("/nowhere/books.db".into());
        assert!(matches!(
            backup(&gone, Path::new("x")),
            Err(BackupError::NoDatabase(_))
        ));
    }
}
