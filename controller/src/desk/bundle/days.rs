//! Sessions and lost links of each day, and what happened lately.

use super::named;
use crate::desk::events::Happened;
use crate::texts::Clock;
use madoguchi_bundle::{Day, Named};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::time::{DAY, FleetTime, TimeOfDay};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// That a reader's link ended without its saying so.
const GONE: &str = "event-gone";

/// The days up to today, with the sessions that ended at each: of the tickets and walk-ups that are kept.
pub(super) fn of(
    clock: &Clock,
    now: TimeOfDay,
    days: u32,
    ended: &[(FleetTime, &str)],
) -> Vec<Day> {
    let dates = (0..i64::from(days)).rev();
    let dates = dates.map(|back| clock.day(TimeOfDay(now.0.saturating_sub(back * DAY))));
    let mut days: Vec<_> = dates
        .map(|date| Day {
            date,
            ..Day::default()
        })
        .collect();
    let index: BTreeMap<_, _> = days
        .iter()
        .enumerate()
        .map(|(at, day)| (day.date.clone(), at))
        .collect();
    for (at, kind) in ended {
        if let Some(day) = index.get(&clock.day(*at)).and_then(|at| days.get_mut(*at)) {
            *day.outcomes.entry((*kind).to_owned()).or_default() += 1;
        }
    }
    days
}

pub(super) const fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Verified(Method::Face) => "verified_face",
        Kind::Verified(Method::Pin) => "verified_pin",
        Kind::Verified(Method::PinByGuardian) => "verified_pin_guardian",
        Kind::FaceNotMatched => "face_not_matched",
        Kind::PinWrong { .. } => "pin_wrong",
        Kind::PinLocked => "pin_locked",
        Kind::CardExpired => "card_expired",
        Kind::CardUnreadable => "card_unreadable",
        Kind::NotMyNumberCard => "not_my_number_card",
        Kind::GivenUp => "given_up",
        Kind::TimedOut => "timed_out",
        Kind::UnitFailed { .. } => "unit_failed",
    }
}

/// What happened since the start, the newest first.
pub(super) struct Events {
    since_ms: i64,
    all: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    at_ms: i64,
    event: String,
    unit: Option<String>,
    /// The alarm, or why the reader is refused.
    about: Option<Named>,
}

impl Events {
    pub(super) fn of(since_ms: i64, events: Vec<Happened>, unit: Option<&Serial>) -> Self {
        let wanted = |line: &Line| {
            let of = line.unit.as_deref();
            unit.is_none_or(|unit| of.is_none_or(|serial| serial == unit.as_str()))
        };
        let line = |one: Happened| Line {
            at_ms: one.event.at_ms,
            event: named::coded(&one.event.text.unwrap_or_default().code),
            unit: Some(one.event.unit).filter(|serial| !serial.is_empty()),
            about: one.about.map(|name| named::of(&name)),
        };
        Self {
            since_ms,
            all: events.into_iter().map(line).filter(wanted).collect(),
        }
    }

    /// A line for each, and before them one that says since when there are any.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let head = json!({ "since_ms": self.since_ms }).to_string();
        // A line of texts and numbers is always JSON.
        let lines = self
            .all
            .iter()
            .map(|line| serde_json::to_string(line).unwrap_or_default());
        std::iter::once(head).chain(lines)
    }

    /// The days with the links that were lost on them.
    pub(super) fn into_days(self, mut days: Vec<Day>, clock: &Clock) -> Vec<Day> {
        for line in self.all.into_iter().filter(|line| line.event == GONE) {
            let date = clock.day(TimeOfDay(line.at_ms));
            let day = days.iter_mut().find(|day| day.date == date);
            if let (Some(day), Some(serial)) = (day, line.unit) {
                *day.drops.entry(serial).or_default() += 1;
            }
        }
        days
    }
}
