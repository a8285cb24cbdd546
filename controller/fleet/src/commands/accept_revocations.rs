//! Takes a revocation list: the highest number of each signer wins and is remembered (RULES, "Licenses").
//!
//! In force at once, and without disturbing anybody: a unit whose license was taken back is leaving (invariant 9).

use crate::command::ReceivedList;
use crate::fleet::Fleet;
use crate::licensing::KnownList;
use crate::refusal::Refusal;
use crate::work::Work;

impl Fleet {
    /// The newest list once more is done already; an older one changes nothing.
    pub(crate) fn accept_revocations(
        &mut self,
        work: &mut Work,
        list: ReceivedList,
    ) -> Result<(), Refusal> {
        self.check_list(&list)?;
        work.is_about(&list.revocations.id);
        if !self.knows_list(&list) {
            self.see_signed_time(work, list.revocations.issued_at_ms);
            self.keep_list(work, list);
        }
        Ok(())
    }

    /// A list that rides on a license: one that is not newer, or no longer holds, is no reason against the license.
    pub(crate) fn take_riding_list(&mut self, work: &mut Work, list: ReceivedList) {
        if self.check_list(&list).is_ok() && !self.knows_list(&list) {
            self.keep_list(work, list);
        }
    }

    fn check_list(&self, list: &ReceivedList) -> Result<(), Refusal> {
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

    fn knows_list(&self, list: &ReceivedList) -> bool {
        let ours = &list.revocations;
        self.revocations.get(&ours.signer) == Some(ours)
    }

    fn keep_list(&mut self, work: &mut Work, list: ReceivedList) {
        let revocations = list.revocations;
        let signer = revocations.signer;
        work.keep_list(KnownList {
            revocations: revocations.clone(),
            document: list.document,
            received_at: self.now,
        });
        self.revocations.insert(signer, revocations);
    }
}
