//! What staff do with a ticket: call, recall, move, park, unpark, cancel.

use crate::decision::{Answer, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{Before, State, Ticket, What, Why};
use crate::unit::{Membership, Unit};
use crate::work::Work;
use std::sync::Arc;

impl Fleet {
    /// Calls a ticket by hand: may pass others, is recorded as such (exempt from invariant 4).
    pub(crate) fn call_ticket(
        &mut self,
        work: &mut Work,
        number: &Number,
        unit: Option<&Serial>,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if !matches!(ticket.state, State::Waiting | State::Parked | State::Missed) {
            return Err(wrong_state(ticket));
        }
        not_worn_out(ticket)?;
        let id = ticket.id;
        let serial = match unit {
            Some(serial) => self.free_unit_for(ticket, serial)?,
            None => self
                .best_free(&ticket.wishes_at(self.now))
                .ok_or_else(|| Refusal::NoFreeUnit(number.clone()))?,
        };
        concerns(work, id);
        self.call(work, id, &serial, Why::StaffChoice);
        Ok(())
    }

    /// Missed → Waiting.
    pub(crate) fn recall_ticket(
        &mut self,
        work: &mut Work,
        number: &Number,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if ticket.state != State::Missed {
            return Err(wrong_state(ticket));
        }
        not_worn_out(ticket)?;
        self.check_signatures(&ticket.wishes_at(self.now))?;
        let id = ticket.id;
        concerns(work, id);
        self.recall(work, id);
        Ok(())
    }

    /// *Move to unit U* is a need for U.
    pub(crate) fn move_ticket(
        &mut self,
        work: &mut Work,
        number: &Number,
        serial: &Serial,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if let State::Verifying { .. } = ticket.state {
            return Err(wrong_state(ticket));
        }
        self.enrolled(serial)?;
        let signature = Arc::new(ticket.signature.moved_to(serial));
        let stands_aside = matches!(ticket.state, State::Parked | State::Missed);
        if !stands_aside && !self.queue.is_alone(ticket) {
            self.check_signatures(&signature)?;
        }
        let (id, state) = (ticket.id, ticket.state.clone());
        let before = self.snapshot(id, What::Moved);
        concerns(work, id);
        // Out of the queue first: it stands there under its old signature.
        self.set_state(work, id, State::Parked);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.signature = signature;
        }
        match state {
            State::Called { unit, .. } => {
                self.withdraw(work, id, &unit, Withdrawal::ByStaff);
                self.set_state(work, id, State::Waiting);
            }
            state => self.set_state(work, id, state),
        }
        self.tell(work, id, What::Moved, Some(Why::StaffChoice), Some(serial));
        self.keep_before(id, before);
        self.announce_unmet(work, id);
        Ok(())
    }

    /// Waiting, Called → Parked.
    pub(crate) fn park_ticket(&mut self, work: &mut Work, number: &Number) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if !matches!(ticket.state, State::Waiting | State::Called { .. }) {
            return Err(wrong_state(ticket));
        }
        self.take_out(work, ticket.id, State::Parked, What::Parked);
        Ok(())
    }

    /// Parked → Waiting, at its old rank.
    pub(crate) fn unpark_ticket(
        &mut self,
        work: &mut Work,
        number: &Number,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if ticket.state != State::Parked {
            return Err(wrong_state(ticket));
        }
        not_worn_out(ticket)?;
        self.check_signatures(&ticket.wishes_at(self.now))?;
        let id = ticket.id;
        concerns(work, id);
        self.set_state(work, id, State::Waiting);
        self.tell(work, id, What::Unparked, None, None);
        Ok(())
    }

    /// Waiting, Parked, Called, Missed → Cancelled.
    pub(crate) fn cancel_ticket(
        &mut self,
        work: &mut Work,
        number: &Number,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if let State::Verifying { .. } = ticket.state {
            return Err(wrong_state(ticket));
        }
        self.take_out(work, ticket.id, State::Cancelled, What::Cancelled);
        Ok(())
    }

    fn take_out(&mut self, work: &mut Work, id: TicketId, state: State, what: What) {
        let before = self.snapshot(id, what);
        concerns(work, id);
        let unit = self.tickets.get(&id).and_then(|t| t.unit().cloned());
        if let Some(serial) = &unit {
            self.withdraw(work, id, serial, Withdrawal::ByStaff);
        }
        self.set_state(work, id, state);
        self.tell(work, id, what, None, unit.as_ref());
        self.keep_before(id, before);
    }

    /// What a ticket is now, so that an undo could give it back.
    fn snapshot(&self, id: TicketId, what: What) -> Option<Before> {
        self.tickets.get(&id).map(|ticket| Before {
            at: self.now,
            what,
            state: ticket.state.clone(),
            signature: Arc::clone(&ticket.signature),
        })
    }

    pub(crate) fn keep_before(&mut self, id: TicketId, before: Option<Before>) {
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.before = before;
        }
    }

    /// The open ticket of a number.
    pub(crate) fn open_ticket(&self, number: &Number) -> Result<&Ticket, Refusal> {
        match self.ticket_numbered(number) {
            Some(ticket) if ticket.is_open() => Ok(ticket),
            Some(closed) => Err(wrong_state(closed)),
            None => Err(Refusal::NoSuchTicket(number.clone())),
        }
    }

    /// A unit that belongs to the fleet.
    pub(crate) fn enrolled(&self, serial: &Serial) -> Result<&Unit, Refusal> {
        let unit = self
            .units
            .get(serial)
            .ok_or_else(|| Refusal::NoSuchUnit(serial.clone()))?;
        if unit.membership != Membership::Enrolled {
            return Err(Refusal::UnitRetired(serial.clone()));
        }
        Ok(unit)
    }

    fn free_unit_for(&self, ticket: &Ticket, serial: &Serial) -> Result<Serial, Refusal> {
        let unit = self.enrolled(serial)?;
        if !unit.may_take() {
            return Err(Refusal::UnitNotFree(serial.clone()));
        }
        if ticket
            .signature
            .unmet_need(&unit.serial, &unit.counter)
            .is_some()
        {
            return Err(Refusal::NeedUnmet {
                number: ticket.number.clone(),
                unit: serial.clone(),
            });
        }
        Ok(serial.clone())
    }
}

pub(super) fn concerns(work: &mut Work, id: TicketId) {
    work.is_about(id);
    work.answers(Answer::Ticket(id));
}

/// A ticket that was called as often as any may be is not called again: staff add a new one.
pub(super) fn not_worn_out(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.is_worn_out() {
        return Err(Refusal::CalledTooOften(ticket.number.clone()));
    }
    Ok(())
}

/// A patient at the reader gets a reason of its own: nothing is taken away from under a session.
pub(super) fn wrong_state(ticket: &Ticket) -> Refusal {
    match &ticket.state {
        State::Verifying { unit, .. } => Refusal::AtTheReader {
            number: ticket.number.clone(),
            unit: unit.clone(),
        },
        state => Refusal::WrongState {
            number: ticket.number.clone(),
            state: Box::new(state.clone()),
        },
    }
}
