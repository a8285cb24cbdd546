//! The controller runs: batches and what leaves them, its end and its start.

use super::controller::{Batched, Caller, Controller, Fault, Released, input_of, key_of_pc};
use super::event::Wall;
use super::oracles::{Before, Judge, answered_again, clock_at_start, remembered_at_start};
use super::watch::Seen;
use super::world::{OPENING, World};
use madoguchi_fleet::command::{Command, Start};
use madoguchi_fleet::decision::{Answer, Order};
use madoguchi_fleet::ids::ConnectionId;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{FleetTime, MINUTE, TimeOfDay};
use madoguchi_licensing::grant::Environment;
use std::collections::BTreeMap;
use std::hash::Hash;

/// While everything comes to rest one round is like the other: the disk is read after so many commits.
const READ_AT_REST: u64 = 20;
/// Who stands still for longer stood still; less is a busy moment.
const STOOD_STILL_MS: i64 = 5_000;
/// 2038-01-19T03:14:08Z: where 32 bits end.
const OVERFLOW: FleetTime = FleetTime(2_147_483_648_000);

impl World {
    pub(super) fn batch(&mut self, acts: usize) -> bool {
        if self.controller.is_none() {
            return false;
        }
        match self.commit(acts) {
            Some(released) => self.deliver(released),
            None => drop(self.crash(self.now_ms())),
        }
        true
    }

    /// A batch is synced, and nobody will ever hear of it; or it was not, and is lost.
    pub(super) fn crash_in(&mut self, now_ms: u64, acts: usize, synced: bool) -> bool {
        let Some(controller) = &mut self.controller else {
            return false;
        };
        if !synced {
            controller.fault = Fault::Lost;
        }
        let _nobody_hears = self.commit(acts);
        self.crash(now_ms)
    }

    /// Decides and commits, and judges what leaves, or would have. `None`: the disk failed, or nothing runs.
    fn commit(&mut self, acts: usize) -> Option<Released> {
        let id = self.id(b'b');
        let seen = Seen {
            now: self.now(),
            wall: self.wall(),
            since: self.stood_still.take(),
        };
        let controller = self.controller.as_mut()?;
        let taken = controller.take(acts);
        let full = controller.full;
        let watched = self.watch.is_some();
        let before = watched.then(|| Before::of(&controller.fleet, &self.book));
        let again = watched.then(|| taken.clone());
        let released = match controller.batch(self.elapsed, seen, taken, id) {
            Batched::Released(released) => Some(released),
            Batched::Kept => None,
            Batched::Lost => return None,
        };
        if let (Some(before), Some(acts)) = (before, again) {
            self.judge(seen, &before, acts, full, released.as_ref());
        }
        released
    }

    fn judge(
        &mut self,
        seen: Seen,
        before: &Before,
        acts: Vec<(madoguchi_fleet::command::Act, Caller)>,
        full: bool,
        released: Option<&Released>,
    ) {
        let (Some(watch), Some(controller)) = (&mut self.watch, &self.controller) else {
            return;
        };
        let stepped = watch.step(seen, acts, full, &mut self.coverage);
        let foretold = match stepped {
            Ok(foretold) => foretold,
            Err(what) => return self.note(Err(what)),
        };
        if released.is_some_and(|released| !released.is_same(&foretold)) {
            let what = format!("the same acts gave {released:?}, and again {foretold:?}");
            return self.note(Err(what));
        }
        let judge = Judge {
            began: seen.now,
            now: seen.now.plus(foretold.moved_ms()),
            wall: seen.wall,
            before,
            fleet: &controller.fleet,
            grants: &self.grants,
        };
        let judged = judge.judge(&mut self.book, &foretold);
        let gone = std::mem::take(&mut watch.gone);
        let model = &watch.model;
        self.book
            .forget(&gone, |session| model.walk_ups.contains_key(&session.0));
        let revision = controller.revision();
        self.note(judged);
        let written = self.written.replace(revision) != Some(revision);
        if written && (!self.resting || revision.0.is_multiple_of(READ_AT_REST)) {
            self.note(self.check_disk(&foretold.orders));
        }
    }

    fn deliver(&mut self, released: Released) {
        // The newest durable event of each connection, and how many became durable with it.
        let mut durable: BTreeMap<ConnectionId, (u64, usize)> = BTreeMap::new();
        for ((act, caller), reply) in released.replies {
            format!("{reply:?}").hash(&mut self.trace);
            match (caller, act.command, reply) {
                (Caller::Desk, Command::AddTicket(_), Ok(Answer::Ticket(id))) => {
                    let fleet = self.controller.as_ref().map(|c| &c.fleet);
                    if let Some(ticket) = fleet.and_then(|fleet| fleet.ticket(id)) {
                        self.acknowledged.insert(id, ticket.number.clone());
                    }
                }
                (
                    Caller::Reader {
                        connection,
                        sequence,
                    },
                    _,
                    Ok(_),
                ) => {
                    self.answered(connection);
                    let newest = durable.entry(connection).or_default();
                    *newest = (sequence, newest.1 + 1);
                }
                (Caller::Reader { connection, .. } | Caller::Hello(connection), _, Err(_)) => {
                    if let Some((sequence, events)) = durable.remove(&connection) {
                        self.acknowledge(connection, sequence, events);
                    }
                    self.hang_up(connection);
                }
                _ => {}
            }
        }
        for (connection, (sequence, events)) in durable {
            self.acknowledge(connection, sequence, events);
        }
        for (connection, order) in released.orders {
            format!("{connection:?}{order:?}").hash(&mut self.trace);
            self.orders.push((connection, order.clone()));
            let closes = matches!(order, Order::Close(_));
            self.push_down(connection, input_of(order));
            if closes {
                self.hang_up(connection);
            }
        }
    }

    /// The controller is gone with everything that it had not made durable; every link breaks.
    pub(super) fn crash(&mut self, now_ms: u64) -> bool {
        let ran = self.controller.take().is_some();
        for reader in 0..self.readers.len() {
            self.lose_link(now_ms, reader);
        }
        self.gates.clear();
        self.unnoticed.clear();
        ran
    }

    /// What the configuration says.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            environment: Environment::Test,
            day_end_ms: self.plan.day_ends_min.map(|minutes| minutes * MINUTE),
            restart_readers_ms: self.plan.restarts_min.map(|minutes| minutes * MINUTE),
            ..Settings::default()
        }
    }

    /// What a start would find now, beside the disk.
    pub(super) fn start_now(&self) -> Start {
        Start {
            installation: key_of_pc(0),
            wall: self.wall(),
        }
    }

    /// What the PC's wall clock shows.
    pub(super) fn wall(&self) -> TimeOfDay {
        TimeOfDay(OPENING.plus(self.elapsed + self.wall_off).0)
    }

    /// The wall clock is set, to so many seconds before or after the time.
    pub(super) fn set_clock(&mut self, off_s: i64) -> bool {
        self.wall_off = off_s * 1_000;
        if let Some(controller) = &mut self.controller {
            controller.clock_was_set(self.elapsed);
        }
        true
    }

    /// The controller stands still: the PC sleeps, or the process was stopped. Readers go on.
    pub(super) fn stand(&mut self, ms: i64) -> bool {
        if self.controller.is_none() || ms <= STOOD_STILL_MS {
            return false;
        }
        let since = self.now();
        let until = self.elapsed + ms;
        self.readers_go_on(until);
        self.elapsed = until;
        self.stood_still = Some(since);
        self.batch(0)
    }

    /// The engine is busy: what is due meanwhile is late, and what came meanwhile is decided before it.
    pub(super) fn busy(&mut self, ms: i64) -> bool {
        if self.controller.is_none() || !(1..=STOOD_STILL_MS).contains(&ms) {
            return false;
        }
        let until = self.elapsed + ms;
        self.readers_go_on(until);
        self.elapsed = until;
        self.batch(usize::MAX)
    }

    pub(super) fn start(&mut self, wall: Wall) -> bool {
        if self.controller.is_some() {
            return false;
        }
        let wall = match wall {
            Wall::Right => OPENING.plus(self.elapsed),
            Wall::Epoch => FleetTime(1),
            Wall::Overflow => OVERFLOW,
            Wall::Off(seconds) => OPENING.plus(self.elapsed.saturating_add(seconds * 1_000)),
        };
        self.wall_off = wall.since(OPENING.plus(self.elapsed));
        self.stood_still = None;
        let (settings, start) = (self.settings(), self.start_now());
        let start_wall = start.wall;
        let readers = self.readers_of_documents();
        match Controller::start(&self.disk, settings, start, readers, self.elapsed) {
            Ok(controller) => {
                if let Some(watch) = &mut self.watch {
                    let now = controller.fleet.now();
                    self.book.restart(now);
                    watch.model.clock.day_end =
                        self.plan.day_ends_min.map(|minutes| minutes * MINUTE);
                    let restarted =
                        watch.restart(&controller.fleet, start_wall, controller.stored_time());
                    self.note(restarted);
                    self.note(clock_at_start(&controller, wall));
                    let license_time = self.book.papers.start(&controller, wall);
                    self.note(license_time);
                    self.note(remembered_at_start(&controller.fleet));
                    self.note(answered_again(&controller.fleet, &self.book));
                }
                self.controller = Some(controller);
            }
            Err(error) => self.failure = Some(format!("the controller does not start: {error}")),
        }
        true
    }
}
