//! The wall clock, at the one place that may ask the PC's.

use madoguchi_fleet::time::TimeOfDay;
use std::time::SystemTime;

/// Which wall clock a controller lives by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    Pc,
    /// One of its own that shows this at the start and goes as fleet time does: a day that is played, or a test.
    Own(TimeOfDay),
}

impl Wall {
    /// What it shows at the start.
    #[must_use]
    pub fn at_start(self) -> TimeOfDay {
        match self {
            Self::Pc => now(),
            Self::Own(start) => start,
        }
    }
}

/// What the PC's wall clock shows. One before 1970 counts as 1970.
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
