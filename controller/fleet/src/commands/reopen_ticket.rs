//! Opens a closed ticket again, as a new attempt, at its old rank (RULES, "A ticket's life").

use super::staff_tickets::{concerns, not_worn_out, wrong_state};
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What};
use crate::work::Work;

impl Fleet {
    /// The newest closed ticket of a number, unless an open one has the number.
    pub(crate) fn reopen_ticket(
        &mut self,
        work: &mut Work,
        number: &Number,
    ) -> Result<(), Refusal> {
        let ticket = self
            .ticket_numbered(number)
            .ok_or_else(|| Refusal::NoSuchTicket(number.clone()))?;
        if ticket.is_open() {
            return Err(wrong_state(ticket));
        }
        not_worn_out(ticket)?;
        self.check_room()?;
        self.check_signatures(&ticket.wishes_at(self.now))?;
        let id = ticket.id;
        concerns(work, id);
        self.open_again(id);
        self.set_state(work, id, State::Waiting);
        self.tell(work, id, What::Reopened, None, None);
        self.announce_unmet(work, id);
        Ok(())
    }

    /// Puts a closed ticket's number among those of open tickets, and forgets how it was closed: its attempts keep
    /// their outcomes. Its state is the caller's next step.
    pub(crate) fn open_again(&mut self, id: TicketId) {
        let shifted_ms = self.counters.shifted_ms;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        if let Some(at) = ticket.closed_at.take() {
            ticket.outcome = None;
            ticket.move_to(shifted_ms);
            let number = ticket.number.clone();
            self.closed.remove(&(at, id));
            self.give_number(&number, id);
        }
    }

    /// Refuses one open ticket more than the bound.
    pub(crate) fn check_room(&self) -> Result<(), Refusal> {
        if self.open() >= self.settings.max_open_tickets {
            return Err(Refusal::QueueFull(self.settings.max_open_tickets));
        }
        Ok(())
    }
}
