//! `secrets/anchor.last`: the last anchor of this server, where whoever can change the database and the anchors cannot write.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Line, OLD_FILE};
use crate::kernel::Clock;

const FILE: &str = "anchor.last";

/// What `anchor.last` says: the database, and the last line of this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    pub database: String,
    pub line: Line,
}

impl Last {
    fn parse(text: &str) -> Option<Self> {
        // What stands behind the line break is the end of a longer line that a crash kept from being cut off.
        let (whole, _) = text.split_once('\n')?;
        let (database, line) = whole.split_once(' ')?;
        Some(Self {
            database: database.to_owned(),
            line: Line::parse(line)?,
        })
    }
}

fn path(secrets: &Path) -> PathBuf {
    secrets.join(FILE)
}

/// The last anchor as the key folder tells it; none when there was none yet. `InvalidData` when it cannot be read.
pub fn read_last(secrets: &Path) -> io::Result<Option<Last>> {
    let mut file = match File::open(path(secrets)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    // A server may be writing just now.
    file.lock_shared()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if text.is_empty() {
        return Ok(None);
    }
    let malformed = || io::Error::new(io::ErrorKind::InvalidData, "anchor.last holds no anchor");
    Last::parse(&text).map(Some).ok_or_else(malformed)
}

/// Whether an anchor can be kept in the key folder, which may be on a medium that is only read.
pub fn can_be_kept(secrets: &Path) -> bool {
    Held::take(secrets).is_ok()
}

/// The file, held by one program at a time: a command beside the server writes anchors of the same series.
pub(super) struct Held(File);

impl Held {
    pub(super) fn take(secrets: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path(secrets))?;
        file.lock()?;
        Ok(Self(file))
    }

    pub(super) fn read(&mut self) -> io::Result<Option<Last>> {
        let mut text = String::new();
        self.0.seek(SeekFrom::Start(0))?;
        self.0.read_to_string(&mut text)?;
        Ok(Last::parse(&text))
    }

    pub(super) fn write(&mut self, last: &Last) -> io::Result<()> {
        let text = format!("{} {}\n", last.database, last.line.whole());
        self.0.seek(SeekFrom::Start(0))?;
        self.0.write_all(text.as_bytes())?;
        self.0.set_len(text.len() as u64)?;
        self.0.sync_data()
    }
}

/// Moves aside what speaks of an earlier demonstration, for one that begins anew.
pub fn set_aside(folder: &Path, secrets: &Path, clock: &Clock) -> io::Result<()> {
    for path in [path(secrets), folder.join(OLD_FILE)] {
        if path.exists() {
            let ending = format!("before-{}", clock.wall().as_micros());
            std::fs::rename(&path, path.with_added_extension(ending))?;
        }
    }
    Ok(())
}
