//! Voucher numbers: a pattern, and the period in which the count begins anew. `RV2569/000123`, or `JV690421-003`.

use crate::kernel::BusinessDate;

use super::model::Voucher;

const BUDDHIST_ERA: i32 = 543;

/// Why a voucher pattern is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("vouchers.pattern: {0} is not a part of a number")]
    UnknownPart(String),
    #[error("vouchers.pattern: the number comes once and last, as {{number:6}}, after {{kind}}")]
    NoNumber,
    #[error("vouchers.restart is year, month or day")]
    UnknownRestart,
    #[error(
        "vouchers.pattern does not show the period in which the count begins anew, so numbers would repeat"
    )]
    Ambiguous,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Kind,
    /// Buddhist year, four digits.
    Year,
    /// Buddhist year, two digits.
    ShortYear,
    Month,
    Day,
}

/// How vouchers are numbered: what stands before the number names its series, so each kind and period has its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    before: Vec<Part>,
    digits: usize,
}

impl Series {
    /// Reads a pattern such as `{kind}{year}/{number:6}` with its restart.
    pub fn parse(pattern: &str, restart: &str) -> Result<Self, PatternError> {
        let (before, number) = pattern
            .rsplit_once("{number:")
            .ok_or(PatternError::NoNumber)?;
        let digits = number.strip_suffix('}').and_then(|d| d.parse().ok());
        let digits = digits
            .filter(|d| (1..=12).contains(d))
            .ok_or(PatternError::NoNumber)?;
        let before = parts(before)?;
        let shows = |any: &[Part]| any.iter().any(|p| before.contains(p));
        let year = shows(&[Part::Year, Part::ShortYear]);
        let shown = match restart {
            "year" => year && !shows(&[Part::Month, Part::Day]),
            "month" => year && shows(&[Part::Month]) && !shows(&[Part::Day]),
            "day" => year && shows(&[Part::Month]) && shows(&[Part::Day]),
            _ => return Err(PatternError::UnknownRestart),
        };
        match (before.contains(&Part::Kind), shown) {
            (false, _) => Err(PatternError::NoNumber),
            (true, false) => Err(PatternError::Ambiguous),
            (true, true) => Ok(Self { before, digits }),
        }
    }

    /// The series of a kind on a transaction date: all that stands before the number.
    pub fn name(&self, kind: Voucher, on: BusinessDate) -> String {
        let year = on.year() + BUDDHIST_ERA;
        self.before
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Kind => kind.code().to_owned(),
                Part::Year => year.to_string(),
                Part::ShortYear => format!("{:02}", year % 100),
                Part::Month => format!("{:02}", on.month()),
                Part::Day => format!("{:02}", on.day()),
            })
            .collect()
    }

    /// The voucher number: the series and the number in it.
    pub fn no(&self, series: &str, number: i64) -> String {
        format!("{series}{number:0width$}", width = self.digits)
    }
}

fn parts(mut text: &str) -> Result<Vec<Part>, PatternError> {
    let mut parts = Vec::new();
    while !text.is_empty() {
        let Some(open) = text.find('{') else {
            parts.push(Part::Text(text.to_owned()));
            break;
        };
        if open > 0 {
            parts.push(Part::Text(text[..open].to_owned()));
        }
        let Some(close) = text.find('}').filter(|close| *close > open) else {
            return Err(PatternError::UnknownPart(text.to_owned()));
        };
        parts.push(match &text[open + 1..close] {
            "kind" => Part::Kind,
            "year" => Part::Year,
            "yy" => Part::ShortYear,
            "mm" => Part::Month,
            "dd" => Part::Day,
            other => return Err(PatternError::UnknownPart(other.to_owned())),
        });
        text = &text[close + 1..];
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn no(pattern: &str, restart: &str, date: &str, number: i64) -> String {
        let series = Series::parse(pattern, restart).unwrap();
        let on = BusinessDate::parse_iso(date).unwrap();
        series.no(&series.name(Voucher::Receipt, on), number)
    }

    #[test]
    fn a_number_shows_kind_buddhist_year_and_its_place() {
        assert_eq!(
            no("{kind}{year}/{number:6}", "year", "2026-11-21", 123),
            "RV2569/000123"
        );
        assert_eq!(
            no("{kind}{yy}{mm}{dd}-{number:3}", "day", "2026-04-21", 3),
            "RV690421-003"
        );
        assert_eq!(
            no("{kind}{yy}{mm}-{number:4}", "month", "2026-04-21", 12345),
            "RV6904-12345"
        );
    }

    #[test]
    fn a_pattern_that_would_repeat_a_number_is_refused() {
        for (pattern, restart, error) in [
            ("{kind}{number:6}", "year", PatternError::Ambiguous),
            ("{kind}{year}-{number:6}", "month", PatternError::Ambiguous),
            (
                "{kind}{year}{mm}-{number:6}",
                "year",
                PatternError::Ambiguous,
            ),
            ("{year}-{number:6}", "year", PatternError::NoNumber),
            ("{kind}{year}", "year", PatternError::NoNumber),
            ("{kind}{year}-{number:0}", "year", PatternError::NoNumber),
            (
                "{kind}{year}-{number:6}",
                "week",
                PatternError::UnknownRestart,
            ),
            (
                "{kind}{era}-{number:6}",
                "year",
                PatternError::UnknownPart("era".into()),
            ),
        ] {
            assert_eq!(Series::parse(pattern, restart), Err(error), "{pattern}");
        }
    }
}
