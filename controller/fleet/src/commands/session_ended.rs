//! A session ended: with the outcome of the current hand-out, with a late outcome, or as a walk-up.
//!
//! An outcome counts once (invariant 2): per hand-out, or per session if there is none. A session that claims the hand-out of another
//! session counts as a session without a hand-out; it neither ends the other one nor counts for it.

use crate::command::SessionEnded;
use crate::decision::{Answer, Order, WalkUp, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, ConnectionId, Serial, SessionId};
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::ticket::{Attempt, State};
use crate::unit::{Activity, Unit};
use crate::work::Work;
use crate::yard::Whose as By;

/// To whom an outcome belongs.
enum Whose {
    HandOut(Assignment),
    /// To a session without a hand-out: a walk-up, or one that claims a hand-out of another session.
    Own,
    /// To a session that was counted before.
    Counted,
    /// The reader said before that this session belongs to another hand-out.
    Contradicts,
}

pub(crate) fn check(fleet: &Fleet, ended: SessionEnded) -> Result<SessionEnded, Refusal> {
    fleet.yard.check_speaks(&ended.serial, ended.connection)?;
    Ok(ended)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, ended: SessionEnded) {
    let SessionEnded {
        serial,
        connection,
        session,
        assignment,
        outcome,
        age_ms,
    } = ended;
    fleet.hear(&serial);
    let had = fleet.unit(&serial).map(|unit| unit.activity.clone());
    match fleet.whose(&serial, session, assignment) {
        // After the day's end no ticket waits for it: it is counted as a walk-up.
        Whose::HandOut(a) if !fleet.day_is_over_for(a) => {
            handed_out_ended(fleet, work, &serial, a, session, outcome);
        }
        Whose::HandOut(_) | Whose::Own => {
            walk_up_ended(fleet, work, &serial, session, outcome, age_ms);
        }
        Whose::Counted => {}
        Whose::Contradicts => {
            let why = Refusal::SessionNamedOtherwise(session);
            work.answers(Answer::Except(Box::new(why)));
        }
    }
    if let Some(had) = had {
        leave_unit(fleet, work, &serial, connection, session, &had);
    }
}

/// Frees the unit if this session was the one that ran there.
fn leave_unit(
    fleet: &mut Fleet,
    work: &mut Work,
    serial: &Serial,
    connection: ConnectionId,
    session: SessionId,
    had: &Activity,
) {
    let ran = match had {
        Activity::Called(a) | Activity::Verifying(a) | Activity::Asked(a) => {
            fleet.book.hand_out_of(serial, session) == Some(*a)
        }
        Activity::Unplanned {
            session: running, ..
        } => *running == session,
        Activity::Free { .. } | Activity::Finishing { .. } => false,
    };
    if !ran {
        return;
    }
    if let Activity::Called(assignment) = *had {
        // The fleet did not see the card being placed, so the reader may have been told of the call since.
        let reason = Withdrawal::NotCurrent;
        work.order(connection, Order::Withdraw { assignment, reason });
    }
    let attachment = fleet.unit(serial).and_then(Unit::attachment);
    let lies_there = attachment.is_some_and(|a| a.card_present);
    fleet.settle_empty_handed(work, serial, lies_there);
}

fn handed_out_ended(
    fleet: &mut Fleet,
    work: &mut Work,
    serial: &Serial,
    assignment: Assignment,
    session: SessionId,
    outcome: Outcome,
) {
    let Some(ticket) = fleet.book.ticket(assignment.ticket) else {
        return;
    };
    let runs = ticket.unit() == Some(serial) && ticket.assignment() == assignment;
    count(fleet, serial, &outcome, By::Patient);
    work.set_subject(assignment.ticket);
    if runs {
        fleet.end(work, assignment, session, outcome);
    } else {
        fleet.late(work, assignment, session, outcome);
    }
}

fn walk_up_ended(
    fleet: &mut Fleet,
    work: &mut Work,
    serial: &Serial,
    session: SessionId,
    outcome: Outcome,
    age_ms: u64,
) {
    count(fleet, serial, &outcome, By::Anybody);
    let now = fleet.now();
    let age = i64::try_from(age_ms).unwrap_or(i64::MAX);
    work.set_subject(serial);
    fleet.walk_ups.add(WalkUp {
        session,
        unit: serial.clone(),
        ended_at: now.plus(-age.min(now.0)),
        outcome,
        bound_to: None,
    });
}

/// Counts a session at its unit, on the day that it is; a failure counts towards the automatic pause.
fn count(fleet: &mut Fleet, serial: &Serial, outcome: &Outcome, by: By) {
    fleet.turn_day();
    let now = fleet.now();
    fleet.yard.count_session(serial, now, outcome, by);
}

impl Fleet {
    /// To whom an outcome belongs. From its first message a session belongs to one hand-out or to none, and its outcome is never counted
    /// for another.
    fn whose(&self, serial: &Serial, session: SessionId, said: Option<Assignment>) -> Whose {
        let said = said.filter(|a| self.was_handed_out(*a, serial));
        let walk_up = self.walk_up(session);
        if walk_up.is_some_and(|walk_up| walk_up.unit == *serial) {
            // A repeat, whatever has happened to the ticket since.
            return Whose::Counted;
        }
        match (self.book.hand_out_of(serial, session), said) {
            (Some(own), Some(a)) if own == a && self.has_outcome(a) => Whose::Counted,
            (Some(own), Some(a)) if own == a => Whose::HandOut(a),
            (Some(_), _) => Whose::Contradicts,
            (None, Some(a)) if self.session_of(a).is_none() => Whose::HandOut(a),
            // A walk-up of another reader has this session id; its record must not be overwritten.
            (None, _) if walk_up.is_some() => Whose::Contradicts,
            (None, _) => Whose::Own,
        }
    }

    /// Whether a session that begins at a reader can be that of this hand-out: the session does not belong to another hand-out, and the
    /// hand-out has no other session.
    pub(crate) fn may_serve_as(
        &self,
        serial: &Serial,
        session: SessionId,
        assignment: Assignment,
    ) -> bool {
        let fits = |a: Assignment| a == assignment && !self.has_outcome(a);
        let walk_up = self.walk_up(session);
        self.session_of(assignment).is_none_or(|own| own == session)
            && self.book.hand_out_of(serial, session).is_none_or(fits)
            && walk_up.is_none_or(|walk_up| walk_up.unit != *serial)
    }

    fn hand_out(&self, assignment: Assignment) -> Option<&Attempt> {
        self.book.ticket(assignment.ticket)?.attempt_of(assignment)
    }

    fn session_of(&self, assignment: Assignment) -> Option<SessionId> {
        self.hand_out(assignment)?.session
    }

    fn has_outcome(&self, assignment: Assignment) -> bool {
        self.hand_out(assignment)
            .is_some_and(|attempt| attempt.outcome.is_some())
    }

    /// Whether this hand-out was made to this unit. If not, the outcome is a walk-up's.
    fn was_handed_out(&self, assignment: Assignment, serial: &Serial) -> bool {
        self.hand_out(assignment)
            .is_some_and(|attempt| attempt.unit == *serial)
    }

    fn day_is_over_for(&self, assignment: Assignment) -> bool {
        let ticket = self.book.ticket(assignment.ticket);
        ticket.is_some_and(|ticket| ticket.state == State::Ended)
    }
}
