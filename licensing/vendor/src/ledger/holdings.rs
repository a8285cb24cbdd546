//! The licenses of each clinic, and which of them end soon.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::state::{Entry, State};

/// A clinic of a customer with its licenses, the one that ends first at the front.
#[derive(Debug)]
pub struct Holding<'a> {
    pub customer: Arc<str>,
    pub clinic: Arc<str>,
    pub licenses: Vec<&'a Entry>,
}

impl State {
    /// The licenses of every clinic; with `until_ms` only those that end before then. Licenses that have ended by themselves are included,
    /// because their renewal is due, too.
    #[must_use]
    pub fn holdings(&self, until_ms: Option<i64>) -> Vec<Holding<'_>> {
        let mut clinics: BTreeMap<(Arc<str>, Arc<str>), Vec<&Entry>> = BTreeMap::new();
        for entry in self.licenses.values().filter(|entry| entry.end.is_none()) {
            let due = until_ms
                .is_none_or(|until| entry.grant.not_after_ms.is_some_and(|end| end <= until));
            let Some(product) = self.products.get(&entry.product).filter(|_| due) else {
                continue;
            };
            let clinic = (product.terms.customer.clone(), product.terms.clinic.clone());
            clinics.entry(clinic).or_default().push(entry);
        }
        let clinics = clinics
            .into_iter()
            .map(|((customer, clinic), mut licenses)| {
                licenses
                    .sort_by_key(|entry| (entry.grant.not_after_ms.unwrap_or(i64::MAX), entry.act));
                Holding {
                    customer,
                    clinic,
                    licenses,
                }
            });
        clinics.collect()
    }
}
