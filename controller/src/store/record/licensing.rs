//! The installation's own licensing data, as one record.

use crate::store::damage::Bad;
use crate::store::key::Key;
use crate::store::record::{Record, words};
use madoguchi_fleet::ids::Installation;
use madoguchi_fleet::licensing::{ActChain, LicenseClock, Licensing, MachinePrint};
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
            machine: self.machine.as_ref().map(machine_wire),
            installation: bytes_or_empty(self.installation.map(|key| key.0).as_ref()),
        }
    }

    fn from_wire(wire: v1::LicensingRecord) -> Result<Self, Bad> {
        Ok(Self {
            installation: some(&wire.installation, "installation")?.map(Installation),
            acts: ActChain {
                counter: wire.acts,
                newest: some(&wire.newest_act, "newest act")?,
            },
            clock: LicenseClock {
                mark_ms: wire.mark_ms,
                window_ms: wire.window_ms,
                ran_ms: wire.ran_ms,
            },
            reset_nonce: some(&wire.reset_nonce, "nonce")?,
            machine: wire.machine.as_ref().map(machine).transpose()?,
        })
    }
}

fn machine_wire(print: &MachinePrint) -> v1::MachinePrint {
    v1::MachinePrint {
        machine_id: bytes_or_empty(print.machine_id.as_ref()),
        board: bytes_or_empty(print.board.as_ref()),
        disk: bytes_or_empty(print.disk.as_ref()),
    }
}

fn machine(wire: &v1::MachinePrint) -> Result<MachinePrint, Bad> {
    Ok(MachinePrint {
        machine_id: some(&wire.machine_id, "machine")?,
        board: some(&wire.board, "machine")?,
        disk: some(&wire.disk, "machine")?,
    })
}

/// The bytes; empty for `None`.
fn bytes_or_empty<const N: usize>(bytes: Option<&[u8; N]>) -> Vec<u8> {
    bytes.map(|bytes| bytes.to_vec()).unwrap_or_default()
}

fn some<const N: usize>(wire: &[u8], field: &'static str) -> Result<Option<[u8; N]>, Bad> {
    (!wire.is_empty())
        .then(|| words::bytes(wire, field))
        .transpose()
}
