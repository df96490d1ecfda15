//! Delimited text: comma, semicolon or tab, quoted as spreadsheets quote. Hand-written for its line numbers (a clerk looks for the
//! row in an editor, so the first line of a record is counted as the editor counts it) and for its bounds.

use std::borrow::Cow;

use super::Options;
use super::encoding::{Breaks, decode};
use super::fault::{Bound, FaultKind, FileFault};
use super::limits::Meter;
use super::table::{Cell, Line, Table, Words};
use crate::kernel::thai::visible;

/// Lines looked at to find the delimiter.
const LINES_LOOKED_AT: usize = 30;
/// How a web page begins that was saved under the name of a workbook.
const PAGE_MARKS: [&str; 3] = ["<!doctype html", "<html", "<table"];
/// The bytes with which .xls workbooks and protected ones begin.
const OLD_WORKBOOK: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Table, FileFault> {
    if bytes.starts_with(&OLD_WORKBOOK) {
        return Err(FaultKind::OldWorkbook.into());
    }
    let (text, format) = decode(bytes, options.encoding)?;
    if text.trim().is_empty() {
        return Err(FaultKind::Empty.into());
    }
    if is_page(&text) {
        return Err(FaultKind::WebPage.into());
    }
    let (separator, text, first_line) = match named_separator(&text) {
        Some((separator, rest)) => (separator, rest, 2),
        None => (delimiter_of(&text), text.as_ref(), 1),
    };
    let mut splitter = Splitter::new(separator, first_line, Meter::new(options));
    splitter.read(text)?;
    Ok(Table {
        format,
        separator: Some(separator),
        sheets: Vec::new(),
        lines: splitter.lines,
        merged: Vec::new(),
        formats: Vec::new(),
    })
}

fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(20).collect();
    let start = start.to_ascii_lowercase();
    PAGE_MARKS.iter().any(|mark| start.starts_with(mark))
}

/// The separator that a first line `sep=;` names, as Excel writes and reads it, and the text below.
fn named_separator(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once(['\r', '\n'])?;
    let is_pair = text.as_bytes().get(line.len()) == Some(&b'\r');
    let rest = rest.strip_prefix('\n').filter(|_| is_pair).unwrap_or(rest);
    let line = line.trim_matches('"');
    let mut named = line.strip_prefix("sep=")?.chars();
    let separator = named.next().filter(|c| !c.is_alphanumeric() && *c != '"')?;
    named.next().is_none().then_some((separator, rest))
}

/// What stands most often in the first lines outside quotation marks; a comma when none does.
fn delimiter_of(text: &str) -> char {
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    for line in text.lines().take(LINES_LOOKED_AT) {
        let mut quoted = false;
        for c in line.chars() {
            quoted ^= c == '"';
            if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == c && !quoted) {
                *count += 1;
            }
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(',', |(delimiter, _)| *delimiter)
}

struct Splitter<'a> {
    delimiter: char,
    meter: Meter<'a>,
    lines: Vec<Line>,
    cells: Vec<Cell>,
    /// Cells of the record so far, also those that are not kept.
    columns: u64,
    cell: String,
    cell_chars: u64,
    record_bytes: u64,
    /// Line of the file now, and the one where the record under way began.
    at: u64,
    began: u64,
}

type Chars<'t> = std::iter::Peekable<std::str::Chars<'t>>;

impl<'a> Splitter<'a> {
    fn new(delimiter: char, first_line: u64, meter: Meter<'a>) -> Self {
        Self {
            delimiter,
            meter,
            lines: Vec::new(),
            cells: Vec::new(),
            columns: 0,
            cell: String::new(),
            cell_chars: 0,
            record_bytes: 0,
            at: first_line,
            began: first_line,
        }
    }

    fn read(&mut self, text: &str) -> Result<(), FileFault> {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if self.cell.is_empty() => {
                    let line = self.at;
                    if !self.quoted(&mut chars)? {
                        return Err(FaultKind::OpenQuote.at(line, None));
                    }
                }
                '\r' | '\n' => {
                    if c == '\r' {
                        let _ = chars.next_if_eq(&'\n');
                    }
                    self.end_record()?;
                    self.at += 1;
                    self.began = self.at;
                }
                other if other == self.delimiter => self.end_cell()?,
                other => self.push(other)?,
            }
        }
        self.end_record()
    }

    /// Reads on inside quotation marks; answers whether they were closed.
    fn quoted(&mut self, chars: &mut Chars<'_>) -> Result<bool, FileFault> {
        let mut breaks = Breaks::default();
        while let Some(c) = chars.next() {
            match c {
                '"' if chars.next_if_eq(&'"').is_some() => self.push('"')?,
                '"' => return Ok(true),
                other => {
                    self.at += u64::from(breaks.begins_line(other));
                    self.push(other)?;
                }
            }
        }
        Ok(false)
    }

    fn fault(&self, kind: FaultKind) -> FileFault {
        kind.at(self.began, Some(self.columns + 1))
    }

    /// One more character of the cell under way, where there is room for it.
    fn push(&mut self, c: char) -> Result<(), FileFault> {
        self.cell_chars += 1;
        let chars_max = self.meter.limits.cell_chars;
        let room = Bound::Text.holds(self.cell_chars, chars_max);
        room.map_err(|kind| self.fault(kind))?;
        self.in_record(c.len_utf8())?;
        self.cell.push(c);
        Ok(())
    }

    fn in_record(&mut self, bytes: usize) -> Result<(), FileFault> {
        self.record_bytes += bytes as u64;
        let room = Bound::Record.holds(self.record_bytes, self.meter.limits.record_bytes);
        room.map_err(|kind| kind.at(self.began, None))
    }

    fn end_cell(&mut self) -> Result<(), FileFault> {
        self.in_record(1)?;
        let mut text = unescaped(std::mem::take(&mut self.cell));
        if let Cow::Owned(seen) = visible(&text) {
            text = seen;
        }
        self.cell_chars = 0;
        let kept = self.kept(&text).map_err(|kind| self.fault(kind))?;
        self.columns += 1;
        if kept && text.is_empty() {
            self.cells.push(Cell::Blank);
        } else if kept {
            self.cells
                .push(Cell::Text(Words::new(text.into_boxed_str())));
        }
        Ok(())
    }

    /// Whether the cell has a place in the table; refused when it says something and has none.
    fn kept(&mut self, text: &str) -> Result<bool, FaultKind> {
        self.meter.step()?;
        self.meter.text(text)?;
        let columns_max = self.meter.limits.columns;
        if self.columns < columns_max {
            self.meter.keep(text.len())?;
            return Ok(true);
        }
        if text.trim().is_empty() {
            return Ok(false);
        }
        Err(Bound::Columns.over(columns_max))
    }

    fn end_record(&mut self) -> Result<(), FileFault> {
        self.end_cell()?;
        let line = Line {
            number: self.began,
            cells: std::mem::take(&mut self.cells),
        };
        (self.columns, self.record_bytes) = (0, 0);
        if line.is_blank() {
            return Ok(());
        }
        let room = self.meter.cells(line.cells.len() as u64);
        let rows_max = self.meter.limits.rows;
        let room = room.and_then(|()| Bound::Rows.holds(self.lines.len() as u64 + 1, rows_max));
        room.map_err(|kind| kind.at(line.number, None))?;
        self.lines.push(line);
        Ok(())
    }
}

/// Takes away the apostrophe that our own exports put before what a spreadsheet would take for a formula.
fn unescaped(mut text: String) -> String {
    let rest = text.strip_prefix('\'');
    if rest.is_some_and(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r'])) {
        text.remove(0);
    }
    text
}

#[cfg(test)]
mod tests;
