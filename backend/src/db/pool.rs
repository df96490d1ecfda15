//! Read-only connections.

use diesel::r2d2::{ManageConnection, Pool};
use std::sync::Arc;
use std::time::Duration;

use super::{Access, Conn, Error, Trouble, Url};
use crate::audit::service::head;

/// How long a request waits for a free connection before it is told to come again.
const WAIT_SECONDS: u64 = 5;

struct Readers(Url);

impl ManageConnection for Readers {
    type Connection = Conn;
    type Error = PoolError;

    fn connect(&self) -> Result<Conn, PoolError> {
        self.0
            .connect(Access::Read)
            .map_err(|error| PoolError(error.cause()))
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), PoolError> {
        use diesel::connection::SimpleConnection;
        conn.batch_execute("SELECT 1")
            .map_err(|error| PoolError(Error::from(error).cause()))
    }

    fn has_broken(&self, _conn: &mut Conn) -> bool {
        std::thread::panicking()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a connection to read could not be opened: {0}")]
pub struct PoolError(String);

/// A small pool of connections on which the database refuses writes. Clones share it.
#[derive(Clone)]
pub struct ReadPool {
    pool: Arc<Pool<Readers>>,
    url: Url,
}

impl ReadPool {
    pub fn open(url: &Url, size: u32) -> Result<Self, Error> {
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(WAIT_SECONDS))
            .test_on_check_out(matches!(url, Url::Postgres(_)))
            .build(Readers(url.clone()))
            .map_err(|error| Error::Pool(error.to_string()))?;
        Ok(Self {
            pool: Arc::new(pool),
            url: url.clone(),
        })
    }

    /// Runs a query off the network threads.
    pub async fn read<T, E>(
        &self,
        query: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let pool = self.clone();
        match tokio::task::spawn_blocking(move || pool.read_now(query)).await {
            Ok(answer) => answer,
            Err(_) => Err(Error::Panicked.into()),
        }
    }

    /// The same on the caller's thread, for the command line and tests.
    pub fn read_now<T, E: From<Error>>(
        &self,
        query: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self
            .pool
            .get()
            .map_err(|error| Error::Pool(error.to_string()))?;
        query(&mut conn)
    }

    /// What keeps the books from being read now. The embedded database is opened anew, because a connection that has its pages
    /// in memory does not notice what became of the file; on PostgreSQL only when the pool has no connection to give.
    pub async fn trouble(&self) -> Option<Trouble> {
        let pool = self.clone();
        let asked = tokio::task::spawn_blocking(move || pool.look());
        match asked.await {
            Ok(looked) => looked
                .err()
                .map(|e| Trouble::of(&e).unwrap_or(Trouble::Other)),
            Err(_) => Some(Trouble::Other),
        }
    }

    fn look(&self) -> Result<(), Error> {
        let anew = || head(&mut self.url.connect(Access::Read)?);
        let looked = match self.url {
            Url::Sqlite(_) => anew(),
            Url::Postgres(_) => match self.read_now(head) {
                Err(Error::Pool(_)) => anew(),
                read => read,
            },
        };
        looked.map(|_| ())
    }
}
