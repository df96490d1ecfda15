use super::super::parts::*;
use super::super::shell::Shell;
use super::cards::list;
use super::frame::{plain, shell};
use super::show;
use crate::identity::views::*;

pub fn keys() -> FormKeys {
    FormKeys {
        token: "sample".into(),
        key: "f3a9".into(),
        version: None,
    }
}

pub fn somsri(here: &str) -> Shell {
    shell("สมศรี วงศ์คำ", "รักษาการผู้จัดการ (คำสั่ง 12/2569)", here)
}

pub fn note(field: &str, message: &str) -> FieldNote {
    FieldNote {
        field: field.into(),
        message: message.into(),
    }
}

fn who() -> WhoPage {
    let row = |id, name: &str, duty: &str, what: &str| WhoRow {
        id,
        name: name.into(),
        duty: duty.into(),
        try_this: what.into(),
    };
    WhoPage {
        shell: plain(),
        keys: keys(),
        next: "/".into(),
        people: vec![
            row(
                1,
                "สมชาย ใจมั่น",
                "ผู้เก็บรักษาบัตร",
                "รับบัตร ทำหนังสือแจ้ง ส่งให้เคาน์เตอร์",
            ),
            row(2, "มาลี บุญส่ง", "ผู้จ่ายบัตร", "จ่ายบัตรให้สมาชิก"),
            row(3, "วิชัย แก้วกล้า", "ผู้จ่ายรหัสผ่าน", "จ่ายซองรหัสผ่าน"),
            row(
                4,
                "อำนวย ศรีสุข",
                "ประธานกรรมการ ผู้เก็บรักษารหัสผ่าน",
                "รับซอง ส่งซองให้ผู้จ่าย",
            ),
        ],
    }
}

#[test]
fn ways_in() {
    let mut page = SignInPage {
        shell: plain(),
        keys: keys(),
        next: "/".into(),
        user_name: "malee.b".into(),
        banners: Vec::new(),
        contact: "โทร. 0 5600 0000 ต่อ 12".into(),
    };
    show("sign-in", &page);
    page.banners = vec![Banner::new(
        Tone::Danger,
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง เหลืออีก 3 ครั้ง",
    )];
    show("sign-in-wrong", &page);
    show(
        "password",
        &PasswordPage {
            shell: plain(),
            keys: keys(),
            first: true,
            user_name: "malee.b".into(),
            notes: vec![note("new", "รหัสผ่านใหม่ต้องมีอย่างน้อย 12 ตัว")],
        },
    );
    show(
        "set-up",
        &SetUpPage {
            shell: plain(),
            keys: keys(),
            facts: vec![("สหกรณ์".into(), "ตัวอย่าง จำกัด".into())],
            ..SetUpPage::default()
        },
    );
    show("who", &who());
}

fn people() -> PeoplePage {
    let person = |name: &str, roles: &str, account: &str, tag| PersonRow {
        href: "/people/1".into(),
        name: name.into(),
        roles: roles.into(),
        account: account.into(),
        last_in: "23/11/2569 08:21".into(),
        tag,
    };
    PeoplePage {
        shell: somsri("/duties"),
        list: List {
            pages: 1,
            sorted: "name".into(),
            ..list(3, 3)
        },
        rows: vec![
            person(
                "นายสมชาย ใจมั่น",
                "เจ้าหน้าที่",
                "somchai.j",
                Tag::new(Shape::Done, "ใช้งานอยู่"),
            ),
            person(
                "น.ส.มาลี บุญส่ง",
                "เจ้าหน้าที่",
                "malee.b",
                Tag::new(Shape::Done, "ใช้งานอยู่"),
            ),
            person(
                "นายอำนวย ศรีสุข",
                "ประธานกรรมการ",
                "amnuay.s",
                Tag::new(Shape::NotStarted, "ยังไม่เคยเข้า"),
            ),
        ],
    }
}

fn person_form() -> PersonForm {
    PersonForm {
        shell: somsri("/duties"),
        keys: keys(),
        action: "/people".into(),
        full_name: String::new(),
        staff_no: String::new(),
        roles: vec![
            Choice::new("staff", "เจ้าหน้าที่"),
            Choice::new("board", "กรรมการดำเนินการ"),
        ],
        role: "staff".into(),
        from: "23/11/2569".into(),
        from_echo: "จันทร์ 23 พฤศจิกายน 2569".into(),
        user_name: String::new(),
        notes: Vec::new(),
    }
}

fn orders() -> OrdersPage {
    let order = |person: &str, duty: &str, to: &str, tag| OrderRow {
        number: "12/2569".into(),
        href: "/orders/12".into(),
        dated: "28/09/2569".into(),
        person: person.into(),
        duty: duty.into(),
        from: "01/10/2569".into(),
        to: to.into(),
        tag,
    };
    OrdersPage {
        shell: somsri("/duties"),
        list: List {
            pages: 1,
            sorted: "number".into(),
            downwards: true,
            ..list(2, 2)
        },
        rows: vec![
            order(
                "นายสมชาย ใจมั่น",
                "ผู้เก็บรักษาบัตร",
                "",
                Tag::new(Shape::Done, "มีผลอยู่"),
            ),
            order(
                "น.ส.มาลี บุญส่ง",
                "ผู้จ่ายบัตร",
                "30/11/2569",
                Tag::new(Shape::DueSoon, "ใกล้สิ้นสุด"),
            ),
        ],
    }
}

fn order_form() -> OrderForm {
    OrderForm {
        shell: somsri("/duties"),
        keys: keys(),
        banners: vec![Banner::new(
            Tone::Danger,
            "สมชาย ใจมั่น เป็นผู้เก็บรักษาบัตรอยู่ จึงเก็บรักษารหัสผ่านไม่ได้ (ข้อ ๗.๑ วรรคท้าย)",
        )],
        notes: vec![note("duty", "เลือกหน้าที่อื่น หรือบุคคลอื่น")],
        people: vec![Choice::new("1", "นายสมชาย ใจมั่น")],
        person: "1".into(),
        duties: vec![Choice::new("pin_keeper", "ผู้เก็บรักษารหัสผ่าน")],
        duty: "pin_keeper".into(),
        number: "16/2569".into(),
        dated: "23/11/2569".into(),
        dated_echo: "จันทร์ 23 พฤศจิกายน 2569".into(),
        from: "24/11/2569".into(),
        from_echo: "อังคาร 24 พฤศจิกายน 2569".into(),
        to: String::new(),
        to_echo: String::new(),
    }
}

fn duty_rows() -> Vec<DutyRow> {
    use Mark::{Beside, Has, May, Never};
    let row = |name: &str, marks: &[Mark]| DutyRow {
        name: name.into(),
        href: "/people/1".into(),
        cells: marks
            .iter()
            .map(|mark| DutyCell {
                mark: *mark,
                why: "ข้อ ๗.๑ (๑)".into(),
            })
            .collect(),
    };
    vec![
        row(
            "สมชาย ใจมั่น",
            &[May, Has, Beside, Never, Beside, May, May, May, Never],
        ),
        row(
            "มาลี บุญส่ง",
            &[Has, Beside, Has, Never, Beside, Has, Beside, May, Never],
        ),
        row(
            "วิชัย แก้วกล้า",
            &[May, Beside, Beside, Never, Has, May, May, Has, Never],
        ),
        row(
            "อำนวย ศรีสุข",
            &[Never, Never, Never, Has, Beside, Never, Never, Never, Never],
        ),
    ]
}

fn duty_names() -> Vec<String> {
    [
        "รวบรวมคำขอ",
        "เก็บบัตร",
        "จ่ายบัตร",
        "เก็บรหัส",
        "จ่ายรหัส",
        "ใช้ EDC",
        "ควบคุม EDC",
        "ใช้ CO",
        "ควบคุม CO",
    ]
    .map(String::from)
    .to_vec()
}

fn duties() -> DutiesPage {
    DutiesPage {
        shell: somsri("/duties"),
        as_of: "23/11/2569".into(),
        as_of_echo: "จันทร์ 23 พฤศจิกายน 2569".into(),
        duties: duty_names(),
        rows: duty_rows(),
        ending: vec!["มาลี บุญส่ง ผู้จ่ายบัตร สิ้นสุด 30 พ.ย. 2569".into()],
        uncovered: vec!["ผู้ควบคุม EDC เครื่อง 2 ตั้งแต่ 24 พ.ย. 2569".into()],
        may_assign: true,
    }
}

#[test]
fn people_orders_and_duties() {
    show("people", &people());
    show("person-form", &person_form());
    show("orders", &orders());
    show("order-form", &order_form());
    show("duties", &duties());
}
