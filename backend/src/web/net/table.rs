//! Every open connection, the bounds on them, and who makes room.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

use super::progress::Progress;
use super::{CONNECTIONS, CONNECTIONS_PER_ADDRESS, DESCRIPTORS_KEPT, Place};

/// How many connections may be open, and whose addresses stand for many people.
#[derive(Clone)]
pub struct Limits {
    pub total: usize,
    pub per_address: usize,
    /// Whether a peer is a proxy of ours: it counts in the total only.
    pub is_trusted_proxy: Arc<dyn Fn(SocketAddr) -> bool + Send + Sync>,
}

impl Limits {
    /// The bounds of this process, by the descriptors it may open.
    pub fn of_this_process(
        is_trusted_proxy: impl Fn(SocketAddr) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self {
            total: connections_for(descriptors()),
            per_address: CONNECTIONS_PER_ADDRESS,
            is_trusted_proxy: Arc::new(is_trusted_proxy),
        }
    }
}

/// A bound of none would answer nobody, whatever the machine gives.
fn connections_for(descriptors: Option<u64>) -> usize {
    let left = descriptors.map_or(u64::MAX, |all| all.saturating_sub(DESCRIPTORS_KEPT));
    usize::try_from(left)
        .unwrap_or(usize::MAX)
        .clamp(16, CONNECTIONS)
}

/// Descriptors that this process may open; nothing when the machine sets no bound.
#[cfg(unix)]
fn descriptors() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

#[cfg(not(unix))]
const fn descriptors() -> Option<u64> {
    None
}

/// One connection, seen from its own thread and from whoever needs its place.
pub struct Connection {
    progress: Mutex<Progress>,
    cut: Notify,
}

impl Connection {
    pub fn new(now: Instant) -> Arc<Self> {
        Arc::new(Self {
            progress: Mutex::new(Progress::new(now)),
            cut: Notify::new(),
        })
    }

    pub fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until somebody else takes its place.
    pub async fn evicted(&self) {
        self.cut.notified().await;
    }

    fn evict(&self, now: Instant) -> bool {
        let cut = self.progress().cut(now);
        if cut {
            self.cut.notify_one();
        }
        cut
    }
}

struct Held {
    place: Option<Place>,
    connection: Arc<Connection>,
}

#[derive(Default)]
struct Open {
    next: u64,
    by_id: HashMap<u64, Held>,
    by_place: HashMap<Place, usize>,
}

/// All open connections of all network threads.
pub struct Table {
    limits: Limits,
    open: Mutex<Open>,
}

/// A connection's place in the table; dropping it gives the place back.
pub struct Seat {
    table: Arc<Table>,
    id: u64,
}

impl Table {
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            open: Mutex::default(),
        })
    }

    /// A place for a new connection. At a bound whoever has waited longest for its client leaves, and nobody whose handler
    /// works. Where all of an address work it may have up to half of all places: then they are busy, not slow. Where all of
    /// all work the new one gets none.
    pub fn enter(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        peer: Option<SocketAddr>,
        now: Instant,
    ) -> Option<Seat> {
        let trusted = peer.is_some_and(|peer| (self.limits.is_trusted_proxy)(peer));
        let place = (!trusted).then(|| Place::of_peer(peer));
        let mut open = self.open();
        if let Some(place) = place {
            let count = open.by_place.get(&place).copied().unwrap_or(0);
            let full = count >= self.limits.per_address && !open.make_room(Some(place), now);
            if full && count >= self.limits.total / 2 {
                return None;
            }
        }
        if open.by_id.len() >= self.limits.total && !open.make_room(None, now) {
            return None;
        }
        Some(Seat {
            table: Arc::clone(self),
            id: open.add(place, Arc::clone(connection)),
        })
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn add(&mut self, place: Option<Place>, connection: Arc<Connection>) -> u64 {
        self.next += 1;
        self.by_id.insert(self.next, Held { place, connection });
        if let Some(place) = place {
            *self.by_place.entry(place).or_default() += 1;
        }
        self.next
    }

    fn remove(&mut self, id: u64) {
        let place = self.by_id.remove(&id).and_then(|held| held.place);
        let Some(place) = place else { return };
        if let Some(count) = self.by_place.get_mut(&place) {
            *count -= 1;
            if *count == 0 {
                self.by_place.remove(&place);
            }
        }
    }

    /// Evicts one, of this place or of all; false when none waits for its client.
    fn make_room(&mut self, place: Option<Place>, now: Instant) -> bool {
        // One that begins to work between the look and the cut is passed over; the next look finds another.
        while let Some(id) = self.longest_waiting(place, now) {
            let cut = self.by_id.get(&id).is_some_and(|h| h.connection.evict(now));
            if cut {
                self.remove(id);
                return true;
            }
        }
        false
    }

    fn longest_waiting(&self, place: Option<Place>, now: Instant) -> Option<u64> {
        let here = |held: &Held| place.is_none() || held.place == place;
        let waiting = self.by_id.iter().filter(|(_, held)| here(held));
        let waiting = waiting.filter_map(|(id, held)| {
            let behind = held.connection.progress().behind(now)?;
            Some((behind, std::cmp::Reverse(*id)))
        });
        waiting.max().map(|(_, id)| id.0)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.table.open().remove(self.id);
    }
}

#[cfg(test)]
mod tests;
