//! Which days are holidays, and which days the office works.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::Weekday;
use serde::Serialize;

use crate::kernel::{BusinessDate, Problem, Text};

/// What makes a day a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A public holiday.
    Public,
    /// The working day given in place of a public holiday that fell on a weekend or on another.
    Substitute,
    /// A holiday that the cooperative announced for itself (article 11.2).
    Own,
}

/// A holiday by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// The day.
    pub date: BusinessDate,
    /// Its name, as the announcement has it.
    pub name: Text,
    /// What makes it a holiday.
    pub kind: HolidayKind,
}

/// The day lies outside the years whose holidays are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the holidays of {} are not known: the list covers {first_year} to {last_year}", date.year())]
pub struct NotCovered {
    /// The day asked about.
    pub date: BusinessDate,
    /// First year of the list, Common Era.
    pub first_year: i32,
    /// Last year of the list, Common Era.
    pub last_year: i32,
}

/// The holidays of some whole years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<BusinessDate, Holiday>,
    years: RangeInclusive<i32>,
}

/// Days before the end of the calendar from which on it is said: letters of 30 and 15 days, and the working days before them.
const NEAR_DAYS: i64 = 90;

impl Holidays {
    /// The last day that is known, when it is less than 90 days away or over.
    pub fn ends_near(&self, today: BusinessDate) -> Option<BusinessDate> {
        let last = BusinessDate::from_ymd(*self.years.end(), 12, 31)?;
        (last < today.plus_days(NEAR_DAYS)).then_some(last)
    }

    /// From a checked list (see `file`); `years` are the years that it covers whole.
    pub(super) fn of(list: Vec<Holiday>, years: RangeInclusive<i32>) -> Self {
        let days = list
            .into_iter()
            .map(|holiday| (holiday.date, holiday))
            .collect();
        Self { days, years }
    }

    /// Adds holidays that the cooperative announced for itself. A day that is a public holiday already keeps its name.
    /// [`NotCovered`] when a day lies outside the years of the list.
    pub fn with_own(
        mut self,
        own: impl IntoIterator<Item = (BusinessDate, Text)>,
    ) -> Result<Self, NotCovered> {
        for (date, name) in own {
            self.covers(date)?;
            let kind = HolidayKind::Own;
            self.days
                .entry(date)
                .or_insert(Holiday { date, name, kind });
        }
        Ok(self)
    }

    /// The years that are covered whole, Common Era.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.years.clone()
    }

    /// All holidays, in order; weekends are not among them.
    pub fn iter(&self) -> impl Iterator<Item = &Holiday> {
        self.days.values()
    }

    /// The holiday on this day, if it is one; a plain weekend is none.
    pub fn holiday(&self, date: BusinessDate) -> Result<Option<&Holiday>, NotCovered> {
        self.covers(date)?;
        Ok(self.days.get(&date))
    }

    /// Why the office is closed by law or announcement: the holiday's name, or "Saturday", "Sunday"; `None` on a working day.
    pub fn why_off(&self, date: BusinessDate) -> Result<Option<Text>, NotCovered> {
        let holiday = self.holiday(date)?;
        Ok(holiday
            .map(|holiday| holiday.name.clone())
            .or_else(|| weekend_name(date)))
    }

    /// Neither a weekend nor a holiday. A cooperative that opens on Saturdays counts them as holidays all the same: they are
    /// holidays to the law (s. 193/8), and to its members a deadline must not come earlier than elsewhere.
    pub fn is_working_day(&self, date: BusinessDate) -> Result<bool, NotCovered> {
        Ok(self.why_off(date)?.is_none())
    }

    /// The day itself if it is a working day, else the next one.
    pub fn working_day_from(&self, date: BusinessDate) -> Result<BusinessDate, NotCovered> {
        let mut day = date;
        while !self.is_working_day(day)? {
            day = day.plus_days(1);
        }
        Ok(day)
    }

    /// The working day `count` working days after `date`, which is not counted itself; with 0 the day itself.
    pub fn working_days_after(
        &self,
        date: BusinessDate,
        count: u16,
    ) -> Result<BusinessDate, NotCovered> {
        self.covers(date)?;
        (0..count).try_fold(date, |day, _| self.working_day_from(day.plus_days(1)))
    }

    /// The last working day of the covered years; `None` only for a list that closes the office for good.
    pub fn last_working_day(&self) -> Option<BusinessDate> {
        let end = BusinessDate::from_ymd(*self.years.end(), 12, 31)?;
        (0..366)
            .map(|back| end.plus_days(-back))
            .find(|day| self.is_working_day(*day) == Ok(true))
    }

    fn covers(&self, date: BusinessDate) -> Result<(), NotCovered> {
        if self.years.contains(&date.year()) {
            return Ok(());
        }
        let (first_year, last_year) = (*self.years.start(), *self.years.end());
        Err(NotCovered {
            date,
            first_year,
            last_year,
        })
    }
}

fn weekend_name(date: BusinessDate) -> Option<Text> {
    match date.weekday() {
        Weekday::Sat => Some(Text::fixed("วันเสาร์", "Saturday")),
        Weekday::Sun => Some(Text::fixed("วันอาทิตย์", "Sunday")),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => None,
    }
}

impl From<NotCovered> for Problem {
    fn from(error: NotCovered) -> Self {
        let title = Text::fixed(
            "ยังไม่มีปฏิทินวันหยุดของปีนั้น",
            "The holidays of that year are not known",
        );
        let (year, from, to) = (
            error.date.buddhist_year(),
            error.first_year + 543,
            error.last_year + 543,
        );
        let detail = Text::of(
            format!(
                "ยังไม่มีวันหยุดของปี พ.ศ. {year} ในปฏิทิน (มีปี พ.ศ. {from} ถึง {to}) กรุณาเพิ่มวันหยุดของปีนั้นก่อน"
            ),
            format!("{error}. Add the holidays of that year first."),
        );
        Self::new(409, "E-CAL-001", title, detail)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::Lang;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn holidays() -> Holidays {
        Holidays::shipped().unwrap()
    }

    #[test]
    fn a6_the_end_of_the_calendar_is_near_for_ninety_days() {
        let day = |text: &str| BusinessDate::parse_iso(text).unwrap();
        let (list, last) = (Holidays::shipped().unwrap(), day("2027-12-31"));
        assert_eq!(list.ends_near(day("2027-10-02")), None);
        for near in ["2027-10-03", "2027-12-31", "2028-01-04"] {
            assert_eq!(list.ends_near(day(near)), Some(last), "{near}");
        }
    }

    #[test]
    fn weekends_holidays_and_substitutes_are_no_working_days() {
        for off in [
            "2026-11-21",
            "2026-11-22",
            "2026-12-07",
            "2026-10-23",
            "2026-12-31",
        ] {
            assert_eq!(holidays().is_working_day(day(off)), Ok(false), "{off}");
        }
        assert_eq!(holidays().is_working_day(day("2026-11-23")), Ok(true));
        let why = holidays().why_off(day("2026-11-22")).unwrap().unwrap();
        assert_eq!(why.get(Lang::Th), "วันอาทิตย์");
    }

    #[test]
    fn a_day_outside_the_list_is_an_error_and_no_silent_working_day() {
        for outside in ["2024-12-31", "2028-01-03"] {
            let error = holidays().is_working_day(day(outside)).unwrap_err();
            assert_eq!((error.first_year, error.last_year), (2025, 2027));
            assert_eq!(Problem::from(error).status, 409);
        }
        assert!(holidays().working_days_after(day("2027-12-30"), 1).is_err());
        assert_eq!(holidays().last_working_day(), Some(day("2027-12-30")));
    }

    #[test]
    fn a11_2_the_cooperatives_own_holidays_count_too() {
        let picnic = Text::fixed("วันหยุดสหกรณ์", "The cooperative's day");
        let with_own = holidays().with_own([
            (day("2026-11-23"), picnic.clone()),
            (day("2026-12-07"), picnic.clone()),
        ]);
        let with_own = with_own.unwrap();
        assert_eq!(with_own.is_working_day(day("2026-11-23")), Ok(false));
        let kept = with_own.holiday(day("2026-12-07")).unwrap().unwrap();
        assert_eq!(kept.kind, HolidayKind::Substitute);
        assert!(holidays().with_own([(day("2030-01-02"), picnic)]).is_err());
    }

    #[test]
    fn a_saturday_is_no_working_day_whoever_opens_on_it() {
        assert_eq!(holidays().is_working_day(day("2026-11-21")), Ok(false));
    }

    #[test]
    fn working_days_are_counted_from_the_next_day() {
        let after = |from, count| {
            holidays()
                .working_days_after(day(from), count)
                .unwrap()
                .to_string()
        };
        assert_eq!(after("2026-11-20", 1), "2026-11-23");
        assert_eq!(after("2026-11-21", 1), "2026-11-23");
        assert_eq!(after("2026-12-04", 2), "2026-12-09");
        assert_eq!(after("2026-11-20", 0), "2026-11-20");
    }
}
