//! XLSX by hand, on an XML reader that hands out one mark at a time. What a workbook says of its own size (`dimension`, `count`,
//! `uniqueCount`, `spans`) is never looked at.

mod archive;
mod cell;
mod formats;
mod parts;
mod place;
mod sheet;
mod strings;
mod styles;
mod xml;

use archive::Archive;
use parts::{Book, SheetPart};
use strings::Strings;
use styles::Styles;
use xml::{Token, Xml};

use super::Options;
use super::fault::{FaultKind, FileFault};
use super::limits::Meter;
use super::table::{Format, Sheet, Table};

/// A workbook is a ZIP archive and begins like one; an archive without entries begins with its end.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Table, FileFault> {
    let mut package = Package::open(bytes, options)?;
    let book = parts::book(&mut package)?;
    let chosen = chosen(&book, options.sheet.as_deref())?;
    let styles = match &book.styles {
        Some(part) => styles::read(&mut package, part)?,
        None => Styles::default(),
    };
    let strings = match &book.strings {
        Some(part) => strings::read(&mut package, part)?,
        None => Strings::default(),
    };
    let Some(SheetPart { part, .. }) = book.sheets.get(chosen) else {
        return Err(FaultKind::NoSuchSheet.into());
    };
    let (lines, merged) = sheet::read(
        &mut package,
        part,
        &sheet::Known {
            strings: &strings,
            styles: &styles,
            is_1904: book.is_1904,
        },
    )?;
    let sheets = sheets(&mut package, &book, chosen)?;
    Ok(Table {
        format: Format::Xlsx,
        separator: None,
        sheets,
        lines,
        merged,
        formats: styles.formats,
    })
}

/// The sheet of this name, or the first that a person sees.
fn chosen(book: &Book, name: Option<&str>) -> Result<usize, FaultKind> {
    let mut sheets = book.sheets.iter();
    let found = match name {
        Some(name) => sheets.position(|sheet| sheet.name == name),
        None => sheets
            .position(|sheet| !sheet.is_hidden)
            .or_else(|| (!book.sheets.is_empty()).then_some(0)),
    };
    found.ok_or(if name.is_some() {
        FaultKind::NoSuchSheet
    } else {
        FaultKind::Damaged
    })
}

fn sheets(package: &mut Package<'_>, book: &Book, chosen: usize) -> Result<Vec<Sheet>, FileFault> {
    let mut sheets = Vec::with_capacity(book.sheets.len());
    for (at, sheet) in book.sheets.iter().enumerate() {
        let is_read = at == chosen;
        let has_rows = is_read || (!sheet.is_hidden && sheet::is_filled(package, &sheet.part)?);
        sheets.push(Sheet {
            name: sheet.name.clone(),
            is_hidden: sheet.is_hidden,
            is_read,
            has_rows,
        });
    }
    Ok(sheets)
}

/// The workbook's archive, and what reading it has taken so far.
struct Package<'a> {
    archive: Archive<'a>,
    meter: Meter<'a>,
    /// Bytes that may still be unpacked, over all parts.
    left: u64,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8], options: &'a Options) -> Result<Self, FaultKind> {
        Ok(Self {
            archive: Archive::open(bytes, &options.limits)?,
            meter: Meter::new(options),
            left: options.limits.unpacked_bytes,
        })
    }

    /// Reads a part to its end, which also proves that it is whole; false when there is none of this name.
    fn each(
        &mut self,
        part: &str,
        mut take: impl FnMut(Token<'_>, &mut Meter<'a>) -> Result<(), FileFault>,
    ) -> Result<bool, FileFault> {
        self.until(part, |token, meter| take(token, meter).map(|()| false))
    }

    /// The same as long as the answer is false.
    fn until(
        &mut self,
        part: &str,
        mut is_enough: impl FnMut(Token<'_>, &mut Meter<'a>) -> Result<bool, FileFault>,
    ) -> Result<bool, FileFault> {
        let found = self.archive.part(part, self.left, self.meter.limits)?;
        let Some(found) = found else {
            return Ok(false);
        };
        let mut xml = Xml::new(found);
        loop {
            let token = xml.next(&mut self.meter)?;
            if matches!(token, Token::End) || is_enough(token, &mut self.meter)? {
                break;
            }
        }
        self.left = self.left.saturating_sub(xml.read_bytes());
        Ok(true)
    }
}
