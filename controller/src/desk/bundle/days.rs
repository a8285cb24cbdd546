//! Sessions and lost links of each day, and what happened lately.

use super::named;
use super::past::{self, Past, Wall};
use crate::desk::events::Happened;
use madoguchi_bundle::{Day, Named};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::time::TimeOfDay;
use serde::Serialize;
use serde_json::json;

/// The sessions that are kept.
pub(super) struct Sessions<'a> {
    /// When each ended, and how.
    pub(super) ended: Vec<(TimeOfDay, &'static str)>,
    /// The oldest end that is kept of any reader; `None` where none is.
    pub(super) oldest: Option<TimeOfDay>,
    /// The oldest that is kept by the rules (T13), whether there is one or not.
    pub(super) kept_from: TimeOfDay,
    pub(super) pasts: &'a [Past],
}

/// The days up to today, with the sessions that ended at each, of the tickets and walk-ups that are kept, and with what happened to readers.
/// What was before all that is kept is not known: it may have gone, and the PC may have been another one.
pub(super) fn of(wall: &Wall<'_>, now: TimeOfDay, days: u32, sessions: &Sessions<'_>) -> Vec<Day> {
    let today = wall.number(now);
    let first = today.saturating_sub(i64::from(days)).saturating_add(1);
    let oldest = wall.number(sessions.oldest.unwrap_or(now));
    let known_from = oldest.max(wall.number(sessions.kept_from));
    let day = |number| {
        let mut day = Day {
            date: wall.date(number),
            sessions_known: number >= known_from,
            ..Day::default()
        };
        past::tell(sessions.pasts, number, &mut day);
        day
    };
    let mut days: Vec<_> = (first..=today).map(day).collect();
    for (at, kind) in &sessions.ended {
        let index = usize::try_from(wall.number(*at).saturating_sub(first)).ok();
        if let Some(day) = index.and_then(|index| days.get_mut(index)) {
            *day.outcomes.entry((*kind).to_owned()).or_default() += 1;
        }
    }
    days
}

/// The oldest session that is kept by the rules (T13).
pub(super) fn kept_from(fleet: &Fleet) -> TimeOfDay {
    let kept_ms = fleet.settings().closed_retention_ms;
    TimeOfDay(fleet.time_of_day().0.saturating_sub(kept_ms))
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

    /// A line for each, and before them one that says since when there are any; behind them what is kept of the readers' days.
    pub(super) fn lines(&self, pasts: &[Past], wall: &Wall<'_>) -> impl Iterator<Item = String> {
        let days_known_from = past::since(pasts, wall);
        let head = json!({ "since_ms": self.since_ms, "days_known_from": days_known_from });
        let head = head.to_string();
        // A line of texts and numbers is always JSON.
        let lines = self
            .all
            .iter()
            .map(|line| serde_json::to_string(line).unwrap_or_default());
        let days = past::lines(pasts, wall);
        std::iter::once(head).chain(lines).chain(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Clock;
    use madoguchi_fleet::time::DAY;

    #[test]
    fn days_before_the_oldest_session_that_is_kept_are_not_known_and_quiet_ones_after_it_are() {
        let wall = Wall {
            clock: &Clock::at_offset(540),
            offset_ms: 9 * 3_600_000,
        };
        let day = |n: i64| TimeOfDay(n * DAY);
        let told = |oldest: Option<i64>, kept_from: i64| {
            let sessions = Sessions {
                ended: vec![(day(106), "given_up"), (day(90), "given_up")],
                oldest: oldest.map(day),
                kept_from: day(kept_from),
                pasts: &[],
            };
            let days = of(&wall, day(107), 4, &sessions);
            let told = days.iter().map(|day| {
                let known = day.sessions_known.then(|| day.sessions());
                (day.date.clone(), known)
            });
            told.collect::<Vec<_>>()
        };
        let date = |day: &str, known: Option<u32>| (format!("1970-04-{day}"), known);
        let all = [Some(0), Some(0), Some(1), Some(0)];
        let from = |unknown: usize| -> Vec<_> {
            let days = ["15", "16", "17", "18"].into_iter().zip(all).enumerate();
            days.map(|(at, (day, known))| date(day, known.filter(|_| at >= unknown)))
                .collect()
        };
        assert_eq!(told(Some(90), 93), from(0));
        assert_eq!(told(Some(105), 93), from(1));
        assert_eq!(told(Some(90), 106), from(2));
        assert_eq!(told(None, 93), from(3));
    }
}
