//! A clinic with four readers by simulated time, event by event, on the engine and the store of a real controller.

use crate::support::engine::{ByHand, NINE, PC, request};
use crate::support::records::{audit, batch, grant, grants, serial};
use madoguchi_controller::engine::{ActError, Clock, Deliver, Handle, Parts, Running, start};
use madoguchi_controller::store::{Sled, Store};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{
    Act, AddTicket, Attach, Command, EnrollUnit, Holding, InstallLicense, Parting, SessionEnded,
    Start,
};
use madoguchi_fleet::decision::{Answer, Change, Counters, Order};
use madoguchi_fleet::ids::{Assignment, ConnectionId, KeyFingerprint, Number, SessionId};
use madoguchi_fleet::link::{Link, Path as Way, Port, UsbSerial};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::settings::{AUDIT_KEPT, Settings};
use madoguchi_fleet::time::{DAY, FleetTime, HOUR, MINUTE, SECOND, TimeOfDay};
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::Counter;
use madoguchi_licensing::grant::{Environment, LicenseId};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;

const UNITS: u32 = 4;
/// Patients come from half past eight to six.
const OPENS: i64 = 8 * HOUR + 30 * MINUTE;
const OPEN_FOR: i64 = 9 * HOUR + 30 * MINUTE;
/// Readers that lose their links get them back, and visitors without a ticket come, before that.
const READERS_CONNECT: i64 = 7 * HOUR;
const WALK_UPS_COME: i64 = 8 * HOUR;
/// When a nightly backup reads everything.
const BACKUP: i64 = 3 * HOUR;
/// Fleet time is stored at least so often, so somebody has to look.
const LOOKS_EVERY: i64 = 10 * MINUTE;
const WALK_UPS_OF_A_UNIT: i64 = 5;
/// Acts of months that are committed at once.
const ACTS_OF_A_COMMIT: u64 = 100;
const SESSION: i64 = 12 * SECOND;

/// What happens at a time.
enum Event {
    Act(Box<Act>),
    DayBegins,
    Look,
    Backup,
}

pub struct Clinic {
    handle: Handle,
    running: Running,
    clock: ByHand,
    agenda: BTreeMap<FleetTime, Vec<Event>>,
    orders: mpsc::Receiver<(ConnectionId, Order)>,
    patients_a_day: i64,
    /// Numbers of requests, sessions and connections, each given once.
    next: u64,
    connections: BTreeMap<ConnectionId, u32>,
    pub verified: u64,
}

/// Hands each order to the readers.
struct Wire(mpsc::Sender<(ConnectionId, Order)>);

impl Deliver for Wire {
    fn deliver(&mut self, to: ConnectionId, order: Order) {
        // A clinic that ended needs none.
        drop(self.0.send((to, order)));
    }
}

/// Midnight in Japan before a time.
fn midnight(at: FleetTime) -> FleetTime {
    let since = (at.0 + 9 * HOUR).rem_euclid(DAY);
    at.plus(-since)
}

impl Clinic {
    /// Opens on a data directory; closed tickets are kept for so many days.
    pub async fn open(data_dir: &Path, patients_a_day: i64, kept_days: i64) -> Self {
        let mut store = Sled::open(data_dir, grants()).unwrap();
        let loaded = store.load().await.unwrap();
        let settings = Settings {
            environment: Environment::Test,
            closed_retention_ms: kept_days * DAY,
            ..Settings::default()
        };
        let wall = TimeOfDay(NINE.0);
        let installation = PC;
        let fleet = Fleet::restore(settings, Start { installation, wall }, loaded.records);
        let clock = ByHand::new(fleet.now());
        let (to, orders) = mpsc::channel();
        let (handle, running) = start(Parts {
            fleet,
            store,
            revision: loaded.revision,
            clock: clock.clone(),
            deliver: Wire(to),
        })
        .unwrap();
        let mut clinic = Self {
            handle,
            running,
            clock,
            agenda: BTreeMap::new(),
            orders,
            patients_a_day,
            next: AUDIT_KEPT,
            connections: BTreeMap::new(),
            verified: 0,
        };
        clinic.furnish().await;
        clinic
    }

    pub fn now(&self) -> FleetTime {
        self.clock.now()
    }

    /// A license, the readers, and the first of everything that comes again and again.
    async fn furnish(&mut self) {
        let license = LicenseId::parse("HOURS-1").unwrap();
        let install = InstallLicense {
            document: license.as_str().as_bytes().into(),
            grant: grant(license),
            installation: PC,
            revocations: None,
            old_pc_died: false,
        };
        self.staff(Command::InstallLicense(Box::new(install))).await;
        for n in 1..=UNITS {
            self.staff(Command::EnrollUnit(enrolled(n))).await;
            let connection = self.connected(n);
            self.act(attached(n, connection)).await.unwrap();
        }
        let tomorrow = midnight(self.now()).plus(DAY);
        self.put(tomorrow, Event::DayBegins);
        self.put(self.now(), Event::Look);
    }

    fn put(&mut self, at: FleetTime, event: Event) {
        self.agenda.entry(at).or_default().push(event);
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    async fn act(&self, act: Act) -> Result<(), ActError> {
        self.handle.act(act).await.map(drop)
    }

    async fn staff(&mut self, command: Command) {
        let act = Act::staff(request(self.number()), command);
        self.act(act).await.unwrap();
    }

    fn connected(&mut self, unit: u32) -> ConnectionId {
        let connection = ConnectionId(self.number());
        self.connections.insert(connection, unit);
        connection
    }

    /// Lets time pass from one event or deadline to the next.
    pub async fn runs_until(&mut self, until: FleetTime) {
        loop {
            while let Ok((to, order)) = self.orders.try_recv() {
                self.heed(to, order);
            }
            // Each question is a batch, in which what is due by now is done.
            let due = self.handle.ask(Fleet::next_deadline).await.unwrap();
            let event = self.agenda.keys().next().copied();
            let next = [due, event]
                .into_iter()
                .flatten()
                .fold(until, FleetTime::min);
            self.clock.pass(next.since(self.now()).max(0));
            if next == until {
                return;
            }
            for event in self.agenda.remove(&next).unwrap_or_default() {
                self.happens(next, event).await;
            }
        }
    }

    async fn happens(&mut self, now: FleetTime, event: Event) {
        match event {
            Event::DayBegins => self.plan_a_day(now),
            Event::Look => self.put(now.plus(LOOKS_EVERY), Event::Look),
            Event::Backup => drop(self.handle.snapshot().await.unwrap()),
            Event::Act(act) => {
                let is_verified = matches!(&act.command, Command::SessionEnded(ended) if ended.assignment.is_some());
                match self.act(*act).await {
                    Ok(()) => self.verified += u64::from(is_verified),
                    // One who is at a reader cannot be cancelled, for example.
                    Err(ActError::Refused(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }

    fn plan_a_day(&mut self, midnight: FleetTime) {
        self.put(midnight.plus(BACKUP), Event::Backup);
        let before: Vec<_> = std::mem::take(&mut self.connections).into_iter().collect();
        for (connection, unit) in before {
            let lost = Command::Detach {
                serial: serial(unit),
                connection,
                how: Parting::Lost,
            };
            let at = midnight.plus(READERS_CONNECT);
            self.put(at, Event::Act(Box::new(Act::reader(lost))));
            let connection = self.connected(unit);
            self.put(
                at.plus(MINUTE),
                Event::Act(Box::new(attached(unit, connection))),
            );
            for n in 0..WALK_UPS_OF_A_UNIT {
                let at = midnight.plus(WALK_UPS_COME + n * MINUTE);
                self.session(at, connection, unit, None);
            }
        }
        for n in 0..self.patients_a_day {
            let at = midnight.plus(OPENS + n * OPEN_FOR / self.patients_a_day);
            self.patient(at, n);
        }
        self.put(midnight.plus(DAY), Event::DayBegins);
    }

    /// Somebody comes; every tenth goes again after half a minute.
    fn patient(&mut self, at: FleetTime, n: i64) {
        let number = Number::parse(&(n + 1).to_string()).unwrap();
        let ticket = AddTicket {
            number: Some(number.clone()),
            ..AddTicket::default()
        };
        let add = Act::staff(request(self.number()), Command::AddTicket(ticket));
        self.put(at, Event::Act(Box::new(add)));
        if n % 10 == 3 {
            let cancel = Act::staff(request(self.number()), Command::CancelTicket { number });
            self.put(at.plus(30 * SECOND), Event::Act(Box::new(cancel)));
        }
    }

    /// Every twentieth patient who is called does not come.
    fn heed(&mut self, to: ConnectionId, order: Order) {
        let unit = self.connections.get(&to).copied();
        if let (Order::Call { assignment, .. }, Some(unit)) = (order, unit)
            && assignment.ticket.0 % 20 != 7
        {
            let walks = 10 * SECOND + i64::try_from(assignment.ticket.0 % 20).unwrap() * SECOND;
            self.session(self.now().plus(walks), to, unit, Some(assignment));
        }
    }

    /// A card is placed, verified and taken away.
    fn session(
        &mut self,
        at: FleetTime,
        connection: ConnectionId,
        unit: u32,
        assignment: Option<Assignment>,
    ) {
        let serial = serial(unit);
        let session = SessionId((u128::from(self.number()) << 32).to_be_bytes());
        let placed = Command::CardPlaced {
            serial: serial.clone(),
            connection,
            session,
            assignment,
        };
        let ended = Command::SessionEnded(SessionEnded {
            serial: serial.clone(),
            connection,
            session,
            assignment,
            outcome: Outcome {
                kind: Kind::Verified(Method::Face),
                duration_ms: 11_000,
                face_ms: Some(4_000),
            },
            age_ms: 0,
        });
        let removed = Command::CardRemoved { serial, connection };
        let steps = [
            (0, placed),
            (SESSION, ended),
            (SESSION + 5 * SECOND, removed),
        ];
        for (later, command) in steps {
            self.put(at.plus(later), Event::Act(Box::new(Act::reader(command))));
        }
    }

    /// Stops as a controller does.
    pub async fn close(self) {
        self.running.stopper().stop();
        self.running.wait().await.unwrap();
    }
}

/// Commits the acts of months to an empty data directory: as many as are kept.
pub async fn acts_of_months(data_dir: &Path) {
    let mut store = Sled::open(data_dir, grants()).unwrap();
    for revision in 0..AUDIT_KEPT / ACTS_OF_A_COMMIT {
        let next = 1 + (revision + 1) * ACTS_OF_A_COMMIT;
        let acts = next - ACTS_OF_A_COMMIT..next;
        let acts = acts.map(|n| Change::Audit(audit(n, Answer::Done)));
        let counters = Change::Counters(Counters {
            audit: next,
            ..Counters::default()
        });
        let changes = acts.chain([counters]).collect();
        store.commit(&batch(revision, changes)).await.unwrap();
    }
}

fn key(n: u32) -> KeyFingerprint {
    KeyFingerprint([u8::try_from(n).unwrap(); 32])
}

fn enrolled(n: u32) -> EnrollUnit {
    EnrollUnit {
        cable: String::new(),
        delivered: None,
        serial: serial(n),
        installation: PC,
        key: key(n),
        edition: Edition::Single,
        counter: Counter {
            name: format!("窓口{n}"),
            ..Counter::default()
        },
    }
}

fn attached(n: u32, connection: ConnectionId) -> Act {
    Act::reader(Command::Attach(Box::new(Attach {
        factory_key: None,
        serial: serial(n),
        key: key(n),
        installation: PC,
        connection,
        link: Link {
            interface: format!("usb{n}"),
            port: Port {
                bus: "1".into(),
                chain: n.to_string().into(),
            },
            path: Way::Direct,
            speed_mbps: Some(480),
            hub: None,
            device: None,
            usb_serial: UsbSerial::NoDevice,
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
