//! Rules about the source text that no compiler checks: sizes, and where SQL may stand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sahakorn_tests::workspace;

/// One source file: its path from the root of the tree, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Every file with that ending under the folder, in order. A folder that does not exist is a fault of the test.
pub fn files_under(folder: &str, ending: &str) -> Vec<Source> {
    let root = workspace();
    let mut found = Vec::new();
    collect(&root.join(folder), ending, &mut found);
    found.sort();
    let source = |path: PathBuf| Source {
        path: path
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .into_owned(),
        text: std::fs::read_to_string(&path).unwrap(),
    };
    found.into_iter().map(source).collect()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "node_modules" && name != "target" {
            collect(&path, ending, found);
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

/// The code without comments; string literals keep their text only when asked, and their quotes always. Line breaks stay.
pub fn code_of(text: &str, keep_strings: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut at) = (String::with_capacity(text.len()), 0);
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => chars[at..]
                .iter()
                .position(|&c| c == '\n')
                .map_or(chars.len(), |n| at + n),
            ('/', Some('*')) => after(&chars, at + 2, &['*', '/']),
            ('r', Some('"' | '#')) if !continues_a_word(&chars, at) => raw_string_end(&chars, at),
            ('"', _) => string_end(&chars, at),
            ('\'', Some('\\')) => chars[at + 2..]
                .iter()
                .skip(1)
                .position(|&c| c == '\'')
                .map_or(chars.len(), |n| at + n + 4),
            ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at + 3,
            _ => at,
        };
        if end == at {
            code.push(chars[at]);
            at += 1;
            continue;
        }
        let is_string = chars[at] == '"' || chars[at] == 'r';
        if is_string && keep_strings {
            code.extend(&chars[at..end]);
        } else {
            code.push_str(if is_string { "\"\"" } else { " " });
            code.extend(chars[at..end].iter().filter(|&&c| c == '\n'));
        }
        at = end;
    }
    code
}

fn continues_a_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn after(chars: &[char], from: usize, mark: &[char]) -> usize {
    let from = from.min(chars.len());
    chars[from..]
        .windows(mark.len())
        .position(|w| w == mark)
        .map_or(chars.len(), |n| from + n + mark.len())
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

/// The end of `r"..."` or `r#"..."#`; `start` itself when it is a raw identifier.
fn raw_string_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|&&c| c == '#').count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return start;
    }
    let mut mark = vec!['"'];
    mark.extend(std::iter::repeat_n('#', hashes));
    after(chars, start + 2 + hashes, &mark)
}

const LINES_MAX: usize = 400;

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > LINES_MAX)
        .then(|| format!("{} has {lines} lines; {LINES_MAX} are allowed", source.path))
}

#[test]
fn files_are_small() {
    let folders = ["backend", "reports", "tests", "xtask"];
    let faults: Vec<_> = folders
        .iter()
        .flat_map(|f| files_under(f, ".rs"))
        .filter_map(|s| too_long(&s))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let long = Source {
        path: "x.rs".into(),
        text: "\n".repeat(401),
    };
    assert!(too_long(&long).is_some(), "the check finds nothing");
}

/// Files that only tests compile: they tamper with the database on purpose, and make what another feature would have made.
pub fn is_test_code(path: &str) -> bool {
    path.contains("/tests/")
        || path.contains("/http_tests/")
        || ["tests.rs", "testing.rs"]
            .iter()
            .any(|end| path.ends_with(end))
}

/// The files that hold test code and are not declared as such: where the name alone would let them off every rule.
fn ungated(sources: &[Source]) -> Vec<String> {
    let test_code = sources.iter().filter(|s| is_test_code(&s.path));
    let roots: BTreeSet<(String, &str)> = test_code
        .filter_map(|source| {
            let path = source.path.trim_end_matches(".rs");
            ["tests", "testing", "http_tests"]
                .into_iter()
                .filter_map(|name| {
                    let at = path.find(&format!("/{name}"))?;
                    Some((path[..at].to_owned(), name))
                })
                .min_by_key(|(parent, _)| parent.len())
        })
        .collect();
    let declares = |parent: &str, name: &str| {
        let is_parent =
            |s: &&Source| s.path == format!("{parent}.rs") || s.path == format!("{parent}/mod.rs");
        sources.iter().find(is_parent).is_some_and(|s| {
            let code = code_of(&s.text, false);
            let words = code.split_whitespace().collect::<Vec<_>>().join(" ");
            ["", "pub(super) ", "pub(crate) "]
                .iter()
                .any(|seen| words.contains(&format!("#[cfg(test)] {seen}mod {name};")))
        })
    };
    let open = roots
        .into_iter()
        .filter(|(parent, name)| !declares(parent, name));
    open.map(|(parent, name)| format!("{parent}: `mod {name}` is not under #[cfg(test)]"))
        .collect()
}

#[test]
fn what_is_let_off_as_test_code_is_compiled_for_tests_only() {
    let faults = ungated(&files_under("backend/src", ".rs"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let planted = [
        ("a/mod.rs", "#[cfg(test)]\nmod tests;\npub mod testing;"),
        ("a/tests/money.rs", ""),
        ("a/testing.rs", ""),
        ("a/b.rs", "// #[cfg(test)] mod tests;"),
        ("a/b/tests.rs", ""),
    ];
    let planted = planted.map(|(path, text)| Source {
        path: path.into(),
        text: text.into(),
    });
    assert_eq!(ungated(&planted).len(), 2, "{:?}", ungated(&planted));
}

/// SQL in a string, or a way to run one. Upper case, because that is how SQL is written here and how prose is not.
fn sql_in(source: &Source) -> Vec<String> {
    const MARKS: [&str; 23] = [
        "sql_query",
        "batch_execute",
        "dsl::sql",
        "sql::<",
        "\"SELECT ",
        "\"INSERT ",
        "\"UPDATE ",
        "\"DELETE ",
        "\"CREATE ",
        "\"DROP ",
        "\"ALTER ",
        "\"PRAGMA ",
        "\"BEGIN",
        "\"COMMIT",
        "\"SAVEPOINT",
        "\"ROLLBACK",
        "\"TRUNCATE ",
        "\"REPLACE ",
        "\"WITH ",
        "\"ATTACH ",
        "\"VACUUM",
        " FROM ",
        " WHERE ",
    ];
    let code = code_of(&source.text, true);
    let lines = code.lines().enumerate();
    let hits = lines.flat_map(|(n, line)| {
        MARKS
            .iter()
            .filter(move |m| line.contains(**m))
            .map(move |m| (n + 1, *m))
    });
    hits.map(|(line, mark)| format!("{}:{line}: {mark}", source.path))
        .collect()
}

#[test]
fn no_sql_strings_outside_db() {
    let sources = files_under("backend/src", ".rs");
    let outside = sources
        .iter()
        .filter(|s| !s.path.starts_with("backend/src/db/") && !is_test_code(&s.path));
    let faults: Vec<_> = outside.flat_map(sql_in).collect();
    assert!(
        faults.is_empty(),
        "literal SQL lives in backend/src/db only:\n{}",
        faults.join("\n")
    );
    let planted = Source {
        path: "x.rs".into(),
        text: "let q = diesel::sql_query(\n    \"SELECT 1\",\n);".into(),
    };
    assert_eq!(sql_in(&planted).len(), 2, "the check finds nothing");
    let prose = Source {
        path: "x.rs".into(),
        text: "// sql_query is banned\nlet t = \"Select a card\";".into(),
    };
    assert!(sql_in(&prose).is_empty(), "prose is not SQL");
}

/// The text between the bracket at `open` and the one that closes it.
fn argument(code: &str, open: usize) -> &str {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return code[open + 1..open + at].trim();
        }
    }
    &code[open + 1..]
}

/// Lists in statements that do not come from `db::in_parts` or `db::rows_in_parts`: what is looked for in a list that is no
/// subquery, and rows to insert that are not one row.
fn unbounded_lists(source: &Source) -> Vec<String> {
    const ONE_ROW: [&str; 4] = ["part.values()", "row", "&row", "&event"];
    let code = code_of(&source.text, false);
    let place = |at: usize| format!("{}:{}", source.path, code[..at].lines().count());
    let mut faults = Vec::new();
    for word in ["eq_any(", "ne_all("] {
        for (at, _) in code.match_indices(word) {
            if !argument(&code, at + word.len() - 1).contains(".select(") {
                faults.push(format!("{}: {word}..)", place(at)));
            }
        }
    }
    for (at, _) in code.match_indices("insert_into(") {
        let Some(values) = code[at..].find(".values(") else {
            faults.push(format!("{}: an insert without values", place(at)));
            continue;
        };
        let rows = argument(&code, at + values + ".values".len());
        if !ONE_ROW.contains(&rows) {
            faults.push(format!("{}: .values({rows})", place(at)));
        }
    }
    faults
}

#[test]
fn every_list_in_a_statement_is_cut_to_what_a_database_binds() {
    let sources = files_under("backend/src", ".rs");
    let asked = sources
        .iter()
        .filter(|s| s.path != "backend/src/db/lists.rs" && !is_test_code(&s.path));
    let faults: Vec<_> = asked.flat_map(unbounded_lists).collect();
    assert!(
        faults.is_empty(),
        "lists go through db::in_parts and db::rows_in_parts:\n{}",
        faults.join("\n")
    );
    let planted = Source {
        path: "x.rs".into(),
        text: "a.filter(id.eq_any(ids)); b.ne_all(&ids); c.eq_any(t.select(u)); insert_into(t).values(&rows); insert_into(t).values(&row)"
            .into(),
    };
    assert_eq!(
        unbounded_lists(&planted).len(),
        3,
        "the check finds nothing"
    );
}

#[test]
fn comments_and_strings_are_told_from_code() {
    let text = "a /* b */ c // d\n\"e // f\" 'g' '\\'' r#\"h \" i\"# 'life r#type /// j\nk";
    let code = code_of(text, false);
    for kept in ["a", " c ", "'life", "r#type", "k"] {
        assert!(code.contains(kept), "{kept:?} is code: {code}");
    }
    for gone in ["b", "d", "e /", "g'", "h ", "i\"", "j"] {
        assert!(!code.contains(gone), "{gone:?} is not code: {code}");
    }
    assert_eq!(code.lines().count(), text.lines().count());
    assert!(code_of(text, true).contains("\"e // f\""));
}
