//! kill -9 under load. What was acknowledged is there once, whatever was asked is there at most once, and `verify` holds.
//!
//! kill -9 does not prove that the disk was synced (the page cache survives it); it proves that an answer never runs ahead
//! of its commit and that a start after a crash mends nothing by guessing.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sahakorn_tests::{Client, Request, Server, fresh_key};
use serde_json::Value;

const ROUNDS: u64 = 20;
const WORKERS: usize = 4;

/// Rounds of this run; the nightly run asks for more by `SAHAKORN_CRASH_ROUNDS`.
fn rounds() -> u64 {
    std::env::var("SAHAKORN_CRASH_ROUNDS").map_or(ROUNDS, |text| text.parse().unwrap())
}

/// One POST, sent again word for word when its answer did not come.
#[derive(Debug, Clone)]
pub struct Act {
    pub path: String,
    pub token: String,
    pub key: String,
    pub body: Value,
}

/// What the answer to an act says about its effect: the receipt as sent, without what may differ between two answers.
type Effect = (u16, Value);

/// A load to crash under.
pub trait Load: Sync {
    /// The n-th act; each has a key of its own.
    fn act(&self, n: u64) -> Act;
    /// How many effects of this load the server has now, counted from its records and not from its keys.
    fn effects(&self, server: &Server) -> u64;
}

fn send(client: &mut Client, act: &Act) -> std::io::Result<Effect> {
    let bearer = format!("Bearer {}", act.token);
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Idempotency-Key", act.key.as_str()),
        ("Content-Type", "application/json"),
    ];
    let body = act.body.to_string();
    let request = Request {
        method: "POST",
        path: &act.path,
        headers: &headers,
        body: body.as_bytes(),
    };
    client
        .send(&request)
        .map(|answer| (answer.status, answer.json()))
}

/// What a round's workers saw: acts with an answer, and acts whose answer the crash swallowed.
#[derive(Default)]
struct Seen {
    answered: Vec<(Act, Effect)>,
    unanswered: Vec<Act>,
}

/// Posts until the server dies.
fn work(address: &str, load: &dyn Load, next: &AtomicU64, over: &AtomicBool) -> Seen {
    let (mut client, mut seen) = (Client::new(address), Seen::default());
    while !over.load(Ordering::Relaxed) {
        let act = load.act(next.fetch_add(1, Ordering::Relaxed));
        match send(&mut client, &act) {
            // 503 says "ask again with your key": nothing is promised yet.
            Ok((503, _)) => seen.unanswered.push(act),
            Err(_) => {
                seen.unanswered.push(act);
                break;
            }
            Ok(effect) => seen.answered.push((act, effect)),
        }
    }
    seen
}

/// Runs the load on the server for that long, kills it, and gives what the workers saw.
fn crash(server: &mut Server, load: &dyn Load, next: &AtomicU64, after: Duration) -> Seen {
    let over = AtomicBool::new(false);
    let address = server.address().to_owned();
    std::thread::scope(|scope| {
        let worker = || scope.spawn(|| work(&address, load, next, &over));
        let workers: Vec<_> = (0..WORKERS).map(|_| worker()).collect();
        std::thread::sleep(after);
        server.kill9();
        over.store(true, Ordering::Relaxed);
        let mut all = Seen::default();
        for worker in workers {
            let seen = worker.join().unwrap();
            all.answered.extend(seen.answered);
            all.unanswered.extend(seen.unanswered);
        }
        all
    })
}

/// kill -9 in the midst of the load, over and over on the same data. After each start: an acknowledged act answers its key with
/// the same effect, a swallowed one is done by asking again, twice asked is done once, and `verify` exits 0.
pub fn survives(server: &mut Server, load: &dyn Load) {
    let next = AtomicU64::new(0);
    let mut expected = load.effects(server);
    let (mut acknowledged, mut swallowed) = (0, 0);
    for round in 0..rounds() {
        let after = Duration::from_millis(40 + (round * 67) % 260);
        let seen = crash(server, load, &next, after);
        server.restart();
        let mut client = Client::new(server.address());
        for (act, effect) in &seen.answered {
            assert!(
                (200..300).contains(&effect.0),
                "round {round}: {act:?} was refused: {effect:?}"
            );
            assert_eq!(
                &send(&mut client, act).unwrap(),
                effect,
                "round {round}: the effect of {act:?} is lost or other"
            );
        }
        for act in &seen.unanswered {
            let (first, second) = (
                send(&mut client, act).unwrap(),
                send(&mut client, act).unwrap(),
            );
            assert!(
                (200..300).contains(&first.0),
                "round {round}: {act:?} asked again: {first:?}"
            );
            assert_eq!(
                first, second,
                "round {round}: asking again is not the same act"
            );
        }
        acknowledged += seen.answered.len();
        swallowed += seen.unanswered.len();
        expected += (seen.answered.len() + seen.unanswered.len()) as u64;
        assert_eq!(
            load.effects(server),
            expected,
            "round {round}: effects on record (more: doubled, fewer: lost)"
        );
        let verified = server.verify();
        assert_eq!(
            verified.code, 0,
            "round {round}: {} {}",
            verified.json, verified.stderr
        );
    }
    assert!(
        acknowledged > 0 && swallowed > 0,
        "no crash hit the load: {acknowledged} acknowledged, {swallowed} not"
    );
}

/// A fee of a baht received from a member at the counter: two postings and a voucher number.
struct FeePayments {
    token: String,
    path: String,
    body: Value,
}

impl FeePayments {
    fn at(server: &Server) -> Self {
        let counter =
            sahakorn_tests::counter::FeeCounter::of(server).unwrap_or_else(|t| panic!("{t}"));
        Self {
            path: counter.path(0),
            body: counter.body.clone(),
            token: counter.token,
        }
    }
}

impl Load for FeePayments {
    fn act(&self, _: u64) -> Act {
        let (path, token, body) = (self.path.clone(), self.token.clone(), self.body.clone());
        Act {
            path,
            token,
            key: fresh_key(),
            body,
        }
    }

    fn effects(&self, server: &Server) -> u64 {
        let mut count = 0;
        let mut path = "/api/v1/journal/entries?limit=100".to_owned();
        loop {
            let page = server.get(&path, Some(&self.token));
            assert_eq!(page.status, 200, "{path}: {}", page.text());
            let page = page.json();
            count += page["items"].as_array().unwrap().len() as u64;
            match page["next"].as_str() {
                Some(next) => path = format!("/api/v1/journal/entries?limit=100&cursor={next}"),
                None => return count,
            }
        }
    }
}

#[test]
fn an_acknowledged_act_survives_kill_9_once() {
    let mut server = Server::start_durable();
    let load = FeePayments::at(&server);
    survives(&mut server, &load);
}
