//! Finds the unit that somebody names, or refuses the name.

use super::Yard;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::unit::{Membership, Unit};

impl Yard {
    /// Checks that a connection is the unit's current one.
    ///
    /// # Errors
    /// It is another one.
    pub(crate) fn check_speaks(&self, serial: &Serial, by: ConnectionId) -> Result<(), Refusal> {
        let unit = self.unit(serial);
        match unit.is_some_and(|unit| unit.speaks_by(by)) {
            true => Ok(()),
            false => Err(Refusal::StaleConnection(serial.clone())),
        }
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
        let unit = self.unit(serial);
        unit.ok_or_else(|| self.no_such_unit(serial.as_str()))
    }

    /// The refusal of a name that no unit has.
    pub(crate) fn no_such_unit(&self, name: &str) -> Refusal {
        let units = self.units();
        let enrolled = units.filter(|unit| unit.membership == Membership::Enrolled);
        Refusal::NoSuchUnit {
            name: name.into(),
            known: enrolled
                .map(|unit| (unit.serial.clone(), unit.counter.name.clone()))
                .collect(),
        }
    }
}
