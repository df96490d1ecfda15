//! The import rule: who may name whom. Read from the text, because a module system without crates cannot forbid it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::sources::{Source, code_of, files_under};

/// Folders under `backend/src` that serve every feature through whatever they re-export or make public.
const FOUNDATION: [&str; 3] = ["db", "kernel", "web"];
/// Rooms that one feature may show to another. Everything else is reached through what `mod.rs` re-exports.
const PUBLIC_ROOMS: [&str; 2] = ["model", "service"];
/// Who wires everything.
const WIRING: [&str; 2] = ["app", "main"];

/// The features and their rooms: folder name to the modules in it.
type Map = BTreeMap<String, BTreeSet<String>>;

/// `backend/src/cards/rules/fees.rs` is `["cards", "rules", "fees"]`; `mod.rs` and `lib.rs` name their folder.
fn module_of(path: &str) -> Vec<String> {
    let inner = path
        .strip_prefix("backend/src/")
        .unwrap_or(path)
        .trim_end_matches(".rs");
    let parts = inner.split('/').map(str::to_owned);
    parts
        .filter(|part| part != "mod" && part != "lib")
        .collect()
}

fn map_of(sources: &[Source]) -> Map {
    let mut map = Map::new();
    for module in sources.iter().map(|s| module_of(&s.path)) {
        if let [feature, rooms @ ..] = module.as_slice() {
            map.entry(feature.clone())
                .or_default()
                .extend(rooms.first().cloned());
        }
    }
    map
}

/// Every path in the code that begins with `crate`, `self` or `super`, with groups taken apart, as absolute module paths.
fn paths_in(module: &[String], code: &str) -> Vec<Vec<String>> {
    let tokens = tokens_of(code);
    let mut paths = Vec::new();
    for at in 0..tokens.len() {
        let begins = at == 0 || tokens[at - 1] != "::";
        if begins && matches!(tokens[at].as_str(), "crate" | "self" | "super") {
            expand(&tokens, at, Vec::new(), &mut paths);
        }
    }
    paths
        .into_iter()
        .map(|path| absolute(module, path))
        .collect()
}

fn tokens_of(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(&next) = chars.peek().filter(|n| n.is_alphanumeric() || **n == '_') {
                word.push(next);
                chars.next();
            }
            tokens.push(word);
        } else if c == ':' && chars.peek() == Some(&':') {
            chars.next();
            tokens.push("::".into());
        } else if !c.is_whitespace() {
            tokens.push(c.into());
        }
    }
    tokens
}

/// Reads one use tree or path from `at`; gives the place behind it.
fn expand(
    tokens: &[String],
    mut at: usize,
    mut path: Vec<String>,
    paths: &mut Vec<Vec<String>>,
) -> usize {
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|t| t != "}") {
                    at = expand(tokens, at, path.clone(), paths);
                    while tokens.get(at).is_some_and(|t| t != "," && t != "}") {
                        at += 1;
                    }
                    at += usize::from(tokens.get(at).is_some_and(|t| t == ","));
                }
                return at + 1;
            }
            Some(word) if word != "}" => path.push(word.to_owned()),
            _ => return at,
        }
        at += 1;
        if tokens.get(at).is_none_or(|t| t != "::") {
            paths.push(path);
            return at;
        }
        at += 1;
    }
}

fn absolute(module: &[String], path: Vec<String>) -> Vec<String> {
    let mut base = module.to_vec();
    let mut rest = path.into_iter().peekable();
    while let Some(word) = rest.peek() {
        match word.as_str() {
            "crate" => base.clear(),
            "super" => drop(base.pop()),
            "self" => {}
            _ => break,
        }
        rest.next();
    }
    base.extend(rest);
    base
}

fn faults_of(source: &Source, map: &Map) -> Vec<String> {
    let module = module_of(&source.path);
    let code = code_of(&source.text, false);
    let [feature, ..] = module.as_slice() else {
        return Vec::new();
    };
    if WIRING.contains(&feature.as_str()) {
        return Vec::new();
    }
    let is_pure = matches!(module.get(1).map(String::as_str), Some("rules" | "model"));
    let mut faults = BTreeSet::new();
    for path in paths_in(&module, &code) {
        faults.extend(
            fault_of(feature, is_pure, &path, map)
                .map(|why| format!("{}: {} {why}", source.path, path.join("::"))),
        );
    }
    if is_pure {
        let outside = tokens_of(&code)
            .into_iter()
            .filter(|t| t == "diesel" || t.starts_with("actix"));
        faults.extend(outside.map(|t| format!("{}: {t} is not for rules and models", source.path)));
    }
    faults.into_iter().collect()
}

/// Why a path in a file of `feature` is not allowed.
fn fault_of(feature: &str, is_pure: bool, path: &[String], map: &Map) -> Option<&'static str> {
    let target = path.first().filter(|first| map.contains_key(*first))?;
    let room = path.get(1).map_or("", String::as_str);
    if WIRING.contains(&target.as_str()) {
        return Some("is wiring; nothing names it");
    }
    if feature == "kernel" && target != "kernel" {
        return Some("is not the kernel, which names nothing else of ours");
    }
    if is_pure && (room == "store" || target == "db") {
        return Some("is data access; rules and models decide without it");
    }
    if target == feature || FOUNDATION.contains(&target.as_str()) {
        return None;
    }
    if room == "api" || room == "pages" {
        return Some("is a door to the outside; only the wiring names it");
    }
    let is_room = map[target].contains(room);
    (is_room && !PUBLIC_ROOMS.contains(&room))
        .then_some("is a room of another feature; use its service or model")
}

#[test]
fn import_rule() {
    let sources = files_under("backend/src", ".rs");
    let map = map_of(&sources);
    let faults: Vec<_> = sources.iter().flat_map(|s| faults_of(s, &map)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A tree in which everything that the rule forbids is planted once.
#[test]
fn import_rule_finds_what_it_forbids() {
    let planted = [
        ("cards/rules.rs", "use diesel::prelude::*;", 1),
        ("cards/model.rs", "fn f(r: actix_web::HttpRequest) {}", 1),
        (
            "cards/rules/fees.rs",
            "use crate::{kernel::Money, ledger::{service::post, store::all}};",
            1,
        ),
        ("cards/rules/own.rs", "use super::super::store;", 1),
        (
            "cards/service.rs",
            "use crate::ledger::{store, rules::may_post};",
            2,
        ),
        (
            "cards/pages.rs",
            "fn f() { crate::ledger::api::list(); super::api::list(); }",
            1,
        ),
        ("kernel/money.rs", "use crate::cards::Card;", 1),
        (
            "web/shell.rs",
            "use crate::app::routes; use crate::main;",
            2,
        ),
        (
            "cards/store.rs",
            "// use crate::ledger::store;\nuse crate::{db::Conn, kernel::*, ledger::Entry, ledger::model::Line};",
            0,
        ),
        ("app.rs", "use crate::{cards::api, ledger::pages};", 0),
        ("ledger/store.rs", "", 0),
        (
            "ledger/rules.rs",
            "use crate::cards::model::Card; use crate::calendar::deadline;",
            0,
        ),
        ("ledger/api.rs", "use super::{service, store};", 0),
        (
            "ledger/service.rs",
            "use crate::cards::service as cards_service;",
            0,
        ),
        ("main.rs", "", 0),
        ("db/mod.rs", "", 0),
    ];
    let source = |(path, text, _): &(&str, &str, usize)| Source {
        path: format!("backend/src/{path}"),
        text: (*text).into(),
    };
    let sources: Vec<_> = planted.iter().map(source).collect();
    let map = map_of(&sources);
    for ((_, _, expected), source) in planted.iter().zip(&sources) {
        let faults = faults_of(source, &map);
        assert_eq!(faults.len(), *expected, "{}: {faults:?}", source.path);
    }
}
