//! A clinic around the pure core: staff, readers that play along, and a plain map in place of the store.
//!
//! Every decision is checked: the numbered invariants, that a refusal changed nothing, that the changes
//! alone give the same durable state (invariant 7), and that nothing is due any more after a tick. Time
//! passes in [`Clinic::wait`] only, with a tick at each deadline on the way, as an engine would.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod orders;
mod reader;
mod steps;
mod store;

pub use reader::Reader;
pub use store::Store;

use madoguchi_fleet::admission::Verdict;
use madoguchi_fleet::command::{
    Act, AddTicket, Command, EnrollUnit, InstallLicense, SessionEnded, Start,
};
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::{
    Assignment, ConnectionId, Installation, KeyFingerprint, Number, RequestId, Serial, SessionId,
};
use madoguchi_fleet::link::{Link, Path, Port};
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{Class, State, Ticket, What};
use madoguchi_fleet::time::{FleetTime, SECOND};
use madoguchi_fleet::unit::{Edition, Health, Unit};
use madoguchi_fleet::wish::{Counter, Placement, Wish};
use madoguchi_fleet::{Fleet, Refusal};
use madoguchi_licensing::grant::{Binding, Environment, Grant, LicenseId};
use std::collections::BTreeMap;

/// The installation that every unit is plugged into unless a test says otherwise.
pub const HERE: Installation = madoguchi_licensing::grant::InstallationKey([1; 32]);
/// Another PC of the same fleet.
pub const THERE: Installation = madoguchi_licensing::grant::InstallationKey([2; 32]);
/// Monday 2026-11-02, 08:30 in Japan.
pub const OPENING: FleetTime = FleetTime(1_793_575_800_000);

/// A clinic with one fleet.
pub struct Clinic {
    pub fleet: Fleet,
    pub store: Store,
    pub now: FleetTime,
    pub readers: BTreeMap<Serial, Reader>,
    /// Loads the store after every so many decisions; 1 loads it after each.
    pub loads_every: u64,
    decided: u64,
    settings: Settings,
    lines: BTreeMap<ConnectionId, Serial>,
    made: u64,
    heard: Vec<String>,
}

impl Default for Clinic {
    fn default() -> Self {
        Self::new()
    }
}

impl Clinic {
    /// A clinic in the morning, without units.
    pub fn new() -> Self {
        let settings = Settings {
            environment: Environment::Test,
            ..Settings::default()
        };
        let start = Start {
            installation: HERE,
            wall: OPENING,
        };
        Self {
            fleet: Fleet::restore(settings.clone(), start, Store::default().records()),
            store: Store::default(),
            now: OPENING,
            readers: BTreeMap::new(),
            loads_every: 1,
            decided: 0,
            settings,
            lines: BTreeMap::new(),
            made: 0,
            heard: Vec::new(),
        }
    }

    /// A clinic with these units plugged in directly, each on a port of its own, and seats for all of them.
    pub fn with_units(serials: &[&str]) -> Self {
        let mut clinic = Self::new();
        clinic.additional("L-0", 3);
        for (port, serial) in serials.iter().enumerate() {
            clinic.enroll(serial);
            clinic.plug(serial, &format!("1-{}", port + 1));
        }
        clinic.orders();
        clinic
    }

    // Staff.

    pub fn enroll(&mut self, serial: &str) {
        self.enroll_at(serial, counter("front"));
    }

    pub fn enroll_at(&mut self, serial: &str, counter: Counter) {
        let key = KeyFingerprint(self.bytes());
        self.enroll_with(serial, counter, key).unwrap();
    }

    pub fn enroll_with(
        &mut self,
        serial: &str,
        counter: Counter,
        key: KeyFingerprint,
    ) -> Result<Answer, Refusal> {
        let enroll = EnrollUnit {
            serial: name(serial),
            installation: HERE,
            key,
            edition: Edition::Multi,
            counter,
        };
        let answer = self.staff(Command::EnrollUnit(enroll))?;
        self.readers
            .entry(name(serial))
            .or_insert_with(|| Reader::new(key));
        Ok(answer)
    }

    pub fn add(&mut self, number: &str) {
        self.add_as(number, Class::Normal);
    }

    pub fn add_as(&mut self, number: &str, class: Class) {
        let add = AddTicket {
            number: Some(label(number)),
            class,
            ..AddTicket::default()
        };
        self.staff(Command::AddTicket(add)).unwrap();
    }

    pub fn add_wishing(
        &mut self,
        number: &str,
        needs: &[Wish],
        prefers: &[Wish],
    ) -> Result<Answer, Refusal> {
        self.staff(Command::AddTicket(AddTicket {
            number: Some(label(number)),
            class: Class::Normal,
            needs: needs.to_vec(),
            prefers: prefers.to_vec(),
        }))
    }

    pub fn call(&mut self, number: &str, unit: Option<&str>) -> Result<Answer, Refusal> {
        self.staff(Command::CallTicket {
            number: label(number),
            unit: unit.map(name),
        })
    }

    pub fn recall(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::RecallTicket { number })
    }

    pub fn move_to(&mut self, number: &str, unit: &str) -> Result<Answer, Refusal> {
        self.staff(Command::MoveTicket {
            number: label(number),
            unit: name(unit),
        })
    }

    pub fn park(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::ParkTicket { number })
    }

    pub fn unpark(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::UnparkTicket { number })
    }

    pub fn cancel(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::CancelTicket { number })
    }

    pub fn pause(&mut self, serial: &str, now: bool) {
        let serial = name(serial);
        self.staff(Command::PauseUnit { serial, now }).unwrap();
    }

    pub fn resume(&mut self, serial: &str) {
        let serial = name(serial);
        self.staff(Command::ResumeUnit { serial }).unwrap();
    }

    pub fn prefer(&mut self, serial: &str) {
        let serial = name(serial);
        let preferred = true;
        self.staff(Command::PreferUnit { serial, preferred })
            .unwrap();
    }

    pub fn retire(&mut self, serial: &str) {
        let serial = name(serial);
        self.staff(Command::RetireUnit { serial }).unwrap();
    }

    /// Installs an additional license for ever.
    pub fn additional(&mut self, id: &str, seats: u8) {
        self.additional_until(id, seats, None).unwrap();
    }

    /// Installs an additional license that ends that many seconds from now.
    pub fn additional_until(
        &mut self,
        id: &str,
        seats: u8,
        seconds: Option<i64>,
    ) -> Result<Answer, Refusal> {
        let binding = Binding::Additional {
            installation: HERE,
            seats,
        };
        let ends = seconds.map(|s| self.now.plus(s * SECOND));
        let license = license(id, binding, ends);
        self.staff(Command::InstallLicense(Box::new(license)))
    }

    /// Installs a bundled license for ever.
    pub fn bundled(&mut self, id: &str, serial: &str) {
        let binding = Binding::Bundled {
            serial: serial.into(),
            unit_key: None,
        };
        let license = license(id, binding, None);
        self.staff(Command::InstallLicense(Box::new(license)))
            .unwrap();
    }

    /// A command of staff, with a request id of its own.
    pub fn staff(&mut self, command: Command) -> Result<Answer, Refusal> {
        let request = self.request();
        self.act(Act::staff(request, command))
    }

    /// A request id that was not used before.
    pub fn request(&mut self) -> RequestId {
        let bytes: [u8; 32] = self.bytes();
        let mut id = [0; 16];
        id.copy_from_slice(&bytes[..16]);
        RequestId(id)
    }

    // Readers.

    /// Plugs a reader straight into this port of the PC.
    pub fn plug(&mut self, serial: &str, port: &str) {
        self.plug_by(serial, link(port));
    }

    /// Plugs a reader in by this link.
    pub fn plug_by(&mut self, serial: &str, link: Link) {
        self.plug_at(serial, link, HERE);
    }

    /// Plugs a reader into a PC of the fleet.
    pub fn plug_at(&mut self, serial: &str, link: Link, installation: Installation) {
        let connection = self.connection();
        let reader = self.readers.get_mut(&name(serial)).unwrap();
        reader.link = link;
        let before = reader.connection;
        let attach = reader.attach(&name(serial), installation, connection);
        self.lines.insert(connection, name(serial));
        self.reader_says(Command::Attach(Box::new(attach))).unwrap();
        if let Some(connection) = before {
            // The end of the former connection is seen later than the new one.
            let serial = name(serial);
            self.reader_says(Command::Detach { serial, connection })
                .unwrap();
        }
        if !self.reader(serial).slow {
            self.deliver_spool(serial);
        }
    }

    /// The reader sends what is in its spool, oldest first.
    pub fn deliver_spool(&mut self, serial: &str) {
        for ended in self.reader(serial).spool.clone() {
            self.report(serial, ended);
        }
    }

    /// The reader is back on its old port, with what it has in hand.
    pub fn back(&mut self, serial: &str) {
        let link = self.reader(serial).link.clone();
        self.plug_by(serial, link);
    }

    /// The link is lost; the reader goes on by itself.
    pub fn unplug(&mut self, serial: &str) {
        if let Some(connection) = self.reader(serial).connection.take() {
            let serial = name(serial);
            self.reader_says(Command::Detach { serial, connection })
                .unwrap();
        }
    }

    /// The reader loses power: what it had in hand is gone, its spool stays.
    pub fn power_cycle(&mut self, serial: &str) {
        self.unplug(serial);
        self.reader(serial).forget();
        self.back(serial);
    }

    /// The patient that the reader calls places the card; without a call it is a walk-up.
    pub fn card(&mut self, serial: &str) {
        let assignment = self.reader(serial).call;
        self.card_for(serial, assignment);
    }

    /// Somebody who was not called places a card.
    pub fn walk_up(&mut self, serial: &str) {
        self.card_for(serial, None);
    }

    /// A card is placed for this hand-out.
    pub fn card_for(&mut self, serial: &str, assignment: Option<Assignment>) {
        let session = self.session();
        let reader = self.reader(serial);
        reader.call = None;
        reader.session = Some((session, assignment));
        reader.card_present = true;
        if let Some(connection) = reader.connection {
            self.reader_says(Command::CardPlaced {
                serial: name(serial),
                connection,
                session,
                assignment,
            })
            .unwrap();
        }
    }

    /// The session ends with a match of the face, and the card is taken away.
    pub fn verified(&mut self, serial: &str) {
        self.ends(serial, Kind::Verified(Method::Face));
        self.card_removed(serial);
    }

    /// The session ends; the card stays.
    pub fn ends(&mut self, serial: &str, kind: Kind) {
        let reader = self.reader(serial);
        let Some((session, assignment)) = reader.session.take() else {
            return;
        };
        reader.finished.extend(assignment);
        let ended = SessionEnded {
            serial: name(serial),
            connection: ConnectionId(0),
            session,
            assignment,
            outcome: outcome(kind),
            age_ms: 0,
        };
        reader.spool.push(ended);
        self.deliver_spool(serial);
    }

    /// Sends an outcome if the link stands; what is acknowledged leaves the spool.
    pub fn report(&mut self, serial: &str, mut ended: SessionEnded) {
        let Some(connection) = self.reader(serial).connection else {
            return;
        };
        ended.connection = connection;
        let session = ended.session;
        if self.reader_says(Command::SessionEnded(ended)).is_ok() {
            self.reader(serial).spool.retain(|e| e.session != session);
        }
    }

    pub fn card_removed(&mut self, serial: &str) {
        let reader = self.reader(serial);
        reader.card_present = false;
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::CardRemoved { serial, connection })
                .unwrap();
        }
    }

    pub fn health(&mut self, serial: &str, health: Health) {
        let reader = self.reader(serial);
        reader.health = health.clone();
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::HealthChanged {
                serial,
                connection,
                health,
            })
            .unwrap();
        }
    }

    /// The reader says what it has, because it was asked.
    pub fn says_what_it_has(&mut self, serial: &str) {
        let reader = self.reader(serial);
        reader.asked = false;
        let holding = reader.holding();
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::HoldingReported {
                serial,
                connection,
                holding,
            })
            .unwrap();
        }
    }

    /// The link of a reader is observed anew.
    pub fn observe(&mut self, serial: &str, link: Link) {
        let reader = self.reader(serial);
        reader.link = link.clone();
        if let Some(connection) = reader.connection {
            let serial = name(serial);
            self.reader_says(Command::LinkObserved {
                serial,
                connection,
                link,
            })
            .unwrap();
        }
    }

    pub fn reader_says(&mut self, command: Command) -> Result<Answer, Refusal> {
        self.act(Act::reader(command))
    }

    pub fn reader(&mut self, serial: &str) -> &mut Reader {
        self.readers.get_mut(&name(serial)).unwrap()
    }

    // Time.

    /// Time passes: a tick at every deadline on the way, and one at the end.
    pub fn wait(&mut self, seconds: i64) {
        let end = self.now.plus(seconds * SECOND);
        while let Some(due) = self.fleet.next_deadline().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            self.tick();
        }
        self.now = end;
        self.tick();
    }

    /// Lets what is due happen; after that nothing may be due any more.
    pub fn tick(&mut self) {
        self.act(Act {
            request: None,
            actor: madoguchi_fleet::ticket::Actor::Fleet,
            command: Command::Tick,
        })
        .unwrap();
        let next = self.fleet.next_deadline();
        assert!(
            next.is_none_or(|at| at > self.now),
            "a deadline of {next:?} is still due at {}",
            self.now
        );
    }

    /// The controller dies and starts again that many seconds later.
    pub fn restart_after(&mut self, seconds: i64) {
        let wall = self.now.plus(seconds * SECOND);
        self.restart_at(wall);
    }

    /// The controller dies and starts again while the wall clock says `wall`.
    pub fn restart_at(&mut self, wall: FleetTime) {
        let start = Start {
            installation: HERE,
            wall,
        };
        self.fleet = Fleet::restore(self.settings.clone(), start, self.store.records());
        self.store.deadlines_moved = true;
        self.now = self.fleet.now();
        for reader in self.readers.values_mut() {
            reader.connection = None;
        }
        self.tick();
    }

    // Questions.

    pub fn ticket(&self, number: &str) -> &Ticket {
        self.fleet.ticket_numbered(&label(number)).unwrap()
    }

    pub fn unit(&self, serial: &str) -> &Unit {
        self.fleet.unit(&name(serial)).unwrap()
    }

    /// A ticket's state in words: `waiting`, `called CR-1`, `verifying CR-1`, `done` …
    pub fn state(&self, number: &str) -> String {
        in_words(&self.ticket(number).state)
    }

    /// The verdict on a unit in words: `seat:included`, `refused:no-seat` … of a visitor too.
    pub fn admission(&self, serial: &str) -> String {
        let visitor = self.fleet.visitors().find(|v| v.serial == name(serial));
        match visitor {
            Some(visitor) => Verdict::Refused(visitor.refusal.clone()).to_string(),
            None => self.fleet.verdict(self.unit(serial)).to_string(),
        }
    }

    pub fn story(&self, number: &str) -> Vec<What> {
        let story = &self.ticket(number).story;
        story.iter().map(|chapter| chapter.what).collect()
    }

    /// What readers were told since the last time, in words: `CR-1 call 12`, `CR-1 withdraw 12` …
    pub fn orders(&mut self) -> Vec<String> {
        std::mem::take(&mut self.heard)
    }

    /// The calls and withdrawals among [`Clinic::orders`].
    pub fn calls(&mut self) -> Vec<String> {
        let mut orders = self.orders();
        orders.retain(|order| order.contains(" call ") || order.contains(" withdraw "));
        orders
    }

    // Each decision, checked.

    /// Decides, makes durable, checks, delivers: in the engine's order.
    pub fn act(&mut self, act: Act) -> Result<Answer, Refusal> {
        let before = self.fleet.clone();
        let command = act.command.name();
        let decided = self.fleet.decide(self.now, act);
        match &decided {
            Ok(decision) => {
                self.store.apply(&decision.changes, self.now);
                steps::check(&before, command, decision, &self.fleet);
                if let Some(clock) = decision.set_clock {
                    self.now = clock;
                }
            }
            Err(refusal) => store::nothing_changed(&before, &self.fleet, refusal),
        }
        self.check();
        decided.map(|decision| {
            self.deliver(&decision.orders);
            decision.answer
        })
    }

    fn check(&mut self) {
        if let Err(broken) = self.fleet.check_invariants() {
            panic!("{broken}");
        }
        self.decided += 1;
        if !self.decided.is_multiple_of(self.loads_every) {
            return;
        }
        let start = Start {
            installation: HERE,
            wall: self.now,
        };
        self.store.gives(&self.fleet, self.settings.clone(), start);
    }

    fn deliver(&mut self, orders: &[(ConnectionId, Order)]) {
        for (connection, order) in orders {
            let Some(serial) = self.lines.get(connection) else {
                panic!("an order to a connection that never was: {order:?}");
            };
            self.heard
                .push(orders::in_words(serial, order, &self.fleet));
            if let Some(reader) = self.readers.get_mut(serial)
                && reader.connection == Some(*connection)
            {
                reader.obey(order);
            }
        }
    }

    fn connection(&mut self) -> ConnectionId {
        self.made += 1;
        ConnectionId(self.made)
    }

    fn session(&mut self) -> SessionId {
        SessionId(self.request().0)
    }

    fn bytes(&mut self) -> [u8; 32] {
        self.made += 1;
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&self.made.to_be_bytes());
        bytes
    }
}

// Short words for tests.

pub fn name(serial: &str) -> Serial {
    Serial::parse(serial).unwrap()
}

pub fn label(number: &str) -> Number {
    Number::parse(number).unwrap()
}

pub fn counter(name: &str) -> Counter {
    Counter {
        name: name.to_owned(),
        ..Counter::default()
    }
}

pub fn seated_counter(name: &str) -> Counter {
    Counter {
        placement: Placement::Seated,
        ..counter(name)
    }
}

pub fn tagged_counter(tags: &[&str]) -> Counter {
    Counter {
        tags: tags.iter().map(|t| tag(t)).collect(),
        ..counter("tagged")
    }
}

pub fn tag(text: &str) -> madoguchi_fleet::ids::Tag {
    madoguchi_fleet::ids::Tag::parse(text).unwrap()
}

pub fn seated() -> Wish {
    Wish::Placement(Placement::Seated)
}

pub fn tagged(text: &str) -> Wish {
    Wish::Tag(tag(text))
}

pub fn license_id(text: &str) -> LicenseId {
    LicenseId::parse(text).unwrap()
}

/// A link straight to this port of the PC, for example `1-2`.
pub fn link(port: &str) -> Link {
    Link {
        interface: format!("usb-{port}"),
        port: parse_port(port),
        path: Path::Direct,
        speed_mbps: Some(480),
        usb_serial: None,
        copies: Vec::new(),
    }
}

pub fn parse_port(port: &str) -> Port {
    let (bus, chain) = port.split_once('-').unwrap();
    Port {
        bus: bus.into(),
        chain: chain.into(),
    }
}

pub fn license(id: &str, binding: Binding, ends: Option<FleetTime>) -> InstallLicense {
    let grant = Grant {
        id: license_id(id),
        environment: Environment::Test,
        binding,
        not_before_ms: 0,
        not_after_ms: ends.map(|at| at.0),
        supersedes: Vec::new(),
        lineage: license_id(id),
        issuer: "test".into(),
    };
    InstallLicense {
        grant,
        document: id.as_bytes().into(),
        installation: HERE,
    }
}

pub fn faulted() -> Health {
    Health::Faulted {
        codes: vec!["E-1".to_owned()],
    }
}

fn outcome(kind: Kind) -> Outcome {
    Outcome {
        kind,
        duration_ms: 8_000,
        face_ms: Some(4_000),
    }
}

fn in_words(state: &State) -> String {
    match state {
        State::Waiting => "waiting".to_owned(),
        State::Parked => "parked".to_owned(),
        State::Called { unit, .. } => format!("called {unit}"),
        State::Verifying { unit, .. } => format!("verifying {unit}"),
        State::Missed => "missed".to_owned(),
        State::Done => "done".to_owned(),
        State::Cancelled => "cancelled".to_owned(),
        State::Ended => "ended".to_owned(),
    }
}
