//! The hand-out that each reader's session serves. The two stay together from the session's first message to its last.
//!
//! A reader makes up its session ids, so an id names a session at that reader only. These entries are derived from the tickets' attempts
//! and are removed with them.

use crate::ids::{Assignment, Serial, SessionId};
use crate::ticket::{Attempt, Ticket};
use std::collections::BTreeMap;

/// The hand-out of each known session, by reader.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    of: BTreeMap<(Serial, SessionId), Assignment>,
}

impl Sessions {
    /// The hand-out that a session of this reader serves.
    pub(super) fn hand_out(&self, serial: &Serial, session: SessionId) -> Option<Assignment> {
        self.of.get(&(serial.clone(), session)).copied()
    }

    /// Notes that a session serves a hand-out. A session that has one keeps it.
    pub(super) fn note(&mut self, serial: &Serial, session: SessionId, assignment: Assignment) {
        self.of
            .entry((serial.clone(), session))
            .or_insert(assignment);
    }

    /// Notes all sessions of a stored ticket.
    pub(super) fn note_all(&mut self, ticket: &Ticket) {
        for (assignment, attempt) in hand_outs(ticket) {
            if let Some(session) = attempt.session {
                self.note(&attempt.unit, session, assignment);
            }
        }
    }

    pub(super) fn forget(&mut self, ticket: &Ticket) {
        for (assignment, attempt) in hand_outs(ticket) {
            let Some(session) = attempt.session else {
                continue;
            };
            let key = (attempt.unit.clone(), session);
            if self.of.get(&key) == Some(&assignment) {
                self.of.remove(&key);
            }
        }
    }
}

fn hand_outs(ticket: &Ticket) -> impl Iterator<Item = (Assignment, &Attempt)> {
    (1..).zip(&ticket.attempts).map(|(attempt, made)| {
        let assignment = Assignment {
            ticket: ticket.id,
            attempt,
        };
        (assignment, made)
    })
}
