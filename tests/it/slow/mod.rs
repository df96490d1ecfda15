//! Clients that are slow, silent or too many: the server answers everybody else, and never runs out of descriptors.
//!
//! Each attack holds 1,100 connections against a program that may open 1,024 descriptors, while somebody else knocks at
//! `/health/live` all the time. Where the clients have one address its own bound holds, where they have twenty the bound on all.

mod heads;
mod readers;
mod timers;
mod uploads;

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use sahakorn_tests::{Mode, Server};

const DESCRIPTORS: &str = "ulimit -n 1024";
const CLIENTS: usize = 1_100;
const ONE_ADDRESS: u8 = 1;
const TWENTY_ADDRESSES: u8 = 20;
/// How long an attack goes on once all its clients are there.
const ATTACK_SECONDS: u64 = 1;
const HEALTH_SECONDS_MAX: u64 = 1;
/// 600 connections, some that leave and some that come, and what the program has open itself.
const DESCRIPTORS_MAX: usize = 860;
const LIVE: &str = "GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n";

/// One attack at a time: each takes a core, and the time of an answer is measured.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bare() -> Server {
    Server::start_after(DESCRIPTORS, Mode::Serve, |_| {})
}

/// What somebody else saw while it went on.
#[derive(Debug, Default)]
struct Seen {
    answers: usize,
    slowest: Duration,
    descriptors: usize,
}

/// Does something to the server while somebody else asks for its health on a new connection each time.
fn watched<T>(server: &Server, attack: impl FnOnce() -> T) -> (T, Seen) {
    let (over, folder) = (
        AtomicBool::new(false),
        format!("/proc/{}/fd", server.pid().unwrap()),
    );
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut seen = Seen::default();
            while !over.load(Ordering::Relaxed) {
                let begun = Instant::now();
                let mut stream = connected(server, 250);
                stream.write_all(LIVE.as_bytes()).unwrap();
                assert_eq!(status_of(&mut stream), Some(200), "after {seen:?}");
                seen.slowest = seen.slowest.max(begun.elapsed());
                seen.answers += 1;
                let open = std::fs::read_dir(&folder).unwrap().count();
                seen.descriptors = seen.descriptors.max(open);
                std::thread::sleep(Duration::from_millis(20));
            }
            seen
        });
        let ends = Ends(&over);
        let result = attack();
        drop(ends);
        (result, watch.join().unwrap())
    })
}

/// Says that it is over, also when the attack itself fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn assert_answered(what: &str, seen: &Seen) {
    assert!(seen.answers >= 3, "{what}: {seen:?}");
    let bound = Duration::from_secs(HEALTH_SECONDS_MAX);
    assert!(seen.slowest < bound, "{what}: {seen:?}");
    assert!(seen.descriptors < DESCRIPTORS_MAX, "{what}: {seen:?}");
}

/// A connection from 127.0.0.`last`.
fn connected(server: &Server, last: u8) -> TcpStream {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().unwrap());
    let to: SocketAddr = server.address().parse().unwrap();
    let from = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)), 0);
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(from).unwrap();
        socket.connect(to).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    stream
}

/// The status of the next answer; nothing when the server closed the connection instead.
fn status_of(stream: &mut TcpStream) -> Option<u16> {
    let mut begin = [0; 12];
    stream.read_exact(&mut begin).ok()?;
    std::str::from_utf8(&begin[9..]).ok()?.parse().ok()
}

/// Opens the clients, says on each what it has to say, and then a bit more each second.
fn attack(server: &Server, addresses: u8, says: &str, drips: &str) -> usize {
    let mut clients = Vec::with_capacity(CLIENTS);
    for (n, last) in (1..=addresses).cycle().take(CLIENTS).enumerate() {
        let mut client = connected(server, last);
        // Whoever was cut meanwhile may not be written to; it stays open on this side.
        let _ = client.write_all(says.as_bytes());
        client.set_nonblocking(true).unwrap();
        clients.push(client);
        assert_eq!(clients.len(), n + 1);
    }
    for _ in 0..ATTACK_SECONDS * 2 {
        for client in &mut clients {
            let _ = client.write(drips.as_bytes());
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    clients.into_iter().filter_map(open_still).count()
}

fn open_still(mut client: TcpStream) -> Option<TcpStream> {
    let mut bytes = [0; 4096];
    loop {
        match client.read(&mut bytes) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => return (error.kind() == ErrorKind::WouldBlock).then_some(client),
        }
    }
}

fn survives(what: &str, says: &str, drips: &str) {
    let _alone = alone();
    let server = bare();
    let (open, seen) = watched(&server, || attack(&server, ONE_ADDRESS, says, drips));
    assert_answered(what, &seen);
    assert!(open <= 64, "{what}: one address holds {open} connections");
    let (open, seen) = watched(&server, || attack(&server, TWENTY_ADDRESSES, says, drips));
    assert_answered(what, &seen);
    assert!(open <= 600, "{what}: {open} connections are held");
}

#[test]
fn slow_heads_on_new_connections_stop_nobody() {
    survives("slow first heads", "GET / HTTP/1.1\r\nHost: h\r\nX: ", "x");
}

#[test]
fn slow_heads_on_kept_connections_stop_nobody() {
    let says = format!("{LIVE}GET / HTTP/1.1\r\nX: ");
    survives("slow later heads", &says, "x");
}

#[test]
fn slow_bodies_stop_nobody() {
    let says = "POST /api/v1/auth/token HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{";
    survives("slow bodies", says, " ");
}

#[test]
fn slow_bodies_that_nobody_reads_stop_nobody() {
    let says = "POST /api/nothing-here HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n";
    survives("slow bodies to a 404", says, "1\r\nx\r\n");
}

#[test]
fn silent_connections_stop_nobody_also_of_the_same_address() {
    let _alone = alone();
    let server = bare();
    let (_, seen) = watched(&server, || {
        let ended = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let _ends = Ends(&ended);
                attack(&server, ONE_ADDRESS, "", "");
            });
            while !ended.load(Ordering::Relaxed) {
                let asked = Instant::now();
                assert_eq!(server.get("/health/ready", None).status, 200);
                assert!(asked.elapsed() < Duration::from_secs(HEALTH_SECONDS_MAX));
            }
        });
    });
    assert_answered("silence", &seen);
}
