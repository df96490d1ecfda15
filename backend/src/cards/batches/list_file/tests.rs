//! Lists of every kind that a file comes in, and what is told of them.

#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;

const HEAD: &str = "หมายเลขบัตร,วันหมดอายุ,เลขทะเบียนสมาชิก,ชื่อบนบัตร,เลขที่ซอง";
const LINE: &str = "9999000000000012,09/30,00519,นายประสิทธิ์ แก้วมณี,EN-1";

fn refused(bytes: &[u8]) -> FileFault {
    match read(bytes) {
        Err(BatchError::File(fault)) => fault,
        Err(_) | Ok(_) => panic!("the file is refused as a file"),
    }
}

#[test]
fn a_list_is_read_below_its_titles_in_both_encodings() {
    let text = format!("ธนาคาร ก\nวันที่,21/11/2569\n{HEAD}\n{LINE}\n,,,,\n");
    let (thai, _, _) = encoding_rs::WINDOWS_874.encode(&text);
    let marked = format!("\u{feff}{text}");
    for bytes in [text.as_bytes(), &thai, marked.as_bytes()] {
        let lines = read(bytes).ok().unwrap().lines;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
        assert_eq!(lines[0].expires_on, "09/30");
        assert_eq!(lines[0].member_number, "00519");
        assert_eq!(lines[0].name_on_card, "นายประสิทธิ์ แก้วมณี");
        assert_eq!(lines[0].envelope_no.as_deref(), Some("EN-1"));
    }
}

#[test]
fn columns_stand_in_any_order_and_envelopes_may_come_later() {
    let text = "Member No.,Name on card,Card number\tx,Card No,Expiry\n519,A B,-,9999000000000012,2030-09-30\n";
    let text = text.replace("Name on card", "name_on_card");
    let lines = read(text.as_bytes()).ok().unwrap().lines;
    assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
    assert_eq!(lines[0].envelope_no, None);
}

#[test]
fn a_file_without_its_columns_is_refused_by_name() {
    assert_eq!(refused(b"a,b\n1,2\n"), FileFault::NoHeader);
    assert_eq!(refused(b""), FileFault::Nothing);
    let damaged = files::FaultKind::Damaged.into();
    assert_eq!(refused(b"PK\x03\x04 nothing"), FileFault::File(damaged));
    let without = HEAD.replace("วันหมดอายุ", "อื่น");
    assert_eq!(
        refused(without.as_bytes()),
        FileFault::NoColumn("expires_on")
    );
}

#[test]
fn a3_a_list_with_a_column_for_pins_is_refused() {
    for word in ["PIN", "รหัสผ่าน", "cvv"] {
        let text = format!("{HEAD},{word}\n{LINE},1234\n");
        assert_eq!(refused(text.as_bytes()), FileFault::Secret);
    }
}

#[test]
fn a_number_that_a_spreadsheet_kept_as_a_quantity_is_not_taken() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(HEAD.split(',')) {
        sheet.write_string(0, column, head).unwrap();
    }
    sheet.write_string(1, 0, "9999000000000012").unwrap();
    sheet.write_number(2, 0, 9_999_000_000_000_012.0).unwrap();
    for (row, name) in [(1, "นาย ก"), (2, "นาย ข")] {
        sheet.write_string(row, 1, "09/30").unwrap();
        sheet.write_number(row, 2, 519).unwrap();
        sheet.write_string(row, 3, name).unwrap();
    }
    let lines = read(&book.save_to_buffer().unwrap()).ok().unwrap().lines;
    assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
    assert_eq!(lines[0].member_number, "519");
    assert_eq!(lines[1].card_number.as_str(), LOST_DIGIT);
}

#[test]
fn a_cell_without_a_value_is_a_fault_of_its_line_and_column() {
    let head: String = HEAD
        .split(',')
        .map(|head| crate::files::testing::cell("", head))
        .collect();
    let head = head.replace(" r=\"\"", "");
    let texts: String = LINE
        .split(',')
        .map(|text| crate::files::testing::cell("", text))
        .collect();
    let texts = texts.replace(" r=\"\"", "");
    let last = texts.rfind("<c").unwrap_or_default();
    for (cell, why) in [
        ("<c><f>A1</f></c>", NoValue::NoResult),
        ("<c><f>A1</f><v></v></c>", NoValue::NoResult),
        ("<c t=\"e\"><v>#N/A</v></c>", NoValue::Error),
        ("<c t=\"b\"><v>1</v></c>", NoValue::Bool),
        ("<c><v>9999000000000010</v></c>", NoValue::LostDigits),
    ] {
        let rows = format!(
            "<row>{head}</row><row r=\"4\">{}{cell}</row>",
            &texts[..last]
        );
        let lines = read(&crate::files::testing::workbook(&rows, Vec::new()))
            .ok()
            .unwrap()
            .lines;
        assert_eq!(lines[0].row, Some(4));
        assert_eq!(
            lines[0].unreadable,
            [("envelope_no", LineReason::NoValue(why))],
            "{cell}"
        );
    }
}

#[test]
fn what_would_be_left_out_in_silence_is_told() {
    let twice = format!("{HEAD},expiry\n{LINE},12/31\n");
    assert_eq!(refused(twice.as_bytes()), FileFault::Twice("expires_on"));
    let beyond = format!("{HEAD},หมายเหตุ\n{LINE},ก,ข\n");
    let list = read(beyond.as_bytes()).ok().unwrap();
    assert_eq!(list.left_out.ignored_columns, ["หมายเหตุ"]);
    assert_eq!(list.lines[0].unreadable, [("column", LineReason::NoHead)]);
}

#[test]
fn the_empty_list_is_read_once_it_is_filled_in() {
    for lang in [Lang::Th, Lang::En] {
        let heads: Vec<&str> = heads(lang).into_iter().map(|(head, _)| head).collect();
        let text = format!(
            "{}\n9999000000000012,09/30,519,นาย ก,EN-1\n",
            heads.join(",")
        );
        let lines = read(text.as_bytes()).ok().unwrap().lines;
        assert_eq!(lines[0].card_number.as_str(), "9999000000000012");
        assert_eq!(lines[0].envelope_no.as_deref(), Some("EN-1"));
    }
}
