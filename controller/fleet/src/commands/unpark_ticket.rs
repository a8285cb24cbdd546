//! Parked → Waiting, at its old rank.

use super::staff::about_ticket;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What};
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, number: &Number) -> Result<TicketId, Refusal> {
    let ticket = fleet.open_ticket(number)?;
    if ticket.state != State::Parked {
        return Err(fleet.wrong_state(ticket));
    }
    fleet.check_lines_up(ticket)?;
    Ok(ticket.id)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, id: TicketId) {
    about_ticket(work, id);
    fleet.enter(work, id, State::Waiting, |_| {});
    fleet.tell(work, id, What::Unparked, None, None);
}
