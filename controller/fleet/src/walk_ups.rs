//! Walk-ups: sessions of patients who were not called. They are counted on their own, and staff can bind each to a ticket once.

use crate::decision::{Change, WalkUp};
use crate::ids::{Serial, SessionId, TicketId};
use crate::settings::WALK_UPS_PER_UNIT;
use crate::time::FleetTime;
use std::collections::BTreeMap;

/// All kept walk-ups.
#[derive(Debug, Clone, Default)]
pub(crate) struct WalkUps {
    kept: BTreeMap<SessionId, WalkUp>,
    /// Walk-ups to write or remove with this decision.
    changes: Vec<Change>,
}

impl WalkUps {
    /// The stored walk-ups.
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

    pub(crate) fn of(&self, session: SessionId) -> Option<&WalkUp> {
        self.kept.get(&session)
    }

    /// The walk-ups at a unit.
    pub(crate) fn at<'a>(&'a self, serial: &'a Serial) -> impl Iterator<Item = &'a WalkUp> {
        self.all().filter(move |walk_up| walk_up.unit == *serial)
    }

    /// Adds a walk-up; beyond the bound for its unit, the oldest one is removed.
    pub(crate) fn add(&mut self, walk_up: WalkUp) {
        // Most fleets have fewer in all, so there is nothing to count.
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

    /// Binds a walk-up to a ticket.
    pub(crate) fn bind(&mut self, session: SessionId, to: TicketId) {
        if let Some(walk_up) = self.kept.get(&session) {
            self.keep(WalkUp {
                bound_to: Some(to),
                ..walk_up.clone()
            });
        }
    }

    /// Forgets at most `most` walk-ups that ended before a time, and says how many.
    pub(crate) fn forget_before(&mut self, before: FleetTime, most: usize) -> usize {
        let old = self.all().filter(|walk_up| walk_up.ended_at < before);
        let old: Vec<_> = old.map(|walk_up| walk_up.session).take(most).collect();
        for session in &old {
            self.forget(*session);
        }
        old.len()
    }

    fn keep(&mut self, walk_up: WalkUp) {
        self.changes.push(Change::WalkUp(walk_up.clone()));
        self.kept.insert(walk_up.session, walk_up);
    }

    fn forget(&mut self, session: SessionId) {
        self.kept.remove(&session);
        self.changes.push(Change::ForgetWalkUp(session));
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        changes.append(&mut self.changes);
    }
}
