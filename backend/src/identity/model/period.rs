//! Days on which a role or a duty is held.

use serde::{Deserialize, Serialize};

use crate::kernel::BusinessDate;

/// From a day to a day, both included; without an end it runs on. A period that was stopped in the middle of its last day
/// still counts for that day when pairs are compared, but nobody acts under it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
    /// The day from which it no longer gives any right, when it was stopped at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_on: Option<BusinessDate>,
}

impl Period {
    /// `None` when it would end before it begins.
    pub fn new(from: BusinessDate, to: Option<BusinessDate>) -> Option<Self> {
        let backwards = to.is_some_and(|to| to < from);
        (!backwards).then_some(Self {
            from,
            to,
            stopped_on: None,
        })
    }

    /// Whether the day lies inside, for comparing pairs and for history.
    pub fn includes(&self, day: BusinessDate) -> bool {
        !self.never_began() && self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Taken back before its first day.
    pub fn never_began(&self) -> bool {
        self.stopped_on.is_some_and(|stopped| stopped < self.from)
    }

    /// Whether someone may act under it on that day from now on.
    pub fn gives_right_on(&self, day: BusinessDate) -> bool {
        self.includes(day) && self.stopped_on.is_none_or(|stopped| day < stopped)
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.never_began()
            && !other.never_began()
            && self.to.is_none_or(|to| other.from <= to)
            && other.to.is_none_or(|to| self.from <= to)
    }

    /// The days on which it gives its right whole: the day on which it was stopped is not among them. `None` for one that was
    /// stopped before or on its first day.
    pub fn by_right(&self) -> Option<Self> {
        let Some(stopped) = self.stopped_on else {
            return Some(*self);
        };
        let last = stopped.plus_days(-1);
        Self::new(self.from, Some(self.to.map_or(last, |to| to.min(last))))
    }

    /// Whether it has nothing left to give after that day.
    pub fn is_over(&self, today: BusinessDate) -> bool {
        self.stopped_on.is_some() || self.to.is_some_and(|to| to < today)
    }

    /// Shortened to a last day, which is kept whole.
    pub fn ended_after(self, last_day: BusinessDate) -> Self {
        Self {
            to: Some(self.to.map_or(last_day, |to| to.min(last_day))),
            ..self
        }
    }

    /// Stopped at once: `today` still counts when pairs are compared, but gives no right any more. One that had not begun
    /// never counts.
    pub fn stopped(self, today: BusinessDate) -> Self {
        let last = today.max(self.from);
        Self {
            to: Some(self.to.map_or(last, |to| to.min(last))),
            stopped_on: Some(today),
            ..self
        }
    }

    /// The days that both give the right on.
    pub fn shared_with(&self, other: &Self) -> Option<Self> {
        if self.stopped_on.is_some() || other.stopped_on.is_some() {
            return None;
        }
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self::new(self.from.max(other.from), to)
    }

    /// Whether these periods together give the right on every day of this one. Both ends count.
    pub fn is_covered_by(&self, others: &[Self]) -> bool {
        let mut day = self.from;
        loop {
            let Some(best) = others
                .iter()
                .filter(|p| p.stopped_on.is_none() && p.includes(day))
                .max_by_key(|p| p.to.map_or((1, day), |to| (0, to)))
            else {
                return false;
            };
            match (best.to, self.to) {
                (None, _) => return true,
                (Some(covered), Some(end)) if covered >= end => return true,
                (Some(covered), _) => day = covered.plus_days(1),
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn day(offset: i64) -> BusinessDate {
        BusinessDate::from_ymd(2026, 11, 1)
            .unwrap()
            .plus_days(offset)
    }

    pub(crate) fn period(from: i64, to: Option<i64>) -> Period {
        Period::new(day(from), to.map(day)).unwrap()
    }

    pub(crate) fn periods() -> impl Strategy<Value = Period> {
        (0_i64..40, proptest::option::of(0_i64..20))
            .prop_map(|(from, days)| period(from, days.map(|d| from + d)))
    }

    fn days_of(p: &Period) -> Vec<i64> {
        (-1..100).filter(|d| p.includes(day(*d))).collect()
    }

    #[test]
    fn a_period_cannot_end_before_it_begins() {
        assert!(Period::new(day(2), Some(day(1))).is_none());
        assert!(Period::new(day(2), Some(day(2))).is_some());
    }

    #[test]
    fn stopped_at_once_counts_for_the_day_and_gives_nothing() {
        let stopped = period(0, None).stopped(day(5));
        assert!(stopped.includes(day(5)) && !stopped.gives_right_on(day(5)));
        assert!(stopped.gives_right_on(day(4)) && !stopped.includes(day(6)));
        let early = period(10, Some(20)).stopped(day(5));
        assert!((0..30).all(|d| !early.includes(day(d))));
        assert!(!early.overlaps(&period(10, None)));
    }

    #[test]
    fn the_day_on_which_it_was_stopped_gives_no_right_any_more() {
        let stopped = period(0, None).stopped(day(5)).by_right().unwrap();
        assert!(stopped.includes(day(4)) && !stopped.includes(day(5)));
        assert!(period(5, None).stopped(day(5)).by_right().is_none());
        assert!(period(9, None).stopped(day(5)).by_right().is_none());
        assert_eq!(period(0, Some(3)).by_right(), Some(period(0, Some(3))));
    }

    proptest! {
        #[test]
        fn overlap_is_a_shared_day_in_both_directions(a in periods(), b in periods()) {
            let shared = days_of(&a).iter().any(|d| days_of(&b).contains(d));
            prop_assert_eq!(a.overlaps(&b), shared);
            prop_assert_eq!(b.overlaps(&a), shared);
        }

        #[test]
        fn covered_means_every_day(a in periods(), others in proptest::collection::vec(periods(), 0..5)) {
            let every = days_of(&a).iter().all(|d| others.iter().any(|o| o.includes(day(*d))));
            prop_assert_eq!(a.is_covered_by(&others), every);
        }

        #[test]
        fn ending_never_adds_a_day(a in periods(), last in 0_i64..60, today in 0_i64..60) {
            let (before, ended) = (days_of(&a), days_of(&a.ended_after(day(last))));
            prop_assert!(ended.iter().all(|d| before.contains(d)));
            let stopped = a.stopped(day(today));
            prop_assert!((today..100).all(|d| !stopped.gives_right_on(day(d))));
        }
    }
}
