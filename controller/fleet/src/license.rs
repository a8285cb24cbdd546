//! A license that was installed, and what it gives here and now.

use crate::fleet::Fleet;
use crate::ids::Installation;
use crate::time::FleetTime;
use madoguchi_licensing::grant::{Grant, Standing};
use std::sync::Arc;

/// A license that was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// What it gives.
    pub grant: Grant,
    /// The document as it was signed.
    pub document: Arc<[u8]>,
    /// When it was installed.
    pub installed_at: FleetTime,
}

impl Fleet {
    /// Whether a license gives its seats at an installation now.
    #[must_use]
    pub fn standing(&self, grant: &Grant, installation: Installation) -> Standing {
        grant.standing(
            self.settings.environment,
            installation,
            self.now.0,
            self.licenses.values().map(|license| &license.grant),
        )
    }

    /// The grants that give seats at an installation now, lowest id first.
    pub(crate) fn grants_in_force(
        &self,
        installation: Installation,
    ) -> impl Iterator<Item = &Grant> {
        self.licenses
            .values()
            .map(|license| &license.grant)
            .filter(move |grant| self.standing(grant, installation) == Standing::InForce)
    }
}
