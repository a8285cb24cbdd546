//! Where a ticket stands among the book's indices, as it follows from the ticket alone.

use crate::ticket::{Rank, State, Ticket};
use crate::time::FleetTime;
use crate::wish::Signature;
use std::sync::Arc;

/// Where a ticket stands among the indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Waiting {
        rank: Rank,
        signature: Arc<Signature>,
        prefers_until: FleetTime,
    },
    Active,
    Aside,
    /// And when; a record from elsewhere may not say.
    Closed(Option<FleetTime>),
}

impl Place {
    pub(super) fn of(ticket: &Ticket) -> Self {
        match &ticket.state {
            State::Waiting => Self::Waiting {
                rank: ticket.rank,
                signature: Arc::clone(&ticket.signature),
                prefers_until: ticket.prefers_until,
            },
            State::Called { .. } | State::Verifying { .. } => Self::Active,
            State::Parked | State::Missed => Self::Aside,
            State::Done | State::Cancelled | State::Ended => Self::Closed(ticket.closed_at),
        }
    }

    pub(super) const fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }
}
