//! HTTP/1.1 by hand (RFC 9112), as a browser of this PC sends it or as no browser would.

use super::soon;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// What a page of the console sends with each request.
pub const PAGE: &str = "sec-fetch-site: same-origin\r\nsec-fetch-mode: cors\r\n";

/// A connection's bytes, with TLS or without it.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// A connection.
pub struct Browser {
    stream: Box<dyn Stream>,
    address: SocketAddr,
    read: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Browser {
    pub async fn open(address: SocketAddr) -> Self {
        Self::open_from([127, 0, 0, 1], address).await
    }

    /// The same from another address of this PC.
    pub async fn open_from(source: [u8; 4], address: SocketAddr) -> Self {
        Self::over(dialled(source, address).await, address)
    }

    /// The same over TLS, as a browser in which a person went on behind the warning; and the certificate that it showed.
    pub async fn open_tls(
        source: [u8; 4],
        address: SocketAddr,
    ) -> std::io::Result<(Self, CertificateDer<'static>)> {
        let stream = dialled(source, address).await;
        let connector = TlsConnector::from(Arc::new(trusting()));
        let name = ServerName::IpAddress(address.ip().into());
        let stream = soon(connector.connect(name, stream)).await?;
        let shown = stream.get_ref().1.peer_certificates().unwrap()[0].clone();
        Ok((Self::over(stream, address), shown.into_owned()))
    }

    fn over(stream: impl Stream + 'static, address: SocketAddr) -> Self {
        Self {
            stream: Box::new(stream),
            address,
            read: Vec::new(),
        }
    }

    /// Sends a request with these header lines.
    pub async fn send(&mut self, what: &str, lines: &str, body: &str) {
        let host = self.address.to_string();
        self.send_to(&host, what, lines, body).await;
    }

    /// The same, to another name.
    pub async fn send_to(&mut self, host: &str, what: &str, lines: &str, body: &str) {
        let length = body.len();
        let head = format!(
            "{what} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n{lines}\r\n{body}"
        );
        self.bytes(head.as_bytes()).await.unwrap();
    }

    pub async fn bytes(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        soon(self.stream.write_all(bytes)).await?;
        soon(self.stream.flush()).await
    }

    /// Asks and takes the whole answer.
    pub async fn ask(&mut self, what: &str, lines: &str, body: &str) -> Answer {
        self.send(what, lines, body).await;
        self.answer().await.expect("an answer")
    }

    /// The next answer whole; `None` where the connection ended before it.
    pub async fn answer(&mut self) -> Option<Answer> {
        let head = self.head().await?;
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        while self.read.len() < length {
            self.more().await?;
        }
        let body = self.read.drain(..length).collect();
        Some(Answer {
            status: head[9..12].parse().unwrap(),
            body: String::from_utf8(body).unwrap(),
            head,
        })
    }

    /// The head of the next answer.
    pub async fn head(&mut self) -> Option<String> {
        self.until(b"\r\n\r\n").await
    }

    /// The data of the next event of this name in an answer that goes on.
    pub async fn event(&mut self, name: &str) -> Option<serde_json::Value> {
        let wanted = format!("event: {name}\n");
        loop {
            let event = self.until(b"\n\n").await?;
            if let Some(at) = event.find(&wanted) {
                let data = event[at..]
                    .lines()
                    .find_map(|line| line.strip_prefix("data: "));
                return Some(serde_json::from_str(data.unwrap()).unwrap());
            }
        }
    }

    async fn until(&mut self, end: &[u8]) -> Option<String> {
        loop {
            if let Some(at) = self.read.windows(end.len()).position(|bytes| bytes == end) {
                let text = self.read.drain(..at + end.len()).collect();
                return Some(String::from_utf8(text).unwrap());
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Option<()> {
        let mut bytes = vec![0; 64 * 1024];
        let read = soon(self.stream.read(&mut bytes)).await.ok()?;
        self.read.extend(&bytes[..read]);
        (read > 0).then_some(())
    }
}

async fn dialled(source: [u8; 4], address: SocketAddr) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((source, 0))).unwrap();
    soon(socket.connect(address)).await.unwrap()
}

/// A client's TLS that takes whatever certificate it is shown.
fn trusting() -> ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    let mut config = builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Trusting))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

#[derive(Debug)]
struct Trusting;

impl ServerCertVerifier for Trusting {
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
        Err(rustls::Error::General("TLS 1.2 is not spoken".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}
