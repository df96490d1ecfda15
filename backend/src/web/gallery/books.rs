use super::super::parts::*;
use super::cards::list;
use super::frame::shell;
use super::people::{keys, somsri};
use super::show;
use crate::bylaws::views::{ParameterRow, RegulationMapPage, RuleRow};
use crate::ledger::views::*;

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

fn journal_list() -> List {
    List {
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
    }
}

fn journal() -> JournalPage {
    let entry = |voucher: &str, text: &str, amount: &str, tag| EntryRow {
        href: "/journal/123".into(),
        date: "23/11/2569".into(),
        voucher: voucher.into(),
        text: text.into(),
        amount: amount.into(),
        by: "มาลี บุญส่ง".into(),
        tag,
    };
    JournalPage {
        shell: somsri("/journal"),
        list: journal_list(),
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
        waiting: 2,
        may_prepare: true,
    }
}

fn voucher() -> VoucherPage {
    let line = |code: &str, account: &str, debit: &str, credit: &str| VoucherLine {
        code: code.into(),
        account: account.into(),
        href: "/trial-balance".into(),
        subsidiary: (code == "12210").then(|| Link::new("00519 นางสมศรี ใจดี", "/members/9")),
        debit: debit.into(),
        credit: credit.into(),
    };
    VoucherPage {
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
    }
}

fn cash_drill() -> Option<Drill> {
    let drill = |date: &str, voucher: &str, text: &str, amount: &str, balance: &str| DrillRow {
        date: date.into(),
        voucher: Link::new(voucher, "/journal/1"),
        text: text.into(),
        amount: amount.into(),
        balance: balance.into(),
    };
    Some(Drill {
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
    })
}

fn trial_balance() -> TrialBalancePage {
    TrialBalancePage {
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
        drill: cash_drill(),
    }
}

#[test]
fn journal_voucher_and_trial_balance() {
    show("journal", &journal());
    show("voucher", &voucher());
    show("trial-balance", &trial_balance());
}

fn rule(
    id: &str,
    citation: &str,
    basis: &str,
    summary: &str,
    parameter: &str,
    enforced: &str,
    tests: &[&str],
) -> RuleRow {
    RuleRow {
        id: id.into(),
        citation: citation.into(),
        basis: basis.into(),
        summary: summary.into(),
        parameter: parameter.into(),
        enforced: enforced.into(),
        lacking: String::new(),
        tests: tests.iter().map(|one| (*one).to_owned()).collect(),
        tag: if tests.is_empty() {
            Tag::new(Shape::NotStarted, "ยังไม่มี")
        } else {
            Tag::new(Shape::Done, "ทดสอบแล้ว")
        },
    }
}

fn rules() -> Vec<RuleRow> {
    vec![
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
    ]
}

fn parameters() -> Vec<ParameterRow> {
    vec![
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
    ]
}

fn map() -> RegulationMapPage {
    RegulationMapPage {
        shell: somsri("/duties"),
        version: "ฉบับ พ.ศ. 2563 ใช้ตั้งแต่ 29 ส.ค. 2563".into(),
        banners: Vec::new(),
        list: List {
            pages: 1,
            ..list(49, 49)
        },
        rules: rules(),
        parameters: parameters(),
    }
}

#[test]
fn regulation_map() {
    show("regulation", &map());
}
