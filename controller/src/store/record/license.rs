//! A license: the document alone. What it gives is read from the document each time, so that it is never
//! stored apart from the signature over it.

use crate::store::damage::Bad;
use crate::store::key::Key;
use crate::store::record::Record;
use madoguchi_fleet::license::License;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_proto::v1;
use std::sync::Arc;

/// A license as it lies in the store: not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct StoredLicense {
    /// The id that it was stored under.
    pub(in crate::store) id: LicenseId,
    /// The document as it was signed.
    pub(in crate::store) document: Arc<[u8]>,
    /// When it was installed.
    pub(in crate::store) installed_at: FleetTime,
}

impl From<&License> for StoredLicense {
    fn from(license: &License) -> Self {
        Self {
            id: license.grant.id.clone(),
            document: Arc::clone(&license.document),
            installed_at: license.installed_at,
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
        }
    }

    fn from_wire(wire: v1::LicenseRecord) -> Result<Self, Bad> {
        Ok(Self {
            id: LicenseId::parse(&wire.license_id).ok_or(Bad::Field("license id"))?,
            document: wire.document.into(),
            installed_at: FleetTime(wire.installed_at_ms),
        })
    }
}
