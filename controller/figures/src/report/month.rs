//! A month of a clinic.

use crate::unit::{UnitFigures, UnitMonth, figures};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_support::Date;
use std::collections::BTreeMap;

/// The uses of one reader in a month that a subsidy looks at (FAQ 37).
pub const SUBSIDY_USES: u32 = 500;

/// Whatever happened in a month.
#[derive(Debug, Clone)]
pub struct Month {
    pub year: i16,
    /// From 1 to 12.
    pub month: i8,
    /// Its days, counted since 1970.
    pub days: std::ops::Range<i32>,
    /// The day on which this was made. In the month it is not over and is judged by nobody.
    pub today: i32,
    /// In the order of pairing.
    pub units: Vec<UnitFigures>,
    /// The queue's days together.
    pub queue: QueueDay,
    pub queue_days: BTreeMap<i32, QueueDay>,
}

impl Month {
    /// The days of a month, counted since 1970; `None` beyond the calendar.
    #[must_use]
    pub fn days_of((year, month): (i16, i8)) -> Option<std::ops::Range<i32>> {
        let first = Date::new(year, month, 1).ok()?;
        let begin = madoguchi_support::days_between(Date::new(1970, 1, 1).ok()?, first);
        Some(begin..begin + i32::from(first.days_in_month()))
    }

    /// The month with this number of that year, of whatever days are handed in; `None` beyond the calendar.
    #[must_use]
    pub fn of(
        (year, month): (i16, i8),
        mut units: Vec<UnitMonth>,
        queue: impl IntoIterator<Item = QueueDay>,
        today: i32,
    ) -> Option<Self> {
        let days = Self::days_of((year, month))?;
        for unit in &mut units {
            unit.days.retain(|day| days.contains(&day.day));
        }
        let mut queue_days = BTreeMap::<i32, QueueDay>::new();
        for day in queue.into_iter().filter(|day| days.contains(&day.day)) {
            let number = day.day;
            let of = || QueueDay {
                day: number,
                ..QueueDay::default()
            };
            queue_days.entry(number).or_insert_with(of).merge(&day);
        }
        let mut all = QueueDay {
            day: days.start,
            ..QueueDay::default()
        };
        queue_days.values().for_each(|day| all.merge(day));
        Some(Self {
            year,
            month,
            today,
            units: figures(&units, today),
            queue: all,
            queue_days,
            days,
        })
    }

    /// The day of the month up to which it tells; `None` for a month that is over.
    #[must_use]
    pub fn so_far(&self) -> Option<i32> {
        self.days
            .contains(&self.today)
            .then(|| self.today - self.days.start + 1)
    }
}

/// All plain kinds of outcomes, with the words of their keys.
pub(super) const KINDS: [(Kind, &str); 12] = [
    (Kind::Verified(Method::Face), "face"),
    (Kind::Verified(Method::Pin), "pin"),
    (Kind::Verified(Method::PinByGuardian), "pin-by-guardian"),
    (Kind::FaceNotMatched, "face-not-matched"),
    (Kind::PinWrong { tries_left: 0 }, "pin-wrong"),
    (Kind::PinLocked, "pin-locked"),
    (Kind::CardExpired, "card-expired"),
    (Kind::CardUnreadable, "card-unreadable"),
    (Kind::NotMyNumberCard, "not-my-number-card"),
    (Kind::GivenUp, "given-up"),
    (Kind::TimedOut, "timed-out"),
    (
        Kind::UnitFailed {
            code: String::new(),
        },
        "unit-failed",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(day: i32) -> QueueDay {
        QueueDay {
            day,
            added: 1,
            ..QueueDay::default()
        }
    }

    #[test]
    fn a_month_takes_its_own_days_alone() {
        // 1970-02: the days 31 to 58.
        let days = (0..90).map(queue);
        let month = Month::of((1970, 2), Vec::new(), days, 40).unwrap();
        assert_eq!(month.days, 31..59);
        assert_eq!((month.queue.added, month.queue_days.len()), (28, 28));
        assert_eq!(month.so_far(), Some(10));
        let over = Month::of((1970, 2), Vec::new(), [], 59).unwrap();
        assert_eq!(over.so_far(), None);
        assert!(Month::of((1970, 13), Vec::new(), [], 59).is_none());
    }
}
