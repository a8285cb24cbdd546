//! Accepts connections, with a bound on their number. Each handshake runs in a task of its own, so that a slow one blocks nobody. `places`
//! decides which connection is pushed out when there are too many.
//!
//! The door keeps to the runtime on which it is opened (`acceptor`); whoever takes the connections has them on its own.

use super::greeting::{Greeted, Refused, arrived, greet};
use super::places::{Bounds, Entered, Places, Spot, Taken};
use crate::link::{Arrival, Doors};
use madoguchi_fleet::handshakes::Cause;
use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use madoguchi_link::factory_key::Binding;
use rustls::{ServerConfig, ServerConnection};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, Sleep};
use tokio_rustls::server::TlsStream;
use tokio_stream::Stream;
use tonic::transport::server::Connected;

/// Connections that may wait for the server after their handshake: it takes them at once.
const READY: usize = 8;
/// From a connection that found no free place to the next one that is looked at: whoever knocks without end takes little of the processor, and
/// each newcomer keeps its place for as long as a handshake takes: 8 ms on a link with four places, a thirtieth of a second with 16. Windows sleeps
/// for its clock's tick, up to 16 ms.
const CROWDED: Duration = Duration::from_millis(2);
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
    ready: mpsc::Receiver<Shaken>,
    config: Arc<ServerConfig>,
    bounds: Bounds,
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
            config: Arc::clone(&config),
            places: Places::new(&bounds),
            bounds,
            ready: sender,
            strangers,
        };
        Self {
            ready,
            config,
            bounds,
            door: tokio::spawn(door.keep(doors.into())),
        }
    }
}

impl Stream for Incoming {
    type Item = io::Result<Connection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(shaken) = ready!(self.ready.poll_recv(cx)) else {
                return Poll::Ready(None);
            };
            let address = shaken.peer.address;
            match shaken.arrive(&self.config, self.bounds.first_call_time, cx) {
                Ok(connection) => return Poll::Ready(Some(Ok(connection))),
                Err(error) => {
                    tracing::warn!(%address, %error, "a connection was dropped after its handshake");
                }
            }
        }
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        self.door.abort();
    }
}

/// Accepts connections and runs their handshakes.
struct Door {
    config: Arc<ServerConfig>,
    bounds: Bounds,
    places: Places,
    ready: mpsc::Sender<Shaken>,
    strangers: mpsc::Sender<Stranger>,
}

impl Door {
    async fn keep(self, mut doors: Doors) {
        // The handshakes end with this task, so that only accepted connections outlive it.
        let mut handshakes = JoinSet::new();
        loop {
            tokio::select! {
                arrival = doors.accept() => {
                    let Admitted { handshake, is_crowded } = self.admit(arrival);
                    if let Some(handshake) = handshake {
                        handshakes.spawn(handshake);
                    }
                    match is_crowded {
                        true => tokio::time::sleep(CROWDED).await,
                        // It gets on by a step before the next connection may push it out.
                        false => tokio::task::yield_now().await,
                    }
                }
                Some(_) = handshakes.join_next() => {}
            }
        }
    }

    /// Finds a place for a connection; without one the connection is dropped at once.
    fn admit(&self, arrival: Arrival) -> Admitted<impl Future<Output = ()> + Send + 'static> {
        let Arrival {
            stream,
            peer: address,
            interface,
            device,
        } = arrival;
        let entered = match self.places.enter(address, interface, device) {
            Ok(entered) => entered,
            Err(full) => {
                tracing::warn!(%address, bound = full.bound(), "a connection was dropped: too many at a time, and each of them is in use or was refused a moment ago");
                return Admitted {
                    handshake: None,
                    is_crowded: true,
                };
            }
        };
        let is_crowded = !entered.gone.is_empty();
        for gone in &entered.gone {
            tracing::warn!(address = %gone.address, bound = gone.full.bound(), "a connection was dropped: too many at a time, and it was the oldest that had not shown who it is");
        }
        let (config, ready) = (Arc::clone(&self.config), self.ready.clone());
        let strangers = self.strangers.clone();
        let Bounds {
            handshake_time,
            refused_time,
            ..
        } = self.bounds;
        let handshake = async move {
            let Entered {
                taken, mut hung_up, ..
            } = entered;
            let greeted = tokio::select! {
                greeted = greet(config, stream, handshake_time) => greeted,
                // The log has it already, from when another connection took its place.
                _ = &mut hung_up => return,
            };
            match greeted {
                Ok(greeted) => {
                    if let Ok(shaken) = Shaken::leave(greeted, address, taken, hung_up) {
                        // Fails only when the server has stopped.
                        drop(ready.send(shaken).await);
                    }
                }
                Err(refused) => {
                    tracing::warn!(%address, error = %refused.error, "{}", refused.told());
                    if let Some(stranger) = stranger(&refused, address) {
                        // What is lost here is told at the reader's next try.
                        let _lost = strangers.try_send(stranger);
                    }
                    taken.refused();
                    tokio::select! {
                        () = refused.see_off(refused_time) => {}
                        _ = &mut hung_up => {}
                    }
                }
            }
        };
        Admitted {
            handshake: Some(handshake),
            is_crowded,
        }
    }
}

/// What became of a newcomer.
struct Admitted<F> {
    /// What it does from here on; `None` if it was dropped.
    handshake: Option<F>,
    /// Whether there was no free place for it.
    is_crowded: bool,
}

fn stranger(refused: &Refused, address: SocketAddr) -> Option<Stranger> {
    let (serial, cause) = refused.stranger()?;
    let local = refused.local()?;
    Some(Stranger {
        serial,
        address,
        local,
        cause,
    })
}

/// A connection whose handshake is done, on its way from the runtime of the door to that of whoever takes it.
struct Shaken {
    stream: std::net::TcpStream,
    session: ServerConnection,
    peer: Peer,
    hung_up: oneshot::Receiver<()>,
    taken: Taken,
}

impl Shaken {
    fn leave(
        greeted: Greeted,
        address: SocketAddr,
        taken: Taken,
        hung_up: oneshot::Receiver<()>,
    ) -> io::Result<Self> {
        let Greeted {
            stream,
            session,
            local,
            unit,
            binding,
        } = greeted;
        taken.shaken(unit.is_some());
        let peer = Peer {
            address,
            local,
            unit,
            binding,
            spot: taken.spot(),
        };
        Ok(Self {
            stream: stream.into_std()?,
            session,
            peer,
            hung_up,
            taken,
        })
    }

    fn arrive(
        self,
        config: &Arc<ServerConfig>,
        first_call_time: Duration,
        cx: &mut Context<'_>,
    ) -> io::Result<Connection> {
        let stream = arrived(config, self.stream, self.session, cx)?;
        Ok(Connection {
            stream,
            unsettled: Some(Box::pin(tokio::time::sleep(first_call_time))),
            peer: self.peer,
            hung_up: self.hung_up,
            taken: self.taken,
        })
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
