//! A unit answered the question what it is doing.

use crate::command::Holding;
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::work::Work;

/// The unit and its answer.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    holding: Holding,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    by: ConnectionId,
    holding: Holding,
) -> Result<Plan, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    Ok(Plan { serial, holding })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { serial, holding }: Plan) {
    fleet.hear(&serial);
    fleet.yard.note(&serial, |attachment| {
        attachment.card_present = holding.card_present;
    });
    fleet.reconcile(work, &serial, &holding, 0);
}
