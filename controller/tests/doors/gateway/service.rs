//! A reader's connection from end to end: real sockets, real TLS, and an engine that does as it is told.

use crate::support::papers::{Office, Unit};
use crate::support::wire::{self, Reader};
use crate::support::{MORNING, soon};
use madoguchi_controller::engine::{ActError, Deliver};
use madoguchi_controller::gateway::{self, Answers, Engine, Gateway, Outbox};
use madoguchi_controller::tls::{Bounds, UnitIdentity};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::{Answer, Closing, Order};
use madoguchi_fleet::ids::{ConnectionId, Serial};
use madoguchi_fleet::link::Path;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::unit::Seat;
use madoguchi_fleet::wish::Counter;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, Semaphore, mpsc};

/// The most events of a connection that may be on their way, as `gateway/in_flight.rs` says it.
const WINDOW: u64 = 64;

/// An engine that writes down what it is asked, and refuses what the test says.
#[derive(Debug, Clone)]
struct Scripted {
    acts: mpsc::UnboundedSender<Command>,
    outbox: Outbox,
    refuse: Option<&'static str>,
    /// A permit per act that may become durable.
    durable: Arc<Semaphore>,
    committed: Arc<AtomicU64>,
    /// Acts that were handed over, and the most of them that were not durable yet.
    taken: Arc<AtomicU64>,
    most_in_flight: Arc<AtomicU64>,
}

impl Scripted {
    /// An act arrives.
    fn hear(&self, act: &Act) {
        assert_eq!(act.actor, Actor::Reader);
        let taken = self.taken.fetch_add(1, Ordering::SeqCst) + 1;
        let in_flight = taken - self.committed.load(Ordering::SeqCst);
        self.most_in_flight.fetch_max(in_flight, Ordering::SeqCst);
        self.acts.send(act.command.clone()).unwrap();
        if let Command::Attach(attach) = &act.command {
            let seated = Order::Admission {
                verdict: Verdict::Seated(Seat::Included),
                serves: true,
            };
            self.outbox.clone().deliver(attach.connection, seated);
        }
    }

    /// It becomes durable, or is refused.
    async fn answer(&self, act: &Act) -> Result<Answer, ActError> {
        if self.refuse == Some(act.command.name()) {
            let serial = Serial::parse("CR-1").unwrap();
            return Err(Refusal::StaleConnection(serial).into());
        }
        self.durable.acquire().await.unwrap().forget();
        self.committed.fetch_add(1, Ordering::SeqCst);
        Ok(Answer::Done)
    }

    /// From now on nothing becomes durable.
    fn hold(&self) {
        self.durable.forget_permits(10_000);
    }
}

impl Engine for Scripted {
    async fn act(&self, act: Act) -> Result<Answer, ActError> {
        self.hear(&act);
        self.answer(&act).await
    }

    async fn hand_over(&self, acts: Vec<Act>) -> Result<Answers, ActError> {
        acts.iter().for_each(|act| self.hear(act));
        let engine = self.clone();
        Ok(Box::pin(async move {
            let mut answers = Vec::new();
            for act in &acts {
                answers.push(engine.answer(act).await);
            }
            answers
        }))
    }

    async fn welcome(&self, _unit: &UnitIdentity) -> Option<Counter> {
        Some(Counter {
            name: "窓口1".to_owned(),
            ..Counter::default()
        })
    }
}

/// A gateway that runs.
struct Clinic {
    office: Office,
    address: SocketAddr,
    engine: Scripted,
    acts: Mutex<mpsc::UnboundedReceiver<Command>>,
    stop: tokio::sync::oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<Result<(), tonic::transport::Error>>,
}

impl Clinic {
    async fn open() -> Self {
        Self::that_refuses(None).await
    }

    async fn that_refuses(refuse: Option<&'static str>) -> Self {
        let office = Office::open();
        let (address, incoming) = office.door(Bounds::LOOPBACK).await;
        let (sender, acts) = mpsc::unbounded_channel();
        let engine = Scripted {
            acts: sender,
            outbox: Outbox::new(),
            refuse,
            durable: Arc::new(Semaphore::new(10_000)),
            committed: Arc::default(),
            taken: Arc::default(),
            most_in_flight: Arc::default(),
        };
        let context = super::context(&office);
        let service = Gateway::new(engine.clone(), context, engine.outbox.clone());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let ended = tokio::spawn(gateway::serve(service, incoming, async {
            drop(stopped.await);
        }));
        Self {
            office,
            address,
            engine,
            acts: Mutex::new(acts),
            stop,
            ended,
        }
    }

    async fn reader(&self, unit: &Unit, hello: v1::Hello) -> Reader {
        self.reader_with(unit, Up::Hello(hello)).await
    }

    async fn reader_with(&self, unit: &Unit, first: Up) -> Reader {
        self.reader_by(self.address, unit, first).await
    }

    async fn reader_by(&self, address: SocketAddr, unit: &Unit, first: Up) -> Reader {
        Reader::attach(address, self.office.client(Some(unit)), first).await
    }

    async fn next_act(&self) -> Command {
        soon(self.acts.lock().await.recv()).await.unwrap()
    }

    async fn attached(&self) -> madoguchi_fleet::command::Attach {
        match self.next_act().await {
            Command::Attach(attach) => *attach,
            other => panic!("{other:?} instead of an attach"),
        }
    }
}

impl Reader {
    /// Takes the welcome and the verdict that follows it.
    async fn settle(&mut self) {
        assert!(matches!(self.next().await, Some(Down::Welcome(_))));
        assert!(matches!(self.next().await, Some(Down::Admission(_))));
    }

    /// Reads on until the connection is closed: the code, and whether trying again is of use.
    async fn last_word(&mut self) -> (String, bool) {
        loop {
            match self.next().await.expect("a last word") {
                Down::Closing(closing) => {
                    assert!(self.next().await.is_none(), "nothing follows the last word");
                    return (closing.reason.unwrap().code, closing.retry);
                }
                Down::Acknowledge(ack) => panic!("acknowledged {}", ack.sequence),
                _ => {}
            }
        }
    }

    /// The next frame, which has to be an acknowledgement: up to what.
    async fn acknowledged(&mut self) -> u64 {
        match self.next().await {
            Some(Down::Acknowledge(ack)) => ack.sequence,
            other => panic!("{other:?} instead of an acknowledgement"),
        }
    }
}

fn hello(serial: &str) -> v1::Hello {
    v1::Hello {
        spooled: 3,
        ..wire::hello(serial, "1-1")
    }
}

fn removed() -> Event {
    Event::CardRemoved(v1::CardRemoved {})
}

#[tokio::test]
async fn a_reader_is_welcomed_before_any_order_and_attached_with_its_evidence() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let mut reader = clinic.reader(&unit, hello("CR-1")).await;
    let Some(Down::Welcome(welcome)) = reader.next().await else {
        panic!("no welcome");
    };
    assert_eq!(welcome.fleet_time_ms, MORNING.0);
    assert_eq!(welcome.counter.unwrap().name, "窓口1");
    assert_eq!(welcome.environment, i32::from(v1::Environment::Test));
    let Some(Down::Admission(admission)) = reader.next().await else {
        panic!("no verdict");
    };
    assert_eq!(admission.verdict, "seat:included");

    let attach = clinic.attached().await;
    assert_eq!(attach.key, unit.signed.key);
    assert_eq!(attach.installation, clinic.office.identity.installation());
    assert_eq!((attach.link.path, attach.spooled), (Path::Direct, 3));
}

/// A reader of a clinic where from now on nothing becomes durable.
async fn reader_on_hold(clinic: &Clinic, spooled: u32) -> Reader {
    let unit = clinic.office.unit("CR-1");
    let said = v1::Hello {
        spooled,
        ..hello("CR-1")
    };
    let mut reader = clinic.reader(&unit, said).await;
    reader.settle().await;
    clinic.attached().await;
    clinic.engine.hold();
    reader
}

#[tokio::test]
async fn an_event_is_acknowledged_once_it_is_durable_and_not_before() {
    let clinic = Clinic::open().await;
    let mut reader = reader_on_hold(&clinic, 3).await;
    let before = clinic.engine.committed.load(Ordering::SeqCst);
    // The engine has all of them before the first one is durable.
    for _ in 1..=3 {
        reader.say(removed()).await;
        clinic.next_act().await;
    }
    for sequence in 1..=3 {
        clinic.engine.durable.add_permits(1);
        assert_eq!(reader.acknowledged().await, sequence);
        let committed = clinic.engine.committed.load(Ordering::SeqCst);
        assert_eq!(committed, before + sequence);
    }
    // Nothing else was said of them.
    reader.say(removed()).await;
    clinic.engine.durable.add_permits(1);
    assert_eq!(reader.acknowledged().await, 4);
}

#[tokio::test]
async fn events_that_become_durable_together_are_acknowledged_together_once() {
    let clinic = Clinic::open().await;
    let mut reader = reader_on_hold(&clinic, 3).await;
    for _ in 1..=4 {
        reader.say(removed()).await;
        clinic.next_act().await;
    }
    clinic.engine.durable.add_permits(5);
    assert_eq!(reader.acknowledged().await, 4);
    reader.say(removed()).await;
    assert_eq!(reader.acknowledged().await, 5);
}

#[tokio::test]
async fn what_stands_before_a_refused_event_is_acknowledged_and_what_stands_behind_it_never() {
    let clinic = Clinic::that_refuses(Some("unit-restarted")).await;
    let mut reader = reader_on_hold(&clinic, 3).await;
    let refused = Event::Restarted(v1::Restarted {});
    for event in [removed(), refused, removed()] {
        reader.say(event).await;
        clinic.next_act().await;
    }
    clinic.engine.durable.add_permits(3);
    assert_eq!(reader.acknowledged().await, 1);
    assert_eq!(reader.last_word().await.0, "stale-connection");
    assert!(matches!(clinic.next_act().await, Command::Detach { .. }));
}

#[tokio::test]
async fn what_came_before_a_frame_that_cannot_be_is_acknowledged_before_the_last_word() {
    let clinic = Clinic::open().await;
    let mut reader = reader_on_hold(&clinic, 3).await;
    reader.say(removed()).await;
    reader.say(removed()).await;
    reader.say_as(9, removed()).await;
    for _ in 1..=2 {
        clinic.next_act().await;
    }
    clinic.engine.durable.add_permits(3);
    let mut newest = 0;
    while newest < 2 {
        newest = reader.acknowledged().await;
    }
    assert_eq!(reader.last_word().await.0, "bad-frame");
}

#[tokio::test]
async fn a_reader_that_sends_more_than_may_be_on_its_way_waits_and_nothing_of_it_is_lost() {
    const SENT: u64 = 300;
    let clinic = Clinic::open().await;
    let mut reader = reader_on_hold(&clinic, 1_000).await;
    let up = reader.up.clone();
    tokio::spawn(async move {
        for sequence in 1..=SENT {
            let event = Some(removed());
            let frame = Some(Up::Event(v1::ReaderEvent {
                sequence,
                event,
                clock_ms: 0,
            }));
            up.send(v1::AttachRequest { frame }).await.unwrap();
        }
    });
    for _ in 0..WINDOW {
        clinic.next_act().await;
    }
    clinic.engine.durable.add_permits(10_000);
    while reader.acknowledged().await < SENT {}
    let most = clinic.engine.most_in_flight.load(Ordering::SeqCst);
    assert_eq!(most, WINDOW);
}

#[tokio::test]
async fn an_event_that_the_fleet_refuses_ends_the_connection_and_is_never_acknowledged() {
    let clinic = Clinic::that_refuses(Some("card-removed")).await;
    let unit = clinic.office.unit("CR-1");
    let mut reader = clinic.reader(&unit, hello("CR-1")).await;
    reader.say_as(1, removed()).await;
    assert_eq!(
        reader.last_word().await,
        ("stale-connection".to_owned(), false)
    );
}

#[tokio::test]
async fn whoever_does_not_belong_here_is_told_why_and_never_reaches_the_fleet() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    type Lie = fn(&mut v1::Hello);
    let stories: [(&str, Lie); 5] = [
        ("serial-not-certificate", |h| h.serial = "CR-2".into()),
        ("environment-differs", |h| {
            h.environment = v1::Environment::Production.into()
        }),
        ("peer-too-old", |h| {
            (h.protocol_oldest, h.protocol_newest) = (0, 0)
        }),
        ("peer-too-new", |h| {
            (h.protocol_oldest, h.protocol_newest) = (8, 9)
        }),
        ("bad-frame", |h| h.serial = "not a serial".into()),
    ];
    for (code, change) in stories {
        let mut said = hello("CR-1");
        change(&mut said);
        let mut reader = clinic.reader(&unit, said).await;
        let may_retry = code == "bad-frame";
        assert_eq!(reader.last_word().await, (code.to_owned(), may_retry));
    }
    assert!(clinic.acts.lock().await.try_recv().is_err());
}

#[tokio::test]
async fn the_first_frame_must_be_a_hello_and_there_is_only_one() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let event = v1::ReaderEvent {
        sequence: 1,
        event: Some(removed()),
        clock_ms: 0,
    };
    let mut reader = clinic.reader_with(&unit, Up::Event(event)).await;
    assert_eq!(reader.last_word().await.0, "bad-frame");
    let mut reader = clinic.reader(&unit, hello("CR-1")).await;
    let again = Some(Up::Hello(hello("CR-1")));
    reader
        .up
        .send(v1::AttachRequest { frame: again })
        .await
        .unwrap();
    assert_eq!(reader.last_word().await.0, "bad-frame");
}

#[tokio::test]
async fn a_gap_or_a_repeat_in_the_sequence_ends_the_connection() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    for wrong in [0, 2, u64::MAX] {
        let mut reader = clinic.reader(&unit, hello("CR-1")).await;
        reader.say_as(wrong, removed()).await;
        assert_eq!(reader.last_word().await.0, "bad-frame");
    }
}

#[tokio::test]
async fn the_fleet_is_told_when_a_reader_goes() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let mut reader = clinic.reader(&unit, hello("CR-1")).await;
    reader.settle().await;
    let here = clinic.attached().await.connection;
    drop(reader);
    let Command::Detach {
        serial, connection, ..
    } = clinic.next_act().await
    else {
        panic!("no detach");
    };
    assert_eq!((serial.as_str(), connection), ("CR-1", here));
}

/// A cable that carries everything until it is pulled, which neither end is told of.
async fn cable(to: SocketAddr) -> (SocketAddr, tokio::sync::oneshot::Sender<()>) {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let (pull, pulled) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let (mut reader, _) = socket.accept().await.unwrap();
        let mut controller = tokio::net::TcpStream::connect(to).await.unwrap();
        tokio::select! {
            _ = tokio::io::copy_bidirectional(&mut reader, &mut controller) => {}
            _ = pulled => std::future::pending().await,
        }
    });
    (address, pull)
}

#[tokio::test]
async fn a_cable_that_is_pulled_is_noticed_though_nothing_is_heard() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let (address, pull) = cable(clinic.address).await;
    let first = Up::Hello(hello("CR-1"));
    let mut reader = clinic.reader_by(address, &unit, first).await;
    reader.settle().await;
    clinic.attached().await;
    pull.send(()).unwrap();
    assert!(matches!(clinic.next_act().await, Command::Detach { .. }));
}

#[tokio::test]
async fn an_order_to_close_is_the_last_word() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let mut reader = clinic.reader(&unit, hello("CR-1")).await;
    reader.settle().await;
    let here: ConnectionId = clinic.attached().await.connection;
    clinic
        .engine
        .outbox
        .clone()
        .deliver(here, Order::Close(Closing::Superseded));
    assert!(!reader.last_word().await.1);
    assert!(matches!(clinic.next_act().await, Command::Detach { .. }));
}

#[tokio::test]
async fn when_the_controller_stops_readers_are_told_and_the_fleet_is_not() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let mut reader = clinic.reader(&unit, hello("CR-1")).await;
    reader.settle().await;
    clinic.attached().await;
    clinic.engine.outbox.stop();
    assert_eq!(reader.last_word().await, ("stopped".to_owned(), true));
    drop(reader);
    clinic.stop.send(()).unwrap();
    soon(clinic.ended).await.unwrap().unwrap();
    assert!(clinic.acts.lock().await.try_recv().is_err());
}

#[tokio::test]
async fn a_copy_on_another_port_is_shown_to_the_fleet_while_both_are_plugged_in() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let mut first = clinic.reader(&unit, hello("CR-1")).await;
    first.settle().await;
    assert!(clinic.attached().await.link.copies.is_empty());
    let mut elsewhere = hello("CR-1");
    elsewhere.virtual_port = "1-2".to_owned();
    let mut second = clinic.reader(&unit, elsewhere).await;
    second.settle().await;

    let (mut attached, mut observed) = (false, false);
    while !(attached && observed) {
        match clinic.next_act().await {
            Command::Attach(attach) => {
                attached = true;
                assert_eq!(attach.link.copies[0].to_string(), "1-1");
            }
            Command::LinkObserved { link, .. } => {
                observed = true;
                assert_eq!(link.copies[0].to_string(), "1-2");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_license_in_the_box_that_does_not_hold_keeps_nobody_out() {
    let clinic = Clinic::open().await;
    let unit = clinic.office.unit("CR-1");
    let mut said = hello("CR-1");
    said.bundled_license = b"self-made".to_vec();
    let mut reader = clinic.reader(&unit, said).await;
    reader.settle().await;
    assert!(clinic.attached().await.bundled.is_none());
}
