//! Takes back the newest act of staff, or the newest call (RULES, "A ticket's life").
//!
//! An undo is a command of its own, possible for ten seconds and only while the ticket has not changed since: an outcome cannot be undone.
//! Undoing a call parks the ticket. Undoing any other act restores the state before, but a ticket that was called or at its reader then
//! waits at its old rank, because the reader was told that the call is over, or asked what it has.

use super::staff::about_ticket;
use crate::decision::Withdrawal;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{Before, State, Ticket, What, Why};
use crate::work::Work;

/// The ticket, and what it gets back.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    before: Before,
}

pub(crate) fn check(fleet: &Fleet, number: &Number) -> Result<Plan, Refusal> {
    let ticket = fleet
        .ticket_numbered(number)
        .ok_or_else(|| Refusal::NoSuchTicket(number.clone()))?;
    if let State::Verifying { .. } = ticket.state {
        return Err(fleet.wrong_state(ticket));
    }
    let Some(before) = fleet.undoable(ticket).cloned() else {
        return Err(Refusal::NothingToUndo {
            number: number.clone(),
            way: fleet.way_out(ticket),
        });
    };
    if !ticket.is_open() {
        fleet.check_room()?;
    }
    let waits = matches!(before.state, State::Waiting | State::Called { .. });
    if before.what != What::Called && waits {
        fleet.book.check_signatures(&before.signature)?;
    }
    Ok(Plan {
        id: ticket.id,
        before,
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { id, before }: Plan) {
    about_ticket(work, id);
    match before.what {
        What::Called => undo_call(fleet, work, id),
        _ => undo_act(fleet, work, id, before),
    }
}

fn undo_call(fleet: &mut Fleet, work: &mut Work, id: TicketId) {
    let unit = fleet.book.ticket(id).and_then(|t| t.unit().cloned());
    if let Some(serial) = &unit {
        fleet.withdraw(work, id, serial, Withdrawal::ByStaff);
    }
    fleet.enter(work, id, State::Parked, |_| {});
    fleet.tell(work, id, What::Undone, Some(Why::CallUndone), unit.as_ref());
}

fn undo_act(fleet: &mut Fleet, work: &mut Work, id: TicketId, before: Before) {
    let state = match before.state {
        State::Called { .. } => State::Waiting,
        state => state,
    };
    let shifted_ms = fleet.clock.shifted_ms();
    fleet.enter(work, id, state, |ticket| {
        ticket.open_again(shifted_ms);
        ticket.signature = before.signature;
    });
    fleet.tell(work, id, What::Undone, None, None);
}

impl Fleet {
    /// The state that an undo would restore now.
    #[must_use]
    pub fn undoable<'a>(&self, ticket: &'a Ticket) -> Option<&'a Before> {
        // A day's end is taken back as a whole.
        let before = ticket.before.as_ref().filter(|b| b.what != What::Ended)?;
        let at_the_reader = matches!(ticket.state, State::Verifying { .. });
        // An act from before fleet time was set back has a later time than now; it is long ago all the same.
        let recent = (0..=self.settings.undo_ms).contains(&self.now().since(before.at));
        (recent && !at_the_reader).then_some(before)
    }
}
