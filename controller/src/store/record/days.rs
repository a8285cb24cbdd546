//! Days that are over, and the one that a unit counts at in its own record.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::days::DayOfUnit;
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::queue_day::QueueDay;
use madoguchi_fleet::times::{BINS, Times};
use madoguchi_fleet::unit_day::{Faces, NotServing, Standing, UnitDay};
use madoguchi_proto::v1;
use std::collections::BTreeSet;

/// The hours of a day.
const HOURS: u8 = 24;

impl Record for DayOfUnit {
    type Wire = v1::UnitDayRecord;

    fn key(&self) -> Key {
        Key::unit_day(self.counts.day, self.unit.as_str())
    }

    fn to_wire(&self) -> v1::UnitDayRecord {
        v1::UnitDayRecord {
            unit: self.unit.to_string(),
            ..unit_day(&self.counts)
        }
    }

    fn from_wire(wire: v1::UnitDayRecord) -> Result<Self, BadField> {
        Ok(Self {
            unit: wire::serial_of(&wire.unit)?,
            counts: unit_day_of(wire)?,
        })
    }
}

impl Record for QueueDay {
    type Wire = v1::QueueDayRecord;

    fn key(&self) -> Key {
        Key::queue_day(self.day)
    }

    fn to_wire(&self) -> v1::QueueDayRecord {
        v1::QueueDayRecord {
            day: self.day,
            added: self.added,
            hours: self.waits.keys().copied().collect(),
            waits: self.waits.values().map(times).collect(),
            outcomes: kinds(&self.outcomes),
            outcome_counts: counts(&self.outcomes),
            means: self.means.keys().map(|m| wire::means(*m).into()).collect(),
            means_counts: self.means.values().copied().collect(),
            cancelled: self.cancelled,
            ended: self.ended,
            walk_ups: self.walk_ups,
        }
    }

    fn from_wire(wire: v1::QueueDayRecord) -> Result<Self, BadField> {
        let hours = paired(&wire.hours, &wire.waits)?.map(|(hour, waits)| match *hour < HOURS {
            true => Ok((*hour, times_of(waits)?)),
            false => Err(Field::Counts.malformed()),
        });
        let means = paired(&wire.means, &wire.means_counts)?;
        let means = means.map(|(means, count)| Ok((wire::means_of(*means)?, *count)));
        Ok(Self {
            day: wire.day,
            added: wire.added,
            waits: hours.collect::<Result<_, _>>()?,
            outcomes: outcomes_of(&wire.outcomes, &wire.outcome_counts)?,
            means: means.collect::<Result<_, _>>()?,
            cancelled: wire.cancelled,
            ended: wire.ended,
            walk_ups: wire.walk_ups,
        })
    }
}

/// The day that a unit counts at; `None` where nothing is counted.
pub(super) fn today_wire(day: &UnitDay) -> Option<v1::UnitDayRecord> {
    (*day != UnitDay::default()).then(|| unit_day(day))
}

fn unit_day(day: &UnitDay) -> v1::UnitDayRecord {
    let served = (day.serving_ms > 0).then_some((Ok(()), day.serving_ms));
    let times_not = day.not_serving_ms.iter().map(|(why, ms)| (Err(*why), *ms));
    let (standings, standing_ms) = served
        .into_iter()
        .chain(times_not)
        .map(|(stood, ms)| (standing(Some(stood)), ms))
        .unzip();
    v1::UnitDayRecord {
        day: day.day,
        unit: String::new(),
        outcomes: kinds(&day.outcomes),
        outcome_counts: counts(&day.outcomes),
        faces_tried: day.faces.tried,
        faces_matched: day.faces.matched,
        faces_failed: day.faces.failed,
        faces_in_time: day.faces.in_time,
        service: (day.service.count() > 0).then(|| times(&day.service)),
        drops: day.drops,
        faults: day.faults,
        restarts: day.restarts,
        standings,
        standing_ms,
    }
}

pub(super) fn unit_day_of(wire: v1::UnitDayRecord) -> Result<UnitDay, BadField> {
    let mut day = UnitDay {
        day: wire.day,
        outcomes: outcomes_of(&wire.outcomes, &wire.outcome_counts)?,
        faces: Faces {
            tried: wire.faces_tried,
            matched: wire.faces_matched,
            failed: wire.faces_failed,
            in_time: wire.faces_in_time,
        },
        service: wire
            .service
            .as_ref()
            .map(times_of)
            .transpose()?
            .unwrap_or_default(),
        drops: wire.drops,
        faults: wire.faults,
        restarts: wire.restarts,
        ..UnitDay::default()
    };
    for (stood, ms) in paired(&wire.standings, &wire.standing_ms)? {
        let stood = standing_of(*stood)?.ok_or(Field::Standing.missing())?;
        day.add_time(stood, *ms);
    }
    Ok(day)
}

pub(super) fn standing(stood: Option<Standing>) -> i32 {
    use v1::Standing as Wire;
    let wire = match stood {
        None => Wire::Unspecified,
        Some(Ok(())) => Wire::Serving,
        Some(Err(NotServing::Maintenance)) => Wire::Maintenance,
        Some(Err(NotServing::Restarting)) => Wire::Restarting,
        Some(Err(NotServing::Link)) => Wire::Link,
        Some(Err(NotServing::Fault)) => Wire::Fault,
        Some(Err(NotServing::NoSeat)) => Wire::NoSeat,
        Some(Err(NotServing::PausedByStaff)) => Wire::PausedByStaff,
        Some(Err(NotServing::PausedByFleet)) => Wire::PausedByFleet,
    };
    wire.into()
}

pub(super) fn standing_of(wire: i32) -> Result<Option<Standing>, BadField> {
    let known = [None, Some(Ok(()))].into_iter();
    let mut known = known.chain(NotServing::ALL.map(|why| Some(Err(why))));
    known
        .find(|stood| standing(*stood) == wire)
        .ok_or(Field::Standing.malformed())
}

fn kinds(outcomes: &[(Kind, u32)]) -> Vec<i32> {
    let kinds = outcomes.iter().map(|(kind, _)| wire::outcome_kind(kind));
    kinds.collect()
}

fn counts(outcomes: &[(Kind, u32)]) -> Vec<u32> {
    outcomes.iter().map(|(_, count)| *count).collect()
}

fn outcomes_of(kinds: &[i32], counts: &[u32]) -> Result<Vec<(Kind, u32)>, BadField> {
    let each: BTreeSet<_> = kinds.iter().collect();
    if each.len() != kinds.len() {
        return Err(Field::Counts.malformed());
    }
    let pairs = paired(kinds, counts)?;
    pairs
        .map(|(kind, count)| Ok((wire::outcome_kind_of(*kind)?, *count)))
        .collect()
}

fn times(times: &Times) -> v1::TimesRecord {
    let (bins, counts) = times.bins().unzip();
    v1::TimesRecord {
        bins,
        counts,
        sum_ms: times.sum_ms(),
    }
}

fn times_of(wire: &v1::TimesRecord) -> Result<Times, BadField> {
    let pairs = paired(&wire.bins, &wire.counts)?;
    let pairs = pairs.map(|(bin, count)| (*bin, *count));
    match wire.bins.iter().all(|bin| *bin < BINS) && wire.bins.is_sorted_by(|a, b| a < b) {
        true => Ok(Times::of_bins(pairs, wire.sum_ms)),
        false => Err(Field::Counts.malformed()),
    }
}

/// Two lists of which each place belongs together.
fn paired<'a, A, B>(
    one: &'a [A],
    other: &'a [B],
) -> Result<impl Iterator<Item = (&'a A, &'a B)>, BadField> {
    match one.len() == other.len() {
        true => Ok(one.iter().zip(other)),
        false => Err(Field::Counts.malformed()),
    }
}
