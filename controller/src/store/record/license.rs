//! A license: only the document is stored. Its grant is read from the document each time, so that it is never stored apart from its
//! signature.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField};
use madoguchi_fleet::license::License;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_proto::v1;
use std::sync::Arc;

/// A stored license, which is not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct StoredLicense {
    /// The id under which it was stored.
    pub(in crate::store) id: LicenseId,
    /// The signed document.
    pub(in crate::store) document: Arc<[u8]>,
    pub(in crate::store) installed_at: FleetTime,
    /// The end of its bridge, license time in milliseconds since 1970.
    pub(in crate::store) bridge_until_ms: Option<i64>,
    pub(in crate::store) returned_at: Option<FleetTime>,
}

impl From<&License> for StoredLicense {
    fn from(license: &License) -> Self {
        Self {
            id: license.grant.id.clone(),
            document: Arc::clone(&license.document),
            installed_at: license.installed_at,
            bridge_until_ms: license.bridge_until_ms,
            returned_at: license.returned_at,
        }
    }
}

impl Record for StoredLicense {
    type Wire = v1::LicenseRecord;

    fn key(&self) -> Key {
        Key::license(self.id.as_str())
    }

    fn to_wire(&self) -> v1::LicenseRecord {
        v1::LicenseRecord {
            license_id: self.id.to_string(),
            document: self.document.to_vec(),
            installed_at_ms: self.installed_at.0,
            bridge_until_ms: self.bridge_until_ms.unwrap_or_default(),
            returned_at_ms: wire::ms(self.returned_at),
        }
    }

    fn from_wire(wire: v1::LicenseRecord) -> Result<Self, BadField> {
        Ok(Self {
            id: wire::license_id_of(&wire.license_id)?,
            document: wire.document.into(),
            installed_at: FleetTime(wire.installed_at_ms),
            bridge_until_ms: (wire.bridge_until_ms != 0).then_some(wire.bridge_until_ms),
            returned_at: wire::time_or_none(wire.returned_at_ms),
        })
    }
}
