//! Drops a need of a ticket: staff decide that the patient can do without (RULES, "Queue").

use super::staff::about_ticket;
use crate::fleet::Fleet;
use crate::ids::{Number, TicketId};
use crate::refusal::{NoNeed, Refusal};
use crate::ticket::{State, Ticket, What};
use crate::unit::Unit;
use crate::wish::{Signature, Wish};
use crate::work::Work;
use std::sync::Arc;

/// The ticket, and its needs from now on.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    signature: Signature,
    dropped: Vec<Wish>,
}

/// Drops this need; `None` drops every need that keeps all serving units from serving the ticket.
pub(crate) fn check(fleet: &Fleet, number: &Number, need: Option<&Wish>) -> Result<Plan, Refusal> {
    let ticket = fleet.movable_ticket(number)?;
    let signature = without(fleet, ticket, need).map_err(|why| Refusal::NoSuchNeed {
        number: ticket.number.clone(),
        why,
    })?;
    let waits = ticket.state == State::Waiting;
    if waits && !fleet.book.queue().is_alone(ticket) {
        fleet.book.check_signatures(&signature)?;
    }
    let kept = |wish: &&Wish| signature.needs().contains(wish);
    let needs = ticket.signature.needs().iter();
    let dropped = needs.filter(|wish| !kept(wish)).cloned().collect();
    Ok(Plan {
        id: ticket.id,
        signature,
        dropped,
    })
}

fn without(fleet: &Fleet, ticket: &Ticket, need: Option<&Wish>) -> Result<Signature, NoNeed> {
    let needs = ticket.signature.needs();
    match need {
        _ if needs.is_empty() => Err(NoNeed::Nothing),
        Some(need) if needs.contains(need) => Ok(ticket.signature.without_need(need)),
        Some(need) => Err(NoNeed::NotThis {
            need: need.clone(),
            needs: needs.to_vec(),
        }),
        None => {
            let mut signature = (*ticket.signature).clone();
            while let Some(unmet) = fleet.need_to_drop(&signature) {
                signature = signature.without_need(&unmet);
            }
            if signature != *ticket.signature {
                return Ok(signature);
            }
            Err(match fleet.units().any(Unit::serves) {
                true => NoNeed::Met,
                false => NoNeed::NoneServes,
            })
        }
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan { id, signature, .. } = plan;
    about_ticket(work, id);
    fleet.book.change(&fleet.clock, id, |ticket| {
        ticket.signature = Arc::new(signature);
        ticket.before = None;
    });
    for need in plan.dropped {
        fleet.tell_need(work, id, What::NeedDropped, need);
    }
    fleet.announce_unmet(work, id);
}
