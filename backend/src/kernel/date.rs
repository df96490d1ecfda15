//! A business date: a calendar day in Bangkok. Stored and sent as ISO, Common Era; shown in the Buddhist era (`text`), read
//! from what people type (`input`).

mod days;
mod input;
mod text;

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use days::Days;
pub use input::DateInputError;

/// A year from here on is a Buddhist one: no date of the office lies so far in the future.
pub(crate) const BUDDHIST_FROM: i32 = 2400;
/// Buddhist era minus Common Era.
pub(crate) const BUDDHIST_OFFSET: i32 = 543;
/// Nothing in an office is older: a smaller year is a slip of the hand.
const FIRST_YEAR: i32 = 1800;

/// A calendar day in Bangkok. Ordered by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, format = Date, example = "2026-11-23")]
pub struct BusinessDate(NaiveDate);

/// The text is not a day of the form `2026-11-23` in the Common Era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a date is written as YYYY-MM-DD in the Common Era")]
pub struct NotADate;

impl BusinessDate {
    /// Wraps a day read from the database.
    pub const fn new(day: NaiveDate) -> Self {
        Self(day)
    }

    /// The bare day, for the database.
    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    /// A day of the Common Era; `None` when the calendar has no such day or the year lies outside 1800 to 2399 (a
    /// Buddhist year taken for a common one must not pass).
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(FIRST_YEAR..BUDDHIST_FROM).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads the machine's form, exactly `2026-11-23`.
    pub fn parse_iso(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Option<u32> {
            let part = parts.next()?;
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        };
        let (year, month, day) = (number(4), number(2), number(2));
        match (year, month, day, parts.next()) {
            (Some(year), Some(month), Some(day), None) => {
                Self::from_ymd(year.cast_signed(), month, day).ok_or(NotADate)
            }
            (None, _, _, _) | (_, None, _, _) | (_, _, None, _) | (_, _, _, Some(_)) => {
                Err(NotADate)
            }
        }
    }

    /// The day `days` later, or earlier when negative; stays at the end of the calendar's range rather than leave it.
    pub fn plus_days(self, days: i64) -> Self {
        let distance = chrono::Days::new(days.unsigned_abs());
        let moved = if days < 0 {
            self.0.checked_sub_days(distance).unwrap_or(NaiveDate::MIN)
        } else {
            self.0.checked_add_days(distance).unwrap_or(NaiveDate::MAX)
        };
        Self(moved)
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The year of the Common Era.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The last day of this day's month (a card printed MM/YY runs to it, A5.2).
    pub fn month_end(self) -> Self {
        let last = (28..=31)
            .rev()
            .find_map(|day| self.0.with_day(day))
            .unwrap_or(self.0);
        Self(last)
    }
}

/// ISO, Common Era.
impl fmt::Display for BusinessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for BusinessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for BusinessDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BusinessDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_iso(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn iso_is_read_exactly_or_not_at_all() {
        let day = BusinessDate::from_ymd(2026, 11, 23).unwrap();
        assert_eq!(BusinessDate::parse_iso("2026-11-23"), Ok(day));
        for bad in [
            "2026-11-31",
            "2026-1-23",
            "2569-11-23",
            "26-11-23",
            "2026-11-23 ",
            "+026-11-23",
            "2026-11-23-",
            "",
            "๒๐๒๖-11-23",
        ] {
            assert_eq!(BusinessDate::parse_iso(bad), Err(NotADate), "{bad}");
        }
    }

    #[test]
    fn a_card_printed_month_and_year_runs_to_the_months_end() {
        let end = |y, m, d| {
            BusinessDate::from_ymd(y, m, d)
                .unwrap()
                .month_end()
                .to_string()
        };
        assert_eq!(end(2028, 2, 1), "2028-02-29");
        assert_eq!(end(2027, 2, 28), "2027-02-28");
        assert_eq!(end(2026, 12, 31), "2026-12-31");
        assert_eq!(end(2026, 11, 5), "2026-11-30");
    }

    #[test]
    fn the_range_is_never_left() {
        let day = BusinessDate::from_ymd(2026, 11, 23).unwrap();
        assert_eq!(day.plus_days(i64::MAX).naive(), NaiveDate::MAX);
        assert_eq!(day.plus_days(i64::MIN).naive(), NaiveDate::MIN);
    }

    proptest! {
        #[test]
        fn days_there_are_days_back(start in 0i64..200_000, days in -100_000i64..100_000) {
            let start = BusinessDate::from_ymd(1800, 1, 1).unwrap().plus_days(start);
            let end = start.plus_days(days);
            prop_assert_eq!(end.days_since(start), days);
            prop_assert_eq!(end.plus_days(-days), start);
            prop_assert_eq!(end > start, days > 0);
        }

        #[test]
        fn iso_and_json_give_the_day_back(day in 0i64..200_000) {
            let day = BusinessDate::from_ymd(1800, 1, 1).unwrap().plus_days(day);
            prop_assert_eq!(BusinessDate::parse_iso(&day.to_string()), Ok(day));
            let json = serde_json::to_string(&day).unwrap();
            prop_assert_eq!(serde_json::from_str::<BusinessDate>(&json).unwrap(), day);
        }
    }
}
