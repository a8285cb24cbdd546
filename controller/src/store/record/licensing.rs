//! The installation's own licensing data, as one record.

use crate::store::key::Key;
use crate::store::record::Record;
use crate::wire::{self, BadField, Field, bytes_or_empty, optional_bytes};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::licensing::{ActChain, LicenseClock, Licensing};
use madoguchi_proto::v1;

impl Record for Licensing {
    type Wire = v1::LicensingRecord;

    fn key(&self) -> Key {
        Key::licensing()
    }

    fn to_wire(&self) -> v1::LicensingRecord {
        v1::LicensingRecord {
            acts: self.acts.counter,
            newest_act: bytes_or_empty(self.acts.newest.as_ref()),
            mark_ms: self.clock.mark_ms,
            window_ms: self.clock.window_ms,
            ran_ms: self.clock.ran_ms,
            reset_nonce: bytes_or_empty(self.reset_nonce.as_ref()),
            machine: self.machine.as_ref().map(wire::machine),
            installation: bytes_or_empty(self.installation.map(|key| key.0).as_ref()),
        }
    }

    fn from_wire(wire: v1::LicensingRecord) -> Result<Self, BadField> {
        Ok(Self {
            installation: optional_bytes(&wire.installation, Field::Installation)?
                .map(Installation),
            acts: ActChain {
                counter: wire.acts,
                newest: optional_bytes(&wire.newest_act, Field::NewestAct)?,
            },
            clock: LicenseClock {
                mark_ms: wire.mark_ms,
                window_ms: wire.window_ms,
                ran_ms: wire.ran_ms,
            },
            reset_nonce: optional_bytes(&wire.reset_nonce, Field::ResetNonce)?,
            machine: wire.machine.as_ref().map(wire::machine_of).transpose()?,
        })
    }
}
