//! What strangers were refused, counted by minute, address and status and noted in the access log as one line each: a line
//! for each refusal would let anybody fill the disk.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::db::{AccessLine, Writer};
use crate::kernel::{Instant, counted_as};

const MINUTE_MICROS: i64 = 60_000_000;
/// Lines kept until they are noted; what is beyond them is counted without its address.
const KEYS_MAX: usize = 10_000;

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Seen {
    /// A request that was refused.
    Refused,
    /// A sign-in under a name that nobody has.
    WrongName,
}

impl Seen {
    const fn what(self) -> &'static str {
        match self {
            Self::Refused => "refused_strangers",
            Self::WrongName => "wrong_password_strangers",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    minute: i64,
    seen: Seen,
    /// `None` for the rest, when there are too many to be told apart.
    address: Option<IpAddr>,
    status: u16,
}

/// What one process counted since it last noted.
#[derive(Default)]
pub struct Strangers(Mutex<HashMap<Key, i64>>);

impl Strangers {
    /// Counts one; nothing is written.
    pub fn count(&self, seen: Seen, at: Instant, address: IpAddr, status: u16) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = Key {
            minute: at.as_micros().div_euclid(MINUTE_MICROS),
            seen,
            address: Some(counted_as(address)),
            status,
        };
        if counts.len() >= KEYS_MAX && !counts.contains_key(&key) {
            key.address = None;
        }
        *counts.entry(key).or_default() += 1;
    }

    /// Notes the minutes that are over. Waits for the writer: never on a network thread.
    pub fn note_until(&self, writer: &Writer, now: Instant) {
        let minute = now.as_micros().div_euclid(MINUTE_MICROS);
        note(writer, self.take(|key| key.minute < minute));
    }

    /// Notes everything, at the end of the program.
    pub fn note_all(&self, writer: &Writer) {
        note(writer, self.take(|_| true));
    }

    fn take(&self, is_over: impl Fn(&Key) -> bool) -> Vec<(Key, i64)> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut over: Vec<(Key, i64)> = counts.extract_if(|key, _| is_over(key)).collect();
        over.sort_unstable_by_key(|(key, _)| (key.minute, key.address, key.status));
        over
    }
}

fn note(writer: &Writer, counted: Vec<(Key, i64)>) {
    writer.log_counted(counted.into_iter().map(|(key, count)| {
        let line = AccessLine {
            at: Instant::micros(key.minute * MINUTE_MICROS),
            person: None,
            what: key.seen.what(),
            object: "strangers".to_owned(),
            status: key.status,
            rule: None,
            detail: String::new(),
        };
        (line, key.address.map(|address| address.to_string()), count)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_strangers_do_is_counted_in_bounded_memory() {
        let strangers = Strangers::default();
        let at = |seconds: i64| Instant::micros(seconds * 1_000_000);
        for n in 0..30_000_u32 {
            strangers.count(Seen::Refused, at(1), IpAddr::from(n.to_be_bytes()), 401);
        }
        strangers.count(Seen::Refused, at(61), IpAddr::from([1, 1, 1, 1]), 401);
        let first = strangers.take(|key| key.minute < 1);
        assert_eq!(first.len(), KEYS_MAX + 1);
        assert_eq!(first.iter().map(|(_, count)| count).sum::<i64>(), 30_000);
        assert_eq!(
            strangers.take(|_| true).len(),
            1,
            "the minute under way stayed"
        );
    }
}
