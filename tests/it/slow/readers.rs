//! Clients that ask for much and take little: what the program has anyway is handed on piece by piece, and what nobody takes is
//! not made. How many big answers that were made for somebody are in hand is tested beside the bound (`web::net::big`).

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use sahakorn_tests::{Client, Request, Server};
use serde_json::json;

use super::{alone, assert_answered, bare, connected, status_of, watched};
use crate::sources::{code_of, files_under, is_test_code};

fn resident_kib(server: &Server) -> u64 {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", server.pid().unwrap())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let digits = line.unwrap().split_whitespace().nth(1).unwrap();
    digits.parse().unwrap()
}

/// The largest answer that anybody may ask for: 1.4 MB, of which the kernel takes a part.
const BIG: &str = "GET /api/docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: h\r\n\r\n";

/// Asks for the big answer from each address as often as told, reads the first line and no more.
fn slow_readers(server: &Server, addresses: u8, each: usize) -> Vec<(TcpStream, Option<u16>)> {
    let clients = (1..=addresses).cycle().take(usize::from(addresses) * each);
    clients
        .map(|last| {
            let mut client = connected(server, last);
            client.write_all(BIG.as_bytes()).unwrap();
            let status = status_of(&mut client);
            (client, status)
        })
        .collect()
}

fn count_of(readers: &[(TcpStream, Option<u16>)], status: u16) -> usize {
    readers.iter().filter(|(_, s)| *s == Some(status)).count()
}

#[test]
fn slow_readers_of_fixed_answers_hold_no_place_and_next_to_no_memory() {
    let _alone = alone();
    let server = bare();
    let mut first = slow_readers(&server, 1, 1);
    let mut whole = Vec::new();
    let mut one = first.remove(0).0;
    one.shutdown(std::net::Shutdown::Write).unwrap();
    one.read_to_end(&mut whole).unwrap();
    assert!(
        whole.len() > 1_000_000,
        "who reads gets all: {}",
        whole.len()
    );

    let before = resident_kib(&server);
    let (readers, seen) = watched(&server, || {
        let readers = slow_readers(&server, 50, 4);
        std::thread::sleep(Duration::from_secs(1));
        readers
    });
    assert_answered("slow readers", &seen);
    assert_eq!(
        count_of(&readers, 200),
        200,
        "strangers take nobody's place"
    );
    let grown = resident_kib(&server).saturating_sub(before);
    assert!(grown < 40 * 1024, "{grown} KiB held for slow readers");
    drop(readers);
}

#[test]
fn answers_that_nobody_takes_are_not_made() {
    let _alone = alone();
    let server = bare();
    let before = resident_kib(&server);
    let mut client = connected(&server, 2);
    client.set_nonblocking(true).unwrap();
    let asked = "HEAD /health/live HTTP/1.1\r\nHost: h\r\n\r\n".repeat(1000);
    let (begun, mut refused) = (Instant::now(), 0);
    // Without a bound the answers pile up as fast as the requests come.
    while begun.elapsed() < Duration::from_secs(3) && refused < 50 {
        match client.write(asked.as_bytes()) {
            Ok(taken) if taken > 0 => refused = 0,
            Ok(_) | Err(_) => {
                refused += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
    assert!(refused >= 50, "the server reads on and on");
    let grown = resident_kib(&server).saturating_sub(before);
    assert!(
        grown < 20 * 1024,
        "{grown} KiB of answers that nobody takes"
    );
}

#[test]
fn a_request_on_a_kept_connection_is_answered_after_a_big_one() {
    let server = bare();
    let mut client = Client::new(server.address());
    let get = |path| Request {
        method: "GET",
        path,
        headers: &[],
        body: b"",
    };
    for _ in 0..3 {
        let big = client.send(&get("/api/docs/swagger-ui-bundle.js")).unwrap();
        assert!(big.status == 200 && big.body.len() > 1_000_000);
        let live = client.send(&get("/health/live")).unwrap();
        assert_eq!(live.json(), json!({"status": "alive"}));
    }
}

/// A slow client would hold the reader (or the file) that its answer comes from.
#[test]
fn no_answer_is_streamed_from_something_open() {
    const STREAMS: [&str; 5] = [
        ".streaming(",
        "SizedStream",
        "BodyStream",
        "NamedFile",
        "from_stream",
    ];
    let product = files_under("backend/src", ".rs");
    let product = product.iter().filter(|source| !is_test_code(&source.path));
    for source in product {
        let code = code_of(&source.text, false);
        let found = STREAMS.iter().find(|name| code.contains(*name));
        assert_eq!(found, None, "{}", source.path);
    }
}
