//! The installation's chain of signed acts, and the return that ends its key (RULES, "Licenses").
//!
//! Each act names the one before, so that the vendor's ledger sees where a copied data directory forked the chain.

use crate::command::RecordAct;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::{Installation, Serial};
use crate::licensing::{ACTS_KEPT, ActChain, SignedAct};
use crate::refusal::Refusal;
use crate::work::Work;
use madoguchi_licensing::grant::{Binding, LicenseId};

impl Fleet {
    /// Appends an act to the chain: nothing that was signed leaves before it is kept.
    pub(crate) fn record_act(&mut self, work: &mut Work, act: RecordAct) -> Result<(), Refusal> {
        let counter = self.append_act(work, act)?;
        work.is_about(counter);
        work.answers(Answer::Act(counter));
        Ok(())
    }

    /// Gives all additional licenses back, and goes on under a new key with a chain of its own.
    ///
    /// Units that sat on them are leaving: what runs ends as it would (invariant 9).
    pub(crate) fn return_licenses(
        &mut self,
        work: &mut Work,
        act: RecordAct,
        to: Installation,
    ) -> Result<(), Refusal> {
        let given_back = self.returnable();
        if given_back.is_empty() {
            return Err(Refusal::NothingToReturn);
        }
        let counter = self.append_act(work, act)?;
        let now = self.now;
        for id in given_back {
            if let Some(license) = self.licenses.get_mut(&id) {
                license.returned_at = Some(now);
                work.keep_license(license.clone());
            }
        }
        self.move_installation(work, to);
        work.is_about(to);
        work.answers(Answer::Act(counter));
        Ok(())
    }

    /// The licenses that a return gives back: the additional ones of this installation. Bundled ones stay with their
    /// units, and what bridges names an installation whose key died already.
    #[must_use]
    pub fn returnable(&self) -> Vec<LicenseId> {
        let ours = |binding: &Binding| matches!(binding, Binding::Additional { installation, .. } if *installation == self.installation);
        self.licenses
            .values()
            .filter(|l| l.returned_at.is_none() && ours(&l.grant.binding))
            .map(|license| license.grant.id.clone())
            .collect()
    }

    fn append_act(&mut self, work: &mut Work, act: RecordAct) -> Result<u64, Refusal> {
        let chain = self.licensing.acts;
        if act.after != chain {
            return Err(Refusal::ActOutOfOrder(chain.counter));
        }
        let counter = chain.counter + 1;
        let number = self.acts.keys().next_back().map_or(1, |newest| newest + 1);
        self.licensing.acts = ActChain {
            counter,
            newest: Some(act.hash),
        };
        let act = SignedAct {
            number,
            counter,
            kind: act.kind,
            at: self.now,
            document: act.document,
        };
        work.keep_act(act.clone());
        self.acts.insert(number, act);
        if let Some(old) = number.checked_sub(ACTS_KEPT)
            && self.acts.remove(&old).is_some()
        {
            work.forget_act(old);
        }
        work.touch_licensing();
        Ok(counter)
    }

    fn move_installation(&mut self, work: &mut Work, to: Installation) {
        let from = std::mem::replace(&mut self.installation, to);
        let units: Vec<Serial> = self
            .units_at(from)
            .map(|unit| unit.serial.clone())
            .collect();
        for serial in units {
            if let Some(unit) = self.units.get_mut(&serial) {
                unit.installation = to;
            }
            work.touch_unit(&serial);
        }
        self.licensing.installation = Some(to);
        self.licensing.acts = ActChain::default();
        // What was asked under the old key is answered to nobody.
        self.licensing.reset_nonce = None;
        self.licensing.machine = None;
        work.touch_licensing();
    }
}
