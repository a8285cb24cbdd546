//! Walk-ups: sessions of patients who were not called. They are counted on their own, and staff can bind each to a ticket once.

use crate::decision::{Change, WalkUp};
use crate::ids::{Serial, SessionId, TicketId};
use crate::settings::WALK_UPS_PER_UNIT;
use crate::time::FleetTime;
use std::collections::{BTreeMap, VecDeque};

/// The newest walk-ups whose order of arrival is known, in 64 KiB: as many as four readers bring that come back with full spools.
const ARRIVALS_KEPT: usize = 4096;

/// All kept walk-ups.
#[derive(Debug, Clone, Default)]
pub(crate) struct WalkUps {
    kept: BTreeMap<SessionId, WalkUp>,
    /// The newest that came since the start, oldest first, and how many came in all.
    arrived: VecDeque<SessionId>,
    arrivals: u64,
    /// Walk-ups to write or remove with this decision.
    changes: Vec<Change>,
}

impl WalkUps {
    /// The stored walk-ups.
    pub(crate) fn restore(stored: Vec<WalkUp>) -> Self {
        Self {
            kept: stored.into_iter().map(|w| (w.session, w)).collect(),
            ..Self::default()
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

    /// How many came since the start.
    pub(crate) const fn arrivals(&self) -> u64 {
        self.arrivals
    }

    /// Those that came after the first `arrivals`, in the order in which they came. Costs O(those).
    pub(crate) fn after(&self, arrivals: u64) -> impl Iterator<Item = &WalkUp> {
        let new = usize::try_from(self.arrivals.saturating_sub(arrivals)).unwrap_or(usize::MAX);
        let known = self.arrived.len().saturating_sub(new);
        self.arrived
            .range(known..)
            .filter_map(|session| self.of(*session))
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
        if self.arrived.len() >= ARRIVALS_KEPT {
            self.arrived.pop_front();
        }
        self.arrived.push_back(walk_up.session);
        self.arrivals += 1;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{ARRIVALS_KEPT, WalkUps};
    use crate::decision::WalkUp;
    use crate::ids::{Serial, SessionId};
    use crate::outcome::{Kind, Outcome};
    use crate::time::FleetTime;

    fn came(walk_ups: &mut WalkUps, session: usize, ended_at: i64) {
        let mut id = [0; 16];
        // The newest has the smallest id, so that no order of ids passes for that of arrival.
        id[..8].copy_from_slice(&(u64::MAX - session as u64).to_be_bytes());
        walk_ups.add(WalkUp {
            session: SessionId(id),
            unit: Serial::parse("CR-1").unwrap(),
            ended_at: FleetTime(ended_at),
            outcome: Outcome {
                kind: Kind::TimedOut,
                duration_ms: 1,
                face_ms: None,
            },
            bound_to: None,
        });
    }

    fn ends(walk_ups: &WalkUps, after: u64) -> Vec<i64> {
        let new = walk_ups.after(after);
        new.map(|walk_up| walk_up.ended_at.0).collect()
    }

    #[test]
    fn those_that_came_since_a_look_are_found_in_their_order_also_if_they_ended_before_it() {
        let mut walk_ups = WalkUps::default();
        came(&mut walk_ups, 1, 50);
        let looked = walk_ups.arrivals();
        assert_eq!(ends(&walk_ups, looked), [0; 0]);
        came(&mut walk_ups, 2, 60);
        came(&mut walk_ups, 3, 40);
        assert_eq!(ends(&walk_ups, looked), [60, 40]);
        let stored = walk_ups.all().cloned().collect();
        let loaded = WalkUps::restore(stored);
        assert_eq!((loaded.arrivals(), ends(&loaded, 0)), (0, vec![]));
        // Whoever looked at more than there were finds none.
        assert_eq!(ends(&loaded, looked), [0; 0]);
    }

    #[test]
    fn the_order_of_arrival_is_known_of_so_many_and_no_more() {
        let mut walk_ups = WalkUps::default();
        for session in 0..ARRIVALS_KEPT + 5 {
            came(&mut walk_ups, session, session as i64);
        }
        let known = ends(&walk_ups, 0);
        assert_eq!((known.len(), known[0]), (ARRIVALS_KEPT, 5));
        assert_eq!(ends(&walk_ups, walk_ups.arrivals() - 1).len(), 1);
    }
}
