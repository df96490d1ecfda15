//! The map against the sources: a listed test exists, a test that proves a rule is listed, a listed module exists.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::bylaws::Bylaws;
use crate::kernel::{Basis, BusinessDate};

fn backend() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under a folder; none when the folder does not exist.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Names of the test functions in `backend/src` and `tests/`: those below a line that ends in `test]`.
fn test_names() -> BTreeSet<String> {
    let mut files = Vec::new();
    rust_files(&backend().join("src"), &mut files);
    rust_files(&backend().join("../tests"), &mut files);
    files
        .iter()
        .flat_map(|file| tests_in(&fs::read_to_string(file).unwrap()))
        .collect()
}

fn tests_in(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in source.lines().map(str::trim) {
        let function = line
            .trim_start_matches("pub ")
            .trim_start_matches("async ")
            .strip_prefix("fn ");
        match function.and_then(|rest| rest.split(['(', '<']).next()) {
            Some(name) => {
                if std::mem::take(&mut marked) {
                    names.push(name.to_owned());
                }
            }
            None => {
                marked = (marked && (line.starts_with('#') || line.starts_with("//")))
                    || is_test_mark(line)
            }
        }
    }
    names
}

/// `#[test]`, also at the end of a line (`proptest! { #[test]`), or a runtime's own such as `#[actix_web::test]`.
fn is_test_mark(line: &str) -> bool {
    let mark = line.rfind("#[").map_or("", |at| &line[at..]);
    (mark.ends_with("test]") || mark.contains("::test(")) && !mark.starts_with("#[cfg")
}

/// The rule that a test's name begins with: the longest id that fits.
fn rule_of(test: &str) -> Option<Rule> {
    let prefix = |rule: &Rule| format!("{}_", rule.id().to_lowercase().replace('.', "_"));
    let fitting = Rule::ALL
        .iter()
        .copied()
        .filter(|rule| test.starts_with(&prefix(rule)));
    fitting.max_by_key(|rule| rule.id().len())
}

#[test]
fn the_map_has_every_rule_once_in_order() {
    let mapped: Vec<Rule> = table::proofs().map(|proof| proof.rule).collect();
    assert_eq!(mapped, Rule::ALL);
}

#[test]
fn every_test_that_the_map_names_exists() {
    let known = test_names();
    for proof in table::proofs() {
        for test in proof.tests {
            assert!(
                known.contains(*test),
                "{}: no test function named {test}",
                proof.rule
            );
            assert_eq!(
                rule_of(test),
                Some(proof.rule),
                "{test} is not named after {}",
                proof.rule
            );
        }
    }
}

#[test]
fn no_rule_says_not_yet_while_a_test_proves_it() {
    let mut unlisted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for test in test_names() {
        let Some(rule) = rule_of(&test) else { continue };
        if proof(rule).unwrap().tests.is_empty() {
            unlisted.entry(rule.id()).or_default().push(test);
        }
    }
    assert!(
        unlisted.is_empty(),
        "add these to bylaws/map/table.rs: {unlisted:#?}"
    );
}

#[test]
fn a_rule_without_a_test_says_not_yet() {
    for line in lines(None) {
        let (th, en) = (line.to_json(Lang::Th), line.to_json(Lang::En));
        assert_eq!(
            line.proof.tests.is_empty(),
            en["tests"] == "not yet",
            "{}",
            line.rule
        );
        assert_eq!(
            line.proof.tests.is_empty(),
            th["tests"] == "ยังไม่มี",
            "{}",
            line.rule
        );
        assert_eq!(
            line.proof.enforced_in.is_empty(),
            en["enforced_in"] == "not yet",
            "{}",
            line.rule
        );
        assert!(
            !line.proof.enforced_in.is_empty() || line.proof.tests.is_empty(),
            "{}: proven but nowhere enforced",
            line.rule
        );
    }
}

#[test]
fn what_is_lacking_is_said_of_rules_that_are_proven_in_part_only() {
    for line in lines(None) {
        let (th, en) = (line.to_json(Lang::Th), line.to_json(Lang::En));
        let Some(lacking) = line.proof.lacking() else {
            assert!(en["lacking"].is_null(), "{}", line.rule);
            continue;
        };
        assert!(
            !line.proof.tests.is_empty(),
            "{}: nothing is there of which a part could be lacking",
            line.rule
        );
        assert_eq!(
            (&th["lacking"], &en["lacking"]),
            (&json!(lacking.th), &json!(lacking.en))
        );
    }
}

#[test]
fn every_module_that_the_map_names_exists() {
    for proof in table::proofs() {
        for module in proof.enforced_in {
            let path = backend().join("src").join(module.replace("::", "/"));
            let exists = path.with_extension("rs").is_file() || path.join("mod.rs").is_file();
            assert!(exists, "{}: no module {module}", proof.rule);
        }
    }
}

#[test]
fn each_parameter_stands_under_its_rule_with_the_value_of_the_day() {
    let bylaws = Bylaws::parse(include_str!("../../../../config/bylaws.toml")).unwrap();
    let day = bylaws.on(BusinessDate::from_ymd(2026, 11, 21).unwrap());
    let all = lines(day.as_ref());
    assert_eq!(
        all.iter().map(|line| line.parameters.len()).sum::<usize>(),
        Key::ALL.len()
    );
    let first_notice = all
        .iter()
        .find(|line| line.rule == Rule::A7_2_1)
        .unwrap()
        .to_json(Lang::Th);
    assert_eq!(first_notice["article"], "ข้อ ๗.๒ (๑)");
    assert_eq!(first_notice["parameters"][0]["key"], "first_notice_days");
    assert_eq!(first_notice["parameters"][0]["value"], "30");
    let practice = all
        .iter()
        .find(|line| line.rule.basis() == Basis::Practice)
        .unwrap()
        .to_json(Lang::Th);
    assert!(practice["article"].is_null());
    assert!(
        lines(None)
            .iter()
            .flat_map(|line| &line.parameters)
            .all(|parameter| parameter.value.is_none())
    );
}

#[test]
fn the_scan_sees_tests_and_nothing_else() {
    let source = "#[cfg(test)]\nfn helper() {}\n#[test]\n// why\n#[ignore]\nfn a4_one() {}\nfn two() {}\n#[actix_web::test]\nasync fn c1_three() {}\nproptest! { #[test]\n    fn a9_four(x in 0..1) {\n";
    assert_eq!(tests_in(source), ["a4_one", "c1_three", "a9_four"]);
    assert_eq!(rule_of("a13_1_signs"), Some(Rule::A13_1));
    assert_eq!(rule_of("a13_controls"), Some(Rule::A13));
    assert_eq!(rule_of("a7_2_3x_two"), Some(Rule::A7_2_3X));
    assert_eq!(rule_of("a_name"), None);
}
