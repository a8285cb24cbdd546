//! The PC's wall clock as the fleet sees it: which fleet time is which time of day, and whether the clock is to be believed
//! (RULES, "Time").
//!
//! ```text
//!   a look (fleet time, wall clock) ──► distance = wall clock − fleet time
//!        │ more than 2 s from the distance that holds: a jump. That distance holds from now on, and is not settled
//!        ▼
//!   unsettled ── 5 minutes without a jump ──► settled ── a jump ──► unsettled …
//! ```
//! While the controller runs, fleet time goes on evenly, so a jump says something about the clock and nothing about what
//! happened: all that this run saw has the distance of the newest look. What happened in earlier runs keeps theirs: the one
//! that was settled last, or of one that never was the furthest ahead, so that nobody who came in it is taken for somebody of an
//! earlier day.

mod calendar;

pub use calendar::{Calendar, EARLIEST, Run};

use crate::time::{FleetTime, HOUR, MINUTE, SECOND, TimeOfDay};

/// *Fixed*: a distance that changes by more than this has jumped; less is the drift of a quartz, or its slow correction.
pub const JUMP_OF_DAY_MS: i64 = 2 * SECOND;
/// *Fixed*: without a jump for this long, the time of day is settled: a clock that is put right after the start (by the network,
/// by hand) is put right in the first minutes.
pub const SETTLING_MS: i64 = 5 * MINUTE;
/// *Fixed*: not settled for this long is an alarm: something keeps moving the clock.
pub const RESTLESS_MS: i64 = HOUR;
/// *Fixed*: fleet time and time of day that are further apart are an alarm; closer, fleet time is slewed.
pub const APART_MS: i64 = 5 * MINUTE;
/// *Fixed*: the most by which fleet time is slewed, in parts per million (0.1 %).
const SLEW_PPM: i64 = 1_000;
/// A look that shows nothing new is taken this often: by then the slewing has moved the distance by 10 ms.
const LOOK_EVERY_MS: i64 = 10 * SECOND;
/// A distance that changed by this much is worth a look before that.
const NOTICEABLE_MS: i64 = 100;

/// The PC's wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WallClock {
    calendar: Calendar,
    /// The distance that holds, since `steady_since`.
    steady_ms: i64,
    steady_since: FleetTime,
    settled: bool,
    /// The distance that was settled last in this run.
    settled_ms: Option<i64>,
    /// The furthest ahead that this run saw, of what can be.
    furthest_ms: i64,
    /// When the newest look was.
    looked_at: FleetTime,
    /// Since when the time of day is not settled, while it is not.
    restless_since: FleetTime,
    /// Since when both are too far apart, while they are.
    apart_since: Option<FleetTime>,
}

impl WallClock {
    /// The clock at a start: `runs` are those before it.
    pub(crate) fn start(runs: Vec<Run>, now: FleetTime, wall: TimeOfDay) -> Self {
        let distance = wall.ahead_of(now);
        Self {
            calendar: Calendar::starting(runs, now, distance),
            steady_ms: distance,
            steady_since: now,
            settled: false,
            settled_ms: None,
            furthest_ms: distance,
            looked_at: now,
            restless_since: now,
            apart_since: (distance.abs() > APART_MS).then_some(now),
        }
    }

    /// Whether a look would tell something.
    pub(crate) fn is_worth_a_look(&self, now: FleetTime, wall: TimeOfDay) -> bool {
        let moved = wall.ahead_of(now).saturating_sub(self.ahead_ms());
        moved.saturating_abs() >= NOTICEABLE_MS || now.since(self.looked_at) >= LOOK_EVERY_MS
    }

    /// Looks. Whether the clock jumped since the last time.
    pub(crate) fn look(&mut self, now: FleetTime, wall: TimeOfDay) -> bool {
        let distance = wall.ahead_of(now);
        let jumped = distance.saturating_sub(self.steady_ms).saturating_abs() > JUMP_OF_DAY_MS;
        if self.is_settled(now) {
            self.settled_ms = Some(if jumped { self.ahead_ms() } else { distance });
        }
        if jumped {
            if self.is_settled(now) {
                self.restless_since = now;
            }
            self.settled = false;
            self.steady_ms = distance;
            self.steady_since = now;
        } else if now.since(self.steady_since) >= SETTLING_MS {
            // A drift that is slow enough stays settled: each five minutes are judged by themselves.
            self.settled = true;
            self.steady_ms = distance;
            self.steady_since = now;
        }
        self.looked_at = now;
        let furthest = self.calendar.can_be_ahead_by(self.furthest_ms);
        if self.calendar.can_be_ahead_by(distance) {
            let so_far = if furthest { self.furthest_ms } else { distance };
            self.furthest_ms = so_far.max(distance);
        } else if !furthest {
            self.furthest_ms = distance;
        }
        self.calendar.now_is_ahead_by(distance);
        let apart = distance.saturating_abs() > APART_MS;
        self.apart_since = apart.then(|| self.apart_since.unwrap_or(now));
        jumped
    }

    /// Whether the time of day is settled.
    pub(crate) fn is_settled(&self, now: FleetTime) -> bool {
        self.settled || now.since(self.steady_since) >= SETTLING_MS
    }

    /// When it is settled, if it stays as it is: now, where it is already.
    pub(crate) fn settles_at(&self, now: FleetTime) -> FleetTime {
        match self.settled {
            // A look may have begun the next five minutes.
            true => now,
            false => now.max(self.steady_since.plus(SETTLING_MS)),
        }
    }

    /// Since when it has not been settled, where that is an alarm.
    pub(crate) fn restless(&self, now: FleetTime) -> Option<FleetTime> {
        let restless = !self.is_settled(now) && now.since(self.restless_since) >= RESTLESS_MS;
        restless.then_some(self.restless_since)
    }

    /// Since when fleet time and time of day are too far apart, while they are.
    pub(crate) const fn apart_since(&self) -> Option<FleetTime> {
        self.apart_since
    }

    /// How far the wall clock is ahead of fleet time.
    pub(crate) const fn ahead_ms(&self) -> i64 {
        self.calendar.ahead_ms()
    }

    /// The rate by which fleet time goes after the wall clock, in parts per million: in proportion to the distance, so that it
    /// comes to rest, and the whole 0.1 % from a second on.
    pub(crate) fn slew_ppm(&self, now: FleetTime) -> i64 {
        if !self.is_settled(now) || self.apart_since.is_some() {
            return 0;
        }
        self.ahead_ms().clamp(-SLEW_PPM, SLEW_PPM)
    }

    /// The runs as they are stored.
    pub(crate) fn runs(&self, now: FleetTime) -> Vec<Run> {
        let settled = if self.is_settled(now) {
            Some(self.ahead_ms())
        } else {
            self.settled_ms
        };
        self.calendar.runs(settled.unwrap_or(self.furthest_ms))
    }

    /// Which time of day is which fleet time.
    pub(crate) const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Fleet time moved by so much, and the wall clock did not.
    pub(crate) fn fleet_time_moved(&mut self, by_ms: i64) {
        self.calendar.fleet_time_moved(by_ms);
        for distance in [&mut self.steady_ms, &mut self.furthest_ms]
            .into_iter()
            .chain(&mut self.settled_ms)
        {
            *distance = distance.saturating_sub(by_ms);
        }
        for at in [
            &mut self.steady_since,
            &mut self.looked_at,
            &mut self.restless_since,
        ] {
            *at = at.plus(by_ms);
        }
        let apart = self.ahead_ms().saturating_abs() > APART_MS;
        self.apart_since = self
            .apart_since
            .filter(|_| apart)
            .map(|since| since.plus(by_ms));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NINE: FleetTime = FleetTime(1_800_000_000_000);

    fn at(fleet: FleetTime, ahead: i64) -> TimeOfDay {
        TimeOfDay(fleet.0 + ahead)
    }

    fn clock(ahead: i64) -> WallClock {
        WallClock::start(Vec::new(), NINE, at(NINE, ahead))
    }

    #[test]
    fn five_minutes_without_a_jump_settle_the_time_of_day_and_a_jump_unsettles_it() {
        let mut clock = clock(0);
        assert!(!clock.is_settled(NINE.plus(SETTLING_MS - 1)));
        assert!(clock.is_settled(NINE.plus(SETTLING_MS)));
        let later = NINE.plus(SETTLING_MS + 1);
        assert!(clock.look(later, at(later, JUMP_OF_DAY_MS + 1)));
        assert!(!clock.is_settled(later));
        assert_eq!(clock.settles_at(later), later.plus(SETTLING_MS));
        assert!(clock.is_settled(later.plus(SETTLING_MS)));
    }

    #[test]
    fn a_look_in_the_moment_in_which_it_settles_does_not_put_that_off() {
        let mut clock = clock(0);
        let settles = clock.settles_at(NINE);
        clock.look(settles, at(settles, 0));
        assert!(clock.is_settled(settles));
        assert_eq!(clock.settles_at(settles), settles);
    }

    #[test]
    fn a_slow_drift_never_unsettles() {
        let mut clock = clock(0);
        for second in 0..40_000 {
            // Half a millisecond a second, as a time server may slew.
            let now = NINE.plus(second * SECOND);
            assert!(!clock.look(now, at(now, second / 2)), "{second}");
        }
        assert!(clock.is_settled(NINE.plus(40_000 * SECOND)));
    }

    #[test]
    fn steps_that_go_on_never_settle_and_are_an_alarm_after_an_hour() {
        let mut clock = clock(0);
        for minute in 0..60 {
            let now = NINE.plus(minute * MINUTE);
            assert_eq!(clock.restless(now), None);
            clock.look(now, at(now, minute * 3 * SECOND));
        }
        let now = NINE.plus(HOUR);
        assert_eq!(clock.restless(now), Some(NINE));
    }

    #[test]
    fn fleet_time_goes_after_the_wall_clock_by_a_thousandth_at_most_and_only_while_that_is_believed()
     {
        let soon = NINE.plus(SETTLING_MS);
        assert_eq!(clock(60_000).slew_ppm(NINE), 0, "not settled");
        assert_eq!(clock(60_000).slew_ppm(soon), 1_000);
        assert_eq!(clock(-60_000).slew_ppm(soon), -1_000);
        assert_eq!(clock(40).slew_ppm(soon), 40);
        assert_eq!(clock(APART_MS + 1).slew_ppm(soon), 0, "too far apart");
    }

    #[test]
    fn both_are_apart_from_when_they_came_apart_until_they_meet() {
        let mut clock = clock(9 * HOUR);
        assert_eq!(clock.apart_since(), Some(NINE));
        let later = NINE.plus(MINUTE);
        clock.look(later, at(later, 8 * HOUR));
        assert_eq!(clock.apart_since(), Some(NINE));
        clock.fleet_time_moved(8 * HOUR);
        assert_eq!((clock.apart_since(), clock.ahead_ms()), (None, 0));
    }
}
