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
use crate::kernel::{PersonId, names_a_secret};

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
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const HEAD: &str = "หมายเลขบัตร,วันหมดอายุ,เลขทะเบียนสมาชิก,ชื่อบนบัตร,เลขที่ซอง";
    const LINE: &str = "9999000000000012,09/30,00519,นายประสิทธิ์ แก้วมณี,EN-1";

    fn refused(bytes: &[u8]) -> FileFault {
        match read(bytes) {
            Err(BatchError::File(fault)) => fault,
            Err(_) | Ok(_) => panic!("the file is refused as a file"),
        }
    }

    #[test]
    fn a_list_is_read_below_its_titles_in_both_encodings() {
        let text = format!("ธนาคาร ก\nวันที่,21/11/2569\n{HEAD}\n{LINE}\n,,,,\n");
        let (thai, _, _) = encoding_rs::WINDOWS_874.encode(&text);
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), &thai, marked.as_bytes()] {
            let lines = read(bytes).ok().unwrap().lines;
            assert_eq!(lines.len(), 1);
            assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
            assert_eq!(lines[0].expires_on, "09/30");
            assert_eq!(lines[0].member_number, "00519");
            assert_eq!(lines[0].name_on_card, "นายประสิทธิ์ แก้วมณี");
            assert_eq!(lines[0].envelope_no.as_deref(), Some("EN-1"));
        }
    }

    #[test]
    fn columns_stand_in_any_order_and_envelopes_may_come_later() {
        let text = "Member No.,Name on card,Card number\tx,Card No,Expiry\n519,A B,-,9999000000000012,2030-09-30\n";
        let text = text.replace("Name on card", "name_on_card");
        let lines = read(text.as_bytes()).ok().unwrap().lines;
        assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
        assert_eq!(lines[0].envelope_no, None);
    }

    #[test]
    fn a_file_without_its_columns_is_refused_by_name() {
        assert_eq!(refused(b"a,b\n1,2\n"), FileFault::NoHeader);
        assert_eq!(refused(b""), FileFault::Nothing);
        let damaged = files::FaultKind::Damaged.into();
        assert_eq!(refused(b"PK\x03\x04 nothing"), FileFault::File(damaged));
        let without = HEAD.replace("วันหมดอายุ", "อื่น");
        assert_eq!(
            refused(without.as_bytes()),
            FileFault::NoColumn("expires_on")
        );
    }

    #[test]
    fn a3_a_list_with_a_column_for_pins_is_refused() {
        for word in ["PIN", "รหัสผ่าน", "cvv"] {
            let text = format!("{HEAD},{word}\n{LINE},1234\n");
            assert_eq!(refused(text.as_bytes()), FileFault::Secret);
        }
    }

    #[test]
    fn a_number_that_a_spreadsheet_kept_as_a_quantity_is_not_taken() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, head) in (0..).zip(HEAD.split(',')) {
            sheet.write_string(0, column, head).unwrap();
        }
        sheet.write_string(1, 0, "9999000000000012").unwrap();
        sheet.write_number(2, 0, 9_999_000_000_000_012.0).unwrap();
        for (row, name) in [(1, "นาย ก"), (2, "นาย ข")] {
            sheet.write_string(row, 1, "09/30").unwrap();
            sheet.write_number(row, 2, 519).unwrap();
            sheet.write_string(row, 3, name).unwrap();
        }
        let lines = read(&book.save_to_buffer().unwrap()).ok().unwrap().lines;
        assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
        assert_eq!(lines[0].member_number, "519");
        assert_eq!(lines[1].card_number.as_str(), LOST_DIGIT);
    }

    #[test]
    fn a_cell_without_a_value_is_a_fault_of_its_line_and_column() {
        let head: String = HEAD
            .split(',')
            .map(|head| crate::files::testing::cell("", head))
            .collect();
        let head = head.replace(" r=\"\"", "");
        let texts: String = LINE
            .split(',')
            .map(|text| crate::files::testing::cell("", text))
            .collect();
        let texts = texts.replace(" r=\"\"", "");
        let last = texts.rfind("<c").unwrap_or_default();
        for (cell, why) in [
            ("<c><f>A1</f></c>", NoValue::NoResult),
            ("<c><f>A1</f><v></v></c>", NoValue::NoResult),
            ("<c t=\"e\"><v>#N/A</v></c>", NoValue::Error),
            ("<c t=\"b\"><v>1</v></c>", NoValue::Bool),
            ("<c><v>9999000000000010</v></c>", NoValue::LostDigits),
        ] {
            let rows = format!(
                "<row>{head}</row><row r=\"4\">{}{cell}</row>",
                &texts[..last]
            );
            let lines = read(&crate::files::testing::workbook(&rows, Vec::new()))
                .ok()
                .unwrap()
                .lines;
            assert_eq!(lines[0].row, Some(4));
            assert_eq!(
                lines[0].unreadable,
                [("envelope_no", LineReason::NoValue(why))],
                "{cell}"
            );
        }
    }

    #[test]
    fn what_would_be_left_out_in_silence_is_told() {
        let twice = format!("{HEAD},expiry\n{LINE},12/31\n");
        assert_eq!(refused(twice.as_bytes()), FileFault::Twice("expires_on"));
        let beyond = format!("{HEAD},หมายเหตุ\n{LINE},ก,ข\n");
        let list = read(beyond.as_bytes()).ok().unwrap();
        assert_eq!(list.left_out.ignored_columns, ["หมายเหตุ"]);
        assert_eq!(list.lines[0].unreadable, [("column", LineReason::NoHead)]);
    }
}
