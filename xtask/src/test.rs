//! `cargo xtask test`: every check and test, each part timed. All parts run, so that one run tells all that is wrong.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use sahakorn_tests::settings::{DATABASE, POSTGRES, PROGRAM, SCRATCH};
use sahakorn_tests::{Cluster, Durability, Ground, Mode, Server, Site, Store, Trouble};

use crate::count::Count;
use crate::process::{build_program, cargo, command, run as run_command, seconds, target, watched};
use crate::{deny, needs};

/// One part of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Fmt,
    Clippy,
    Deny,
    Build,
    Unit,
    Sqlite,
    Postgres,
    Browser,
}

const PARTS: [(&str, Part); 8] = [
    ("fmt", Part::Fmt),
    ("clippy", Part::Clippy),
    ("deny", Part::Deny),
    ("build", Part::Build),
    ("unit", Part::Unit),
    ("sqlite", Part::Sqlite),
    ("postgres", Part::Postgres),
    ("browser", Part::Browser),
];

/// Reads the name of a part; the error lists all.
pub fn part_by_name(name: &str) -> Result<Part, String> {
    let found = PARTS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, part)| *part);
    found.ok_or_else(|| PARTS.map(|(known, _)| known).join(", "))
}

impl Part {
    fn name(self) -> &'static str {
        PARTS
            .iter()
            .find(|(_, part)| *part == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether the part runs the product's program, which is built once before.
    fn needs_program(self) -> bool {
        matches!(self, Self::Sqlite | Self::Postgres | Self::Browser)
    }

    fn needs_cluster(self) -> bool {
        matches!(self, Self::Unit | Self::Postgres | Self::Browser)
    }
}

/// What one part came to.
struct Outcome {
    part: Part,
    ok: bool,
    time: Duration,
    count: Count,
}

/// What the parts of a run share.
struct Run<'a> {
    filter: Option<&'a str>,
    scratch: PathBuf,
    program: Option<PathBuf>,
    cluster: Option<Cluster>,
}

/// Runs the parts asked for, or all.
pub fn run(only: &[Part], filter: Option<&str>) -> Result<(), Trouble> {
    needs::check()?;
    let all: Vec<Part> = PARTS.iter().map(|(_, part)| *part).collect();
    let mut parts = if only.is_empty() { all } else { only.to_vec() };
    if parts.iter().any(|part| part.needs_program()) && !parts.contains(&Part::Build) {
        let first = parts
            .iter()
            .position(|part| part.needs_program())
            .unwrap_or(0);
        parts.insert(first, Part::Build);
    }
    let scratch = target()?
        .join("tests")
        .join(format!("run-{}", std::process::id()));
    let mut run = Run {
        filter,
        scratch,
        program: None,
        cluster: None,
    };
    let outcomes: Vec<Outcome> = parts.iter().map(|&part| run.timed(part)).collect();
    drop(run.cluster.take());
    if outcomes.iter().all(|outcome| outcome.ok) {
        // What failing tests wrote stays, to be looked at.
        let _ = std::fs::remove_dir_all(&run.scratch);
    }
    report(&outcomes, &run.scratch)
}

fn report(outcomes: &[Outcome], scratch: &Path) -> Result<(), Trouble> {
    println!(
        "\n{:<10} {:>9} {:>8} {:>8}",
        "part", "time", "passed", "failed"
    );
    for Outcome {
        part,
        ok,
        time,
        count,
    } in outcomes
    {
        let (time, state) = (seconds(*time), if *ok { "" } else { "  FAILED" });
        println!(
            "{:<10} {time:>9} {:>8} {:>8}{state}",
            part.name(),
            count.passed,
            count.failed
        );
    }
    let whole = outcomes.iter().map(|outcome| outcome.time).sum();
    println!("{:<10} {:>9}\n", "together", seconds(whole));
    let (passed, failed) = sums(outcomes);
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        return Ok(());
    }
    let broken: Vec<&str> = outcomes
        .iter()
        .filter(|o| !o.ok)
        .map(|o| o.part.name())
        .collect();
    Err(Trouble::new(format!(
        "failed: {} (what the tests wrote: {})",
        broken.join(", "),
        scratch.display()
    )))
}

/// How many tests passed and failed. A part without tests of its own counts as one; so does a part that broke outside of its
/// tests.
fn sums(outcomes: &[Outcome]) -> (u64, u64) {
    let passed: u64 = outcomes
        .iter()
        .map(|o| {
            if o.count == Count::default() {
                u64::from(o.ok)
            } else {
                o.count.passed
            }
        })
        .sum();
    let failed: u64 = outcomes
        .iter()
        .map(|o| o.count.failed.max(u64::from(!o.ok)))
        .sum();
    (passed, failed)
}

impl Run<'_> {
    fn timed(&mut self, part: Part) -> Outcome {
        println!("\n=== {}", part.name());
        let (begun, mut count) = (Instant::now(), Count::default());
        let done = self.part(part, &mut count);
        if let Err(trouble) = &done {
            println!("{}: {trouble}", part.name());
        }
        Outcome {
            part,
            ok: done.is_ok(),
            time: begun.elapsed(),
            count,
        }
    }

    fn part(&mut self, part: Part, count: &mut Count) -> Result<(), Trouble> {
        if part.needs_cluster() && self.cluster.is_none() {
            self.cluster = Some(Cluster::start(Durability::Fast)?);
        }
        match part {
            Part::Fmt => run_command(cargo().args(["fmt", "--all", "--check"])),
            Part::Clippy => {
                let lint = [
                    "clippy",
                    "--locked",
                    "--workspace",
                    "--all-targets",
                    "--quiet",
                    "--",
                    "-D",
                    "warnings",
                ];
                run_command(cargo().args(lint))
            }
            Part::Deny => deny::run(),
            Part::Build => {
                self.program = Some(build_program(false)?);
                Ok(())
            }
            // The papers have integration tests of their own, which need no server.
            Part::Unit => {
                let what = [
                    "--lib",
                    "--bins",
                    "--test",
                    "papers",
                    "--test",
                    "long_register",
                ];
                self.cargo_test(&what, None, count)
            }
            Part::Sqlite => self.cargo_test(&["--test", "it"], Some("sqlite"), count),
            Part::Postgres => self.cargo_test(&["--test", "it"], Some("postgres"), count),
            Part::Browser => self.browser(count),
        }
    }

    /// Unit tests get the cluster too, but no database is chosen for them: those that need one try both.
    fn cargo_test(
        &self,
        targets: &[&str],
        database: Option<&str>,
        count: &mut Count,
    ) -> Result<(), Trouble> {
        let mut test = cargo();
        test.args(["test", "--locked", "--workspace", "--quiet"])
            .args(targets)
            .args(["--no-fail-fast", "--"]);
        test.args(self.filter);
        if let Some(database) = database {
            test.env(DATABASE, database).env(PROGRAM, self.program()?);
        }
        if let Some(cluster) = &self.cluster {
            test.env(POSTGRES, cluster.postgres().socket());
        }
        test.env(SCRATCH, &self.scratch);
        self.counted(&mut test, count)?;
        self.some_ran(count)
    }

    fn browser(&self, count: &mut Count) -> Result<(), Trouble> {
        let scripts = |folder: &str, server: &Server| {
            let mut node = command("node");
            node.arg("tests/browser/run.mjs").args(self.filter);
            node.env("SAHAKORN_SCRIPTS", folder);
            with_server(&mut node, server);
            node
        };
        let server = demonstration(self.program()?, &self.scratch)?;
        let ran = self.counted(&mut scripts("scripts", &server), count);
        drop(server);
        // An empty installation on each database.
        let postgres = self.cluster.as_ref().map(|c| c.postgres().clone());
        let stores = [Store::Sqlite]
            .into_iter()
            .chain(postgres.map(Store::Postgres));
        let all = stores.fold(ran, |ran, store| {
            let begun = self.on_empty(&store, count, scripts);
            ran.and(begun)
        });
        all.and_then(|()| self.some_ran(count))
    }

    /// `serve` on an empty folder, from its first page on; its books hold afterwards.
    fn on_empty(
        &self,
        store: &Store,
        count: &mut Count,
        scripts: impl Fn(&str, &Server) -> Command,
    ) -> Result<(), Trouble> {
        let ground = Ground {
            program: self.program()?.to_path_buf(),
            scratch: self.scratch.clone(),
        };
        let site = Site::empty(&ground, store)?;
        std::fs::write(site.data().join("sign-ins.json"), "[]")?;
        let server = Server::launch(site, Mode::Serve, &[])?;
        let mut node = scripts("serve", &server);
        node.env(
            "SAHAKORN_SET_UP_CODE",
            server.set_up_code().unwrap_or_default(),
        );
        self.counted(&mut node, count)?;
        let verified = server.try_verify()?;
        if verified.code == 0 {
            return Ok(());
        }
        Err(Trouble::new(format!("verify: {verified:?}")))
    }

    fn program(&self) -> Result<&Path, Trouble> {
        self.program
            .as_deref()
            .ok_or_else(|| Trouble::new("the program was not built"))
    }

    fn counted(&self, command: &mut Command, count: &mut Count) -> Result<(), Trouble> {
        let ok = watched(command, |line| count.read(line))?;
        if !ok || count.failed > 0 {
            return Err(Trouble::new("tests failed"));
        }
        Ok(())
    }

    fn some_ran(&self, count: &Count) -> Result<(), Trouble> {
        if count.passed > 0 {
            return Ok(());
        }
        let which = self
            .filter
            .map_or(String::new(), |filter| format!(" matches {filter:?}"));
        Err(Trouble::new(format!("no test ran{which}")))
    }
}

/// A demonstration of its own on SQLite, for the browser.
pub fn demonstration(program: &Path, scratch: &Path) -> Result<Server, Trouble> {
    let ground = Ground {
        program: program.to_path_buf(),
        scratch: scratch.to_path_buf(),
    };
    Server::launch(Site::empty(&ground, &Store::Sqlite)?, Mode::Demo, &[])
}

/// What the browser scripts are told.
pub fn with_server(node: &mut Command, server: &Server) {
    node.env("SAHAKORN_URL", server.url()).env(
        "SAHAKORN_SIGN_INS",
        server.site().data().join("sign-ins.json"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_found_by_its_name_and_a_wrong_name_lists_them() {
        assert!(
            PARTS
                .iter()
                .all(|(name, part)| part_by_name(name) == Ok(*part) && part.name() == *name)
        );
        assert!(part_by_name("tests").is_err_and(|list| list.contains("browser")));
    }
}
