//! Calls a ticket by hand. The call may pass other tickets and is recorded as such (exempt from invariant 4).

use super::staff::{about_ticket, not_worn_out};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::refusal::{NoneFree, Refusal};
use crate::ticket::{State, Ticket, Why};
use crate::work::Work;

/// The ticket and the unit it is called to.
#[derive(Debug)]
pub(crate) struct Plan {
    id: TicketId,
    unit: Serial,
}

/// With `unit`, only that one is tried; with `None`, the best free unit is taken.
pub(crate) fn check(
    fleet: &Fleet,
    number: &Number,
    unit: Option<&Serial>,
) -> Result<Plan, Refusal> {
    let ticket = fleet.open_ticket(number)?;
    if !matches!(ticket.state, State::Waiting | State::Parked | State::Missed) {
        return Err(fleet.wrong_state(ticket));
    }
    not_worn_out(ticket)?;
    let unit = match unit {
        Some(serial) => free_unit_for(fleet, ticket, serial)?,
        None => fleet
            .best_free(&ticket.wishes_at(fleet.now()))
            .ok_or_else(|| none_free(fleet, ticket))?,
    };
    Ok(Plan {
        id: ticket.id,
        unit,
    })
}

/// Why no unit is free for a ticket, and what becomes of it now.
fn none_free(fleet: &Fleet, ticket: &Ticket) -> Refusal {
    let why = match fleet.lack(&ticket.wishes_at(fleet.now())) {
        Some(lack) => NoneFree::Lack(Box::new(lack)),
        None if fleet.is_held(ticket) => NoneFree::Held,
        None => match ticket.state {
            State::Waiting => NoneFree::InLine,
            _ => NoneFree::Aside(fleet.way_out(ticket)),
        },
    };
    Refusal::NoFreeUnit {
        number: ticket.number.clone(),
        why,
    }
}

fn free_unit_for(fleet: &Fleet, ticket: &Ticket, serial: &Serial) -> Result<Serial, Refusal> {
    let unit = fleet.yard.enrolled(serial)?;
    if !unit.may_take() {
        return Err(Refusal::UnitNotFree {
            unit: serial.clone(),
            why: Box::new(fleet.service(unit)),
        });
    }
    let unmet = ticket.signature.unmet_need(&unit.serial, &unit.counter);
    if let Some(wish) = unmet {
        return Err(Refusal::NeedUnmet {
            number: ticket.number.clone(),
            unit: serial.clone(),
            wish: wish.clone(),
        });
    }
    Ok(serial.clone())
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    about_ticket(work, plan.id);
    fleet.call(work, plan.id, &plan.unit, Why::StaffChoice);
}
