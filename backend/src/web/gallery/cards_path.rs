use super::super::parts::*;
use super::cards::{keeper, keys, list, malee};
use super::frame::shell;
use super::show;
use crate::cards::views::*;
use crate::kernel::Lang;

fn note(field: &str, message: &str) -> FieldNote {
    FieldNote {
        field: field.into(),
        message: message.into(),
    }
}

#[test]
fn application_with_errors_list_and_batch() {
    let paper = |name: &str, text: &str, there, wrong| Paper {
        name: name.into(),
        text: text.into(),
        there,
        wrong,
    };
    let form = ApplicationForm {
        shell: malee("/applications"),
        keys: keys(),
        action: "/applications".into(),
        notes: vec![
            note("received_on", "กรอกวันที่รับคำขอเป็นวันทำการ ไม่ใช่วันหยุด"),
            note("block_reference", "กรอกเลขอ้างอิงการอายัดจากธนาคาร"),
            note("paper_id", "แนบสำเนาบัตรประชาชน"),
        ],
        code: "E-CARD-021".into(),
        banners: Vec::new(),
        member_number: "00844".into(),
        member_name: "นายวีระ พงษ์ไพร".into(),
        reasons: vec![
            Choice::new("first", "บัตรแรก"),
            Choice::new("lost", "บัตรหาย"),
            Choice::new("unusable", "ใช้ไม่ได้"),
        ],
        reason: "lost".into(),
        received_on: "15/11/69".into(),
        received_echo: "อาทิตย์ 15 พฤศจิกายน 2569".into(),
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
        papers: vec![
            paper("paper_form", "แบบคำขอ ลงลายมือชื่อแล้ว", true, false),
            paper("paper_id", "สำเนาบัตรประชาชน", false, true),
            paper("paper_loss", "หนังสือแจ้งบัตรหาย 2 พ.ย. 2569", true, false),
        ],
        clock_rule: "ส่งธนาคารภายใน 45 วันนับแต่ข้อมูลครบ".into(),
        clock_state: "ข้อมูลยังไม่ครบ ยังไม่เริ่มนับ".into(),
        cancel_href: "/applications/34/cancel".into(),
        title: "คำขอมีบัตรเงินสด AP2569/000034".into(),
        tag: None,
        is_new: true,
    };
    show("application", &form);
    let arow =
        |id, member: &str, name: &str, reason: &str, papers: &str, go: &str, tag| ApplicationRow {
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
        };
    show(
        "applications",
        &ApplicationList {
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
            rows: vec![
                arow(
                    31,
                    "00901",
                    "นายอนันต์ ทองดี",
                    "บัตรแรก",
                    "ครบ",
                    "25/11/2569",
                    Tag::new(Shape::DueSoon, "ใกล้ครบกำหนด"),
                ),
                arow(
                    32,
                    "00519",
                    "นายประสิทธิ์ คงมั่น",
                    "บัตรหาย",
                    "ขาดเลขอ้างอิงการอายัด",
                    "",
                    Tag::new(Shape::Blocked, "ยังไม่ครบ"),
                ),
                arow(
                    33,
                    "00377",
                    "นางบุญเรือน ใจดี",
                    "บัตรแรก",
                    "ครบ",
                    "02/12/2569",
                    Tag::new(Shape::Ready, "พร้อมส่ง"),
                ),
            ],
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
        },
    );
    let brow = |id, member: &str, name: &str, reason: &str, fee: &str| BatchRow {
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
    let mut batch = BatchPage {
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
        rows: vec![
            brow(31, "00901", "นายอนันต์ ทองดี", "บัตรแรก", "-"),
            brow(35, "00844", "นายวีระ พงษ์ไพร", "บัตรหาย", "100.00"),
        ],
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
    };
    show("batch", &batch);
    batch.open = false;
    for row in &mut batch.rows {
        let place = format!("/batches/8/refusals/{}", row.id);
        row.act = Some(Link::new("ธนาคารไม่ออกบัตร", place));
    }
    show("batch-sent", &batch);
}

fn thing(id: i64, member: &str, name: &str, number: &str, scanned: bool) -> ExpectedRow {
    ExpectedRow {
        id,
        member_number: member.into(),
        name: name.into(),
        number: number.into(),
        asks_number: false,
        expires: "10/2573".into(),
        scanned,
        condition: "whole".into(),
        tag: if scanned {
            Tag::new(Shape::Done, "สแกนแล้ว")
        } else {
            Tag::new(Shape::NotStarted, "ยังไม่สแกน")
        },
    }
}

fn things() -> Vec<ExpectedRow> {
    vec![
        thing(1, "00733", "นางดวงใจ ปัญญาดี", "•••• 1182", true),
        thing(2, "00790", "น.ส.กัลยา พูลสวัสดิ์", "•••• 0346", true),
        thing(3, "00811", "นายมานพ ศรีวิไล", "•••• 7754", false),
    ]
}

#[test]
fn deliveries_receipt_release_confirm_return() {
    show(
        "deliveries",
        &DeliveryList {
            shell: keeper(),
            banners: Vec::new(),
            rows: vec![DeliveryRow {
                href: "/deliveries/7".into(),
                number: "KTB-4471".into(),
                batch: "7/69".into(),
                delivered_on: "20/11/2569".into(),
                ordered: 12,
                cards: "12 / 12".into(),
                envelopes: "0 / 12".into(),
                tag: Tag::new(Shape::Current, "รอซองรหัสผ่าน"),
            }],
        },
    );
    for (name, kind) in [("receive", Thing::Card), ("receive-pins", Thing::Envelope)] {
        show(
            name,
            &ReceivePage {
                shell: keeper(),
                keys: keys(),
                thing: kind,
                path: "/deliveries/7".into(),
                delivery: "ชุด 7/69 ใบส่ง KTB-4471".into(),
                keeper: "สมชาย ใจมั่น (คำสั่ง 12/2569)".into(),
                ordered: 3,
                expected: 3,
                scanned: 2,
                missing: 1,
                extra: 1,
                banners: Vec::new(),
                notes: Vec::new(),
                rows: things(),
                extras: vec![ScannedRow {
                    number: "•••• 6630".into(),
                    guess: "ไม่อยู่ในรายการของธนาคาร".into(),
                }],
                conditions: vec![
                    Choice::new("whole", "เรียบร้อย"),
                    Choice::new("damaged", "ชำรุด"),
                ],
                received_on: "21/11/2569".into(),
                received: Vec::new(),
                send_back_href: String::new(),
            },
        );
    }
    show(
        "release",
        &ReleasePage {
            shell: keeper(),
            keys: keys(),
            thing: Thing::Card,
            people: vec![Choice::new("4", "มาลี บุญส่ง (คำสั่ง 12/2569)")],
            dispenser: "4".into(),
            back_by: "คืนก่อน 15:30 น. วันนี้".into(),
            checks: vec![Check::new(
                Tone::Ok,
                "ผู้เก็บรักษากับผู้จ่ายเป็นคนละคน",
                "ข้อ ๗.๒ (๒)",
            )],
            notes: Vec::new(),
            rows: things(),
        },
    );
    show(
        "confirm",
        &ConfirmPage {
            shell: malee("/hand-over"),
            keys: keys(),
            thing: Thing::Card,
            path: "/releases/17".into(),
            title: "ยืนยันการรับมอบ".into(),
            act: ("confirm".into(), "รับมอบ 3 ใบ".into()),
            sentence: "สมชาย ใจมั่น มอบบัตรให้ท่าน 3 ใบ นับแล้วครบและรับไว้ในความรับผิดชอบ".into(),
            facts: vec![
                ("มอบโดย".into(), "สมชาย ใจมั่น 09:02 น.".into()),
                ("คืนก่อน".into(), "15:30 น. วันนี้".into()),
            ],
            rows: things(),
            notes: vec![note("act", "ท่านไม่ใช่ผู้จ่ายบัตรในวันนี้ (ข้อ ๗.๒ (๒), A7.2.2)")],
        },
    );
    for (name, rows) in [("returns", things()), ("returns-empty", Vec::new())] {
        show(
            name,
            &ReturnPage {
                shell: malee("/hand-over"),
                keys: keys(),
                thing: Thing::Card,
                banners: vec![Banner::new(
                    Tone::Warn,
                    "ถึงเวลาปิดเคาน์เตอร์ ต้องคืนบัตรก่อน 15:30 น.",
                )],
                people: vec![Choice::new("2", "สมชาย ใจมั่น (12/2569)")],
                keeper: "2".into(),
                rows,
                notes: Vec::new(),
            },
        );
    }
}

#[test]
fn take_over_and_notices() {
    let bad = TakeOverRow {
        row: 14,
        member_number: "00999".into(),
        name: "-".into(),
        card: "•••• 1111".into(),
        state: "อยู่กับสมาชิก".into(),
        check: Tag::new(Shape::Overdue, "ต้องแก้"),
        message: "ไม่มีเลขสมาชิกนี้ในทะเบียน".into(),
    };
    let good = TakeOverRow {
        row: 2,
        member_number: "00412".into(),
        name: "นางสมใจ รักษาดี".into(),
        card: "•••• 4417".into(),
        check: Tag::new(Shape::Done, "ใช้ได้"),
        message: String::new(),
        ..bad.clone()
    };
    let mut page = TakeOverPage {
        shell: keeper(),
        keys: keys(),
        notes: Vec::new(),
        file: "ทะเบียนคุมบัตร 2563-2569.xlsx".into(),
        checked: "abc".into(),
        good: 388,
        bad: 1,
        rows: vec![bad, good],
        columns: vec![
            ("member_number".into(), "เลขทะเบียนสมาชิก".into()),
            ("expires_on".into(), "วันหมดอายุ".into()),
        ],
    };
    show("take-over", &page);
    page.file.clear();
    show("take-over-file", &page);
    let letter = |id: i64, number: &str, member: &str, name: &str, card: &str| NoticeRow {
        id,
        number: number.into(),
        member_number: member.into(),
        name: name.into(),
        card: card.into(),
        received_on: "20/11/2569".into(),
        late: String::new(),
    };
    show(
        "notices",
        &NoticesPage {
            shell: shell("สมชาย ใจมั่น", "ผู้เก็บรักษาบัตร (คำสั่ง 12/2569)", "/notices"),
            keys: keys(),
            round: 1,
            first_number: "102".into(),
            last_number: "103/2569".into(),
            date: "23/11/2569".into(),
            date_echo: "จันทร์ 23 พฤศจิกายน 2569".into(),
            last_day: "23 ธ.ค. 2569".into(),
            banners: Vec::new(),
            signer: "สมศรี วงศ์คำ รักษาการผู้จัดการ".into(),
            rows: vec![
                letter(5, "102/2569", "00733", "นางดวงใจ ปัญญาดี", "•••• 1182"),
                letter(6, "103/2569", "00790", "น.ส.กัลยา พูลสวัสดิ์", "•••• 0346"),
            ],
            notes: Vec::new(),
            back: "/cards".into(),
            read: "2026-11-23".into(),
            empty: (String::new(), String::new()),
        },
    );
}
