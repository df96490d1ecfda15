//! `cargo xtask look`: pictures of every page at both widths, and of every paper, to be looked at by a person.

use sahakorn_tests::Trouble;

use crate::needs;
use crate::process::{build_program, command, run as run_command, target};
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
    println!("pictures: {}", pictures.display());
    Ok(())
}
