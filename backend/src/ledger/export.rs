//! The books leaving the program: trial balance and journal as tables, and the whole book as plain text.

mod plain;
mod sheets;

pub use plain::{Book, Format, book};
pub use sheets::{Taken, journal_sheet, trial_sheet};

#[cfg(test)]
mod tests;
