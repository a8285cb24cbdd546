//! A pairing as people see it: who started it, until when it runs, and which digits are to be compared now. It is kept until the next
//! one begins, so that a page which was cut off reads how it ended.

use madoguchi_fleet::ids::RequestId;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::FleetTime;
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1::{PairingDigits, Text, Unit};

/// A pairing that runs, or the newest one.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The request that started it.
    pub id: RequestId,
    /// How often it changed since it was started.
    pub changes: u32,
    /// Whoever started it, and alone answers.
    pub by: Actor,
    pub since: FleetTime,
    /// When the port closes by itself.
    pub until: FleetTime,
    pub stage: Stage,
    /// What staff should know, in the order in which it happened. There are few: some for each of the attempts, and
    /// [`MAX_TOLD`](super::limits::MAX_TOLD) for other readers.
    pub notices: Vec<Text>,
}

impl Seen {
    /// How programs and pages name it: 32 hex digits.
    #[must_use]
    pub fn name(&self) -> String {
        Hex(&self.id.0).to_string()
    }
}

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The port opens, or is open: a reader may come.
    Open,
    /// A reader came.
    Compare {
        digits: Box<PairingDigits>,
        /// Whether the person at the PC has said that they are the same; the reader has not yet.
        answered: bool,
    },
    /// It is a unit now.
    Paired(Box<Unit>),
    /// Nothing was paired, for this reason.
    Ended(Text),
}

impl Stage {
    /// The name for programs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Compare { .. } => "compare",
            Self::Paired(_) => "paired",
            Self::Ended(_) => "ended",
        }
    }

    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Paired(_) | Self::Ended(_))
    }

    /// The digits that are to be compared now.
    #[must_use]
    pub fn digits(&self) -> Option<&PairingDigits> {
        match self {
            Self::Compare { digits, .. } => Some(digits),
            _ => None,
        }
    }
}
