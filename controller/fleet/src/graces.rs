//! The grace on a replaced unit's bundled license, until the vendor's transfer arrives (RULES, "Seats": Replace).

use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::unit::{Membership, SeatGrace, Unit};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::seats::{BundledSeat, bundled_seats};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Fleet {
    /// Bundled seats of replaced units go to those in their place while the grace runs; the old serials are barred.
    pub(crate) fn on_grace(
        &self,
        mut bundled: BTreeMap<Arc<str>, BundledSeat>,
    ) -> BTreeMap<Arc<str>, BundledSeat> {
        for old in self.yard.units() {
            let Membership::Replaced { by, grace } = &old.membership else {
                continue;
            };
            let seat = bundled.remove(old.serial.as_str());
            let running = grace.as_ref().is_some_and(|grace| self.now() < grace.until);
            if let Some(BundledSeat { license, .. }) = seat.filter(|_| running) {
                // The old unit's factory key is nothing that the new one could prove.
                let unit_key = None;
                let seat = BundledSeat { license, unit_key };
                bundled.entry(by.as_str().into()).or_insert(seat);
            }
        }
        bundled
    }

    /// The graces that run on a license in force, with the units that they seat.
    pub fn running_graces(&self) -> impl Iterator<Item = (&Serial, &SeatGrace)> {
        self.yard
            .units()
            .filter_map(|old| match &old.membership {
                Membership::Replaced {
                    by,
                    grace: Some(grace),
                } if self.now() < grace.until => Some((old, by, grace)),
                _ => None,
            })
            .filter(|(old, ..)| self.bundled_license(old).is_some())
            .map(|(_, by, grace)| (by, grace))
    }

    /// The bundled license in force that names a unit, whether or not the unit may use it.
    #[must_use]
    pub fn bundled_license(&self, unit: &Unit) -> Option<LicenseId> {
        bundled_seats(self.papers.held(), &self.circumstances(unit.installation))
            .remove(unit.serial.as_str())
            .map(|seat| seat.license)
    }

    /// Whether a unit has to wait with its seat until the one whose place it takes is gone.
    #[must_use]
    pub fn waits_for_predecessor(&self, unit: &Unit) -> bool {
        self.yard.units().any(|old| {
            old.is_replaced_by(&unit.serial) && (old.attachment().is_some() || old.is_leaving())
        })
    }

    /// Whether it stands in for another unit: it claims a seat before other newcomers, for the seat moves (FAQ 41).
    pub(crate) fn stands_in(&self, unit: &Unit) -> bool {
        let mut units = self.yard.units();
        units.any(|old| old.is_replaced_by(&unit.serial))
    }
}
