//! The table of a ticket's life (RULES): the only place where a ticket changes its state.
//!
//! A unit's half of each change stands beside the ticket's, so that the two never differ (invariant 2).

use crate::decision::{Order, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, SessionId, TicketId};
use crate::outcome::{Kind, Outcome};
use crate::ticket::{Attempt, Before, Class, Held, Rank, State, Ticket, What, Why};
use crate::unit::Activity;
use crate::work::Work;
use std::sync::Arc;

impl Fleet {
    /// Waiting → Called: attempt + 1, deadline, order *call*.
    pub(crate) fn call(&mut self, work: &mut Work, id: TicketId, serial: &Serial, why: Why) {
        let now = self.now;
        let deadline = now.plus(self.settings.call_ms);
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        ticket.attempts.push(Attempt {
            unit: serial.clone(),
            called_at: now,
            placed_at: None,
            session: None,
            outcome: None,
        });
        ticket.called_by_staff = why == Why::StaffChoice;
        let before = Before {
            at: now,
            what: What::Called,
            state: ticket.state.clone(),
            signature: Arc::clone(&ticket.signature),
        };
        let assignment = ticket.assignment();
        let number = ticket.number.clone();
        self.set_state(
            work,
            id,
            State::Called {
                unit: serial.clone(),
                deadline,
            },
        );
        self.keep_before(id, Some(before));
        self.tell(work, id, What::Called, Some(why), Some(serial));
        self.set_activity(work, serial, Activity::Called(assignment));
        if let Some(connection) = self.units.get(serial).and_then(|u| u.connection()) {
            let expires_in_ms = u64::try_from(self.settings.call_ms).unwrap_or(0);
            work.order(
                connection,
                Order::Call {
                    assignment,
                    number,
                    expires_in_ms,
                },
            );
        }
    }

    /// Called → Verifying: the card was placed at its unit.
    pub(crate) fn place(
        &mut self,
        work: &mut Work,
        assignment: Assignment,
        serial: &Serial,
        session: SessionId,
    ) {
        let now = self.now;
        let deadline = now.plus(self.settings.session_ms);
        let Some(ticket) = self.tickets.get_mut(&assignment.ticket) else {
            return;
        };
        if let Some(attempt) = ticket.attempt_mut(assignment.attempt) {
            attempt.placed_at.get_or_insert(now);
            attempt.session.get_or_insert(session);
        }
        self.sessions.note(serial, session, assignment);
        self.set_state(
            work,
            assignment.ticket,
            State::Verifying {
                unit: serial.clone(),
                deadline,
                grace: None,
            },
        );
        self.tell(work, assignment.ticket, What::Placed, None, Some(serial));
        self.set_activity(work, serial, Activity::Verifying(assignment));
    }

    /// Called → Missed: the deadline passed.
    pub(crate) fn miss(&mut self, work: &mut Work, id: TicketId, serial: &Serial) {
        self.withdraw(work, id, serial, Withdrawal::Expired);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.misses += 1;
        }
        self.set_state(work, id, State::Missed);
        self.tell(work, id, What::Missed, Some(Why::NoShow), Some(serial));
    }

    /// Called → Waiting at its old rank, because its unit does not serve it any longer.
    pub(crate) fn give_back(&mut self, work: &mut Work, id: TicketId, serial: &Serial, why: Why) {
        self.withdraw(work, id, serial, Withdrawal::Unit(why));
        self.set_state(work, id, State::Waiting);
        self.tell(work, id, What::Returned, Some(why), Some(serial));
    }

    /// Verifying → Waiting at its old rank; the attempt stays open for a late outcome.
    pub(crate) fn break_off(&mut self, work: &mut Work, id: TicketId, what: What, why: Why) {
        let serial = self.tickets.get(&id).and_then(|t| t.unit().cloned());
        if self.use_held(work, id) {
            return;
        }
        self.set_state(work, id, State::Waiting);
        self.tell(work, id, what, Some(why), serial.as_ref());
    }

    /// Missed → Waiting. After the second miss it goes behind those who are present.
    pub(crate) fn recall(&mut self, work: &mut Work, id: TicketId) {
        let now = self.now;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        let behind = ticket.misses >= 2;
        if behind {
            // The class goes with its place, or an urgent one would be first again.
            ticket.class = Class::Normal;
            ticket.rank = Rank::new(Class::Normal, now.plus(1), id);
        }
        self.set_state(work, id, State::Waiting);
        self.tell(
            work,
            id,
            What::Recalled,
            behind.then_some(Why::BehindPresent),
            None,
        );
    }

    /// The outcome of the hand-out that runs: Verifying → Done, or Waiting when the unit failed.
    pub(crate) fn end(
        &mut self,
        work: &mut Work,
        assignment: Assignment,
        session: SessionId,
        outcome: Outcome,
    ) {
        let now = self.now;
        let Some(ticket) = self.tickets.get_mut(&assignment.ticket) else {
            return;
        };
        let unit = ticket.unit().cloned();
        if let Some(attempt) = ticket.attempt_mut(assignment.attempt) {
            attempt.placed_at.get_or_insert(now);
            attempt.session.get_or_insert(session);
            attempt.outcome = Some(outcome.clone());
        }
        if let Some(serial) = &unit {
            self.sessions.note(serial, session, assignment);
        }
        let has_held = ticket.held.is_some();
        let (state, what) = match outcome.kind {
            Kind::Verified(_) => (State::Done, What::Verified),
            Kind::UnitFailed { .. } => (State::Waiting, What::UnitFailed),
            _ => (State::Done, What::NotVerified),
        };
        if has_held && !outcome.is_verified() {
            self.tell(work, assignment.ticket, what, None, unit.as_ref());
            self.use_held(work, assignment.ticket);
            return;
        }
        if state == State::Done
            && let Some(ticket) = self.tickets.get_mut(&assignment.ticket)
        {
            ticket.outcome = Some(outcome);
        }
        self.set_state(work, assignment.ticket, state);
        self.tell(work, assignment.ticket, what, None, unit.as_ref());
    }

    /// An outcome of a hand-out that no longer runs (RULES, "Late outcome").
    pub(crate) fn late(
        &mut self,
        work: &mut Work,
        assignment: Assignment,
        session: SessionId,
        outcome: Outcome,
    ) {
        let id = assignment.ticket;
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        if let Some(attempt) = ticket.attempt_mut(assignment.attempt) {
            attempt.session.get_or_insert(session);
            attempt.outcome = Some(outcome.clone());
            self.sessions.note(&attempt.unit, session, assignment);
        }
        if outcome.is_verified() {
            // The patient was verified: an undo must not put them back as if nothing had happened.
            ticket.before = None;
        }
        work.touch_ticket(id);
        let at = ticket
            .attempts
            .get(assignment.attempt as usize - 1)
            .map(|a| a.unit.clone());
        let at = at.as_ref();
        if !outcome.is_verified() || !ticket.is_open() {
            return self.tell_of(work, assignment, What::LateRecorded, at);
        }
        match ticket.state.clone() {
            State::Verifying { .. } => {
                ticket.held = Some(Held {
                    attempt: assignment.attempt,
                    outcome,
                });
                self.tell_of(work, assignment, What::LateHeld, at);
            }
            state => {
                ticket.outcome = Some(outcome);
                if let State::Called { unit, .. } = state {
                    self.withdraw(work, id, &unit, Withdrawal::VerifiedElsewhere);
                }
                self.set_state(work, id, State::Done);
                self.tell_of(work, assignment, What::LateUsed, at);
            }
        }
    }

    /// Uses a held outcome, now that the attempt that ran did not verify. Whether there was one.
    fn use_held(&mut self, work: &mut Work, id: TicketId) -> bool {
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return false;
        };
        let Some(held) = ticket.held.take() else {
            return false;
        };
        let assignment = Assignment {
            ticket: id,
            attempt: held.attempt,
        };
        let attempt = ticket.attempt_mut(held.attempt);
        let at = attempt.map(|attempt| attempt.unit.clone());
        ticket.outcome = Some(held.outcome);
        self.set_state(work, id, State::Done);
        self.tell_of(work, assignment, What::LateUsed, at.as_ref());
        true
    }

    /// Takes a call back from the unit that shows it, and frees the unit.
    pub(crate) fn withdraw(
        &mut self,
        work: &mut Work,
        id: TicketId,
        serial: &Serial,
        reason: Withdrawal,
    ) {
        let Some(assignment) = self.tickets.get(&id).map(Ticket::assignment) else {
            return;
        };
        let Some(unit) = self.units.get(serial) else {
            return;
        };
        if unit.activity != Activity::Called(assignment) {
            return;
        }
        if let Some(connection) = unit.connection() {
            work.order(connection, Order::Withdraw { assignment, reason });
        }
        self.set_activity(work, serial, Activity::Free { since: self.now });
    }

    /// Changes a ticket's state and every index that depends on it.
    pub(crate) fn set_state(&mut self, work: &mut Work, id: TicketId, state: State) {
        let now = self.now;
        if self
            .tickets
            .get(&id)
            .is_some_and(|t| t.state == State::Waiting)
        {
            self.step_out(id);
        }
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return;
        };
        // Not called for ever: a ticket that is worn out steps aside instead of going back to the queue.
        let worn_out = state == State::Waiting && ticket.is_worn_out();
        ticket.state = if worn_out { State::Parked } else { state };
        ticket.before = None;
        match ticket.state {
            State::Called { .. } | State::Verifying { .. } => self.active.insert(id),
            _ => self.active.remove(&id),
        };
        if ticket.state == State::Waiting {
            self.line_up(id);
        } else if !ticket.is_open() {
            ticket.closed_at = Some(now);
            ticket.held = None;
            let number = ticket.number.clone();
            self.free_number(&number, id);
            self.closed.insert((now, id));
        }
        work.touch_ticket(id);
        if worn_out {
            self.tell(work, id, What::Parked, Some(Why::CalledTooOften), None);
        }
    }

    /// Changes what a unit does. Not stored: tickets and the agent's word give it.
    pub(crate) fn set_activity(&mut self, work: &mut Work, serial: &Serial, activity: Activity) {
        if let Some(unit) = self.units.get_mut(serial) {
            unit.activity = activity;
            work.stir();
            if unit.seat.is_none() {
                // It was leaving, perhaps, and makes room.
                work.moves_seats();
            }
        }
    }
}
