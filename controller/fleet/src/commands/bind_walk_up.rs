//! Binds the outcome of a walk-up to an open ticket: the patient went to a reader without being called there.
//!
//! The session was counted when it ended; binding counts nothing again (invariant 2).

use super::staff::about_ticket;
use crate::command::WalkUpChoice;
use crate::decision::{WalkUp, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::outcome::Kind;
use crate::refusal::Refusal;
use crate::ticket::{State, What, Why};
use crate::work::Work;

/// The walk-up and the ticket.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    walk_up: WalkUp,
}

pub(crate) fn check(
    fleet: &Fleet,
    number: &Number,
    choice: &WalkUpChoice,
) -> Result<Plan, Refusal> {
    let id = fleet.movable_ticket(number)?.id;
    let walk_up = chosen(fleet, choice)?.clone();
    if let Some(ticket) = walk_up.bound_to {
        return Err(Refusal::WalkUpBound(ticket));
    }
    if let Kind::UnitFailed { .. } = walk_up.outcome.kind {
        return Err(Refusal::WalkUpFailed(walk_up.unit));
    }
    Ok(Plan { id, walk_up })
}

fn chosen<'a>(fleet: &'a Fleet, choice: &'a WalkUpChoice) -> Result<&'a WalkUp, Refusal> {
    match choice {
        WalkUpChoice::Session(session) => fleet
            .walk_up(*session)
            .ok_or(Refusal::NoSuchWalkUp(*session)),
        WalkUpChoice::NewestAt(serial) => {
            newest_at(fleet, serial).ok_or_else(|| match fleet.unit(serial) {
                Some(_) => Refusal::NoWalkUpAt(serial.clone()),
                None => fleet.yard.no_such_unit(serial.as_str()),
            })
        }
    }
}

/// The newest walk-up of today at a unit that is bound to no ticket. One of another day has to be named by its session, because it could
/// easily be another patient's.
fn newest_at<'a>(fleet: &'a Fleet, serial: &'a Serial) -> Option<&'a WalkUp> {
    fleet
        .walk_ups_of(serial)
        .filter(|w| w.bound_to.is_none() && fleet.is_of_today(w.ended_at))
        .max_by_key(|w| (w.ended_at, w.session))
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan { id, walk_up }: Plan) {
    about_ticket(work, id);
    let called_to = fleet.book.ticket(id).and_then(|t| t.unit().cloned());
    if let Some(serial) = &called_to {
        fleet.withdraw(work, id, serial, Withdrawal::VerifiedElsewhere);
    }
    fleet.enter(work, id, State::Done, |ticket| {
        ticket.outcome = Some(walk_up.outcome);
    });
    let (why, at) = (Some(Why::WalkUp), Some(&walk_up.unit));
    fleet.tell(work, id, What::Bound, why, at);
    fleet.walk_ups.bind(walk_up.session, id);
}
