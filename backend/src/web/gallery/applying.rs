use super::super::parts::*;
use super::cards::{keys, list, malee};
use super::people::note;
use super::show;
use crate::cards::views::*;
use crate::kernel::Lang;

fn form_notes() -> Vec<FieldNote> {
    vec![
        note("received_on", "กรอกวันที่รับคำขอเป็นวันทำการ ไม่ใช่วันหยุด"),
        note("block_reference", "กรอกเลขอ้างอิงการอายัดจากธนาคาร"),
        note("paper_id", "แนบสำเนาบัตรประชาชน"),
    ]
}

fn reasons() -> Vec<Choice> {
    vec![
        Choice::new("first", "บัตรแรก"),
        Choice::new("lost", "บัตรหาย"),
        Choice::new("unusable", "ใช้ไม่ได้"),
    ]
}

fn papers() -> Vec<Paper> {
    let paper = |name: &str, text: &str, there, wrong| Paper {
        name: name.into(),
        text: text.into(),
        there,
        wrong,
    };
    vec![
        paper("paper_form", "แบบคำขอ ลงลายมือชื่อแล้ว", true, false),
        paper("paper_id", "สำเนาบัตรประชาชน", false, true),
        paper("paper_loss", "หนังสือแจ้งบัตรหาย 2 พ.ย. 2569", true, false),
    ]
}

fn form() -> ApplicationForm {
    ApplicationForm {
        kinds: vec![
            Check::new(Tone::Info, "บัตร •••• 9020 อายัดเพราะหาย", "ข้อ ๕ วรรคหนึ่ง"),
            Check::new(Tone::Mute, "ขอครั้งแรก", "สำหรับผู้ที่ไม่เคยมีบัตรเท่านั้น"),
            Check::new(Tone::Ok, "บัตรหาย", "เมื่อบัตรที่ถืออยู่หาย และมีบันทึกการแจ้ง"),
        ],
        shell: malee("/applications"),
        keys: keys(),
        action: "/applications".into(),
        notes: form_notes(),
        code: "E-CARD-021".into(),
        banners: Vec::new(),
        member_number: "00844".into(),
        member_name: "นายวีระ พงษ์ไพร".into(),
        reasons: reasons(),
        reason: "lost".into(),
        received_on: "15/11/69".into(),
        received_echo: "อาทิตย์ 15 พฤศจิกายน 2569".into(),
        dated_back: true,
        late_reason: String::new(),
        fee: "100.00".into(),
        fee_hint: "สมาชิกจ่าย ตามข้อ ๕ วรรคสอง".into(),
        needs_block: true,
        block_reference: String::new(),
        loss_on: "2/11/69".into(),
        loss_echo: "จันทร์ 2 พฤศจิกายน 2569".into(),
        needs_cause: false,
        causes: Vec::new(),
        cause: String::new(),
        phone: "08x xxx 0221".into(),
        papers: papers(),
        clock_rule: "ส่งธนาคารภายใน 45 วันนับแต่ข้อมูลครบ".into(),
        clock_state: "ข้อมูลยังไม่ครบ ยังไม่เริ่มนับ".into(),
        cancel_href: "/applications/34/cancel".into(),
        phone_link: None,
        title: "คำขอมีบัตรเงินสด AP2569/000034".into(),
        tag: None,
        is_new: true,
    }
}

fn application(
    id: i64,
    member: &str,
    name: &str,
    reason: &str,
    papers: &str,
    go: &str,
    tag: Tag,
) -> ApplicationRow {
    ApplicationRow {
        id,
        can: if papers == "ครบ" {
            "batch".into()
        } else {
            String::new()
        },
        href: format!("/applications/{id}"),
        number: format!("AP2569/{id:06}"),
        member_number: member.into(),
        name: name.into(),
        reason: reason.into(),
        papers: papers.into(),
        complete_on: if papers == "ครบ" {
            "11/10/2569".into()
        } else {
            String::new()
        },
        must_go: go.into(),
        tag,
    }
}

fn application_rows() -> Vec<ApplicationRow> {
    vec![
        application(
            31,
            "00901",
            "นายอนันต์ ทองดี",
            "บัตรแรก",
            "ครบ",
            "25/11/2569",
            Tag::new(Shape::DueSoon, "ใกล้ครบกำหนด"),
        ),
        application(
            32,
            "00519",
            "นายประสิทธิ์ คงมั่น",
            "บัตรหาย",
            "ขาดเลขอ้างอิงการอายัด",
            "",
            Tag::new(Shape::Blocked, "ยังไม่ครบ"),
        ),
        application(
            33,
            "00377",
            "นางบุญเรือน ใจดี",
            "บัตรแรก",
            "ครบ",
            "02/12/2569",
            Tag::new(Shape::Ready, "พร้อมส่ง"),
        ),
    ]
}

fn applications() -> ApplicationList {
    ApplicationList {
        shell: malee("/applications"),
        banners: vec![
            Banner::new(Tone::Warn, "5 คำขอต้องส่งธนาคารภายใน 25 พ.ย. 2569 เหลือ 2 วัน")
                .link("ดู 5 คำขอ", "/applications?due=soon"),
        ],
        list: List {
            query: Some(String::new()),
            sorted: "must_go".into(),
            ..list(7, 7)
        },
        rows: application_rows(),
        batch: Some(Batch {
            lang: Lang::Th,
            unit: "คำขอ".into(),
            ticked: 0,
            acts: vec![BatchAct {
                name: "batch".into(),
                text: "ใส่ชุดส่งธนาคาร".into(),
                icon: None,
                main: true,
                count: 0,
            }],
        }),
        keys: keys(),
    }
}

fn batch_rows() -> Vec<BatchRow> {
    let row = |id, member: &str, name: &str, reason: &str, fee: &str| BatchRow {
        id,
        href: format!("/applications/{id}"),
        member_number: member.into(),
        name: name.into(),
        reason: reason.into(),
        complete_on: "11/10/2569".into(),
        must_go: "25/11/2569".into(),
        fee: fee.into(),
        act: None,
        tag: Tag::new(Shape::Ready, "ครบ"),
    };
    vec![
        row(31, "00901", "นายอนันต์ ทองดี", "บัตรแรก", "-"),
        row(35, "00844", "นายวีระ พงษ์ไพร", "บัตรหาย", "100.00"),
    ]
}

fn batch() -> BatchPage {
    BatchPage {
        shell: malee("/applications"),
        keys: keys(),
        number: "8/69".into(),
        path: "/batches/8".into(),
        tag: Tag::new(Shape::Current, "เปิดอยู่"),
        banners: vec![Banner::new(
            Tone::Warn,
            "ต้องส่งธนาคารภายใน 25 พ.ย. 2569 เหลือ 2 วัน (ข้อ ๖)",
        )],
        open: true,
        rows: batch_rows(),
        facts: vec![
            ("คำขอ".into(), "2".into()),
            ("ค่าธรรมเนียมธนาคาร".into(), "100.00 บาท ต่อใบ".into()),
            ("สมาชิกจ่าย".into(), "100.00 บาท".into()),
        ],
        checks: vec![
            Check::new(Tone::Ok, "ข้อมูลครบทุกคำขอ", "ข้อ ๖"),
            Check::new(Tone::Ok, "เลขสมาชิกมีบาร์โค้ด", "ข้อ ๕ (๒)"),
        ],
        csv: String::new(),
        xlsx: String::new(),
    }
}

#[test]
fn application_with_errors_list_and_batch() {
    show("application", &form());
    show("applications", &applications());
    let mut batch = batch();
    show("batch", &batch);
    batch.open = false;
    for row in &mut batch.rows {
        let place = format!("/batches/8/refusals/{}", row.id);
        row.act = Some(Link::new("ธนาคารไม่ออกบัตร", place));
    }
    show("batch-sent", &batch);
}
