//! Files that come in: members, the bank's delivery lists, the registers from before. A file of any of these is read here, as rows
//! of cells and before anything is known of their meaning, so that a bound that holds for one importer holds for all.
//!
//! Nothing that a file declares is believed: neither its sizes nor its counts nor its dimensions. Memory is asked for as cells
//! arrive, and [`Limits`] says how far that goes; what lies beyond is refused with its place, never left out in silence. Reading
//! takes a thread of its own ([`off_thread`]), two files at a time and one for each person, so that no file and nobody stops the
//! rest of the program. What an importer says of a file is bounded here too: [`Faults`], [`Head`], [`LeftOut`]; and a cell in which
//! no value stands is a [`NoValue`] for all of them.
//!
//! Begin at [`read`]. `delimited` reads text, `workbook` reads XLSX (decision 37 says why by hand).

mod delimited;
mod encoding;
mod fault;
mod faults;
mod heads;
mod limits;
mod no_value;
mod table;
mod texts;
mod threads;
mod workbook;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use encoding::Encoding;
pub use fault::{Bound, FaultKind, FileFault};
pub use faults::Faults;
pub use heads::{Head, LeftOut, without_head};
pub use limits::{Began, Limits, Watch};
pub use no_value::NoValue;
pub use table::{Area, Cell, Format, Line, Sheet, Table, Words, column_name};
pub use threads::{OwnTurns, off_thread};

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What delimited text is written in, as far as the sender says it.
    pub encoding: Encoding,
    /// The sheet of a workbook by its name; the first that a person sees where none is named.
    pub sheet: Option<String>,
    pub limits: Limits,
    /// When the work with this file began: now, where nothing else is said.
    pub began: Began,
}

impl Options {
    /// The clock that reading and all that follows share.
    pub const fn watch(&self) -> Watch {
        Watch::new(self.began, self.limits.seconds)
    }
}

impl From<Encoding> for Options {
    fn from(encoding: Encoding) -> Self {
        Self {
            encoding,
            ..Self::default()
        }
    }
}

/// Reads a file by what it is, not by what it is called: a workbook by its first bytes, else delimited text. Whole, or refused
/// with kind and place.
pub fn read(bytes: &[u8], options: &Options) -> Result<Table, FileFault> {
    let bytes_max = options.limits.file_bytes;
    if bytes.len() as u64 > bytes_max {
        return Err(Bound::File.over(bytes_max).into());
    }
    if bytes.is_empty() {
        return Err(FaultKind::Empty.into());
    }
    let table = if workbook::is_workbook(bytes) {
        workbook::read(bytes, options)?
    } else {
        delimited::read(bytes, options)?
    };
    if table.lines.is_empty() {
        return Err(FaultKind::Empty.into());
    }
    Ok(table)
}
