//! The list that goes to the bank with a batch: holder, member number, barcode and cooperative's name (A5.2, the first
//! three), as CSV and as a workbook. No card number is in it: there is none yet.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::model::Batch;
use crate::cards::applications::model::Application;

const HEADS: [&str; 7] = [
    "ลำดับ",
    "ชื่อผู้ถือบัตร",
    "เลขทะเบียนสมาชิก",
    "บาร์โค้ด",
    "ชื่อสหกรณ์",
    "เลขที่คำขอ",
    "เหตุที่ขอ",
];
const WIDTHS: [u16; 7] = [7, 34, 18, 18, 40, 18, 22];

/// The list as rows of text, in the order of the batch.
pub fn rows(applications: &[Application]) -> Vec<[String; 7]> {
    let of = |(number, application): (usize, &Application)| {
        let asked = &application.batched()?.requested;
        let kind = super::super::applications::texts::kind_name(application.details.issue);
        Some([
            number.to_string(),
            asked.holder.clone(),
            asked.member_number.clone(),
            asked.barcode.clone(),
            asked.cooperative.clone(),
            application.no.clone(),
            kind.th.into_owned(),
        ])
    };
    (1..).zip(applications).filter_map(of).collect()
}

/// UTF-8 with a mark, CRLF, cells that begin like a formula escaped.
pub fn csv(applications: &[Application]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let heads = HEADS.map(str::to_owned);
    for row in std::iter::once(&heads).chain(&rows(applications)) {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn csv_cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// A workbook with one sheet; member numbers and barcodes are text, so that no zero is lost.
pub fn xlsx(batch: &Batch, applications: &[Application]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(format!("ชุดที่ {}", batch.made.no.replace('/', "-")))?;
    let bold = Format::new().set_bold();
    for ((column, head), width) in (0..).zip(HEADS).zip(WIDTHS) {
        sheet.write_string_with_format(0, column, head, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, cells) in (1..).zip(rows(applications)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_keeps_its_commas() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("00519"), "00519");
        assert_eq!(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(csv_cell("-5"), "'-5");
    }
}
