//! The simulated clinic: applies one event after the other.

use super::controller::{Caller, Controller, HERE, Released, input_of};
use super::event::Event;
use super::people;
use super::reader::{Link, Reader, Up};
use madoguchi_agent::session::{Input, SessionId};
use madoguchi_controller::store::{GrantReader, memory::Disk};
use madoguchi_fleet::command::{
    Act, AddTicket, Attach, Command, EnrollUnit, InstallLicense, Start,
};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{ConnectionId, KeyFingerprint, Number, RequestId, Serial, TicketId};
use madoguchi_fleet::link::{Path, Port};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{Class, State};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};
use madoguchi_proto::v1::{Outcome, OutcomeKind};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;

/// Monday, 2026-01-05, 8:30 in Japan.
const OPENING: FleetTime = FleetTime(1_767_569_400_000);

/// A run that ended well.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// Every event, and what it led to, in one line each.
    pub log: Vec<String>,
    /// Sessions that readers finished; each was counted once.
    pub sessions: usize,
    /// Tickets that were acknowledged.
    pub tickets: usize,
}

/// A run in which something did not hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which seed.
    pub seed: u64,
    /// The event after which it did not hold; the number of events means at rest.
    pub at: usize,
    /// What did not hold.
    pub what: String,
    /// Every event until then.
    pub log: Vec<String>,
}

/// The whole clinic.
#[derive(Debug)]
pub struct World {
    pub(super) now: FleetTime,
    pub(super) disk: Disk,
    pub(super) controller: Option<Controller>,
    pub(super) readers: Vec<Reader>,
    pub(super) licenses: Vec<Grant>,
    /// Tickets that reception was told of, with their number.
    pub(super) acknowledged: Vec<(TicketId, u32)>,
    random: ChaCha8Rng,
    connections: u64,
    last_request: Option<(Act, u32)>,
    /// Links that ended without the controller having noticed yet.
    unnoticed: Vec<(usize, ConnectionId)>,
    failure: Option<String>,
}

/// Runs one seed: this many events, then everything comes to rest.
///
/// # Errors
/// The first thing that does not hold.
pub fn run(seed: u64, events: usize) -> Result<Report, Failure> {
    let mut wishes = ChaCha8Rng::seed_from_u64(seed);
    let mut world = World::new(&mut wishes);
    let mut log = Vec::with_capacity(events);
    for at in 0..events {
        let event = people::next(&mut wishes, &world);
        world.apply(&event);
        log.push(format!("{} {event:?} -> {}", world.now.0, world.digest()));
        if let Err(what) = world.verdict() {
            return Err(Failure {
                seed,
                at,
                what,
                log,
            });
        }
    }
    world.come_to_rest();
    let end = world.verdict().and_then(|()| world.check_rest());
    if let Err(what) = end {
        log.push(format!("at rest: {}", world.digest()));
        return Err(Failure {
            seed,
            at: events,
            what,
            log,
        });
    }
    let sessions = world.readers.iter().map(|r| r.finished.len()).sum();
    Ok(Report {
        log,
        sessions,
        tickets: world.acknowledged.len(),
    })
}

impl World {
    fn new(random: &mut ChaCha8Rng) -> Self {
        let readers = random.random_range(2..=6);
        let mut world = Self {
            now: OPENING,
            disk: Disk::default(),
            controller: None,
            readers: (1..=readers)
                .filter_map(|n| Serial::parse(&format!("CR-{n}")))
                .map(Reader::new)
                .collect(),
            licenses: licenses(),
            acknowledged: Vec::new(),
            random: ChaCha8Rng::seed_from_u64(random.random()),
            connections: 0,
            last_request: None,
            unnoticed: Vec::new(),
            failure: None,
        };
        world.apply(&Event::Start { clock_off_s: 0 });
        for index in 0..world.readers.len() {
            world.enroll(index);
            let port = u8::try_from(index % 5 + 1).unwrap_or(1);
            world.apply(&Event::Plug {
                reader: index,
                port,
            });
        }
        world.apply(&Event::Batch { acts: 100 });
        world
    }

    fn enroll(&mut self, index: usize) {
        let serial = self.readers[index].serial.clone();
        let placement = if index % 3 == 2 {
            Placement::Seated
        } else {
            Placement::Standing
        };
        let enroll = EnrollUnit {
            key: key_of(index),
            counter: Counter {
                name: format!("窓口{}", index + 1),
                placement,
                tags: vec![],
            },
            serial,
            installation: HERE,
            edition: Edition::Single,
        };
        let act = self.staff(Command::EnrollUnit(enroll));
        self.send(act, Caller::Nobody);
        self.apply(&Event::Batch { acts: 1 });
    }

    /// Whether everything held so far.
    fn verdict(&self) -> Result<(), String> {
        self.failure.clone().map_or_else(|| self.check(), Err)
    }

    pub(super) fn grants(&self) -> GrantReader {
        let licenses = self.licenses.clone();
        Arc::new(move |document| {
            let found = licenses
                .iter()
                .find(|grant| grant.id.as_str().as_bytes() == document);
            found
                .cloned()
                .ok_or_else(|| "not one of the simulated licenses".to_owned())
        })
    }

    /// One line that differs when anything that matters does.
    fn digest(&self) -> String {
        let Some(controller) = &self.controller else {
            return "down".to_owned();
        };
        let tickets = controller
            .fleet
            .tickets()
            .map(|t| format!("{}{:?}", t.number, t.state));
        let units = controller
            .fleet
            .units()
            .map(|u| format!("{}{:?}{:?}", u.serial, u.seat, u.activity));
        tickets.chain(units).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn apply(&mut self, event: &Event) {
        let now_ms = u64::try_from(self.now.since(OPENING)).unwrap_or(0);
        match *event {
            Event::Patient {
                number,
                class,
                wish,
            } => self.patient(number, class, wish),
            Event::RepeatRequest => {
                if let Some((act, number)) = self.last_request.clone() {
                    self.send(act, Caller::Patient(number));
                }
            }
            Event::Staff { act, number } => self.staff_act(act, number),
            Event::Move { number, reader } => {
                let unit = self.readers[reader].serial.clone();
                self.staff_send(
                    number_of(number).map(|number| Command::MoveTicket { number, unit }),
                );
            }
            Event::Unit { act, reader } => self.unit_act(act, reader),
            Event::License { index } => self.license(index),
            Event::Card { reader } => self.card(now_ms, reader),
            Event::SessionEnds { reader, outcome } => self.session_ends(now_ms, reader, outcome),
            Event::CardTaken { reader } => {
                let reader = &mut self.readers[reader];
                // Nobody takes a card away in the middle: the machine has stories of its own for that.
                if reader.card_present && reader.session.is_none() {
                    reader.card_present = false;
                    reader.handle(now_ms, Input::CardRemoved);
                }
            }
            Event::Spool { reader, fails } => self.readers[reader].write_spool(now_ms, fails),
            Event::Health { reader, faulted } => {
                let health = if faulted {
                    Health::Faulted {
                        codes: vec!["E-1".into()],
                    }
                } else {
                    Health::Healthy
                };
                self.readers[reader].set_health(now_ms, health);
            }
            Event::Plug { reader, port } => self.plug(now_ms, reader, port),
            Event::LinkLost { reader } => self.lose_link(now_ms, reader),
            Event::Notice { reader } => self.notice(reader),
            Event::ReaderRestarts { reader } => {
                self.lose_link(now_ms, reader);
                self.readers[reader].restart();
            }
            Event::Up { reader, frames } => self.up(reader, frames),
            Event::Down { reader, frames } => self.down(now_ms, reader, frames),
            Event::Batch { acts } => self.batch(acts),
            Event::DiskFails => {
                if let Some(controller) = &mut self.controller {
                    controller.disk_fails = true;
                }
            }
            Event::Crash => self.crash(now_ms),
            Event::Start { clock_off_s } => self.start(clock_off_s),
            Event::Wait { ms } => self.wait(ms),
        }
    }

    fn patient(&mut self, number: u32, class: u8, wish: u8) {
        let seated = || vec![Wish::Placement(Placement::Seated)];
        let Some(label) = number_of(number) else {
            return;
        };
        let add = AddTicket {
            number: Some(label),
            class: [Class::Normal, Class::Priority, Class::Urgent][usize::from(class) % 3],
            needs: if wish == 1 { seated() } else { vec![] },
            prefers: if wish == 2 { seated() } else { vec![] },
        };
        let act = self.staff(Command::AddTicket(add));
        self.last_request = Some((act.clone(), number));
        self.send(act, Caller::Patient(number));
    }

    fn staff_act(&mut self, act: u8, number: u32) {
        let command = number_of(number).map(|number| match act {
            0 => Command::CallTicket { number, unit: None },
            1 => Command::RecallTicket { number },
            2 => Command::ParkTicket { number },
            3 => Command::UnparkTicket { number },
            _ => Command::CancelTicket { number },
        });
        self.staff_send(command);
    }

    fn unit_act(&mut self, act: u8, reader: usize) {
        let serial = self.readers[reader].serial.clone();
        self.staff_send(Some(match act {
            0 => Command::PauseUnit { serial, now: false },
            1 => Command::PauseUnit { serial, now: true },
            2 => Command::ResumeUnit { serial },
            3 => Command::PreferUnit {
                serial,
                preferred: true,
            },
            _ => Command::PreferUnit {
                serial,
                preferred: false,
            },
        }));
    }

    /// A license goes in by itself, in a batch of its own, so that its effect can be told from others'.
    fn license(&mut self, index: usize) {
        self.batch(usize::MAX);
        let Some(controller) = &self.controller else {
            return;
        };
        let before: Vec<(TicketId, State)> = controller
            .fleet
            .active_tickets()
            .map(|t| (t.id, t.state.clone()))
            .collect();
        let grant = self.licenses[index].clone();
        let document: Arc<[u8]> = grant.id.as_str().as_bytes().into();
        let install = InstallLicense {
            grant,
            document,
            installation: HERE,
        };
        self.staff_send(Some(Command::InstallLicense(Box::new(install))));
        self.batch(1);
        self.note(self.check_uninterrupted(&before));
    }

    fn card(&mut self, now_ms: u64, reader: usize) {
        let session_id = SessionId(self.random.random());
        let reader = &mut self.readers[reader];
        if !reader.card_present {
            reader.card_present = true;
            reader.handle(now_ms, Input::CardPlaced { session_id });
        }
    }

    fn session_ends(&mut self, now_ms: u64, reader: usize, outcome: u8) {
        let reader = &mut self.readers[reader];
        if reader.session.take().is_none() {
            return;
        }
        let kind = match outcome {
            0 => OutcomeKind::VerifiedFace,
            1 => OutcomeKind::CardUnreadable,
            _ => OutcomeKind::UnitFailed,
        };
        let outcome = Outcome {
            kind: kind.into(),
            duration_ms: 1,
            ..Outcome::default()
        };
        reader.handle(now_ms, Input::SessionEnded { outcome });
    }

    fn plug(&mut self, now_ms: u64, reader: usize, port: u8) {
        if self.controller.is_none() {
            return;
        }
        if self.readers[reader].link.is_some() {
            self.lose_link(now_ms, reader);
        }
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let reader = &mut self.readers[reader];
        reader.port = port;
        reader.link = Some(Link {
            connection,
            up: [].into(),
            down: [].into(),
        });
        reader.handle(now_ms, Input::LinkOpened);
    }

    fn lose_link(&mut self, now_ms: u64, reader: usize) {
        if let Some(link) = self.readers[reader].link.take() {
            self.unnoticed.push((reader, link.connection));
            self.readers[reader].handle(now_ms, Input::LinkDown);
        }
    }

    fn notice(&mut self, reader: usize) {
        while let Some(at) = self.unnoticed.iter().position(|(lost, _)| *lost == reader) {
            let (_, connection) = self.unnoticed.remove(at);
            let serial = self.readers[reader].serial.clone();
            self.send(
                Act::reader(Command::Detach { serial, connection }),
                Caller::Nobody,
            );
        }
    }

    fn up(&mut self, reader: usize, frames: usize) {
        for _ in 0..frames {
            let Some(link) = &mut self.readers[reader].link else {
                return;
            };
            let connection = link.connection;
            let Some(frame) = link.up.pop_front() else {
                return;
            };
            let (command, caller) = match frame {
                Up::Hello {
                    holding,
                    spooled,
                    health,
                } => {
                    let attach = self.attach(reader, connection, holding, spooled, health);
                    (Command::Attach(Box::new(attach)), Caller::Nobody)
                }
                Up::Event { sequence, command } => (
                    command,
                    Caller::Reader {
                        connection,
                        sequence,
                    },
                ),
            };
            self.send(Act::reader(command), caller);
        }
    }

    fn attach(
        &self,
        reader: usize,
        connection: ConnectionId,
        holding: madoguchi_fleet::command::Holding,
        spooled: u32,
        health: Health,
    ) -> Attach {
        let port = self.readers[reader].port;
        let link = madoguchi_fleet::link::Link {
            interface: format!("sim{port}"),
            port: Port {
                bus: "1".into(),
                chain: if port == 5 {
                    "5.1".into()
                } else {
                    port.to_string().into()
                },
            },
            path: if port == 5 {
                Path::BehindHub
            } else {
                Path::Direct
            },
            speed_mbps: Some(480),
            usb_serial: Some(self.readers[reader].serial.clone()),
            copies: vec![],
        };
        Attach {
            serial: self.readers[reader].serial.clone(),
            key: key_of(reader),
            installation: HERE,
            connection,
            link,
            holding,
            spooled,
            health,
            software: "simulated".into(),
            bundled: None,
        }
    }

    fn down(&mut self, now_ms: u64, reader: usize, frames: usize) {
        for _ in 0..frames {
            let Some(link) = &mut self.readers[reader].link else {
                return;
            };
            let Some(input) = link.down.pop_front() else {
                return;
            };
            let acknowledged = matches!(input, Input::Acknowledge { .. });
            let before = self.readers[reader].unacknowledged();
            self.readers[reader].handle(now_ms, input);
            debug_assert!(acknowledged || self.readers[reader].unacknowledged() == before);
        }
    }

    fn batch(&mut self, acts: usize) {
        let id: [u8; 16] = self.random.random();
        let Some(controller) = &mut self.controller else {
            return;
        };
        match controller.batch(self.now, acts, id) {
            Some(released) => self.released(released),
            None => {
                let now_ms = u64::try_from(self.now.since(OPENING)).unwrap_or(0);
                self.crash(now_ms);
            }
        }
    }

    fn released(&mut self, released: Released) {
        for (caller, reply) in released.replies {
            match (caller, reply) {
                (Caller::Patient(number), Ok(Answer::Ticket(id)))
                    if !self.acknowledged.contains(&(id, number)) =>
                {
                    self.acknowledged.push((id, number));
                }
                (
                    Caller::Reader {
                        connection,
                        sequence,
                    },
                    Ok(_),
                ) => {
                    self.push_down(connection, Input::Acknowledge { sequence });
                }
                _ => {}
            }
        }
        self.note(self.check_disk(&released.orders));
        for (connection, order) in released.orders {
            match input_of(order) {
                Some(input) => self.push_down(connection, input),
                None => self.push_down(connection, Input::LinkDown),
            }
        }
    }

    fn push_down(&mut self, connection: ConnectionId, input: Input) {
        let to = self
            .readers
            .iter_mut()
            .filter_map(|r| r.link.as_mut())
            .find(|l| l.connection == connection);
        if let Some(link) = to {
            link.down.push_back(input);
        }
    }

    /// The controller is gone with everything that it had not made durable; every link breaks.
    fn crash(&mut self, now_ms: u64) {
        self.controller = None;
        self.unnoticed.clear();
        for index in 0..self.readers.len() {
            self.lose_link(now_ms, index);
        }
        self.unnoticed.clear();
    }

    fn start(&mut self, clock_off_s: i64) {
        if self.controller.is_some() {
            return;
        }
        let wall = FleetTime(self.now.0.saturating_add(clock_off_s * 1_000).max(0));
        let settings = Settings {
            environment: Environment::Test,
            ..Settings::default()
        };
        let start = Start {
            installation: HERE,
            wall,
        };
        match Controller::start(&self.disk, settings, start, self.grants()) {
            Ok(controller) => {
                // Fleet time never goes back; the world follows it.
                self.now = self.now.max(controller.fleet.now());
                self.controller = Some(controller);
            }
            Err(error) => self.failure = Some(format!("the controller does not start: {error}")),
        }
    }

    /// Time passes; the engine and the readers are woken when they asked to be.
    fn wait(&mut self, ms: i64) {
        let until = self.now.plus(ms);
        loop {
            let fleet = self
                .controller
                .as_ref()
                .and_then(|c| c.fleet.next_deadline());
            let readers = self.readers.iter().filter_map(Reader::next_deadline).min();
            let readers = readers
                .and_then(|at| i64::try_from(at).ok())
                .map(|at| OPENING.plus(at));
            let Some(next) = [fleet, readers]
                .into_iter()
                .flatten()
                .min()
                .filter(|at| *at <= until)
            else {
                break;
            };
            let before = self.now;
            self.now = self.now.max(next);
            self.tick();
            let again = self
                .controller
                .as_ref()
                .and_then(|c| c.fleet.next_deadline());
            if again.is_some_and(|at| at <= before) {
                self.failure
                    .get_or_insert_with(|| format!("a deadline at {again:?} stays due"));
                return;
            }
        }
        self.now = until;
    }

    fn tick(&mut self) {
        let now_ms = u64::try_from(self.now.since(OPENING)).unwrap_or(0);
        for reader in &mut self.readers {
            if reader.next_deadline().is_some_and(|at| at <= now_ms) {
                reader.handle(now_ms, Input::Tick);
            }
        }
        self.batch(0);
    }

    /// Everything that is on its way arrives, everybody finishes, and time passes.
    fn come_to_rest(&mut self) {
        self.start(0);
        for reader in 0..self.readers.len() {
            self.apply(&Event::Health {
                reader,
                faulted: false,
            });
            self.apply(&Event::Notice { reader });
            self.apply(&Event::Unit { act: 2, reader });
        }
        self.batch(usize::MAX);
        self.start(0);
        for reader in 0..self.readers.len() {
            let port = u8::try_from(reader % 5 + 1).unwrap_or(1);
            self.apply(&Event::Plug { reader, port });
            self.apply(&Event::Notice { reader });
        }
        // Tickets can be called one after the other, each missed at worst: rounds enough for all of them.
        for _ in 0..200 {
            for reader in 0..self.readers.len() {
                let all = usize::MAX;
                self.apply(&Event::Up {
                    reader,
                    frames: all,
                });
                self.batch(usize::MAX);
                self.apply(&Event::Down {
                    reader,
                    frames: all,
                });
                self.apply(&Event::SessionEnds { reader, outcome: 0 });
                self.apply(&Event::Spool {
                    reader,
                    fails: false,
                });
                self.apply(&Event::CardTaken { reader });
            }
            self.wait(31_000);
            if self.failure.is_some() {
                return;
            }
        }
    }

    fn staff(&mut self, command: Command) -> Act {
        Act::staff(RequestId(self.random.random()), command)
    }

    fn staff_send(&mut self, command: Option<Command>) {
        if let Some(command) = command {
            let act = self.staff(command);
            self.send(act, Caller::Nobody);
        }
    }

    /// To the controller's inbox; lost when it is down.
    fn send(&mut self, act: Act, caller: Caller) {
        if let Some(controller) = &mut self.controller {
            controller.inbox.push_back((act, caller));
        }
    }

    fn note(&mut self, check: Result<(), String>) {
        if let Err(what) = check {
            self.failure.get_or_insert(what);
        }
    }
}

fn number_of(number: u32) -> Option<Number> {
    Number::parse(&number.to_string())
}

fn key_of(reader: usize) -> KeyFingerprint {
    KeyFingerprint([u8::try_from(reader).unwrap_or(255); 32])
}

/// Licenses that can be installed: seats for this PC, one that ends soon, one for a unit, one for elsewhere.
fn licenses() -> Vec<Grant> {
    let grant = |id: &str, binding, not_after_ms| {
        let id = LicenseId::parse(id).unwrap_or_else(|| panic!("{id} is an id"));
        Grant {
            lineage: id.clone(),
            id,
            environment: Environment::Test,
            binding,
            not_before_ms: 0,
            not_after_ms,
            supersedes: vec![],
            issuer: "simulated".into(),
        }
    };
    let here = |seats| Binding::Additional {
        installation: HERE,
        seats,
    };
    let soon = OPENING.plus(20 * 60_000).0;
    vec![
        grant("ONE", here(1), None),
        grant("SOON", here(3), Some(soon)),
        grant(
            "BUNDLED",
            Binding::Bundled {
                serial: "CR-2".into(),
                unit_key: None,
            },
            None,
        ),
        grant(
            "ELSEWHERE",
            Binding::Additional {
                installation: madoguchi_licensing::grant::InstallationKey([9; 32]),
                seats: 3,
            },
            None,
        ),
    ]
}
