//! The receipt: original and copy on one sheet, to be cut; with many lines each on pages of its own.

use crate::RenderError;
use crate::layout::book::Book;
use crate::layout::foot::{self, Strip};
use crate::layout::table::{Align, Column, Measured, Part, Row, Table};
use crate::layout::{baseline, heads, signers};
use crate::measure::{Mp, mm10, pt, pt10};
use crate::papers::{CashReceipt, Paper, ReceiptLine};
use crate::press::{Ink, Press, Sheet};
use crate::seal::Seal;
use crate::typeset::Style;

/// 175 mm in all.
const COLUMNS: [Column; 3] = [
    Column::new("ที่", 110, Align::Middle),
    Column::new("รายการ", 1290, Align::Left),
    Column::new("จำนวนเงิน (บาท)", 350, Align::Right),
];
const CELLS: Style = Style::regular(115, 165);
const TEXT: Style = Style::regular(115, 175);
const SMALL: Style = Style::regular(100, 145);
const NAMES: [&str; 2] = ["ต้นฉบับ (สำหรับผู้ชำระเงิน)", "สำเนา (สำหรับสหกรณ์)"];
/// Total, words, remark and signature after the last line.
const TAIL: Mp = pt(145);

/// Draws it.
pub fn draw(paper: &Paper, receipt: &CashReceipt, seal: &Seal) -> Result<Vec<u8>, RenderError> {
    let halves = Sheet {
        marks: 2,
        top: mm10(90),
        ..Sheet::UPRIGHT
    };
    let mut press = Press::open(paper, seal, halves)?;
    let table = Table {
        columns: &COLUMNS,
        x: halves.left,
        style: CELLS,
    };
    let rows: Vec<Measured<'_>> = receipt
        .lines
        .iter()
        .enumerate()
        .map(|line| table.measure(&press.types, row(line)))
        .collect();
    if rows.iter().map(|row| row.height).sum::<Mp>() > pt(108) {
        return long(Press::open(paper, seal, Sheet::UPRIGHT)?, receipt);
    }
    press.common_foot = false;
    let half = halves.height / 2;
    for (name, top) in NAMES.into_iter().zip([0, half]) {
        copy(&mut press, receipt, name, &rows, (top, top + half));
    }
    press.page.cut_rule(0, halves.width, half);
    press.finish()
}

fn row((at, line): (usize, &ReceiptLine)) -> Row<'static> {
    vec![
        vec![Part::Text((at + 1).to_string())],
        vec![Part::Text(line.text.clone())],
        vec![Part::Text(line.amount.clone())],
    ]
}

/// One half of the sheet, from `top` to `bottom`.
fn copy(
    press: &mut Press<'_>,
    receipt: &CashReceipt,
    name: &str,
    rows: &[Measured<'_>],
    (top, bottom): (Mp, Mp),
) {
    let y = head(press, receipt, name, top + press.sheet.top);
    let table = Table {
        columns: &COLUMNS,
        x: press.sheet.left,
        style: CELLS,
    };
    let mut y = table.head(press, y);
    for row in rows {
        y = table.row(&mut press.page, row, y);
    }
    total(press, receipt, y);
    let sheet = press.sheet;
    let qr = Sheet::LYING.qr;
    let strip = Strip {
        left: sheet.left,
        right: sheet.left + sheet.measure() * 70 / 100,
        top: bottom - pt(22) - qr,
        qr,
    };
    foot::seal(press, strip, "หน้า 1/1");
    receiver(press, receipt, bottom - pt(24) - receiver_height(receipt));
}

/// Letterhead, title, number and payer; answers where the table may begin.
fn head(press: &mut Press<'_>, receipt: &CashReceipt, name: &str, top: Mp) -> Mp {
    let (left, edge) = (press.sheet.left, press.sheet.right_edge());
    let y = letterhead(press, receipt, top);
    title(press, receipt, name, top);
    let payer = receipt.member_no.as_ref().map_or_else(
        || format!("ได้รับเงินจาก  {}", receipt.payer),
        |no| format!("ได้รับเงินจาก  {}  เลขทะเบียนสมาชิก {no}", receipt.payer),
    );
    let mut y = y.max(top + pt(78)) + pt(2);
    for line in press.types.paragraph(&payer, TEXT, edge - left, 0) {
        press.page.text(&line, left, y);
        y += TEXT.leading;
    }
    y - pt(10)
}

/// Answers the baseline after its last line.
fn letterhead(press: &mut Press<'_>, receipt: &CashReceipt, top: Mp) -> Mp {
    let (left, edge) = (press.sheet.left, press.sheet.right_edge());
    let letterhead = &receipt.letterhead;
    heads::emblem(press, letterhead, (left + pt(19), top + pt(23)), pt(19));
    let x = left + pt(48);
    let under = format!(
        "โทร. {}  เลขทะเบียนสหกรณ์ {}",
        letterhead.phone, letterhead.registration_no
    );
    let mut y = top + pt(15);
    for (text, style) in [
        (&letterhead.name, Style::bold(135, 180)),
        (&letterhead.address, SMALL),
        (&under, SMALL),
    ] {
        for line in press.types.paragraph(text, style, edge - x - pt(135), 0) {
            press.page.text(&line, x, y);
            y += pt10(148);
        }
    }
    y
}

fn title(press: &mut Press<'_>, receipt: &CashReceipt, name: &str, top: Mp) {
    let edge = press.sheet.right_edge();
    let title = press.types.line("ใบเสร็จรับเงิน", Style::bold(180, 260));
    press.page.text_to(&title, edge, top + pt(17), Ink::Black);
    for (text, below) in [
        (name.to_owned(), 33),
        (format!("เลขที่ {}", receipt.receipt_no), 49),
        (format!("วันที่ {}", receipt.dated), 65),
    ] {
        let line = press.types.line(&text, SMALL);
        press.page.text_to(&line, edge, top + pt(below), Ink::Black);
    }
}

/// The total over a double rule, in words, and how it was paid.
fn total(press: &mut Press<'_>, receipt: &CashReceipt, top: Mp) {
    let (left, edge) = (press.sheet.left, press.sheet.right_edge());
    let y = top + baseline(TEXT) + pt10(15);
    let sum = press.types.line(&receipt.total, TEXT.heavy());
    let label = press.types.line("รวมเป็นเงิน", TEXT.heavy());
    let from = edge - mm10(350);
    press.page.text_to(&label, from - pt(6), y, Ink::Black);
    press.page.text_to(&sum, edge - pt(3), y, Ink::Black);
    for below in [pt10(55), pt10(75)] {
        press
            .page
            .rule((from, y + below), (edge, y + below), 600, Ink::Black);
    }
    let words = press
        .types
        .line(&format!("({})", receipt.total_in_words), TEXT);
    press.page.text(&words, left, y);
    let remark = receipt
        .remark
        .as_ref()
        .map(|remark| format!("    หมายเหตุ  {remark}"));
    let paid = format!("ชำระโดย  {}{}", receipt.paid_by, remark.unwrap_or_default());
    let mut y = y + TEXT.leading;
    for line in press.types.paragraph(&paid, TEXT, from - left - pt(6), 0) {
        press.page.text(&line, left, y);
        y += TEXT.leading;
    }
}

const SIGNER: Style = Style::regular(105, 155);

fn receiver_height(receipt: &CashReceipt) -> Mp {
    signers::height(std::slice::from_ref(&receipt.receiver), SIGNER)
}

fn receiver(press: &mut Press<'_>, receipt: &CashReceipt, top: Mp) {
    let sheet = press.sheet;
    let width = sheet.measure() * 30 / 100;
    let receiver = std::slice::from_ref(&receipt.receiver);
    signers::draw(
        press,
        receiver,
        SIGNER,
        sheet.right_edge() - width,
        width,
        top,
    );
}

/// Both copies one after the other, each with a head and a count on every page.
fn long(mut press: Press<'_>, receipt: &CashReceipt) -> Result<Vec<u8>, RenderError> {
    let table = Table {
        columns: &COLUMNS,
        x: press.sheet.left,
        style: CELLS,
    };
    for (name, no) in NAMES.into_iter().zip(0..) {
        if no > 0 {
            press.turn()?;
        }
        let draw_head = |press: &mut Press<'_>| head(press, receipt, name, press.sheet.top);
        let book = Book {
            table,
            tail: TAIL,
            head: &draw_head,
        };
        let y = book.draw(&mut press, receipt.lines.iter().enumerate().map(row))?;
        total(&mut press, receipt, y);
        receiver(&mut press, receipt, y + pt(50));
    }
    press.finish()
}
