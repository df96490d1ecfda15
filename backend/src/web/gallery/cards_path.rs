use super::super::parts::*;
use super::cards::{keeper, keys, malee};
use super::frame::shell;
use super::people::note;
use super::show;
use crate::cards::views::*;

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

fn deliveries() -> DeliveryList {
    DeliveryList {
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
    }
}

fn release() -> ReleasePage {
    ReleasePage {
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
    }
}

fn confirm() -> ConfirmPage {
    ConfirmPage {
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
    }
}

fn receiving(kind: Thing) -> ReceivePage {
    ReceivePage {
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
    }
}

fn giving_back(rows: Vec<ExpectedRow>) -> ReturnPage {
    ReturnPage {
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
    }
}

#[test]
fn deliveries_receipt_release_confirm_return() {
    show("deliveries", &deliveries());
    for (name, kind) in [("receive", Thing::Card), ("receive-pins", Thing::Envelope)] {
        show(name, &receiving(kind));
    }
    show("release", &release());
    show("confirm", &confirm());
    for (name, rows) in [("returns", things()), ("returns-empty", Vec::new())] {
        show(name, &giving_back(rows));
    }
}

fn notices() -> NoticesPage {
    let letter = |id: i64, number: &str, member: &str, name: &str, card: &str| NoticeRow {
        id,
        number: number.into(),
        member_number: member.into(),
        name: name.into(),
        card: card.into(),
        received_on: "20/11/2569".into(),
        late: String::new(),
    };
    NoticesPage {
        shell: shell("สมชาย ใจมั่น", "ผู้เก็บรักษาบัตร (คำสั่ง 12/2569)", "/notices"),
        keys: keys(),
        round: 1,
        first_number: "102".into(),
        last_number: "103/2569".into(),
        date: "23/11/2569".into(),
        late_reason: None,
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
    }
}

fn take_over_columns() -> Vec<(String, String)> {
    vec![
        ("member_number".into(), "เลขทะเบียนสมาชิก".into()),
        ("expires_on".into(), "วันหมดอายุ".into()),
    ]
}

fn take_over_rows() -> Vec<TakeOverRow> {
    let bad = TakeOverRow {
        row: 14,
        member_number: "00999".into(),
        name: "-".into(),
        card: "•••• 1111".into(),
        expires: String::new(),
        state: "อยู่กับสมาชิก".into(),
        check: Tag::new(Shape::Overdue, "ต้องแก้"),
        message: "ไม่มีเลขสมาชิกนี้ในทะเบียน".into(),
    };
    let good = TakeOverRow {
        row: 2,
        member_number: "00412".into(),
        name: "นางสมใจ รักษาดี".into(),
        card: "•••• 4417".into(),
        expires: "30/09/2573".into(),
        check: Tag::new(Shape::Done, "ใช้ได้"),
        message: String::new(),
        ..bad.clone()
    };
    vec![bad, good]
}

fn take_over() -> TakeOverPage {
    TakeOverPage {
        shell: keeper(),
        keys: keys(),
        notes: Vec::new(),
        file: "ทะเบียนคุมบัตร 2563-2569.xlsx".into(),
        checked: "abc".into(),
        left_out: Vec::new(),
        encodings: Vec::new(),
        today: "23/11/2569".into(),
        first_day: Some("1 ต.ค. 2569".into()),
        ended: None,
        names_first_day: false,
        ends: true,
        has_cards: true,
        open_exceptions: 3,
        good: 388,
        excepted: 12,
        bad: 1,
        rows: take_over_rows(),
        columns: take_over_columns(),
    }
}

#[test]
fn take_over_and_notices() {
    let mut page = take_over();
    show("take-over", &page);
    page.file.clear();
    show("take-over-file", &page);
    show("notices", &notices());
}
