//! What is slow, what is too slow, and who is never cut.

use super::super::KIB;
use super::*;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn new() -> (Progress, Instant) {
    let begun = Instant::now();
    (Progress::new(begun), begun)
}

/// Takes what the client sends each second until it is too slow; the second in which it was, if any.
fn upload(bytes_each_second: u64, total: u64) -> Option<u64> {
    let (mut progress, begun) = new();
    assert!(progress.request());
    for second in 0..total / bytes_each_second.max(1) {
        let now = begun + seconds(second);
        if progress.body_wanted(now) <= now + seconds(1) && second > 0 {
            return Some(second);
        }
        progress.body_came(bytes_each_second, now + seconds(1));
    }
    None
}

#[test]
fn each_head_has_ten_seconds_also_the_later_ones() {
    let (mut progress, begun) = new();
    assert!(!progress.is_overdue(begun + seconds(9)));
    assert!(progress.is_overdue(begun + seconds(10)));
    assert!(progress.request());
    assert!(
        !progress.is_overdue(begun + seconds(500)),
        "a handler that works is waited for"
    );
    progress.answers();
    progress.done(begun + seconds(600));
    assert!(!progress.is_overdue(begun + seconds(609)));
    assert!(progress.is_overdue(begun + seconds(610)));
}

#[test]
fn a_body_has_ten_seconds_and_then_the_least_rate() {
    let (mut progress, begun) = new();
    assert!(progress.request());
    assert_eq!(progress.body_wanted(begun), begun + seconds(10));
    assert!(progress.body_came(32 * KIB, begun + seconds(4)));
    let later = begun + seconds(100);
    assert_eq!(
        progress.body_wanted(later),
        later + seconds(8),
        "10 s and 2 s for 32 KiB, of which 4 are spent; what the handler took to read counts for nobody"
    );
    assert_eq!(
        upload(64 * KIB, 10_240 * KIB),
        None,
        "a slow line that keeps the rate"
    );
    assert_eq!(upload(16 * KIB, 10_240 * KIB), None, "just the least rate");
    assert_eq!(
        upload(1, 1000),
        Some(9),
        "a byte each second is no reason to wait"
    );
    assert!(
        upload(15 * KIB, 10_240 * KIB).is_some(),
        "the average counts, not the last second"
    );
}

#[test]
fn whoever_sent_much_and_falls_silent_has_fifteen_seconds_and_makes_room() {
    let (mut progress, begun) = new();
    assert!(progress.request());
    assert!(progress.body_came(10_240 * KIB, begun));
    assert_eq!(progress.body_wanted(begun), begun + seconds(15));
    let (now, until) = (begun + seconds(14), begun + seconds(15));
    assert_eq!(
        progress.body_wanted(now),
        until,
        "its ten megabytes buy no time"
    );
    let idle = Progress::new(begun + seconds(5));
    assert!(progress.behind(now) > idle.behind(now));
    assert!(progress.body_came(1, now));
    assert_eq!(progress.body_wanted(now), now + seconds(15));
    assert!(progress.body_came(1, until));
    progress.body_wanted(until);
    let drips = begun + seconds(29);
    assert_eq!(
        progress.body_wanted(drips),
        begun + seconds(30),
        "a byte now and then excuses nothing: 20 s ahead and 10 s are over"
    );
}

#[test]
fn an_answer_is_taken_within_twenty_seconds_and_at_the_least_rate() {
    let (mut progress, begun) = new();
    assert!(progress.request());
    progress.answers();
    progress.wrote(3000 * KIB, begun);
    progress.blocked(begun);
    assert!(!progress.is_overdue(begun + seconds(19)));
    assert!(progress.is_overdue(begun + seconds(20)));

    let took = |bytes: u64| {
        let (mut progress, begun) = new();
        assert!(progress.request());
        progress.answers();
        progress.wrote(3000 * KIB, begun);
        (0..6_u64).any(|round| {
            let now = begun + seconds(round * 10);
            progress.blocked(now);
            let overdue = progress.is_overdue(now + seconds(10));
            progress.wrote(bytes, now + seconds(10));
            overdue
        })
    };
    assert!(
        took(KIB),
        "what the kernel took at first is not the client's"
    );
    assert!(!took(200 * KIB));
}

#[test]
fn the_tail_of_an_answer_is_no_slow_head() {
    let (mut progress, begun) = new();
    assert!(progress.request());
    progress.answers();
    progress.blocked(begun);
    progress.done(begun);
    assert!(!progress.is_overdue(begun + seconds(15)));
    assert!(!progress.wrote(KIB, begun + seconds(15)));
    assert!(!progress.is_overdue(begun + seconds(24)));
    assert!(progress.is_overdue(begun + seconds(25)));
}

#[test]
fn who_takes_no_answer_is_not_read_until_it_does() {
    let (mut progress, begun) = new();
    assert!(progress.request() && !progress.holds_back());
    progress.answers();
    progress.blocked(begun);
    assert!(progress.holds_back());
    assert!(
        progress.wrote(1, begun + seconds(1)),
        "reading begins again"
    );
    assert!(!progress.holds_back());
}

#[test]
fn only_who_waits_for_its_client_is_cut_and_then_no_handler_begins() {
    let (mut progress, begun) = new();
    assert!(progress.request());
    assert_eq!(progress.behind(begun + seconds(99)), None);
    assert!(!progress.cut(begun + seconds(99)));
    progress.body_wanted(begun + seconds(99));
    assert!(progress.cut(begun + seconds(100)));
    assert!(!progress.body_came(10, begun + seconds(101)));
    assert!(!progress.request());
    assert!(!progress.cut(begun + seconds(102)), "only once");
}

#[test]
fn an_honest_upload_is_less_behind_than_an_idle_connection() {
    let (mut upload, begun) = new();
    assert!(upload.request());
    for second in 0..60 {
        upload.body_wanted(begun + seconds(second));
        upload.body_came(64 * KIB, begun + seconds(second + 1));
    }
    let now = begun + seconds(61);
    upload.body_wanted(begun + seconds(60));
    let idle = Progress::new(begun + seconds(58));
    assert!(upload.behind(now) < idle.behind(now));
}
