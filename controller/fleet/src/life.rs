//! A ticket's changes of state (RULES, "A ticket's life"). What staff alone does to a ticket stands in its command; both end in `enter`.
//!
//! The unit's side of each change stands beside the ticket's, so that the two never differ (invariant 2).

use crate::decision::{Order, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, SessionId, TicketId};
use crate::outcome::{Kind, Outcome};
use crate::ticket::{Attempt, Before, Class, LateOutcome, Rank, State, Ticket, What, Why};
use crate::unit::Activity;
use crate::work::Work;

impl Fleet {
    /// Waiting → Called: attempt + 1, deadline, order *call*.
    pub(crate) fn call(&mut self, work: &mut Work, id: TicketId, serial: &Serial, why: Why) {
        let now = self.now();
        let deadline = now.plus(self.settings.call_ms);
        let called = self.book.change(&self.clock, id, |ticket| {
            let before = Before::of(ticket, now, What::Called);
            ticket.attempts.push(Attempt {
                unit: serial.clone(),
                called_at: now,
                placed_at: None,
                session: None,
                outcome: None,
            });
            ticket.called_by_staff = why == Why::StaffChoice;
            let unit = serial.clone();
            ticket.enter(State::Called { unit, deadline }, now);
            ticket.before = Some(before);
            (ticket.assignment(), ticket.number.clone())
        });
        let Some((assignment, number)) = called else {
            return;
        };
        self.book.note_call(id);
        self.tell(work, id, What::Called, Some(why), Some(serial));
        self.yard.set_activity(serial, Activity::Called(assignment));
        if let Some(connection) = self.yard.unit(serial).and_then(|u| u.connection()) {
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
        let (now, id) = (self.now(), assignment.ticket);
        let deadline = now.plus(self.settings.session_ms);
        let placed = self.book.change(&self.clock, id, |ticket| {
            if let Some(attempt) = ticket.attempt_mut(assignment.attempt) {
                attempt.placed_at.get_or_insert(now);
                attempt.session.get_or_insert(session);
            }
            let verifying = State::Verifying {
                unit: serial.clone(),
                deadline,
                grace: None,
            };
            ticket.enter(verifying, now);
        });
        if placed.is_none() {
            return;
        }
        self.book.note_session(serial, session, assignment);
        self.tell(work, id, What::Placed, None, Some(serial));
        self.yard
            .set_activity(serial, Activity::Verifying(assignment));
    }

    /// Called → Missed: the deadline passed.
    pub(crate) fn miss(&mut self, work: &mut Work, id: TicketId, serial: &Serial) {
        self.withdraw(work, id, serial, Withdrawal::Expired);
        self.enter(work, id, State::Missed, |ticket| ticket.misses += 1);
        self.tell(work, id, What::Missed, Some(Why::NoShow), Some(serial));
    }

    /// Called → Waiting at its old rank, because its unit no longer serves it.
    pub(crate) fn give_back(&mut self, work: &mut Work, id: TicketId, serial: &Serial, why: Why) {
        self.withdraw(work, id, serial, Withdrawal::Unit(why));
        self.enter(work, id, State::Waiting, |_| {});
        self.tell(work, id, What::Returned, Some(why), Some(serial));
    }

    /// Takes back a unit's call, if it has one.
    pub(crate) fn give_call_back(&mut self, work: &mut Work, serial: &Serial, why: Why) {
        if let Some(Activity::Called(a)) = self.yard.unit(serial).map(|u| u.activity.clone()) {
            self.give_back(work, a.ticket, serial, why);
        }
    }

    /// Verifying → Waiting at its old rank; the attempt stays open for a late outcome.
    pub(crate) fn break_off(&mut self, work: &mut Work, id: TicketId, what: What, why: Why) {
        let serial = self.book.ticket(id).and_then(|t| t.unit().cloned());
        if self.use_late(work, id) {
            return;
        }
        self.enter(work, id, State::Waiting, |_| {});
        self.tell(work, id, what, Some(why), serial.as_ref());
    }

    /// Missed → Waiting. After the second miss the ticket ranks behind those present.
    pub(crate) fn recall(&mut self, work: &mut Work, id: TicketId) {
        let now = self.now();
        let behind = self.book.ticket(id).is_some_and(|t| t.misses >= 2);
        self.enter(work, id, State::Waiting, |ticket| {
            if behind {
                // The class is given up with the rank; else an urgent ticket would be first again.
                ticket.class = Class::Normal;
                ticket.rank = Rank::new(Class::Normal, now.plus(1), id);
            }
        });
        let why = behind.then_some(Why::BehindPresent);
        self.tell(work, id, What::Recalled, why, None);
    }

    /// The outcome of the current hand-out: Verifying → Done, or Waiting if the unit failed.
    pub(crate) fn end(
        &mut self,
        work: &mut Work,
        assignment: Assignment,
        session: SessionId,
        outcome: Outcome,
    ) {
        let (now, id) = (self.now(), assignment.ticket);
        let noted = self.book.change(&self.clock, id, |ticket| {
            if let Some(attempt) = ticket.attempt_mut(assignment.attempt) {
                attempt.placed_at.get_or_insert(now);
                attempt.session.get_or_insert(session);
                attempt.outcome = Some(outcome.clone());
            }
            (ticket.unit().cloned(), ticket.late.is_some())
        });
        let Some((unit, has_late)) = noted else {
            return;
        };
        if let Some(serial) = &unit {
            self.book.note_session(serial, session, assignment);
        }
        let (state, what) = match outcome.kind {
            Kind::Verified(_) => (State::Done, What::Verified),
            Kind::UnitFailed { .. } => (State::Waiting, What::UnitFailed),
            _ => (State::Done, What::NotVerified),
        };
        if has_late && !outcome.is_verified() {
            self.tell(work, id, what, None, unit.as_ref());
            self.use_late(work, id);
            return;
        }
        let closes = state == State::Done;
        self.enter(work, id, state, |ticket| {
            if closes {
                ticket.outcome = Some(outcome);
            }
        });
        self.tell(work, id, what, None, unit.as_ref());
    }

    /// Handles the outcome of an earlier hand-out (RULES L24).
    pub(crate) fn late(
        &mut self,
        work: &mut Work,
        assignment: Assignment,
        session: SessionId,
        outcome: Outcome,
    ) {
        let (id, verified) = (assignment.ticket, outcome.is_verified());
        let noted = self.book.change(&self.clock, id, |ticket| {
            let attempt = ticket.attempt_mut(assignment.attempt);
            let at = attempt.map(|attempt| {
                attempt.session.get_or_insert(session);
                attempt.outcome = Some(outcome.clone());
                attempt.unit.clone()
            });
            if verified {
                // The patient was verified; an undo must not restore the state before that.
                ticket.before = None;
            }
            let open = ticket.is_open().then(|| ticket.state.clone());
            (at, open)
        });
        let Some((at, open)) = noted else {
            return;
        };
        let at = at.as_ref();
        if let Some(serial) = at {
            self.book.note_session(serial, session, assignment);
        }
        match open.filter(|_| verified) {
            None => self.tell_of(work, assignment, What::LateRecorded, at),
            Some(State::Verifying { .. }) => {
                let attempt = assignment.attempt;
                self.book.change(&self.clock, id, |ticket| {
                    ticket.late = Some(LateOutcome { attempt, outcome });
                });
                self.tell_of(work, assignment, What::LateHeld, at);
            }
            Some(state) => {
                if let State::Called { unit, .. } = state {
                    self.withdraw(work, id, &unit, Withdrawal::VerifiedElsewhere);
                }
                self.enter(work, id, State::Done, |ticket| {
                    ticket.outcome = Some(outcome);
                });
                self.tell_of(work, assignment, What::LateUsed, at);
            }
        }
    }

    /// Uses a late outcome that waits, after the current attempt did not verify. Returns whether there was one.
    pub(crate) fn use_late(&mut self, work: &mut Work, id: TicketId) -> bool {
        let ticket = self.book.ticket(id);
        let Some(late) = ticket.and_then(|ticket| ticket.late.clone()) else {
            return false;
        };
        let assignment = Assignment {
            ticket: id,
            attempt: late.attempt,
        };
        let attempt = ticket.and_then(|ticket| ticket.attempt_of(assignment));
        let at = attempt.map(|attempt| attempt.unit.clone());
        self.enter(work, id, State::Done, |ticket| {
            ticket.outcome = Some(late.outcome);
        });
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
        let Some(assignment) = self.book.ticket(id).map(Ticket::assignment) else {
            return;
        };
        let Some(unit) = self.yard.unit(serial) else {
            return;
        };
        if unit.activity != Activity::Called(assignment) {
            return;
        }
        if let Some(connection) = unit.connection() {
            work.order(connection, Order::Withdraw { assignment, reason });
        }
        self.set_free(serial);
    }

    /// Changes a ticket's state together with what depends on it.
    pub(crate) fn enter(
        &mut self,
        work: &mut Work,
        id: TicketId,
        state: State,
        also: impl FnOnce(&mut Ticket),
    ) {
        let now = self.now();
        let worn_out = self.book.change(&self.clock, id, |ticket| {
            also(ticket);
            ticket.enter(state, now)
        });
        if worn_out == Some(true) {
            self.tell(work, id, What::Parked, Some(Why::CalledTooOften), None);
        }
    }

    /// Marks a unit as free.
    pub(crate) fn set_free(&mut self, serial: &Serial) {
        let since = self.now();
        self.yard.set_activity(serial, Activity::Free { since });
    }
}
