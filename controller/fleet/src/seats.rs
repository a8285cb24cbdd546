//! The assignment of seats: units keep their seats, and the same input gives the same seats (RULES, "Seats").
//!
//! Seats are worked out anew from the licenses in force and the attached units whenever one of the two changes. A unit keeps its seat
//! unless the seat or the unit is gone, or the unit is faulted and a healthy one waits. Nobody is interrupted: a unit that loses its seat
//! finishes what it has (*leaving*).

use crate::admission::Verdict;
use crate::decision::{Closing, Order};
use crate::fleet::Fleet;
use crate::ids::{Installation, Serial};
use crate::settings::UNITS_PER_PC;
use crate::time::FleetTime;
use crate::unit::{Membership, Presence, Seat, Unit};
use crate::work::Work;
use crate::yard::{List, Seated};
use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_licensing::seats::{Arithmetic, BundledSeat, additional_seats, bundled_seats};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The seats of an installation that are not taken yet.
#[derive(Debug, Default)]
struct Seats {
    included: bool,
    bundled: BTreeMap<Arc<str>, BundledSeat>,
    additional: BTreeMap<LicenseId, u8>,
}

/// The order in which units claim seats: smaller claims first, then by the order of pairing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    Sits,
    WaitsPreferred,
    Waits,
    SitsFaulted,
    WaitsFaulted,
}

impl Fleet {
    /// For how long seats stay right that are worked out now.
    fn seated_until(&self) -> Seated {
        let now = self.now();
        let held = |unit: &Unit| match unit.presence {
            Presence::Absent { held_until, .. } => Some(held_until),
            Presence::Attached(_) => None,
        };
        let grace = |unit: &Unit| unit.grace().map(|grace| grace.until);
        let units = self.yard.units();
        let units = units.flat_map(|unit| held(unit).into_iter().chain(grace(unit)));
        Seated {
            units_until: units.filter(|at| *at > now).min(),
            licenses_until: self.papers.next_change(now),
        }
    }

    /// The next time at which a license begins or ends: the one that was found with the seats, unless it has come.
    pub(crate) fn next_license_change(&self) -> Option<FleetTime> {
        let now = self.now();
        let found = self.yard.seated().map(|seated| seated.licenses_until);
        let ahead = found.filter(|at| at.is_none_or(|at| at > now));
        ahead.unwrap_or_else(|| self.papers.next_change(now))
    }

    /// Works out the seats of every installation.
    pub(crate) fn reseat(&mut self) {
        self.yard.note_seated(self.seated_until());
        let installations: BTreeSet<_> = self.yard.units().map(|unit| unit.installation).collect();
        for installation in installations {
            self.reseat_at(installation);
        }
    }

    fn reseat_at(&mut self, installation: Installation) {
        let plan = self.plan(installation);
        let serials: Vec<_> = self
            .units_at(installation)
            .map(|unit| unit.serial.clone())
            .collect();
        for serial in &serials {
            let planned = plan
                .iter()
                .find(|(planned, _)| planned == serial)
                .map(|(_, seat)| seat);
            // A unit with a seat keeps one of the planned seats; only new ones have to wait until there is room.
            if self
                .yard
                .unit(serial)
                .is_some_and(|unit| unit.seat.is_some())
            {
                self.yard.seat(serial, planned.cloned());
            }
        }
        let limit = self.seat_count(installation).min(UNITS_PER_PC);
        for (serial, seat) in plan {
            let taken = self.units_at(installation).filter(|u| u.serial != serial);
            let taken = taken.filter(|u| u.seat.is_some() || u.is_leaving()).count();
            let newcomer = self
                .yard
                .unit(&serial)
                .is_some_and(|unit| unit.seat.is_none());
            // A leaving unit still counts for its seat. A bundled seat belongs to one unit, so no other can occupy it.
            let room = match seat {
                Seat::Bundled(_) => UNITS_PER_PC,
                Seat::Included | Seat::Additional(_) => limit,
            };
            if newcomer && taken < room {
                self.yard.seat(&serial, Some(seat));
            }
        }
    }

    /// The units that should have seats, with the seats, in the order of claims; at most four.
    fn plan(&self, installation: Installation) -> Vec<(Serial, Seat)> {
        let mut seats = self.seats(installation);
        let mut claims: Vec<(Claim, u64, &Unit)> = self
            .units_at(installation)
            .filter(|unit| self.may_claim(unit))
            .map(|unit| (self.claim(unit), unit.pairing, unit))
            .collect();
        claims.sort_by_key(|(claim, pairing, _)| (*claim, *pairing));
        let mut plan: BTreeMap<&Serial, Seat> = BTreeMap::new();
        // Units that can keep their seats come first, so that none is moved without need.
        for (_, _, unit) in claims
            .iter()
            .filter(|(claim, ..)| *claim == Claim::Sits)
            .take(UNITS_PER_PC)
        {
            if let Some(seat) = seats
                .take_own(unit)
                .or_else(|| seats.keep(unit.seat.as_ref()))
            {
                plan.insert(&unit.serial, seat);
            }
        }
        for (_, _, unit) in &claims {
            if plan.len() < UNITS_PER_PC
                && !plan.contains_key(&unit.serial)
                && let Some(seat) = seats
                    .take_own(unit)
                    .or_else(|| seats.keep(unit.seat.as_ref()))
                    .or_else(|| seats.take_any())
            {
                plan.insert(&unit.serial, seat);
            }
        }
        claims
            .iter()
            .filter_map(|(_, _, unit)| Some((unit.serial.clone(), plan.remove(&unit.serial)?)))
            .collect()
    }

    /// Whether a unit may claim a seat: only attached and otherwise admitted units do. An absent unit keeps its seat for a while.
    fn may_claim(&self, unit: &Unit) -> bool {
        match &unit.presence {
            Presence::Attached(_) => {
                self.evidence(unit).is_ok()
                    && (unit.seat.is_some() || !self.waits_for_predecessor(unit))
            }
            Presence::Absent { held_until, .. } => {
                unit.membership == Membership::Enrolled
                    && unit.seat.is_some()
                    && self.now() < *held_until
            }
        }
    }

    fn claim(&self, unit: &Unit) -> Claim {
        // What it reports while it restarts says nothing of it (RULES A28).
        let restarts = unit.restarts.running_since().is_some();
        match (unit.seat.is_some(), unit.health.serves() || restarts) {
            (true, true) => Claim::Sits,
            (true, false) => Claim::SitsFaulted,
            (false, false) => Claim::WaitsFaulted,
            (false, true) if unit.preferred || self.stands_in(unit) => Claim::WaitsPreferred,
            (false, true) => Claim::Waits,
        }
    }

    fn seats(&self, installation: Installation) -> Seats {
        let here = self.circumstances(installation);
        Seats {
            included: true,
            bundled: self.on_grace(bundled_seats(self.papers.held(), &here)),
            additional: additional_seats(self.papers.held(), &here)
                .into_iter()
                .collect(),
        }
    }

    /// The number of units that the licenses let serve at an installation; bundled seats count with their units.
    #[must_use]
    pub fn seat_count(&self, installation: Installation) -> usize {
        let seats = self.seats(installation);
        let bundled = self
            .units_at(installation)
            .filter(|u| self.may_claim(u) && seats.own(u).is_some())
            .count();
        1 + seats
            .additional
            .values()
            .map(|n| usize::from(*n))
            .sum::<usize>()
            + bundled
    }

    /// Whether a bundled license names a unit that did not prove the factory key in it.
    pub(crate) fn lacks_factory_key(&self, unit: &Unit) -> bool {
        let seats = self.seats(unit.installation);
        seats.bundled.contains_key(unit.serial.as_str()) && seats.own(unit).is_none()
    }

    /// The seats of an installation in the form that is shown to people.
    #[must_use]
    pub fn arithmetic(&self, installation: Installation) -> Arithmetic {
        let seats = self.seats(installation);
        let additional = seats
            .additional
            .values()
            .fold(0u8, |sum, n| sum.saturating_add(*n));
        let bundled = self.seat_count(installation) - 1 - usize::from(additional);
        Arithmetic::new(additional, u8::try_from(bundled).unwrap_or(u8::MAX))
    }

    /// The environment whose licenses are taken here; a test installation is marked everywhere.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.papers.environment()
    }

    /// Takes the seat of the last claimant for a unit that staff prefer, unless a seat is free.
    pub(crate) fn displace_for(&mut self, serial: &Serial) {
        let Some(unit) = self.yard.unit(serial) else {
            return;
        };
        if unit.seat.is_some() || unit.attachment().is_none() || self.evidence(unit).is_err() {
            return;
        }
        let installation = unit.installation;
        let sitting = self
            .units_at(installation)
            .filter(|u| u.seat.is_some())
            .count();
        if sitting < self.seat_count(installation).min(UNITS_PER_PC) {
            return;
        }
        // A bundled seat is of no use to another unit, unless the PC itself is full.
        let full = sitting >= UNITS_PER_PC;
        let last = self
            .units_at(installation)
            .filter(|u| {
                !u.preferred && matches!(&u.seat, Some(s) if full || !matches!(s, Seat::Bundled(_)))
            })
            .max_by_key(|u| u.pairing)
            .map(|u| u.serial.clone());
        if let Some(last) = last {
            self.yard.seat(&last, None);
        }
    }

    /// Closes the connections of units that were retired or replaced and have nothing to finish. Units that wait for their seats can take
    /// them now.
    pub(crate) fn close_departed(&mut self, work: &mut Work) {
        if !self.yard.has(List::Departed) {
            return;
        }
        let departed: Vec<_> = self
            .yard
            .units()
            .filter(|u| u.membership != Membership::Enrolled && u.is_free())
            .filter_map(|u| Some((u.serial.clone(), u.connection()?, self.evidence(u).err()?)))
            .collect();
        let held_until = self.now();
        for (serial, connection, refusal) in departed {
            work.order(connection, Order::Close(Closing::Refused(refusal)));
            self.yard.present(&serial, |unit| {
                unit.presence = Presence::Absent {
                    held_until,
                    expected_until: None,
                };
            });
        }
    }

    /// Tells every attached unit its verdict if that has changed. `seats`: whether seats were worked out anew; otherwise verdicts cannot
    /// have changed.
    pub(crate) fn tell_verdicts(&mut self, work: &mut Work, seats: bool) {
        if !seats && !self.yard.has(List::Untold) {
            return;
        }
        let news: Vec<_> = self
            .yard
            .units()
            .filter_map(|unit| {
                let attachment = unit.attachment()?;
                let serves = unit.serves();
                if let Some((_, told)) = &attachment.told
                    && *told == serves
                    && !seats
                {
                    return None;
                }
                let verdict = self.verdict(unit);
                let known = attachment
                    .told
                    .as_ref()
                    .is_some_and(|(v, s)| *v == verdict && *s == serves);
                (!known).then(|| (unit.serial.clone(), attachment.connection, verdict, serves))
            })
            .collect();
        for (serial, connection, verdict, serves) in news {
            let told = (verdict.clone(), serves);
            self.yard.note(&serial, |a| a.told = Some(told));
            work.order(connection, Order::Admission { verdict, serves });
        }
    }

    /// The units whose seat is on a license.
    pub fn units_on<'a>(&'a self, id: &'a LicenseId) -> impl Iterator<Item = &'a Unit> {
        self.yard.units().filter(
            move |unit| matches!(&unit.seat, Some(Seat::Bundled(on) | Seat::Additional(on)) if on == id),
        )
    }

    /// The verdict on an attached unit, for lists; `None` if it is not attached.
    #[must_use]
    pub fn admission(&self, unit: &Unit) -> Option<Verdict> {
        unit.attachment().map(|_| self.verdict(unit))
    }
}

impl Seats {
    /// The unit's own bundled seat. If the license names a factory key, the serial alone is not enough, so that a copy gets no seat.
    fn own(&self, unit: &Unit) -> Option<&BundledSeat> {
        let seat = self.bundled.get(unit.serial.as_str())?;
        proven(seat, unit).then_some(seat)
    }

    fn take_own(&mut self, unit: &Unit) -> Option<Seat> {
        let license = self.own(unit)?.license.clone();
        self.bundled.remove(unit.serial.as_str());
        Some(Seat::Bundled(license))
    }

    /// Takes the seat that a unit has, if it still exists.
    fn keep(&mut self, seat: Option<&Seat>) -> Option<Seat> {
        match seat? {
            Seat::Included => std::mem::take(&mut self.included).then_some(Seat::Included),
            Seat::Additional(id) => self.take_additional(id.clone()),
            Seat::Bundled(_) => None,
        }
    }

    /// Takes the included seat, else one of the additional license with the lowest id.
    fn take_any(&mut self) -> Option<Seat> {
        if std::mem::take(&mut self.included) {
            return Some(Seat::Included);
        }
        let id = self
            .additional
            .iter()
            .find(|(_, left)| **left > 0)
            .map(|(id, _)| id.clone())?;
        self.take_additional(id)
    }

    fn take_additional(&mut self, id: LicenseId) -> Option<Seat> {
        let left = self.additional.get_mut(&id).filter(|left| **left > 0)?;
        *left -= 1;
        Some(Seat::Additional(id))
    }
}

/// Whether the unit proved the factory key that its seat requires. A unit that has this seat already and is absent for a moment proved it
/// before.
fn proven(seat: &BundledSeat, unit: &Unit) -> bool {
    let Some(key) = seat.unit_key else {
        return true;
    };
    match &unit.presence {
        Presence::Attached(attachment) => attachment.factory_key.as_deref() == Some(&key),
        Presence::Absent { .. } => unit.seat == Some(Seat::Bundled(seat.license.clone())),
    }
}
