//! Read-only connections.

use diesel::r2d2::{ManageConnection, Pool};
use std::sync::Arc;
use std::time::Duration;

use super::{Access, Conn, Error, Url};

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
pub struct ReadPool(Arc<Pool<Readers>>);

impl ReadPool {
    pub fn open(url: &Url, size: u32) -> Result<Self, Error> {
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(WAIT_SECONDS))
            .test_on_check_out(matches!(url, Url::Postgres(_)))
            .build(Readers(url.clone()))
            .map_err(|error| Error::Pool(error.to_string()))?;
        Ok(Self(Arc::new(pool)))
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
            .0
            .get()
            .map_err(|error| Error::Pool(error.to_string()))?;
        query(&mut conn)
    }
}
