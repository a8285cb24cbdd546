//! What the maker of the readers promises (FAQ 41, 42, 45): how long a reader is covered, when support is reached, and when a replacement
//! ships. Plain dates in, plain dates out; whoever asks brings the time.

pub mod coverage;
pub mod holidays;
pub mod hours;

pub use coverage::{Coverage, Stage};
pub use hours::{Hours, Reach};
pub use jiff::civil::{Date, DateTime};

use jiff::{Timestamp, ToSpan, tz::Offset};

/// The years in which a reader can have been delivered: readers of this kind exist since 2021, and no program outlives a century.
const YEARS: std::ops::RangeInclusive<i16> = 2015..=2099;

/// Japan's distance from UTC, without summer time.
const JAPAN: Offset = Offset::constant(9);

/// The time in Japan at a moment, in milliseconds since 1970; `None` beyond the calendar.
#[must_use]
pub fn in_japan(ms: i64) -> Option<DateTime> {
    let at = Timestamp::from_millisecond(ms).ok()?;
    Some(JAPAN.to_datetime(at))
}

/// The moment at which it is that time in Japan, in milliseconds since 1970.
#[must_use]
pub fn of_japan(local: DateTime) -> i64 {
    let at = JAPAN.to_timestamp(local);
    at.map_or(i64::MAX, Timestamp::as_millisecond)
}

/// The date of a day that is counted since 1970.
#[must_use]
pub fn day(since_1970: i32) -> Date {
    Date::constant(1970, 1, 1).saturating_add(i64::from(since_1970).days())
}

/// Days from one date to another; negative where the other is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// A day of delivery, as it is stored and sent: `2024-05-20`.
#[must_use]
pub fn delivery(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    possible(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A day of delivery as people and spreadsheets write it: also `2024/5/20`, `2024年5月20日`, `令和6年5月20日` and `R6.5.20`.
#[must_use]
pub fn typed_delivery(text: &str) -> Option<Date> {
    let text = text.trim();
    let of_reiwa = ["令和", "R", "r"]
        .into_iter()
        .find_map(|era| text.strip_prefix(era));
    let text = of_reiwa.unwrap_or(text).trim_end_matches('日');
    let text = text.replace("元年", "1年");
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str, digits: usize| {
        let text = text.trim();
        let plain = (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten()
    };
    let year = match of_reiwa {
        // The first year of Reiwa is 2019.
        Some(_) => number(year, 2)
            .filter(|year| *year > 0)?
            .checked_add(2018)?,
        None => number(year, 4)?,
    };
    let part = |text| number(text, 2).and_then(|number| i8::try_from(number).ok());
    possible(year, part(month)?, part(day)?)
}

fn possible(year: i16, month: i8, day: i8) -> Option<Date> {
    let date = Date::new(year, month, day).ok()?;
    YEARS.contains(&year).then_some(date)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_of_delivery_is_read_as_spreadsheets_and_offices_write_it() {
        let may = date(2024, 5, 20);
        for text in [
            "2024-05-20",
            "2024-5-20",
            "2024/5/20",
            "2024/05/20",
            "2024.5.20",
            "2024年5月20日",
            "令和6年5月20日",
            "R6.5.20",
            " 2024/5/20 ",
        ] {
            assert_eq!(typed_delivery(text), Some(may), "{text}");
        }
        assert_eq!(typed_delivery("令和元年5月7日"), Some(date(2019, 5, 7)));
        assert_eq!(delivery(&may.to_string()), Some(may));
    }

    #[test]
    fn what_is_no_day_or_one_of_another_century_is_none() {
        for text in [
            "",
            "2024-05",
            "2024-02-30",
            "20-5-2024",
            "5/20/2024",
            "2024-05-20-1",
            "1970-01-01",
            "2100-01-01",
            "令和0年5月20日",
            "+2024-05-20",
            "9999999-1-1",
        ] {
            assert_eq!(typed_delivery(text), None, "{text}");
            assert_eq!(delivery(text), None, "{text}");
        }
        for text in ["2024/05/20", "2024-5-20", " 2024-05-20", "+024-05-20"] {
            assert_eq!(delivery(text), None, "stored dates have one form: {text}");
        }
    }

    #[test]
    fn days_are_counted_and_japan_is_nine_hours_ahead() {
        assert_eq!(day(0), date(1970, 1, 1));
        assert_eq!(day(20_454), date(2026, 1, 1));
        assert_eq!(days_between(date(2026, 1, 1), date(2025, 12, 30)), -2);
        let midnight = in_japan(1_767_193_200_000).unwrap();
        assert_eq!(midnight, date(2026, 1, 1).at(0, 0, 0, 0));
        assert_eq!(of_japan(midnight), 1_767_193_200_000);
        assert_eq!(in_japan(i64::MAX), None);
    }
}
