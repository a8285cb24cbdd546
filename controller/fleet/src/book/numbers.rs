//! The numbers of open tickets. A number is a label: that of a held ticket may be given out again, and then finds the newer ticket.

use super::Book;
use crate::clock::Clock;
use crate::ids::{Number, TicketId};
use crate::ticket::Ticket;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The last automatic number; after it they begin at 1 again. A number has at most eight characters.
const LAST: u64 = 99_999_999;

/// The open tickets by number.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    holders: BTreeMap<Number, TicketId>,
    /// Open tickets whose number also belongs to a newer open ticket.
    outnumbered: BTreeSet<TicketId>,
    /// Open tickets whose number is written otherwise than numbers are looked up: in small letters, or as an older release took it.
    written_otherwise: BTreeMap<Number, BTreeSet<TicketId>>,
    /// The next automatic number, if no open ticket has it.
    next: u64,
}

impl Numbers {
    pub(super) const fn new(next: u64) -> Self {
        Self {
            holders: BTreeMap::new(),
            outnumbered: BTreeSet::new(),
            written_otherwise: BTreeMap::new(),
            next,
        }
    }

    /// The open tickets that are found by a number, the best first: the one that has it as it is written, then those that mean the same.
    pub(super) fn found(&self, number: &Number) -> impl Iterator<Item = TicketId> {
        let same = number.same();
        let exact = self.holders.get(number);
        // Each look costs a walk through all open tickets' numbers, so the same one is not looked up twice.
        let plain = (same != *number).then(|| self.holders.get(&same)).flatten();
        let others = self.written_otherwise.get(&same);
        let others = others.into_iter().flat_map(|others| others.iter().rev());
        exact.into_iter().chain(plain).chain(others).copied()
    }

    /// All open tickets: first those that are found by their number, in its order, then the others.
    pub(super) fn ids(&self) -> impl Iterator<Item = TicketId> + Clone {
        self.holders.values().chain(&self.outnumbered).copied()
    }

    pub(super) fn count(&self) -> usize {
        self.holders.len() + self.outnumbered.len()
    }

    /// How often the index has a ticket: once if it is open, else never.
    pub(super) fn count_of(&self, number: &Number, id: TicketId) -> usize {
        let holds = self.holders.get(number) == Some(&id);
        usize::from(holds) + usize::from(self.outnumbered.contains(&id))
    }

    pub(super) const fn begin(&mut self) {
        self.next = 1;
    }

    /// Goes on from a number, unless it has come further.
    pub(super) fn go_on_from(&mut self, next: u64) {
        self.next = self.next.max(next);
    }

    /// The next automatic number, without taking it.
    pub(super) const fn next_value(&self) -> u64 {
        self.next
    }

    /// Takes the next automatic number.
    pub(super) fn next(&mut self) -> Number {
        let number = Number::automatic(self.next);
        self.next = if self.next >= LAST { 1 } else { self.next + 1 };
        number
    }

    /// Gives a number to an open ticket. Of two tickets with one number, the newer one is found by it.
    pub(super) fn give(&mut self, number: &Number, id: TicketId) {
        let same = number.same();
        if same != *number {
            self.written_otherwise.entry(same).or_default().insert(id);
        }
        match self.holders.entry(number.clone()) {
            Entry::Vacant(nobody) => drop(nobody.insert(id)),
            Entry::Occupied(newer) if *newer.get() > id => drop(self.outnumbered.insert(id)),
            Entry::Occupied(mut older) => {
                let older = older.insert(id);
                if older != id {
                    self.outnumbered.insert(older);
                }
            }
        }
    }

    /// Takes the number from a ticket that was closed, and gives it back to an older open ticket that shares it.
    pub(super) fn free(
        &mut self,
        number: &Number,
        id: TicketId,
        tickets: &BTreeMap<TicketId, Arc<Ticket>>,
    ) {
        let same = number.same();
        if let Some(others) = self.written_otherwise.get_mut(&same) {
            others.remove(&id);
            if others.is_empty() {
                self.written_otherwise.remove(&same);
            }
        }
        if self.outnumbered.remove(&id) {
            return;
        }
        let Entry::Occupied(mut holder) = self.holders.entry(number.clone()) else {
            return;
        };
        if *holder.get() != id {
            return;
        }
        let has_it = |id: &&TicketId| {
            let ticket = tickets.get(*id);
            ticket.is_some_and(|ticket| ticket.number == *number)
        };
        match self.outnumbered.iter().rfind(has_it).copied() {
            Some(older) => {
                self.outnumbered.remove(&older);
                holder.insert(older);
            }
            None => drop(holder.remove()),
        }
    }
}

impl Book {
    /// Automatic numbers begin at 1 again, for a new day.
    pub(crate) const fn begin_numbers(&mut self) {
        self.numbers.begin();
    }

    /// The next number that no open ticket has, from 1 on with a day's first ticket. The number of a held ticket counts as free.
    pub(super) fn next_number(&mut self, clock: &Clock) -> Number {
        let newest = self.tickets.values().next_back();
        if let (Some(began), Some(newest)) = (clock.day_began(), newest)
            && clock.was_before(newest.added_at, began)
        {
            self.numbers.begin();
        }
        loop {
            let number = self.numbers.next();
            if self.has_number(clock, &number).is_none() {
                return number;
            }
        }
    }

    /// The open ticket that has a number, or one that means the same (RULES Q8). A held ticket does not count: its number may be given out
    /// again.
    pub(crate) fn has_number(&self, clock: &Clock, number: &Number) -> Option<&Ticket> {
        let found = self.numbers.found(number);
        let mut tickets = found.filter_map(|id| self.ticket(id));
        tickets.find(|ticket| !clock.holds(ticket.added_at))
    }

    /// The ticket that a number finds: the open one that has it, else the newest of the closed and held ones; of either the one that has it
    /// as it is written, else one that means the same (RULES Q8). Finding one that does not have it costs O(kept tickets).
    pub(crate) fn numbered(&self, clock: &Clock, number: &Number) -> Option<&Ticket> {
        let newest = |is_it: &dyn Fn(&str) -> bool| {
            let mut newest_first = self.tickets().rev();
            newest_first.find(|ticket| is_it(ticket.number.as_str()))
        };
        let same = number.same();
        // A held one that an older release took as it was typed is in the index alone.
        let mut held = self.numbers.found(number);
        self.has_number(clock, number)
            .or_else(|| newest(&|written| written == number.as_str()))
            .or_else(|| newest(&|written| written.eq_ignore_ascii_case(same.as_str())))
            .or_else(|| held.find_map(|id| self.ticket(id)))
    }

    /// The ticket that a number finds, and then the others that had it, newest first. Costs O(kept tickets).
    pub(crate) fn all_numbered(&self, clock: &Clock, number: &Number) -> Vec<&Ticket> {
        let found = self.numbered(clock, number);
        let same = number.same();
        let others = self.tickets().rev().filter(|ticket| {
            let has_it = ticket.number.as_str().eq_ignore_ascii_case(same.as_str());
            has_it && found.is_some_and(|found| found.id != ticket.id)
        });
        found.into_iter().chain(others).collect()
    }
}
