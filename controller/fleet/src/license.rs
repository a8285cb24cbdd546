//! A license that was installed, and what it gives here and now.

use crate::fleet::Fleet;
use crate::ids::Installation;
use crate::time::FleetTime;
use madoguchi_licensing::grant::Grant;
use madoguchi_licensing::standing::{Held, Standing, next_change_ms, standing};
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
    /// Until when it gives seats although it names another installation, whose PC died: license time, in milliseconds
    /// since 1970. Once per lineage.
    pub bridge_until_ms: Option<i64>,
    /// When it was given back.
    pub returned_at: Option<FleetTime>,
}

impl License {
    /// As the arithmetic of seats looks at it.
    #[must_use]
    pub fn held(&self) -> Held<'_> {
        Held {
            grant: &self.grant,
            bridge_until_ms: self.bridge_until_ms,
            returned: self.returned_at.is_some(),
        }
    }
}

impl Fleet {
    /// Whether a license gives its seats at an installation now, and why.
    #[must_use]
    pub fn standing(&self, license: &License, installation: Installation) -> Standing {
        standing(
            license.held(),
            self.held(),
            &self.circumstances(installation),
        )
    }

    /// The next fleet time after `since` at which a license's standing can change by itself.
    pub(crate) fn next_change_after(
        &self,
        license: &License,
        since: FleetTime,
    ) -> Option<FleetTime> {
        let behind = self.license_behind_ms;
        let at = next_change_ms(license.held(), since.0.saturating_sub(behind))?;
        Some(FleetTime(at.saturating_add(behind)))
    }

    /// The grants that give seats at an installation now, lowest id first.
    pub(crate) fn grants_in_force(
        &self,
        installation: Installation,
    ) -> impl Iterator<Item = &Grant> {
        self.licenses
            .values()
            .filter(move |license| self.standing(license, installation).gives_seats())
            .map(|license| &license.grant)
    }
}
