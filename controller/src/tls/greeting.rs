//! Runs one handshake, and sees off whoever it came to nothing with.
//!
//! A refusal is told half a second late, and the connection keeps its place until the peer has taken that in and closed, for half a second more at
//! most: whoever waits for it and tries again gets two tries a second, whoever leaves its side open one, and whoever does not wait finds the places
//! of its link taken (`places`).

use super::acceptor::Acceptor;
use super::dates::NotOurs;
use super::incoming::UnitIdentity;
use super::unit::unit_of;
use madoguchi_fleet::handshakes::Cause;
use madoguchi_fleet::ids::Serial;
use madoguchi_link::factory_key::Binding;
use rustls::{ServerConfig, ServerConnection};
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The bytes that are read at once: more than a reader says in all of its handshake.
const READ_BYTES: usize = 4 * 1024;
/// The time for a refused peer to read the reason: less than a person notices, more than a busy reader needs.
const LAST_WORD_TIME: Duration = Duration::from_millis(500);
/// The bytes that are read from it in that time, and ignored.
const LAST_WORD_BYTES: usize = 64 * 1024;

/// A peer whose handshake is done.
pub(super) struct Greeted {
    pub stream: TcpStream,
    pub session: ServerConnection,
    /// Our own address on this connection.
    pub local: SocketAddr,
    /// `None` if no client certificate is required.
    pub unit: Option<UnitIdentity>,
    pub binding: Binding,
}

/// A peer with whom the handshake came to nothing.
pub(super) struct Refused {
    stream: TcpStream,
    /// The reason as TLS tells it; empty where the peer ended it, or said nothing.
    alert: Vec<u8>,
    pub error: io::Error,
}

/// Shakes hands within `time`.
pub(super) async fn greet(
    config: Arc<ServerConfig>,
    mut stream: TcpStream,
    time: Duration,
) -> Result<Greeted, Refused> {
    let mut session = match ServerConnection::new(config) {
        Ok(session) => session,
        Err(error) => {
            return Err(Refused {
                stream,
                alert: Vec::new(),
                error: io::Error::other(error),
            });
        }
    };
    // Without it a call can wait 40 ms for the next acknowledgement; where it cannot be had, that is all.
    let _slower = stream.set_nodelay(true);
    let shaken = timeout(time, shake(&mut stream, &mut session)).await;
    let shaken = shaken.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    match shaken.and_then(|()| shown(&stream, &session)) {
        Ok((local, unit, binding)) => Ok(Greeted {
            stream,
            session,
            local,
            unit,
            binding,
        }),
        Err(error) => Err(Refused {
            alert: unsaid(&mut session).unwrap_or_default(),
            stream,
            error,
        }),
    }
}

/// Hands bytes to and fro until the handshake is done. What the peer sends behind it stays in the session.
async fn shake(stream: &mut TcpStream, session: &mut ServerConnection) -> io::Result<()> {
    let mut heard = vec![0; READ_BYTES];
    loop {
        stream.write_all(&unsaid(session)?).await?;
        if !session.is_handshaking() {
            return Ok(());
        }
        let read = stream.read(&mut heard).await?;
        let Some(mut rest) = heard.get(..read).filter(|heard| !heard.is_empty()) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        while !rest.is_empty() {
            session.read_tls(&mut rest)?;
            let processed = session.process_new_packets();
            processed.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        }
    }
}

/// What the session has to say.
fn unsaid(session: &mut ServerConnection) -> io::Result<Vec<u8>> {
    let mut unsaid = Vec::new();
    while session.wants_write() {
        session.write_tls(&mut unsaid)?;
    }
    Ok(unsaid)
}

/// Shakes hands at an acceptor with a peer that is served here.
pub(crate) async fn shake_at(
    acceptor: &Acceptor,
    config: &Arc<ServerConfig>,
    stream: TcpStream,
) -> io::Result<TlsStream<TcpStream>> {
    let mut session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
    let stream = stream.into_std()?;
    let shaking = async move {
        let mut stream = TcpStream::from_std(stream)?;
        if let Err(error) = shake(&mut stream, &mut session).await {
            // The peer is told why, as far as it can be.
            let _unheard = stream.write_all(&unsaid(&mut session)?).await;
            return Err(error);
        }
        Ok((stream.into_std()?, session))
    };
    let (stream, session) = acceptor.run(shaking).await??;
    let mut left = Some((stream, session));
    poll_fn(|cx| {
        let (stream, session) = left.take().ok_or(io::ErrorKind::NotConnected)?;
        Poll::Ready(arrived(config, stream, session, cx))
    })
    .await
}

/// The stream of a finished handshake, for the runtime that calls. tokio-rustls makes streams by shaking hands alone, so it is handed a
/// session for which that is done.
pub(super) fn arrived(
    config: &Arc<ServerConfig>,
    stream: std::net::TcpStream,
    done: ServerConnection,
    cx: &mut Context<'_>,
) -> io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::from_std(stream)?;
    let replace = |session: &mut ServerConnection| *session = done;
    let mut accept = TlsAcceptor::from(Arc::clone(config)).accept_with(stream, replace);
    match Pin::new(&mut accept).poll(cx) {
        Poll::Ready(stream) => stream,
        // Nothing is left to be said or heard.
        Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
    }
}

/// What a handshake has shown: our own address, the unit, and the value that tells this connection from every other.
fn shown(
    stream: &TcpStream,
    session: &ServerConnection,
) -> io::Result<(SocketAddr, Option<UnitIdentity>, Binding)> {
    let certificate = session.peer_certificates().and_then(<[_]>::first);
    let unit = certificate
        .map(unit_of)
        .transpose()
        .map_err(io::Error::other)?
        .map(|(serial, key)| UnitIdentity { serial, key });
    let binding = Binding::of(session).map_err(io::Error::other)?;
    Ok((stream.local_addr()?, unit, binding))
}

impl Refused {
    /// Our own address on this connection; `None` where it is gone.
    pub(super) fn local(&self) -> Option<SocketAddr> {
        self.stream.local_addr().ok()
    }

    /// Tells the peer why after `time`, and lets it read that.
    pub(super) async fn see_off(self, time: Duration) {
        sleep(time).await;
        // The reason is the same, whether the peer reads it in time or not.
        drop(timeout(LAST_WORD_TIME, self.last_word()).await);
    }

    /// Closing at once, while the peer still sends, would destroy what it is told.
    async fn last_word(mut self) -> io::Result<()> {
        self.stream.write_all(&self.alert).await?;
        self.stream.shutdown().await?;
        let mut rest = [0; 1024];
        let mut left = LAST_WORD_BYTES;
        while left > 0 {
            match self.stream.read(&mut rest).await? {
                0 => break,
                read => left = left.saturating_sub(read),
            }
        }
        Ok(())
    }

    /// The reader that was refused, with the reason; `None`: it is no refusal. The serial is not known where the reader refused our
    /// certificate, or showed none.
    pub(super) fn stranger(&self) -> Option<(Option<Serial>, Cause)> {
        use rustls::AlertDescription::{
            BadCertificate, CertificateExpired, CertificateUnknown, DecryptError, UnknownCA,
        };
        use rustls::{CertificateError, Error};
        Some(match self.error.get_ref()?.downcast_ref()? {
            Error::InvalidCertificate(CertificateError::Other(why)) => {
                let not_ours: &NotOurs = why.0.downcast_ref()?;
                (not_ours.serial.clone(), Cause::NotOurs)
            }
            Error::AlertReceived(
                BadCertificate | CertificateUnknown | DecryptError | UnknownCA,
            ) => (None, Cause::NotTheirs),
            Error::AlertReceived(CertificateExpired) => (None, Cause::Clock),
            Error::NoCertificatesPresented => (None, Cause::NoCertificate),
            _ => return None,
        })
    }

    /// The meaning of it for a reader of the log, and what to do.
    pub(super) fn told(&self) -> &'static str {
        use rustls::Error;
        if self.error.kind() == io::ErrorKind::TimedOut {
            return "a connection was dropped: its handshake took too long";
        }
        let cause = self.error.get_ref().and_then(|cause| cause.downcast_ref());
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
}
