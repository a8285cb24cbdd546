//! An engine on a store that tests can hold up, fail and look into.

pub use super::records::{NINE, PC};
use madoguchi_controller::engine::{Clock, Deliver, Handle, Parts, Running, start};
use madoguchi_controller::store::memory::Disk;
use madoguchi_controller::store::{
    Batch, CommitError, GrantReader, LoadError, Loaded, Memory, Revision, Store,
};
use madoguchi_fleet::command::{Act, AddTicket, Attach, Command, EnrollUnit, Holding, Start};
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::{ConnectionId, KeyFingerprint, Number, RequestId, Serial};
use madoguchi_fleet::licensing::{LicenseClock, Licensing};
use madoguchi_fleet::link::{Link, Path, Port};
use madoguchi_fleet::requests::Answered;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::Counter;
use madoguchi_fleet::{Fleet, Records};
use madoguchi_licensing::grant::Environment;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, watch};

pub const GIB: u64 = 1 << 30;

/// What happened, in its order.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub fn note(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// The strings by which a test moves a [`Puppet`].
#[derive(Clone)]
pub struct Strings {
    pub disk: Disk,
    pub log: Log,
    /// A commit takes one permit before it writes.
    pub gate: Arc<Semaphore>,
    pub fails: Arc<AtomicBool>,
    pub free: Arc<AtomicU64>,
    /// Commits that began.
    pub begun: Arc<watch::Sender<u64>>,
    /// The newest revision.
    pub committed: Arc<watch::Sender<u64>>,
}

impl Default for Strings {
    fn default() -> Self {
        Self {
            disk: Disk::default(),
            log: Log::default(),
            gate: Arc::new(Semaphore::new(1_000_000)),
            fails: Arc::default(),
            free: Arc::new(AtomicU64::new(GIB)),
            begun: Arc::default(),
            committed: Arc::default(),
        }
    }
}

impl Strings {
    /// From now on a commit waits until the gate gets permits.
    pub fn hold_commits(&self) {
        let permits = self.gate.available_permits();
        self.gate
            .try_acquire_many(u32::try_from(permits).unwrap())
            .unwrap()
            .forget();
    }

    pub fn release_commits(&self) {
        self.gate.add_permits(1_000_000);
    }

    pub fn store(&self) -> Puppet {
        Puppet {
            inner: Memory::open(self.disk.clone(), no_grants()).unwrap(),
            strings: self.clone(),
        }
    }

    pub async fn stored(&self) -> Loaded {
        self.store().load().await.unwrap()
    }
}

pub fn no_grants() -> GrantReader {
    Arc::new(|_| Err("no licenses here".into()))
}

/// The store in memory, which a test can hold up and fail.
pub struct Puppet {
    inner: Memory,
    strings: Strings,
}

impl Store for Puppet {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        self.inner.load().await
    }

    async fn commit(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        self.strings.begun.send_modify(|n| *n += 1);
        self.strings.gate.acquire().await.unwrap().forget();
        if self.strings.fails.load(Ordering::SeqCst) {
            let source = io::Error::other("the disk is gone");
            return Err(CommitError::Failed { source });
        }
        let revision = self.inner.commit(batch).await?;
        self.strings.log.note(format!("commit {revision}"));
        self.strings.committed.send_replace(revision.0);
        Ok(revision)
    }

    fn free_bytes(&self) -> io::Result<u64> {
        Ok(self.strings.free.load(Ordering::SeqCst))
    }
}

/// Notes the orders.
pub struct Orders(pub Log);

impl Deliver for Orders {
    fn deliver(&mut self, _to: ConnectionId, order: Order) {
        let name = match order {
            Order::Call { .. } => "order call",
            Order::Admission { .. } => "order admission",
            _ => "order other",
        };
        self.0.note(name);
    }
}

/// Shows what a test sets: fleet time, and how far the wall clock is ahead of it.
#[derive(Clone)]
pub struct ByHand(Arc<AtomicI64>, Arc<AtomicI64>);

impl ByHand {
    pub fn new(at: FleetTime) -> Self {
        Self::beside(at, TimeOfDay(at.0))
    }

    /// Lets time pass on both clocks.
    pub fn pass(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn beside(at: FleetTime, wall: TimeOfDay) -> Self {
        let ahead = AtomicI64::new(wall.ahead_of(at));
        Self(Arc::new(AtomicI64::new(at.0)), Arc::new(ahead))
    }
}

impl Clock for ByHand {
    fn now(&self) -> FleetTime {
        FleetTime(self.0.load(Ordering::SeqCst))
    }

    fn instant(&self, at: FleetTime) -> Instant {
        let far = Duration::from_secs(3_600);
        Instant::now()
            + if at <= self.now() {
                Duration::ZERO
            } else {
                far
            }
    }

    fn steady(&self) -> Duration {
        Duration::ZERO
    }

    fn wall(&self) -> TimeOfDay {
        TimeOfDay(self.0.load(Ordering::SeqCst) + self.1.load(Ordering::SeqCst))
    }

    fn shift(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::SeqCst);
        self.1.fetch_sub(by_ms, Ordering::SeqCst);
    }

    fn slew(&self, _: i64) {}
}

/// A fleet that ran here before: its first start, which notes whose it is, is another test's.
pub fn fleet(mut records: Records) -> Fleet {
    records.licensing.installation = Some(PC);
    records.licensing.clock.window_ms = NINE.0;
    let settings = Settings {
        environment: Environment::Test,
        ..Settings::default()
    };
    let start = Start {
        installation: PC,
        wall: TimeOfDay(NINE.0),
    };
    Fleet::restore(settings, start, records)
}

/// An engine on an empty store.
pub fn engine(strings: &Strings, clock: impl Clock) -> (Handle, Running) {
    engine_of(strings, clock, Records::default())
}

pub fn engine_of(strings: &Strings, clock: impl Clock, records: Records) -> (Handle, Running) {
    start(Parts {
        fleet: fleet(records),
        store: strings.store(),
        revision: Revision(0),
        clock,
        deliver: Orders(strings.log.clone()),
    })
    .unwrap()
}

pub fn request(n: u64) -> RequestId {
    RequestId((u128::from(n) << 64).to_be_bytes())
}

/// Records in which requests 7 and 8 were answered long ago: a cancelling and an adding, by a release that kept no more.
pub fn answered_before() -> Records {
    Records {
        answers: [(7, "ticket-cancel"), (8, "ticket-add")]
            .map(|(id, command)| Answered {
                request: request(id).into(),
                command: command.into(),
                answer: Answer::Done,
            })
            .into(),
        // Of a store that ran before: nothing of its licensing is new.
        licensing: Licensing {
            installation: Some(PC),
            clock: LicenseClock {
                window_ms: NINE.0,
                ..LicenseClock::default()
            },
            ..Licensing::default()
        },
        ..Records::default()
    }
}

pub fn add(n: u64) -> Act {
    Act::staff(request(n), Command::AddTicket(AddTicket::default()))
}

pub fn add_numbered(n: u64, number: &str) -> Act {
    let ticket = AddTicket {
        number: Number::parse(number),
        ..AddTicket::default()
    };
    Act::staff(request(n), Command::AddTicket(ticket))
}

pub fn cancel(n: u64, number: &str) -> Act {
    let number = Number::parse(number).unwrap();
    Act::staff(request(n), Command::CancelTicket { number })
}

pub fn serial() -> Serial {
    Serial::parse("CR-0001").unwrap()
}

pub fn enroll(n: u64) -> Act {
    let unit = EnrollUnit {
        cable: String::new(),
        delivered: None,
        serial: serial(),
        installation: PC,
        key: KeyFingerprint([1; 32]),
        edition: Edition::Single,
        counter: Counter {
            name: "1".into(),
            ..Counter::default()
        },
    };
    Act::staff(request(n), Command::EnrollUnit(unit))
}

pub fn attach() -> Act {
    Act::reader(Command::Attach(Box::new(Attach {
        factory_key: None,
        serial: serial(),
        key: KeyFingerprint([1; 32]),
        installation: PC,
        connection: ConnectionId(1),
        link: Link {
            interface: "usb0".into(),
            port: Port {
                bus: "1".into(),
                chain: "2".into(),
            },
            path: Path::Direct,
            speed_mbps: Some(480),
            hub: None,
            device: None,
            usb_serial: madoguchi_fleet::link::UsbSerial::NoDevice,
            copies: Vec::new(),
        },
        holding: Holding::default(),
        spooled: 0,
        health: Health::Healthy,
        software: "1.0".into(),
        identifies: true,
        engine: None,
        bundled: None,
    })))
}
