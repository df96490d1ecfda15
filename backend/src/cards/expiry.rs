//! The day on which a card runs out, as lists and registers write it (A5.2). One reader for all: the same text means the same
//! day in the bank's list and in an old register.

use crate::kernel::BusinessDate;
use crate::kernel::thai::to_arabic_digits;

/// No card runs longer: a date beyond it is a slip of the hand.
const YEARS_MAX: i32 = 20;

/// Why a text is no expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiryFault {
    Empty,
    NotADate,
    /// A whole date with a year of two digits: `30/09/30` is 2030 on a card and 1987 in a Thai register.
    TwoReadings,
    TooFar,
}

/// A whole date, or month and year as cards show them (`09/30`): then the month's last day, marked as derived.
pub fn read(text: &str, today: BusinessDate) -> Result<(BusinessDate, bool), ExpiryFault> {
    let text = to_arabic_digits(text.trim());
    if text.is_empty() {
        return Err(ExpiryFault::Empty);
    }
    let (day, derived) = match month_and_year(&text) {
        Some(day) => (day, true),
        None if BusinessDate::has_short_year(&text) => return Err(ExpiryFault::TwoReadings),
        None => {
            let day = BusinessDate::parse_written(&text).map_err(|_| ExpiryFault::NotADate)?;
            (day, false)
        }
    };
    Ok((not_too_far(day, today)?, derived))
}

/// The day, unless no card runs so long.
pub fn not_too_far(day: BusinessDate, today: BusinessDate) -> Result<BusinessDate, ExpiryFault> {
    if day.year() > today.year() + YEARS_MAX {
        return Err(ExpiryFault::TooFar);
    }
    Ok(day)
}

/// `09/30`, `9/30`, `09/2030`, `09-2573`: the last day of that month. Two digits are of the Common Era, as on cards.
fn month_and_year(text: &str) -> Option<BusinessDate> {
    let (month, year) = text.split_once(['/', '-'])?;
    let number = |t: &str| {
        t.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| t.parse::<i32>().ok())
    };
    let (month_no, year_no) = (number(month)??, number(year)??);
    let year = match (year.len(), year_no) {
        (2, short) => 2000 + short,
        (4, buddhist) if buddhist >= 2400 => buddhist - 543,
        (4, common) => common,
        (_, _) => return None,
    };
    let month = u32::try_from(month_no).ok().filter(|_| month.len() <= 2)?;
    BusinessDate::from_ymd(year, month, 1).map(BusinessDate::month_end)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a5_2_an_expiry_that_can_be_read_two_ways_is_asked_again() {
        let today = BusinessDate::parse_iso("2026-11-21").unwrap();
        for text in ["30/09/30", "๓๐/๐๙/๓๐", "30/09/73", "300930", "30 ก.ย. 73"] {
            assert_eq!(read(text, today), Err(ExpiryFault::TwoReadings), "{text}");
        }
        for text in ["09/73", "09/2616", "2047-01-01"] {
            assert_eq!(read(text, today), Err(ExpiryFault::TooFar), "{text}");
        }
        for text in ["+100", "today", "พรุ่งนี้"] {
            assert_eq!(read(text, today), Err(ExpiryFault::NotADate), "{text}");
        }
        for text in [
            "09/30",
            "09/2573",
            "30/09/2573",
            "30 ก.ย. 2573",
            "2030-09-30",
        ] {
            let day = read(text, today).map(|(day, _)| day.to_string());
            assert_eq!(day.as_deref(), Ok("2030-09-30"), "{text}");
        }
    }
}
