//! Verified revocation lists as plain facts (RULES P6).
//!
//! Lists are numbered by their signer. Of each signer the list with the highest number is kept, and what any of these lists names no longer
//! holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::grant::{Grant, KeyId, LicenseId};

/// The documents that a list may take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Licenses of all issuers, and issuers: a root signed the list.
    Everything,
    /// Only the signer's own licenses: an issuer signed the list.
    Own,
}

/// A verified revocation list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocations {
    pub id: LicenseId,
    pub signer: KeyId,
    /// The licenses that it may take back.
    pub scope: Scope,
    /// Its number; of one signer's lists the highest counts.
    pub number: u64,
    /// The time of signing, in milliseconds since 1970.
    pub issued_at_ms: i64,
    /// The licenses that no longer hold.
    pub licenses: BTreeSet<LicenseId>,
    /// The issuers whose signatures no longer hold, each with the sequence from which on.
    pub issuers: BTreeMap<KeyId, u64>,
}

impl Revocations {
    /// Whether it takes this license back.
    #[must_use]
    pub fn cover(&self, grant: &Grant) -> bool {
        match self.scope {
            Scope::Everything => {
                self.licenses.contains(&grant.id)
                    || self.cover_signature(grant.issuer_key, grant.sequence)
            }
            Scope::Own => grant.issuer_key == self.signer && self.licenses.contains(&grant.id),
        }
    }

    /// Whether it takes back the document, a license or a list, that a signer signed with this sequence.
    #[must_use]
    pub fn cover_signature(&self, signer: KeyId, sequence: u64) -> bool {
        self.scope == Scope::Everything
            && self
                .issuers
                .get(&signer)
                .is_some_and(|&from| from <= sequence)
    }

    /// Whether one of `lists` takes this list back, because its signer's key was stolen before it was signed. A root's list cannot be taken
    /// back: two roots could void each other. After the theft of a root, programs without it are needed.
    #[must_use]
    pub fn is_taken_back_by<'a>(&self, lists: impl IntoIterator<Item = &'a Self>) -> bool {
        let taken = |by: &Self| by.cover_signature(self.signer, self.number);
        self.scope == Scope::Own && lists.into_iter().any(taken)
    }
}
