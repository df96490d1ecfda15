//! Read-only connections.

use diesel::r2d2::{ManageConnection, Pool};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

use super::{Access, Conn, Error, Trouble, Url};
use crate::audit::service::head;

/// How long a request waits for a free connection before it is told to come again.
const WAIT_SECONDS: u64 = 5;
/// How long whoever asks whether the books can be read waits for a free connection, and for the answer in all.
const LOOK_WAIT: Duration = Duration::from_secs(1);
const LOOK_SECONDS: u64 = 3;
/// Who may look at once: anybody may ask, as often as he likes, and each look is a connection.
const LOOKS_MAX: usize = 2;

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
    looks: Arc<Semaphore>,
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
            looks: Arc::new(Semaphore::new(LOOKS_MAX)),
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
    /// Where no answer comes in time, that is the trouble.
    pub async fn trouble(&self) -> Option<Trouble> {
        let time = Duration::from_secs(LOOK_SECONDS);
        let looked = tokio::time::timeout(time, self.looked()).await;
        looked.unwrap_or(Some(Trouble::Slow))
    }

    async fn looked(&self) -> Option<Trouble> {
        let Ok(turn) = Arc::clone(&self.looks).acquire_owned().await else {
            return Some(Trouble::Other);
        };
        let pool = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            // Kept until the look is over, also where nobody waits for it any more.
            let _turn = turn;
            pool.look()
        });
        let found = |error: Error| Trouble::of(&error).unwrap_or(Trouble::Other);
        asked
            .await
            .map_or(Some(Trouble::Other), |looked| looked.err().map(found))
    }

    fn look(&self) -> Result<(), Error> {
        let anew = || head(&mut self.url.connect(Access::Read)?);
        let looked = match self.url {
            Url::Sqlite(_) => anew(),
            Url::Postgres(_) => match self.pool.get_timeout(LOOK_WAIT) {
                Ok(mut conn) => head(&mut conn),
                Err(_) if self.pool.state().connections > 0 => Err(self.drained()),
                Err(_) => anew(),
            },
        };
        looked.map(|_| ())
    }

    fn drained(&self) -> Error {
        Error::Unusable {
            place: self.url.place().to_owned(),
            trouble: Trouble::Drained,
            said: "no connection to read became free".to_owned(),
        }
    }
}
