#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;

fn at(seconds: i64) -> Instant {
    Instant::micros((1_000_000 + seconds) * SECOND)
}

fn key(kind: Kind, key: &str) -> Key {
    Key {
        kind,
        key: key.to_owned(),
        name: "malee".to_owned(),
    }
}

/// From an unknown device at an address.
fn stranger(address: &str) -> Vec<Key> {
    vec![key(Kind::Pair, address), key(Kind::Unknown, "all")]
}

fn device() -> Vec<Key> {
    vec![key(Kind::Device, "hers")]
}

/// A wrong try at a second; `Err` is the wait.
fn wrong(throttle: &Throttle, keys: Vec<Key>, second: i64) -> Result<Vec<Stored>, i64> {
    let counted = throttle.begin(keys, &[], at(second))?;
    Ok(counted.was_wrong(at(second)))
}

fn right(throttle: &Throttle, keys: Vec<Key>, second: i64) -> Result<Vec<String>, i64> {
    let counted = throttle.begin(keys, &[], at(second))?;
    Ok(counted.was_right(at(second)))
}

#[test]
fn s12_three_tries_are_free_and_each_further_one_waits_longer() {
    let throttle = Throttle::new();
    let (mut now, mut made) = (0, Vec::new());
    while now < 5_000 {
        match wrong(&throttle, stranger("a"), now) {
            Ok(_) => made.push(now),
            Err(wait) => now += wait,
        }
    }
    let gaps: Vec<i64> = made.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let wanted = [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900];
    assert_eq!(gaps[..14], wanted);
    for begin in &made {
        let within = made.iter().filter(|at| (*begin..begin + 300).contains(*at));
        assert!(within.count() <= 10);
    }
}

#[test]
fn s12_two_right_tries_at_once_do_not_wait_for_each_other() {
    let throttle = Throttle::new();
    // The second read the clock first and is counted last: beside the first, and after it.
    let first = throttle.begin(stranger("a"), &[], at(10)).unwrap();
    let second = throttle.begin(stranger("a"), &[], at(9)).unwrap();
    first.was_right(at(11));
    throttle
        .begin(stranger("a"), &[], at(10))
        .unwrap()
        .was_right(at(12));
    second.was_right(at(12));
    right(&throttle, device(), 11).unwrap();
    right(&throttle, device(), 10).unwrap();
    throttle.forget("malee", at(20));
    right(&throttle, stranger("a"), 19).unwrap();
}

#[test]
fn s12_a_hundred_at_once_are_no_more_than_ten_in_five_minutes() {
    let throttle = Throttle::new();
    let taken: Vec<_> = (0..100)
        .filter_map(|_| throttle.begin(stranger("a"), &[], at(0)).ok())
        .collect();
    assert_eq!(taken.len(), 9);
    drop(taken);
    let later = (0..300).filter(|s| wrong(&throttle, stranger("a"), *s).is_ok());
    assert_eq!(later.count(), 1, "who hangs up has tried");
    for _ in 0..20 {
        assert!(
            right(&throttle, stranger("b"), 0).is_ok(),
            "the right password never waits"
        );
    }
}

#[test]
fn unknown_devices_of_an_account_together_have_fifty_and_the_known_one_comes_in() {
    let throttle = Throttle::new();
    for n in 0..50 {
        let counted = throttle
            .begin(stranger(&format!("a{n}")), &[], at(n))
            .unwrap();
        assert_eq!(counted.shuts_unknown, n == 49);
        counted.was_wrong(at(n));
    }
    assert_eq!(
        wrong(&throttle, stranger("another"), 60),
        Err(49 + SHUT_SECONDS - 60)
    );
    for second in 60..90 {
        assert!(right(&throttle, device(), second).is_ok());
    }
    assert!(wrong(&throttle, stranger("another"), 49 + SHUT_SECONDS - 1).is_err());
    assert!(wrong(&throttle, stranger("another"), 49 + SHUT_SECONDS).is_ok());
}

#[test]
fn a_known_device_has_ten_tries_of_its_own() {
    let throttle = Throttle::new();
    for _ in 0..DEVICE_MAX {
        assert!(wrong(&throttle, device(), 0).is_ok());
    }
    assert_eq!(wrong(&throttle, device(), 0), Err(SHUT_SECONDS));
    assert!(
        wrong(&throttle, stranger("a"), 0).is_ok(),
        "then it is one of the unknown"
    );
    assert!(wrong(&throttle, device(), SHUT_SECONDS).is_ok());
}

#[test]
fn the_right_password_forgets_its_own_wrong_ones_only() {
    let throttle = Throttle::new();
    for n in 0..UNKNOWN_MAX - 1 {
        assert!(wrong(&throttle, stranger(&format!("a{n}")), 0).is_ok());
    }
    for _ in 0..3 {
        assert_eq!(right(&throttle, stranger("hers"), 0).unwrap(), ["hers"]);
    }
    assert!(wrong(&throttle, stranger("last"), 0).is_ok());
    assert!(wrong(&throttle, stranger("more"), 0).is_err());
    throttle.forget("malee", at(1));
    assert!(wrong(&throttle, stranger("more"), 1).is_ok());
}

#[test]
fn a_restart_and_another_server_know_what_was_written_down() {
    let (one, other) = (Throttle::new(), Throttle::new());
    let mut written = Vec::new();
    for _ in 0..3 {
        written = wrong(&one, stranger("a"), 0).unwrap();
    }
    let refused = other.begin(stranger("a"), &written, at(1));
    assert_eq!(refused.err(), Some(1));
    let counted = other.begin(stranger("a"), &written, at(2)).unwrap();
    let written = counted.was_wrong(at(2));
    assert_eq!(one.begin(stranger("a"), &written, at(5)).err(), Some(1));
    let old = [Stored {
        until: at(9_999),
        last: at(1),
        ..written[0].clone()
    }];
    assert!(
        one.begin(stranger("a"), &old, at(6)).is_ok(),
        "the newer word counts"
    );
}

#[test]
fn when_memory_is_full_the_oldest_goes_and_nobody_is_shut_out() {
    let throttle = Throttle::new();
    for n in 0..12_000 {
        let keys = vec![key(Kind::Pair, &format!("a{n}"))];
        assert!(wrong(&throttle, keys, i64::from(n)).is_ok());
    }
    assert_eq!(throttle.counts().len(), KEPT_MAX);
}

#[test]
fn one_address_is_slowed_and_others_are_not() {
    let throttle = Throttle::new();
    let one = IpAddr::from([10, 0, 0, 1]);
    let taken = (0..100).filter(|_| throttle.takes_from(one)).count();
    assert!((60..=61).contains(&taken), "{taken}");
    assert!(throttle.takes_from(IpAddr::from([10, 0, 0, 2])));
}
