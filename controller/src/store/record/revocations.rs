//! A revocation list: only the document is stored, as with a license.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::licensing::KnownList;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::KeyId;
use madoguchi_proto::v1;
use std::sync::Arc;

/// A stored revocation list, which is not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct StoredList {
    /// The signer under whom it was stored.
    pub(in crate::store) signer: KeyId,
    /// The signed document.
    pub(in crate::store) document: Arc<[u8]>,
    pub(in crate::store) received_at: FleetTime,
}

impl From<&KnownList> for StoredList {
    fn from(list: &KnownList) -> Self {
        Self {
            signer: list.revocations.signer,
            document: Arc::clone(&list.document),
            received_at: list.received_at,
        }
    }
}

impl Record for StoredList {
    type Wire = v1::RevocationRecord;

    fn key(&self) -> Key {
        Key::revocations(self.signer)
    }

    fn to_wire(&self) -> v1::RevocationRecord {
        v1::RevocationRecord {
            document: self.document.to_vec(),
            received_at_ms: self.received_at.0,
            signer: self.signer.0.to_vec(),
        }
    }

    fn from_wire(wire: v1::RevocationRecord) -> Result<Self, BadField> {
        Ok(Self {
            signer: wire::bytes_of(&wire.signer, Field::Signer).map(KeyId)?,
            document: wire.document.into(),
            received_at: FleetTime(wire.received_at_ms),
        })
    }
}
