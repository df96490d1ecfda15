//! `sahakorn verify` finds what was done behind the program's back, and names the place.

use std::io::Write;

use sahakorn_tests::{Backend, Site};
use serde_json::Value;

use crate::writer::{Desk, one_letter};

/// Twelve letters, and the program gone.
fn books() -> Site {
    let desk = Desk::open();
    for _ in 0..12 {
        desk.letter();
    }
    desk.writer.stop();
    desk.site
}

fn verify(site: &Site) -> (i32, Value) {
    let (code, out, _) = site.run(&["verify", "--json"]).unwrap();
    (code, serde_json::from_str(&out).unwrap_or(Value::Null))
}

/// Runs SQL with the triggers out of the way, as someone with the database's own password could.
fn tamper(site: &Site, table: &str, sql: &str) {
    let off = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => {
            format!(
                "DROP TRIGGER IF EXISTS {table}_no_update; DROP TRIGGER IF EXISTS {table}_no_delete;"
            )
        }
        Backend::Postgres => format!("ALTER TABLE {table} DISABLE TRIGGER ALL;"),
    };
    site.tamper(&format!("{off} {sql}")).unwrap();
}

fn broken_at(site: &Site) -> (i64, String) {
    let (code, report) = verify(site);
    assert_eq!(code, 1, "{report}");
    let broken = &report["broken"];
    (
        broken["seq"].as_i64().unwrap_or(-1),
        broken["table"].as_str().unwrap_or("").to_owned(),
    )
}

#[test]
fn untouched_books_hold() {
    let site = books();
    let (code, report) = verify(&site);
    assert_eq!((code, report["ok"].as_bool()), (0, Some(true)), "{report}");
    assert_eq!(report["events"], 12);
    assert_eq!(report["facts"], 12);
}

#[test]
fn an_edited_fact_is_named() {
    let site = books();
    tamper(
        &site,
        "letter_facts",
        "UPDATE letter_facts SET person_id = 8 WHERE seq = 5;",
    );
    assert_eq!(broken_at(&site), (5, "letter_facts".to_owned()));
}

#[test]
fn a_removed_fact_is_named() {
    let site = books();
    tamper(
        &site,
        "letter_facts",
        "DELETE FROM letter_facts WHERE seq = 9;",
    );
    assert_eq!(broken_at(&site), (9, "letter_facts".to_owned()));
}

#[test]
fn an_inserted_fact_is_named_even_beyond_the_chain() {
    for seq in [3, 99] {
        let site = books();
        let row = format!(
            "INSERT INTO letter_facts (id, seq, subject_id, kind, on_date, recorded_at, person_id, data) \
             VALUES (777, {seq}, 1, 'closed', '2026-11-20', 1, 7, '{{}}');"
        );
        tamper(&site, "letter_facts", &row);
        assert_eq!(broken_at(&site), (seq, "letter_facts".to_owned()));
    }
}

#[test]
fn an_edited_removed_or_moved_event_is_named() {
    for (sql, seq) in [
        ("UPDATE events SET act = 'test.other' WHERE seq = 4;", 4),
        ("UPDATE events SET person_id = 8 WHERE seq = 6;", 6),
        ("DELETE FROM events WHERE seq = 7;", 7),
        ("UPDATE events SET at = at + 1 WHERE seq = 12;", 12),
    ] {
        let site = books();
        tamper(&site, "events", sql);
        assert_eq!(broken_at(&site).0, seq, "{sql}");
    }
}

#[test]
fn a_tail_cut_off_with_its_facts_and_head_is_found_by_the_anchor() {
    let site = books();
    let seal = match Backend::of_this_run().unwrap() {
        Backend::Sqlite => "(SELECT seal FROM events WHERE seq = 10)",
        Backend::Postgres => "(SELECT seal FROM events WHERE seq = 10)",
    };
    tamper(
        &site,
        "letter_facts",
        "DELETE FROM letter_facts WHERE seq > 10;",
    );
    tamper(
        &site,
        "events",
        &format!(
            "UPDATE chain_head SET seq = 10, seal = {seal}; DELETE FROM events WHERE seq > 10; DELETE FROM letters WHERE id > 10;"
        ),
    );
    let (code, report) = verify(&site);
    assert_eq!(code, 1, "{report}");
    assert!(
        report["broken"]["what"]
            .as_str()
            .unwrap()
            .contains("anchored"),
        "{report}"
    );
}

#[test]
fn an_edited_projection_is_named() {
    let site = books();
    site.tamper("UPDATE letters SET state = 'closed' WHERE id = 2;")
        .unwrap();
    let (code, report) = verify(&site);
    assert_eq!(code, 1);
    assert_eq!(
        (
            report["broken"]["table"].as_str(),
            report["broken"]["id"].as_i64()
        ),
        (Some("letters"), Some(2))
    );
}

#[test]
fn a_missing_or_malformed_key_is_exit_2_and_never_0() {
    let site = books();
    let key = site.secrets().join("chain.key");
    let kept = std::fs::read_to_string(&key).unwrap();
    std::fs::File::create(&key)
        .unwrap()
        .write_all(b"short")
        .unwrap();
    assert_eq!(verify(&site).0, 2);
    std::fs::remove_file(&key).unwrap();
    assert_eq!(verify(&site).0, 2);
    std::fs::write(&key, kept.chars().rev().collect::<String>()).unwrap();
    assert_eq!(verify(&site).0, 1, "another key seals another chain");
}

#[test]
fn new_keys_are_never_made_over_an_old_chain() {
    let desk = Desk::open();
    desk.act(None, one_letter).unwrap();
    desk.writer.stop();
    std::fs::remove_file(desk.site.secrets().join("chain.key")).unwrap();
    let (code, _, error) = desk.site.run(&["migrate"]).unwrap();
    assert_eq!(code, 2, "{error}");
    assert!(!desk.site.secrets().join("chain.key").exists());
}
