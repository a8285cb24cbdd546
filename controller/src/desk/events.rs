//! What happened lately to readers, and to what needs attention: found by holding what people see now against what they saw before.
//!
//! It is for whoever asks "since when?" at the console, and lies in memory alone: what somebody did is in the audit, what a reader did with
//! a patient in the tickets' stories. What comes and goes within [`PACE`] is not seen.

use super::{Desk, Refused, Right};
use crate::engine::Handle;
use crate::event_log;
use crate::texts::text;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{FleetEvent, ListEventsRequest, ListEventsResponse, Text};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// The events that are kept: a bad day of four readers, and far below a screen's patience.
pub(super) const MAX_EVENTS: usize = 200;
/// The shortest time between two looks: a plug that is pulled and put back takes longer.
const PACE: Duration = Duration::from_millis(250);
/// The longest time between two looks: some alarms come by time alone.
const MINUTE: Duration = Duration::from_secs(60);
/// That a reader is refused.
const REFUSED: &str = "event-refused";
/// That it is refused no longer.
const LET_IN: &str = "event-let-in";
/// That there is an alarm.
const ALARM: &str = "event-alarm";

/// The newest events. Clones are one.
#[derive(Debug, Clone, Default)]
pub struct Events(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    /// Since when, by the time of day; 0 before the first look.
    since_ms: i64,
    /// The newest last.
    newest: VecDeque<Happened>,
}

/// An event, with the stable name of the alarm or of the refusal that it tells of: the words have values in them, which not everybody may see.
#[derive(Debug, Clone, Default)]
pub(super) struct Happened {
    pub(super) event: FleetEvent,
    pub(super) about: Option<String>,
}

impl Happened {
    /// What the system's own log is told of it (RULES X6).
    fn for_the_system(&self) -> Option<event_log::Happened<'_>> {
        let serial = self.event.unit.as_str();
        match (
            self.event.text.as_ref()?.code.as_str(),
            self.about.as_deref(),
        ) {
            (REFUSED, Some(why)) => Some(event_log::Happened::Refused { serial, why }),
            (LET_IN, _) => Some(event_log::Happened::LetIn { serial }),
            (ALARM, Some(name)) => Some(event_log::Happened::Alarm { name }),
            _ => None,
        }
    }
}

impl Events {
    /// Keeps events from now on, until the engine stops.
    #[must_use]
    pub fn keep(handle: &Handle) -> Self {
        let events = Self::default();
        tokio::spawn(watch(handle.clone(), events.clone()));
        events
    }

    fn begin(&self, since_ms: i64) {
        self.locked().since_ms = since_ms;
    }

    /// Since when they are kept, and all that are, the newest first.
    pub(super) fn kept(&self) -> (i64, Vec<Happened>) {
        let kept = self.locked();
        (kept.since_ms, kept.newest.iter().rev().cloned().collect())
    }

    fn add(&self, more: Vec<Happened>) {
        let mut kept = self.locked();
        kept.newest.extend(more);
        let over = kept.newest.len().saturating_sub(MAX_EVENTS);
        kept.newest.drain(..over);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// What happened lately, newest first.
    pub(crate) async fn list_events(
        &self,
        _: ListEventsRequest,
    ) -> Result<ListEventsResponse, Refused> {
        let offset = |fleet: &Fleet| crate::texts::utc_offset_min(fleet.settings());
        let utc_offset_min = self.ask(Right::Look, offset).await?;
        let kept = self.events.locked();
        Ok(ListEventsResponse {
            events: kept
                .newest
                .iter()
                .rev()
                .map(|happened| happened.event.clone())
                .collect(),
            since_ms: kept.since_ms,
            utc_offset_min,
        })
    }
}

/// Looks after every change, at most at this pace, and each minute.
async fn watch(handle: Handle, events: Events) {
    let mut published = handle.published();
    let mut before: Option<Picture> = None;
    let mut log = event_log::Writer::default();
    loop {
        published.mark_unchanged();
        let Ok(now) = handle.ask(Picture::of).await else {
            return;
        };
        match &before {
            None => events.begin(now.at_ms),
            Some(before) => {
                let found = now.since(before);
                found
                    .iter()
                    .filter_map(Happened::for_the_system)
                    .for_each(|told| log.write(told));
                events.add(found);
            }
        }
        before = Some(now);
        if matches!(timeout(MINUTE, published.changed()).await, Ok(Err(_))) {
            return;
        }
        tokio::time::sleep(PACE).await;
    }
}

/// What events are found in.
#[derive(Debug, Clone, Default)]
struct Picture {
    at_ms: i64,
    /// By serial; a reader without one is told of by its alarm.
    units: BTreeMap<String, Seen>,
    alarms: Vec<Text>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    counter: String,
    attached: bool,
    paused: bool,
    /// Why it is refused.
    refused: Option<Text>,
}

impl Picture {
    fn of(fleet: &Fleet) -> Self {
        // The policy and the revision are no events.
        let status = views::status_for_anybody(fleet, "", 0);
        let named = status
            .units
            .into_iter()
            .filter(|unit| !unit.serial.is_empty());
        Self {
            at_ms: fleet.time_of_day().0,
            units: named
                .map(|unit| (unit.serial.clone(), seen(unit)))
                .collect(),
            alarms: status.alarms,
        }
    }

    /// What happened since an earlier picture.
    fn since(&self, before: &Self) -> Vec<Happened> {
        let mut found = Vec::new();
        let none = Seen::default();
        let gone = before
            .units
            .keys()
            .filter(|serial| !self.units.contains_key(*serial));
        for serial in self.units.keys().chain(gone) {
            let old = before.units.get(serial).unwrap_or(&none);
            let new = self.units.get(serial).unwrap_or(&none);
            let why = new.refused.as_ref().map(|why| why.code.clone());
            let event = |text: Text| Happened {
                about: why.clone().filter(|_| text.code == REFUSED),
                event: FleetEvent {
                    at_ms: self.at_ms,
                    text: Some(text),
                    unit: serial.clone(),
                },
            };
            found.extend(changes(serial, old, new).into_iter().map(event));
        }
        let alarm = |code, text: &Text| Happened {
            about: Some(text.code.clone()),
            event: FleetEvent {
                at_ms: self.at_ms,
                text: Some(told(code, text)),
                unit: String::new(),
            },
        };
        found.extend(more(&self.alarms, &before.alarms).map(|text| alarm(ALARM, text)));
        found
            .extend(more(&before.alarms, &self.alarms).map(|text| alarm("event-alarm-over", text)));
        found
    }
}

fn seen(unit: v1::Unit) -> Seen {
    let refused = unit.admission.starts_with("refused:");
    Seen {
        counter: unit.counter.map(|counter| counter.name).unwrap_or_default(),
        attached: unit.attached,
        paused: unit.paused,
        refused: unit.why.filter(|_| refused),
    }
}

/// What happened to one reader.
fn changes(serial: &str, old: &Seen, new: &Seen) -> Vec<Text> {
    let counter = [&new.counter, &old.counter];
    let named = counter.into_iter().find(|name| !name.is_empty());
    let name = named.map_or_else(|| serial.to_owned(), |name| format!("{name} ({serial})"));
    let of_unit = |code| text(code, &[("unit", &name)]);
    let mut told = Vec::new();
    match (old.attached, new.attached) {
        (false, true) => told.push(of_unit("event-connected")),
        (true, false) => told.push(of_unit("event-gone")),
        _ => {}
    }
    let code = |refused: &Option<Text>| refused.as_ref().map(|why| why.code.clone());
    if let Some(why) = &new.refused
        && code(&old.refused) != Some(why.code.clone())
    {
        let args = [
            ("unit", madoguchi_texts::same(&name)),
            ("why", why.clone().into()),
        ];
        told.push(crate::texts::sentence(REFUSED, REFUSED, &args));
    }
    if old.refused.is_some() && new.refused.is_none() && new.attached {
        told.push(of_unit(LET_IN));
    }
    match (old.paused, new.paused) {
        (false, true) => told.push(of_unit("event-paused")),
        (true, false) => told.push(of_unit("event-resumed")),
        _ => {}
    }
    told
}

fn told(code: &str, alarm: &Text) -> Text {
    crate::texts::sentence(code, code, &[("alarm", alarm.clone().into())])
}

/// The alarms that came. One whose words alone changed ("9 hours" became "10 hours") neither came nor went: what counts is how many of a
/// code there are.
fn more<'a>(now: &'a [Text], before: &'a [Text]) -> impl Iterator<Item = &'a Text> {
    let many = |all: &[Text], code: &str| all.iter().filter(|text| text.code == code).count();
    now.iter().filter(move |text| {
        many(now, &text.code) > many(before, &text.code) && !before.contains(text)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn alarm(code: &str, words: &str) -> Text {
        Text {
            code: code.to_owned(),
            ja: format!("{words}。"),
            en: words.to_owned(),
        }
    }

    fn codes(now: &Picture, before: &Picture) -> Vec<String> {
        let events = now.since(before).into_iter();
        events.map(|one| one.event.text.unwrap().code).collect()
    }

    fn with(seen: Seen) -> Picture {
        Picture {
            units: BTreeMap::from([("CR-1".to_owned(), seen)]),
            ..Picture::default()
        }
    }

    #[test]
    fn a_reader_that_comes_goes_pauses_and_is_refused_is_told_of_once() {
        let there = Seen {
            counter: "窓口1".to_owned(),
            attached: true,
            ..Seen::default()
        };
        let nobody = Picture::default();
        let comes = with(there.clone());
        assert_eq!(codes(&comes, &nobody), ["event-connected"]);
        assert!(codes(&comes, &comes).is_empty());
        assert_eq!(codes(&nobody, &comes), ["event-gone"]);
        let paused = with(Seen {
            paused: true,
            ..there.clone()
        });
        assert_eq!(codes(&paused, &comes), ["event-paused"]);
        assert_eq!(codes(&comes, &paused), ["event-resumed"]);
        let refused = with(Seen {
            attached: false,
            refused: Some(alarm("behind-hub", "It is behind a hub.")),
            ..there
        });
        assert_eq!(codes(&refused, &comes), ["event-gone", "event-refused"]);
        assert!(codes(&refused, &refused).is_empty());
        let without_a_seat = with(Seen {
            refused: Some(alarm("no-seat", "There is no seat.")),
            ..comes.units["CR-1"].clone()
        });
        assert_eq!(
            codes(&without_a_seat, &nobody),
            ["event-connected", "event-refused"]
        );
        assert_eq!(codes(&comes, &without_a_seat), ["event-let-in"]);
        let told = refused.since(&nobody).remove(0);
        assert_eq!(told.about.as_deref(), Some("behind-hub"));
        let told = told.event.text.unwrap();
        assert!(
            told.en.contains("窓口1 (CR-1)") && told.en.contains("behind a hub"),
            "{told:?}"
        );
    }

    #[test]
    fn an_alarm_is_told_when_it_comes_and_when_it_is_over_and_not_when_its_words_change() {
        let of = |alarms: &[Text]| Picture {
            alarms: alarms.to_vec(),
            ..Picture::default()
        };
        let nine = of(&[alarm("clocks-apart", "9 hours")]);
        let ten = of(&[alarm("clocks-apart", "10 hours")]);
        assert_eq!(codes(&nine, &of(&[])), ["event-alarm"]);
        assert!(codes(&ten, &nine).is_empty());
        assert_eq!(codes(&of(&[]), &ten), ["event-alarm-over"]);
        let two = of(&[alarm("faulted", "CR-1"), alarm("faulted", "CR-2")]);
        let one = of(&[alarm("faulted", "CR-2")]);
        let told = one.since(&two).remove(0);
        assert_eq!(told.about.as_deref(), Some("faulted"));
        let told = told.event.text.unwrap();
        assert!(told.en.contains("CR-1"), "{told:?}");
    }

    #[test]
    fn the_newest_are_kept_and_no_more() {
        let events = Events::default();
        let event = |at_ms| Happened {
            event: FleetEvent {
                at_ms,
                ..FleetEvent::default()
            },
            about: None,
        };
        events.add((0..150).map(event).collect());
        events.add((150..300).map(event).collect());
        let kept = events.locked();
        let ends = (
            kept.newest.front().unwrap().event.at_ms,
            kept.newest.back().unwrap().event.at_ms,
        );
        assert_eq!((kept.newest.len(), ends), (MAX_EVENTS, (100, 299)));
    }
}
