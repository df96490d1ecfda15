//! A file as rows of cells.

use serde::Serialize;
use zeroize::Zeroizing;

use super::fault::{FaultKind, FileFault};
use crate::kernel::BusinessDate;

/// The text of a cell, wiped from memory when dropped: it may be a card number or a national ID.
pub type Words = Zeroizing<Box<str>>;

/// What kind of file it was, and the encoding that it turned out to be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Format {
    #[serde(rename = "csv; utf-8")]
    CsvUtf8,
    #[serde(rename = "csv; windows-874")]
    CsvWindows874,
    #[serde(rename = "xlsx")]
    Xlsx,
}

/// What stands in a cell. No `Debug` outside tests: files hold people and card numbers.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub enum Cell {
    Blank,
    Text(Words),
    /// A quantity of a spreadsheet: written out without an exponent, and how the spreadsheet shows it (a place in
    /// [`Table::formats`]).
    Number {
        text: Words,
        format: u16,
    },
    /// A day that the spreadsheet marked as one, in the Common Era also where the year was typed in the Buddhist era.
    Day(BusinessDate),
    /// A day with the time, in seconds since midnight.
    Moment {
        day: BusinessDate,
        seconds: u32,
    },
    Bool(bool),
    /// A formula that failed: `#N/A`.
    Error(Words),
    /// A formula whose program did not write down what it comes to.
    NoResult,
}

impl Cell {
    /// The words of the cell; a day as ISO.
    pub fn text(&self) -> String {
        match self {
            Self::Blank | Self::NoResult => String::new(),
            Self::Text(text) | Self::Number { text, .. } | Self::Error(text) => text.to_string(),
            Self::Day(day) | Self::Moment { day, .. } => day.to_string(),
            Self::Bool(yes) => yes.to_string(),
        }
    }

    /// The day where the file marks the cell as one.
    pub const fn day(&self) -> Option<BusinessDate> {
        match self {
            Self::Day(day) | Self::Moment { day, .. } => Some(*day),
            Self::Blank
            | Self::Text(_)
            | Self::Number { .. }
            | Self::Bool(_)
            | Self::Error(_)
            | Self::NoResult => None,
        }
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            // Something stands there, and nobody knows what.
            Self::NoResult
            | Self::Number { .. }
            | Self::Day(_)
            | Self::Moment { .. }
            | Self::Bool(_)
            | Self::Error(_) => false,
        }
    }
}

/// One line of the file, with its number as an editor or a spreadsheet shows it.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Line {
    pub number: u64,
    /// From the first column to the last that is filled.
    pub cells: Vec<Cell>,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// Nobody who opens the workbook sees it.
    pub is_hidden: bool,
    /// Its lines are the table's.
    pub is_read: bool,
    /// Something stands in it; of sheets that nobody sees it is not asked.
    pub has_rows: bool,
}

/// Cells that a spreadsheet shows as one, from the first to the last; line and column count from 1. Only the first of them holds
/// a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub first: (u64, u64),
    pub last: (u64, u64),
}

/// A whole file. Lines in which nothing stands are left out.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Table {
    pub format: Format,
    /// What stands between the cells of delimited text.
    pub separator: Option<char>,
    /// Of a workbook, in its order.
    pub sheets: Vec<Sheet>,
    pub lines: Vec<Line>,
    pub merged: Vec<Area>,
    /// Number formats of the cells, as a spreadsheet writes them: `#,##0.00`.
    pub formats: Vec<String>,
}

/// The letters of a column that counts from 1: `AB`.
pub fn column_name(column: u64) -> String {
    let (mut letters, mut rest) = (Vec::new(), column);
    while rest > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0),
        ));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// `A1` of a line and a column that count from 1.
pub(super) fn cell_name(line: u64, column: u64) -> String {
    format!("{}{line}", column_name(column))
}

impl FaultKind {
    /// At a cell of a workbook; line and column count from 1.
    pub(super) fn at_cell(self, line: u64, column: u64) -> FileFault {
        FileFault {
            cell: Some(cell_name(line, column)),
            ..self.at(line, Some(column))
        }
    }
}
