//! A connection that ends when its other end takes nothing for too long: without this, an answer that nobody reads would keep its place for
//! ever. What is sent live is cut off in the same way; the page comes back by itself and is shown the newest state.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// The longest time in which nothing of an answer is taken. A browser that is busy takes seconds.
pub(super) const READ_TIME: Duration = Duration::from_secs(30);

/// The connection.
pub(super) struct Reads<S> {
    stream: S,
    /// How long that may be.
    limit: Duration,
    /// While something waits to be taken: when that has been too long.
    until: Option<Pin<Box<Sleep>>>,
}

impl<S: Unpin> Reads<S> {
    pub(super) const fn new(stream: S, limit: Duration) -> Self {
        Self {
            stream,
            limit,
            until: None,
        }
    }

    /// What came of a try to send; an error once every try for too long has had to wait.
    fn within<T>(
        &mut self,
        cx: &mut Context<'_>,
        tried: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if tried.is_ready() {
            self.until = None;
            return tried;
        }
        let limit = self.limit;
        let until = self.until.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(until.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Reads<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Reads<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.within(cx, tried)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.within(cx, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    #[tokio::test]
    async fn an_answer_that_nobody_takes_ends_its_connection_and_one_that_is_taken_does_not() {
        let (near, _far) = duplex(4);
        let mut near = Reads::new(near, Duration::from_millis(1));
        let sent = near.write_all(b"12345678").await;
        assert_eq!(sent.unwrap_err().kind(), io::ErrorKind::TimedOut);

        let (near, mut far) = duplex(4);
        let mut near = Reads::new(near, READ_TIME);
        let sending = tokio::spawn(async move { near.write_all(b"12345678").await });
        far.read_exact(&mut [0; 8]).await.unwrap();
        sending.await.unwrap().unwrap();
    }
}
