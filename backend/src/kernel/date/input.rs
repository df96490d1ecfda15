//! Reading a date as people type it. The year is turned into the Common Era before anything is validated: 29/02/2567 exists,
//! 29/02/2566 does not.

use super::text::{month_by_english_name, month_by_thai_name, without_weekday};
use super::{BUDDHIST_FROM, BUDDHIST_OFFSET, BusinessDate};
use crate::kernel::thai::normalise_digits_and_marks;

/// Two-digit years are Buddhist years of this century.
const BUDDHIST_CENTURY: i32 = 2500;
/// `-1` and `+7` are for the near past and future; a longer distance is a slip of the hand.
const DISTANCE_MAX_DAYS: i64 = 3660;

/// Why a typed text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateInputError {
    /// Nothing was typed.
    #[error("no date was given")]
    Empty,
    /// None of the accepted forms.
    #[error("write the date as 23/11/2569, 23112569, 23 พ.ย. 2569, 2026-11-23, today, -1 or +7")]
    NotADate,
    /// Day, month and year can be read, but the calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
    /// `+n` or `-n` farther than ten years.
    #[error("the distance is more than ten years")]
    TooFar,
}

impl BusinessDate {
    /// Reads what a person typed: `23/11/2569`, `23/11/69`, `23-11-2569`, `23.11.2569`, `23 11 2569`, `23112569`, `231169`,
    /// `23 พ.ย. 2569`, `23 Nov 2026`, `2026-11-23`, `2569-11-23`, Thai digits in each, `today` or `วันนี้`, `-1`, `+7` (days
    /// from `today`), each with or without its weekday. A year from 2400 on is Buddhist, two digits are a Buddhist year 25xx, the rest Common Era.
    pub fn parse_input(text: &str, today: Self) -> Result<Self, DateInputError> {
        let text = normalise_digits_and_marks(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(DateInputError::Empty);
        }
        match text.to_ascii_lowercase().as_str() {
            "today" | "วันนี้" => return Ok(today),
            "yesterday" | "เมื่อวาน" | "เมื่อวานนี้" => {
                return Ok(today.plus_days(-1));
            }
            "tomorrow" | "พรุ่งนี้" => return Ok(today.plus_days(1)),
            _ => {}
        }
        if text.starts_with(['+', '-']) {
            return from_distance(text, today);
        }
        written_out(text)
    }

    /// Reads a date of a file: every form of [`Self::parse_input`] but words such as `today` and distances such as `-1`, which
    /// would mean another day tomorrow.
    pub fn parse_written(text: &str) -> Result<Self, DateInputError> {
        let text = normalise_digits_and_marks(text);
        match text.trim() {
            "" => Err(DateInputError::Empty),
            text => written_out(text),
        }
    }

    /// Whether the written date says its year in two digits, which Thais write of their era and cards of the common one.
    pub fn has_short_year(text: &str) -> bool {
        let text = normalise_digits_and_marks(text);
        let parts = split(without_weekday(text.trim()));
        parts.is_some_and(|(_, _, year)| year.digits == 2)
    }
}

fn written_out(text: &str) -> Result<BusinessDate, DateInputError> {
    let (day, month, year) = split(without_weekday(text)).ok_or(DateInputError::NotADate)?;
    BusinessDate::from_ymd(common_year(year), month, day).ok_or(DateInputError::NoSuchDay)
}

/// `+7`, `-1`.
fn from_distance(text: &str, today: BusinessDate) -> Result<BusinessDate, DateInputError> {
    let digits = text.get(1..).unwrap_or("");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateInputError::NotADate);
    }
    let days: i64 = text.parse().map_err(|_| DateInputError::TooFar)?;
    if days.abs() > DISTANCE_MAX_DAYS {
        return Err(DateInputError::TooFar);
    }
    Ok(today.plus_days(days))
}

/// A year as written, with the number of digits that say how it is meant.
#[derive(Clone, Copy)]
struct WrittenYear {
    value: i32,
    digits: usize,
}

fn common_year(year: WrittenYear) -> i32 {
    match (year.digits, year.value) {
        (2, value) => BUDDHIST_CENTURY + value - BUDDHIST_OFFSET,
        (_, value) if value >= BUDDHIST_FROM => value - BUDDHIST_OFFSET,
        (_, value) => value,
    }
}

/// Day, month and year of any of the written forms.
fn split(text: &str) -> Option<(u32, u32, WrittenYear)> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return split_run(text);
    }
    let separator = |c: char| matches!(c, '/' | '-' | '.') || c.is_whitespace();
    let numbers: Vec<&str> = text.split(separator).collect();
    if let [first, second, third] = numbers.as_slice() {
        if let Some(year) = year(first).filter(|_| first.len() == 4) {
            return Some((number(third)?, number(second)?, year));
        }
        if let Some(month) = number(second) {
            return Some((number(first)?, month, year(third)?));
        }
    }
    split_words(text)
}

/// `23112569` or `231169`.
fn split_run(text: &str) -> Option<(u32, u32, WrittenYear)> {
    if !matches!(text.len(), 6 | 8) {
        return None;
    }
    Some((
        number(text.get(..2)?)?,
        number(text.get(2..4)?)?,
        year(text.get(4..)?)?,
    ))
}

/// `23 พ.ย. 2569`, `23พฤศจิกายน2569`, `23 November 2026`.
fn split_words(text: &str) -> Option<(u32, u32, WrittenYear)> {
    let digit = |c: char| c.is_ascii_digit();
    let name_start = text.find(|c| !digit(c))?;
    let year_start = text
        .rfind(|c| !digit(c))
        .map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8))?;
    let name = text
        .get(name_start..year_start)?
        .trim_matches([' ', '-', '/']);
    let name = name.trim_start_matches('.');
    let name = name.strip_suffix("พ.ศ.").map_or(name, str::trim);
    let month = month_by_thai_name(name).or_else(|| month_by_english_name(name))?;
    Some((
        number(text.get(..name_start)?)?,
        month,
        year(text.get(year_start..)?)?,
    ))
}

/// One or two digits.
fn number(text: &str) -> Option<u32> {
    let plain = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Two or four digits.
fn year(text: &str) -> Option<WrittenYear> {
    let plain = matches!(text.len(), 2 | 4) && text.bytes().all(|b| b.is_ascii_digit());
    let value = plain.then(|| text.parse().ok()).flatten()?;
    Some(WrittenYear {
        value,
        digits: text.len(),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::Lang;
    use proptest::prelude::*;

    fn today() -> BusinessDate {
        BusinessDate::from_ymd(2026, 11, 21).unwrap()
    }

    fn read(text: &str) -> Result<String, DateInputError> {
        BusinessDate::parse_input(text, today()).map(|day| day.to_string())
    }

    #[test]
    fn every_written_form_gives_the_same_day() {
        for text in [
            "23112569",
            "231169",
            "23/11/69",
            "23/11/2569",
            "23-11-2569",
            "23.11.2569",
            "23 11 2569",
            "2026-11-23",
            "2569-11-23",
            "23/11/2026",
            "23112026",
            "๒๓/๑๑/๒๕๖๙",
            "๒๓๑๑๒๕๖๙",
            "23 พ.ย. 2569",
            "23 พย 2569",
            "๒๓ พฤศจิกายน ๒๕๖๙",
            "23 พฤศจิกายน พ.ศ. 2569",
            "23พฤศจิกายน2569",
            "23 Nov 2026",
            "23-Nov-2026",
            "23/พ.ย./69",
            "23.พ.ย.69",
            "23 november 2026",
            "จันทร์ 23 พฤศจิกายน 2569",
            "Mon, 23 Nov 2026",
            "  23/11/69 ",
            "+2",
        ] {
            let expected = if text == "23 พย 2569" {
                Err(DateInputError::NotADate)
            } else {
                Ok("2026-11-23".to_owned())
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn words_and_distances_count_from_today() {
        for (text, day) in [
            ("today", "2026-11-21"),
            ("TODAY", "2026-11-21"),
            ("วันนี้", "2026-11-21"),
            ("-1", "2026-11-20"),
            ("+7", "2026-11-28"),
            ("+๗", "2026-11-28"),
            ("เมื่อวาน", "2026-11-20"),
            ("พรุ่งนี้", "2026-11-22"),
            ("+0", "2026-11-21"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(day), "{text}");
        }
    }

    #[test]
    fn a_written_date_is_the_same_day_tomorrow() {
        for text in [
            "23/11/69",
            "23112569",
            "23 พ.ย. 2569",
            "จันทร์ 23 พฤศจิกายน 2569",
            "๒๓/๑๑/๒๕๖๙",
        ] {
            let day = BusinessDate::parse_written(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Ok("2026-11-23"), "{text}");
        }
        for text in [
            "today",
            "วันนี้",
            "เมื่อวาน",
            "yesterday",
            "tomorrow",
            "-1",
            "+7",
            "-๑๓๐",
            "−1",
            "soon",
        ] {
            let day = BusinessDate::parse_written(text);
            assert_eq!(day, Err(DateInputError::NotADate), "{text}");
        }
        assert_eq!(BusinessDate::parse_written(" "), Err(DateInputError::Empty));
    }

    #[test]
    fn a_short_year_is_two_digits() {
        for (text, short) in [
            ("30/09/30", true),
            ("๓๐ ก.ย. ๗๓", true),
            ("300973", true),
            ("30/09/2573", false),
            ("2030-09-30", false),
            ("soon", false),
        ] {
            assert_eq!(BusinessDate::has_short_year(text), short, "{text}");
        }
    }

    #[test]
    fn the_year_is_converted_before_the_day_is_judged() {
        assert_eq!(read("29/02/2567").as_deref(), Ok("2024-02-29"));
        assert_eq!(read("29/02/67").as_deref(), Ok("2024-02-29"));
        assert_eq!(read("29/02/2566"), Err(DateInputError::NoSuchDay));
        assert_eq!(read("29/02/2024").as_deref(), Ok("2024-02-29"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for (text, error) in [
            ("", DateInputError::Empty),
            ("  ", DateInputError::Empty),
            ("soon", DateInputError::NotADate),
            ("31/11/2569", DateInputError::NoSuchDay),
            ("0/1/2569", DateInputError::NoSuchDay),
            ("23/13/2569", DateInputError::NoSuchDay),
            ("23/11/569", DateInputError::NotADate),
            ("23/11/0900", DateInputError::NoSuchDay),
            ("2311256", DateInputError::NotADate),
            ("23/11", DateInputError::NotADate),
            ("23/11/2569/1", DateInputError::NotADate),
            ("+9999", DateInputError::TooFar),
            ("-", DateInputError::NotADate),
            ("+ 7", DateInputError::NotADate),
            ("+99999999999999999999", DateInputError::TooFar),
            ("23 พ.ศ. 2569", DateInputError::NotADate),
            ("23 Foo 2026", DateInputError::NotADate),
            ("เสาร์", DateInputError::NotADate),
            ("soon 23/11/69", DateInputError::NotADate),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_form_we_show_is_understood(day in 0i64..219_000) {
            let day = BusinessDate::from_ymd(1857, 1, 1).unwrap().plus_days(day % 150_000);
            let th_strip = format!("{} {}", day.thai_weekday_short(), day.thai_short());
            for text in [
                day.thai_short(), day.thai_table(), day.thai_long(), day.thai_document(), day.english(), day.to_string(),
                day.thai_weekday_long(), day.echo(Lang::Th), day.echo(Lang::En), th_strip,
            ] {
                prop_assert_eq!(BusinessDate::parse_input(&text, today()), Ok(day), "{}", text);
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*") {
            let _ = BusinessDate::parse_input(&text, today());
        }

        #[test]
        fn near_misses_do_not_panic(text in "[0-9๐-๙/. \\-+พยมค]{0,14}") {
            let _ = BusinessDate::parse_input(&text, today());
        }
    }
}
