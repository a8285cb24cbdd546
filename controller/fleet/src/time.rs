//! Fleet time, which orders what happens, and the time of day, by which people live (RULES, "Time").

use std::fmt;

/// Fleet time, in milliseconds since 1970-01-01T00:00:00Z.
///
/// It is passed in with every command and never read from a clock. It goes back only if an administrator sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FleetTime(pub i64);

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

impl FleetTime {
    /// This time and `ms` milliseconds more.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this time; negative if it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The PC's wall clock, in milliseconds since 1970-01-01T00:00:00Z: what people live by. It may be wrong, jump and go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeOfDay(pub i64);

impl TimeOfDay {
    /// This time and `ms` milliseconds more.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this time; negative if it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The distance by which this is ahead of a fleet time; negative if it is behind.
    #[must_use]
    pub const fn ahead_of(self, fleet: FleetTime) -> i64 {
        self.0.saturating_sub(fleet.0)
    }
}

/// A time of some day, without its date, as another system writes it: milliseconds after midnight. It orders nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SinceMidnight(u32);

impl SinceMidnight {
    /// That many milliseconds; `None` if a day has not so many.
    #[must_use]
    pub fn of_ms(ms: u32) -> Option<Self> {
        (i64::from(ms) < DAY).then_some(Self(ms))
    }

    #[must_use]
    pub const fn ms(self) -> u32 {
        self.0
    }
}

impl fmt::Display for FleetTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}
