//! *Move to unit U* is a need for U (RULES, "Queue").

use super::staff::about_ticket;
use crate::decision::Withdrawal;
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{Before, State, What, Why};
use crate::wish::{Signature, Wish};
use crate::work::Work;
use std::sync::Arc;

/// The ticket, and its needs from now on.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    unit: Serial,
    signature: Arc<Signature>,
    before: Before,
}

/// Without `insist`, a unit that lacks what else the ticket needs is refused.
pub(crate) fn check(
    fleet: &Fleet,
    number: &Number,
    unit: Serial,
    insist: bool,
) -> Result<Plan, Refusal> {
    let ticket = fleet.movable_ticket(number)?;
    fleet.yard.enrolled(&unit)?;
    let signature = Arc::new(ticket.signature.moved_to(&unit));
    if !insist && signature != ticket.signature {
        fleet.check_can_be_met(&signature, &[Wish::Unit(unit.clone())])?;
    }
    let stands_aside = matches!(ticket.state, State::Parked | State::Missed);
    if !stands_aside && !fleet.book.queue().is_alone(ticket) {
        fleet.book.check_signatures(&signature)?;
    }
    Ok(Plan {
        id: ticket.id,
        unit,
        signature,
        before: Before::of(ticket, fleet.now(), What::Moved),
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan { id, unit, .. } = plan;
    about_ticket(work, id);
    let state = match plan.before.state.clone() {
        State::Called { unit: at, .. } => {
            fleet.withdraw(work, id, &at, Withdrawal::ByStaff);
            State::Waiting
        }
        state => state,
    };
    fleet.enter(work, id, state, |ticket| ticket.signature = plan.signature);
    fleet.tell(work, id, What::Moved, Some(Why::StaffChoice), Some(&unit));
    fleet.keep_before(id, Some(plan.before));
    fleet.announce_unmet(work, id);
}
