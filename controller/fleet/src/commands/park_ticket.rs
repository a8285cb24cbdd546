//! Waiting, Called → Parked: out of the queue for a while.

use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What};
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, number: &Number) -> Result<TicketId, Refusal> {
    let ticket = fleet.open_ticket(number)?;
    match ticket.state {
        State::Waiting | State::Called { .. } => Ok(ticket.id),
        _ => Err(fleet.wrong_state(ticket)),
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, id: TicketId) {
    fleet.take_out(work, id, State::Parked, What::Parked);
}
