//! Sessions of people who were not called, counted by themselves and bound to a ticket by staff at most once.

use crate::decision::{Change, WalkUp};
use crate::ids::{Serial, SessionId, TicketId};
use crate::settings::WALK_UPS_PER_UNIT;
use crate::time::FleetTime;
use std::collections::BTreeMap;

/// All walk-ups that are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct WalkUps {
    kept: BTreeMap<SessionId, WalkUp>,
    /// To be written or removed with this decision.
    changes: Vec<Change>,
}

impl WalkUps {
    /// Those that were stored.
    pub(crate) fn restore(stored: Vec<WalkUp>) -> Self {
        Self {
            kept: stored.into_iter().map(|w| (w.session, w)).collect(),
            changes: Vec::new(),
        }
    }

    /// All walk-ups, by session.
    pub(crate) fn all(&self) -> impl Iterator<Item = &WalkUp> {
        self.kept.values()
    }

    /// The walk-up of a session.
    pub(crate) fn of(&self, session: SessionId) -> Option<&WalkUp> {
        self.kept.get(&session)
    }

    /// Those that a unit served.
    pub(crate) fn at<'a>(&'a self, serial: &'a Serial) -> impl Iterator<Item = &'a WalkUp> {
        self.all().filter(move |walk_up| walk_up.unit == *serial)
    }

    /// Keeps one. Of more than are kept of a unit the oldest goes.
    pub(crate) fn add(&mut self, walk_up: WalkUp) {
        // Most fleets have fewer in all: then there is nothing to count.
        if self.kept.len() >= WALK_UPS_PER_UNIT
            && self.at(&walk_up.unit).count() >= WALK_UPS_PER_UNIT
        {
            let oldest = self
                .at(&walk_up.unit)
                .min_by_key(|w| (w.ended_at, w.session));
            if let Some(session) = oldest.map(|oldest| oldest.session) {
                self.forget(session);
            }
        }
        self.keep(walk_up);
    }

    /// Binds one to a ticket.
    pub(crate) fn bind(&mut self, session: SessionId, to: TicketId) {
        if let Some(walk_up) = self.kept.get(&session) {
            self.keep(WalkUp {
                bound_to: Some(to),
                ..walk_up.clone()
            });
        }
    }

    /// Forgets those that ended before a time, so many at most.
    pub(crate) fn forget_before(&mut self, before: FleetTime, most: usize) {
        let old = self.all().filter(|walk_up| walk_up.ended_at < before);
        let old: Vec<_> = old.map(|walk_up| walk_up.session).take(most).collect();
        for session in old {
            self.forget(session);
        }
    }

    fn keep(&mut self, walk_up: WalkUp) {
        self.changes.push(Change::WalkUp(walk_up.clone()));
        self.kept.insert(walk_up.session, walk_up);
    }

    fn forget(&mut self, session: SessionId) {
        self.kept.remove(&session);
        self.changes.push(Change::ForgetWalkUp(session));
    }

    /// Takes out what this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        changes.append(&mut self.changes);
    }
}
