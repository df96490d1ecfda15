//! The writer's side: remembers the head and writes it when due.

use std::fs::OpenOptions;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::last::{Held, Last};
use super::{Kind, Line, Mark, Sealing, Seen, UNBOUND, file_name, random_name, read};
use crate::audit::model::Head;
use crate::kernel::Instant;

const EVENTS_MAX: i64 = 1_000;
const SECONDS_MAX: i64 = 5;
/// When nothing but the access log has grown.
const LOG_SECONDS_MAX: i64 = 60;

/// The anchors of one server.
pub struct Anchors {
    folder: PathBuf,
    sealing: Sealing,
    server: String,
    /// The key folder, when the last anchor is kept there too.
    secrets: Option<PathBuf>,
    /// The last line of this server.
    last: Option<Line>,
    /// Whether the database has the mark of the last line.
    noted: Option<Mark>,
    seen: Option<Seen>,
    /// What the last line of this run says.
    written: Option<Seen>,
    written_at: Option<Instant>,
}

impl Anchors {
    /// Anchors of a database without an id, which no key folder vouches for.
    pub fn unbound(folder: &Path, chain_key: &[u8; 32]) -> Self {
        Self {
            folder: folder.to_owned(),
            sealing: Sealing::new(chain_key, UNBOUND),
            server: random_name(4),
            secrets: None,
            last: None,
            noted: None,
            seen: None,
            written: None,
            written_at: None,
        }
    }

    /// Anchors of a bound database. The series of this server goes on where its last line is, be it in the files or in
    /// `anchor.last`; without any it is a new server.
    pub fn open(folder: &Path, sealing: Sealing, secrets: &Path) -> io::Result<Self> {
        let mut own = Self {
            sealing,
            secrets: Some(secrets.to_owned()),
            ..Self::unbound(folder, &[0; 32])
        };
        match Held::take(secrets) {
            Ok(mut held) => {
                let kept = held.read()?;
                own.last = own.where_it_ended(kept)?;
            }
            Err(error) => {
                tracing::error!(%error, "anchor.last cannot be kept in the key folder");
                own.secrets = None;
            }
        }
        if let Some(line) = &own.last {
            own.server.clone_from(&line.server);
        }
        Ok(own)
    }

    /// A crash, or a key folder brought back from a copy, leaves `anchor.last` behind the files.
    fn where_it_ended(&self, kept: Option<Last>) -> io::Result<Option<Line>> {
        let kept = kept.filter(|last| last.database == self.sealing.database);
        let Some(Last { line, .. }) = kept else {
            return Ok(None);
        };
        let files = read(&self.folder, &self.sealing)?;
        let later = files.sound.get(&line.server).and_then(|of| of.last());
        let later = later.filter(|later| later.line.no > line.no);
        Ok(Some(later.map_or(line, |placed| placed.line.clone())))
    }

    /// The head that this process saw last.
    pub fn head(&self) -> Option<Head> {
        self.seen.map(|seen| seen.head)
    }

    /// The mark of the last line, while the database lacks it.
    pub fn mark(&self) -> Option<&Mark> {
        self.noted.as_ref()
    }

    /// Notes head and access log after a commit; the mark of the last line was in it.
    pub fn saw(&mut self, head: Head, log: i64) {
        if self.seen.is_none() && self.written.is_none() {
            let before = Head {
                seq: (head.seq - 1).max(0),
                ..head
            };
            self.written = Some(Seen { head: before, log });
        }
        self.noted = None;
        self.seen = Some(Seen { head, log });
    }

    /// The first line of a run, or that somebody accepted that the books stand here. `look` tells where they stand, and is
    /// asked while no other program of this server writes a line. Its error is the answer; a line that could not be written
    /// is due later.
    pub fn begin<E>(
        &mut self,
        kind: Kind,
        wall: Instant,
        look: impl FnOnce() -> Result<Seen, E>,
    ) -> Result<(), E> {
        let held = self.hold();
        let seen = look()?;
        self.seen = Some(seen);
        self.append_held(kind, &seen, wall, held);
        Ok(())
    }

    /// Writes a line when the head is 1,000 events or 5 seconds ahead of the last one, or the access log 60 seconds.
    pub fn when_due(&mut self, wall: Instant) {
        let Some(seen) = self.seen else { return };
        let since = *self.written_at.get_or_insert(wall);
        let age_seconds = (wall.as_micros() - since.as_micros()) / 1_000_000;
        // Without a line of this run, as after a full disk, one is due.
        let (events, lines) = self.written.map_or((1, 1), |written| {
            (seen.head.seq - written.head.seq, seen.log - written.log)
        });
        let is_due = events >= EVENTS_MAX
            || (events > 0 && age_seconds >= SECONDS_MAX)
            || (lines != 0 && age_seconds >= LOG_SECONDS_MAX);
        if is_due {
            self.append(Kind::Due, wall);
        }
    }

    /// The last line of a run, if anything moved since the one before.
    pub fn stop(&mut self, wall: Instant) {
        let moved =
            |seen: &Seen, last: &Seen| (seen.head.seq, seen.log) != (last.head.seq, last.log);
        let is_new = match (&self.seen, &self.written) {
            (Some(seen), Some(written)) => moved(seen, written),
            (seen, None) => seen.is_some(),
            (None, Some(_)) => false,
        };
        if is_new {
            self.append(Kind::Stop, wall);
        }
    }

    fn append(&mut self, kind: Kind, wall: Instant) {
        if let Some(seen) = self.seen {
            let held = self.hold();
            self.append_held(kind, &seen, wall, held);
        }
    }

    /// The series of this server, for one line.
    fn hold(&self) -> io::Result<Option<Held>> {
        self.secrets.as_deref().map(Held::take).transpose()
    }

    fn append_held(
        &mut self,
        kind: Kind,
        seen: &Seen,
        wall: Instant,
        held: io::Result<Option<Held>>,
    ) {
        self.written_at = Some(wall);
        match held.and_then(|held| self.try_append(kind, seen, wall, held)) {
            Ok(line) => {
                self.noted = self.sealing_is_bound().then(|| line.mark());
                self.last = Some(line);
                self.written = Some(*seen);
            }
            Err(error) => tracing::error!(%error, "an anchor could not be written"),
        }
    }

    fn sealing_is_bound(&self) -> bool {
        self.sealing.database != UNBOUND
    }

    fn try_append(
        &self,
        kind: Kind,
        seen: &Seen,
        wall: Instant,
        mut held: Option<Held>,
    ) -> io::Result<Line> {
        // Another program of this server may have written since.
        let others = match &mut held {
            Some(held) => held.read()?,
            None => None,
        };
        let others = others.filter(|last| {
            last.database == self.sealing.database && last.line.server == self.server
        });
        let others = others.map(|last| last.line);
        let previous = others.iter().chain(&self.last).max_by_key(|line| line.no);
        let line = self.sealing.next(previous, &self.server, kind, seen, wall);
        write_line(&self.file(wall), &line)?;
        if let Some(held) = &mut held {
            let database = self.sealing.database.clone();
            let line = line.clone();
            held.write(&Last { database, line })?;
        }
        Ok(line)
    }

    fn file(&self, wall: Instant) -> PathBuf {
        let name = file_name(&self.sealing.database, &self.server, wall.as_micros());
        self.folder.join(name)
    }
}

/// Appends a line whole and on the disk. What a crash left of an earlier one is cut off first: it was never an anchor.
fn write_line(path: &Path, line: &Line) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut file = options.open(path)?;
    let whole = end_of_last_line(&mut file)?;
    file.set_len(whole)?;
    file.seek(SeekFrom::Start(whole))?;
    file.write_all(format!("{}\n", line.whole()).as_bytes())?;
    file.sync_data()
}

/// Where the last whole line ends. A line is far shorter than the part that is looked at.
fn end_of_last_line(file: &mut std::fs::File) -> io::Result<u64> {
    const LOOKED_AT: u64 = 4_096;
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(LOOKED_AT);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.read_to_end(&mut tail)?;
    let ended = tail.iter().rposition(|byte| *byte == b'\n');
    Ok(match ended {
        Some(at) => from + at as u64 + 1,
        None if from == 0 => 0,
        // Nothing that we wrote: it stays, and is found.
        None => length,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::micros(seconds * 1_000_000)
    }

    fn head(seq: i64) -> Head {
        Head {
            seq,
            seal: [1; 32],
            at: seq,
        }
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("anchors-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn lines(anchors: &Anchors) -> Vec<(i64, i64)> {
        let files = read(&anchors.folder, &anchors.sealing).unwrap();
        let all = files
            .sound
            .get(&anchors.server)
            .cloned()
            .unwrap_or_default();
        all.iter().map(|p| (p.line.no, p.line.seq)).collect()
    }

    #[test]
    fn a_line_follows_five_seconds_or_a_thousand_events_and_a_stop() {
        let place = folder("due");
        let mut anchors = Anchors::unbound(&place, &[3; 32]);
        anchors.saw(head(1), 0);
        anchors.when_due(at(100));
        assert_eq!(lines(&anchors), [], "five seconds have not gone by");
        anchors.when_due(at(105));
        anchors.when_due(at(120));
        assert_eq!(lines(&anchors), [(1, 1)], "once");
        anchors.saw(head(1_001), 0);
        anchors.when_due(at(121));
        anchors.saw(head(1_002), 0);
        anchors.stop(at(122));
        anchors.stop(at(123));
        assert_eq!(lines(&anchors), [(1, 1), (2, 1_001), (3, 1_002)]);
        anchors.saw(head(1_002), 9);
        anchors.when_due(at(150));
        assert_eq!(lines(&anchors).len(), 3);
        anchors.when_due(at(182));
        assert_eq!(lines(&anchors).len(), 4, "the access log has grown");
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn two_programs_of_one_server_write_one_series_and_a_torn_line_is_cut_off() {
        let place = folder("series");
        let sealing = Sealing::new(&[3; 32], "d");
        let open = || Anchors::open(&place, sealing.clone(), &place).unwrap();
        let mut server = open();
        let begin = |anchors: &mut Anchors, seq| {
            let seen = Seen {
                head: head(seq),
                log: 0,
            };
            let looked = anchors.begin(Kind::Start, at(seq), || Ok::<_, ()>(seen));
            looked.unwrap();
        };
        begin(&mut server, 1);
        let mut command = open();
        begin(&mut command, 2);
        server.saw(head(3), 0);
        server.stop(at(3));
        let torn = server.file(at(3));
        let kept = std::fs::read_to_string(&torn).unwrap();
        std::fs::write(&torn, format!("{kept}2 4 due")).unwrap();
        let mut again = open();
        begin(&mut again, 4);
        assert_eq!(lines(&again), [(1, 1), (2, 2), (3, 3), (4, 4)]);
        assert_eq!(again.mark().unwrap().no, 4);
        std::fs::remove_dir_all(place).unwrap();
    }
}
