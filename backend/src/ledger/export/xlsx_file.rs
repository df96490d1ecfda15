//! A workbook with real numbers and dates, a frozen head, and totals as formulas.

use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError, utility,
};

use super::{Cell, Sheet, sum_of};
use crate::kernel::{Money, Problem};

/// The workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be written")]
pub struct NotWritten(#[from] XlsxError);

impl From<NotWritten> for Problem {
    fn from(error: NotWritten) -> Self {
        tracing::error!(%error, source = %error.0, "a workbook failed");
        Self::internal()
    }
}

struct Formats {
    title: Format,
    head: Format,
    money: Format,
    total: Format,
    date: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            title: Format::new().set_bold(),
            head: Format::new().set_bold().set_align(FormatAlign::Center),
            money: Format::new().set_num_format("#,##0.00"),
            total: Format::new().set_num_format("#,##0.00").set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// The table as XLSX.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(&sheet.name)?;
    let formats = Formats::new();
    let head_row = row_no(sheet.head.len());
    for (place, text) in sheet.head.iter().enumerate() {
        page.write_string_with_format(row_no(place), 0, text, &formats.title)?;
    }
    for (place, column) in sheet.columns.iter().enumerate() {
        page.set_column_width(column_no(place), column.width)?;
        page.write_string_with_format(head_row, column_no(place), &column.title, &formats.head)?;
    }
    for (place, row) in sheet.rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            write(
                page,
                (head_row + 1 + row_no(place), column_no(column)),
                cell,
                &formats,
            )?;
        }
    }
    page.set_freeze_panes(head_row + 1, 0)?;
    totals(page, sheet, head_row, &formats)?;
    Ok(book.save_to_buffer()?)
}

fn write(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), NotWritten> {
    match cell {
        Cell::Text(text) => page.write_string(row, column, text)?,
        Cell::Money(amount) => {
            page.write_number_with_format(row, column, number(*amount), &formats.money)?
        }
        Cell::Date(date) => match as_excel(*date) {
            Some(excel) => page.write_datetime_with_format(row, column, &excel, &formats.date)?,
            None => page.write_string(row, column, date.to_string())?,
        },
        Cell::Blank => return Ok(()),
    };
    Ok(())
}

fn totals(
    page: &mut Worksheet,
    sheet: &Sheet,
    head_row: u32,
    formats: &Formats,
) -> Result<(), NotWritten> {
    let (first, last) = (head_row + 1, head_row + row_no(sheet.rows.len()));
    for (place, column) in sheet.columns.iter().enumerate().filter(|(_, c)| c.summed) {
        let _ = column;
        let letter = utility::column_number_to_name(column_no(place));
        let sum = sum_of(sheet, place).unwrap_or_default();
        let formula = Formula::new(format!(
            "=SUM({letter}{}:{letter}{})",
            first + 1,
            last.max(first) + 1
        ))
        .set_result(sum.to_string());
        page.write_formula_with_format(last + 1, column_no(place), formula, &formats.total)?;
    }
    if sheet.columns.iter().any(|c| c.summed) {
        page.write_string_with_format(last + 1, 0, "รวม", &formats.title)?;
    }
    Ok(())
}

/// The nearest number that a spreadsheet can hold, read from the exact decimal text: nothing is calculated here.
fn number(amount: Money) -> f64 {
    amount.to_string().parse().unwrap_or(f64::NAN)
}

fn as_excel(date: crate::kernel::BusinessDate) -> Option<ExcelDateTime> {
    let (year, month, day) = (
        date.year().try_into().ok()?,
        date.month().try_into().ok()?,
        date.day().try_into().ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn row_no(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn column_no(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
