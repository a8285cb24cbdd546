//! A card was placed: by the called patient, or by somebody else.

use crate::fleet::Fleet;
use crate::ids::{Assignment, ConnectionId, Serial, SessionId};
use crate::refusal::Refusal;
use crate::unit::Activity;
use crate::work::Work;

/// The session that began, and what the fleet believed that the unit was doing.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    session: SessionId,
    assignment: Option<Assignment>,
    believed: Activity,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    by: ConnectionId,
    session: SessionId,
    assignment: Option<Assignment>,
) -> Result<Plan, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    let believed = fleet.yard.known(&serial)?.activity.clone();
    Ok(Plan {
        serial,
        session,
        assignment,
        believed,
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan {
        serial,
        session,
        assignment,
        believed,
    } = plan;
    fleet.hear(&serial);
    fleet.yard.note(&serial, |a| a.card_present = true);
    let fits = assignment.filter(|a| fleet.may_serve_as(&serial, session, *a));
    match (&believed, fits) {
        (Activity::Called(a), Some(b)) if *a == b => fleet.place(work, b, &serial, session),
        // A repeat of what is known.
        (Activity::Verifying(a), Some(b)) if *a == b => {}
        _ => {
            if let Activity::Called(ours) | Activity::Verifying(ours) = believed {
                // A reader reports an outcome before the next card, so no outcome is on the way.
                fleet.yield_to_other(work, &serial, &believed, ours, false);
            }
            let unplanned = Activity::Unplanned {
                session,
                assignment,
            };
            fleet.yard.set_activity(&serial, unplanned);
        }
    }
}
