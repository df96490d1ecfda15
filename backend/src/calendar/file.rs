//! The list of public holidays as a file: `date,name_th,name_en,substitute`. It is checked whole at load, because a holiday
//! that is missing or twice moves deadlines without a word.

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::{Holiday, HolidayKind, Holidays};
use crate::kernel::{BusinessDate, Text};

/// The list that is shipped, B.E. 2568 to 2570.
const SHIPPED: &str = include_str!("../../../seed/holidays.csv");
/// A substitute is named after its holiday with this word before it.
const SUBSTITUTE_WORD: &str = "ชดเชย";
/// A substitute follows within a few days; a longer way back is another year's holiday of the same name.
const SUBSTITUTE_WITHIN_DAYS: i64 = 7;

/// What is wrong with a list of holidays. `line` counts from 1, the header being line 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HolidayFileError {
    /// The columns are not those expected, or a row has too few or too many.
    #[error("line {line}: expected the columns date,name_th,name_en,substitute")]
    Columns { line: u64 },
    /// Not an ISO date of the Common Era.
    #[error("line {line}: '{text}' is not a date of the form YYYY-MM-DD")]
    Date { line: u64, text: String },
    /// A holiday without a name.
    #[error("line {line}: the holiday has no name in both languages")]
    NoName { line: u64 },
    /// Something other than `yes` or nothing.
    #[error("line {line}: the column substitute holds 'yes' or nothing")]
    SubstituteMark { line: u64 },
    /// Before the row above.
    #[error("line {line}: {date} stands before the day above it")]
    NotSorted { line: u64, date: BusinessDate },
    /// The same day as the row above.
    #[error("line {line}: {date} stands twice")]
    Twice { line: u64, date: BusinessDate },
    /// A substitute that is not reached from its holiday over days off alone, or that falls on a weekend.
    #[error("line {line}: {date} is no substitute for a holiday just before it")]
    NoSuchSubstitute { line: u64, date: BusinessDate },
    /// A year without 1 January or 31 December: the list was cut.
    #[error("the list does not hold the whole of {year}: {missing} is missing")]
    YearNotWhole { year: i32, missing: BusinessDate },
    /// No holiday at all.
    #[error("the list is empty")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    date: String,
    name_th: String,
    name_en: String,
    substitute: String,
}

impl Holidays {
    /// The holidays that come with the program.
    pub fn shipped() -> Result<Self, HolidayFileError> {
        Self::from_csv(SHIPPED)
    }

    /// Reads and checks a list: sorted, no day twice, a substitute only after its holiday, whole years.
    pub fn from_csv(text: &str) -> Result<Self, HolidayFileError> {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut list: Vec<Holiday> = Vec::new();
        for row in reader.deserialize::<Row>() {
            let line = u64::try_from(list.len()).unwrap_or(0) + 2;
            let holiday = read(line, row.map_err(|_| HolidayFileError::Columns { line })?)?;
            follows(line, &holiday, &list)?;
            list.push(holiday);
        }
        let years = whole_years(&list)?;
        Ok(Self::of(list, years))
    }
}

fn read(line: u64, row: Row) -> Result<Holiday, HolidayFileError> {
    let date = BusinessDate::parse_iso(&row.date).map_err(|_| HolidayFileError::Date {
        line,
        text: row.date,
    })?;
    let (th, en) = (row.name_th.trim().to_owned(), row.name_en.trim().to_owned());
    if th.is_empty() || en.is_empty() {
        return Err(HolidayFileError::NoName { line });
    }
    let kind = match row.substitute.as_str() {
        "" => HolidayKind::Public,
        "yes" => HolidayKind::Substitute,
        _ => return Err(HolidayFileError::SubstituteMark { line }),
    };
    let name = Text::of(th, en);
    Ok(Holiday { date, name, kind })
}

/// Whether the holiday may stand after those above it.
fn follows(line: u64, holiday: &Holiday, above: &[Holiday]) -> Result<(), HolidayFileError> {
    let date = holiday.date;
    match above.last() {
        Some(last) if last.date == date => return Err(HolidayFileError::Twice { line, date }),
        Some(last) if last.date > date => return Err(HolidayFileError::NotSorted { line, date }),
        Some(_) | None => {}
    }
    if holiday.kind == HolidayKind::Substitute && !has_its_holiday(holiday, above) {
        return Err(HolidayFileError::NoSuchSubstitute { line, date });
    }
    Ok(())
}

/// A substitute is the first working day after its holiday: going back from it, every day is off until that holiday comes.
fn has_its_holiday(substitute: &Holiday, above: &[Holiday]) -> bool {
    let Some(name) = substitute.name.th.strip_prefix(SUBSTITUTE_WORD) else {
        return false;
    };
    if substitute.date.is_weekend() {
        return false;
    }
    for back in 1..=SUBSTITUTE_WITHIN_DAYS {
        let day = substitute.date.plus_days(-back);
        match above.iter().rev().find(|holiday| holiday.date == day) {
            Some(holiday) if holiday.name.th == name => return true,
            Some(_) => {}
            None if day.is_weekend() => {}
            None => return false,
        }
    }
    false
}

/// The years of the list, each of which must hold New Year's Day and New Year's Eve: both are holidays of every year, and a
/// list that was cut lacks one of them.
fn whole_years(list: &[Holiday]) -> Result<RangeInclusive<i32>, HolidayFileError> {
    let (Some(first), Some(last)) = (list.first(), list.last()) else {
        return Err(HolidayFileError::Empty);
    };
    let years = first.date.year()..=last.date.year();
    for year in years.clone() {
        let ends = [
            BusinessDate::from_ymd(year, 1, 1),
            BusinessDate::from_ymd(year, 12, 31),
        ];
        let missing = ends
            .into_iter()
            .flatten()
            .find(|end| !list.iter().any(|holiday| holiday.date == *end));
        if let Some(missing) = missing {
            return Err(HolidayFileError::YearNotWhole { year, missing });
        }
    }
    Ok(years)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const HEAD: &str = "date,name_th,name_en,substitute\n2026-01-01,วันขึ้นปีใหม่,New Year's Day,\n";
    const TAIL: &str = "2026-12-31,วันสิ้นปี,New Year's Eve,\n";

    fn load(middle: &str) -> Result<Holidays, HolidayFileError> {
        Holidays::from_csv(&format!("{HEAD}{middle}{TAIL}"))
    }

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    #[test]
    fn the_shipped_list_is_sound() {
        let shipped = Holidays::shipped().unwrap();
        assert_eq!(shipped.years(), 2025..=2027);
        assert_eq!(shipped.iter().count(), 71);
        let substitutes = shipped
            .iter()
            .filter(|holiday| holiday.kind == HolidayKind::Substitute);
        assert_eq!(substitutes.count(), 11);
    }

    #[test]
    fn a_mistaken_line_is_named() {
        let may = "2026-05-31,วันวิสาขบูชา,Visakha Bucha Day,\n";
        for (middle, error) in [
            (
                format!("{may}{may}"),
                HolidayFileError::Twice {
                    line: 4,
                    date: day("2026-05-31"),
                },
            ),
            (
                format!("{may}2026-05-04,วันฉัตรมงคล,Coronation Day,\n"),
                HolidayFileError::NotSorted {
                    line: 4,
                    date: day("2026-05-04"),
                },
            ),
            (
                "31/05/2569,วันวิสาขบูชา,Visakha Bucha Day,\n".to_owned(),
                HolidayFileError::Date {
                    line: 3,
                    text: "31/05/2569".to_owned(),
                },
            ),
            (
                "2026-05-31,,Visakha,\n".to_owned(),
                HolidayFileError::NoName { line: 3 },
            ),
            (
                "2026-05-31,ก,k,no\n".to_owned(),
                HolidayFileError::SubstituteMark { line: 3 },
            ),
            (
                "2026-05-31,ก,k\n".to_owned(),
                HolidayFileError::Columns { line: 3 },
            ),
        ] {
            assert_eq!(load(&middle).unwrap_err(), error);
        }
    }

    #[test]
    fn a_substitute_stands_only_after_its_holiday() {
        let may = "2026-05-31,วันวิสาขบูชา,Visakha Bucha Day,\n";
        let substitute =
            |date: &str, name: &str| format!("{may}{date},ชดเชย{name},Substitute,yes\n");
        assert!(load(&substitute("2026-06-01", "วันวิสาขบูชา")).is_ok());
        for (date, name) in [
            ("2026-06-02", "วันวิสาขบูชา"),
            ("2026-06-01", "วันแม่"),
            ("2026-06-06", "วันวิสาขบูชา"),
        ] {
            let error = load(&substitute(date, name)).unwrap_err();
            assert_eq!(
                error,
                HolidayFileError::NoSuchSubstitute {
                    line: 4,
                    date: day(date)
                }
            );
        }
        let alone = "2026-06-01,วันวิสาขบูชา,Visakha,yes\n";
        assert!(matches!(
            load(alone),
            Err(HolidayFileError::NoSuchSubstitute { .. })
        ));
    }

    #[test]
    fn a_list_that_was_cut_is_refused() {
        let cut = Holidays::from_csv(HEAD).unwrap_err();
        assert_eq!(
            cut,
            HolidayFileError::YearNotWhole {
                year: 2026,
                missing: day("2026-12-31")
            }
        );
        let gap = format!(
            "{HEAD}{TAIL}2028-01-01,วันขึ้นปีใหม่,New Year's Day,\n2028-12-31,วันสิ้นปี,New Year's Eve,\n"
        );
        assert!(matches!(
            Holidays::from_csv(&gap),
            Err(HolidayFileError::YearNotWhole { year: 2027, .. })
        ));
        assert_eq!(
            Holidays::from_csv("date,name_th,name_en,substitute\n"),
            Err(HolidayFileError::Empty)
        );
        assert!(Holidays::from_csv("date,name\n2026-01-01,x\n").is_err());
    }
}
