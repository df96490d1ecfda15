//! `cargo xtask deny`: what the dependencies may be. Reads `cargo metadata`, so it needs no other tool and no network.

use std::collections::{BTreeMap, BTreeSet};

use sahakorn_tests::{During, Trouble};
use serde_json::Value;

use crate::process::{cargo, command, output};

/// Licences that ask for no more than a notice. Never the GPL or LGPL: the program is linked into one file.
const LICENCES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    // Permissive, with the wording of the BSD licences; the bundled libpq has it.
    "PostgreSQL",
    "Unicode-3.0",
    "Zlib",
];
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// How many versions there may be beyond the first of each crate. The number may only fall.
const DUPLICATES_MAX: &str = include_str!("../duplicates.max");

/// A crate of the build on this machine.
#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    licence: String,
    source: Option<String>,
    /// Name and version requirement of what it asks for.
    asks: Vec<(String, String)>,
}

/// Checks all; the trouble lists every fault.
pub fn run() -> Result<(), Trouble> {
    let packages = packages()?;
    let max: usize = DUPLICATES_MAX
        .trim()
        .parse()
        .during("xtask/duplicates.max")?;
    let duplicates = duplicates(&packages);
    let many = (duplicates.len() > max).then(|| {
        format!(
            "{} duplicate versions; {max} are allowed: {}",
            duplicates.len(),
            duplicates.join(", ")
        )
    });
    let faults: Vec<String> = licence_faults(&packages)
        .into_iter()
        .chain(source_faults(&packages))
        .chain(twice_asked(&packages))
        .chain(many)
        .collect();
    if !faults.is_empty() {
        return Err(Trouble::new(format!("deny:\n  {}", faults.join("\n  "))));
    }
    println!(
        "deny: {} crates, {} duplicate versions of {max} allowed",
        packages.len(),
        duplicates.len()
    );
    if duplicates.len() < max {
        println!(
            "deny: fewer duplicates than allowed; write {} into xtask/duplicates.max",
            duplicates.len()
        );
    }
    Ok(())
}

/// The crates that are built for this machine's platform.
fn packages() -> Result<Vec<Package>, Trouble> {
    let version = output(command("rustc").arg("-vV"))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or_default();
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        host,
    ];
    let metadata: Value =
        serde_json::from_str(&output(cargo().args(arguments))?).during("cargo metadata")?;
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let used: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    let all = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let all = all
        .iter()
        .filter(|package| package["id"].as_str().is_some_and(|id| used.contains(id)));
    let packages: Vec<Package> = all.map(package_of).collect();
    if packages.is_empty() {
        Err(Trouble::new("cargo metadata names no crates"))
    } else {
        Ok(packages)
    }
}

fn package_of(value: &Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let asks = value["dependencies"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    // A path dependency is ours and has no source.
    let asks = asks.iter().filter(|ask| ask["source"].is_string());
    Package {
        name: text(&value["name"]),
        version: text(&value["version"]),
        licence: text(&value["license"]),
        source: value["source"].as_str().map(str::to_owned),
        asks: asks
            .map(|ask| (text(&ask["name"]), text(&ask["req"])))
            .collect(),
    }
}

fn licence_faults(packages: &[Package]) -> Vec<String> {
    let bad = packages
        .iter()
        .filter(|package| !is_allowed(&package.licence));
    bad.map(|p| format!("{} {}: licence {:?}", p.name, p.version, p.licence))
        .collect()
}

/// Whether an SPDX expression can be met by our list: any side of an OR, every side of an AND.
fn is_allowed(expression: &str) -> bool {
    // Old manifests write a slash for OR.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = either(&words, &mut at);
    allowed && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= both(words, at);
    }
    allowed
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    if words.get(*at) == Some(&"(") {
        *at += 1;
        let allowed = either(words, at);
        *at += 1;
        return allowed;
    }
    let Some(word) = words.get(*at) else {
        return false;
    };
    let mut licence = (*word).to_owned();
    *at += 1;
    if words.get(*at) == Some(&"WITH") {
        licence = format!(
            "{licence} WITH {}",
            words.get(*at + 1).copied().unwrap_or_default()
        );
        *at += 2;
    }
    LICENCES.contains(&licence.as_str())
}

fn source_faults(packages: &[Package]) -> Vec<String> {
    let foreign = packages.iter().filter(|p| {
        p.source
            .as_deref()
            .is_some_and(|source| source != CRATES_IO)
    });
    foreign
        .map(|p| format!("{} {}: comes from {:?}", p.name, p.version, p.source))
        .collect()
}

/// Direct dependencies that two of our crates ask for in different versions.
fn twice_asked(packages: &[Package]) -> Vec<String> {
    let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, version) in packages
        .iter()
        .filter(|p| p.source.is_none())
        .flat_map(|p| &p.asks)
    {
        asked.entry(name).or_default().insert(version);
    }
    let twice = asked.into_iter().filter(|(_, versions)| versions.len() > 1);
    twice
        .map(|(name, versions)| format!("{name} is asked for as {versions:?}"))
        .collect()
}

/// One line per version beyond the first of a crate.
fn duplicates(packages: &[Package]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions
            .entry(&package.name)
            .or_default()
            .insert(&package.version);
    }
    let beyond = |(name, all): (&&str, &BTreeSet<&str>)| {
        all.iter()
            .skip(1)
            .map(|version| format!("{name} {version}"))
            .collect::<Vec<_>>()
    };
    versions.iter().flat_map(beyond).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(
        name: &str,
        version: &str,
        licence: &str,
        source: Option<&str>,
        asks: &[(&str, &str)],
    ) -> Package {
        let asks = asks
            .iter()
            .map(|(name, version)| ((*name).to_owned(), (*version).to_owned()))
            .collect();
        let source = source.map(str::to_owned);
        Package {
            name: name.into(),
            version: version.into(),
            licence: licence.into(),
            source,
            asks,
        }
    }

    #[test]
    fn a_licence_expression_is_met_by_any_side_of_or_and_every_side_of_and() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR MPL-2.0",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "LGPL-2.1",
            "MIT AND GPL-3.0",
            "MPL-2.0",
            "Apache-2.0 WITH GCC-exception",
            "(GPL-3.0 OR LGPL-2.1) AND MIT",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn foreign_sources_and_differing_requests_and_duplicates_are_found() {
        let io = Some(CRATES_IO);
        let clean = [
            package("ours", "1.0.0", "MIT", None, &[("a", "^1")]),
            package("a", "1.0.0", "MIT", io, &[("b", "^9")]),
        ];
        assert!(
            source_faults(&clean).is_empty()
                && twice_asked(&clean).is_empty()
                && duplicates(&clean).is_empty()
        );
        let faulty = [
            package("ours", "1.0.0", "MIT", None, &[("a", "^1")]),
            package("too", "1.0.0", "MIT", None, &[("a", "^2")]),
            package("a", "1.0.0", "MIT", io, &[]),
            package("a", "2.0.0", "MIT", Some("git+https://example.org/a"), &[]),
        ];
        assert_eq!(
            (
                source_faults(&faulty).len(),
                twice_asked(&faulty).len(),
                duplicates(&faulty).len()
            ),
            (1, 1, 1)
        );
    }
}
