//! The letter to the bank with a batch (article 6), and the list of its members.

use crate::RenderError;
use crate::layout::book::Book;
use crate::layout::flow::Letter;
use crate::layout::heads::{self, TableHead};
use crate::layout::table::{Align, Column, Part, Row, Table};
use crate::layout::whole;
use crate::measure::{Mp, pt, pt10};
use crate::papers::{BatchLine, CoveringLetter};
use crate::press::Press;
use crate::typeset::Style;

/// 175 mm in all.
const COLUMNS: [Column; 6] = [
    Column::new("ที่", 110, Align::Middle),
    Column::new("ชื่อผู้ถือบัตร", 490, Align::Left),
    Column::new("เลขทะเบียน\nสมาชิก", 240, Align::Middle),
    Column::new("บาร์โค้ด", 240, Align::Middle),
    Column::new("เหตุที่ขอ", 310, Align::Left),
    Column::new("เลขที่คำขอ", 360, Align::Left),
];

/// Draws it.
pub fn draw(press: &mut Press<'_>, covering: &CoveringLetter) -> Result<(), RenderError> {
    let top = heads::letter(press, &covering.letterhead);
    let mut letter = Letter::new();
    head(press, &mut letter, covering);
    body(press, &mut letter, covering);
    letter.closing(&covering.signer, &covering.contact);
    letter.draw(press, top)?;
    if covering.lines.is_empty() {
        return Ok(());
    }
    press.turn()?;
    list(press, covering)
}

fn head(press: &Press<'_>, letter: &mut Letter<'_>, covering: &CoveringLetter) {
    letter.heading(press, &format!("ที่ {}", covering.letter_no), 0, pt10(118));
    letter.heading(press, &covering.dated, pt(252), pt10(16));
    let subject = format!("นำส่งคำขอออกบัตรเงินสด ชุดที่ {}", covering.batch_no);
    letter.labelled(press, "เรื่อง", &subject, pt10(87));
    letter.labelled(press, "เรียน", &covering.addressee, pt10(33));
    if let Some(reference) = &covering.reference {
        letter.labelled(press, "อ้างถึง", reference, pt10(30));
    }
    for (enclosure, no) in covering.enclosures.iter().zip(0..) {
        let (label, gap) = if no == 0 {
            ("แนบ", pt10(30))
        } else {
            ("", 0)
        };
        letter.labelled(press, label, enclosure, gap);
    }
}

fn body(press: &Press<'_>, letter: &mut Letter<'_>, covering: &CoveringLetter) {
    letter.paragraph(
        press,
        &format!(
            "ด้วยสมาชิกของ{} ได้ยื่นคำขอมีบัตรเงินสดต่อสหกรณ์ และสหกรณ์ได้ตรวจสอบข้อมูลครบถ้วนแล้ว จำนวน {} ราย \
             ตามชุดที่\u{a0}{} ลงวันที่ {}",
            covering.letterhead.name,
            covering.members_count,
            covering.batch_no,
            whole(&covering.batch_dated)
        ),
    );
    letter.paragraph(
        press,
        "จึงขอให้ธนาคารออกบัตรเงินสดให้แก่สมาชิกตามบัญชีรายชื่อที่แนบ โดยให้บัตรมีชื่อผู้ถือบัตร \
         เลขทะเบียนสมาชิกพร้อมบาร์โค้ด ชื่อสหกรณ์ วันเดือนปีหมดอายุ และเลขที่บัตร \
         แล้วส่งบัตรเงินสดและรหัสผ่านคู่บัตรให้สหกรณ์โดยแยกซองจากกัน พร้อมบัญชีนำส่ง",
    );
    if let Some(charge) = &covering.charge {
        letter.paragraph(
            press,
            &format!(
                "ค่าธรรมเนียมในการออกบัตรใบละ {}\u{a0}บาท รวมเป็นเงิน {}\u{a0}บาท ({}) \
                 ขอให้ธนาคารเรียกเก็บจากบัญชีเงินฝากของสหกรณ์ {}",
                charge.per_card, charge.total, charge.total_in_words, charge.account
            ),
        );
    }
    for text in &covering.further {
        letter.paragraph(press, text);
    }
    letter.paragraph(press, "จึงเรียนมาเพื่อโปรดดำเนินการ และขอขอบคุณมา ณ โอกาสนี้");
}

fn list(press: &mut Press<'_>, covering: &CoveringLetter) -> Result<(), RenderError> {
    let on_top = TableHead {
        letterhead: &covering.letterhead,
        title: "บัญชีรายชื่อผู้ขอบัตรเงินสด",
        article: "",
        facts: vec![
            format!("ชุดที่ {}", covering.batch_no),
            format!("แนบหนังสือ ที่ {}", covering.letter_no),
            format!("ลงวันที่ {}", covering.dated),
        ],
    };
    let draw_head = |press: &mut Press<'_>| -> Mp { heads::table(press, &on_top) };
    let table = Table {
        columns: &COLUMNS,
        x: press.sheet.left,
        style: Style::regular(110, 170),
    };
    let book = Book {
        table,
        tail: 0,
        head: &draw_head,
    };
    book.draw(press, covering.lines.iter().enumerate().map(row))?;
    Ok(())
}

fn row((at, line): (usize, &BatchLine)) -> Row<'static> {
    let text = |text: &str| vec![Part::Text(text.to_owned())];
    vec![
        text(&(at + 1).to_string()),
        text(&line.holder),
        text(&line.member_no),
        text(&line.barcode),
        text(&line.reason),
        text(&line.application_no),
    ]
}
