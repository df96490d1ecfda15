//! A believable frame around the pages of the gallery.

use super::super::icons::Icon;
use super::super::shell::{MenuEntry, Shell, Signed, StripFact};
use crate::kernel::Lang;

fn entry(icon: Icon, label: &str, href: &str, count: u32) -> MenuEntry {
    MenuEntry {
        icon,
        label: label.into(),
        href: href.into(),
        count,
        here: false,
        rule_above: false,
    }
}

fn menu(here: &str) -> Vec<MenuEntry> {
    let mut menu = vec![
        entry(Icon::Today, "วันนี้", "/", 6),
        entry(Icon::Card, "ทะเบียนคุมบัตรเงินสด", "/cards", 0),
        entry(Icon::Mail, "หนังสือแจ้งสมาชิก", "/notices", 5),
        entry(Icon::HandOver, "จ่ายบัตร / จ่ายรหัสผ่าน", "/hand-over", 0),
        entry(Icon::Form, "คำขอมีบัตรเงินสด", "/applications", 3),
        entry(Icon::Person, "สมาชิก", "/members", 0),
        entry(Icon::Book, "สมุดรายวันทั่วไป", "/journal", 0),
        entry(Icon::Scale, "งบทดลอง", "/trial-balance", 0),
        entry(Icon::Gear, "ผู้ใช้และคำสั่งมอบหมาย", "/duties", 0),
    ];
    for one in &mut menu {
        one.here = one.href == here;
        one.rule_above = one.href == "/duties";
    }
    menu
}

/// Sample frame for a person; `here` is the path of the menu entry that is lit
pub fn shell(name: &str, duty: &str, here: &str) -> Shell {
    let fact = |icon, text: &str, strong: &str, rest: &str| StripFact {
        icon,
        text: text.into(),
        strong: strong.into(),
        rest: rest.into(),
    };
    Shell {
        lang: Lang::Th,
        cooperative: "ตัวอย่างเพชรบูรณ์ จำกัด".into(),
        day: "จ. 23 พ.ย. 2569".into(),
        time: "10:42".into(),
        here: "%2F".into(),
        person: Some(Signed {
            id: 1,
            name: name.into(),
            role: duty.into(),
            demonstration: true,
        }),
        strip: vec![
            fact(
                Icon::Clock,
                "เคาน์เตอร์เปิด",
                "08:30–15:30 น.",
                "เหลือ 4 ชม. 48 นาที",
            ),
            fact(Icon::Person, duty, "", ""),
        ],
        menu: menu(here),
        today: "2026-11-21".into(),
        version: "0.1.0".into(),
        server_time: "23/11/2569 10:42".into(),
        form_token: "sample".into(),
        ..Shell::default()
    }
}

/// The frame of pages without a person
pub fn plain() -> Shell {
    Shell {
        person: None,
        menu: Vec::new(),
        strip: Vec::new(),
        ..shell("", "", "")
    }
}
