//! A request's body, timed while the handler waits for it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use actix_http::error::PayloadError;
use actix_http::{BoxedPayloadStream, Payload};
use actix_web::web::Bytes;
use futures_util::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::table::Connection;

/// The body with its timer; none stays none.
pub fn timed(body: Payload, connection: &Arc<Connection>) -> Payload {
    if matches!(body, Payload::None) {
        return body;
    }
    connection.progress().body_follows();
    let timed: BoxedPayloadStream = Box::pin(Incoming {
        body,
        connection: Arc::clone(connection),
        timer: None,
        ended: false,
    });
    Payload::from(timed)
}

struct Incoming {
    body: Payload,
    connection: Arc<Connection>,
    timer: Option<Pin<Box<Sleep>>>,
    ended: bool,
}

impl Incoming {
    /// Pending until the client is too slow, which ends the body.
    fn wait(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        let now = Instant::now();
        let until = self.connection.progress().body_wanted(now);
        // A timer that is set to a moment gone by would fire a little later, and be set again before that.
        if until > now {
            let timer = self
                .timer
                .get_or_insert_with(|| Box::pin(sleep_until(until)));
            if timer.deadline() != until {
                timer.as_mut().reset(until);
            }
            std::task::ready!(timer.as_mut().poll(cx));
        }
        self.connection.progress().body_came(0, Instant::now());
        Poll::Ready(Some(Err(ended(io::ErrorKind::TimedOut))))
    }
}

impl Drop for Incoming {
    /// A handler that found what it wanted need not have looked for the end.
    fn drop(&mut self) {
        let mut nobody = Context::from_waker(Waker::noop());
        let ended = loop {
            match Pin::new(&mut self.body).poll_next(&mut nobody) {
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(None) => break true,
                Poll::Ready(Some(Err(_))) | Poll::Pending => break false,
            }
        };
        let mut progress = self.connection.progress();
        if ended && !self.ended {
            progress.body_ended();
        }
        progress.body_given_up();
    }
}

fn ended(kind: io::ErrorKind) -> PayloadError {
    PayloadError::Io(kind.into())
}

impl Stream for Incoming {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Poll::Ready(next) = Pin::new(&mut self.body).poll_next(cx) else {
            return self.wait(cx);
        };
        let count = match &next {
            Some(Ok(bytes)) => bytes.len() as u64,
            Some(Err(_)) | None => 0,
        };
        let first_end = next.is_none() && !std::mem::replace(&mut self.ended, next.is_none());
        let goes_on = {
            let mut progress = self.connection.progress();
            if first_end {
                progress.body_ended();
            }
            progress.body_came(count, Instant::now())
        };
        Poll::Ready(if goes_on {
            next
        } else {
            Some(Err(ended(io::ErrorKind::ConnectionAborted)))
        })
    }
}
