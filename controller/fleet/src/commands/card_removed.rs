//! The card was taken away: a unit that had finished is free again.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::unit::Activity;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, serial: Serial, by: ConnectionId) -> Result<Serial, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    Ok(serial)
}

pub(crate) fn apply(fleet: &mut Fleet, _: &mut Work, serial: Serial) {
    fleet.hear(&serial);
    fleet.yard.note(&serial, |a| a.card_present = false);
    let finishing = fleet
        .unit(&serial)
        .is_some_and(|unit| matches!(unit.activity, Activity::Finishing { .. }));
    if finishing {
        fleet.set_free(&serial);
    }
}
