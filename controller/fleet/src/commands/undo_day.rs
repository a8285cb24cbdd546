//! Takes back a day's end by command as a whole (RULES D8).
//!
//! Each ticket gets its state before, but one that was called waits at its old rank. What happened meanwhile stays as it is: a ticket
//! whose number is in use again, or whose session has ended as a walk-up, stays closed.

use crate::decision::{Answer, SinceDayEnd};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial, TicketId};
use crate::outcome::Kind;
use crate::refusal::Refusal;
use crate::settings::SIGNATURES;
use crate::ticket::{LateOutcome, State, Ticket, What};
use crate::unit::{Activity, Unit};
use crate::wish::Signature;
use crate::work::Work;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The tickets that are opened again, the newest first.
#[derive(Debug)]
pub(crate) struct Plan(Vec<Back>);

/// A ticket, and what it gets back.
#[derive(Debug)]
struct Back {
    id: TicketId,
    state: State,
    late: Option<LateOutcome>,
}

/// Why a ticket stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// An open ticket has its number.
    NumberInUse,
    /// Its session ended meanwhile, as a walk-up.
    SessionEnded,
}

pub(crate) fn check(fleet: &Fleet) -> Result<Plan, Refusal> {
    check_stands(fleet)?;
    let mut taken = BTreeSet::new();
    let mut back = Vec::new();
    let mut line_up = BTreeSet::new();
    for closed in fleet.book.closed_with_the_day() {
        if fleet.stays_closed(closed).is_some() || !taken.insert(&closed.number) {
            continue;
        }
        // As it will be: its times follow the changes of fleet time since.
        let mut ticket = closed.clone();
        ticket.open_again(fleet.clock.shifted_ms());
        let state = fleet.state_back(&ticket);
        if state == State::Waiting && !fleet.clock.holds(ticket.added_at) {
            line_up.insert(ticket.wishes_at(fleet.now()));
        }
        let (id, late) = (ticket.id, closed.late.clone());
        back.push(Back { id, state, late });
    }
    check_bounds(fleet, back.len(), &line_up)?;
    Ok(Plan(back))
}

impl Fleet {
    /// Whether the newest end of a day stands and could be taken back: it was by command, and nobody was called since.
    #[must_use]
    pub fn has_day_to_undo(&self) -> bool {
        check_stands(self).is_ok()
    }
}

/// Refuses where there is no end that can still be taken back.
fn check_stands(fleet: &Fleet) -> Result<(), Refusal> {
    match fleet.book.day_end().map(|end| end.since) {
        Some(SinceDayEnd::Nothing) => Ok(()),
        Some(SinceDayEnd::Called) => Err(Refusal::NextDayBegan),
        Some(SinceDayEnd::EndedByItself) => Err(Refusal::DayEndedByItself),
        None if fleet.clock.has_ended_a_day() => Err(Refusal::DayEndedByItself),
        Some(SinceDayEnd::TakenBack) | None => Err(Refusal::NoDayToUndo),
    }
}

/// Refuses as a whole where the open tickets, or their signatures, would be too many.
fn check_bounds(
    fleet: &Fleet,
    more: usize,
    line_up: &BTreeSet<Arc<Signature>>,
) -> Result<(), Refusal> {
    let most = fleet.settings.max_open_tickets;
    if fleet.open() + more > most {
        return Err(Refusal::QueueFull(most));
    }
    let waiting = fleet.book.queue().signatures().map(|(wishes, _)| wishes);
    let all: BTreeSet<_> = waiting
        .chain(line_up.iter().map(|wishes| &**wishes))
        .collect();
    if all.len() > SIGNATURES {
        return Err(Refusal::TooManySignatures(SIGNATURES));
    }
    Ok(())
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, Plan(back): Plan) {
    work.set_subject("day");
    work.answers(Answer::DayBack {
        reopened: u32::try_from(back.len()).unwrap_or(u32::MAX),
    });
    fleet.book.take_day_end_back();
    for ticket in back {
        open_again(fleet, work, ticket);
    }
}

fn open_again(fleet: &mut Fleet, work: &mut Work, Back { id, state, late }: Back) {
    let shifted_ms = fleet.clock.shifted_ms();
    let at = match &state {
        State::Verifying { unit, .. } => Some(unit.clone()),
        _ => None,
    };
    let waits = state == State::Waiting;
    fleet.enter(work, id, state, |ticket| {
        ticket.open_again(shifted_ms);
        ticket.late = late;
    });
    fleet.tell(work, id, What::Undone, None, None);
    match at {
        Some(serial) => fleet.take_session_back(id, &serial),
        // The session is gone, and an earlier one verified the patient.
        None if fleet.use_late(work, id) => {}
        None if waits => fleet.announce_unmet(work, id),
        None => {}
    }
}

impl Fleet {
    /// Why a ticket that the newest day's end by command closed is not opened again with the others.
    #[must_use]
    pub fn stays_closed(&self, ticket: &Ticket) -> Option<Stays> {
        if self.book.has_number(&self.clock, &ticket.number).is_some() {
            return Some(Stays::NumberInUse);
        }
        self.session_ended_since(ticket)
            .then_some(Stays::SessionEnded)
    }

    /// The tickets that the newest day's end by command closed and that stayed closed when it was taken back, by number.
    #[must_use]
    pub fn still_closed(&self) -> Vec<(Number, Stays)> {
        let end = self.book.day_end();
        let taken_back = end.is_some_and(|end| end.since == SinceDayEnd::TakenBack);
        let closed = self.book.closed_with_the_day().filter(|_| taken_back);
        let closed = closed.map(|ticket| {
            let why = self.stays_closed(ticket);
            (ticket.number.clone(), why.unwrap_or(Stays::NumberInUse))
        });
        let mut closed: Vec<_> = closed.collect();
        closed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        closed
    }

    /// Whether the patient was at a reader when the day ended, and that session has ended as a walk-up. A unit that failed gave no result.
    fn session_ended_since(&self, ticket: &Ticket) -> bool {
        let Some(State::Verifying { unit, .. }) = ticket.before.as_ref().map(|b| &b.state) else {
            return false;
        };
        let session = ticket.attempts.last().and_then(|attempt| attempt.session);
        let walk_up = session.and_then(|session| self.walk_up(session));
        walk_up.is_some_and(|walk_up| {
            walk_up.unit == *unit && !matches!(walk_up.outcome.kind, Kind::UnitFailed { .. })
        })
    }

    /// The state that a ticket gets back.
    fn state_back(&self, ticket: &Ticket) -> State {
        let before = ticket.before.as_ref().map(|before| before.state.clone());
        match before.unwrap_or(State::Waiting) {
            State::Called { .. } => State::Waiting,
            State::Verifying { unit, .. } if !self.runs_on(ticket, &unit) => State::Waiting,
            state => state,
        }
    }

    /// Whether the ticket's session still runs at its unit, which has a seat: one without must not serve as a fifth.
    fn runs_on(&self, ticket: &Ticket, serial: &Serial) -> bool {
        let session = ticket.attempts.last().and_then(|attempt| attempt.session);
        self.unit(serial).is_some_and(|unit: &Unit| {
            let runs = matches!(&unit.activity, Activity::Unplanned { session: running, .. } if Some(*running) == session);
            runs && unit.seat.is_some() && unit.attachment().is_some()
        })
    }

    /// The session that went on at its reader is the ticket's again.
    fn take_session_back(&mut self, id: TicketId, serial: &Serial) {
        if let Some(assignment) = self.book.ticket(id).map(Ticket::assignment) {
            self.yard
                .set_activity(serial, Activity::Verifying(assignment));
        }
    }
}
