//! The simulated clinic: applies one event after the other.

use super::book::Book;
use super::controller::{Caller, Controller, HERE};
use super::event::Event;
use super::licenses::licenses;
use super::people::People;
use super::reader::Reader;
use madoguchi_agent::session::Input;
use madoguchi_controller::store::{Revision, memory::Disk};
use madoguchi_fleet::command::{Act, Command, EnrollUnit};
use madoguchi_fleet::ids::{ConnectionId, KeyFingerprint, Number, Serial, TicketId};
use madoguchi_fleet::ticket::What;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::{Edition, Health};
use madoguchi_fleet::wish::{Counter, Placement};
use madoguchi_licensing::grant::Grant;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// Monday, 2026-01-05, 8:30 in Japan.
pub(super) const OPENING: FleetTime = FleetTime(1_767_569_400_000);

/// A run that ended well.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// Every event, and what it led to, in one line each.
    pub log: Vec<String>,
    /// Sessions that readers finished; each was counted once.
    pub sessions: usize,
    /// Tickets that were acknowledged.
    pub tickets: usize,
    /// What happened to tickets, of all kinds that there are.
    pub seen: BTreeSet<What>,
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
    pub(super) random: ChaCha8Rng,
    pub(super) connections: u64,
    /// What was sent from the desk, oldest first.
    pub(super) requests: Vec<Act>,
    /// What was seen to go in and come out.
    pub(super) book: Book,
    /// The store's revision after the last batch.
    pub(super) written: Option<Revision>,
    /// Whether everything is about to come to rest.
    pub(super) resting: bool,
    /// Links that ended without the controller having noticed yet.
    pub(super) unnoticed: Vec<(usize, ConnectionId)>,
    pub(super) failure: Option<String>,
}

/// Runs one seed: this many events, then everything comes to rest.
///
/// # Errors
/// The first thing that does not hold.
pub fn run(seed: u64, events: usize) -> Result<Report, Failure> {
    let mut wishes = ChaCha8Rng::seed_from_u64(seed);
    let mut world = World::new(&mut wishes);
    let mut people = People::new(wishes);
    let mut log = Vec::with_capacity(events);
    for at in 0..events {
        let event = people.next(&world);
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
        seen: world.seen(),
    })
}

impl World {
    fn new(random: &mut ChaCha8Rng) -> Self {
        let readers = random.random_range(2..=6).max(random.random_range(2..=6));
        let mut world = Self {
            now: OPENING,
            disk: Disk::default(),
            controller: None,
            readers: (1..=readers)
                .filter_map(|n| Serial::parse(&format!("CR-{n}")))
                .map(Reader::new)
                .collect(),
            licenses: licenses(random.random_range(2..20)),
            acknowledged: Vec::new(),
            random: ChaCha8Rng::seed_from_u64(random.random()),
            connections: 0,
            requests: Vec::new(),
            book: Book::default(),
            written: None,
            resting: false,
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

    /// The readers' clock: milliseconds since the opening.
    pub(super) fn now_ms(&self) -> u64 {
        u64::try_from(self.now.since(OPENING)).unwrap_or(0)
    }

    fn seen(&self) -> BTreeSet<What> {
        let tickets = self.controller.iter().flat_map(|c| c.fleet.tickets());
        tickets
            .flat_map(|t| t.story.iter().map(|c| c.what))
            .collect()
    }

    /// Whether everything held so far.
    fn verdict(&self) -> Result<(), String> {
        self.failure.clone().map_or_else(|| self.check(), Err)
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
        let now_ms = self.now_ms();
        match *event {
            Event::Patient {
                number,
                class,
                wish,
            } => self.patient(number, class, wish),
            Event::RepeatRequest { back } => self.repeat(back),
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
            Event::CrashAfter { acts } => self.crash_after(now_ms, acts),
            Event::Start { clock_off_s } => self.start(clock_off_s),
            Event::Wait { ms } => self.wait(ms),
        }
    }

    pub(super) fn note(&mut self, check: Result<(), String>) {
        if let Err(what) = check {
            self.failure.get_or_insert(what);
        }
    }
}

pub(super) fn number_of(number: u32) -> Option<Number> {
    Number::parse(&number.to_string())
}

pub(super) fn key_of(reader: usize) -> KeyFingerprint {
    KeyFingerprint([u8::try_from(reader).unwrap_or(255); 32])
}
