//! Times as the vendor's people read them: in Japan, to the minute.

use jiff::Timestamp;
use jiff::tz::Offset;

/// A day in milliseconds; Japan has no summer time.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

const JAPAN: Offset = jiff::tz::offset(9);

/// Milliseconds since 1970, shown as `2026-11-23 20:15` in Japan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When(pub i64);

impl When {
    /// The minute in Japan, as `2026-11-23 20:15`; `None` for what is no time.
    #[must_use]
    pub fn minute(self) -> Option<String> {
        let at = Timestamp::from_millisecond(self.0).ok()?;
        let at = JAPAN.to_datetime(at);
        Some(at.strftime("%Y-%m-%d %H:%M").to_string())
    }
}

/// The beginning of the Japanese day of `ms`, in milliseconds since 1970. Licenses begin with a day, so that a clinic whose clock is some
/// minutes slow need not wait.
#[must_use]
pub fn day_begin_ms(ms: i64) -> i64 {
    let begin = || {
        let day = JAPAN
            .to_datetime(Timestamp::from_millisecond(ms).ok()?)
            .date();
        JAPAN.to_timestamp(day.at(0, 0, 0, 0)).ok()
    };
    begin().map_or(ms, Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Spoken as _;

    #[test]
    fn times_and_days_are_japans() {
        // 2023-12-31T15:00:00Z, by `date -u -d @1704034800`.
        let new_year = When(1_704_034_800_000);
        assert_eq!(new_year.minute().as_deref(), Some("2024-01-01 00:00"));
        assert_eq!(new_year.text().en, "2024-01-01 00:00 (Japan)");
        assert_eq!(
            day_begin_ms(1_704_034_800_000 + 86_399_999),
            1_704_034_800_000
        );
        assert_eq!(
            day_begin_ms(1_704_034_799_999),
            1_704_034_800_000 - 86_400_000
        );
    }
}
