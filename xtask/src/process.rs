//! Running other programs, and saying so.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use sahakorn_tests::{During, Trouble, workspace};

/// A command that runs in the root of the source tree.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace());
    command
}

/// The cargo that called us.
pub fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // `cargo run` says these about us; the cargo that we call, and the build scripts under it, must not take them for their own.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Runs to the end with our terminal; a failure is trouble.
pub fn run(command: &mut Command) -> Result<(), Trouble> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .during(words(command))?;
    if status.success() {
        Ok(())
    } else {
        Err(Trouble::new(format!(
            "{} failed ({status})",
            words(command)
        )))
    }
}

/// Runs quietly and gives standard output; a failure is trouble that shows standard error.
pub fn output(command: &mut Command) -> Result<String, Trouble> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .during(words(command))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let error = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Trouble::new(format!(
        "{} failed ({}): {error}",
        words(command),
        output.status
    )))
}

/// Whether it runs and succeeds, quietly.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut asked = command(program);
    asked
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}

/// Runs with its standard output shown line by line as it comes, and read by `each` meanwhile; whether it succeeded.
pub fn watched(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool, Trouble> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .during(words(command))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            each(&line);
        }
    }
    Ok(child.wait()?.success())
}

/// The command as one would type it.
pub fn words(command: &Command) -> String {
    let all = std::iter::once(command.get_program()).chain(command.get_args());
    all.map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `83.4 s`.
pub fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

/// The folder that cargo builds into.
pub fn target() -> Result<PathBuf, Trouble> {
    let metadata =
        output(cargo().args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata).during("cargo metadata")?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| Trouble::new("no target_directory"))
}

/// Builds the product's program once and gives its path. The whole workspace is named, so that every part builds the
/// dependencies with the same features and only once.
pub fn build_program(release: bool) -> Result<PathBuf, Trouble> {
    let mut build = cargo();
    build.args(["build", "--locked", "--workspace", "--bin", "sahakorn"]);
    if release {
        build.arg("--release");
    }
    run(&mut build)?;
    Ok(target()?
        .join(if release { "release" } else { "debug" })
        .join("sahakorn"))
}
