//! What was taken back: verified revocation lists as plain facts (RULES P6).
//!
//! Lists are numbered by their signer. The highest number of each signer wins and is remembered, and what
//! any of the winners names no longer holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::grant::{Grant, KeyId, LicenseId};

/// Whose licenses a list may take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anybody's, and issuers: a root signed it.
    Everything,
    /// The signer's own licenses alone: an issuer signed it.
    Own,
}

/// A verified revocation list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocations {
    pub id: LicenseId,
    pub signer: KeyId,
    /// Whose licenses it may take back.
    pub scope: Scope,
    /// Its number: of one signer's lists the highest wins.
    pub number: u64,
    /// When it was signed, in milliseconds since 1970: signed time.
    pub issued_at_ms: i64,
    /// Licenses that no longer hold.
    pub licenses: BTreeSet<LicenseId>,
    /// Issuers whose signatures no longer hold from a number on.
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

    /// Whether it takes back what a signer signed under this number, itself a list or a license.
    #[must_use]
    pub fn cover_signature(&self, signer: KeyId, sequence: u64) -> bool {
        self.scope == Scope::Everything
            && self
                .issuers
                .get(&signer)
                .is_some_and(|&from| from <= sequence)
    }

    /// Whether one of `lists` takes this list back: its signer's key was stolen before it was signed. A root's list is taken
    /// back by none, or two roots could void each other: a stolen root needs programs without it.
    #[must_use]
    pub fn is_taken_back_by<'a>(&self, lists: impl IntoIterator<Item = &'a Self>) -> bool {
        let taken = |by: &Self| by.cover_signature(self.signer, self.number);
        self.scope == Scope::Own && lists.into_iter().any(taken)
    }
}
