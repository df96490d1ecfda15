//! Whether who asked still may, judged once more in the writer's transaction right before the act (C4). An act may come long
//! after the door let its person in: a file is read first, the queue is full.

use std::sync::Arc;

use super::{Conn, Error, Tx};
use crate::kernel::Problem;

/// What a request rests on; why it rests on it no longer.
pub type Standing = Arc<dyn Fn(&mut Conn) -> Result<(), Problem> + Send + Sync>;

tokio::task_local! {
    static STANDING: Standing;
}

/// Runs what a request asks for; an act of it is done only while this holds.
pub async fn while_it_stands<F: Future>(standing: Standing, work: F) -> F::Output {
    STANDING.scope(standing, work).await
}

/// Takes the standing of this request along into a task of its own.
pub fn taken_along<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let standing = STANDING.try_with(Arc::clone).ok();
    async move {
        match standing {
            Some(standing) => while_it_stands(standing, work).await,
            None => work.await,
        }
    }
}

/// The act behind its standing; what the program does of itself, and what nobody had to sign in for, has none.
pub(super) fn judged<T, E, F>(act: F) -> impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static
where
    E: From<Error>,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let standing = STANDING.try_with(Arc::clone).ok();
    move |tx| {
        if let Some(standing) = standing {
            standing(tx.conn).map_err(|why| Error::NoLonger(Box::new(why)))?;
        }
        act(tx)
    }
}
