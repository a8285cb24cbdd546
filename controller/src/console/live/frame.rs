//! One state of the clinic as the text that pages get: the counter page's, and the board's with what a waiting room may see.

use crate::config;
use crate::desk::{Call, Caller, Counter, Phase};
use crate::json;
use crate::wire;
use axum::body::Bytes;
use madoguchi_proto::v1;
use serde_json::{Value, json};
use std::sync::Arc;

/// What each state says of the console itself.
#[derive(Clone)]
pub(crate) struct Told {
    pub settings: Arc<config::Console>,
    pub is_demo: bool,
}

impl Told {
    /// Who a browser of this PC is where nobody is logged in.
    pub(crate) fn counter_page(&self) -> Option<Caller> {
        match self.is_demo {
            true => Some(Caller::DEMO),
            false => self.settings.counter_page.then_some(Caller::COUNTER_PAGE),
        }
    }
}

/// One state, as events.
pub(super) struct Frame {
    pub counter: Bytes,
    pub board: Bytes,
}

impl Frame {
    pub(super) fn of(seen: &Counter, told: &Told) -> Self {
        let event = |name: &str, data: Value| {
            let revision = seen.status.revision;
            // JSON has no line break in it, which would end the event.
            Bytes::from(format!("event: {name}\nid: {revision}\ndata: {data}\n\n"))
        };
        Self {
            counter: event("counter", counter(seen, told)),
            board: event("board", board(seen, told)),
        }
    }
}

fn counter(seen: &Counter, told: &Told) -> Value {
    let undo = seen.undo.as_ref();
    json!({
        "revision": seen.status.revision,
        "software": seen.status.software,
        "demo": told.is_demo,
        // The width of the paper slips; null where none are printed.
        "slip": told.settings.slip.map(config::Slip::name),
        "status": json::Status::from(&seen.status),
        "queue": seen.queue.iter().map(|ticket| waiting(ticket, &seen.calls)).collect::<Vec<_>>(),
        "open": seen.open,
        "closed": seen.closed.iter().map(json::Ticket::from).collect::<Vec<_>>(),
        "undo": undo.map(|undo| json!({
            "number": undo.number,
            "text": json::Text::from(&undo.text),
            "until_ms": undo.until_ms,
        })),
        "pairing": pairing(seen),
        "day": {
            "open": seen.day.phase == Phase::Open,
            "text": seen.day.text.as_ref().map(json::Text::from),
            "can_undo_end": seen.day.can_undo_end,
        },
    })
}

/// That somebody pairs a reader, who, and how far it is. What is to be compared is for him alone, and has a request of its own.
fn pairing(seen: &Counter) -> Value {
    let Some((pairing, since, until)) = &seen.pairing else {
        return Value::Null;
    };
    json!({
        "id": pairing.name(),
        "changes": pairing.changes,
        "stage": pairing.stage.name(),
        "actor": wire::actor(&pairing.by),
        "actor_name": wire::actor_name(&pairing.by),
        "since_ms": since.0,
        "until_ms": until.0,
    })
}

fn waiting(ticket: &v1::Ticket, calls: &[Call]) -> Value {
    let call = calls.iter().find(|call| call.ticket_id == ticket.ticket_id);
    let mut row = json::value(&json::Ticket::from(ticket));
    row["since_ms"] = json!(call.map(|call| call.since_ms));
    row
}

/// What a waiting room may see: numbers and counters, no needs, no reasons, no names.
fn board(seen: &Counter, told: &Told) -> Value {
    let status = &seen.status;
    let calls = seen.calls.iter().map(|call| {
        json!({
            "number": call.number,
            "counter": call.counter,
            "spoken": told.settings.spoken(&call.counter),
            "attempt": call.attempt,
            "called_at_ms": call.called_at_ms,
            "state": if call.at_the_reader { "verifying" } else { "called" },
        })
    });
    json!({
        "revision": status.revision,
        "calls": calls.collect::<Vec<_>>(),
        "missed": seen.missed,
        "waiting": status.waiting,
        "day": match seen.day.phase {
            Phase::Open => "open",
            Phase::Closing => "closing",
            Phase::Closed => "closed",
        },
        "time_of_day_ms": status.time.map_or(0, |time| time.time_of_day_ms),
        "utc_offset_min": status.utc_offset_min,
        "demo": told.is_demo,
        "test": status.environment() == v1::Environment::Test,
    })
}
