//! How cells are shown, as far as it tells what their numbers mean.

use std::collections::BTreeMap;

use super::super::fault::{Bound, FaultKind, FileFault};
use super::Package;
use super::formats::{Shows, known, shows};
use super::xml::{Tag, Token};

/// Styles of cells that a workbook may have; spreadsheets take 65,490.
const STYLES_MAX: usize = 65_536;
/// Characters of a number format; spreadsheets take 255.
const CODE_CHARS_MAX: usize = 1_000;

/// A style of cells: how it is shown, and the format's place in the list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) shows: Shows,
    pub(super) format: u16,
}

#[derive(Default)]
pub(super) struct Styles {
    pub(super) formats: Vec<String>,
    cells: Vec<Style>,
}

impl Styles {
    /// The style of this number; a number is a quantity where the workbook knows no such style.
    pub(super) fn get(&self, number: usize) -> Style {
        self.cells.get(number).copied().unwrap_or_default()
    }
}

pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Styles, FileFault> {
    let mut codes: BTreeMap<u64, String> = BTreeMap::new();
    let (mut numbers, mut of_cells): (Vec<u64>, bool) = (Vec::new(), false);
    package.each(part, |token, meter| {
        match token {
            Token::Open(tag) => match tag.name() {
                "numFmt" => {
                    let (number, code) = format(&tag)?;
                    meter.keep(code.len())?;
                    codes.insert(number, code);
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    numbers.push(number(&tag)?);
                    if numbers.len() > STYLES_MAX {
                        return Err(Bound::Marks.over(STYLES_MAX as u64).into());
                    }
                }
                _ => {}
            },
            Token::Close(tag) if tag.name() == "cellXfs" => of_cells = false,
            Token::Close(_) | Token::Text(_) | Token::End => {}
        }
        Ok(())
    })?;
    Ok(styles(&numbers, &codes))
}

fn number(tag: &Tag<'_>) -> Result<u64, FaultKind> {
    let number = tag.value("numFmtId")?;
    let number = number.map(|text| text.parse().map_err(|_| FaultKind::Damaged));
    Ok(number.transpose()?.unwrap_or(0))
}

fn format(tag: &Tag<'_>) -> Result<(u64, String), FaultKind> {
    let code = tag.value("formatCode")?.unwrap_or_default();
    if code.chars().count() > CODE_CHARS_MAX {
        return Err(FaultKind::Damaged);
    }
    Ok((number(tag)?, code))
}

/// Each format once, in the order in which styles name them.
fn styles(numbers: &[u64], codes: &BTreeMap<u64, String>) -> Styles {
    let mut styles = Styles::default();
    let mut places: BTreeMap<u64, Style> = BTreeMap::new();
    for number in numbers {
        let style = *places.entry(*number).or_insert_with(|| {
            let code = codes.get(number).map_or(known(*number), String::as_str);
            styles.formats.push(code.to_owned());
            Style {
                shows: shows(code),
                // One place a style, of which there are 65,536 at most.
                format: u16::try_from(styles.formats.len() - 1).unwrap_or(u16::MAX),
            }
        });
        styles.cells.push(style);
    }
    styles
}
