//! How long an act may wait for its turn. Once it runs it is never cut off, because nobody could say what became of it.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

/// An act that has not begun after this long is answered unrun: whoever asked has long asked again.
pub(super) const WAIT_MAX: Duration = Duration::from_secs(10);

const WAITS: u8 = 0;
const RUNS: u8 = 1;
const GIVEN_UP: u8 = 2;

/// An act's place in the queue, shared by whoever waits for the answer and the writer. Either begins it or gives it up, and
/// only one of the two happens.
pub(super) struct Ticket {
    since: Instant,
    state: AtomicU8,
}

impl Ticket {
    pub(super) fn new() -> Self {
        Self {
            since: Instant::now(),
            state: AtomicU8::new(WAITS),
        }
    }

    /// The writer's side: whether the act runs now. Not when it waited too long, also where nobody is left to give it up.
    pub(super) fn begin(&self) -> bool {
        self.since.elapsed() < WAIT_MAX && self.becomes(RUNS)
    }

    /// The side of whoever waits: whether the act will never run.
    pub(super) fn give_up(&self) -> bool {
        self.becomes(GIVEN_UP)
    }

    fn becomes(&self, state: u8) -> bool {
        self.state
            .compare_exchange(WAITS, state, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_runs_or_is_given_up_and_never_both() {
        let ticket = Ticket::new();
        assert!(ticket.begin());
        assert!(!ticket.give_up());
        let ticket = Ticket::new();
        assert!(ticket.give_up());
        assert!(!ticket.begin());
    }

    #[test]
    fn what_waited_too_long_does_not_run() {
        let Some(since) = Instant::now().checked_sub(WAIT_MAX) else {
            return;
        };
        let ticket = Ticket {
            since,
            state: AtomicU8::new(WAITS),
        };
        assert!(!ticket.begin());
    }
}
