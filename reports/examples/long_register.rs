//! Writes a card register of so many lines to a file and says in JSON what it cost: `cargo xtask bench paper`.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

#[path = "../tests/peak/mod.rs"]
mod peak;

use std::error::Error;
use std::fs;
use std::time::Instant;

use peak::peak_kib;
use sahakorn_reports::specimens::{card_register_of, issued};
use sahakorn_reports::{Paper, TEMPLATE_VERSION, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let lines: usize = args.next().ok_or("name how many lines")?.parse()?;
    let file = args.next().ok_or("name a file")?;
    let register = Paper::CardRegister(card_register_of(lines));
    let held = peak_kib()?;
    let begun = Instant::now();
    let bytes = render(&register, &issued("CR-2569-0001-R0"), TEMPLATE_VERSION)?;
    let (ms, peak) = (begun.elapsed().as_millis(), peak_kib()?);
    fs::write(file, &bytes)?;
    println!(
        "{{\"lines\":{lines},\"ms\":{ms},\"bytes\":{},\"peak_kib\":{peak},\"grown_kib\":{}}}",
        bytes.len(),
        peak - held
    );
    Ok(())
}
