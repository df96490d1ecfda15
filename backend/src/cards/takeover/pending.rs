//! Files that were checked and wait for "import": kept in memory for a few minutes, for the person who sent them, and never on
//! disk, because they hold whole card numbers.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::files::Encoding;
use crate::kernel::{Instant, PersonId};

/// Files kept at most; the oldest goes first.
const FILES_MAX: usize = 8;
const LIFE_MICROS: i64 = 15 * 60 * 1_000_000;

struct Pending {
    person: PersonId,
    at: Instant,
    encoding: Encoding,
    /// As the preview named it.
    hash: String,
    bytes: Zeroizing<Vec<u8>>,
}

/// A checked file: how it is read, its name for the confirmation, its bytes.
pub struct Checked {
    pub encoding: Encoding,
    pub hash: String,
    pub bytes: Vec<u8>,
}

static FILES: LazyLock<Mutex<HashMap<String, Pending>>> = LazyLock::new(Mutex::default);

/// Keeps a checked file under its token. `wall` is the machine's time.
pub fn keep(token: String, person: PersonId, file: &Checked, wall: Instant) {
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    files.retain(|_, file| is_fresh(file, wall));
    if files.len() >= FILES_MAX {
        let oldest = files.iter().min_by_key(|(_, file)| file.at);
        if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
            files.remove(&oldest);
        }
    }
    files.insert(
        token,
        Pending {
            person,
            at: wall,
            encoding: file.encoding,
            hash: file.hash.clone(),
            bytes: Zeroizing::new(file.bytes.clone()),
        },
    );
}

/// The file of this token and this person; it stays until its time is over, so that a repeated request finds it.
pub fn of(token: &str, person: PersonId, wall: Instant) -> Option<Checked> {
    let files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    let file = files.get(token)?;
    let own = file.person == person && is_fresh(file, wall);
    own.then(|| Checked {
        encoding: file.encoding,
        hash: file.hash.clone(),
        bytes: file.bytes.to_vec(),
    })
}

fn is_fresh(file: &Pending, wall: Instant) -> bool {
    (0..LIFE_MICROS).contains(&(wall.as_micros() - file.at.as_micros()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checked_file_is_for_one_person_and_a_quarter_of_an_hour() {
        let (one, other, now) = (PersonId::new(1), PersonId::new(2), Instant::micros(1_000));
        let file = Checked {
            encoding: Encoding::Windows874,
            hash: "h".into(),
            bytes: b"x".to_vec(),
        };
        keep("t1".into(), one, &file, now);
        let kept = of("t1", one, now).map(|file| (file.encoding, file.bytes));
        assert_eq!(kept, Some((Encoding::Windows874, b"x".to_vec())));
        assert!(of("t1", other, now).is_none());
        assert!(of("t2", one, now).is_none());
        assert!(of("t1", one, Instant::micros(1_000 + LIFE_MICROS)).is_none());
    }
}
