//! A license in the ledger: its grant, and its end.

use std::sync::Arc;

use madoguchi_licensing::grant::{Binding, Grant, InstallationKey, LicenseId};
use madoguchi_licensing::product_key::ProductKey;

/// A license that was signed.
#[derive(Debug, Clone)]
pub struct Entry {
    pub grant: Grant,
    pub product: ProductKey,
    /// The number of the act that signed it.
    pub act: u64,
    /// The time of that act, in milliseconds since 1970.
    pub at_ms: i64,
    /// Its end; `None` if it has not ended.
    pub end: Option<End>,
}

/// The end of a license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    pub at_ms: i64,
    pub how: Ended,
}

/// How a license ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    Returned,
    /// Its PC died, and another installation got a new license.
    Reissued {
        by: LicenseId,
    },
    /// Its unit broke, and another unit got a new license.
    Moved {
        by: LicenseId,
        /// The other unit.
        to: Arc<str>,
    },
    /// It was revoked.
    Revoked {
        list: u64,
        /// Whether the list names it; else the list names its issuer, and a new license may be made.
        named: bool,
    },
    /// Its issuer was revoked, and the same installation got a new license.
    Renewed {
        by: LicenseId,
    },
}

impl Entry {
    /// The installation that it names, if any.
    #[must_use]
    pub fn installation(&self) -> Option<InstallationKey> {
        match &self.grant.binding {
            Binding::Additional { installation, .. } => Some(*installation),
            Binding::Bundled { .. } => None,
        }
    }

    /// The unit that it names, if any.
    #[must_use]
    pub fn unit(&self) -> Option<&Arc<str>> {
        match &self.grant.binding {
            Binding::Additional { .. } => None,
            Binding::Bundled { serial, .. } => Some(serial),
        }
    }

    /// Whether its unit has to prove a factory key.
    #[must_use]
    pub fn names_a_factory_key(&self) -> bool {
        let binding = &self.grant.binding;
        matches!(binding, Binding::Bundled { unit_key, .. } if unit_key.is_some())
    }

    /// Whether it was revoked with its issuer's key and not by its own id, so that its holder may get another one.
    #[must_use]
    pub fn lost_its_issuer(&self) -> bool {
        let how = self.end.as_ref().map(|end| &end.how);
        matches!(how, Some(Ended::Revoked { named: false, .. }))
    }

    /// Whether it was reissued, because its PC was lost.
    #[must_use]
    pub fn was_lost(&self) -> bool {
        let how = self.end.as_ref().map(|end| &end.how);
        matches!(how, Some(Ended::Reissued { .. }))
    }

    /// Whether this license took its place.
    #[must_use]
    pub fn went_on_as(&self, license: &LicenseId) -> bool {
        match self.end.as_ref().map(|end| &end.how) {
            Some(Ended::Reissued { by } | Ended::Moved { by, .. } | Ended::Renewed { by }) => {
                by == license
            }
            Some(Ended::Returned | Ended::Revoked { .. }) | None => false,
        }
    }

    /// Whether its holder may give it back, move it, or have it replaced.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.end.is_none() || self.lost_its_issuer()
    }
}
