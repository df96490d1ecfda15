//! The notice, first and second (article 7.2 (1), (4)).

use crate::RenderError;
use crate::layout::flow::Letter;
use crate::layout::{heads, whole};
use crate::measure::{pt, pt10};
use crate::papers::{NoticeKind, NoticeLetter, NoticeObject};
use crate::press::Press;

/// Draws it.
pub fn draw(press: &mut Press<'_>, notice: &NoticeLetter) -> Result<(), RenderError> {
    let top = heads::letter(press, &notice.letterhead);
    let mut letter = Letter::new();
    letter.heading(press, &format!("ที่ {}", notice.letter_no), 0, pt10(118));
    letter.heading(press, &notice.dated, pt(252), pt10(16));
    letter.labelled(press, "เรื่อง", &subject(notice), pt10(87));
    let to = format!(
        "{}  เลขทะเบียนสมาชิก\u{a0}{}",
        notice.addressee, notice.member_no
    );
    letter.labelled(press, "เรียน", &to, pt10(33));
    letter.labelled(press, "อ้างถึง", &reference(notice), pt10(30));
    for (enclosure, no) in notice.enclosures.iter().zip(0..) {
        letter.labelled(
            press,
            if no == 0 { "แนบ" } else { "" },
            enclosure,
            if no == 0 { pt10(30) } else { 0 },
        );
    }
    letter.paragraph(press, &what_happened(notice));
    letter.paragraph(press, &what_to_do(notice));
    letter.boxed(press, "วันสุดท้ายที่มารับได้", &notice.last_day);
    letter.paragraph(press, &what_follows(notice));
    for text in &notice.further {
        letter.paragraph(press, text);
    }
    letter.paragraph(press, "จึงเรียนมาเพื่อทราบและดำเนินการภายในกำหนด");
    letter.closing(&notice.signer, &notice.contact);
    letter.draw(press, top)
}

/// What lies ready.
fn object(notice: &NoticeLetter) -> &'static str {
    match notice.object {
        NoticeObject::CardAndPin => "บัตรเงินสดและรหัสผ่านคู่บัตร",
        NoticeObject::Card => "บัตรเงินสด",
        NoticeObject::Pin => "รหัสผ่านคู่บัตรเงินสด",
    }
}

fn subject(notice: &NoticeLetter) -> String {
    let what = match notice.object {
        NoticeObject::CardAndPin | NoticeObject::Card => "บัตรเงินสด",
        NoticeObject::Pin => "รหัสผ่านคู่บัตรเงินสด",
    };
    let no = match notice.kind {
        NoticeKind::First { .. } => "๑",
        NoticeKind::Second { .. } => "๒",
    };
    format!("แจ้งให้มารับ{what} (หนังสือแจ้งครั้งที่ {no})")
}

fn reference(notice: &NoticeLetter) -> String {
    match &notice.kind {
        NoticeKind::First { .. } => {
            format!("คำขอมีบัตรเงินสด ลงวันที่ {}", whole(&notice.application_dated))
        }
        NoticeKind::Second {
            first_letter_no,
            first_dated,
            ..
        } => {
            format!(
                "หนังสือสหกรณ์ ที่ {first_letter_no} ลงวันที่ {}",
                whole(first_dated)
            )
        }
    }
}

fn what_happened(notice: &NoticeLetter) -> String {
    let (what, number) = (object(notice), &notice.card_last_four);
    let on = whole(&notice.received_on);
    match &notice.kind {
        NoticeKind::First { .. } => {
            let what = match notice.object {
                NoticeObject::CardAndPin | NoticeObject::Card => "บัตรเงินสดของท่าน หมายเลขลงท้าย",
                NoticeObject::Pin => "รหัสผ่านคู่บัตรเงินสดของท่าน บัตรหมายเลขลงท้าย",
            };
            format!(
                "ตามที่ท่านได้ยื่นคำขอมีบัตรเงินสดต่อสหกรณ์ ความละเอียดตามที่อ้างถึง นั้น \
                 บัดนี้สหกรณ์ได้รับ{what} {number} จากธนาคารเรียบร้อยแล้ว เมื่อวันที่ {on}"
            )
        }
        NoticeKind::Second { first_last_day, .. } => format!(
            "ตามหนังสือที่อ้างถึง สหกรณ์ได้แจ้งให้ท่านมารับ{what} บัตรหมายเลขลงท้าย {number} \
             ซึ่งสหกรณ์ได้รับจากธนาคารเมื่อวันที่ {on} ภายในวันที่ {} ความละเอียดแจ้งแล้ว นั้น \
             บัดนี้พ้นกำหนดดังกล่าวแล้ว แต่ท่านยังมิได้มารับ",
            whole(first_last_day)
        ),
    }
}

fn what_to_do(notice: &NoticeLetter) -> String {
    let again = match notice.kind {
        NoticeKind::First { .. } => "",
        NoticeKind::Second { .. } => "อีกครั้งหนึ่ง ",
    };
    format!(
        "จึงขอให้ท่านมารับ{}ด้วยตนเอง {again}ณ\u{a0}สำนักงานสหกรณ์ ในวันและเวลาทำการ {} ภายใน {}\u{a0}วัน \
         นับแต่วันที่ในหนังสือนี้ โดยนำบัตรประจำตัวประชาชนมาแสดง",
        object(notice),
        notice.counter_hours,
        notice.days
    )
}

fn what_follows(notice: &NoticeLetter) -> String {
    let what = object(notice);
    let destroyed = match notice.object {
        NoticeObject::CardAndPin | NoticeObject::Card => "บัตรเงินสด",
        NoticeObject::Pin => what,
    };
    match &notice.kind {
        NoticeKind::First { second_notice_days } => format!(
            "หากพ้นกำหนดดังกล่าว สหกรณ์จะแจ้งเป็นหนังสือครั้งที่ ๒ ให้มารับภายใน {second_notice_days}\u{a0}วัน \
             และหากท่านยังไม่มารับอีก สหกรณ์จะแต่งตั้งคณะกรรมการทำลาย{destroyed} ตามระเบียบ ข้อ ๗.๒ (๕)"
        ),
        NoticeKind::Second {
            destruction_days, ..
        } => format!(
            "หากพ้นกำหนดดังกล่าว สหกรณ์จะแต่งตั้งคณะกรรมการทำลาย{destroyed} และดำเนินการให้เสร็จสิ้นภายใน \
             {destruction_days}\u{a0}วัน นับแต่วันที่ครบกำหนดในหนังสือนี้ ตามระเบียบ ข้อ ๗.๒ (๕)"
        ),
    }
}
