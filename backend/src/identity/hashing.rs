//! Passwords are hashed on two threads of their own: each hash takes 19 MiB and a core, and memory that many threads took and
//! gave back stays with the process, so that a crowd of strangers at the door would make it grow.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use crate::db;
use crate::web::net::Line;

/// Password hashes made at the same time.
const THREADS: usize = 2;
/// Who may wait; more than there are connections.
const QUEUE_MAX: usize = 1_024;

type Job = Box<dyn FnOnce() + Send>;

/// The threads and their queue. They end when this is dropped.
pub(super) struct Hashers {
    queue: SyncSender<Job>,
    waiting: Arc<AtomicUsize>,
}

impl Default for Hashers {
    fn default() -> Self {
        let (queue, jobs) = sync_channel::<Job>(QUEUE_MAX);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..THREADS {
            let jobs = Arc::clone(&jobs);
            let hasher = std::thread::Builder::new().name("hashing".into());
            if let Err(error) = hasher.spawn(move || work(&jobs)) {
                tracing::error!(%error, "a thread for passwords could not be started");
            }
        }
        Self {
            queue,
            waiting: Arc::default(),
        }
    }
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // Whoever asked is told by the channel that its sender is gone.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

impl Hashers {
    /// Does the work in its turn. Nothing is done for somebody who has hung up: not when nobody waits for it here any more, and
    /// where others wait not for a client that has closed its side either.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        line: &Line,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, db::Error> {
        let (reply, answer) = oneshot::channel();
        let (line, waiting) = (line.clone(), Arc::clone(&self.waiting));
        let job = move || {
            let others = waiting.fetch_sub(1, Ordering::SeqCst) > 1;
            if reply.is_closed() {
                return;
            }
            let gone = others && line.is_gone();
            let done = if gone {
                Err(db::Error::Busy)
            } else {
                Ok(work())
            };
            let _ = reply.send(done);
        };
        self.waiting.fetch_add(1, Ordering::SeqCst);
        if let Err(refused) = self.queue.try_send(Box::new(job)) {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(match refused {
                TrySendError::Full(_) => db::Error::Busy,
                TrySendError::Disconnected(_) => db::Error::Stopped,
            });
        }
        answer.await.unwrap_or(Err(db::Error::Panicked))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use std::collections::HashSet;
    use std::sync::mpsc::{Sender, channel};
    use std::thread::{ThreadId, current};

    use super::*;

    /// A thread at a work that ends when the sender is dropped.
    async fn at_work(hashers: &Arc<Hashers>) -> Sender<()> {
        let (hold, held) = channel::<()>();
        let (begun, begins) = oneshot::channel();
        let hashers = Arc::clone(hashers);
        tokio::spawn(async move {
            let work = move || {
                begun.send(()).unwrap();
                held.recv().unwrap_err();
            };
            hashers.run(&Line::default(), work).await
        });
        begins.await.unwrap();
        hold
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn all_hashes_are_made_on_two_threads() {
        let hashers = Arc::new(Hashers::default());
        let asked = (0..40).map(|_| {
            let hashers = Arc::clone(&hashers);
            tokio::spawn(async move {
                let id = hashers.run(&Line::default(), || current().id()).await;
                id.unwrap()
            })
        });
        let mut seen: HashSet<ThreadId> = HashSet::new();
        for one in asked.collect::<Vec<_>>() {
            seen.insert(one.await.unwrap());
        }
        assert!(seen.len() <= THREADS, "{seen:?}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn nothing_is_done_for_who_hung_up() {
        let hashers = Arc::new(Hashers::default());
        let (hold, _stays_at_work) = (at_work(&hashers).await, at_work(&hashers).await);
        let ran = Arc::new(AtomicUsize::new(0));
        let ask = |line: Line| {
            let (hashers, ran) = (Arc::clone(&hashers), Arc::clone(&ran));
            tokio::spawn(async move {
                let work = move || ran.fetch_add(1, Ordering::SeqCst);
                hashers.run(&line, work).await
            })
        };
        let mut asked = Vec::new();
        for line in [Line::default(), Line::gone_for_tests(), Line::default()] {
            asked.push(ask(line));
            while hashers.waiting.load(Ordering::SeqCst) < asked.len() {
                tokio::task::yield_now().await;
            }
        }
        let given_up = asked.remove(0);
        given_up.abort();
        assert!(given_up.await.unwrap_err().is_cancelled());
        drop(hold);
        let answers = (
            asked.remove(0).await.unwrap(),
            asked.remove(0).await.unwrap(),
        );
        assert!(matches!(answers, (Err(db::Error::Busy), Ok(0))));
        assert_eq!(ran.load(Ordering::SeqCst), 1);
        let alone = ask(Line::gone_for_tests()).await.unwrap();
        assert!(
            alone.is_ok(),
            "a half-closed client is served where nobody waits"
        );
    }

    #[tokio::test]
    async fn a_work_that_breaks_off_takes_no_thread_with_it() {
        let hashers = Hashers::default();
        for _ in 0..THREADS + 1 {
            let broken = hashers.run(&Line::default(), || panic!("a test")).await;
            assert!(matches!(broken, Err::<(), _>(db::Error::Panicked)));
        }
        assert_eq!(hashers.run(&Line::default(), || 7).await.unwrap(), 7);
    }
}
