//! Lets a reader show which one it is, in large letters and for a moment. Nothing of the fleet changes by it.

use super::staff::about_unit;
use crate::decision::Order;
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::refusal::Refusal;
use crate::unit::Activity;
use crate::work::Work;

/// How long it is shown: the way from the desk to the counters, and a look at each.
const IDENTIFY_MS: u64 = 15_000;

/// The unit, and where the order goes.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    connection: ConnectionId,
    counter: String,
}

/// A reader that a patient is called to, or that somebody is at, shows what is for that person, and nothing else (RULES A16).
pub(crate) fn check(fleet: &Fleet, serial: Serial) -> Result<Plan, Refusal> {
    let unit = fleet.yard.enrolled(&serial)?;
    let Some(attachment) = unit.attachment() else {
        return Err(Refusal::ReaderAway(serial));
    };
    if !attachment.identifies {
        return Err(Refusal::ReaderTooOld {
            unit: serial,
            software: attachment.software.as_str().into(),
        });
    }
    if !matches!(unit.activity, Activity::Free { .. }) {
        return Err(Refusal::ReaderInUse(serial));
    }
    Ok(Plan {
        connection: attachment.connection,
        counter: unit.counter.name.clone(),
        serial,
    })
}

pub(crate) fn apply(work: &mut Work, plan: Plan) {
    about_unit(work, &plan.serial);
    let counter = plan.counter;
    let show_ms = IDENTIFY_MS;
    work.order(plan.connection, Order::Identify { counter, show_ms });
}
