//! What one unit did in a month, beside the clinic's other readers.

use crate::hint::{Hint, Hours, hints};
use crate::judge::{Beside, Judged, Quality, all_fail, judge};
use crate::rate::Rate;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::unit_day::{NotServing, UnitDay};
use madoguchi_fleet::wish::Counter;
use std::collections::BTreeMap;

/// A unit with its days of a month.
#[derive(Debug, Clone)]
pub struct UnitMonth {
    pub serial: Serial,
    pub counter: Counter,
    pub days: Vec<UnitDay>,
    /// The faces that were decided, by the hour, where somebody knows: sessions go after some weeks, and a day does not keep their hours.
    pub hours: Option<Hours>,
}

/// A unit's figures of a month.
#[derive(Debug, Clone)]
pub struct UnitFigures {
    pub serial: Serial,
    pub counter: Counter,
    /// All its days together.
    pub sum: UnitDay,
    /// Its sessions by the day.
    pub by_day: BTreeMap<i32, u32>,
    /// In the order of [`Quality::ALL`].
    pub judged: Vec<Judged>,
    /// The days on which an alarm began, in the same order.
    pub alarm_days: Vec<Option<i32>>,
    /// The likeliest cause first; empty where nothing is out of line.
    pub hints: Vec<Hint>,
}

/// The figures of all units of a clinic, in their order. `today` is not over and is in the sums alone: a test that looks at half a day
/// would look again at its end.
#[must_use]
pub fn figures(units: &[UnitMonth], today: i32) -> Vec<UnitFigures> {
    let tables: Vec<_> = units.iter().map(|unit| by_day(&unit.days)).collect();
    let mut figures: Vec<UnitFigures> = units
        .iter()
        .enumerate()
        .map(|(nth, unit)| of_unit(nth, unit, &tables, today))
        .collect();
    let shared = shared(&figures);
    let found = units
        .iter()
        .zip(&figures)
        .enumerate()
        .map(|(nth, (unit, own))| {
            let others = figures.iter().enumerate().filter(|(n, _)| *n != nth);
            let mut beside = UnitDay::default();
            for (_, other) in others {
                beside.merge(&other.sum);
            }
            hints(own, &shared, &beside, unit.hours.as_ref())
        });
    let found: Vec<_> = found.collect();
    for (unit, hints) in figures.iter_mut().zip(found) {
        unit.hints = hints;
    }
    figures
}

/// In what all readers certainly fail more often than is specified, and none more than the others.
pub(crate) fn shared(units: &[UnitFigures]) -> Vec<Quality> {
    let of = |quality: &Quality| all_fail(units.iter().filter_map(|unit| unit.of(*quality)));
    Quality::ALL.into_iter().filter(of).collect()
}

type ByDay = BTreeMap<i32, UnitDay>;

fn by_day(days: &[UnitDay]) -> ByDay {
    let mut table = ByDay::new();
    for day in days {
        let kept = table.entry(day.day).or_insert_with(|| UnitDay::on(day.day));
        kept.merge(day);
    }
    table
}

fn of_unit(nth: usize, unit: &UnitMonth, tables: &[ByDay], today: i32) -> UnitFigures {
    let own = &tables[nth];
    let over: Vec<i32> = own.range(..today).map(|(day, _)| *day).collect();
    let others = || tables.iter().enumerate().filter(|(n, _)| *n != nth);
    let beside = |quality, day: i32| Beside {
        unit: own
            .get(&day)
            .map_or_else(Rate::default, |day| rate(quality, day)),
        others: others()
            .filter_map(|(_, table)| table.get(&day))
            .map(|day| rate(quality, day))
            .fold(Rate::default(), Rate::plus),
    };
    let judged = Quality::ALL.map(|quality| {
        let days = over.iter().map(|day| beside(quality, *day));
        judge(quality, days)
    });
    let mut sum = UnitDay::default();
    if let Some(first) = own.keys().next() {
        sum.day = *first;
    }
    own.values().for_each(|day| sum.merge(day));
    UnitFigures {
        serial: unit.serial.clone(),
        counter: unit.counter.clone(),
        sum,
        by_day: own.iter().map(|(day, of)| (*day, of.sessions())).collect(),
        alarm_days: judged
            .iter()
            .map(|one| over.get(one.alarm?.nth).copied())
            .collect(),
        judged: judged.to_vec(),
        hints: Vec::new(),
    }
}

/// The tries and failures of a quality on a day.
pub(crate) fn rate(quality: Quality, day: &UnitDay) -> Rate {
    match quality {
        Quality::Face => Rate::new(decided(day), day.faces.failed),
        Quality::Card => {
            let unread = day.ended_so(&Kind::CardUnreadable);
            Rate::new(read(day).saturating_add(unread), unread)
        }
        Quality::Screen => {
            let before = stopped(day).saturating_sub(given_up_at_face(day));
            Rate::new(read(day).saturating_add(stopped(day)), before)
        }
    }
}

/// The sessions whose card was read: they ended by something that comes after it. Of one that was given up nobody knows.
fn read(day: &UnitDay) -> u32 {
    let pin_wrong = Kind::PinWrong { tries_left: 0 };
    let after = [
        Kind::FaceNotMatched,
        pin_wrong,
        Kind::PinLocked,
        Kind::CardExpired,
    ];
    let after = after.iter().map(|kind| day.ended_so(kind));
    after.fold(day.verified(), u32::saturating_add)
}

/// The sessions that the patient or the reader's time limit ended.
fn stopped(day: &UnitDay) -> u32 {
    let given_up = day.ended_so(&Kind::GivenUp);
    given_up.saturating_add(day.ended_so(&Kind::TimedOut))
}

/// The faces that matched or did not.
const fn decided(day: &UnitDay) -> u32 {
    day.faces.matched.saturating_add(day.faces.failed)
}

/// The sessions in which a face was tried, and nothing was decided.
pub(crate) const fn given_up_at_face(day: &UnitDay) -> u32 {
    day.faces.tried.saturating_sub(decided(day))
}

impl UnitFigures {
    /// What is known of a quality.
    #[must_use]
    pub fn of(&self, quality: Quality) -> Option<&Judged> {
        self.judged.iter().find(|judged| judged.quality == quality)
    }

    /// Whether there was anything to judge on the days that are over.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.judged.iter().any(|judged| judged.unit.tried > 0)
    }

    /// Whether any quality is out of line.
    #[must_use]
    pub fn is_out_of_line(&self) -> bool {
        self.judged.iter().any(|judged| judged.alarm.is_some())
    }

    /// Uses as a subsidy counts them (FAQ 37): patients who were verified.
    #[must_use]
    pub fn uses(&self) -> u32 {
        self.sum.verified()
    }

    /// Verified by this method.
    #[must_use]
    pub fn verified_by(&self, method: Method) -> u32 {
        self.sum.ended_so(&Kind::Verified(method))
    }

    /// The matched faces, and how many of them took more than five seconds (FAQ 17).
    #[must_use]
    pub fn slow_faces(&self) -> Rate {
        slow_faces(&self.sum)
    }

    /// The share of the time in which it served of the time in which it should have: without what staff wished, their pauses and maintenance. `None` where it should not have served at all.
    #[must_use]
    pub fn availability(&self) -> Option<f64> {
        let wished = [NotServing::Maintenance, NotServing::PausedByStaff];
        let lost = self.sum.not_serving_ms.iter();
        let lost = lost.filter(|(why, _)| !wished.contains(why));
        let lost = lost.fold(0_u64, |sum, (_, ms)| sum.saturating_add(*ms));
        share(
            self.sum.serving_ms,
            self.sum.serving_ms.saturating_add(lost),
        )
    }
}

pub(crate) fn slow_faces(day: &UnitDay) -> Rate {
    let slow = day.faces.matched.saturating_sub(day.faces.in_time);
    Rate::new(day.faces.matched, slow)
}

/// A part of a time; milliseconds of centuries fit a double exactly.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of centuries fit a double exactly"
)]
fn share(part_ms: u64, of_ms: u64) -> Option<f64> {
    (of_ms > 0).then(|| part_ms as f64 / of_ms as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_fleet::outcome::Outcome;
    use madoguchi_fleet::unit_day::Faces;

    fn ended(kind: Kind, face_ms: Option<u64>) -> Outcome {
        Outcome {
            kind,
            duration_ms: 9_000,
            face_ms,
        }
    }

    fn one(day: UnitDay) -> UnitFigures {
        let unit = UnitMonth {
            serial: Serial::parse("CR-1").unwrap(),
            counter: Counter::default(),
            days: vec![day],
            hours: None,
        };
        figures(&[unit], 100).remove(0)
    }

    #[test]
    fn a_card_counts_where_it_was_read_or_could_not_be() {
        let mut day = UnitDay::on(1);
        for (kind, face_ms) in [
            (Kind::Verified(Method::Face), Some(3_000)),
            (Kind::Verified(Method::Pin), Some(9_000)),
            (Kind::CardUnreadable, None),
            (Kind::NotMyNumberCard, None),
            (Kind::GivenUp, None),
            (Kind::TimedOut, Some(20_000)),
        ] {
            day.count(&ended(kind, face_ms));
        }
        assert_eq!(rate(Quality::Card, &day), Rate::new(3, 1));
        // The PIN after a face is a face that failed; one that was given up is neither.
        assert_eq!(rate(Quality::Face, &day), Rate::new(2, 1));
        assert_eq!(rate(Quality::Screen, &day), Rate::new(4, 1));
        assert_eq!(one(day.clone()).slow_faces(), Rate::new(1, 0));
        assert_eq!(one(day).uses(), 2);
    }

    #[test]
    fn what_staff_wished_is_no_lack_of_availability() {
        let mut day = UnitDay::on(1);
        assert_eq!(one(day.clone()).availability(), None);
        day.add_time(Ok(()), 3_000);
        day.add_time(Err(NotServing::Maintenance), 50_000);
        day.add_time(Err(NotServing::PausedByStaff), 50_000);
        assert_eq!(one(day.clone()).availability(), Some(1.0));
        day.add_time(Err(NotServing::Fault), 1_000);
        assert_eq!(one(day).availability(), Some(0.75));
    }

    #[test]
    fn two_parts_of_a_day_are_one_day() {
        let mut part = UnitDay::on(1);
        part.count(&ended(Kind::GivenUp, None));
        let unit = UnitMonth {
            serial: Serial::parse("CR-1").unwrap(),
            counter: Counter::default(),
            days: vec![part.clone(), part],
            hours: None,
        };
        assert_eq!(figures(&[unit], 100)[0].by_day, BTreeMap::from([(1, 2)]));
    }

    #[test]
    fn counts_that_no_reader_wrote_are_added_up_to_the_largest_number() {
        let mut day = UnitDay::on(1);
        day.outcomes = vec![
            (Kind::Verified(Method::Face), u32::MAX),
            (Kind::FaceNotMatched, u32::MAX),
            (Kind::CardUnreadable, u32::MAX),
            (Kind::GivenUp, u32::MAX),
            (Kind::TimedOut, u32::MAX),
        ];
        day.faces = Faces {
            tried: u32::MAX,
            matched: u32::MAX,
            failed: u32::MAX,
            in_time: 1,
        };
        day.serving_ms = u64::MAX;
        for why in [NotServing::Fault, NotServing::Link] {
            day.not_serving_ms.insert(why, u64::MAX);
        }
        let of = one(day);
        assert_eq!((of.sum.sessions(), of.uses()), (u32::MAX, u32::MAX));
        assert!(!of.is_judged() && !of.is_out_of_line());
    }
}
