//! Gives a unit precedence where seats are short: it gets the seat of the last claimant once that one is free.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::work::Work;

/// The unit, and whether it is preferred from now on.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    preferred: bool,
}

pub(crate) fn check(fleet: &Fleet, serial: Serial, preferred: bool) -> Result<Plan, Refusal> {
    fleet.yard.enrolled(&serial)?;
    Ok(Plan { serial, preferred })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan { serial, preferred } = plan;
    about_unit(work, &serial);
    fleet
        .yard
        .change(&serial, |unit| unit.preferred = preferred);
    if preferred {
        fleet.displace_for(&serial);
    }
}
