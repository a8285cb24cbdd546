//! Readers that take no time: they speak the wire as an agent does, place the card when they are called, and have
//! the outcome at once or when the card is acknowledged. No screen, no spool: a reader's own storage is in no PC.

use super::fleet::WireFleet;
use super::wire::{self, Credentials};
use super::{PATIENCE, random_id, units};
use madoguchi_controller::identity::Identity;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{
    Assignment, AttachRequest, CardPlaced, CardRemoved, Environment, Hello, Outcome, OutcomeKind,
    ReaderEvent, SessionEnded,
};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;

/// Frames on their way up: a reader has three per patient.
const QUEUE: usize = 256;
/// The gateway takes 50 frames a second from a reader, and as many at once as it says that its spool has: so the
/// bench says that, for a reader that takes no time sends thousands. It is the largest spool that is taken.
const SPOOLED: u32 = 10_000;

/// What a reader tells the bench.
#[derive(Debug)]
pub enum Saw {
    /// A call arrived.
    Called { number: String, at: Instant },
    /// The outcome of this number is durable.
    Ended { number: String },
}

/// What a reader does when it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Only looks: for the time of a call.
    Looks,
    /// Serves the patient in no time, and says each thing once the one before is acknowledged: for the time of each.
    Serves,
    /// Serves the patient in no time, and says all of it without waiting, as an agent does.
    Flows,
}

/// Connects a reader, plugged in as the n-th, and returns when it may serve. It runs until its connection or the bench ends.
pub async fn connect(
    identity: &Identity,
    gateway: SocketAddr,
    n: usize,
    unit: &Credentials,
    habit: Habit,
    saw: mpsc::UnboundedSender<Saw>,
) {
    let mut client = wire::gateway(identity, gateway, unit).await;
    let (frames, outbound) = mpsc::channel(QUEUE);
    frames.send(hello(n, unit)).await.unwrap();
    let attached = client.attach(ReceiverStream::new(outbound)).await.unwrap();
    let (serves, admitted) = oneshot::channel();
    let reader = Reader {
        habit,
        frames,
        saw,
        sequence: 0,
        due: BTreeMap::new(),
        serves: Some(serves),
    };
    tokio::spawn(reader.run(attached.into_inner()));
    let admitted = timeout(PATIENCE, admitted).await;
    admitted.expect("in time").expect("a seat");
}

/// Connects all readers of a fleet.
pub async fn connect_all(fleet: &WireFleet, habit: Habit, saw: &mpsc::UnboundedSender<Saw>) {
    for (n, unit) in fleet.credentials.iter().enumerate() {
        let gateway = fleet.gateways[n / units::PER_PC];
        let saw = saw.clone();
        connect(&fleet.identity, gateway, n, unit, habit, saw).await;
    }
}

fn hello(n: usize, unit: &Credentials) -> AttachRequest {
    AttachRequest {
        frame: Some(Up::Hello(Hello {
            factory_key: Vec::new(),
            factory_proof: Vec::new(),
            protocol_oldest: madoguchi_proto::PROTOCOL_OLDEST,
            protocol_newest: madoguchi_proto::PROTOCOL_NEWEST,
            serial: unit.serial.to_string(),
            software: "bench".to_owned(),
            virtual_port: units::port(n),
            environment: Environment::Test.into(),
            spooled: SPOOLED,
            ..Hello::default()
        })),
    }
}

struct Reader {
    habit: Habit,
    frames: mpsc::Sender<AttachRequest>,
    saw: mpsc::UnboundedSender<Saw>,
    sequence: u64,
    /// What is to be done once an event is acknowledged.
    due: BTreeMap<u64, Due>,
    serves: Option<oneshot::Sender<()>>,
}

enum Due {
    End(End),
    Tell { number: String },
    Nothing,
}

/// A session that is to end.
struct End {
    session_id: Vec<u8>,
    assignment: Assignment,
    number: String,
}

impl Reader {
    async fn run(mut self, mut inbound: Streaming<madoguchi_proto::v1::AttachResponse>) {
        while let Ok(Some(frame)) = inbound.message().await {
            match frame.frame {
                Some(Down::Admission(admission)) if admission.serves => {
                    // Repeated whenever the verdict changes.
                    if let Some(serves) = self.serves.take() {
                        serves.send(()).ok();
                    }
                }
                Some(Down::Call(call)) => {
                    let (number, at) = (call.number, Instant::now());
                    match self.habit {
                        Habit::Looks => drop(self.saw.send(Saw::Called { number, at })),
                        Habit::Serves | Habit::Flows => {
                            self.place(call.assignment.unwrap(), number).await;
                        }
                    }
                }
                Some(Down::Acknowledge(up_to)) => self.acknowledged(up_to.sequence).await,
                Some(Down::Closing(closing)) => panic!("a reader was closed: {closing:?}"),
                _ => {}
            }
        }
    }

    async fn place(&mut self, assignment: Assignment, number: String) {
        let session_id = random_id().to_vec();
        let placed = CardPlaced {
            session_id: session_id.clone(),
            assignment: Some(assignment),
        };
        let end = End {
            session_id,
            assignment,
            number,
        };
        if self.habit == Habit::Flows {
            self.send(Event::CardPlaced(placed), Due::Nothing).await;
            self.end(end).await;
        } else {
            self.send(Event::CardPlaced(placed), Due::End(end)).await;
        }
    }

    async fn end(&mut self, end: End) {
        let ended = SessionEnded {
            session_id: end.session_id,
            assignment: Some(end.assignment),
            outcome: Some(Outcome {
                kind: OutcomeKind::VerifiedFace.into(),
                duration_ms: 5_000,
                ..Outcome::default()
            }),
            age_ms: 0,
        };
        let number = end.number;
        self.send(Event::SessionEnded(ended), Due::Tell { number })
            .await;
        // Right behind it, as an agent does that has nothing more to show.
        self.send(Event::CardRemoved(CardRemoved {}), Due::Nothing)
            .await;
    }

    /// Everything up to this sequence is durable.
    async fn acknowledged(&mut self, sequence: u64) {
        let later = self.due.split_off(&(sequence + 1));
        for due in std::mem::replace(&mut self.due, later).into_values() {
            match due {
                Due::End(end) => self.end(end).await,
                Due::Tell { number } => drop(self.saw.send(Saw::Ended { number })),
                Due::Nothing => {}
            }
        }
    }

    async fn send(&mut self, event: Event, due: Due) {
        self.sequence += 1;
        self.due.insert(self.sequence, due);
        let frame = AttachRequest {
            frame: Some(Up::Event(ReaderEvent {
                sequence: self.sequence,
                event: Some(event),
                clock_ms: 0,
            })),
        };
        // A gateway that is gone ends the stream, too.
        self.frames.send(frame).await.ok();
    }
}
