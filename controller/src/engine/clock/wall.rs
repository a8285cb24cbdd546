//! The wall clock. This is the only place that may read the PC's.

use madoguchi_fleet::time::TimeOfDay;
use std::time::SystemTime;

/// The wall clock of a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    Pc,
    /// A clock of its own that shows this at the start and runs like fleet time: for a demo's day, or a test.
    Own(TimeOfDay),
}

impl Wall {
    #[must_use]
    pub fn at_start(self) -> TimeOfDay {
        match self {
            Self::Pc => now(),
            Self::Own(start) => start,
        }
    }
}

/// The PC's wall clock. A time before 1970 counts as 1970.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the edge: from here on the time of day is handed in"
)]
pub fn now() -> TimeOfDay {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let ms = since.map_or(0, |since| since.as_millis());
    TimeOfDay(i64::try_from(ms).unwrap_or(i64::MAX))
}
