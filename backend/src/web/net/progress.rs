//! How long a connection has let us wait. Pure: every call brings its own moment.

use std::time::Duration;

use tokio::time::Instant;

use super::reading::{Next, Reading};
use super::{
    ANSWER_STALL_SECONDS, ANSWER_WINDOW_SECONDS, BODY_AHEAD_SECONDS, BODY_SECONDS,
    BODY_STALL_SECONDS, HEAD_SECONDS, LEAST_BYTES_PER_SECOND,
};

/// Time spent waiting for the client, against what it moved meanwhile.
#[derive(Debug, Default)]
struct Meter {
    since: Option<Instant>,
    waited: Duration,
    bytes: u64,
}

impl Meter {
    fn wait(&mut self, now: Instant) {
        self.since.get_or_insert(now);
    }

    fn stop(&mut self, now: Instant) {
        self.waited = self.waited(now);
        self.since = None;
    }

    fn waited(&self, now: Instant) -> Duration {
        self.waited + self.stalled(now)
    }

    /// Since the client last moved anything.
    fn stalled(&self, now: Instant) -> Duration {
        self.since.map_or(Duration::ZERO, |since| now - since)
    }

    /// How much longer it let us wait than its bytes need at the least rate.
    fn behind(&self, now: Instant) -> Duration {
        self.waited(now).saturating_sub(time_for(self.bytes))
    }

    /// Bytes that came before their time excuse a wait of so long and no longer.
    fn is_ahead_at_most(&mut self, most: Duration) {
        let needed = self.waited + most;
        let millis = u64::try_from(needed.as_millis()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.min(bytes_in(millis));
    }
}

/// What so many bytes need at the least rate.
fn time_for(bytes: u64) -> Duration {
    Duration::from_millis(bytes.saturating_mul(1000) / LEAST_BYTES_PER_SECOND)
}

/// What comes in so many milliseconds at the least rate.
fn bytes_in(millis: u64) -> u64 {
    millis.saturating_mul(LEAST_BYTES_PER_SECOND) / 1000
}

#[derive(Debug)]
enum Stage {
    /// No request in hand since then: a new connection, or the last answer is written.
    Idle(Instant),
    /// The handler has the request.
    Works,
    /// The answer is being sent.
    Answers,
    /// Nothing more is done for it.
    Cut,
}

/// Where one connection stands, and whom it waits for: its client, or us.
#[derive(Debug)]
pub struct Progress {
    stage: Stage,
    body: Meter,
    answer: Meter,
    /// The dispatcher was told to wait with reading until the client takes its answers.
    held_back: bool,
    /// The client sends nothing any more.
    closed: bool,
    reading: Reading,
}

impl Progress {
    pub fn new(now: Instant) -> Self {
        Self {
            stage: Stage::Idle(now),
            body: Meter::default(),
            answer: Meter::default(),
            held_back: false,
            closed: false,
            reading: Reading::new(),
        }
    }

    /// The connection's own turn begins.
    pub fn turn(&mut self) {
        self.reading.turn();
    }

    /// Whether more is read in this turn.
    pub fn next_read(&self) -> Next {
        self.reading.next(matches!(self.stage, Stage::Idle(_)))
    }

    pub fn read(&mut self, bytes: u64) {
        self.reading.read(bytes);
    }

    /// The client closed its side.
    pub fn closed(&mut self) {
        self.closed = true;
    }

    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// A head is whole. False when the connection was cut meanwhile: then no handler may begin.
    pub fn request(&mut self) -> bool {
        if matches!(self.stage, Stage::Cut) {
            return false;
        }
        (self.stage, self.body) = (Stage::Works, Meter::default());
        self.reading.head();
        true
    }

    /// The request has a body.
    pub fn body_follows(&mut self) {
        self.reading.body();
    }

    /// The body came to its end.
    pub fn body_ended(&mut self) {
        self.reading.head();
    }

    /// The handler gave the body up; what was not read of it is read away.
    pub fn body_given_up(&mut self) {
        self.reading.gave_up();
    }

    /// The handler wants more of the body than has come. The moment at which that was too long.
    pub fn body_wanted(&mut self, now: Instant) -> Instant {
        self.body.wait(now);
        let allowed = Duration::from_secs(BODY_SECONDS) + time_for(self.body.bytes);
        let left = allowed.saturating_sub(self.body.waited(now));
        let stall = Duration::from_secs(BODY_STALL_SECONDS);
        now + left.min(stall.saturating_sub(self.body.stalled(now)))
    }

    /// More of the body came, or its end. False when the connection was cut meanwhile.
    pub fn body_came(&mut self, bytes: u64, now: Instant) -> bool {
        self.body.stop(now);
        self.body.bytes += bytes;
        let ahead = Duration::from_secs(BODY_AHEAD_SECONDS);
        self.body.is_ahead_at_most(ahead);
        self.reading.took(bytes);
        !matches!(self.stage, Stage::Cut)
    }

    /// The handler is done, its answer is about to be sent.
    pub fn answers(&mut self) {
        if matches!(self.stage, Stage::Works) {
            self.stage = Stage::Answers;
        }
    }

    /// The answer is written as far as we are concerned, or given up.
    pub fn done(&mut self, now: Instant) {
        if !matches!(self.stage, Stage::Cut) {
            self.stage = Stage::Idle(now);
        }
    }

    /// The client takes nothing at the moment.
    pub fn blocked(&mut self, now: Instant) {
        self.answer.wait(now);
    }

    /// The client took something. True when reading was held back until then and has to begin again.
    pub fn wrote(&mut self, bytes: u64, now: Instant) -> bool {
        let was_blocked = self.answer.since.is_some();
        self.answer.stop(now);
        // What the kernel takes at once says nothing of the client.
        if !self.answer.waited.is_zero() {
            self.answer.bytes += bytes;
        }
        if let (true, Stage::Idle(since)) = (was_blocked, &mut self.stage) {
            *since = now;
        }
        std::mem::take(&mut self.held_back)
    }

    /// Whether the next requests stay unread: who takes no answers gets no more of them made.
    pub fn holds_back(&mut self) -> bool {
        let answered = matches!(self.stage, Stage::Idle(_) | Stage::Answers);
        self.held_back = answered && self.answer.since.is_some();
        self.held_back
    }

    /// How long it has let us wait, beyond what it needs at the least rate; nothing while a handler works.
    pub fn behind(&self, now: Instant) -> Option<Duration> {
        let blocked = self.answer.since.map(|_| self.answer.behind(now));
        match self.stage {
            Stage::Idle(since) => Some(blocked.unwrap_or(now - since)),
            Stage::Works => self.body.since.map(|_| self.body_is_behind(now)),
            Stage::Answers => blocked,
            Stage::Cut => None,
        }
    }

    /// Who sent much and then nothing is as far behind as the silence is long.
    fn body_is_behind(&self, now: Instant) -> Duration {
        self.body.behind(now).max(self.body.stalled(now))
    }

    /// Whether it let us wait too long. A body has its own timer, which answers 408 (see `incoming`).
    pub fn is_overdue(&mut self, now: Instant) -> bool {
        if self.answer.since.is_some() {
            return self.answer_is_overdue(now);
        }
        match self.stage {
            Stage::Idle(since) => now - since >= Duration::from_secs(HEAD_SECONDS),
            Stage::Works | Stage::Answers | Stage::Cut => false,
        }
    }

    fn answer_is_overdue(&mut self, now: Instant) -> bool {
        let window = Duration::from_secs(ANSWER_WINDOW_SECONDS);
        if self.answer.stalled(now) >= Duration::from_secs(ANSWER_STALL_SECONDS) {
            return true;
        }
        if self.answer.waited(now) < window {
            return false;
        }
        let too_slow = self.answer.bytes < LEAST_BYTES_PER_SECOND * ANSWER_WINDOW_SECONDS;
        (self.answer.waited, self.answer.bytes) = (Duration::ZERO, 0);
        too_slow
    }

    /// Cuts a connection that waits for its client, and no other. Whether it was cut.
    pub fn cut(&mut self, now: Instant) -> bool {
        let waits = self.behind(now).is_some();
        if waits {
            self.stage = Stage::Cut;
        }
        waits
    }
}

#[cfg(test)]
mod tests;
