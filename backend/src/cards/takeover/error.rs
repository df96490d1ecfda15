//! Why a take-over is refused.

use super::super::error::CardError;
use super::columns::{Column, NoHeader};
use super::rows::RowFault;
use crate::db;
use crate::files::FileFault;
use crate::identity::service::IdentityError;
use crate::kernel::{Problem, Rule, Text};
use crate::vault::store::VaultError;

/// Faults that an answer lists; the rest are counted.
const FAULTS_SHOWN: usize = 200;

/// A refusal; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TakeOverError {
    #[error("no file came")]
    NoFile,
    #[error("the file cannot be read")]
    File(#[from] FileFault),
    #[error("the file lacks a column or has one for a PIN")]
    Header(NoHeader),
    #[error("the file has no rows")]
    NoRows,
    #[error("{} places must be corrected", .0.len())]
    Rows(Vec<RowFault>),
    #[error("the checked file is not kept any more")]
    NotKept,
    #[error(transparent)]
    Card(#[from] CardError),
}

impl From<db::Error> for TakeOverError {
    fn from(error: db::Error) -> Self {
        Self::Card(error.into())
    }
}

impl From<IdentityError> for TakeOverError {
    fn from(error: IdentityError) -> Self {
        Self::Card(error.into())
    }
}

impl From<VaultError> for TakeOverError {
    fn from(error: VaultError) -> Self {
        Self::Card(error.into())
    }
}

impl TakeOverError {
    /// The rule that refuses, where one does.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::Header(NoHeader::Secret) => Some(Rule::A3),
            Self::Rows(faults) => faults.iter().find_map(|fault| fault.rule),
            Self::Card(error) => error.rule(),
            Self::NoFile
            | Self::File(_)
            | Self::Header(NoHeader::Missing(_))
            | Self::NoRows
            | Self::NotKept => None,
        }
    }
}

impl From<TakeOverError> for Problem {
    fn from(error: TakeOverError) -> Self {
        let rule = error.rule();
        let file = |code, text| Self::bad_field("file", code, text).with_rule(rule);
        match error {
            TakeOverError::NoFile => file(
                "E-CARD-060",
                Text::fixed(
                    "เลือกไฟล์ทะเบียนเดิม",
                    "Choose the file of the existing registers",
                ),
            ),
            TakeOverError::File(error) => error.into(),
            TakeOverError::Header(NoHeader::Missing(column)) => file("E-CARD-061", missing(column)),
            TakeOverError::Header(NoHeader::Secret) => file(
                "E-SYS-013",
                Text::fixed(
                    "ไฟล์มีคอลัมน์รหัสผ่าน ระบบนี้ไม่รับรหัสผ่านคู่บัตรทุกกรณี ลบคอลัมน์นั้นแล้วส่งใหม่",
                    "The file has a column for PINs. This system never takes one: delete the column and send the file again.",
                ),
            ),
            TakeOverError::NoRows => file(
                "E-CARD-062",
                Text::fixed("ไฟล์ไม่มีแถวข้อมูล", "The file has no rows"),
            ),
            TakeOverError::Rows(faults) => of_rows(&faults).with_rule(rule),
            TakeOverError::NotKept => file(
                "E-CARD-064",
                Text::fixed(
                    "ไฟล์ที่ตรวจไว้หมดเวลาแล้ว ตรวจไฟล์อีกครั้ง",
                    "The checked file is not kept any more; check it again",
                ),
            ),
            TakeOverError::Card(error) => error.into(),
        }
    }
}

fn missing(column: Column) -> Text {
    let label = column.label();
    Text::of(
        format!("ไม่พบคอลัมน์ {} ({})", label.th, column.name()),
        format!("The column {} ({}) was not found", label.en, column.name()),
    )
}

fn of_rows(faults: &[RowFault]) -> Problem {
    let count = faults.len();
    let problem = Problem::new(
        422,
        "E-CARD-063",
        Text::fixed("มีแถวที่ต้องแก้", "Some rows must be corrected"),
        Text::of(
            format!("ต้องแก้ {count} แห่ง ยังไม่มีสิ่งใดถูกบันทึก"),
            format!("{count} places must be corrected. Nothing was written."),
        ),
    );
    faults
        .iter()
        .take(FAULTS_SHOWN)
        .fold(problem, |problem, fault| {
            let field = format!("lines.{}.{}", fault.line, fault.column.name());
            problem.field(field, fault.code, fault.message.clone())
        })
}
