//! Gives a unit another counter: name, placement, tags. The unit stays where it is paired (RULES A14).

use super::enroll_unit::check_counter;
use super::staff::about_unit;
use crate::command::ChangeCounter;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::wish::Counter;
use crate::work::Work;

/// The unit, and its counter from now on.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    counter: Counter,
}

pub(crate) fn check(fleet: &Fleet, change: ChangeCounter) -> Result<Plan, Refusal> {
    let old = &fleet.yard.enrolled(&change.serial)?.counter;
    let counter = Counter {
        name: change.name.unwrap_or_else(|| old.name.clone()),
        placement: change.placement.unwrap_or(old.placement),
        tags: change.tags.unwrap_or_else(|| old.tags.clone()),
    };
    check_counter(&counter)?;
    Ok(Plan {
        serial: change.serial,
        counter,
    })
}

/// A call that stands is finished; who waits is judged by the new counter when the fleet settles.
pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { serial, counter }: Plan) {
    about_unit(work, &serial);
    fleet.yard.change(&serial, |unit| unit.counter = counter);
}
