//! Takes a unit out of the fleet for good. A running session finishes first.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::Membership;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, serial: Serial) -> Result<Serial, Refusal> {
    fleet.yard.enrolled(&serial)?;
    Ok(serial)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, serial: Serial) {
    about_unit(work, &serial);
    let now = fleet.now();
    fleet.yard.change(&serial, |unit| {
        unit.membership = Membership::Retired;
        unit.out_at = Some(now);
        unit.preferred = false;
    });
    fleet.give_call_back(work, &serial, Why::UnitRetired);
}
