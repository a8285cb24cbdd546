//! Where fleet time comes from while the controller runs (RULES, "Time").

mod steady;

use madoguchi_fleet::time::FleetTime;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Longest sleep at a time. Whoever sleeps looks again after that: a timer may stand still while the PC sleeps, and what
/// was due in the night is seen to a minute after it woke up. A far deadline needs no far instant, either, which some
/// platforms cannot express.
pub const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// A source of fleet time.
pub trait Clock: Send + 'static {
    /// Fleet time now. Never goes back.
    fn now(&self) -> FleetTime;

    /// When it will be `at`, at most [`LONGEST_SLEEP`] away; a time that passed gives now.
    fn instant(&self, at: FleetTime) -> Instant;

    /// Goes on from `to`, if that is later than now.
    fn set(&self, to: FleetTime);
}

/// Follows the monotonic clock of the system, a night's sleep of the PC included, and ignores jumps of the wall clock.
/// Clones share one state.
#[derive(Debug, Clone)]
pub struct MonotonicClock {
    base: Arc<Mutex<Base>>,
    /// Since some moment.
    steady: fn() -> Duration,
    /// Fleet milliseconds in a real one: 1, and more in the demo.
    speed: u32,
}

/// Fleet time at a moment: all later times are counted from it.
#[derive(Debug, Clone, Copy)]
struct Base {
    fleet: FleetTime,
    at: Duration,
}

impl MonotonicClock {
    /// A clock that shows `start` now and goes on at `speed` fleet milliseconds per real one; 0 counts as 1.
    #[must_use]
    pub fn new(start: FleetTime, speed: u32) -> Self {
        Self::by(steady::now, start, speed)
    }

    fn by(steady: fn() -> Duration, start: FleetTime, speed: u32) -> Self {
        Self {
            base: Arc::new(Mutex::new(Base {
                fleet: start,
                at: steady(),
            })),
            steady,
            speed: speed.max(1),
        }
    }

    fn at(&self, base: Base, moment: Duration) -> FleetTime {
        let real = moment.saturating_sub(base.at).as_micros();
        let fleet_ms = real.saturating_mul(u128::from(self.speed)) / 1_000;
        base.fleet.plus(i64::try_from(fleet_ms).unwrap_or(i64::MAX))
    }

    /// A panic elsewhere leaves the base whole: it is replaced in one go.
    fn with<R>(&self, act: impl FnOnce(&mut Base) -> R) -> R {
        act(&mut self.base.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clock for MonotonicClock {
    fn now(&self) -> FleetTime {
        self.with(|base| self.at(*base, (self.steady)()))
    }

    fn instant(&self, at: FleetTime) -> Instant {
        let fleet_ms = at.since(self.now());
        let micros = u64::try_from(fleet_ms).unwrap_or(0).saturating_mul(1_000);
        // Rounded up: waking a little late finds the deadline passed, a little early would wake twice.
        let real = Duration::from_micros(micros.div_ceil(u64::from(self.speed)));
        Instant::now() + real.min(LONGEST_SLEEP)
    }

    fn set(&self, to: FleetTime) {
        self.with(|base| {
            let now = (self.steady)();
            let fleet = self.at(*base, now).max(to);
            *base = Base { fleet, at: now };
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    const NINE: FleetTime = FleetTime(1_800_000_000_000);

    fn ahead(clock: &MonotonicClock, ms: u64) -> FleetTime {
        let base = clock.with(|base| *base);
        clock.at(base, base.at + Duration::from_millis(ms))
    }

    #[test]
    fn a_real_millisecond_is_as_many_fleet_milliseconds_as_the_speed_says() {
        assert_eq!(ahead(&MonotonicClock::new(NINE, 1), 5), NINE.plus(5));
        assert_eq!(ahead(&MonotonicClock::new(NINE, 60), 5), NINE.plus(300));
    }

    #[test]
    fn a_confirmed_time_is_seen_by_every_clone_and_never_goes_back() {
        let clock = MonotonicClock::new(NINE, 1);
        let gateway = clock.clone();
        clock.set(NINE.plus(1_000_000));
        assert!(gateway.now() >= NINE.plus(1_000_000));
        clock.set(NINE);
        assert!(gateway.now() >= NINE.plus(1_000_000));
    }

    #[test]
    fn a_deadline_that_passed_is_now_and_a_far_one_is_looked_at_again() {
        let clock = MonotonicClock::new(NINE, 1);
        let before = Instant::now();
        assert!(clock.instant(NINE.plus(-1)) <= Instant::now());
        let far = clock.instant(FleetTime(i64::MAX));
        assert!(far >= before + LONGEST_SLEEP && far <= Instant::now() + LONGEST_SLEEP);
    }

    #[test]
    fn a_night_that_the_pc_slept_has_passed_and_what_was_due_in_it_is_due_now() {
        static SLEPT: AtomicU64 = AtomicU64::new(0);
        let clock = MonotonicClock::by(
            || Duration::from_secs(SLEPT.load(Ordering::SeqCst)),
            NINE,
            1,
        );
        let at_six = NINE.plus(9 * 3_600_000);
        SLEPT.store(10 * 3_600, Ordering::SeqCst);
        assert_eq!(clock.now(), NINE.plus(10 * 3_600_000));
        assert!(clock.instant(at_six) <= Instant::now());
    }
}
