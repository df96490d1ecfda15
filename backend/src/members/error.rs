//! Why an act on a member is refused.

use super::entry::{Fault, Field, Reason};
use super::import::FileError;
use super::texts;
use crate::db;
use crate::files::FileFault;
use crate::kernel::{BusinessDate, Instant, PersonId, Problem, Rule, Text};
use crate::vault::store::VaultError;

/// An act on a member was refused. None of the refusals rests on an article of the card regulation but the card number in
/// free text (A3) and a day of joining after the first application (A4).
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    #[error("there is no such member")]
    Unknown,
    #[error("some values cannot stand")]
    Faults(Vec<Fault>),
    #[error("another member has this number")]
    NumberTaken,
    #[error("another member has this national ID")]
    NationalIdTaken { number: String },
    #[error("changed since it was read")]
    Stale {
        /// The person's name where it is known.
        by: String,
        person: PersonId,
        at: Instant,
    },
    #[error("nothing would change")]
    NothingToChange,
    #[error("the member left on {on}")]
    HasLeft { on: BusinessDate },
    #[error("a member cannot leave before joining")]
    LeftBeforeJoining,
    #[error("the text holds digits that could be a card number")]
    CardNumberInText,
    #[error("the text holds digits that could be a PIN")]
    PinInText { field: &'static str },
    #[error("a text of 1 to {chars_max} characters is needed in {field}")]
    TextNeeded {
        field: &'static str,
        chars_max: usize,
    },
    #[error("the file cannot be read")]
    File(#[from] FileError),
    #[error("the preview is out of date")]
    PreviewOutOfDate,
    #[error("the file has faulty rows")]
    FaultyRows { rows: usize },
    #[error("the private values cannot be opened")]
    Vault(#[source] VaultError),
    #[error("the registry could not be read or written")]
    Store(#[from] db::Error),
}

impl From<FileFault> for MemberError {
    fn from(fault: FileFault) -> Self {
        Self::File(fault.into())
    }
}

impl From<diesel::result::Error> for MemberError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<VaultError> for MemberError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Store(error) => Self::Store(error),
            VaultError::Seal(_) => Self::Vault(error),
        }
    }
}

impl MemberError {
    /// The rule that refuses, where one does.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::CardNumberInText | Self::PinInText { .. } => Some(Rule::A3),
            Self::Faults(faults) => faults.iter().find_map(|fault| rule_of(&fault.reason)),
            Self::Unknown
            | Self::NumberTaken
            | Self::NationalIdTaken { .. }
            | Self::Stale { .. }
            | Self::NothingToChange
            | Self::HasLeft { .. }
            | Self::LeftBeforeJoining
            | Self::TextNeeded { .. }
            | Self::File(_)
            | Self::PreviewOutOfDate
            | Self::FaultyRows { .. }
            | Self::Vault(_)
            | Self::Store(_) => None,
        }
    }
}

/// The article behind a value that cannot stand; most have none.
fn rule_of(reason: &Reason) -> Option<Rule> {
    match reason {
        Reason::CardNumber | Reason::Pin => Some(Rule::A3),
        Reason::AfterApplying { .. } => Some(Rule::A4),
        Reason::Empty
        | Reason::NotANumber
        | Reason::TooLong { .. }
        | Reason::NationalId(_)
        | Reason::Date(_)
        | Reason::InFuture
        | Reason::BeforeJoining
        | Reason::AfterLeaving { .. }
        | Reason::NotATelephone
        | Reason::NoSurname
        | Reason::NoValue(_)
        | Reason::NoHead
        | Reason::TwinInFile { .. }
        | Reason::NumberTaken
        | Reason::NationalIdTaken { .. } => None,
    }
}

impl From<MemberError> for Problem {
    fn from(error: MemberError) -> Self {
        let rule = error.rule();
        problem(error).with_rule(rule)
    }
}

fn problem(error: MemberError) -> Problem {
    match error {
        MemberError::Unknown => Problem::not_found(),
        MemberError::Faults(faults) => with_faults(&faults),
        MemberError::NumberTaken => taken(Field::Number, Reason::NumberTaken),
        MemberError::NationalIdTaken { number } => {
            taken(Field::NationalId, Reason::NationalIdTaken { number })
        }
        MemberError::Stale { by, person, at } => stale(&by, person, at),
        MemberError::NothingToChange => Problem::malformed(Text::fixed(
            "ข้อมูลที่ส่งมาเหมือนเดิมทุกช่อง",
            "Every value is as it was.",
        )),
        MemberError::HasLeft { on } => has_left(on),
        MemberError::LeftBeforeJoining => {
            with_faults(&[Fault::new(Field::LeftOn, Reason::BeforeJoining)])
        }
        MemberError::CardNumberInText => {
            Problem::bad_field("text", "card_number", texts::reason(&Reason::CardNumber))
        }
        MemberError::PinInText { field } => {
            Problem::bad_field(field, "pin", texts::reason(&Reason::Pin))
        }
        MemberError::TextNeeded { field, chars_max } => text_needed(field, chars_max),
        MemberError::File(error) => error.into(),
        MemberError::PreviewOutOfDate => Problem::wrong_state(
            "E-MEM-040",
            Text::fixed(
                "ทะเบียนหรือไฟล์เปลี่ยนไปหลังจากดูตัวอย่าง ดูตัวอย่างใหม่แล้วยืนยันอีกครั้ง",
                "The registry or the file changed after the preview; preview again, then confirm.",
            ),
        ),
        MemberError::FaultyRows { rows } => faulty_rows(rows),
        MemberError::Vault(error) => db::Error::from(error).into(),
        MemberError::Store(error) => error.into(),
    }
}

fn has_left(on: BusinessDate) -> Problem {
    let detail = Text::of(
        format!("สมาชิกพ้นสมาชิกภาพแล้วเมื่อ {}", on.thai_short()),
        format!("The member left on {}.", on.english()),
    );
    Problem::wrong_state("E-MEM-004", detail)
}

fn text_needed(field: &'static str, chars_max: usize) -> Problem {
    let message = Text::of(
        format!("ต้องกรอก ยาวไม่เกิน {chars_max} ตัวอักษร"),
        format!("Fill this in, at most {chars_max} characters"),
    );
    Problem::bad_field(field, "required", message)
}

fn faulty_rows(rows: usize) -> Problem {
    let detail = Text::of(
        format!("ไฟล์มี {rows} แถวที่ผิด แก้ไฟล์ หรือเลือกข้ามแถวที่ผิด"),
        format!("{rows} rows of the file are faulty; mend them, or choose to skip them."),
    );
    Problem::wrong_state("E-MEM-041", detail.clone()).field("file", "faulty_rows", detail)
}

fn with_faults(faults: &[Fault]) -> Problem {
    let detail = Text::fixed("มีช่องที่ต้องแก้ไข", "Some values have to be put right.");
    faults
        .iter()
        .fold(Problem::malformed(detail), |problem, fault| {
            problem.field(fault.field.name(), fault.reason.code(), fault.message())
        })
}

fn taken(field: Field, reason: Reason) -> Problem {
    let message = texts::reason(&reason);
    Problem::wrong_state("E-MEM-002", message.clone()).field(field.name(), reason.code(), message)
}

fn stale(by: &str, person: PersonId, at: Instant) -> Problem {
    let who = if by.is_empty() {
        format!("#{person}")
    } else {
        by.to_owned()
    };
    let (time, day) = (at.hour_minute(), at.business_date());
    let mut problem = Problem::stale_version();
    problem.detail = Text::of(
        format!(
            "{who} แก้ไขข้อมูลนี้เมื่อ {} {time} น. กรุณาเปิดใหม่",
            day.thai_short()
        ),
        format!(
            "Changed by {who} on {} at {time}; open it again.",
            day.english()
        ),
    );
    problem
}
