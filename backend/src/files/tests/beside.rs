//! Honest workbooks, read here and by calamine.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook, Worksheet};

use super::*;
use crate::kernel::BusinessDate;

/// What another reader makes of the first sheet: line, column and words of each cell that says something.
fn other(bytes: &[u8]) -> Vec<(u64, u64, String)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let (line, column) = sheet.start().unwrap_or_default();
    let cells = sheet.used_cells().map(|(down, right, value)| {
        let place = (
            u64::from(line) + down as u64 + 1,
            u64::from(column) + right as u64 + 1,
        );
        (place.0, place.1, words(value))
    });
    cells
        .filter(|(_, _, words)| !words.trim().is_empty())
        .collect()
}

fn words(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let year = i32::from(if year >= 2400 { year - 543 } else { year });
            let day = BusinessDate::from_ymd(year, u32::from(month), u32::from(day));
            day.map_or_else(|| moment.as_f64().to_string(), |day| day.to_string())
        }
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::Error(error) => error.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
    }
}

fn ours(bytes: &[u8]) -> Vec<(u64, u64, String)> {
    let table = read(bytes).unwrap();
    let lines = table.lines.iter();
    lines
        .flat_map(|line| {
            let cells = (1..).zip(&line.cells);
            let said = cells.filter(|(_, cell)| !cell.is_blank());
            said.map(|(column, cell)| (line.number, column, cell.text()))
        })
        .collect()
}

fn saved(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn fill_quantities(sheet: &mut Worksheet) {
    let money = Style::new().set_num_format("#,##0.00 \"บาท\"");
    sheet.write_string(0, 0, "ชื่อ-สกุล <&> \"'").unwrap();
    sheet.write_number(1, 0, 1_100_000_000_008.0).unwrap();
    sheet.write_number(1, 1, 0.1).unwrap();
    sheet.write_number(1, 2, -1e-7).unwrap();
    sheet
        .write_number_with_format(1, 3, 1234.5, &money)
        .unwrap();
    sheet.write_boolean(2, 0, true).unwrap();
    for (column, result) in [(1, "2"), (2, "ผล"), (3, "#DIV/0!")] {
        let formula = Formula::new("=A1").set_result(result);
        sheet.write_formula(2, column, formula).unwrap();
    }
}

fn fill_days(sheet: &mut Worksheet) {
    let day = Style::new().set_num_format("[$-107041E]d mmmm yyyy;@");
    let time = Style::new().set_num_format("dd/mm/yyyy hh:mm");
    for (column, year) in [(0, 2020), (1, 2563)] {
        let date = ExcelDateTime::from_ymd(year, 1, 2).unwrap();
        sheet
            .write_datetime_with_format(4, column, &date, &day)
            .unwrap();
    }
    let moment = ExcelDateTime::from_ymd(2563, 1, 2)
        .unwrap()
        .and_hms(13, 30, 0)
        .unwrap();
    sheet
        .write_datetime_with_format(4, 2, &moment, &time)
        .unwrap();
    let (one, two) = (Style::new().set_bold(), Style::new());
    let runs = [(&one, "ตัว"), (&two, "หนา  สอง")];
    sheet.write_rich_string(3, 4, &runs).unwrap();
    sheet.write_string(4, 3, " ขอบ ").unwrap();
    sheet.write_string(119_999, 255, "last").unwrap();
}

#[test]
fn a_workbook_of_every_kind_of_cell_is_read_as_another_reader_does() {
    let book = saved(|sheet| {
        fill_quantities(sheet);
        fill_days(sheet);
    });
    assert_eq!(ours(&book), other(&book));
    let table = read(&book).unwrap();
    let cell = |line: usize, column: usize| &table.lines[line].cells[column];
    let Cell::Number { text, format } = cell(1, 3) else {
        panic!("a quantity is a number");
    };
    assert_eq!(&***text, "1234.5");
    assert_eq!(table.formats[usize::from(*format)], "#,##0.00 \"บาท\"");
    assert!(matches!(cell(2, 3), Cell::Error(code) if &***code == "#DIV/0!"));
    assert!(matches!(
        cell(4, 2),
        Cell::Moment {
            seconds: 48_600,
            ..
        }
    ));
    assert_eq!(table.lines.last().unwrap().number, 120_000);
}

/// Three sheets, the first of which nobody sees; the second has cells that are shown as one.
fn three_sheets() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, hidden) in [("ซ่อน", true), ("สมาชิก", false), ("อื่น", false)]
    {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().set_hidden(hidden);
        sheet.write_string(0, 0, name).unwrap();
        if name == "สมาชิก" {
            sheet.set_active(true);
            sheet.merge_range(1, 0, 2, 1, "รวม", &Style::new()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_sheet_that_people_see_is_read_or_the_one_that_is_named() {
    let bytes = three_sheets();
    let table = read(&bytes).unwrap();
    assert_eq!(table.lines[0].cells[0].text(), "สมาชิก");
    let sheets = table.sheets.iter();
    let sheets: Vec<_> = sheets
        .map(|s| (s.name.as_str(), s.is_hidden, s.is_read))
        .collect();
    let expected = [
        ("ซ่อน", true, false),
        ("สมาชิก", false, true),
        ("อื่น", false, false),
    ];
    assert_eq!(sheets, expected);
    let (first, last) = ((2, 1), (3, 2));
    assert_eq!(table.merged, [Area { first, last }]);
    let named = |name: &str| Options {
        sheet: Some(name.to_owned()),
        ..Options::default()
    };
    let table = super::super::read(&bytes, &named("อื่น")).unwrap();
    assert_eq!(table.lines[0].cells[0].text(), "อื่น");
    let refused = super::super::read(&bytes, &named("ไม่มี"));
    assert_eq!(refused, Err(FaultKind::NoSuchSheet.into()));
}

/// What stands in a cell of a made-up workbook.
#[derive(Debug, Clone)]
enum Made {
    Text(String),
    Number(f64),
    Day(u16, u8, u8),
    Bool(bool),
}

fn made() -> impl Strategy<Value = Made> {
    prop_oneof![
        "[ก-์a-z<&>\"'0-9 ]{0,12}".prop_map(Made::Text),
        any::<i32>().prop_map(|n| Made::Number(f64::from(n))),
        (-1e12..1e12).prop_map(Made::Number),
        (1901u16..2899, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| Made::Day(y, m, d)),
        any::<bool>().prop_map(Made::Bool),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn made_up_workbooks_are_read_as_another_reader_does(
        cells in prop::collection::btree_map((0u32..40, 0u16..30), made(), 0..40),
        column in 0u16..20,
    ) {
        let style = Style::new().set_num_format("dd/mm/yyyy");
        let book = saved(|sheet| for ((row, right), cell) in &cells {
            let right = right + column;
            match cell {
                Made::Text(text) => sheet.write_string(*row, right, text),
                Made::Number(number) => sheet.write_number(*row, right, *number),
                Made::Day(y, m, d) => {
                    let day = ExcelDateTime::from_ymd(*y, *m, *d).unwrap();
                    sheet.write_datetime_with_format(*row, right, &day, &style)
                }
                Made::Bool(yes) => sheet.write_boolean(*row, right, *yes),
            }.unwrap();
        });
        let others = other(&book);
        if others.is_empty() {
            prop_assert_eq!(read(&book), Err(FaultKind::Empty.into()));
        } else {
            prop_assert_eq!(ours(&book), others);
        }
    }
}
