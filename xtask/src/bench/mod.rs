//! `cargo xtask bench`: figures of the release build. Clients and server share this machine's cores: the figures say so by
//! naming the processor time that the server took.

pub mod load;
pub mod paper;
pub mod post;
pub mod start;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sahakorn_tests::{During, Ground, Trouble};

use crate::process::{build_program, target};

/// The program to measure, built unless given, and a folder to write in.
pub fn ground(program: Option<&Path>) -> Result<Ground, Trouble> {
    let program = match program {
        Some(given) => given.canonicalize().during(given.display())?,
        None => build_program(true)?,
    };
    let scratch = target()?
        .join("tests")
        .join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    Ok(Ground { program, scratch })
}

/// Removes the folder when the bench is over, however it went.
pub struct Swept(pub PathBuf);

impl Drop for Swept {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Milliseconds of processor time that the process has taken so far, all threads.
pub fn cpu_ms(pid: u32) -> Option<u64> {
    // Ticks are a hundredth of a second on every Linux that we run on.
    const MS_PER_TICK: u64 = 10;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((ticks(11)? + ticks(12)?) * MS_PER_TICK)
}

/// Kilobytes of memory that the process holds.
pub fn resident_kb(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// How many a second, rounded down; 0 for no time.
pub fn per_second(count: u64, time: Duration) -> u64 {
    let micros = time.as_micros().max(1);
    u64::try_from(u128::from(count) * 1_000_000 / micros).unwrap_or(u64::MAX)
}

/// The value below which that many of a hundred lie; the values are sorted.
pub fn percentile(sorted: &[u32], hundredths: usize) -> u32 {
    let at = (sorted.len() * hundredths).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or(0)
}

/// Microseconds as milliseconds with two decimals.
pub fn ms(micros: u64) -> String {
    format!("{}.{:02}", micros / 1000, micros % 1000 / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_whole_numbers_and_never_divide_by_nothing() {
        assert_eq!(
            (
                percentile(&[], 99),
                percentile(&[7], 50),
                percentile(&[1, 2, 3, 4], 50)
            ),
            (0, 7, 2)
        );
        let hundred: Vec<u32> = (1..=100).collect();
        assert_eq!(
            (percentile(&hundred, 99), percentile(&hundred, 100)),
            (99, 100)
        );
        assert_eq!(
            (
                per_second(3000, Duration::from_millis(1500)),
                per_second(0, Duration::ZERO)
            ),
            (2000, 0)
        );
        assert_eq!((ms(12_345).as_str(), ms(7).as_str()), ("12.34", "0.00"));
    }

    #[test]
    fn this_process_takes_time_and_memory() {
        assert!(cpu_ms(std::process::id()).is_some());
        assert!(resident_kb(std::process::id()).is_some_and(|kb| kb > 500));
    }
}
