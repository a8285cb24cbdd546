//! Revocation lists: the highest number of each signer wins and is remembered.

use super::Papers;
use crate::command::ReceivedList;
use crate::decision::Change;
use crate::licensing::KnownList;
use crate::refusal::Refusal;
use crate::time::FleetTime;

impl Papers {
    /// Refuses a list that was taken back itself, and one that is older than what is known.
    pub(crate) fn check_list(&self, list: &ReceivedList) -> Result<(), Refusal> {
        let ours = &list.revocations;
        let number = ours.number;
        if ours.is_taken_back_by(self.revocations.values()) {
            return Err(Refusal::ListTakenBack(number));
        }
        // What a thief numbered, whose key was taken back since, stands in nobody's way.
        let known = self
            .revocations
            .get(&ours.signer)
            .filter(|known| !known.is_taken_back_by(self.revocations.values()));
        match known {
            Some(known) if known.number >= number && known != ours => Err(Refusal::ListNotNewer {
                number,
                known: known.number,
            }),
            _ => Ok(()),
        }
    }

    /// Whether this list is the one that is known.
    pub(crate) fn knows_list(&self, list: &ReceivedList) -> bool {
        let ours = &list.revocations;
        self.revocations.get(&ours.signer) == Some(ours)
    }

    /// A list that rides on a license: one that is not newer, or no longer holds, is no reason against the license.
    pub(crate) fn take_riding_list(&mut self, now: FleetTime, list: ReceivedList) {
        if self.check_list(&list).is_ok() && !self.knows_list(&list) {
            self.keep_list(now, list);
        }
    }

    /// Keeps a list, which is in force at once.
    pub(crate) fn keep_list(&mut self, now: FleetTime, list: ReceivedList) {
        let revocations = list.revocations;
        let signer = revocations.signer;
        self.changes.push(Change::Revocations(KnownList {
            revocations: revocations.clone(),
            document: list.document,
            received_at: now,
        }));
        self.revocations.insert(signer, revocations);
        self.standing_moved = true;
    }
}
