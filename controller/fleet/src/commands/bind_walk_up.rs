//! Binds a walk-up's outcome to an open ticket: the patient went to a reader without having been called there.
//!
//! The session was counted when it ended; binding counts nothing again (invariant 2).

use super::staff_tickets::{concerns, wrong_state};
use crate::command::WalkUpChoice;
use crate::decision::{WalkUp, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Number, Serial};
use crate::outcome::Kind;
use crate::refusal::Refusal;
use crate::ticket::{State, What, Why};
use crate::work::Work;

impl Fleet {
    pub(crate) fn bind_walk_up(
        &mut self,
        work: &mut Work,
        number: &Number,
        choice: &WalkUpChoice,
    ) -> Result<(), Refusal> {
        let ticket = self.open_ticket(number)?;
        if let State::Verifying { .. } = ticket.state {
            return Err(wrong_state(ticket));
        }
        let id = ticket.id;
        let called_to = ticket.unit().cloned();
        let mut walk_up = self.chosen(choice)?.clone();
        if let Some(ticket) = walk_up.bound_to {
            return Err(Refusal::WalkUpBound(ticket));
        }
        if let Kind::UnitFailed { .. } = walk_up.outcome.kind {
            return Err(Refusal::WalkUpFailed(walk_up.unit));
        }
        concerns(work, id);
        if let Some(serial) = &called_to {
            self.withdraw(work, id, serial, Withdrawal::VerifiedElsewhere);
        }
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.outcome = Some(walk_up.outcome.clone());
        }
        self.set_state(work, id, State::Done);
        self.tell(
            work,
            id,
            What::Bound,
            Some(Why::WalkUp),
            Some(&walk_up.unit),
        );
        walk_up.bound_to = Some(id);
        self.walk_ups.insert(walk_up.session, walk_up.clone());
        work.keep_walk_up(walk_up);
        Ok(())
    }

    fn chosen<'a>(&'a self, choice: &'a WalkUpChoice) -> Result<&'a WalkUp, Refusal> {
        match choice {
            WalkUpChoice::Session(session) => self
                .walk_ups
                .get(session)
                .ok_or(Refusal::NoSuchWalkUp(*session)),
            WalkUpChoice::NewestAt(serial) => {
                self.newest_walk_up(serial)
                    .ok_or_else(|| match self.units.contains_key(serial) {
                        true => Refusal::NoWalkUpAt(serial.clone()),
                        false => Refusal::NoSuchUnit(serial.clone()),
                    })
            }
        }
    }

    /// The newest walk-up of today at a unit that no ticket has yet. One of another day is named by its session:
    /// it is easily somebody else's.
    fn newest_walk_up<'a>(&'a self, serial: &'a Serial) -> Option<&'a WalkUp> {
        self.walk_ups_of(serial)
            .filter(|w| w.bound_to.is_none() && self.is_of_today(w.ended_at))
            .max_by_key(|w| (w.ended_at, w.session))
    }
}
