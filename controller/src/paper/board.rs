//! The board's last state: who was open when, for the time in which nobody can ask the controller. It has what the counter page shows and no
//! more: numbers, where they are, what they ask for. No time in it goes on by itself, so a sheet is another one only when something happened.

use super::{Both, CSS, both};
use crate::texts::{self, Clock};
use crate::wire::wish_of;
use askama::Template;
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1;

/// The most lines: several sheets of paper, more than anybody calls by hand.
const MAX_ROWS: usize = 200;
const COLUMNS: [&str; 5] = ["number", "state", "asks", "added", "note"];

/// The empty lines at the end, for whoever comes meanwhile.
const NEW: [(); 4] = [(); 4];

/// A sheet as its template has it.
#[derive(Template, Debug, Clone, PartialEq, Eq)]
#[template(path = "paper-board.html")]
pub(crate) struct Board {
    pub(crate) at: String,
    is_test: bool,
    rows: Vec<Row>,
    left_out: usize,
    readers: Vec<Both>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    number: String,
    state: Both,
    asks: Both,
    added: String,
}

impl Board {
    /// The sheet of the open tickets in their order, and of the readers; `open` counts all.
    pub(crate) fn of(queue: &[v1::Ticket], open: usize, status: &v1::Status) -> Self {
        let clock = Clock::at_offset(status.utc_offset_min);
        let now = status.time.map_or(0, |time| time.time_of_day_ms);
        let rows: Vec<_> = queue
            .iter()
            .take(MAX_ROWS)
            .map(|ticket| row(ticket, &clock))
            .collect();
        Self {
            at: clock.day_and_seconds(TimeOfDay(now)),
            is_test: status.environment() != v1::Environment::Production,
            left_out: open.saturating_sub(rows.len()),
            rows,
            readers: status.units.iter().filter_map(reader).collect(),
        }
    }

    /// Whether both say the same, whatever the time.
    pub(crate) fn says_what(&self, other: &Self) -> bool {
        let same_time = Self {
            at: other.at.clone(),
            ..self.clone()
        };
        same_time == *other
    }

    fn css(&self) -> &'static str {
        CSS
    }

    fn word(&self, part: &str) -> Both {
        both(&format!("paper-board-{part}"), &[])
    }

    fn since(&self) -> Both {
        both("paper-board-since", &[("at", &self.at)])
    }

    fn more(&self) -> Both {
        let count = self.left_out.to_string();
        both("paper-board-more", &[("count", &count)])
    }
}

fn row(ticket: &v1::Ticket, clock: &Clock) -> Row {
    let added = TimeOfDay(ticket.added_at_ms);
    Row {
        number: ticket.number.clone(),
        state: state(ticket),
        asks: asks(ticket),
        added: match ticket.earlier_day.is_empty() {
            true => clock.minutes(added),
            false => clock.day_and_minutes(added),
        },
    }
}

fn state(ticket: &v1::Ticket) -> Both {
    let key = match ticket.state() {
        v1::TicketState::Waiting if ticket.held => "held",
        v1::TicketState::Waiting => "waiting",
        v1::TicketState::Called => "called",
        v1::TicketState::Verifying => "verifying",
        v1::TicketState::Missed => "missed",
        v1::TicketState::Parked => "parked",
        _ => "other",
    };
    let key = format!("paper-board-is-{key}");
    both(&key, &[("counter", &ticket.counter)])
}

/// Class and wishes, in words; nothing for a usual ticket.
fn asks(ticket: &v1::Ticket) -> Both {
    let class = match ticket.class() {
        v1::TicketClass::Priority => Some(texts::class(Class::Priority)),
        v1::TicketClass::Urgent => Some(texts::class(Class::Urgent)),
        _ => None,
    };
    let wishes = ticket.needs.iter().chain(&ticket.prefers);
    let wishes = wishes.filter_map(|wish| wish_of(wish).ok());
    let told: Vec<_> = class
        .into_iter()
        .chain(wishes.map(|wish| texts::wish(&wish)))
        .collect();
    let joined = |each: fn(&v1::Text) -> &str, comma| {
        let words: Vec<_> = told.iter().map(each).collect();
        words.join(comma)
    };
    [joined(|t| &t.ja, "、"), joined(|t| &t.en, ", ")]
}

fn reader(unit: &v1::Unit) -> Option<Both> {
    let counter = unit.counter.as_ref().filter(|_| !unit.retired)?;
    let name = match counter.name.is_empty() {
        true => &unit.serial,
        false => &counter.name,
    };
    let key = match unit.serves {
        true => "paper-board-serves",
        false => "paper-board-serves-not",
    };
    Some(both(key, &[("counter", name), ("serial", &unit.serial)]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn ticket(number: &str, state: v1::TicketState) -> v1::Ticket {
        v1::Ticket {
            number: number.to_owned(),
            state: state.into(),
            // 2026-04-01 09:05:07 in Japan.
            added_at_ms: 1_775_001_907_000,
            ..v1::Ticket::default()
        }
    }

    fn status(at_ms: i64) -> v1::Status {
        v1::Status {
            utc_offset_min: 540,
            time: Some(v1::Times {
                time_of_day_ms: at_ms,
                ..v1::Times::default()
            }),
            units: vec![
                v1::Unit {
                    serial: "CR-1".into(),
                    counter: Some(v1::Counter {
                        name: "窓口<1>".into(),
                        ..v1::Counter::default()
                    }),
                    serves: true,
                    ..v1::Unit::default()
                },
                v1::Unit {
                    serial: "CR-2".into(),
                    counter: Some(v1::Counter::default()),
                    ..v1::Unit::default()
                },
            ],
            ..v1::Status::default()
        }
    }

    #[test]
    fn a_sheet_has_each_open_number_with_where_it_is_and_what_it_asks_for() {
        use v1::TicketState::{Called, Missed, Parked, Verifying, Waiting};
        let called = v1::Ticket {
            counter: "窓口<1>".into(),
            class: v1::TicketClass::Urgent.into(),
            ..ticket("11", Called)
        };
        let held = v1::Ticket {
            held: true,
            earlier_day: "2026-03-31".into(),
            class: v1::TicketClass::Priority.into(),
            ..ticket("16", Waiting)
        };
        let queue = [
            called,
            ticket("12", Verifying),
            ticket("13", Waiting),
            ticket("14", Missed),
            ticket("15", Parked),
            held,
            ticket("17", v1::TicketState::Unspecified),
        ];
        let page = Board::of(&queue, 9, &status(1_775_001_960_000));
        let page = page.render().unwrap();
        for part in [
            ">11<",
            "窓口&#60;1&#62;",
            "緊急",
            "優先",
            "09:05",
            "2026-04-01 09:06:00",
            "CR-2",
            "2 件",
            "試験",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(
            !page.contains("paper-board") && !page.contains("<script"),
            "{page}"
        );
        // Two are left out, so whoever comes meanwhile does not stand right below.
        assert!(!page.contains("class=\"new\""), "{page}");
        let empty = Board::of(&[], 0, &status(0)).render().unwrap();
        assert_eq!(empty.matches("class=\"new\"").count(), NEW.len());
        assert!(empty.contains("CR-2"), "{empty}");
        let bare = v1::Status::default();
        let bare = Board::of(&[], 0, &bare).render().unwrap();
        assert!(!bare.contains("<h2>"), "no head without a reader: {bare}");
    }

    #[test]
    fn a_sheet_is_another_one_only_when_something_happened() {
        let queue = [ticket("11", v1::TicketState::Waiting)];
        let sheet = |at| Board::of(&queue, 1, &status(at));
        assert!(sheet(0).says_what(&sheet(60_000)));
        let later = Board::of(&[], 0, &status(0));
        assert!(!sheet(0).says_what(&later));
    }
}
