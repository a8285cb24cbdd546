//! Time passes, and at the end everything comes to rest.

use super::controller::HERE;
use super::event::Event;
use super::reader::Reader;
use super::world::{OPENING, World};
use madoguchi_agent::session::Input;
use std::collections::BTreeMap;

/// Most rounds until everything has to be at rest: each ticket missed twice, one after the other.
const ROUNDS: usize = 200;

impl World {
    /// Time passes; the engine and the readers are woken when they asked to be.
    pub(super) fn wait(&mut self, ms: i64) {
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

    pub(super) fn tick(&mut self) {
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
        self.resting = true;
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
        for _ in 0..ROUNDS {
            for reader in 0..self.readers.len() {
                self.finish(reader);
            }
            self.wait(31_000);
            if self.failure.is_some() || (self.is_quiet() && self.check_rest().is_ok()) {
                break;
            }
        }
        self.note(self.check_disk(&[]));
    }

    /// A reader hears everything, ends its session, and says so. Every other one takes a card first.
    fn finish(&mut self, reader: usize) {
        let frames = usize::MAX;
        self.apply(&Event::Down { reader, frames });
        if reader.is_multiple_of(2) {
            self.apply(&Event::Card { reader });
        }
        self.apply(&Event::SessionEnds { reader, outcome: 0 });
        let fails = false;
        self.apply(&Event::Spool { reader, fails });
        self.apply(&Event::Up { reader, frames });
        self.batch(usize::MAX);
        self.apply(&Event::Down { reader, frames });
        self.apply(&Event::CardTaken { reader });
        self.apply(&Event::Up { reader, frames });
        self.batch(usize::MAX);
    }

    /// Whether nothing is on its way.
    fn is_quiet(&self) -> bool {
        let still = |reader: &Reader| {
            let link = reader.link.as_ref();
            link.is_some_and(|link| link.up.is_empty() && link.down.is_empty())
        };
        self.controller.as_ref().is_some_and(|c| c.inbox.is_empty())
            && self.readers.iter().all(still)
    }
}

impl World {
    /// At the end nothing is on its way any more, and every finished session was counted exactly once.
    pub(super) fn check_rest(&self) -> Result<(), String> {
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
        let idle = fleet
            .units()
            .find(|u| u.may_take() && fleet.units_at(HERE).count() > 0);
        if let (Some(unit), Some(waiting)) = (idle, fleet.waiting_in_order().first()) {
            let may = waiting
                .wishes_at(fleet.now())
                .unmet(&unit.serial, &unit.counter)
                .is_none();
            if may {
                return Err(format!(
                    "liveness: ticket {} waits though {} is free",
                    waiting.number, unit.serial
                ));
            }
        }
        for reader in &self.readers {
            if reader.unacknowledged() > 0 {
                return Err(format!(
                    "liveness: {} has outcomes that nobody acknowledged",
                    reader.serial
                ));
            }
        }
        self.counted_once(fleet)
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
        let tallied: u32 = fleet.units().map(|u| u.tally.sessions).sum();
        let outcomes = counted.values().sum::<usize>() + walk_ups;
        if u32::try_from(outcomes) != Ok(tallied) {
            return Err(format!(
                "invariant 2: {outcomes} outcomes, the units' tallies say {tallied}"
            ));
        }
        for reader in &self.readers {
            for session in &reader.finished {
                let as_walk_up = fleet
                    .walk_up(madoguchi_fleet::ids::SessionId(session.0))
                    .is_some();
                let times = counted.get(&session.0).copied().unwrap_or(0) + usize::from(as_walk_up);
                if times != 1 {
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
