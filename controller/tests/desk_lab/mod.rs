//! What the desk's tests share: a whole controller in this process, programs that call it, and readers that play along.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use crate::gateway_lab::{MORNING, soon};
use madoguchi_controller::config::{Listen, Policy};
use madoguchi_controller::identity::{DeskAccess, Identity};
use madoguchi_controller::serve::{Controller, Keep, Parts, Running, UnitRules};
use madoguchi_fleet::command::{Act, Attach, Command, EnrollUnit, Holding, SessionEnded};
use madoguchi_fleet::ids::{Assignment, ConnectionId, KeyFingerprint, Number, Serial, SessionId};
use madoguchi_fleet::link::{Link, Path, Port};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::{Counter, Placement};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::{Trust, read_root};
use madoguchi_proto::v1;
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};

const ROOT: &[u8] = include_bytes!("../../demo/root.pub");
const INSTALLATION_KEY: &str = include_str!("../../demo/installation.key");

/// Puts an `authorization` on each call, or none.
#[derive(Clone)]
pub struct Says(Option<MetadataValue<Ascii>>);

impl Interceptor for Says {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(value) = &self.0 {
            request
                .metadata_mut()
                .insert("authorization", value.clone());
        }
        Ok(request)
    }
}

pub type Wire = InterceptedService<Channel, Says>;

/// A controller that runs on the installation of the demo's licenses, with nothing kept.
pub struct Office {
    _folder: TempDir,
    pub running: Running,
    pub access: DeskAccess,
}

impl Office {
    pub async fn open() -> Self {
        Self::open_with(Settings::default()).await
    }

    /// The same, with other numbers of the rules.
    pub async fn open_with(settings: Settings) -> Self {
        let folder = TempDir::new().unwrap();
        let data_dir = folder.path().join("data");
        Identity::create_for(&data_dir, MORNING, INSTALLATION_KEY).unwrap();
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let parts = Parts {
            data_dir: data_dir.clone(),
            policy: Policy::Loopback,
            gateway: Listen::At(free),
            pairing: Listen::At(free),
            link: madoguchi_controller::link::Settings::default(),
            desk_listen: free,
            settings: Settings {
                environment: Environment::Test,
                ..settings
            },
            keep: Keep::Memory,
            wall: madoguchi_controller::engine::Wall::Own(madoguchi_fleet::time::TimeOfDay(
                MORNING.0,
            )),
            speed: 1,
            trust: Arc::new(Trust::test(read_root(ROOT).unwrap())),
            units: UnitRules::default(),
        };
        let running = soon(Controller::start(parts)).await.unwrap();
        let access = DeskAccess::read(&data_dir).unwrap();
        Self {
            _folder: folder,
            running,
            access,
        }
    }

    /// A program that has the token.
    pub async fn wire(&self) -> Wire {
        self.wire_saying(Some(self.access.authorization())).await
    }

    pub async fn wire_saying(&self, authorization: Option<MetadataValue<Ascii>>) -> Wire {
        let channel = soon(self.access.connect()).await.unwrap();
        InterceptedService::new(channel, Says(authorization))
    }
}

/// A reader without a wire: what its agent would say is said to the engine.
#[derive(Debug, Clone)]
pub struct Reader {
    serial: Serial,
    connection: ConnectionId,
}

impl Office {
    /// Enrolls a unit as number `n`: its counter and its port are called after that. Nothing is plugged in.
    pub async fn enroll(&self, n: u8, serial: &str, edition: Edition) -> Serial {
        let serial = Serial::parse(serial).unwrap();
        let enroll = EnrollUnit {
            cable: String::new(),
            serial: serial.clone(),
            installation: self.running.installation,
            key: KeyFingerprint([n; 32]),
            edition,
            counter: Counter {
                name: format!("窓口{n}"),
                placement: Placement::Standing,
                tags: Vec::new(),
            },
        };
        self.says(Command::EnrollUnit(enroll)).await;
        serial
    }

    /// Enrolls unit `CR-n` and plugs it in.
    pub async fn reader(&self, n: u8) -> Reader {
        let serial = self.enroll(n, &format!("CR-{n}"), Edition::Single).await;
        self.plug(n, serial).await
    }

    /// Plugs in a unit that was enrolled as `n`.
    pub async fn plug(&self, n: u8, serial: Serial) -> Reader {
        let connection = ConnectionId(1_000 + u64::from(n));
        let attach = Attach {
            factory_key: None,
            serial: serial.clone(),
            key: KeyFingerprint([n; 32]),
            installation: self.running.installation,
            connection,
            link: Link {
                interface: format!("usb{n}"),
                port: Port {
                    bus: "1".into(),
                    chain: n.to_string().into(),
                },
                path: Path::Direct,
                speed_mbps: Some(480),
                hub: None,
                device: None,
                usb_serial: madoguchi_fleet::link::UsbSerial::Shown(serial.as_str().into()),
                copies: Vec::new(),
            },
            holding: Holding::default(),
            spooled: 0,
            health: Health::Healthy,
            software: "test".to_owned(),
            bundled: None,
        };
        self.says(Command::Attach(Box::new(attach))).await;
        Reader { serial, connection }
    }

    /// A card is placed: for the call of a ticket, or by somebody who was not called.
    pub async fn card(&self, reader: &Reader, session: u8, called: Option<&str>) {
        let assignment = self.assignment(called).await;
        self.says(Command::CardPlaced {
            serial: reader.serial.clone(),
            connection: reader.connection,
            session: SessionId([session; 16]),
            assignment,
        })
        .await;
    }

    /// A session ends, and the card is taken away.
    pub async fn ends(&self, reader: &Reader, session: u8, called: Option<&str>, kind: Kind) {
        let assignment = self.assignment(called).await;
        let (serial, connection) = (reader.serial.clone(), reader.connection);
        self.says(Command::SessionEnded(SessionEnded {
            serial: serial.clone(),
            connection,
            session: SessionId([session; 16]),
            assignment,
            outcome: Outcome {
                kind,
                duration_ms: 9_000,
                face_ms: None,
            },
            age_ms: 0,
        }))
        .await;
        self.says(Command::CardRemoved { serial, connection }).await;
    }

    /// The newest hand-out of a ticket.
    async fn assignment(&self, number: Option<&str>) -> Option<Assignment> {
        let number = Number::parse(number?).unwrap();
        let asked = self.running.handle.ask(move |fleet| {
            let ticket = fleet.ticket_numbered(&number).unwrap();
            ticket.assignment()
        });
        Some(soon(asked).await.unwrap())
    }

    async fn says(&self, command: Command) {
        let _ = soon(self.running.handle.act(Act::reader(command)))
            .await
            .unwrap();
    }
}

/// Each request has an id of its own; a number stands for it.
pub fn id(number: u8) -> Vec<u8> {
    vec![number; 16]
}

pub fn add(request_id: Vec<u8>, number: &str) -> v1::AddTicketRequest {
    v1::AddTicketRequest {
        request_id,
        number: number.to_owned(),
        class: v1::TicketClass::Normal.into(),
        ..Default::default()
    }
}
