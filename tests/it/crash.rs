//! kill -9 under load. What was acknowledged is there once, whatever was asked is there at most once, and `verify` holds.
//!
//! kill -9 does not prove that the disk was synced (the page cache survives it); it proves that an answer never runs ahead
//! of its commit and that a start after a crash mends nothing by guessing.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sahakorn_tests::{Client, Request, Server, fresh_key};
use serde_json::{Value, json};

use crate::office::{Office, hand_over_path, signed};

const ROUNDS: u64 = 20;
const WORKERS: usize = 4;
/// Cards at the counter when the crashes begin; each is two hand-overs.
const CARDS: usize = 150;
const HAND_OVERS: &str = "SELECT COUNT(*) FROM hand_over_facts WHERE kind = 'accepted'";
const SIGNATURES: &str = "SELECT COUNT(*) FROM signatures";

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

/// An acknowledged act answers its key with the same effect.
fn acknowledged_is_there(client: &mut Client, round: u64, answered: &[(Act, Effect)]) {
    for (act, effect) in answered {
        assert!(
            (200..300).contains(&effect.0),
            "round {round}: {act:?} was refused: {effect:?}"
        );
        assert_eq!(
            &send(client, act).unwrap(),
            effect,
            "round {round}: the effect of {act:?} is lost or other"
        );
    }
}

/// An act without an answer is done by asking again, and asking twice is one act.
fn swallowed_is_done_by_asking_again(client: &mut Client, round: u64, unanswered: &[Act]) {
    for act in unanswered {
        let (first, second) = (send(client, act).unwrap(), send(client, act).unwrap());
        assert!(
            (200..300).contains(&first.0),
            "round {round}: {act:?} asked again: {first:?}"
        );
        assert_eq!(
            first, second,
            "round {round}: asking again is not the same act"
        );
    }
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
        acknowledged_is_there(&mut client, round, &seen.answered);
        swallowed_is_done_by_asking_again(&mut client, round, &seen.unanswered);
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

/// What a counter does all day: fees of a baht received (two postings and a voucher number), and every third act a card or an
/// envelope handed to its member with a signature.
struct Counter {
    token: String,
    fee_path: String,
    fee: Value,
    /// Address and token, one for each thing at the counter.
    hand_overs: Vec<(String, String)>,
}

impl Counter {
    /// With this many cards and their envelopes at the counter.
    fn with(office: &Office, cards: usize) -> Self {
        let (card, pin) = (&office.card_dispenser, &office.pin_dispenser);
        let issued = office.at_the_counter(cards, card, pin);
        let each = |lane: &'static str, who: &str| {
            let token = office.token(who);
            let paths = issued.iter().map(move |one| hand_over_path(one, lane));
            paths.map(|path| (path, token.clone())).collect::<Vec<_>>()
        };
        Self {
            token: office.token(&office.officer),
            fee_path: format!("/api/v1/members/{}/fee-payments", office.member()),
            fee: json!({"amount": "1.00", "received_on": office.today(), "as_credit": true}),
            hand_overs: [each("card", card), each("pin", pin)].concat(),
        }
    }

    fn is_hand_over(&self, n: u64) -> Option<&(String, String)> {
        let nth = usize::try_from(n / 3).unwrap();
        self.hand_overs.get(nth).filter(|_| n.is_multiple_of(3))
    }
}

fn count(server: &Server, sql: &str) -> u64 {
    server.site().tamper(sql).unwrap().parse().unwrap()
}

impl Load for Counter {
    fn act(&self, n: u64) -> Act {
        let (path, token, body) = match self.is_hand_over(n) {
            Some((path, token)) => (path.clone(), token.clone(), signed()),
            None => (self.fee_path.clone(), self.token.clone(), self.fee.clone()),
        };
        Act {
            path,
            token,
            key: fresh_key(),
            body,
        }
    }

    fn effects(&self, server: &Server) -> u64 {
        let handed_over = "FROM custody_facts WHERE kind = 'handed_over'";
        let twice = format!(
            "SELECT COUNT(*) FROM (SELECT subject_id {handed_over} GROUP BY subject_id HAVING COUNT(*) > 1) AS twice"
        );
        assert_eq!(count(server, &twice), 0, "something was handed over twice");
        count(server, "SELECT COUNT(*) FROM entries")
            + count(server, &format!("SELECT COUNT(*) {handed_over}"))
    }
}

#[test]
fn an_acknowledged_hand_over_or_payment_survives_kill_9_once() {
    let mut office = Office::of(Server::start_durable());
    let load = Counter::with(&office, CARDS);
    let before = count(&office.server, HAND_OVERS);
    survives(&mut office.server, &load);
    let (made, books) = (
        count(&office.server, HAND_OVERS) - before,
        office.server.verify(),
    );
    assert!(made > 40, "only {made} hand-overs were under the load");
    assert_eq!(
        count(&office.server, SIGNATURES),
        count(&office.server, HAND_OVERS)
    );
    assert_eq!(books.code, 0, "{}", books.json);
}
