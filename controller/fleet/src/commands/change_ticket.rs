//! Changes the class, needs or preferences of an open ticket (RULES L29).
//!
//! The story gets one line for each thing that changed, so that the ticket as it was can be worked out from it.

use super::add_ticket::{check_count, check_wishes};
use super::staff::about_ticket;
use crate::command::ChangeTicket;
use crate::decision::Withdrawal;
use crate::fleet::Fleet;
use crate::ids::{Serial, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{Class, Rank, State, Ticket, What, Why};
use crate::time::FleetTime;
use crate::wish::{Signature, Wish};
use crate::work::Work;
use std::sync::Arc;

/// The ticket as it is from now on, and what the story has to tell.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    class: Class,
    rank: Rank,
    signature: Arc<Signature>,
    prefers_until: FleetTime,
    /// The unit that it is called to and that does not meet a new need: the call is taken back.
    leaves: Option<Serial>,
    class_before: Class,
    wishes: Vec<(What, Wish)>,
}

pub(crate) fn check(fleet: &Fleet, change: ChangeTicket) -> Result<Plan, Refusal> {
    let ticket = fleet.movable_ticket(&change.number)?;
    let class = change.class.unwrap_or(ticket.class);
    let signature = match (&change.needs, &change.prefers) {
        (None, None) => Arc::clone(&ticket.signature),
        _ => Arc::new(wished(fleet, ticket, change)?),
    };
    let wishes = differences(&ticket.signature, &signature);
    if class == ticket.class && wishes.is_empty() {
        return Err(Refusal::NothingToChange(ticket.number.clone()));
    }
    let hopes_anew = wishes
        .iter()
        .any(|(what, _)| *what == What::PreferenceAdded);
    let plan = Plan {
        id: ticket.id,
        class,
        rank: match class == ticket.class {
            true => ticket.rank,
            false => fleet.settings.rank(class, ticket.added_at, ticket.id),
        },
        signature,
        prefers_until: match hopes_anew {
            true => fleet.now().plus(fleet.settings.preference_ms),
            false => ticket.prefers_until,
        },
        leaves: leaves(fleet, ticket, &wishes),
        class_before: ticket.class,
        wishes,
    };
    let will_wait = ticket.state == State::Waiting || plan.leaves.is_some();
    if will_wait && !fleet.book.queue().is_alone(ticket) {
        fleet.book.check_signatures(&plan.wishes_at(fleet.now()))?;
    }
    Ok(plan)
}

/// The wishes of the ticket after the change. What it wished for before is not judged again: staff may have insisted on it.
fn wished(fleet: &Fleet, ticket: &Ticket, change: ChangeTicket) -> Result<Signature, Refusal> {
    for asked in change.needs.iter().chain(&change.prefers) {
        check_count(asked)?;
    }
    let old = &ticket.signature;
    let asked = change.needs.iter().chain(&change.prefers).flatten();
    let had = |wish: &&Wish| old.needs().contains(wish) || old.prefers().contains(wish);
    let new: Vec<Wish> = asked.filter(|wish| !had(wish)).cloned().collect();
    let needs = change.needs.unwrap_or_else(|| old.needs().to_vec());
    let prefers = change.prefers.unwrap_or_else(|| old.prefers().to_vec());
    check_wishes(fleet, needs, prefers, &new, change.insist)
}

/// Each wish that goes, then each that comes.
fn differences(old: &Signature, new: &Signature) -> Vec<(What, Wish)> {
    let lists = [
        (What::NeedDropped, old.needs(), new.needs()),
        (What::PreferenceDropped, old.prefers(), new.prefers()),
        (What::NeedAdded, new.needs(), old.needs()),
        (What::PreferenceAdded, new.prefers(), old.prefers()),
    ];
    let lists = lists.into_iter().flat_map(|(what, these, others)| {
        let only = these.iter().filter(|wish| !others.contains(wish));
        only.map(move |wish| (what, wish.clone()))
    });
    lists.collect()
}

/// The unit that a ticket is called to, if it does not meet a need that is new. One whose counter changed finishes its call (RULES A14).
fn leaves(fleet: &Fleet, ticket: &Ticket, wishes: &[(What, Wish)]) -> Option<Serial> {
    let unit = fleet.yard.unit(ticket.unit()?)?;
    let mut needs = wishes.iter().filter(|(what, _)| *what == What::NeedAdded);
    let lacks = needs.any(|(_, need)| !need.is_met_by(&unit.serial, &unit.counter));
    lacks.then(|| unit.serial.clone())
}

impl Plan {
    fn wishes_at(&self, now: FleetTime) -> Signature {
        match now < self.prefers_until {
            true => (*self.signature).clone(),
            false => self.signature.given_way(),
        }
    }
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let id = plan.id;
    about_ticket(work, id);
    fleet.book.change(&fleet.clock, id, |ticket| {
        ticket.class = plan.class;
        ticket.rank = plan.rank;
        ticket.signature = plan.signature;
        ticket.prefers_until = plan.prefers_until;
        ticket.before = None;
    });
    if plan.class != plan.class_before {
        fleet.tell_class(work, id, plan.class_before, plan.class);
    }
    for (what, wish) in plan.wishes {
        fleet.tell_need(work, id, what, wish);
    }
    if let Some(serial) = &plan.leaves {
        fleet.withdraw(work, id, serial, Withdrawal::ByStaff);
        fleet.enter(work, id, State::Waiting, |_| {});
        let ticket = fleet.book.ticket(id);
        // One that was called too often is parked, and that is told.
        if ticket.is_some_and(|ticket| ticket.state == State::Waiting) {
            let why = Some(Why::NeedsChanged);
            fleet.tell(work, id, What::Returned, why, Some(serial));
        }
    }
    fleet.announce_unmet(work, id);
}
