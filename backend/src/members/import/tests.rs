//! Reading files: every encoding and format, what is refused, and what comes back.

#![expect(clippy::unwrap_used, reason = "tests")]

mod bounds;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};

use super::*;
use crate::files::{Bound, FaultKind, FileFault};
use crate::kernel::{Lang, NationalIdError};
use crate::members::entry::{Field, Reason};
use crate::web::export::blank;

fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 21).unwrap()
}

/// A valid national ID made of a number.
pub fn national_id(number: u64) -> String {
    let body = format!("1{number:011}");
    let weights = (2..=13_u64).rev();
    let sum: u64 = body
        .bytes()
        .zip(weights)
        .map(|(b, w)| u64::from(b - b'0') * w)
        .sum();
    format!("{body}{}", (11 - sum % 11) % 10)
}

const HEADER: &str =
    "เลขทะเบียนสมาชิก,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,โทรศัพท์,ที่อยู่,หน่วย,วันที่เป็นสมาชิก";

fn csv_of(rows: &[&str]) -> String {
    format!("{HEADER}\r\n{}", rows.join("\r\n"))
}

fn good(number: u64) -> String {
    format!(
        "{number:05},นาย,สมชาย,ใจดี,{},081-234-5678,\"12 หมู่ 3\",เมือง,2/1/2563",
        national_id(number)
    )
}

fn read_text(text: &str) -> ReadFile {
    let read = super::read(text.as_bytes(), Encoding::Auto, today());
    read.ok().unwrap().0
}

fn refused(bytes: &[u8], declared: Encoding) -> Option<FileError> {
    super::read(bytes, declared, today()).err()
}

fn at(kind: FaultKind, line: u64, column: u64) -> FileError {
    let (line, column, cell) = (Some(line), Some(column), None);
    FileError::File(FileFault {
        kind,
        line,
        column,
        cell,
    })
}

fn faults(file: &ReadFile) -> Vec<(u64, String, &Reason)> {
    file.faults
        .iter()
        .map(|f| (f.line, file.head_of(f), &f.reason))
        .collect()
}

#[test]
fn a_file_in_each_encoding_gives_the_same_members() {
    let text = csv_of(&[&good(1), &good(2)]);
    let marked = format!("\u{feff}{text}");
    let (old, ..) = encoding_rs::WINDOWS_874.encode(&text);
    let plain = read_text(&text);
    assert_eq!(
        (plain.rows.len(), plain.rows_total, plain.faults.len()),
        (2, 2, 0)
    );
    assert_eq!(plain.rows[0].member.number.as_str(), "00001");
    for bytes in [marked.as_bytes(), &old] {
        let (file, _) = super::read(bytes, Encoding::Auto, today()).ok().unwrap();
        assert!(
            file.rows
                .iter()
                .zip(&plain.rows)
                .all(|(a, b)| a.member == b.member && a.line == b.line)
        );
    }
}

#[test]
fn windows_874_declared_as_utf_8_is_refused_with_its_place() {
    let text = format!(
        "number,given name,surname,national id,joined on\n1,สมชาย,ใจดี,{},2/1/2563",
        national_id(1)
    );
    let (old, ..) = encoding_rs::WINDOWS_874.encode(&text);
    assert_eq!(
        refused(&old, Encoding::Utf8),
        Some(at(FaultKind::NotUtf8, 2, 3))
    );
    assert_eq!(
        refused(text.as_bytes(), Encoding::Windows874),
        Some(FileError::File(FaultKind::IsUtf8.into()))
    );
    assert!(super::read(&old, Encoding::Windows874, today()).is_ok());
}

#[test]
fn a_header_is_found_below_titles_in_either_language_and_any_order() {
    let text = format!(
        "ทะเบียนสมาชิก,,,\nวันที่ 21 พ.ย. 2569,,,\n\nJoined On;National ID No.;Surname;Name;Member No.\n2020-01-02;{};B;A;7",
        national_id(7)
    );
    let file = read_text(&text);
    assert_eq!((file.header_line(), file.rows.len()), (4, 1));
    assert_eq!(file.rows[0].member.given_name, "A");
    assert_eq!(file.rows[0].line, 5);
}

#[test]
fn a_whole_name_in_one_column_is_taken_apart() {
    let head = "เลขที่สมาชิก,ชื่อ - สกุล,เลขบัตรประชาชน,วันที่สมัคร,ลายเซ็น";
    let text = format!(
        "{head}\n7,น.ส.มาลี ใจดี ณ อยุธยา,{},2563-01-02,x\n8,มาลี,{},2563-01-02,\n",
        national_id(7),
        national_id(8)
    );
    let file = read_text(&text);
    let member = &file.rows[0].member;
    assert_eq!(
        (
            member.title.as_str(),
            member.given_name.as_str(),
            member.surname.as_str()
        ),
        ("น.ส.", "มาลี", "ใจดี ณ อยุธยา")
    );
    assert_eq!(
        faults(&file),
        vec![(3, "ชื่อ - สกุล".to_owned(), &Reason::NoSurname)]
    );
    assert_eq!(file.left_out.ignored_columns, vec!["ลายเซ็น"]);
}

#[test]
fn a_wrong_header_names_what_is_missing() {
    let text = "เลขทะเบียนสมาชิก,ชื่อ,วันที่เป็นสมาชิก\n1,ก,2/1/2563";
    let missing = vec![Field::Surname, Field::NationalId];
    let error = refused(text.as_bytes(), Encoding::Auto).unwrap();
    assert_eq!(
        error,
        FileError::MissingColumns {
            line: Some(1),
            missing
        }
    );
    assert!(
        error.text().th.contains("นามสกุล, เลขประจำตัวประชาชน"),
        "{}",
        error.text().th
    );
    let none = refused(b"a,b,c\n1,2,3", Encoding::Auto).unwrap();
    assert!(
        matches!(none, FileError::MissingColumns { line: None, missing } if missing.len() == 5)
    );
    let twice = format!("{HEADER},ชื่อตัว\n");
    assert_eq!(
        refused(twice.as_bytes(), Encoding::Auto),
        Some(FileError::TwiceColumn {
            line: 1,
            field: Field::GivenName
        })
    );
}

#[test]
fn every_fault_has_line_column_and_reason() {
    let id = national_id(5);
    let rows = [
        good(1),
        "00002,นาย,สมชาย,,1234567890123,,,เมือง,31/2/2563".to_owned(),
        good(1).replacen("00001", "1", 1),
        format!("A3,นาย,ก,ข,{id},12,{},เมือง,", "ย".repeat(301)),
        format!("00005,นาย,ก,ข,{id},,9999 0000 0000 0012,เมือง,22/11/2569"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let file = read_text(&csv_of(&rows));
    assert_eq!((file.rows.len(), file.rows_total), (1, 5));
    let wrong_id = Reason::NationalId(NationalIdError::WrongCheckDigit);
    let expected: Vec<(u64, &str, &Reason)> = vec![
        (3, "นามสกุล", &Reason::Empty),
        (3, "เลขประจำตัวประชาชน", &wrong_id),
        (
            3,
            "วันที่เป็นสมาชิก",
            &Reason::Date(crate::kernel::DateInputError::NoSuchDay),
        ),
        (4, "เลขทะเบียนสมาชิก", &Reason::TwinInFile { line: 2 }),
        (4, "เลขประจำตัวประชาชน", &Reason::TwinInFile { line: 2 }),
        (5, "เลขทะเบียนสมาชิก", &Reason::NotANumber),
        (5, "โทรศัพท์", &Reason::NotATelephone),
        (5, "ที่อยู่", &Reason::TooLong { chars_max: 300 }),
        (5, "วันที่เป็นสมาชิก", &Reason::Empty),
        (6, "ที่อยู่", &Reason::CardNumber),
        (6, "วันที่เป็นสมาชิก", &Reason::InFuture),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(line, head, reason)| (line, head.to_owned(), reason))
        .collect();
    assert_eq!(faults(&file), expected);
    let shown: Vec<&str> = file
        .faults
        .iter()
        .filter_map(|f| f.value.as_deref())
        .collect();
    assert_eq!(shown, vec!["31/2/2563", "1", "A3", "22/11/2569"]);
}

/// The same table as a workbook: numbers as numbers, real dates, a stray cell far below.
fn workbook(stray: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Style::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    for (column, head) in (0_u16..).zip([
        "member no",
        "ชื่อ",
        "นามสกุล",
        "national id",
        "phone",
        "joined",
    ]) {
        sheet.write_string(2, column, head).unwrap();
    }
    for (row, number) in (3_u32..).zip([519_u32, 520, 521, 522]) {
        sheet.write_number(row, 0, number).unwrap();
        sheet.write_string(row, 1, "สมชาย").unwrap();
        sheet.write_string(row, 2, "ใจดี").unwrap();
        let id: f64 = national_id(u64::from(number)).parse().unwrap();
        sheet.write_number(row, 3, id).unwrap();
        sheet.write_number(row, 4, 812_345_678).unwrap();
    }
    let real = |year| ExcelDateTime::from_ymd(year, 1, 2).unwrap();
    sheet
        .write_datetime_with_format(3, 5, real(2020), &day)
        .unwrap();
    sheet
        .write_datetime_with_format(4, 5, real(2563), &day)
        .unwrap();
    sheet.write_string(5, 5, "๒ ม.ค. ๒๕๖๓").unwrap();
    sheet.write_string(6, 5, "2020-01-02").unwrap();
    if stray {
        sheet.write_string(1_048_575, 16_000, "x").unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_numbers_dates_and_telephones_as_they_were_meant() {
    let read = super::read(&workbook(false), Encoding::Auto, today());
    let (file, _) = read.ok().unwrap();
    assert_eq!(
        (file.header_line(), file.rows.len(), file.faults.len()),
        (3, 4, 0)
    );
    for (row, line) in file.rows.iter().zip(4..) {
        assert_eq!(row.line, line);
        assert_eq!(row.member.joined_on.to_string(), "2020-01-02");
        assert!(row.member.telephone.as_ref().unwrap().expose() == "0812345678");
    }
    assert_eq!(file.rows[0].member.number.as_str(), "519");
}

#[test]
fn a_stray_cell_far_out_is_named_and_not_left_out_in_silence() {
    let kind = FaultKind::TooMuch {
        what: Bound::Rows,
        max: 120_000,
    };
    let stray = FileFault {
        kind,
        line: Some(1_048_576),
        column: Some(16_001),
        cell: Some("WQK1048576".to_owned()),
    };
    assert_eq!(
        refused(&workbook(true), Encoding::Auto),
        Some(FileError::File(stray.clone()))
    );
    assert!(stray.text().en.starts_with("Cell WQK1048576: "));
}

#[test]
fn a_broken_workbook_is_refused() {
    let book = workbook(false);
    assert_eq!(
        refused(&book[..book.len() / 2], Encoding::Auto),
        Some(FileError::File(FaultKind::Damaged.into()))
    );
    assert_eq!(
        refused(b"PK\x03\x04", Encoding::Auto),
        Some(FileError::File(FaultKind::Damaged.into()))
    );
}

#[test]
fn the_templates_are_whole_headers() {
    for lang in [Lang::Th, Lang::En] {
        let csv = read_text(&blank::csv(&template::heads(lang)));
        let xlsx = blank::xlsx(&template::heads(lang)).unwrap();
        let (xlsx, _) = super::read(&xlsx, Encoding::Auto, today()).ok().unwrap();
        for file in [csv, xlsx] {
            assert_eq!(
                (file.rows_total, file.left_out.ignored_columns_total),
                (0, 0)
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_again(numbers in prop::collection::btree_set(1u64..99_999, 1..20), name in "[ก-ฮ]{1,12}") {
        let rows: Vec<String> = numbers.iter().map(|n| good(*n).replace("สมชาย", &name)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let text = csv_of(&rows);
        let (old, ..) = encoding_rs::WINDOWS_874.encode(&text);
        for bytes in [text.as_bytes(), &old] {
            let (file, _) = super::read(bytes, Encoding::Auto, today()).ok().unwrap();
            prop_assert_eq!(file.rows.len(), numbers.len());
            for (row, number) in file.rows.iter().zip(&numbers) {
                prop_assert_eq!(row.member.number.as_str(), format!("{number:05}"));
                prop_assert_eq!(&row.member.given_name, &name);
                prop_assert!(row.member.national_id.expose() == national_id(*number));
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for declared in [Encoding::Auto, Encoding::Utf8, Encoding::Windows874] {
            let _ = super::read(&bytes, declared, today());
            let zipped = [b"PK\x03\x04".as_slice(), &bytes].concat();
            let _ = super::read(&zipped, declared, today());
        }
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut book = workbook(false);
        let at = at.index(book.len());
        book[at] = byte;
        let _ = super::read(&book, Encoding::Auto, today());
    }

    #[test]
    fn a_near_file_never_panics(rows in prop::collection::vec("[0-9ก-ฮ,;\"/\n ]{0,60}", 0..10)) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let _ = super::read(csv_of(&rows).as_bytes(), Encoding::Auto, today());
    }
}
