use super::super::icons::Icon;
use super::super::pages::{AboutPage, AgeBar, ErrorPage, Holding, Latest, Task, TodayPage};
use super::super::parts::{Link, Shape, Tag, Tile, Tone};
use super::super::shell::Theme;
use super::frame::shell;
use super::show;
use crate::kernel::Lang;

fn tile(icon: Icon, tone: Tone, name: &str, number: &str, unit: &str, fact: &str) -> Tile {
    Tile {
        icon,
        tone,
        name: name.into(),
        number: number.into(),
        unit: unit.into(),
        fact: fact.into(),
        act: "เปิด".into(),
        href: "/cards".into(),
        worst: tone == Tone::Danger,
    }
}

fn holding(place: &str, holder: &str, pieces: u32) -> Holding {
    Holding {
        place: place.into(),
        holder: holder.into(),
        pieces,
    }
}

fn tiles() -> Vec<Tile> {
    vec![
        tile(
            Icon::Mail,
            Tone::Danger,
            "หนังสือแจ้งเกินกำหนด",
            "2",
            "ฉบับ",
            "ช้าสุด 3 วัน",
        ),
        tile(
            Icon::Form,
            Tone::Warn,
            "คำขอรอส่งธนาคาร",
            "5",
            "คำขอ",
            "ต้องส่งภายใน 25 พ.ย.",
        ),
        tile(
            Icon::Card,
            Tone::Warn,
            "บัตรที่ยังไม่มารับ",
            "36",
            "ใบ",
            "ครบ 30 วันวันนี้: 1",
        ),
        tile(
            Icon::HandOver,
            Tone::Info,
            "อยู่ที่เคาน์เตอร์",
            "4",
            "ใบ",
            "คืนก่อน 15:30 น.",
        ),
    ]
}

fn task(text: &str, hint: &str, shape: Shape, word: &str) -> Task {
    Task {
        link: Link::new(text, "/cards"),
        hint: hint.into(),
        tag: Tag::new(shape, word),
    }
}

fn tasks() -> Vec<Task> {
    vec![
        task(
            "ทำหนังสือแจ้งครั้งที่ 1 จำนวน 2 ฉบับ",
            "รับบัตรเข้าวันที่ 20 พ.ย. 2569",
            Shape::Overdue,
            "เกินกำหนด",
        ),
        task(
            "ส่งชุดคำขอบัตร 8/69 ให้ธนาคาร",
            "วันที่ 43 จาก 45 ต้องส่งภายใน 25 พ.ย.",
            Shape::DueSoon,
            "ใกล้ครบกำหนด",
        ),
        task(
            "รับซองรหัสผ่าน 12 ซอง ชุด 7/69",
            "บัตรรับครบแล้ว 12 ใบ",
            Shape::Ready,
            "พร้อมรับ",
        ),
        task(
            "ตรวจซองที่ไม่มีบัตร 1 ซอง",
            "ซอง E-0201 เลขสมาชิก 00733",
            Shape::Due,
            "ไม่ตรง",
        ),
        task(
            "คำขอ 00519 ยังขาดเลขอ้างอิงการอายัด",
            "รับคำขอ 18 พ.ย. 2569",
            Shape::Blocked,
            "ติดขัด",
        ),
        task(
            "ตรวจนับบัตรในตู้เก็บ",
            "ตรวจนับครั้งล่าสุด 31 ต.ค. 2569",
            Shape::NotStarted,
            "ยังไม่เริ่ม",
        ),
    ]
}

fn aging() -> Vec<AgeBar> {
    let bar = |days: &str, cards, percent, late| AgeBar {
        days: days.into(),
        cards,
        percent,
        late,
    };
    vec![
        bar("0–15", 14, 100, false),
        bar("16–30", 11, 79, false),
        bar("31–45", 8, 57, false),
        bar("46–75", 3, 21, false),
        bar("> 75", 0, 0, true),
    ]
}

fn latest() -> Vec<Latest> {
    let latest = |time: &str, text: &str, actor: &str| Latest {
        time: time.into(),
        link: Link::new(text, "/cards/12"),
        actor: actor.into(),
    };
    vec![
        latest(
            "10:15",
            "จ่ายบัตร •••• 9020 ให้ 00519 นายประสิทธิ์ คงมั่น",
            "มาลี บุญส่ง",
        ),
        latest("09:02", "ส่งบัตร 5 ใบให้เคาน์เตอร์", "สมชาย ใจมั่น"),
    ]
}

fn today() -> TodayPage {
    TodayPage {
        shell: shell("สมศรี วงศ์คำ", "รักษาการผู้จัดการ (คำสั่ง 12/2569)", "/"),
        banners: Vec::new(),
        tiles: tiles(),
        tasks: tasks(),
        done: 1,
        cards: vec![
            holding("ตู้เก็บ", "สมชาย ใจมั่น", 32),
            holding("เคาน์เตอร์", "มาลี บุญส่ง", 4),
            holding("ธนาคาร", "ชุด 8/69", 11),
        ],
        envelopes: vec![
            holding("ตู้นิรภัย", "อำนวย ศรีสุข ประธาน", 35),
            holding("โต๊ะจ่าย", "วิชัย แก้วกล้า", 1),
        ],
        mismatches: 2,
        mismatches_href: "/cards?pair=broken".into(),
        aging: aging(),
        latest: latest(),
    }
}

#[test]
fn today_is_shown_in_light_dark_and_when_nothing_is_left() {
    show("today", &today());
    let mut dark = today();
    dark.shell.theme = Theme::Dark;
    show("today-dark", &dark);
    let mut english = today();
    english.shell.lang = Lang::En;
    show("today-en", &english);
    let mut empty = today();
    empty.tasks.clear();
    empty.latest.clear();
    show("today-empty", &empty);
}

#[test]
fn refusal_names_rule_and_article() {
    show(
        "error",
        &ErrorPage {
            shell: shell("มาลี บุญส่ง", "ผู้จ่ายบัตร (คำสั่ง 12/2569)", "/hand-over"),
            title: "จ่ายรหัสผ่านไม่ได้".into(),
            detail: "มาลี บุญส่ง เป็นผู้จ่ายบัตรใบนี้แล้ว ผู้จ่ายรหัสผ่านต้องเป็นคนละคน".into(),
            code: "E-CARD-031".into(),
            rule: Some("A7.2.3X".into()),
            article: Some("ข้อ ๗.๒ วรรคท้าย และหมายเหตุ **๔".into()),
            request_id: None,
            back: "/hand-over".into(),
        },
    );
    for (name, lang) in [("privacy", Lang::Th), ("privacy-en", Lang::En)] {
        let shell = crate::web::shell::Shell {
            lang,
            ..Default::default()
        };
        show(name, &crate::web::pages::PrivacyPage { shell });
    }
    show(
        "about",
        &AboutPage {
            shell: shell("มาลี บุญส่ง", "ผู้จ่ายบัตร (คำสั่ง 12/2569)", "/"),
            facts: vec![
                ("รุ่น".into(), "0.1.0".into()),
                ("สัญญาอนุญาต".into(), "MIT หรือ Apache-2.0".into()),
            ],
        },
    );
}
