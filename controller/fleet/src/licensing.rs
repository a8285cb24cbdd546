//! The installation's own licensing data: its chain of signed acts, license time, and the parts of its PC.

use crate::ids::Installation;
use crate::time::FleetTime;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::revocations::Revocations;
use std::sync::Arc;

/// The most signed acts that are kept, the newest ones: the file of a lost return can be written out again.
pub const ACTS_KEPT: u64 = 64;

/// The licensing data of an installation, stored as one record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Licensing {
    /// The installation's key; `None` before the first start.
    pub installation: Option<Installation>,
    /// The end of the chain of signed acts.
    pub acts: ActChain,
    /// The stored state of license time.
    pub clock: LicenseClock,
    /// The random bytes that a time reset has to name; `None` unless a reset was asked for.
    pub reset_nonce: Option<[u8; 8]>,
    /// The PC's parts as they were first seen.
    pub machine: Option<MachinePrint>,
}

/// The end of a chain of signed acts. A copied installation forks the chain, which the vendor's ledger notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActChain {
    /// The number of acts so far.
    pub counter: u64,
    /// SHA-256 of the newest act's document; `None` before the first.
    pub newest: Option<[u8; 32]>,
}

/// The stored state of license time (RULES P9 to P14).
///
/// The mark advances only to a time from which the controller then ran for 24 hours, added up over restarts, without the clock being set
/// back; or to signed time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LicenseClock {
    /// The mark, in milliseconds since 1970. A clock before it is not believed.
    pub mark_ms: i64,
    /// License time at the beginning of the current 24 hours of running, to which the mark will move.
    pub window_ms: i64,
    /// The running time since then, as far as it is stored.
    pub ran_ms: i64,
}

/// Hashes of three parts of a PC, 8 bytes each; `None` for a part that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MachinePrint {
    /// The operating system's machine id.
    pub machine_id: Option<[u8; 8]>,
    pub board: Option<[u8; 8]>,
    /// The disk with the system.
    pub disk: Option<[u8; 8]>,
}

/// A part of a PC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MachinePart {
    /// The operating system's machine id.
    MachineId,
    Board,
    /// The disk with the system.
    Disk,
}

/// What a signed act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// A request for seats.
    Activation,
    /// A request that a bundled license moves.
    Transfer,
    /// Licenses given back.
    Return,
}

/// An act that the installation signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAct {
    /// Counts all acts that were ever signed here, from 1, also over returns; its key in the store.
    pub number: u64,
    /// Its position in the chain of its installation key, from 1.
    pub counter: u64,
    pub kind: ActKind,
    pub at: FleetTime,
    pub document: Arc<[u8]>,
}

/// A known revocation list: the newest of its signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownList {
    pub revocations: Revocations,
    /// The signed document.
    pub document: Arc<[u8]>,
    pub received_at: FleetTime,
}

/// Something that people should know about a license, the clock or the PC. Times are license time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Its term ends in less than 30 days.
    EndsSoon {
        license: LicenseId,
        /// The end of the term, in milliseconds since 1970.
        at_ms: i64,
        /// Whether less than 7 days are left.
        very: bool,
    },
    /// Its term has ended; it gives its seats until `until_ms`.
    InGrace {
        license: LicenseId,
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
    /// It gives seats on this PC instead of the dead one, until the vendor's new license arrives.
    Bridging {
        license: LicenseId,
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
    /// The clock was set back, so a license with a term gives no seats.
    Suspended { license: LicenseId },
    /// Its vendor took it back.
    Revoked { license: LicenseId, number: u64 },
    /// The clock is more than a day before the mark, so it was set back.
    ClockSetBack {
        /// The wall clock at the start, in milliseconds since 1970.
        clock_ms: i64,
        /// The mark, in milliseconds since 1970.
        mark_ms: i64,
    },
    /// Another license of this issuer has the same sequence: an older release took both. Both stay in force, and the vendor has to be
    /// asked.
    SameSequence {
        license: LicenseId,
        /// The license that was installed first.
        first: LicenseId,
    },
    /// Parts of the PC differ from those first seen. This is only reported.
    OtherMachine { parts: Vec<MachinePart> },
}

impl MachinePrint {
    /// The parts that are known on both sides and differ.
    #[must_use]
    pub fn differs(&self, other: &Self) -> Vec<MachinePart> {
        let parts = [
            (MachinePart::MachineId, self.machine_id, other.machine_id),
            (MachinePart::Board, self.board, other.board),
            (MachinePart::Disk, self.disk, other.disk),
        ];
        let differ = parts
            .into_iter()
            .filter(|(_, ours, theirs)| ours.is_some() && theirs.is_some() && ours != theirs);
        differ.map(|(part, ..)| part).collect()
    }
}
