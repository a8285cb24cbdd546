//! The mapping between fleet time and time of day: one distance for each run of the controller.

use crate::settings::JUMP_MS;
use crate::time::{FleetTime, TimeOfDay};

/// Runs that are remembered. Two neighbours with the same distance are merged, so a PC whose clock is right has two: the time before, and
/// the current run. Moments before the oldest run are converted with its distance.
pub const RUNS_KEPT: usize = 32;
/// Runs whose distances differ by no more than this are merged: nobody could see the difference in a list.
const ONE_RUN_MS: u64 = 30_000;

/// *Fixed*: 2026-01-01. No PC ran this program before; a clock with an earlier date is wrong and tells nothing about any day.
pub const EARLIEST: TimeOfDay = TimeOfDay(1_767_225_600_000);

/// One run of the controller: its beginning, and the distance of the wall clock from fleet time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub from: FleetTime,
    /// How far the wall clock was ahead of fleet time; negative if it was behind.
    pub ahead_ms: i64,
}

impl Run {
    const fn of_day(self, at: FleetTime) -> TimeOfDay {
        TimeOfDay(at.0.saturating_add(self.ahead_ms))
    }

    /// Whether the clock's date was possible at a moment. A clock that is further ahead than any clinic's holidays last waits for an
    /// administrator.
    fn was_possible(self, at: FleetTime) -> bool {
        self.of_day(at) >= EARLIEST && self.ahead_ms <= JUMP_MS
    }

    fn is_possible(self) -> bool {
        self.was_possible(self.from)
    }
}

/// All remembered runs, oldest first; the last one is the current run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    before: Vec<Run>,
    now: Run,
}

impl Calendar {
    /// A calendar in which fleet time and time of day are equal.
    #[must_use]
    pub const fn even() -> Self {
        Self {
            before: Vec::new(),
            now: Run {
                from: FleetTime(0),
                ahead_ms: 0,
            },
        }
    }

    /// The calendar of stored runs, of which the last one goes on.
    #[must_use]
    pub fn of_runs(mut runs: Vec<Run>) -> Self {
        match runs.pop() {
            Some(now) => Self { before: runs, now },
            None => Self::even(),
        }
    }

    /// The calendar at the beginning of a new run.
    pub(super) fn starting(mut before: Vec<Run>, now: FleetTime, ahead_ms: i64) -> Self {
        before.dedup_by(|later, earlier| earlier.ahead_ms.abs_diff(later.ahead_ms) <= ONE_RUN_MS);
        let surplus = (before.len() + 1).saturating_sub(RUNS_KEPT);
        before.drain(..surplus);
        Self {
            before,
            now: Run {
                from: now,
                ahead_ms,
            },
        }
    }

    /// The runs to store, with this distance for the current one.
    pub(super) fn runs(&self, ahead_ms: i64) -> Vec<Run> {
        let mut runs = self.before.clone();
        runs.push(Run {
            ahead_ms,
            ..self.now
        });
        runs
    }

    /// Whether this distance would be a possible one for the current run.
    pub(super) fn can_be_ahead_by(&self, ahead_ms: i64) -> bool {
        let run = Run {
            ahead_ms,
            ..self.now
        };
        run.is_possible()
    }

    /// The time of day at a fleet time. Moments before the current run are converted to at the latest its beginning, whatever the clock
    /// showed then. If the clock of that earlier run showed an impossible date, nothing more is known: its tickets are not taken for those
    /// of an earlier day.
    #[must_use]
    pub fn of_day(&self, at: FleetTime) -> TimeOfDay {
        let Some(own) = self.earlier_run(at) else {
            return self.now.of_day(at);
        };
        let began = self.now.of_day(self.now.from);
        if !self.is_possible() {
            own.of_day(at)
        } else if own.was_possible(at) {
            own.of_day(at).min(began)
        } else {
            began
        }
    }

    /// The earlier run that contains a moment; `None` if the moment is in the current run.
    fn earlier_run(&self, at: FleetTime) -> Option<Run> {
        if at >= self.now.from {
            return None;
        }
        let own = self.before.iter().rev().find(|run| run.from <= at);
        own.or(self.before.first()).copied()
    }

    /// Whether something happened before a set time. A clock with an impossible date can only say that about its own run: the time since an
    /// earlier run is unknown.
    pub(crate) fn was_before(&self, at: FleetTime, set: TimeOfDay) -> bool {
        (self.is_possible() || at >= self.now.from) && self.of_day(at) < set
    }

    /// Whether more is known about a moment than that it was before the next run.
    pub(crate) fn knows(&self, at: FleetTime) -> bool {
        self.earlier_run(at).is_none_or(|run| run.was_possible(at))
    }

    /// Whether the clock of the current run shows a possible date.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.now.is_possible()
    }

    /// The fleet time at a time of day, by the current run.
    #[must_use]
    pub const fn fleet(&self, at: TimeOfDay) -> FleetTime {
        FleetTime(at.0.saturating_sub(self.now.ahead_ms))
    }

    pub(super) const fn ahead_ms(&self) -> i64 {
        self.now.ahead_ms
    }

    pub(super) const fn set_ahead(&mut self, ms: i64) {
        self.now.ahead_ms = ms;
    }

    pub(super) fn move_fleet_time(&mut self, by_ms: i64) {
        for run in self.before.iter_mut().chain([&mut self.now]) {
            run.from = run.from.plus(by_ms);
            run.ahead_ms = run.ahead_ms.saturating_sub(by_ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    const NINE: FleetTime = FleetTime(1_800_000_000_000);

    fn as_is(calendar: &Calendar) -> Vec<Run> {
        calendar.runs(calendar.ahead_ms())
    }

    #[test]
    fn each_run_has_its_own_distance_and_a_clock_that_was_put_right_puts_its_whole_run_right() {
        let mut calendar = Calendar::starting(Vec::new(), NINE, 0);
        calendar = Calendar::starting(as_is(&calendar), NINE.plus(HOUR), 9 * HOUR);
        let (before, after) = (NINE.plus(HOUR / 2), NINE.plus(2 * HOUR));
        assert_eq!(calendar.of_day(before).0, before.0);
        assert_eq!(calendar.of_day(after).0, after.0 + 9 * HOUR);
        calendar.set_ahead(HOUR);
        assert_eq!(calendar.of_day(after).0, after.0 + HOUR);
    }

    #[test]
    fn what_happened_before_a_run_was_no_later_than_its_beginning() {
        let calendar = Calendar::starting(Vec::new(), NINE, 9 * HOUR);
        let put_right = Calendar::starting(as_is(&calendar), NINE.plus(HOUR), 0);
        let began = NINE.plus(HOUR).0;
        assert_eq!(put_right.of_day(NINE.plus(HOUR / 2)).0, began);
        assert_eq!(put_right.of_day(NINE.plus(-HOUR)).0, began);
    }

    #[test]
    fn who_came_while_the_clock_showed_1970_came_just_before_it_was_put_right() {
        let in_1970 = 1_000 - NINE.0;
        let yesterday = Calendar::starting(Vec::new(), NINE.plus(-24 * HOUR), 0);
        let empty_battery = Calendar::starting(as_is(&yesterday), NINE, in_1970);
        let right = Calendar::starting(as_is(&empty_battery), NINE.plus(HOUR), 2 * HOUR);
        let came = |hours| right.of_day(NINE.plus(hours)).0;
        assert_eq!(came(HOUR / 2), NINE.plus(3 * HOUR).0);
        assert_eq!(came(-HOUR), NINE.plus(-HOUR).0, "1970 hides no day before");
    }

    #[test]
    fn a_clock_that_shows_2038_ends_nobodys_day_until_that_is_confirmed() {
        let mut calendar = Calendar::starting(Vec::new(), NINE, JUMP_MS);
        assert!(calendar.is_possible());
        calendar.set_ahead(JUMP_MS + 1);
        assert!(!calendar.is_possible());
        calendar.move_fleet_time(JUMP_MS + 1);
        assert!(calendar.is_possible());
    }

    #[test]
    fn a_pc_whose_clock_is_right_has_two_runs_and_no_pc_has_more_than_are_kept() {
        let mut calendar = Calendar::starting(Vec::new(), NINE, 0);
        for start in 1..100 {
            calendar = Calendar::starting(as_is(&calendar), NINE.plus(start * HOUR), start % 7);
        }
        assert_eq!(as_is(&calendar).len(), 2);
        for start in 1..100 {
            calendar = Calendar::starting(as_is(&calendar), NINE.plus(start * HOUR), start * HOUR);
        }
        assert_eq!(as_is(&calendar).len(), RUNS_KEPT);
    }

    #[test]
    fn a_fleet_time_that_was_set_leaves_every_time_of_day_as_it_was() {
        let mut calendar = Calendar::starting(Vec::new(), NINE, 0);
        calendar = Calendar::starting(as_is(&calendar), NINE.plus(HOUR), 9 * HOUR);
        let was = [NINE, NINE.plus(2 * HOUR)].map(|at| calendar.of_day(at));
        calendar.move_fleet_time(9 * HOUR);
        let is = [NINE, NINE.plus(2 * HOUR)].map(|at| calendar.of_day(at.plus(9 * HOUR)));
        assert_eq!(was, is);
        assert_eq!(calendar.ahead_ms(), 0);
    }
}
