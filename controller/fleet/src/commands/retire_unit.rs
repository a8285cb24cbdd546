//! Takes a unit out of the fleet for good. A session that runs there finishes first.

use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::{Activity, Membership};
use crate::work::Work;

impl Fleet {
    pub(crate) fn retire_unit(&mut self, work: &mut Work, serial: &Serial) -> Result<(), Refusal> {
        self.enrolled(serial)?;
        self.concerns_unit(work, serial);
        let Some(unit) = self.units.get_mut(serial) else {
            return Ok(());
        };
        unit.membership = Membership::Retired;
        unit.preferred = false;
        if let Activity::Called(a) = unit.activity {
            self.give_back(work, a.ticket, serial, Why::UnitRetired);
        }
        Ok(())
    }
}
