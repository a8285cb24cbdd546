//! A reader said what its clock shows. It is compared with the PC's wall clock at once, and kept as the distance between both.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::time::TimeOfDay;

/// The unit, and how far its clock is ahead.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    ahead_ms: i64,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    by: ConnectionId,
    shown: TimeOfDay,
) -> Result<Plan, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    let ahead_ms = shown.0.saturating_sub(fleet.time_of_day().0);
    Ok(Plan { serial, ahead_ms })
}

pub(crate) fn apply(fleet: &mut Fleet, Plan { serial, ahead_ms }: Plan) {
    fleet.yard.note(&serial, |attachment| {
        attachment.clock_ahead_ms = Some(ahead_ms);
    });
}
