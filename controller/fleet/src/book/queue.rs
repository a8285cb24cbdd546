//! The waiting tickets, in one total order, indexed by what they need and prefer (RULES, "Queue").
//!
//! Tickets with the same signature can be served by the same units, so a free unit looks only at the first ticket of each signature:
//! O(signatures + log n), however many tickets wait that it may not serve.

use crate::ids::TicketId;
use crate::ticket::{Rank, Ticket};
use crate::time::FleetTime;
use crate::wish::Signature;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The waiting tickets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    /// Ticket ids by signature, then by rank. A signature without a ticket is removed.
    lines: BTreeMap<Arc<Signature>, BTreeMap<Rank, TicketId>>,
    /// The times at which preferences give way.
    giving_way: BTreeSet<(FleetTime, TicketId)>,
    waiting: usize,
}

impl Queue {
    /// Inserts a waiting ticket at its rank.
    pub(super) fn insert(&mut self, ticket: &Ticket, now: FleetTime) {
        let wishes = ticket.wishes_at(now);
        if !wishes.prefers().is_empty() {
            self.giving_way.insert((ticket.prefers_until, ticket.id));
        }
        let fresh = self
            .lines
            .entry(wishes)
            .or_default()
            .insert(ticket.rank, ticket.id)
            .is_none();
        self.waiting += usize::from(fresh);
    }

    /// Removes the ticket that was inserted with this signature and rank.
    pub(super) fn remove(
        &mut self,
        id: TicketId,
        rank: Rank,
        signature: &Signature,
        prefers_until: FleetTime,
    ) {
        self.giving_way.remove(&(prefers_until, id));
        // The ticket is listed under its own signature, or, after its preferences gave way, under the needs alone.
        if !self.take(signature, rank) && !signature.prefers().is_empty() {
            self.take(&signature.given_way(), rank);
        }
    }

    fn take(&mut self, signature: &Signature, rank: Rank) -> bool {
        let Some(line) = self.lines.get_mut(signature) else {
            return false;
        };
        let found = line.remove(&rank).is_some();
        if line.is_empty() {
            self.lines.remove(signature);
        }
        self.waiting -= usize::from(found);
        found
    }

    pub(crate) const fn len(&self) -> usize {
        self.waiting
    }

    /// Whether one more ticket with this signature would exceed the bound on signatures.
    pub(super) fn would_exceed(&self, signature: &Signature, limit: usize) -> bool {
        self.lines.len() >= limit && !self.lines.contains_key(signature)
    }

    /// Whether no other waiting ticket has the same signature, so that the signature is removed with this ticket.
    pub(crate) fn is_alone(&self, ticket: &Ticket) -> bool {
        let own = self.lines.get(&ticket.signature);
        own.is_some_and(|line| line.len() == 1 && line.contains_key(&ticket.rank))
    }

    /// The first ticket of each signature for which `goes` is true: the lines of the others are not looked at.
    pub(crate) fn heads(
        &self,
        goes: impl Fn(&Signature) -> bool,
    ) -> impl Iterator<Item = (&Signature, Rank, TicketId)> {
        let lines = self.lines.iter().filter(move |(wishes, _)| goes(wishes));
        lines.filter_map(|(wishes, line)| {
            line.first_key_value()
                .map(|(rank, id)| (&**wishes, *rank, *id))
        })
    }

    /// Each signature with the number of its tickets.
    pub(crate) fn signatures(&self) -> impl Iterator<Item = (&Signature, usize)> {
        self.lines
            .iter()
            .map(|(wishes, line)| (&**wishes, line.len()))
    }

    /// The position of a rank in the queue, from 1; counting stops at `limit`.
    pub(crate) fn position(&self, rank: Rank, limit: usize) -> usize {
        let mut before = 0;
        for line in self.lines.values() {
            before += line.range(..rank).take(limit - before.min(limit)).count();
            if before >= limit {
                return limit;
            }
        }
        before + 1
    }

    /// The tickets before a rank whose wishes `goes` is true of, at most `limit`; in no order.
    pub(crate) fn before(
        &self,
        rank: Rank,
        limit: usize,
        goes: impl Fn(&Signature) -> bool,
    ) -> Vec<TicketId> {
        let lines = self.lines.iter().filter(|(wishes, _)| goes(wishes));
        let before = lines.flat_map(|(_, line)| line.range(..rank).map(|(_, id)| *id));
        before.take(limit).collect()
    }

    /// All tickets in the queue's order. O(n log n): for lists that people look at.
    pub(crate) fn in_order(&self) -> Vec<TicketId> {
        let mut all: Vec<_> = self
            .lines
            .values()
            .flatten()
            .map(|(rank, id)| (*rank, *id))
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// The next time at which a preference gives way.
    pub(crate) fn next_giving_way(&self) -> Option<FleetTime> {
        self.giving_way.first().map(|(at, _)| *at)
    }

    /// Takes out the next ticket whose preference gives way by `now`.
    pub(super) fn pop_giving_way(&mut self, now: FleetTime) -> Option<TicketId> {
        let (at, id) = *self.giving_way.first()?;
        if at > now {
            return None;
        }
        self.giving_way.pop_first();
        Some(id)
    }
}
