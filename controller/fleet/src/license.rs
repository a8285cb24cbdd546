//! A license that was installed, and what it gives here and now.

use crate::time::FleetTime;
use madoguchi_licensing::grant::Grant;
use madoguchi_licensing::standing::Held;
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
