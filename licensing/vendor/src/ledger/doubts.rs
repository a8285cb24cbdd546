//! Doubts: contradictions in what installations sent, which the vendor has to judge.
//!
//! Nothing is refused because of a doubt. Most kinds can have a harmless cause (a restored backup, a repaired PC), and a wrong guess would
//! hurt a clinic that waits for its license.

use std::fmt;
use std::sync::Arc;

use madoguchi_licensing::grant::{InstallationKey, KeyId, LicenseId};

/// One contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The time when it was noticed, in milliseconds since 1970.
    pub at_ms: i64,
    /// The installation whose contact showed it; `None` if a signed document showed it.
    pub installation: Option<InstallationKey>,
    /// The acts that show it, oldest first.
    pub acts: Vec<u64>,
    pub what: What,
}

/// The kind of contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Two different acts have the same position in an installation's chain.
    Forked { counter: u64 },
    /// One unit was listed by two installations.
    Double {
        unit: Arc<str>,
        other: InstallationKey,
        /// The time when the other one listed it, in milliseconds since 1970.
        seen_at_ms: i64,
    },
    /// A unit that was declared broken is listed by another installation.
    BrokenServes {
        unit: Arc<str>,
        /// The lineage of the license that moved on from it.
        lineage: LicenseId,
        /// The time when it was replaced, by the clinic's clock, in milliseconds since 1970.
        replaced_at_ms: i64,
        /// Whether it was listed within the grace of its replacement.
        in_grace: bool,
    },
    /// An installation sent something after it had given its licenses back.
    SpeaksAfterReturn {
        /// The time of the return, in milliseconds since 1970.
        returned_at_ms: i64,
    },
    /// An installation sent something after its PC had been reported lost.
    SpeaksAfterLoss {
        /// The time of the report, in milliseconds since 1970.
        lost_at_ms: i64,
    },
    /// Parts of the PC differ from the last contact.
    OtherMachine {
        /// The names of the sentences with their names.
        parts: Vec<&'static str>,
        /// The number of parts that are known on both sides.
        known: usize,
    },
    /// An issuer's file gave out a used number again; the license got a later one.
    NumberAgain {
        issuer: KeyId,
        number: u64,
        /// The document with the used number.
        first: LicenseId,
    },
    /// Two documents of one issuer have the same number.
    SameNumber {
        issuer: KeyId,
        number: u64,
        /// The document that had it first.
        first: LicenseId,
        /// The other document.
        second: LicenseId,
    },
    /// An installation got a license although nothing proved that it owns it.
    Unproven {
        /// The license that was replaced.
        license: LicenseId,
    },
}

/// An installation's key as it is shown: enough to compare it, also by telephone.
#[derive(Debug, Clone, Copy)]
pub struct Masked(pub InstallationKey);

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.0.to_string();
        write!(f, "{}…{}", &key[..8], &key[key.len() - 4..])
    }
}
