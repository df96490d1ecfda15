//! The card control register.

use super::register::{self, CELLS, Title, handed_over, letter, member, signature, texts};
use crate::RenderError;
use crate::layout::table::{Align, Column, Part, Row, Table};
use crate::papers::{CardLine, CardRegister};
use crate::press::Press;

/// 267 mm in all.
const COLUMNS: [Column; 11] = [
    Column::new("ที่", 90, Align::Middle),
    Column::new("สมาชิก\nเลขทะเบียน", 360, Align::Left),
    Column::new("บัตร\nหมดอายุ", 210, Align::Left),
    Column::new("คำขอ / ลงวันที่\nชุดส่งธนาคาร", 250, Align::Left),
    Column::new("รับจากธนาคาร\nผู้เก็บรักษา", 280, Align::Left),
    Column::new("หนังสือแจ้งที่ 1\nลงวันที่\nครบกำหนด", 260, Align::Left),
    Column::new("หนังสือแจ้งที่ 2\nลงวันที่\nครบกำหนด", 260, Align::Left),
    Column::new("จ่ายบัตรเมื่อ\nผู้จ่าย\nการแสดงตน", 310, Align::Left),
    Column::new("ลายมือชื่อ\nผู้รับบัตร", 270, Align::Middle),
    Column::new("สถานะ\nเก็บรักษาถึง", 210, Align::Left),
    Column::new("หมายเหตุ", 170, Align::Left),
];

const TITLE: Title = Title {
    title: "ทะเบียนคุมบัตรเงินสด",
    article: "(ระเบียบ ข้อ ๗.๑ (๑) ข้อ ๗.๒ (๒) และข้อ ๗.๓)",
};

/// Draws it.
pub fn draw(press: &mut Press<'_>, register: &CardRegister) -> Result<(), RenderError> {
    let table = Table {
        columns: &COLUMNS,
        x: press.sheet.left,
        style: CELLS,
    };
    let top = (&register.letterhead, &register.head);
    register::draw(
        press,
        &TITLE,
        top,
        table,
        register.lines.iter().map(row),
        &register.signers,
    )
}

fn row(line: &CardLine) -> Row<'_> {
    let batch = line.batch.as_ref().map(|no| format!("ชุด {no}"));
    vec![
        vec![Part::Text(line.no.clone())],
        member(&line.member),
        texts(&[Some(&line.member.card), line.expiry.as_deref()]),
        texts(&[
            line.application_no.as_deref(),
            line.application_dated.as_deref(),
            batch.as_deref(),
        ]),
        texts(&[line.received_on.as_deref(), line.keeper.as_deref()]),
        letter(line.first_letter.as_ref()),
        letter(line.second_letter.as_ref()),
        handed_over(line.handed_over.as_ref()),
        signature(line.handed_over.as_ref()),
        texts(&[line.end.as_deref(), line.keep_until.as_deref()]),
        texts(&[line.remarks.as_deref()]),
    ]
}
