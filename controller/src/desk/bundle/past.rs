//! What is kept of each reader's days (RULES A25): it stands in the reader's record, so it outlives a restart of the PC.

use crate::texts::Clock;
use madoguchi_bundle::Day;
use madoguchi_fleet::past::DAYS_KEPT;
use madoguchi_fleet::time::{DAY, TimeOfDay};
use madoguchi_fleet::unit::Unit;
use madoguchi_fleet::{Fleet, past};
use serde_json::{Value, json};

/// The days of a reader, by their numbers since 1970 in the clinic's time zone.
#[derive(Debug, Clone)]
pub(super) struct Past {
    serial: String,
    enrolled: i64,
    /// The day since which its days are kept; `None` of one that never connected since then.
    since: Option<i64>,
    /// Those on which something happened.
    days: Vec<past::Day>,
}

impl Past {
    pub(super) fn of(fleet: &Fleet, unit: &Unit) -> Self {
        let offset_ms = fleet.settings().utc_offset_ms;
        let day = |at| number(fleet.calendar().of_day(at), offset_ms);
        Self {
            serial: unit.serial.to_string(),
            enrolled: day(unit.enrolled_at),
            since: unit.past.since.map(day),
            days: unit.past.days.clone(),
        }
    }

    /// The first day of which all is kept. Of the day since which it is kept, that is so only where the reader was enrolled on it, and where
    /// as many days are there as are ever kept, older ones went. One that never connected had no link to lose.
    fn known_from(&self) -> i64 {
        let Some(since) = self.since else {
            return self.enrolled;
        };
        let whole = match since == self.enrolled {
            true => since,
            false => since.saturating_add(1),
        };
        let oldest = self.days.iter().map(|day| i64::from(day.day)).min();
        let oldest = oldest.filter(|_| self.days.len() >= DAYS_KEPT);
        whole.max(oldest.unwrap_or(whole))
    }

    /// Whether what happened on a day is kept. Before it was enrolled, nothing could happen.
    fn knows(&self, day: i64) -> bool {
        day < self.enrolled || day >= self.known_from()
    }

    /// A line for each day on which something happened, the newest first, behind the day's number.
    fn lines(&self, wall: &Wall<'_>) -> impl Iterator<Item = (i32, String)> {
        self.days.iter().map(|day| {
            let line = json!({
                "day": wall.date(i64::from(day.day)),
                "unit": self.serial,
                "drops": day.drops,
                "faults": day.faults,
            });
            (day.day, line.to_string())
        })
    }
}

/// The days of the clinic's wall clock.
pub(super) struct Wall<'a> {
    pub(super) clock: &'a Clock,
    pub(super) offset_ms: i64,
}

impl Wall<'_> {
    /// The number of a day.
    pub(super) fn number(&self, at: TimeOfDay) -> i64 {
        number(at, self.offset_ms)
    }

    /// A day by its number: "2026-04-01".
    pub(super) fn date(&self, day: i64) -> String {
        let midnight = day.saturating_mul(DAY).saturating_sub(self.offset_ms);
        self.clock.day(TimeOfDay(midnight))
    }
}

fn number(at: TimeOfDay, offset_ms: i64) -> i64 {
    at.0.saturating_add(offset_ms).div_euclid(DAY)
}

/// Since when the days of each reader are kept.
pub(super) fn since(all: &[Past], wall: &Wall<'_>) -> Value {
    let since = all.iter().map(|past| {
        let from = past.since.map(|_| wall.date(past.known_from()));
        (past.serial.clone(), Value::from(from))
    });
    Value::Object(since.collect())
}

/// A line for each day on which something happened to a reader, the newest first.
pub(super) fn lines(all: &[Past], wall: &Wall<'_>) -> Vec<String> {
    let mut lines: Vec<_> = all.iter().flat_map(|past| past.lines(wall)).collect();
    lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Writes what is kept of a day into it.
pub(super) fn tell(all: &[Past], number: i64, day: &mut Day) {
    day.drops_known = all.iter().all(|past| past.knows(number));
    for past in all {
        let kept = past.days.iter();
        for kept in kept.filter(|kept| i64::from(kept.day) == number) {
            for (counts, count) in [(&mut day.drops, kept.drops), (&mut day.faults, kept.faults)] {
                if count > 0 {
                    counts.insert(past.serial.clone(), count);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(enrolled: i64, since: Option<i64>, days: &[(i32, u32)]) -> Past {
        let day = |&(day, drops): &(i32, u32)| past::Day {
            day,
            drops,
            faults: 0,
        };
        Past {
            serial: "CR-1".into(),
            enrolled,
            since,
            days: days.iter().map(day).collect(),
        }
    }

    /// The days from 100 to 110 that are known, with the links that were lost.
    fn told(one: &Past) -> Vec<(i64, u32)> {
        let told = (100..=110).map(|number| {
            let mut day = Day::default();
            tell(std::slice::from_ref(one), number, &mut day);
            (number, day)
        });
        told.filter(|(_, day)| day.drops_known)
            .map(|(number, day)| (number, day.lost()))
            .collect()
    }

    #[test]
    fn a_day_without_lost_links_and_a_day_of_which_nothing_is_kept_are_two_things() {
        let quiet = |from: i64, to: i64| (from..=to).map(|day| (day, 0)).collect::<Vec<_>>();
        assert_eq!(told(&past(100, Some(100), &[])), quiet(100, 110));
        assert_eq!(told(&past(50, Some(104), &[])), quiet(105, 110));
        assert_eq!(
            told(&past(106, Some(108), &[])),
            [quiet(100, 105), quiet(109, 110)].concat()
        );
        assert_eq!(told(&past(50, None, &[])), quiet(100, 110));
        let few = past(50, Some(90), &[(107, 2)]);
        assert_eq!(
            told(&few),
            [quiet(100, 106), vec![(107, 2)], quiet(108, 110)].concat()
        );
        // Seven are kept at most, so what was before the oldest of them is not known.
        let many: Vec<_> = (104..=110).map(|day| (day, 1)).collect();
        let kept = (104..=110).map(|day| (day, 1)).collect::<Vec<_>>();
        assert_eq!(told(&past(50, Some(90), &many)), kept);
    }
}
