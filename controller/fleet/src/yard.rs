//! The yard: all units, what USB shows on each PC, and the refused devices (RULES, "Units and admission").
//!
//! The yard itself notes what follows from its changes: which units are written with the decision, and whether seats or verdicts have to be
//! worked out anew, and how many units each step behind a command concerns ([`roll`]).

mod find;
mod roll;

use crate::command::SeenPorts;
use crate::decision::Change;
use crate::handshakes::Handshakes;
use crate::ids::{Installation, Serial};
use crate::outcome::{Kind, Outcome};
use crate::past::Past;
use crate::settings::{SEEN_READERS, VISITORS};
use crate::time::FleetTime;
use crate::unit::{Activity, Attachment, Pause, Presence, Seat, Unit};
use crate::unit_day::UnitDay;
use crate::visitors::Visitor;
pub(crate) use roll::List;
use roll::{Lists, Roll};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All units, and everything else that is plugged in or claims to be a unit.
#[derive(Debug, Clone)]
pub(crate) struct Yard {
    /// Each shares its unit with the changes that are being made durable: it is copied only where it changes again before that.
    units: BTreeMap<Serial, Arc<Unit>>,
    roll: Roll,
    /// What USB shows on each PC.
    ports: BTreeMap<Installation, SeenPorts>,
    visitors: BTreeMap<Serial, Visitor>,
    /// The newest refusal of a reader that nothing names.
    nameless_at: Option<FleetTime>,
    handshakes: Handshakes,
    /// The newest time in which the process did not run, from and to: the PC slept, or the process was stopped. Not stored.
    slept: Option<(FleetTime, FleetTime)>,
    /// The next place in the order of pairing.
    next_pairing: u64,
    /// For how long seats stay right; `None` where an event may have to change one: they are worked out before the decision is complete.
    seated: Option<Seated>,
    /// Units to write with this decision.
    touched: BTreeSet<Serial>,
    /// Units of which the start changed something, to write with what else the start changed.
    started: BTreeSet<Serial>,
}

/// Whose session it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Of somebody with a ticket.
    Patient,
    /// Of whoever placed a card.
    Anybody,
}

/// For how long seats stay right without another event; `None` is for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seated {
    /// The first time at which a kept seat becomes free, or a replacement's grace ends.
    pub(crate) units_until: Option<FleetTime>,
    /// The first time at which a license begins or ends.
    pub(crate) licenses_until: Option<FleetTime>,
}

impl Yard {
    /// An empty yard that continues with this place in the order of pairing.
    pub(crate) const fn new(next_pairing: u64) -> Self {
        Self {
            units: BTreeMap::new(),
            roll: Roll::new(),
            ports: BTreeMap::new(),
            visitors: BTreeMap::new(),
            nameless_at: None,
            handshakes: Handshakes::new(),
            slept: None,
            next_pairing,
            seated: None,
            touched: BTreeSet::new(),
            started: BTreeSet::new(),
        }
    }

    /// Puts a stored unit into the yard, which the start changed.
    pub(crate) fn restart(&mut self, unit: Unit) {
        self.started.insert(unit.serial.clone());
        self.restore(unit);
    }

    /// Puts a unit into the yard.
    fn restore(&mut self, unit: Unit) {
        let lists = Lists::of(&unit);
        let unit = Arc::new(unit);
        if let Some(old) = self.units.insert(unit.serial.clone(), unit) {
            self.roll.remove(Lists::of(&old));
        }
        self.roll.add(lists);
    }

    /// Adds a new unit at the end of the order of pairing.
    pub(crate) fn enroll(&mut self, mut unit: Unit) {
        unit.pairing = self.take_pairing();
        self.touched.insert(unit.serial.clone());
        self.seated = None;
        self.restore(unit);
    }

    /// The only way to a unit's fields: it goes on the lists where it belongs. `None`: no such unit.
    fn alter<T>(&mut self, serial: &Serial, change: impl FnOnce(&mut Unit) -> T) -> Option<T> {
        let unit = Arc::make_mut(self.units.get_mut(serial)?);
        Some(self.roll.alter(unit, change))
    }

    /// The same with all units, in the order of their serials.
    fn alter_all(&mut self, mut change: impl FnMut(&mut Unit)) {
        for unit in self.units.values_mut() {
            self.roll.alter(Arc::make_mut(unit), &mut change);
        }
    }

    /// Takes the next place in the order of pairing.
    pub(crate) const fn take_pairing(&mut self) -> u64 {
        let place = self.next_pairing;
        self.next_pairing += 1;
        place
    }

    /// The next place in the order of pairing.
    pub(crate) const fn next_pairing(&self) -> u64 {
        self.next_pairing
    }

    /// Changes a unit on which seats may depend, and marks it to be written with this decision. `None`: no such unit.
    pub(crate) fn change<T>(
        &mut self,
        serial: &Serial,
        change: impl FnOnce(&mut Unit) -> T,
    ) -> Option<T> {
        let done = self.alter(serial, change)?;
        self.touch(serial);
        self.seated = None;
        Some(done)
    }

    /// Changes what is stored of a unit and moves no seat, to be written with this decision.
    fn write(&mut self, serial: &Serial, change: impl FnOnce(&mut Unit)) {
        if self.alter(serial, change).is_some() {
            self.touch(serial);
        }
    }

    /// Counts a session at a unit, and its time until now. The unit may be paused for it.
    pub(crate) fn count_session(
        &mut self,
        serial: &Serial,
        now: FleetTime,
        outcome: &Outcome,
        whose: Whose,
    ) {
        self.write(serial, |unit| {
            let kind = &outcome.kind;
            let failed = matches!(kind, Kind::UnitFailed { .. });
            // Whoever works on a unit tries it without a ticket.
            if whose == Whose::Patient || unit.maintenance().is_none() {
                unit.today.count(outcome);
            }
            unit.count_time(now, now);
            unit.past.ended(kind);
            unit.failures = if failed { unit.failures + 1 } else { 0 };
        });
    }

    /// Counts a failure of a unit that is not the outcome of a session.
    pub(crate) fn count_failure(&mut self, serial: &Serial) {
        self.write(serial, |unit| unit.failures += 1);
    }

    /// Counts something else of a unit's day.
    pub(crate) fn count(&mut self, serial: &Serial, count: impl FnOnce(&mut UnitDay)) {
        self.write(serial, |unit| count(&mut unit.today));
    }

    /// Counts the time of units that stand otherwise than before.
    pub(crate) fn count_restood(&mut self, now: FleetTime, write: bool) {
        let restood = |unit: &&Arc<Unit>| unit.counted.stood != unit.standing();
        let restood: Vec<_> = self.units.values().filter(restood).collect();
        let restood: Vec<Serial> = restood.into_iter().map(|u| u.serial.clone()).collect();
        for serial in restood {
            let _ = self.alter(&serial, |unit| match write {
                true => unit.count_time(now, now),
                // Until the start is kept nobody turns the day, so that this time counts nowhere.
                false => unit.count_from(now),
            });
            if write {
                self.touch(&serial);
            }
        }
    }

    /// Counts the time of all units until then, and goes on from `on`.
    pub(crate) fn count_all(&mut self, until: FleetTime, on: FleetTime) {
        self.alter_all(|unit| unit.count_time(until, on));
        self.touched.extend(self.units.keys().cloned());
    }

    /// Lets units count at another day from now on, and takes what they counted at the one before. At the start that is a day that was stored:
    /// the time since then is of the new one.
    pub(crate) fn turn_to(
        &mut self,
        day: i32,
        now: FleetTime,
        is_start: bool,
    ) -> Vec<(Serial, UnitDay)> {
        let mut over = Vec::new();
        self.alter_all(|unit| {
            if unit.today.day != day {
                if !is_start {
                    unit.count_time(now, now);
                }
                let day = std::mem::replace(&mut unit.today, UnitDay::on(day));
                over.push((unit.serial.clone(), day));
            }
        });
        self.touched
            .extend(over.iter().map(|(serial, _)| serial.clone()));
        over
    }

    /// Writes units with the next decision that writes anything of the start.
    pub(crate) fn take_started(&mut self, changes: &mut Vec<Change>) {
        for serial in std::mem::take(&mut self.started) {
            let written = |change: &Change| matches!(change, Change::Unit(u) if u.serial == serial);
            if !changes.iter().any(written) {
                changes.extend(self.units.get(&serial).cloned().map(Change::Unit));
            }
        }
    }

    /// Notes what happened at a unit.
    pub(crate) fn remember(&mut self, serial: &Serial, note: impl FnOnce(&mut Past)) {
        self.write(serial, |unit| note(&mut unit.past));
    }

    /// Pauses a unit by the fleet. It keeps its seat.
    pub(crate) fn pause(&mut self, serial: &Serial) {
        self.write(serial, |unit| unit.pause = Some(Pause::ByFleet));
    }

    /// Gives a unit another seat, or none.
    pub(crate) fn seat(&mut self, serial: &Serial, seat: Option<Seat>) {
        if self.units.get(serial).is_some_and(|unit| unit.seat != seat) {
            // A change of one seat may lead to others.
            self.change(serial, |unit| unit.seat = seat);
        }
    }

    fn touch(&mut self, serial: &Serial) {
        if !self.touched.contains(serial) {
            self.touched.insert(serial.clone());
        }
    }

    /// Changes what is not stored about a unit's presence: connections and links.
    pub(crate) fn present<T>(
        &mut self,
        serial: &Serial,
        change: impl FnOnce(&mut Unit) -> T,
    ) -> Option<T> {
        let done = self.alter(serial, change)?;
        self.seated = None;
        Some(done)
    }

    /// Changes what a unit is doing. Not stored: derived from tickets and the agent's report.
    pub(crate) fn set_activity(&mut self, serial: &Serial, activity: Activity) {
        let seated = self.alter(serial, |unit| {
            unit.activity = activity;
            unit.seat.is_some()
        });
        if seated == Some(false) {
            // A unit without a seat may have been leaving, and may make room now.
            self.seated = None;
        }
    }

    /// Notes a sign of life of a unit, on which no seat depends.
    pub(crate) fn hear(&mut self, serial: &Serial, now: FleetTime) {
        let _ = self.alter(serial, |unit| {
            unit.heard_at = now;
            if let Presence::Attached(attachment) = &mut unit.presence {
                attachment.unheard_until = None;
            }
        });
    }

    /// Notes since when each unit in maintenance would serve.
    pub(crate) fn note_working(&mut self, now: FleetTime) {
        self.alter_all(|unit| {
            unit.works_since = match unit.works_in_maintenance() {
                true => unit.works_since.or(Some(now)),
                false => None,
            };
        });
    }

    /// Moves the distances of readers' clocks after the PC's wall clock jumped.
    pub(crate) fn move_reader_clocks(&mut self, by_ms: i64) {
        self.alter_all(|unit| {
            if let Presence::Attached(attachment) = &mut unit.presence {
                let ahead = &mut attachment.clock_ahead_ms;
                *ahead = ahead.map(|ahead| ahead.saturating_sub(by_ms));
            }
        });
    }

    /// Changes something on which seats do not depend: a card on the reader, a told verdict.
    pub(crate) fn note(&mut self, serial: &Serial, note: impl FnOnce(&mut Attachment)) {
        let _ = self.alter(serial, |unit| {
            if let Presence::Attached(attachment) = &mut unit.presence {
                note(attachment);
            }
        });
    }

    /// Ends the waiting for units whose time is over; returns those that did not come back in time.
    pub(crate) fn let_pass(&mut self, now: FleetTime) -> Vec<Serial> {
        let mut missing = Vec::new();
        self.alter_all(|unit| match &mut unit.presence {
            Presence::Absent { expected_until, .. } => {
                if expected_until.take_if(|at| *at <= now).is_some() {
                    missing.push(unit.serial.clone());
                }
            }
            Presence::Attached(attachment) => {
                attachment.unheard_until.take_if(|at| *at <= now);
            }
        });
        missing
    }

    /// Replaces what USB shows on a PC. It is not stored, because a start sees it anew, and it changes no seat (`sightings.rs` says why).
    pub(crate) fn see(&mut self, mut seen: SeenPorts) {
        seen.readers.truncate(SEEN_READERS);
        seen.foreign.truncate(SEEN_READERS);
        self.ports.insert(seen.installation, seen);
    }

    /// Lists a refused device; the oldest one is removed beyond the bound.
    pub(crate) fn list_visitor(&mut self, visitor: Visitor) {
        if self.visitors.len() >= VISITORS && !self.visitors.contains_key(&visitor.serial) {
            let oldest = self.visitors.values().min_by_key(|v| v.at);
            if let Some(oldest) = oldest.map(|v| v.serial.clone()) {
                self.visitors.remove(&oldest);
            }
        }
        self.visitors.insert(visitor.serial.clone(), visitor);
    }

    /// Notes that a reader was refused that nothing names: it may be any absent unit.
    pub(crate) const fn note_nameless(&mut self, at: FleetTime) {
        self.nameless_at = Some(at);
    }

    pub(crate) const fn note_sleep(&mut self, since: FleetTime, back: FleetTime) {
        self.slept = Some((since, back));
    }

    pub(crate) const fn slept(&self) -> Option<(FleetTime, FleetTime)> {
        self.slept
    }

    pub(crate) const fn handshakes(&self) -> &Handshakes {
        &self.handshakes
    }

    pub(crate) const fn handshakes_mut(&mut self) -> &mut Handshakes {
        &mut self.handshakes
    }

    /// The newest refusal of a reader that nothing names.
    pub(crate) const fn nameless_at(&self) -> Option<FleetTime> {
        self.nameless_at
    }

    /// Removes a device from the list of refused ones, because its unit is attached now.
    pub(crate) fn strike_visitor(&mut self, serial: &Serial) {
        self.visitors.remove(serial);
    }

    /// Moves all times of units and refused devices after fleet time was set.
    pub(crate) fn move_times(&mut self, by_ms: i64) {
        self.alter_all(|unit| unit.move_times(by_ms));
        self.touched.extend(self.units.keys().cloned());
        for visitor in self.visitors.values_mut() {
            visitor.at = visitor.at.plus(by_ms);
        }
        self.nameless_at = self.nameless_at.map(|at| at.plus(by_ms));
        self.handshakes.move_times(by_ms);
        let moved = |(since, back): (FleetTime, FleetTime)| (since.plus(by_ms), back.plus(by_ms));
        self.slept = self.slept.map(moved);
        self.seated = None;
    }

    pub(crate) fn unit(&self, serial: &Serial) -> Option<&Unit> {
        self.units.get(serial).map(Arc::as_ref)
    }

    /// All units, by serial.
    pub(crate) fn units(&self) -> impl Iterator<Item = &Unit> + Clone {
        self.units.values().map(Arc::as_ref)
    }

    /// How many units there are.
    pub(crate) fn count_units(&self) -> usize {
        self.units.len()
    }

    /// What USB shows on a PC; `None` if that was never reported.
    pub(crate) fn ports(&self, at: Installation) -> Option<&SeenPorts> {
        self.ports.get(&at)
    }

    /// What USB shows on all PCs.
    pub(crate) fn all_ports(&self) -> impl Iterator<Item = &SeenPorts> {
        self.ports.values()
    }

    /// Devices that were turned away.
    pub(crate) fn visitors(&self) -> impl Iterator<Item = &Visitor> {
        self.visitors.values()
    }

    /// Requests that seats are worked out, because something outside the yard changed: a license.
    pub(crate) const fn request_seats(&mut self) {
        self.seated = None;
    }

    /// Whether seats may have to change, because of an event or because of time.
    pub(crate) fn seats_are_due(&self, now: FleetTime) -> bool {
        self.seated.is_none_or(|seated| {
            let mut until = seated.units_until.iter().chain(&seated.licenses_until);
            until.any(|at| *at <= now)
        })
    }

    /// For how long seats stay right; `None` where an event may have to change one.
    pub(crate) const fn seated(&self) -> Option<Seated> {
        self.seated
    }

    /// Notes that seats are worked out now. If one of them changes by that, the next decision looks again.
    pub(crate) const fn note_seated(&mut self, seated: Seated) {
        self.seated = Some(seated);
    }

    /// Whether any unit is on a list.
    pub(crate) const fn has(&self, list: List) -> bool {
        self.roll.has(list)
    }

    /// Takes it that every list has a unit, and that every seat may have to change: the next decision looks at all of them.
    pub(crate) fn doubt(&mut self) {
        self.roll.doubt();
        self.seated = None;
    }

    /// Checks that the lists have the units that belong there; says in words where they have not.
    pub(crate) fn check(&self) -> Result<(), String> {
        let counted = Roll::of(self.units());
        match counted == self.roll {
            true => Ok(()),
            false => Err(format!("the roll is {:?}, not {counted:?}", self.roll)),
        }
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        for serial in std::mem::take(&mut self.touched) {
            let unit = self.units.get(&serial);
            changes.extend(unit.cloned().map(Change::Unit));
        }
    }
}
