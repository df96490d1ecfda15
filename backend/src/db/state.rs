//! Whether the writer can write: its last outcome, kept for `/health/ready`, which itself writes nothing.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Error, Trouble, Url};

/// After a failure the writer tries a commit this often. Otherwise "not ready" would never end: whoever balances the load
/// sends nothing to a program that is not ready, and without an act there is no outcome.
const TRY_EVERY: Duration = Duration::from_secs(5);

/// Shared by the writer's thread and whoever asks.
pub(super) struct WriterState {
    url: Url,
    /// The file that was opened; another in its place is not the one that acts were written to.
    file: Option<FileId>,
    last: Mutex<Last>,
}

struct Last {
    trouble: Option<Trouble>,
    at: Instant,
}

type FileId = (u64, u64);

impl WriterState {
    /// Of a database that was opened just now.
    pub(super) fn new(url: &Url) -> Self {
        Self {
            url: url.clone(),
            file: file_id(url),
            last: Mutex::new(Last {
                trouble: None,
                at: Instant::now(),
            }),
        }
    }

    /// Keeps what a batch came to; the log tells when it begins to fail, and when it is well again.
    pub(super) fn note(&self, outcome: Result<(), &Error>) {
        let trouble = outcome
            .err()
            .map(|error| Trouble::of(error).unwrap_or(Trouble::Other));
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(now), Err(error), None) = (trouble, outcome, last.trouble) {
            let cause = error.cause();
            tracing::error!(why = %now.text().en, %cause, "the database takes no acts");
        }
        if let (None, Some(_)) = (trouble, last.trouble) {
            tracing::info!("the database takes acts again");
        }
        *last = Last {
            trouble,
            at: Instant::now(),
        };
    }

    /// Whether the last batch failed and it is time to try again, although nobody asked for anything.
    pub(super) fn must_try(&self) -> bool {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.trouble.is_some() && last.at.elapsed() >= TRY_EVERY
    }

    /// What keeps the writer from writing; `None` when nothing is known to.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.trouble
            .or_else(|| self.in_place().err().and(Some(Trouble::Gone)))
    }

    /// Whether the file that was opened still lies in its place. SQLite goes on writing to a file that has lost its name, and
    /// all of it is gone at the next start. It would also make an empty file where none is, and so drop the log beside it.
    pub(super) fn in_place(&self) -> Result<(), Error> {
        if self.file.is_some() && self.file != file_id(&self.url) {
            return Err(Error::Unusable {
                place: self.url.place().to_owned(),
                trouble: Trouble::Gone,
                said: "the file was moved or replaced".to_owned(),
            });
        }
        Ok(())
    }
}

/// Which file it is, by device and number; `None` for PostgreSQL, and where the system does not tell.
#[cfg(unix)]
fn file_id(url: &Url) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt as _;
    // Asked by its name: opening and closing it here would take SQLite's own locks away.
    let found = std::fs::metadata(url.file()?).ok()?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn file_id(_url: &Url) -> Option<FileId> {
    None
}
