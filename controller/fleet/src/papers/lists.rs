//! Revocation lists: of each signer the one with the highest number is kept.

use super::Papers;
use crate::command::ReceivedList;
use crate::decision::Change;
use crate::licensing::KnownList;
use crate::refusal::Refusal;
use crate::time::FleetTime;

impl Papers {
    /// Refuses a list that was taken back itself, or that is older than the known one.
    pub(crate) fn check_list(&self, list: &ReceivedList) -> Result<(), Refusal> {
        let ours = &list.revocations;
        let number = ours.number;
        if ours.is_taken_back_by(self.revocations.values()) {
            return Err(Refusal::ListTakenBack(number));
        }
        // A list with a high number that a thief signed must not block: it does not count once the key was taken back.
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

    /// Whether this list is the known one.
    pub(crate) fn knows_list(&self, list: &ReceivedList) -> bool {
        let ours = &list.revocations;
        self.revocations.get(&ours.signer) == Some(ours)
    }

    /// Takes a list that came with a license. A list that is not newer, or no longer valid, is no reason to refuse the license.
    pub(crate) fn take_riding_list(&mut self, now: FleetTime, list: ReceivedList) {
        if self.check_list(&list).is_ok() && !self.knows_list(&list) {
            self.keep_list(now, list);
        }
    }

    /// Keeps a list and puts it in force at once.
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
