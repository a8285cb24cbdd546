//! Pauses a unit, which finishes what it has. With `now` a standing call is taken back.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::Pause;
use crate::work::Work;

/// The unit to pause.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    now: bool,
}

pub(crate) fn check(fleet: &Fleet, serial: Serial, now: bool) -> Result<Plan, Refusal> {
    fleet.yard.enrolled(&serial)?;
    Ok(Plan { serial, now })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { serial, now }: Plan) {
    about_unit(work, &serial);
    fleet
        .yard
        .change(&serial, |unit| unit.pause = Some(Pause::ByStaff));
    if now {
        fleet.give_call_back(work, &serial, Why::UnitPaused);
    }
}
