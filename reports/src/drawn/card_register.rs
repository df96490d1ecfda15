//! The card control register.

use super::register::{self, CELLS, Title, handed_over, letter, member, signature, texts};
use crate::RenderError;
use crate::layout::table::{Align, Column, Part, Row, Table};
use crate::papers::{CardLine, CardRegister};
use crate::press::Press;

/// 267 mm in all.
const COLUMNS: [Column; 11] = [
    Column::new("ลำดับ", 110, Align::Middle),
    Column::new("สมาชิก", 390, Align::Left),
    Column::new("บัตร / หมดอายุ", 230, Align::Left),
    Column::new("คำขอ / ชุดส่งธนาคาร", 270, Align::Left),
    Column::new("รับจากธนาคาร / ผู้เก็บรักษา", 270, Align::Left),
    Column::new("หนังสือแจ้ง ครั้งที่ 1", 250, Align::Left),
    Column::new("หนังสือแจ้ง ครั้งที่ 2", 250, Align::Left),
    Column::new("จ่ายบัตร / ผู้จ่าย / การแสดงตน", 285, Align::Left),
    Column::new("ลายมือชื่อผู้รับบัตร", 250, Align::Middle),
    Column::new("สถานะ / เก็บถึง", 200, Align::Left),
    Column::new("หมายเหตุ", 165, Align::Left),
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
    let expiry = line.expiry.as_ref().map(|day| format!("หมดอายุ {day}"));
    let batch = line.batch.as_ref().map(|no| format!("ชุด {no}"));
    let asked = line
        .application_dated
        .as_ref()
        .map(|day| format!("ลว. {day}"));
    let until = line.keep_until.as_ref().map(|day| format!("เก็บถึง {day}"));
    vec![
        vec![Part::Text(line.no.clone())],
        member(&line.member),
        texts(&[Some(&line.member.card), expiry.as_deref()]),
        texts(&[
            line.application_no.as_deref(),
            asked.as_deref(),
            batch.as_deref(),
        ]),
        texts(&[line.received_on.as_deref(), line.keeper.as_deref()]),
        letter(line.first_letter.as_ref()),
        letter(line.second_letter.as_ref()),
        handed_over(line.handed_over.as_ref()),
        signature(line.handed_over.as_ref()),
        texts(&[line.end.as_deref(), until.as_deref()]),
        texts(&[line.remarks.as_deref()]),
    ]
}
