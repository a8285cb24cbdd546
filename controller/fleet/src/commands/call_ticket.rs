//! Calls a ticket by hand. The call may pass other tickets and is recorded as such (exempt from invariant 4).

use super::staff::{about_ticket, not_worn_out, wrong_state};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::refusal::Refusal;
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
        return Err(wrong_state(ticket));
    }
    not_worn_out(ticket)?;
    let unit = match unit {
        Some(serial) => free_unit_for(fleet, ticket, serial)?,
        None => fleet
            .best_free(&ticket.wishes_at(fleet.now()))
            .ok_or_else(|| Refusal::NoFreeUnit(number.clone()))?,
    };
    Ok(Plan {
        id: ticket.id,
        unit,
    })
}

fn free_unit_for(fleet: &Fleet, ticket: &Ticket, serial: &Serial) -> Result<Serial, Refusal> {
    let unit = fleet.yard.enrolled(serial)?;
    if !unit.may_take() {
        return Err(Refusal::UnitNotFree(serial.clone()));
    }
    let unmet = ticket.signature.unmet_need(&unit.serial, &unit.counter);
    if unmet.is_some() {
        return Err(Refusal::NeedUnmet {
            number: ticket.number.clone(),
            unit: serial.clone(),
        });
    }
    Ok(serial.clone())
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    about_ticket(work, plan.id);
    fleet.call(work, plan.id, &plan.unit, Why::StaffChoice);
}
