//! A patient of a day that is played again: when they came, what they need, and how long they took a reader.

use madoguchi_fleet::ticket::{Class, State, Ticket};
use madoguchi_fleet::time::{FleetTime, SECOND};
use madoguchi_fleet::wish::Wish;

/// The time from the end of a session to the card's removal, of which a ticket says nothing.
pub const REMOVES_MS: i64 = 4 * SECOND;

/// A patient. The times that they take are theirs, at whichever reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The arrival, after midnight.
    pub arrives_ms: i64,
    pub class: Class,
    /// What a reader must have.
    pub needs: Vec<Wish>,
    /// What a reader should have.
    pub prefers: Vec<Wish>,
    /// The time from the call to the card on the reader.
    pub walks_ms: i64,
    /// The time from the card to the outcome.
    pub session_ms: i64,
    /// The time from the outcome to the card's removal.
    pub removes_ms: i64,
}

impl Visit {
    /// What a ticket tells of its patient, given midnight before it; `None` unless a session of a called patient closed it. Of several calls the last one counts.
    #[must_use]
    pub fn of(ticket: &Ticket, midnight: FleetTime) -> Option<Self> {
        let served = ticket.attempts.last()?;
        let outcome = ticket.outcome.as_ref()?;
        if ticket.state != State::Done || ticket.means.is_some() {
            return None;
        }
        let session_ms = i64::try_from(outcome.duration_ms).unwrap_or(i64::MAX);
        Some(Self {
            arrives_ms: ticket.added_at.since(midnight).max(0),
            class: ticket.class,
            needs: ticket.signature.needs().to_vec(),
            prefers: ticket.signature.prefers().to_vec(),
            walks_ms: served.placed_at?.since(served.called_at).max(0),
            session_ms,
            removes_ms: REMOVES_MS,
        })
    }

    /// The time from the call until the reader is free.
    #[must_use]
    pub const fn occupies_ms(&self) -> i64 {
        self.walks_ms
            .saturating_add(self.session_ms)
            .saturating_add(self.removes_ms)
    }
}
