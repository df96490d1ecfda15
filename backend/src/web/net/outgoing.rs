//! A request in hand, from its head to the end of its answer.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_http::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;
use tokio::time::Instant;

use super::table::Connection;

/// Says that a request is in hand until it is dropped: with its answer's body, or with a handler that was given up.
pub struct InHand(Arc<Connection>);

impl InHand {
    /// Nothing when the connection was cut meanwhile.
    pub fn begin(connection: &Arc<Connection>) -> Option<Self> {
        connection
            .progress()
            .request()
            .then(|| Self(Arc::clone(connection)))
    }

    /// The answer's body, which carries this to its end.
    pub fn answer(self, body: impl MessageBody + 'static) -> BoxBody {
        self.0.progress().answers();
        BoxBody::new(Outgoing {
            body: body.boxed(),
            _in_hand: self,
        })
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.progress().done(Instant::now());
    }
}

struct Outgoing {
    body: BoxBody,
    _in_hand: InHand,
}

impl MessageBody for Outgoing {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}
