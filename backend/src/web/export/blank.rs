//! The empty file to fill in: a header and nothing else, so that no example becomes a record.

use actix_web::HttpResponse;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::{CSV, FileKind, XLSX, download};
use crate::kernel::Problem;

/// The file as an answer to download; `name` without its ending.
pub fn answer(name: &str, heads: &[String], kind: FileKind) -> Result<HttpResponse, Problem> {
    Ok(match kind {
        FileKind::Csv => download(&format!("{name}.csv"), CSV, csv(heads).into_bytes()),
        FileKind::Xlsx => {
            let bytes =
                xlsx(heads).map_err(|error| Problem::internal().caused_by(error.to_string()))?;
            download(&format!("{name}.xlsx"), XLSX, bytes)
        }
    })
}

/// CSV in UTF-8 with byte-order mark.
pub fn csv(heads: &[String]) -> String {
    format!("\u{feff}{}\r\n", heads.join(","))
}

/// XLSX whose cells are text, so that no spreadsheet takes the zeros off a number.
pub fn xlsx(heads: &[String]) -> Result<Vec<u8>, XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?),
    );
    let sheet = book.add_worksheet();
    for (column, head) in (0_u16..).zip(heads) {
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 22)?;
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
