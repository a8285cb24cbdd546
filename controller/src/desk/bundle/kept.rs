//! The tickets and walk-ups that are kept, read a part at a time: between two parts the engine hands out patients.

use super::days;
use crate::desk::{Desk, Refused, Right};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::time::FleetTime;

/// Tickets that the engine reads at a time: some 100 µs of it.
const PART: usize = 500;

/// What a bundle takes of them. A number is a patient's: it leaves as a pseudonym alone.
#[derive(Default)]
pub(in crate::desk) struct Kept {
    pub(in crate::desk) numbers: Vec<(TicketId, String)>,
    /// When sessions ended, and how.
    pub(in crate::desk) ended: Vec<(FleetTime, &'static str)>,
    /// The oldest of all that are kept, at whatever reader.
    pub(in crate::desk) oldest: Option<FleetTime>,
}

impl Kept {
    /// Reads all of them; of the ends those at one reader, if one is named.
    pub(in crate::desk) async fn read(desk: &Desk, unit: Option<&Serial>) -> Result<Self, Refused> {
        let mut kept = Self::default();
        let mut after = None;
        loop {
            let unit = unit.cloned();
            let look = move |fleet: &Fleet| tickets(fleet, after, unit.as_ref());
            let part = desk.ask(Right::Bundle, look).await?;
            after = part.numbers.last().map(|(id, _)| *id);
            let is_last = part.numbers.len() < PART;
            kept.numbers.extend(part.numbers);
            kept.ended.extend(part.ended);
            kept.is_older(part.oldest);
            if is_last {
                break;
            }
        }
        let unit = unit.cloned();
        let look = move |fleet: &Fleet| walk_ups(fleet, unit.as_ref());
        let (walked_up, oldest) = desk.ask(Right::Bundle, look).await?;
        kept.ended.extend(walked_up);
        // Walk-ups are kept longer than tickets, so they tell of no day by themselves where there are tickets.
        kept.oldest = kept.oldest.or(oldest);
        Ok(kept)
    }

    fn is_older(&mut self, at: Option<FleetTime>) {
        self.oldest = self.oldest.into_iter().chain(at).min();
    }
}

/// The next part of the tickets after an id.
fn tickets(fleet: &Fleet, after: Option<TicketId>, unit: Option<&Serial>) -> Kept {
    let mut part = Kept::default();
    let next = fleet
        .tickets()
        .skip_while(|ticket| after.is_some_and(|after| ticket.id <= after));
    for ticket in next.take(PART) {
        part.numbers.push((ticket.id, ticket.number.to_string()));
        part.is_older(ticket.closed_at);
        if let (Some(at), Some(outcome)) = (ticket.closed_at, &ticket.outcome)
            && (unit.is_none() || ticket.unit() == unit)
        {
            part.ended.push((at, days::word(&outcome.kind)));
        }
    }
    part
}

/// The walk-ups that no ticket counts already, and the end of the oldest of all.
fn walk_ups(
    fleet: &Fleet,
    unit: Option<&Serial>,
) -> (Vec<(FleetTime, &'static str)>, Option<FleetTime>) {
    let oldest = fleet.walk_ups().map(|walk_up| walk_up.ended_at).min();
    let unbound = fleet
        .walk_ups()
        .filter(|walk_up| walk_up.bound_to.is_none());
    let wanted = unbound.filter(|walk_up| unit.is_none_or(|unit| walk_up.unit == *unit));
    let ended = wanted.map(|walk_up| (walk_up.ended_at, days::word(&walk_up.outcome.kind)));
    (ended.collect(), oldest)
}
