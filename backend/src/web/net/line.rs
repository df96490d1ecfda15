//! A request's connection, for work that takes its turn: whether anybody is still there.

use std::sync::Arc;

use actix_web::HttpRequest;

use super::table::Connection;

/// The connection of a request; none for what the program does by itself.
#[derive(Clone, Default)]
pub struct Line(Option<Arc<Connection>>);

impl Line {
    pub fn of(req: &HttpRequest) -> Self {
        Self(req.conn_data::<Arc<Connection>>().cloned())
    }

    /// Whether the client has closed its side. It may still read: only who closed both never does, and that is not told.
    pub fn is_gone(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|connection| connection.progress().is_closed())
    }

    /// One that the client has closed.
    #[cfg(test)]
    pub fn gone_for_tests() -> Self {
        let connection = Connection::new(tokio::time::Instant::now());
        connection.progress().closed();
        Self(Some(connection))
    }
}
