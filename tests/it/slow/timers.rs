//! How long a head and a body may take, and how long a stop.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use sahakorn_tests::{Client, Mode, Server};

use super::{DESCRIPTORS, LIVE, alone, assert_answered, bare, connected, status_of, watched};
use crate::office::{Ask, Office};

/// Says something, then a bit each second, until the server ends it: after how many seconds, and the last status.
fn endured(server: &Server, says: &str, drips: &str) -> (u64, Option<u16>) {
    let mut client = connected(server, 2);
    client.write_all(says.as_bytes()).unwrap();
    let (begun, mut read) = (Instant::now(), Vec::new());
    client
        .set_read_timeout(Some(Duration::from_millis(500)))
        .unwrap();
    while begun.elapsed() < Duration::from_secs(20) {
        let mut bytes = [0; 4096];
        match client.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => read.extend_from_slice(&bytes[..count]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                if client.write_all(drips.as_bytes()).is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    let text = String::from_utf8_lossy(&read).into_owned();
    let last = text.rsplit("HTTP/1.1 ").next().unwrap_or_default();
    (
        begun.elapsed().as_secs(),
        last.get(..3).and_then(|digits| digits.parse().ok()),
    )
}

/// 64 KiB each second of a members' file, which is more than the least rate and takes longer than any head may.
fn slow_upload(server: &Server, token: &str) {
    let file = vec![b'a'; 12 * 64 * 1024];
    let ask = Ask::upload("/api/v1/members/import?dry_run=true", &[], &file).by(token);
    let quick = ask.send(&mut Client::new(server.address()));
    let mut client = connected(server, 3);
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {token}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        ask.path,
        ask.content_type,
        ask.body.len()
    );
    client.write_all(head.as_bytes()).unwrap();
    for piece in ask.body.chunks(16 * 1024) {
        client.write_all(piece).unwrap();
        std::thread::sleep(Duration::from_millis(250));
    }
    assert_eq!(
        status_of(&mut client),
        Some(quick.status),
        "{}",
        quick.text()
    );
    assert_ne!(quick.status, 408);
}

#[test]
fn every_head_and_body_has_ten_seconds_and_a_slow_line_is_none_of_them() {
    let _alone = alone();
    let server = Server::start_after(DESCRIPTORS, Mode::Demo, |_| {});
    let office = Office::of(server);
    let (server, token) = (&office.server, office.token(&office.officer));
    let later = format!("{LIVE}GET / HTTP/1.1\r\nX: ");
    let body = "POST /api/v1/auth/token HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\n{";
    let unread =
        "POST /nothing-here HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n";
    let ((), seen) = watched(server, || {
        std::thread::scope(|scope| {
            let attacks = [
                ("a first head", "GET / HTTP/1.1\r\nX: ", "x", Some(408)),
                ("a later head", &later, "x", Some(200)),
                ("a body", body, " ", Some(408)),
                ("an unread body", unread, "1\r\nx\r\n", Some(404)),
            ];
            let attacks = attacks.map(|(what, says, drips, status)| {
                (
                    what,
                    status,
                    scope.spawn(move || endured(server, says, drips)),
                )
            });
            slow_upload(server, &token);
            for (what, status, attack) in attacks {
                let (seconds, last) = attack.join().unwrap();
                assert!((9..=13).contains(&seconds), "{what}: {seconds} s");
                assert_eq!(last, status, "{what}");
            }
        });
    });
    assert_answered("ten seconds", &seen);
}

#[test]
fn told_to_stop_it_stops_within_ten_seconds_whatever_hangs_on() {
    let mut server = bare();
    let body = "POST /api/v1/auth/token HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\n{";
    let mut hanging: Vec<_> = (0..20).map(|_| connected(&server, 2)).collect();
    for client in &mut hanging {
        client.write_all(body.as_bytes()).unwrap();
    }
    let told = Instant::now();
    assert_eq!(server.stop(), 0);
    assert!(
        told.elapsed() < Duration::from_secs(12),
        "{:?}",
        told.elapsed()
    );
}
