//! A reader that says what it likes: real credentials, real mTLS, and frames that a test makes up.

use super::{Clinic, PATIENCE};
use hyper_util::rt::TokioIo;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use madoguchi_proto::v1::{AttachRequest, AttachResponse, Environment, Hello, ReaderEvent, Text};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_rustls::TlsConnector;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use tonic::transport::{Channel, Endpoint, Uri};

/// A connection of a reader that keeps to nothing.
#[derive(Debug)]
pub struct Intruder {
    runtime: Runtime,
    up: mpsc::Sender<AttachRequest>,
    down: Streaming<AttachResponse>,
}

impl Intruder {
    /// Attaches as reader `n` of the clinic, with the credentials that were enrolled for it.
    #[must_use]
    pub fn attach(clinic: &Clinic, n: usize) -> Self {
        let folder = clinic.path().join(format!("reader-{n}"));
        Self::attach_with(clinic.gateway(), &folder, Self::hello(n))
    }

    /// The same, with this first frame.
    #[must_use]
    pub fn attach_with(gateway: SocketAddr, credentials: &Path, hello: Hello) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let tls = tls(credentials);
        let (up, frames) = mpsc::channel(4);
        let down = runtime.block_on(async {
            up.send(AttachRequest {
                frame: Some(Up::Hello(hello)),
            })
            .await
            .unwrap();
            let mut client = ReaderGatewayClient::new(channel(gateway, tls).await);
            client.attach(ReceiverStream::new(frames)).await.unwrap()
        });
        Self {
            runtime,
            up,
            down: down.into_inner(),
        }
    }

    /// What the agent of reader `n` says first.
    #[must_use]
    pub fn hello(n: usize) -> Hello {
        Hello {
            factory_key: Vec::new(),
            factory_proof: Vec::new(),
            protocol_oldest: 1,
            protocol_newest: 1,
            serial: Clinic::serial(n),
            software: "test 1".to_owned(),
            virtual_port: format!("1-{n}"),
            environment: Environment::Test.into(),
            ..Hello::default()
        }
    }

    /// Sends an event under this sequence; `false` once nobody takes it any more.
    pub fn say(&self, sequence: u64, event: Event) -> bool {
        let event = Some(event);
        let frame = Some(Up::Event(ReaderEvent {
            sequence,
            event,
            clock_ms: 0,
        }));
        self.frame(AttachRequest { frame })
    }

    /// Sends any frame; `false` once nobody takes it any more.
    pub fn frame(&self, frame: AttachRequest) -> bool {
        let sent = async { tokio::time::timeout(PATIENCE, self.up.send(frame)).await };
        self.runtime.block_on(sent).unwrap().is_ok()
    }

    /// The next frame; `None` at the end.
    pub fn hears(&mut self) -> Option<Down> {
        let Self { runtime, down, .. } = self;
        let next = runtime.block_on(async { tokio::time::timeout(PATIENCE, down.message()).await });
        next.expect("it was told nothing").unwrap()?.frame
    }

    /// Waits until everything up to this sequence is durable.
    pub fn acknowledged(&mut self, sequence: u64) {
        loop {
            match self.hears().expect("an acknowledgement") {
                Down::Acknowledge(ack) if ack.sequence >= sequence => return,
                Down::Closing(closing) => panic!("{closing:?}"),
                _ => {}
            }
        }
    }

    /// Waits for a verdict that refuses it, and gives the code: of an admission, or of the last word.
    pub fn refused(&mut self) -> String {
        loop {
            match self.hears().expect("a verdict") {
                Down::Admission(admission) => {
                    assert!(!admission.serves, "{admission:?}");
                    return admission.verdict.replace("refused:", "");
                }
                Down::Closing(closing) => return closing.reason.unwrap().code,
                _ => {}
            }
        }
    }

    /// Waits for the last word, and gives it.
    pub fn closed(&mut self) -> Text {
        loop {
            if let Down::Closing(closing) = self.hears().expect("a last word") {
                return closing.reason.unwrap();
            }
        }
    }
}

fn tls(credentials: &Path) -> Arc<ClientConfig> {
    let read = |name: &str| fs::read(credentials.join(name)).unwrap();
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(&read("ca.crt")).unwrap();
    roots.add(authority).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificate = CertificateDer::from_pem_slice(&read("unit.crt")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(&read("unit.key")).unwrap();
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_client_auth_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    Arc::new(config)
}

async fn channel(to: SocketAddr, config: Arc<ClientConfig>) -> Channel {
    let connector = tower::service_fn(move |_: Uri| {
        let connector = TlsConnector::from(Arc::clone(&config));
        async move {
            let stream = TcpStream::connect(to).await?;
            let name = ServerName::try_from("controller.madoguchi.internal").unwrap();
            connector.connect(name, stream).await.map(TokioIo::new)
        }
    });
    Endpoint::from_static("http://controller.madoguchi.internal")
        .connect_with_connector(connector)
        .await
        .unwrap()
}
