//! What the tests of bounds share: a whole controller, a reader that must be served whatever the others do, and what
//! the log says meanwhile.
#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::expect_used)]

#[path = "../gateway_lab/mod.rs"]
mod gateway_lab;
pub mod raw;

pub use gateway_lab::{MORNING, Office, Unit, at, channel, dial, request, soon};

use madoguchi_controller::config::{Listen, Policy};
use madoguchi_controller::identity::{DeskAccess, Identity};
use madoguchi_controller::serve::{Controller, Keep, Parts, Running, UnitRules};
use madoguchi_controller::tls;
use madoguchi_fleet::command::{Act, AddTicket, Command, EnrollUnit};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Number, RequestId, Serial};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Counter;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use rcgen::KeyPair;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tracing_subscriber::fmt::MakeWriter;

/// What the controller writes to its log, of all tests in this program.
#[derive(Debug, Clone, Default)]
pub struct Page(Arc<Mutex<Vec<u8>>>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Page {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

static PAGE: OnceLock<Page> = OnceLock::new();

fn page() -> &'static Page {
    PAGE.get_or_init(|| {
        let page = Page::default();
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter("info,tonic::transport::server=debug")
            .with_writer(page.clone())
            .init();
        page
    })
}

/// From now on what is logged can be waited for.
pub fn listen_to_the_log() {
    page();
}

/// A controller's identity alone.
pub fn office() -> Office {
    Office::open()
}

/// Waits for a line of the log that has all of these words.
pub async fn logged(words: &[&str]) -> String {
    let text = || String::from_utf8(page().0.lock().unwrap().clone()).unwrap();
    let found = async {
        loop {
            let has = |line: &&str| words.iter().all(|word| line.contains(word));
            if let Some(line) = text().lines().find(has) {
                return line.to_owned();
            }
            tokio::task::yield_now().await;
        }
    };
    match tokio::time::timeout(gateway_lab::PATIENCE, found).await {
        Ok(line) => line,
        Err(_) => panic!("no line with {words:?} in the log:\n{}", text()),
    }
}

/// The token of a desk, on each call.
#[derive(Clone)]
pub struct Token(MetadataValue<Ascii>);

impl Interceptor for Token {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request
            .metadata_mut()
            .insert("authorization", self.0.clone());
        Ok(request)
    }
}

pub type Wire = InterceptedService<Channel, Token>;

/// A whole controller, and one reader that serves.
pub struct Clinic {
    folder: TempDir,
    pub identity: Identity,
    pub running: Running,
    requests: AtomicU64,
}

impl Clinic {
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        page();
        let folder = TempDir::new().unwrap();
        let identity = Identity::open_or_create(folder.path(), MORNING).unwrap();
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut settings = Settings {
            environment: Environment::Test,
            ..Settings::default()
        };
        change(&mut settings);
        let parts = Parts {
            data_dir: folder.path().to_owned(),
            policy: Policy::Loopback,
            gateway: Listen::At(free),
            pairing: Listen::At(free),
            link: madoguchi_controller::link::Settings::default(),
            desk_listen: free,
            settings,
            keep: Keep::Memory,
            wall: madoguchi_controller::engine::Wall::Own(madoguchi_fleet::time::TimeOfDay(
                MORNING.0,
            )),
            speed: 1,
            trust: Arc::new(Trust::nobody(Environment::Test)),
            units: UnitRules::default(),
        };
        let running = soon(Controller::start(parts)).await.unwrap();
        Self {
            folder,
            identity,
            running,
            requests: AtomicU64::new(1),
        }
    }

    pub fn request(&self) -> RequestId {
        let n = self.requests.fetch_add(1, Ordering::Relaxed);
        RequestId((u128::from(n) << 64 | 1).to_be_bytes())
    }

    pub async fn act(&self, command: Command) -> Answer {
        let act = Act::staff(self.request(), command);
        soon(self.running.handle.act(act)).await.unwrap()
    }

    pub fn desk_access(&self) -> DeskAccess {
        DeskAccess::read(self.folder.path()).unwrap()
    }

    /// A program on this PC with the token.
    pub async fn desk(&self) -> Wire {
        let access = self.desk_access();
        let channel = soon(access.connect()).await.unwrap();
        InterceptedService::new(channel, Token(access.authorization()))
    }

    /// Enrols a unit.
    pub async fn unit(&self, serial: &str) -> Unit {
        let key = KeyPair::generate().unwrap();
        let serial = Serial::parse(serial).unwrap();
        let signed = self.identity.sign_unit(&serial, &request(&key), MORNING);
        let unit = Unit {
            key,
            signed: signed.unwrap(),
        };
        self.act(Command::EnrollUnit(EnrollUnit {
            cable: String::new(),
            serial,
            installation: self.running.installation,
            key: unit.signed.key,
            edition: Edition::Single,
            counter: Counter {
                name: "窓口".to_owned(),
                ..Counter::default()
            },
        }))
        .await;
        unit
    }

    /// TLS as a unit has it, or without a certificate.
    pub fn client(&self, unit: Option<&Unit>) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        let pem = self.identity.authority_pem().as_bytes();
        roots
            .add(CertificateDer::from_pem_slice(pem).unwrap())
            .unwrap();
        let builder = ClientConfig::builder_with_provider(tls::provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_root_certificates(roots);
        let mut config = match unit {
            None => builder.with_no_client_auth(),
            Some(unit) => {
                let key = rustls::pki_types::PrivateKeyDer::Pkcs8(unit.key.serialize_der().into());
                builder
                    .with_client_auth_cert(vec![unit.certificate()], key)
                    .unwrap()
            }
        };
        config.alpn_protocols = vec![tls::ALPN.to_vec()];
        Arc::new(config)
    }

    /// Attaches with this as the first frame.
    pub async fn attach(&self, unit: &Unit, first: Up) -> Reader {
        let connected = channel(self.running.gateway_addr.unwrap(), self.client(Some(unit)));
        let channel = soon(connected).await.unwrap();
        let (up, frames) = mpsc::channel(16);
        up.send(v1::AttachRequest { frame: Some(first) })
            .await
            .unwrap();
        let mut client = ReaderGatewayClient::new(channel);
        let down = soon(client.attach(ReceiverStream::new(frames)));
        Reader {
            up,
            down: down.await.unwrap().into_inner(),
            sequence: 0,
        }
    }

    /// A reader that serves: the first one has the included seat.
    pub async fn serving(&self, serial: &str) -> Reader {
        let unit = self.unit(serial).await;
        let mut reader = self.attach(&unit, Up::Hello(hello(serial, "1-1"))).await;
        loop {
            if let Down::Admission(admission) = reader.next().await.expect("a verdict") {
                assert!(admission.serves, "{admission:?}");
                return reader;
            }
        }
    }

    /// A patient comes, is called at that reader, is verified and goes: it serves.
    pub async fn serves(&self, reader: &mut Reader) {
        let add = Command::AddTicket(AddTicket::default());
        let Answer::Ticket(id) = self.act(add).await else {
            panic!("no ticket");
        };
        let assignment = loop {
            if let Down::Call(call) = reader.next().await.expect("a call") {
                break call.assignment;
            }
        };
        assert_eq!(assignment.map(|a| a.ticket_id), Some(id.0));
        let session_id = id.0.to_be_bytes().repeat(2);
        reader
            .say(Event::CardPlaced(v1::CardPlaced {
                session_id: session_id.clone(),
                assignment,
            }))
            .await;
        reader
            .say(Event::SessionEnded(v1::SessionEnded {
                session_id,
                assignment,
                outcome: Some(v1::Outcome {
                    kind: v1::OutcomeKind::VerifiedFace.into(),
                    duration_ms: 4_000,
                    ..v1::Outcome::default()
                }),
                age_ms: 0,
            }))
            .await;
        reader.say(Event::CardRemoved(v1::CardRemoved {})).await;
        let last = reader.sequence;
        loop {
            match reader.next().await.expect("an acknowledgement") {
                Down::Acknowledge(ack) if ack.sequence == last => break,
                Down::Closing(closing) => panic!("{closing:?}"),
                _ => {}
            }
        }
        let done = self.running.handle.ask(move |fleet| {
            let ticket = fleet.ticket(id).expect("it was added");
            ticket.state == State::Done
        });
        assert!(soon(done).await.unwrap());
    }

    /// Waits until the fleet holds a unit for gone.
    pub async fn gone(&self, serial: &str) {
        let serial = Serial::parse(serial).unwrap();
        let mut published = self.running.handle.published();
        soon(async {
            loop {
                let serial = serial.clone();
                let asked = self
                    .running
                    .handle
                    .ask(move |fleet| fleet.unit(&serial).is_none_or(|u| u.connection().is_none()));
                if asked.await.unwrap() {
                    return;
                }
                published.changed().await.unwrap();
            }
        })
        .await;
    }
}

/// A reader's agent, as far as the wire goes.
pub struct Reader {
    pub up: mpsc::Sender<v1::AttachRequest>,
    pub down: Streaming<v1::AttachResponse>,
    pub sequence: u64,
}

impl Reader {
    pub async fn next(&mut self) -> Option<Down> {
        let next = soon(self.down.message()).await;
        next.unwrap().map(|frame| frame.frame.unwrap())
    }

    pub async fn say(&mut self, event: Event) {
        self.sequence += 1;
        let frame = Some(Up::Event(v1::ReaderEvent {
            sequence: self.sequence,
            event: Some(event),
        }));
        self.up.send(v1::AttachRequest { frame }).await.unwrap();
    }

    /// Reads on until the connection is closed, and gives the reason.
    pub async fn closed(&mut self) -> v1::Text {
        loop {
            if let Down::Closing(closing) = self.next().await.expect("a last word") {
                return closing.reason.unwrap();
            }
        }
    }
}

pub fn hello(serial: &str, port: &str) -> v1::Hello {
    v1::Hello {
        factory_key: Vec::new(),
        factory_proof: Vec::new(),
        protocol_oldest: 1,
        protocol_newest: 1,
        serial: serial.to_owned(),
        software: "test 1".to_owned(),
        virtual_port: port.to_owned(),
        environment: v1::Environment::Test.into(),
        ..v1::Hello::default()
    }
}

/// A ticket with this number and these needs.
pub fn ticket(number: &str, needs: &[&str]) -> v1::AddTicketRequest {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    let id = NEWEST.fetch_add(1, Ordering::Relaxed);
    let need = |tag: &&str| v1::Wish {
        wish: Some(v1::wish::Wish::Tag((*tag).to_owned())),
    };
    v1::AddTicketRequest {
        request_id: (u128::from(id) << 32 | 7).to_be_bytes().to_vec(),
        number: Number::parse(number).unwrap().to_string(),
        needs: needs.iter().map(need).collect(),
        ..v1::AddTicketRequest::default()
    }
}
