//! How a session ended.

/// The method by which a patient was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    Face,
    /// The four-digit PIN.
    Pin,
    /// The PIN, entered by a guardian (FAQ 14).
    PinByGuardian,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The patient was verified.
    Verified(Method),
    /// The face does not match the photo in the chip.
    FaceNotMatched,
    PinWrong {
        /// How many tries remain.
        tries_left: u8,
    },
    PinLocked,
    /// The card has expired.
    CardExpired,
    /// The card cannot be read.
    CardUnreadable,
    /// Not a My Number card (FAQ 22 to 24).
    NotMyNumberCard,
    /// The patient gave up.
    GivenUp,
    /// The reader's own time limit passed.
    TimedOut,
    UnitFailed {
        /// The reader's error code, at most 32 characters.
        code: String,
    },
}

impl Kind {
    /// The kind alone, without what is told beside it: what counts together.
    #[must_use]
    pub fn plain(&self) -> Self {
        match self {
            Self::PinWrong { .. } => Self::PinWrong { tries_left: 0 },
            Self::UnitFailed { .. } => Self::UnitFailed {
                code: String::new(),
            },
            kind => kind.clone(),
        }
    }
}

/// The end of a session, with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub kind: Kind,
    /// The time from the placed card to the end, in milliseconds of the reader's clock.
    pub duration_ms: u64,
    /// The time from choosing "face" to the end, in milliseconds (FAQ 17); `None` if no face was tried.
    pub face_ms: Option<u64>,
}

impl Outcome {
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        matches!(self.kind, Kind::Verified(_))
    }
}
