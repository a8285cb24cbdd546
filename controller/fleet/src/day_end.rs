//! The end of the day (RULES, "The day's end"). The automatic one:
//!
//! - At the set time, by the settled time of day, as soon as nothing is called or verifying. Until then the readers serve the queue.
//!   Tickets that were added after the set time belong to the next day.
//! - An end that fell while the PC was off is *owed*. Tickets of an earlier day are held from the start on. Once the time of day is
//!   settled, each of them ends as soon as it is not at a reader. Today's tickets are called meanwhile.

use crate::decision::Withdrawal;
use crate::fleet::Fleet;
use crate::ids::{Assignment, Serial, TicketId};
use crate::ticket::{Before, State, Ticket, What, Why};
use crate::time::{FleetTime, TimeOfDay};
use crate::unit::{Activity, Unit};
use crate::work::Work;

/// How a day ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ending {
    /// At its set time.
    ByItself,
    /// By command; the number of this end, under which each ticket keeps its state before.
    ByCommand(u64),
}

impl Ending {
    const fn why(self) -> Option<Why> {
        match self {
            Self::ByItself => Some(Why::SetTime),
            Self::ByCommand(_) => None,
        }
    }

    /// What the ticket keeps of its state: nothing of an end that cannot be taken back.
    fn keeps(self, ticket: &Ticket, at: FleetTime) -> Option<Before> {
        let Self::ByCommand(day_end) = self else {
            return None;
        };
        let mut before = Before {
            day_end,
            ..Before::of(ticket, at, What::Ended)
        };
        if let State::Verifying { grace, .. } = &mut before.state {
            // Whether its reader is there is looked at anew.
            *grace = None;
        }
        Some(before)
    }
}

impl Fleet {
    /// Ends the day if that is due.
    pub(crate) fn end_day_if_due(&mut self, work: &mut Work) {
        if !self.clock.is_settled() {
            return;
        }
        if self.clock.may_owe().is_some() {
            match self.clock.owed_end() {
                Some(set) => self.end_owed(work, set),
                None => self.clear_owed_end(),
            }
        }
        if let Some(set) = self.clock.due_end().filter(|_| !self.book.has_active()) {
            let open = self.added_before(set).map(|ticket| ticket.id).collect();
            self.end_by_itself(work, open);
            self.note_day_end(set);
        }
    }

    fn note_day_end(&mut self, set: TimeOfDay) {
        self.clock.note_day_end(set);
        self.book.note_end_by_itself();
    }

    /// The next automatic end, if it is still too early or something is running; `None` for never, or for not before another event.
    pub(crate) fn next_day_end(&self) -> Option<FleetTime> {
        let clock = &self.clock;
        let settled = clock.settles_at();
        let owed = (clock.may_owe().is_some()
            && clock.owed_end().is_none_or(|set| self.can_end_some(set)))
        .then_some(settled);
        let ends = if clock.due_end().is_some() {
            (!self.book.has_active()).then_some(settled)
        } else {
            let next = clock.next_set_time()?;
            Some(clock.calendar().fleet(next).max(settled))
        };
        owed.into_iter().chain(ends).min()
    }

    /// Whether a ticket added before `set` can end now, or none is left.
    fn can_end_some(&self, set: TimeOfDay) -> bool {
        let mut earlier = self.added_before(set);
        earlier.clone().next().is_none() || earlier.any(|ticket| ticket.unit().is_none())
    }

    fn added_before(&self, set: TimeOfDay) -> impl Iterator<Item = &Ticket> + Clone {
        let open = self.book.open();
        open.filter(move |ticket| self.clock.was_before(ticket.added_at, set))
    }

    fn end_owed(&mut self, work: &mut Work, set: TimeOfDay) {
        let earlier = self.added_before(set);
        let (at_readers, others): (Vec<_>, Vec<_>) = earlier.partition(|t| t.unit().is_some());
        let nobody_left = at_readers.is_empty();
        let others = others.into_iter().map(|ticket| ticket.id).collect();
        self.end_by_itself(work, others);
        if nobody_left {
            self.note_day_end(set);
            self.clear_owed_end();
        }
    }

    fn clear_owed_end(&mut self) {
        self.clock.clear_owed_end();
        self.hold_anew();
    }

    fn end_by_itself(&mut self, work: &mut Work, open: Vec<TicketId>) {
        if !open.is_empty() && !work.has_subject() {
            work.set_subject("day");
        }
        self.end_tickets(work, open, Ending::ByItself);
    }

    pub(crate) fn end_tickets(&mut self, work: &mut Work, open: Vec<TicketId>, ending: Ending) {
        for id in open {
            let Some(ticket) = self.book.ticket(id) else {
                continue;
            };
            let (state, assignment) = (ticket.state.clone(), ticket.assignment());
            let (before, late) = (ending.keeps(ticket, self.now()), ticket.late.clone());
            match &state {
                State::Called { unit, .. } => {
                    self.withdraw(work, id, unit, Withdrawal::ByStaff);
                }
                State::Verifying { unit, .. } => self.orphan(unit, assignment),
                _ => {}
            }
            self.enter(work, id, State::Ended, |_| {});
            self.tell(work, id, What::Ended, ending.why(), None);
            if before.is_some() {
                self.book.change(&self.clock, id, |ticket| {
                    (ticket.before, ticket.late) = (before, late);
                });
            }
        }
    }

    /// The session continues at its reader without a ticket.
    fn orphan(&mut self, serial: &Serial, assignment: Assignment) {
        let attached = self.yard.unit(serial).and_then(Unit::attachment).is_some();
        let ticket = self.book.ticket(assignment.ticket);
        let attempt = ticket.and_then(|ticket| ticket.attempts.last());
        let activity = match attempt
            .and_then(|attempt| attempt.session)
            .filter(|_| attached)
        {
            Some(session) => Activity::Unplanned {
                session,
                assignment: Some(assignment),
            },
            None => Activity::Free { since: self.now() },
        };
        self.yard.set_activity(serial, activity);
    }
}
