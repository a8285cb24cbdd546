//! How figures are put into words: sentences by their keys, and numbers as people read them.

use crate::rate::Rate;
use madoguchi_support::Date;

/// Gives the sentence of a key with its values, in the language that is spoken. The keys are in `controller/texts/*-figures.ftl`.
pub type Say<'a> = dyn Fn(&str, &[(&str, &str)]) -> String + 'a;

/// A share in percent, with one digit behind the point.
#[must_use]
pub fn percent(share: f64) -> String {
    // Rounded away from what is not: 99.96 % is not all, and 0.04 % is not nothing.
    let inner = (share > 0.0 && share < 1.0).then(|| (share * 100.0).clamp(0.1, 99.9));
    format!("{:.1}", inner.unwrap_or(share * 100.0))
}

/// A share of what succeeded, of the tries with its interval.
pub(crate) fn succeeded(rate: Rate, say: &Say<'_>) -> String {
    let Some(failing) = rate.failing() else {
        return say("figures-none", &[]);
    };
    let failed = rate.interval();
    say(
        "figures-rate",
        &[
            ("share", &percent(1.0 - failing)),
            ("low", &percent(1.0 - failed.high)),
            ("high", &percent(1.0 - failed.low)),
            ("count", &rate.tried.to_string()),
        ],
    )
}

/// A share in percent, or the sign for nothing.
pub(crate) fn share(share: Option<f64>, say: &Say<'_>) -> String {
    match share {
        Some(share) => say("figures-percent", &[("share", &percent(share))]),
        None => say("figures-none", &[]),
    }
}

/// A time of patients: seconds up to two minutes, then minutes.
pub(crate) fn short_time(ms: Option<u64>, say: &Say<'_>) -> String {
    match ms {
        None => say("figures-none", &[]),
        Some(ms) if ms < 120_000 => {
            let seconds = tenths(ms, 1_000);
            say("figures-seconds", &[("seconds", &seconds)])
        }
        Some(ms) => say("figures-minutes", &[("minutes", &tenths(ms, 60_000))]),
    }
}

/// A time of readers in hours, what is shorter than a tenth of one in minutes.
pub(crate) fn long_time(ms: u64, say: &Say<'_>) -> String {
    if ms < 360_000 {
        return short_time(Some(ms), say);
    }
    say("figures-hours", &[("hours", &tenths(ms, 3_600_000))])
}

/// How many units of so many milliseconds a time is, with one digit behind the point.
#[must_use]
pub(crate) fn tenths(ms: u64, unit_ms: u64) -> String {
    let tenths = ms.saturating_mul(10).saturating_add(unit_ms / 2) / unit_ms;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A day that is counted since 1970, as people write it: `2026-11-02`.
#[must_use]
pub fn date(day: i32) -> String {
    let date: Date = madoguchi_support::day(day);
    date.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_all_is_not_told_as_all() {
        for (share, told) in [
            (0.0, "0.0"),
            (0.000_1, "0.1"),
            (0.006, "0.6"),
            (0.999_9, "99.9"),
            (1.0, "100.0"),
        ] {
            assert_eq!(percent(share), told);
        }
    }

    #[test]
    fn times_are_told_in_the_unit_in_which_people_think() {
        let say = |key: &str, values: &[(&str, &str)]| {
            let value = values.first().map_or("", |(_, value)| value);
            format!("{key} {value}")
        };
        assert_eq!(short_time(Some(9_960), &say), "figures-seconds 10.0");
        assert_eq!(short_time(Some(150_000), &say), "figures-minutes 2.5");
        assert_eq!(long_time(90_000_000, &say), "figures-hours 25.0");
        assert_eq!(short_time(None, &say), "figures-none ");
    }

    #[test]
    fn a_day_is_told_as_a_date() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(20_759), "2026-11-02");
    }
}
