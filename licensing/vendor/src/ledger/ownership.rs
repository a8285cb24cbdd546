//! Proof of who owns a license. The ids of licenses count up, so whoever knows one may guess the next: an id proves nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use madoguchi_licensing::grant::InstallationKey;
use madoguchi_licensing::product_key::ProductKey;

use super::Ledger;
use super::facts::Contact;
use super::refusal::Refusal;
use super::state::Entry;

/// The proofs that the vendor was given for a command.
#[derive(Debug, Default)]
pub struct Ownership {
    /// Product keys that were read over the telephone.
    pub product_keys: Vec<ProductKey>,
    /// Whether the vendor gives the license without a proof, which is noted as a doubt.
    pub anyway: bool,
}

/// The units that installations listed in requests which were answered with a license, and the products of these licenses. What was listed
/// in a refused request proves nothing.
#[derive(Debug, Default)]
pub struct Shown(BTreeMap<(InstallationKey, Arc<str>), BTreeSet<ProductKey>>);

impl Shown {
    /// Notes the units of a request that was answered with a license of this product.
    pub fn note(&mut self, contact: &Contact, more: &[Arc<str>], product: &ProductKey) {
        for unit in contact.units.iter().chain(more) {
            let place = (contact.installation, unit.clone());
            self.0.entry(place).or_default().insert(product.clone());
        }
    }

    fn products(&self, who: InstallationKey, unit: &Arc<str>) -> impl Iterator<Item = &ProductKey> {
        self.0.get(&(who, unit.clone())).into_iter().flatten()
    }
}

impl Ledger {
    /// Checks that a license belongs to the asking clinic. The proof is the product key, in the request or read over the telephone; for a
    /// unit's license also an earlier request of the same clinic that listed the unit and got a license. Returns whether it was proved,
    /// because the vendor may give it without a proof.
    ///
    /// # Errors
    /// Nothing proves it; contains the owner.
    pub(super) fn owned(
        &self,
        entry: &Entry,
        who: InstallationKey,
        requested: Option<&ProductKey>,
        ownership: &Ownership,
    ) -> Result<bool, Refusal> {
        let mut keys = ownership.product_keys.iter().chain(requested);
        if keys.any(|key| *key == entry.product) || self.listed(entry, who) {
            return Ok(true);
        }
        if ownership.anyway {
            return Ok(false);
        }
        let (license, terms) = (entry.grant.id.clone(), &self.product(&entry.product)?.terms);
        Err(Refusal::Unproven {
            license,
            clinic: terms.clinic.clone(),
            customer: terms.customer.clone(),
        })
    }

    /// Whether the installation listed the license's unit when it got a license for the same clinic.
    fn listed(&self, entry: &Entry, who: InstallationKey) -> bool {
        let owner = |key: &ProductKey| {
            let terms = &self.state.products.get(key)?.terms;
            Some((&terms.customer, &terms.clinic))
        };
        let same = |key| owner(key).is_some() && owner(key) == owner(&entry.product);
        let unit = entry.unit().into_iter();
        unit.flat_map(|unit| self.state.shown.products(who, unit))
            .any(same)
    }
}
