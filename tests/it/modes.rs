//! Who may read what the program writes: its own user, whatever the umask and whatever an older version left (decision 36).

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use sahakorn_tests::{Backend, Durability, Ground, Mode, Server, Site};

const OPEN: &str = "umask 0000";

/// Every file and folder that others may do anything with, and how many there are in all.
fn open_to_others(folder: &Path) -> (Vec<String>, usize) {
    let (mut open, mut all, mut folders) = (Vec::new(), 0, vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        // The folder is the program's own where its database lies in it.
        let is_own = Backend::of_this_run().unwrap() == Backend::Sqlite;
        if next == folder && is_own {
            paths.push(next);
        }
        for path in paths {
            let (mode, is_folder) = (mode(&path), path.is_dir());
            let allowed = if is_folder { 0o700 } else { 0o600 };
            if mode & !allowed != 0 {
                open.push(format!("{} {mode:o}", path.display()));
            }
            if is_folder && path != folder {
                folders.push(path);
            }
            all += 1;
        }
    }
    (open, all)
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Everybody may do everything, as after a careless copy.
fn loosen(site: &Site) {
    let mut chmod = Command::new("chmod");
    let done = chmod.args(["-R", "a+rwX"]).arg(site.data()).status();
    assert!(done.unwrap().success());
}

fn assert_private(server: &Server) {
    let (open, all) = open_to_others(&server.site().data());
    assert_eq!(open, Vec::<String>::new(), "of {all}");
    assert!(all > 5, "only {all} files and folders");
}

#[test]
fn a_start_closes_what_was_open() {
    for mode in [Mode::Serve, Mode::Demo] {
        let mut server = Server::start_after(OPEN, mode, loosen);
        assert_private(&server);
        server.stop();
        // The last anchor is written at the end.
        assert_private(&server);
    }
}

#[test]
fn a_new_installation_is_closed_whatever_the_umask() {
    let (ground, store) = (
        Ground::of_this_run().unwrap(),
        Backend::of_this_run()
            .unwrap()
            .store(Durability::Fast)
            .unwrap(),
    );
    for mode in [Mode::Serve, Mode::Demo] {
        let site = Site::empty(&ground, &store).unwrap();
        loosen(&site);
        let server = Server::launch_after(Some(OPEN), site, mode, &[]).unwrap();
        assert_private(&server);
    }
}

#[test]
fn a_backup_is_closed() {
    if Backend::of_this_run().unwrap() == Backend::Postgres {
        return;
    }
    let server = Server::start_after(OPEN, Mode::Serve, |_| {});
    let copy = server.site().data().join("backups").join("copy.db");
    let command = server.site().command(&["backup", copy.to_str().unwrap()]);
    std::fs::create_dir(copy.parent().unwrap()).unwrap();
    let status = sahakorn_tests::shell::after(OPEN, &command).status();
    assert!(status.unwrap().success());
    assert_eq!(mode(&copy), 0o600);
}

#[test]
fn what_is_restored_is_closed_and_nobody_writes_to_its_folder() {
    if Backend::of_this_run().unwrap() == Backend::Postgres {
        return;
    }
    let mut server = Server::start_after(OPEN, Mode::Serve, |_| {});
    let copy = server.site().data().join("backups").join("copy.db");
    std::fs::create_dir(copy.parent().unwrap()).unwrap();
    let site = server.site();
    let after = |args: &[&str]| sahakorn_tests::shell::after(OPEN, &site.command(args)).status();
    let copied = after(&["backup", copy.to_str().unwrap()]);
    assert!(copied.unwrap().success());
    loosen(site);
    let [data, file] = [site.data(), site.database_file()];
    let everybody = std::fs::Permissions::from_mode(0o777);
    std::fs::set_permissions(&data, everybody).unwrap();
    server.stop();
    let site = server.site();
    for ending in ["", "-wal", "-shm"] {
        let lost = std::path::PathBuf::from(format!("{}{ending}", file.display()));
        assert!(!lost.exists() || std::fs::remove_file(lost).is_ok());
    }
    let command = site.command(&["restore", copy.to_str().unwrap()]);
    let restored = sahakorn_tests::shell::after(OPEN, &command).status();
    assert!(restored.unwrap().code().is_some());
    assert_eq!(mode(&file), 0o600, "whatever the copy was");
    assert_eq!(mode(&data) & 0o002, 0, "a folder with backups in it");
}
