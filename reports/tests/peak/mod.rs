//! How much memory this process has taken: for the test of a long register and for its measurement.

use std::error::Error;
use std::fs;

/// The most memory that the process ever held, in KiB.
pub fn peak_kib() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}
