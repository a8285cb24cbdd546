//! The terms of a product's licenses: a term is sold once and begins once.

use madoguchi_licensing::grant::Binding;
use madoguchi_licensing::product_key::ProductKey;

use super::Ledger;
use super::refusal::Refusal;
use super::when::{When, day_begin_ms};
use crate::folder::Wanted;

impl Ledger {
    /// The terms of a product's next license. The first license begins the term. After a return, or a theft of the issuer's key, the next
    /// one continues its lineage and has the same end.
    ///
    /// # Errors
    /// The product was never sold, or its term is over.
    pub(super) fn next_of(
        &self,
        key: &ProductKey,
        binding: Binding,
        now_ms: i64,
    ) -> Result<Wanted, Refusal> {
        let product = self.product(key)?;
        let begin_ms = day_begin_ms(now_ms);
        let first = product.licenses.first();
        let first = first.and_then(|(_, id)| self.state.licenses.get(id));
        let Some(first) = first.map(|entry| &entry.grant) else {
            return Ok(Wanted {
                id: None,
                binding,
                issued_at_ms: now_ms,
                not_before_ms: begin_ms,
                not_after_ms: product.terms.end_ms(begin_ms),
                supersedes: None,
                lineage: None,
            });
        };
        if let Some(end) = first.not_after_ms.filter(|end| *end <= now_ms) {
            let (key, begun, ended) = (key.clone(), When(first.not_before_ms), When(end));
            return Err(Refusal::TermOver { key, begun, ended });
        }
        Ok(Wanted {
            id: None,
            binding,
            issued_at_ms: now_ms,
            not_before_ms: begin_ms.max(first.not_before_ms),
            not_after_ms: first.not_after_ms,
            // A license that was given back has ended; one that was revoked with its issuer still has to be replaced.
            supersedes: product.license.clone(),
            lineage: Some(first.lineage.clone()),
        })
    }
}
