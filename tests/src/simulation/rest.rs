//! Time passes, and at the end everything comes to rest.

use super::event::{Ending, Event, Gone, Line, Shape, UnitAct, Wall};
use super::reader::Reader;
use super::world::{World, key_of};
use madoguchi_agent::session::Input;
use madoguchi_fleet::unit::{Activity, Membership};
use std::collections::BTreeMap;

/// Most rounds until everything has to be at rest: each ticket missed twice, one after the other.
const ROUNDS: usize = 300;
/// So many rounds nobody comes to every other reader.
const NO_SHOWS: usize = 7;
/// So many rounds somebody comes to every reader, called or not.
const WALK_UPS: usize = 2;
/// The line from which on everything comes to rest.
const AT_REST: u32 = 1_000_000;

impl World {
    /// Time passes; the engine and the readers are woken when they asked to be.
    pub(super) fn wait(&mut self, ms: i64) -> bool {
        let until = self.elapsed.saturating_add(ms.max(0));
        let mut stays_due = 0;
        loop {
            let engine = self.controller.as_ref().map(|c| c.wakes_at());
            let readers = self.readers.iter().filter_map(Reader::next_deadline).min();
            let readers = readers.and_then(|at| i64::try_from(at).ok());
            let next = [engine, readers].into_iter().flatten().min();
            let Some(next) = next.filter(|at| *at <= until) else {
                break;
            };
            let before = self.elapsed;
            self.elapsed = self.elapsed.max(next);
            self.tick();
            let again = self.controller.as_ref().map(|c| c.wakes_at());
            // Where fleet time was set, what is due is looked at anew.
            stays_due = if again.is_some_and(|at| at <= before) {
                stays_due + 1
            } else {
                0
            };
            if stays_due > 2 {
                let what = format!("invariant 8: a deadline at {again:?} stays due");
                self.failure.get_or_insert(what);
                return true;
            }
        }
        self.elapsed = until;
        true
    }

    /// Readers alone, while the controller stands still.
    pub(super) fn readers_go_on(&mut self, until: i64) {
        let due = |reader: &Reader| {
            let at = reader.next_deadline().and_then(|at| i64::try_from(at).ok());
            at.filter(|at| *at <= until)
        };
        for reader in 0..self.readers.len() {
            while let Some(at) = due(&self.readers[reader]) {
                let at = u64::try_from(at.max(self.elapsed)).unwrap_or(0);
                self.readers[reader].handle(at, Input::Tick);
            }
        }
    }

    fn tick(&mut self) {
        let now_ms = self.now_ms();
        for reader in &mut self.readers {
            if reader.next_deadline().is_some_and(|at| at <= now_ms) {
                reader.handle(now_ms, Input::Tick);
            }
        }
        self.batch(0);
    }

    /// Everything that is on its way arrives, everybody finishes, and time passes.
    pub(super) fn come_to_rest(&mut self) {
        if self.plan.pcs == 0 {
            return;
        }
        self.resting = true;
        self.all_is_well();
        self.all_is_well();
        for reader in 0..self.readers.len() {
            let (pc, port) = (self.plan.readers[reader].pc, self.plan.port(reader));
            self.rest(Event::Plug { reader, pc, port });
            self.rest(Event::Notice {
                reader,
                how: Gone::Lost,
            });
        }
        // Tickets can be called one after the other, each missed at worst: rounds enough for all of them.
        for round in 0..ROUNDS {
            for reader in 0..self.readers.len() {
                let comes = reader.is_multiple_of(2) || round > NO_SHOWS;
                let takes_card = round < WALK_UPS || (comes && self.is_called(reader));
                self.finish(reader, takes_card);
            }
            self.rest(Event::Wait { ms: 31_000 });
            if self.failure.is_some() || (self.is_quiet() && self.is_at_rest().is_ok()) {
                break;
            }
        }
        if self.watch.is_some() {
            self.note(self.check_disk(&[]).and_then(|()| self.check_audit(0)));
        }
    }

    fn rest(&mut self, event: Event) {
        let n = self.line().max(AT_REST) + 1;
        self.take(&Line { n, event });
    }

    /// The controller runs on a disk that works, and every unit is in order. Twice, because a fault may still wait.
    fn all_is_well(&mut self) {
        self.rest(Event::SetClock { off_s: 0 });
        self.rest(Event::Start { wall: Wall::Right });
        self.rest(Event::DiskFull { full: false });
        self.rest(Event::Batch { acts: usize::MAX });
        self.rest(Event::Start { wall: Wall::Right });
        for reader in 0..self.readers.len() {
            let serial = &self.readers[reader].serial;
            let unit = self.controller.as_ref().and_then(|c| c.fleet.unit(serial));
            let newest = key_of(reader, self.readers[reader].paired);
            let out = unit.is_some_and(|unit| {
                // Its newest pairing may have been lost on the way.
                unit.membership == Membership::Retired || unit.key != newest
            });
            self.rest(Event::Copy {
                reader,
                there: false,
            });
            self.rest(Event::Health {
                reader,
                shape: Shape::Healthy,
            });
            self.rest(Event::Notice {
                reader,
                how: Gone::Lost,
            });
            for act in [UnitAct::Resume, UnitAct::EnrollAgain] {
                if act == UnitAct::Resume || out {
                    self.rest(Event::Unit { act, reader });
                }
            }
            self.rest(Event::Adopt { reader });
        }
        self.rest(Event::Batch { acts: usize::MAX });
    }

    /// A reader hears everything, ends its session, and says so, after it took a card if it is to.
    fn finish(&mut self, reader: usize, takes_card: bool) {
        self.hears(reader);
        if self.readers[reader].link.is_none() && !self.is_replaced(&self.readers[reader]) {
            let (pc, port) = (self.plan.readers[reader].pc, self.plan.port(reader));
            self.rest(Event::Plug { reader, pc, port });
        }
        if self.readers[reader].restarting {
            self.rest(Event::RestartOver { reader });
        }
        if takes_card && !self.readers[reader].card_present {
            self.rest(Event::Card { reader });
        }
        if self.readers[reader].session.is_some() {
            let ending = Ending::Face;
            self.rest(Event::SessionEnds { reader, ending });
        }
        if self.readers[reader].is_writing() {
            let fails = false;
            self.rest(Event::Spool { reader, fails });
        }
        self.says(reader);
        self.hears(reader);
        if self.readers[reader].card_present {
            self.rest(Event::CardTaken { reader });
        }
        self.says(reader);
    }

    fn is_called(&self, reader: usize) -> bool {
        let fleet = self.controller.as_ref().map(|c| &c.fleet);
        let unit = fleet.and_then(|fleet| fleet.unit(&self.readers[reader].serial));
        unit.is_some_and(|unit| matches!(unit.activity, Activity::Called(_)))
    }

    fn hears(&mut self, reader: usize) {
        if self.readers[reader].frames().1 > 0 {
            let frames = usize::MAX;
            self.rest(Event::Down { reader, frames });
        }
    }

    fn says(&mut self, reader: usize) {
        if self.readers[reader].frames().0 > 0 {
            let frames = usize::MAX;
            self.rest(Event::Up { reader, frames });
        }
        if self
            .controller
            .as_ref()
            .is_some_and(|c| !c.inbox.is_empty())
        {
            self.rest(Event::Batch { acts: usize::MAX });
        }
    }

    /// Whether nothing is on its way.
    fn is_quiet(&self) -> bool {
        let still = |reader: &Reader| {
            let link = reader.link.as_ref();
            link.is_some_and(|link| link.up.is_empty() && link.down.is_empty())
        };
        self.controller.as_ref().is_some_and(|c| c.inbox.is_empty())
            && self
                .readers
                .iter()
                .all(|reader| still(reader) || self.is_replaced(reader))
    }
}

impl World {
    /// At the end nothing is on its way any more, and every finished session was counted exactly once.
    pub(super) fn check_rest(&self) -> Result<(), String> {
        self.is_at_rest()?;
        let controller = self.controller.as_ref();
        controller.map_or(Ok(()), |controller| self.counted_once(&controller.fleet))
    }

    /// Whoever is plugged in with the key on record is connected, whatever any clock showed; and at every PC with a reader on a
    /// port of its own one serves at least, as the included seat needs nothing else.
    fn serves_again(&self, fleet: &madoguchi_fleet::Fleet) -> Result<(), String> {
        let here = |reader: &&Reader| !self.is_replaced(reader) && reader.link.is_some();
        // At each PC: whether somebody could serve, and whether somebody does.
        let mut pcs: BTreeMap<usize, (bool, bool)> = BTreeMap::new();
        for reader in self.readers.iter().filter(here) {
            let unit = fleet.unit(&reader.serial);
            let Some(unit) = unit.filter(|unit| unit.connection().is_some()) else {
                let serial = &reader.serial;
                return Err(format!(
                    "liveness: {serial} is plugged in and not connected"
                ));
            };
            let others = self.readers.iter().filter(here);
            let alone = others
                .filter(|other| (other.pc, other.port) == (reader.pc, reader.port))
                .count()
                == 1;
            let (could, does) = pcs.entry(reader.pc).or_default();
            *could |= alone && (1..=4).contains(&reader.port);
            // One that failed again and again is paused, and keeps its seat.
            *does |= unit.serves() || unit.pause.is_some();
        }
        match pcs.iter().find(|(_, (could, does))| *could && !does) {
            Some((pc, _)) => Err(format!("liveness: nobody serves at PC {pc}")),
            None => Ok(()),
        }
    }

    /// Nothing is called or verifying, nobody waits for a free unit, and every outcome is acknowledged.
    fn is_at_rest(&self) -> Result<(), String> {
        let controller = self
            .controller
            .as_ref()
            .ok_or("at the end no controller runs")?;
        let fleet = &controller.fleet;
        if let Some(busy) = fleet.active_tickets().next() {
            return Err(format!(
                "liveness: ticket {} is still {:?}",
                busy.number, busy.state
            ));
        }
        for unit in fleet.units() {
            if unit.serves() && !unit.is_free() {
                return Err(format!(
                    "liveness: {} hangs: {:?}",
                    unit.serial, unit.activity
                ));
            }
            if unit.membership != Membership::Enrolled && unit.connection().is_some() {
                return Err(format!("liveness: {unit:?} is no member and stayed"));
            }
        }
        let waiting = fleet.waiting_in_order();
        for unit in fleet.units().filter(|unit| unit.may_take()) {
            let may = |t: &&madoguchi_fleet::ticket::Ticket| {
                let wishes = t.wishes_at(fleet.now());
                wishes.unmet(&unit.serial, &unit.counter).is_none()
            };
            if let Some(waiting) = waiting.iter().copied().find(may) {
                return Err(format!(
                    "liveness: ticket {} waits though {} is free",
                    waiting.number, unit.serial
                ));
            }
        }
        for reader in self
            .readers
            .iter()
            .filter(|reader| !self.is_replaced(reader))
        {
            if reader.unacknowledged() > 0 {
                return Err(format!(
                    "liveness: {} has outcomes that nobody acknowledged",
                    reader.serial
                ));
            }
        }
        self.serves_again(fleet)
    }

    /// Whether another unit took this one's place for good: its connections are refused, and what it has not told yet
    /// stays with it.
    fn is_replaced(&self, reader: &Reader) -> bool {
        let unit = self
            .controller
            .as_ref()
            .and_then(|c| c.fleet.unit(&reader.serial));
        unit.is_some_and(|unit| matches!(unit.membership, Membership::Replaced { .. }))
    }

    fn counted_once(&self, fleet: &madoguchi_fleet::Fleet) -> Result<(), String> {
        let mut counted: BTreeMap<[u8; 16], usize> = BTreeMap::new();
        for attempt in fleet
            .tickets()
            .flat_map(|t| &t.attempts)
            .filter(|a| a.outcome.is_some())
        {
            if let Some(session) = attempt.session {
                *counted.entry(session.0).or_default() += 1;
            }
        }
        let walk_ups: usize = fleet
            .units()
            .map(|u| fleet.walk_ups_of(&u.serial).count())
            .sum();
        let outcomes = counted.values().sum::<usize>() + walk_ups;
        let heard = self.book.outcomes().count();
        if outcomes > heard {
            return Err(format!(
                "invariant 2: {outcomes} outcomes are kept, readers told {heard}"
            ));
        }
        for reader in &self.readers {
            for session in &reader.finished {
                let as_walk_up = fleet
                    .walk_up(madoguchi_fleet::ids::SessionId(session.0))
                    .is_some();
                let times = counted.get(&session.0).copied().unwrap_or(0) + usize::from(as_walk_up);
                let known = madoguchi_fleet::ids::SessionId(session.0);
                // A ticket that was closed long ago is forgotten with its outcome, which the book has.
                let forgotten = times == 0 && self.book.was_forgotten(known);
                let untold = times == 0 && self.is_replaced(reader);
                if times != 1 && !forgotten && !untold {
                    return Err(format!(
                        "invariant 2: session {session} of {} was counted {times} times",
                        reader.serial
                    ));
                }
            }
        }
        Ok(())
    }
}
