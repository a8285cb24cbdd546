//! Connections that come in: bounded in number, and shaken hands with apart, so that a slow one blocks nobody.

use crate::identity::unit_of;
use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use rustls::ServerConfig;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_stream::Stream;
use tonic::transport::server::Connected;

/// Connections that have shaken hands and that the server has not yet taken: it takes them at once.
const READY: usize = 8;
/// Pause after the system could not accept (out of file handles, say): it gets no better by hurrying.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How many connections, and how long they may take to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// At a time, in all.
    pub connections: usize,
    /// At a time, from one address (on a link-local address: and by one interface).
    pub per_peer: usize,
    /// At a time, with the handshake not yet done.
    pub handshakes: usize,
    /// For one handshake.
    pub handshake_time: Duration,
}

impl Bounds {
    /// For readers over USB: four serve, a dozen more may be plugged in and be refused, and each may connect
    /// anew before the loss of its last connection was noticed. A handshake takes milliseconds.
    pub const READERS: Self = Self {
        connections: 64,
        per_peer: 4,
        handshakes: 16,
        handshake_time: Duration::from_secs(5),
    };
    /// For programs, or simulated readers, on this PC: all have one address.
    pub const LOOPBACK: Self = Self {
        connections: 256,
        per_peer: 256,
        handshakes: 64,
        handshake_time: Duration::from_secs(5),
    };
}

/// Who is at the other end.
#[derive(Debug, Clone)]
pub struct Peer {
    /// The other end's address.
    pub address: SocketAddr,
    /// Our own address, by which it came.
    pub local: SocketAddr,
    /// The unit that its certificate names; `None` where no client certificate is asked for.
    pub unit: Option<UnitIdentity>,
    hang_up: Arc<Mutex<Option<oneshot::Sender<()>>>>,
}

impl Peer {
    /// Ends the connection under whatever still runs on it: for one that does not read what it is sent.
    pub fn hang_up(&self) {
        let sender = self
            .hang_up
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(sender) = sender {
            // The other end of this is gone only when the connection is.
            let _gone = sender.send(());
        }
    }
}

/// What a unit's certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitIdentity {
    /// The unit's serial.
    pub serial: Serial,
    /// Its key.
    pub key: KeyFingerprint,
}

/// A stream of connections that have shaken hands. Dropping it closes the door; connections live on.
#[derive(Debug)]
pub struct Incoming {
    ready: mpsc::Receiver<Connection>,
    door: JoinHandle<()>,
}

impl Incoming {
    /// Accepts connections on `listener`.
    #[must_use]
    pub fn new(listener: TcpListener, config: Arc<ServerConfig>, bounds: Bounds) -> Self {
        let (sender, ready) = mpsc::channel(READY);
        let door = Door {
            acceptor: TlsAcceptor::from(config),
            bounds,
            connections: Arc::new(Semaphore::new(bounds.connections)),
            handshakes: Arc::new(Semaphore::new(bounds.handshakes)),
            peers: Peers::default(),
            ready: sender,
        };
        Self {
            ready,
            door: tokio::spawn(door.keep(listener)),
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

/// Lets connections in.
struct Door {
    acceptor: TlsAcceptor,
    bounds: Bounds,
    connections: Arc<Semaphore>,
    handshakes: Arc<Semaphore>,
    peers: Peers,
    ready: mpsc::Sender<Connection>,
}

impl Door {
    async fn keep(self, listener: TcpListener) {
        // Aborted with this task, so that nothing outlives the door but what has come in.
        let mut handshakes = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, address)) => {
                        if let Some(handshake) = self.admit(stream, address) {
                            handshakes.spawn(handshake);
                        }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
                Some(_) = handshakes.join_next() => {}
            }
        }
    }

    /// Takes the places that a connection needs; without them it is dropped at once.
    fn admit(
        &self,
        stream: TcpStream,
        address: SocketAddr,
    ) -> Option<impl Future<Output = ()> + Send + 'static> {
        let places = Arc::clone(&self.connections).try_acquire_owned().ok();
        let handshake = Arc::clone(&self.handshakes).try_acquire_owned().ok();
        let of_peer = self.peers.enter(address, self.bounds.per_peer);
        let (Some(place), Some(handshake), Some(of_peer)) = (places, handshake, of_peer) else {
            tracing::warn!(%address, "a connection was dropped: too many at a time");
            return None;
        };
        let held = Held {
            _place: place,
            _of_peer: of_peer,
        };
        let (acceptor, ready) = (self.acceptor.clone(), self.ready.clone());
        let time = self.bounds.handshake_time;
        Some(async move {
            let greeted = tokio::time::timeout(time, greet(acceptor, stream, address, held)).await;
            drop(handshake);
            match greeted {
                // The server is gone only when it stops.
                Ok(Ok(connection)) => drop(ready.send(connection).await),
                Ok(Err(error)) => tracing::info!(%address, %error, "a handshake failed"),
                Err(_) => tracing::info!(%address, "a handshake took too long"),
            }
        })
    }
}

async fn greet(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    address: SocketAddr,
    held: Held,
) -> io::Result<Connection> {
    // Without it a call can wait 40 ms for the next acknowledgement.
    stream.set_nodelay(true)?;
    let local = stream.local_addr()?;
    let stream = acceptor.accept(stream).await?;
    let certificate = stream
        .get_ref()
        .1
        .peer_certificates()
        .and_then(<[_]>::first);
    let unit = match certificate {
        None => None,
        Some(certificate) => {
            let (serial, key) = unit_of(certificate).map_err(io::Error::other)?;
            Some(UnitIdentity { serial, key })
        }
    };
    let (sender, hung_up) = oneshot::channel();
    Ok(Connection {
        stream,
        peer: Peer {
            address,
            local,
            unit,
            hang_up: Arc::new(Mutex::new(Some(sender))),
        },
        hung_up,
        _held: held,
    })
}

/// The places that a connection takes until it is dropped.
#[derive(Debug)]
struct Held {
    _place: OwnedSemaphorePermit,
    _of_peer: OfPeer,
}

/// How many connections each address has.
#[derive(Debug, Clone, Default)]
struct Peers(Arc<Mutex<HashMap<(IpAddr, u32), usize>>>);

impl Peers {
    fn enter(&self, address: SocketAddr, most: usize) -> Option<OfPeer> {
        // Every reader may have the same link-local address: the interface tells them apart.
        let scope = match address {
            SocketAddr::V6(v6) => v6.scope_id(),
            SocketAddr::V4(_) => 0,
        };
        let key = (address.ip(), scope);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(key).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(OfPeer {
            peers: self.clone(),
            key,
        })
    }
}

#[derive(Debug)]
struct OfPeer {
    peers: Peers,
    key: (IpAddr, u32),
}

impl Drop for OfPeer {
    fn drop(&mut self) {
        let mut counts = self.peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.key);
            }
        }
    }
}

/// A connection that has shaken hands.
#[derive(Debug)]
pub struct Connection {
    stream: TlsStream<TcpStream>,
    peer: Peer,
    hung_up: oneshot::Receiver<()>,
    _held: Held,
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
        // HTTP/2 always reads, so this is where hanging up is noticed.
        if !self.hung_up.is_terminated()
            && Pin::new(&mut self.hung_up).poll(cx) == Poll::Ready(Ok(()))
        {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
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
