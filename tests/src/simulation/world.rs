//! The simulated clinic: applies one event after the other.

use super::book::Book;
use super::controller::{Controller, Fault};
use super::coverage::Coverage;
use super::event::{Event, Line, Wall};
use super::links::Gate;
use super::plan::Plan;
use super::reader::{Reader, Up};
use super::watch::Watch;
use madoguchi_controller::store::{Revision, memory::Disk};
use madoguchi_fleet::command::{Act, Command, SessionEnded};
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::{ConnectionId, KeyFingerprint, Number, TicketId};
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::Grant;
use madoguchi_licensing::revocations::Revocations;
use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Monday, 2026-01-05, 8:30 in Japan.
pub(super) const OPENING: FleetTime = FleetTime(1_767_569_400_000);

/// The whole clinic.
#[derive(Debug)]
pub struct World {
    pub(super) plan: Plan,
    /// Milliseconds since the opening: the true time, and the readers' clock.
    pub(super) elapsed: i64,
    /// How far the PC's wall clock is ahead of the true time.
    pub(super) wall_off: i64,
    /// Since when the controller stood still, until it goes on.
    pub(super) stood_still: Option<FleetTime>,
    pub(super) disk: Disk,
    pub(super) controller: Option<Controller>,
    pub(super) readers: Vec<Reader>,
    pub(super) grants: Vec<Grant>,
    pub(super) lists: Vec<Revocations>,
    /// Tickets that reception was told of, with their number.
    pub(super) acknowledged: BTreeMap<TicketId, Number>,
    pub(super) connections: u64,
    /// The controller's side of each connection.
    pub(super) gates: BTreeMap<ConnectionId, Gate>,
    /// Links that ended without the controller having noticed yet, with the frames that still come.
    pub(super) unnoticed: Vec<(usize, ConnectionId, VecDeque<Up>)>,
    /// Every outcome that came in, in the order in which it came.
    pub(super) outcomes: Vec<SessionEnded>,
    /// What was sent from the desk, by the line that sent it.
    pub(super) requests: BTreeMap<u32, Act>,
    /// Orders of the event that is applied.
    pub(super) orders: Vec<(ConnectionId, Order)>,
    /// What was seen to go in and come out.
    pub(super) book: Book,
    /// What is compared after every act; `None` where only the log matters.
    pub(super) watch: Option<Watch>,
    /// The store's revision after the last batch.
    pub(super) written: Option<Revision>,
    /// Whether everything is about to come to rest.
    pub(super) resting: bool,
    pub(super) coverage: Coverage,
    pub(super) failure: Option<String>,
    /// Everything that left the controller, in short.
    pub(super) trace: DefaultHasher,
    /// The line that is applied, and how many ids were made in it.
    line: (u32, u32),
}

impl World {
    /// A clinic that has not opened yet; `watched`: whether everything is checked.
    pub(super) fn new(watched: bool) -> Self {
        Self {
            plan: Plan {
                pcs: 0,
                readers: Vec::new(),
                licenses: Vec::new(),
                lists: Vec::new(),
                day_ends_min: None,
                restarts_min: None,
                wall: Wall::Right,
            },
            elapsed: 0,
            wall_off: 0,
            stood_still: None,
            disk: Disk::default(),
            controller: None,
            readers: Vec::new(),
            grants: Vec::new(),
            lists: Vec::new(),
            acknowledged: BTreeMap::new(),
            connections: 0,
            gates: BTreeMap::new(),
            unnoticed: Vec::new(),
            outcomes: Vec::new(),
            requests: BTreeMap::new(),
            orders: Vec::new(),
            book: Book::default(),
            watch: watched.then(Watch::default),
            written: None,
            resting: false,
            coverage: Coverage::default(),
            failure: None,
            trace: DefaultHasher::new(),
            line: (0, 0),
        }
    }

    /// The readers' clock.
    pub(super) fn now_ms(&self) -> u64 {
        u64::try_from(self.elapsed).unwrap_or(0)
    }

    /// Fleet time; the opening while no controller runs.
    pub(super) fn now(&self) -> FleetTime {
        let running = self.controller.as_ref();
        running.map_or(OPENING, |controller| controller.now(self.elapsed))
    }

    /// An id that nothing else in this run has: made of the line that is applied.
    pub(super) fn id(&mut self, kind: u8) -> [u8; 16] {
        self.line.1 += 1;
        id_of(kind, self.line)
    }

    /// The number of the line that is applied.
    pub(super) const fn line(&self) -> u32 {
        self.line.0
    }

    /// Applies a line of a log. Whether it did anything: an event that does not apply (any longer) is skipped.
    pub(super) fn take(&mut self, line: &Line) -> bool {
        self.line = (line.n, 0);
        self.orders.clear();
        let applied = self.names_what_is_there(&line.event) && self.apply(&line.event);
        if self.watch.is_some() && applied && !self.resting {
            self.coverage.event(&line.event);
        }
        if let Some(controller) = &self.controller {
            self.trace.write_i64(controller.now(self.elapsed).0);
        }
        applied
    }

    /// A log that was shortened, or written by hand, may name a reader that is not there.
    fn names_what_is_there(&self, event: &Event) -> bool {
        let json = serde_json::to_value(event).unwrap_or_default();
        let index = |key: &str| {
            json.get(key)
                .and_then(serde_json::Value::as_u64)
                .unwrap_or(0)
        };
        let opened = self.plan.pcs > 0 || matches!(event, Event::Opens { .. });
        let readers = u64::try_from(self.readers.len().max(1)).unwrap_or(1);
        let pcs = u64::try_from(self.plan.pcs.max(1)).unwrap_or(1);
        opened && index("reader") < readers && index("by") < readers && index("pc") < pcs
    }

    pub(super) fn apply(&mut self, event: &Event) -> bool {
        let now_ms = self.now_ms();
        match event.clone() {
            Event::Opens { plan } => self.opens(plan),
            Event::Patient {
                number,
                class,
                needs,
                prefers,
            } => self.patient(number, class, &needs, &prefers),
            Event::Repeat { of } => self.repeat(of),
            Event::Staff { act, number } => self.staff_act(act, number),
            Event::CallTo { number, reader } => self.call_to(number, reader),
            Event::Move { number, reader } => self.move_to(number, reader),
            Event::Change {
                number,
                class,
                needs,
                prefers,
            } => self.change(number, class, needs, prefers),
            Event::DropNeed { number, need } => self.drop_need(number, need),
            Event::Bind {
                number,
                reader,
                card,
            } => self.bind(number, reader, card),
            Event::EndDay => self.staff_send(Some(Command::EndDay)),
            Event::UndoDay => self.staff_send(Some(Command::UndoDay)),
            Event::Replace { reader, by } => self.replace(reader, by),
            Event::Unit { act, reader } => self.unit_act(act, reader),
            Event::Person { act, who } => self.person_act(act, who),
            Event::EndSessions { who, count } => self.end_sessions(who, count),
            Event::Adopt { reader } => self.adopt(now_ms, reader),
            Event::License { index } => self.license(index, false),
            Event::Bridge { index } => self.license(index, true),
            Event::Revoke { index } => self.revoke(index),
            Event::Sign { stale } => self.sign(stale),
            Event::ResetTime { off_min, asked } => self.reset_time(off_min, asked),
            Event::ConfirmTime => self.confirm_time(),
            Event::Card { reader } => self.card(now_ms, reader),
            Event::SessionEnds { reader, ending } => self.session_ends(now_ms, reader, ending),
            Event::CardTaken { reader } => self.readers[reader].card_taken(now_ms),
            Event::Spool { reader, fails } => self.readers[reader].write_spool(now_ms, fails),
            Event::Health { reader, shape } => self.readers[reader].set_shape(now_ms, shape),
            Event::Plug { reader, pc, port } => self.plug(now_ms, reader, pc, port),
            Event::LinkLost { reader } => self.lose_link(now_ms, reader),
            Event::Notice { reader, how } => self.notice(reader, how),
            Event::See { pc, foreign } => self.see(pc, foreign),
            Event::NoteCable { reader, metres } => self.note_cable(reader, metres),
            Event::Copy { reader, there } => self.copy(reader, there),
            Event::Moved { reader, port } => self.moved(reader, port),
            Event::Again { reader, back } => self.says_again(reader, back),
            Event::Stranger { reader } => self.stranger(reader),
            Event::ReaderRestarts { reader } => {
                self.lose_link(now_ms, reader);
                self.readers[reader].restart(now_ms);
                true
            }
            Event::RestartOver { reader } => self.readers[reader].restart_over(now_ms),
            Event::Up { reader, frames } => self.up(reader, frames),
            Event::Late { reader, frames } => self.late(reader, frames),
            Event::Down { reader, frames } => self.down(now_ms, reader, frames),
            Event::MangleUp { reader, how } => self.mangle_up(reader, how),
            Event::MangleDown { reader, how } => self.mangle_down(reader, how),
            Event::Batch { acts } => self.batch(acts),
            Event::SyncFails { kept } => {
                let fault = if kept { Fault::Kept } else { Fault::Lost };
                self.with_controller(|controller| controller.fault = fault)
            }
            Event::DiskFull { full } => self.with_controller(|controller| controller.full = full),
            Event::Crash => self.controller.is_some() && self.crash(now_ms),
            Event::CrashIn { acts, synced } => self.crash_in(now_ms, acts, synced),
            Event::Start { wall } => self.start(wall),
            Event::SetClock { off_s } => self.set_clock(off_s),
            Event::Stand { ms } => self.stand(ms),
            Event::Busy { ms } => self.busy(ms),
            Event::Wait { ms } => self.wait(ms),
        }
    }

    fn with_controller(&mut self, change: impl FnOnce(&mut Controller)) -> bool {
        self.controller.as_mut().map(change).is_some()
    }

    /// The clinic opens: the controller starts, and every reader is enrolled and plugged in.
    fn opens(&mut self, plan: Plan) -> bool {
        if self.plan.pcs > 0 || plan.pcs == 0 || plan.readers.is_empty() {
            return false;
        }
        self.grants = plan.grants();
        self.lists = plan.revocations();
        let readers = 0..plan.readers.len();
        self.readers = readers
            .clone()
            .map(|r| Reader::new(plan.serial(r)))
            .collect();
        let wall = plan.wall;
        self.plan = plan;
        self.start(wall);
        for reader in readers.clone() {
            self.enroll(reader);
        }
        self.batch(usize::MAX);
        for reader in readers.clone() {
            let (pc, port) = (self.plan.readers[reader].pc, self.plan.port(reader));
            self.plug(0, reader, pc, port);
            self.up(reader, usize::MAX);
        }
        self.batch(usize::MAX);
        for reader in readers {
            self.down(0, reader, usize::MAX);
        }
        true
    }

    /// Whether everything held so far.
    pub(super) fn verdict(&self) -> Result<(), String> {
        match (&self.failure, &self.watch) {
            (Some(what), _) => Err(what.clone()),
            (None, Some(_)) => self.check(),
            (None, None) => Ok(()),
        }
    }

    pub(super) fn note(&mut self, check: Result<(), String>) {
        if let Err(what) = check {
            self.failure.get_or_insert(what);
        }
    }

    /// Everything that left the controller so far, and what is stored now, in one number.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hasher = self.trace.clone();
        self.disk.pairs().hash(&mut hasher);
        hasher.finish()
    }
}

/// The id that was made in a line, the first one being 1.
pub(super) fn id_of(kind: u8, (line, nth): (u32, u32)) -> [u8; 16] {
    let mut id = [0; 16];
    id[0] = kind;
    id[4..8].copy_from_slice(&line.to_be_bytes());
    id[8..12].copy_from_slice(&nth.to_be_bytes());
    id
}

pub(super) fn number_of(number: u32) -> Option<Number> {
    Number::parse(&number.to_string())
}

/// The key that a reader was given at its pairing number `generation`, from 0; others have none of them.
pub(super) fn key_of(reader: usize, generation: u8) -> KeyFingerprint {
    let mut key = [u8::try_from(reader).unwrap_or(u8::MAX); 32];
    key[1] = generation;
    KeyFingerprint(key)
}
