//! `cargo xtask bench paper`: what a long register costs in time and memory, and that two processes write the same bytes.

use std::path::Path;
use std::process::Command;

use clap::Args;
use sahakorn_tests::Trouble;
use serde_json::{Value, json};

use super::Swept;
use crate::process::{cargo, output, run as run_to_end, target};

#[derive(Args)]
pub struct PaperArgs {
    /// Prints JSON and nothing else
    #[arg(long)]
    json: bool,
    /// Lines of the register
    #[arg(long, default_value_t = 500)]
    lines: usize,
}

pub fn run(args: &PaperArgs) -> Result<(), Trouble> {
    let what = [
        "--package",
        "sahakorn-reports",
        "--example",
        "long_register",
    ];
    run_to_end(cargo().args(["build", "--release"]).args(what))?;
    let scratch = target()?
        .join("tests")
        .join(format!("bench-paper-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let _swept = Swept(scratch.clone());
    let (first, bytes) = register(&scratch.join("first.pdf"), args.lines)?;
    let (_, again) = register(&scratch.join("again.pdf"), args.lines)?;
    let same = bytes == again;
    if args.json {
        println!("{}", json!({ "register": first, "same_bytes": same }));
    } else {
        println!(
            "register of {} lines: {} ms, {} bytes, memory at most {} KiB ({} KiB of it for the paper), the same bytes twice: {}",
            first["lines"],
            first["ms"],
            first["bytes"],
            first["peak_kib"],
            first["grown_kib"],
            if same { "yes" } else { "NO" }
        );
    }
    if same {
        Ok(())
    } else {
        Err(Trouble::new("two processes wrote different bytes"))
    }
}

/// One process writes a register: what it says of itself, and the bytes.
fn register(file: &Path, lines: usize) -> Result<(Value, Vec<u8>), Trouble> {
    let program = target()?.join("release/examples/long_register");
    let said = output(Command::new(program).arg(lines.to_string()).arg(file))?;
    let said = serde_json::from_str(&said).unwrap_or(Value::Null);
    Ok((said, std::fs::read(file)?))
}
