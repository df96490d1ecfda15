//! An instant: UTC microseconds. Bangkok has kept one offset since 1920 and no summer time, so the business date is plain
//! arithmetic and needs no zone database.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Timelike, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::BusinessDate;

const BANGKOK_AHEAD_MICROS: i64 = 7 * 3600 * 1_000_000;
const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// A point in time, in microseconds since 1970-01-01T00:00:00Z. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-11-23T03:42:00Z")]
pub struct Instant(i64);

/// The text is not an RFC 3339 time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written as 2026-11-23T03:42:00Z (RFC 3339)")]
pub struct NotAnInstant;

impl Instant {
    /// Wraps microseconds read from the database.
    pub const fn micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The bare microseconds, for the database.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The instant at which Bangkok's clocks show `time` on `date`.
    pub fn from_bangkok(date: BusinessDate, time: NaiveTime) -> Self {
        let local = date.naive().and_time(time).and_utc().timestamp_micros();
        Self(local.saturating_sub(BANGKOK_AHEAD_MICROS))
    }

    /// The calendar day in Bangkok.
    pub fn business_date(self) -> BusinessDate {
        let days = self.bangkok_micros().div_euclid(DAY_MICROS);
        BusinessDate::new(NaiveDate::default()).plus_days(days)
    }

    /// The time of day in Bangkok.
    pub fn bangkok_time(self) -> NaiveTime {
        let micros = self.bangkok_micros().rem_euclid(DAY_MICROS);
        let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
        let parts = u32::try_from(seconds)
            .ok()
            .zip(u32::try_from(rest * 1000).ok());
        parts
            .and_then(|(seconds, nanos)| {
                NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)
            })
            .unwrap_or(NaiveTime::MIN)
    }

    /// `10:42`, Bangkok time.
    pub fn hour_minute(self) -> String {
        let time = self.bangkok_time();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// Reads RFC 3339 with any offset.
    pub fn parse(text: &str) -> Result<Self, NotAnInstant> {
        DateTime::parse_from_rfc3339(text)
            .map(|at| Self(at.timestamp_micros()))
            .map_err(|_| NotAnInstant)
    }

    fn bangkok_micros(self) -> i64 {
        self.0.saturating_add(BANGKOK_AHEAD_MICROS)
    }
}

/// RFC 3339, UTC: `2026-11-23T03:42:00Z`, with a fraction only where there is one.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or_default();
        f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bangkoks_day_begins_at_five_in_the_afternoon_of_greenwich() {
        let before = Instant::parse("2026-11-22T16:59:59.999999Z").unwrap();
        let after = Instant::parse("2026-11-22T17:00:00Z").unwrap();
        assert_eq!(before.business_date().to_string(), "2026-11-22");
        assert_eq!(after.business_date().to_string(), "2026-11-23");
        assert_eq!(
            (before.hour_minute(), after.hour_minute()),
            ("23:59".to_owned(), "00:00".to_owned())
        );
    }

    #[test]
    fn text_is_utc_whatever_offset_was_read() {
        let at = Instant::parse("2026-11-23T10:42:00+07:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-23T03:42:00Z");
        assert_eq!(at.hour_minute(), "10:42");
        for bad in ["", "2026-11-23", "2026-11-23T10:42:00", "10:42"] {
            assert_eq!(Instant::parse(bad), Err(NotAnInstant), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn date_and_time_of_bangkok_give_the_instant_back(micros in -2_000_000_000_000_000i64..7_000_000_000_000_000) {
            let at = Instant::micros(micros);
            prop_assert_eq!(Instant::from_bangkok(at.business_date(), at.bangkok_time()), at);
            prop_assert_eq!(Instant::parse(&at.to_string()), Ok(at));
        }

        #[test]
        fn no_number_makes_it_panic(micros: i64) {
            let at = Instant::micros(micros);
            let _ = (at.business_date(), at.bangkok_time(), at.to_string());
        }
    }
}
