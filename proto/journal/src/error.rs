//! What can be wrong with a journal, and why an append was refused.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a journal cannot be opened or read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not what was written. Nothing in the folder was changed.
    #[error("{} is damaged: at byte {at} it {what}", file.display())]
    Damaged {
        file: PathBuf,
        /// Bytes from the file's beginning.
        at: u64,
        what: Damage,
    },
    #[error("could not {doing} {}", path.display())]
    Io {
        path: PathBuf,
        doing: &'static str,
        source: io::Error,
    },
}

/// How a file differs from what is ever written. Reads on from "it …".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// A segment's name with a number that none has.
    Name,
    /// A segment is not there, though an older and a newer one are.
    Missing,
    /// It ends where no segment ends.
    Size,
    /// What is there fits no checksum, or the checksum of another place.
    Checksum,
    /// A sector of a frame that belongs elsewhere in it.
    Place,
    /// A frame's number is not the next one.
    Number,
    /// A length that is beyond its bound or its file.
    Length,
    /// Something was written behind what was never written.
    Behind,
    /// An image is shorter than its beginning says.
    Short,
    /// An image goes on behind its end.
    Long,
    /// It is no image, or that of another revision.
    Kind,
    /// An image's keys do not ascend.
    Order,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "has a name that no segment has",
            Self::Missing => "is missing between older and newer segments",
            Self::Size => "ends where no segment ends",
            Self::Checksum => "does not fit its checksum",
            Self::Place => "holds a part of another place",
            Self::Number => "goes on with another number than the next one",
            Self::Length => "tells a length that cannot be",
            Self::Behind => "was written, though what comes before it was not",
            Self::Short => "ends too early",
            Self::Long => "goes on behind its end",
            Self::Kind => "is not the image that its name tells",
            Self::Order => "has keys that do not ascend",
        })
    }
}

/// Why an append was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Nothing was written, and the journal goes on.
    #[error(
        "frame {given} was to be appended behind frame {newest}: each has the number behind the one before"
    )]
    Number { newest: u64, given: u64 },
    /// Nothing was written, and the journal goes on.
    #[error("a frame of {bytes} bytes was to be appended: {most} are the most")]
    TooLarge { bytes: usize, most: usize },
    /// Nobody knows whether the frame is there: the journal takes no other one.
    #[error("could not {doing} {}", path.display())]
    Io {
        path: PathBuf,
        doing: &'static str,
        source: io::Error,
    },
    /// An earlier append failed, or the folder could not be synced after something was forgotten.
    #[error(
        "an earlier write failed, and nobody knows what the disk holds: open the journal again, which finds out"
    )]
    Poisoned,
}
