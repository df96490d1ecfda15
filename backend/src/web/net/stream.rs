//! A client's socket that tells the table what the client takes.

use std::future::Future as _;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::yield_now;
use tokio::time::Instant;

use super::reading::Next;
use super::table::Connection;

/// A socket and its connection in the table.
pub struct Watched {
    socket: TcpStream,
    pub connection: Arc<Connection>,
}

impl Watched {
    pub fn new(socket: TcpStream, connection: Arc<Connection>) -> Self {
        Self { socket, connection }
    }
}

/// Pending until every other connection of the thread had its turn, also those that the network has news of: a mere wake would
/// be served before those.
fn after_the_others(cx: &mut Context<'_>) -> Poll<io::Result<()>> {
    let _ = pin!(yield_now()).poll(cx);
    Poll::Pending
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // `poll_write` wakes the task when the client takes its answers again.
        if self.connection.progress().holds_back() {
            return Poll::Pending;
        }
        let next = self.connection.progress().next_read();
        match next {
            Next::Reads => {}
            Next::Later => return after_the_others(cx),
            Next::Ends => return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if read.is_ready() {
            let count = buffer.filled().len() - before;
            let mut progress = self.connection.progress();
            progress.read(count as u64);
            if count == 0 && buffer.remaining() > 0 {
                progress.closed();
            }
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        let mut progress = self.connection.progress();
        match &written {
            Poll::Pending => progress.blocked(Instant::now()),
            Poll::Ready(Ok(count)) => {
                if progress.wrote(*count as u64, Instant::now()) {
                    cx.waker().wake_by_ref();
                }
            }
            Poll::Ready(Err(_)) => {}
        }
        drop(progress);
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
