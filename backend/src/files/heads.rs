//! What stands over the columns: no head that an importer knows is long, so none that is long is known, kept or repeated.

use serde::Serialize;

use super::table::{Line, Table};
use crate::kernel::thai::hidden_in;

/// Characters of a head that may be known.
const CHARS_MAX: usize = 100;
/// Characters of a head or of a sheet's name that an answer repeats, and how many of either.
const SHOWN_CHARS: usize = 40;
const SHOWN_MAX: usize = 20;

/// What stands over a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    text: String,
    is_long: bool,
}

impl Head {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let is_long = text.chars().nth(CHARS_MAX).is_some();
        Self {
            text: if is_long { cut(text) } else { text.to_owned() },
            is_long,
        }
    }

    /// The words to look up; none of a head that is too long to be known.
    pub fn words(&self) -> Option<&str> {
        (!self.is_long && !self.text.is_empty()).then_some(self.text.as_str())
    }

    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// As it may be shown: short, and without a number that may not.
    pub fn shown(&self) -> String {
        cut(&self.text)
    }
}

fn cut(text: &str) -> String {
    if hidden_in(text).is_some() {
        return "•".to_owned();
    }
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl Line {
    /// The line as heads of columns.
    pub fn heads(&self) -> Vec<Head> {
        self.cells
            .iter()
            .map(|cell| Head::of(&cell.text()))
            .collect()
    }
}

/// The first filled cell of a line over which no head stands, by its place from 0: nobody would miss what is left out there.
pub fn without_head(line: &Line, heads: &[Head]) -> Option<usize> {
    let mut cells = line.cells.iter().enumerate();
    let found =
        cells.find(|(at, cell)| !cell.is_blank() && heads.get(*at).is_none_or(Head::is_blank));
    found.map(|(at, _)| at)
}

/// What a file holds and an import leaves out; a preview says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Heads that are not understood, the first of them.
    pub ignored_columns: Vec<String>,
    pub ignored_columns_total: usize,
    /// Other sheets that a person sees and that hold something, the first of them.
    pub other_sheets: Vec<String>,
}

impl LeftOut {
    /// `is_known` says which columns the importer reads, by their place.
    pub fn of(table: &Table, heads: &[Head], is_known: impl Fn(usize) -> bool) -> Self {
        let unknown = heads.iter().enumerate();
        let unknown: Vec<&Head> = unknown
            .filter(|(at, head)| !head.is_blank() && !is_known(*at))
            .map(|(_, head)| head)
            .collect();
        let others = table.sheets.iter();
        let others = others.filter(|sheet| sheet.has_rows && !sheet.is_read && !sheet.is_hidden);
        Self {
            ignored_columns_total: unknown.len(),
            ignored_columns: unknown
                .into_iter()
                .take(SHOWN_MAX)
                .map(Head::shown)
                .collect(),
            other_sheets: others
                .take(SHOWN_MAX)
                .map(|sheet| cut(&sheet.name))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_head_is_not_known_and_not_repeated() {
        let long = Head::of(&format!("ชื่อ({}", "ก".repeat(32_700)));
        assert_eq!(long.words(), None);
        assert_eq!(long.shown().chars().count(), 41);
        assert_eq!(Head::of(" ชื่อ ").words(), Some("ชื่อ"));
        assert!(Head::of(" ").is_blank());
        assert_eq!(Head::of("9999000000000012").shown(), "•");
    }
}
