//! Guessing desk codes is slowed: six digits last ten minutes, and one address may try only so often. Many addresses that guess
//! together have few tries as well, and after them every waiting code is another; a tablet whose address has brought a right
//! code before is none of them and goes on.

use std::collections::HashSet;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kernel::{Instant, Problem, Text, counted_as};
use crate::web::client;

/// Codes that one address may try at once; after them one every ten seconds.
const BURST: NonZeroU32 = NonZeroU32::new(10).unwrap();
const REFILL: Duration = Duration::from_secs(10);
/// Codes that all addresses together may try in the time that a code lasts, before one of theirs was right. One address alone
/// does not come so far.
const STRANGERS_MAX: u32 = 100;
const STRANGERS_SECONDS: i64 = 600;
/// Addresses remembered at most; those that are rested are forgotten first.
const ADDRESSES_MAX: usize = 10_000;

static TRIES: LazyLock<Limit> = LazyLock::new(Limit::new);

struct Limit {
    each: DefaultKeyedRateLimiter<IpAddr>,
    strangers: Mutex<Strangers>,
}

struct Strangers {
    since: Instant,
    tries: u32,
    /// Addresses that have brought a right code.
    known: HashSet<IpAddr>,
}

/// A code that may be tried.
pub struct Try {
    limit: &'static Limit,
    address: IpAddr,
    /// It is the last that strangers have: all waiting codes are to be others.
    pub renews: bool,
}

/// Counts a try of a desk code from the request's address; 429 when it comes too fast.
pub fn count_try(req: &HttpRequest, wall: Instant) -> Result<Try, Problem> {
    let address = counted_as(client::of(req).address);
    let renews = TRIES.count(address, wall)?;
    Ok(Try {
        limit: &TRIES,
        address,
        renews,
    })
}

impl Try {
    /// The code was right: from this address come tablets.
    pub fn was_right(self) {
        self.limit.was_right(self.address);
    }
}

impl Limit {
    fn new() -> Self {
        let quota = Quota::with_period(REFILL)
            .unwrap_or(Quota::per_second(NonZeroU32::MIN))
            .allow_burst(BURST);
        Self {
            each: RateLimiter::keyed(quota),
            strangers: Mutex::new(Strangers {
                since: Instant::micros(0),
                tries: 0,
                known: HashSet::new(),
            }),
        }
    }

    /// Whether this is the last try that strangers have.
    fn count(&self, address: IpAddr, wall: Instant) -> Result<bool, Problem> {
        if self.each.len() > ADDRESSES_MAX {
            self.each.retain_recent();
        }
        self.each
            .check_key(&address)
            .map_err(|_| too_fast(&ONE_WAITS))?;
        let mut strangers = self.strangers();
        if strangers.known.contains(&address) {
            return Ok(false);
        }
        let seconds = (wall.as_micros() - strangers.since.as_micros()) / 1_000_000;
        if !(0..STRANGERS_SECONDS).contains(&seconds) {
            (strangers.since, strangers.tries) = (wall, 0);
        }
        if strangers.tries >= STRANGERS_MAX {
            return Err(too_fast(&ALL_WAIT));
        }
        strangers.tries += 1;
        Ok(strangers.tries == STRANGERS_MAX)
    }

    fn was_right(&self, address: IpAddr) {
        let mut strangers = self.strangers();
        if strangers.known.len() >= ADDRESSES_MAX {
            strangers.known.clear();
        }
        if strangers.known.insert(address) {
            strangers.tries = strangers.tries.saturating_sub(1);
        }
    }

    fn strangers(&self) -> std::sync::MutexGuard<'_, Strangers> {
        self.strangers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

const ONE_WAITS: Text = Text::fixed(
    "รอสิบวินาทีแล้วพิมพ์รหัสโต๊ะอีกครั้ง",
    "Wait ten seconds, then type the desk code again.",
);
const ALL_WAIT: Text = Text::fixed(
    "มีการเดารหัสโต๊ะจากหลายเครื่อง รอสิบนาที หรือให้สมาชิกลงลายมือชื่อบนกระดาษ",
    "Desk codes are being guessed from many machines. Wait ten minutes, or let the member sign on paper.",
);

fn too_fast(what_to_do: &Text) -> Problem {
    Problem::new(
        429,
        "E-CARD-021",
        Text::fixed("ลองรหัสถี่เกินไป", "Too many tries"),
        what_to_do.clone(),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::micros((1_800_000_000 + seconds) * 1_000_000)
    }

    fn ip(text: &str) -> IpAddr {
        counted_as(text.parse().unwrap())
    }

    #[test]
    fn the_eleventh_try_of_one_address_waits_and_another_address_does_not() {
        let (limit, guesser, other) = (Limit::new(), ip("192.0.2.7"), ip("192.0.2.8"));
        assert!((0..10).all(|_| limit.count(guesser, at(0)).is_ok()));
        assert!(limit.count(guesser, at(0)).is_err());
        assert!(limit.count(other, at(0)).is_ok());
    }

    #[test]
    fn all_addresses_of_one_ipv6_customer_are_one() {
        let limit = Limit::new();
        let tried = (0..20).filter(|n| limit.count(ip(&format!("2001:db8::{n:x}")), at(0)).is_ok());
        assert_eq!(tried.count(), 10);
    }

    #[test]
    fn many_addresses_have_few_tries_together_and_known_tablets_have_their_own() {
        let (limit, tablet) = (Limit::new(), ip("10.0.0.5"));
        limit.count(tablet, at(0)).unwrap();
        limit.was_right(tablet);
        let guessers: Vec<IpAddr> = (0..200).map(|n| ip(&format!("192.0.2.{n}"))).collect();
        let tried: Vec<_> = guessers.iter().map(|g| limit.count(*g, at(1))).collect();
        let renews = tried.iter().position(|one| *one == Ok(true));
        assert_eq!(renews, Some(99), "the last one renews the codes");
        assert!(tried.iter().skip(100).all(Result::is_err));
        assert_eq!(limit.count(tablet, at(2)), Ok(false));
        assert!(limit.count(guessers[150], at(602)).is_ok());
    }
}
