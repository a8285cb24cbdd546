//! Asks for a restart of a unit (RULES A27). It goes when it is its turn and nobody is at it; with `now` a standing call is taken back.

use super::staff::about_unit;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::restarts::{Occasion, Restart, Stage};
use crate::ticket::Why;
use crate::work::Work;

/// The unit to restart.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    now: bool,
}

pub(crate) fn check(fleet: &Fleet, serial: Serial, now: bool) -> Result<Plan, Refusal> {
    let unit = fleet.yard.enrolled(&serial)?;
    let Some(attachment) = unit.attachment() else {
        return Err(Refusal::RestartAway(serial));
    };
    if !attachment.restarts {
        return Err(Refusal::RestartTooOld {
            unit: serial,
            software: attachment.software.as_str().into(),
        });
    }
    Ok(Plan { serial, now })
}

/// A restart that waits or runs already is not asked for twice.
pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { serial, now }: Plan) {
    about_unit(work, &serial);
    let asked_at = fleet.now();
    fleet.yard.change(&serial, |unit| {
        let restarts = &mut unit.restarts;
        let overdue = |restart: &mut Restart| matches!(restart.stage, Stage::Overdue { .. });
        restarts.present.take_if(overdue);
        restarts.present.get_or_insert(Restart {
            by: Occasion::Staff,
            asked_at,
            stage: Stage::Waiting,
        });
    });
    if now {
        fleet.give_call_back(work, &serial, Why::UnitRestarts);
    }
}
