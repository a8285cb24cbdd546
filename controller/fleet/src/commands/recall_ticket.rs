//! Missed → Waiting: the patient is here after all.

use super::staff::about_ticket;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::State;
use crate::work::Work;

pub(crate) fn check(fleet: &Fleet, number: &Number) -> Result<TicketId, Refusal> {
    let ticket = fleet.open_ticket(number)?;
    if ticket.state != State::Missed {
        return Err(fleet.wrong_state(ticket));
    }
    fleet.check_lines_up(ticket)?;
    Ok(ticket.id)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, id: TicketId) {
    about_ticket(work, id);
    fleet.recall(work, id);
}
