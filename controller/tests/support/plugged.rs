//! Readers without a wire: what their agents would say is said to the engine.

use super::clinic::Clinic;
use super::soon;
use madoguchi_fleet::command::{Attach, Command, Engine, EnrollUnit, Holding, SessionEnded};
use madoguchi_fleet::ids::{Assignment, ConnectionId, KeyFingerprint, Number, Serial, SessionId};
use madoguchi_fleet::link::{Link, Path, Port, UsbSerial};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::{Counter, Placement};

/// A reader that is plugged in.
#[derive(Debug, Clone)]
pub struct Plugged {
    serial: Serial,
    connection: ConnectionId,
}

impl Clinic {
    /// Enrolls a unit as number `n`: its counter and its port are called after that. Nothing is plugged in.
    pub async fn enroll(&self, n: u8, serial: &str, edition: Edition) -> Serial {
        let serial = Serial::parse(serial).unwrap();
        let enroll = EnrollUnit {
            cable: String::new(),
            delivered: None,
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
    pub async fn reader(&self, n: u8) -> Plugged {
        let serial = self.enroll(n, &format!("CR-{n}"), Edition::Single).await;
        self.plug(n, serial).await
    }

    /// Plugs in a unit that was enrolled as `n`.
    pub async fn plug(&self, n: u8, serial: Serial) -> Plugged {
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
                usb_serial: UsbSerial::Shown(serial.as_str().into()),
                copies: Vec::new(),
            },
            holding: Holding::default(),
            spooled: 0,
            health: Health::Healthy,
            software: "test".to_owned(),
            identifies: true,
            engine: Some(Engine::default()),
            bundled: None,
        };
        self.says(Command::Attach(Box::new(attach))).await;
        Plugged { serial, connection }
    }

    /// A card is placed: for the call of a ticket, or by somebody who was not called.
    pub async fn card(&self, reader: &Plugged, session: u8, called: Option<&str>) {
        let assignment = self.assignment(called).await;
        self.says(Command::CardPlaced {
            serial: reader.serial.clone(),
            connection: reader.connection,
            session: SessionId([session; 16]),
            assignment,
        })
        .await;
    }

    /// A reader says that it restarted.
    pub async fn restarted(&self, reader: &Plugged) {
        let (serial, connection) = (reader.serial.clone(), reader.connection);
        self.says(Command::UnitRestarted { serial, connection })
            .await;
    }

    /// A reader reports that it is faulted, with this code.
    pub async fn reports(&self, reader: &Plugged, code: &str) {
        self.says(Command::HealthChanged {
            serial: reader.serial.clone(),
            connection: reader.connection,
            health: Health::Faulted {
                codes: vec![code.to_owned()],
            },
        })
        .await;
    }

    /// A session ends, and the card is taken away.
    pub async fn ends(&self, reader: &Plugged, session: u8, called: Option<&str>, kind: Kind) {
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
}
