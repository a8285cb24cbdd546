//! Times of documents for people. Days are Japanese days; Japan has no summer time.

const MINUTE_MS: i64 = 60 * 1_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The offset of Japan from UTC, nine hours.
const JAPAN_MS: i64 = 9 * 60 * MINUTE_MS;

/// 1 January of the year 10000, in milliseconds since 1970; times from then on are not shown as dates.
const TOO_LATE_MS: i64 = 253_402_300_800_000;

/// A moment to the minute, as 2024-04-01 09:00; `None` for what is no date.
pub fn minute(ms: i64) -> Option<String> {
    is_date(ms).then(|| {
        let minute = (ms + JAPAN_MS).rem_euclid(DAY_MS) / MINUTE_MS;
        format!("{} {:02}:{:02}", day(ms), minute / 60, minute % 60)
    })
}

/// Whether a day begins with this moment.
pub fn day_begins(ms: i64) -> bool {
    is_date(ms) && (ms + JAPAN_MS).rem_euclid(DAY_MS) == 0
}

fn is_date(ms: i64) -> bool {
    (0..TOO_LATE_MS).contains(&ms)
}

/// The day in Japan, as 2024-04-01. Years are counted from 1 March, so that the leap day is the last day of a year, in cycles of 400 years
/// from 1 March of the year 0, which is 719468 days before 1970.
pub fn day(ms: i64) -> String {
    let days = (ms + JAPAN_MS).div_euclid(DAY_MS) + 719_468;
    let (cycle, of_cycle) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = cycle * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_in_japan() {
        // Checked with `date -u -d @SECONDS`, plus nine hours.
        let table = [
            (0, "1970-01-01 09:00"),
            (951_836_399_999, "2000-02-29 23:59"),
            (951_836_400_000, "2000-03-01 00:00"),
            (1_704_034_800_000, "2024-01-01 00:00"),
            (1_709_132_400_000, "2024-02-29 00:00"),
            (1_714_000_000_000, "2024-04-25 08:06"),
            (4_107_423_600_000, "2100-02-28 00:00"),
            (4_107_510_000_000, "2100-03-01 00:00"),
        ];
        for (ms, text) in table {
            assert_eq!(minute(ms).as_deref(), Some(text));
        }
        assert_eq!(minute(-1), None);
        assert_eq!(minute(i64::MAX), None);
    }
}
