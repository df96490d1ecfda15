//! What rides along with the acts of a batch and is no act: lines of the access log, and passing state.

use std::future::Future;

use diesel::prelude::*;

use super::batch::Batch;
use super::writer::{Message, Writer};
use super::{AccessLine, Conn, Error};

/// Lines that one message to the writer takes at most.
const LINES_MAX: usize = 400;

tokio::task_local! {
    static ADDRESS: String;
}

/// Runs what a request asks for; the lines that it notes in the access log keep this address.
pub async fn asked_from<F: Future>(address: String, work: F) -> F::Output {
    ADDRESS.scope(address, work).await
}

/// A line of the access log with where it came from and how often.
#[derive(Debug, Clone)]
pub(super) struct Noted {
    pub(super) line: AccessLine,
    pub(super) address: Option<String>,
    pub(super) count: i64,
}

/// A change of state that no rule, fact or number rests on. It may run a second time after a lost connection.
pub(super) type Passing = Box<dyn Fn(&mut Conn) -> QueryResult<()> + Send>;

/// What a batch takes besides its acts.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) lines: Vec<Noted>,
    pub(super) passing: Vec<Passing>,
}

impl Notes {
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len() + self.passing.len()
    }
}

impl Writer {
    /// Notes a line in the access log, with the next batch and after the answer. A full queue drops it.
    pub fn log(&self, line: AccessLine) {
        let address = ADDRESS.try_with(String::clone).ok();
        let noted = Noted {
            line,
            address,
            count: 1,
        };
        if self.queue.try_send(Message::Log(vec![noted])).is_err() {
            tracing::warn!("a line of the access log was dropped");
        }
    }

    /// Notes what happened many times from one address, or from many. It waits while the queue is full: never on a network
    /// thread.
    pub fn log_counted(&self, lines: impl Iterator<Item = (AccessLine, Option<String>, i64)>) {
        let noted = lines.map(|(line, address, count)| Noted {
            line,
            address,
            count,
        });
        let noted: Vec<Noted> = noted.collect();
        for part in noted.chunks(LINES_MAX) {
            if self.queue.send(Message::Log(part.to_vec())).is_err() {
                tracing::warn!("counted lines of the access log were dropped");
            }
        }
    }

    /// Changes passing state with the next batch: no event, no fact, and no act fails by it. A full queue drops it.
    pub fn pass(&self, work: impl Fn(&mut Conn) -> QueryResult<()> + Send + 'static) {
        if self.queue.try_send(Message::Pass(Box::new(work))).is_err() {
            tracing::warn!("a change of passing state was dropped");
        }
    }
}

impl Batch<'_> {
    /// Writes what rides along, after the acts.
    pub(super) fn note(&mut self, notes: &Notes) -> Result<(), Error> {
        for work in &notes.passing {
            // In a savepoint of its own: what is refused here leaves the acts as they are.
            if let Err(error) = self.conn.transaction(|conn| work(conn)) {
                tracing::warn!(%error, "a change of passing state failed");
            }
        }
        self.log(&notes.lines)
    }
}
