//! What is no body: heads that never end, extensions of chunks without end, bodies in chunks of a byte. Each ends its own
//! connection, and nobody else waits for it.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use sahakorn_tests::Server;

use super::{LIVE, alone, assert_answered, bare, connected, status_of, watched};

const HEAD: &str = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
const CHUNKED: &str = "POST /api/v1/auth/token HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Says something and then the same piece again and again, until the server ends the connection: how much it took of that.
fn taken_of(server: &Server, says: &str, piece: &str, pause: Duration) -> usize {
    let (mut client, mut taken) = (connected(server, 2), 0);
    client.set_nodelay(true).unwrap();
    client.write_all(says.as_bytes()).unwrap();
    client.set_nonblocking(true).unwrap();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(8) {
        match client.write(piece.as_bytes()) {
            Ok(count) => taken += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return taken,
        }
        match client.read(&mut [0; 4096]) {
            Ok(0) => return taken,
            Err(error) if error.kind() != ErrorKind::WouldBlock => return taken,
            Ok(_) | Err(_) => {}
        }
        std::thread::sleep(pause);
    }
    panic!("it took {taken} bytes and is still there");
}

#[test]
fn a_head_that_is_large_or_in_many_pieces_ends_its_connection() {
    let _alone = alone();
    let server = bare();
    let (drip, at_once) = (Duration::from_millis(10), Duration::from_millis(1));
    let ((), seen) = watched(&server, || {
        let pieces = taken_of(&server, HEAD, "a", drip);
        assert!(
            (90..700).contains(&pieces),
            "{pieces} pieces of a first head"
        );
        let later = format!("{LIVE}{HEAD}");
        let pieces = taken_of(&server, &later, "a", drip);
        assert!(
            (90..700).contains(&pieces),
            "{pieces} pieces of a later head"
        );
        let large = taken_of(&server, HEAD, &"a".repeat(4096), at_once);
        assert!(large >= 32 * 1024, "{large} bytes of a head");
    });
    assert_answered("heads", &seen);
    // What a browser may send is far below that.
    let mut client = connected(&server, 3);
    let head = format!(
        "GET /health/live HTTP/1.1\r\nHost: h\r\nX: {}\r\n\r\n",
        "a".repeat(16_000)
    );
    for piece in head.as_bytes().chunks(1_000) {
        client.write_all(piece).unwrap();
        std::thread::sleep(at_once);
    }
    assert_eq!(status_of(&mut client), Some(200));
}

#[test]
fn what_is_no_body_ends_its_connection_and_holds_nobody_up() {
    let _alone = alone();
    let server = bare();
    let extension = format!("{CHUNKED}5;");
    let ((), seen) = watched(&server, || {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let _ = taken_of(&server, &extension, &"a".repeat(65_536), Duration::ZERO);
                });
            }
        });
        let trailers = format!("{CHUNKED}0\r\n");
        taken_of(
            &server,
            &trailers,
            &"X: y\r\n".repeat(1_000),
            Duration::ZERO,
        );
        taken_of(
            &server,
            CHUNKED,
            &"1\r\n \r\n".repeat(1_000),
            Duration::ZERO,
        );
        let unread = CHUNKED.replace("/api/v1/auth/token", "/nowhere");
        taken_of(
            &server,
            &format!("{unread}5;"),
            &"a".repeat(65_536),
            Duration::ZERO,
        );
    });
    assert_answered("what is no body", &seen);
}
