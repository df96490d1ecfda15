//! A disk that is full. The program runs in a mount namespace of its own, with a small file system where its data lies; where
//! the machine does not let a test mount one, the test fails and says so.

use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use sahakorn_tests::{Backend, Ground, Mode, Server, Site};

use super::command_line::{empty_embedded, run};
use super::{an_act, ready_again, says};
use crate::office::Office;

/// `DISK` is mounted, filled from `FROM` and, when asked by `FULL`, to the brim; then the program becomes this process.
const SCRIPT: &str = r#"#!/bin/sh
exec unshare --mount OWN sh -ec '
mount -t tmpfs -o size=SIZE tmpfs "DISK" || { echo "no file system could be mounted here" >&2; exit 99; }
cp -a "FROM/." "DISK"
if FULL; then cat /dev/zero > "DISK/fill" 2>/dev/null || true; fi
exec PROGRAM "$@"' sh "$@"
"#;

/// Writes a program to stand in front of the real one: the folder `disk` is on a disk of its own that begins as `from`.
fn on_a_disk(path: &Path, disk: &Path, from: &Path, size: &str, full: bool) {
    let program = Ground::of_this_run().unwrap().program;
    let root = std::fs::metadata("/proc/self").unwrap();
    let root = std::os::unix::fs::MetadataExt::uid(&root) == 0;
    let text = SCRIPT
        .replace("OWN", if root { "" } else { "--map-root-user" })
        .replace("SIZE", size)
        .replace("DISK", disk.to_str().unwrap())
        .replace("FROM", from.to_str().unwrap())
        .replace("FULL", if full { "true" } else { "false" })
        .replace("PROGRAM", program.to_str().unwrap());
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A place for such a program.
fn script(name: &str) -> PathBuf {
    let scratch = Ground::of_this_run().unwrap().scratch;
    scratch.join(format!("{name}-{}.sh", std::process::id()))
}

fn copied(from: &Path, to: &Path) {
    let copy = std::process::Command::new("cp")
        .arg("-a")
        .arg(from.join("."))
        .arg(to)
        .status();
    assert!(copy.unwrap().success(), "{}", from.display());
}

/// Writes until nothing more goes.
fn fill(path: &Path) {
    let mut options = std::fs::File::options();
    let file = options.write(true).create(true).mode(0o600).open(path);
    let mut file = file.unwrap();
    for size in [65_536, 4_096, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}

#[test]
fn a_full_disk_is_told_and_found_free_again_without_an_act() {
    if Backend::of_this_run().unwrap() == Backend::Postgres {
        return;
    }
    let (original, script) = (original(), script("small-disk"));
    let site = empty_embedded(&script);
    // Beside the disk, for whoever looks from outside: the sign-ins of the demonstration.
    copied(&original.data(), &site.data());
    on_a_disk(&script, &site.data(), &original.data(), "64m", false);
    let filler = site.data().join("fill");
    let server = Server::launch(site, Mode::Demo, &[]);
    let office = Office::of(server.unwrap());
    assert_eq!(an_act(&office).status, 201);
    let inside = format!("/proc/{}/root", office.server.pid().unwrap());
    let filler = PathBuf::from(format!("{inside}{}", filler.display()));
    fill(&filler);
    let full = (0..200).map(|_| an_act(&office).status).find(|s| *s != 201);
    assert_eq!(full, Some(503), "the disk was never full");
    says(&office.server, "ดิสก์เต็ม", "the disk is full");
    std::fs::remove_file(&filler).unwrap();
    ready_again(&office.server);
    assert_eq!(an_act(&office).status, 201);
}

/// A demonstration that nobody uses.
fn original() -> Site {
    let mut server = Server::start();
    assert_eq!(server.stop(), 0);
    server.site().copy().unwrap()
}

#[test]
fn the_command_line_tells_of_a_full_disk() {
    if Backend::of_this_run().unwrap() == Backend::Postgres {
        return;
    }
    let site = empty_embedded(&Ground::of_this_run().unwrap().program);
    assert_eq!(run(site.command(&["migrate"])).0, 0);
    let aside = site.data().with_file_name("aside");
    copied(&site.data(), &aside);
    let brim = script("brim");
    on_a_disk(&brim, &site.data(), &aside, "16m", true);
    for command in ["serve", "migrate"] {
        let asked = site.command(&[command]);
        let (code, error) = run(through(&brim, &asked));
        assert_eq!(code, 2, "{command}: {error}");
        assert!(error.contains("the disk is full"), "{command}: {error}");
    }
    let other = site.data().with_file_name("other");
    let nothing = site.data().with_file_name("nothing");
    std::fs::create_dir(&other).unwrap();
    std::fs::create_dir(&nothing).unwrap();
    let small = script("copy");
    on_a_disk(&small, &other, &nothing, "1m", true);
    let copy = other.join("copy.db");
    let asked = site.command(&["backup", copy.to_str().unwrap()]);
    let (code, error) = run(through(&small, &asked));
    assert_eq!(code, 2, "backup: {error}");
    assert!(error.contains("the disk is full"), "backup: {error}");
}

/// The same command with another program in front.
fn through(script: &Path, command: &std::process::Command) -> std::process::Command {
    let mut other = std::process::Command::new(script);
    other.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
    other.stdin(std::process::Stdio::null());
    other
}
