//! What today was like, in numbers (RULES L18, T3): counted from the tickets, walk-ups and units that are kept, when somebody asks. It
//! decides nothing.

use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::outcome::Kind;
use crate::ticket::{Means, State, Ticket};
use crate::time::{FleetTime, HOUR};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The hours of a day.
const HOURS: usize = 24;

/// Today in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// The tickets that were added today.
    pub added: usize,
    /// The tickets that are open now, also those of an earlier day.
    pub open: usize,
    /// The tickets that were closed today with the outcome of a session, by its kind, in the order of their first one.
    pub outcomes: Vec<(Kind, usize)>,
    /// The tickets that were closed today by other means.
    pub means: BTreeMap<Means, usize>,
    /// The tickets that staff closed today.
    pub cancelled: usize,
    /// The tickets that the day's end closed today.
    pub ended: usize,
    /// Today's sessions of patients who were not called, without those that a ticket has.
    pub walk_ups: usize,
    pub waits: Waits,
    /// Each enrolled reader that is not in maintenance, and each other one that had a session today.
    pub readers: Vec<ReaderToday>,
    /// From the first hour of today in which something happened to the last one.
    pub hours: Vec<HourToday>,
}

/// How long patients waited who were served today, by a session or by other means: until their newest call, else until they were served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// How many they are.
    pub count: usize,
    pub mean_ms: i64,
    /// 95 % waited no longer than this.
    pub p95_ms: i64,
    pub longest_ms: i64,
}

/// A reader's sessions of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderToday {
    pub serial: Serial,
    pub sessions: u32,
    /// Of these, verified.
    pub verified: u32,
}

/// One hour of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourToday {
    /// From 0 to 23, by the PC's wall clock.
    pub hour: usize,
    /// The tickets that were added in it.
    pub added: usize,
    /// The tickets that were closed in it because their patient was served.
    pub served: usize,
}

impl Fleet {
    /// Today's figures. Costs O(kept tickets and walk-ups).
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut figures = Figures {
            open: self.open(),
            walk_ups: self.unbound_today(),
            readers: self.readers_today(),
            ..Figures::default()
        };
        let mut hours = [(0, 0); HOURS];
        let mut waits = Vec::new();
        for ticket in self.tickets() {
            if self.is_of_today(ticket.added_at) {
                figures.added += 1;
                self.hour_of(ticket.added_at, &mut hours).0 += 1;
            }
            let closed = ticket.closed_at.filter(|at| self.is_of_today(*at));
            let Some(closed) = closed else { continue };
            figures.count_closed(ticket);
            if ticket.state == State::Done {
                waits.push(ticket.waited_ms(self.now()));
                self.hour_of(closed, &mut hours).1 += 1;
            }
        }
        figures.waits = Waits::of(waits);
        figures.hours = from_first_to_last(&hours);
        figures
    }

    fn unbound_today(&self) -> usize {
        let unbound = self.walk_ups().filter(|walk_up| walk_up.bound_to.is_none());
        unbound
            .filter(|walk_up| self.is_of_today(walk_up.ended_at))
            .count()
    }

    fn readers_today(&self) -> Vec<ReaderToday> {
        let mut known: Vec<_> = self.units().collect();
        known.sort_by_key(|unit| unit.pairing);
        // One that somebody works on has no part in the day but for patients whom it served before.
        let enrolled = self.enrolled().filter(|unit| unit.maintenance().is_none());
        let enrolled: Vec<_> = enrolled.map(|unit| &unit.serial).collect();
        let today = known.into_iter().map(|unit| {
            let today = self.today_of(unit);
            ReaderToday {
                serial: unit.serial.clone(),
                sessions: today.sessions(),
                verified: today.verified(),
            }
        });
        today
            .filter(|reader| reader.sessions > 0 || enrolled.contains(&&reader.serial))
            .collect()
    }

    /// The hour of today in which something happened. A clock that was put right can have it beyond the day: then the last one.
    fn hour_of<'a, T>(&self, at: FleetTime, hours: &'a mut [T; HOURS]) -> &'a mut T {
        let into_day_ms = self.of_day(at).0.saturating_sub(self.midnight().0);
        let hour = usize::try_from(into_day_ms / HOUR).unwrap_or(0);
        &mut hours[hour.min(HOURS - 1)]
    }
}

impl Figures {
    /// How closed tickets ended, and nothing else.
    pub(crate) fn of_closed(tickets: &[Arc<Ticket>]) -> Self {
        let mut figures = Self::default();
        for ticket in tickets {
            figures.count_closed(ticket);
        }
        figures
    }

    fn count_closed(&mut self, ticket: &Ticket) {
        match (&ticket.state, &ticket.outcome, ticket.means) {
            (State::Cancelled, ..) => self.cancelled += 1,
            (State::Ended, ..) => self.ended += 1,
            (_, _, Some(means)) => *self.means.entry(means).or_default() += 1,
            (_, Some(outcome), None) => {
                let kind = outcome.kind.plain();
                match self.outcomes.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, count)) => *count += 1,
                    None => self.outcomes.push((kind, 1)),
                }
            }
            (_, None, None) => {}
        }
    }

    /// The tickets that were closed today.
    #[must_use]
    pub fn closed(&self) -> usize {
        self.served() + self.cancelled + self.ended
    }

    /// Those of them whose patient was served, by a session or by other means.
    #[must_use]
    pub fn served(&self) -> usize {
        let sessions = self.outcomes.iter().map(|(_, count)| count).sum::<usize>();
        sessions + self.means.values().sum::<usize>()
    }
}

impl Waits {
    fn of(mut waits: Vec<i64>) -> Self {
        waits.sort_unstable();
        let count = waits.len();
        let Some(longest_ms) = waits.last().copied() else {
            return Self::default();
        };
        // The nearest rank: the smallest wait that 95 % did not exceed.
        let rank = (count * 95).div_ceil(100);
        let all = waits.iter().sum::<i64>();
        Self {
            count,
            mean_ms: i64::try_from(count).map_or(0, |count| all / count),
            p95_ms: waits.get(rank.saturating_sub(1)).copied().unwrap_or(0),
            longest_ms,
        }
    }
}

fn from_first_to_last(hours: &[(usize, usize); HOURS]) -> Vec<HourToday> {
    let busy = |(added, served): &(usize, usize)| added + served > 0;
    let Some(first) = hours.iter().position(busy) else {
        return Vec::new();
    };
    let last = hours.iter().rposition(busy).unwrap_or(first);
    let hours = hours.iter().enumerate().take(last + 1).skip(first);
    hours
        .map(|(hour, &(added, served))| HourToday {
            hour,
            added,
            served,
        })
        .collect()
}
