//! Only the table of routes makes resources: a handler put up anywhere else would have no door.

use crate::sources::{Source, code_of, files_under};

/// What makes a resource, or finds a row by the address.
const MARKS: [&str; 12] = [
    "match_pattern",
    "match_name",
    ".service(",
    ".route(",
    ".default_service(",
    "web::resource",
    "web::scope",
    "web::route(",
    "web::get(",
    "web::post(",
    "web::to(",
    "web::redirect",
];

const TABLE: &str = "backend/src/web/route.rs";

fn marks_in(source: &Source) -> Vec<String> {
    let code = code_of(&source.text, false);
    let lines = code.lines().enumerate();
    lines
        .flat_map(|(n, line)| {
            let hits = MARKS.iter().filter(move |mark| line.contains(**mark));
            hits.map(move |mark| (n + 1, *mark))
        })
        .map(|(line, mark)| format!("{}:{line}: {mark}", source.path))
        .collect()
}

#[test]
fn s1_only_the_table_of_routes_makes_resources() {
    let sources = files_under("backend/src", ".rs");
    let elsewhere = sources.iter().filter(|s| s.path != TABLE);
    let faults: Vec<String> = elsewhere.flat_map(marks_in).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let table = sources.iter().find(|s| s.path == TABLE).unwrap();
    assert!(!marks_in(table).is_empty(), "the check finds nothing");
}

/// Without its door a route is made for tests only.
#[test]
fn s1_the_registration_without_doors_is_compiled_for_tests_only() {
    let sources = files_under("backend/src", ".rs");
    let table = sources.iter().find(|s| s.path == TABLE).unwrap();
    let (before, _) = table
        .text
        .split_once("pub fn register_without_doors(")
        .unwrap();
    assert!(before.trim_end().ends_with("#[cfg(test)]"));
    let calls = table.text.matches(".make)(").count();
    assert_eq!(calls, 2, "with its door, and for tests without");
}
