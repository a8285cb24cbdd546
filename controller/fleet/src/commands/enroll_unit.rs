//! Makes a unit known, or gives a known one a new key and a new place.

use super::note_cable::check_cable;
use crate::admission::Refusal as Turned;
use crate::command::{EnrollUnit, Parting};
use crate::decision::{Answer, Closing, Order};
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::unit::{Activity, Health, MAX_OLD_KEYS, Membership, Presence, Tally, Unit};
use crate::wish::{Counter, MAX_COUNTER_CHARS, MAX_TAGS};
use crate::work::Work;
use madoguchi_plain::is_name;

/// Most units that a fleet knows, retired ones among them: sixteen PCs of four, replaced a few times each.
const MAX_UNITS: usize = 256;

impl Fleet {
    pub(crate) fn enroll_unit(
        &mut self,
        work: &mut Work,
        enroll: EnrollUnit,
    ) -> Result<(), Refusal> {
        check_counter(&enroll.counter)?;
        check_cable(&enroll.cable)?;
        let owner = self
            .units
            .values()
            .find(|u| u.key == enroll.key || u.old_keys.contains(&enroll.key));
        if let Some(other) = owner.filter(|unit| unit.serial != enroll.serial) {
            return Err(Refusal::KeyInUse(other.serial.clone()));
        }
        let serial = enroll.serial.clone();
        match self.units.get(&serial) {
            // Its place is another's for good. A unit that was only retired comes back.
            Some(unit) => {
                if let Membership::Replaced { by, .. } = &unit.membership {
                    let by = by.clone();
                    return Err(Refusal::ReplacedAlready { old: serial, by });
                }
                self.enroll_again(work, enroll);
            }
            None if self.units.len() >= MAX_UNITS => return Err(Refusal::TooManyUnits(MAX_UNITS)),
            None => self.enroll_new(work, enroll),
        }
        self.visitors.remove(&serial);
        work.touch_unit(&serial);
        work.is_about(&serial);
        work.answers(Answer::Unit(serial));
        Ok(())
    }

    fn enroll_new(&mut self, work: &mut Work, enroll: EnrollUnit) {
        let pairing = self.counters.pairing;
        self.counters.pairing += 1;
        work.touch_counters();
        let unit = Unit {
            serial: enroll.serial.clone(),
            installation: enroll.installation,
            key: enroll.key,
            old_keys: Vec::new(),
            edition: enroll.edition,
            counter: enroll.counter,
            cable: enroll.cable,
            pairing,
            enrolled_at: self.now,
            membership: Membership::Enrolled,
            pause: None,
            preferred: false,
            seat: None,
            health: Health::default(),
            failures: 0,
            tally: Tally::default(),
            left: None,
            drops: Vec::new(),
            presence: Presence::Absent {
                held_until: self.now,
                expected_until: None,
            },
            activity: Activity::Free { since: self.now },
        };
        self.units.insert(enroll.serial, unit);
    }

    /// The unit keeps its place in the order and its seat, and one that was retired comes back at the end of the
    /// order; a connection by the old key ends.
    fn enroll_again(&mut self, work: &mut Work, enroll: EnrollUnit) {
        let serial = enroll.serial;
        let Some(unit) = self.units.get_mut(&serial) else {
            return;
        };
        unit.edition = enroll.edition;
        unit.counter = enroll.counter;
        // Paired anew it hangs on the same cable, unless something else is said.
        if !enroll.cable.is_empty() {
            unit.cable = enroll.cable;
        }
        if unit.membership == Membership::Retired {
            unit.membership = Membership::Enrolled;
            unit.installation = enroll.installation;
            unit.pairing = self.counters.pairing;
            self.counters.pairing += 1;
            work.touch_counters();
        }
        if unit.key == enroll.key {
            return;
        }
        unit.old_keys.retain(|key| *key != enroll.key);
        unit.old_keys
            .push(std::mem::replace(&mut unit.key, enroll.key));
        if unit.old_keys.len() > MAX_OLD_KEYS {
            unit.old_keys.remove(0);
        }
        if let Some(connection) = unit.connection() {
            let closing = Closing::Refused(Turned::KeySuperseded);
            work.order(connection, Order::Close(closing));
            self.lose_link(work, &serial, Parting::Closed);
        }
    }
}

fn check_counter(counter: &Counter) -> Result<(), Refusal> {
    let name = &counter.name;
    let fits = name.trim() == name && is_name(name, MAX_COUNTER_CHARS);
    if fits && counter.tags.len() <= MAX_TAGS {
        Ok(())
    } else {
        Err(Refusal::BadCounter)
    }
}
