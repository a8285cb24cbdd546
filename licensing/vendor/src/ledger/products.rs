//! Enters products: with new keys, or from another list.

use madoguchi_licensing::product_key::{ProductKey, RANDOM_LEN};

use super::Ledger;
use super::disk::AppendError;
use super::product::{Flaw, Terms};
use super::record::{self, Done, ProductsAdded};

/// The most products in one act: with the longest names and keys they have 60 KiB, below the bound of a record.
pub const PER_ACT: usize = 100;

/// The most products that are entered at once: a mistyped number must not fill the ledger.
pub const MAX_AT_ONCE: usize = 100_000;

/// The reason why no product was made.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    Terms(#[source] Flaw),
    Count,
    Random(#[source] getrandom::Error),
    Append(#[from] AppendError),
}

impl Ledger {
    /// Makes `count` products with new keys. `progress` is told how many are done.
    ///
    /// # Errors
    /// The terms or the count are out of bounds, or an act could not be written: what was entered before stays.
    pub fn add_products(
        &mut self,
        terms: Terms,
        count: usize,
        now_ms: i64,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<ProductKey>, AddError> {
        if !(1..=MAX_AT_ONCE).contains(&count) {
            return Err(AddError::Count);
        }
        let terms = terms.checked().map_err(AddError::Terms)?;
        let mut keys = std::collections::BTreeSet::new();
        while keys.len() < count {
            let mut random = [0; RANDOM_LEN];
            getrandom::fill(&mut random).map_err(AddError::Random)?;
            let key = ProductKey::from_random(&random);
            if !self.state.products.contains_key(&key) {
                keys.insert(key);
            }
        }
        let rows: Vec<_> = keys
            .iter()
            .map(|key| (key.clone(), terms.clone()))
            .collect();
        self.enter(&rows, now_ms, progress)?;
        Ok(keys.into_iter().collect())
    }

    /// Enters products that were made elsewhere or exported from here; existing ones are left unchanged. Returns the number of new ones. An
    /// interrupted import is simply repeated.
    ///
    /// # Errors
    /// An act could not be written: what was entered before stays.
    pub fn import_products(
        &mut self,
        rows: &[(ProductKey, Terms)],
        now_ms: i64,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, AppendError> {
        let new = rows
            .iter()
            .filter(|(key, _)| !self.state.products.contains_key(key));
        let new: Vec<_> = new.cloned().collect();
        self.enter(&new, now_ms, progress)?;
        Ok(new.len())
    }

    fn enter(
        &mut self,
        rows: &[(ProductKey, Terms)],
        now_ms: i64,
        progress: &mut dyn FnMut(usize),
    ) -> Result<(), AppendError> {
        let mut done = 0;
        for some in rows.chunks(PER_ACT) {
            let products = some
                .iter()
                .map(|(key, terms)| record::Product::of(key, terms))
                .collect();
            self.append(now_ms, Done::ProductsAdded(ProductsAdded { products }))?;
            done += some.len();
            progress(done);
        }
        Ok(())
    }
}
