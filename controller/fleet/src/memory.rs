//! The record of past commands: answers for repeats, the audit, and the stored counters.

use crate::audit::{self, Anchor};
use crate::decision::{Answer, AuditEntry, Backup, Change, Counters};
use crate::ids::{Request, RequestId};
use crate::refusal::Refusal;
use crate::requests::{Answered, Requests};
use crate::settings::AUDIT_KEPT;

/// The record of past commands.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    requests: Requests,
    /// The number of the next audit entry.
    next_entry: u64,
    /// The end of the audit's chain; `None` before its first link.
    head: Option<Anchor>,
    /// The newest backup; `None` before the first that was told of.
    backup: Option<Backup>,
    /// The counters that were stored last, without the runs.
    counters: Counters,
}

impl Memory {
    /// The record as it was stored.
    pub(crate) fn restore(
        answers: Vec<Answered>,
        counters: &Counters,
        head: Option<Anchor>,
    ) -> Self {
        let mut requests = Requests::default();
        for answered in answers {
            requests.remember(answered);
        }
        Self {
            requests,
            next_entry: counters.audit,
            head,
            backup: counters.backup.clone(),
            counters: Counters::default(),
        }
    }

    /// The first answer, if this request is a repeat.
    ///
    /// # Errors
    /// Another request had this id.
    pub(crate) fn repeat(
        &self,
        request: Request,
        command: &str,
    ) -> Result<Option<&Answer>, Refusal> {
        self.requests.repeat(request, command)
    }

    /// Whether a request with this id was answered.
    pub(crate) fn has(&self, id: RequestId) -> bool {
        self.requests.has(id)
    }

    /// Keeps an answer for repeats.
    pub(crate) fn remember(&mut self, answered: Answered) {
        self.requests.remember(answered);
    }

    pub(crate) const fn next_entry(&self) -> u64 {
        self.next_entry
    }

    /// The end of the audit's chain; `None` before its first link.
    pub(crate) const fn head(&self) -> Option<Anchor> {
        self.head
    }

    /// The newest backup that was told of.
    pub(crate) const fn backup(&self) -> Option<&Backup> {
        self.backup.as_ref()
    }

    /// Keeps a backup as the newest.
    pub(crate) fn note_backup(&mut self, backup: Backup) {
        self.backup = Some(backup);
    }

    /// Writes an audit entry as the next link of the chain, and removes the oldest one beyond the bound.
    pub(crate) fn write(&mut self, changes: &mut Vec<Change>, mut entry: AuditEntry) {
        let digest = audit::seal(self.head.map(|head| head.digest), &entry);
        entry.digest = Some(digest);
        self.head = Some(Anchor {
            sequence: entry.sequence,
            digest,
        });
        self.next_entry = entry.sequence + 1;
        let old = entry.sequence.checked_sub(AUDIT_KEPT);
        changes.extend(old.filter(|old| *old > 0).map(Change::ForgetAudit));
        changes.push(Change::Audit(entry));
    }

    /// Replaces the stored counters, without the runs. Returns whether they changed.
    pub(crate) fn replace_counters(&mut self, counters: &Counters) -> bool {
        let moved = self.counters != *counters;
        if moved {
            self.counters = counters.clone();
        }
        moved
    }
}
