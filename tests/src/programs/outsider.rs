//! Whoever stands outside and wants in: papers of every kind, and a dial that keeps to nothing that the controller expects.

use super::PATIENCE;
use madoguchi_controller::identity::Identity;
use madoguchi_fleet::ids::Serial;
use madoguchi_link::names::SERVER_NAME;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// What somebody shows at the door: a certificate with its key, both PEM.
#[derive(Clone)]
pub struct Papers {
    certificate: String,
    key: String,
}

impl Papers {
    /// Those in a reader's folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        Self {
            certificate: read("unit.crt"),
            key: read("unit.key"),
        }
    }

    /// Made at home, for the right serial.
    #[must_use]
    pub fn self_made(serial: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = asking(serial).self_signed(&key).unwrap();
        Self {
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        }
    }

    /// As the controller with this identity signs them.
    #[must_use]
    pub fn signed(identity: &Identity, serial: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let request = asking(serial).serialize_request(&key).unwrap();
        let serial = Serial::parse(serial).unwrap();
        let signed = identity.sign_unit(&serial, request.der()).unwrap();
        Self {
            certificate: signed.certificate_pem,
            key: key.serialize_pem(),
        }
    }
}

fn asking(serial: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, serial);
    params
}

/// Shakes hands with whoever answers at an address, and shows these papers or none.
///
/// # Errors
/// When the other end refuses. (With TLS 1.3 it may do so only afterwards: see [`is_let_in`].)
pub async fn dial(to: SocketAddr, papers: Option<&Papers>) -> io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from(SERVER_NAME).unwrap();
    let connector = TlsConnector::from(Arc::new(config(papers)));
    let shaken = timeout(PATIENCE, connector.connect(name, stream)).await;
    shaken.expect("it neither let anybody in nor refused")
}

/// Whether the door opens: behind it an HTTP/2 server says hello first.
pub async fn is_let_in(to: SocketAddr, papers: Option<&Papers>) -> bool {
    let Ok(mut stream) = dial(to, papers).await else {
        return false;
    };
    let mut hello = [0; 9];
    let read = timeout(PATIENCE, stream.read_exact(&mut hello)).await;
    read.expect("it neither let anybody in nor refused").is_ok()
}

fn config(papers: Option<&Papers>) -> ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody(provider)));
    let mut config = match papers {
        None => config.with_no_client_auth(),
        Some(papers) => {
            let certificate = CertificateDer::from_pem_slice(papers.certificate.as_bytes());
            let key = PrivateKeyDer::from_pem_slice(papers.key.as_bytes());
            config
                .with_client_auth_cert(vec![certificate.unwrap()], key.unwrap())
                .unwrap()
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.resumption = Resumption::disabled();
    config
}

/// Somebody outside does not care whom he talks to.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

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
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
