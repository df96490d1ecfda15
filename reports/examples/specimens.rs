//! Writes every paper, issued and as a copy, into a directory, and says what a long register costs.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use sahakorn_reports::specimens::{card_register_of, issued, specimens, unsealed};
use sahakorn_reports::{Paper, TEMPLATE_VERSION, render};

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
    let before = peak_kib()?;
    // The long one takes some seconds; its figure is memory.
    for lines in [500, 10_000] {
        let register = Paper::CardRegister(card_register_of(lines));
        let data = peak_kib()?;
        let start = Instant::now();
        let bytes = render(&register, &issued("CR-2569-0001-R0"), TEMPLATE_VERSION)?;
        println!(
            "register of {lines} lines: {} ms, {} kB, peak {} MiB before all, {} MiB with the data, {} MiB after",
            start.elapsed().as_millis(),
            bytes.len() / 1_000,
            before / 1_024,
            data / 1_024,
            peak_kib()? / 1_024
        );
        fs::write(into.join(format!("register-{lines}.pdf")), bytes)?;
    }
    Ok(())
}

/// The most memory that the process ever held.
fn peak_kib() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}
