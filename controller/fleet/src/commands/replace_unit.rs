//! Puts a new unit in the place of a broken one (RULES, "Seats": Replace; FAQ 41, 44).
//!
//! The old unit is leaving from that moment, and barred: the new one sits only when it is gone. The new unit
//! takes counter, precedence and place in the order. Where the old one had a bundled license, that license seats the
//! new one for a grace until the vendor's transfer arrives, once per lineage.

use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::{Activity, Membership, SeatGrace, Unit};
use crate::work::Work;

impl Fleet {
    pub(crate) fn replace_unit(
        &mut self,
        work: &mut Work,
        old: &Serial,
        new: &Serial,
    ) -> Result<(), Refusal> {
        self.check_replacement(old, new)?;
        let grace = self.grace_for(old);
        let Some(unit) = self.units.get_mut(old) else {
            return Ok(());
        };
        let handed_on = (unit.counter.clone(), unit.preferred, unit.pairing);
        unit.membership = Membership::Replaced {
            by: new.clone(),
            grace,
        };
        unit.preferred = false;
        let called = match unit.activity {
            Activity::Called(assignment) => Some(assignment),
            _ => None,
        };
        if let Some(assignment) = called {
            self.give_back(work, assignment.ticket, old, Why::UnitReplaced);
        }
        self.take_place(new, old, handed_on);
        work.touch_unit(old);
        work.touch_unit(new);
        work.is_about(format_args!("{old} {new}"));
        work.answers(Answer::Unit(new.clone()));
        Ok(())
    }

    fn check_replacement(&self, old: &Serial, new: &Serial) -> Result<(), Refusal> {
        let gone = self
            .units
            .get(old)
            .ok_or_else(|| Refusal::NoSuchUnit(old.clone()))?;
        let stands_in = self.enrolled(new)?;
        if old == new {
            return Err(Refusal::ReplacesItself(old.clone()));
        }
        // One that was only retired can still be replaced: the order of the two acts is the clinic's.
        if let Membership::Replaced { by, .. } = &gone.membership {
            return Err(Refusal::ReplacedAlready {
                old: old.clone(),
                by: by.clone(),
            });
        }
        if gone.edition != stands_in.edition {
            return Err(Refusal::OtherEdition {
                old: old.clone(),
                new: new.clone(),
            });
        }
        Ok(())
    }

    /// The places in the order change hands, so that every unit still has its own.
    fn take_place(
        &mut self,
        new: &Serial,
        old: &Serial,
        (counter, preferred, pairing): (crate::wish::Counter, bool, u64),
    ) {
        let Some(unit) = self.units.get_mut(new) else {
            return;
        };
        unit.counter = counter;
        unit.preferred |= preferred;
        let freed = std::mem::replace(&mut unit.pairing, pairing);
        if let Some(unit) = self.units.get_mut(old) {
            unit.pairing = freed;
        }
    }

    /// The grace on the old unit's bundled license, unless its lineage had one already.
    fn grace_for(&self, old: &Serial) -> Option<SeatGrace> {
        let unit = self.units.get(old)?;
        let license = self.bundled_license(unit)?;
        let lineage = &self.licenses.get(&license)?.grant.lineage;
        let had_one = self.graces().any(|grace| {
            let license = self.licenses.get(&grace.license);
            license.is_some_and(|license| license.grant.lineage == *lineage)
        });
        (!had_one).then(|| SeatGrace {
            license,
            until: self.now.plus(self.settings.replacement_grace_ms),
        })
    }

    /// Every grace that was ever given.
    pub(crate) fn graces(&self) -> impl Iterator<Item = &SeatGrace> {
        self.units.values().filter_map(Unit::grace)
    }

    /// Whether a unit has to wait with its seat until the one whose place it takes is gone.
    #[must_use]
    pub fn waits_for_predecessor(&self, unit: &Unit) -> bool {
        self.units.values().any(|old| {
            old.is_replaced_by(&unit.serial) && (old.attachment().is_some() || old.is_leaving())
        })
    }

    /// Whether it stands in for another unit: it claims a seat before other newcomers, for the seat moves (FAQ 41).
    pub(crate) fn stands_in(&self, unit: &Unit) -> bool {
        self.units
            .values()
            .any(|old| old.is_replaced_by(&unit.serial))
    }
}
