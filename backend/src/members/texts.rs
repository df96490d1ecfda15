//! The words of the members' pages, errors and files, in both languages.

use super::entry::{Field, Reason};
use crate::kernel::thai::Hidden;
use crate::kernel::{DateInputError, Text, Unreadable as _};

/// A field's label, and a column's head in the template.
pub const fn field(field: Field) -> Text {
    match field {
        Field::Number => Text::fixed("เลขทะเบียนสมาชิก", "Member number"),
        Field::Title => Text::fixed("คำนำหน้า", "Title"),
        Field::GivenName => Text::fixed("ชื่อ", "Given name"),
        Field::Surname => Text::fixed("นามสกุล", "Surname"),
        Field::FullName => Text::fixed("ชื่อ-นามสกุล", "Full name"),
        Field::NationalId => Text::fixed("เลขประจำตัวประชาชน", "National ID"),
        Field::Telephone => Text::fixed("โทรศัพท์", "Telephone"),
        Field::Address => Text::fixed("ที่อยู่", "Address"),
        Field::Division => Text::fixed("สังกัด", "Division"),
        Field::JoinedOn => Text::fixed("วันที่เป็นสมาชิก", "Joined on"),
        Field::LeftOn => Text::fixed("วันที่พ้นสมาชิกภาพ", "Left on"),
    }
}

/// What is wrong with a value, and what to do.
#[expect(clippy::too_many_lines, reason = "a line for each reason")]
pub fn reason(reason: &Reason) -> Text {
    match reason {
        Reason::Empty => Text::fixed("ต้องกรอก", "Fill this in"),
        Reason::NotANumber => Text::fixed(
            "เลขทะเบียนเป็นตัวเลข 1 ถึง 10 หลัก",
            "A member number has 1 to 10 digits",
        ),
        Reason::TooLong { chars_max } => Text::of(
            format!("ยาวเกิน {chars_max} ตัวอักษร"),
            format!("Longer than {chars_max} characters"),
        ),
        Reason::NationalId(error) => error.text(),
        Reason::Date(error) => date(*error),
        Reason::InFuture => Text::fixed("วันที่อยู่ในอนาคต", "The day lies in the future"),
        Reason::BeforeJoining => {
            Text::fixed("วันที่พ้นสมาชิกภาพอยู่ก่อนวันที่เป็นสมาชิก", "Left before having joined")
        }
        Reason::AfterLeaving { on } => Text::of(
            format!("วันที่เป็นสมาชิกอยู่หลังวันที่พ้นสมาชิกภาพ {}", on.thai_short()),
            format!("Joined after having left on {}", on.english()),
        ),
        Reason::AfterApplying { on } => Text::of(
            format!(
                "สมาชิกยื่นคำขอมีบัตรเมื่อ {} แล้ว วันที่เป็นสมาชิกอยู่หลังวันนั้นไม่ได้",
                on.thai_short()
            ),
            format!(
                "The member asked for a card on {}; not joined after that",
                on.english()
            ),
        ),
        Reason::NotATelephone => Text::fixed(
            "หมายเลขโทรศัพท์มีตัวเลข 9 ถึง 12 หลัก",
            "A telephone number has 9 to 12 digits",
        ),
        Reason::CardNumber => Text::fixed(
            "มีตัวเลขที่อาจเป็นเลขที่บัตร ห้ามเก็บในช่องนี้",
            "Holds digits that could be a card number; it may not be kept here",
        ),
        Reason::Pin => Hidden::Pin.text(),
        Reason::NoSurname => no_surname(),
        Reason::TwinInFile { line } => Text::of(
            format!("ซ้ำกับบรรทัดที่ {line}"),
            format!("The same as in line {line}"),
        ),
        Reason::NumberTaken => Text::fixed("เลขทะเบียนนี้มีสมาชิกแล้ว", "Another member has this number"),
        Reason::NationalIdTaken { number } => Text::of(
            format!("เลขประจำตัวประชาชนนี้เป็นของสมาชิกเลขทะเบียน {number}"),
            format!("Member {number} has this national ID"),
        ),
        Reason::NoValue(why) => why.text(),
        Reason::NoHead => no_head(),
    }
}

const fn no_head() -> Text {
    Text::fixed(
        "มีข้อมูลในคอลัมน์ที่ไม่มีหัวตาราง ตั้งหัวหรือลบออก",
        "Something stands in a column without a head; name the column or delete it",
    )
}

const fn no_surname() -> Text {
    Text::fixed(
        "ไม่พบนามสกุล เว้นวรรคระหว่างชื่อกับนามสกุล",
        "No surname found; leave a space between name and surname",
    )
}

const fn date(error: DateInputError) -> Text {
    match error {
        DateInputError::Empty => Text::fixed("ต้องกรอกวันที่", "Give a date"),
        DateInputError::NotADate | DateInputError::TooFar => Text::fixed(
            "อ่านวันที่ไม่ได้ เขียนเช่น 23/11/2569",
            "Not a date; write it as 23/11/2569 or 2026-11-23",
        ),
        DateInputError::NoSuchDay => Text::fixed("ไม่มีวันนี้ในปฏิทิน", "The calendar has no such day"),
    }
}
