//! A session ended: the outcome of the hand-out that runs, a late one, or a walk-up's.
//!
//! An outcome counts once (invariant 2): by its hand-out, or by its session where there is none.

use crate::command::SessionEnded;
use crate::decision::{Order, WalkUp, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, SessionId};
use crate::outcome::{Kind, Outcome};
use crate::refusal::Refusal;
use crate::ticket::State;
use crate::unit::{Activity, Tally};
use crate::work::Work;

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
        if let (Activity::Called(a), Some(b)) = (&had, assignment)
            && *a == b
        {
            // The card was placed unseen: the reader may still have been told of the call since.
            let reason = Withdrawal::NotCurrent;
            work.order(
                connection,
                Order::Withdraw {
                    assignment: b,
                    reason,
                },
            );
        }
        let handed_out = assignment.filter(|a| self.was_handed_out(*a, &serial));
        match handed_out {
            // Sent again, whatever has become of the ticket since.
            _ if self.is_counted(session, handed_out) => {}
            // After the day's end nobody waits for it any more: counted as a walk-up.
            Some(a) if !self.day_is_over_for(a) => {
                self.handed_out_ended(work, &serial, a, session, outcome);
            }
            _ => self.walk_up_ended(work, &serial, session, outcome, age_ms),
        }
        let over = match had {
            Activity::Called(a) | Activity::Verifying(a) | Activity::Asked(a) => {
                Some(a) == assignment
            }
            Activity::Unplanned {
                session: running, ..
            } => running == session,
            Activity::Free { .. } | Activity::Finishing { .. } => false,
        };
        if over {
            let lies_there = self
                .units
                .get(&serial)
                .and_then(|u| u.attachment())
                .is_some_and(|a| a.card_present);
            self.empty_handed(work, &serial, lies_there);
        }
        Ok(())
    }

    /// Whether this hand-out was made to this unit: anything else is a walk-up's outcome.
    fn was_handed_out(&self, assignment: Assignment, serial: &Serial) -> bool {
        let Some(ticket) = self.tickets.get(&assignment.ticket) else {
            return false;
        };
        let index = (assignment.attempt as usize).checked_sub(1);
        index
            .and_then(|i| ticket.attempts.get(i))
            .is_some_and(|attempt| attempt.unit == *serial)
    }

    /// Whether this outcome was counted before: for its hand-out, or as a walk-up.
    fn is_counted(&self, session: SessionId, handed_out: Option<Assignment>) -> bool {
        let of_attempt = handed_out.and_then(|a| {
            let ticket = self.tickets.get(&a.ticket)?;
            let index = usize::try_from(a.attempt).ok()?.checked_sub(1)?;
            ticket.attempts.get(index)?.outcome.as_ref()
        });
        of_attempt.is_some() || self.walk_ups.contains_key(&session)
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
        work.keep_walk_up(walk_up.clone());
        self.walk_ups.insert(session, walk_up);
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
