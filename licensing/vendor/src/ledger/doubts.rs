//! Doubts: contradictions in what installations sent, which the vendor has to judge.
//!
//! Nothing is refused because of a doubt. Most kinds can have a harmless cause (a restored backup, a repaired PC), and a wrong guess would
//! hurt a clinic that waits for its license.

use std::fmt;
use std::sync::Arc;

use madoguchi_licensing::grant::{InstallationKey, KeyId, LicenseId};

use super::when::When;

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

impl What {
    /// The kind in a few words.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Forked { .. } => "copied data directory",
            Self::Double { .. } => "one unit at two places",
            Self::BrokenServes { .. } => "broken unit is used elsewhere",
            Self::SpeaksAfterReturn { .. } => "installation speaks after its return",
            Self::SpeaksAfterLoss { .. } => "lost installation speaks",
            Self::NumberAgain { .. } => "an issuer's numbers went back",
            Self::SameNumber { .. } => "one number used twice",
            Self::Unproven { .. } => "license given without a proof",
            Self::OtherMachine { .. } => "the PC is another, or was repaired",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forked { counter } => write!(
                f,
                "It has signed two different acts in place {counter} of its chain. Its data directory or virtual machine was copied, or a backup was restored; ask the clinic which."
            ),
            Self::Double {
                unit,
                other,
                seen_at_ms,
            } => write!(
                f,
                "It lists unit {unit}, which installation {} listed on {}. A unit is at one place: it was moved meanwhile, or its serial and license were copied.",
                Masked(*other),
                When(*seen_at_ms)
            ),
            Self::BrokenServes {
                unit,
                lineage,
                replaced_at_ms,
                in_grace,
            } => write!(
                f,
                "Unit {unit} was declared broken on {} ({} the 14 days of grace of line {lineage}), and another installation lists it.",
                When(*replaced_at_ms),
                if *in_grace {
                    "seen within"
                } else {
                    "seen after"
                }
            ),
            Self::SpeaksAfterReturn { returned_at_ms } => write!(
                f,
                "It gave its licenses back on {}, and its key was destroyed by that. A copy of its data directory is in use.",
                When(*returned_at_ms)
            ),
            Self::SpeaksAfterLoss { lost_at_ms } => write!(
                f,
                "Its PC was reported dead, and its license was reissued on {}. The PC lives, or a backup of it does.",
                When(*lost_at_ms)
            ),
            Self::NumberAgain {
                issuer,
                number,
                first,
            } => write!(
                f,
                "The next number of issuer {issuer} was {number}, which {first} has: its folder came back from an older backup, or is used at two places. This license got the next number that the ledger does not know. Use one folder, and raise the number in its file \"sequence\" above every one that was used anywhere."
            ),
            Self::SameNumber {
                issuer,
                number,
                first,
                second,
            } => write!(
                f,
                "Issuer {issuer} signed two documents under its number {number}: {first} and, later, {second}. Of two licenses under one number a clinic takes only the first. Its folder came back from an older backup, or is used at two places, or its key was stolen: find out which, and issue again what a clinic refuses."
            ),
            Self::Unproven { license } => write!(
                f,
                "It got what license {license} gave, although neither its product key nor an earlier request showed whose that is. The vendor decided so."
            ),
            Self::OtherMachine { parts, known } => write!(
                f,
                "Since its last contact {} of {known} known parts of its PC changed: {}. {}",
                parts.len(),
                parts.join(", "),
                if parts.len() * 2 > *known && *known > 1 {
                    "This is another PC: moved to a new one, restored there, or copied."
                } else {
                    "A repair does that."
                }
            ),
        }
    }
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
