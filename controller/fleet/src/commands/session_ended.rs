//! A session ended: the outcome of the hand-out that runs, a late one, or a walk-up's.
//!
//! An outcome counts once (invariant 2): by its hand-out, or by its session where there is none. A session that names the
//! hand-out of another one is a session of its own; it neither ends that one nor counts for it.

use crate::command::SessionEnded;
use crate::decision::{Answer, Order, WalkUp, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, SessionId};
use crate::outcome::{Kind, Outcome};
use crate::refusal::Refusal;
use crate::settings::WALK_UPS_PER_UNIT;
use crate::ticket::{Attempt, State};
use crate::unit::{Activity, Tally};
use crate::work::Work;

/// Whose outcome was sent.
enum Whose {
    /// This hand-out's.
    HandOut(Assignment),
    /// Somebody's who was not called, or whose hand-out has another session.
    Own,
    /// It was counted before.
    Counted,
    /// The reader said before that this session is another's.
    Contradicts,
}

impl Fleet {
    pub(crate) fn session_ended(
        &mut self,
        work: &mut Work,
        ended: SessionEnded,
    ) -> Result<(), Refusal> {
        let SessionEnded {
            serial,
            connection,
            session,
            assignment,
            outcome,
            age_ms,
        } = ended;
        let unit = self
            .units
            .get(&serial)
            .filter(|unit| unit.speaks_by(connection));
        let Some(unit) = unit else {
            return Err(Refusal::StaleConnection(serial));
        };
        let had = unit.activity.clone();
        match self.whose(&serial, session, assignment) {
            // After the day's end nobody waits for it any more: counted as a walk-up.
            Whose::HandOut(a) if !self.day_is_over_for(a) => {
                self.handed_out_ended(work, &serial, a, session, outcome);
            }
            Whose::HandOut(_) | Whose::Own => {
                self.walk_up_ended(work, &serial, session, outcome, age_ms);
            }
            Whose::Counted => {}
            Whose::Contradicts => {
                let why = Refusal::SessionNamedOtherwise(session);
                work.answers(Answer::Except(Box::new(why)));
            }
        }
        let ran = match &had {
            Activity::Called(a) | Activity::Verifying(a) | Activity::Asked(a) => {
                self.sessions.hand_out(&serial, session) == Some(*a)
            }
            Activity::Unplanned {
                session: running, ..
            } => *running == session,
            Activity::Free { .. } | Activity::Finishing { .. } => false,
        };
        if ran {
            if let Activity::Called(assignment) = had {
                // The card was placed unseen: the reader may still have been told of the call since.
                let reason = Withdrawal::NotCurrent;
                work.order(connection, Order::Withdraw { assignment, reason });
            }
            let lies_there = self
                .units
                .get(&serial)
                .and_then(|u| u.attachment())
                .is_some_and(|a| a.card_present);
            self.empty_handed(work, &serial, lies_there);
        }
        Ok(())
    }

    /// Whose outcome this is. A session belongs to its reader and, from the first word of it, to one hand-out or to none:
    /// an outcome is never counted for another one than its own.
    fn whose(&self, serial: &Serial, session: SessionId, said: Option<Assignment>) -> Whose {
        let said = said.filter(|a| self.was_handed_out(*a, serial));
        let walk_up = self.walk_ups.get(&session);
        if walk_up.is_some_and(|walk_up| walk_up.unit == *serial) {
            // Sent again, whatever has become of the ticket since.
            return Whose::Counted;
        }
        match (self.sessions.hand_out(serial, session), said) {
            (Some(own), Some(a)) if own == a && self.has_outcome(a) => Whose::Counted,
            (Some(own), Some(a)) if own == a => Whose::HandOut(a),
            (Some(_), _) => Whose::Contradicts,
            (None, Some(a)) if self.session_of(a).is_none() => Whose::HandOut(a),
            // Another reader's walk-up has this name: what is kept of that one must not be lost.
            (None, _) if walk_up.is_some() => Whose::Contradicts,
            (None, _) => Whose::Own,
        }
    }

    /// Whether a session that a reader begins can be that of this hand-out: it was not heard of as another's, and the
    /// hand-out has no other.
    pub(crate) fn may_serve_as(
        &self,
        serial: &Serial,
        session: SessionId,
        assignment: Assignment,
    ) -> bool {
        let fits = |a: Assignment| a == assignment && !self.has_outcome(a);
        let walk_up = self.walk_ups.get(&session);
        self.session_of(assignment).is_none_or(|own| own == session)
            && self.sessions.hand_out(serial, session).is_none_or(fits)
            && walk_up.is_none_or(|walk_up| walk_up.unit != *serial)
    }

    fn hand_out(&self, assignment: Assignment) -> Option<&Attempt> {
        let ticket = self.tickets.get(&assignment.ticket)?;
        let index = usize::try_from(assignment.attempt).ok()?.checked_sub(1)?;
        ticket.attempts.get(index)
    }

    fn session_of(&self, assignment: Assignment) -> Option<SessionId> {
        self.hand_out(assignment)?.session
    }

    fn has_outcome(&self, assignment: Assignment) -> bool {
        self.hand_out(assignment)
            .is_some_and(|attempt| attempt.outcome.is_some())
    }

    /// Whether this hand-out was made to this unit: anything else is a walk-up's outcome.
    fn was_handed_out(&self, assignment: Assignment, serial: &Serial) -> bool {
        self.hand_out(assignment)
            .is_some_and(|attempt| attempt.unit == *serial)
    }

    fn day_is_over_for(&self, assignment: Assignment) -> bool {
        let ticket = self.tickets.get(&assignment.ticket);
        ticket.is_some_and(|ticket| ticket.state == State::Ended)
    }

    fn handed_out_ended(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        assignment: Assignment,
        session: SessionId,
        outcome: Outcome,
    ) {
        let Some(ticket) = self.tickets.get(&assignment.ticket) else {
            return;
        };
        let runs = ticket.unit() == Some(serial) && ticket.assignment() == assignment;
        self.count(work, serial, &outcome);
        work.is_about(assignment.ticket);
        if runs {
            self.end(work, assignment, session, outcome);
        } else {
            self.late(work, assignment, session, outcome);
        }
    }

    fn walk_up_ended(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        session: SessionId,
        outcome: Outcome,
        age_ms: u64,
    ) {
        self.count(work, serial, &outcome);
        let age = i64::try_from(age_ms).unwrap_or(i64::MAX);
        let ended_at = self.now.plus(-age.min(self.now.0));
        let walk_up = WalkUp {
            session,
            unit: serial.clone(),
            ended_at,
            outcome,
            bound_to: None,
        };
        work.is_about(serial);
        self.make_room_for_walk_up(work, serial);
        work.keep_walk_up(walk_up.clone());
        self.walk_ups.insert(session, walk_up);
    }

    /// Of more walk-ups than are kept of a unit the oldest goes.
    fn make_room_for_walk_up(&mut self, work: &mut Work, serial: &Serial) {
        // Most fleets have fewer in all: then there is nothing to count.
        if self.walk_ups.len() < WALK_UPS_PER_UNIT
            || self.walk_ups_of(serial).count() < WALK_UPS_PER_UNIT
        {
            return;
        }
        let oldest = self
            .walk_ups_of(serial)
            .min_by_key(|w| (w.ended_at, w.session));
        if let Some(session) = oldest.map(|walk_up| walk_up.session) {
            self.walk_ups.remove(&session);
            work.forget_walk_up(session);
        }
    }

    /// Counts a session at its unit, and lets the unit's health hear of a failure.
    fn count(&mut self, work: &mut Work, serial: &Serial, outcome: &Outcome) {
        let day = self.today();
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        if unit.tally.day != day {
            unit.tally = Tally {
                day,
                ..Tally::default()
            };
        }
        unit.tally.sessions += 1;
        unit.tally.verified += u32::from(outcome.is_verified());
        match outcome.kind {
            Kind::UnitFailed { .. } => unit.failures += 1,
            _ => unit.failures = 0,
        }
        work.touch_unit(serial);
    }
}
