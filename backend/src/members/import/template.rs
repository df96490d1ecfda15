//! The empty file to fill in: the header in the reader's language, nothing else, so that no example becomes a member.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::kernel::Lang;
use crate::members::entry::Field;
use crate::members::texts;

/// Columns of the template, in order.
const COLUMNS: [Field; 9] = [
    Field::Number,
    Field::Title,
    Field::GivenName,
    Field::Surname,
    Field::NationalId,
    Field::Telephone,
    Field::Address,
    Field::Division,
    Field::JoinedOn,
];

/// CSV in UTF-8 with byte-order mark.
pub fn csv(lang: Lang) -> String {
    let heads: Vec<String> = COLUMNS
        .iter()
        .map(|f| texts::field(*f).get(lang).to_owned())
        .collect();
    format!("\u{feff}{}\r\n", heads.join(","))
}

/// XLSX whose cells are text, so that no spreadsheet takes the zeros off a number.
pub fn xlsx(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?),
    );
    let sheet = book.add_worksheet();
    for (column, field) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 22)?;
        sheet.write_string_with_format(0, column, texts::field(field).get(lang), &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
