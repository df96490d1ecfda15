use super::super::parts::{
    Banner, Chip, ChipMenu, Choice, FieldNote, FormKeys, Link, List, Moment, MomentState, Shape,
    Tag, Timeline, Tone,
};
use super::super::shell::Shell;
use super::cards::list;
use super::frame::{plain, shell};
use super::show;
use crate::bylaws::views::{ParameterRow, RegulationMapPage, RuleRow};
use crate::identity::views::*;
use crate::ledger::views::*;
use crate::members::views::*;

fn keys() -> FormKeys {
    FormKeys {
        token: "sample".into(),
        key: "f3a9".into(),
        version: None,
    }
}

fn somsri(here: &str) -> Shell {
    shell("สมศรี วงศ์คำ", "รักษาการผู้จัดการ (คำสั่ง 12/2569)", here)
}

fn note(field: &str, message: &str) -> FieldNote {
    FieldNote {
        field: field.into(),
        message: message.into(),
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
            fee_payer: "cooperative".into(),
            ..SetUpPage::default()
        },
    );
    let who = |id, name: &str, duty: &str, what: &str| WhoRow {
        id,
        name: name.into(),
        duty: duty.into(),
        try_this: what.into(),
    };
    show(
        "who",
        &WhoPage {
            shell: plain(),
            keys: keys(),
            next: "/".into(),
            people: vec![
                who(
                    1,
                    "สมชาย ใจมั่น",
                    "ผู้เก็บรักษาบัตร",
                    "รับบัตร ทำหนังสือแจ้ง ส่งให้เคาน์เตอร์",
                ),
                who(2, "มาลี บุญส่ง", "ผู้จ่ายบัตร", "จ่ายบัตรให้สมาชิก"),
                who(3, "วิชัย แก้วกล้า", "ผู้จ่ายรหัสผ่าน", "จ่ายซองรหัสผ่าน"),
                who(
                    4,
                    "อำนวย ศรีสุข",
                    "ประธานกรรมการ ผู้เก็บรักษารหัสผ่าน",
                    "รับซอง ส่งซองให้ผู้จ่าย",
                ),
            ],
        },
    );
}

#[test]
fn people_orders_and_duties() {
    let person = |name: &str, roles: &str, account: &str, tag| PersonRow {
        href: "/people/1".into(),
        name: name.into(),
        roles: roles.into(),
        account: account.into(),
        last_in: "23/11/2569 08:21".into(),
        tag,
    };
    show(
        "people",
        &PeoplePage {
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
        },
    );
    show(
        "person-form",
        &PersonForm {
            shell: somsri("/duties"),
            keys: keys(),
            action: "/people".into(),
            full_name: String::new(),
            roles: vec![
                Choice::new("staff", "เจ้าหน้าที่"),
                Choice::new("board", "กรรมการดำเนินการ"),
            ],
            role: "staff".into(),
            from: "23/11/2569".into(),
            from_echo: "จันทร์ 23 พฤศจิกายน 2569".into(),
            user_name: String::new(),
            notes: Vec::new(),
        },
    );
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
    show(
        "orders",
        &OrdersPage {
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
        },
    );
    show(
        "order-form",
        &OrderForm {
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
        },
    );
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
    show(
        "duties",
        &DutiesPage {
            shell: somsri("/duties"),
            as_of: "23/11/2569".into(),
            as_of_echo: "จันทร์ 23 พฤศจิกายน 2569".into(),
            duties: [
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
            .to_vec(),
            rows: vec![
                row(
                    "สมชาย ใจมั่น",
                    &[
                        Mark::May,
                        Mark::Has,
                        Mark::Beside,
                        Mark::Never,
                        Mark::Beside,
                        Mark::May,
                        Mark::May,
                        Mark::May,
                        Mark::Never,
                    ],
                ),
                row(
                    "มาลี บุญส่ง",
                    &[
                        Mark::Has,
                        Mark::Beside,
                        Mark::Has,
                        Mark::Never,
                        Mark::Beside,
                        Mark::Has,
                        Mark::Beside,
                        Mark::May,
                        Mark::Never,
                    ],
                ),
                row(
                    "วิชัย แก้วกล้า",
                    &[
                        Mark::May,
                        Mark::Beside,
                        Mark::Beside,
                        Mark::Never,
                        Mark::Has,
                        Mark::May,
                        Mark::May,
                        Mark::Has,
                        Mark::Never,
                    ],
                ),
                row(
                    "อำนวย ศรีสุข",
                    &[
                        Mark::Never,
                        Mark::Never,
                        Mark::Never,
                        Mark::Has,
                        Mark::Beside,
                        Mark::Never,
                        Mark::Never,
                        Mark::Never,
                        Mark::Never,
                    ],
                ),
            ],
            ending: vec!["มาลี บุญส่ง ผู้จ่ายบัตร สิ้นสุด 30 พ.ย. 2569".into()],
            uncovered: vec!["ผู้ควบคุม EDC เครื่อง 2 ตั้งแต่ 24 พ.ย. 2569".into()],
            may_assign: true,
        },
    );
}

#[test]
fn members_found_not_found_and_one() {
    let row = |number: &str, name: &str, card: &str, tag| MemberRow {
        href: format!("/members/{number}"),
        number: number.into(),
        name: name.into(),
        division: "เมือง".into(),
        card: card.into(),
        joined: "01/05/2558".into(),
        tag,
    };
    let mut page = MembersPage {
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
    };
    show("members", &page);
    page.rows.clear();
    page.list = List {
        query: Some("สมปอง".into()),
        pages: 1,
        ..list(0, 412)
    };
    show("members-none", &page);
    let moment = |state, day: &str, fact: &str| Moment {
        state,
        day: day.into(),
        fact: fact.into(),
    };
    show(
        "member",
        &MemberPage {
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
            cards: vec![
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
            ],
            timeline: Timeline {
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
            },
            acts: vec![
                Link::new("จ่ายบัตร", "/hand-over/17"),
                Link::new("รับคำขอ", "/applications/new?member=519"),
                Link::new("แก้ไข", "/members/519/change"),
            ],
        },
    );
    show(
        "member-form",
        &MemberForm {
            shell: shell("มาลี บุญส่ง", "เจ้าหน้าที่", "/members"),
            keys: keys(),
            action: "/members".into(),
            number: "00413".into(),
            notes: vec![note("number", "เลขสมาชิกนี้มีแล้ว")],
            ..MemberForm::default()
        },
    );
    let import = |row, number: &str, name: &str, tag, message: &str| ImportRow {
        row,
        number: number.into(),
        name: name.into(),
        tag,
        message: message.into(),
    };
    let mut page = MemberImport {
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
        checked: "abc".into(),
        fresh: 12,
        changed: 3,
        same: 397,
        bad: 2,
        rows: vec![
            import(
                14,
                "00519",
                "นายประสิทธิ์ คงมั่น",
                Tag::new(Shape::Overdue, "ต้องแก้"),
                "เลขสมาชิกซ้ำกับแถว 9",
            ),
            import(
                27,
                "0x12",
                "นางบุญมา",
                Tag::new(Shape::Overdue, "ต้องแก้"),
                "member_number: ต้องเป็นตัวเลข",
            ),
            import(
                3,
                "00913",
                "นายเจริญ สุขใจ",
                Tag::new(Shape::Ready, "เพิ่มใหม่"),
                "",
            ),
        ],
        notes: Vec::new(),
    };
    show("member-import", &page);
    page.file.clear();
    page.notes = vec![note("file", "ไฟล์นี้ไม่ใช่ UTF-8 ดูเหมือนเป็น windows-874")];
    show("member-import-file", &page);
}

fn balance(code: &str, name: &str, debit: &str, credit: &str) -> BalanceRow {
    BalanceRow {
        group: debit.is_empty(),
        code: code.into(),
        name: name.into(),
        href: format!("/trial-balance?account={code}#a{code}"),
        debit: debit.into(),
        credit: credit.into(),
        here: code == "11010",
    }
}

#[test]
fn journal_voucher_and_trial_balance() {
    let entry = |voucher: &str, text: &str, amount: &str, tag| EntryRow {
        href: "/journal/123".into(),
        date: "23/11/2569".into(),
        voucher: voucher.into(),
        text: text.into(),
        amount: amount.into(),
        by: "มาลี บุญส่ง".into(),
        tag,
    };
    show(
        "journal",
        &JournalPage {
            shell: somsri("/journal"),
            list: List {
                chips: vec![Chip {
                    text: "1 – 23 พ.ย. 2569".into(),
                    without: "/journal".into(),
                }],
                menus: vec![ChipMenu {
                    text: "บัญชี ทั้งหมด".into(),
                    values: vec![Link::new("11010 เงินสดในมือ", "/journal?account=11010")],
                }],
                sorted: "date".into(),
                downwards: true,
                ..list(120, 1904)
            },
            rows: vec![
                entry(
                    "RV2569/000123",
                    "รับค่าธรรมเนียมออกบัตร 00844",
                    "100.00",
                    Tag::new(Shape::Done, "บันทึกแล้ว"),
                ),
                entry(
                    "JV2569/000881",
                    "ค่าธรรมเนียมออกบัตร ชุด 7/69",
                    "1,200.00",
                    Tag::new(Shape::Current, "ถูกกลับรายการ"),
                ),
            ],
        },
    );
    let line = |code: &str, account: &str, debit: &str, credit: &str| VoucherLine {
        code: code.into(),
        account: account.into(),
        href: "/trial-balance".into(),
        text: String::new(),
        debit: debit.into(),
        credit: credit.into(),
    };
    show(
        "voucher",
        &VoucherPage {
            shell: somsri("/journal"),
            keys: keys(),
            number: "RV2569/000123".into(),
            kind: "ใบสำคัญรับเงิน".into(),
            tag: Tag::new(Shape::Done, "บันทึกแล้ว"),
            banners: Vec::new(),
            facts: vec![
                ("วันที่เกิดธุรกรรม".into(), "23 พ.ย. 2569".into()),
                ("บันทึกเมื่อ".into(), "23 พ.ย. 2569 10:16 น.".into()),
                ("ผู้บันทึก".into(), "มาลี บุญส่ง".into()),
                ("กฎการลงบัญชี".into(), "card_fee_cash".into()),
            ],
            lines: vec![
                line("11010", "เงินสดในมือ", "100.00", ""),
                line("12210", "ลูกหนี้ค่าธรรมเนียมบัตรเงินสด", "", "100.00"),
            ],
            total: "100.00".into(),
            in_words: "หนึ่งร้อยบาทถ้วน".into(),
            evidence: vec![Link::new("คำขอ AP2569/000034", "/applications/34")],
            reverse_href: "/journal/123/reverse".into(),
        },
    );
    let drill = |date: &str, voucher: &str, text: &str, amount: &str, balance: &str| DrillRow {
        date: date.into(),
        voucher: Link::new(voucher, "/journal/1"),
        text: text.into(),
        amount: amount.into(),
        balance: balance.into(),
    };
    show(
        "trial-balance",
        &TrialBalancePage {
            shell: shell("วราภรณ์ ชัยดี", "ผู้สอบบัญชีสหกรณ์ (อ่านอย่างเดียว)", "/trial-balance"),
            list: List {
                menus: vec![ChipMenu {
                    text: "1 – 23 พ.ย. 2569".into(),
                    values: vec![Link::new("ต.ค. 2569", "/trial-balance")],
                }],
                chips: vec![Chip {
                    text: "ซ่อนยอดศูนย์".into(),
                    without: "/trial-balance?zero=yes".into(),
                }],
                ..list(8, 8)
            },
            rows: vec![
                balance("1", "สินทรัพย์", "", ""),
                balance("11010", "เงินสดในมือ", "86,420.00", "-"),
                balance("11110", "ธนาคาร บัญชีธุรกรรมอิเล็กทรอนิกส์", "1,204,310.50", "-"),
                balance("12210", "ลูกหนี้ค่าธรรมเนียมบัตรเงินสด", "1,400.00", "-"),
                balance("2", "หนี้สิน", "", ""),
                balance("22150", "ค่าธรรมเนียมธนาคารค้างจ่าย", "-", "2,200.00"),
                balance("3", "ทุน", "", ""),
                balance("31010", "ทุนเรือนหุ้น", "-", "1,294,130.50"),
                balance("4–5", "รายได้และค่าใช้จ่าย", "", ""),
                balance("53010", "ค่าธรรมเนียมออกบัตรเงินสด", "4,200.00", "-"),
            ],
            debit: "1,296,330.50".into(),
            credit: "1,296,330.50".into(),
            difference: None,
            drill: Some(Drill {
                title: "11010 เงินสดในมือ".into(),
                period: "1 – 23 พ.ย. 2569 · 2 รายการ".into(),
                opening: "86,220.00".into(),
                rows: vec![
                    drill(
                        "20/11",
                        "RV2569/000119",
                        "ค่าบัตร 00733",
                        "100.00",
                        "86,320.00",
                    ),
                    drill(
                        "23/11",
                        "RV2569/000123",
                        "ค่าบัตร 00844",
                        "100.00",
                        "86,420.00",
                    ),
                ],
                closing: "86,420.00".into(),
            }),
        },
    );
}

#[test]
fn regulation_map() {
    let rule = |id: &str,
                citation: &str,
                basis: &str,
                summary: &str,
                parameter: &str,
                enforced: &str,
                tests: &[&str]| RuleRow {
        id: id.into(),
        citation: citation.into(),
        basis: basis.into(),
        summary: summary.into(),
        parameter: parameter.into(),
        enforced: enforced.into(),
        tests: tests.iter().map(|one| (*one).to_owned()).collect(),
        tag: if tests.is_empty() {
            Tag::new(Shape::NotStarted, "ยังไม่มี")
        } else {
            Tag::new(Shape::Done, "ทดสอบแล้ว")
        },
    };
    show(
        "regulation",
        &RegulationMapPage {
            shell: somsri("/duties"),
            version: "ฉบับ พ.ศ. 2563 ใช้ตั้งแต่ 29 ส.ค. 2563".into(),
            banners: Vec::new(),
            list: List {
                pages: 1,
                ..list(49, 49)
            },
            rules: vec![
                rule(
                    "A3",
                    "ข้อ ๓",
                    "ระเบียบ",
                    "บัตรมีเลข 16 หลัก รหัสผ่าน 6 หลัก",
                    "ตรวจเลขบัตร: เปิด",
                    "cards/model.rs",
                    &["a3_seventeen_digits_are_refused"],
                ),
                rule(
                    "A7.2.3X",
                    "ข้อ ๗.๒ วรรคท้าย",
                    "ระเบียบ",
                    "ผู้จ่ายบัตรกับผู้จ่ายรหัสผ่านเป็นคนเดียวกันไม่ได้",
                    "",
                    "cards/rules.rs",
                    &["a7_2_3x_same_person_cannot_dispense_card_and_pin"],
                ),
                rule(
                    "A7.2.5",
                    "ข้อ ๗.๒ (๕)",
                    "ระเบียบ",
                    "ตั้งกรรมการทำลายบัตรภายใน 30 วัน",
                    "30 วัน",
                    "",
                    &[],
                ),
                rule(
                    "C2",
                    "แนวปฏิบัติของสหกรณ์",
                    "แนวปฏิบัติ",
                    "ผู้เก็บรักษามอบให้ผู้จ่าย ทั้งสองฝ่ายยืนยัน",
                    "",
                    "cards/rules.rs",
                    &["c2_release_needs_both"],
                ),
            ],
            parameters: vec![
                ParameterRow {
                    name: "ระยะเวลาแจ้งธนาคาร".into(),
                    value: "45 วัน".into(),
                    citation: "ข้อ ๖, **๓".into(),
                    since: "29/08/2563".into(),
                    next: String::new(),
                },
                ParameterRow {
                    name: "ผู้จ่ายค่าธรรมเนียมบัตรแรก".into(),
                    value: "สหกรณ์".into(),
                    citation: "ข้อ ๕ วรรคสอง, **๒".into(),
                    since: "29/08/2563".into(),
                    next: String::new(),
                },
            ],
        },
    );
}
