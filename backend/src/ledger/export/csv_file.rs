//! CSV that spreadsheet programs open without asking: UTF-8 with BOM, CRLF, ISO dates, plain decimals.

use super::{Cell, Sheet, sum_of};

const BOM: &str = "\u{feff}";

/// The table as CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front.
pub fn csv(sheet: &Sheet) -> String {
    let mut out = String::from(BOM);
    let mut line = |cells: Vec<String>| {
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    };
    sheet.head.iter().for_each(|text| line(vec![quoted(text)]));
    line(sheet.columns.iter().map(|c| quoted(&c.title)).collect());
    sheet
        .rows
        .iter()
        .for_each(|row| line(row.iter().map(written).collect()));
    if sheet.columns.iter().any(|c| c.summed) {
        line(totals(sheet));
    }
    out
}

fn totals(sheet: &Sheet) -> Vec<String> {
    sheet
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| match (column.summed, place) {
            (true, _) => sum_of(sheet, place).map_or_else(String::new, |sum| sum.to_string()),
            (false, 0) => quoted("รวม"),
            (false, _) => String::new(),
        })
        .collect()
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::Money(amount) => amount.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Blank => String::new(),
    }
}

fn quoted(text: &str) -> String {
    let risky =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']);
    let safe = if risky {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}
