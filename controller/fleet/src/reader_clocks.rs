//! How far the clocks of readers are from the PC's (RULES A22). A reader says what its clock shows; no date in a certificate depends on it
//! (T14), but whoever compares two logs does, and so does what a reader shows of a card's dates.

use crate::fleet::Fleet;
use crate::reasons::Alarm;
use crate::time::{HOUR, SECOND};
use crate::unit::{Membership, Unit};

/// *Fixed*: a reader's clock that is further off than this is an alarm. What the way takes and how rarely a clock is told is far below.
pub const READER_CLOCK_OFF_MS: i64 = 30 * SECOND;
/// *Fixed*: a clock that is this far off or further has another date for part of each day that matters: with a wrong time zone (nine hours) until
/// the clinic opens, or from the afternoon on.
pub const READER_DATE_OFF_MS: i64 = HOUR;

impl Fleet {
    /// How far a connected reader's clock is ahead of the PC's, in milliseconds, negative where it is behind; `None` where it did not say.
    #[must_use]
    pub fn reader_clock_ahead_ms(&self, unit: &Unit) -> Option<i64> {
        unit.attachment()?.clock_ahead_ms
    }

    /// Whether a connected reader's clock is right; `None` where it did not say.
    #[must_use]
    pub fn reader_clock_is_right(&self, unit: &Unit) -> Option<bool> {
        let ahead = self.reader_clock_ahead_ms(unit)?;
        Some(ahead.saturating_abs() <= READER_CLOCK_OFF_MS)
    }

    /// Readers whose clocks are wrong. Not while the PC's own clock is: then it is that clock that has to be put right, which has an alarm.
    pub(crate) fn reader_clock_alarms(&self) -> impl Iterator<Item = Alarm> {
        let trusted = self.apart_since().is_none();
        let units = self.yard.units().filter(move |_| trusted);
        units.filter_map(|unit| {
            let enrolled = unit.membership == Membership::Enrolled;
            let wrong = self.reader_clock_is_right(unit) == Some(false);
            if !enrolled || !wrong || unit.maintenance().is_some() {
                return None;
            }
            Some(Alarm::ReaderClock {
                unit: unit.serial.clone(),
                counter: unit.counter.name.clone(),
                ahead_ms: self.reader_clock_ahead_ms(unit)?,
            })
        })
    }
}
