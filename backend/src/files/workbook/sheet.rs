//! One sheet: its cells where they stand, and the areas that are shown as one. A stray cell in the last row must not make a table
//! of a billion cells, so rows are kept by number and as wide as they are filled.

use std::collections::BTreeMap;

use super::super::fault::{Bound, FaultKind, FileFault};
use super::super::limits::{Limits, Meter};
use super::super::table::{Area, Cell, Line};
use super::cell::Written;
use super::strings::{Building, Strings};
use super::styles::Styles;
use super::xml::{Tag, Token};
use super::{Package, place};

/// What the rest of the workbook says of a sheet's cells.
pub(super) struct Known<'a> {
    pub(super) strings: &'a Strings,
    pub(super) styles: &'a Styles,
    pub(super) is_1904: bool,
}

pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    known: &Known<'_>,
) -> Result<(Vec<Line>, Vec<Area>), FileFault> {
    let mut sheet = Sheet::new(known, package.meter.limits);
    if !package.each(part, |token, meter| sheet.take(token, meter))? {
        return Err(FaultKind::Damaged.into());
    }
    let lines = sheet.rows.into_iter();
    let lines = lines.map(|(number, cells)| Line { number, cells });
    let lines = lines.filter(|line| !line.is_blank()).collect();
    Ok((lines, sheet.merged))
}

/// Whether something stands in a sheet that is not read. One that cannot be read is not taken for empty.
pub(super) fn is_filled(package: &mut Package<'_>, part: &str) -> Result<bool, FileFault> {
    let (mut in_cell, mut is_value, mut found) = (false, false, false);
    let read = package.until(part, |token, _| {
        match token {
            Token::Open(tag) => match tag.name() {
                "c" => in_cell = true,
                "f" => found |= in_cell,
                "v" | "t" => is_value = in_cell,
                _ => {}
            },
            Token::Close(tag) => match tag.name() {
                "c" => in_cell = false,
                "v" | "t" => is_value = false,
                _ => {}
            },
            Token::Text(text) => found |= is_value && !text.trim().is_empty(),
            Token::End => {}
        }
        Ok(found)
    });
    match read {
        Ok(_) => Ok(found),
        Err(fault) if matches!(fault.kind, FaultKind::TooMuch { .. }) => Err(fault),
        Err(_) => Ok(true),
    }
}

/// Marks that make a table; under another name space they are none of ours, and another reader might take them for some.
const TABLE_MARKS: [&str; 6] = ["row", "c", "f", "v", "is", "t"];

/// A cell while its marks come.
struct UnderWay {
    line: u64,
    column: u64,
    kind: String,
    style: usize,
    has_value: bool,
    /// A text of its own was opened, with or without letters.
    has_inline: bool,
    is_formula: bool,
}

struct Sheet<'a> {
    known: &'a Known<'a>,
    rows: BTreeMap<u64, Vec<Cell>>,
    merged: Vec<Area>,
    in_data: bool,
    /// The row and the column that came last.
    line: u64,
    column: u64,
    cell: Option<UnderWay>,
    value: Building,
    /// Within the text of a cell that keeps its own.
    is_inline: bool,
    /// Texts that come now are the cell's, not a formula or how a text is spoken.
    is_value: bool,
    spoken: bool,
}

impl<'a> Sheet<'a> {
    fn new(known: &'a Known<'a>, limits: &Limits) -> Self {
        Self {
            known,
            rows: BTreeMap::new(),
            merged: Vec::new(),
            in_data: false,
            line: 0,
            column: 0,
            cell: None,
            value: Building::new(limits.cell_chars),
            is_inline: false,
            is_value: false,
            spoken: false,
        }
    }

    fn take(&mut self, token: Token<'_>, meter: &mut Meter<'_>) -> Result<(), FileFault> {
        match token {
            Token::Open(tag) => self.open(&tag, meter),
            Token::Close(tag) => self.close(tag.name(), meter),
            Token::Text(text) if self.is_value => {
                let room = self.value.push(&text);
                room.map_err(|kind| self.fault(kind))
            }
            Token::Text(_) | Token::End => Ok(()),
        }
    }

    fn fault(&self, kind: FaultKind) -> FileFault {
        match &self.cell {
            Some(cell) => kind.at_cell(cell.line, cell.column),
            None => kind.into(),
        }
    }

    fn open(&mut self, tag: &Tag<'_>, meter: &mut Meter<'_>) -> Result<(), FileFault> {
        if self.in_data
            && tag
                .foreign()
                .is_some_and(|name| TABLE_MARKS.contains(&name))
        {
            return Err(self.fault(FaultKind::Damaged));
        }
        match tag.name() {
            "sheetData" => self.in_data = true,
            "row" if self.in_data => self.begin_row(tag)?,
            "c" if self.in_data => self.begin_cell(tag)?,
            "rPh" => self.spoken = true,
            "f" => self.mark(|cell| cell.is_formula = true),
            "is" => {
                self.is_inline = self.cell.is_some();
                self.only_value(|cell| cell.has_inline = true)?;
            }
            "v" => {
                self.is_value = self.cell.is_some();
                self.only_value(|cell| cell.has_value = true)?;
            }
            "t" if !self.spoken && self.is_inline => {
                self.is_value = true;
                self.mark(|cell| cell.has_value = true);
            }
            "mergeCell" => {
                if let Some(area) = tag.value("ref")? {
                    meter.cells(1)?;
                    self.merged.push(place::area(&area)?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn mark(&mut self, set: impl FnOnce(&mut UnderWay)) {
        if let Some(cell) = &mut self.cell {
            set(cell);
        }
    }

    /// The same for what holds the cell's value, which has only one.
    fn only_value(&mut self, set: impl FnOnce(&mut UnderWay)) -> Result<(), FileFault> {
        let is_second = self
            .cell
            .as_ref()
            .is_some_and(|cell| cell.has_value || cell.has_inline);
        if is_second {
            return Err(self.fault(FaultKind::TwinCell));
        }
        self.mark(set);
        Ok(())
    }

    /// Rows and cells may leave their number out: then they follow the one before.
    fn begin_row(&mut self, tag: &Tag<'_>) -> Result<(), FaultKind> {
        self.line = match tag.value("r")? {
            Some(line) => place::line(&line)?,
            None => place::line(&(self.line + 1).to_string())?,
        };
        self.column = 0;
        Ok(())
    }

    fn begin_cell(&mut self, tag: &Tag<'_>) -> Result<(), FaultKind> {
        let (line, column) = match tag.value("r")? {
            Some(name) => place::of(&name)?,
            None => (self.line, self.column + 1),
        };
        if self.cell.is_some() || line == 0 {
            return Err(FaultKind::Damaged);
        }
        self.column = column;
        self.value.clear();
        let style = tag.value("s")?.map(|text| text.parse());
        self.cell = Some(UnderWay {
            line,
            column,
            kind: tag.value("t")?.unwrap_or_default(),
            style: style
                .transpose()
                .map_err(|_| FaultKind::Damaged)?
                .unwrap_or(0),
            has_value: false,
            has_inline: false,
            is_formula: false,
        });
        Ok(())
    }

    fn close(&mut self, name: &str, meter: &mut Meter<'_>) -> Result<(), FileFault> {
        match name {
            "sheetData" => self.in_data = false,
            "rPh" => self.spoken = false,
            "is" => self.is_inline = false,
            "v" | "t" => self.is_value = false,
            "c" => {
                self.is_inline = false;
                if let Some(cell) = self.cell.take() {
                    let done = self.put(&cell, meter);
                    done.map_err(|kind| kind.at_cell(cell.line, cell.column))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a cell where it stands, when there is something in it.
    fn put(&mut self, at: &UnderWay, meter: &mut Meter<'_>) -> Result<(), FaultKind> {
        let written = Written {
            kind: &at.kind,
            value: at.has_value.then(|| self.value.text()),
            is_formula: at.is_formula,
            style: at.style,
        };
        let cell = written.read(self.known)?;
        if cell.is_blank() && cell != Cell::NoResult {
            return Ok(());
        }
        Bound::Rows.holds(at.line, meter.limits.rows)?;
        Bound::Columns.holds(at.column, meter.limits.columns)?;
        if let Cell::Text(text) | Cell::Error(text) | Cell::Number { text, .. } = &cell {
            meter.text(text)?;
            meter.keep(text.len())?;
        }
        let row = self.rows.entry(at.line).or_default();
        let column = usize::try_from(at.column).map_err(|_| FaultKind::Damaged)?;
        if let Some(more) = column.checked_sub(row.len()).filter(|more| *more > 0) {
            meter.cells(more as u64)?;
            row.resize(column, Cell::Blank);
        }
        match row.get_mut(column - 1) {
            Some(place) if *place == Cell::Blank => *place = cell,
            Some(_) | None => return Err(FaultKind::TwinCell),
        }
        Ok(())
    }
}
