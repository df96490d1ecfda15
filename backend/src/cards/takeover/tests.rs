//! Take-over against a database: whole or nothing, never twice, never a whole number in an answer, what breaks a rule kept.
#![expect(clippy::unwrap_used, reason = "tests")]

mod cells;
mod first_day;
mod settling;

use super::columns::Column;
use super::error::TakeOverError;
use super::exception::What;
use super::service::{self, Looked};
use crate::cards::applications::testing::{key, wait};
use crate::cards::custody::model::Lane;
use crate::cards::testing::{Bench, KEEPER, NUMBERS, PIN_KEEPER, actor};
use crate::db::Receipt;
use crate::files::Encoding;
use crate::identity::model::{Actor, Role};
use crate::kernel::{Lang, Problem, Rule};
use crate::web::export::blank;

const HEAD: &str = "เลขทะเบียนสมาชิก,หมายเลขบัตร,วันหมดอายุ,วันที่รับบัตร,ผู้เก็บรักษา,เลขที่หนังสือ,ลงวันที่,วันที่จ่ายบัตร,ผู้จ่าย,เลขที่ซอง,วันที่จ่ายซอง,ผู้จ่ายซอง,ผู้เก็บรักษาซอง\n";

fn file(rows: &[String]) -> Vec<u8> {
    format!("ทะเบียนคุมบัตรเงินสด\n{HEAD}{}", rows.join("\n")).into_bytes()
}

fn handed(member: usize) -> String {
    format!(
        "{member},{},09/30,1/9/2569,สมชาย ใจมั่น,71/2569,2/9/2569,10/9/2569,มาลี บุญส่ง,E-{member},11/9/2569,วิชัย แก้วกล้า,",
        NUMBERS[member - 1]
    )
}

fn in_safe(member: usize) -> String {
    format!(
        "{member},{},09/30,1/9/2569,,,,,,E-{member},,,",
        NUMBERS[member - 1]
    )
}

/// Nobody of whom the registers of these tests tell that he had both halves.
fn manager() -> Actor {
    Actor {
        roles: vec![Role::Manager],
        duties: Vec::new(),
        ..actor(PIN_KEEPER)
    }
}

/// A bench whose manager has named today as the first day of work here.
fn opened() -> Bench {
    let bench = Bench::open();
    let today = bench.office.app.clock.today();
    let by = manager();
    let named = service::name_first_day(&bench.office.app, &by, Some(key()), (today, None));
    wait(named).unwrap();
    bench
}

fn look(bench: &Bench, bytes: &[u8], encoding: Encoding) -> Result<Looked, TakeOverError> {
    let bytes = bytes.to_vec();
    wait(service::look(&bench.office.app, KEEPER, bytes, encoding))
}

fn take(bench: &Bench, bytes: &[u8]) -> Result<Receipt, TakeOverError> {
    let hash = look(bench, bytes, Encoding::Auto)?.hash;
    let file = (bytes.to_vec(), Encoding::Auto);
    let app = &bench.office.app;
    wait(service::take_over(
        app,
        &actor(KEEPER),
        Some(key()),
        file,
        hash,
    ))
}

fn faults(bench: &Bench, row: &str) -> (Problem, String) {
    let events = bench.office.events();
    let refused = take(bench, &file(&[row.to_owned()])).err().unwrap();
    assert_eq!(bench.office.events(), events, "nothing is written: {row}");
    let problem = Problem::from(refused);
    let text = format!("{}{}", problem.to_json(Lang::Th), problem.to_json(Lang::En));
    (problem, text)
}

#[test]
fn registers_are_taken_over_whole_and_a_second_time_adds_nothing() {
    let bench = opened();
    let whole = file(&[handed(1), in_safe(2)]);
    let receipt = take(&bench, &whole).unwrap();
    assert_eq!(receipt.numbers, ["2", "0"]);
    assert_eq!(bench.place(bench.item(Lane::Card, 1)), "with_member");
    assert_eq!(bench.place(bench.item(Lane::Pin, 2)), "safe");
    assert!(bench.verify().ok);
    let events = bench.office.events();
    let Err(TakeOverError::Rows(twins)) = take(&bench, &whole) else {
        panic!("a second import must be refused");
    };
    assert_eq!(twins.iter().map(|f| f.line).collect::<Vec<_>>(), [3, 4]);
    assert!(
        twins
            .iter()
            .all(|f| f.code == "twin" && f.rule == Some(Rule::A3))
    );
    assert_eq!(bench.office.events(), events);
}

#[test]
fn the_empty_register_is_taken_once_it_is_filled_in() {
    for lang in [Lang::Th, Lang::En] {
        let bench = opened();
        let heads: Vec<String> = Column::ALL
            .iter()
            .map(|column| column.head_in(lang).to_owned())
            .collect();
        let row = format!(
            "1,{},09/30,1/9/2569,สมชาย ใจมั่น,71/2569,2/9/2569,10/9/2569,มาลี บุญส่ง,E-1,,11/9/2569,วิชัย แก้วกล้า,,\r\n",
            NUMBERS[0]
        );
        let filled = blank::csv(&heads) + &row;
        assert_eq!(take(&bench, filled.as_bytes()).unwrap().numbers[0], "1");
        assert_eq!(bench.place(bench.item(Lane::Card, 1)), "with_member");
        assert_eq!(bench.place(bench.item(Lane::Pin, 1)), "with_member");
    }
}

#[test]
fn windows_874_is_read_and_a_workbook_too() {
    let bench = opened();
    let text = String::from_utf8(file(&[handed(1)])).unwrap();
    let (bytes, _, _) = encoding_rs::WINDOWS_874.encode(&text);
    assert_eq!(take(&bench, &bytes).unwrap().numbers, ["1", "0"]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = [
        "member_number",
        "card_number",
        "expires_on",
        "handed_over_on",
    ];
    let values = ["2", NUMBERS[1], "30/09/2573", "10/9/2569"];
    for (column, (head, value)) in (0..).zip(cells.iter().zip(values)) {
        sheet.write_string(0, column, *head).unwrap();
        sheet.write_string(1, column, value).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    // The register does not say who handed it over.
    assert_eq!(take(&bench, &bytes).unwrap().numbers, ["1", "1"]);
}

/// Rows that cannot be read, and the field that is named; `NUMBER` is a right card number.
const WRONG: [(&str, &str); 17] = [
    ("99999,NUMBER,09/30,,,,,,,,,,", "lines.3.member_number"),
    ("1,NUMBER7,09/30,,,,,,,,,,", "lines.3.card_number"),
    ("1,6213880000000019,09/30,,,,,,,,,,", "lines.3.card_number"),
    ("1,NUMBER,soon,,,,,,,,,,", "lines.3.expires_on"),
    ("1,NUMBER,09/30,1/9/2570,,,,,,,,,", "lines.3.received_on"),
    // A year that can be read two ways, or is none of a card; an expiry before receipt or hand-over.
    ("1,NUMBER,30/09/30,,,,,,,,,,", "lines.3.expires_on"),
    ("1,NUMBER,09/73,,,,,,,,,,", "lines.3.expires_on"),
    ("1,NUMBER,30/09/2590,,,,,,,,,,", "lines.3.expires_on"),
    ("1,NUMBER,07/26,1/9/2569,,,,,,,,,", "lines.3.expires_on"),
    (
        "1,NUMBER,07/26,,,,,,,E-1,1/9/2569,วิชัย แก้วกล้า,",
        "lines.3.expires_on",
    ),
    // What would mean another day tomorrow.
    ("1,NUMBER,09/30,-130,,,,,,,,,", "lines.3.received_on"),
    ("1,NUMBER,09/30,เมื่อวาน,,,,,,,,,", "lines.3.received_on"),
    (
        "1,NUMBER,09/30,1/9/2569,,71/2569,yesterday,,,,,,",
        "lines.3.letter_dated",
    ),
    // The first day of work here itself.
    ("1,NUMBER,09/30,21/11/2569,,,,,,,,,", "lines.3.received_on"),
    (
        "1,NUMBER,09/30,1/9/2569,,71/2569,,,,,,,",
        "lines.3.letter_dated",
    ),
    (
        "1,NUMBER,09/30,,,,,1/9/2569,,,2/9/2569,,",
        "lines.3.envelope_no",
    ),
    ("1,NUMBER,09/30,,NUMBER,,,,,,,,", "lines.3.keeper"),
];

#[test]
fn every_fault_names_its_line_and_column_and_no_answer_holds_a_whole_number() {
    let bench = opened();
    let number = NUMBERS[0];
    for (row, field) in WRONG {
        let row = row.replace("NUMBER", number);
        let (problem, text) = faults(&bench, &row);
        assert!(
            problem.errors.iter().any(|e| e.field == field),
            "{row}: {text}"
        );
        assert!(
            !text.contains(number) && !text.contains("6213880000000019"),
            "{text}"
        );
    }
}

/// Rows that break a rule, what, and by which rule.
const BROKEN: [(&str, What, Rule); 21] = [
    // In one person's hands: kept, given, kept and given.
    (
        "1,NUMBER,09/30,1/9/2569,สมชาย ใจมั่น,,,,,E-1,,,สมชาย ใจมั่น",
        What::SameKeeper,
        Rule::A7_1_3,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,มาลี บุญส่ง,E-1,3/9/2569,น.ส.มาลี บุญส่ง,",
        What::BothHalves,
        Rule::A7_2_3X,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,สมชาย ใจมั่น,,,2/9/2569,มาลี บุญส่ง,E-1,3/9/2569,สมชาย ใจมั่น,",
        What::BothHalves,
        Rule::A7_2_3X,
    ),
    // The same by a name that nobody here bears.
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,นายเก่า ดีมาก,E-1,3/9/2569,เก่า  ดีมาก,",
        What::BothHalves,
        Rule::A7_2_3X,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,สมชาย ใจมั่น,,,2/9/2569,สมชาย ใจมั่น,E-1,3/9/2569,วิชัย แก้วกล้า,",
        What::KeeperDispensed,
        Rule::A7_2_3X,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,ใครก็ไม่รู้,,,,,,,,",
        What::UnknownName,
        Rule::A7_1_1,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,ใครก็ไม่รู้,E-1,3/9/2569,วิชัย แก้วกล้า,",
        What::UnknownName,
        Rule::A7_2_2,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,มาลี บุญส่ง,E-1,3/9/2569,ใครก็ไม่รู้,",
        What::UnknownName,
        Rule::A7_2_3,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,,E-1,3/9/2569,วิชัย แก้วกล้า,",
        What::NoName,
        Rule::A7_2_2,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,มาลี บุญส่ง,,,,,,,,",
        What::NotKeeper,
        Rule::A7_1_1,
    ),
    // The chairperson keeps no card; staff keep no envelope; the chairperson gives no card.
    (
        "1,NUMBER,09/30,1/9/2569,อำนวย ศรีสุข,,,2/9/2569,มาลี บุญส่ง,,,,",
        What::NotEligible,
        Rule::A7_1_1,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,มาลี บุญส่ง,E-1,3/9/2569,วิชัย แก้วกล้า,สมชาย ใจมั่น",
        What::NotEligible,
        Rule::A7_1_2,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,,,2/9/2569,อำนวย ศรีสุข,,,,",
        What::NotEligible,
        Rule::A7_2_2,
    ),
    // She keeps no envelope in the safe either.
    (
        "1,NUMBER,09/30,1/9/2569,,,,,,E-1,,,มาลี บุญส่ง",
        What::NotEligible,
        Rule::A7_1_2,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,71/2569,3/9/2569,2/9/2569,มาลี บุญส่ง,,,,",
        What::LetterAfterHandOver,
        Rule::A7_2_1,
    ),
    (
        "1,NUMBER,09/30,5/9/2569,,71/2569,1/9/2569,,,,,,",
        What::LetterBeforeReceipt,
        Rule::A7_2_1,
    ),
    (
        "1,NUMBER,09/30,5/9/2569,,,,1/9/2569,มาลี บุญส่ง,,,,",
        What::HandedBeforeReceipt,
        Rule::A7_1_1,
    ),
    ("1,NUMBER,09/30,,,,,,,,,,", What::Undated, Rule::A7_1_1),
    (
        "1,NUMBER,09/30,1/8/2563,,,,2/9/2563,มาลี บุญส่ง,,,,",
        What::BeforeRegulation,
        Rule::R0,
    ),
    // Members joined on 2 January 2563.
    (
        "1,NUMBER,09/30,,,,,1/1/2563,มาลี บุญส่ง,,,,",
        What::NotMember,
        Rule::A4,
    ),
    (
        "1,NUMBER,09/30,1/9/2569,,71/2569,2/9/2569,,,,,,,72/2569,20/9/2569",
        What::SecondLetterEarly,
        Rule::A7_2_4,
    ),
];

#[test]
fn r0_what_breaks_a_rule_is_taken_over_as_an_exception() {
    let head = HEAD.trim_end();
    for (row, what, rule) in BROKEN {
        let bench = opened();
        let row = row.replace("NUMBER", NUMBERS[0]);
        let text = format!("{head},เลขที่หนังสือแจ้งครั้งที่ 2,วันที่หนังสือแจ้งครั้งที่ 2\n{row}\n");
        let looked = look(&bench, text.as_bytes(), Encoding::Auto).unwrap();
        assert_eq!((looked.good.len(), looked.faults.len()), (1, 0), "{row}");
        let found = &looked.good[0].exceptions;
        let has = |one: &super::exception::Found| one.what == what && one.rule() == rule;
        assert!(found.iter().any(has), "{row}: {found:?}");
        let receipt = take(&bench, text.as_bytes()).unwrap();
        assert_eq!(receipt.numbers, ["1".to_owned(), found.len().to_string()]);
        let report = bench.verify();
        assert!(report.ok, "{:?}", report.broken);
    }
}

#[test]
fn r0_an_exception_from_before_the_regulation_says_so() {
    let bench = opened();
    let row = format!(
        "1,{},09/30,1/8/2563,,,,20/8/2563,มาลี บุญส่ง,E-1,3/9/2563,มาลี บุญส่ง,",
        NUMBERS[0]
    );
    let looked = look(&bench, &file(&[row]), Encoding::Auto).unwrap();
    let found = &looked.good[0].exceptions;
    let of = |what: What| found.iter().find(|one| one.what == what).unwrap();
    // The older half was given before 29 August 2563, the later one after it.
    assert!(of(What::BeforeRegulation).before_regulation);
    assert!(!of(What::BothHalves).before_regulation);
}

#[test]
fn a5_1_the_card_handed_over_last_stands_and_the_others_are_exceptions() {
    let bench = opened();
    let row = |at: usize, on: &str| {
        format!(
            "1,{},09/30,1/9/2569,,,,{on},มาลี บุญส่ง,E-{at},{on},วิชัย แก้วกล้า,",
            NUMBERS[at]
        )
    };
    let rows = [
        row(0, "20/9/2569"),
        row(1, "21/9/2569"),
        row(2, "19/9/2569"),
    ];
    let looked = look(&bench, &file(&rows), Encoding::Auto).unwrap();
    let second: Vec<bool> = looked
        .good
        .iter()
        .map(|row| {
            row.exceptions
                .iter()
                .any(|one| one.what == What::SecondActive)
        })
        .collect();
    assert_eq!(second, [true, false, true]);
    take(&bench, &file(&rows[..1])).unwrap();
    // The register has an active one already, however old.
    let later = look(&bench, &file(&rows[1..2]), Encoding::Auto).unwrap();
    assert_eq!(later.good[0].exceptions[0].what, What::SecondActive);
}

#[test]
fn a3_a_file_with_a_column_for_pins_is_refused_whole() {
    let bench = opened();
    for head in ["PIN", "รหัสผ่าน", "pin_code"] {
        let text = format!(
            "member_number,card_number,expires_on,{head}\n1,{},09/30,123456",
            NUMBERS[0]
        );
        let refused = take(&bench, text.as_bytes()).err().unwrap();
        assert_eq!(Problem::from(refused).rule, Some(Rule::A3), "{head}");
    }
}
