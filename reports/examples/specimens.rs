//! Writes every paper, issued and as a copy, into a directory.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use sahakorn_reports::specimens::{issued, specimens, unsealed};
use sahakorn_reports::{TEMPLATE_VERSION, render};

fn main() -> Result<(), Box<dyn Error>> {
    let into = PathBuf::from(std::env::args().nth(1).ok_or("name a directory")?);
    fs::create_dir_all(&into)?;
    for (name, paper) in specimens() {
        let number = format!(
            "{}-2569-0102-R0",
            name.to_uppercase().chars().take(3).collect::<String>()
        );
        let bytes = render(&paper, &issued(&number), TEMPLATE_VERSION)?;
        fs::write(into.join(format!("{name}.pdf")), &bytes)?;
        println!("{name}: {} bytes", bytes.len());
        let copy = render(&paper, &unsealed(), TEMPLATE_VERSION)?;
        fs::write(into.join(format!("{name}-copy.pdf")), copy)?;
    }
    Ok(())
}
