//! What the counter page and the waiting room's board show: all of it as it is at one moment.

use super::{Desk, Refused, Right, notices};
use crate::pairing::Seen;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::ticket::{State, Ticket, What};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1;
use std::cmp::Reverse;
use std::sync::Arc;

/// The most open tickets that are shown: many times as many as a screen of reception has. `open` counts all.
const MAX_QUEUE: usize = 1_000;
/// The newest closed tickets, for whoever wants to see or reopen what was done a moment ago.
const MAX_CLOSED: usize = 30;
/// The most numbers on the board that missed their call: what is read from across a room.
const MAX_MISSED: usize = 30;

/// The clinic at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Counter {
    pub status: v1::Status,
    /// The open tickets in the queue's order.
    pub queue: Vec<v1::Ticket>,
    /// How many tickets are open.
    pub open: u32,
    /// The newest closed tickets of today, newest first.
    pub closed: Vec<v1::Ticket>,
    /// The newest act that can be taken back.
    pub undo: Option<Undo>,
    pub day: Day,
    /// Who is called or at a reader, the newest call first.
    pub calls: Vec<Call>,
    /// The numbers of today that missed their call, in the order of their arrival.
    pub missed: Vec<String>,
    /// The newest pairing, and when it was started and ends by itself.
    pub pairing: Option<(Arc<Seen>, TimeOfDay, TimeOfDay)>,
}

/// An act that can be taken back.
#[derive(Debug, Clone)]
pub(crate) struct Undo {
    pub number: String,
    /// Which act, and until when.
    pub text: v1::Text,
    /// Until when, by the time of day.
    pub until_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Open,
    /// The day was ended, and patients are still at readers.
    Closing,
    /// The day was ended, and nobody is left.
    Closed,
}

#[derive(Debug, Clone)]
pub(crate) struct Day {
    pub phase: Phase,
    /// Who is still at a reader.
    pub text: Option<v1::Text>,
    /// Whether the day's end could be taken back.
    pub can_undo_end: bool,
}

/// A ticket that is called or at a reader.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub ticket_id: u64,
    pub number: String,
    /// The counter's name; the reader's serial where it has none.
    pub counter: String,
    pub attempt: u32,
    /// By the time of day.
    pub called_at_ms: i64,
    /// Since when it stands as it does, called or at the reader; by the time of day.
    pub since_ms: i64,
    pub at_the_reader: bool,
}

impl Desk {
    /// The clinic as it is now, for whoever stands at the counter: pages share it, whoever is logged in.
    pub(crate) async fn counter(&self) -> Result<Counter, Refused> {
        let policy = self.policy;
        let revision = self.handle.published().borrow().revision;
        let pairing = self.seen();
        let look = move |fleet: &Fleet| {
            let status = views::status_for_anybody(fleet, policy, revision);
            let times = |seen: Arc<Seen>| {
                let (since, until) = (fleet.of_day(seen.since), fleet.of_day(seen.until));
                (seen, since, until)
            };
            Counter {
                pairing: pairing.map(times),
                ..counter(fleet, status)
            }
        };
        let mut seen = self.ask(Right::Look, look).await?;
        self.beside_the_fleet(&mut seen.status).await;
        Ok(seen)
    }
}

fn counter(fleet: &Fleet, status: v1::Status) -> Counter {
    let queue = views::in_order(fleet, false);
    let mut called: Vec<_> = fleet.active_tickets().filter_map(call(fleet)).collect();
    called.sort_by_key(|call| Reverse(call.called_at_ms));
    Counter {
        status,
        open: u32::try_from(queue.len()).unwrap_or(u32::MAX),
        queue: views::rows(fleet, queue.into_iter().take(MAX_QUEUE)),
        closed: closed(fleet),
        undo: undo(fleet),
        day: day(fleet),
        calls: called,
        missed: missed(fleet),
        pairing: None,
    }
}

fn closed(fleet: &Fleet) -> Vec<v1::Ticket> {
    let of_today = |ticket: &&Ticket| ticket.closed_at.is_some_and(|at| fleet.is_of_today(at));
    let mut closed: Vec<_> = fleet.tickets().filter(of_today).collect();
    closed.sort_by_key(|ticket| Reverse((ticket.closed_at, ticket.id)));
    let newest = closed.into_iter().take(MAX_CLOSED);
    views::rows(fleet, newest.map(|ticket| (ticket, 0)))
}

fn undo(fleet: &Fleet) -> Option<Undo> {
    let acts = fleet
        .tickets()
        .filter_map(|ticket| Some((fleet.undoable(ticket)?.at, ticket)));
    let (at, ticket) = acts.max_by_key(|(at, ticket)| (*at, ticket.id))?;
    let until = at.plus(fleet.settings().undo_ms);
    Some(Undo {
        number: ticket.number.to_string(),
        text: notices::of_undoable(fleet, ticket)?,
        until_ms: fleet.of_day(until).0,
    })
}

pub(super) fn day(fleet: &Fleet) -> Day {
    // Whoever is added after the day's end belongs to a day that is open.
    let over = fleet.has_day_to_undo() && fleet.open() == 0;
    let text = notices::still_at_readers(fleet).filter(|_| over);
    let phase = match (over, &text) {
        (false, _) => Phase::Open,
        (true, Some(_)) => Phase::Closing,
        (true, None) => Phase::Closed,
    };
    Day {
        phase,
        text,
        can_undo_end: fleet.may_undo_day(),
    }
}

fn call(fleet: &Fleet) -> impl Fn(&Ticket) -> Option<Call> {
    move |ticket| {
        let unit = ticket.unit()?;
        let at_the_reader = matches!(ticket.state, State::Verifying { .. });
        let last = |what| {
            let line = ticket.story.iter().rev().find(|line| line.what == what);
            fleet.of_day(line.map_or(ticket.added_at, |line| line.at)).0
        };
        let called_at_ms = last(What::Called);
        Some(Call {
            ticket_id: ticket.id.0,
            number: ticket.number.to_string(),
            counter: place(fleet, unit),
            attempt: ticket.attempt(),
            called_at_ms,
            since_ms: if at_the_reader {
                last(What::Placed)
            } else {
                called_at_ms
            },
            at_the_reader,
        })
    }
}

fn place(fleet: &Fleet, unit: &Serial) -> String {
    let named = fleet.unit(unit).map(|unit| unit.counter.name.as_str());
    named
        .filter(|name| !name.is_empty())
        .map_or_else(|| unit.to_string(), str::to_owned)
}

fn missed(fleet: &Fleet) -> Vec<String> {
    let missed = fleet
        .tickets()
        .filter(|ticket| ticket.state == State::Missed && !fleet.is_of_an_earlier_day(ticket));
    missed
        .take(MAX_MISSED)
        .map(|ticket| ticket.number.to_string())
        .collect()
}
