//! What tests need beyond Rust and a C compiler: named here and nowhere else.

use std::process::Command;

use sahakorn_tests::{Trouble, postgres, workspace};

use crate::process::{command, output, run, succeeds, words};

/// Something that must be on the machine.
struct Need {
    what: &'static str,
    why: &'static str,
    is_there: fn() -> bool,
    install: Install,
}

enum Install {
    Debian(&'static [&'static str]),
    /// The packages of `tests/browser/package-lock.json`.
    Npm,
    /// Components of the toolchain in use.
    Rustup(&'static [&'static str]),
}

const BROWSER_FOLDER: &str = "tests/browser";
/// Where Debian puts its browser; the scripts use the same path.
const CHROMIUM: &str = "/usr/bin/chromium";

const NEEDS: [Need; 9] = [
    Need {
        what: "rustfmt and clippy",
        why: "the parts fmt and clippy",
        is_there: || {
            succeeds("cargo", &["fmt", "--version"]) && succeeds("cargo", &["clippy", "--version"])
        },
        install: Install::Rustup(&["rustfmt", "clippy"]),
    },
    Need {
        what: "PostgreSQL 15 or later with its programs",
        why: "the suite's second database, in a private cluster",
        is_there: || postgres::bin_folder().is_ok(),
        install: Install::Debian(&["postgresql"]),
    },
    Need {
        what: "setpriv",
        why: "PostgreSQL refuses to run as root",
        is_there: || succeeds("setpriv", &["--version"]),
        install: Install::Debian(&["util-linux"]),
    },
    Need {
        what: "sqlite3",
        why: "tests edit the database behind the program's back",
        is_there: || succeeds("sqlite3", &["--version"]),
        install: Install::Debian(&["sqlite3"]),
    },
    Need {
        what: "pdftotext and pdftoppm",
        why: "what a paper says and how it looks",
        is_there: || succeeds("pdftotext", &["-v"]) && succeeds("pdftoppm", &["-v"]),
        install: Install::Debian(&["poppler-utils"]),
    },
    Need {
        what: "chromium",
        why: "browser tests and pictures of pages",
        is_there: || std::path::Path::new(CHROMIUM).is_file(),
        install: Install::Debian(&["chromium"]),
    },
    Need {
        what: "a Thai font for screens (Noto Sans Thai)",
        why: "pages ask for it; without one Thai is boxes in the pictures",
        is_there: || {
            output(command("fc-list").arg("Noto Sans Thai"))
                .is_ok_and(|found| !found.trim().is_empty())
        },
        install: Install::Debian(&["fontconfig", "fonts-noto-core"]),
    },
    Need {
        what: "Node.js 20 or later with npm",
        why: "runs the browser scripts (Debian 12 has 18: take a newer one from elsewhere there)",
        is_there: || {
            succeeds(
                "node",
                &[
                    "-e",
                    "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)",
                ],
            )
        },
        install: Install::Debian(&["nodejs", "npm"]),
    },
    Need {
        what: "playwright-core and axe-core",
        why: "drive the browser, find faults of accessibility",
        is_there: npm_is_as_locked,
        install: Install::Npm,
    },
];

/// Whether node_modules holds what the lock file says: npm keeps a copy of the lock file of its last install.
fn npm_is_as_locked() -> bool {
    let folder = workspace().join(BROWSER_FOLDER);
    let versions = |file: &str| {
        let text = std::fs::read_to_string(folder.join(file)).ok()?;
        let lock: serde_json::Value = serde_json::from_str(&text).ok()?;
        let packages = lock["packages"]
            .as_object()?
            .iter()
            .filter(|(name, _)| !name.is_empty());
        Some(
            packages
                .map(|(name, package)| (name.clone(), package["version"].to_string()))
                .collect::<Vec<_>>(),
        )
    };
    let wanted = versions("package-lock.json");
    wanted.is_some() && wanted == versions("node_modules/.package-lock.json")
}

/// Installs what is not there. Quick when all is.
pub fn setup() -> Result<(), Trouble> {
    let lacking: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    let debian: Vec<&str> = lacking
        .iter()
        .flat_map(|need| debian_packages(need))
        .copied()
        .collect();
    if !debian.is_empty() {
        run(as_root(&["apt-get", "update", "-qq"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
        let install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
        run(as_root(&install)
            .args(&debian)
            .env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    for need in &lacking {
        match need.install {
            Install::Debian(_) => {}
            Install::Rustup(components) => run(command("rustup")
                .args(["component", "add"])
                .args(components))?,
            Install::Npm => run(command("npm").args([
                "ci",
                "--no-audit",
                "--no-fund",
                "--prefix",
                BROWSER_FOLDER,
            ]))?,
        }
    }
    check()?;
    println!("setup: all {} needs are met", NEEDS.len());
    Ok(())
}

/// Names all that lacks, in one message.
pub fn check() -> Result<(), Trouble> {
    let lacking: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let line = |need: &&Need| format!("  {}: {} ({})", need.what, need.why, how(need));
    let lines: Vec<String> = lacking.iter().map(line).collect();
    let text = "This machine lacks what tests need; `cargo xtask setup` installs it:";
    Err(Trouble::new(format!("{text}\n{}", lines.join("\n"))))
}

fn debian_packages(need: &Need) -> &'static [&'static str] {
    match need.install {
        Install::Debian(packages) => packages,
        Install::Npm | Install::Rustup(_) => &[],
    }
}

fn how(need: &Need) -> String {
    match need.install {
        Install::Debian(packages) => format!("Debian: {}", packages.join(" ")),
        Install::Npm => format!("npm ci in {BROWSER_FOLDER}"),
        Install::Rustup(components) => format!("rustup component add {}", components.join(" ")),
    }
}

/// As root itself, or by sudo for somebody else.
fn as_root(arguments: &[&str]) -> Command {
    let is_root = output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut asked = if is_root {
        command(arguments[0])
    } else {
        command("sudo")
    };
    asked.args(if is_root { &arguments[1..] } else { arguments });
    println!("{} ...", words(&asked));
    asked
}
