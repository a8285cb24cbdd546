//! The source of fleet time and of the time of day while the controller runs (RULES T1, T3).

mod steady;
mod wall;

pub use wall::{Wall, now as wall_clock};

use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The longest sleep at a time. After it the clock is read again: a timer may stop while the PC sleeps, the wall clock may jump, and an
/// engine that did not look for some seconds notices that the process did not run. It also avoids instants in the far future, which some
/// platforms cannot represent.
pub const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// The time since some fixed moment: it never jumps, and counts the time that the PC slept.
pub(crate) fn uptime() -> Duration {
    steady::now()
}

/// A source of fleet time, and of the time of day.
pub trait Clock: Send + 'static {
    /// Fleet time now. It goes back only by [`Clock::shift`].
    fn now(&self) -> FleetTime;

    /// The real time since some fixed moment, including the PC's sleep.
    fn steady(&self) -> Duration;

    fn wall(&self) -> TimeOfDay;

    /// The instant of a fleet time, at most [`LONGEST_SLEEP`] away; now for a time that has passed.
    fn instant(&self, at: FleetTime) -> Instant;

    /// Moves fleet time by this amount, because it was set.
    fn shift(&self, by_ms: i64);

    /// Sets the rate: this many parts per million faster than the monotonic clock, or slower.
    fn slew(&self, ppm: i64);
}

/// Fleet time by the system's monotonic clock, which counts a night's sleep of the PC and ignores jumps of the wall clock. Clones share one
/// state.
#[derive(Debug, Clone)]
pub struct MonotonicClock {
    base: Arc<Mutex<Base>>,
    /// The real time since some fixed moment.
    steady: fn() -> Duration,
    /// Fleet milliseconds per real millisecond: 1, and more in the demo.
    speed: u32,
    wall: Wall,
}

/// A moment with its fleet time, from which later times are counted.
#[derive(Debug, Clone, Copy)]
struct Base {
    /// Fleet time in nanoseconds: the base is replaced up to thousands of times a second, and must not lose a part of a millisecond each
    /// time.
    fleet_ns: i128,
    at: Duration,
    /// The slewing towards the wall clock, in parts per million.
    ppm: i64,
}

const MILLION: i64 = 1_000_000;
const NANOS: i128 = 1_000_000;

impl MonotonicClock {
    /// A clock that shows `start` now and runs at `speed` fleet milliseconds per real one; 0 counts as 1.
    #[must_use]
    pub fn new(start: FleetTime, speed: u32, wall: Wall) -> Self {
        Self::by(steady::now, wall, start, speed)
    }

    fn by(steady: fn() -> Duration, wall: Wall, start: FleetTime, speed: u32) -> Self {
        Self {
            base: Arc::new(Mutex::new(Base {
                fleet_ns: i128::from(start.0) * NANOS,
                at: steady(),
                ppm: 0,
            })),
            steady,
            speed: speed.max(1),
            wall,
        }
    }

    fn at(&self, base: Base, moment: Duration) -> FleetTime {
        let ms = self.nanos_at(base, moment).div_euclid(NANOS);
        FleetTime(i64::try_from(ms).unwrap_or(i64::MAX))
    }

    fn nanos_at(&self, base: Base, moment: Duration) -> i128 {
        let real = moment.saturating_sub(base.at).as_nanos();
        let real = i128::try_from(real).unwrap_or(i128::MAX);
        let slewed = real.saturating_mul(i128::from(MILLION + base.ppm)) / i128::from(MILLION);
        let fleet = slewed.saturating_mul(i128::from(self.speed));
        base.fleet_ns.saturating_add(fleet)
    }

    /// Makes now the new base, with a change to it.
    fn rebase(&self, change: impl FnOnce(&mut Base)) {
        self.with(|base| {
            let at = (self.steady)();
            let mut anew = Base {
                fleet_ns: self.nanos_at(*base, at),
                at,
                ppm: base.ppm,
            };
            change(&mut anew);
            *base = anew;
        });
    }

    /// Locks the base. A panic of another thread cannot leave it half-changed, because it is replaced as a whole.
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
        // Rounded up: waking slightly late finds the deadline passed, waking slightly early would wake twice.
        let real = Duration::from_micros(micros.div_ceil(u64::from(self.speed)));
        Instant::now() + real.min(LONGEST_SLEEP)
    }

    fn steady(&self) -> Duration {
        (self.steady)()
    }

    fn wall(&self) -> TimeOfDay {
        match self.wall {
            Wall::Pc => wall_clock(),
            Wall::Own(_) => TimeOfDay(self.now().0),
        }
    }

    fn shift(&self, by_ms: i64) {
        self.rebase(|base| base.fleet_ns += i128::from(by_ms) * NANOS);
    }

    fn slew(&self, ppm: i64) {
        self.rebase(|base| base.ppm = ppm.clamp(-MILLION / 2, MILLION));
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
        assert_eq!(
            ahead(&MonotonicClock::new(NINE, 1, Wall::Pc), 5),
            NINE.plus(5)
        );
        assert_eq!(
            ahead(&MonotonicClock::new(NINE, 60, Wall::Pc), 5),
            NINE.plus(300)
        );
    }

    #[test]
    fn a_time_that_was_set_is_seen_by_every_clone_in_either_direction() {
        let clock = MonotonicClock::new(NINE, 1, Wall::Pc);
        let gateway = clock.clone();
        clock.shift(1_000_000);
        assert!(gateway.now() >= NINE.plus(1_000_000));
        clock.shift(-2_000_000);
        assert!(gateway.now() < NINE);
    }

    #[test]
    fn a_slewed_clock_goes_a_thousandth_faster_or_slower_and_never_back() {
        let clock = MonotonicClock::new(NINE, 1, Wall::Pc);
        for (ppm, hour) in [(1_000, 3_603_600), (-1_000, 3_596_400), (0, 3_600_000)] {
            let before = clock.now();
            clock.slew(ppm);
            assert!(clock.now() >= before);
            let base = clock.with(|base| *base);
            let began = clock.at(base, base.at);
            assert_eq!(ahead(&clock, 3_600_000).since(began), hour);
        }
    }

    #[test]
    fn a_clock_that_is_slewed_anew_after_every_batch_loses_no_time() {
        static MICROS: AtomicU64 = AtomicU64::new(0);
        let clock = MonotonicClock::by(
            || Duration::from_micros(MICROS.load(Ordering::SeqCst)),
            Wall::Pc,
            NINE,
            1,
        );
        for _ in 0..10_000 {
            MICROS.fetch_add(400, Ordering::SeqCst);
            clock.slew(0);
        }
        assert_eq!(clock.now(), NINE.plus(4_000));
    }

    #[test]
    fn a_deadline_that_passed_is_now_and_a_far_one_is_looked_at_again() {
        let clock = MonotonicClock::new(NINE, 1, Wall::Pc);
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
            Wall::Pc,
            NINE,
            1,
        );
        let at_six = NINE.plus(9 * 3_600_000);
        SLEPT.store(10 * 3_600, Ordering::SeqCst);
        assert_eq!(clock.now(), NINE.plus(10 * 3_600_000));
        assert!(clock.instant(at_six) <= Instant::now());
    }
}
