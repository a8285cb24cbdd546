//! How long patients are likely to wait: the queue played through at the pace of the newest sessions. An estimate for people, which decides
//! nothing.

use crate::Fleet;
use crate::ids::TicketId;
use crate::ticket::{State, Ticket};
use crate::time::FleetTime;
use crate::unit::{Activity, Unit};
use std::collections::BTreeMap;

/// The newest sessions whose pace counts: what happened this morning, not last week.
const SAMPLES: usize = 20;
/// Fewer sessions than these say nothing about the next ones.
const FEWEST: usize = 3;
/// The closed tickets among which sessions are looked for, newest first.
const LOOKED_AT: usize = 200;

/// The expected waits of the tickets in the queue. It is empty where nothing can be said: no reader serves, or too few sessions ended today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast(BTreeMap<TicketId, i64>);

impl Forecast {
    /// How long a ticket will wait from now, in milliseconds; `None` for one that is not in the queue, or that no reader which serves now
    /// may take.
    #[must_use]
    pub fn of(&self, ticket: TicketId) -> Option<i64> {
        self.0.get(&ticket).copied()
    }
}

impl Fleet {
    /// Plays the queue through: each ticket goes to the reader that meets its needs and is free first. O(n) in the number waiting.
    #[must_use]
    pub fn forecast(&self) -> Forecast {
        let Some(turn_ms) = self.turn_ms() else {
            return Forecast::default();
        };
        let serving = self.units().filter(|unit| unit.serves());
        let mut readers: Vec<(&Unit, i64)> = serving
            .map(|unit| (unit, self.free_in_ms(unit, turn_ms)))
            .collect();
        let waiting = self.waiting_in_order().into_iter();
        let queued = waiting.filter(|ticket| !self.is_held(ticket));
        Forecast(
            queued
                .filter_map(|ticket| Some((ticket.id, hand_out(ticket, &mut readers, turn_ms)?)))
                .collect(),
        )
    }

    /// The time that a reader is taken by one patient, from the call to the end: the median of today's newest sessions.
    fn turn_ms(&self) -> Option<i64> {
        let newest = self.tickets().rev().filter(|ticket| !ticket.is_open());
        let of_today = newest
            .take(LOOKED_AT)
            .filter(|ticket| ticket.closed_at.is_some_and(|at| self.is_of_today(at)));
        let mut turns: Vec<_> = of_today.filter_map(turn_of).take(SAMPLES).collect();
        turns.sort_unstable();
        (turns.len() >= FEWEST).then(|| turns[turns.len() / 2])
    }

    /// The time until a reader is free, if its patient takes as long as others.
    fn free_in_ms(&self, unit: &Unit, turn_ms: i64) -> i64 {
        let begun = match &unit.activity {
            Activity::Free { .. } | Activity::Finishing { .. } => return 0,
            Activity::Called(assignment)
            | Activity::Verifying(assignment)
            | Activity::Asked(assignment) => {
                let attempt = self.ticket(assignment.ticket);
                let attempt = attempt.and_then(|ticket| ticket.attempt_of(*assignment));
                attempt.map(|attempt| attempt.called_at)
            }
            Activity::Unplanned { .. } => None,
        };
        let since = |at: FleetTime| self.now().since(at).max(0);
        turn_ms.saturating_sub(begun.map_or(0, since)).max(0)
    }
}

/// How long the session that closed a ticket took its reader.
fn turn_of(ticket: &Ticket) -> Option<i64> {
    let ended = ticket.outcome.is_some() && ticket.state == State::Done;
    let called = ticket.attempts.last().filter(|_| ended)?.called_at;
    Some(ticket.closed_at?.since(called).max(0))
}

/// Gives a ticket to the reader that is free first of those that meet its needs, and tells when.
fn hand_out(ticket: &Ticket, readers: &mut [(&Unit, i64)], turn_ms: i64) -> Option<i64> {
    let meets = |unit: &Unit| {
        let unmet = ticket.signature.unmet_need(&unit.serial, &unit.counter);
        unmet.is_none()
    };
    let (_, free_in) = readers
        .iter_mut()
        .filter(|(unit, _)| meets(unit))
        .min_by_key(|(_, free_in)| *free_in)?;
    let wait = *free_in;
    *free_in = free_in.saturating_add(turn_ms);
    Some(wait)
}
