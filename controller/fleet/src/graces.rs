//! The grace on a replaced unit's bundled license, until the vendor's transfer arrives (RULES, "Seats": Replace).

use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::unit::{Membership, SeatGrace, Unit};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::seats::{BundledSeat, bundled_seats};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Fleet {
    /// The seats of replaced units' bundled licenses, given to the replacing units while the grace runs. The old serials are barred.
    pub(crate) fn on_grace(
        &self,
        mut bundled: BTreeMap<Arc<str>, BundledSeat>,
    ) -> BTreeMap<Arc<str>, BundledSeat> {
        for old in self.yard.units() {
            let Membership::Replaced { by, grace, .. } = &old.membership else {
                continue;
            };
            let seat = bundled.remove(old.serial.as_str());
            let running = grace.as_ref().is_some_and(|grace| self.now() < grace.until);
            if let Some(BundledSeat { license, .. }) = seat.filter(|_| running) {
                // The new unit cannot prove the old unit's factory key.
                let unit_key = None;
                let seat = BundledSeat { license, unit_key };
                bundled.entry(by.as_str().into()).or_insert(seat);
            }
        }
        bundled
    }

    /// The graces on licenses in force, with the units that they seat.
    pub fn running_graces(&self) -> impl Iterator<Item = (&Serial, &SeatGrace)> {
        self.yard
            .units()
            .filter_map(|old| match &old.membership {
                Membership::Replaced {
                    by,
                    grace: Some(grace),
                    ..
                } if self.now() < grace.until => Some((old, by, grace)),
                _ => None,
            })
            .filter(|(old, ..)| self.bundled_license(old).is_some())
            .map(|(_, by, grace)| (by, grace))
    }

    /// The bundled license in force that names a unit, even if the unit may not use it.
    #[must_use]
    pub fn bundled_license(&self, unit: &Unit) -> Option<LicenseId> {
        bundled_seats(self.papers.held(), &self.circumstances(unit.installation))
            .remove(unit.serial.as_str())
            .map(|seat| seat.license)
    }

    /// Whether a unit has to wait for its seat until the unit that it replaces is gone.
    #[must_use]
    pub fn waits_for_predecessor(&self, unit: &Unit) -> bool {
        self.yard.units().any(|old| {
            old.is_replaced_by(&unit.serial) && (old.attachment().is_some() || old.is_leaving())
        })
    }

    /// Whether a unit replaces another one: then it claims a seat before other newcomers, because it takes over that seat (FAQ 41).
    pub(crate) fn stands_in(&self, unit: &Unit) -> bool {
        let mut units = self.yard.units();
        units.any(|old| old.is_replaced_by(&unit.serial))
    }
}
