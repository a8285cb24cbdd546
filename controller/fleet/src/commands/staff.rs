//! What the commands of staff share: finding the ticket, refusing it with a reason, and keeping what an undo restores.

use crate::decision::{Answer, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::reasons::Lack;
use crate::refusal::{Refusal, Way};
use crate::ticket::{Before, State, Ticket, What};
use crate::work::Work;

impl Fleet {
    pub(crate) fn open_ticket(&self, number: &Number) -> Result<&Ticket, Refusal> {
        match self.ticket_numbered(number) {
            Some(ticket) if ticket.is_open() => Ok(ticket),
            Some(closed) => Err(self.wrong_state(closed)),
            None => Err(Refusal::NoSuchTicket(number.clone())),
        }
    }

    /// The open ticket with a number, unless its patient is at the reader.
    pub(crate) fn movable_ticket(&self, number: &Number) -> Result<&Ticket, Refusal> {
        let ticket = self.open_ticket(number)?;
        match ticket.state {
            State::Verifying { .. } => Err(self.wrong_state(ticket)),
            _ => Ok(ticket),
        }
    }

    /// Refuses to put a ticket back into the queue that was called too often, or whose needs would be one signature too many.
    pub(crate) fn check_lines_up(&self, ticket: &Ticket) -> Result<(), Refusal> {
        not_worn_out(ticket)?;
        self.book.check_signatures(&ticket.wishes_at(self.now()))
    }

    /// Refuses an open ticket beyond the bound.
    pub(crate) fn check_room(&self) -> Result<(), Refusal> {
        if self.open() >= self.settings.max_open_tickets {
            return Err(Refusal::QueueFull(self.settings.max_open_tickets));
        }
        Ok(())
    }

    /// Writes into the story that no serving unit meets the ticket's needs, if that is so.
    pub(crate) fn announce_unmet(&mut self, work: &Work, id: TicketId) {
        let ticket = self.book.ticket(id);
        match ticket.and_then(|ticket| self.unmet_needs_of(ticket)) {
            Some(Lack::Need { wish, .. }) => self.tell_need(work, id, What::NeedUnmet, wish),
            Some(_) => self.tell(work, id, What::NeedUnmet, None, None),
            None => {}
        }
    }

    /// Takes a ticket out of the queue or from its unit, and keeps the state before, so that the act can be undone.
    pub(crate) fn take_out(&mut self, work: &mut Work, id: TicketId, state: State, what: What) {
        let now = self.now();
        let before = self
            .book
            .ticket(id)
            .map(|ticket| Before::of(ticket, now, what));
        about_ticket(work, id);
        let unit = self.book.ticket(id).and_then(|t| t.unit().cloned());
        if let Some(serial) = &unit {
            self.withdraw(work, id, serial, Withdrawal::ByStaff);
        }
        self.enter(work, id, state, |_| {});
        self.tell(work, id, what, None, unit.as_ref());
        self.keep_before(id, before);
    }

    /// The refusal for a ticket in the wrong state. A patient at the reader has a reason of its own: nothing interrupts a session.
    pub(super) fn wrong_state(&self, ticket: &Ticket) -> Refusal {
        let number = ticket.number.clone();
        match &ticket.state {
            State::Verifying { unit, .. } => Refusal::AtTheReader {
                number,
                unit: unit.clone(),
                silent: self.heard_until(ticket).is_none(),
            },
            state => Refusal::WrongState {
                number,
                state: Box::new(state.clone()),
                way: self.way_out(ticket),
            },
        }
    }

    /// What can be done with a ticket now, by its state.
    pub(super) fn way_out(&self, ticket: &Ticket) -> Way {
        match ticket.state {
            State::Waiting => Way::Waits,
            State::Called { .. } => Way::TakeBack,
            State::Verifying { .. } => Way::AtTheReader,
            // A ticket that was called too often comes back in no way.
            _ if ticket.is_worn_out() => Way::AddAnew,
            State::Parked => Way::Unpark,
            State::Missed => Way::Recall,
            // Its number is another ticket's meanwhile.
            _ if self
                .ticket_numbered(&ticket.number)
                .is_some_and(Ticket::is_open) =>
            {
                Way::AddAnew
            }
            _ if self.is_before_today(ticket.added_at) => Way::EarlierDay(ticket.added_at),
            State::Done | State::Cancelled | State::Ended => Way::Reopen,
        }
    }

    /// Keeps the ticket's former state for an undo.
    pub(crate) fn keep_before(&mut self, id: TicketId, before: Option<Before>) {
        self.book
            .change(&self.clock, id, |ticket| ticket.before = before);
    }
}

/// Notes that the command is about this ticket, which is also its answer.
pub(super) fn about_ticket(work: &mut Work, id: TicketId) {
    work.set_subject(id);
    work.answers(Answer::Ticket(id));
}

/// Notes that the command is about this unit, which is also its answer.
pub(super) fn about_unit(work: &mut Work, serial: &Serial) {
    work.set_subject(serial);
    work.answers(Answer::Unit(serial.clone()));
}

/// Refuses a ticket that has been called as often as allowed: staff add a new one.
pub(super) fn not_worn_out(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.is_worn_out() {
        return Err(Refusal::CalledTooOften(ticket.number.clone()));
    }
    Ok(())
}
