//! Numbers of letters that the old registers bear: the program's own go on after them, so that no number stands twice in one
//! year (A7.2.1).

use std::collections::BTreeMap;

use super::rows::Row;
use super::store;
use crate::audit::verify::Series;
use crate::db::Tx;
use crate::documents::letters::go_on_after as raise;
use crate::kernel::thai::to_arabic_digits;

/// No office writes more letters a year; a larger number is something else.
const NUMBER_MAX: i64 = 99_999;
/// Buddhist years that a letter's number may bear.
const YEARS: std::ops::Range<i64> = 2500..2700;

/// The last letter number of each Buddhist year.
pub type LastNumbers = BTreeMap<i64, i64>;

/// The highest numbers that these rows bear.
pub fn last_numbers(rows: &[Row]) -> LastNumbers {
    let mut last = LastNumbers::new();
    let letters = rows
        .iter()
        .flat_map(|row| [&row.letter, &row.second_letter]);
    for (year, number) in letters.flatten().filter_map(|(no, _)| number(no)) {
        let kept = last.entry(year).or_default();
        *kept = number.max(*kept);
    }
    last
}

/// The program's numbers go on after these. Answers those that were ahead of it, which are kept with the import.
pub fn go_on_after(tx: &mut Tx<'_>, last: LastNumbers) -> Vec<(i64, i64)> {
    let ahead = |(year, number): &(i64, i64)| raise(tx, *year, *number);
    last.into_iter().filter(ahead).collect()
}

/// What imports have raised, for `verify`.
pub fn series() -> Series {
    Series(|conn| {
        let raised = store::raised_letters(conn)?.into_iter();
        Ok(raised
            .map(|(year, last)| (format!("letter/{year}"), last))
            .collect())
    })
}

/// Year and running number of `71/2569` or `สอ. 71/2569`; other ways of numbering have none.
fn number(text: &str) -> Option<(i64, i64)> {
    let text = to_arabic_digits(text.trim());
    let (before, year) = text.rsplit_once('/')?;
    let year: i64 = year.trim().parse().ok()?;
    let digits = before.trim_end();
    let start = digits.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
        at + digits[at..].chars().next().map_or(1, char::len_utf8)
    });
    let number: i64 = digits.get(start..)?.parse().ok()?;
    let is_one = YEARS.contains(&year) && (1..=NUMBER_MAX).contains(&number);
    is_one.then_some((year, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a7_2_1_a_letters_number_is_read_as_registers_write_it() {
        for (text, read) in [
            ("71/2569", Some((2569, 71))),
            ("๗๑/๒๕๖๙", Some((2569, 71))),
            ("สอ. 71/2569", Some((2569, 71))),
            ("สอ.71 / 2569", Some((2569, 71))),
            ("กค 0405/ว 71/2569", Some((2569, 71))),
            ("71/69", None),
            ("71", None),
            ("123456/2569", None),
            ("ว/2569", None),
        ] {
            assert_eq!(number(text), read, "{text}");
        }
    }
}
