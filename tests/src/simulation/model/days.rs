//! A day's end by command, and taking it back as a whole.

use super::{Hand, Model, State, Ticket};
use std::collections::BTreeSet;

/// The newest day's end by command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    nth: u64,
    /// The newest ticket then.
    last: u64,
    since: Since,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    Nothing,
    Called,
    TakenBack,
    ByItself,
}

/// What a day's end found of a ticket.
#[derive(Debug, Clone)]
pub(super) struct Found {
    nth: u64,
    was: State,
    held: bool,
}

impl Model {
    /// Everything that is open ends. Who is at a reader goes on for nobody in the queue.
    pub fn ends_day(&mut self, now: i64) {
        let open = self.tickets.iter().filter(|(_, t)| t.is_open());
        let open: Vec<u64> = open.map(|(id, _)| *id).collect();
        if open.is_empty() {
            return;
        }
        let nth = self.day.map_or(1, |day| day.nth + 1);
        self.day = Some(Day {
            nth,
            last: self.tickets.keys().next_back().copied().unwrap_or(0),
            since: Since::Nothing,
        });
        for id in open {
            let ticket = self.tickets.get(&id).cloned();
            let found = ticket.as_ref().map(|ticket| Found {
                nth,
                was: ticket.state.clone(),
                held: ticket.held,
            });
            if let Some(ticket) = ticket
                && let State::Verifying { unit, .. } = &ticket.state
            {
                let there = self.units.get(unit).is_some_and(|u| u.connection.is_some());
                match ticket.session.filter(|_| there) {
                    Some(session) => self.takes(unit, Hand::Somebody(session)),
                    None => self.free(now, unit),
                }
            }
            self.becomes(now, id, State::Ended);
            if let Some(ticket) = self.tickets.get_mut(&id) {
                ticket.ended = found;
            }
        }
    }

    /// Whether the newest end can be taken back.
    pub fn may_undo_day(&self) -> Option<Vec<&'static str>> {
        let code = match self.day.map(|day| day.since) {
            Some(Since::Nothing) => return None,
            Some(Since::Called) => "next-day-began",
            Some(Since::TakenBack) => "no-day-to-undo",
            Some(Since::ByItself) => "day-ended-by-itself",
            None if self.clock.ended.is_some() => "day-ended-by-itself",
            None => "no-day-to-undo",
        };
        Some(vec![code])
    }

    /// A ticket is called: one that came after the end is the next day's.
    pub(super) fn day_goes_on(&mut self, id: u64) {
        if let Some(day) = &mut self.day
            && day.since == Since::Nothing
            && id > day.last
        {
            day.since = Since::Called;
        }
    }

    /// A day ended by itself.
    pub(super) fn day_ended_by_itself(&mut self) {
        if let Some(day) = &mut self.day
            && day.since != Since::Nothing
        {
            day.since = Since::ByItself;
        }
    }

    /// Each ticket is what it was; one that was called waits.
    pub fn undoes_day(&mut self, now: i64) {
        let Some(day) = self.day.as_mut() else { return };
        day.since = Since::TakenBack;
        let nth = day.nth;
        let mut numbers = BTreeSet::new();
        let mut back = Vec::new();
        for (id, ticket) in self.tickets.iter().rev() {
            let found = ticket.ended.clone().filter(|found| found.nth == nth);
            if let Some(found) = found
                && self.may_add(&ticket.number)
                && !self.is_over(ticket, &found)
                && numbers.insert(ticket.number.clone())
            {
                back.push((*id, self.was(ticket, &found), found.held));
            }
        }
        for (id, state, held) in back {
            self.opens(now, id, state, held);
        }
    }

    fn opens(&mut self, now: i64, id: u64, state: State, held: bool) {
        let at = match &state {
            State::Verifying { unit, .. } => Some(unit.clone()),
            _ => None,
        };
        self.set(now, id, state);
        match at {
            Some(unit) => {
                let attempt = self.tickets.get_mut(&id).map_or(0, |ticket| {
                    ticket.held = held;
                    ticket.attempt()
                });
                self.takes(&unit, Hand::Ticket((id, attempt)));
            }
            // An older attempt verified.
            None if held => self.set(now, id, State::Done),
            None => {}
        }
    }

    /// Whether the session that ran is over, as a walk-up that has a result.
    fn is_over(&self, ticket: &Ticket, found: &Found) -> bool {
        let State::Verifying { unit, .. } = &found.was else {
            return false;
        };
        let session = ticket
            .session
            .and_then(|session| self.walk_ups.get(&session));
        session.is_some_and(|walk_up| walk_up.unit == *unit && !walk_up.failed)
    }

    fn was(&self, ticket: &Ticket, found: &Found) -> State {
        match &found.was {
            State::Called { .. } => State::Waiting,
            State::Verifying { unit, until, .. } => {
                let there = self
                    .units
                    .get(unit)
                    .filter(|u| u.seated && u.connection.is_some());
                let runs = there.is_some_and(|u| match u.hand {
                    Hand::Somebody(session) => Some(session) == ticket.session,
                    _ => false,
                });
                match runs {
                    true => State::Verifying {
                        unit: unit.clone(),
                        until: *until,
                        grace: None,
                    },
                    false => State::Waiting,
                }
            }
            state => state.clone(),
        }
    }
}
