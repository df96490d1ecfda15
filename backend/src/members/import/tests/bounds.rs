//! What an import says of a file is bounded, and nothing of it is left out in silence.

use super::*;

#[test]
fn long_heads_are_not_known_and_not_repeated_by_any_fault() {
    let long = format!("ชื่อ({}", "ก".repeat(32_000));
    let text = csv_of(&[]).replacen("ชื่อ", &long, 1);
    let missing = vec![Field::GivenName];
    assert_eq!(
        refused(text.as_bytes(), Encoding::Auto),
        Some(FileError::MissingColumns {
            line: Some(1),
            missing
        })
    );
    let heads = format!("{HEADER},{}", vec!["ก".repeat(10_000); 25].join(","));
    let rows = vec!["x"; 2_000].join("\n");
    let file = read_text(&format!("{heads}\n{rows}"));
    let left_out = &file.left_out;
    assert_eq!(
        (
            left_out.ignored_columns_total,
            left_out.ignored_columns.len()
        ),
        (25, 20)
    );
    assert!(
        left_out
            .ignored_columns
            .iter()
            .all(|head| head.chars().count() <= 41)
    );
    assert_eq!((file.faults.len(), file.rows_total), (500, 2_000));
    assert!(file.faults.total() > 6_000, "{}", file.faults.total());
}

#[test]
fn a_cell_without_a_value_is_one_fault_of_its_line_and_column() {
    use crate::files::NoValue;
    use crate::files::testing;
    let heads: String = HEADER
        .split(',')
        .map(|head| testing::cell("", head))
        .collect();
    let row = good(1).replace('"', "");
    for (cell, why) in [
        ("<c><f>A1</f></c>", NoValue::NoResult),
        ("<c><f>A1</f><v></v></c>", NoValue::NoResult),
        ("<c t=\"e\"><v>#N/A</v></c>", NoValue::Error),
        ("<c t=\"b\"><v>1</v></c>", NoValue::Bool),
    ] {
        for (at, head) in HEADER.split(',').enumerate() {
            let mut cells: Vec<String> =
                row.split(',').map(|text| testing::cell("", text)).collect();
            cells[at] = cell.to_owned();
            let rows = format!("<row>{heads}</row><row>{}</row>", cells.concat());
            let book = testing::workbook(&rows.replace(" r=\"\"", ""), Vec::new());
            let (file, _) = super::read(&book, Encoding::Auto, today()).ok().unwrap();
            let reason = Reason::NoValue(why);
            assert_eq!(faults(&file), [(2, head.to_owned(), &reason)], "{cell}");
            assert!(file.rows.is_empty());
        }
    }
}

#[test]
fn what_stands_under_no_head_is_a_fault_of_its_line() {
    let text = csv_of(&[&good(1), &format!("{},PIN 482915", good(2))]);
    let file = read_text(&text);
    assert_eq!(faults(&file), [(3, "J".to_owned(), &Reason::NoHead)]);
    assert_eq!(file.faults[0].value, None);
}

#[test]
fn the_clock_runs_on_while_rows_are_read() {
    use crate::files::{Limits, Options};
    let options = Options {
        limits: Limits {
            seconds: 0,
            ..Limits::default()
        },
        ..Options::default()
    };
    let rows: Vec<String> = (1..200).map(good).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let table = files::read(csv_of(&rows).as_bytes(), &Options::default()).unwrap();
    let read = rows::read(table, today(), &mut options.watch());
    let fault = FaultKind::TooMuch {
        what: Bound::Seconds,
        max: 0,
    };
    assert_eq!(read.err(), Some(FileError::File(fault.into())));
}
