//! The answers for people: tables, and the reasons beside them as whole sentences.

mod ledger;
mod licenses;
mod people;
mod tickets;
mod units;

pub(crate) use ledger::{ledger, sheet};
pub(crate) use licenses::{installation, installed, licenses};
pub(crate) use people::{people, person, second_factor};
pub(crate) use tickets::{live_tickets, story, ticket, tickets};
pub(crate) use units::units;

use super::grid::{Grid, Style};
use super::look::{self, Part, Screen};
use super::page::{of, test_mark, word};
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::coded;
use units::{activity, counter, named, reasons};

/// The page of the fleet's status.
pub(crate) fn status(status: &v1::Status, lang: Lang) -> String {
    live_status(status, &[], Screen::of_terminal().endless(), lang)
}

/// The page of the fleet's status for a place of this size, with lines above it. What matters most comes first, because the end is cut.
pub(crate) fn live_status(
    status: &v1::Status,
    above: &[String],
    screen: Screen,
    lang: Lang,
) -> String {
    let clock = Clock::at_offset(status.utc_offset_min);
    let parts = |style| {
        let mut parts = Vec::from(head(status, above, screen, lang));
        let seats = seats(status.seats.as_ref(), lang);
        parts.push(Part::of_lines(screen.lines(&seats, 0)));
        if let Some(watched) = &status.watched_folder {
            let watched = [("watched", lang.of(watched))];
            let watched = label(lang, "cli-status-folder", &watched);
            parts.push(Part::of_lines(screen.lines(&watched, 0)));
        }
        if let Some(backup) = &status.auto_backup {
            let backup = [("backup", lang.of(backup))];
            let backup = label(lang, "cli-status-backup", &backup);
            parts.push(Part::of_lines(screen.lines(&backup, 0)));
        }
        if let Some(ready) = &status.ready {
            parts.push(Part::of_lines(screen.lines(lang.of(ready), 0)));
        }
        parts.extend(who_serves(&status.units, style, screen, lang));
        if !status.tickets.is_empty() {
            let now = now(status);
            parts.extend(tickets::parts(
                &status.tickets,
                &clock,
                now,
                style,
                screen,
                lang,
            ));
        }
        parts
    };
    look::page(parts, screen, lang)
}

/// The beginning of each live page: the time, how many wait, and what needs somebody's attention.
fn head(status: &v1::Status, above: &[String], screen: Screen, lang: Lang) -> [Part; 2] {
    let mut lines: Vec<_> = above
        .iter()
        .flat_map(|line| screen.lines(line, 0))
        .collect();
    if status.environment() != v1::Environment::Production {
        lines.extend(screen.lines(test_mark(lang).trim_end(), 0));
    }
    lines.extend(screen.lines(&time(status, screen, lang), 0));
    let waiting = status.waiting.to_string();
    let closed = status.closed_today.to_string();
    let means = status.by_other_means.to_string();
    let counts = [
        ("waiting", waiting.as_str()),
        ("closed", closed.as_str()),
        ("means", means.as_str()),
    ];
    let counted = match status.by_other_means {
        0 => "cli-status-waiting",
        _ => "cli-status-waiting-means",
    };
    lines.extend(screen.lines(&label(lang, counted, &counts), 0));
    let mut alarms: Vec<_> = Vec::new();
    for alarm in &status.alarms {
        let alarm = label(lang, "cli-alarm", &[("alarm", &coded(alarm, lang))]);
        if !alarms.contains(&alarm) {
            alarms.push(alarm);
        }
    }
    [
        Part::of_lines(lines),
        Part::of_sentences(alarms, screen, "cli-rest-alarms"),
    ]
}

/// The time of day at which the status was looked at.
fn now(status: &v1::Status) -> TimeOfDay {
    let time = status.time.as_ref();
    TimeOfDay(time.map_or(status.fleet_time_ms, |time| time.time_of_day_ms))
}

/// The line of the time. A page that changes in place goes by the minute, because it is drawn again each minute.
fn time(status: &v1::Status, screen: Screen, lang: Lang) -> String {
    let clock = Clock::at_offset(status.utc_offset_min);
    let shown = |at| match screen.rows {
        Some(_) => clock.day_and_minutes(at),
        None => clock.day_and_seconds(at),
    };
    let pc = shown(now(status));
    let apart = status.time.is_some_and(|time| time.apart_since_ms != 0);
    if !apart {
        return label(lang, "cli-status-time", &[("time", &pc)]);
    }
    let fleet = shown(TimeOfDay(status.fleet_time_ms));
    let args = [("pc", pc.as_str()), ("fleet", fleet.as_str())];
    label(lang, "cli-status-times", &args)
}

fn seats(seats: Option<&v1::Text>, lang: Lang) -> String {
    label(lang, "cli-status-seats", &[("seats", of(lang, seats))])
}

/// What each unit does, and why some do not serve.
fn who_serves(units: &[v1::Unit], style: Style, screen: Screen, lang: Lang) -> Vec<Part> {
    if units.is_empty() {
        return vec![Part::of_lines(screen.lines(&word(lang, "cli-no-units"), 0))];
    }
    let columns = ["counter", "serial", "serves", "activity", "ticket", "today"];
    let mut table = Grid::new(lang, &columns);
    for unit in units {
        table.add_row([
            counter(unit),
            named(unit, lang),
            serves(unit, lang),
            activity(unit, "unspecified", lang),
            unit.ticket.clone(),
            format!("{}/{}", unit.verified_today, unit.sessions_today),
        ]);
    }
    let table = table.lines(screen.columns, style);
    let reasons = reasons(units.iter().filter(|unit| !unit.serves), lang);
    vec![
        Part::of_table(table, "cli-rest-units"),
        Part::of_sentences(reasons, screen, "cli-rest-unit-reasons"),
    ]
}

fn serves(unit: &v1::Unit, lang: Lang) -> String {
    word(
        lang,
        if unit.serves {
            "cli-serves"
        } else {
            "cli-serves-not"
        },
    )
}
