//! Tickets and their stories.

use super::count;
use crate::texts::{self, Clock, TicketStanding};
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::ticket::{Actor, Chapter, State, Ticket, What};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{Text, TicketState};

/// A ticket as people see it.
#[must_use]
pub fn ticket(fleet: &Fleet, ticket: &Ticket) -> v1::Ticket {
    let position = match ticket.state {
        State::Waiting => count(fleet.position(ticket)),
        _ => 0,
    };
    ticket_at(fleet, ticket, position)
}

/// A ticket as people see it, at a place in the queue that is known already; 0 for none.
#[must_use]
pub fn ticket_at(fleet: &Fleet, ticket: &Ticket, position: u32) -> v1::Ticket {
    let unit = unit_of(ticket);
    v1::Ticket {
        ticket_id: ticket.id.0,
        number: ticket.number.to_string(),
        class: wire::class(ticket.class).into(),
        state: state(&ticket.state).into(),
        needs: wire::wishes(ticket.signature.needs()),
        prefers: wire::wishes(ticket.signature.prefers()),
        added_at_ms: ticket.added_at.0,
        unit: unit.map_or_else(String::new, ToString::to_string),
        counter: counter_of(fleet, unit).unwrap_or_default().to_owned(),
        attempt: ticket.attempt(),
        outcome: ticket.outcome.as_ref().map(wire::outcome),
        position,
        why: why(fleet, ticket),
        deadline_ms: ticket.deadline().map_or(0, |at| at.0),
    }
}

/// The tickets in the order of the queue: those at a unit, the waiting, those that are missed or parked, and
/// where wanted the closed ones, newest first. Each with its place in the queue, 0 for none.
#[must_use]
pub fn in_order(fleet: &Fleet, include_closed: bool) -> Vec<(&Ticket, u32)> {
    let aside = |wanted: fn(&State) -> bool| fleet.tickets().filter(move |t| wanted(&t.state));
    let mut tickets: Vec<_> = fleet.active_tickets().map(|t| (t, 0)).collect();
    let waiting = fleet.waiting_in_order().into_iter().enumerate();
    tickets.extend(waiting.map(|(index, ticket)| (ticket, count(index + 1))));
    tickets.extend(aside(|s| *s == State::Missed).map(|t| (t, 0)));
    tickets.extend(aside(|s| *s == State::Parked).map(|t| (t, 0)));
    if include_closed {
        let closed = fleet.tickets().rev().filter(|ticket| !ticket.is_open());
        tickets.extend(closed.map(|t| (t, 0)));
    }
    tickets
}

/// A ticket's story, oldest first.
#[must_use]
pub fn story(fleet: &Fleet, ticket: &Ticket) -> Vec<v1::Chapter> {
    let chapters = ticket.story.iter();
    chapters
        .map(|chapter| v1::Chapter {
            at_ms: chapter.at.0,
            text: Some(told(fleet, ticket, chapter)),
            unit: chapter
                .unit
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            attempt: chapter.attempt,
            actor: actor(chapter.actor).to_owned(),
        })
        .collect()
}

fn told(fleet: &Fleet, ticket: &Ticket, chapter: &Chapter) -> Text {
    let attempt = usize::try_from(chapter.attempt)
        .ok()
        .and_then(|attempt| ticket.attempts.get(attempt.checked_sub(1)?));
    let kind = attempt
        .and_then(|attempt| attempt.outcome.as_ref())
        .map(|outcome| &outcome.kind);
    texts::chapter(chapter, counter_of(fleet, chapter.unit.as_ref()), kind)
}

/// Why a ticket is where it is.
fn why(fleet: &Fleet, ticket: &Ticket) -> Option<Text> {
    let clock = Clock::of(fleet.settings());
    let standing = |standing| Some(texts::ticket_standing(&standing, &clock));
    match &ticket.state {
        State::Waiting => fleet
            .why_waiting(ticket)
            .map(|wait| texts::wait(&wait, &clock)),
        State::Called { .. } => {
            let mut story = ticket.story.iter().rev();
            story
                .find(|chapter| chapter.what == What::Called)
                .map(|chapter| told(fleet, ticket, chapter))
        }
        State::Verifying { unit, grace, .. } => {
            let place = texts::place(Some(unit), counter_of(fleet, Some(unit)));
            standing(match grace {
                None => TicketStanding::Verifying { place },
                Some(until) => TicketStanding::VerifyingLost {
                    place,
                    until: *until,
                },
            })
        }
        State::Parked => standing(TicketStanding::Parked),
        State::Missed => standing(TicketStanding::Missed),
        State::Done => ticket
            .outcome
            .as_ref()
            .map(|outcome| texts::outcome(&outcome.kind)),
        State::Cancelled => standing(TicketStanding::Cancelled),
        State::Ended => standing(TicketStanding::Ended),
    }
}

/// The unit that a ticket is called to or at, or that served it.
fn unit_of(ticket: &Ticket) -> Option<&Serial> {
    ticket.unit().or_else(|| {
        let served = || ticket.attempts.iter().rev().find(|a| a.outcome.is_some());
        (ticket.state == State::Done)
            .then(served)
            .flatten()
            .map(|attempt| &attempt.unit)
    })
}

fn counter_of<'a>(fleet: &'a Fleet, unit: Option<&Serial>) -> Option<&'a str> {
    fleet.unit(unit?).map(|unit| unit.counter.name.as_str())
}

const fn state(state: &State) -> TicketState {
    match state {
        State::Waiting => TicketState::Waiting,
        State::Parked => TicketState::Parked,
        State::Called { .. } => TicketState::Called,
        State::Verifying { .. } => TicketState::Verifying,
        State::Missed => TicketState::Missed,
        State::Done => TicketState::Done,
        State::Cancelled => TicketState::Cancelled,
        State::Ended => TicketState::Ended,
    }
}

const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Staff => "staff",
        Actor::Reader => "reader",
        Actor::Fleet => "fleet",
    }
}
