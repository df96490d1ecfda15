//! The two clocks. `now` and `today` are the office's, which the demonstration may set and move on; `wall` is the machine's,
//! for tokens, lock-outs and time-outs. This is the only place that asks the machine what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{BusinessDate, Instant};

/// Hands out the time; cheap to clone, and every clone moves with the others.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Office time minus the machine's, in microseconds; `None` for a clock that follows the machine and cannot be moved.
    ahead: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's time, for `serve`. It cannot be moved.
    pub const fn system() -> Self {
        Self { ahead: None }
    }

    /// An office clock that shows `start` now and runs on with the machine, for the demonstration, seeding and tests.
    pub fn starting_at(start: Instant) -> Self {
        let ahead = start.as_micros().saturating_sub(machine_micros());
        Self {
            ahead: Some(Arc::new(AtomicI64::new(ahead))),
        }
    }

    /// The office's time.
    pub fn now(&self) -> Instant {
        let ahead = self
            .ahead
            .as_ref()
            .map_or(0, |ahead| ahead.load(Ordering::SeqCst));
        Instant::micros(machine_micros().saturating_add(ahead))
    }

    /// The office's day, in Bangkok.
    pub fn today(&self) -> BusinessDate {
        self.now().business_date()
    }

    /// The machine's time, whatever the office's clock shows.
    pub fn wall(&self) -> Instant {
        Instant::micros(machine_micros())
    }

    /// Moves the office's clock `days` ahead and tells the new time. A clock of [`Clock::system`] stays where it is.
    pub fn advance_days(&self, days: u16) -> Instant {
        if let Some(ahead) = &self.ahead {
            ahead.fetch_add(i64::from(days) * 24 * 3600 * 1_000_000, Ordering::SeqCst);
        }
        self.now()
    }

    /// Moves the office's clock ahead to `target` and tells the new time; an earlier target changes nothing, because what
    /// is recorded never goes back in time. A clock of [`Clock::system`] stays where it is.
    pub fn advance_to(&self, target: Instant) -> Instant {
        if let Some(ahead) = &self.ahead {
            let wanted = target.as_micros().saturating_sub(machine_micros());
            ahead.fetch_max(wanted, Ordering::SeqCst);
        }
        self.now()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the machine"
)]
fn machine_micros() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since
        .ok()
        .and_then(|since| i64::try_from(since.as_micros()).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn seconds(from: Instant, to: Instant) -> i64 {
        (to.as_micros() - from.as_micros()) / 1_000_000
    }

    #[test]
    fn a_moved_clock_runs_on_and_never_back() {
        let start = Instant::parse("2026-11-21T02:00:00Z").unwrap();
        let clock = Clock::starting_at(start);
        let other = clock.clone();
        assert!(clock.now() >= start && seconds(start, clock.now()) < 60);
        clock.advance_days(31);
        assert_eq!(other.today().to_string(), "2026-12-22");
        clock.advance_to(start);
        assert_eq!(other.today().to_string(), "2026-12-22");
        clock.advance_to(Instant::parse("2027-01-02T02:00:00Z").unwrap());
        assert_eq!(other.today().to_string(), "2027-01-02");
    }

    #[test]
    fn the_machines_time_is_not_moved() {
        let system = Clock::system();
        let before = system.wall();
        assert!(seconds(before, system.advance_days(400)) < 60);
        let demo = Clock::starting_at(Instant::micros(0));
        assert!(seconds(before, demo.wall()) < 60);
    }
}
