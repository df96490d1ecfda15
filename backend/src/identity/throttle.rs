//! Guessing is slowed: a user name locks after ten wrong passwords, known or not, and one address is slowed for all names.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kernel::Instant;

/// Tries with a wrong password before a name is locked (compliance 5.2, requirement 8: at most ten).
pub(super) const TRIES_MAX: u32 = 10;
/// How long a lock lasts, and how long a wrong try is remembered, in seconds.
pub(super) const LOCK_SECONDS: i64 = 30 * 60;
/// Names remembered at most; a name is forgotten when its time is over.
const NAMES_MAX: usize = 10_000;
/// Tries from one address at once; after them one every two seconds.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::new(60).unwrap();
const ADDRESS_REFILL: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    until: Instant,
}

/// Remembers wrong tries of this process.
pub(super) struct Throttle {
    names: Mutex<HashMap<String, Tries>>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
}

/// What a counted try may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Try {
    /// It may look at the password. `is_last` when the next one would be locked out.
    May {
        is_last: bool,
    },
    Locked {
        seconds: i64,
    },
}

impl Throttle {
    pub(super) fn new() -> Self {
        let quota = Quota::with_period(ADDRESS_REFILL)
            .unwrap_or(Quota::per_second(NonZeroU32::MIN))
            .allow_burst(ADDRESS_BURST);
        Self {
            names: Mutex::new(HashMap::new()),
            addresses: RateLimiter::keyed(quota),
        }
    }

    /// Counts a try from an address; `false` when it comes too fast.
    pub(super) fn takes_from(&self, address: IpAddr) -> bool {
        if self.addresses.len() > NAMES_MAX {
            self.addresses.retain_recent();
        }
        self.addresses.check_key(&address).is_ok()
    }

    /// Counts a try before its password is looked at, so that a hundred at once are no more than ten.
    pub(super) fn begin(&self, username: &str, wall: Instant) -> Try {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if names.len() >= NAMES_MAX {
            names.retain(|_, tries| tries.until > wall);
        }
        if names.len() >= NAMES_MAX && !names.contains_key(username) {
            return Try::Locked { seconds: 60 };
        }
        let until = Instant::micros(wall.as_micros() + LOCK_SECONDS * 1_000_000);
        let fresh = Tries { count: 0, until };
        let tries = names.entry(username.to_owned()).or_insert(fresh);
        if tries.until <= wall {
            *tries = fresh;
        }
        if tries.count >= TRIES_MAX {
            let left = tries.until.as_micros() - wall.as_micros();
            return Try::Locked {
                seconds: (left / 1_000_000).max(1),
            };
        }
        tries.count += 1;
        if tries.count == TRIES_MAX {
            tries.until = until;
        }
        Try::May {
            is_last: tries.count == TRIES_MAX,
        }
    }

    /// Forgets the wrong tries: the right password came, or someone unlocked the account.
    pub(super) fn forget(&self, username: &str) {
        self.names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(username);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::micros(seconds * 1_000_000)
    }

    #[test]
    fn the_eleventh_try_is_locked_and_the_lock_ends() {
        let throttle = Throttle::new();
        for n in 1..=TRIES_MAX {
            let is_last = n == TRIES_MAX;
            assert_eq!(throttle.begin("malee", at(0)), Try::May { is_last });
        }
        let seconds = LOCK_SECONDS;
        assert_eq!(throttle.begin("malee", at(0)), Try::Locked { seconds });
        assert_eq!(throttle.begin("other", at(0)), Try::May { is_last: false });
        assert!(matches!(
            throttle.begin("malee", at(LOCK_SECONDS - 1)),
            Try::Locked { seconds: 1 }
        ));
        assert_eq!(
            throttle.begin("malee", at(LOCK_SECONDS)),
            Try::May { is_last: false }
        );
    }

    #[test]
    fn the_right_password_forgets_the_wrong_ones() {
        let throttle = Throttle::new();
        for _ in 0..5 {
            for _ in 1..TRIES_MAX {
                assert!(matches!(throttle.begin("malee", at(0)), Try::May { .. }));
            }
            throttle.forget("malee");
        }
    }

    #[test]
    fn one_address_is_slowed_and_others_are_not() {
        let throttle = Throttle::new();
        let one = IpAddr::from([10, 0, 0, 1]);
        let taken = (0..100).filter(|_| throttle.takes_from(one)).count();
        assert!((60..=61).contains(&taken), "{taken}");
        assert!(throttle.takes_from(IpAddr::from([10, 0, 0, 2])));
    }
}
