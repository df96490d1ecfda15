//! The kinds of value that a parameter has, how each is read from the file and shown to a person.

use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

use crate::calendar::Counting;
use crate::kernel::{Basis, BusinessDate, Lang, Money, Text};

/// What a parameter rests on, which may differ from its rule: article 7.2 is the regulation's, a committee of three is practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterBasis {
    /// Regulation, law or practice.
    pub basis: Basis,
    /// The article or section; for practice the words that say so.
    pub citation: &'static str,
}

/// Values of one parameter, each with the day from which it holds, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T>(Vec<(BusinessDate, T)>);

impl<T> Dated<T> {
    /// From a list that is sorted by day and not empty.
    pub(super) const fn of(values: Vec<(BusinessDate, T)>) -> Self {
        Self(values)
    }

    /// The value that holds on `date`; `None` before the first one.
    pub fn on(&self, date: BusinessDate) -> Option<&T> {
        self.0
            .iter()
            .rev()
            .find(|(from, _)| *from <= date)
            .map(|(_, value)| value)
    }

    /// The day from which the value on `date` holds.
    pub fn since(&self, date: BusinessDate) -> Option<BusinessDate> {
        self.0
            .iter()
            .rev()
            .find(|(from, _)| *from <= date)
            .map(|(from, _)| *from)
    }

    /// All values, oldest first.
    pub fn all(&self) -> &[(BusinessDate, T)] {
        &self.0
    }
}

/// A kind of value that stands in the file.
pub(super) trait Value: Sized + PartialEq {
    /// What the file must hold, for the error.
    const EXPECTED: &'static str;

    /// Reads the value; `None` when it is of another kind.
    fn read(value: &toml::Value) -> Option<Self>;

    /// The value as a person reads it.
    fn show(&self) -> Text;
}

/// Days, years, persons.
impl Value for u16 {
    const EXPECTED: &'static str = "a whole number from 0 to 65535";

    fn read(value: &toml::Value) -> Option<Self> {
        Self::try_from(value.as_integer()?).ok()
    }

    fn show(&self) -> Text {
        Text::of(self.to_string(), self.to_string())
    }
}

impl Value for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(value: &toml::Value) -> Option<Self> {
        value.as_bool()
    }

    fn show(&self) -> Text {
        if *self {
            Text::fixed("ใช่", "yes")
        } else {
            Text::fixed("ไม่ใช่", "no")
        }
    }
}

impl Value for Money {
    const EXPECTED: &'static str = "an amount of baht as text, such as \"100.00\"";

    fn read(value: &toml::Value) -> Option<Self> {
        Self::parse_plain(value.as_str()?).ok()
    }

    fn show(&self) -> Text {
        Text::of(
            format!("{} บาท", self.grouped()),
            format!("{} baht", self.grouped()),
        )
    }
}

impl Value for String {
    const EXPECTED: &'static str = "a text that is not empty";

    fn read(value: &toml::Value) -> Option<Self> {
        let text = value.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn show(&self) -> Text {
        Text::of(self.clone(), self.clone())
    }
}

/// Who pays a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The cooperative.
    Cooperative,
    /// The member.
    Member,
}

impl Value for Payer {
    const EXPECTED: &'static str = "\"cooperative\" or \"member\"";

    fn read(value: &toml::Value) -> Option<Self> {
        match value.as_str()? {
            "cooperative" => Some(Self::Cooperative),
            "member" => Some(Self::Member),
            _ => None,
        }
    }

    fn show(&self) -> Text {
        match self {
            Self::Cooperative => Text::fixed("สหกรณ์", "the cooperative"),
            Self::Member => Text::fixed("สมาชิก", "the member"),
        }
    }
}

impl Value for Counting {
    const EXPECTED: &'static str = "true or false";

    fn read(value: &toml::Value) -> Option<Self> {
        Some(if value.as_bool()? {
            Self::ExtendToWorkingDay
        } else {
            Self::PlainDays
        })
    }

    fn show(&self) -> Text {
        match self {
            Self::ExtendToWorkingDay => true.show(),
            Self::PlainDays => false.show(),
        }
    }
}

/// From a time of day to another, Bangkok time, both ends included to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The first moment.
    pub opens: NaiveTime,
    /// The last moment.
    pub closes: NaiveTime,
}

impl Hours {
    /// Whether `time` lies within: with 08:30-15:30, 15:30:00 does and 15:30:01 does not.
    pub fn contain(&self, time: NaiveTime) -> bool {
        let second = time.with_nanosecond(0).unwrap_or(time);
        (self.opens..=self.closes).contains(&second)
    }
}

impl Value for Hours {
    const EXPECTED: &'static str = "two times in order, such as \"08:30-15:30\"";

    fn read(value: &toml::Value) -> Option<Self> {
        let (opens, closes) = value.as_str()?.split_once('-')?;
        let (opens, closes) = (time(opens)?, time(closes)?);
        (opens < closes).then_some(Self { opens, closes })
    }

    fn show(&self) -> Text {
        let (from, to) = (self.opens.format("%H:%M"), self.closes.format("%H:%M"));
        Text::of(format!("{from} น. ถึง {to} น."), format!("{from} to {to}"))
    }
}

impl Value for NaiveTime {
    const EXPECTED: &'static str = "a time such as \"16:30\"";

    fn read(value: &toml::Value) -> Option<Self> {
        time(value.as_str()?)
    }

    fn show(&self) -> Text {
        let shown = self.format("%H:%M");
        Text::of(format!("{shown} น."), shown.to_string())
    }
}

/// `08:30`, exactly.
fn time(text: &str) -> Option<NaiveTime> {
    let plain = text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    plain
        .then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())
        .flatten()
}

/// The number of a bank account: 10 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountNumber(String);

impl AccountNumber {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for AccountNumber {
    const EXPECTED: &'static str = "an account number of 10 to 15 digits, as text";

    fn read(value: &toml::Value) -> Option<Self> {
        let text = value.as_str()?;
        let digits = (10..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| Self(text.to_owned()))
    }

    fn show(&self) -> Text {
        self.0.show()
    }
}

/// A day that comes every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

impl DayOfYear {
    /// The day in a year of the Common Era.
    pub fn in_year(self, year: i32) -> Option<BusinessDate> {
        BusinessDate::from_ymd(year, self.month, self.day)
    }
}

impl Value for DayOfYear {
    const EXPECTED: &'static str = "month and day, such as \"12-31\", a day of every year";

    fn read(value: &toml::Value) -> Option<Self> {
        // A year that is no leap year refuses 29 February.
        let day = BusinessDate::parse_iso(&format!("2001-{}", value.as_str()?)).ok()?;
        Some(Self {
            month: day.month(),
            day: day.day(),
        })
    }

    fn show(&self) -> Text {
        let Some(day) = self.in_year(2001) else {
            return Text::fixed("", "");
        };
        let without_year = |text: String| {
            text.rsplit_once(' ')
                .map_or_else(String::new, |(front, _)| front.to_owned())
        };
        Text::of(
            without_year(day.thai_long()),
            without_year(day.short(Lang::En)),
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn read<T: Value>(toml: &str) -> Option<T> {
        let table: toml::Table = format!("value = {toml}").parse().unwrap();
        T::read(table.get("value").unwrap())
    }

    #[test]
    fn a11_2_both_ends_of_the_hours_are_included_to_the_second() {
        let hours: Hours = read("\"08:30-15:30\"").unwrap();
        let at = |h, m, s| hours.contain(NaiveTime::from_hms_milli_opt(h, m, s, 0).unwrap());
        assert!(at(8, 30, 0) && at(15, 30, 0) && at(12, 0, 0));
        assert!(!at(8, 29, 59) && !at(15, 30, 1) && !at(0, 0, 0));
    }

    #[test]
    fn a_value_of_another_kind_is_not_read() {
        assert_eq!(read::<u16>("-1"), None);
        assert_eq!(read::<u16>("30.0"), None);
        assert_eq!(read::<u16>("\"30\""), None);
        assert_eq!(read::<Money>("100.0"), None);
        assert_eq!(read::<Money>("\"1,000.00\""), None);
        assert_eq!(read::<Payer>("\"bank\""), None);
        assert_eq!(read::<Hours>("\"15:30-08:30\""), None);
        assert_eq!(read::<Hours>("\"8:30-15:30\""), None);
        assert_eq!(read::<NaiveTime>("\"24:00\""), None);
        assert_eq!(read::<AccountNumber>("\"12345\""), None);
        assert_eq!(read::<DayOfYear>("\"02-29\""), None);
        assert_eq!(read::<String>("\" \""), None);
    }

    #[test]
    fn a_value_is_shown_in_both_languages() {
        assert_eq!(
            read::<Money>("\"1000.00\"").unwrap().show(),
            Text::of("1,000.00 บาท", "1,000.00 baht")
        );
        assert_eq!(
            read::<DayOfYear>("\"12-31\"").unwrap().show(),
            Text::of("31 ธันวาคม", "31 Dec")
        );
        assert_eq!(
            read::<Hours>("\"08:30-15:30\"").unwrap().show().en,
            "08:30 to 15:30"
        );
        assert_eq!(read::<Payer>("\"member\"").unwrap().show().th, "สมาชิก");
    }

    #[test]
    fn the_last_value_that_has_begun_holds() {
        let day = |text: &str| BusinessDate::parse_iso(text).unwrap();
        let dated = Dated::of(vec![(day("2020-08-29"), 30u16), (day("2026-01-01"), 45)]);
        assert_eq!(dated.on(day("2020-08-28")), None);
        assert_eq!(dated.on(day("2025-12-31")), Some(&30));
        assert_eq!(dated.on(day("2026-01-01")), Some(&45));
        assert_eq!(dated.since(day("2027-01-01")), Some(day("2026-01-01")));
    }
}
