//! Enrolled units that do not serve although nobody wished so (RULES A13).

use crate::admission::{Refusal, Verdict};
use crate::fleet::Fleet;
use crate::reasons::Alarm;
use crate::time::FleetTime;
use crate::unit::{Membership, Presence, Unit};

impl Fleet {
    /// One alarm for each unit that does not serve without a wish, and one for all that have no seat. Where no unit serves, that is one
    /// alarm of its own.
    pub(crate) fn idle_alarms(&self) -> Vec<Alarm> {
        if !self.yard.units().any(Unit::serves) {
            return Vec::new();
        }
        let copies = self.copies();
        let idle = self.yard.units().filter(|unit| self.is_idle(unit));
        let idle = idle.filter(|unit| !copies.contains(&unit.serial));
        let (short, others): (Vec<_>, Vec<_>) = idle.partition(|unit| self.lacks_seat(unit));
        let mut alarms: Vec<_> = others
            .into_iter()
            .map(|unit| Alarm::NotServing {
                unit: unit.serial.clone(),
                counter: unit.counter.name.clone(),
                port: self.newest_port(unit),
                cable: unit.cable.clone(),
                why: self.service(unit),
            })
            .collect();
        if !short.is_empty() {
            let units = short.iter().map(|unit| unit.serial.clone()).collect();
            alarms.push(Alarm::SeatsShort { units });
        }
        alarms
    }

    /// Whether a unit should serve and does not. A pause is a wish (one by the fleet itself, a reported fault and a copy have alarms of their own),
    /// and so is the replacement of a unit that is not gone yet.
    fn is_idle(&self, unit: &Unit) -> bool {
        let wanted = unit.membership == Membership::Enrolled && unit.pause.is_none();
        // A restart is a wish; one that takes too long has an alarm of its own.
        let restarts = unit.restarts.holds() || unit.restarts.is_away_by_it();
        if !wanted || restarts || unit.serves() || unit.is_leaving() {
            return false;
        }
        match unit.attachment() {
            Some(_) => unit.health.serves() && !self.waits_for_predecessor(unit),
            None => self.idle_from(unit).is_some_and(|from| from <= self.now()),
        }
    }

    /// The time from which an absent unit counts as idle: the end of its connection. Until the fleet has seen a connection of it, which a
    /// start forgets, it has as long as a seat is held, a new unit from its enrollment; after the process did not run, as long as its work
    /// waits for it. `None` while it is attached.
    pub(crate) fn idle_from(&self, unit: &Unit) -> Option<FleetTime> {
        let Presence::Absent {
            held_until,
            expected_until,
        } = unit.presence
        else {
            return None;
        };
        let enrolled = unit.enrolled_at.plus(self.settings.seat_hold_ms);
        Some(match &unit.left {
            Some(left) => expected_until.unwrap_or(left.at),
            None => held_until.max(enrolled),
        })
    }

    fn lacks_seat(&self, unit: &Unit) -> bool {
        unit.attachment().is_some() && self.verdict(unit) == Verdict::Refused(Refusal::NoSeat)
    }
}
