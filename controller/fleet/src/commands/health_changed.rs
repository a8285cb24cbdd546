//! The unit's own state changed: a faulted unit does not serve.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::unit::Health;
use crate::work::Work;

/// The unit and its new state.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    health: Health,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    by: ConnectionId,
    health: Health,
) -> Result<Plan, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    Ok(Plan { serial, health })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { serial, health }: Plan) {
    fleet.hear(&serial);
    if fleet.unit(&serial).is_none_or(|unit| unit.health == health) {
        return;
    }
    let today = fleet.today();
    fleet.turn_day();
    fleet.yard.change(&serial, |unit| {
        let expected = unit.restarts.running_since().is_some();
        let begins = unit.health == Health::Healthy && !expected;
        if begins {
            unit.past.on(today).faults += 1;
            unit.today.faults += 1;
        }
        unit.health = health;
    });
    work.set_subject(&serial);
    fleet.spare_patient(work, &serial);
}
