use super::super::parts::*;
use super::cards::list;
use super::frame::shell;
use super::people::{keys, note};
use super::show;
use crate::members::views::*;

fn member_cards() -> Vec<MemberCard> {
    vec![
        MemberCard {
            href: "/cards/2".into(),
            number: "•••• 9020".into(),
            expires: "09/2573".into(),
            holder: "เคาน์เตอร์ มาลี".into(),
            since: "21/10/2569".into(),
            tag: Tag::new(Shape::Ready, "พร้อมจ่าย"),
        },
        MemberCard {
            href: "/cards/1".into(),
            number: "•••• 3311".into(),
            expires: "06/2571".into(),
            holder: "-".into(),
            since: "02/09/2569".into(),
            tag: Tag::new(Shape::Blocked, "อายัด หาย"),
        },
    ]
}

fn member_timeline() -> Timeline {
    let moment = |state, day: &str, fact: &str| Moment {
        state,
        day: day.into(),
        fact: fact.into(),
        href: None,
    };
    Timeline {
        moments: vec![
            moment(
                MomentState::Done,
                "2 ก.ย.",
                "แจ้งบัตรหาย ธนาคารอายัด อ้างอิง 7741",
            ),
            moment(MomentState::Done, "18 ก.ย.", "คำขอ AP2569/000031"),
            moment(MomentState::Done, "21 ต.ค.", "รับบัตรเข้าตู้เก็บ"),
            moment(MomentState::Ahead, "23 พ.ย.", "ครบ 30 วัน"),
        ],
        down: true,
    }
}

fn member() -> MemberPage {
    MemberPage {
        shell: shell("มาลี บุญส่ง", "ผู้จ่ายบัตร (คำสั่ง 12/2569)", "/members"),
        number: "00519".into(),
        name: "นายประสิทธิ์ คงมั่น".into(),
        tag: Tag::new(Shape::Done, "สมาชิก"),
        banners: vec![
            Banner::new(Tone::Warn, "หนังสือแจ้งครั้งที่ 1 ที่ 88/69 ครบกำหนดวันนี้")
                .link("จ่ายบัตร", "/hand-over/17"),
        ],
        facts: vec![
            ("เลขประจำตัวประชาชน".into(), "ลงท้าย 719".into()),
            ("สังกัด".into(), "เมือง".into()),
            ("โทรศัพท์".into(), "08x xxx 0221".into()),
            ("เป็นสมาชิกตั้งแต่".into(), "1 พ.ค. 2558".into()),
        ],
        cards: member_cards(),
        timeline: member_timeline(),
        acts: vec![
            Link::new("จ่ายบัตร", "/hand-over/17"),
            Link::new("รับคำขอ", "/applications/new?member=519"),
            Link::new("แก้ไข", "/members/519/change"),
        ],
    }
}

fn form() -> MemberForm {
    MemberForm {
        shell: shell("มาลี บุญส่ง", "เจ้าหน้าที่", "/members"),
        keys: keys(),
        action: "/members".into(),
        number: "00413".into(),
        notes: vec![note("number", "เลขสมาชิกนี้มีแล้ว")],
        ..MemberForm::default()
    }
}

fn import_rows() -> Vec<ImportRow> {
    let row = |row, number: &str, name: &str, tag, message: &str| ImportRow {
        row,
        number: number.into(),
        name: name.into(),
        tag,
        message: message.into(),
    };
    vec![
        row(
            14,
            "00519",
            "นายประสิทธิ์ คงมั่น",
            Tag::new(Shape::Overdue, "ต้องแก้"),
            "เลขสมาชิกซ้ำกับแถว 9",
        ),
        row(
            27,
            "0x12",
            "นางบุญมา",
            Tag::new(Shape::Overdue, "ต้องแก้"),
            "member_number: ต้องเป็นตัวเลข",
        ),
        row(
            3,
            "00913",
            "นายเจริญ สุขใจ",
            Tag::new(Shape::Ready, "เพิ่มใหม่"),
            "",
        ),
    ]
}

fn import() -> MemberImport {
    MemberImport {
        shell: shell("มาลี บุญส่ง", "เจ้าหน้าที่", "/members"),
        keys: keys(),
        encodings: vec![
            Choice::new("utf-8", "UTF-8"),
            Choice::new("windows-874", "windows-874 (Excel รุ่นเก่า)"),
        ],
        encoding: "utf-8".into(),
        columns: vec![
            ("member_number".into(), "เลขทะเบียนสมาชิก".into()),
            ("name".into(), "ชื่อ นามสกุล".into()),
        ],
        file: "สมาชิก พ.ย. 2569.csv".into(),
        left_out: Vec::new(),
        checked: "abc".into(),
        packed: String::new(),
        fresh: 12,
        changed: 3,
        same: 397,
        bad: 2,
        rows: import_rows(),
        notes: Vec::new(),
    }
}

fn members() -> MembersPage {
    let row = |number: &str, name: &str, card: &str, tag| MemberRow {
        href: format!("/members/{number}"),
        number: number.into(),
        name: name.into(),
        division: "เมือง".into(),
        card: card.into(),
        joined: "01/05/2558".into(),
        tag,
    };
    MembersPage {
        shell: shell("มาลี บุญส่ง", "ผู้จ่ายบัตร (คำสั่ง 12/2569)", "/members"),
        list: List {
            query: Some(String::new()),
            sorted: "number".into(),
            ..list(412, 412)
        },
        rows: vec![
            row(
                "00412",
                "นางสมใจ รักษาดี",
                "•••• 4417",
                Tag::new(Shape::DueSoon, "รอรับบัตร"),
            ),
            row(
                "00519",
                "นายประสิทธิ์ คงมั่น",
                "•••• 9020",
                Tag::new(Shape::Done, "ใช้บัตรอยู่"),
            ),
            row(
                "00901",
                "นายอนันต์ ทองดี",
                "",
                Tag::new(Shape::Ready, "ยื่นคำขอแล้ว"),
            ),
        ],
        may_add: true,
    }
}

#[test]
fn members_found_not_found_and_one() {
    let mut page = members();
    show("members", &page);
    page.rows.clear();
    page.list = List {
        query: Some("สมปอง".into()),
        pages: 1,
        ..list(0, 412)
    };
    show("members-none", &page);
    show("member", &member());
    show("member-form", &form());
    let mut page = import();
    show("member-import", &page);
    page.file.clear();
    page.notes = vec![note("file", "ไฟล์นี้ไม่ใช่ UTF-8 ดูเหมือนเป็น windows-874")];
    show("member-import-file", &page);
}
