//! Files that were checked and wait for "import": kept in memory for a few minutes, for the person who sent them, and never on
//! disk, because they hold whole card numbers.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::kernel::{Instant, PersonId};

/// Files kept at most; the oldest goes first.
const FILES_MAX: usize = 8;
const LIFE_MICROS: i64 = 15 * 60 * 1_000_000;

struct Pending {
    person: PersonId,
    at: Instant,
    name: String,
    bytes: Zeroizing<Vec<u8>>,
}

static FILES: LazyLock<Mutex<HashMap<String, Pending>>> = LazyLock::new(Mutex::default);

/// Keeps a checked file under its token. `wall` is the machine's time.
pub fn keep(token: String, person: PersonId, name: String, bytes: &[u8], wall: Instant) {
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    files.retain(|_, file| is_fresh(file, wall));
    if files.len() >= FILES_MAX {
        let oldest = files.iter().min_by_key(|(_, file)| file.at);
        if let Some(oldest) = oldest.map(|(token, _)| token.clone()) {
            files.remove(&oldest);
        }
    }
    let bytes = Zeroizing::new(bytes.to_vec());
    files.insert(
        token,
        Pending {
            person,
            at: wall,
            name,
            bytes,
        },
    );
}

/// The file of this token and this person, with its name; it stays until its time is over, so that a repeated request finds it.
pub fn of(token: &str, person: PersonId, wall: Instant) -> Option<(String, Vec<u8>)> {
    let files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    let file = files.get(token)?;
    let own = file.person == person && is_fresh(file, wall);
    own.then(|| (file.name.clone(), file.bytes.to_vec()))
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
        keep("t1".into(), one, "a.csv".into(), b"x", now);
        assert!(of("t1", one, now).is_some());
        assert!(of("t1", other, now).is_none());
        assert!(of("t2", one, now).is_none());
        assert!(of("t1", one, Instant::micros(1_000 + LIFE_MICROS)).is_none());
    }
}
