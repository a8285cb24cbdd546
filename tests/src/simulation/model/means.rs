//! Patients whom staff served without a reader.

use super::{Model, State};

/// A unit that was not heard for so long no longer keeps its patient.
const SILENCE: i64 = 30_000;

impl Model {
    /// The refusals of which one has to come; `None`: it is accepted.
    pub fn may_be_done(&self, now: i64, number: &str) -> Option<&'static [&'static str]> {
        let open = |state: &State| !matches!(state, State::Done | State::Cancelled | State::Ended);
        if let Some(refusals) = self.refuses(number, open) {
            return Some(refusals);
        }
        let ticket = self.tickets.get(&self.numbered(number)?)?;
        let State::Verifying { unit, .. } = &ticket.state else {
            return None;
        };
        let heard = self.units.get(unit)?.heard;
        (now - heard < SILENCE).then_some(&["reader-alive"])
    }

    /// It is done. A silent unit is asked what it has of its patient.
    pub fn is_done(&mut self, now: i64, id: u64) {
        let Some(ticket) = self.tickets.get(&id) else {
            return;
        };
        // Whom an earlier unit verified after all does not come back.
        let undo = self.undo_of(now, id).filter(|_| !ticket.held);
        let handout = (id, ticket.attempt());
        let silent = match &ticket.state {
            State::Verifying { unit, .. } => Some(unit.clone()),
            _ => None,
        };
        self.becomes(now, id, State::Done);
        if let Some(serial) = silent.filter(|serial| self.has(serial, handout)) {
            self.is_asked(now, &serial, handout);
        }
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.by_means = true;
        }
        self.keep_undo(id, undo);
    }
}
