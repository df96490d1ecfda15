//! Take-over against a database: whole or nothing, never twice, never a whole number in an answer.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::columns::Column;
use super::error::TakeOverError;
use super::service;
use crate::cards::applications::testing::{key, wait};
use crate::cards::custody::model::Lane;
use crate::cards::testing::{Bench, KEEPER, NUMBERS, actor};
use crate::db::Receipt;
use crate::files::Encoding;
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

fn take(bench: &Bench, bytes: &[u8]) -> Result<Receipt, TakeOverError> {
    let by = actor(KEEPER);
    let app = &bench.office.app;
    wait(service::take_over(
        app,
        &by,
        Some(key()),
        bytes.to_vec(),
        Encoding::Auto,
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
    let bench = Bench::open();
    let whole = file(&[handed(1), in_safe(2)]);
    let receipt = take(&bench, &whole).unwrap();
    assert_eq!(receipt.numbers, ["2"]);
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
        let bench = Bench::open();
        let heads: Vec<String> = Column::ALL
            .iter()
            .map(|column| column.head_in(lang).to_owned())
            .collect();
        let row = format!(
            "1,{},09/30,1/9/2569,สมชาย ใจมั่น,71/2569,2/9/2569,10/9/2569,มาลี บุญส่ง,E-1,,11/9/2569,วิชัย แก้วกล้า\r\n",
            NUMBERS[0]
        );
        let filled = blank::csv(&heads) + &row;
        assert_eq!(take(&bench, filled.as_bytes()).unwrap().numbers, ["1"]);
        assert_eq!(bench.place(bench.item(Lane::Card, 1)), "with_member");
        assert_eq!(bench.place(bench.item(Lane::Pin, 1)), "with_member");
    }
}

#[test]
fn windows_874_is_read_and_a_workbook_too() {
    let bench = Bench::open();
    let text = String::from_utf8(file(&[handed(1)])).unwrap();
    let (bytes, _, _) = encoding_rs::WINDOWS_874.encode(&text);
    assert_eq!(take(&bench, &bytes).unwrap().numbers, ["1"]);
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
    assert_eq!(take(&bench, &bytes).unwrap().numbers, ["1"]);
}

/// Rows that are wrong, and the field that is named; `NUMBER` is a right card number.
const WRONG: [(&str, &str); 11] = [
    ("99999,NUMBER,09/30,,,,,,,,,,", "lines.3.member_number"),
    ("1,NUMBER7,09/30,,,,,,,,,,", "lines.3.card_number"),
    ("1,6213880000000019,09/30,,,,,,,,,,", "lines.3.card_number"),
    ("1,NUMBER,soon,,,,,,,,,,", "lines.3.expires_on"),
    ("1,NUMBER,09/30,1/9/2570,,,,,,,,,", "lines.3.received_on"),
    ("1,NUMBER,09/30,1/9/2569,ใครก็ไม่รู้,,,,,,,,", "lines.3.keeper"),
    (
        "1,NUMBER,09/30,1/9/2569,,71/2569,,,,,,,",
        "lines.3.letter_dated",
    ),
    (
        "1,NUMBER,09/30,5/9/2569,,71/2569,1/9/2569,,,,,,",
        "lines.3.letter_dated",
    ),
    (
        "1,NUMBER,09/30,5/9/2569,,,,1/9/2569,,,,,",
        "lines.3.handed_over_on",
    ),
    (
        "1,NUMBER,09/30,,,,,1/9/2569,,,2/9/2569,,",
        "lines.3.envelope_no",
    ),
    ("1,NUMBER,09/30,,NUMBER,,,,,,,,", "lines.3.keeper"),
];

#[test]
fn every_fault_names_its_line_and_column_and_no_answer_holds_a_whole_number() {
    let bench = Bench::open();
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

#[test]
fn a7_1_3_what_lies_in_the_safes_has_two_keepers() {
    let bench = Bench::open();
    let row = format!(
        "1,{},09/30,1/9/2569,สมชาย ใจมั่น,,,,,E-1,,,สมชาย ใจมั่น",
        NUMBERS[0]
    );
    let (problem, text) = faults(&bench, &row);
    assert!(
        problem
            .errors
            .iter()
            .any(|e| e.field == "lines.3.envelope_keeper"),
        "{text}"
    );
}

#[test]
fn a7_2_3x_one_person_who_gave_both_in_the_past_is_a_fact_that_is_said() {
    let bench = Bench::open();
    let row = handed(1).replace("วิชัย แก้วกล้า", "มาลี บุญส่ง");
    let looked = wait(service::look(
        &bench.office.app,
        file(&[row]),
        Encoding::Auto,
    ))
    .unwrap();
    assert_eq!((looked.good.len(), looked.faults.len()), (1, 0));
    assert!(
        looked.good[0]
            .remarks
            .iter()
            .any(|r| r.th.contains("A7.2.3x"))
    );
}

#[test]
fn a3_a_file_with_a_column_for_pins_is_refused_whole() {
    let bench = Bench::open();
    for head in ["PIN", "รหัสผ่าน", "pin_code"] {
        let text = format!(
            "member_number,card_number,expires_on,{head}\n1,{},09/30,123456",
            NUMBERS[0]
        );
        let refused = take(&bench, text.as_bytes()).err().unwrap();
        assert_eq!(Problem::from(refused).rule, Some(Rule::A3), "{head}");
    }
}
