//! The single writer: one thread, one queue, one commit for all acts that wait (decisions 8 to 11).

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, ThreadId};
use std::time::Duration;

use tokio::sync::oneshot;

use super::batch::{Batch, depth};
use super::noted::{Noted, Notes, Passing};
use super::queue::{Ticket, WAIT_MAX};
use super::standing::judged;
use super::state::WriterState;
use super::{Access, Conn, Error, IdempotencyKey, Receipt, Trouble, Tx, Url};
use crate::audit::anchors::Anchors;
use crate::kernel::{Clock, PersonId};

/// Acts that one transaction takes at most.
const BATCH_ACTS_MAX: usize = 512;
/// Acts that may wait; one more is told to come again.
const QUEUE_ACTS_MAX: usize = 4096;
/// How long the thread sleeps before it looks whether an anchor is due.
const IDLE: Duration = Duration::from_secs(1);

/// Who acts, what the act is called in the chain, and with which key it came.
#[derive(Debug, Clone)]
pub struct ActMeta {
    pub actor: PersonId,
    pub act: &'static str,
    pub key: Option<IdempotencyKey>,
}

impl ActMeta {
    pub fn new(actor: PersonId, act: &'static str) -> Self {
        Self {
            actor,
            act,
            key: None,
        }
    }

    pub fn with_key(mut self, key: Option<IdempotencyKey>) -> Self {
        self.key = key;
        self
    }
}

/// What the writer needs to start.
pub struct WriterSettings {
    pub url: Url,
    pub chain_key: [u8; 32],
    pub clock: Clock,
    pub anchors: PathBuf,
}

/// Counts for `/metrics`.
#[derive(Default)]
pub struct WriterCounts {
    pub batches: AtomicU64,
    pub acts: AtomicU64,
    pub lost_batches: AtomicU64,
}

/// The door to the writer's thread. Clones share it; the thread ends when the last one is stopped or dropped.
#[derive(Clone)]
pub struct Writer {
    pub(super) queue: SyncSender<Message>,
    thread: ThreadId,
    handle: Arc<Mutex<Option<JoinHandle<()>>>>,
    pub counts: Arc<WriterCounts>,
    state: Arc<WriterState>,
}

pub(super) enum Message {
    Act(Box<dyn Job>),
    Log(Vec<Noted>),
    Pass(Passing),
    Stop,
}

/// An act that waits: run inside the batch, answered after the commit.
pub(super) trait Job: Send {
    fn request_key(&self) -> Option<&str>;
    fn run(&mut self, batch: &mut Batch<'_>);
    fn answer(self: Box<Self>, committed: Result<(), Error>);
}

impl Writer {
    /// Opens the writing connection and starts the thread, with anchors of a database whose keys are not bound.
    pub fn start(settings: WriterSettings) -> Result<Self, Error> {
        let anchors = Anchors::unbound(&settings.anchors, &settings.chain_key);
        Self::start_with(settings, anchors)
    }

    /// The same with these anchors; the books must stand where they say. It tries a commit: a database that takes no acts is an
    /// error here, so that a program which could do nothing does not say that it is ready.
    pub fn start_with(settings: WriterSettings, anchors: Anchors) -> Result<Self, Error> {
        let (queue, waiting) = sync_channel(QUEUE_ACTS_MAX);
        let counts = Arc::new(WriterCounts::default());
        let conn = settings.url.connect(Access::Write)?;
        let state = Arc::new(WriterState::new(&settings.url));
        let mut worker = Worker {
            anchors,
            settings,
            conn: Some(conn),
            waiting,
            counts: counts.clone(),
            state: state.clone(),
        };
        worker
            .write(&mut [], &Notes::default())
            .map_err(|error| error.at(&worker.settings.url))?;
        let handle = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || worker.run())
            .map_err(|_| Error::Stopped)?;
        let thread = handle.thread().id();
        Ok(Self {
            queue,
            thread,
            handle: Arc::new(Mutex::new(Some(handle))),
            counts,
            state,
        })
    }

    /// Runs an act: all of it or nothing, recorded in the chain, answered after the commit. The same key again answers the
    /// same receipt without running; `KeyReused` when it came with another body.
    pub async fn act<E, F>(&self, meta: ActMeta, act: F) -> Result<Receipt, E>
    where
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<Receipt, E> + Send + 'static,
    {
        self.submit(meta, judged(act), |batch, meta, act| batch.act(meta, act))
            .await
    }

    /// Runs an act and takes it back: dry runs and previews.
    pub async fn rehearse<T, E, F>(&self, meta: ActMeta, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.submit(meta, judged(act), |batch, meta, act| {
            batch.rehearse(meta, act)
        })
        .await
    }

    /// Lets the waiting acts finish, writes the last anchor and ends the thread.
    pub fn stop(&self) {
        // The queue may be full of acts; they are answered before the stop is read.
        let _ = self.queue.send(Message::Stop);
        let handle = self
            .handle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(handle) = handle
            && handle.join().is_err()
        {
            tracing::error!("the writer's thread broke off");
        }
    }

    /// What keeps acts from being written, as the last batch found it; asking writes nothing.
    pub fn trouble(&self) -> Option<Trouble> {
        // A thread that broke off has no last batch that would tell.
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = handle.as_ref().is_some_and(JoinHandle::is_finished);
        drop(handle);
        is_over
            .then_some(Trouble::Other)
            .or_else(|| self.state.trouble())
    }

    async fn submit<T, E, F, R>(&self, meta: ActMeta, act: F, run: R) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        R: FnOnce(&mut Batch<'_>, &ActMeta, F) -> Result<T, E> + Send + 'static,
    {
        if std::thread::current().id() == self.thread {
            return Err(Error::Nested.into());
        }
        let (reply, mut answer) = oneshot::channel();
        let ticket = Arc::new(Ticket::new());
        let job = WaitingAct {
            meta,
            act: Some((act, run)),
            ticket: ticket.clone(),
            result: None,
            reply,
        };
        self.queue
            .try_send(Message::Act(Box::new(job)))
            .map_err(|e| match e {
                TrySendError::Full(_) => Error::Busy,
                TrySendError::Disconnected(_) => Error::Stopped,
            })?;
        let answered = match tokio::time::timeout(WAIT_MAX, &mut answer).await {
            Ok(answered) => answered,
            Err(_) if ticket.give_up() => return Err(Error::Busy.into()),
            // It runs: whatever it comes to is worth waiting for.
            Err(_) => answer.await,
        };
        answered.unwrap_or_else(|_| Err(Error::Unknown("the writer went away".to_owned()).into()))
    }
}

struct WaitingAct<T, E, F, R> {
    meta: ActMeta,
    act: Option<(F, R)>,
    ticket: Arc<Ticket>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F, R> Job for WaitingAct<T, E, F, R>
where
    T: Send,
    E: From<Error> + Send,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    R: FnOnce(&mut Batch<'_>, &ActMeta, F) -> Result<T, E> + Send,
{
    fn request_key(&self) -> Option<&str> {
        self.meta.key.as_ref().map(|k| k.key.as_str())
    }

    fn run(&mut self, batch: &mut Batch<'_>) {
        if self.ticket.begin()
            && let Some((act, run)) = self.act.take()
        {
            self.result = Some(run(batch, &self.meta, act));
        }
    }

    fn answer(self: Box<Self>, committed: Result<(), Error>) {
        let answer = match (committed, self.result) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(Error::Busy.into()),
            // All that ran in a lost batch ran in vain: a refusal may rest on what another act of it wrote, and a failure on
            // the connection that was lost.
            (Err(error), _) => Err(error.into()),
        };
        // Whoever asked may have hung up; the act stands all the same.
        let _ = self.reply.send(answer);
    }
}

struct Worker {
    settings: WriterSettings,
    conn: Option<Conn>,
    anchors: Anchors,
    waiting: Receiver<Message>,
    counts: Arc<WriterCounts>,
    state: Arc<WriterState>,
}

impl Worker {
    fn run(mut self) {
        let mut stop = false;
        while !stop {
            let (jobs, notes, stopping) = match self.waiting.recv_timeout(IDLE) {
                Ok(first) => self.gather(first),
                Err(RecvTimeoutError::Timeout) => (Vec::new(), Notes::default(), false),
                Err(RecvTimeoutError::Disconnected) => (Vec::new(), Notes::default(), true),
            };
            stop = stopping;
            if !jobs.is_empty() || !notes.is_empty() || self.state.must_try() {
                self.batch(jobs, &notes);
            }
            self.anchors.when_due(self.settings.clock.wall());
        }
        self.anchors.stop(self.settings.clock.wall());
    }

    /// Takes all that waits, up to the limit.
    fn gather(&self, first: Message) -> (Vec<Box<dyn Job>>, Notes, bool) {
        let (mut jobs, mut notes, mut stop) = (Vec::new(), Notes::default(), false);
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Act(job) => jobs.push(job),
                Message::Log(lines) => notes.lines.extend(lines),
                Message::Pass(work) => notes.passing.push(work),
                Message::Stop => stop = true,
            }
            let room = jobs.len() < BATCH_ACTS_MAX && notes.len() < BATCH_ACTS_MAX && !stop;
            next = if room {
                self.waiting.try_recv().ok()
            } else {
                None
            };
        }
        (jobs, notes, stop)
    }

    fn batch(&mut self, mut jobs: Vec<Box<dyn Job>>, notes: &Notes) {
        let outcome = self.write(&mut jobs, notes);
        self.state.note(outcome.as_ref().copied());
        self.counts.batches.fetch_add(1, Ordering::Relaxed);
        self.counts
            .acts
            .fetch_add(jobs.len() as u64, Ordering::Relaxed);
        if let Err(error) = &outcome {
            self.counts.lost_batches.fetch_add(1, Ordering::Relaxed);
            let cause = error.cause();
            tracing::error!(%cause, acts = jobs.len(), "a batch failed as a whole");
        }
        for job in jobs {
            job.answer(match &outcome {
                Ok(()) => Ok(()),
                Err(Error::Unknown(said)) => Err(Error::Unknown(said.clone())),
                Err(Error::BatchFailed(cause)) => Err(Error::BatchFailed(cause.clone())),
                Err(error) => Err(Error::BatchFailed(error.cause())),
            });
        }
    }

    /// One transaction over all of them. A connection that was lost while nobody used it, as by
    /// a restart of the database, is opened anew: no act had begun on it.
    fn write(&mut self, jobs: &mut [Box<dyn Job>], notes: &Notes) -> Result<(), Error> {
        self.state.in_place()?;
        if let Some(conn) = self.conn.take() {
            match self.write_on(conn, jobs, notes) {
                Err(Failed::Unbegun(error)) if Trouble::of(&error) == Some(Trouble::Gone) => {}
                Err(failed) => return Err(failed.error()),
                Ok(()) => return Ok(()),
            }
        }
        let conn = self.settings.url.connect(Access::Write)?;
        self.write_on(conn, jobs, notes).map_err(Failed::error)
    }

    fn write_on(
        &mut self,
        mut conn: Conn,
        jobs: &mut [Box<dyn Job>],
        notes: &Notes,
    ) -> Result<(), Failed> {
        let (head, log) = {
            let keys: Vec<&str> = jobs.iter().filter_map(|j| j.request_key()).collect();
            let mut batch = Batch::begin(
                &mut conn,
                &self.settings.chain_key,
                self.settings.clock.now(),
                &keys,
            )
            .map_err(Failed::Unbegun)?;
            batch.follow(self.anchors.head()).map_err(Failed::Unbegun)?;
            for job in jobs.iter_mut() {
                job.run(&mut batch);
            }
            batch.note(notes)?;
            batch.mark(self.anchors.mark())?;
            let mut log = self.anchors.log();
            batch.sum_log(&mut log)?;
            (batch.commit()?, log)
        };
        self.anchors.saw(head, log);
        // A connection that is still inside a transaction would acknowledge acts that nobody else can see: it is dropped.
        if depth(&mut conn) == Some(0) {
            self.conn = Some(conn);
            return Ok(());
        }
        Err(Error::BatchFailed("its connection stayed inside a transaction".to_owned()).into())
    }
}

/// Whether an act of the batch may have run.
enum Failed {
    Unbegun(Error),
    Begun(Error),
}

impl Failed {
    fn error(self) -> Error {
        match self {
            Self::Unbegun(error) | Self::Begun(error) => error,
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Begun(error)
    }
}
