//! Lines of the bank's list: as they came, and as they are read.

use crate::cards::batches::error::LineReason;
use crate::kernel::{BusinessDate, CardNumber};

/// A line of the bank's list as it came. No `Debug`: it holds a whole card number.
#[derive(Clone, Default)]
pub struct RawLine {
    /// The line of the file that it came in, as an editor counts it.
    pub row: Option<u64>,
    /// Fields in which no value stands.
    pub unreadable: Vec<(&'static str, LineReason)>,
    pub member_number: String,
    pub name_on_card: String,
    pub card_number: zeroize::Zeroizing<String>,
    pub expires_on: String,
    pub envelope_no: Option<String>,
}

/// A line that can be read. No `Debug`.
#[derive(Clone)]
pub struct ListLine {
    /// Its place in the list, from 0.
    pub line: usize,
    /// The line of the file.
    pub row: Option<u64>,
    pub member_number: String,
    pub name_on_card: String,
    pub number: CardNumber,
    pub expires_on: BusinessDate,
    /// The bank wrote month and year only; the day is the month's last (A5.2).
    pub expiry_derived: bool,
    pub envelope_no: Option<String>,
}

impl ListLine {
    /// Where a person looks for it, counted from 0: in the file, or else in the list.
    pub(super) fn place(&self) -> usize {
        let row = self.row.and_then(|row| usize::try_from(row).ok());
        row.map_or(self.line, |row| row.saturating_sub(1))
    }
}
