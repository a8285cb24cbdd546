//! TLS before HTTP, for connections of other PCs: a handshake within its time, and a word to whoever speaks plain HTTP here.

use super::door::{Door, Named};
use super::listen::{self, Way};
use super::{Shared, raised, routes};
use crate::texts::{self, Console as Why};
use crate::tls::{self, Acceptor, Bounds, Shown};
use rustls::ServerConfig;
use std::io;
use std::net::IpAddr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_rustls::server::TlsStream;

/// What a TLS connection begins with: a record of the handshake (RFC 8446, 5.1).
const HANDSHAKE: u8 = 0x16;
/// The part of a plain request that is read before it is answered.
const PLAIN_BYTES: usize = 4 * 1024;
/// The time between two tries to listen, where the address is not there: a network that comes later than the PC.
const AGAIN: Duration = Duration::from_secs(5);

/// The way in from other PCs.
pub(crate) struct Lan {
    pub address: SocketAddr,
    /// The listener, where it could listen at once.
    pub listener: Option<TcpListener>,
    /// Raised once it listens.
    pub listens: Arc<AtomicBool>,
    pub shown: Shown,
    /// Where browsers shake hands.
    pub acceptor: Acceptor,
    /// By what other PCs find this one.
    pub names: Vec<String>,
    /// Which of our own addresses belong to readers' links: nothing of the console is served there.
    pub of_readers: OfReaders,
}

/// Whether an address of this PC is one of a reader's link.
pub(crate) type OfReaders = Arc<dyn Fn(IpAddr) -> bool + Send + Sync>;

/// The handshakes of the way in.
#[derive(Clone)]
pub(super) struct Handshakes {
    acceptor: Acceptor,
    config: Arc<ServerConfig>,
    of_readers: OfReaders,
}

impl Lan {
    /// Serves other PCs as soon as it can listen, until `stop` is raised and the last request has ended.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub(super) fn serve(
        self,
        shared: &Shared,
        stop: watch::Receiver<bool>,
    ) -> Result<impl Future<Output = ()> + Send + use<>, tls::Error> {
        let Self {
            address,
            listener,
            listens,
            shown,
            acceptor,
            names,
            of_readers,
        } = self;
        let way = Way::Tls(Handshakes {
            acceptor,
            config: tls::lan(shown)?,
            of_readers,
        });
        let routes = routes(shared.at(Door::Lan(Arc::new(Named { names, address }))));
        Ok(async move {
            let listener = match listener {
                Some(listener) => listener,
                None => tokio::select! {
                    listener = listening(address) => listener,
                    () = raised(stop.clone()) => return,
                },
            };
            listens.store(true, Ordering::Relaxed);
            listen::serve(routes, way, listener, stop).await;
        })
    }
}

/// Listens as soon as that can be.
async fn listening(address: SocketAddr) -> TcpListener {
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => {
                tracing::info!(%address, "the console listens on the LAN now");
                return listener;
            }
            Err(error) => {
                tracing::debug!(%address, %error, "the console cannot listen on the LAN yet");
                sleep(AGAIN).await;
            }
        }
    }
}

impl Handshakes {
    /// Runs the handshake; `None` where none came of it.
    pub(super) async fn shake(
        &self,
        stream: TcpStream,
        own: SocketAddr,
        peer: SocketAddr,
    ) -> Option<TlsStream<TcpStream>> {
        if (self.of_readers)(own.ip().to_canonical()) {
            tracing::warn!(address = %peer, "a connection at the console on the LAN was dropped: it came from a reader's link");
            return None;
        }
        let shaken = timeout(Bounds::LAN.handshake_time, self.greet(stream, own)).await;
        match shaken {
            Ok(Ok(Some(stream))) => Some(stream),
            Ok(Ok(None)) => {
                tracing::warn!(address = %peer, "a connection at the console on the LAN was answered that it has to be https");
                None
            }
            // A browser that warns of a self-signed certificate ends its connection, so this is no fault.
            Ok(Err(error)) => {
                tracing::info!(address = %peer, %error, "a connection at the console on the LAN ended in its handshake");
                None
            }
            Err(_) => {
                tracing::warn!(address = %peer, "a connection at the console on the LAN was dropped: its handshake took too long");
                None
            }
        }
    }

    /// The handshake; `None` once a plain request was answered.
    async fn greet(
        &self,
        mut stream: TcpStream,
        own: SocketAddr,
    ) -> io::Result<Option<TlsStream<TcpStream>>> {
        let mut first = [0];
        if stream.peek(&mut first).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if first == [HANDSHAKE] {
            let shaken = tls::shake_at(&self.acceptor, &self.config, stream).await;
            return shaken.map(Some);
        }
        if !first[0].is_ascii_uppercase() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it is neither TLS nor HTTP",
            ));
        }
        let mut request = [0; PLAIN_BYTES];
        let read = stream.read(&mut request).await?;
        stream
            .write_all(&plain_answer(request.get(..read), own))
            .await?;
        stream.shutdown().await?;
        Ok(None)
    }
}

/// The answer to whoever left the "s" out: a browser that looks goes on by itself, everything else is told.
fn plain_answer(request: Option<&[u8]>, own: SocketAddr) -> Vec<u8> {
    let own = SocketAddr::new(own.ip().to_canonical(), own.port());
    let address = format!("https://{own}/");
    let text = texts::console(Why::Https, &address);
    let body = format!("{}\n\n{}\n", text.ja, text.en);
    let looks = request.is_some_and(|request| request.starts_with(b"GET "));
    let status = match looks {
        true => format!("307 Temporary Redirect\r\nlocation: {address}"),
        false => "400 Bad Request".to_owned(),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {length}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
    );
    [head.into_bytes(), body.into_bytes()].concat()
}
