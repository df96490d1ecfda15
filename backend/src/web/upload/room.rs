//! Room for files that come in. It is taken before the first byte is read and given back when nobody holds the file any more, so
//! files that wait for their turn take no more than this, however many send some.

use std::time::Duration;

use actix_web::{HttpMessage as _, HttpRequest, web};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use crate::files::{FaultKind, FileFault, OwnTurns};
use crate::identity::model::Actor;
use crate::kernel::{PersonId, Problem};

/// For all files together: 64 MiB.
const ROOM_KIB: usize = 65_536;
/// Files of one person at once; strangers, who may have a paper checked, count as one.
const FILES_EACH: usize = 2;
/// Longer than this nobody waits for room.
const WAIT: Duration = Duration::from_secs(10);

static ROOM: Semaphore = Semaphore::const_new(ROOM_KIB);
static OWN: OwnTurns = OwnTurns::new(FILES_EACH);
const STRANGERS: PersonId = PersonId::new(0);

/// Room that was taken.
pub(super) struct Room {
    _own: OwnedSemaphorePermit,
    _kib: SemaphorePermit<'static>,
}

impl Room {
    /// Takes room for a body of the length that is announced, or of the longest that is read. 503 when there is none for too long.
    pub(super) async fn take(req: &HttpRequest, bytes_max: usize) -> Result<Self, Problem> {
        let person = req.extensions().get::<Actor>().map(|by| by.person);
        let own = OWN.of(person.unwrap_or(STRANGERS));
        let kib = kib_of(announced(req), bytes_max);
        let both = async {
            let own = own.acquire_owned().await?;
            ROOM.acquire_many(kib).await.map(|kib| (own, kib))
        };
        let busy = || Problem::from(FileFault::from(FaultKind::Busy));
        let taken = tokio::time::timeout(WAIT, both).await;
        let (own, kib) = taken.map_err(|_| busy())?.map_err(|_| busy())?;
        Ok(Self {
            _own: own,
            _kib: kib,
        })
    }

    /// The bytes with their room.
    pub(super) fn with(self, bytes: Vec<u8>) -> web::Bytes {
        web::Bytes::from_owner(Held { bytes, _room: self })
    }
}

struct Held {
    bytes: Vec<u8>,
    _room: Room,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn announced(req: &HttpRequest) -> Option<usize> {
    let length = req.headers().get("Content-Length")?;
    length.to_str().ok()?.parse().ok()
}

/// What is announced makes a body no longer: more than this is read of none.
fn kib_of(announced: Option<usize>, bytes_max: usize) -> u32 {
    let bytes = announced.unwrap_or(bytes_max).min(bytes_max);
    let kib = (bytes / 1_024 + 1).min(ROOM_KIB);
    u32::try_from(kib).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_taken_by_what_is_announced_and_by_the_most_where_nothing_is() {
        assert_eq!(kib_of(Some(10), 10_485_760), 1);
        assert_eq!(kib_of(None, 10_485_760), 10_241);
        assert_eq!(kib_of(Some(usize::MAX), 10_485_760), 10_241);
        assert_eq!(kib_of(Some(usize::MAX), usize::MAX), 65_536);
    }
}
