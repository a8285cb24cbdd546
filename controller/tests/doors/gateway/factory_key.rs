//! A reader that has a factory key proves it on its own connection, and on no other (RULES, "Licenses").

use crate::support::papers::{Office, Unit, dial};
use crate::support::soon;
use ed25519_dalek::{Signer, SigningKey};
use hyper_util::rt::TokioIo;
use madoguchi_controller::engine::ActError;
use madoguchi_controller::gateway::{self, Answers, Engine, Gateway, Outbox};
use madoguchi_controller::tls::{Bounds, UnitIdentity};
use madoguchi_fleet::command::{Act, Attach, Command};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::wish::Counter;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::client::TlsStream;
use tonic::Streaming;
use tonic::transport::{Endpoint, Uri};

const SERIAL: &str = "CR-1";

/// An engine that tells of every unit that attaches.
#[derive(Debug, Clone)]
struct Listening(mpsc::UnboundedSender<Attach>);

impl Engine for Listening {
    async fn act(&self, act: Act) -> Result<Answer, ActError> {
        if let Command::Attach(attach) = act.command {
            self.0.send(*attach).unwrap();
        }
        Ok(Answer::Done)
    }

    async fn hand_over(&self, acts: Vec<Act>) -> Result<Answers, ActError> {
        Ok(Box::pin(async move {
            acts.iter().map(|_| Ok(Answer::Done)).collect()
        }))
    }

    async fn welcome(&self, _unit: &UnitIdentity) -> Option<Counter> {
        Some(Counter::default())
    }
}

struct Clinic {
    office: Office,
    unit: Unit,
    address: SocketAddr,
    attached: mpsc::UnboundedReceiver<Attach>,
}

impl Clinic {
    async fn open() -> Self {
        let office = Office::open();
        let (address, incoming) = office.door(Bounds::LOOPBACK).await;
        let context = super::context(&office);
        let (told, attached) = mpsc::unbounded_channel();
        let service = Gateway::new(Listening(told), context, Outbox::new());
        tokio::spawn(gateway::serve(service, incoming, std::future::pending()));
        let unit = office.unit(SERIAL);
        Self {
            office,
            unit,
            address,
            attached,
        }
    }

    async fn connection(&self) -> TlsStream<TcpStream> {
        let config = self.office.client(Some(&self.unit));
        soon(dial(self.address, config)).await.unwrap()
    }
}

/// What both ends of a connection can work out, and nobody else.
fn exported(stream: &TlsStream<TcpStream>) -> [u8; 32] {
    let label = b"EXPORTER-madoguchi-factory-key";
    let session = stream.get_ref().1;
    session
        .export_keying_material([0; 32], label, None)
        .unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn proof(serial: &str, exported: [u8; 32]) -> Vec<u8> {
    let context = b"madoguchi.v1.factory_key\0";
    let message = [&context[..], serial.as_bytes(), b"\0", &exported].concat();
    key().sign(&message).to_bytes().to_vec()
}

/// Says hello on a connection: what is heard first.
async fn greet(stream: TlsStream<TcpStream>, key: Vec<u8>, proof: Vec<u8>) -> Heard {
    let once = Arc::new(Mutex::new(Some(stream)));
    let connector = tower::service_fn(move |_: Uri| {
        let stream = once.lock().unwrap().take();
        async move {
            let stream = stream.ok_or(std::io::ErrorKind::ConnectionReset)?;
            Ok::<_, std::io::Error>(TokioIo::new(stream))
        }
    });
    let endpoint = Endpoint::from_static("http://controller.madoguchi.internal");
    let channel = endpoint.connect_with_connector(connector).await.unwrap();
    let hello = v1::Hello {
        factory_key: key,
        factory_proof: proof,
        protocol_oldest: 1,
        protocol_newest: 1,
        serial: SERIAL.to_owned(),
        virtual_port: "1-1".to_owned(),
        environment: v1::Environment::Test.into(),
        ..v1::Hello::default()
    };
    let first = v1::AttachRequest {
        frame: Some(Up::Hello(hello)),
    };
    let frames = tokio_stream::StreamExt::chain(
        tokio_stream::once(first),
        tokio_stream::pending::<v1::AttachRequest>(),
    );
    let mut client = ReaderGatewayClient::new(channel);
    let mut down = soon(client.attach(frames)).await.unwrap().into_inner();
    let first = soon(down.message()).await.unwrap().unwrap().frame.unwrap();
    Heard { first, _down: down }
}

struct Heard {
    first: Down,
    _down: Streaming<v1::AttachResponse>,
}

impl Heard {
    fn refusal(&self) -> &str {
        match &self.first {
            Down::Closing(closing) => &closing.reason.as_ref().unwrap().code,
            other => panic!("{other:?} instead of a refusal"),
        }
    }
}

fn public() -> Vec<u8> {
    key().verifying_key().to_bytes().to_vec()
}

#[tokio::test]
async fn a_proof_for_this_connection_brings_the_factory_key_to_the_fleet() {
    let mut clinic = Clinic::open().await;
    let connection = clinic.connection().await;
    let proof = proof(SERIAL, exported(&connection));
    let heard = greet(connection, public(), proof).await;
    assert!(matches!(heard.first, Down::Welcome(_)), "{:?}", heard.first);
    let attach = soon(clinic.attached.recv()).await.unwrap();
    assert_eq!(
        attach.factory_key.as_ref().map(|key| key.to_vec()),
        Some(public())
    );
}

#[tokio::test]
async fn a_proof_of_another_connection_is_refused_when_it_is_replayed() {
    let mut clinic = Clinic::open().await;
    let (first, second) = (clinic.connection().await, clinic.connection().await);
    let overheard = proof(SERIAL, exported(&first));
    let heard = greet(second, public(), overheard).await;
    assert_eq!(heard.refusal(), "factory-key-unproved");
    assert!(
        clinic.attached.try_recv().is_err(),
        "the fleet hears nothing"
    );
}

#[tokio::test]
async fn a_key_is_not_taken_at_its_word_nor_another_units_proof() {
    let clinic = Clinic::open().await;
    let connection = clinic.connection().await;
    let others = proof("CR-2", exported(&connection));
    let heard = greet(connection, public(), others).await;
    assert_eq!(heard.refusal(), "factory-key-unproved");
    let heard = greet(clinic.connection().await, public(), Vec::new()).await;
    assert_eq!(heard.refusal(), "bad-frame");
}

#[tokio::test]
async fn a_reader_without_a_factory_key_attaches_as_ever() {
    let mut clinic = Clinic::open().await;
    let heard = greet(clinic.connection().await, Vec::new(), Vec::new()).await;
    assert!(matches!(heard.first, Down::Welcome(_)));
    let attach = soon(clinic.attached.recv()).await.unwrap();
    assert_eq!(attach.factory_key, None);
}
