//! The import rule: who may name whom. Read from the text, because a module system without crates cannot forbid it.

use std::collections::BTreeSet;

use crate::sources::{Source, code_of, files_under, is_test_code};

/// Folders under `backend/src` that serve every feature: each of their modules may be named, but for the rooms below.
const FOUNDATION: [&str; 6] = ["audit", "db", "documents", "kernel", "vault", "web"];
/// Rooms that one feature may show to another. Everything else is reached through what `mod.rs` re-exports.
const PUBLIC_ROOMS: [&str; 2] = ["model", "service"];
/// What the foundation shows although the name says otherwise: the people's keys, and the frame's own pages.
const FOUNDATION_DOORS: [[&str; 2]; 2] = [["vault", "store"], ["web", "pages"]];
/// Rooms that nobody else enters, not even those of the foundation.
const PRIVATE_ROOMS: [&str; 6] = ["api", "pages", "rules", "schema", "store", "templates"];
/// Who wires everything, and so may name everything.
const WIRING: [&str; 4] = ["app", "demo", "main", "program"];
/// Draws every page once with made-up values, for the pictures and the checks of the look.
const GALLERY: &str = "backend/src/web/gallery/";
/// Wiring that nobody names. `app::App` is not among them: services and handlers are given it.
const NAMED_BY_NOBODY: [&str; 2] = ["main", "program"];
/// The ways to data, which rules and models do without.
const DATA_ACCESS: [&str; 5] = ["Conn", "ReadPool", "Tx", "Writer", "on_each"];

/// Every module of the program, as a path of names.
type Modules = BTreeSet<Vec<String>>;

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

/// The modules and the folders that hold them.
fn modules_of(sources: &[Source]) -> Modules {
    let paths = sources.iter().map(|s| module_of(&s.path));
    paths
        .flat_map(|path| {
            (1..=path.len())
                .map(move |n| path[..n].to_vec())
                .collect::<Vec<_>>()
        })
        .collect()
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

fn faults_of(source: &Source, modules: &Modules) -> Vec<String> {
    let module = module_of(&source.path);
    let code = code_of(&source.text, false);
    let [feature, rooms @ ..] = module.as_slice() else {
        return Vec::new();
    };
    let is_wiring = WIRING.contains(&feature.as_str()) || source.path.starts_with(GALLERY);
    if is_wiring || is_test_code(&source.path) {
        return Vec::new();
    }
    let is_pure = rooms.iter().any(|room| room == "rules" || room == "model");
    let mut faults = BTreeSet::new();
    for path in paths_in(&module, &code) {
        let why = if is_pure { fault_of_pure(&path) } else { None };
        let why = why.or_else(|| fault_of(feature, &path, modules));
        faults.extend(why.map(|why| format!("{}: {} {why}", source.path, path.join("::"))));
    }
    if is_pure {
        let outside = tokens_of(&code)
            .into_iter()
            .filter(|t| t == "diesel" || t.starts_with("actix"));
        faults.extend(outside.map(|t| format!("{}: {t} is not for rules and models", source.path)));
    }
    faults.into_iter().collect()
}

/// Why a path may not stand in rules or a model.
fn fault_of_pure(path: &[String]) -> Option<&'static str> {
    let is_data = match path {
        [first, item, ..] if first == "db" => DATA_ACCESS.contains(&item.as_str()),
        [first, ..] if first == "app" => true,
        _ => path.iter().any(|part| part == "store"),
    };
    is_data.then_some("is a way to data; rules and models decide without it")
}

/// Why a path may not stand in a file of `feature`.
fn fault_of(feature: &str, path: &[String], modules: &Modules) -> Option<&'static str> {
    let known = (1..=path.len())
        .rev()
        .find(|n| modules.contains(&path[..*n]))?;
    let (target, rooms) = (path[0].as_str(), &path[1..known]);
    if NAMED_BY_NOBODY.contains(&target) {
        return Some("is wiring; nothing names it");
    }
    if feature == "kernel" && target != "kernel" {
        return Some("is not the kernel, which names nothing else of ours");
    }
    if target == feature || rooms.is_empty() {
        return None;
    }
    if let [room, ..] = rooms
        && FOUNDATION_DOORS.contains(&[target, room.as_str()])
    {
        return None;
    }
    let has = |list: &[&str]| rooms.iter().any(|room| list.contains(&room.as_str()));
    if FOUNDATION.contains(&feature) && FOUNDATION.contains(&target) && has(&["schema"]) {
        return None;
    }
    // A re-exported function may have the name of its module, as `calendar::deadline` has.
    let may_be_item = known == path.len();
    if has(&PUBLIC_ROOMS) || (!has(&PRIVATE_ROOMS) && (may_be_item || FOUNDATION.contains(&target)))
    {
        return None;
    }
    Some("is a room of another feature; use its service, its model or what it re-exports")
}

#[test]
fn import_rule() {
    let sources = files_under("backend/src", ".rs");
    let modules = modules_of(&sources);
    let faults: Vec<_> = sources
        .iter()
        .flat_map(|s| faults_of(s, &modules))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A tree in which everything that the rule forbids is planted once.
#[test]
fn import_rule_finds_what_it_forbids() {
    let planted = [
        ("cards/rules.rs", "use diesel::prelude::*;", 1),
        ("cards/model.rs", "fn f(r: actix_web::HttpRequest) {}", 1),
        (
            "cards/custody/model.rs",
            "use crate::db::{Aggregate, Tx};",
            1,
        ),
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
        (
            "cards/error.rs",
            "use crate::ledger::books::Line; use crate::vault::{Key, store::all};",
            1,
        ),
        ("kernel/money.rs", "use crate::cards::Card;", 1),
        (
            "web/shell.rs",
            "use crate::app::App; use crate::program::routes; use crate::main;",
            2,
        ),
        (
            "cards/store.rs",
            "// use crate::ledger::store;\nuse crate::{db::Conn, kernel::*, ledger::Entry, ledger::model::Line};",
            0,
        ),
        ("app.rs", "use crate::{cards::api, ledger::pages};", 0),
        ("ledger/store.rs", "", 0),
        ("cards/custody/service.rs", "", 0),
        ("ledger/books.rs", "", 0),
        (
            "ledger/rules.rs",
            "use crate::cards::model::Card; use crate::calendar::deadline;",
            0,
        ),
        (
            "ledger/api.rs",
            "use super::{service, store}; use crate::cards::custody::service;",
            0,
        ),
        (
            "ledger/service.rs",
            "use crate::cards::service as cards_service; use crate::audit::verify::Broken;",
            0,
        ),
        ("calendar/deadline.rs", "", 0),
        ("audit/verify.rs", "use crate::db::schema::events;", 0),
        ("ledger/model.rs", "use crate::db::schema::events;", 1),
        ("db/schema.rs", "", 0),
        ("vault/store.rs", "", 0),
        ("main.rs", "", 0),
        ("program.rs", "", 0),
        ("db/mod.rs", "", 0),
    ];
    let source = |(path, text, _): &(&str, &str, usize)| Source {
        path: format!("backend/src/{path}"),
        text: (*text).into(),
    };
    let sources: Vec<_> = planted.iter().map(source).collect();
    let modules = modules_of(&sources);
    for ((_, _, expected), source) in planted.iter().zip(&sources) {
        let faults = faults_of(source, &modules);
        assert_eq!(faults.len(), *expected, "{}: {faults:?}", source.path);
    }
}
