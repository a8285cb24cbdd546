//! Times in words: fleet time on the clinic's wall clock.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::FleetTime;

const MINUTE_MS: i64 = 60_000;

/// The clinic's wall clock.
#[derive(Debug, Clone)]
pub struct Clock(TimeZone);

impl Clock {
    /// The clock that a fleet counts its days by.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self::at_offset(utc_offset_min(settings))
    }

    /// The clock of an answer that was given: `utc_offset_min` on the wire. An offset that no place on
    /// Earth has gives UTC.
    #[must_use]
    pub fn at_offset(minutes: i32) -> Self {
        let offset = minutes.checked_mul(60).map(Offset::from_seconds);
        Self(match offset {
            Some(Ok(offset)) => TimeZone::fixed(offset),
            Some(Err(_)) | None => TimeZone::UTC,
        })
    }

    /// Hours and minutes, "09:05".
    #[must_use]
    pub fn minutes(&self, at: FleetTime) -> String {
        self.written(at, "%H:%M")
    }

    /// Hours, minutes and seconds, "09:05:07".
    #[must_use]
    pub fn seconds(&self, at: FleetTime) -> String {
        self.written(at, "%H:%M:%S")
    }

    /// Day and minutes, "2026-04-01 09:05".
    #[must_use]
    pub fn day_and_minutes(&self, at: FleetTime) -> String {
        self.written(at, "%Y-%m-%d %H:%M")
    }

    /// The day, "2026-04-01".
    #[must_use]
    pub fn day(&self, at: FleetTime) -> String {
        self.written(at, "%Y-%m-%d")
    }

    /// A time beyond the calendar's end is written as its milliseconds.
    fn written(&self, at: FleetTime, format: &str) -> String {
        Timestamp::from_millisecond(at.0).map_or_else(
            |_| at.to_string(),
            |t| t.to_zoned(self.0.clone()).strftime(format).to_string(),
        )
    }
}

/// The clinic's offset from UTC as answers have it, in minutes.
#[must_use]
pub fn utc_offset_min(settings: &Settings) -> i32 {
    i32::try_from(settings.utc_offset_ms / MINUTE_MS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_on_the_clinics_clock() {
        let clock = Clock::of(&Settings::default());
        assert_eq!(clock.day_and_minutes(FleetTime(0)), "1970-01-01 09:00");
        assert_eq!(clock.seconds(FleetTime(61_000)), "09:01:01");
    }

    #[test]
    fn an_answer_is_told_on_the_clock_that_came_with_it() {
        assert_eq!(utc_offset_min(&Settings::default()), 540);
        assert_eq!(Clock::at_offset(540).minutes(FleetTime(0)), "09:00");
        assert_eq!(Clock::at_offset(-210).minutes(FleetTime(0)), "20:30");
        assert_eq!(Clock::at_offset(i32::MAX).minutes(FleetTime(0)), "00:00");
    }

    #[test]
    fn a_time_beyond_the_calendar_is_still_told() {
        let clock = Clock::of(&Settings::default());
        assert_eq!(
            clock.minutes(FleetTime(i64::MAX)),
            format!("{} ms", i64::MAX)
        );
    }
}
