//! A controller that is played by hand. Each run of it is a runtime of its own, so that stopping it cuts every
//! connection at once; the port stays ours, so that the next run finds it free.

use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;

use madoguchi_proto::v1::attach_response::Frame;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::reader_gateway_server::{ReaderGateway, ReaderGatewayServer};
use madoguchi_proto::v1::{
    Assignment, AttachRequest, AttachResponse, Call, Environment, Hello, LogPart, Welcome,
    attach_request,
};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tokio_stream::{Stream, StreamExt};
use tonic::{Request, Response, Status, Streaming};

use super::pki::Pki;
use crate::soon;

pub(crate) struct Controller {
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    running: Option<Runtime>,
    connections: mpsc::Receiver<Connection>,
}

/// One attached unit.
pub(crate) struct Connection {
    inbound: Streaming<AttachRequest>,
    outbound: mpsc::Sender<Result<AttachResponse, Status>>,
}

impl Controller {
    pub(crate) fn start(pki: &Pki) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let mut controller = Self {
            listener,
            tls: Arc::new(tls(pki)),
            running: None,
            connections: mpsc::channel(1).1,
        };
        controller.restart();
        controller
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap()
    }

    pub(crate) fn stop(&mut self) {
        if let Some(runtime) = self.running.take() {
            runtime.shutdown_background();
        }
    }

    pub(crate) fn restart(&mut self) {
        self.stop();
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let (attached, connections) = mpsc::channel(16);
        self.connections = connections;
        let listener = self.listener.try_clone().unwrap();
        runtime.spawn(serve(listener, Arc::clone(&self.tls), attached));
        self.running = Some(runtime);
    }

    /// It goes on to hold its connections, but answers nothing, until what is returned is dropped.
    pub(crate) fn freeze(&self) -> std::sync::mpsc::Sender<()> {
        let (thaw, thawed) = std::sync::mpsc::channel();
        // Its only thread waits here.
        self.running
            .as_ref()
            .unwrap()
            .spawn(async move { thawed.recv().ok() });
        thaw
    }

    pub(crate) async fn connection(&mut self) -> Connection {
        soon("a connection", self.connections.recv()).await.unwrap()
    }
}

impl Drop for Controller {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Connection {
    async fn frame(&mut self) -> attach_request::Frame {
        let message = soon("a frame", self.inbound.message()).await;
        message.unwrap().expect("the agent goes on").frame.unwrap()
    }

    pub(crate) async fn hello(&mut self) -> Hello {
        match self.frame().await {
            attach_request::Frame::Hello(hello) => hello,
            other => panic!("Hello comes first: {other:?}"),
        }
    }

    pub(crate) async fn event(&mut self) -> (u64, Event) {
        match self.frame().await {
            attach_request::Frame::Event(event) => (event.sequence, event.event.unwrap()),
            other => panic!("not an event: {other:?}"),
        }
    }

    pub(crate) async fn log_part(&mut self) -> LogPart {
        match self.frame().await {
            attach_request::Frame::LogPart(part) => part,
            other => panic!("not a part of the log: {other:?}"),
        }
    }

    /// Says a frame of a kind that nobody here knows.
    pub(crate) async fn say_nothing_known(&self) {
        let frame = AttachResponse { frame: None };
        self.outbound.send(Ok(frame)).await.unwrap();
    }

    pub(crate) async fn say(&self, frame: Frame) {
        let frame = AttachResponse { frame: Some(frame) };
        self.outbound.send(Ok(frame)).await.unwrap();
    }
}

pub(crate) fn welcome() -> Frame {
    Frame::Welcome(Welcome {
        protocol: 1,
        fleet_time_ms: 1_800_000_000_000,
        environment: Environment::Test.into(),
        ..Welcome::default()
    })
}

pub(crate) fn call(ticket_id: u64) -> Frame {
    Frame::Call(Call {
        assignment: Some(Assignment {
            ticket_id,
            attempt: 1,
        }),
        number: ticket_id.to_string(),
        expires_in_ms: 90_000,
    })
}

fn tls(pki: &Pki) -> ServerConfig {
    let mut roots = RootCertStore::empty();
    roots.add(pki.authority.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let clients =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_client_cert_verifier(clients.build().unwrap())
        .with_single_cert(vec![pki.server.clone()], pki.server_key())
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    config
}

async fn serve(listener: TcpListener, tls: Arc<ServerConfig>, attached: mpsc::Sender<Connection>) {
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    let acceptor = TlsAcceptor::from(tls);
    let (ready, incoming) = mpsc::channel(16);
    tokio::spawn(async move {
        loop {
            let (plain, _) = listener.accept().await.unwrap();
            // A handshake that fails is the agent's to report.
            if let Ok(secured) = acceptor.accept(plain).await {
                ready.send(Ok::<_, std::io::Error>(secured)).await.unwrap();
            }
        }
    });
    tonic::transport::Server::builder()
        .add_service(ReaderGatewayServer::new(Gateway { attached }))
        .serve_with_incoming(ReceiverStream::new(incoming))
        .await
        .unwrap();
}

struct Gateway {
    attached: mpsc::Sender<Connection>,
}

#[tonic::async_trait]
impl ReaderGateway for Gateway {
    type AttachStream = Pin<Box<dyn Stream<Item = Result<AttachResponse, Status>> + Send>>;

    async fn attach(
        &self,
        request: Request<Streaming<AttachRequest>>,
    ) -> Result<Response<Self::AttachStream>, Status> {
        let (outbound, frames) = mpsc::channel(16);
        let connection = Connection {
            inbound: request.into_inner(),
            outbound,
        };
        self.attached.send(connection).await.unwrap();
        Ok(Response::new(Box::pin(
            ReceiverStream::new(frames).map(|frame| frame),
        )))
    }
}
