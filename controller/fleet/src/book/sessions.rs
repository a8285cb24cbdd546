//! Which hand-out a reader's session belongs to: from its first word to its last the two stay together.
//!
//! A session id is of its reader's making, so it names a session at that reader only. What is kept here follows from the
//! tickets' attempts, and is forgotten with them.

use crate::ids::{Assignment, Serial, SessionId};
use crate::ticket::{Attempt, Ticket};
use std::collections::BTreeMap;

/// The hand-out of each session that was heard of, at each reader.
#[derive(Debug, Clone, Default)]
pub(super) struct Sessions {
    of: BTreeMap<(Serial, SessionId), Assignment>,
}

impl Sessions {
    /// The hand-out that this session of this reader serves.
    pub(super) fn hand_out(&self, serial: &Serial, session: SessionId) -> Option<Assignment> {
        self.of.get(&(serial.clone(), session)).copied()
    }

    /// Notes the session of a hand-out; the first hand-out of a session keeps it.
    pub(super) fn note(&mut self, serial: &Serial, session: SessionId, assignment: Assignment) {
        self.of
            .entry((serial.clone(), session))
            .or_insert(assignment);
    }

    /// Notes all sessions of a ticket that was stored.
    pub(super) fn note_all(&mut self, ticket: &Ticket) {
        for (assignment, attempt) in hand_outs(ticket) {
            if let Some(session) = attempt.session {
                self.note(&attempt.unit, session, assignment);
            }
        }
    }

    /// Forgets the sessions of a ticket.
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
