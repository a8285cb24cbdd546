//! Japan's holidays by the law (国民の祝日に関する法律): the national holidays, the day off in the place of one that falls on a Sunday, and
//! the day off between two of them.
//!
//! They are worked out and not listed, so that nobody has to bring a list to a PC without internet. What no rule gives away are the years in
//! which the law itself was another; those stand here as exceptions. The Cabinet Office announces the holidays of a year in February of the
//! year before, because the equinoxes are observed: until then a year is this page's own reckoning, and [`is_announced`] says so.

use crate::Date;
use jiff::ToSpan;
use jiff::civil::Weekday;
use std::ops::RangeInclusive;

/// The years whose holidays were compared with the Cabinet Office's list. Each February's announcement moves the end by a year.
const ANNOUNCED: RangeInclusive<i16> = 2019..=2027;

/// Whether the holidays of a day's year are announced, and not reckoned here alone.
#[must_use]
pub fn is_announced(date: Date) -> bool {
    ANNOUNCED.contains(&date.year())
}

/// Whether a day is a holiday in Japan.
#[must_use]
pub fn is_holiday(date: Date) -> bool {
    is_national(date) || is_in_the_place_of_a_sunday(date) || is_between_two(date)
}

/// A holiday that falls on a Sunday is made up for on the next day that is none.
fn is_in_the_place_of_a_sunday(date: Date) -> bool {
    let mut before = previous(date);
    while is_national(before) {
        if before.weekday() == Weekday::Sunday {
            return true;
        }
        before = previous(before);
    }
    false
}

fn is_between_two(date: Date) -> bool {
    is_national(previous(date)) && is_national(date.saturating_add(1.day()))
}

fn previous(date: Date) -> Date {
    date.saturating_sub(1.day())
}

/// Whether a day is one of the national holidays, as the law was in its year.
fn is_national(date: Date) -> bool {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let nth_monday =
        |nth: i8| date.weekday() == Weekday::Monday && (7 * (nth - 1) + 1..=7 * nth).contains(&day);
    match (month, day) {
        (1, 1) | (2, 11) | (4, 29) | (5, 3..=5) | (11, 3 | 23) => true,
        (1, _) => nth_monday(2),
        // The present emperor's birthday; in 2019, the year of the change, there was none.
        (2, 23) => year >= 2020,
        (3, _) => day == spring(year),
        // The accession and the enthronement.
        (5, 1) | (10, 22) => year == 2019,
        (7, _) => match year {
            // The days around the opening of the games in Tokyo, which were put off by a year.
            2020 => matches!(day, 23 | 24),
            2021 => matches!(day, 22 | 23),
            _ => nth_monday(3),
        },
        (8, _) => match year {
            2020 => day == 10,
            2021 => day == 8,
            _ => day == 11,
        },
        (9, _) => day == autumn(year) || nth_monday(3),
        (10, _) => !matches!(year, 2020 | 2021) && nth_monday(2),
        _ => false,
    }
}

/// The day in March of the spring equinox, from 1980 to 2099.
fn spring(year: i16) -> i8 {
    equinox(year, 20_843_100)
}

/// The day in September of the autumn equinox, from 1980 to 2099.
fn autumn(year: i16) -> i8 {
    equinox(year, 23_248_800)
}

/// The day of an equinox, from its moment in 1980 in millionths of days of the month: it comes later by 0.242194 days each year, and
/// earlier by a day after each leap day.
fn equinox(year: i16, in_1980: i32) -> i8 {
    let years = i32::from(year) - 1980;
    let day = (in_1980 + 242_194 * years).div_euclid(1_000_000) - years.div_euclid(4);
    i8::try_from(day).unwrap_or(i8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// The Cabinet Office's lists (内閣府「国民の祝日について」), each year's months with their days.
    /// A year, and the days of each month.
    type Year = (i16, &'static [(i8, &'static [i8])]);

    const LISTS: [Year; 9] = [
        (
            2019,
            &[
                (1, &[1, 14]),
                (2, &[11]),
                (3, &[21]),
                (4, &[29, 30]),
                (5, &[1, 2, 3, 4, 5, 6]),
                (7, &[15]),
                (8, &[11, 12]),
                (9, &[16, 23]),
                (10, &[14, 22]),
                (11, &[3, 4, 23]),
            ],
        ),
        (
            2020,
            &[
                (1, &[1, 13]),
                (2, &[11, 23, 24]),
                (3, &[20]),
                (4, &[29]),
                (5, &[3, 4, 5, 6]),
                (7, &[23, 24]),
                (8, &[10]),
                (9, &[21, 22]),
                (11, &[3, 23]),
            ],
        ),
        (
            2021,
            &[
                (1, &[1, 11]),
                (2, &[11, 23]),
                (3, &[20]),
                (4, &[29]),
                (5, &[3, 4, 5]),
                (7, &[22, 23]),
                (8, &[8, 9]),
                (9, &[20, 23]),
                (11, &[3, 23]),
            ],
        ),
        (
            2022,
            &[
                (1, &[1, 10]),
                (2, &[11, 23]),
                (3, &[21]),
                (4, &[29]),
                (5, &[3, 4, 5]),
                (7, &[18]),
                (8, &[11]),
                (9, &[19, 23]),
                (10, &[10]),
                (11, &[3, 23]),
            ],
        ),
        (
            2023,
            &[
                (1, &[1, 2, 9]),
                (2, &[11, 23]),
                (3, &[21]),
                (4, &[29]),
                (5, &[3, 4, 5]),
                (7, &[17]),
                (8, &[11]),
                (9, &[18, 23]),
                (10, &[9]),
                (11, &[3, 23]),
            ],
        ),
        (
            2024,
            &[
                (1, &[1, 8]),
                (2, &[11, 12, 23]),
                (3, &[20]),
                (4, &[29]),
                (5, &[3, 4, 5, 6]),
                (7, &[15]),
                (8, &[11, 12]),
                (9, &[16, 22, 23]),
                (10, &[14]),
                (11, &[3, 4, 23]),
            ],
        ),
        (
            2025,
            &[
                (1, &[1, 13]),
                (2, &[11, 23, 24]),
                (3, &[20]),
                (4, &[29]),
                (5, &[3, 4, 5, 6]),
                (7, &[21]),
                (8, &[11]),
                (9, &[15, 23]),
                (10, &[13]),
                (11, &[3, 23, 24]),
            ],
        ),
        (
            2026,
            &[
                (1, &[1, 12]),
                (2, &[11, 23]),
                (3, &[20]),
                (4, &[29]),
                (5, &[3, 4, 5, 6]),
                (7, &[20]),
                (8, &[11]),
                (9, &[21, 22, 23]),
                (10, &[12]),
                (11, &[3, 23]),
            ],
        ),
        (
            2027,
            &[
                (1, &[1, 11]),
                (2, &[11, 23]),
                (3, &[21, 22]),
                (4, &[29]),
                (5, &[3, 4, 5]),
                (7, &[19]),
                (8, &[11]),
                (9, &[20, 23]),
                (10, &[11]),
                (11, &[3, 23]),
            ],
        ),
    ];

    #[test]
    fn the_law_gives_the_days_that_were_announced_and_no_others() {
        for (year, months) in LISTS {
            let listed: Vec<Date> = months
                .iter()
                .flat_map(|(month, days)| days.iter().map(|day| date(year, *month, *day)))
                .collect();
            let first = date(year, 1, 1);
            let days = first.series(1.day()).take_while(|day| day.year() == year);
            let reckoned: Vec<Date> = days.filter(|day| is_holiday(*day)).collect();
            assert_eq!(reckoned, listed, "{year}");
            assert!(is_announced(first));
        }
        assert_eq!(LISTS.len(), ANNOUNCED.count());
    }

    #[test]
    fn a_year_that_nobody_announced_says_so() {
        assert!(!is_announced(date(2018, 12, 31)));
        assert!(!is_announced(date(2028, 1, 1)));
    }

    /// The equinoxes as the National Astronomical Observatory reckons them ahead.
    #[test]
    fn the_equinoxes_ahead_are_those_of_the_observatory() {
        for (year, march, september) in [
            (2028, 20, 22),
            (2029, 20, 23),
            (2030, 20, 23),
            (2031, 21, 23),
            (2032, 20, 22),
            (2040, 20, 22),
            (2050, 20, 23),
        ] {
            assert_eq!((spring(year), autumn(year)), (march, september), "{year}");
        }
    }
}
