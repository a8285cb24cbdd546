//! Readers on the wire: an agent, as far as the gateway sees one.

use super::clinic::Clinic;
use super::papers::{Unit, channel};
use super::soon;
use madoguchi_fleet::command::{AddTicket, Command, EnrollUnit};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Counter;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::reader_gateway_client::ReaderGatewayClient;
use rustls::ClientConfig;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;

impl Clinic {
    /// Enrols a unit.
    pub async fn unit(&self, serial: &str) -> Unit {
        let unit = self.papers.unit(serial);
        self.act(Command::EnrollUnit(EnrollUnit {
            cable: String::new(),
            delivered: None,
            serial: Serial::parse(serial).unwrap(),
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

    /// Attaches with this as the first frame.
    pub async fn attach(&self, unit: &Unit, first: Up) -> Reader {
        let address = self.running.gateway_addr.unwrap();
        Reader::attach(address, self.papers.client(Some(unit)), first).await
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

    /// A patient comes and is called at that reader.
    pub async fn called(&self, reader: &mut Reader) -> (TicketId, v1::Assignment) {
        let add = Command::AddTicket(AddTicket::default());
        let Answer::Ticket(id) = self.act(add).await else {
            panic!("no ticket");
        };
        let assignment = loop {
            if let Down::Call(call) = reader.next().await.expect("a call") {
                break call.assignment.expect("a hand-out");
            }
        };
        assert_eq!(assignment.ticket_id, id.0);
        (id, assignment)
    }

    /// A patient comes, is called at that reader, is verified and goes: it serves.
    pub async fn serves(&self, reader: &mut Reader) {
        let (id, assignment) = self.called(reader).await;
        reader.say(placed(assignment)).await;
        reader.say(verified(assignment)).await;
        reader.say(Event::CardRemoved(v1::CardRemoved {})).await;
        reader.all_acknowledged().await;
        let done = self.running.handle.ask(move |fleet| {
            let ticket = fleet.ticket(id).expect("it was added");
            ticket.state == State::Done
        });
        assert!(soon(done).await.unwrap());
    }

    /// Waits until the fleet holds a unit for gone.
    pub async fn gone(&self, serial: &str) {
        self.until_connected(serial, false).await;
    }

    /// Waits until the fleet holds a unit for attached.
    pub async fn attached(&self, serial: &str) {
        self.until_connected(serial, true).await;
    }

    async fn until_connected(&self, serial: &str, connected: bool) {
        let serial = Serial::parse(serial).unwrap();
        let mut published = self.running.handle.published();
        soon(async {
            loop {
                let serial = serial.clone();
                let asked = self.running.handle.ask(move |fleet| {
                    let unit = fleet.unit(&serial);
                    unit.is_some_and(|unit| unit.connection().is_some())
                });
                if asked.await.unwrap() == connected {
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
    /// Calls a gateway with this as the first frame.
    pub async fn attach(address: SocketAddr, client: Arc<ClientConfig>, first: Up) -> Self {
        let channel = soon(channel(address, client)).await.unwrap();
        let (up, frames) = mpsc::channel(16);
        up.send(v1::AttachRequest { frame: Some(first) })
            .await
            .unwrap();
        let mut client = ReaderGatewayClient::new(channel);
        let down = soon(client.attach(ReceiverStream::new(frames))).await;
        Self {
            up,
            down: down.unwrap().into_inner(),
            sequence: 0,
        }
    }

    pub async fn next(&mut self) -> Option<Down> {
        let next = soon(self.down.message()).await;
        next.unwrap().map(|frame| frame.frame.unwrap())
    }

    pub async fn say(&mut self, event: Event) {
        self.sequence += 1;
        self.say_as(self.sequence, event).await;
    }

    /// The same by any number.
    pub async fn say_as(&self, sequence: u64, event: Event) {
        let frame = Some(Up::Event(v1::ReaderEvent {
            sequence,
            event: Some(event),
            clock_ms: 0,
        }));
        self.up.send(v1::AttachRequest { frame }).await.unwrap();
    }

    /// Reads on until everything that was said is acknowledged.
    pub async fn all_acknowledged(&mut self) {
        loop {
            match self.next().await.expect("an acknowledgement") {
                Down::Acknowledge(ack) if ack.sequence == self.sequence => return,
                Down::Closing(closing) => panic!("{closing:?}"),
                _ => {}
            }
        }
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

/// The id of the session of a hand-out.
fn session_of(assignment: v1::Assignment) -> Vec<u8> {
    assignment.ticket_id.to_be_bytes().repeat(2)
}

/// Who was called places the card.
pub fn placed(assignment: v1::Assignment) -> Event {
    Event::CardPlaced(v1::CardPlaced {
        session_id: session_of(assignment),
        assignment: Some(assignment),
    })
}

/// And is verified.
pub fn verified(assignment: v1::Assignment) -> Event {
    Event::SessionEnded(v1::SessionEnded {
        session_id: session_of(assignment),
        assignment: Some(assignment),
        outcome: Some(v1::Outcome {
            kind: v1::OutcomeKind::VerifiedFace.into(),
            duration_ms: 4_000,
            ..v1::Outcome::default()
        }),
        age_ms: 0,
    })
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
