//! TLS and gRPC as programs and readers speak it, the same for the product and for what it is compared with:
//! TLS 1.3 with ring, HTTP/2, no delay; the desk by a token, the gateway by a client certificate.

use hyper_util::rt::TokioIo;
use madoguchi_controller::identity::Identity;
use madoguchi_controller::tls::unit_of;
use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use madoguchi_link::certificate::provider;
use madoguchi_link::names::{ALPN, SERVER_NAME};
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::version::TLS13;
use rustls::{ClientConfig, RootCertStore};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// The desk, with its token on each call.
pub type Desk = FrontDeskClient<InterceptedService<Channel, Token>>;
/// The gateway.
pub type Gateway = ReaderGatewayClient<Channel>;

/// Puts the token on each call.
#[derive(Debug, Clone)]
pub struct Token(pub MetadataValue<Ascii>);

impl Interceptor for Token {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let token = self.0.clone();
        request.metadata_mut().insert("authorization", token);
        Ok(request)
    }
}

/// A unit's key and certificate.
#[derive(Debug)]
pub struct Credentials {
    certificate: CertificateDer<'static>,
    /// PKCS #8, DER.
    key: Vec<u8>,
    pub serial: Serial,
    pub fingerprint: KeyFingerprint,
}

impl Credentials {
    /// A new key, signed by the controller's CA as `unit enroll` has it signed.
    pub fn signed(identity: &Identity, serial: &Serial) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        let name = &mut params.distinguished_name;
        name.push(DnType::CommonName, serial.as_str());
        let request = params.serialize_request(&key).unwrap();
        let signed = identity.sign_unit(serial, request.der()).unwrap();
        Self {
            certificate: CertificateDer::from_pem_slice(signed.certificate_pem.as_bytes()).unwrap(),
            key: key.serialize_der(),
            serial: serial.clone(),
            fingerprint: signed.key,
        }
    }
}

impl Credentials {
    /// Those that `unit enroll` laid into a folder.
    pub fn in_folder(folder: &Path) -> Self {
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
        let certificate = CertificateDer::from_pem_slice(&read("unit.crt")).unwrap();
        let key = PrivatePkcs8KeyDer::from_pem_slice(&read("unit.key")).unwrap();
        let (serial, fingerprint) = unit_of(&certificate).unwrap();
        Self {
            certificate,
            key: key.secret_pkcs8_der().to_vec(),
            serial,
            fingerprint,
        }
    }
}

/// A program's connection to a desk.
pub async fn desk(identity: &Identity, address: SocketAddr, token: Token) -> Desk {
    let channel = channel(address, config(identity, None)).await.unwrap();
    FrontDeskClient::with_interceptor(channel, token)
}

/// A reader's connection to a gateway.
pub async fn gateway(identity: &Identity, address: SocketAddr, unit: &Credentials) -> Gateway {
    try_gateway(identity, address, unit).await.unwrap()
}

/// The same, for whoever may be kept out.
pub async fn try_gateway(
    identity: &Identity,
    address: SocketAddr,
    unit: &Credentials,
) -> Result<Gateway, tonic::transport::Error> {
    let channel = channel(address, config(identity, Some(unit))).await?;
    Ok(ReaderGatewayClient::new(channel))
}

fn config(identity: &Identity, unit: Option<&Credentials>) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(identity.authority_pem().as_bytes()).unwrap();
    roots.add(authority).unwrap();
    let config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])
        .unwrap()
        .with_root_certificates(roots);
    let mut config = match unit {
        None => config.with_no_client_auth(),
        Some(unit) => {
            let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(unit.key.clone()));
            config
                .with_client_auth_cert(vec![unit.certificate.clone()], key)
                .unwrap()
        }
    };
    config.alpn_protocols = vec![ALPN.to_vec()];
    config.resumption = Resumption::disabled();
    Arc::new(config)
}

async fn channel(
    address: SocketAddr,
    config: Arc<ClientConfig>,
) -> Result<Channel, tonic::transport::Error> {
    let dial = tower::service_fn(move |_| {
        let connector = TlsConnector::from(Arc::clone(&config));
        async move {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let name = ServerName::try_from(SERVER_NAME).map_err(std::io::Error::other)?;
            connector.connect(name, stream).await.map(TokioIo::new)
        }
    });
    // Only a name: the connector knows where to go.
    let endpoint = Endpoint::from_static("http://controller.madoguchi.internal");
    endpoint.connect_with_connector(dial).await
}
