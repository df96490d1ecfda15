//! What is prepared for approval, and the page that asks before an act.

use super::super::parts::*;
use super::super::shell::Shell;
use super::people::{keys, note, somsri};
use super::show;
use crate::kernel::Lang;
use crate::ledger::views::*;
use crate::web::ask::AskPage;

fn english(shell: Shell) -> Shell {
    Shell {
        lang: Lang::En,
        ..shell
    }
}

fn draft_rows() -> Vec<DraftsRow> {
    let row = |age: &str, text: &str, kind: &str, by: &str, own, tag| DraftsRow {
        href: "/journal/drafts/7".into(),
        age: age.into(),
        text: text.into(),
        kind: kind.into(),
        date: "20/11/2569".into(),
        amount: "800.00".into(),
        by: by.into(),
        document: "สัญญา 4/2569".into(),
        own,
        tag,
    };
    vec![
        row(
            "2 วัน",
            "ลงซ้ำ",
            "กลับรายการ",
            "มาลี บุญส่ง",
            false,
            Tag::new(Shape::Due, "รออนุมัติ"),
        ),
        row(
            "วันนี้",
            "ค่าเช่าเครื่อง EDC",
            "รายการทั่วไป",
            "วิชัย แก้วกล้า",
            false,
            Tag::new(Shape::Ready, "รออนุมัติ"),
        ),
        row(
            "วันนี้",
            "ค่าไปรษณีย์",
            "รายการทั่วไป",
            "สมศรี วงศ์คำ",
            true,
            Tag::new(Shape::Current, "ท่านจัดทำ"),
        ),
    ]
}

fn drafts() -> DraftsPage {
    DraftsPage {
        shell: somsri("/journal"),
        list: List {
            path: "/journal/drafts".into(),
            menus: vec![ChipMenu {
                text: "สถานะ รออนุมัติ".into(),
                values: vec![Link::new("ส่งกลับแล้ว", "/journal/drafts?state=sent_back")],
            }],
            found: 3,
            total: 3,
            page: 1,
            pages: 1,
            ..List::default()
        },
        rows: draft_rows(),
        empty: Empty::new("ไม่มีรายการรออนุมัติ", "รายการที่เตรียมไว้จะอยู่ที่นี่"),
        may_prepare: true,
    }
}

fn draft() -> DraftPage {
    let line = |code: &str, account: &str, debit: &str, credit: &str| VoucherLine {
        code: code.into(),
        account: account.into(),
        href: "/journal".into(),
        subsidiary: None,
        debit: debit.into(),
        credit: credit.into(),
    };
    DraftPage {
        shell: somsri("/journal"),
        keys: keys(),
        title: "ค่าเช่าเครื่อง EDC".into(),
        tag: Tag::new(Shape::Ready, "รออนุมัติ"),
        banners: Vec::new(),
        facts: vec![
            ("เอกสารประกอบ".into(), "สัญญา 4/2569".into()),
            ("วันที่เกิดธุรกรรม".into(), "23 พ.ย. 2569".into()),
            ("ผู้จัดทำ".into(), "มาลี บุญส่ง".into()),
        ],
        lines: vec![
            line("53020", "ค่าเช่าเครื่อง EDC", "800.00", ""),
            line("22140", "เจ้าหนี้อื่น", "", "800.00"),
        ],
        total: "800.00".into(),
        in_words: "แปดร้อยบาทถ้วน".into(),
        evidence: Vec::new(),
        approve: "/journal/drafts/7/approve".into(),
        send_back: "/journal/drafts/7/send-back".into(),
        blocked: String::new(),
        again: String::new(),
        withdraw: String::new(),
        code: String::new(),
    }
}

#[test]
fn prepared_entries_wait_and_are_decided() {
    show("drafts", &drafts());
    let mut empty = drafts();
    empty.rows.clear();
    empty.list.found = 0;
    empty.list.total = 0;
    empty.shell = english(empty.shell);
    show("drafts-none", &empty);
    show("draft", &draft());
    let own = DraftPage {
        approve: String::new(),
        blocked: "ท่านเป็นผู้จัดทำรายการนี้ ผู้อื่นต้องเป็นผู้อนุมัติ".into(),
        banners: vec![Banner::new(
            Tone::Danger,
            "ผู้จัดทำรายการอนุมัติรายการของตนเองไม่ได้ (C8 แนวปฏิบัติของสหกรณ์)",
        )],
        code: "E-LED-053".into(),
        ..draft()
    };
    show("draft-own", &own);
    let again = DraftPage {
        approve: String::new(),
        send_back: String::new(),
        again: "/journal/new?from=7".into(),
        tag: Tag::new(Shape::Blocked, "Sent back"),
        shell: english(somsri("/journal")),
        ..draft()
    };
    show("draft-back-en", &again);
}

fn entry_form() -> EntryForm {
    let line = |number, account: &str, name: &str, debit: &str, credit: &str| EntryLine {
        number,
        account: account.into(),
        account_name: name.into(),
        subsidiary: String::new(),
        debit: debit.into(),
        credit: credit.into(),
    };
    EntryForm {
        shell: somsri("/journal"),
        keys: keys(),
        banners: vec![Banner::new(
            Tone::Danger,
            "เดบิต 800.00 กับเครดิต 700.00 ไม่เท่ากัน (A14.1 ข้อ ๑๔)",
        )],
        notes: vec![
            note("lines", "เดบิต 800.00 กับเครดิต 700.00 ไม่เท่ากัน"),
            note("account_2", "บรรทัดที่ 2: ไม่มีบัญชี 99999 ในผังบัญชี"),
        ],
        code: "E-LED-030".into(),
        from: String::new(),
        date: "23/11/2569".into(),
        date_echo: "23 พ.ย. 2569".into(),
        text: "ค่าเช่าเครื่อง EDC".into(),
        document: "สัญญา 4/2569".into(),
        role_reason: String::new(),
        rows: vec![
            line(1, "53020", "ค่าเช่าเครื่อง EDC", "800.00", ""),
            line(2, "99999", "", "", "700.00"),
            line(3, "", "", "", ""),
            line(4, "", "", "", ""),
            line(5, "", "", "", ""),
            line(6, "", "", "", ""),
        ],
        accounts: vec![("53020".into(), "ค่าเช่าเครื่อง EDC".into())],
        debit: "800.00".into(),
        credit: "700.00".into(),
        difference: "100.00".into(),
    }
}

#[test]
fn a_free_entry_is_written_in_lines() {
    let mut form = entry_form();
    show("entry-form-errors", &form);
    form.banners.clear();
    form.notes.clear();
    form.code.clear();
    form.shell = english(form.shell);
    show("entry-form-en", &form);
}

#[test]
fn a_page_asks_before_an_act() {
    let lang = Lang::Th;
    let ask = AskPage {
        shell: somsri("/journal"),
        keys: keys(),
        action: "/journal/123/reverse".into(),
        title: "กลับรายการ".into(),
        crumbs: vec![
            Link::new("สมุดรายวันทั่วไป", "/journal"),
            Link::new("RV2569/000123", "/journal/123"),
        ],
        facts: vec![
            ("ใบสำคัญ".into(), "RV2569/000123".into()),
            ("จำนวน".into(), "100.00".into()),
        ],
        fields: vec![
            Field::date(&lang, "date", "วันที่เกิดธุรกรรม")
                .value("23/11/2569")
                .echo("23 พ.ย. 2569")
                .full()
                .short(),
            Field::text(&lang, "reason", "เหตุผล")
                .notes(&[note("reason", "ต้องมีคำอธิบายรายการ")])
                .full(),
        ],
        notes: vec![note("reason", "ต้องมีคำอธิบายรายการ")],
        code: "E-LED-051".into(),
        back: "/journal/123".into(),
        ..AskPage::default()
    };
    show("ask", &ask);
}
