//! One PC asked: dialled, known again by its key, logged in to, looked at, and left.

use super::answer::{self, Told};
use super::hosts::{Address, Host, Login};
use super::silent::Silent;
use crate::console::SESSION_ON_LAN;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use madoguchi_link::certificate::{NoClock, key_hash, provider};
use madoguchi_link::pairing::{Bytes32, hash};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use zeroize::Zeroizing;

/// The time that one PC has until it has said all.
pub(super) const TIME: Duration = Duration::from_secs(8);
/// The time after that to log out again.
const LEAVE_TIME: Duration = Duration::from_secs(2);
/// The largest answer: a status with all the tickets that it may have is half of it. What is kept of it is bounded in `answer.rs`.
const MAX_ANSWER_BYTES: usize = 4 << 20;
/// What is kept of an answer's head.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// What is asked first, without a login, and again with one.
const STATUS: &str = "/api/v1/status";
const FORM: &str = "application/x-www-form-urlencoded";

/// What a PC was known by when it answered for the first time.
pub(super) struct Seen {
    /// SHA-256 of the public key of its certificate.
    pub(super) key: Bytes32,
    /// SHA-256 of the certificate, as `madoguchi console` and browsers show it.
    pub(super) fingerprint: String,
}

/// What came of asking a PC.
pub(super) struct Asked {
    /// Set where no key of it was known and a controller answered.
    pub(super) seen: Option<Seen>,
    pub(super) told: Result<Told, Silent>,
}

/// Asks PCs.
pub(super) struct Asking(TlsConnector);

impl Asking {
    /// # Errors
    /// rustls refuses its settings.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        let config = ClientConfig::builder_with_details(provider(), Arc::new(NoClock))
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AnyKey))
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// Asks one; `known` is the key that it had before.
    pub(super) async fn ask(&self, host: &Host, known: Option<Bytes32>) -> Asked {
        let mut left = Left::default();
        let told = timeout(TIME, self.talk(host, known, &mut left)).await;
        if let Some(begun) = left.begun {
            self.leave(&host.address, begun).await;
        }
        Asked {
            told: told.unwrap_or(Err(Silent::Late)),
            seen: left.seen,
        }
    }

    async fn talk(
        &self,
        host: &Host,
        known: Option<Bytes32>,
        left: &mut Left,
    ) -> Result<Told, Silent> {
        let (mut session, shown) = self.reach(&host.address, known).await?;
        let key = shown.key;
        if known.is_none() {
            session.meet().await?;
            left.seen = Some(shown);
        }
        let cookie = session.log_in(&host.login).await?;
        session.cookie = Some(cookie.clone());
        left.begun = Some(Begun { key, cookie });
        session.look().await
    }

    /// Dials a PC, and compares its key with the known one before a byte of a request is sent.
    async fn reach(
        &self,
        address: &Address,
        known: Option<Bytes32>,
    ) -> Result<(Session, Seen), Silent> {
        let stream = dial(address).await?;
        let name = ServerName::try_from(address.host.clone()).map_err(|_| Silent::NoName)?;
        let stream = self.0.connect(name, stream).await.map_err(no_tls)?;
        let shown = shown(&stream).ok_or(Silent::NoTls)?;
        if known.is_some_and(|known| known != shown.key) {
            let fingerprint = shown.fingerprint;
            return Err(Silent::OtherKey { fingerprint });
        }
        Ok((Session::over(stream, address).await?, shown))
    }

    /// Logs out over a connection of its own: the first one may wait for an answer for ever. A session that stays begun is locked when nobody
    /// uses it, and not over (RULES W10).
    async fn leave(&self, address: &Address, begun: Begun) {
        let leave = async {
            let (mut session, _) = self.reach(address, Some(begun.key)).await?;
            session.cookie = Some(begun.cookie);
            session.send(Method::POST, "/logout", String::new()).await
        };
        if !matches!(timeout(LEAVE_TIME, leave).await, Ok(Ok(_))) {
            tracing::debug!(%address, "the session at a controller stays begun");
        }
    }
}

/// What stays of a talk, also where it is cut off.
#[derive(Default)]
struct Left {
    /// A controller whose key was not known.
    seen: Option<Seen>,
    begun: Option<Begun>,
}

/// A session that has to be ended. It has no `Debug`, so nothing prints it.
struct Begun {
    /// The key of the PC that began it; nobody else is shown its cookie.
    key: Bytes32,
    cookie: Zeroizing<String>,
}

async fn dial(address: &Address) -> Result<TcpStream, Silent> {
    let found = lookup_host((&*address.host, address.port)).await;
    let found: Vec<_> = found.map_err(|_| Silent::NoName)?.collect();
    if found.is_empty() {
        return Err(Silent::NoName);
    }
    TcpStream::connect(&*found)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::ConnectionRefused => Silent::Closed,
            io::ErrorKind::TimedOut => Silent::Late,
            _ => Silent::Unreachable(error),
        })
}

/// A handshake that failed: the other side speaks no TLS 1.3, or hung up.
fn no_tls(error: io::Error) -> Silent {
    match error.kind() {
        io::ErrorKind::InvalidData => Silent::NoTls,
        _ => Silent::Lost,
    }
}

fn shown(stream: &TlsStream<TcpStream>) -> Option<Seen> {
    let certificate = stream.get_ref().1.peer_certificates()?.first()?;
    let pairs = hash(certificate).map(|byte| format!("{byte:02X}"));
    Some(Seen {
        key: key_hash(certificate)?,
        fingerprint: pairs.join(":"),
    })
}

/// A connection to a controller, on which a person logs in.
struct Session {
    sender: SendRequest<Body>,
    /// The name that was dialled, with its port.
    host: String,
    cookie: Option<Zeroizing<String>>,
}

/// An answer.
struct Answer {
    status: StatusCode,
    head: HeaderMap,
    body: Bytes,
}

impl Session {
    async fn over(stream: TlsStream<TcpStream>, address: &Address) -> Result<Self, Silent> {
        let mut builder = http1::Builder::new();
        builder.max_buf_size(MAX_HEAD_BYTES);
        let shaken = builder.handshake(TokioIo::new(stream)).await;
        let (sender, connection) = shaken.map_err(|_| Silent::Lost)?;
        // It ends when the sender is dropped.
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to a controller ended");
            }
        });
        Ok(Self {
            sender,
            host: address.to_string(),
            cookie: None,
        })
    }

    /// Sees whether a controller answers, before anybody's password is sent: a request without a login gets a controller's refusal. That stops
    /// a mistake in the list, such as a printer's address, and nobody who wants to pass for a controller.
    async fn meet(&mut self) -> Result<(), Silent> {
        let answer = self.send(Method::GET, STATUS, String::new()).await?;
        let problem = answer::problem(&answer.body);
        let problem = problem.filter(|problem| madoguchi_faults::of_name(&problem.code).is_some());
        match (answer.status, problem) {
            (StatusCode::UNAUTHORIZED, Some(_)) => Ok(()),
            (_, problem) => Err(problem.map_or(Silent::Unknown, Silent::Said)),
        }
    }

    /// The cookie of the session that it begins.
    async fn log_in(&mut self, login: &Login) -> Result<Zeroizing<String>, Silent> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("name", &login.name)
            .append_pair("password", &login.password)
            .finish();
        let answer = self.send(Method::POST, "/login", form).await?;
        let cookie = cookie(&answer.head);
        match (answer.status, answer::problem(&answer.body), cookie) {
            (StatusCode::NO_CONTENT, _, Some(cookie)) => Ok(cookie),
            (StatusCode::UNAUTHORIZED, Some(_), _) => Err(Silent::Login),
            (_, problem, _) => Err(problem.map_or(Silent::Unknown, Silent::Said)),
        }
    }

    async fn look(&mut self) -> Result<Told, Silent> {
        let status = self.get(STATUS).await?;
        let licenses = self.get("/api/v1/licenses").await?;
        answer::told(&status, &licenses).ok_or(Silent::Unknown)
    }

    async fn get(&mut self, path: &str) -> Result<Bytes, Silent> {
        let answer = self.send(Method::GET, path, String::new()).await?;
        match answer.status {
            StatusCode::OK => Ok(answer.body),
            // A release that does not know the request.
            StatusCode::NOT_FOUND => Err(Silent::Unknown),
            _ => Err(answer::problem(&answer.body).map_or(Silent::Unknown, Silent::Said)),
        }
    }

    /// Sends a request as a page of the console would: the door takes a session's cookie from nobody else.
    async fn send(&mut self, method: Method, path: &str, form: String) -> Result<Answer, Silent> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(ORIGIN, format!("https://{}", self.host))
            .header(CONTENT_TYPE, FORM);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie.as_str());
        }
        let request = request.body(Body::from(form)).map_err(|_| Silent::Lost)?;
        self.sender.ready().await.map_err(|_| Silent::Lost)?;
        let answer = self.sender.send_request(request).await.map_err(failed)?;
        let (head, body) = answer.into_parts();
        let body = to_bytes(Body::new(body), MAX_ANSWER_BYTES).await;
        Ok(Answer {
            status: head.status,
            head: head.headers,
            body: body.map_err(|_| Silent::Unknown)?,
        })
    }
}

/// A request without an answer: what came was no HTTP, or the connection ended.
fn failed(error: hyper::Error) -> Silent {
    match error.is_parse() {
        true => Silent::Unknown,
        false => Silent::Lost,
    }
}

/// The session's cookie as it is sent back.
fn cookie(head: &HeaderMap) -> Option<Zeroizing<String>> {
    let set = head.get_all(SET_COOKIE).iter();
    let mut set = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    let is_session = |cookie: &&str| {
        let value = cookie.strip_prefix(SESSION_ON_LAN);
        value.is_some_and(|value| value.starts_with('='))
    };
    let found = set.find(is_session)?;
    Some(Zeroizing::new(found.to_owned()))
}

/// Takes whatever key signed the handshake: who that is, is judged by the key itself, before a byte is sent.
#[derive(Debug)]
struct AnyKey;

impl ServerCertVerifier for AnyKey {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        // It is not spoken.
        Err(rustls::Error::HandshakeNotComplete)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let known = &provider().signature_verification_algorithms;
        known.supported_schemes()
    }
}
