//! The command line says in words what is wrong with a database, and leaves what is not ours as it was.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sahakorn_tests::{Backend, Durability, Ground, Site, Store};

/// A migrated installation of the run's database, and the program gone.
fn installation() -> Site {
    let store = Backend::of_this_run().unwrap();
    let store = store.store(Durability::Fast).unwrap();
    let site = Site::empty(&Ground::of_this_run().unwrap(), &store).unwrap();
    let (code, _, error) = site.run(&["migrate"]).unwrap();
    assert_eq!(code, 0, "{error}");
    site
}

/// The same on SQLite, whatever the run is about; `None` in the other run, where it would be tried again for nothing.
fn embedded() -> Option<Site> {
    let embedded = Backend::of_this_run().unwrap() == Backend::Sqlite;
    embedded.then(installation)
}

/// Runs to the end, but not for ever: a server that starts after all is a failure of the test.
pub fn run(mut command: Command) -> (i32, String) {
    command.env("SAHAKORN_LISTEN", "127.0.0.1:0");
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed().as_secs() > 60 {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap_or(-1), error)
}

/// Each of these commands ends with 2 and says one of these words, and nothing that only a programmer understands.
fn told(site: &Site, commands: &[&str], words: &[&str]) {
    for line in commands {
        let copy = site.data().with_file_name("copy.db");
        let mut arguments: Vec<&str> = line.split(' ').collect();
        if *line == "backup" {
            arguments.push(copy.to_str().unwrap());
        }
        let (code, error) = run(site.command(&arguments));
        assert_eq!(code, 2, "{line}: {error}");
        assert!(
            words.iter().any(|word| error.contains(word)),
            "{line}: {error}"
        );
        assert!(!error.contains("a query failed"), "{line}: {error}");
        assert!(!copy.exists(), "{line} left a copy");
    }
}

const ALL: [&str; 4] = ["serve", "migrate", "verify", "backup"];

#[test]
fn another_kind_of_file_is_named_and_left_alone() {
    let Some(site) = embedded() else { return };
    let text = "ไม่ใช่ฐานข้อมูล แต่เป็นจดหมาย\n".repeat(200);
    std::fs::write(site.database_file(), &text).unwrap();
    told(&site, &ALL, &["not this program's database"]);
    assert_eq!(std::fs::read_to_string(site.database_file()).unwrap(), text);
}

#[test]
fn another_programs_database_is_named_and_left_alone() {
    let Some(site) = embedded() else { return };
    std::fs::remove_file(site.database_file()).unwrap();
    site.tamper("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('x')")
        .unwrap();
    let before = std::fs::read(site.database_file()).unwrap();
    told(&site, &ALL, &["not this program's database"]);
    assert_eq!(std::fs::read(site.database_file()).unwrap(), before);
}

#[test]
fn a_damaged_file_is_named() {
    let Some(site) = embedded() else { return };
    let mut bytes = std::fs::read(site.database_file()).unwrap();
    bytes[4_096..].fill(0xaa);
    std::fs::write(site.database_file(), &bytes).unwrap();
    told(&site, &ALL, &["the database file is damaged"]);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_named() {
    let Some(site) = embedded() else { return };
    std::fs::remove_file(site.database_file()).unwrap();
    std::fs::create_dir(site.database_file()).unwrap();
    told(
        &site,
        &ALL,
        &["a folder lies where the database file belongs"],
    );
}

#[test]
fn a_database_that_is_not_there_is_named() {
    let Some(site) = embedded() else { return };
    std::fs::remove_file(site.database_file()).unwrap();
    told(&site, &["verify"], &["there is no such file"]);
    told(&site, &["backup"], &["there is no database at"]);
    assert!(!site.database_file().exists(), "an empty one was made");
}

#[test]
fn a_backup_into_a_folder_that_is_not_there_is_told() {
    let Some(site) = embedded() else { return };
    let (code, error) = run(site.command(&["backup", "/nowhere/copy.db"]));
    assert_eq!(code, 2, "{error}");
    assert!(
        error.contains("/nowhere/copy.db.part: No such file"),
        "{error}"
    );
}

/// As somebody who may not: root may everything, so it becomes nobody first.
fn as_somebody(command: &Command) -> Command {
    let root = std::fs::metadata("/proc/self").unwrap();
    let root = std::os::unix::fs::MetadataExt::uid(&root) == 0;
    let mut other = if root {
        let mut other = Command::new("setpriv");
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        other.args(nobody).arg(command.get_program());
        other
    } else {
        Command::new(command.get_program())
    };
    other.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
    other.current_dir("/").stdin(Stdio::null());
    other
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_may_not_be_written_is_named() {
    let Some(site) = embedded() else { return };
    let secrets = std::fs::read_dir(site.secrets()).unwrap();
    secrets.for_each(|key| allow(&key.unwrap().path(), 0o444));
    allow(&site.secrets(), 0o755);
    for (folder, file) in [
        (0o777, 0o444),
        (0o555, 0o444),
        (0o555, 0o666),
        (0o777, 0o000),
    ] {
        allow(&site.data(), folder);
        allow(&site.database_file(), file);
        for command in ["serve", "migrate"] {
            let (code, error) = run(as_somebody(&site.command(&[command])));
            let told = ["is read-only", "no permission"];
            assert_eq!(code, 2, "{command}, {folder:o} {file:o}: {error}");
            assert!(
                told.iter().any(|word| error.contains(word)),
                "{command}, {folder:o} {file:o}: {error}"
            );
        }
    }
    allow(&site.data(), 0o755);
}

#[test]
fn a_server_that_is_not_reached_is_told_without_its_address() {
    if Backend::of_this_run().unwrap() == Backend::Sqlite {
        return;
    }
    let site = installation();
    for url in [
        "postgres://somebody:secret@/nothing?host=/nowhere".to_owned(),
        site.database_url().replace("@/t", "@/no_t"),
    ] {
        for command in ["serve", "migrate", "verify"] {
            let mut asked = site.command(&[command]);
            asked.env("DATABASE_URL", &url);
            let (code, error) = run(asked);
            assert_eq!(code, 2, "{command}: {error}");
            assert!(
                error.contains("PostgreSQL: the database is gone"),
                "{error}"
            );
            assert!(!error.contains("secret"), "{error}");
        }
    }
}

/// Where a test needs the embedded database by name.
pub fn empty_embedded(program: &Path) -> Site {
    let ground = Ground {
        program: program.to_path_buf(),
        ..Ground::of_this_run().unwrap()
    };
    Site::empty(&ground, &Store::Sqlite).unwrap()
}
