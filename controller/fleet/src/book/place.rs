//! The place of a ticket in the book's indices, derived from the ticket alone.

use crate::ids::Serial;
use crate::ticket::{Rank, State, Ticket};
use crate::time::FleetTime;
use crate::wish::Signature;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Waiting {
        rank: Rank,
        signature: Arc<Signature>,
        prefers_until: FleetTime,
    },
    /// Called to this unit, or verifying there.
    Active {
        unit: Serial,
        /// The time at which that ends without an event.
        deadline: FleetTime,
    },
    Aside,
    /// Closed at this time; `None` in a record that does not say it.
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
            State::Called { unit, deadline } => Self::Active {
                unit: unit.clone(),
                deadline: *deadline,
            },
            State::Verifying {
                unit,
                deadline,
                grace,
            } => Self::Active {
                unit: unit.clone(),
                deadline: grace.map_or(*deadline, |grace| grace.min(*deadline)),
            },
            State::Parked | State::Missed => Self::Aside,
            State::Done | State::Cancelled | State::Ended => Self::Closed(ticket.closed_at),
        }
    }

    pub(super) const fn is_open(&self) -> bool {
        !matches!(self, Self::Closed(_))
    }
}
