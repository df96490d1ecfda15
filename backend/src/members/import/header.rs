//! Which column is what: the header is the first line near the top that says so in Thai or English words.

use super::error::FileError;
use crate::files::{Head, Line};
use crate::kernel::names_a_secret;
use crate::kernel::thai::to_arabic_digits;
use crate::members::entry::{Field, tidy};

/// Lines in which the header may stand; above it are titles and dates.
const LINES_LOOKED_AT: usize = 20;
/// A line with this many known words is a header, if perhaps not a whole one.
const WORDS_ENOUGH: usize = 2;

/// The header: its line, and what each column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub line: u64,
    /// What stands over the columns.
    pub heads: Vec<Head>,
    /// The field of each column, where its head is known.
    fields: Vec<Option<Field>>,
}

impl Header {
    /// Where a field's column is.
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|f| *f == Some(field))
    }

    /// Whether a column's head is known.
    pub fn knows(&self, column: usize) -> bool {
        self.fields.get(column).is_some_and(Option::is_some)
    }

    /// The columns with a known head, and their fields.
    pub fn known(&self) -> impl Iterator<Item = (usize, Field)> {
        let columns = self.fields.iter().enumerate();
        columns.filter_map(|(at, field)| field.map(|field| (at, field)))
    }
}

/// The words for each field, in the form that [`word`] gives.
const WORDS: &[(Field, &[&str])] = &[
    (
        Field::Number,
        &[
            "เลขทะเบียน",
            "เลขทะเบียนสมาชิก",
            "เลขที่สมาชิก",
            "เลขสมาชิก",
            "เลขที่ทะเบียน",
            "เลขที่ทะเบียนสมาชิก",
            "หมายเลขสมาชิก",
            "รหัสสมาชิก",
            "ทะเบียนสมาชิก",
            "ทะเบียน",
            "membernumber",
            "memberno",
            "memberid",
            "number",
        ],
    ),
    (
        Field::Title,
        &["คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "title", "prefix"],
    ),
    (
        Field::GivenName,
        &[
            "ชื่อ",
            "ชื่อตัว",
            "ชื่อสมาชิก",
            "givenname",
            "firstname",
            "forename",
        ],
    ),
    (
        Field::Surname,
        &[
            "นามสกุล",
            "สกุล",
            "ชื่อสกุล",
            "surname",
            "lastname",
            "familyname",
        ],
    ),
    (
        Field::FullName,
        &[
            "ชื่อ-นามสกุล",
            "ชื่อ-สกุล",
            "ชื่อ-ชื่อสกุล",
            "ชื่อนามสกุล",
            "ชื่อและนามสกุล",
            "ชื่อและสกุล",
            "ชื่อเต็ม",
            "fullname",
            "name",
        ],
    ),
    (
        Field::NationalId,
        &[
            "เลขประจำตัวประชาชน",
            "เลขที่บัตรประชาชน",
            "เลขบัตรประชาชน",
            "หมายเลขบัตรประชาชน",
            "เลขประชาชน",
            "บัตรประชาชน",
            "เลขประจำตัวประชาชน13หลัก",
            "เลขบัตรประจำตัวประชาชน",
            "เลขที่บัตรประจำตัวประชาชน",
            "nationalid",
            "nationalidnumber",
            "nationalidno",
            "citizenid",
            "idcard",
            "idcardnumber",
            "idcardno",
            "idnumber",
        ],
    ),
    (
        Field::Telephone,
        &[
            "โทรศัพท์",
            "เบอร์โทร",
            "เบอร์โทรศัพท์",
            "หมายเลขโทรศัพท์",
            "โทร",
            "มือถือ",
            "โทรศัพท์มือถือ",
            "telephone",
            "phone",
            "phonenumber",
            "tel",
            "mobile",
            "telephonenumber",
        ],
    ),
    (Field::Address, &["ที่อยู่", "ที่อยู่ปัจจุบัน", "address"]),
    (
        Field::Division,
        &[
            "หน่วย",
            "หน่วยงาน",
            "สังกัด",
            "หน่วยสังกัด",
            "กลุ่ม",
            "division",
            "unit",
            "department",
        ],
    ),
    (
        Field::JoinedOn,
        &[
            "วันที่เป็นสมาชิก",
            "วันเป็นสมาชิก",
            "วันที่เข้า",
            "วันเข้า",
            "วันที่เข้าเป็นสมาชิก",
            "วันเข้าเป็นสมาชิก",
            "วันที่สมัคร",
            "วันสมัคร",
            "วันที่รับเข้า",
            "เป็นสมาชิกเมื่อ",
            "joinedon",
            "joined",
            "datejoined",
            "joindate",
            "joiningdate",
            "membersince",
        ],
    ),
    (
        Field::LeftOn,
        &[
            "วันที่พ้นสมาชิกภาพ",
            "วันที่พ้นสภาพ",
            "วันที่ลาออก",
            "วันที่ออก",
            "ออกเมื่อ",
            "lefton",
            "left",
            "dateleft",
            "leavingdate",
        ],
    ),
];

/// A head as it is compared: lower case, Arabic digits, without spaces, dots, underlines, stars and what stands in brackets.
/// The hyphen stays: "ชื่อ-สกุล" is the whole name, "ชื่อสกุล" the surname.
fn word(head: &str) -> String {
    let head = tidy(&to_arabic_digits(head)).to_lowercase();
    let plain = head.split(['(', '[']).next().unwrap_or_default();
    plain
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '_' | '*' | ':' | '"' | '\''))
        .map(|c| {
            if matches!(c, '/' | '–' | '—') {
                '-'
            } else {
                c
            }
        })
        .collect()
}

fn field_of(head: &str) -> Option<Field> {
    let word = word(head);
    let known = WORDS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()));
    known.map(|(field, _)| *field)
}

/// Finds the header, and answers how many lines come before the first row of members.
pub fn find(lines: &[Line]) -> Result<(Header, usize), FileError> {
    for (at, line) in lines.iter().take(LINES_LOOKED_AT).enumerate() {
        let heads = line.heads();
        let fields: Vec<Option<Field>> = heads
            .iter()
            .map(|head| head.words().and_then(field_of))
            .collect();
        if fields.iter().flatten().count() >= WORDS_ENOUGH {
            let mut cells = line.cells.iter().zip(&heads);
            if let Some((_, head)) = cells.find(|(cell, _)| names_a_secret(&cell.text())) {
                return Err(FileError::Secret {
                    line: line.number,
                    head: head.shown(),
                });
            }
            let header = Header {
                line: line.number,
                heads,
                fields,
            };
            return Ok((whole(header)?, at + 1));
        }
    }
    Err(FileError::MissingColumns {
        line: None,
        missing: NEEDED.to_vec(),
    })
}

/// Columns without which no member can be entered; the whole name may stand in for its two parts.
const NEEDED: [Field; 5] = [
    Field::Number,
    Field::GivenName,
    Field::Surname,
    Field::NationalId,
    Field::JoinedOn,
];

fn whole(mut header: Header) -> Result<Header, FileError> {
    surname_or_whole_name(&mut header);
    let line = header.line;
    let twice = Field::ALL.into_iter().find(|field| {
        let of_field = header.fields.iter().filter(|f| **f == Some(*field));
        of_field.count() > 1
    });
    if let Some(field) = twice {
        return Err(FileError::TwiceColumn { line, field });
    }
    let has = |field| header.column_of(field).is_some();
    let missing: Vec<Field> = NEEDED
        .into_iter()
        .filter(|f| {
            !(has(*f) || matches!(f, Field::GivenName | Field::Surname) && has(Field::FullName))
        })
        .collect();
    if missing.is_empty() {
        Ok(header)
    } else {
        Err(FileError::MissingColumns {
            line: Some(line),
            missing,
        })
    }
}

/// "ชื่อสกุล" alone is the whole name; beside "ชื่อ" it is the surname. "Name" beside "Surname" is the given name.
fn surname_or_whole_name(header: &mut Header) {
    let has = |field| header.column_of(field).is_some();
    let (given, surname, full) = (
        has(Field::GivenName),
        has(Field::Surname),
        has(Field::FullName),
    );
    let (from, to, only) = match (given, surname, full) {
        (false, true, false) => (Field::Surname, Field::FullName, "ชื่อสกุล"),
        (false, true, true) => (Field::FullName, Field::GivenName, "name"),
        (true | false, true | false, true | false) => return,
    };
    for (head, field) in header.heads.iter().zip(&mut header.fields) {
        if *field == Some(from) && head.words().is_some_and(|words| word(words) == only) {
            *field = Some(to);
        }
    }
}
