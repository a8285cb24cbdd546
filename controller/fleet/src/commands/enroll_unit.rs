//! Makes a unit known, or gives a known one a new key and a new place.

use crate::admission::Refusal as Turned;
use crate::command::EnrollUnit;
use crate::decision::{Answer, Closing, Order};
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::ticket::{What, Why};
use crate::unit::{Activity, Health, MAX_OLD_KEYS, Membership, Presence, Tally, Unit};
use crate::wish::{Counter, MAX_COUNTER_CHARS, MAX_TAGS};
use crate::work::Work;

/// Most units that a fleet knows, retired ones among them: sixteen PCs of four, replaced a few times each.
const MAX_UNITS: usize = 256;

impl Fleet {
    pub(crate) fn enroll_unit(
        &mut self,
        work: &mut Work,
        enroll: EnrollUnit,
    ) -> Result<(), Refusal> {
        check_counter(&enroll.counter)?;
        let owner = self
            .units
            .values()
            .find(|u| u.key == enroll.key || u.old_keys.contains(&enroll.key));
        if let Some(other) = owner.filter(|unit| unit.serial != enroll.serial) {
            return Err(Refusal::KeyInUse(other.serial.clone()));
        }
        let serial = enroll.serial.clone();
        match self.units.get(&serial) {
            Some(unit) if unit.membership != Membership::Enrolled => {
                return Err(Refusal::UnitRetired(serial));
            }
            Some(_) => self.enroll_again(work, enroll),
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
            pairing,
            enrolled_at: self.now,
            membership: Membership::Enrolled,
            pause: None,
            preferred: false,
            seat: None,
            health: Health::default(),
            failures: 0,
            tally: Tally::default(),
            presence: Presence::Absent {
                held_until: self.now,
                expected_until: None,
            },
            activity: Activity::Free { since: self.now },
        };
        self.units.insert(enroll.serial, unit);
    }

    /// The unit keeps its place in the order and its seat; a connection by the old key ends.
    fn enroll_again(&mut self, work: &mut Work, enroll: EnrollUnit) {
        let held_until = self.now.plus(self.settings.seat_hold_ms);
        let Some(unit) = self.units.get_mut(&enroll.serial) else {
            return;
        };
        unit.edition = enroll.edition;
        unit.counter = enroll.counter;
        if unit.key == enroll.key {
            return;
        }
        unit.old_keys.retain(|key| *key != enroll.key);
        unit.old_keys
            .push(std::mem::replace(&mut unit.key, enroll.key));
        if unit.old_keys.len() > MAX_OLD_KEYS {
            unit.old_keys.remove(0);
        }
        let Some(connection) = unit.connection() else {
            return;
        };
        work.order(
            connection,
            Order::Close(Closing::Refused(Turned::KeySuperseded)),
        );
        unit.presence = Presence::Absent {
            held_until,
            expected_until: None,
        };
        match unit.activity.clone() {
            Activity::Called(a) => self.give_back(work, a.ticket, &enroll.serial, Why::UnitLost),
            Activity::Verifying(a) => {
                self.start_grace(work, a);
                self.tell(
                    work,
                    a.ticket,
                    What::LinkLost,
                    Some(Why::UnitLost),
                    Some(&enroll.serial),
                );
            }
            _ => self.set_activity(work, &enroll.serial, Activity::Free { since: self.now }),
        }
    }
}

fn check_counter(counter: &Counter) -> Result<(), Refusal> {
    let chars = counter.name.chars().count();
    let clear = counter.name.trim() == counter.name && !counter.name.chars().any(char::is_control);
    if (1..=MAX_COUNTER_CHARS).contains(&chars) && clear && counter.tags.len() <= MAX_TAGS {
        Ok(())
    } else {
        Err(Refusal::BadCounter)
    }
}
