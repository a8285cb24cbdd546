//! What the clinic's queue was like on one day (RULES, "Days"): counted from the kept tickets once the day is over, because the tickets
//! themselves go after two weeks.

use crate::outcome::Kind;
use crate::ticket::Means;
use crate::times::Times;
use std::collections::BTreeMap;

/// The clinic's day, or what several days make together. It names no patient.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueDay {
    /// Days since 1970 in the clinic's time zone; of several days the first one.
    pub day: i32,
    /// The tickets that were added.
    pub added: u32,
    /// How long those waited who were served, by the hour in which they were added: from 0 to 23, by the PC's wall clock. As in
    /// [`crate::figures::Waits`], until their newest call, else until they were served.
    pub waits: BTreeMap<u8, Times>,
    /// The tickets that were closed with the outcome of a session, by its plain kind, in the order of their first one.
    pub outcomes: Vec<(Kind, u32)>,
    /// The tickets that were closed by other means.
    pub means: BTreeMap<Means, u32>,
    /// The tickets that staff closed.
    pub cancelled: u32,
    /// The tickets that the day's end closed.
    pub ended: u32,
    /// The sessions of patients who were not called, without those that a ticket has.
    pub walk_ups: u32,
}

impl QueueDay {
    /// Adds what is counted of another day. The earlier day gives the name.
    pub fn merge(&mut self, other: &Self) {
        self.day = self.day.min(other.day);
        for (hour, waits) in &other.waits {
            self.waits.entry(*hour).or_default().merge(waits);
        }
        for (kind, more) in &other.outcomes {
            match self.outcomes.iter_mut().find(|(known, _)| known == kind) {
                Some((_, count)) => *count = count.saturating_add(*more),
                None => self.outcomes.push((kind.clone(), *more)),
            }
        }
        for (means, more) in &other.means {
            let count = self.means.entry(*means).or_default();
            *count = count.saturating_add(*more);
        }
        for (count, more) in [
            (&mut self.added, other.added),
            (&mut self.cancelled, other.cancelled),
            (&mut self.ended, other.ended),
            (&mut self.walk_ups, other.walk_ups),
        ] {
            *count = count.saturating_add(more);
        }
    }

    /// How long all of them waited, whenever they were added.
    #[must_use]
    pub fn all_waits(&self) -> Times {
        let mut all = Times::default();
        self.waits.values().for_each(|waits| all.merge(waits));
        all
    }

    /// The tickets that were closed.
    #[must_use]
    pub fn closed(&self) -> u32 {
        self.served()
            .saturating_add(self.cancelled)
            .saturating_add(self.ended)
    }

    /// Those of them whose patient was served, by a session or by other means.
    #[must_use]
    pub fn served(&self) -> u32 {
        let sessions = self.outcomes.iter().map(|(_, count)| *count);
        let counts = sessions.chain(self.means.values().copied());
        counts.fold(0, u32::saturating_add)
    }

    /// How much is counted: of two tellings of one day, the one with more is the fuller one.
    pub(crate) fn weight(&self) -> u32 {
        self.added
            .saturating_add(self.closed())
            .saturating_add(self.walk_ups)
    }
}
