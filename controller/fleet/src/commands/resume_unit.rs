//! Ends a pause, whether staff or the fleet made it.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, serial: Serial) -> Result<Serial, Refusal> {
    let unit = fleet.yard.enrolled(&serial)?;
    Fleet::not_in_maintenance(unit)?;
    Ok(serial)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, serial: Serial) {
    about_unit(work, &serial);
    fleet.yard.change(&serial, |unit| {
        unit.pause = None;
        unit.failures = 0;
    });
}
