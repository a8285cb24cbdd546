//! Begins or changes the maintenance of a unit, or ends it (RULES A23). The unit finishes what it has, as in a pause.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::maintenance::{Maintenance, PlannedWork};
use crate::refusal::Refusal;
use crate::unit::Pause;
use crate::work::Work;

/// The unit, and its maintenance from now on; `None` ends it.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    maintenance: Option<Maintenance>,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    planned: Option<PlannedWork>,
) -> Result<Plan, Refusal> {
    let unit = fleet.yard.enrolled(&serial)?;
    let maintenance = match planned {
        None => None,
        Some(planned) => {
            let until = planned.until.map(|until| fleet.moment_of(until));
            if until.is_some_and(|until| until <= fleet.time_of_day()) {
                return Err(Refusal::UntilPassed(serial));
            }
            let since = unit.maintenance().map(|work| work.since);
            Some(Maintenance {
                reason: planned.reason,
                since: since.unwrap_or_else(|| fleet.now()),
                until,
            })
        }
    };
    Ok(Plan {
        serial,
        maintenance,
    })
}

/// The end leaves a pause of another kind alone: it is not what staff ended.
pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    about_unit(work, &plan.serial);
    fleet
        .yard
        .change(&plan.serial, |unit| match plan.maintenance {
            Some(maintenance) => unit.pause = Some(Pause::Maintenance(maintenance)),
            None if unit.maintenance().is_some() => {
                unit.pause = None;
                unit.failures = 0;
            }
            None => {}
        });
}
