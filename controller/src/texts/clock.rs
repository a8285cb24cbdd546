//! Times in words, as the PC's wall clock shows them (RULES T3).

use super::bundles::said;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{FleetTime, SinceMidnight, TimeOfDay};
use madoguchi_fleet::wall::Calendar;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

const MINUTE_MS: i64 = 60_000;

/// The clinic's wall clock.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: TimeZone,
    calendar: Calendar,
}

/// A moment that can be told on a wall clock.
pub trait Moment {
    /// The time of day that it had.
    fn of_day(self, calendar: &Calendar) -> TimeOfDay;
}

impl Moment for FleetTime {
    fn of_day(self, calendar: &Calendar) -> TimeOfDay {
        calendar.of_day(self)
    }
}

impl Moment for TimeOfDay {
    fn of_day(self, _: &Calendar) -> TimeOfDay {
        self
    }
}

impl Clock {
    /// The clock that a fleet counts its days by.
    #[must_use]
    pub fn of(fleet: &Fleet) -> Self {
        Self {
            calendar: fleet.calendar().clone(),
            ..Self::at_offset(utc_offset_min(fleet.settings()))
        }
    }

    /// The clock of an answer that was given: `utc_offset_min` on the wire, where every time is a time of day. An offset that no
    /// place on Earth has gives UTC.
    #[must_use]
    pub fn at_offset(minutes: i32) -> Self {
        let offset = minutes.checked_mul(60).map(Offset::from_seconds);
        let zone = match offset {
            Some(Ok(offset)) => TimeZone::fixed(offset),
            Some(Err(_)) | None => TimeZone::UTC,
        };
        let calendar = Calendar::even();
        Self { zone, calendar }
    }

    /// Hours and minutes, "09:05".
    #[must_use]
    pub fn minutes(&self, at: impl Moment) -> String {
        self.written(at, "%H:%M")
    }

    /// Hours, minutes and seconds, "09:05:07".
    #[must_use]
    pub fn seconds(&self, at: impl Moment) -> String {
        self.written(at, "%H:%M:%S")
    }

    /// Day and seconds, "2026-04-01 09:05:07".
    #[must_use]
    pub fn day_and_seconds(&self, at: impl Moment) -> String {
        self.written(at, "%Y-%m-%d %H:%M:%S")
    }

    /// Day and minutes, "2026-04-01 09:05".
    #[must_use]
    pub fn day_and_minutes(&self, at: impl Moment) -> String {
        self.written(at, "%Y-%m-%d %H:%M")
    }

    /// The day, "2026-04-01".
    #[must_use]
    pub fn day(&self, at: impl Moment) -> String {
        self.written(at, "%Y-%m-%d")
    }

    /// A time beyond the calendar's end is written as its milliseconds.
    fn written(&self, at: impl Moment, format: &str) -> String {
        let at = at.of_day(&self.calendar);
        Timestamp::from_millisecond(at.0).map_or_else(
            |_| at.to_string(),
            |t| t.to_zoned(self.zone.clone()).strftime(format).to_string(),
        )
    }
}

/// The clinic's offset from UTC as answers have it, in minutes.
#[must_use]
pub fn utc_offset_min(settings: &Settings) -> i32 {
    i32::try_from(settings.utc_offset_ms / MINUTE_MS).unwrap_or(0)
}

/// How long a time is, in the two largest units that it has: "9 hours", "3652 days 4 hours", "7 minutes".
#[must_use]
pub fn distance(ms: i64) -> Text {
    // To the nearest: a clock that was nine hours off while a program started for a second was nine hours off.
    let minutes = ms.saturating_abs().saturating_add(MINUTE_MS / 2) / MINUTE_MS;
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let (code, larger, smaller) = match (days, hours) {
        (0, 0) => ("minutes", minutes, 0),
        (0, _) => ("hours", hours, minutes),
        _ => ("days", days, hours),
    };
    let code = if smaller > 0 {
        format!("{code}-and")
    } else {
        code.to_owned()
    };
    said(
        "distance",
        &code,
        &[("larger", same(larger)), ("smaller", same(smaller))],
    )
}

/// How far two clocks are apart: in seconds below two minutes, else as [`distance`].
#[must_use]
pub(crate) fn short_distance(ms: i64) -> Text {
    let seconds = ms.saturating_abs().saturating_add(500) / 1_000;
    match seconds < 120 {
        true => said("distance", "seconds", &[("larger", same(seconds))]),
        false => distance(ms),
    }
}

/// "09:05", of a time that another system wrote: it has no date, and is of no clock of this PC.
#[must_use]
pub fn hours_and_minutes(at: SinceMidnight) -> String {
    let minutes = at.ms() / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_on_the_clinics_clock() {
        let clock = Clock::at_offset(540);
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
        let clock = Clock::at_offset(540);
        assert_eq!(
            clock.minutes(FleetTime(i64::MAX)),
            format!("{} ms", i64::MAX)
        );
    }
}
