//! A connection that remembers why it was refused.
//!
//! With TLS 1.3 the controller's refusal comes after our side holds the handshake for done, and what is above then only
//! says that its call was cancelled. So the reason is noted where it is read.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::refusal::{self, Refusal};

/// Why a connection was refused, if it was.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(Arc<OnceLock<Refusal>>);

impl Seen {
    /// The reason.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.0.get().copied()
    }

    /// Notes an error; the first reason stays.
    pub(super) fn note(&self, error: &io::Error) {
        if let Some(refusal) = refusal::find(error) {
            self.0.get_or_init(|| refusal);
        }
    }
}

/// A connection, and where its refusal is noted.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) stream: TlsStream<TcpStream>,
    pub(super) seen: Seen,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(cx, buf);
        if let Poll::Ready(Err(error)) = &read {
            self.seen.note(error);
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
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
