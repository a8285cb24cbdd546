//! A connection that remembers the reason for which it was refused.
//!
//! In TLS 1.3 the controller's refusal arrives after our side counts the handshake as done. The layers above then only report that their
//! call was cancelled, so the reason is noted where it is read.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll};

use madoguchi_link::factory_key::Binding;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::refusal::{self, Refusal};

/// The observations of a connection below HTTP/2: the reason of a refusal, and the value that tells the connection from every other.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Noted>);

#[derive(Default)]
struct Noted {
    refusal: OnceLock<Refusal>,
    stands: Mutex<Option<(Binding, SocketAddr)>>,
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Seen").field(&self.refusal()).finish()
    }
}

impl Seen {
    /// The reason of the refusal, if there is one.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.0.refusal.get().copied()
    }

    /// The value that tells the open connection from every other.
    pub(crate) fn binding(&self) -> Option<Binding> {
        self.lock().map(|(binding, _)| binding)
    }

    /// Our own address on the open connection.
    pub(super) fn local(&self) -> Option<SocketAddr> {
        self.lock().map(|(_, local)| local)
    }

    /// Notes an open connection, in place of an earlier one of the same channel.
    pub(super) fn stands(&self, binding: Binding, local: SocketAddr) {
        *self.lock() = Some((binding, local));
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Binding, SocketAddr)>> {
        let stands = self.0.stands.lock();
        stands.unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an error; the first reason stays.
    pub(super) fn note(&self, error: &io::Error) {
        if let Some(refusal) = refusal::find(error) {
            self.0.refusal.get_or_init(|| refusal);
        }
    }
}

/// A connection, and the place where its refusal is noted.
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
