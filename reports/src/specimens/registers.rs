//! Registers of any length.

use super::{letterhead, signer, strokes};
use crate::papers::{HandOver, LetterRef, MemberRef, Register, RegisterHead, RegisterLine};

const NAMES: [&str; 24] = [
    "นางดวงใจ ปัญญาดี",
    "นายอนันต์ ทองคำ",
    "นายประสิทธิ์ กิ่งแก้ว",
    "ว่าที่ร้อยตรีหญิง กตัญญุตา ฐานวิเศษสกุล",
    "นางสาวปุ๊กกี้ ญี่ปุ่นน้อย",
    "นายฤทธิ์ ฤๅษีดัดตน",
    "นางบุญชื่น น้ำเพชร",
    "นายสุวัฒน์ ตั้งจิตต์มั่น",
    "นางสาวณัฏฐ์ชุดา ศิริรัตนกุล",
    "ดาบตำรวจ สมปอง หมื่นไธสง",
    "นางทองใบ ปู่ปั้น",
    "นายพิเชษฐ์ ว่องไว",
    "นางสาวชุติกาญจน์ พงศ์พันธุ์",
    "นายเกื้อกูล ศรีสุข",
    "นางอัมพร จันทร์เพ็ญ",
    "นายวิฑูรย์ อุ่นเรือน",
    "นางสาวเพ็ญพิชชา อ่ำอิ่ม",
    "นายธีรพงษ์ ลิ้มเจริญ",
    "นางกฤษณา แสนสุข",
    "นาย Kyaw Min Htet",
    "นางสาวรัชฎาภรณ์ ผู้ใหญ่ยิ่ง",
    "นายณรงค์ฤทธิ์ ม่วงศรี",
    "นางศิริพร คุ้มครอง",
    "นายเฉลิมพล พลอยสว่าง",
];

/// A made-up name.
pub fn name(at: usize) -> &'static str {
    NAMES[at % NAMES.len()]
}

fn member(at: usize) -> MemberRef {
    MemberRef {
        member_no: format!("{:05}", 101 + at * 7),
        name: name(at).to_owned(),
        card: format!("•••• {:04}", 1_182 + at * 37 % 8_000),
    }
}

fn day(at: usize, month: usize) -> String {
    format!("{:02}/{:02}/2569", 1 + at % 28, month)
}

fn letter(at: usize, no: usize) -> LetterRef {
    LetterRef {
        no: format!("{}/2569", no * 60 + at),
        dated: day(at, 9 + no),
        last_day: day(at + 1, 10 + no),
    }
}

fn handed_over(at: usize, pin: bool) -> HandOver {
    let dispensers = if pin {
        ["นายวิชัย สุขใจ", "นางพรทิพย์ ใจงาม"]
    } else {
        ["นายสมชาย ใจมั่น", "นางสาวมาลี แก้วใส"]
    };
    let on_paper = at % 11 == 5;
    HandOver {
        on: format!("{} 10:{:02}", day(at + 3, 11), at % 60),
        dispenser: dispensers[at % 2].to_owned(),
        identified_by: "บัตรประชาชน".to_owned(),
        signature: (!on_paper).then(|| strokes::of(at)),
        signed_on_paper: on_paper.then(|| "ลงชื่อในเอกสาร สแกนเลขที่ 31/2569".to_owned()),
    }
}

fn head(lines: usize) -> RegisterHead {
    RegisterHead {
        period: "1 ตุลาคม 2569 ถึง 21 พฤศจิกายน 2569".to_owned(),
        filters: if lines < 100 {
            vec!["บัตรที่รับจากธนาคารในชุดที่ 8/2569".to_owned()]
        } else {
            Vec::new()
        },
        as_of: "21 พ.ย. 2569".to_owned(),
        kept_at: Some("ตู้นิรภัยหมายเลข 2 สำนักงานสหกรณ์".to_owned()),
    }
}

fn card_line(at: usize) -> RegisterLine {
    let (done, second) = (at % 4 != 3, at % 4 == 2 || at % 4 == 3);
    let destroyed = at % 16 == 15;
    RegisterLine {
        no: (at + 1).to_string(),
        member: member(at),
        expiry: Some("31/10/2574".to_owned()),
        application_no: Some(format!("AP2569/{:06}", at + 12)),
        application_dated: Some(day(at, 9)),
        batch: Some(format!("{}/2569", 1 + at / 60)),
        envelope_no: None,
        received_on: Some(day(at, 10)),
        keeper: Some("นางสมศรี วงศ์คำ".to_owned()),
        first_letter: Some(letter(at, 1)),
        second_letter: second.then(|| letter(at, 2)),
        handed_over: done.then(|| handed_over(at, false)),
        end: Some(
            if destroyed {
                "ทำลายแล้ว บันทึก 2/2569"
            } else if done {
                "ใช้งาน"
            } else {
                "รอมารับ"
            }
            .to_owned(),
        ),
        keep_until: Some("31/10/2579".to_owned()),
        remarks: (at % 9 == 4).then(|| "แทนบัตรหาย ลงท้าย 4471".to_owned()),
    }
}

/// A card register of so many lines.
#[must_use]
pub fn card_register_of(lines: usize) -> Register {
    Register {
        letterhead: letterhead(false),
        head: head(lines),
        lines: (0..lines).map(card_line).collect(),
        signers: vec![
            signer(
                "นางสาวมาลี แก้วใส",
                "ผู้จัดทำ",
                Some("เจ้าหน้าที่บัตรเงินสด คำสั่ง 14/2569"),
                Some(1),
            ),
            signer(
                "นางสมศรี วงศ์คำ",
                "ผู้เก็บรักษาบัตรเงินสด",
                Some("คำสั่ง 12/2569"),
                Some(0),
            ),
            signer("นายไพบูลย์ โชคดี", "ผู้ตรวจ", Some("กรรมการดำเนินการ"), None),
        ],
    }
}

fn pin_line(at: usize) -> RegisterLine {
    let done = at % 4 != 3;
    RegisterLine {
        no: (at + 1).to_string(),
        member: member(at),
        expiry: None,
        application_no: None,
        application_dated: None,
        batch: None,
        envelope_no: Some(format!("PM-{:06}", 204_118 + at * 3)),
        received_on: Some(day(at, 10)),
        keeper: Some("นายไพบูลย์ โชคดี".to_owned()),
        first_letter: Some(letter(at, 1)),
        second_letter: None,
        handed_over: done.then(|| handed_over(at + 1, true)),
        end: Some(
            if done {
                "จ่ายแล้ว"
            } else {
                "รอมารับ"
            }
            .to_owned(),
        ),
        keep_until: Some("31/10/2579".to_owned()),
        remarks: (at % 13 == 6).then(|| "ซองมีรอยพับ ปิดผนึกเรียบร้อย".to_owned()),
    }
}

/// A PIN register of so many lines.
#[must_use]
pub fn pin_register_of(lines: usize) -> Register {
    Register {
        letterhead: letterhead(false),
        head: head(lines),
        lines: (0..lines).map(pin_line).collect(),
        signers: vec![
            signer(
                "นายวิชัย สุขใจ",
                "ผู้จัดทำ",
                Some("ผู้จ่ายรหัสผ่าน คำสั่ง 15/2569"),
                Some(3),
            ),
            signer(
                "นายไพบูลย์ โชคดี",
                "ผู้เก็บรักษารหัสผ่าน",
                Some("กรรมการ คำสั่ง 13/2569"),
                Some(2),
            ),
            signer("นายบุญมี ศรีวิไล", "ผู้ตรวจ", Some("ประธานกรรมการ"), None),
        ],
    }
}
