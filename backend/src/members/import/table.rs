//! A file as rows of cells, before anything is known about members; and why a file is refused as a whole.

use serde::Serialize;

use super::ROWS_MAX;
use crate::kernel::{BusinessDate, Problem, Rule, Text};
use crate::members::entry::{Field, RawDate};
use crate::members::texts;

/// What kind of file it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Format {
    #[serde(rename = "csv; utf-8")]
    CsvUtf8,
    #[serde(rename = "csv; windows-874")]
    CsvWindows874,
    #[serde(rename = "xlsx")]
    Xlsx,
}

/// A cell: text, or a day that the workbook marked as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Day(BusinessDate),
}

impl Cell {
    /// The words of the cell; a day as ISO.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
        }
    }

    pub fn date(&self) -> RawDate {
        match self {
            Self::Text(text) => RawDate::Text(text.clone()),
            Self::Day(day) => RawDate::Day(*day),
        }
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Day(_) => false,
        }
    }
}

/// One line of the file, with its number as an editor or a spreadsheet shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: u64,
    pub cells: Vec<Cell>,
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub format: Format,
    pub lines: Vec<Line>,
}

/// Why a file is refused whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error("the file is empty")]
    Empty,
    #[error("not UTF-8 at line {line}, column {column}")]
    NotUtf8 { line: u64, column: u64 },
    #[error("not windows-874 at line {line}, column {column}")]
    NotWindows874 { line: u64, column: u64 },
    #[error("declared as windows-874 but written in UTF-8")]
    IsUtf8,
    #[error("a quotation mark opened in line {line} is never closed")]
    OpenQuote { line: u64 },
    #[error("the workbook could not be read")]
    NotAWorkbook,
    #[error("the workbook unpacks to more than {bytes_max} bytes")]
    TooLarge { bytes_max: u64 },
    #[error("the file has more than {ROWS_MAX} rows")]
    TooManyRows,
    #[error("columns are missing")]
    MissingColumns {
        line: Option<u64>,
        missing: Vec<Field>,
    },
    #[error("a column in line {line} would bring a PIN")]
    Secret { line: u64, head: String },
    #[error("a column stands twice in line {line}")]
    TwiceColumn { line: u64, field: Field },
}

impl FileError {
    const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "E-MEM-030",
            Self::NotUtf8 { .. } => "E-MEM-031",
            Self::NotWindows874 { .. } => "E-MEM-032",
            Self::IsUtf8 => "E-MEM-033",
            Self::OpenQuote { .. } => "E-MEM-034",
            Self::NotAWorkbook => "E-MEM-035",
            Self::TooLarge { .. } => "E-MEM-036",
            Self::TooManyRows => "E-MEM-037",
            Self::MissingColumns { .. } => "E-MEM-038",
            Self::TwiceColumn { .. } => "E-MEM-039",
            Self::Secret { .. } => "E-SYS-013",
        }
    }

    /// What is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Empty => Text::fixed("ไฟล์ไม่มีข้อมูล", "The file is empty"),
            Self::NotUtf8 { line, column } => not_utf8_text(*line, *column),
            Self::NotWindows874 { line, column } => Text::of(
                format!("บรรทัด {line} อักขระที่ {column} ไม่ใช่ windows-874"),
                format!("Line {line}, column {column} is not windows-874"),
            ),
            Self::IsUtf8 => Text::fixed(
                "ไฟล์นี้เขียนด้วย UTF-8 ไม่ใช่ windows-874 ให้เลือก UTF-8",
                "This file is written in UTF-8, not windows-874; choose UTF-8",
            ),
            Self::OpenQuote { line } => Text::of(
                format!("เครื่องหมายคำพูดที่เปิดในบรรทัด {line} ไม่มีตัวปิด"),
                format!("A quotation mark opened in line {line} is never closed"),
            ),
            Self::NotAWorkbook => Text::fixed(
                "อ่านไฟล์ XLSX ไม่ได้ บันทึกใหม่จากโปรแกรมตารางแล้วลองอีกครั้ง",
                "The XLSX file could not be read; save it anew from the spreadsheet and try again",
            ),
            Self::TooLarge { bytes_max } => Text::of(
                format!("ไฟล์ XLSX เมื่อคลายแล้วใหญ่เกิน {} MB", bytes_max / 1_048_576),
                format!(
                    "The XLSX file unpacks to more than {} MB",
                    bytes_max / 1_048_576
                ),
            ),
            Self::TooManyRows => Text::of(
                format!("ไฟล์มีเกิน {ROWS_MAX} แถว ให้แบ่งเป็นหลายไฟล์"),
                format!("The file has more than {ROWS_MAX} rows; split it"),
            ),
            Self::MissingColumns { line, missing } => missing_text(*line, missing),
            Self::Secret { line, head } => secret_text(*line, head),
            Self::TwiceColumn { line, field } => twice_text(*line, *field),
        }
    }
}

fn not_utf8_text(line: u64, column: u64) -> Text {
    Text::of(
        format!(
            "บรรทัด {line} อักขระที่ {column} ไม่ใช่ UTF-8 ถ้าไฟล์มาจากโปรแกรมรุ่นเก่า ให้เลือกรหัสอักขระ windows-874"
        ),
        format!(
            "Line {line}, column {column} is not UTF-8. If the file comes from an older program, choose windows-874"
        ),
    )
}

fn secret_text(line: u64, head: &str) -> Text {
    Text::of(
        format!("บรรทัด {line} มีคอลัมน์ {head} ระบบนี้ไม่รับรหัสผ่านคู่บัตรทุกกรณี ลบคอลัมน์นั้นแล้วส่งใหม่"),
        format!(
            "Line {line} has the column {head}. This system never takes a PIN: delete the column and send the file again."
        ),
    )
}

fn twice_text(line: u64, field: Field) -> Text {
    let name = texts::field(field);
    Text::of(
        format!("บรรทัด {line} มีคอลัมน์ {} สองครั้ง", name.th),
        format!("Line {line} has the column {} twice", name.en),
    )
}

fn missing_text(line: Option<u64>, missing: &[Field]) -> Text {
    let names = |pick: fn(Field) -> String| {
        let names: Vec<String> = missing.iter().map(|f| pick(*f)).collect();
        names.join(", ")
    };
    let (th, en) = (
        names(|f| texts::field(f).th.into_owned()),
        names(|f| texts::field(f).en.into_owned()),
    );
    match line {
        Some(line) => Text::of(
            format!("หัวตารางในบรรทัด {line} ขาดคอลัมน์ {th}"),
            format!("The header in line {line} lacks the columns {en}"),
        ),
        None => Text::of(
            format!("ไม่พบหัวตาราง ต้องมีคอลัมน์ {th}"),
            format!("No header was found; the columns needed are {en}"),
        ),
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        let (code, text) = (error.code(), error.text());
        let mut problem = Self::bad_field("file", code, text);
        problem.code = code;
        let rule = matches!(error, FileError::Secret { .. }).then_some(Rule::A3);
        problem.with_rule(rule)
    }
}
