//! Reading a file of members: bytes to text, text to rows, rows to members or faults. Pure, and never partial: a file is read
//! whole or refused with the place and the reason. `compare` sets what was read beside the registry.

pub mod compare;
mod delimited;
mod encoding;
mod header;
mod rows;
mod table;
pub mod template;
mod workbook;

#[cfg(test)]
mod tests;

pub use encoding::Encoding;
pub use rows::{ReadFile, ReadRow, RowFault};
pub use table::{Cell, FileError, Format, Line, Table};

use crate::kernel::BusinessDate;

/// Rows of members that one file may have.
pub const ROWS_MAX: usize = 20_000;

/// Reads a file as rows of cells, whatever they hold: an XLSX workbook by its first bytes, else delimited text in the declared
/// encoding. For other registers that come as files of the same kinds.
pub fn table(bytes: &[u8], declared: Encoding) -> Result<Table, FileError> {
    if workbook::is_workbook(bytes) {
        workbook::read(bytes)
    } else {
        delimited::read(bytes, declared)
    }
}

/// Reads a file of members: an XLSX workbook by its first bytes, else delimited text in the declared encoding.
pub fn read(bytes: &[u8], declared: Encoding, today: BusinessDate) -> Result<ReadFile, FileError> {
    let table = table(bytes, declared)?;
    rows::read(table, today)
}
