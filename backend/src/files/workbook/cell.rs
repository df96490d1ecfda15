//! From what a sheet writes of a cell to what stands in it.

use super::super::fault::FaultKind;
use super::super::table::{Cell, Words};
use super::formats::Shows;
use super::sheet::Known;
use super::strings::unescaped;
use super::styles::Style;
use crate::kernel::BusinessDate;
use crate::kernel::thai::visible;

/// A year from here on was typed in the Buddhist era into a cell that knows the Common Era only.
const BUDDHIST_FROM: i32 = 2400;
const BUDDHIST_OFFSET: i32 = 543;
/// Characters of a number as it is written; the longest of a spreadsheet has 24.
const NUMBER_CHARS_MAX: usize = 64;
const SECONDS_A_DAY: u64 = 86_400;
/// Digits of a day's fraction that are read; the ninth is a ten-thousandth of a second.
const FRACTION_DIGITS: usize = 9;
const FRACTION: u64 = 1_000_000_000;

/// What a sheet writes of a cell.
pub(super) struct Written<'a> {
    /// `s`, `str`, `inlineStr`, `b`, `e`, `d`, or nothing for a number.
    pub(super) kind: &'a str,
    /// None where no value is written.
    pub(super) value: Option<&'a str>,
    pub(super) is_formula: bool,
    pub(super) style: usize,
}

impl Written<'_> {
    /// What stands in the cell; a text without letters is a blank.
    pub(super) fn read(&self, known: &Known<'_>) -> Result<Cell, FaultKind> {
        let Some(value) = self.value else {
            let is_open = self.is_formula;
            return Ok(if is_open { Cell::NoResult } else { Cell::Blank });
        };
        // A formula may come to a text without letters; no number, day or error is without any.
        if self.is_formula && self.kind != "str" && value.trim().is_empty() {
            return Ok(Cell::NoResult);
        }
        match self.kind {
            "s" => {
                let nth = value.trim().parse().map_err(|_| FaultKind::Damaged)?;
                let text = known.strings.get(nth).ok_or(FaultKind::Damaged)?;
                Ok(text_cell(text))
            }
            "str" | "inlineStr" => Ok(text_cell(&unescaped(value))),
            "b" => match value.trim() {
                "1" | "true" => Ok(Cell::Bool(true)),
                "0" | "false" => Ok(Cell::Bool(false)),
                _ => Err(FaultKind::Damaged),
            },
            "e" => Ok(Cell::Error(words(value.trim()))),
            "d" => Ok(iso_day(value.trim())),
            "" | "n" => number(value, known.styles.get(self.style), known.is_1904),
            _ => Err(FaultKind::Damaged),
        }
    }
}

fn words(text: &str) -> Words {
    Words::new(text.into())
}

fn text_cell(text: &str) -> Cell {
    let text = visible(text);
    if text.is_empty() {
        Cell::Blank
    } else {
        Cell::Text(words(&text))
    }
}

/// `2020-01-02` or `2020-01-02T10:00:00`; what is no day stays a text.
fn iso_day(value: &str) -> Cell {
    let day = value.split('T').next().unwrap_or(value);
    BusinessDate::parse_iso(day).map_or_else(|_| text_cell(day), Cell::Day)
}

/// A number: a day where its style says so, else the quantity, written out without an exponent, so that 1100000000008 stays what it
/// is.
fn number(value: &str, style: Style, is_1904: bool) -> Result<Cell, FaultKind> {
    let value = value.trim();
    if value.len() > NUMBER_CHARS_MAX {
        return Err(FaultKind::Damaged);
    }
    let read = value.parse::<f64>().ok().filter(|n| n.is_finite());
    let plain = read.ok_or(FaultKind::Damaged)?.to_string();
    let day = match style.shows {
        Shows::Day => day(&plain, is_1904),
        Shows::Quantity | Shows::Elapsed => None,
    };
    Ok(day.unwrap_or_else(|| Cell::Number {
        text: words(&plain),
        format: style.format,
    }))
}

/// The day of a serial number, with its time where it has one; `None` for a time without a day and for what no calendar has.
fn day(plain: &str, is_1904: bool) -> Option<Cell> {
    let (days, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut days: i64 = days.parse().ok()?;
    let digits: String = fraction
        .chars()
        .chain("0".repeat(FRACTION_DIGITS).chars())
        .take(FRACTION_DIGITS)
        .collect();
    let share: u64 = digits.parse().ok()?;
    let mut seconds = (share * SECONDS_A_DAY + FRACTION / 2) / FRACTION;
    if seconds == SECONDS_A_DAY {
        (days, seconds) = (days + 1, 0);
    }
    let day = in_the_common_era(day_of_serial(days, is_1904)?)?;
    if seconds == 0 {
        return Some(Cell::Day(day));
    }
    let seconds = u32::try_from(seconds).ok()?;
    Some(Cell::Moment { day, seconds })
}

/// Days are counted from the end of 1899; 60 is the 29th of February 1900, which never was, so that from there on they are counted
/// from one day earlier.
fn day_of_serial(days: i64, is_1904: bool) -> Option<BusinessDate> {
    let (year, month, day) = match (is_1904, days) {
        (true, 0..) => (1904, 1, 1),
        (false, 1..=59) => (1899, 12, 31),
        (false, 61..) => (1899, 12, 30),
        (true, ..0) | (false, ..=0 | 60) => return None,
    };
    Some(BusinessDate::from_ymd(year, month, day)?.plus_days(days))
}

fn in_the_common_era(day: BusinessDate) -> Option<BusinessDate> {
    let year = if day.year() >= BUDDHIST_FROM {
        day.year() - BUDDHIST_OFFSET
    } else {
        day.year()
    };
    BusinessDate::from_ymd(year, day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(plain: &str, is_1904: bool) -> Option<(String, u32)> {
        let cell = day(plain, is_1904)?;
        let seconds = if let Cell::Moment { seconds, .. } = cell {
            seconds
        } else {
            0
        };
        Some((cell.text(), seconds))
    }

    #[test]
    fn serial_numbers_are_days_with_their_times() {
        for (plain, is_1904, day, seconds) in [
            ("1", false, "1900-01-01", 0),
            ("59", false, "1900-02-28", 0),
            ("61", false, "1900-03-01", 0),
            ("43832", false, "2020-01-02", 0),
            ("42370", true, "2020-01-02", 0),
            ("0", true, "1904-01-01", 0),
            ("242159", false, "2020-01-02", 0),
            ("43832.5", false, "2020-01-02", 43_200),
            ("43832.999999999", false, "2020-01-03", 0),
            ("43832.3125", false, "2020-01-02", 27_000),
        ] {
            assert_eq!(
                read(plain, is_1904),
                Some((day.to_owned(), seconds)),
                "{plain}"
            );
        }
        for plain in [
            "0.5",
            "60",
            "-1",
            "2958466",
            "99999999999999999999",
            "1000000000000",
        ] {
            assert_eq!(read(plain, false), None, "{plain}");
        }
    }
}
