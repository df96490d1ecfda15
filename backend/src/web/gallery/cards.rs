use super::super::icons::Icon;
use super::super::parts::{
    Banner, Batch, BatchAct, Chip, ChipMenu, FormKeys, Link, List, Moment, MomentState, Shape, Tag,
    Timeline, Tone,
};
use super::super::shell::Shell;
use super::frame::shell;
use super::show;
use crate::cards::views::*;
use crate::kernel::Lang;

pub fn keys() -> FormKeys {
    FormKeys {
        token: "sample".into(),
        key: "f3a9".into(),
        version: Some(4),
    }
}

pub fn keeper() -> Shell {
    shell("สมชาย ใจมั่น", "ผู้เก็บรักษาบัตร (คำสั่ง 12/2569)", "/cards")
}

pub fn malee(here: &str) -> Shell {
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
        href: None,
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

fn card_lane() -> Vec<Place> {
    vec![
        place(11, "ธนาคาร", "ชุด 8/69", false),
        place(32, "ตู้เก็บ", "สมชาย · เก่าสุด 64 วัน", true),
        place(4, "เคาน์เตอร์", "มาลี · คืนก่อน 15:30", false),
        place(340, "สมาชิก", "ใช้งานอยู่", false),
        place(25, "หมดอายุ / ยกเลิก", "ต้องทำลาย 6", false),
    ]
}

fn pin_lane() -> Vec<Place> {
    vec![
        place(12, "ธนาคาร", "ชุด 8/69", false),
        place(35, "ตู้นิรภัย", "อำนวย ประธาน", false),
        place(1, "โต๊ะจ่าย", "วิชัย", false),
        place(339, "สมาชิก", "รับแล้ว", false),
        place(25, "รอทำลาย", "ต้องทำลาย 6", false),
    ]
}

fn board_list() -> List {
    List {
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
    }
}

fn board_batch() -> Option<Batch> {
    Some(Batch {
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
    })
}

/// The last day of the first letter has come.
fn late_rows() -> Vec<BoardRow> {
    vec![
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
    ]
}

/// A letter runs.
fn counting_rows() -> Vec<BoardRow> {
    vec![
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
    ]
}

/// Nobody was told yet.
fn unannounced_rows() -> Vec<BoardRow> {
    vec![
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
    ]
}

fn board() -> BoardPage {
    BoardPage {
        shell: keeper(),
        pins: false,
        card_lane: card_lane(),
        pin_lane: pin_lane(),
        banners: vec![
            Banner::new(Tone::Warn, "บัตร 1 ใบไม่มีซองรหัสผ่าน และซอง 1 ซองไม่มีบัตร")
                .link("ดูสองรายการ", "/cards?pair=broken"),
        ],
        list: board_list(),
        rows: [late_rows(), counting_rows(), unannounced_rows()].concat(),
        batch: board_batch(),
        keys: keys(),
        chosen: Some("บัตร •••• 4417 นางสมใจ รักษาดี".into()),
        timeline: timeline(false),
        chosen_acts: vec![Link::new("แถวทะเบียน PDF", "/cards/1/line.pdf")],
        receive_href: "/deliveries".into(),
        release_href: "/releases/new".into(),
        take_over_href: String::new(),
    }
}

fn one_card() -> CardPage {
    CardPage {
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
    show("card", &one_card());
}
