//! Strangers may compare a file with a paper: what they upload and keep back is bounded, and nothing is read for a number that
//! there is not.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use sahakorn_tests::{Client, Mode, Server};

use super::{DESCRIPTORS, alone, assert_answered, connected, status_of, watched};
use crate::office::{Ask, Office};
use crate::papers::a_number;

/// The head of an upload to the check page, and most of the file.
fn begun_upload(server: &Server, number: &str, last: u8) -> TcpStream {
    let mut client = connected(server, last);
    let part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
    let file = vec![b'%'; 260_000];
    let head = format!(
        "POST /check/{number} HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n{part}",
        part.len() + file.len() + 100
    );
    client.write_all(head.as_bytes()).unwrap();
    // Whoever is refused in the midst of it is cut off.
    let _ = client.write_all(&file);
    client
}

#[test]
fn what_strangers_upload_and_keep_back_is_bounded_and_ends() {
    let _alone = alone();
    // Small files, so that a slow machine has read them long before anybody is silent for too long.
    let settings =
        std::env::temp_dir().join(format!("sahakorn-uploads-{}.toml", std::process::id()));
    std::fs::write(&settings, "upload_bytes_max = 262144\n").unwrap();
    let shell = format!(
        "{DESCRIPTORS}; export SAHAKORN_CONFIG={}",
        settings.display()
    );
    let office = Office::of(Server::start_after(&shell, Mode::Demo, |_| {}));
    let (server, number) = (&office.server, a_number(&office));
    let ((), seen) = watched(server, || {
        let mut silent: Vec<_> = (1..=3)
            .map(|last| begun_upload(server, &number, last))
            .collect();
        let begun = Instant::now();
        let small = Ask::upload(format!("/check/{number}"), &[], &vec![b'%'; 250_000]);
        // The small one may come before a silent one is read, which is then refused in its place; another comes for it.
        for last in 4.. {
            let answer = small.send(&mut Client::new(server.address()));
            if answer.status == 503 {
                break;
            }
            let (status, seconds) = (answer.status, begun.elapsed().as_secs());
            assert!(seconds < 8, "a fourth is taken: {status}");
            silent.push(begun_upload(server, &number, last));
        }
        let file = vec![b'a'; 200_000];
        let own = Ask::upload("/api/v1/papers/check/file", &[("number", &number)], &file);
        let own = office.send(&own.by(office.token(&office.manager)));
        assert_eq!(own.status, 200, "whoever is signed in: {}", own.text());
        let ended = status_of(&mut silent[0]);
        assert_eq!(ended, Some(408));
        let seconds = begun.elapsed().as_secs();
        assert!((8..=30).contains(&seconds), "{seconds} s of silence");
        drop(silent);
        let again = small.send(&mut Client::new(server.address()));
        assert_eq!(again.status, 200, "{}", again.text());
    });
    assert_answered("silent uploads", &seen);
}

#[test]
fn no_file_is_read_for_a_number_that_there_is_not() {
    let office = Office::open();
    let mut client = connected(&office.server, 2);
    let head = "POST /check/NL1-2569-9999-R0 HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n";
    client.write_all(head.as_bytes()).unwrap();
    let asked = Instant::now();
    assert_eq!(
        status_of(&mut client),
        Some(200),
        "told before a byte of the file"
    );
    assert!(asked.elapsed() < Duration::from_secs(5));
}
