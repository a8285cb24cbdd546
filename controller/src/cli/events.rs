//! `madoguchi events`: what happened lately to readers, and to what needs attention.

use super::client::{Client, Failure, answer};
use super::output::Output;
use super::page::{line, line_under, of, word};
use crate::json;
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1::{ListEventsRequest, ListEventsResponse};
use madoguchi_texts::Lang;

/// The column of the sentence in a line, after "09:05:07" and two spaces.
const INDENT: usize = 10;

pub(super) async fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let list = answer(client.support().list_events(ListEventsRequest {})).await?;
    output.answer(|| json::Events::from(&list), || page(&list, output.lang))
}

/// The events, newest first, each day under its date, and since when they are kept.
fn page(list: &ListEventsResponse, lang: Lang) -> String {
    let clock = Clock::at_offset(list.utc_offset_min);
    let mut page = String::new();
    if list.events.is_empty() {
        line(&mut page, &word(lang, "page-support-no-events"));
    }
    let mut day = String::new();
    for event in &list.events {
        let at = TimeOfDay(event.at_ms);
        if clock.day(at) != day {
            day = clock.day(at);
            line(&mut page, &day);
        }
        let time = clock.seconds(at);
        let text = of(lang, event.text.as_ref());
        line_under(&mut page, &format!("{time}  {text}"), INDENT);
    }
    let since = clock.day_and_minutes(TimeOfDay(list.since_ms));
    line(
        &mut page,
        &label(lang, "page-support-since", &[("at", &since)]),
    );
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::text;
    use madoguchi_proto::v1::FleetEvent;

    #[test]
    fn events_are_told_newest_first_under_their_days() {
        // 2026-04-01 09:05:07 in Japan, and the day before.
        let (today, before) = (1_775_001_907_000, 1_774_969_507_000 - 10_000_000);
        let event = |at_ms, code| FleetEvent {
            at_ms,
            text: Some(text(code, &[("unit", "窓口1 (CR-1)")])),
            unit: "CR-1".into(),
        };
        let list = ListEventsResponse {
            events: vec![
                event(today, "event-gone"),
                event(today - 1_000, "event-connected"),
                event(before, "event-paused"),
            ],
            since_ms: before - 60_000,
            utc_offset_min: 540,
        };
        let told = page(&list, Lang::Ja);
        let lines: Vec<_> = told.lines().collect();
        assert_eq!((lines[0], lines[3]), ("2026-04-01", "2026-03-31"), "{told}");
        assert!(lines[1].starts_with("09:05:07  ") && lines[1].contains("窓口1 (CR-1)"));
        assert!(lines[2].starts_with("09:05:06  "), "{told}");
        assert!(told.contains("新しいもの200件まで"), "{told}");
        let nothing = page(&ListEventsResponse::default(), Lang::En);
        assert!(nothing.contains("Nothing has happened"), "{nothing}");
        assert!(nothing.contains("1970-01-01 00:00"), "{nothing}");
    }
}
