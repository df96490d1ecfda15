//! Files and folders that only the program's own user may read, whatever umask it was started with and whatever an older
//! version left (decision 36). Elsewhere than on Unix the rights of the folder above hold, and all of this does nothing.

use std::path::Path;

use crate::config::Config;

/// Everything made from here on is for the program's own user. First in `main`, before any file.
pub fn from_now_on() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Takes away what others may do with what lies there already: database, keys, anchors, and the folder of the database where
/// nothing else lies in it. What cannot be changed (a mount that is only read) is said in the log and stays.
pub fn tighten(config: &Config) {
    #[cfg(unix)]
    unix::tighten(config);
    #[cfg(not(unix))]
    let _ = config;
}

/// The same for a demonstration's folder with its passwords and its file of the bank.
pub fn tighten_demonstration(folder: &Path, config: &Config) {
    #[cfg(unix)]
    unix::tighten_demonstration(folder, config);
    #[cfg(not(unix))]
    let _ = (folder, config);
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::{Path, PathBuf};

    use crate::config::Config;

    const FILE: u32 = 0o600;
    const FOLDER: u32 = 0o700;
    const ALL: u32 = 0o7777;
    const OTHERS_WRITE: u32 = 0o002;
    const STICKY: u32 = 0o1000;
    /// The embedded database and what SQLite keeps beside it.
    const DATABASE_ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

    pub fn tighten(config: &Config) {
        for folder in [&config.secrets, &config.anchors] {
            restrict(folder, FOLDER);
            for file in files_in(folder) {
                restrict(&file, FILE);
            }
        }
        let Some(database) = config.database.file() else {
            return;
        };
        for ending in DATABASE_ENDINGS {
            restrict(Path::new(&format!("{database}{ending}")), FILE);
        }
        if let Some(folder) = Path::new(database).parent() {
            let here = folder.as_os_str().is_empty();
            restrict_ours(if here { Path::new(".") } else { folder }, config);
        }
    }

    pub fn tighten_demonstration(folder: &Path, config: &Config) {
        for file in files_in(folder).iter().filter(|file| is_of_the_demo(file)) {
            restrict(file, FILE);
        }
        restrict_ours(folder, config);
        tighten(config);
    }

    fn is_of_the_demo(file: &Path) -> bool {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name == "sign-ins.json" || name.ends_with(".csv")
    }

    /// Restricts a folder in which nothing of anybody else lies: `/tmp` and `/var/lib` are not ours because a database is in
    /// them. What begins with a dot is a home's usual furniture.
    fn restrict_ours(folder: &Path, config: &Config) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let is_ours = |path: &Path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let database = config.database.file().map(Path::new);
            let database = database.and_then(Path::file_name).unwrap_or_default();
            name.starts_with('.')
                || (!database.is_empty() && name.starts_with(&*database.to_string_lossy()))
                || path.is_dir()
                    && (is_same(path, &config.secrets) || is_same(path, &config.anchors))
                || is_of_the_demo(path)
        };
        if entries.flatten().all(|entry| is_ours(&entry.path())) {
            restrict(folder, FOLDER);
        } else {
            nobody_writes(folder);
        }
    }

    /// Whoever may write to a folder may put another file in a database's place. Where the sticky bit is set, as on `/tmp`, each
    /// only moves what is his.
    fn nobody_writes(folder: &Path) {
        let mode = fs::metadata(folder).map_or(0, |found| found.permissions().mode());
        if mode & OTHERS_WRITE == 0 || mode & STICKY != 0 {
            return;
        }
        restrict(folder, ALL & !OTHERS_WRITE);
        tracing::warn!(path = %folder.display(), "everybody could write to the folder of the database; that is over, the rest stays because other things lie in it");
    }

    fn is_same(one: &Path, other: &Path) -> bool {
        matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
    }

    /// The files of a folder, without links and without the folders in it.
    fn files_in(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.path())
            .collect()
    }

    /// Takes every right away that is not in `allowed`; gives none.
    fn restrict(path: &Path, allowed: u32) {
        let Ok(found) = fs::metadata(path) else {
            return;
        };
        let mode = found.permissions().mode() & 0o7777;
        if mode & !allowed == 0 {
            return;
        }
        let restricted = fs::Permissions::from_mode(mode & allowed);
        if let Err(error) = fs::set_permissions(path, restricted) {
            tracing::warn!(path = %path.display(), %error, "others may read this, and it could not be changed");
        }
    }

    #[cfg(test)]
    mod tests {
        #![expect(clippy::unwrap_used, reason = "tests")]
        use super::*;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o7777
        }

        fn folder(name: &str) -> PathBuf {
            let folder = std::env::temp_dir().join(format!("shk-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
            folder
        }

        fn loose(path: &Path) {
            fs::write(path, "x").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap();
        }

        #[test]
        fn what_an_older_version_left_is_closed() {
            let folder = folder("private");
            let config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
            let [wal, signs] = ["sahakorn.db-wal", "sign-ins.json"].map(|name| folder.join(name));
            loose(&wal);
            loose(&signs);
            tighten_demonstration(&folder, &config);
            assert_eq!(
                [mode(&wal), mode(&signs), mode(&folder)],
                [0o600, 0o600, 0o700]
            );
            fs::remove_dir_all(folder).unwrap();
        }

        #[test]
        fn a_folder_with_other_things_in_it_stays_as_it_is() {
            let folder = folder("shared");
            let config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
            let (database, other) = (folder.join("sahakorn.db"), folder.join("letter.txt"));
            loose(&database);
            loose(&other);
            tighten(&config);
            assert_eq!(
                [mode(&database), mode(&other), mode(&folder)],
                [0o600, 0o666, 0o755]
            );
            fs::remove_dir_all(folder).unwrap();
        }

        #[test]
        fn nobody_writes_to_a_folder_with_other_things_in_it_but_where_it_is_sticky() {
            let folder = folder("shared-by-all");
            let config = Config::demonstration(&folder, "127.0.0.1:0").unwrap();
            fs::create_dir_all(folder.join("backups")).unwrap();
            for (open, then) in [(0o777, 0o775), (0o1777, 0o1777), (0o775, 0o775)] {
                fs::set_permissions(&folder, fs::Permissions::from_mode(open)).unwrap();
                tighten(&config);
                assert_eq!(mode(&folder), then, "{open:o}");
            }
            fs::remove_dir_all(folder).unwrap();
        }
    }
}
