//! The two control registers: one book, drawn with the columns of cards or of PIN envelopes.

use crate::RenderError;
use crate::layout::book::Book;
use crate::layout::heads::{self, TableHead};
use crate::layout::signers;
use crate::layout::table::{Align, Column, Part, Row, Table};
use crate::measure::{Mp, pt};
use crate::papers::{LetterRef, Register, RegisterHead, RegisterLine};
use crate::press::Press;
use crate::typeset::Style;

/// The letters in the cells.
const CELLS: Style = Style::regular(100, 138);
const SIGNERS: Style = Style::regular(105, 160);

/// What a column shows of a line.
type Cell = for<'r> fn(&'r RegisterLine) -> Vec<Part<'r>>;

/// A register's title, the article it rests on, and its columns.
pub struct Shape {
    title: &'static str,
    article: &'static str,
    columns: &'static [Column],
    /// One for each column.
    cells: &'static [Cell],
}

pub const CARDS: Shape = Shape {
    title: "ทะเบียนคุมบัตรเงินสด",
    article: "(ระเบียบ ข้อ ๗.๑ (๑) ข้อ ๗.๒ (๒) และข้อ ๗.๓)",
    columns: &CARD_COLUMNS,
    cells: &[
        number,
        member,
        card,
        application,
        received,
        first_letter,
        second_letter,
        handed_over,
        signature,
        end,
        remarks,
    ],
};

pub const PINS: Shape = Shape {
    title: "ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด",
    article: "(ระเบียบ ข้อ ๗.๑ (๒) ข้อ ๗.๒ (๓) และข้อ ๗.๓)",
    columns: &PIN_COLUMNS,
    cells: &[
        number,
        member,
        card,
        envelope,
        received,
        first_letter,
        handed_over,
        signature,
        end,
        remarks,
    ],
};

/// 267 mm in all.
const CARD_COLUMNS: [Column; 11] = [
    Column::new("ที่", 80, Align::Middle),
    Column::new("สมาชิก\nเลขทะเบียน", 330, Align::Left),
    Column::new("บัตร\nหมดอายุ", 210, Align::Left),
    Column::new("คำขอ / ลงวันที่\nชุดส่งธนาคาร", 290, Align::Left),
    Column::new("รับจากธนาคาร\nผู้เก็บรักษา", 280, Align::Left),
    Column::new("หนังสือแจ้งที่ 1\nลงวันที่\nครบกำหนด", 240, Align::Left),
    Column::new("หนังสือแจ้งที่ 2\nลงวันที่\nครบกำหนด", 240, Align::Left),
    Column::new("จ่ายบัตรเมื่อ\nผู้จ่าย\nการแสดงตน", 310, Align::Left),
    Column::new("ลายมือชื่อ\nผู้รับบัตร", 220, Align::Middle),
    Column::new("สถานะ\nเก็บรักษาถึง", 210, Align::Left),
    Column::new("หมายเหตุ", 260, Align::Left),
];

/// 267 mm in all.
const PIN_COLUMNS: [Column; 10] = [
    Column::new("ที่", 90, Align::Middle),
    Column::new("สมาชิก\nเลขทะเบียน", 400, Align::Left),
    Column::new("บัตร", 210, Align::Left),
    Column::new("เลขที่ซอง\nรหัสผ่าน", 270, Align::Left),
    Column::new("รับจากธนาคาร\nผู้เก็บรักษา", 320, Align::Left),
    Column::new("หนังสือแจ้ง\nลงวันที่\nครบกำหนด", 270, Align::Left),
    Column::new("จ่ายรหัสผ่านเมื่อ\nผู้จ่าย\nการแสดงตน", 330, Align::Left),
    Column::new("ลายมือชื่อ\nผู้รับรหัสผ่าน", 270, Align::Middle),
    Column::new("สถานะ\nเก็บรักษาถึง", 230, Align::Left),
    Column::new("หมายเหตุ", 280, Align::Left),
];

/// Draws a register.
///
/// # Errors
/// A page could not be packed.
pub fn draw(press: &mut Press<'_>, shape: &Shape, register: &Register) -> Result<(), RenderError> {
    let table = Table {
        columns: shape.columns,
        x: press.sheet.left,
        style: CELLS,
    };
    let on_top = TableHead {
        letterhead: &register.letterhead,
        title: shape.title,
        article: shape.article,
        facts: facts(&register.head),
    };
    let draw_head = |press: &mut Press<'_>| -> Mp { heads::table(press, &on_top) };
    let signed = &register.signers;
    let book = Book {
        table,
        tail: signers::height(signed, SIGNERS) + pt(14),
        head: &draw_head,
    };
    let row = |line| -> Row<'_> { shape.cells.iter().map(|cell| cell(line)).collect() };
    let y = book.draw(press, register.lines.iter().map(row))?;
    signers::draw(press, signed, SIGNERS, table.x, table.width(), y + pt(8));
    Ok(())
}

fn facts(head: &RegisterHead) -> Vec<String> {
    let filters = if head.filters.is_empty() {
        "ทุกรายการ".to_owned()
    } else {
        format!("เฉพาะ {}", head.filters.join(" · "))
    };
    let mut facts = vec![
        format!("ช่วงเวลา {}", head.period),
        format!("{filters}    ข้อมูล ณ {}", head.as_of),
    ];
    facts.extend(head.kept_at.iter().map(|place| format!("เก็บรักษาที่ {place}")));
    facts
}

/// A cell of texts, one under the other; what is missing takes no room.
fn texts(parts: &[Option<&str>]) -> Vec<Part<'static>> {
    parts
        .iter()
        .flatten()
        .map(|text| Part::Text((*text).to_owned()))
        .collect()
}

fn number(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[Some(&line.no)])
}

/// Name over member number.
fn member(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[Some(&line.member.name), Some(&line.member.member_no)])
}

fn card(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[Some(&line.member.card), line.expiry.as_deref()])
}

fn application(line: &RegisterLine) -> Vec<Part<'_>> {
    let batch = line.batch.as_ref().map(|no| format!("ชุด {no}"));
    texts(&[
        line.application_no.as_deref(),
        line.application_dated.as_deref(),
        batch.as_deref(),
    ])
}

fn envelope(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[line.envelope_no.as_deref()])
}

fn received(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[line.received_on.as_deref(), line.keeper.as_deref()])
}

fn first_letter(line: &RegisterLine) -> Vec<Part<'_>> {
    letter(line.first_letter.as_ref())
}

fn second_letter(line: &RegisterLine) -> Vec<Part<'_>> {
    letter(line.second_letter.as_ref())
}

/// A notice with its number, date and last day.
fn letter(letter: Option<&LetterRef>) -> Vec<Part<'static>> {
    letter.map_or_else(Vec::new, |letter| {
        texts(&[
            Some(&letter.no),
            Some(&letter.dated),
            Some(&letter.last_day),
        ])
    })
}

/// When, by whom, how identified.
fn handed_over(line: &RegisterLine) -> Vec<Part<'_>> {
    line.handed_over.as_ref().map_or_else(Vec::new, |done| {
        texts(&[
            Some(&done.on),
            Some(&done.dispenser),
            Some(&done.identified_by),
        ])
    })
}

/// The member's strokes, or what stands in their place.
fn signature(line: &RegisterLine) -> Vec<Part<'_>> {
    let Some(done) = &line.handed_over else {
        return Vec::new();
    };
    let mut parts: Vec<Part<'_>> = done.signature.iter().map(Part::Ink).collect();
    parts.extend(done.signed_on_paper.iter().cloned().map(Part::Text));
    parts
}

fn end(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[line.end.as_deref(), line.keep_until.as_deref()])
}

fn remarks(line: &RegisterLine) -> Vec<Part<'_>> {
    texts(&[line.remarks.as_deref()])
}
