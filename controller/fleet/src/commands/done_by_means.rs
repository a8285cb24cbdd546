//! Closes a ticket whose patient staff served without a reader (RULES L18): no usable card, or a broken reader.
//!
//! A reader that is heard keeps its patient, because nothing interrupts a session (invariant 9). One that has been silent may have died
//! with the patient in front of it.

use super::staff::about_ticket;
use crate::decision::Withdrawal;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{Before, Means, State, Ticket, What};
use crate::time::FleetTime;
use crate::work::Work;

/// The ticket, and the way.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    means: Means,
    /// What an undo gives back.
    before: Option<Before>,
}

pub(crate) fn check(fleet: &Fleet, number: &Number, means: Means) -> Result<Plan, Refusal> {
    let ticket = fleet.open_ticket(number)?;
    check_silent(fleet, ticket)?;
    Ok(Plan {
        id: ticket.id,
        means,
        before: before(fleet, ticket),
    })
}

/// What an undo gives back: the state before, but no session, because the reader is asked what it has. A patient whom an earlier reader
/// verified after all is not put back into the queue.
fn before(fleet: &Fleet, ticket: &Ticket) -> Option<Before> {
    if ticket.late.is_some() {
        return None;
    }
    let mut before = Before::of(ticket, fleet.now(), What::DoneByMeans);
    if let State::Verifying { .. } = before.state {
        before.state = State::Waiting;
    }
    Some(before)
}

/// Refuses while the reader of a patient is heard.
fn check_silent(fleet: &Fleet, ticket: &Ticket) -> Result<(), Refusal> {
    match (ticket.unit(), fleet.heard_until(ticket)) {
        (Some(unit), Some(from)) => Err(Refusal::ReaderAlive {
            number: ticket.number.clone(),
            unit: unit.clone(),
            silence_ms: fleet.settings.silence_ms,
            from,
        }),
        _ => Ok(()),
    }
}

impl Fleet {
    /// The time from which a ticket whose patient is at a reader can be done by other means, if that reader says nothing until then; `None`
    /// if it can be now.
    pub(super) fn heard_until(&self, ticket: &Ticket) -> Option<FleetTime> {
        let State::Verifying { unit, .. } = &ticket.state else {
            return None;
        };
        let heard_at = self.unit(unit)?.heard_at;
        let silent_from = heard_at.plus(self.settings.silence_ms);
        (self.now() < silent_from).then_some(silent_from)
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan { id, means, before } = plan;
    about_ticket(work, id);
    let Some(ticket) = fleet.book.ticket(id) else {
        return;
    };
    let (state, assignment) = (ticket.state.clone(), ticket.assignment());
    if let State::Called { unit, .. } = &state {
        fleet.withdraw(work, id, unit, Withdrawal::ByStaff);
    }
    fleet.enter(work, id, State::Done, |ticket| ticket.means = Some(means));
    if let State::Verifying { unit, .. } = &state {
        fleet.ask_what_it_has(work, unit, assignment);
    }
    fleet.tell_means(work, id, means);
    fleet.keep_before(id, before);
}
