//! The PIN control register.

use super::register::{self, CELLS, Title, handed_over, letter, member, signature, texts};
use crate::RenderError;
use crate::layout::table::{Align, Column, Part, Row, Table};
use crate::papers::{PinLine, PinRegister};
use crate::press::Press;

/// 267 mm in all.
const COLUMNS: [Column; 10] = [
    Column::new("ที่", 90, Align::Middle),
    Column::new("สมาชิก\nเลขทะเบียน", 450, Align::Left),
    Column::new("บัตร", 210, Align::Left),
    Column::new("เลขที่ซอง\nรหัสผ่าน", 270, Align::Left),
    Column::new("รับจากธนาคาร\nผู้เก็บรักษา", 320, Align::Left),
    Column::new("หนังสือแจ้ง\nลงวันที่\nครบกำหนด", 270, Align::Left),
    Column::new("จ่ายรหัสผ่านเมื่อ\nผู้จ่าย\nการแสดงตน", 330, Align::Left),
    Column::new("ลายมือชื่อ\nผู้รับรหัสผ่าน", 290, Align::Middle),
    Column::new("สถานะ\nเก็บรักษาถึง", 230, Align::Left),
    Column::new("หมายเหตุ", 210, Align::Left),
];

const TITLE: Title = Title {
    title: "ทะเบียนคุมการจ่ายรหัสผ่านคู่บัตรเงินสด",
    article: "(ระเบียบ ข้อ ๗.๑ (๒) ข้อ ๗.๒ (๓) และข้อ ๗.๓)",
};

/// Draws it.
pub fn draw(press: &mut Press<'_>, register: &PinRegister) -> Result<(), RenderError> {
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

fn row(line: &PinLine) -> Row<'_> {
    vec![
        vec![Part::Text(line.no.clone())],
        member(&line.member),
        texts(&[Some(&line.member.card)]),
        texts(&[line.envelope_no.as_deref()]),
        texts(&[line.received_on.as_deref(), line.keeper.as_deref()]),
        letter(line.letter.as_ref()),
        handed_over(line.handed_over.as_ref()),
        signature(line.handed_over.as_ref()),
        texts(&[line.end.as_deref(), line.keep_until.as_deref()]),
        texts(&[line.remarks.as_deref()]),
    ]
}
