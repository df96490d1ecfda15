//! Rows of the registers read and judged. Pure: what must be known of members, people and numbers is handed in.

use std::collections::BTreeMap;

use super::columns::{Column, Header};
use super::exception::Found;
use super::judge;
use super::sides::CARD;
use crate::files::{Cell, Line as FileLine, column_name, without_head};
use crate::identity::model::Role;
use crate::kernel::{BusinessDate, CardNumber, CardNumberError, PersonId, Rule, Text, thai};
use crate::members::model::MemberNumber;
use crate::members::service::MemberLine;

/// Characters of a number or a name at most.
const TEXT_CHARS_MAX: usize = 100;

/// A value that cannot stand: its line and column in the file, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    pub line: u64,
    /// None of a cell over which no head stands.
    pub column: Option<Column>,
    pub code: &'static str,
    pub message: Text,
    pub rule: Option<Rule>,
}

impl RowFault {
    /// The column's name in files and answers.
    pub fn place(&self) -> &'static str {
        self.column.map_or("column", Column::name)
    }
}

/// What happened to a card or an envelope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Whose safe it lies in, or lay in.
    pub keeper: Option<PersonId>,
    /// The keeper as the register writes it, where nobody here bears that name.
    pub keeper_name: Option<String>,
    /// Whom the register names as keeper, where it lies with today's keeper now.
    pub kept_before: Option<PersonId>,
    pub handed_over_on: Option<BusinessDate>,
    pub dispenser: Option<PersonId>,
    /// The dispenser as the register writes it, in the same way.
    pub dispenser_name: Option<String>,
}

impl Side {
    /// It is in our hands.
    pub fn is_here(&self) -> bool {
        self.handed_over_on.is_none()
    }
}

/// Number and date of a letter.
pub type Letter = (String, BusinessDate);

/// Whom a cell names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Nobody,
    Known(PersonId),
    Name(String),
}

/// A row that can be taken over. No `Debug`: it holds a whole card number.
#[derive(Clone)]
pub struct Row {
    pub line: u64,
    pub member: MemberLine,
    pub number: CardNumber,
    pub expires_on: BusinessDate,
    pub expiry_derived: bool,
    pub received_on: Option<BusinessDate>,
    pub letter: Option<Letter>,
    pub second_letter: Option<Letter>,
    pub card: Side,
    pub envelope_no: Option<String>,
    pub envelope: Option<Side>,
    /// What it breaks: taken over all the same, and kept in a list.
    pub exceptions: Vec<Found>,
}

/// What the rows are judged by.
pub struct Known<'a> {
    pub today: BusinessDate,
    /// The first day of work here: what the registers tell lies before it.
    pub first_day: BusinessDate,
    /// By [`MemberNumber::key`].
    pub members: BTreeMap<String, MemberLine>,
    /// Whom a name means.
    pub named: &'a dyn Fn(&str) -> Vec<PersonId>,
    /// Who keeps cards, and who keeps envelopes, today.
    pub card_keepers: Vec<PersonId>,
    pub envelope_keepers: Vec<PersonId>,
    pub check_digit: bool,
    pub terms: Terms<'a>,
}

/// What the bylaws said on a day, and who is what.
pub struct Terms<'a> {
    /// Whether any were in force (R0).
    pub in_force: &'a dyn Fn(BusinessDate) -> bool,
    /// Whether keepers might dispense what they kept (note **4).
    pub small: &'a dyn Fn(BusinessDate) -> bool,
    /// The last day by a first letter of this date (A7.2.1).
    pub deadline: &'a dyn Fn(BusinessDate) -> BusinessDate,
    /// The roles that a person known here ever had.
    pub roles: &'a BTreeMap<PersonId, Vec<Role>>,
}

/// One line while it is read; faults gather here.
pub(super) struct Reading<'a> {
    pub(super) line: &'a FileLine,
    pub(super) header: &'a Header,
    pub(super) known: &'a Known<'a>,
    pub(super) faults: Vec<RowFault>,
}

/// Reads one line; all its faults at once.
pub fn read(line: &FileLine, header: &Header, known: &Known<'_>) -> Result<Row, Vec<RowFault>> {
    let mut at = Reading {
        line,
        header,
        known,
        faults: Vec::new(),
    };
    if at.unreadable() {
        return Err(at.faults);
    }
    let (member, number, expiry) = (at.member(), at.number(), at.expiry());
    let received_on = at.date(Column::ReceivedOn);
    let letter = at.letter(Column::LetterNo, Column::LetterDated);
    let second_letter = at.letter(Column::SecondLetterNo, Column::SecondLetterDated);
    let card = at.side(&CARD);
    let envelope_no = at.text(Column::EnvelopeNo);
    let envelope = at.envelope(envelope_no.as_ref());
    let handed = envelope.as_ref().and_then(|side| side.handed_over_on);
    at.expires_after(expiry, [received_on, card.handed_over_on, handed]);
    let (Some(member), Some(number), Some((expires_on, expiry_derived)), true) =
        (member, number, expiry, at.faults.is_empty())
    else {
        return Err(at.faults);
    };
    let mut row = Row {
        line: line.number,
        member,
        number,
        expires_on,
        expiry_derived,
        received_on,
        letter,
        second_letter,
        card,
        envelope_no,
        envelope,
        exceptions: Vec::new(),
    };
    row.exceptions = judge::exceptions(&row, &known.terms);
    Ok(row)
}

impl Reading<'_> {
    /// Cells in which no value stands, and those that would be left out in silence. They are told alone: what a line says can be
    /// judged once all of it can be read.
    fn unreadable(&mut self) -> bool {
        for (column, at) in self.header.known() {
            let why = self.line.cells.get(at).and_then(Cell::no_value);
            if let Some(why) = why {
                let (text, is_number) = (why.text(), column == Column::CardNumber);
                let rule = is_number.then_some(Rule::A3);
                self.fault(column, why.code(), &text.th, &text.en, rule);
            }
        }
        if let Some(at) = without_head(self.line, &self.header.heads) {
            let (line, name) = (self.line.number, column_name(at as u64 + 1));
            self.faults.push(RowFault {
                line,
                column: None,
                code: "no_head",
                message: Text::of(
                    format!("บรรทัด {line} คอลัมน์ {name}: มีข้อมูลในคอลัมน์ที่ไม่มีหัวตาราง ตั้งหัวหรือลบออก"),
                    format!(
                        "line {line}, column {name}: something stands in a column without a head; name the column or delete it"
                    ),
                ),
                rule: None,
            });
        }
        !self.faults.is_empty()
    }

    pub(super) fn fault(
        &mut self,
        column: Column,
        code: &'static str,
        th: &str,
        en: &str,
        rule: Option<Rule>,
    ) {
        self.faults.push(RowFault {
            line: self.line.number,
            column: Some(column),
            code,
            message: Text::of(
                format!("บรรทัด {} {}: {th}", self.line.number, column.head()),
                format!("line {}, {}: {en}", self.line.number, column.name()),
            ),
            rule,
        });
    }

    pub(super) fn cell(&self, column: Column) -> Option<&Cell> {
        let cell = self.line.cells.get(self.header.place(column)?)?;
        Some(cell).filter(|cell| !cell.is_blank())
    }

    pub(super) fn text(&mut self, column: Column) -> Option<String> {
        let text = self.cell(column)?.text().trim().to_owned();
        // Measured first. An envelope's number may begin with the word for what lies in it.
        let hides = if text.chars().count() > TEXT_CHARS_MAX {
            true
        } else if column == Column::EnvelopeNo {
            thai::has_card_number_like(&text)
        } else {
            thai::hidden_in(&text).is_some()
        };
        if hides {
            self.fault(
                column,
                "not_here",
                "มีหมายเลขบัตรหรือรหัสผ่าน หรือยาวเกินไป",
                "holds a card number or a PIN, or is too long",
                None,
            );
            return None;
        }
        Some(text)
    }

    pub(super) fn member(&mut self) -> Option<MemberLine> {
        let text = self.cell(Column::MemberNumber).map(Cell::text);
        let number = text.and_then(|text| MemberNumber::parse(&text).ok());
        let found = number.and_then(|n| self.known.members.get(&n.key()).cloned());
        if found.is_none() {
            self.fault(
                Column::MemberNumber,
                "unknown",
                "ไม่มีเลขสมาชิกนี้ในทะเบียน",
                "no member has this number",
                None,
            );
        }
        found
    }

    /// A3: 16 digits. What stands there is never repeated.
    pub(super) fn number(&mut self) -> Option<CardNumber> {
        // A cell without a value was told before.
        let cell = self.cell(Column::CardNumber).map(Cell::card_number);
        let digits = cell.and_then(Result::ok).unwrap_or_default();
        let read = if self.known.check_digit {
            CardNumber::parse(&digits)
        } else {
            CardNumber::parse_any_check_digit(&digits)
        };
        let (code, th, en, rule) = match read {
            Ok(number) => return Some(number),
            Err(CardNumberError::NotADigit) => (
                "not_digits",
                "หมายเลขบัตรมีแต่ตัวเลข",
                "a card number has digits only",
                Some(Rule::A3),
            ),
            Err(CardNumberError::Not16Digits) => (
                "not_16_digits",
                "หมายเลขบัตรต้องมี 16 หลัก",
                "a card number has 16 digits",
                Some(Rule::A3),
            ),
            Err(CardNumberError::WrongCheckDigit) => (
                "check_digit",
                "เลขตรวจสอบไม่ตรง ตรวจว่าเก็บเป็นข้อความและพิมพ์ถูก",
                "the check digit does not fit; see that it is kept as text",
                None,
            ),
        };
        self.fault(Column::CardNumber, code, th, en, rule);
        None
    }

    pub(super) fn letter(&mut self, number: Column, dated: Column) -> Option<Letter> {
        let says = self.cell(dated).is_some();
        match (self.text(number), self.date(dated)) {
            (Some(no), Some(dated)) => Some((no, dated)),
            (Some(_), None) => {
                if !says {
                    self.fault(
                        dated,
                        "required",
                        "มีเลขที่หนังสือแต่ไม่มีวันที่",
                        "the letter has no date",
                        None,
                    );
                }
                None
            }
            (None, Some(_)) => {
                self.fault(
                    number,
                    "required",
                    "มีวันที่หนังสือแต่ไม่มีเลขที่",
                    "the letter has no number",
                    None,
                );
                None
            }
            (None, None) => None,
        }
    }

    pub(super) fn person(&mut self, column: Column) -> Who {
        let Some(name) = self.text(column) else {
            return Who::Nobody;
        };
        match (self.known.named)(&name).as_slice() {
            [one] => Who::Known(*one),
            [] | [_, ..] => Who::Name(name),
        }
    }
}
