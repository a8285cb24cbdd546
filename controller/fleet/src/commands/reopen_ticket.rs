//! Opens a closed ticket again, as a new attempt, at its old rank (RULES, "A ticket's life").

use super::staff::{about_ticket, not_worn_out};
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What};
use crate::work::Work;

/// Finds the newest closed ticket with a number; refused if an open ticket has the number.
pub(crate) fn check(fleet: &Fleet, number: &Number) -> Result<TicketId, Refusal> {
    let ticket = fleet
        .ticket_numbered(number)
        .ok_or_else(|| Refusal::NoSuchTicket(number.clone()))?;
    if ticket.is_open() {
        return Err(fleet.wrong_state(ticket));
    }
    not_worn_out(ticket)?;
    fleet.check_room()?;
    fleet
        .book
        .check_signatures(&ticket.wishes_at(fleet.now()))?;
    Ok(ticket.id)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, id: TicketId) {
    about_ticket(work, id);
    let shifted_ms = fleet.clock.shifted_ms();
    fleet.enter(work, id, State::Waiting, |ticket| {
        ticket.open_again(shifted_ms);
    });
    fleet.tell(work, id, What::Reopened, None, None);
    fleet.announce_unmet(work, id);
}
