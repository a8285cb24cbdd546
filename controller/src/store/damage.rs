//! The kinds of damage that reading can find.

use crate::store::key::Key;
use crate::wire::BadField;
use std::fmt;

/// The reason why something that was read cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// It is not what was written.
    Corrupt(String),
    /// A newer release wrote it, with this schema.
    Newer(u32),
}

impl Damage {
    /// The damage of one record.
    pub(super) fn of(key: &Key, why: &BadRecord) -> Self {
        Self::Corrupt(format!("the record {key} {why}"))
    }
}

/// The flaw of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadRecord {
    /// It is shorter than its checksum.
    Short,
    /// The checksum does not match.
    Checksum,
    /// It is not a message of its kind.
    Undecodable,
    /// It names something else than its key.
    OtherKey,
    /// A field has a value that is never written.
    Field(BadField),
}

impl From<BadField> for BadRecord {
    fn from(bad: BadField) -> Self {
        Self::Field(bad)
    }
}

impl fmt::Display for BadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short => f.write_str("is cut short"),
            Self::Checksum => f.write_str("does not fit its checksum"),
            Self::Undecodable => f.write_str("cannot be decoded"),
            Self::OtherKey => f.write_str("lies under the key of another"),
            Self::Field(bad) => write!(f, "has a wrong field: {bad}"),
        }
    }
}
