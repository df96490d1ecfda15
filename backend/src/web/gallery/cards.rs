use super::super::icons::Icon;
use super::super::parts::{
    Banner, Batch, BatchAct, Check, Chip, ChipMenu, Choice, FieldNote, FormKeys, Link, List,
    Moment, MomentState, Shape, Tag, Timeline, Tone,
};
use super::super::shell::Shell;
use super::frame::{plain, shell};
use super::show;
use crate::cards::views::*;
use crate::kernel::Lang;

fn keys() -> FormKeys {
    FormKeys {
        token: "sample".into(),
        key: "f3a9".into(),
        version: Some(4),
    }
}

fn keeper() -> Shell {
    shell("สมชาย ใจมั่น", "ผู้เก็บรักษาบัตร (คำสั่ง 12/2569)", "/cards")
}

fn malee(here: &str) -> Shell {
    shell("มาลี บุญส่ง", "ผู้จ่ายบัตร (คำสั่ง 12/2569)", here)
}

fn place(pieces: u32, name: &str, fact: &str, here: bool) -> Place {
    Place {
        pieces,
        name: name.into(),
        fact: fact.into(),
        href: "/cards?place=x".into(),
        here,
    }
}

pub fn list(found: u64, total: u64) -> List {
    List {
        path: "/cards".into(),
        found,
        total,
        csv: "/cards.csv".into(),
        xlsx: "/cards.xlsx".into(),
        sorted: "act_by".into(),
        sort_href: "/cards?sort=".into(),
        page: 1,
        pages: 9,
        next: Some("/cards?page=2".into()),
        ..List::default()
    }
}

fn moment(state: MomentState, day: &str, fact: &str) -> Moment {
    Moment {
        state,
        day: day.into(),
        fact: fact.into(),
    }
}

fn timeline(down: bool) -> Timeline {
    Timeline {
        moments: vec![
            moment(MomentState::Done, "14 ก.ย.", "ชุดธนาคาร 7/69"),
            moment(MomentState::Done, "18 ก.ย.", "สมชายรับ 2 ลายมือชื่อ"),
            moment(MomentState::Done, "21 ก.ย.", "หนังสือครั้งที่ 1 ที่ 71/69"),
            moment(MomentState::Done, "21 ต.ค.", "ครบ 30 วัน"),
            moment(MomentState::Missing, "22 ต.ค.", "ครั้งที่ 2 ยังไม่ออก"),
        ],
        down,
    }
}

#[expect(clippy::too_many_arguments, reason = "one sample row a line")]
fn row(
    id: i64,
    member: &str,
    name: &str,
    card: &str,
    kept: &str,
    tag: Tag,
    act_by: &str,
    left: &str,
    class: &'static str,
    can: &str,
) -> BoardRow {
    BoardRow {
        id,
        can: can.into(),
        ticked: id < 3,
        current: id == 1,
        href: format!("/cards?row={id}"),
        member_number: member.into(),
        name: name.into(),
        number: card.into(),
        expires: "09/2573".into(),
        kept_for: kept.into(),
        tag,
        act_by: act_by.into(),
        left: left.into(),
        left_class: class,
        holder: "สมชาย".into(),
    }
}

fn board() -> BoardPage {
    BoardPage {
        shell: keeper(),
        pins: false,
        card_lane: vec![
            place(11, "ธนาคาร", "ชุด 8/69", false),
            place(32, "ตู้เก็บ", "สมชาย · เก่าสุด 64 วัน", true),
            place(4, "เคาน์เตอร์", "มาลี · คืนก่อน 15:30", false),
            place(340, "สมาชิก", "ใช้งานอยู่", false),
            place(25, "หมดอายุ / ยกเลิก", "ต้องทำลาย 6", false),
        ],
        pin_lane: vec![
            place(12, "ธนาคาร", "ชุด 8/69", false),
            place(35, "ตู้นิรภัย", "อำนวย ประธาน", false),
            place(1, "โต๊ะจ่าย", "วิชัย", false),
            place(339, "สมาชิก", "รับแล้ว", false),
            place(25, "รอทำลาย", "ต้องทำลาย 6", false),
        ],
        banners: vec![
            Banner::new(Tone::Warn, "บัตร 1 ใบไม่มีซองรหัสผ่าน และซอง 1 ซองไม่มีบัตร")
                .link("ดูสองรายการ", "/cards?pair=broken"),
        ],
        list: List {
            chips: vec![
                Chip {
                    text: "อยู่ที่ ตู้เก็บ".into(),
                    without: "/cards".into(),
                },
                Chip {
                    text: "ต้องทำใน 14 วัน".into(),
                    without: "/cards".into(),
                },
            ],
            menus: vec![ChipMenu {
                text: "ขั้นตอน ทั้งหมด".into(),
                values: vec![Link::new("ยังไม่แจ้ง", "/cards?step=none")],
            }],
            clear: Some("/cards".into()),
            pages: 1,
            ..list(6, 412)
        },
        rows: vec![
            row(
                1,
                "00412",
                "นางสมใจ รักษาดี",
                "•••• 4417",
                "64 วัน",
                Tag::new(Shape::Overdue, "ครั้งที่ 2 ยังไม่ออก"),
                "21/10/2569",
                "เลย 33 วัน",
                "danger-ink",
                "letter_2 release",
            ),
            row(
                2,
                "00519",
                "นายประสิทธิ์ คงมั่น",
                "•••• 9020",
                "33 วัน",
                Tag::new(Shape::DueSoon, "ครั้งที่ 1 ครบวันนี้"),
                "23/11/2569",
                "วันนี้",
                "warn-ink",
                "release",
            ),
            row(
                3,
                "00688",
                "นายบุญมี แสงทอง",
                "•••• 5526",
                "18 วัน",
                Tag::new(Shape::Letter, "ครั้งที่ 1 นับอยู่"),
                "04/12/2569",
                "อีก 11 วัน",
                "soft",
                "release",
            ),
            row(
                4,
                "00702",
                "นายสุรชัย อินทร์แก้ว",
                "•••• 2208",
                "17 วัน",
                Tag::new(Shape::Letter, "ครั้งที่ 1 นับอยู่"),
                "04/12/2569",
                "อีก 11 วัน",
                "soft",
                "release",
            ),
            row(
                5,
                "00733",
                "นางดวงใจ ปัญญาดี",
                "•••• 1182",
                "3 วัน",
                Tag::new(Shape::NotStarted, "ยังไม่แจ้ง"),
                "24/11/2569",
                "พรุ่งนี้",
                "soft",
                "letter_1 release",
            ),
            row(
                6,
                "00790",
                "น.ส.กัลยา พูลสวัสดิ์",
                "•••• 0346",
                "3 วัน",
                Tag::new(Shape::NotStarted, "ยังไม่แจ้ง"),
                "24/11/2569",
                "พรุ่งนี้",
                "soft",
                "letter_1 release",
            ),
        ],
        batch: Some(Batch {
            lang: Lang::Th,
            unit: "ใบ".into(),
            ticked: 2,
            acts: vec![
                BatchAct {
                    name: "letter_1".into(),
                    text: "ทำหนังสือครั้งที่ 1".into(),
                    icon: Some(Icon::Mail),
                    main: true,
                    count: 0,
                },
                BatchAct {
                    name: "release".into(),
                    text: "ส่งให้เคาน์เตอร์".into(),
                    icon: None,
                    main: false,
                    count: 2,
                },
            ],
        }),
        keys: keys(),
        chosen: Some("บัตร •••• 4417 นางสมใจ รักษาดี".into()),
        timeline: timeline(false),
        chosen_acts: vec![Link::new("แถวทะเบียน PDF", "/cards/1/line.pdf")],
        receive_href: "/deliveries".into(),
        release_href: "/releases/new".into(),
    }
}

#[test]
fn custody_board_full_and_empty_and_one_card() {
    show("board", &board());
    let mut empty = board();
    empty.rows.clear();
    empty.pins = true;
    empty.chosen = None;
    show("board-empty", &empty);
    show(
        "card",
        &CardPage {
            shell: keeper(),
            title: "บัตร •••• 4417".into(),
            tag: Tag::new(Shape::Overdue, "ครั้งที่ 2 ยังไม่ออก"),
            banners: vec![Banner::new(
                Tone::Info,
                "กำลังส่งให้เคาน์เตอร์ รอ มาลี บุญส่ง ยืนยันรับ",
            )],
            facts: vec![
                ("สมาชิก".into(), "00412 นางสมใจ รักษาดี".into()),
                ("หมดอายุ".into(), "30/09/2573".into()),
                ("ผู้ถือ".into(), "สมชาย ใจมั่น".into()),
                ("เก็บทะเบียนถึง".into(), "30 ก.ย. 2578 (ข้อ ๗.๓)".into()),
            ],
            timeline: timeline(true),
            acts: vec![Link::new("ส่งให้เคาน์เตอร์", "/releases/new?card=1")],
        },
    );
}

fn hand_over(step: HandOverStep, thing: Thing) -> HandOverPage {
    let ok = |text: &str, why: &str| Check::new(Tone::Ok, text, why);
    HandOverPage {
        shell: malee("/hand-over"),
        keys: keys(),
        thing,
        step,
        path: "/hand-over/17".into(),
        member: "00519 นายประสิทธิ์ คงมั่น".into(),
        tag: match step {
            HandOverStep::Found => Tag::new(Shape::Ready, "พร้อมจ่าย"),
            HandOverStep::Waiting => Tag::new(Shape::Current, "รอลงชื่อ"),
            HandOverStep::Signed => Tag::new(Shape::Current, "ลงชื่อแล้ว รอตรวจรับ"),
        },
        number: if thing == Thing::Card { "•••• 9020".into() } else { "E-0193".into() },
        expires: "หมดอายุ 09/2573".into(),
        id_ends: "7719".into(),
        id_seen: step != HandOverStep::Found,
        letter: "ครั้งที่ 1 ที่ 88/69 ลงวันที่ 22 ต.ค. 2569".into(),
        letter_due: "ครบกำหนดวันนี้".into(),
        other: "E-0193 เจ้าหน้าที่อีกคนเป็นผู้จ่าย".into(),
        checks: vec![
            ok("ผู้จ่ายบัตร: มาลี บุญส่ง", "คำสั่ง 12/2569"),
            ok("มาลีไม่ใช่ผู้จ่ายรหัสผ่านของบัตรนี้", "ข้อ ๗.๒ วรรคท้าย"),
            ok("อยู่ในเวลาทำการ", "08:30–15:30 น."),
            Check::new(Tone::Info, "ค่าธรรมเนียม 0.00 บาท บัตรแรก สหกรณ์เป็นผู้จ่าย", "ข้อ ๕ วรรคสอง **๒"),
        ],
        tablet: (step != HandOverStep::Found).then(|| "โต๊ะ 1".into()),
        desk_code: "4 827 16".into(),
        tablet_address: "192.168.1.10:8080/pad".into(),
        signature: (step == HandOverStep::Signed).then(|| Signature {
            paths: vec![
                "M58 91C66 50 80 30 84 40S70 96 78 94 100 50 108 56 96 92 108 88 128 58 132 62 128 88 138 86 152 60 156 64 154 86 162 84 178 34 182 30 178 80 184 84 200 66 206 70 204 84 214 80 236 64 240 68 238 84 250 80 300 56 318 54".into(),
                "M80 110C140 98 220 98 290 104".into(),
            ],
            at: "10:41:58".into(),
        }),
        application_href: "/applications/31".into(),
        notes: Vec::new(),
    }
}

#[test]
fn hand_over_in_each_step_and_refused() {
    show("hand-over", &hand_over(HandOverStep::Signed, Thing::Card));
    show(
        "hand-over-found",
        &hand_over(HandOverStep::Found, Thing::Card),
    );
    show(
        "hand-over-wait",
        &hand_over(HandOverStep::Waiting, Thing::Card),
    );
    let mut pin = hand_over(HandOverStep::Found, Thing::Envelope);
    pin.other = "มาลี บุญส่ง จ่ายบัตร •••• 9020 เมื่อ 10:14 น.".into();
    pin.checks = vec![Check::new(
        Tone::Danger,
        "มาลี บุญส่ง จ่ายบัตรใบนี้แล้ว จ่ายรหัสผ่านไม่ได้",
        "ข้อ ๗.๒ วรรคท้าย",
    )];
    show("hand-over-pin", &pin);
    show(
        "desk",
        &DeskPage {
            shell: malee("/hand-over"),
            thing: Thing::Card,
            banners: Vec::new(),
            waiting: vec![
                (
                    Link::new("00519 นายประสิทธิ์ คงมั่น", "/hand-over/17"),
                    "บัตร •••• 9020".into(),
                    Tag::new(Shape::Ready, "พร้อมจ่าย"),
                ),
                (
                    Link::new("00688 นายบุญมี แสงทอง", "/hand-over/18"),
                    "บัตร •••• 5526".into(),
                    Tag::new(Shape::Ready, "พร้อมจ่าย"),
                ),
            ],
            tablet: None,
            desk_code: "4 827 16".into(),
            tablet_address: "192.168.1.10:8080/pad".into(),
            keys: keys(),
        },
    );
    show(
        "paper",
        &PaperPath {
            shell: malee("/hand-over"),
            keys: keys(),
            thing: Thing::Card,
            path: "/hand-over/17".into(),
            member: "00519 นายประสิทธิ์ คงมั่น".into(),
            number: "•••• 9020".into(),
            kind: "ink".into(),
            people: vec![Choice::new("", "เลือก"), Choice::new("3", "วิชัย แก้วกล้า")],
            witness_one: String::new(),
            witness_two: String::new(),
            notes: Vec::new(),
        },
    );
}

#[test]
fn tablet_in_each_state() {
    let pad = |state| PadPage {
        shell: plain(),
        desk: "โต๊ะ 1".into(),
        state,
        keys: keys(),
        post_to: "/pad/strokes".into(),
        watch: "/pad/state".into(),
    };
    show(
        "pad",
        &pad(PadState::Sign {
            thing: Thing::Card,
            number: "หมายเลขลงท้าย 9020".into(),
            member: "00519 นายประสิทธิ์ คงมั่น".into(),
            day: "23 พฤศจิกายน 2569".into(),
            sentence: "ข้าพเจ้าได้ตรวจชื่อบนบัตรแล้ว ถูกต้อง และได้รับบัตรเงินสดข้างต้นไว้แล้ว".into(),
        }),
    );
    show("pad-idle", &pad(PadState::Idle));
    show("pad-thanks", &pad(PadState::Thanks));
    show(
        "pad-link",
        &pad(PadState::Link(Some("รหัสโต๊ะไม่ถูกต้องหรือใช้ไปแล้ว".into()))),
    );
}

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
        tag: Tag::new(Shape::Ready, "ครบ"),
    };
    show(
        "batch",
        &BatchPage {
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
        },
    );
}

fn thing(id: i64, member: &str, name: &str, number: &str, scanned: bool) -> ExpectedRow {
    ExpectedRow {
        id,
        member_number: member.into(),
        name: name.into(),
        number: number.into(),
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
            keys: keys(),
            notes: Vec::new(),
            may_import: true,
            list: List {
                pages: 1,
                ..list(1, 1)
            },
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
            sentence: "สมชาย ใจมั่น มอบบัตรให้ท่าน 3 ใบ นับแล้วครบและรับไว้ในความรับผิดชอบ".into(),
            facts: vec![
                ("มอบโดย".into(), "สมชาย ใจมั่น 09:02 น.".into()),
                ("คืนก่อน".into(), "15:30 น. วันนี้".into()),
            ],
            rows: things(),
            notes: vec![note("password", "รหัสผ่านเข้าระบบไม่ถูกต้อง")],
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
                keeper: "สมชาย ใจมั่น".into(),
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
        },
    );
}
