//! Letters to a member and to the bank.

use super::{letterhead, signer};
use crate::papers::{
    BatchCharge, BatchLine, Contact, CoveringLetter, NoticeKind, NoticeLetter, NoticeObject,
};

const FURTHER: [&str; 3] = [
    "เพื่อความสะดวกของท่าน สหกรณ์ได้จัดเจ้าหน้าที่ไว้ให้บริการที่โต๊ะหมายเลข ๓ ชั้นล่างของสำนักงาน ผู้จ่ายบัตรเงินสดและผู้จ่ายรหัสผ่านคู่บัตรเป็นคนละคนกัน ท่านจะต้องลงลายมือชื่อรับในทะเบียนสองเล่ม โดยใช้เวลาทั้งสิ้นไม่เกิน ๑๐ นาที",
    "เมื่อได้รับซองรหัสผ่านแล้ว โปรดตรวจดูว่าซองปิดผนึกเรียบร้อย ไม่มีรอยฉีกขาดหรือรอยแกะ หากพบว่าซองชำรุด โปรดแจ้งเจ้าหน้าที่ทันทีก่อนลงลายมือชื่อ สหกรณ์จะส่งซองนั้นคืนธนาคารและขอรหัสผ่านชุดใหม่ให้โดยท่านไม่ต้องเสียค่าธรรมเนียม",
    "บัตรเงินสดใช้รับเงินกู้ เงินปันผล เงินเฉลี่ยคืน และถอนเงินฝากจากสหกรณ์ได้ที่ตู้ ATM ของธนาคารทุกแห่ง รวมทั้งใช้ชำระหนี้และซื้อสินค้าผ่านเครื่อง EDC ณ สำนักงานสหกรณ์ โปรดเก็บรักษาบัตรและรหัสผ่านแยกจากกัน และอย่าบอกรหัสผ่านแก่ผู้ใด แม้ผู้นั้นจะอ้างว่าเป็นเจ้าหน้าที่ของสหกรณ์หรือธนาคาร",
];

/// A first notice with so many further paragraphs.
pub fn first_notice(paragraphs: usize) -> NoticeLetter {
    NoticeLetter {
        letterhead: letterhead(true),
        kind: NoticeKind::First {
            second_notice_days: "๑๕".into(),
        },
        object: NoticeObject::CardAndPin,
        letter_no: "สตพ. ๑๐๒/๒๕๖๙".into(),
        dated: "๒๑ พฤศจิกายน ๒๕๖๙".into(),
        addressee: "นางดวงใจ ปัญญาดี".into(),
        member_no: "๐๐๗๓๓".into(),
        application_dated: "๒๘ กันยายน ๒๕๖๙".into(),
        card_last_four: "๑๑๘๒".into(),
        received_on: "๒๐ พฤศจิกายน ๒๕๖๙".into(),
        counter_hours: "๐๘.๓๐ – ๑๕.๓๐ น.".into(),
        days: "๓๐".into(),
        last_day: "วันจันทร์ที่ ๒๑ ธันวาคม ๒๕๖๙".into(),
        further: FURTHER
            .iter()
            .cycle()
            .take(paragraphs)
            .map(|text| (*text).to_owned())
            .collect(),
        enclosures: Vec::new(),
        signer: signer(
            "นางสมศรี วงศ์คำ",
            "รักษาการแทนผู้จัดการ",
            Some("คำสั่ง ๑๒/๒๕๖๙"),
            Some(0),
        ),
        contact: contact(),
    }
}

/// The second notice of another member.
pub fn second_notice() -> NoticeLetter {
    NoticeLetter {
        kind: NoticeKind::Second {
            first_letter_no: "สตพ. ๘๗/๒๕๖๙".into(),
            first_dated: "๒๒ ตุลาคม ๒๕๖๙".into(),
            first_last_day: "๒๓ พฤศจิกายน ๒๕๖๙".into(),
            destruction_days: "๓๐".into(),
        },
        object: NoticeObject::CardAndPin,
        // For the pen: a dotted line waits over the name.
        signer: signer("นางสมศรี วงศ์คำ", "ผู้จัดการ", None, None),
        letter_no: "สตพ. ๑๑๐/๒๕๖๙".into(),
        dated: "๒๔ พฤศจิกายน ๒๕๖๙".into(),
        addressee: "ว่าที่ร้อยตรีหญิง กตัญญุตา ฐานวิเศษสกุล".into(),
        member_no: "๐๐๔๑๙".into(),
        days: "๑๕".into(),
        last_day: "วันพุธที่ ๙ ธันวาคม ๒๕๖๙".into(),
        ..first_notice(0)
    }
}

fn contact() -> Contact {
    Contact {
        unit: "ฝ่ายบัตรเงินสด".into(),
        phone: "๐ ๕๖๐๐ ๐๐๐๐ ต่อ ๑๕".into(),
    }
}

/// A batch of seven.
pub fn covering() -> CoveringLetter {
    CoveringLetter {
        letterhead: letterhead(true),
        letter_no: "สตพ. ๙๘/๒๕๖๙".into(),
        dated: "๑๒ พฤศจิกายน ๒๕๖๙".into(),
        addressee: "ผู้จัดการธนาคารตัวอย่าง จำกัด (มหาชน) สาขาเพชรบูรณ์".into(),
        reference: Some("บันทึกข้อตกลงการให้บริการบัตรเงินสด ลงวันที่ ๑ มีนาคม ๒๕๖๘".into()),
        batch_no: "๘/๒๕๖๙".into(),
        batch_dated: "๑๒ พฤศจิกายน ๒๕๖๙".into(),
        members_count: "๗".into(),
        enclosures: vec![
            "๑. บัญชีรายชื่อผู้ขอบัตรเงินสด จำนวน ๑ ชุด".into(),
            "๒. ไฟล์ข้อมูลตามแบบของธนาคาร จำนวน ๑ ไฟล์".into(),
        ],
        charge: Some(BatchCharge {
            per_card: "๑๐๐.๐๐".into(),
            total: "๗๐๐.๐๐".into(),
            total_in_words: "เจ็ดร้อยบาทถ้วน".into(),
            account: "เลขที่ ๑๒๓-๔-๕๖๗๘๙-๐ ประเภทออมทรัพย์".into(),
        }),
        further: Vec::new(),
        lines: batch_lines(),
        signer: signer(
            "นางสมศรี วงศ์คำ",
            "รักษาการแทนผู้จัดการ",
            Some("คำสั่ง ๑๒/๒๕๖๙"),
            Some(0),
        ),
        contact: contact(),
    }
}

fn batch_lines() -> Vec<BatchLine> {
    let reasons = [
        "ขอครั้งแรก",
        "บัตรหาย",
        "ขอครั้งแรก",
        "บัตรหมดอายุ",
        "บัตรใช้งานไม่ได้ (ชิปเสีย)",
    ];
    (0..7)
        .map(|at| BatchLine {
            holder: super::registers::name(at * 3).to_owned(),
            member_no: format!("{:05}", 519 + at * 41),
            barcode: format!("{:05}7", 519 + at * 41),
            reason: reasons[at % reasons.len()].to_owned(),
            application_no: format!("AP2569/{:06}", 61 + at),
        })
        .collect()
}
