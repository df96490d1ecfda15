//! Tampering behind the program's back: all of it is found by `verify` (exit 1) or said to be past proof (exit 2), in words
//! that name the place; nothing of it is ever 0. A start on books that are not those of the anchors is refused.

mod accepted;
mod anchors;
mod beside;
mod books;
mod bylaws;
mod old;
mod start;
mod stood;
mod stored;

use std::path::PathBuf;
use std::sync::OnceLock;

use sahakorn_tests::{Backend, Durability, Ground, Mode, Server, Site, make_original};
use serde_json::{Value, json};

use crate::office::Office;

/// A demonstration that was made, worked in and stopped; of its own for each call.
fn stopped() -> Site {
    static ORIGINAL: OnceLock<Office> = OnceLock::new();
    let made = ORIGINAL.get_or_init(|| {
        let store = Backend::of_this_run()
            .unwrap()
            .store(Durability::Fast)
            .unwrap();
        let made = make_original(&Ground::of_this_run().unwrap(), Mode::Demo, &store).unwrap();
        worked_on(made.copy().unwrap())
    });
    made.server.site().copy().unwrap()
}

fn is_sqlite() -> bool {
    Backend::of_this_run().unwrap() == Backend::Sqlite
}

fn verify_with(site: &Site, more: &[&str]) -> (i32, Value, String) {
    let (code, out, error) = site.run(&[&["verify", "--json"], more].concat()).unwrap();
    let report = serde_json::from_str(&out).unwrap_or(Value::Null);
    (code, report, error)
}

fn verify(site: &Site) -> (i32, Value, String) {
    verify_with(site, &[])
}

/// Verifies and wants this exit code, and each of these words somewhere in what was found or left unproved.
fn says(site: &Site, code: i32, words: &[&str]) {
    let (found, report, error) = verify(site);
    assert_eq!(found, code, "{words:?}: {report} {error}");
    let told = json!([report["broken"], report["also"], report["unproved"], error]).to_string();
    for word in words {
        assert!(told.contains(word), "{word:?} is not said: {told}");
    }
    assert!(
        report.is_null() || report["ok"] == json!(code == 0),
        "{report}"
    );
}

/// Changes a stopped demonstration and wants `verify` to say so.
fn changed(change: impl FnOnce(&Site), code: i32, words: &[&str]) {
    let site = stopped();
    change(&site);
    says(&site, code, words);
}

/// Runs SQL on a table whose triggers are out of the way and back again, so that only the rows tell of it.
fn quietly(site: &Site, table: &str, sql: &str) {
    let whole = if is_sqlite() {
        let raise = format!("BEGIN SELECT RAISE(ABORT, 'C10: {table} holds facts'); END;");
        format!(
            "DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete; {sql} \
             CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {raise} \
             CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {raise}"
        )
    } else {
        format!(
            "ALTER TABLE {table} DISABLE TRIGGER USER; {sql} ALTER TABLE {table} ENABLE TRIGGER USER;"
        )
    };
    site.tamper(&whole).unwrap();
}

fn anchors(site: &Site) -> PathBuf {
    site.data().join("anchors")
}

/// The one file of anchors that a bound demonstration has.
fn anchor_file(site: &Site) -> PathBuf {
    let files = std::fs::read_dir(anchors(site)).unwrap();
    let mut files: Vec<PathBuf> = files.map(|f| f.unwrap().path()).collect();
    files.retain(|file| !file.ends_with("anchors.txt"));
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

fn lines(site: &Site) -> Vec<String> {
    let text = std::fs::read_to_string(anchor_file(site)).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn write_lines(site: &Site, lines: &[String]) {
    std::fs::write(anchor_file(site), lines.join("\n") + "\n").unwrap();
}

/// Puts a copy of a folder in the place of another.
fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    let _ = std::fs::remove_dir_all(to);
    sahakorn_tests::copy_folder(from, to).unwrap();
}

/// The office at work on this installation.
fn at_work(site: Site) -> Office {
    Office::of(Server::launch(site, Mode::Demo, &[]).unwrap())
}

/// Some acts, and the office's program stopped: what it leaves.
fn worked_on(site: Site) -> Office {
    let mut office = at_work(site);
    for _ in 0..3 {
        act(&office).unwrap();
    }
    assert_eq!(office.server.stop(), 0);
    office
}

/// One act: a fee received.
fn act(office: &Office) -> Result<(), String> {
    let body = json!({"amount": "1.00", "received_on": office.today(), "as_credit": true});
    let answer = office.post(&office.officer, "/api/v1/members/1/fee-payments", &body);
    if answer.is_ok() {
        Ok(())
    } else {
        Err(format!("{} {}", answer.status, answer.text()))
    }
}

/// The database as it was, with anchors and keys as they are now: somebody put an older copy back. Of three: whether the
/// anchors and the keys are the older ones too.
fn put_back(older: Site, now: &Site, older_anchors: bool, older_keys: bool) -> Site {
    if !older_anchors {
        copy_folder(&anchors(now), &anchors(&older));
    }
    if !older_keys {
        copy_folder(&now.secrets(), &older.secrets());
    }
    older
}

/// Starts the demonstration, which must refuse: what it says.
fn refused_start(site: &Site) -> String {
    let data = site.data().display().to_string();
    let arguments = ["demo", "--listen", "127.0.0.1:0", "--data", &data];
    let (code, out, error) = site.run(&arguments).unwrap();
    assert_eq!(code, 2, "it started: {out} {error}");
    error
}
