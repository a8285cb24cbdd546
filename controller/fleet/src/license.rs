//! An installed license, and what it gives at an installation now.

use crate::time::FleetTime;
use madoguchi_licensing::grant::Grant;
use madoguchi_licensing::standing::Held;
use std::sync::Arc;

/// A license that was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    pub grant: Grant,
    /// The signed document.
    pub document: Arc<[u8]>,
    pub installed_at: FleetTime,
    /// The end of the time for which it gives seats although the PC that it names died; license time in milliseconds since 1970. Once per
    /// lineage.
    pub bridge_until_ms: Option<i64>,
    pub returned_at: Option<FleetTime>,
}

impl License {
    /// The license in the form that the arithmetic of seats takes.
    #[must_use]
    pub fn held(&self) -> Held<'_> {
        Held {
            grant: &self.grant,
            bridge_until_ms: self.bridge_until_ms,
            returned: self.returned_at.is_some(),
        }
    }
}
