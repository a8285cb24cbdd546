//! What was done: the answers for repeats, the audit, and the counters as they are stored.

use crate::decision::{Answer, AuditEntry, Change, Counters};
use crate::ids::{Request, RequestId};
use crate::refusal::Refusal;
use crate::requests::{Answered, Requests};
use crate::settings::AUDIT_KEPT;

/// The memory of what was done.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    requests: Requests,
    /// The next audit entry.
    next_entry: u64,
    /// The counters as they were stored last, without the runs.
    counters: Counters,
}

impl Memory {
    /// What was stored.
    pub(crate) fn restore(answers: Vec<Answered>, next_entry: u64) -> Self {
        let mut requests = Requests::default();
        for answered in answers {
            requests.remember(answered);
        }
        Self {
            requests,
            next_entry,
            counters: Counters::default(),
        }
    }

    /// The first answer, where this is a repeat.
    ///
    /// # Errors
    /// When the id was that of another request.
    pub(crate) fn repeat(
        &self,
        request: Request,
        command: &str,
    ) -> Result<Option<&Answer>, Refusal> {
        self.requests.repeat(request, command)
    }

    /// Whether something was done under this id.
    pub(crate) fn has(&self, id: RequestId) -> bool {
        self.requests.has(id)
    }

    /// Keeps an answer for a repeat.
    pub(crate) fn remember(&mut self, answered: Answered) {
        self.requests.remember(answered);
    }

    /// The next audit entry's number.
    pub(crate) const fn next_entry(&self) -> u64 {
        self.next_entry
    }

    /// Writes an audit entry; one that many newer ones follow goes.
    pub(crate) fn write(&mut self, changes: &mut Vec<Change>, entry: AuditEntry) {
        self.next_entry = entry.sequence + 1;
        let old = entry.sequence.checked_sub(AUDIT_KEPT);
        changes.extend(old.filter(|old| *old > 0).map(Change::ForgetAudit));
        changes.push(Change::Audit(entry));
    }

    /// Whether these counters, without the runs, are others than were stored last. Then they are the ones that are.
    pub(crate) fn counters_moved(&mut self, counters: &Counters) -> bool {
        let moved = self.counters != *counters;
        if moved {
            self.counters = counters.clone();
        }
        moved
    }
}
