//! For how long the maker repairs a reader: five years from the first day of the month after its delivery, and nothing after that
//! (FAQ 41, 42).

use crate::{Date, days_between};
use jiff::ToSpan;

/// From here on the end is announced: a new reader takes two to three months to arrive, and somebody has to ask for the money before.
pub const SOON_DAYS: i32 = 180;
/// From here on a new reader has to be ordered, or there is a time without cover.
pub const CLOSE_DAYS: i32 = 120;
/// How long an end that is past is an alarm. Then it is known, and is told at the reader alone.
pub const TOLD_DAYS: i32 = 30;

const YEARS: i32 = 5;

/// The days on which a reader is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// Where a day is with regard to the end of a coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// There is time.
    Running,
    /// At most 180 days are left.
    Soon,
    /// At most 120 days are left.
    Close,
    /// Its last day is past.
    Over,
}

impl Coverage {
    /// The coverage of a reader by the day of its delivery. One that came on the first of a month is covered from the next month on, too.
    #[must_use]
    pub fn of(delivered: Date) -> Self {
        let from = delivered.first_of_month().saturating_add(1.month());
        let until = from.saturating_add(YEARS.years()).saturating_sub(1.day());
        Self { from, until }
    }

    /// The days that are left; none on the last day, negative afterwards.
    #[must_use]
    pub fn days_left(self, today: Date) -> i32 {
        days_between(today, self.until)
    }

    #[must_use]
    pub fn stage(self, today: Date) -> Stage {
        match self.days_left(today) {
            ..=-1 => Stage::Over,
            0..=CLOSE_DAYS => Stage::Close,
            left if left <= SOON_DAYS => Stage::Soon,
            _ => Stage::Running,
        }
    }

    /// Whether somebody has to do something about its end today.
    #[must_use]
    pub fn needs_somebody(self, today: Date) -> bool {
        (-TOLD_DAYS..=SOON_DAYS).contains(&self.days_left(today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn five_years_begin_on_the_first_of_the_month_after_the_delivery() {
        let table = [
            ((2024, 5, 20), (2024, 6, 1), (2029, 5, 31)),
            ((2024, 5, 1), (2024, 6, 1), (2029, 5, 31)),
            ((2024, 5, 31), (2024, 6, 1), (2029, 5, 31)),
            ((2023, 12, 31), (2024, 1, 1), (2028, 12, 31)),
            // Its last day is the 29th of a February, or the 28th.
            ((2023, 2, 28), (2023, 3, 1), (2028, 2, 29)),
            ((2024, 2, 29), (2024, 3, 1), (2029, 2, 28)),
        ];
        let of = |(year, month, day)| date(year, month, day);
        for (delivered, from, until) in table {
            let (from, until) = (of(from), of(until));
            assert_eq!(Coverage::of(of(delivered)), Coverage { from, until });
        }
    }

    #[test]
    fn each_threshold_is_a_calendar_day() {
        let coverage = Coverage::of(date(2024, 5, 20));
        let table = [
            (date(2024, 5, 20), Stage::Running, false),
            (date(2028, 12, 1), Stage::Running, false),
            (date(2028, 12, 2), Stage::Soon, true),
            (date(2029, 1, 30), Stage::Soon, true),
            (date(2029, 1, 31), Stage::Close, true),
            (date(2029, 5, 31), Stage::Close, true),
            (date(2029, 6, 1), Stage::Over, true),
            (date(2029, 6, 30), Stage::Over, true),
            (date(2029, 7, 1), Stage::Over, false),
            (date(2040, 1, 1), Stage::Over, false),
        ];
        for (today, stage, needs_somebody) in table {
            assert_eq!(coverage.stage(today), stage, "{today}");
            assert_eq!(coverage.needs_somebody(today), needs_somebody, "{today}");
        }
        assert_eq!(coverage.days_left(date(2029, 5, 31)), 0);
        assert_eq!(coverage.days_left(date(2028, 12, 2)), SOON_DAYS);
        assert_eq!(coverage.days_left(date(2029, 1, 31)), CLOSE_DAYS);
    }
}
