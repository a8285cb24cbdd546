//! Tickets and their stories.

use super::{count, moment};
use crate::texts::{self, Clock, Detail, TicketStanding};
use crate::wire;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::Outcome;
use madoguchi_fleet::ticket::{Actor, Attempt, Chapter, State, Ticket, What};
use madoguchi_fleet::time::{FleetTime, SinceMidnight};
use madoguchi_fleet::{Fleet, Forecast};
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;

/// The most calls that passed a ticket which are told one by one: what a screen holds beside its own story.
const PASSES_TOLD: usize = 16;

/// A sentence that was made out and is put into words elsewhere: that costs more than all the rest, and the engine's thread has no time for it.
type Unsaid = Box<dyn FnOnce() -> Text + Send>;

/// One ticket, whose state is not put into words yet.
#[must_use]
pub struct Untold {
    ticket: v1::Ticket,
    why: Option<Unsaid>,
}

impl Untold {
    /// The ticket, in words.
    pub fn told(self) -> v1::Ticket {
        let why = self.why.map(|why| why());
        v1::Ticket { why, ..self.ticket }
    }
}

/// One ticket, for the engine's thread to look at.
pub fn untold(fleet: &Fleet, ticket: &Ticket) -> Untold {
    let position = match ticket.state {
        State::Waiting if !fleet.is_held(ticket) => count(fleet.position(ticket)),
        _ => 0,
    };
    seen(fleet, ticket, position, Detail::Whole)
}

/// One ticket.
#[must_use]
pub fn ticket(fleet: &Fleet, ticket: &Ticket) -> v1::Ticket {
    untold(fleet, ticket).told()
}

/// One ticket, with how long it will probably wait.
#[must_use]
pub fn ticket_that_waits(fleet: &Fleet, ticket: &Ticket) -> v1::Ticket {
    v1::Ticket {
        expected_wait_ms: expected(&fleet.forecast(), ticket),
        ..self::ticket(fleet, ticket)
    }
}

/// How long a ticket will probably wait. One that is next at any moment waits 1 ms: 0 says that nobody knows.
fn expected(forecast: &Forecast, ticket: &Ticket) -> i64 {
    forecast.of(ticket.id).map_or(0, |ms| ms.max(1))
}

fn seen(fleet: &Fleet, ticket: &Ticket, position: u32, detail: Detail) -> Untold {
    let unit = unit_of(ticket);
    let seen = v1::Ticket {
        ticket_id: ticket.id.0,
        number: ticket.number.to_string(),
        class: wire::class(ticket.class).into(),
        state: wire::state(&ticket.state).into(),
        needs: wire::wishes(ticket.signature.needs()),
        prefers: wire::wishes(ticket.signature.prefers()),
        added_at_ms: fleet.of_day(ticket.added_at).0,
        unit: unit.map_or_else(String::new, ToString::to_string),
        counter: counter_of(fleet, unit).unwrap_or_default().to_owned(),
        attempt: ticket.attempt(),
        outcome: ticket.outcome.as_ref().map(wire::outcome),
        position,
        why: None,
        deadline_ms: ticket.deadline().map_or(0, |at| fleet.of_day(at).0),
        earlier_day: earlier_day(fleet, ticket),
        held: fleet.is_held(ticket),
        waited_ms: ticket.waited_ms(fleet.now()),
        closed_at_ms: moment(fleet, ticket.closed_at),
        means: wire::means_or_none(ticket.means),
        expected_wait_ms: 0,
        arrived_elsewhere_ms: ticket.arrived_elsewhere.map(SinceMidnight::ms),
    };
    Untold {
        ticket: seen,
        why: why(fleet, ticket, detail),
    }
}

/// Rows of a list, each with its place in the queue, 0 for none, and with how long it will probably wait.
#[must_use]
pub fn rows<'a>(
    fleet: &'a Fleet,
    tickets: impl Iterator<Item = (&'a Ticket, u32)>,
) -> Vec<v1::Ticket> {
    let forecast = fleet.forecast();
    let row = |(ticket, position): (&Ticket, u32)| v1::Ticket {
        expected_wait_ms: expected(&forecast, ticket),
        ..seen(fleet, ticket, position, Detail::Row).told()
    };
    tickets.map(row).collect()
}

/// The date of a ticket of an earlier day; empty for one of today.
fn earlier_day(fleet: &Fleet, ticket: &Ticket) -> String {
    if fleet.is_of_an_earlier_day(ticket) {
        Clock::of(fleet).day(ticket.added_at)
    } else {
        String::new()
    }
}

/// The tickets in the order of the queue: those at a unit, the waiting ones, those that are missed or parked, and with `include_closed` the
/// closed ones, newest first. Each has its place in the queue, 0 for none.
#[must_use]
pub fn in_order(fleet: &Fleet, include_closed: bool) -> Vec<(&Ticket, u32)> {
    let aside = |wanted: fn(&State) -> bool| fleet.tickets().filter(move |t| wanted(&t.state));
    let mut tickets: Vec<_> = fleet.active_tickets().map(|t| (t, 0)).collect();
    let waiting = fleet.waiting_in_order().into_iter().enumerate();
    let place = |index, ticket| match fleet.is_held(ticket) {
        true => 0,
        false => count(index + 1),
    };
    tickets.extend(waiting.map(|(index, ticket)| (ticket, place(index, ticket))));
    tickets.extend(aside(|s| *s == State::Missed).map(|t| (t, 0)));
    tickets.extend(aside(|s| *s == State::Parked).map(|t| (t, 0)));
    if include_closed {
        let closed = fleet.tickets().rev().filter(|ticket| !ticket.is_open());
        tickets.extend(closed.map(|t| (t, 0)));
    }
    tickets
}

/// A ticket's story, oldest first, with the calls that passed it and the gap where lines were left out.
#[must_use]
pub fn story(fleet: &Fleet, ticket: &Ticket) -> Vec<v1::Chapter> {
    let mut passes = passes(fleet, ticket).into_iter().peekable();
    let mut lines = Vec::with_capacity(ticket.story.len());
    for (index, chapter) in ticket.story.iter().enumerate() {
        while let Some((_, line)) = passes.next_if(|(at, _)| *at < chapter.at) {
            lines.push(line);
        }
        if index == 1 && ticket.left_out > 0 {
            let gap = texts::left_out(ticket.left_out);
            lines.push(derived(fleet, chapter.at, gap, &Actor::Fleet));
        }
        lines.push(own(fleet, ticket, chapter));
    }
    lines.extend(passes.map(|(_, line)| line));
    lines
}

/// A line of the ticket's own.
fn own(fleet: &Fleet, ticket: &Ticket, chapter: &Chapter) -> v1::Chapter {
    v1::Chapter {
        unit: chapter
            .unit
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        // A walk-up was no call of this ticket.
        attempt: match chapter.what {
            What::Bound => 0,
            _ => chapter.attempt,
        },
        ..derived(
            fleet,
            chapter.at,
            told(fleet, ticket, chapter)(),
            &chapter.actor,
        )
    }
}

/// A line that is worked out when somebody asks.
fn derived(fleet: &Fleet, at: FleetTime, text: Text, who: &Actor) -> v1::Chapter {
    v1::Chapter {
        at_ms: fleet.of_day(at).0,
        text: Some(text),
        actor: wire::actor(who).to_owned(),
        actor_name: wire::actor_name(who),
        ..v1::Chapter::default()
    }
}

/// The calls that passed a ticket, oldest first: the newest ones, and how many there were before.
fn passes(fleet: &Fleet, ticket: &Ticket) -> Vec<(FleetTime, v1::Chapter)> {
    let passed = fleet.passed_by(ticket);
    let untold = passed.len().saturating_sub(PASSES_TOLD);
    let told = passed.iter().skip(untold).map(|call| {
        let text = texts::passed(call, counter_of(fleet, Some(&call.unit)));
        let who = match call.by_staff {
            true => Actor::Staff,
            false => Actor::Fleet,
        };
        let mut line = derived(fleet, call.at, text, &who);
        line.unit = call.unit.to_string();
        (call.at, line)
    });
    let more = passed.get(..untold).and_then(<[_]>::last).map(|last| {
        let more = texts::more_passed(untold);
        (last.at, derived(fleet, last.at, more, &Actor::Fleet))
    });
    more.into_iter().chain(told).collect()
}

fn told(fleet: &Fleet, ticket: &Ticket, chapter: &Chapter) -> Unsaid {
    let outcome = match chapter.what {
        What::Bound => bound(fleet, ticket, chapter),
        _ => attempt_in(ticket, chapter).and_then(|attempt| attempt.outcome.as_ref()),
    };
    let kind = outcome.map(|outcome| outcome.kind.clone());
    let counter = counter_of(fleet, chapter.unit.as_ref()).map(str::to_owned);
    let chapter = chapter.clone();
    Box::new(move || texts::chapter(&chapter, counter.as_deref(), kind.as_ref()))
}

/// The outcome of the walk-up in a line of the story: the newest of the ticket's walk-ups that had ended by then.
fn bound<'a>(fleet: &'a Fleet, ticket: &Ticket, chapter: &Chapter) -> Option<&'a Outcome> {
    fleet
        .walk_ups()
        .filter(|walk_up| walk_up.bound_to == Some(ticket.id) && walk_up.ended_at <= chapter.at)
        .filter(|walk_up| chapter.unit.as_ref() == Some(&walk_up.unit))
        .max_by_key(|walk_up| walk_up.ended_at)
        .map(|walk_up| &walk_up.outcome)
}

/// The reason for a ticket's state.
fn why(fleet: &Fleet, ticket: &Ticket, detail: Detail) -> Option<Unsaid> {
    let clock = Clock::of(fleet);
    let number = ticket.number.clone();
    Some(match &ticket.state {
        State::Waiting => {
            let wait = fleet.why_waiting(ticket)?;
            Box::new(move || texts::wait(&wait, &number, detail, &clock))
        }
        State::Called { .. } => {
            let mut story = ticket.story.iter().rev();
            let called = story.find(|chapter| chapter.what == What::Called)?;
            told(fleet, ticket, called)
        }
        State::Verifying { unit, grace, .. } => {
            let (unit, grace) = (unit.clone(), *grace);
            let counter = counter_of(fleet, Some(&unit)).map(str::to_owned);
            Box::new(move || {
                let place = texts::place(Some(&unit), counter.as_deref());
                let standing = match grace {
                    None => TicketStanding::Verifying { place },
                    Some(until) => TicketStanding::VerifyingLost { place, until },
                };
                texts::ticket_standing(&standing, &clock)
            })
        }
        State::Done if ticket.means.is_none() => {
            let kind = ticket.outcome.as_ref()?.kind.clone();
            Box::new(move || texts::outcome(&kind))
        }
        state => {
            let standing = match (state, ticket.means) {
                (State::Parked | State::Missed, _) if ticket.is_worn_out() => {
                    TicketStanding::WornOut
                }
                (State::Parked, _) => TicketStanding::Parked,
                (State::Missed, _) => TicketStanding::Missed(number),
                (State::Done, Some(means)) => TicketStanding::DoneByMeans(means),
                (State::Cancelled, _) => TicketStanding::Cancelled,
                _ => TicketStanding::Ended,
            };
            Box::new(move || texts::ticket_standing(&standing, &clock))
        }
    })
}

fn attempt_in<'a>(ticket: &'a Ticket, chapter: &Chapter) -> Option<&'a Attempt> {
    let index = usize::try_from(chapter.attempt).ok()?.checked_sub(1)?;
    ticket.attempts.get(index)
}

/// Whether such an event ends a ticket as done.
const fn closes_as_done(what: What) -> bool {
    matches!(
        what,
        What::Verified | What::NotVerified | What::LateUsed | What::Bound
    )
}

/// The unit that a ticket is called to or is at, or that served it. None served one that was done by other means.
fn unit_of(ticket: &Ticket) -> Option<&Serial> {
    ticket.unit().or_else(|| {
        if ticket.state != State::Done || ticket.means.is_some() {
            return None;
        }
        let mut closing = ticket.story.iter().rev();
        let closing = closing.find(|chapter| closes_as_done(chapter.what))?;
        closing.unit.as_ref()
    })
}

pub(super) fn counter_of<'a>(fleet: &'a Fleet, unit: Option<&Serial>) -> Option<&'a str> {
    fleet.unit(unit?).map(|unit| unit.counter.name.as_str())
}
