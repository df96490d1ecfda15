//! Guessing is slowed (decision 49), by two counts at once: of an account from one address, whose every further wrong try
//! waits longer, and of all unknown devices of an account together. A device on which the account's person has signed in has a
//! count of its own, so that no stranger shuts her out. Names that nobody has are counted like all others.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kernel::{Instant, counted_as};

const SECOND: i64 = 1_000_000;
/// Before anything that is written down, and before every try: nobody waits for it.
const LONG_AGO: Instant = Instant::micros(0);
/// Wrong tries of an account from one address before the next must wait.
const FREE_TRIES: i64 = 3;
/// The longest wait, in seconds.
const WAIT_SECONDS_MAX: i64 = 900;
/// Tries under way at once are not told to wait for one another before this many: with the waits after them no more than ten
/// are made in five minutes (S12).
const AT_ONCE_MAX: i64 = 9;
/// How long wrong tries from one address are remembered.
pub(super) const PAIR_SECONDS: i64 = 24 * 3600;
/// Wrong tries of all unknown devices of an account together, and of one known device, before it is shut.
const UNKNOWN_MAX: i64 = 50;
const DEVICE_MAX: i64 = 10;
/// In which time those are counted, and for how long it is then shut.
pub(super) const SHUT_SECONDS: i64 = 30 * 60;
/// Counts kept in memory. When there are more the oldest goes; nobody is shut out for it.
const KEPT_MAX: usize = 10_000;
/// Tries from one address, whatever the names, at once; after them one every two seconds.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::new(60).unwrap();
const ADDRESS_REFILL: Duration = Duration::from_secs(2);

/// What a count is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An account from one address.
    Pair,
    /// All unknown devices of an account.
    Unknown,
    /// A known device, or somebody who is signed in.
    Device,
}

impl Kind {
    /// Tries after which it is shut; none where each further try waits longer.
    const fn max(self) -> Option<i64> {
        match self {
            Self::Pair => None,
            Self::Unknown => Some(UNKNOWN_MAX),
            Self::Device => Some(DEVICE_MAX),
        }
    }
}

/// Under what a count is kept. Both texts name nobody.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub kind: Kind,
    pub key: String,
    /// The same for all counts of a user name.
    pub name: String,
}

/// A count as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub key: String,
    pub name: String,
    pub count: i64,
    pub last: Instant,
    pub until: Instant,
}

/// Seconds that the next try waits after this many wrong ones.
fn wait_seconds(wrong: i64) -> i64 {
    match wrong - FREE_TRIES {
        beyond if beyond < 0 => 0,
        beyond => WAIT_SECONDS_MAX.min(2 << beyond.min(16)),
    }
}

fn later(at: Instant, seconds: i64) -> Instant {
    Instant::micros(at.as_micros().saturating_add(seconds * SECOND))
}

/// Whole seconds until then, at least one.
fn seconds_to(until: Instant, wall: Instant) -> i64 {
    let micros = until.as_micros() - wall.as_micros();
    ((micros + SECOND - 1) / SECOND).max(1)
}

#[derive(Debug, Clone)]
struct Count {
    name: String,
    /// Wrong tries, and those whose password is being looked at.
    count: i64,
    under_way: i64,
    last: Instant,
    /// For a pair: when the next may come. For the others: when the count ends.
    until: Instant,
}

impl Count {
    /// Forgets what is over by time.
    fn freshen(&mut self, kind: Kind, wall: Instant) {
        let over = match kind {
            Kind::Pair => later(self.last, PAIR_SECONDS) <= wall,
            Kind::Unknown | Kind::Device => self.until <= wall,
        };
        if over {
            self.count = self.under_way;
            self.until = match kind {
                Kind::Pair => LONG_AGO,
                Kind::Unknown | Kind::Device => later(wall, SHUT_SECONDS),
            };
        }
    }

    /// The seconds to wait, when a try may not look at the password.
    fn refuses(&self, kind: Kind, wall: Instant) -> Option<i64> {
        match kind.max() {
            Some(max) => (self.count >= max).then(|| seconds_to(self.until, wall)),
            None if self.until > wall => Some(seconds_to(self.until, wall)),
            None => (self.under_way > 0 && self.count >= AT_ONCE_MAX).then_some(1),
        }
    }

    /// Counts a try; answers whether it is the last before the key is shut.
    fn begin(&mut self, kind: Kind, wall: Instant) -> bool {
        self.count += 1;
        self.under_way += 1;
        self.last = wall;
        let is_last = Some(self.count) == kind.max();
        if is_last {
            self.until = later(wall, SHUT_SECONDS);
        }
        is_last
    }

    fn was_wrong(&mut self, kind: Kind, wall: Instant) {
        self.under_way -= 1;
        match kind {
            Kind::Pair => self.until = self.until.max(later(wall, wait_seconds(self.count))),
            Kind::Unknown | Kind::Device => {}
        }
    }

    /// The right password forgets what its own device or address did wrong, and not what the others did.
    fn was_right(&mut self, kind: Kind, wall: Instant) {
        self.under_way -= 1;
        match kind {
            // Another try under way may have read the clock a moment earlier: it waits for nothing.
            Kind::Pair | Kind::Device => (self.count, self.until) = (self.under_way, LONG_AGO),
            Kind::Unknown => self.count -= 1,
        }
        self.last = wall;
    }

    /// Takes over what another server, or this one before its restart, wrote down since.
    fn take(&mut self, stored: &Stored) {
        if stored.last > self.last {
            self.count = stored.count + self.under_way;
            (self.last, self.until) = (stored.last, stored.until);
        }
    }
}

type Counts = HashMap<String, Count>;

/// The counts of this process.
pub(super) struct Throttle {
    counts: Mutex<Counts>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
}

impl Throttle {
    pub(super) fn new() -> Self {
        let quota = Quota::with_period(ADDRESS_REFILL)
            .unwrap_or(Quota::per_second(NonZeroU32::MIN))
            .allow_burst(ADDRESS_BURST);
        Self {
            counts: Mutex::new(HashMap::new()),
            addresses: RateLimiter::keyed(quota),
        }
    }

    /// Counts a try from an address; `false` when it comes too fast.
    pub(super) fn takes_from(&self, address: IpAddr) -> bool {
        if self.addresses.len() > KEPT_MAX {
            self.addresses.retain_recent();
        }
        self.addresses.check_key(&counted_as(address)).is_ok()
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a try under all its keys before its password is looked at, so that a hundred at once are no more than ten. The
    /// error is how many seconds to wait; then nothing is counted. `stored` is what is written down under these keys.
    pub(super) fn begin(
        &self,
        keys: Vec<Key>,
        stored: &[Stored],
        wall: Instant,
    ) -> Result<Counted<'_>, i64> {
        let mut counts = self.counts();
        let mut wait = None;
        for key in &keys {
            let count = entry(&mut counts, key);
            if let Some(stored) = stored.iter().find(|one| one.key == key.key) {
                count.take(stored);
            }
            count.freshen(key.kind, wall);
            wait = wait.max(count.refuses(key.kind, wall));
        }
        if let Some(seconds) = wait {
            return Err(seconds);
        }
        let (mut shuts_unknown, mut is_first) = (false, true);
        for key in &keys {
            let count = entry(&mut counts, key);
            is_first &= count.count == 0;
            shuts_unknown |= count.begin(key.kind, wall) && key.kind == Kind::Unknown;
        }
        drop(counts);
        Ok(Counted {
            throttle: self,
            keys,
            shuts_unknown,
            is_first,
            since: wall,
        })
    }

    /// Forgets the wrong tries of a user name: someone unlocked the account.
    pub(super) fn forget(&self, name: &str, wall: Instant) {
        for count in self.counts().values_mut().filter(|one| one.name == name) {
            (count.count, count.last, count.until) = (count.under_way, wall, LONG_AGO);
        }
    }
}

/// The count under a key; a new one takes the place of the oldest when there are too many.
fn entry<'a>(counts: &'a mut Counts, key: &Key) -> &'a mut Count {
    if counts.len() >= KEPT_MAX && !counts.contains_key(&key.key) {
        let idle = counts.iter().filter(|(_, one)| one.under_way == 0);
        let oldest = idle.min_by_key(|(_, one)| one.last);
        if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
            counts.remove(&oldest);
        }
    }
    counts.entry(key.key.clone()).or_insert_with(|| Count {
        name: key.name.clone(),
        count: 0,
        under_way: 0,
        last: LONG_AGO,
        until: LONG_AGO,
    })
}

/// A counted try whose password is being looked at. Dropped without a word, because whoever asked has hung up, it was wrong.
pub(super) struct Counted<'a> {
    throttle: &'a Throttle,
    keys: Vec<Key>,
    /// Being wrong it shuts all unknown devices of the account.
    pub(super) shuts_unknown: bool,
    /// Nothing was remembered before it.
    is_first: bool,
    since: Instant,
}

impl Counted<'_> {
    /// The password was wrong: what to write down.
    pub(super) fn was_wrong(mut self, wall: Instant) -> Vec<Stored> {
        self.settle(|count, kind| count.was_wrong(kind, wall))
    }

    /// The password was right: the keys of which nothing is left to remember.
    pub(super) fn was_right(mut self, wall: Instant) -> Vec<String> {
        let left = self.settle(|count, kind| count.was_right(kind, wall));
        let over = left
            .into_iter()
            .filter(|one| one.count == 0 && !self.is_first);
        over.map(|one| one.key).collect()
    }

    fn settle(&mut self, how: impl Fn(&mut Count, Kind)) -> Vec<Stored> {
        let mut counts = self.throttle.counts();
        let keys = std::mem::take(&mut self.keys);
        let settled = keys.into_iter().filter_map(|key| {
            let count = counts.get_mut(&key.key)?;
            how(count, key.kind);
            Some(Stored {
                key: key.key,
                name: key.name,
                count: count.count,
                last: count.last,
                until: count.until,
            })
        });
        settled.collect()
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        let since = self.since;
        self.settle(|count, kind| count.was_wrong(kind, since));
    }
}

#[cfg(test)]
mod tests;
