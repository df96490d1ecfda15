//! Files are read off the network threads, two at a time, and one of each person.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::fault::{FaultKind, FileFault};
use crate::kernel::PersonId;

/// Files read at once: together they may take what [`super::Limits`] gives one, twice.
const FILES_AT_ONCE: usize = 2;
/// Longer than this nobody waits for his turn.
const WAIT: Duration = Duration::from_secs(10);

static TURNS: Semaphore = Semaphore::const_new(FILES_AT_ONCE);

/// The one turn of each person who waits or reads: whoever sends file after file waits for himself.
static OWN: OwnTurns = OwnTurns::new(1);

/// So many turns of each person, apart from everybody else's.
pub struct OwnTurns {
    each: usize,
    waiting: LazyLock<Mutex<BTreeMap<PersonId, Arc<Semaphore>>>>,
}

impl OwnTurns {
    pub const fn new(each: usize) -> Self {
        Self {
            each,
            waiting: LazyLock::new(Mutex::default),
        }
    }

    /// The turns of a person; they are forgotten when nobody waits for one or has one.
    pub fn of(&self, person: PersonId) -> Arc<Semaphore> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, turns| Arc::strong_count(turns) > 1);
        let turns = waiting.entry(person);
        Arc::clone(turns.or_insert_with(|| Arc::new(Semaphore::new(self.each))))
    }
}

/// Does the work with a person's file on a thread of its own, to the answer: what follows from the file is judged within the same
/// turn. `Busy` after ten seconds without a turn; work that breaks off is a file that cannot be read. Who goes away meanwhile
/// leaves the work to its end: its turn ends with it, not before.
pub async fn off_thread<T, E>(
    person: PersonId,
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<FileFault> + Send + 'static,
{
    within(&TURNS, OWN.of(person), WAIT, work).await
}

async fn within<T, E>(
    turns: &'static Semaphore,
    own: Arc<Semaphore>,
    wait: Duration,
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<FileFault> + Send + 'static,
{
    let busy = || FileFault::from(FaultKind::Busy);
    let both = async {
        let own = own.acquire_owned().await?;
        turns.acquire().await.map(|turn| (own, turn))
    };
    let turn = tokio::time::timeout(wait, both).await;
    let turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => {
            tracing::error!(%error, "reading a file broke off");
            Err(FileFault::from(FaultKind::Damaged).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ONE_TURN: Semaphore = Semaphore::const_new(1);

    fn run<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_time()
            .build();
        match runtime {
            Ok(runtime) => runtime.block_on(work),
            Err(error) => panic!("{error}"),
        }
    }

    fn alone() -> Arc<Semaphore> {
        Arc::new(Semaphore::new(1))
    }

    #[test]
    fn a_person_has_one_turn_and_leaves_the_other_to_others() {
        static TWO: Semaphore = Semaphore::const_new(2);
        let wait = Duration::from_millis(100);
        run(async move {
            let (go, gone) = std::sync::mpsc::channel::<()>();
            let (one, other) = (PersonId::new(-1), PersonId::new(-2));
            let slow = tokio::spawn(within(&TWO, OWN.of(one), wait, move || {
                let _ = gone.recv();
                Ok::<_, FileFault>(1)
            }));
            while TWO.available_permits() > 1 {
                tokio::task::yield_now().await;
            }
            let again = within(&TWO, OWN.of(one), wait, || Ok::<_, FileFault>(2)).await;
            assert_eq!(again, Err(FaultKind::Busy.into()));
            let theirs = within(&TWO, OWN.of(other), wait, || Ok::<_, FileFault>(3)).await;
            assert_eq!(theirs, Ok(3));
            assert!(go.send(()).is_ok());
            assert_eq!(slow.await.ok(), Some(Ok(1)));
        });
    }

    #[test]
    fn a_third_file_waits_for_its_turn_and_is_told_when_none_comes() {
        let wait = Duration::from_millis(100);
        run(async move {
            let (go, gone) = std::sync::mpsc::channel::<()>();
            let first = tokio::spawn(within(&ONE_TURN, alone(), wait, move || {
                let _ = gone.recv();
                Ok::<_, FileFault>(1)
            }));
            while ONE_TURN.available_permits() > 0 {
                tokio::task::yield_now().await;
            }
            let second = within(&ONE_TURN, alone(), wait, || Ok::<_, FileFault>(2)).await;
            assert_eq!(second, Err(FaultKind::Busy.into()));
            assert!(go.send(()).is_ok());
            assert_eq!(first.await.ok(), Some(Ok(1)));
            let third = within(&ONE_TURN, alone(), wait, || Ok::<_, FileFault>(3)).await;
            assert_eq!(third, Ok(3));
        });
    }

    #[test]
    fn work_that_breaks_off_is_an_answer_and_gives_its_turn_back() {
        static TURN: Semaphore = Semaphore::const_new(1);
        run(async {
            let broken = within(&TURN, alone(), WAIT, || -> Result<(), FileFault> {
                panic!("on purpose")
            });
            assert_eq!(broken.await, Err(FaultKind::Damaged.into()));
            assert_eq!(TURN.available_permits(), 1);
        });
    }

    #[test]
    fn being_busy_is_no_fault_of_the_file() {
        let problem = crate::kernel::Problem::from(FileFault::from(FaultKind::Busy));
        assert_eq!((problem.status, problem.errors.len()), (503, 0));
    }
}
