//! Migrations come in twins, one per database, and every table is one of the kinds that `migrations/README.md` names.

use std::collections::{BTreeMap, BTreeSet};

use sahakorn_tests::workspace;

use crate::sources::{Source, files_under};

/// What a table may be (see `migrations/README.md`). Rows of the first two are never changed or removed.
const KINDS: [&str; 5] = ["fact", "log", "projection", "key store", "passing state"];
const KEPT: [&str; 2] = ["fact", "log"];

/// `migrations/sqlite/2026-11-21-090000_writer/up.sql` is (`2026-11-21-090000_writer`, `up.sql`).
fn names(sources: &[Source]) -> BTreeSet<(String, String)> {
    let name = |s: &Source| {
        let mut parts = s.path.rsplit('/').map(str::to_owned);
        let file = parts.next().unwrap();
        (parts.next().unwrap(), file)
    };
    sources.iter().map(name).collect()
}

/// SQL without its comments and line breaks, one space between words, lower case.
fn plain(sql: &str) -> String {
    let code: Vec<&str> = sql
        .lines()
        .map(|line| line.split("--").next().unwrap())
        .collect();
    code.join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn without_content(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|s| plain(&s.text).is_empty())
        .map(|s| format!("{} does nothing", s.path))
        .collect()
}

#[test]
fn migrations_are_twins() {
    let (sqlite, postgres) = (
        files_under("migrations/sqlite", ".sql"),
        files_under("migrations/postgres", ".sql"),
    );
    assert!(!sqlite.is_empty());
    let (ours, theirs) = (names(&sqlite), names(&postgres));
    let odd: Vec<_> = ours.symmetric_difference(&theirs).collect();
    assert!(odd.is_empty(), "only one of the two databases has: {odd:?}");
    for (folder, _) in &ours {
        for file in ["up.sql", "down.sql"] {
            assert!(
                ours.contains(&(folder.clone(), file.into())),
                "{folder} has no {file}"
            );
        }
    }
    let faults = [without_content(&sqlite), without_content(&postgres)].concat();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let idle = Source {
        path: "down.sql".into(),
        text: "-- nothing to undo\n\n".into(),
    };
    assert_eq!(without_content(&[idle]).len(), 1, "the check finds nothing");
}

/// The tables that the migrations make, less those that a later one drops.
fn tables_of(sources: &[Source]) -> BTreeSet<String> {
    let mut tables = BTreeSet::new();
    for source in sources.iter().filter(|s| s.path.ends_with("up.sql")) {
        for statement in plain(&source.text).split(';') {
            let words: Vec<&str> = statement
                .split([' ', '('])
                .filter(|w| !w.is_empty())
                .collect();
            match words.as_slice() {
                ["create", "table", "if", "not", "exists", name, ..]
                | ["create", "table", name, ..] => {
                    tables.insert((*name).to_owned());
                }
                ["drop", "table", name, ..] => drop(tables.remove(*name)),
                ["alter", "table", old, "rename", "to", new, ..] => {
                    tables.remove(*old);
                    tables.insert((*new).to_owned());
                }
                _ => {}
            }
        }
    }
    tables
}

/// Rows of a Markdown table whose first cell is a name in backticks: name to the word in the second cell.
fn kinds_in(readme: &str) -> BTreeMap<String, String> {
    let row = |line: &str| {
        let cells: Vec<&str> = line
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let name = cells.first()?.strip_prefix('`')?.strip_suffix('`')?;
        Some((name.to_owned(), cells.get(1)?.to_lowercase()))
    };
    readme
        .lines()
        .filter(|line| line.trim_start().starts_with('|'))
        .filter_map(row)
        .collect()
}

fn unlisted(tables: &BTreeSet<String>, kinds: &BTreeMap<String, String>) -> Vec<String> {
    let missing = tables
        .iter()
        .filter(|t| !kinds.contains_key(*t))
        .map(|t| format!("{t} is not listed"));
    let stale = kinds
        .keys()
        .filter(|t| !tables.contains(*t))
        .map(|t| format!("{t} is listed and does not exist"));
    let wrong = kinds
        .iter()
        .filter(|(_, kind)| !KINDS.contains(&kind.as_str()));
    let wrong =
        wrong.map(|(table, kind)| format!("{table} is {kind:?}; it must be one of {KINDS:?}"));
    missing.chain(stale).chain(wrong).collect()
}

#[test]
fn every_table_has_a_kind() {
    let readme = std::fs::read_to_string(workspace().join("migrations/README.md")).unwrap();
    let kinds = kinds_in(&readme);
    let sqlite = tables_of(&files_under("migrations/sqlite", ".sql"));
    assert_eq!(
        sqlite,
        tables_of(&files_under("migrations/postgres", ".sql")),
        "the databases have different tables"
    );
    let faults = unlisted(&sqlite, &kinds);
    assert!(
        faults.is_empty(),
        "migrations/README.md:\n{}",
        faults.join("\n")
    );
}

#[test]
fn a_table_without_a_kind_is_found() {
    let up = "CREATE TABLE a (id INT); -- CREATE TABLE no (\nCREATE TABLE b(\n id INT); DROP TABLE b; create table c (x int);";
    let tables = tables_of(&[Source {
        path: "up.sql".into(),
        text: up.into(),
    }]);
    assert_eq!(
        tables.iter().map(String::as_str).collect::<Vec<_>>(),
        ["a", "c"]
    );
    let readme = "| table | kind |\n|---|---|\n| `a` | Fact | why |\n| `d` | guess |\n";
    assert_eq!(
        unlisted(&tables, &kinds_in(readme)).len(),
        3,
        "c unlisted, d stale and of no kind"
    );
}

/// Statements that refuse a change of the table, by what they refuse.
fn refused(sources: &[Source], table: &str) -> BTreeSet<&'static str> {
    let ups = sources
        .iter()
        .filter(|s| s.path.ends_with("up.sql"))
        .map(|s| plain(&s.text));
    let all: String = ups.collect::<Vec<_>>().join(" ; ");
    let mut refused = BTreeSet::new();
    for statement in all.split("create trigger ").skip(1) {
        let head = statement
            .split(" for each ")
            .next()
            .unwrap()
            .split(" begin ")
            .next()
            .unwrap();
        if !head.ends_with(&format!(" on {table}")) || !head.contains(" before ") {
            continue;
        }
        refused.extend(
            ["update", "delete", "truncate"]
                .into_iter()
                .filter(|verb| head.contains(&format!(" {verb} "))),
        );
    }
    refused
}

#[test]
fn c10_facts_and_logs_refuse_change_and_removal_in_both_databases() {
    let kinds =
        kinds_in(&std::fs::read_to_string(workspace().join("migrations/README.md")).unwrap());
    let (sqlite, postgres) = (
        files_under("migrations/sqlite", ".sql"),
        files_under("migrations/postgres", ".sql"),
    );
    for (table, kind) in kinds
        .iter()
        .filter(|(_, kind)| KEPT.contains(&kind.as_str()))
    {
        let all = BTreeSet::from(["delete", "truncate", "update"]);
        assert_eq!(
            refused(&postgres, table),
            all,
            "{table} ({kind}) on PostgreSQL"
        );
        assert_eq!(
            refused(&sqlite, table),
            BTreeSet::from(["delete", "update"]),
            "{table} ({kind}) on SQLite"
        );
    }
    let open = Source {
        path: "up.sql".into(),
        text: "CREATE TRIGGER t AFTER UPDATE ON facts BEGIN SELECT 1; END;".into(),
    };
    assert!(
        refused(&[open], "facts").is_empty(),
        "the check finds nothing"
    );
}
