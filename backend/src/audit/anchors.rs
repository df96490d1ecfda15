//! Anchors: the head of the chain, kept in a file outside the database (decision 15).
//!
//! One line per anchor: `seq seal at wall`. Written after 1,000 events, after 60 seconds with any, and on a clean stop, so the
//! last minute before a crash is not covered. A database that was cut off or set back lacks an anchored event, and `verify`
//! says which. The file is worth something where the people who can change the database cannot change it.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use super::model::{Head, hex};
use crate::kernel::Instant;

const EVENTS_MAX: i64 = 1_000;
const SECONDS_MAX: i64 = 60;
const FILE: &str = "anchors.txt";

/// The writer's side: remembers the head and writes it when due.
pub struct Anchors {
    file: PathBuf,
    written_seq: i64,
    written_at: Option<Instant>,
    head: Option<Head>,
}

impl Anchors {
    pub fn open(folder: &Path) -> Self {
        Self {
            file: folder.join(FILE),
            written_seq: 0,
            written_at: None,
            head: None,
        }
    }

    /// Notes the head after a commit.
    pub fn saw(&mut self, head: Head) {
        if self.head.is_none() {
            self.written_seq = (head.seq - 1).max(0);
        }
        self.head = Some(head);
    }

    /// Writes the head when it is 1,000 events or 60 seconds ahead of the last anchor.
    pub fn when_due(&mut self, wall: Instant) {
        let Some(head) = self.head else { return };
        let since = *self.written_at.get_or_insert(wall);
        let age_seconds = (wall.as_micros() - since.as_micros()) / 1_000_000;
        if head.seq - self.written_seq >= EVENTS_MAX
            || (head.seq > self.written_seq && age_seconds >= SECONDS_MAX)
        {
            self.write(wall);
        }
    }

    /// Appends the head, if it moved since the last anchor.
    pub fn write(&mut self, wall: Instant) {
        let Some(head) = self.head else { return };
        self.written_at = Some(wall);
        if head.seq == self.written_seq {
            return;
        }
        match append(&self.file, &head, wall) {
            Ok(()) => self.written_seq = head.seq,
            Err(error) => tracing::error!(%error, "an anchor could not be written"),
        }
    }
}

fn append(file: &Path, head: &Head, wall: Instant) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    writeln!(
        file,
        "{} {} {} {}",
        head.seq,
        hex(&head.seal),
        head.at,
        wall.as_micros()
    )?;
    file.sync_data()
}

/// An anchor as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub seq: i64,
    pub seal: String,
}

/// The anchors in a folder, oldest first; none when the file does not exist yet. A torn last line is left out.
pub fn read(folder: &Path) -> std::io::Result<Vec<Anchor>> {
    let file = match File::open(folder.join(FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut anchors = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line?;
        let mut words = line.split(' ');
        if let (Some(seq), Some(seal), Some(_), Some(_)) =
            (words.next(), words.next(), words.next(), words.next())
            && let Ok(seq) = seq.parse()
        {
            anchors.push(Anchor {
                seq,
                seal: seal.to_owned(),
            });
        }
    }
    Ok(anchors)
}
