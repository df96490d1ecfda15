//! Lists as files. Every export says first what it is: title, period, filters, who took it and when; then comes the table, the
//! same rows and columns as on the screen. CSV is UTF-8 with byte-order mark, CRLF, ISO dates and plain decimals. XLSX has
//! real dates and numbers, beside each date its Buddhist-era text, a frozen head, and totals as formulas.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError,
};

use crate::kernel::{BusinessDate, Instant, Lang, Money, Problem, Text};

pub mod blank;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The kind of file asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Csv,
    Xlsx,
}

/// A column: its head, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub head: String,
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Date,
    /// Baht with two decimals; `total` puts a sum below it in XLSX.
    Money {
        total: bool,
    },
    Whole,
}

impl Column {
    pub fn new(head: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            head: head.into(),
            kind,
        }
    }
}

/// A value; what does not fit its column's kind is written as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Date(BusinessDate),
    Money(Money),
    Whole(i64),
    Empty,
}

impl From<Option<BusinessDate>> for Cell {
    fn from(day: Option<BusinessDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A list to be written as a file, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub lang: Lang,
    pub title: String,
    /// The file's name without date and ending, in plain Latin letters.
    pub name: &'static str,
    pub period: Option<String>,
    /// Each filter in words, as its chip says it.
    pub filters: Vec<String>,
    /// The person's name.
    pub who: String,
    pub when: Instant,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

impl Export {
    /// The file as an answer to download.
    pub fn answer(&self, kind: FileKind) -> Result<HttpResponse, Problem> {
        let (body, ending, content) = match kind {
            FileKind::Csv => (self.csv().into_bytes(), "csv", CSV),
            FileKind::Xlsx => {
                let bytes = self
                    .xlsx()
                    .map_err(|error| Problem::internal().caused_by(error.to_string()))?;
                (bytes, "xlsx", XLSX)
            }
        };
        let name = format!("{}-{}.{ending}", self.name, self.when.business_date());
        Ok(download(&name, content, body))
    }

    /// Name and value of each line above the table.
    fn head(&self) -> Vec<(&'static str, String)> {
        let word = |th: &'static str, en: &'static str| match self.lang {
            Lang::Th => th,
            Lang::En => en,
        };
        let (day, time) = (self.when.business_date(), self.when.hour_minute());
        let filters = if self.filters.is_empty() {
            word("ทั้งหมด", "all").to_owned()
        } else {
            self.filters.join("; ")
        };
        vec![
            (word("รายการ", "List"), self.title.clone()),
            (
                word("ช่วงเวลา", "Period"),
                self.period.clone().unwrap_or_else(|| day.short(self.lang)),
            ),
            (word("ตัวกรอง", "Filters"), filters),
            (word("ผู้ส่งออก", "By"), self.who.clone()),
            (word("ส่งออกเมื่อ", "At"), format!("{day} {time}")),
        ]
    }

    /// The list as CSV text.
    pub fn csv(&self) -> String {
        let mut out = String::from("\u{feff}");
        for (name, value) in self.head() {
            push_line(&mut out, [name.to_owned(), safe(&value)]);
        }
        push_line(&mut out, [String::new()]);
        push_line(&mut out, self.columns.iter().map(|c| safe(&c.head)));
        for row in &self.rows {
            push_line(&mut out, row.iter().map(csv_cell));
        }
        out
    }

    /// The list as a workbook with one sheet.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let made = excel_date(self.when.business_date())?;
        book.set_properties(
            &DocProperties::new()
                .set_title(&self.title)
                .set_creation_datetime(&made),
        );
        Sheet {
            export: self,
            styles: Styles::new(),
        }
        .write(book.add_worksheet())?;
        book.save_to_buffer()
    }
}

/// A file to download.
pub fn download(name: &str, content: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, content))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(body)
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => safe(text),
        Cell::Date(day) => day.to_string(),
        Cell::Money(amount) => amount.to_string(),
        Cell::Whole(number) => number.to_string(),
        Cell::Empty => String::new(),
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe before what begins like one.
fn safe(text: &str) -> String {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn push_line(out: &mut String, cells: impl IntoIterator<Item = String>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

struct Styles {
    bold: Format,
    date: Format,
    money: Format,
    total: Format,
}

impl Styles {
    fn new() -> Self {
        let money = || Format::new().set_num_format("#,##0.00");
        Self {
            bold: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            money: money(),
            total: money().set_bold(),
        }
    }
}

struct Sheet<'a> {
    export: &'a Export,
    styles: Styles,
}

impl Sheet<'_> {
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head = self.export.head();
        for (row, (name, value)) in (0_u32..).zip(&head) {
            sheet.write_string_with_format(row, 0, *name, &self.styles.bold)?;
            sheet.write_string(row, 1, value)?;
        }
        let first = u32::try_from(head.len()).unwrap_or_default() + 2;
        self.columns(sheet, first - 1)?;
        sheet.set_freeze_panes(first, 0)?;
        for (row, cells) in (first..).zip(&self.export.rows) {
            let mut column = 0;
            for (cell, kind) in cells.iter().zip(self.export.columns.iter().map(|c| c.kind)) {
                self.cell(sheet, (row, column), cell)?;
                column += width(kind);
            }
        }
        self.totals(sheet, first)
    }

    fn columns(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        let mut at = 0;
        for column in &self.export.columns {
            sheet.write_string_with_format(row, at, &column.head, &self.styles.bold)?;
            sheet.set_column_width(at, chars_of(column))?;
            if column.kind == ColumnKind::Date {
                let era = Text::fixed("พ.ศ.", "B.E.");
                let head = format!("{} ({})", column.head, era.get(self.export.lang));
                sheet.write_string_with_format(row, at + 1, head, &self.styles.bold)?;
                sheet.set_column_width(at + 1, 16)?;
            }
            at += width(column.kind);
        }
        Ok(())
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, at): (u32, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Text(text) => sheet.write_string(row, at, text)?,
            Cell::Date(day) => {
                sheet.write_datetime_with_format(row, at, excel_date(*day)?, &self.styles.date)?;
                sheet.write_string(row, at + 1, day.thai_table())?
            }
            Cell::Money(amount) => match exact(amount.as_satang(), &amount.to_string()) {
                Some(number) => {
                    sheet.write_number_with_format(row, at, number, &self.styles.money)?
                }
                None => sheet.write_string(row, at, amount.to_string())?,
            },
            Cell::Whole(number) => match exact(*number, &number.to_string()) {
                Some(exact) => sheet.write_number(row, at, exact)?,
                None => sheet.write_string(row, at, number.to_string())?,
            },
            Cell::Empty => sheet,
        };
        Ok(())
    }

    fn totals(&self, sheet: &mut Worksheet, first: u32) -> Result<(), XlsxError> {
        let rows = u32::try_from(self.export.rows.len()).unwrap_or_default();
        let mut at = 0;
        for (nth, column) in self.export.columns.iter().enumerate() {
            if column.kind == (ColumnKind::Money { total: true }) && rows > 0 {
                let letter = rust_xlsxwriter::utility::column_number_to_name(at);
                let sum = format!("=SUM({letter}{}:{letter}{})", first + 1, first + rows);
                self.total(sheet, (first + rows, at), (&sum, nth))?;
            }
            at += width(column.kind);
        }
        Ok(())
    }

    /// The sum as a formula with its result, for readers that do not calculate; as text where a formula could not be exact.
    fn total(
        &self,
        sheet: &mut Worksheet,
        (row, at): (u32, u16),
        (formula, nth): (&str, usize),
    ) -> Result<(), XlsxError> {
        let satang = |row: &Vec<Cell>| match row.get(nth) {
            Some(Cell::Money(amount)) => amount.as_satang(),
            Some(Cell::Text(_) | Cell::Date(_) | Cell::Whole(_) | Cell::Empty) | None => 0,
        };
        let amounts = || self.export.rows.iter().map(satang);
        let widest = amounts().map(i64::unsigned_abs).max().unwrap_or(0);
        let Ok(sum) = i64::try_from(amounts().map(i128::from).sum::<i128>()) else {
            return Ok(());
        };
        let shown = Money::satang(sum).to_string();
        if widest > EXACT_MAX || exact(sum, &shown).is_none() {
            sheet.write_string_with_format(row, at, shown, &self.styles.total)?;
        } else {
            let formula = Formula::new(formula).set_result(shown);
            sheet.write_formula_with_format(row, at, formula, &self.styles.total)?;
        }
        Ok(())
    }
}

/// The largest number that a cell holds exactly: a cell is a binary float, and every decimal of up to 15 digits comes out of
/// one as it went in. Above that two amounts that differ by a satang can be one float.
const EXACT_MAX: u64 = 999_999_999_999_999;

/// The decimal `shown` as a cell's number, while its digits as a whole number survive that.
fn exact(digits: i64, shown: &str) -> Option<f64> {
    if digits.unsigned_abs() > EXACT_MAX {
        return None;
    }
    shown.parse().ok()
}

/// A date takes two columns: the day, and its Buddhist-era text.
const fn width(kind: ColumnKind) -> u16 {
    match kind {
        ColumnKind::Date => 2,
        ColumnKind::Text | ColumnKind::Money { .. } | ColumnKind::Whole => 1,
    }
}

fn chars_of(column: &Column) -> u32 {
    let least = match column.kind {
        ColumnKind::Text => 22,
        ColumnKind::Date => 12,
        ColumnKind::Money { .. } => 16,
        ColumnKind::Whole => 10,
    };
    let head = u32::try_from(column.head.chars().count()).unwrap_or(least);
    least.max(head + 2)
}

fn excel_date(day: BusinessDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, day) = (
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    );
    ExcelDateTime::from_ymd(year, month, day)
}

#[cfg(test)]
mod tests;
