//! The writer's side: remembers the head and writes it when due.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant as Monotonic};

use super::last::{Held, Last};
use super::{Kind, Line, Mark, Sealing, Seen, UNBOUND, file_name, random_name, read};
use crate::audit::logged::LogSum;
use crate::audit::model::Head;
use crate::kernel::Instant;

const EVENTS_MAX: i64 = 1_000;
const AGE_MAX: Duration = Duration::from_secs(5);
/// When nothing but the access log has grown.
const LOG_AGE_MAX: Duration = Duration::from_secs(60);

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
    /// By the clock that nobody sets: a machine's time set back must not stop the anchors.
    written_at: Option<Monotonic>,
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
        // Of two lines of one number nobody can go on: a series of its own begins, and both stay to be seen.
        if files.has_another(&line) {
            return Ok(None);
        }
        let later = files.sound.get(&line.server).and_then(|of| of.last());
        let later = later.filter(|later| later.line.no > line.no);
        Ok(Some(later.map_or(line, |placed| placed.line.clone())))
    }

    /// The head that this process saw last.
    pub fn head(&self) -> Option<Head> {
        self.seen.map(|seen| seen.head)
    }

    /// The access log that this process saw last.
    pub fn log(&self) -> LogSum {
        self.seen.map(|seen| seen.log).unwrap_or_default()
    }

    /// The mark of the last line, while the database lacks it.
    pub fn mark(&self) -> Option<&Mark> {
        self.noted.as_ref()
    }

    /// Notes head and access log after a commit; the mark of the last line was in it.
    pub fn saw(&mut self, head: Head, log: LogSum) {
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
        self.when_due_at(wall, Monotonic::now());
    }

    fn when_due_at(&mut self, wall: Instant, now: Monotonic) {
        let Some(seen) = self.seen else { return };
        let age = now.saturating_duration_since(*self.written_at.get_or_insert(now));
        // Without a line of this run, as after a full disk, one is due.
        let (events, lines) = self.written.map_or((1, 1), |written| {
            (
                seen.head.seq - written.head.seq,
                seen.log.rows - written.log.rows,
            )
        });
        let is_due = events >= EVENTS_MAX
            || (events > 0 && age >= AGE_MAX)
            || (lines != 0 && age >= LOG_AGE_MAX);
        if is_due {
            self.append(Kind::Due, wall);
            self.written_at = Some(now);
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
        self.written_at = Some(Monotonic::now());
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
        write_line(&self.file(wall), &line, File::sync_data)?;
        if let Some(held) = &mut held {
            let (database, kept) = (self.sealing.database.clone(), line.clone());
            // The line stands, so the next one follows it; the next one is kept here as well.
            let written = held.write(&Last {
                database,
                line: kept,
            });
            written.unwrap_or_else(|error| {
                tracing::error!(%error, "anchor.last could not be written");
            });
        }
        Ok(line)
    }

    fn file(&self, wall: Instant) -> PathBuf {
        let name = file_name(&self.sealing.database, &self.server, wall.as_micros());
        self.folder.join(name)
    }
}

/// Appends a line whole and on the disk, or not at all. What a crash left of an earlier one is cut off first: it was never an
/// anchor.
fn write_line(path: &Path, line: &Line, sync: impl Fn(&File) -> io::Result<()>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut file = options.open(path)?;
    let whole = end_of_last_line(&mut file)?;
    file.set_len(whole)?;
    file.seek(SeekFrom::Start(whole))?;
    let text = format!("{}\n", line.whole());
    let written = file.write_all(text.as_bytes()).and_then(|()| sync(&file));
    if written.is_err() {
        // The next line bears the same number.
        file.set_len(whole)?;
    }
    written
}

/// Where the last whole line ends. A line is far shorter than the part that is looked at.
fn end_of_last_line(file: &mut File) -> io::Result<u64> {
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
mod tests;
