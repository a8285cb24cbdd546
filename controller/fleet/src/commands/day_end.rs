//! The day's end: what is still open is closed as *ended* (RULES, "A ticket's life").
//!
//! - By command at once.
//! - At the set time, by the time of day once that is settled, as soon as nothing is called or verifying: as long as a reader
//!   still serves tickets, the queue is worked off. What was added after the set time is the next day's.
//! - An end that fell while the PC was off is *owed*: tickets of an earlier day are held from the start on, and end one by one as
//!   none of them is at a reader, once the time of day is settled. Today's are called meanwhile.

use crate::decision::{Answer, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, TicketId};
use crate::refusal::Refusal;
use crate::ticket::{State, What, Why};
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::Activity;
use crate::work::Work;

impl Fleet {
    /// Ends the day now. A session that runs is counted as a walk-up when it ends.
    pub(crate) fn end_day(&mut self, work: &mut Work) -> Result<(), Refusal> {
        let open: Vec<_> = self.open_tickets().map(|ticket| ticket.id).collect();
        work.is_about("day");
        work.answers(Answer::Day {
            ended: u32::try_from(open.len()).unwrap_or(u32::MAX),
        });
        // A new day hands out a new roll.
        self.counters.number = 1;
        work.touch_counters();
        self.end_tickets(work, open, None);
        Ok(())
    }

    /// Lets the day end by itself, where that is due.
    pub(crate) fn day_due(&mut self, work: &mut Work) {
        if !self.time_of_day_is_settled() {
            return;
        }
        if self.may_owe().is_some() {
            match self.owed_end() {
                Some(set) => self.end_owed(work, set),
                None => self.owes_nothing(work),
            }
        }
        if let Some(set) = self.due_end().filter(|_| self.active.is_empty()) {
            let open = self.added_before(set);
            self.end_by_itself(work, open);
            self.day_has_ended(work, set);
        }
    }

    /// When the day ends next by itself, if now is too early or something still runs: `None` for never, or not
    /// before something else happens.
    pub(crate) fn next_day_end(&self) -> Option<FleetTime> {
        let settled = self.wall.settles_at(self.now);
        let owed = (self.may_owe().is_some()
            && self.owed_end().is_none_or(|set| self.can_end_some(set)))
        .then_some(settled);
        let ends = if self.due_end().is_some() {
            self.active.is_empty().then_some(settled)
        } else {
            let next = self.next_set_time()?;
            Some(self.wall.calendar().fleet(next).max(settled))
        };
        owed.into_iter().chain(ends).min()
    }

    /// Whether a ticket added before `set` can end now, or none is left.
    fn can_end_some(&self, set: TimeOfDay) -> bool {
        let mut earlier = self.open_tickets().filter(|t| self.is_before(t, set));
        earlier.clone().next().is_none() || earlier.any(|ticket| ticket.unit().is_none())
    }

    fn added_before(&self, set: TimeOfDay) -> Vec<TicketId> {
        let open = self.open_tickets();
        open.filter(|ticket| self.is_before(ticket, set))
            .map(|ticket| ticket.id)
            .collect()
    }

    fn end_owed(&mut self, work: &mut Work, set: TimeOfDay) {
        let (at_readers, others): (Vec<_>, Vec<_>) = self
            .added_before(set)
            .into_iter()
            .partition(|id| self.active.contains(id));
        self.end_by_itself(work, others);
        if at_readers.is_empty() {
            self.day_has_ended(work, set);
            self.owes_nothing(work);
        }
    }

    fn day_has_ended(&mut self, work: &mut Work, set: TimeOfDay) {
        self.counters.day_ended = self.now;
        self.counters.ended_set = set;
        work.touch_counters();
    }

    fn owes_nothing(&mut self, work: &mut Work) {
        self.counters.off_since = FleetTime::default();
        work.touch_counters();
        self.hold_anew(work);
    }

    fn end_by_itself(&mut self, work: &mut Work, open: Vec<TicketId>) {
        if !open.is_empty() && !work.has_subject() {
            work.is_about("day");
        }
        self.end_tickets(work, open, Some(Why::SetTime));
    }

    /// Closes these tickets.
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
