//! Checks the indices against the tickets.

use super::Book;
use super::active::Active;
use crate::clock::Clock;
use crate::ticket::State;
use std::collections::BTreeSet;

impl Book {
    /// Checks that every index names exactly the tickets that belong there (invariant 1); says in words which one does not.
    pub(crate) fn check(&self, clock: &Clock) -> Result<(), String> {
        let waiting: BTreeSet<_> = self.queue.in_order().into_iter().collect();
        if waiting.len() != self.queue.len() {
            return Err("the queue's count is wrong".into());
        }
        for ticket in self.tickets.values() {
            let id = ticket.id;
            let waits = ticket.state == State::Waiting;
            let holds = waits && clock.holds(ticket.added_at);
            let is = [
                waiting.contains(&id),
                self.held.contains(&id),
                self.numbers.count_of(&ticket.number, id) == 1,
                ticket.closed_at.is_none(),
            ];
            let should = [waits && !holds, holds, ticket.is_open(), ticket.is_open()];
            if is != should {
                let state = &ticket.state;
                return Err(format!(
                    "{id} {state:?}: queued, held, numbered and open {is:?}, not {should:?}"
                ));
            }
        }
        if self.active != self.active_anew() {
            return Err(format!("{:?} are not those that are active", self.active));
        }
        let strays = waiting
            .iter()
            .chain(&self.held)
            .copied()
            .chain(self.numbers.ids())
            .any(|id| !self.tickets.contains_key(&id));
        match strays {
            true => Err("an index names a ticket that is not there".into()),
            false => Ok(()),
        }
    }

    fn active_anew(&self) -> Active {
        let mut active = Active::default();
        for ticket in self.tickets.values() {
            if let (Some(unit), Some(deadline)) = (ticket.unit(), ticket.deadline()) {
                active.insert(ticket.id, unit, deadline);
            }
        }
        active
    }
}
