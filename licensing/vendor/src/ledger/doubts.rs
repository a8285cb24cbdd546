//! What does not fit together in what installations sent: evidence, for the vendor to judge.
//!
//! Nothing is refused because of a doubt. Most have a harmless cause now and then (a restored backup, a repaired
//! PC), and a clinic that is waiting for its license pays for a wrong guess.

use std::fmt;
use std::sync::Arc;

use madoguchi_licensing::grant::{InstallationKey, KeyId, LicenseId};

use super::when::When;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// When it was noticed, in milliseconds since 1970.
    pub at_ms: i64,
    /// The installation by whose contact it was noticed; `None`: it was noticed in what was signed.
    pub installation: Option<InstallationKey>,
    /// The acts that show it, oldest first.
    pub acts: Vec<u64>,
    pub what: What,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Two different acts have one place in an installation's chain.
    Forked {
        /// The place.
        counter: u64,
    },
    /// One unit was there with two installations.
    Double {
        unit: Arc<str>,
        other: InstallationKey,
        /// When that one listed it, in milliseconds since 1970.
        seen_at_ms: i64,
    },
    /// A unit that was declared broken is there with another installation.
    BrokenServes {
        unit: Arc<str>,
        /// The line of licenses that moved on from it.
        lineage: LicenseId,
        /// When it was replaced, by the clinic's clock, in milliseconds since 1970.
        replaced_at_ms: i64,
        /// Whether it was seen within the days of grace that its replacement got.
        in_grace: bool,
    },
    /// An installation speaks that gave its licenses back.
    SpeaksAfterReturn {
        /// When that was, in milliseconds since 1970.
        returned_at_ms: i64,
    },
    /// An installation speaks whose PC was reported lost.
    SpeaksAfterLoss {
        /// When that was, in milliseconds since 1970.
        lost_at_ms: i64,
    },
    /// Parts of the PC are others than before.
    OtherMachine {
        parts: Vec<&'static str>,
        /// How many parts are known on both sides.
        known: usize,
    },
    /// An issuer's file gave out a number again that another document has: the license got a later one.
    NumberAgain {
        issuer: KeyId,
        number: u64,
        /// The document that bears it.
        first: LicenseId,
    },
    /// Two documents of one issuer bear one number.
    SameNumber {
        issuer: KeyId,
        number: u64,
        /// The document that bore it first.
        first: LicenseId,
        /// The other one.
        second: LicenseId,
    },
    /// It got a license although nothing showed that it was its.
    Unproven {
        /// The license that was replaced.
        license: LicenseId,
    },
}

impl What {
    /// What it is in a few words.
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

/// An installation's key, as it is shown: enough to compare, on the telephone too.
#[derive(Debug, Clone, Copy)]
pub struct Masked(pub InstallationKey);

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.0.to_string();
        write!(f, "{}…{}", &key[..8], &key[key.len() - 4..])
    }
}
