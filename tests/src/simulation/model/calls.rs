//! Who is called: the first in rank that the unit may serve.

use super::{CALL, Hand, KEPT, Model, State, Ticket, Undo, Unit};

impl Model {
    fn may_serve(&self, serial: &str, ticket: &Ticket) -> bool {
        let Some(unit) = self.units.get(serial) else {
            return false;
        };
        let prefers = ticket.prefers.iter().filter(|_| !ticket.gave_way);
        let wishes = ticket.needs.iter().chain(prefers);
        unit.serves
            && unit.is_free()
            && !ticket.held_back
            && wishes.clone().all(|wish| unit.meets(serial, wish))
    }

    pub(super) fn meets_needs(&self, serial: &str, ticket: &Ticket) -> bool {
        let unit = self.units.get(serial);
        unit.is_some_and(|unit| ticket.needs.iter().all(|wish| unit.meets(serial, wish)))
    }

    /// Whether staff may call a ticket now, to this unit or to any.
    pub fn may_call(&self, id: u64, serial: Option<&str>) -> Result<(), &'static [&'static str]> {
        let Some(ticket) = self.tickets.get(&id) else {
            return Err(&["no-such-ticket"]);
        };
        let free = |serial: &str| {
            self.units
                .get(serial)
                .is_some_and(|u| u.serves && u.is_free())
        };
        match serial {
            Some(serial) if !self.units.contains_key(serial) => Err(&["no-such-unit"]),
            Some(serial) if !free(serial) => {
                Err(&["unit-not-free", "unit-retired", "replaced-already"])
            }
            Some(serial) if !self.meets_needs(serial, ticket) => Err(&["need-unmet"]),
            Some(_) => Ok(()),
            None if self
                .units
                .keys()
                .any(|s| free(s) && self.meets_needs(s, ticket)) =>
            {
                Ok(())
            }
            None => Err(&["no-free-unit"]),
        }
    }

    /// A call was made: by the rules it has to be of a waiting ticket, the first that the unit may serve, and to the
    /// least special of the units that may, then to the one idle longest.
    pub fn calls(&mut self, now: i64, id: u64, serial: &str, by_staff: bool) -> Result<(), String> {
        // Whoever is called, preferences whose time is over count for nobody.
        for ticket in self.tickets.values_mut() {
            ticket.gave_way |= ticket.state == State::Waiting && now >= ticket.prefers_until;
        }
        let ticket = self.tickets.get(&id).ok_or("a call of nobody")?;
        let unit = self.units.get(serial).ok_or("a call to no unit")?;
        if !by_staff {
            if ticket.state != State::Waiting
                || self.is_setting()
                || !self.may_serve(serial, ticket)
            {
                return Err(format!(
                    "{id} {:?} must not be called to {serial} {unit:?}",
                    ticket.state
                ));
            }
            let passed = self.tickets.iter().find(|(_, other)| {
                other.state == State::Waiting
                    && other.rank < ticket.rank
                    && self.may_serve(serial, other)
            });
            if let Some((other, _)) = passed {
                return Err(format!(
                    "invariant 4: {id} was called to {serial} while {other} has a better rank"
                ));
            }
            let rank = |unit: &Unit| match unit.hand {
                Hand::Free { since } => (unit.special(), since),
                _ => (usize::MAX, i64::MAX),
            };
            let better = self
                .units
                .iter()
                .find(|(s, other)| self.may_serve(s, ticket) && rank(other) < rank(unit));
            if let Some((better, _)) = better {
                return Err(format!(
                    "{id} was called to {serial}, not to {better}: less special, or idle longer"
                ));
            }
        }
        let unit = serial.to_owned();
        let attempt = ticket.attempt() + 1;
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.attempts.push((unit.clone(), false));
            ticket.session = None;
        }
        self.day_goes_on(id);
        let undo = self.undo_of(now, id);
        self.set(
            now,
            id,
            State::Called {
                unit,
                until: now + CALL,
            },
        );
        let gives = State::Parked;
        self.keep_undo(id, undo.map(|undo| Undo { gives, ..undo }));
        self.takes(serial, Hand::Ticket((id, attempt)));
        Ok(())
    }

    /// Nobody waits whom a free unit may serve (invariant 5).
    pub fn is_work_conserving(&self) -> Result<(), String> {
        if self.is_setting() {
            // Nobody is called until fleet time was set.
            return Ok(());
        }
        let free = |unit: &Unit| unit.serves && unit.is_free();
        for (serial, _) in self.units.iter().filter(|(_, unit)| free(unit)) {
            let idle = self
                .tickets
                .iter()
                .find(|(_, t)| t.state == State::Waiting && self.may_serve(serial, t));
            if let Some((id, _)) = idle {
                return Err(format!("invariant 5: {serial} is free, and {id} waits"));
            }
        }
        Ok(())
    }

    /// Whether a ticket was closed long ago, by a time that is believed.
    pub fn may_be_forgotten(&self, id: u64, now: i64) -> bool {
        let ticket = self.tickets.get(&id);
        ticket.is_some_and(|t| !t.is_open() && now - t.closed_at >= KEPT)
    }
}
