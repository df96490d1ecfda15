//! The bank's delivery list as a file: CSV (UTF-8 or windows-874), XLSX, or JSON. Columns are found by the words of the
//! header; what cannot stand is a fault of its line later, not of the file.

use actix_web::web;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use zeroize::Zeroizing;

use super::error::{BatchError, FileFault};
use super::rules::RawLine;
use crate::files::{self, Cell};
use crate::kernel::{Lang, names_a_secret};

/// A header is looked for in this many rows: banks put titles above it.
const HEADER_WITHIN_ROWS: usize = 20;
/// A number cell of a spreadsheet keeps so many digits: a card number in one has lost its last digit.
const NUMBER_CHARS_MAX: usize = 15;
/// This mark cannot be read as a number, so that the line is refused.
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
        }
    }
}

/// Reads a list on a thread for files.
pub async fn read_apart(bytes: web::Bytes) -> Result<Vec<RawLine>, BatchError> {
    files::off_thread(move || read(&bytes)).await
}

/// Reads a list in any encoding and of any kind that files come in.
pub fn read(bytes: &[u8]) -> Result<Vec<RawLine>, BatchError> {
    if bytes.is_empty() {
        return Err(BatchError::File(FileFault::Nothing));
    }
    let table = files::read(bytes, &files::Options::default())?;
    let rows: Vec<Row> = table.lines.iter().map(row).collect();
    lines(&rows)
}

type Row = Vec<Zeroizing<String>>;

fn row(line: &files::Line) -> Row {
    let cells = line.cells.iter();
    cells.map(|cell| Zeroizing::new(cell_text(cell))).collect()
}

fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Error(_) => String::new(),
        Cell::Number { text, .. } if text.len() > NUMBER_CHARS_MAX => LOST_DIGIT.to_owned(),
        Cell::Blank
        | Cell::Text(_)
        | Cell::Number { .. }
        | Cell::Day(_)
        | Cell::Moment { .. }
        | Cell::Bool(_)
        | Cell::NoResult => cell.text(),
    }
}

/// The header's words without spaces, marks and capitals.
fn plain(cell: &str) -> String {
    cell.to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | ':' | '(' | ')' | '\u{feff}'))
        .collect()
}

/// Where each column stands in this row, if it is the header.
fn columns(row: &Row) -> [Option<usize>; 5] {
    let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
    COLUMNS.map(|(_, words)| cells.iter().position(|cell| words.contains(&cell.as_str())))
}

fn lines(rows: &[Row]) -> Result<Vec<RawLine>, BatchError> {
    let header = rows
        .iter()
        .take(HEADER_WITHIN_ROWS)
        .map(columns)
        .enumerate()
        .max_by_key(|(at, found)| (found.iter().flatten().count(), std::cmp::Reverse(*at)));
    let Some((at, found)) = header.filter(|(_, found)| found.iter().flatten().count() >= 2) else {
        return Err(BatchError::File(FileFault::NoHeader));
    };
    let head = rows.get(at).map(Vec::as_slice).unwrap_or_default();
    if head.iter().any(|cell| names_a_secret(cell)) {
        return Err(BatchError::File(FileFault::Secret));
    }
    let missing = COLUMNS
        .iter()
        .zip(found)
        .take(COLUMNS_NEEDED)
        .find(|(_, place)| place.is_none());
    if let Some(((name, _), _)) = missing {
        return Err(BatchError::File(FileFault::NoColumn(name)));
    }
    Ok(rows
        .iter()
        .skip(at + 1)
        .filter(|row| is_filled(row))
        .map(|row| line(row, found))
        .collect())
}

fn is_filled(row: &Row) -> bool {
    row.iter().any(|cell| !cell.trim().is_empty())
}

fn line(row: &Row, columns: [Option<usize>; 5]) -> RawLine {
    let [number, expiry, member, name, envelope] = columns.map(|place| {
        place
            .and_then(|at| row.get(at))
            .map_or("", |cell| cell.trim())
    });
    RawLine {
        member_number: member.to_owned(),
        name_on_card: name.to_owned(),
        // A leading apostrophe is how people keep a number as text.
        card_number: Zeroizing::new(number.trim_start_matches('\'').to_owned()),
        expires_on: expiry.to_owned(),
        envelope_no: Some(envelope.to_owned()).filter(|e| !e.is_empty()),
    }
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
            let lines = read(bytes).unwrap();
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
        let lines = read(text.as_bytes()).unwrap();
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
    fn the_empty_list_is_read_once_it_is_filled_in() {
        for lang in [Lang::Th, Lang::En] {
            let heads: Vec<&str> = heads(lang).into_iter().map(|(head, _)| head).collect();
            let text = format!(
                "{}\n9999000000000012,09/30,519,นาย ก,EN-1\n",
                heads.join(",")
            );
            let lines = read(text.as_bytes()).unwrap();
            assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
            assert_eq!(lines[0].envelope_no.as_deref(), Some("EN-1"));
        }
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
        let lines = read(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
        assert_eq!(lines[0].member_number, "519");
        assert_eq!(lines[1].card_number.as_str(), LOST_DIGIT);
    }
}
