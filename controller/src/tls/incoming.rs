//! Accepts connections, with a bound on their number. Each handshake runs in a task of its own, so that a slow one blocks nobody. `places`
//! decides which connection is pushed out when there are too many.

use super::dates::NotOurs;
use super::places::{Bounds, Entered, Places, Spot, Taken};
use super::unit::unit_of;
use crate::link::{Arrival, Doors};
use madoguchi_fleet::handshakes::Cause;
use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use madoguchi_link::factory_key::Binding;
use rustls::ServerConfig;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, Sleep};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_stream::Stream;
use tonic::transport::server::Connected;

/// Connections that may wait for the server after their handshake: it takes them at once.
const READY: usize = 8;
/// The time for a refused peer to read the reason: less than a person notices, more than a busy reader needs.
const LAST_WORD_TIME: Duration = Duration::from_millis(500);
/// The bytes that are read from it in that time, and ignored.
const LAST_WORD_BYTES: usize = 64 * 1024;
/// How often a connection that has not shown what it is for, after its time for that, checks whether places have become scarce.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The other end of a connection.
#[derive(Debug, Clone)]
pub struct Peer {
    pub address: SocketAddr,
    /// Our own address on this connection.
    pub local: SocketAddr,
    /// The unit in its certificate; `None` if no client certificate is required.
    pub unit: Option<UnitIdentity>,
    /// The value that tells this connection from every other.
    pub binding: Binding,
    spot: Spot,
}

impl Peer {
    /// Marks the connection as one that has shown what it is for: from now on it may stay.
    pub fn settle(&self) {
        self.spot.settle();
    }

    /// Ends the connection below everything that still runs on it, for a peer that does not read.
    pub fn hang_up(&self) {
        self.spot.hang_up();
    }
}

/// The contents of a unit's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitIdentity {
    pub serial: Serial,
    pub key: KeyFingerprint,
}

/// A reader that was refused in its handshake.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// The serial that it claims, without proof; `None` if it refused us before it sent its certificate.
    pub serial: Option<Serial>,
    pub address: SocketAddr,
    /// Our own address on this connection.
    pub local: SocketAddr,
    /// The reason. What is a matter of dates is [`Cause::Clock`] here: whether our own certificate has ended is seen by whoever knows it.
    pub cause: Cause,
}

/// A stream of connections whose handshakes are done. Dropping it closes the listeners; connections continue.
#[derive(Debug)]
pub struct Incoming {
    ready: mpsc::Receiver<Connection>,
    door: JoinHandle<()>,
}

impl Incoming {
    /// Accepts connections from `doors`: one fixed listener, or the listeners on readers' links.
    #[must_use]
    pub fn new(doors: impl Into<Doors>, config: Arc<ServerConfig>, bounds: Bounds) -> Self {
        // Nobody reads what is told, and nobody needs to.
        Self::telling(doors, config, bounds, mpsc::channel(1).0)
    }

    /// As [`Incoming::new`], and tells of readers that were refused. What nobody reads in time is lost: such readers try again.
    #[must_use]
    pub fn telling(
        doors: impl Into<Doors>,
        config: Arc<ServerConfig>,
        bounds: Bounds,
        strangers: mpsc::Sender<Stranger>,
    ) -> Self {
        let (sender, ready) = mpsc::channel(READY);
        let door = Door {
            acceptor: TlsAcceptor::from(config),
            places: Places::new(&bounds),
            bounds,
            ready: sender,
            strangers,
        };
        Self {
            ready,
            door: tokio::spawn(door.keep(doors.into())),
        }
    }
}

impl Stream for Incoming {
    type Item = io::Result<Connection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.ready.poll_recv(cx).map(|next| next.map(Ok))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        self.door.abort();
    }
}

/// Accepts connections and runs their handshakes.
struct Door {
    acceptor: TlsAcceptor,
    bounds: Bounds,
    places: Places,
    ready: mpsc::Sender<Connection>,
    strangers: mpsc::Sender<Stranger>,
}

impl Door {
    async fn keep(self, mut doors: Doors) {
        // The handshakes end with this task, so that only accepted connections outlive it.
        let mut handshakes = JoinSet::new();
        loop {
            tokio::select! {
                arrival = doors.accept() => {
                    if let Some(handshake) = self.admit(arrival) {
                        handshakes.spawn(handshake);
                    }
                }
                Some(_) = handshakes.join_next() => {}
            }
        }
    }

    /// Finds a place for a connection; without one the connection is dropped at once.
    fn admit(&self, arrival: Arrival) -> Option<impl Future<Output = ()> + Send + 'static> {
        let Arrival {
            stream,
            peer: address,
            interface,
            device,
        } = arrival;
        let entered = match self.places.enter(address, interface, device) {
            Ok(entered) => entered,
            Err(full) => {
                tracing::warn!(%address, bound = full.bound(), "a connection was dropped: too many at a time, and all are in use");
                return None;
            }
        };
        for gone in &entered.gone {
            tracing::warn!(address = %gone.address, bound = gone.full.bound(), "a connection was dropped: too many at a time, and it was the oldest that had not shown who it is");
        }
        let (acceptor, ready) = (self.acceptor.clone(), self.ready.clone());
        let strangers = self.strangers.clone();
        let Bounds {
            handshake_time,
            first_call_time,
            ..
        } = self.bounds;
        Some(async move {
            let Entered {
                taken, mut hung_up, ..
            } = entered;
            let greeting = greet(acceptor, stream, address, taken.spot(), strangers);
            let greeting = tokio::time::timeout(handshake_time, greeting);
            let greeted = tokio::select! {
                greeted = greeting => greeted,
                // The log has it already, from when another connection took its place.
                _ = &mut hung_up => return,
            };
            match greeted {
                Ok(Ok((stream, peer))) => {
                    taken.shaken(peer.unit.is_some());
                    let connection = Connection {
                        stream,
                        unsettled: Some(Box::pin(tokio::time::sleep(first_call_time))),
                        peer,
                        hung_up,
                        taken,
                    };
                    // Fails only when the server has stopped.
                    drop(ready.send(connection).await);
                }
                Ok(Err(error)) => tracing::warn!(%address, %error, "{}", refused(&error)),
                Err(_) => {
                    tracing::warn!(%address, "a connection was dropped: its handshake took too long");
                }
            }
        })
    }
}

/// Runs the handshake and returns the peer.
async fn greet(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    address: SocketAddr,
    spot: Spot,
    strangers: mpsc::Sender<Stranger>,
) -> io::Result<(TlsStream<TcpStream>, Peer)> {
    // Without it a call can wait 40 ms for the next acknowledgement.
    stream.set_nodelay(true)?;
    let local = stream.local_addr()?;
    let stream = match acceptor.accept(stream).into_fallible().await {
        Ok(stream) => stream,
        Err((error, stream)) => {
            if let Some((serial, cause)) = stranger(&error) {
                let stranger = Stranger {
                    serial,
                    address,
                    local,
                    cause,
                };
                // What is lost here is told at the reader's next try.
                let _lost = strangers.try_send(stranger);
            }
            // The reason is the same, whether the peer reads it in time or not.
            drop(tokio::time::timeout(LAST_WORD_TIME, let_read(stream)).await);
            return Err(error);
        }
    };
    let session = stream.get_ref().1;
    let certificate = session.peer_certificates().and_then(<[_]>::first);
    let unit = match certificate {
        None => None,
        Some(certificate) => {
            let (serial, key) = unit_of(certificate).map_err(io::Error::other)?;
            Some(UnitIdentity { serial, key })
        }
    };
    let binding = Binding::of(session).map_err(io::Error::other)?;
    let peer = Peer {
        address,
        local,
        unit,
        binding,
        spot,
    };
    Ok((stream, peer))
}

/// Gives the other end time to read why it was refused: closing at once, while it still sends, would destroy that message.
async fn let_read(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    let mut left = LAST_WORD_BYTES;
    while left > 0 {
        match stream.read(&mut rest).await? {
            0 => break,
            read => left = left.saturating_sub(read),
        }
    }
    Ok(())
}

/// The reader that was refused, with the reason; `None`: the error is no refusal. The serial is not known where the reader refused our
/// certificate, or showed none.
fn stranger(error: &io::Error) -> Option<(Option<Serial>, Cause)> {
    use rustls::AlertDescription::{
        BadCertificate, CertificateExpired, CertificateUnknown, DecryptError, UnknownCA,
    };
    use rustls::{CertificateError, Error};
    Some(match error.get_ref()?.downcast_ref()? {
        Error::InvalidCertificate(CertificateError::Other(why)) => {
            let not_ours: &NotOurs = why.0.downcast_ref()?;
            (not_ours.serial.clone(), Cause::NotOurs)
        }
        Error::AlertReceived(BadCertificate | CertificateUnknown | DecryptError | UnknownCA) => {
            (None, Cause::NotTheirs)
        }
        Error::AlertReceived(CertificateExpired) => (None, Cause::Clock),
        Error::NoCertificatesPresented => (None, Cause::NoCertificate),
        _ => return None,
    })
}

/// The meaning of a failed handshake for a reader of the log, and what to do.
fn refused(error: &io::Error) -> &'static str {
    use rustls::Error;
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
    match cause {
        Some(Error::NoCertificatesPresented) => {
            "a connection was refused: it showed no certificate. Only enrolled readers get in; if it is a reader, \
             enroll it (madoguchi unit enroll)"
        }
        Some(Error::InvalidCertificate(_)) => {
            "a connection was refused: the reader's certificate is not of this controller. If the reader belongs \
             here, enroll it again (madoguchi unit enroll)"
        }
        Some(Error::AlertReceived(_)) => {
            "a handshake failed: the other end does not take this controller. If it is a reader that belongs here, it \
             has another controller's credentials: pair or enroll it again"
        }
        _ => "a handshake failed",
    }
}

/// A connection whose handshake is done.
#[derive(Debug)]
pub struct Connection {
    stream: TlsStream<TcpStream>,
    peer: Peer,
    hung_up: oneshot::Receiver<()>,
    /// The timer until which it has to show what it is for.
    unsettled: Option<Pin<Box<Sleep>>>,
    taken: Taken,
}

impl Connection {
    /// Whether that time is over, and it still has not shown what it is for.
    fn idles(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(limit) = &mut self.unsettled else {
            return false;
        };
        if self.taken.is_settled() {
            self.unsettled = None;
            return false;
        }
        while limit.as_mut().poll(cx).is_ready() && !self.taken.is_scarce() {
            limit.as_mut().reset(Instant::now() + LOOK_AGAIN);
        }
        let over = limit.is_elapsed();
        if over {
            self.unsettled = None;
            let address = self.peer.address;
            tracing::warn!(%address, "a connection was dropped: no call that is allowed came in time, and its place is needed");
        }
        over
    }
}

impl Connected for Connection {
    type ConnectInfo = Peer;

    fn connect_info(&self) -> Peer {
        self.peer.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // HTTP/2 always reads, so the end is noticed here.
        if !self.hung_up.is_terminated()
            && Pin::new(&mut self.hung_up).poll(cx) == Poll::Ready(Ok(()))
        {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        if self.idles(cx) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
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
