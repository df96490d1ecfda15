//! XLSX by calamine, cell by cell: a stray cell in the last row of the sheet must not make a table of a billion cells.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

use super::ROWS_MAX;
use super::table::{Cell, FileError, Format, Line, Table};
use crate::kernel::BusinessDate;

/// Cells to the right of this are nobody's.
const COLUMNS_MAX: u32 = 100;
/// What a workbook may unpack to.
const UNPACKED_BYTES_MAX: u64 = 128 * 1_048_576;
/// A year from here on was typed in the Buddhist era into a cell that knows the Common Era only.
const BUDDHIST_FROM: u16 = 2400;
const BUDDHIST_OFFSET: u16 = 543;

/// A workbook is a ZIP archive and begins like one.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

pub fn read(bytes: &[u8]) -> Result<Table, FileError> {
    let unpacked = unpacked_bytes(bytes).ok_or(FileError::NotAWorkbook)?;
    if unpacked > UNPACKED_BYTES_MAX {
        let bytes_max = UNPACKED_BYTES_MAX;
        return Err(FileError::TooLarge { bytes_max });
    }
    // The file comes from outside and the reader is not ours: what breaks off in there is a bad file, not a broken program.
    let lines =
        catch_unwind(AssertUnwindSafe(|| lines(bytes))).unwrap_or(Err(FileError::NotAWorkbook))?;
    if lines.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(Table {
        format: Format::Xlsx,
        lines,
    })
}

/// The first sheet's lines, blank ones left out.
fn lines(bytes: &[u8]) -> Result<Vec<Line>, FileError> {
    let broken = |_| FileError::NotAWorkbook;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheet = book.sheet_names().first().cloned();
    let sheet = sheet.ok_or(FileError::NotAWorkbook)?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(found) = reader.next_cell().map_err(broken)? {
        let (row, column) = found.get_position();
        let Some(cell) =
            cell_of(found.get_value()).filter(|c| !c.is_blank() && column < COLUMNS_MAX)
        else {
            continue;
        };
        put(rows.entry(row).or_default(), column as usize, cell);
        if rows.len() > ROWS_MAX + 1_000 {
            return Err(FileError::TooManyRows);
        }
    }
    let line = |(row, cells)| Line {
        number: u64::from(row) + 1,
        cells,
    };
    Ok(rows.into_iter().map(line).collect())
}

fn put(cells: &mut Vec<Cell>, column: usize, cell: Cell) {
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Text(String::new()));
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

fn cell_of(value: &DataRef<'_>) -> Option<Cell> {
    match value {
        DataRef::Int(number) => Some(Cell::Text(number.to_string())),
        // Display never writes an exponent, so 1100000000008 stays 1100000000008.
        DataRef::Float(number) => Some(Cell::Text(number.to_string())),
        DataRef::String(text) => Some(Cell::Text(text.clone())),
        DataRef::SharedString(text) => Some(Cell::Text((*text).to_owned())),
        DataRef::Bool(yes) => Some(Cell::Text(yes.to_string())),
        DataRef::DateTime(moment) => Some(day_of(moment)),
        DataRef::DateTimeIso(text) => Some(Cell::Text(
            text.split('T').next().unwrap_or(text).to_owned(),
        )),
        DataRef::DurationIso(text) => Some(Cell::Text(text.clone())),
        DataRef::Error(error) => Some(Cell::Text(error.to_string())),
        DataRef::Empty => None,
    }
}

/// A real date; its year may have been typed in the Buddhist era.
fn day_of(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let year = if year >= BUDDHIST_FROM {
        year - BUDDHIST_OFFSET
    } else {
        year
    };
    BusinessDate::from_ymd(i32::from(year), u32::from(month), u32::from(day))
        .map_or_else(|| Cell::Text(moment.as_f64().to_string()), Cell::Day)
}

/// What the archive's directory says its files unpack to; `None` when there is no directory.
fn unpacked_bytes(bytes: &[u8]) -> Option<u64> {
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let number = |at: usize, len: usize| -> Option<u64> {
        let digits = bytes.get(at..at.checked_add(len)?)?;
        Some(
            digits
                .iter()
                .rev()
                .fold(0, |sum, b| (sum << 8) | u64::from(*b)),
        )
    };
    let (entries, mut at) = (
        number(end + 10, 2)?,
        usize::try_from(number(end + 16, 4)?).ok()?,
    );
    let mut total = 0_u64;
    for _ in 0..entries {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        total = total.saturating_add(number(at + 24, 4)?);
        let tails = number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
        at = at.checked_add(46 + usize::try_from(tails).ok()?)?;
    }
    Some(total)
}
