//! Waiting, Parked, Called, Missed → Cancelled.

use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What};
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, number: &Number) -> Result<TicketId, Refusal> {
    fleet.movable_ticket(number).map(|ticket| ticket.id)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, id: TicketId) {
    fleet.take_out(work, id, State::Cancelled, What::Cancelled);
}
