//! The import rule: who may name whom. Read from the text, because a module system without crates cannot forbid it.

use std::collections::BTreeSet;

use crate::sources::{Source, code_of, files_under, is_test_code};

/// Folders under `backend/src` that serve every feature: each of their modules may be named, but for the rooms below.
const FOUNDATION: [&str; 6] = ["audit", "db", "documents", "kernel", "vault", "web"];
/// Rooms that one feature may show to another. Everything else is reached through what `mod.rs` re-exports.
const PUBLIC_ROOMS: [&str; 2] = ["model", "service"];
/// The ground floor names itself and the kernel, and nothing that stands on it.
const GROUND: [&str; 3] = ["audit", "db", "vault"];
/// Rooms shown although the name says otherwise: to whom, and where. The people's keys to all; the frame's first page to the
/// feature that fills it; the chain's own tables to whoever reads the chain.
const DOORS: [[&str; 3]; 3] = [
    ["", "vault", "store"],
    ["today", "web", "pages"],
    ["audit", "db", "schema"],
];
/// Functions that a feature re-exports under the name of the module they come from.
const NAMED_AS_THEIR_MODULE: [[&str; 2]; 1] = [["calendar", "deadline"]];
/// Rooms that nobody else enters, not even those of the foundation.
const PRIVATE_ROOMS: [&str; 6] = ["api", "pages", "rules", "schema", "store", "templates"];
/// Who wires everything, and so may name everything.
const WIRING: [&str; 4] = ["app", "demo", "main", "program"];
/// Draws every page once with made-up values, for the pictures and the checks of the look: of a feature it sees the views.
const GALLERY: &str = "backend/src/web/gallery/";
/// Wiring that nobody names. `app::App` is not among them: services and handlers are given it.
const NAMED_BY_NOBODY: [&str; 4] = ["cli", "demo", "main", "program"];
/// What rules and models take of the database: how a fact is declared and folded, and no way to data.
const DB_FOR_PURE: [&str; 6] = [
    "Aggregate",
    "Beside",
    "WrongStep",
    "fact_row",
    "projection_row",
    "told_facts",
];
/// Where acts, requests and pages are at home: nothing that rules and models need.
const NOT_FOR_PURE: [&str; 3] = ["app", "config", "web"];

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

/// Every path in the code that begins with `crate`, `self` or `super`, or with a module that was brought in by such a path,
/// with groups taken apart, as absolute module paths.
fn paths_in(module: &[String], code: &str, modules: &Modules) -> Vec<Vec<String>> {
    let tokens = tokens_of(code);
    let begins = |at: usize| at == 0 || (tokens[at - 1] != "::" && tokens[at - 1] != ".");
    let mut found = Vec::new();
    for at in (0..tokens.len()).filter(|at| begins(*at)) {
        if matches!(tokens[at].as_str(), "crate" | "self" | "super") {
            expand(&tokens, at, Vec::new(), &mut found);
        }
    }
    let mut paths = Vec::new();
    for (path, alias) in found {
        let mut path = absolute(module, path);
        path.pop_if(|last| last == "self");
        let name = alias.or_else(|| path.last().cloned());
        if let Some(name) = name.filter(|_| modules.contains(&path)) {
            let used = |at: &usize| tokens[*at] == name && begins(*at);
            let mut through = Vec::new();
            for at in (0..tokens.len()).filter(used) {
                if tokens.get(at + 1).is_some_and(|t| t == "::") {
                    expand(&tokens, at + 2, path.clone(), &mut through);
                }
            }
            paths.extend(through.into_iter().map(|(path, _)| path));
        }
        paths.push(path);
    }
    paths
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

/// Reads one use tree or path from `at`, each path with the name it is given; gives the place behind it.
fn expand(
    tokens: &[String],
    mut at: usize,
    mut path: Vec<String>,
    paths: &mut Vec<(Vec<String>, Option<String>)>,
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
            let renamed = tokens.get(at).is_some_and(|t| t == "as");
            paths.push((path, tokens.get(at + 1).filter(|_| renamed).cloned()));
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
    if WIRING.contains(&feature.as_str()) || is_test_code(&source.path) {
        return Vec::new();
    }
    let is_gallery = source.path.starts_with(GALLERY);
    let is_pure = rooms.iter().any(|room| room == "rules" || room == "model");
    let mut faults = BTreeSet::new();
    for path in paths_in(&module, &code, modules) {
        if is_gallery && path.get(1).is_some_and(|room| room == "views") {
            continue;
        }
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
        [first] if first == "db" => true,
        [first, item, ..] if first == "db" => !DB_FOR_PURE.contains(&item.as_str()),
        [first, ..] if NOT_FOR_PURE.contains(&first.as_str()) => true,
        _ => path.iter().any(|part| part == "store" || part == "service"),
    };
    is_data.then_some("is a way to data; rules and models decide without it")
}

/// Why a path may not stand in a file of `feature`.
fn fault_of(feature: &str, path: &[String], modules: &Modules) -> Option<&'static str> {
    let known = (1..=path.len())
        .rev()
        .find(|n| modules.contains(&path[..*n]))?;
    let (target, rooms) = (path[0].as_str(), &path[1..known]);
    if NAMED_BY_NOBODY.contains(&target) && target != feature {
        return Some("is wiring; nothing names it");
    }
    if feature == "kernel" && target != "kernel" {
        return Some("is not the kernel, which names nothing else of ours");
    }
    if GROUND.contains(&feature) && !GROUND.contains(&target) && target != "kernel" {
        return Some("stands on the ground floor, which knows nothing of it");
    }
    if target == feature || rooms.is_empty() {
        return None;
    }
    let room = rooms[0].as_str();
    let is_door = |door: &[&str; 3]| {
        (door[0].is_empty() || door[0] == feature) && door[1..] == [target, room]
    };
    if DOORS.iter().any(is_door) {
        return None;
    }
    let has = |list: &[&str]| rooms.iter().any(|room| list.contains(&room.as_str()));
    let is_item = known == path.len() && NAMED_AS_THEIR_MODULE.contains(&[target, room]);
    if has(&PUBLIC_ROOMS) || (!has(&PRIVATE_ROOMS) && (is_item || FOUNDATION.contains(&target))) {
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

/// A tree in which everything that the rule forbids is planted once: path, text, and how many faults it has.
const PLANTED: [(&str, &str, usize); 37] = [
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
        2,
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
    (
        "members/rules.rs",
        "use crate::db::{Aggregate, on_each}; use crate::web::Page;",
        2,
    ),
    (
        "today/search.rs",
        "use crate::ledger; fn f() { ledger::store::all(); self.ledger::store(); }",
        1,
    ),
    (
        "today/tiles.rs",
        "use crate::ledger::books as kept; fn f() -> kept::Line { kept::last() }",
        3,
    ),
    (
        "cards/desk.rs",
        "use crate::ledger::service::{self as books}; fn f() { books::post(); ledger::store::of(books); }",
        0,
    ),
    ("db/tx.rs", "use crate::ledger::model::Line;", 1),
    ("cards/tablet.rs", "use crate::web::pages::Tile;", 1),
    ("today/pages.rs", "use crate::web::pages::Tile;", 0),
    ("web/pages.rs", "", 0),
    (
        "web/gallery/cards.rs",
        "use crate::ledger::{store, views::Page};",
        1,
    ),
    ("ledger/views.rs", "use crate::demo::seed;", 1),
    ("demo/mod.rs", "use crate::{cards::store, demo::seed};", 0),
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

#[test]
fn import_rule_finds_what_it_forbids() {
    let source = |(path, text, _): &(&str, &str, usize)| Source {
        path: format!("backend/src/{path}"),
        text: (*text).into(),
    };
    let sources: Vec<_> = PLANTED.iter().map(source).collect();
    let modules = modules_of(&sources);
    for ((_, _, expected), source) in PLANTED.iter().zip(&sources) {
        let faults = faults_of(source, &modules);
        assert_eq!(faults.len(), *expected, "{}: {faults:?}", source.path);
    }
}
