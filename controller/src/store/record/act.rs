//! A signed act of the installation.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField};
use madoguchi_fleet::licensing::SignedAct;
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1;

impl Record for SignedAct {
    type Wire = v1::ActRecord;

    fn key(&self) -> Key {
        Key::act(self.number)
    }

    fn to_wire(&self) -> v1::ActRecord {
        v1::ActRecord {
            counter: self.counter,
            kind: wire::act_kind(self.kind).to_owned(),
            at_ms: self.at.0,
            document: self.document.to_vec(),
            number: self.number,
        }
    }

    fn from_wire(wire: v1::ActRecord) -> Result<Self, BadField> {
        Ok(Self {
            number: wire.number,
            counter: wire.counter,
            kind: wire::act_kind_of(&wire.kind)?,
            at: FleetTime(wire.at_ms),
            document: wire.document.into(),
        })
    }
}
