//! The roll: how many units each step after a command has anything to do with. Most decisions concern no unit on most lists, and then the
//! step looks at none.
//!
//! The counts are derived from the units alone. Only [`Roll::alter`] changes a unit, and it counts the unit anew.

use crate::settings::FLAPPING_DROPS;
use crate::unit::{Activity, Membership, Presence, Unit};

/// What a unit can be counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// A ticket can be handed to it.
    MayTake,
    /// It serves, and its newest session failed.
    Failing,
    /// It restarts, or is to.
    Restarts,
    /// Since when it would serve while somebody works on it is not noted as it is now.
    WorksUnnoted,
    /// It left the fleet, is still connected, and has nothing to finish.
    Departed,
    /// It left the fleet with a grace on its license.
    Graced,
    /// Its connection was not told whether it serves, or it was told otherwise.
    Untold,
    /// Something about it changes by time alone.
    Timed,
    /// Its time is counted as something else than how it stands.
    Restood,
}

/// One bit for each list that a unit is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lists(u16);

impl List {
    const ALL: [Self; 9] = [
        Self::MayTake,
        Self::Failing,
        Self::Restarts,
        Self::WorksUnnoted,
        Self::Departed,
        Self::Graced,
        Self::Untold,
        Self::Timed,
        Self::Restood,
    ];

    /// Whether a unit is on the list.
    fn has(self, unit: &Unit) -> bool {
        match self {
            Self::MayTake => unit.may_take(),
            Self::Failing => unit.failures > 0 && unit.serves(),
            Self::Restarts => unit.restarts.present.is_some(),
            Self::WorksUnnoted => unit.works_in_maintenance() != unit.works_since.is_some(),
            Self::Departed => {
                unit.membership != Membership::Enrolled
                    && unit.is_free()
                    && unit.attachment().is_some()
            }
            Self::Graced => unit.grace().is_some(),
            Self::Untold => unit.attachment().is_some_and(|attachment| {
                let told = attachment.told.as_ref();
                told.is_none_or(|(_, serves)| *serves != unit.serves())
            }),
            Self::Timed => is_timed(unit),
            Self::Restood => unit.counted.stood != unit.standing(),
        }
    }
}

/// Whether a deadline, an alarm or a reminder of this unit comes by itself.
fn is_timed(unit: &Unit) -> bool {
    matches!(unit.activity, Activity::Finishing { .. })
        || matches!(unit.presence, Presence::Absent { .. })
        || unit.unheard_until().is_some()
        || unit.restarts.present.is_some()
        || unit.maintenance().is_some()
        || unit.drops.len() >= FLAPPING_DROPS
}

impl Lists {
    pub(super) fn of(unit: &Unit) -> Self {
        let on = List::ALL.into_iter().filter(|list| list.has(unit));
        Self(on.fold(0, |lists, list| lists | 1 << list as u8))
    }
}

/// How many units are on each list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roll([usize; List::ALL.len()]);

impl Roll {
    pub(super) const fn new() -> Self {
        Self([0; List::ALL.len()])
    }

    /// Counts all units.
    pub(super) fn of<'a>(units: impl Iterator<Item = &'a Unit>) -> Self {
        let mut roll = Self::new();
        units.for_each(|unit| roll.add(Lists::of(unit)));
        roll
    }

    /// Counts one more on each list than there is.
    pub(super) fn doubt(&mut self) {
        self.add(Lists(u16::MAX));
    }

    pub(super) const fn has(&self, list: List) -> bool {
        self.0[list as usize] > 0
    }

    /// Changes a unit, and counts it where it is afterwards.
    pub(super) fn alter<T>(&mut self, unit: &mut Unit, change: impl FnOnce(&mut Unit) -> T) -> T {
        let stood = Lists::of(unit);
        let done = change(unit);
        let stands = Lists::of(unit);
        if stood != stands {
            self.remove(stood);
            self.add(stands);
        }
        done
    }

    pub(super) fn add(&mut self, lists: Lists) {
        for (at, count) in self.0.iter_mut().enumerate() {
            *count += usize::from(lists.0 >> at & 1);
        }
    }

    pub(super) fn remove(&mut self, lists: Lists) {
        for (at, count) in self.0.iter_mut().enumerate() {
            *count -= usize::from(lists.0 >> at & 1);
        }
    }
}
