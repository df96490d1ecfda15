//! `cargo xtask look`: pictures of every page at both widths, and of every paper, to be looked at by a person.

use std::path::Path;

use sahakorn_tests::Trouble;

use crate::needs;
use crate::process::{build_program, cargo, command, run as run_command, target};
use crate::test::{demonstration, with_server};

/// Takes the pictures of the pages in `tests/browser/pages.json` whose name contains the filter.
pub fn run(filter: Option<&str>) -> Result<(), Trouble> {
    needs::check()?;
    let program = build_program(false)?;
    let target = target()?;
    let scratch = target
        .join("tests")
        .join(format!("look-{}", std::process::id()));
    let server = demonstration(&program, &scratch)?;
    let pictures = target.join("look");
    let mut node = command("node");
    node.arg("tests/browser/look.mjs")
        .args(filter)
        .env("SAHAKORN_PICTURES", &pictures);
    with_server(&mut node, &server);
    run_command(&mut node)?;
    drop(server);
    let _ = std::fs::remove_dir_all(&scratch);
    papers(&pictures.join("papers"), filter)?;
    println!("pictures: {}", pictures.display());
    Ok(())
}

/// Every paper, issued and as a copy, page by page.
fn papers(into: &Path, filter: Option<&str>) -> Result<(), Trouble> {
    let what = ["--package", "sahakorn-reports", "--example", "specimens"];
    run_command(cargo().arg("run").args(what).arg("--").arg(into))?;
    for file in std::fs::read_dir(into)? {
        let file = file?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let is_pdf = file.extension().is_some_and(|ending| ending == "pdf");
        if is_pdf && filter.is_none_or(|wanted| name.contains(wanted)) {
            let mut drawn = command("pdftoppm");
            drawn
                .args(["-r", "80", "-png"])
                .arg(&file)
                .arg(file.with_extension(""));
            run_command(&mut drawn)?;
        }
    }
    Ok(())
}
