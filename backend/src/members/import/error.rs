//! Why a file of members is refused as a whole.

use super::ROWS_MAX;
use crate::files::FileFault;
use crate::kernel::{Problem, Rule, Text};
use crate::members::entry::Field;
use crate::members::texts;

/// Why a file is refused whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error(transparent)]
    File(#[from] FileFault),
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
            // A fault of the file itself has its own code.
            Self::File(_) | Self::TooManyRows => "E-MEM-037",
            Self::MissingColumns { .. } => "E-MEM-038",
            Self::TwiceColumn { .. } => "E-MEM-039",
            Self::Secret { .. } => "E-SYS-013",
        }
    }

    /// What is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::File(fault) => fault.text(),
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
        if let FileError::File(fault) = error {
            return fault.into();
        }
        let (code, text) = (error.code(), error.text());
        let mut problem = Self::bad_field("file", code, text);
        problem.code = code;
        let rule = matches!(error, FileError::Secret { .. }).then_some(Rule::A3);
        problem.with_rule(rule)
    }
}
