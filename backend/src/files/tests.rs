//! Files as a whole: honest ones beside another reader, and hostile ones.

#![expect(clippy::unwrap_used, reason = "tests")]

mod beside;
mod hostile;
mod strict;

use super::*;

fn read(bytes: &[u8]) -> Result<Table, FileFault> {
    super::read(bytes, &Options::default())
}
