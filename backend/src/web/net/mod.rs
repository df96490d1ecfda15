//! Connections: how many, how slow, and how much of an answer may be in hand. Nothing here knows what a request is about.
//!
//! actix's own server times the first head of a connection and nothing after it, and it has no bound that makes room; so a
//! thousand clients that send a byte now and then took the last descriptor (decision 35). This is an acceptor of our own
//! around the same HTTP service: [`table`] holds every connection and evicts, [`progress`] says how long one has let us wait,
//! [`stream`], [`incoming`] and [`outgoing`] tell it so, [`reading`] bounds what is read, [`big`] bounds large answers. Begin at
//! [`acceptor`].

mod acceptor;
pub mod big;
mod incoming;
mod line;
mod outgoing;
mod place;
mod progress;
mod reading;
mod shares;
mod stream;
mod table;

pub use acceptor::{listen, listener};
pub use line::Line;
pub use place::Place;
pub use shares::{Bounds, Holder, Share, Shares};
pub use table::Limits;

/// Bytes in KiB.
const KIB: u64 = 1024;
/// The least rate at which a client sends a body or takes an answer.
const LEAST_BYTES_PER_SECOND: u64 = 16 * KIB;
/// A head, also a later one on a connection, is here so long after the one before was answered.
const HEAD_SECONDS: u64 = 10;
/// A body may be so far behind the least rate.
const BODY_SECONDS: u64 = 10;
/// Nothing of a body comes for so long at most, however much came before.
const BODY_STALL_SECONDS: u64 = 15;
/// What of a body came faster than the least rate excuses a later wait of so long.
const BODY_AHEAD_SECONDS: u64 = 20;
/// A client takes something of its answer within this time.
const ANSWER_STALL_SECONDS: u64 = 20;
/// The least rate of an answer is measured over so much time of waiting.
const ANSWER_WINDOW_SECONDS: u64 = 60;
/// A connection without a request is kept so long.
const KEEP_ALIVE_SECONDS: u64 = 5;
/// After an early answer what the client still sends is read away for so long, or it would not see the answer.
const LINGER_SECONDS: u64 = 1;
/// Requests at work get so long when the program is told to stop.
const SHUTDOWN_SECONDS: u64 = 10;
/// A new connection takes a place in the table after so long, and before that only by asking at once.
const PROMPT_MILLIS: u64 = 20;
/// How often each connection is looked at.
const LOOK_SECONDS: u64 = 1;
/// Connections of one address, an IPv6 network of 64 bits being one.
const CONNECTIONS_PER_ADDRESS: usize = 64;
/// Connections in all, where the machine gives descriptors enough.
const CONNECTIONS: usize = 600;
/// Descriptors that are not connections: database, keys, what is accepted and not yet counted.
const DESCRIPTORS_KEPT: u64 = 160;
/// What a network thread may accept beyond its share: who has no place yet, and the evicted until they have left.
const CONNECTIONS_SPARE: usize = 60;
/// What the kernel takes of an answer before it waits for the client; more would only hide that the client does not read.
const SEND_BUFFER_BYTES: u32 = 128 * 1024;
/// Connections that the kernel keeps until they are accepted.
const BACKLOG: u32 = 1024;
/// An answer over this is a big one.
const BIG_ANSWER_BYTES: u64 = 256 * KIB;
/// Big answers in hand, made and not yet taken: all, for one person, for all together who are not signed in.
const BIG_ANSWERS: Bounds = Bounds {
    all: 8,
    each: 2,
    strangers: 2,
};
/// A fixed answer is handed on in pieces of this size.
const FIXED_PIECE_BYTES: usize = 16 * 1024;
