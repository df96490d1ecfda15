//! Guessing desk codes is slowed: six digits last ten minutes, and one address may try only so often.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::LazyLock;
use std::time::Duration;

use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kernel::{Problem, Text};

/// Codes that one address may try at once; after them one every ten seconds.
const BURST: NonZeroU32 = NonZeroU32::new(10).unwrap();
const REFILL: Duration = Duration::from_secs(10);
/// Addresses remembered at most; those that are rested are forgotten first.
const ADDRESSES_MAX: usize = 10_000;

static TRIES: LazyLock<DefaultKeyedRateLimiter<IpAddr>> = LazyLock::new(limiter);

fn limiter() -> DefaultKeyedRateLimiter<IpAddr> {
    let quota = Quota::with_period(REFILL)
        .unwrap_or(Quota::per_second(NonZeroU32::MIN))
        .allow_burst(BURST);
    RateLimiter::keyed(quota)
}

/// Counts a try of a desk code from the request's address; 429 when it comes too fast.
pub fn count_try(req: &HttpRequest) -> Result<(), Problem> {
    if TRIES.len() > ADDRESSES_MAX {
        TRIES.retain_recent();
    }
    // Behind a proxy all tablets share its address: an address that a client could write itself would slow nobody.
    let address = req.peer_addr().map(|peer| peer.ip());
    match address.map(|ip| TRIES.check_key(&ip)) {
        Some(Err(_)) => Err(too_fast()),
        Some(Ok(())) | None => Ok(()),
    }
}

fn too_fast() -> Problem {
    Problem::new(
        429,
        "E-CARD-021",
        Text::fixed("ลองรหัสถี่เกินไป", "Too many tries"),
        Text::fixed(
            "รอสิบวินาทีแล้วพิมพ์รหัสโต๊ะอีกครั้ง",
            "Wait ten seconds, then type the desk code again.",
        ),
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_eleventh_try_of_one_address_waits_and_another_address_does_not() {
        let (limit, guesser, other) = (
            limiter(),
            "192.0.2.7".parse().unwrap(),
            "192.0.2.8".parse().unwrap(),
        );
        assert!((0..10).all(|_| limit.check_key(&guesser).is_ok()));
        assert!(limit.check_key(&guesser).is_err());
        assert!(limit.check_key(&other).is_ok());
    }
}
