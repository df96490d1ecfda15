//! Anchors: the head of the chain, kept outside the database (decision 15).
//!
//! One line per anchor: `3 no kind seq seal at log:hash server wall mac`. `no` counts the lines of one server without a gap, `log`
//! the rows of the access log, `hash` runs over them, and `mac` is an HMAC over the line and the mac before it under a key that comes of the chain
//! key: a line that is edited, taken out or put in shows, and whoever may write here cannot make one. A file for each
//! database, server and month. The last line stands a second time in `secrets/anchor.last`, and its number with the next
//! batch in the table `anchor_marks`, so that a lost or cut file shows as well. Lines of the first version (`seq seal at
//! wall`, in `anchors.txt`) are still read, and those of the second, which had no `hash`.

mod keeper;
mod last;
mod read;

use std::fmt;

use hmac::Mac;

pub use keeper::Anchors;
pub use last::{Last, can_be_kept, read_last, set_aside};
pub use read::{Fault, Files, Gap, Placed, read, read_all};

use super::logged::LogSum;
use super::model::{Head, hex, keyed};
use crate::kernel::Instant;

/// Where anchors go while the database has no id yet.
pub const UNBOUND: &str = "unbound";

/// The file of the first version.
const OLD_FILE: &str = "anchors.txt";

/// The mac before the first line.
const BEGINNING: &str = "-";

/// Why a line was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Start,
    Due,
    Stop,
    /// Somebody accepted that later books are lost.
    Accept,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Start, Self::Due, Self::Stop, Self::Accept];

    const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Due => "due",
            Self::Stop => "stop",
            Self::Accept => "accept",
        }
    }
}

/// What was seen of the books when a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub head: Head,
    pub log: LogSum,
}

/// One anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub no: i64,
    pub kind: Kind,
    pub seq: i64,
    /// Of the event `seq`, in hexadecimal.
    pub seal: String,
    /// UTC microseconds of the event.
    pub at: i64,
    /// Rows of the access log.
    pub log: i64,
    /// The hash over them, in hexadecimal; the lines of the first versions have none.
    pub log_hash: Option<String>,
    pub server: String,
    /// UTC microseconds of the machine's clock when it was written.
    pub wall: i64,
    pub mac: String,
}

/// The number and mac of a line, as the database notes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub server: String,
    pub no: i64,
    pub mac: String,
}

/// The key of the macs, and the database that they speak of.
#[derive(Clone)]
pub struct Sealing {
    key: [u8; 32],
    pub database: String,
}

impl Sealing {
    pub fn new(chain_key: &[u8; 32], database: &str) -> Self {
        let mut mac = keyed(chain_key);
        mac.update(b"sahakorn anchors 2");
        Self {
            key: mac.finalize().into_bytes().into(),
            database: database.to_owned(),
        }
    }

    /// The mac of a line after the one with this mac.
    fn mac(&self, previous: &str, line: &Line) -> String {
        let mut mac = keyed(&self.key);
        for text in [&self.database, previous, &line.to_string()] {
            mac.update(&(text.len() as u64).to_be_bytes());
            mac.update(text.as_bytes());
        }
        hex(&mac.finalize().into_bytes())
    }

    /// The next line of a server.
    fn next(
        &self,
        previous: Option<&Line>,
        server: &str,
        kind: Kind,
        seen: &Seen,
        wall: Instant,
    ) -> Line {
        let mut line = Line {
            no: previous.map_or(0, |line| line.no) + 1,
            kind,
            seq: seen.head.seq,
            seal: hex(&seen.head.seal),
            at: seen.head.at,
            log: seen.log.rows,
            log_hash: Some(hex(&seen.log.hash)),
            server: server.to_owned(),
            wall: wall.as_micros(),
            mac: String::new(),
        };
        line.mac = self.mac(previous.map_or(BEGINNING, |line| &line.mac), &line);
        line
    }

    /// Whether the line follows the one with this mac, unchanged.
    fn follows(&self, previous: &str, line: &Line) -> bool {
        self.mac(previous, line) == line.mac
    }
}

/// The line without its mac.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { no, seq, seal, .. } = self;
        let Self {
            at, log, server, ..
        } = self;
        let (kind, wall) = (self.kind.code(), self.wall);
        let (version, hash) = match &self.log_hash {
            Some(hash) => (3, format!(":{hash}")),
            None => (2, String::new()),
        };
        write!(
            f,
            "{version} {no} {kind} {seq} {seal} {at} {log}{hash} {server} {wall}"
        )
    }
}

impl Line {
    fn whole(&self) -> String {
        format!("{self} {}", self.mac)
    }

    /// Reads a whole line; `None` when it is none.
    fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        let ["2" | "3", no, kind, seq, seal, at, log, server, wall, mac] = *words else {
            return None;
        };
        let (log, log_hash) = match log.split_once(':') {
            Some((rows, hash)) => (rows, Some(hash.to_owned())),
            None => (log, None),
        };
        let line = Self {
            no: no.parse().ok()?,
            kind: Kind::ALL.into_iter().find(|k| k.code() == kind)?,
            seq: seq.parse().ok()?,
            seal: seal.to_owned(),
            at: at.parse().ok()?,
            log: log.parse().ok()?,
            log_hash,
            server: server.to_owned(),
            wall: wall.parse().ok()?,
            mac: mac.to_owned(),
        };
        // `+7` is a number too, but not as we write it; nor has one version what only the other has.
        (line.whole() == text).then_some(line)
    }

    /// Reads `seq seal at wall` of the first version, which had neither number nor mac.
    fn parse_old(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        let [seq, seal, at, wall] = *words else {
            return None;
        };
        Some(Self {
            no: 0,
            kind: Kind::Due,
            seq: seq.parse().ok()?,
            seal: seal.to_owned(),
            at: at.parse().ok()?,
            log: 0,
            log_hash: None,
            server: String::new(),
            wall: wall.parse().ok()?,
            mac: String::new(),
        })
    }

    /// Whether the books were looked at for this line while no other program of the server could write one.
    pub fn counts_anew(&self) -> bool {
        matches!(self.kind, Kind::Start | Kind::Accept)
    }

    pub fn mark(&self) -> Mark {
        Mark {
            server: self.server.clone(),
            no: self.no,
            mac: self.mac.clone(),
        }
    }
}

/// The file of an anchor: one for each database, server and month of the machine's clock, in Bangkok.
pub fn file_name(database: &str, server: &str, wall_micros: i64) -> String {
    let day = Instant::micros(wall_micros).business_date();
    let (year, month) = (day.year(), day.month());
    format!("{database}-{server}-{year}-{month:02}.txt")
}

/// A name for a server, or an id for a database, that no other has.
pub fn random_name(bytes: usize) -> String {
    let mut name = vec![0; bytes];
    // Without random bytes no key could be made either; a name of zeros is still a name.
    if getrandom::fill(&mut name).is_err() {
        tracing::error!("the machine gave no random bytes");
    }
    hex(&name)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn seen(seq: i64) -> Seen {
        let head = Head {
            seq,
            seal: [7; 32],
            at: 5,
        };
        let log = LogSum::made_up(3);
        Seen { head, log }
    }

    #[test]
    fn a_line_reads_back_and_its_mac_covers_every_field() {
        let sealing = Sealing::new(&[1; 32], "d");
        let first = sealing.next(None, "s", Kind::Start, &seen(4), Instant::micros(9));
        let second = sealing.next(Some(&first), "s", Kind::Due, &seen(6), Instant::micros(10));
        assert_eq!((first.no, second.no), (1, 2));
        assert_eq!(Line::parse(&second.whole()).unwrap(), second);
        assert!(sealing.follows(BEGINNING, &first) && sealing.follows(&first.mac, &second));
        let changes: [fn(&mut Line); 10] = [
            |line| line.no = 3,
            |line| line.kind = Kind::Stop,
            |line| line.seq = 5,
            |line| line.seal = hex(&[8; 32]),
            |line| line.at = 6,
            |line| line.log = 2,
            |line| line.log_hash = Some(hex(&[8; 32])),
            |line| line.log_hash = None,
            |line| line.server = "t".into(),
            |line| line.wall = 11,
        ];
        let others = changes.map(|change| {
            let mut line = second.clone();
            change(&mut line);
            line
        });
        assert!(others.iter().all(|line| !sealing.follows(&first.mac, line)));
        assert!(!sealing.follows(BEGINNING, &second));
        assert!(!Sealing::new(&[2; 32], "d").follows(&first.mac, &second));
        assert!(!Sealing::new(&[1; 32], "e").follows(&first.mac, &second));
    }

    #[test]
    fn what_is_no_line_is_not_read() {
        for text in [
            "",
            "2 1 due 4 aa 5 3 s 9",
            "2 +1 due 4 aa 5 3 s 9 ff",
            "2 1 due 4 aa 5 3:bb s 9 ff",
            "3 1 due 4 aa 5 3 s 9 ff",
            "1 2 3 4 5",
        ] {
            assert!(Line::parse(text).is_none(), "{text}");
        }
        let second = Line::parse("2 1 due 4 aa 5 3 s 9 ff").unwrap();
        assert_eq!((second.log, second.log_hash), (3, None));
        assert_eq!(Line::parse_old("4 aa 5 9").unwrap().seq, 4);
        assert!(Line::parse_old("4 aa 5").is_none());
    }
}
