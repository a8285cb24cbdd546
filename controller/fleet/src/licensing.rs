//! What an installation keeps about its own licensing: its chain of signed acts, license time, and the PC it runs on.

use crate::ids::Installation;
use crate::time::FleetTime;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::revocations::Revocations;
use std::sync::Arc;

/// Signed acts that are kept, newest last: a return's file that was lost can be written out again.
pub const ACTS_KEPT: u64 = 64;

/// One record of the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Licensing {
    /// Whose it is; `None` before the first start.
    pub installation: Option<Installation>,
    /// Where the chain of signed acts stands.
    pub acts: ActChain,
    /// What is believed about the time.
    pub clock: LicenseClock,
    /// What a time reset has to name, while one was asked for.
    pub reset_nonce: Option<[u8; 8]>,
    /// The PC as it was first seen.
    pub machine: Option<MachinePrint>,
}

/// Where a chain of signed acts stands: a copy forks it, and the vendor's ledger sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActChain {
    /// Acts so far.
    pub counter: u64,
    /// SHA-256 of the newest act's document; `None` before the first.
    pub newest: Option<[u8; 32]>,
}

/// What is believed about the time for licenses (RULES, "Licenses": the clock set forward once, then back).
///
/// The high mark advances only to a time from which the controller then ran for 24 hours, over restarts, without the clock
/// being put back; or by signed time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LicenseClock {
    /// The high mark, in milliseconds since 1970: no clock before it is believed.
    pub mark_ms: i64,
    /// License time at which the running began that will move the mark there.
    pub window_ms: i64,
    /// How long the controller has run since then, as far as it is stored.
    pub ran_ms: i64,
}

/// A PC, told by three of its parts: 8 bytes of a hash each; `None` where one is not known.
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
    /// Counts everything that was ever signed here, from 1: its place in the store, over a return, too.
    pub number: u64,
    /// Its place in the chain of its key, from 1.
    pub counter: u64,
    pub kind: ActKind,
    /// When it was signed.
    pub at: FleetTime,
    /// The document, binary.
    pub document: Arc<[u8]>,
}

/// A revocation list that is known: the newest of its signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownList {
    pub revocations: Revocations,
    /// The document as it was signed.
    pub document: Arc<[u8]>,
    /// When it was received.
    pub received_at: FleetTime,
}

/// What somebody should know about a license that is not simply in force. Times are license time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Its term ends in less than 30 days.
    EndsSoon {
        license: LicenseId,
        /// When, in milliseconds since 1970.
        at_ms: i64,
        /// Whether there are less than 7 days left.
        very: bool,
    },
    /// Its term has ended; its seats stay until then.
    InGrace {
        license: LicenseId,
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
    /// It bridges the days until the vendor's new license.
    Bridging {
        license: LicenseId,
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
    /// The clock was set back, and it is for a term.
    Suspended { license: LicenseId },
    /// Its vendor took it back.
    Revoked {
        license: LicenseId,
        /// The list's number.
        number: u64,
    },
    /// The clock was set back: before the mark by more than a day.
    ClockSetBack {
        /// What the clock showed at the start, in milliseconds since 1970.
        clock_ms: i64,
        /// The mark, in milliseconds since 1970.
        mark_ms: i64,
    },
    /// It bears a number of its issuer that another one has had here: an older release took both. Both stay, and the seller
    /// has to be asked.
    SameSequence {
        license: LicenseId,
        /// The one that was here first.
        first: LicenseId,
    },
    /// Parts of the PC are not those that were first seen: reported, and nothing else.
    OtherMachine {
        /// Which parts those are.
        parts: Vec<MachinePart>,
    },
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
