//! Pauses a unit, which finishes what it has. With `now` a standing call is taken back.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::{Pause, PauseReason};
use crate::work::Work;

/// The unit to pause, and the reason that stands from now on.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    now: bool,
    reason: Option<PauseReason>,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    now: bool,
    reason: Option<PauseReason>,
) -> Result<Plan, Refusal> {
    let unit = fleet.yard.enrolled(&serial)?;
    Fleet::not_in_maintenance(unit)?;
    let reason = reason.or_else(|| unit.pause_reason().cloned());
    Ok(Plan {
        serial,
        now,
        reason,
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan {
        serial,
        now,
        reason,
    } = plan;
    about_unit(work, &serial);
    fleet
        .yard
        .change(&serial, |unit| unit.pause = Some(Pause::ByStaff(reason)));
    if now {
        fleet.give_call_back(work, &serial, Why::UnitPaused);
    }
}
