//! The installation's chain of signed acts, and the return that ends its key.
//!
//! Each act contains the hash of the act before, so that the vendor's ledger notices where a copied data directory forked the chain.

use super::Papers;
use crate::command::RecordAct;
use crate::decision::Change;
use crate::ids::Installation;
use crate::licensing::{ACTS_KEPT, ActChain, SignedAct};
use crate::refusal::Refusal;
use crate::time::FleetTime;
use madoguchi_licensing::grant::{Binding, LicenseId};

impl Papers {
    /// Refuses an act that does not continue the chain.
    pub(crate) fn check_act(&self, act: &RecordAct) -> Result<(), Refusal> {
        let chain = self.licensing.acts;
        match act.after == chain {
            true => Ok(()),
            false => Err(Refusal::ActOutOfOrder(chain.counter)),
        }
    }

    /// Appends an act to the chain and returns its position.
    pub(crate) fn append_act(&mut self, now: FleetTime, act: RecordAct) -> u64 {
        let counter = self.licensing.acts.counter + 1;
        let number = self.acts.keys().next_back().map_or(1, |newest| newest + 1);
        self.licensing.acts = ActChain {
            counter,
            newest: Some(act.hash),
        };
        let act = SignedAct {
            number,
            counter,
            kind: act.kind,
            at: now,
            document: act.document,
        };
        self.changes.push(Change::Act(act.clone()));
        self.acts.insert(number, act);
        if let Some(old) = number.checked_sub(ACTS_KEPT)
            && self.acts.remove(&old).is_some()
        {
            self.changes.push(Change::ForgetAct(old));
        }
        self.licensing_touched = true;
        counter
    }

    /// The licenses that a return gives back: the additional ones of this installation. Bundled licenses stay with their units, and a
    /// bridging license names an installation whose key is lost already.
    pub(crate) fn returnable(&self) -> Vec<LicenseId> {
        let ours = |binding: &Binding| matches!(binding, Binding::Additional { installation, .. } if *installation == self.installation);
        self.licenses
            .values()
            .filter(|l| l.returned_at.is_none() && ours(&l.grant.binding))
            .map(|license| license.grant.id.clone())
            .collect()
    }

    /// Marks these licenses as given back and continues under a new key with a new chain.
    pub(crate) fn give_back(&mut self, now: FleetTime, licenses: &[LicenseId], to: Installation) {
        for id in licenses {
            self.change(id, |license| license.returned_at = Some(now));
        }
        self.installation = to;
        self.licensing.installation = Some(to);
        self.licensing.acts = ActChain::default();
        // A reset that was asked for under the old key will not be used.
        self.licensing.reset_nonce = None;
        self.licensing.machine = None;
        self.licensing_touched = true;
    }
}
