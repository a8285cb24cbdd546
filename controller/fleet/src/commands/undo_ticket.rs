//! Takes back the newest act of staff, or the newest call (RULES, "A ticket's life").
//!
//! A new command, within ten seconds, and only while nothing else has changed the ticket: an outcome cannot
//! be undone. Undoing a call parks the ticket; undoing a cancel, a park or a move gives the state before, with
//! one difference: a call that stood then was taken back from its reader, so the ticket waits at its old rank.

use super::staff_tickets::{concerns, wrong_state};
use crate::decision::Withdrawal;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{Before, State, Ticket, What, Why};
use crate::work::Work;

impl Fleet {
    pub(crate) fn undo_ticket(&mut self, work: &mut Work, number: &Number) -> Result<(), Refusal> {
        let ticket = self
            .ticket_numbered(number)
            .ok_or_else(|| Refusal::NoSuchTicket(number.clone()))?;
        if let State::Verifying { .. } = ticket.state {
            return Err(wrong_state(ticket));
        }
        let Some(before) = self.undoable(ticket).cloned() else {
            return Err(Refusal::NothingToUndo(number.clone()));
        };
        let id = ticket.id;
        if !ticket.is_open() {
            self.check_room()?;
        }
        let waits = matches!(before.state, State::Waiting | State::Called { .. });
        if before.what != What::Called && waits {
            self.check_signatures(&before.signature)?;
        }
        concerns(work, id);
        match before.what {
            What::Called => self.undo_call(work, id),
            _ => self.undo_act(work, id, before),
        }
        Ok(())
    }

    /// What an undo would give back now.
    #[must_use]
    pub fn undoable<'a>(&self, ticket: &'a Ticket) -> Option<&'a Before> {
        let before = ticket.before.as_ref()?;
        let at_the_reader = matches!(ticket.state, State::Verifying { .. });
        // One that was closed before fleet time was set back lies ahead of it, and is long ago all the same.
        let recent = (0..=self.settings.undo_ms).contains(&self.now.since(before.at));
        (recent && !at_the_reader).then_some(before)
    }

    fn undo_call(&mut self, work: &mut Work, id: TicketId) {
        let unit = self.tickets.get(&id).and_then(|t| t.unit().cloned());
        if let Some(serial) = &unit {
            self.withdraw(work, id, serial, Withdrawal::ByStaff);
        }
        self.set_state(work, id, State::Parked);
        self.tell(work, id, What::Undone, Some(Why::CallUndone), unit.as_ref());
    }

    fn undo_act(&mut self, work: &mut Work, id: TicketId, before: Before) {
        self.open_again(id);
        // Out of the queue first: it stands there under its newer signature.
        self.set_state(work, id, State::Parked);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.signature = before.signature;
        }
        let state = match before.state {
            State::Called { .. } => State::Waiting,
            state => state,
        };
        self.set_state(work, id, state);
        self.tell(work, id, What::Undone, None, None);
    }
}
