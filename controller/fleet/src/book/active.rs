//! The tickets that are called or verifying: which there are, where, and when the first of them ends without an event.

use crate::ids::{Serial, TicketId};
use crate::time::FleetTime;
use std::collections::BTreeSet;

/// Called and verifying tickets, each in all three sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Active {
    ids: BTreeSet<TicketId>,
    /// By the unit to which they are called, or at which they are verifying.
    units: BTreeSet<(Serial, TicketId)>,
    /// By the time at which their state ends without an event.
    deadlines: BTreeSet<(FleetTime, TicketId)>,
}

impl Active {
    pub(super) fn insert(&mut self, id: TicketId, unit: &Serial, deadline: FleetTime) {
        self.ids.insert(id);
        self.units.insert((unit.clone(), id));
        self.deadlines.insert((deadline, id));
    }

    pub(super) fn remove(&mut self, id: TicketId, unit: &Serial, deadline: FleetTime) {
        self.ids.remove(&id);
        self.units.remove(&(unit.clone(), id));
        self.deadlines.remove(&(deadline, id));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = TicketId> {
        self.ids.iter().copied()
    }

    /// Those of one unit.
    pub(super) fn at(&self, unit: &Serial) -> impl Iterator<Item = TicketId> {
        let all = (unit.clone(), TicketId(0))..=(unit.clone(), TicketId(u64::MAX));
        self.units.range(all).map(|(_, id)| *id)
    }

    /// The first time at which one of them ends.
    pub(super) fn next_deadline(&self) -> Option<FleetTime> {
        self.deadlines.first().map(|(at, _)| *at)
    }

    /// Those that end by a time, the first one first.
    pub(super) fn due(&self, by: FleetTime) -> impl Iterator<Item = TicketId> {
        let due = self.deadlines.range(..=(by, TicketId(u64::MAX)));
        due.map(|(_, id)| *id)
    }
}
