//! Clients that post as fast as they are answered, each on its own connection.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sahakorn_tests::counter::FeeCounter;
use sahakorn_tests::{Client, Request, Server, Trouble, fresh_key};
use serde_json::{Value, json};

use super::{cpu_ms, ms, per_second, percentile};

/// An act posts a debit and a credit.
pub const POSTINGS_PER_ACT: u64 = 2;

/// What so many clients got done.
#[derive(Debug)]
pub struct Drive {
    pub clients: usize,
    pub acts: u64,
    pub refused: u64,
    pub first_refusal: Option<String>,
    pub time: Duration,
    pub p50_us: u32,
    pub p99_us: u32,
    pub server_cpu_ms: u64,
}

impl Drive {
    pub fn postings_per_second(&self) -> u64 {
        per_second(self.acts * POSTINGS_PER_ACT, self.time)
    }

    pub fn json(&self) -> Value {
        json!({
            "clients": self.clients, "acts": self.acts, "refused": self.refused, "first_refusal": self.first_refusal,
            "seconds_ms": self.time.as_millis(), "postings_per_second": self.postings_per_second(),
            "p50_us": self.p50_us, "p99_us": self.p99_us, "server_cpu_ms": self.server_cpu_ms,
        })
    }

    pub fn line(&self, database: &str) -> String {
        let (p50, p99) = (ms(self.p50_us.into()), ms(self.p99_us.into()));
        let (rate, cpu) = (self.postings_per_second(), self.server_cpu_ms);
        format!(
            "{database:<9} {:>7} {rate:>10} {p50:>8} {p99:>8} {:>8} {cpu:>10}",
            self.clients, self.refused
        )
    }
}

/// What one client saw: microseconds of each act that was done, and refusals.
#[derive(Default)]
struct Seen {
    micros: Vec<u32>,
    refused: u64,
    first_refusal: Option<String>,
}

/// Posts fees with so many clients for so long.
pub fn drive(
    server: &Server,
    counter: &FeeCounter,
    clients: usize,
    time: Duration,
) -> Result<Drive, Trouble> {
    let (turn, begun) = (AtomicU64::new(0), Instant::now());
    let pid = server
        .pid()
        .ok_or_else(|| Trouble::new("the server does not run"))?;
    let cpu_before = cpu_ms(pid).unwrap_or(0);
    let seen: Vec<std::thread::Result<Seen>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|_| scope.spawn(|| post_until(server.address(), counter, &turn, begun + time)))
            .collect();
        threads
            .into_iter()
            .map(std::thread::ScopedJoinHandle::join)
            .collect()
    });
    let (took, mut micros) = (begun.elapsed(), Vec::new());
    let (mut refused, mut first_refusal) = (0, None);
    for one in seen {
        let one = one.map_err(|_| Trouble::new("a client panicked"))?;
        micros.extend(one.micros);
        refused += one.refused;
        first_refusal = first_refusal.or(one.first_refusal);
    }
    micros.sort_unstable();
    Ok(Drive {
        clients,
        acts: micros.len() as u64,
        refused,
        first_refusal,
        time: took,
        p50_us: percentile(&micros, 50),
        p99_us: percentile(&micros, 99),
        server_cpu_ms: cpu_ms(pid).unwrap_or(0).saturating_sub(cpu_before),
    })
}

fn post_until(address: &str, counter: &FeeCounter, turn: &AtomicU64, end: Instant) -> Seen {
    let (mut client, mut seen) = (Client::new(address), Seen::default());
    let (bearer, body) = (
        format!("Bearer {}", counter.token),
        counter.body.to_string(),
    );
    while Instant::now() < end {
        let (path, key) = (
            counter.path(turn.fetch_add(1, Ordering::Relaxed)),
            fresh_key(),
        );
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Idempotency-Key", key.as_str()),
            ("Content-Type", "application/json"),
        ];
        let request = Request {
            method: "POST",
            path: &path,
            headers: &headers,
            body: body.as_bytes(),
        };
        let asked = Instant::now();
        let refusal = match client.send(&request) {
            Ok(answer) if answer.is_ok() => {
                seen.micros
                    .push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
                continue;
            }
            Ok(answer) => format!("{} {}", answer.status, answer.text()),
            Err(error) => error.to_string(),
        };
        seen.refused += 1;
        seen.first_refusal.get_or_insert(refusal);
    }
    seen
}
