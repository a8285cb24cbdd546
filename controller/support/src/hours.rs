//! When support is reached: on weekdays from 9:00 to 17:00 in Japan, without holidays, 29 December to 3 January, and the days that it says
//! itself (FAQ 41, 45). Whoever reaches it on one day can count on a replacement that ships by the next.

use crate::holidays::{is_announced, is_holiday};
use crate::{Date, DateTime};
use jiff::ToSpan;
use jiff::civil::{Time, Weekday};
use std::collections::BTreeSet;

pub const OPENS: Time = Time::constant(9, 0, 0, 0);
/// The first moment at which nobody answers any more.
pub const CLOSES: Time = Time::constant(17, 0, 0, 0);

/// The most days of its own: four weeks in each of a few years, listed ahead.
pub const MAX_CLOSED: usize = 64;
/// How far ahead an open day is looked for: beyond all closed days in a row with the weekends and holidays between them.
const LOOK_AHEAD_DAYS: usize = 200;

/// The days on which support is closed by its own word, beside those on which everybody is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours {
    closed: BTreeSet<Date>,
}

/// When support is reached, and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The next moment at which somebody answers, in Japan; now, where somebody does.
    pub at: DateTime,
    pub is_open: bool,
    /// The day by which a replacement ships, if it is called at that moment.
    pub ships_by: Date,
    /// Whether all holidays up to that day are announced; otherwise the days are reckoned.
    pub is_announced: bool,
}

impl Hours {
    /// With days on which support is closed, of which those beyond [`MAX_CLOSED`] are left out.
    #[must_use]
    pub fn closed_on(days: impl IntoIterator<Item = Date>) -> Self {
        let closed = days.into_iter().take(MAX_CLOSED).collect();
        Self { closed }
    }

    /// The days of its own on which it is closed.
    pub fn closed(&self) -> impl Iterator<Item = Date> {
        self.closed.iter().copied()
    }

    /// Whether somebody answers on a day.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let is_turn_of_year = matches!((date.month(), date.day()), (12, 29..=31) | (1, 1..=3));
        !(is_weekend || is_turn_of_year || is_holiday(date) || self.closed.contains(&date))
    }

    /// When support is reached at a time in Japan; `None` at the end of the calendar.
    #[must_use]
    pub fn reach(&self, now: DateTime) -> Option<Reach> {
        let today = now.date();
        let comes_today = self.is_business_day(today) && now.time() < CLOSES;
        let at = match comes_today {
            true => now.max(today.to_datetime(OPENS)),
            false => self.next_business_day(today)?.to_datetime(OPENS),
        };
        let ships_by = self.next_business_day(at.date())?;
        Some(Reach {
            at,
            is_open: at == now,
            ships_by,
            is_announced: is_announced(today) && is_announced(ships_by),
        })
    }

    fn next_business_day(&self, after: Date) -> Option<Date> {
        let first = after.tomorrow().ok()?;
        let mut days = first.series(1.day()).take(LOOK_AHEAD_DAYS);
        days.find(|day| self.is_business_day(*day))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    fn reach(hours: &Hours, now: DateTime) -> (DateTime, bool, Date) {
        let reach = hours.reach(now).unwrap();
        (reach.at, reach.is_open, reach.ships_by)
    }

    fn at(month: i8, day: i8, hour: i8, minute: i8) -> DateTime {
        datetime(2026, month, day, hour, minute, 0, 0)
    }

    #[test]
    fn support_answers_until_five_on_a_friday_and_again_on_monday_at_nine() {
        let hours = Hours::default();
        let (monday, tuesday) = (date(2026, 6, 8), date(2026, 6, 9));
        // A Friday.
        let last = at(6, 5, 16, 59);
        assert_eq!(reach(&hours, last), (last, true, monday));
        let after = at(6, 5, 17, 0);
        assert_eq!(reach(&hours, after), (at(6, 8, 9, 0), false, tuesday));
        let early = at(6, 8, 8, 59);
        assert_eq!(reach(&hours, early), (at(6, 8, 9, 0), false, tuesday));
        let first = at(6, 8, 9, 0);
        assert_eq!(reach(&hours, first), (first, true, tuesday));
    }

    #[test]
    fn golden_week_is_a_week() {
        let hours = Hours::default();
        // Thursday, 30 April 2026, between a holiday and a Friday.
        let eve = at(4, 30, 18, 0);
        let friday = (at(5, 1, 9, 0), false, date(2026, 5, 7));
        assert_eq!(reach(&hours, eve), friday);
        // Saturday to Wednesday, which makes up for the Sunday.
        let holiday = at(5, 2, 12, 0);
        let thursday = (at(5, 7, 9, 0), false, date(2026, 5, 8));
        assert_eq!(reach(&hours, holiday), thursday);
    }

    #[test]
    fn the_turn_of_the_year_is_no_business_day_although_it_is_no_holiday() {
        let hours = Hours::default();
        let last = at(12, 28, 16, 59);
        // 4 January 2027 is a Monday.
        assert_eq!(reach(&hours, last), (last, true, date(2027, 1, 4)));
        let after = at(12, 29, 10, 0);
        let monday = datetime(2027, 1, 4, 9, 0, 0, 0);
        assert_eq!(reach(&hours, after), (monday, false, date(2027, 1, 5)));
        let everybody = [date(2026, 12, 29), date(2027, 1, 3)];
        assert!(everybody.iter().all(|day| !hours.is_business_day(*day)));
    }

    #[test]
    fn a_day_of_its_own_is_left_out_of_hours_and_of_shipping() {
        let summer = [date(2026, 8, 13), date(2026, 8, 14)];
        let hours = Hours::closed_on(summer);
        assert_eq!(hours.closed().collect::<Vec<_>>(), summer);
        let before = at(8, 12, 10, 0);
        assert_eq!(reach(&hours, before), (before, true, date(2026, 8, 17)));
        let on_it = at(8, 13, 10, 0);
        let monday = (at(8, 17, 9, 0), false, date(2026, 8, 18));
        assert_eq!(reach(&hours, on_it), monday);
    }

    #[test]
    fn what_lies_beyond_the_announced_years_says_so() {
        let hours = Hours::default();
        let known = |now| hours.reach(now).unwrap().is_announced;
        assert!(known(at(11, 30, 12, 0)));
        assert!(known(datetime(2027, 12, 27, 12, 0, 0, 0)));
        // What ships is in the next year.
        assert!(!known(datetime(2027, 12, 28, 12, 0, 0, 0)));
        assert!(!known(datetime(2031, 6, 2, 12, 0, 0, 0)));
    }

    #[test]
    fn however_many_days_are_closed_an_open_one_is_found_and_the_end_of_the_calendar_has_none() {
        let all = date(2026, 6, 1).series(1.day());
        let weekdays = all.filter(|day| Hours::default().is_business_day(*day));
        let hours = Hours::closed_on(weekdays.take(1_000));
        assert_eq!(hours.closed().count(), MAX_CLOSED);
        assert!(hours.reach(at(5, 29, 17, 0)).is_some());
        let last = date(9999, 12, 31).at(12, 0, 0, 0);
        assert_eq!(hours.reach(last), None);
    }
}
