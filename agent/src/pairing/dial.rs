//! Connects to the pairing port by TLS 1.3. Any certificate is accepted and remembered: the digits are made from it, and people compare
//! them.

use std::io;
use std::sync::{Arc, OnceLock};

use hyper_util::rt::TokioIo;
use madoguchi_link::bounds::MAX_FRAME_TO_READER_BYTES;
use madoguchi_link::certificate::provider;
use madoguchi_link::client;
use madoguchi_link::names::SERVER_NAME;
use madoguchi_proto::v1::pairing_client::PairingClient;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::Channel;

use crate::endpoint::endpoint;
use crate::target::Target;

/// A connection, and its server's certificate. The handshake proved that the server has the key.
#[derive(Debug)]
pub(super) struct Dialled {
    pub client: PairingClient<Channel>,
    pub server: CertificateDer<'static>,
}

pub(super) async fn dial(to: &Target) -> Result<Dialled, Box<dyn std::error::Error + Send + Sync>> {
    let (to, shown) = (to.clone(), Arc::new(OnceLock::new()));
    let seen = Arc::clone(&shown);
    let connector = tower::service_fn(move |_: http::Uri| {
        let (seen, to) = (Arc::clone(&seen), to.clone());
        async move {
            let (stream, certificate) = connect(&to).await?;
            // The digits belong to one connection; a second one behind the same channel would have another certificate.
            seen.set(certificate)
                .map_err(|_| io::Error::other("the connection was lost"))?;
            Ok::<_, io::Error>(TokioIo::new(stream))
        }
    });
    let channel = endpoint().connect_with_connector(connector).await?;
    let server = shown.get().cloned().ok_or("no connection")?;
    let client = PairingClient::new(channel).max_decoding_message_size(MAX_FRAME_TO_READER_BYTES);
    Ok(Dialled { client, server })
}

async fn connect(to: &Target) -> io::Result<(TlsStream<TcpStream>, CertificateDer<'static>)> {
    let name = ServerName::try_from(SERVER_NAME).map_err(io::Error::other)?;
    let connector = TlsConnector::from(Arc::new(tls().map_err(io::Error::other)?));
    let secure = |plain: TcpStream| connector.connect(name.clone(), plain);
    let stream = to.dial(secure).await?;
    let shown = stream.get_ref().1.peer_certificates();
    let certificate = shown.and_then(<[_]>::first).cloned();
    let certificate = certificate.ok_or_else(|| io::Error::other("no certificate"))?;
    Ok((stream, certificate.into_owned()))
}

fn tls() -> Result<ClientConfig, rustls::Error> {
    let anybody = Anybody(provider().signature_verification_algorithms);
    client::config(Arc::new(anybody), None)
}

/// Accepts any certificate whose key the server has. People decide who the server is.
#[derive(Debug)]
struct Anybody(WebPkiSupportedAlgorithms);

impl ServerCertVerifier for Anybody {
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
        Err(rustls::Error::General("TLS 1.3 alone is spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}
