//! A run of days, open at either end.

use super::BusinessDate;

/// Days from one to another, both included. An open end reaches to the first or the last day there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    pub from: Option<BusinessDate>,
    pub to: Option<BusinessDate>,
}

impl Days {
    /// Whether no end was given: every day is in it.
    pub fn is_whole(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether it ends before it begins.
    pub fn is_backwards(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to < from)
    }

    pub fn include(&self, day: BusinessDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The same of a day that may not have come yet: it is in all days, and in no narrower run.
    pub fn take(&self, day: Option<BusinessDate>) -> bool {
        self.is_whole() || day.is_some_and(|day| self.include(day))
    }

    /// The last day that can have anything in it today.
    pub fn until(&self, today: BusinessDate) -> BusinessDate {
        self.to.map_or(today, |to| to.min(today))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn days(from: Option<&str>, to: Option<&str>) -> Days {
        let day = |text: &str| BusinessDate::parse_iso(text).unwrap();
        Days {
            from: from.map(day),
            to: to.map(day),
        }
    }

    #[test]
    fn both_ends_belong_to_a_run_of_days_and_what_has_no_day_to_no_run() {
        let day = BusinessDate::parse_iso("2026-11-21").unwrap();
        for (from, to, includes) in [
            (Some("2026-11-21"), Some("2026-11-21"), true),
            (Some("2026-11-22"), None, false),
            (None, Some("2026-11-20"), false),
            (None, None, true),
        ] {
            let days = days(from, to);
            assert_eq!(days.include(day), includes, "{days:?}");
            assert_eq!(days.take(Some(day)), includes, "{days:?}");
            assert_eq!(days.take(None), days.is_whole(), "{days:?}");
        }
        assert!(days(Some("2026-11-21"), Some("2026-11-20")).is_backwards());
        assert_eq!(
            days(None, Some("2026-11-20")).until(day).to_string(),
            "2026-11-20"
        );
        assert_eq!(days(None, Some("2026-12-20")).until(day), day);
    }
}
