//! Reading a file of members: rows of cells (`files`) to members or faults. Pure, and never partial: a file is read whole or
//! refused with the place and the reason. `compare` sets what was read beside the registry.

pub mod compare;
mod error;
mod header;
mod rows;
pub mod template;

#[cfg(test)]
mod tests;

pub use error::FileError;
pub use rows::{ReadFile, ReadRow, RowFault};

use crate::files::{self, Encoding, Options, Watch};
use crate::kernel::BusinessDate;

/// Rows of members that one file may have.
pub const ROWS_MAX: usize = 20_000;

/// Reads a file of members: an XLSX workbook by its first bytes, else delimited text in the declared encoding. The clock that
/// comes back runs since the first byte.
pub fn read(
    bytes: &[u8],
    declared: Encoding,
    today: BusinessDate,
) -> Result<(ReadFile, Watch), FileError> {
    let options: Options = declared.into();
    let mut watch = options.watch();
    let file = rows::read(files::read(bytes, &options)?, today, &mut watch)?;
    Ok((file, watch))
}
