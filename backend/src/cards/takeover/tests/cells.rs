//! Cells of a register in which no value stands, and what would be left out in silence.

use super::*;
use crate::files::testing;

const WORDS: [&str; 9] = [
    "member_number",
    "card_number",
    "expires_on",
    "received_on",
    "handed_over_on",
    "dispenser",
    "envelope_no",
    "envelope_handed_over_on",
    "envelope_dispenser",
];

fn texts() -> Vec<String> {
    let row = [
        "1",
        NUMBERS[0],
        "09/30",
        "1/9/2569",
        "10/9/2569",
        "มาลี บุญส่ง",
        "E-1",
        "11/9/2569",
        "วิชัย แก้วกล้า",
    ];
    row.iter().map(|text| testing::cell("", text)).collect()
}

fn book(cells: &[String]) -> Vec<u8> {
    let heads: String = WORDS.iter().map(|head| testing::cell("", head)).collect();
    let rows = format!("<row>{heads}</row><row>{}</row>", cells.concat());
    testing::workbook(&rows.replace(" r=\"\"", ""), Vec::new())
}

fn told(looked: &Looked) -> Vec<(u64, &'static str, &'static str)> {
    let faults = looked.faults.iter();
    faults.map(|f| (f.line, f.place(), f.code)).collect()
}

#[test]
fn r0_a_cell_without_a_value_is_never_taken_for_a_blank() {
    let bench = opened();
    assert_eq!(
        look(&bench, &book(&texts()), Encoding::Auto)
            .unwrap()
            .good
            .len(),
        1
    );
    for (cell, code) in [
        ("<c><f>A1</f></c>", "no_result"),
        ("<c><f>A1</f><v></v></c>", "no_result"),
        ("<c t=\"e\"><v>#N/A</v></c>", "formula_error"),
        ("<c t=\"b\"><v>1</v></c>", "true_or_false"),
    ] {
        for (at, word) in WORDS.iter().enumerate() {
            let mut cells = texts();
            cells[at] = cell.to_owned();
            let looked = look(&bench, &book(&cells), Encoding::Auto).unwrap();
            assert_eq!(told(&looked), [(2, *word, code)], "{cell}");
            assert!(looked.good.is_empty());
        }
    }
}

#[test]
fn a3_a_card_number_kept_as_a_quantity_is_refused() {
    let bench = opened();
    let mut cells = texts();
    cells[1] = "<c><v>9999000000000020</v></c>".to_owned();
    let looked = look(&bench, &book(&cells), Encoding::Auto).unwrap();
    assert_eq!(told(&looked), [(2, "card_number", "not_text")]);
    assert_eq!(looked.faults[0].rule, Some(Rule::A3));
}

#[test]
fn r0_nothing_of_a_register_is_left_out_in_silence() {
    let bench = opened();
    let row = format!("1,{},09/30,1/9/2569", NUMBERS[0]);
    let head = "member_number,card_number,expires_on,received_on";
    let twice = format!("{head},วันที่รับบัตร\n{row},2/9/2569");
    let refused = look(&bench, twice.as_bytes(), Encoding::Auto)
        .err()
        .unwrap();
    assert_eq!(Problem::from(refused).code, "E-CARD-065");
    let more = format!("{head},หมายเหตุ\n{row},ก,ข");
    let looked = look(&bench, more.as_bytes(), Encoding::Auto).unwrap();
    assert_eq!(looked.left_out.ignored_columns, ["หมายเหตุ"]);
    assert_eq!(told(&looked), [(2, "column", "no_head")]);
}

#[test]
fn r0_a_register_of_faults_is_told_by_its_first_and_counted() {
    let bench = opened();
    let rows = vec!["77,x,y"; 2_000].join("\n");
    let text = format!("member_number,card_number,expires_on\n{rows}");
    let looked = look(&bench, text.as_bytes(), Encoding::Auto).unwrap();
    assert_eq!((looked.bad.total(), looked.faults.len()), (2_000, 500));
    assert!(looked.faults.total() >= 6_000);
    let (text, hash) = (text.into_bytes(), looked.hash);
    let (app, by) = (&bench.office.app, actor(KEEPER));
    let taken = service::take_over(app, &by, Some(key()), (text, Encoding::Auto), hash);
    let problem = Problem::from(wait(taken).err().unwrap());
    assert_eq!((problem.code, problem.errors.len()), ("E-CARD-063", 200));
}
