//! The PC's wall clock as the fleet sees it: its distance from fleet time, and whether that can be believed (RULES, "Time").
//!
//! ```text
//!   a look (fleet time, wall clock) ──► distance = wall clock − fleet time
//!        │ more than 2 s from the distance that holds: a jump. That distance holds from now on, and is not settled
//!        ▼
//!   unsettled ── 5 minutes without a jump ──► settled ── a jump ──► unsettled …
//! ```
//! While the controller runs, fleet time advances evenly. So a jump tells something about the clock and nothing about events: every moment
//! of this run is converted with the newest distance. An earlier run keeps the distance that was settled last. If none was settled, it
//! keeps the largest one that it saw, so that no ticket of that run is taken for one of an earlier day.

mod calendar;

pub use calendar::{Calendar, EARLIEST, Run};

use crate::time::{FleetTime, HOUR, MINUTE, SECOND, TimeOfDay};

/// *Fixed*: a distance that changes by more than this has jumped; a smaller change is the drift of a quartz, or its slow correction.
pub const JUMP_OF_DAY_MS: i64 = 2 * SECOND;
/// *Fixed*: the time of day is settled after this long without a jump. A clock that is corrected after the start (by the network, by hand)
/// is corrected in the first minutes.
pub const SETTLING_MS: i64 = 5 * MINUTE;
/// *Fixed*: a time of day that has not been settled for this long is an alarm: something keeps moving the clock.
pub const RESTLESS_MS: i64 = HOUR;
/// *Fixed*: a larger distance between fleet time and time of day is an alarm; below it fleet time is slewed.
pub const APART_MS: i64 = 5 * MINUTE;
/// *Fixed*: the most by which fleet time is slewed, in parts per million (0.1 %).
const SLEW_PPM: i64 = 1_000;
/// The interval between readings of an unchanged clock: the slewing moves the distance by 10 ms in it.
const LOOK_EVERY_MS: i64 = 10 * SECOND;
/// A change of the distance by this much is read at once.
const NOTICEABLE_MS: i64 = 100;

/// The PC's wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WallClock {
    calendar: Calendar,
    /// The current distance, unchanged since `steady_since`.
    steady_ms: i64,
    steady_since: FleetTime,
    settled: bool,
    /// The distance that settled last in this run.
    settled_ms: Option<i64>,
    /// The largest possible distance that this run saw.
    furthest_ms: i64,
    /// The moment of the newest reading.
    looked_at: FleetTime,
    /// The moment when the time of day ceased to be settled.
    restless_since: FleetTime,
    /// The moment when both times came too far apart; `None` while they are close.
    apart_since: Option<FleetTime>,
}

impl WallClock {
    /// The clock at a start; `runs` are the earlier ones.
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

    /// Whether a new reading would tell something.
    pub(crate) fn is_worth_a_look(&self, now: FleetTime, wall: TimeOfDay) -> bool {
        let moved = wall.ahead_of(now).saturating_sub(self.ahead_ms());
        moved.saturating_abs() >= NOTICEABLE_MS || now.since(self.looked_at) >= LOOK_EVERY_MS
    }

    /// Takes a reading. Returns whether the clock jumped since the last one.
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
            // A slow drift stays settled: each five minutes are judged on their own.
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
        self.calendar.set_ahead(distance);
        let apart = distance.saturating_abs() > APART_MS;
        self.apart_since = apart.then(|| self.apart_since.unwrap_or(now));
        jumped
    }

    /// Whether the time of day is settled.
    pub(crate) fn is_settled(&self, now: FleetTime) -> bool {
        self.settled || now.since(self.steady_since) >= SETTLING_MS
    }

    /// The time at which it will be settled if the distance stays as it is; now, if it is settled already.
    pub(crate) fn settles_at(&self, now: FleetTime) -> FleetTime {
        match self.settled {
            // The newest reading may have begun the next five minutes.
            true => now,
            false => now.max(self.steady_since.plus(SETTLING_MS)),
        }
    }

    /// The moment when it ceased to be settled, if that is long enough ago for an alarm.
    pub(crate) fn restless(&self, now: FleetTime) -> Option<FleetTime> {
        let restless = !self.is_settled(now) && now.since(self.restless_since) >= RESTLESS_MS;
        restless.then_some(self.restless_since)
    }

    /// The moment when both times came too far apart; `None` while they are close.
    pub(crate) const fn apart_since(&self) -> Option<FleetTime> {
        self.apart_since
    }

    /// How far the wall clock is ahead of fleet time.
    pub(crate) const fn ahead_ms(&self) -> i64 {
        self.calendar.ahead_ms()
    }

    /// The rate at which fleet time is slewed towards the wall clock, in parts per million: proportional to the distance, so that it comes
    /// to rest, and 0.1 % from one second on.
    pub(crate) fn slew_ppm(&self, now: FleetTime) -> i64 {
        if !self.is_settled(now) || self.apart_since.is_some() {
            return 0;
        }
        self.ahead_ms().clamp(-SLEW_PPM, SLEW_PPM)
    }

    /// The runs to store.
    pub(crate) fn runs(&self, now: FleetTime) -> Vec<Run> {
        let settled = if self.is_settled(now) {
            Some(self.ahead_ms())
        } else {
            self.settled_ms
        };
        self.calendar.runs(settled.unwrap_or(self.furthest_ms))
    }

    /// The mapping between fleet time and time of day.
    pub(crate) const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Notes that fleet time was moved while the wall clock was not.
    pub(crate) fn move_fleet_time(&mut self, by_ms: i64) {
        self.calendar.move_fleet_time(by_ms);
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
        clock.move_fleet_time(8 * HOUR);
        assert_eq!((clock.apart_since(), clock.ahead_ms()), (None, 0));
    }
}
