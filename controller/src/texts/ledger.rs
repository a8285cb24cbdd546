//! For how long readers are covered, and when support is reached, in words.

use super::bundles::{said, sentence};
use jiff::civil::Weekday;
use madoguchi_fleet::ids::Serial;
use madoguchi_proto::v1::Text;
use madoguchi_support::{Coverage, Date, Reach, Stage};
use madoguchi_texts::same;

/// Characters in a group that is read out: as many as one keeps in mind.
const GROUP: usize = 4;

/// How a coverage stands today; `None`: the PC's clock shows no possible date. Codes: `running`, `soon`, `close`, `over`, `undated`.
#[must_use]
pub fn coverage(coverage: Coverage, today: Option<Date>) -> Text {
    let until = ("until", same(coverage.until));
    let Some(today) = today else {
        return said("coverage", "undated", &[until]);
    };
    let days = ("days", same(coverage.days_left(today)));
    match coverage.stage(today) {
        Stage::Running => said("coverage", "running", &[until]),
        Stage::Soon => said("coverage", "soon", &[until, days]),
        Stage::Close => said("coverage", "close", &[until, days]),
        Stage::Over => said("coverage", "over", &[until]),
    }
}

/// That the coverage of readers ends soon or has ended, and what to do.
pub(super) fn ending(stage: Stage, units: &[(Serial, Date)]) -> Text {
    let one = |(serial, until): &(Serial, Date)| format!("{serial} ({until})");
    let units: Vec<_> = units.iter().map(one).collect();
    let units = [("units", same(units.join(", ")))];
    match stage {
        Stage::Over => said("alarm", "coverage-over", &units),
        Stage::Close => said("alarm", "coverage-close", &units),
        Stage::Soon | Stage::Running => said("alarm", "coverage-soon", &units),
    }
}

/// When support is reached, and by when a replacement ships. Codes: `hours-open`, `hours-closed`, each with `-reckoned` where the holidays of
/// a day are not announced yet; `hours-unknown`.
#[must_use]
pub fn hours(reach: Option<&Reach>) -> Text {
    let Some(reach) = reach else {
        return sentence("hours-unknown", "hours-unknown", &[]);
    };
    let ships = ("ships", day(reach.ships_by).into());
    let time = ("time", same(reach.at.strftime("%H:%M")));
    let key = if reach.is_open {
        "hours-open"
    } else {
        "hours-closed"
    };
    let told = sentence(
        key,
        key,
        &[("day", day(reach.at.date()).into()), time, ships],
    );
    match reach.is_announced {
        true => told,
        false => {
            let code = format!("{key}-reckoned");
            sentence(&code, "hours-reckoned", &[("told", told.into())])
        }
    }
}

/// A date with its day of the week.
fn day(date: Date) -> Text {
    let key = match date.weekday() {
        Weekday::Monday => "day-monday",
        Weekday::Tuesday => "day-tuesday",
        Weekday::Wednesday => "day-wednesday",
        Weekday::Thursday => "day-thursday",
        Weekday::Friday => "day-friday",
        Weekday::Saturday => "day-saturday",
        Weekday::Sunday => "day-sunday",
    };
    sentence(key, key, &[("date", same(date))])
}

/// A serial, an id or a code as it is read out: long runs with digits in them in groups of four. Words stay whole.
#[must_use]
pub fn grouped(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() + text.len() / GROUP);
    for run in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let is_word = !run.contains(|c: char| c.is_ascii_digit());
        for (at, c) in run.chars().enumerate() {
            if !is_word && at > 0 && at % GROUP == 0 && c.is_alphanumeric() {
                grouped.push(' ');
            }
            grouped.push(c);
        }
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use madoguchi_support::Hours;

    #[test]
    fn what_is_read_out_stands_in_groups() {
        assert_eq!(grouped("CR-2024-0001"), "CR-2024-0001");
        assert_eq!(grouped("CR-20240001"), "CR-2024 0001");
        assert_eq!(grouped("0123456789ab"), "0123 4567 89ab");
        assert_eq!(grouped("12345"), "1234 5");
        assert_eq!(grouped("not-connecting"), "not-connecting");
        assert_eq!(grouped(""), "");
    }

    #[test]
    fn a_coverage_says_how_long_it_lasts_and_then_that_nothing_is_repaired() {
        let of_may = Coverage::of(date(2024, 5, 20));
        let told = |today: Date| coverage(of_may, Some(today));
        assert!(told(date(2026, 1, 1)).ja.contains("2029-05-31"));
        assert!(told(date(2028, 12, 2)).ja.contains("180"));
        assert!(told(date(2029, 5, 31)).en.contains("0 days"));
        let over = told(date(2029, 6, 1));
        assert!(over.ja.contains("終わりました") && over.en.contains("ended"));
        assert_eq!(coverage(of_may, None).code, "undated");
    }

    #[test]
    fn support_says_when_it_answers_with_the_day_of_the_week() {
        let hours_at = |day: i8, hour: i8| {
            let now = date(2026, 6, day).at(hour, 30, 0, 0);
            hours(Hours::default().reach(now).as_ref())
        };
        // Friday, 5 June.
        let open = hours_at(5, 10);
        assert!(open.ja.contains("2026-06-08（月）"), "{open:?}");
        let closed = hours_at(6, 10);
        assert!(closed.ja.contains("2026-06-08（月）の09:00"), "{closed:?}");
        assert!(closed.en.contains("Mon 2026-06-08") && closed.en.contains("Tue 2026-06-09"));
        let ahead = date(2030, 6, 5).at(10, 0, 0, 0);
        let ahead = hours(Hours::default().reach(ahead).as_ref());
        assert_eq!(ahead.code, "hours-open-reckoned");
        assert!(ahead.ja.contains("祝日"), "{ahead:?}");
        assert_eq!(hours(None).code, "hours-unknown");
        let week: std::collections::BTreeSet<_> = (1..=7)
            .map(|of_june| day(date(2026, 6, of_june)))
            .map(|text| text.en.chars().take(3).collect::<String>())
            .collect();
        assert_eq!(week.len(), 7);
    }
}
