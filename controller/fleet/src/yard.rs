//! The yard: all units, what USB shows on each PC, and the refused devices (RULES, "Units and admission").
//!
//! The yard itself notes what follows from its changes: which units are written with the decision, and whether seats or verdicts have to be
//! worked out anew.

use crate::command::SeenPorts;
use crate::decision::Change;
use crate::handshakes::Handshakes;
use crate::ids::{ConnectionId, Installation, Serial};
use crate::outcome::Kind;
use crate::past::Past;
use crate::refusal::Refusal;
use crate::settings::{SEEN_READERS, VISITORS};
use crate::time::FleetTime;
use crate::unit::{Activity, Attachment, Membership, Pause, Presence, Seat, Tally, Unit};
use crate::visitors::Visitor;
use std::collections::{BTreeMap, BTreeSet};

/// All units, and everything else that is plugged in or claims to be a unit.
#[derive(Debug, Clone)]
pub(crate) struct Yard {
    units: BTreeMap<Serial, Unit>,
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
    due: Due,
    /// Units to write with this decision.
    touched: BTreeSet<Serial>,
}

/// What has to be worked out before the decision is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// Seats, because one may have to change.
    Seats,
    /// Verdicts and pauses. Seats have been right since that time.
    Verdicts { seated_at: FleetTime },
    /// Nothing: everything has been right since that time.
    Nothing { seated_at: FleetTime },
}

impl Yard {
    /// An empty yard that continues with this place in the order of pairing.
    pub(crate) const fn new(next_pairing: u64) -> Self {
        Self {
            units: BTreeMap::new(),
            ports: BTreeMap::new(),
            visitors: BTreeMap::new(),
            nameless_at: None,
            handshakes: Handshakes::new(),
            slept: None,
            next_pairing,
            due: Due::Seats,
            touched: BTreeSet::new(),
        }
    }

    /// Puts a stored unit into the yard.
    pub(crate) fn restore(&mut self, unit: Unit) {
        self.units.insert(unit.serial.clone(), unit);
    }

    /// Adds a new unit at the end of the order of pairing.
    pub(crate) fn enroll(&mut self, mut unit: Unit) {
        unit.pairing = self.take_pairing();
        self.touched.insert(unit.serial.clone());
        self.due = Due::Seats;
        self.units.insert(unit.serial.clone(), unit);
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
        let done = change(self.units.get_mut(serial)?);
        self.touch(serial);
        self.due = Due::Seats;
        Some(done)
    }

    /// Counts a session at a unit, to be written with this decision. The unit may be paused for it; no seat changes.
    pub(crate) fn count_session(&mut self, serial: &Serial, tally: Tally, kind: &Kind) {
        if let Some(unit) = self.units.get_mut(serial) {
            let failed = matches!(kind, Kind::UnitFailed { .. });
            unit.tally = tally;
            unit.past.ended(kind);
            unit.failures = if failed { unit.failures + 1 } else { 0 };
            self.touch(serial);
            self.request_verdicts();
        }
    }

    /// Counts a failure of a unit that is not the outcome of a session.
    pub(crate) fn count_failure(&mut self, serial: &Serial) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.failures += 1;
            self.touch(serial);
            self.request_verdicts();
        }
    }

    /// Notes what happened at a unit, to be written with this decision; no seat changes.
    pub(crate) fn remember(&mut self, serial: &Serial, note: impl FnOnce(&mut Past)) {
        if let Some(unit) = self.units.get_mut(serial) {
            note(&mut unit.past);
            self.touch(serial);
        }
    }

    /// Pauses a unit by the fleet, to be written with this decision. It keeps its seat.
    pub(crate) fn pause(&mut self, serial: &Serial) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.pause = Some(Pause::ByFleet);
            self.touch(serial);
            self.request_verdicts();
        }
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
        let done = change(self.units.get_mut(serial)?);
        self.due = Due::Seats;
        Some(done)
    }

    /// Changes what a unit is doing. Not stored: derived from tickets and the agent's report.
    pub(crate) fn set_activity(&mut self, serial: &Serial, activity: Activity) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.activity = activity;
            // A unit without a seat may have been leaving, and may make room now.
            match unit.seat {
                Some(_) => self.request_verdicts(),
                None => self.due = Due::Seats,
            }
        }
    }

    /// Checks that a connection is the unit's current one.
    ///
    /// # Errors
    /// It is another one.
    pub(crate) fn check_speaks(&self, serial: &Serial, by: ConnectionId) -> Result<(), Refusal> {
        let unit = self.units.get(serial);
        match unit.is_some_and(|unit| unit.speaks_by(by)) {
            true => Ok(()),
            false => Err(Refusal::StaleConnection(serial.clone())),
        }
    }

    /// Notes a sign of life of a unit, on which no seat depends.
    pub(crate) fn hear(&mut self, serial: &Serial, now: FleetTime) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.heard_at = now;
        }
        self.note(serial, |attachment| attachment.unheard_until = None);
    }

    /// Notes since when each unit in maintenance would serve.
    pub(crate) fn note_working(&mut self, now: FleetTime) {
        for unit in self.units.values_mut() {
            unit.works_since = match unit.maintenance().is_some() && unit.works() {
                true => unit.works_since.or(Some(now)),
                false => None,
            };
        }
    }

    /// Moves the distances of readers' clocks after the PC's wall clock jumped.
    pub(crate) fn move_reader_clocks(&mut self, by_ms: i64) {
        for unit in self.units.values_mut() {
            if let Presence::Attached(attachment) = &mut unit.presence {
                let ahead = &mut attachment.clock_ahead_ms;
                *ahead = ahead.map(|ahead| ahead.saturating_sub(by_ms));
            }
        }
    }

    /// Changes something on which seats do not depend: a card on the reader, a told verdict.
    pub(crate) fn note(&mut self, serial: &Serial, note: impl FnOnce(&mut Attachment)) {
        if let Some(Presence::Attached(attachment)) =
            self.units.get_mut(serial).map(|unit| &mut unit.presence)
        {
            note(attachment);
        }
    }

    /// Ends the waiting for units whose time is over; returns those that did not come back in time.
    pub(crate) fn let_pass(&mut self, now: FleetTime) -> Vec<Serial> {
        let mut missing = Vec::new();
        for unit in self.units.values_mut() {
            match &mut unit.presence {
                Presence::Absent { expected_until, .. } => {
                    if expected_until.take_if(|at| *at <= now).is_some() {
                        missing.push(unit.serial.clone());
                    }
                }
                Presence::Attached(attachment) => {
                    attachment.unheard_until.take_if(|at| *at <= now);
                }
            }
        }
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
        for unit in self.units.values_mut() {
            unit.move_times(by_ms);
        }
        self.touched.extend(self.units.keys().cloned());
        for visitor in self.visitors.values_mut() {
            visitor.at = visitor.at.plus(by_ms);
        }
        self.nameless_at = self.nameless_at.map(|at| at.plus(by_ms));
        self.handshakes.move_times(by_ms);
        let moved = |(since, back): (FleetTime, FleetTime)| (since.plus(by_ms), back.plus(by_ms));
        self.slept = self.slept.map(moved);
        self.due = Due::Seats;
    }

    pub(crate) fn unit(&self, serial: &Serial) -> Option<&Unit> {
        self.units.get(serial)
    }

    /// A unit that belongs to the fleet.
    pub(crate) fn enrolled(&self, serial: &Serial) -> Result<&Unit, Refusal> {
        let unit = self.known(serial)?;
        match &unit.membership {
            Membership::Enrolled => Ok(unit),
            Membership::Retired => Err(Refusal::UnitRetired(serial.clone())),
            Membership::Replaced { by, .. } => Err(Refusal::ReplacedAlready {
                old: serial.clone(),
                by: by.clone(),
            }),
        }
    }

    /// A unit that belongs to the fleet, or did.
    pub(crate) fn known(&self, serial: &Serial) -> Result<&Unit, Refusal> {
        let unit = self.units.get(serial);
        unit.ok_or_else(|| self.no_such_unit(serial.as_str()))
    }

    /// The refusal of a name that no unit has.
    pub(crate) fn no_such_unit(&self, name: &str) -> Refusal {
        let units = self.units.values();
        let enrolled = units.filter(|unit| unit.membership == Membership::Enrolled);
        Refusal::NoSuchUnit {
            name: name.into(),
            known: enrolled
                .map(|unit| (unit.serial.clone(), unit.counter.name.clone()))
                .collect(),
        }
    }

    /// All units, by serial.
    pub(crate) fn units(&self) -> impl Iterator<Item = &Unit> + Clone {
        self.units.values()
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
        self.due = Due::Seats;
    }

    const fn request_verdicts(&mut self) {
        if let Due::Nothing { seated_at } = self.due {
            self.due = Due::Verdicts { seated_at };
        }
    }

    /// The time since which only time can have changed a seat; `None` if something else may have.
    pub(crate) const fn seated_at(&self) -> Option<FleetTime> {
        match self.due {
            Due::Seats => None,
            Due::Verdicts { seated_at } | Due::Nothing { seated_at } => Some(seated_at),
        }
    }

    /// Notes that seats were worked out now.
    pub(crate) const fn note_seated(&mut self, now: FleetTime) {
        self.due = Due::Verdicts { seated_at: now };
    }

    /// Whether verdicts or pauses may have to change.
    pub(crate) const fn is_stirred(&self) -> bool {
        !matches!(self.due, Due::Nothing { .. })
    }

    /// Notes that all verdicts were told. If a seat changed meanwhile, the next decision looks again.
    pub(crate) const fn note_verdicts_told(&mut self) {
        if let Due::Verdicts { seated_at } = self.due {
            self.due = Due::Nothing { seated_at };
        }
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        for serial in std::mem::take(&mut self.touched) {
            let unit = self.units.get(&serial);
            changes.extend(unit.map(|unit| Change::Unit(Box::new(unit.clone()))));
        }
    }
}
