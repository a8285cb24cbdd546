//! A controller's identity in a folder of its own, units with papers of it, and their TLS connections.

use hyper_util::rt::TokioIo;
use madoguchi_controller::identity::{Identity, SignedUnit};
use madoguchi_controller::tls::{Bounds, FleetNow, Incoming};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::time::FleetTime;
use madoguchi_link::certificate::provider;
use madoguchi_link::names::{ALPN, SERVER_NAME};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, RootCertStore};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::{Channel, Endpoint, Uri};

/// A controller's identity in a folder of its own.
pub struct Office {
    pub folder: TempDir,
    pub identity: Arc<Identity>,
}

impl Office {
    pub fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let identity = Arc::new(Identity::open_or_create(folder.path()).unwrap());
        Self { folder, identity }
    }

    pub fn unit(&self, serial: &str) -> Unit {
        let key = KeyPair::generate().unwrap();
        let signed = self
            .identity
            .sign_unit(&Serial::parse(serial).unwrap(), &request(&key))
            .unwrap();
        Unit { key, signed }
    }

    /// A door of this controller, on a free port.
    pub async fn door(&self, bounds: Bounds) -> (SocketAddr, Incoming) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let config = self.identity.gateway_tls().unwrap();
        (address, Incoming::new(listener, config, bounds))
    }

    /// A client of this controller, with a unit's credentials or none.
    pub fn client(&self, unit: Option<&Unit>) -> Arc<ClientConfig> {
        self.showing(unit.map(|unit| (vec![unit.certificate()], unit.private_key())))
    }

    /// One that shows these certificates.
    pub fn client_showing(
        &self,
        shown: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
    ) -> Arc<ClientConfig> {
        self.showing(Some((shown, key)))
    }

    fn showing(
        &self,
        shown: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
    ) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        let pem = self.identity.authority_pem().as_bytes();
        roots
            .add(CertificateDer::from_pem_slice(pem).unwrap())
            .unwrap();
        let builder = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_root_certificates(roots);
        let mut config = match shown {
            None => builder.with_no_client_auth(),
            Some((shown, key)) => {
                let key = provider().key_provider.load_private_key(key).unwrap();
                // Not compared with the certificate, as a thief would not.
                let shown = SingleCertAndKey::from(CertifiedKey::new(shown, key));
                builder.with_client_cert_resolver(Arc::new(shown))
            }
        };
        config.alpn_protocols = vec![ALPN.to_vec()];
        Arc::new(config)
    }
}

/// A reader's credentials.
pub struct Unit {
    pub key: KeyPair,
    pub signed: SignedUnit,
}

impl Unit {
    pub fn certificate(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(self.signed.certificate_pem.as_bytes()).unwrap()
    }

    fn private_key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.serialize_der().into())
    }
}

/// A plain certificate request.
pub fn request(key: &KeyPair) -> Vec<u8> {
    let params = CertificateParams::default();
    params.serialize_request(key).unwrap().der().to_vec()
}

/// Fleet time that stands still.
pub fn at(time: FleetTime) -> FleetNow {
    Arc::new(move || time)
}

/// Shakes hands.
pub async fn dial(to: SocketAddr, config: Arc<ClientConfig>) -> io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(to).await?;
    let name = ServerName::try_from(SERVER_NAME).unwrap();
    TlsConnector::from(config).connect(name, stream).await
}

/// A gRPC channel.
pub async fn channel(
    to: SocketAddr,
    config: Arc<ClientConfig>,
) -> Result<Channel, tonic::transport::Error> {
    let connector = tower::service_fn(move |_: Uri| {
        let config = Arc::clone(&config);
        async move { dial(to, config).await.map(TokioIo::new) }
    });
    Endpoint::from_static("http://controller.madoguchi.internal")
        .connect_with_connector(connector)
        .await
}
