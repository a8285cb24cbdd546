//! The day's end: what is still open is closed as *ended* (RULES, "A ticket's life").
//!
//! By command at once, or at the set time as soon as nothing is called or verifying: as long as a reader still serves
//! tickets, the queue is worked off. What was added after the set time is the next day's.

use crate::decision::{Answer, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What, Why};
use crate::time::{DAY, FleetTime};
use crate::unit::Activity;
use crate::work::Work;

impl Fleet {
    /// Ends the day now. A session that runs is counted as a walk-up when it ends.
    pub(crate) fn end_day(&mut self, work: &mut Work) -> Result<(), Refusal> {
        let open: Vec<_> = self.numbers.values().copied().collect();
        work.is_about("day");
        work.answers(Answer::Day {
            ended: u32::try_from(open.len()).unwrap_or(u32::MAX),
        });
        self.end_tickets(work, open, None);
        Ok(())
    }

    /// At the set time: lets the day end once nothing is called or verifying.
    pub(crate) fn day_due(&mut self, work: &mut Work) {
        let Some(at) = self.due_day_end() else {
            return;
        };
        let open: Vec<_> = self
            .numbers
            .values()
            .filter_map(|id| self.tickets.get(id))
            .filter(|ticket| ticket.added_at < at)
            .map(|ticket| ticket.id)
            .collect();
        if !open.is_empty() {
            work.is_about("day");
        }
        self.counters.day_ended = at;
        self.end_tickets(work, open, Some(Why::SetTime));
    }

    /// When the day ends next by itself, if now is too early or something still runs: `None` for never, or not
    /// before something else happens.
    pub(crate) fn next_day_end(&self) -> Option<FleetTime> {
        let newest = self.newest_day_end()?;
        if newest > self.counters.day_ended {
            return self.active.is_empty().then_some(newest);
        }
        Some(newest.plus(DAY))
    }

    fn due_day_end(&self) -> Option<FleetTime> {
        self.next_day_end().filter(|at| *at <= self.now)
    }

    /// The newest set time that has passed.
    fn newest_day_end(&self) -> Option<FleetTime> {
        let at = self.settings.day_end_ms?;
        let today = self.midnight().plus(at);
        Some(if today <= self.now {
            today
        } else {
            today.plus(-DAY)
        })
    }

    /// Closes these tickets. Automatic numbers begin at 1 again: a new day hands out a new roll.
    fn end_tickets(&mut self, work: &mut Work, open: Vec<TicketId>, why: Option<Why>) {
        for id in open {
            let Some(ticket) = self.tickets.get(&id) else {
                continue;
            };
            let (state, assignment) = (ticket.state.clone(), ticket.assignment());
            match &state {
                State::Called { unit, .. } => {
                    self.withdraw(work, id, unit, Withdrawal::ByStaff);
                }
                State::Verifying { unit, .. } => self.orphan(work, unit, assignment),
                _ => {}
            }
            self.set_state(work, id, State::Ended);
            self.tell(work, id, What::Ended, why, None);
        }
        self.counters.number = 1;
        work.touch_counters();
    }

    /// The session goes on at its reader, for nobody in the queue.
    fn orphan(&mut self, work: &mut Work, serial: &Serial, assignment: Assignment) {
        let attached = self
            .units
            .get(serial)
            .is_some_and(|unit| unit.attachment().is_some());
        let session = self
            .tickets
            .get(&assignment.ticket)
            .and_then(|ticket| ticket.attempts.last()?.session);
        let activity = match session.filter(|_| attached) {
            Some(session) => Activity::Unplanned {
                session,
                assignment: Some(assignment),
            },
            None => Activity::Free { since: self.now },
        };
        self.set_activity(work, serial, activity);
    }
}
