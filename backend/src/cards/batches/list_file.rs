//! The bank's delivery list as a file: CSV (UTF-8 or windows-874), XLSX, or JSON. Columns are found by the words of the
//! header; what cannot stand is a fault of its line later, not of the file.

use actix_web::web;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use zeroize::Zeroizing;

use super::error::{BatchError, FileFault, LineReason};
use super::rules::{LINES_MAX, RawLine};
use crate::files::{self, Cell, Head, LeftOut, NoValue, without_head};
use crate::kernel::{Lang, PersonId, names_a_secret};

/// A header is looked for in this many rows: banks put titles above it.
const HEADER_WITHIN_ROWS: usize = 20;
/// Stands for a card number that a spreadsheet kept as a quantity; it cannot be read as a number.
const LOST_DIGIT: &str = "เก็บเป็นข้อความ";

/// The columns, with the words by which a header names them.
const COLUMNS: [(&str, &[&str]); 5] = [
    (
        "card_number",
        &[
            "card_number",
            "cardnumber",
            "cardno",
            "หมายเลขบัตร",
            "เลขที่บัตร",
            "เลขที่บัตรเงินสด",
        ],
    ),
    (
        "expires_on",
        &[
            "expires_on",
            "expiry",
            "expirydate",
            "expire",
            "วันหมดอายุ",
            "หมดอายุ",
            "วันเดือนปีหมดอายุ",
        ],
    ),
    (
        "member_number",
        &[
            "member_number",
            "memberno",
            "membernumber",
            "เลขทะเบียนสมาชิก",
            "เลขสมาชิก",
            "เลขที่สมาชิก",
        ],
    ),
    (
        "name_on_card",
        &[
            "name_on_card",
            "name",
            "cardholder",
            "ชื่อบนบัตร",
            "ชื่อผู้ถือบัตร",
            "ชื่อผู้ถือบัตรเงินสด",
            "ชื่อสมาชิก",
        ],
    ),
    (
        "envelope_no",
        &[
            "envelope_no",
            "envelope",
            "envelopeno",
            "เลขที่ซอง",
            "เลขซอง",
            "เลขที่ซองรหัสผ่าน",
        ],
    ),
];
/// The last column may be missing: envelopes often come later.
const COLUMNS_NEEDED: usize = 4;

/// What the columns are called in a list that is written in this language, and whether each is needed.
pub fn heads(lang: Lang) -> Vec<(&'static str, bool)> {
    let head = |(at, (name, words)): (usize, &(&'static str, &'static [&'static str]))| {
        let thai = words.iter().find(|word| !word.is_ascii());
        let head = match lang {
            Lang::Th => thai.copied().unwrap_or(name),
            Lang::En => name,
        };
        (head, at < COLUMNS_NEEDED)
    };
    COLUMNS.iter().enumerate().map(head).collect()
}

/// A line in JSON. No `Debug`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JsonLine {
    #[serde(deserialize_with = "number_as_text")]
    card_number: Zeroizing<String>,
    expires_on: String,
    member_number: String,
    name_on_card: String,
    envelope_no: Option<String>,
}

/// A card number is text. The error says so without repeating what came: it would be the number.
fn number_as_text<'de, D: Deserializer<'de>>(from: D) -> Result<Zeroizing<String>, D::Error> {
    match Value::deserialize(from)? {
        Value::String(text) => Ok(Zeroizing::new(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(D::Error::custom("a card number is written as text"))
        }
    }
}

impl From<JsonLine> for RawLine {
    fn from(line: JsonLine) -> Self {
        Self {
            member_number: line.member_number,
            name_on_card: line.name_on_card,
            card_number: line.card_number,
            expires_on: line.expires_on,
            envelope_no: line.envelope_no,
            ..Self::default()
        }
    }
}

/// A list that came as a file. No `Debug`: its lines hold whole card numbers.
pub struct FileList {
    pub lines: Vec<RawLine>,
    /// What the file holds beside them.
    pub left_out: LeftOut,
}

/// Reads a person's list on a thread for files.
pub async fn read_apart(by: PersonId, bytes: web::Bytes) -> Result<FileList, BatchError> {
    files::off_thread(by, move || read(&bytes)).await
}

/// Reads a list in any encoding and of any kind that files come in.
pub fn read(bytes: &[u8]) -> Result<FileList, BatchError> {
    if bytes.is_empty() {
        return Err(BatchError::File(FileFault::Nothing));
    }
    let options = files::Options::default();
    let table = files::read(bytes, &options)?;
    let (above, header) = header(&table)?;
    let rows = table.lines.get(above..).unwrap_or_default();
    // More than a list may have are refused as a list is, before anything is made of them.
    if rows.len() > LINES_MAX {
        return Err(BatchError::ListLength);
    }
    let mut watch = options.watch();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        watch.row()?;
        lines.push(header.line(row));
    }
    let is_known = |at: usize| header.columns.iter().any(|(_, known)| *known == at);
    Ok(FileList {
        lines,
        left_out: LeftOut::of(&table, &header.heads, is_known),
    })
}

/// The header's words without spaces, marks and capitals.
fn plain(cell: &str) -> String {
    cell.to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | ':' | '(' | ')' | '\u{feff}'))
        .collect()
}

/// Which columns a file has, and where.
struct Header {
    heads: Vec<Head>,
    columns: Vec<(&'static str, usize)>,
}

impl Header {
    /// Every place over which a known word stands, in the order of [`COLUMNS`].
    fn of(line: &files::Line) -> Self {
        let heads = line.heads();
        let words: Vec<String> = heads
            .iter()
            .map(|head| head.words().map_or_else(String::new, plain))
            .collect();
        let of = |(name, known): &(&'static str, &'static [&'static str])| {
            let (name, known) = (*name, *known);
            let places = words.iter().enumerate();
            let places = places.filter(move |(_, word)| known.contains(&word.as_str()));
            places.map(move |(at, _)| (name, at)).collect::<Vec<_>>()
        };
        let columns = COLUMNS.iter().flat_map(of).collect();
        Self { heads, columns }
    }

    fn count(&self, name: &str) -> usize {
        self.columns
            .iter()
            .filter(|(known, _)| *known == name)
            .count()
    }

    /// How many of the columns are there.
    fn found(&self) -> usize {
        let there = COLUMNS.iter().filter(|(name, _)| self.count(name) > 0);
        there.count()
    }

    fn cell<'a>(&self, row: &'a files::Line, name: &str) -> Option<&'a Cell> {
        let (_, at) = self.columns.iter().find(|(known, _)| *known == name)?;
        row.cells.get(*at)
    }

    fn line(&self, row: &files::Line) -> RawLine {
        let text = |name| {
            let cell = self
                .cell(row, name)
                .filter(|cell| cell.no_value().is_none());
            cell.map_or_else(String::new, |cell| cell.text().trim().to_owned())
        };
        let number = self.cell(row, "card_number").map(Cell::card_number);
        let number = match number {
            Some(Err(NoValue::LostDigits)) => Zeroizing::new(LOST_DIGIT.to_owned()),
            number => number.and_then(Result::ok).unwrap_or_default(),
        };
        RawLine {
            row: Some(row.number),
            unreadable: self.unreadable(row),
            member_number: text("member_number"),
            name_on_card: text("name_on_card"),
            card_number: number,
            expires_on: text("expires_on"),
            envelope_no: Some(text("envelope_no")).filter(|e| !e.is_empty()),
        }
    }

    /// Cells of a line in which no value stands, and one over which no head stands.
    fn unreadable(&self, row: &files::Line) -> Vec<(&'static str, LineReason)> {
        let why = |(name, at): &(&'static str, usize)| {
            let why = row.cells.get(*at)?.no_value()?;
            let is_number = *name == "card_number" && why == NoValue::LostDigits;
            let reason = if is_number {
                LineReason::NotText
            } else {
                LineReason::NoValue(why)
            };
            Some((*name, reason))
        };
        let mut found: Vec<_> = self.columns.iter().filter_map(why).collect();
        found.extend(without_head(row, &self.heads).map(|_| ("column", LineReason::NoHead)));
        found
    }
}

/// The header, and how many lines come before the first of the list.
fn header(table: &files::Table) -> Result<(usize, Header), BatchError> {
    let lines = table.lines.iter().take(HEADER_WITHIN_ROWS);
    let best = lines
        .map(Header::of)
        .enumerate()
        .max_by_key(|(at, header)| (header.found(), std::cmp::Reverse(*at)));
    let Some((at, header)) = best.filter(|(_, header)| header.found() >= 2) else {
        return Err(BatchError::File(FileFault::NoHeader));
    };
    let mut cells = table
        .lines
        .get(at)
        .map_or(&[][..], |line| &line.cells)
        .iter();
    if cells.any(|cell| names_a_secret(&cell.text())) {
        return Err(BatchError::File(FileFault::Secret));
    }
    if let Some((name, _)) = COLUMNS.iter().find(|(name, _)| header.count(name) > 1) {
        return Err(BatchError::File(FileFault::Twice(name)));
    }
    let mut needed = COLUMNS.iter().take(COLUMNS_NEEDED);
    if let Some((name, _)) = needed.find(|(name, _)| header.count(name) == 0) {
        return Err(BatchError::File(FileFault::NoColumn(name)));
    }
    Ok((at + 1, header))
}

#[cfg(test)]
mod tests;
