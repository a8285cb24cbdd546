//! The days that are over, of each unit and of the queue (RULES, "Days"): records of their own, which outlive the tickets.
//!
//! A unit counts its day in its own record, so that no session costs another one. When the day turns, what was counted is kept here. A day
//! to which the clock goes back is counted anew and then added to what is kept of it.

use crate::decision::Change;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::queue_day::QueueDay;
use crate::ticket::{State, Ticket};
use crate::time::{DAY, FleetTime, HOUR};
use crate::unit::Unit;
use crate::unit_day::UnitDay;
use crate::wall::EARLIEST;
use crate::yard::List;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// *Fixed*: how many days are kept: thirteen months, so that a month can be laid beside the same one of the year before.
pub const DAYS_KEPT: u16 = 400;
/// The most old days, of units and of the queue, that one tick removes.
const FORGOTTEN_PER_TICK: usize = 100;

/// What one unit did on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOfUnit {
    pub unit: Serial,
    pub counts: UnitDay,
}

/// The kept days.
#[derive(Debug, Clone, Default)]
pub(crate) struct Days {
    units: BTreeMap<(i32, Serial), UnitDay>,
    queue: BTreeMap<i32, QueueDay>,
    /// The day at which all units count. Not stored.
    turned_to: Option<i32>,
    /// The day on which those before it were counted from the tickets. Not stored.
    queue_kept_on: Option<i32>,
    /// Days to write or remove with this decision.
    changes: Vec<Change>,
}

impl Days {
    /// The stored days.
    pub(crate) fn restore(units: Vec<DayOfUnit>, queue: Vec<QueueDay>) -> Self {
        let key = |day: DayOfUnit| ((day.counts.day, day.unit), day.counts);
        Self {
            units: units.into_iter().map(key).collect(),
            queue: queue.into_iter().map(|day| (day.day, day)).collect(),
            ..Self::default()
        }
    }

    /// Adds what a unit counted to what is kept of that day.
    fn keep(&mut self, unit: Serial, counted: &UnitDay) {
        if counted.is_empty() {
            return;
        }
        let key = (counted.day, unit.clone());
        let kept = self.units.entry(key);
        let kept = kept.or_insert_with(|| UnitDay::on(counted.day));
        kept.merge(counted);
        let counts = kept.clone();
        self.changes.push(Change::UnitDay(DayOfUnit {
            unit: unit.clone(),
            counts,
        }));
        self.bound(&unit);
    }

    /// Forgets a unit's oldest day beyond the bound: a clock that jumps about makes days without end.
    fn bound(&mut self, unit: &Serial) {
        let own = || self.units.keys().filter(|(_, of)| of == unit);
        if own().count() > usize::from(DAYS_KEPT)
            && let Some(oldest) = own().next().cloned()
        {
            self.forget_unit_day(oldest);
        }
    }

    /// Keeps a day of the queue, unless what is kept of it is fuller.
    fn keep_queue(&mut self, counted: QueueDay) {
        let kept = self.queue.get(&counted.day);
        if counted.weight() <= kept.map_or(0, QueueDay::weight) {
            return;
        }
        self.changes.push(Change::QueueDay(counted.clone()));
        self.queue.insert(counted.day, counted);
        if self.queue.len() > usize::from(DAYS_KEPT)
            && let Some((day, _)) = self.queue.pop_first()
        {
            self.changes.push(Change::ForgetQueueDay(day));
        }
    }

    fn forget_unit_day(&mut self, key: (i32, Serial)) {
        self.units.remove(&key);
        let (day, unit) = key;
        self.changes.push(Change::ForgetUnitDay(day, unit));
    }

    /// Forgets at most so many days of each kind that lie within these.
    fn forget(&mut self, old: RangeInclusive<i32>, most: usize) {
        let keys = self.units.keys().take_while(|(day, _)| day <= old.end());
        let keys = keys.filter(|(day, _)| old.contains(day));
        let keys: Vec<_> = keys.take(most).cloned().collect();
        for key in keys {
            self.forget_unit_day(key);
        }
        let days: Vec<i32> = self.queue.range(old).map(|(day, _)| *day).collect();
        for day in days.into_iter().take(most) {
            self.queue.remove(&day);
            self.changes.push(Change::ForgetQueueDay(day));
        }
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        changes.append(&mut self.changes);
    }
}

impl Fleet {
    /// What each unit did on each of these days, today's included, by day and serial. A day without anything counted is left out.
    #[must_use]
    pub fn unit_days(&self, days: RangeInclusive<i32>) -> Vec<DayOfUnit> {
        let kept = self.days.units.iter();
        let mut all: BTreeMap<_, _> = kept
            .filter(|((day, _), _)| days.contains(day))
            .map(|(key, counts)| (key.clone(), counts.clone()))
            .collect();
        for unit in self.units() {
            let running = self.running(unit);
            if days.contains(&running.day) && !running.is_empty() {
                let key = (running.day, unit.serial.clone());
                let day = all.entry(key).or_insert_with(|| UnitDay::on(running.day));
                day.merge(&running);
            }
        }
        let day = |((_, unit), counts)| DayOfUnit { unit, counts };
        all.into_iter().map(day).collect()
    }

    /// What a unit has done today.
    #[must_use]
    pub fn today_of(&self, unit: &Unit) -> UnitDay {
        let today = self.today();
        let mut day = UnitDay::on(today);
        let running = self.running(unit);
        if running.day == today {
            day.merge(&running);
        }
        if let Some(kept) = self.days.units.get(&(today, unit.serial.clone())) {
            day.merge(kept);
        }
        day
    }

    /// What a unit counts, with its time until now.
    fn running(&self, unit: &Unit) -> UnitDay {
        let mut day = unit.today.clone();
        let ms = u64::try_from(self.now().since(unit.counted.since));
        if let (Some(stood), Ok(ms)) = (unit.counted.stood, ms) {
            day.add_time(stood, ms);
        }
        day
    }

    /// What the queue was like on each of these days, today's included. Costs O(kept tickets and walk-ups).
    #[must_use]
    pub fn queue_days(&self, days: RangeInclusive<i32>) -> Vec<QueueDay> {
        let today = self.today();
        let kept = self.days.queue.range(days.clone());
        let mut all: Vec<_> = kept
            .map(|(_, day)| day)
            .filter(|day| day.day != today)
            .cloned()
            .collect();
        if days.contains(&today) {
            all.extend(self.count_queue(today..=today));
            all.sort_by_key(|day| day.day);
        }
        all
    }

    /// Counts the queue's days from the tickets and walk-ups that are kept.
    fn count_queue(&self, days: RangeInclusive<i32>) -> Vec<QueueDay> {
        let mut counted = BTreeMap::new();
        for ticket in self.tickets() {
            let added = self.day_of(ticket.added_at);
            if days.contains(&added) {
                on(&mut counted, added).added += 1;
            }
            let closed = ticket.closed_at.map(|at| self.day_of(at));
            if let Some(closed) = closed.filter(|day| days.contains(day)) {
                let day = on(&mut counted, closed);
                count_closed(day, ticket);
                if ticket.state == State::Done {
                    let waits = day.waits.entry(self.hour_of_day(ticket.added_at));
                    let waited_ms = u64::try_from(ticket.waited_ms(self.now()));
                    waits.or_default().add(waited_ms.unwrap_or(0));
                }
            }
        }
        let unbound = self.walk_ups().filter(|walk_up| walk_up.bound_to.is_none());
        for day in unbound.map(|walk_up| self.day_of(walk_up.ended_at)) {
            if days.contains(&day) {
                on(&mut counted, day).walk_ups += 1;
            }
        }
        counted.into_values().collect()
    }

    /// Ends the time of all units where the process stopped running, and begins it again at `now`. It is told before anything is decided at
    /// that time: the day may be another one by then, and a night of sleep belongs to none.
    pub fn stood_still(&mut self, since: FleetTime, now: FleetTime) {
        self.yard.count_all(since, now);
    }

    /// Lets all units count at today, and keeps what they counted at another day.
    pub(crate) fn turn_day(&mut self) {
        let today = self.today();
        if self.days.turned_to == Some(today) {
            return;
        }
        let is_start = self.days.turned_to.replace(today).is_none();
        let now = self.now();
        for (serial, day) in self.yard.turn_to(today, now, is_start) {
            self.days.keep(serial, &day);
        }
    }

    /// Counts the time of units that stand otherwise than before. What a start changes is written with the start.
    pub(crate) fn count_time(&mut self) {
        let started = self.clock.start_is_kept();
        if started {
            self.turn_day();
        }
        if self.yard.has(List::Restood) {
            let now = self.now();
            self.yard.count_restood(now, started);
        }
    }

    /// Counts the queue's days that are over, once a day, while people can live by the time of day.
    pub(crate) fn keep_queue_days(&mut self) {
        let today = self.today();
        if !self.clock.is_settled()
            || !self.calendar().is_possible()
            || self.days.queue_kept_on == Some(today)
        {
            return;
        }
        self.days.queue_kept_on = Some(today);
        // After a long absence tickets are there that are older than retention, until a day of running confirms the date.
        let closed = self.tickets().filter_map(|ticket| ticket.closed_at);
        let Some(first) = closed.min().map(|at| self.day_of(at)) else {
            return;
        };
        for day in self.count_queue(first..=today - 1) {
            self.days.keep_queue(day);
        }
    }

    /// The time at which the day turns: the next midnight, or when the time of day is settled if it turned meanwhile.
    pub(crate) fn turns_day_at(&self) -> Option<FleetTime> {
        if !self.calendar().is_possible() {
            return None;
        }
        let next = match self.days.queue_kept_on == Some(self.today()) {
            true => self.calendar().fleet(self.midnight().plus(DAY)),
            false => self.now(),
        };
        Some(next.max(self.clock.settles_at()))
    }

    /// Removes days of long ago, by the same believed time as walk-ups (RULES T13). Those of an impossible date stay until newer ones take
    /// their place, because nobody knows when they were.
    pub(crate) fn forget_old_days(&mut self) {
        let believed = self.now().0.min(self.license_clock().mark_ms);
        let earliest = self.clock.day_at(EARLIEST.0);
        let oldest = self
            .clock
            .day_at(believed)
            .saturating_sub(i32::from(DAYS_KEPT));
        if earliest < oldest {
            self.days.forget(earliest..=oldest - 1, FORGOTTEN_PER_TICK);
        }
    }

    /// The day on which something happened, in days since 1970 in the clinic's time zone.
    fn day_of(&self, at: FleetTime) -> i32 {
        self.clock.day_at(self.of_day(at).0)
    }

    /// The hour in which something happened, from 0 to 23, by the PC's wall clock.
    fn hour_of_day(&self, at: FleetTime) -> u8 {
        let into_ms = self
            .of_day(at)
            .0
            .saturating_add(self.settings.utc_offset_ms);
        u8::try_from(into_ms.rem_euclid(DAY) / HOUR).unwrap_or(0)
    }
}

fn on(days: &mut BTreeMap<i32, QueueDay>, day: i32) -> &mut QueueDay {
    days.entry(day).or_insert_with(|| QueueDay {
        day,
        ..QueueDay::default()
    })
}

fn count_closed(day: &mut QueueDay, ticket: &Ticket) {
    match (&ticket.state, &ticket.outcome, ticket.means) {
        (State::Cancelled, ..) => day.cancelled += 1,
        (State::Ended, ..) => day.ended += 1,
        (_, _, Some(means)) => *day.means.entry(means).or_default() += 1,
        (_, Some(outcome), None) => {
            let kind = outcome.kind.plain();
            match day.outcomes.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => day.outcomes.push((kind, 1)),
            }
        }
        (_, None, None) => {}
    }
}
