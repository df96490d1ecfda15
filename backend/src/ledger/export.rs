//! The books leaving the program: tables as CSV and XLSX, and the whole book as plain text.

mod csv_file;
mod plain;
mod sheets;
mod xlsx_file;

pub use csv_file::csv;
pub use plain::{Book, Format, book};
pub use sheets::{Taken, journal_sheet, trial_sheet};
pub use xlsx_file::{NotWritten, xlsx};

use crate::kernel::{BusinessDate, Money};

/// A table on its way out: what it is, its columns, its rows. Both file forms are made from it, so they cannot differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the tab, at most 31 characters.
    pub name: String,
    /// Title, period, filters, who, when: the first rows of the file.
    pub head: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// Width in characters.
    pub width: u16,
    /// Its amounts are added up under the table.
    pub summed: bool,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Money(Money),
    Date(BusinessDate),
    Blank,
}

impl Column {
    fn new(title: &str, width: u16) -> Self {
        Self {
            title: title.to_owned(),
            width,
            summed: false,
        }
    }

    fn summed(title: &str, width: u16) -> Self {
        Self {
            summed: true,
            ..Self::new(title, width)
        }
    }
}

/// The sum of a column's amounts; what does not fit is left out of the file rather than wrong in it.
fn sum_of(sheet: &Sheet, column: usize) -> Option<Money> {
    let amounts = sheet.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Money(amount)) => Some(*amount),
        Some(Cell::Text(_) | Cell::Date(_) | Cell::Blank) | None => None,
    });
    Money::sum(amounts).ok()
}

#[cfg(test)]
mod tests;
