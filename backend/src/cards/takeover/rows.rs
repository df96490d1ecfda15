//! Rows of the registers read and judged. Pure: what must be known of members, people and numbers is handed in.

use std::collections::BTreeMap;

use super::super::batches::rules::month_and_year;
use super::columns::{Column, Header};
use crate::kernel::{BusinessDate, CardNumber, CardNumberError, PersonId, Rule, Text, thai};
use crate::members::model::MemberNumber;
use crate::members::service::{Cell, FileLine, MemberLine};

/// Characters of a number or a name at most.
const TEXT_CHARS_MAX: usize = 100;

/// A value that cannot stand: its line and column in the file, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    pub line: u64,
    pub column: Column,
    pub code: &'static str,
    pub message: Text,
    pub rule: Option<Rule>,
}

/// What happened to a card or an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Whose safe it lies in, or lay in.
    pub keeper: Option<PersonId>,
    pub handed_over_on: Option<BusinessDate>,
    pub dispenser: Option<PersonId>,
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
    pub letter: Option<(String, BusinessDate)>,
    pub card: Side,
    pub envelope_no: Option<String>,
    pub envelope: Option<Side>,
    /// What is taken over all the same, but should be known.
    pub remarks: Vec<Text>,
}

/// What the rows are judged by.
pub struct Known<'a> {
    pub today: BusinessDate,
    /// By [`MemberNumber::key`].
    pub members: BTreeMap<String, MemberLine>,
    /// Whom a name means.
    pub named: &'a dyn Fn(&str) -> Vec<PersonId>,
    /// Who keeps cards, and who keeps envelopes, today.
    pub card_keepers: Vec<PersonId>,
    pub envelope_keepers: Vec<PersonId>,
    pub check_digit: bool,
}

/// One line while it is read; faults gather here.
struct Reading<'a> {
    line: &'a FileLine,
    header: &'a Header,
    known: &'a Known<'a>,
    faults: Vec<RowFault>,
    remarks: Vec<Text>,
}

/// Reads one line; all its faults at once.
pub fn read(line: &FileLine, header: &Header, known: &Known<'_>) -> Result<Row, Vec<RowFault>> {
    let mut at = Reading {
        line,
        header,
        known,
        faults: Vec::new(),
        remarks: Vec::new(),
    };
    let (member, number, expiry) = (at.member(), at.number(), at.expiry());
    let received_on = at.date(Column::ReceivedOn);
    let letter = at.letter(received_on);
    let card = at.side(&CARD, received_on);
    let envelope_no = at.text(Column::EnvelopeNo);
    let envelope = at.envelope(envelope_no.as_ref(), received_on);
    at.kept_apart(&card, envelope.as_ref());
    match (member, number, expiry, at.faults.is_empty()) {
        (Some(member), Some(number), Some((expires_on, expiry_derived)), true) => Ok(Row {
            line: line.number,
            member,
            number,
            expires_on,
            expiry_derived,
            received_on,
            letter,
            card,
            envelope_no,
            envelope,
            remarks: at.remarks,
        }),
        (_, _, _, _) => Err(at.faults),
    }
}

/// The columns of one side.
struct SideColumns {
    keeper: Column,
    handed: Column,
    dispenser: Column,
    rule: Rule,
}

const CARD: SideColumns = SideColumns {
    keeper: Column::Keeper,
    handed: Column::HandedOverOn,
    dispenser: Column::Dispenser,
    rule: Rule::A7_1_1,
};
const ENVELOPE: SideColumns = SideColumns {
    keeper: Column::EnvelopeKeeper,
    handed: Column::EnvelopeHandedOverOn,
    dispenser: Column::EnvelopeDispenser,
    rule: Rule::A7_1_2,
};

impl Reading<'_> {
    fn fault(
        &mut self,
        column: Column,
        code: &'static str,
        th: &str,
        en: &str,
        rule: Option<Rule>,
    ) {
        self.faults.push(RowFault {
            line: self.line.number,
            column,
            code,
            message: Text::of(
                format!("บรรทัด {} {}: {th}", self.line.number, column.head()),
                format!("line {}, {}: {en}", self.line.number, column.name()),
            ),
            rule,
        });
    }

    fn cell(&self, column: Column) -> Option<&Cell> {
        let cell = self.line.cells.get(self.header.place(column)?)?;
        Some(cell).filter(|cell| !cell.is_blank())
    }

    fn text(&mut self, column: Column) -> Option<String> {
        let text = self.cell(column)?.text().trim().to_owned();
        if thai::has_card_number_like(&text) || text.chars().count() > TEXT_CHARS_MAX {
            self.fault(
                column,
                "not_here",
                "มีหมายเลขบัตรหรือยาวเกินไป",
                "holds a card number or is too long",
                None,
            );
            return None;
        }
        Some(text)
    }

    fn date(&mut self, column: Column) -> Option<BusinessDate> {
        let read = match self.cell(column)? {
            Cell::Day(day) => Ok(*day),
            Cell::Text(text) => BusinessDate::parse_input(text, self.known.today),
        };
        match read {
            Ok(day) if day <= self.known.today => return Some(day),
            Ok(_) => self.fault(
                column,
                "in_future",
                "วันที่อยู่หลังวันนี้",
                "the date is after today",
                None,
            ),
            Err(_) => self.fault(
                column,
                "not_a_date",
                "อ่านวันที่ไม่ได้",
                "the date cannot be read",
                None,
            ),
        }
        None
    }

    fn member(&mut self) -> Option<MemberLine> {
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
    fn number(&mut self) -> Option<CardNumber> {
        let text = self
            .cell(Column::CardNumber)
            .map(Cell::text)
            .unwrap_or_default();
        let text = zeroize::Zeroizing::new(text);
        let digits = text.trim().trim_start_matches('\'');
        let read = if self.known.check_digit {
            CardNumber::parse(digits)
        } else {
            CardNumber::parse_any_check_digit(digits)
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

    /// A5.2: a day, or month and year as cards show them; then the month's last day, marked as derived. It may have passed:
    /// the register keeps that line for years after.
    fn expiry(&mut self) -> Option<(BusinessDate, bool)> {
        let read = match self.cell(Column::ExpiresOn) {
            Some(Cell::Day(day)) => Some((*day, false)),
            Some(Cell::Text(text)) => {
                let text = thai::to_arabic_digits(text.trim());
                let derived = month_and_year(&text).map(|day| (day, true));
                derived.or_else(|| {
                    let day = BusinessDate::parse_input(&text, self.known.today);
                    day.ok().map(|day| (day, false))
                })
            }
            None => None,
        };
        if read.is_none() {
            self.fault(
                Column::ExpiresOn,
                "not_a_date",
                "อ่านวันหมดอายุไม่ได้",
                "the expiry cannot be read",
                Some(Rule::A5_2),
            );
        }
        read
    }

    fn letter(&mut self, received_on: Option<BusinessDate>) -> Option<(String, BusinessDate)> {
        let (no, dated) = (self.text(Column::LetterNo), self.date(Column::LetterDated));
        match (no, dated) {
            (Some(_), Some(dated)) if received_on.is_some_and(|day| dated < day) => {
                self.fault(
                    Column::LetterDated,
                    "before_receipt",
                    "หนังสือลงวันที่ก่อนวันที่รับบัตร",
                    "the letter is older than the receipt",
                    Some(Rule::A7_2_1),
                );
                None
            }
            (Some(no), Some(dated)) => Some((no, dated)),
            (Some(_), None) => {
                if self.cell(Column::LetterDated).is_none() {
                    self.fault(
                        Column::LetterDated,
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
                    Column::LetterNo,
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

    fn person(&mut self, column: Column) -> Option<PersonId> {
        let name = self.text(column)?;
        match (self.known.named)(&name).as_slice() {
            [one] => Some(*one),
            [] | [_, ..] => None,
        }
    }

    /// A7.1.1, A7.1.2: what is still in a safe lies with somebody who keeps that lane today.
    fn side(&mut self, columns: &SideColumns, received_on: Option<BusinessDate>) -> Side {
        let handed_over_on = self.date(columns.handed);
        let says_handed = self.cell(columns.handed).is_some();
        if let (Some(handed), Some(received)) = (handed_over_on, received_on)
            && handed < received
        {
            self.fault(
                columns.handed,
                "before_receipt",
                "จ่ายก่อนวันที่รับจากธนาคาร",
                "handed over before it was received",
                None,
            );
        }
        let (keeper, dispenser) = (self.person(columns.keeper), self.person(columns.dispenser));
        if says_handed {
            self.remark_unknown(columns.dispenser, dispenser);
            return Side {
                keeper,
                handed_over_on,
                dispenser,
            };
        }
        Side {
            keeper: self.keeper_today(columns, keeper),
            handed_over_on: None,
            dispenser: None,
        }
    }

    fn remark_unknown(&mut self, column: Column, found: Option<PersonId>) {
        let Some(name) = self.cell(column).map(Cell::text) else {
            return;
        };
        if found.is_none() && !thai::has_card_number_like(&name) {
            self.remarks.push(Text::of(
                format!("{} “{name}” ไม่มีในระบบ บันทึกโดยไม่ระบุคน", column.head()),
                format!(
                    "{} “{name}” is not known here; taken over without a person",
                    column.name()
                ),
            ));
        }
    }

    fn keeper_today(&mut self, columns: &SideColumns, named: Option<PersonId>) -> Option<PersonId> {
        let keepers = if columns.keeper == Column::Keeper {
            &self.known.card_keepers
        } else {
            &self.known.envelope_keepers
        };
        let says = self.cell(columns.keeper).is_some();
        match (named, keepers.as_slice(), says) {
            (Some(person), all, _) if all.contains(&person) => Some(person),
            (None, [only], false) => Some(*only),
            (_, _, _) => {
                self.fault(
                    columns.keeper,
                    "not_keeper",
                    "ยังไม่จ่าย ต้องอยู่กับผู้เก็บรักษาตามคำสั่งที่มีผลวันนี้",
                    "not handed over, so it lies with a keeper by an order of today",
                    Some(columns.rule),
                );
                None
            }
        }
    }

    fn envelope(
        &mut self,
        number: Option<&String>,
        received_on: Option<BusinessDate>,
    ) -> Option<Side> {
        if number.is_some() {
            return Some(self.side(&ENVELOPE, received_on));
        }
        if self.cell(Column::EnvelopeHandedOverOn).is_some() {
            self.fault(
                Column::EnvelopeNo,
                "required",
                "มีวันที่จ่ายซองแต่ไม่มีเลขที่ซอง",
                "the envelope was handed over but has no number",
                None,
            );
        }
        None
    }

    /// A7.1.3 binds what still lies in a safe. That one person handed over both is a fact of the past: it is taken over and said
    /// (A7.2.3x).
    fn kept_apart(&mut self, card: &Side, envelope: Option<&Side>) {
        let Some(envelope) = envelope else { return };
        let in_safe = card.handed_over_on.is_none() && envelope.handed_over_on.is_none();
        if in_safe && card.keeper.is_some() && card.keeper == envelope.keeper {
            self.fault(
                Column::EnvelopeKeeper,
                "same_keeper",
                "ผู้เก็บรักษาบัตรและซองต้องไม่เป็นคนเดียวกัน",
                "card and envelope must have two different keepers",
                Some(Rule::A7_1_3),
            );
        }
        if card.dispenser.is_some() && card.dispenser == envelope.dispenser {
            self.remarks.push(Text::fixed(
                "บุคคลเดียวกันจ่ายทั้งบัตรและซอง (ข้อ ๗.๒ วรรคท้าย, A7.2.3x)",
                "One person handed over both card and envelope (A7.2.3x)",
            ));
        }
    }
}
