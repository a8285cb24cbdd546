//! What a bundle says of itself: who made it, when, of what, and what is not in it.

use madoguchi_plain::marked;
use serde::{Deserialize, Serialize};

/// Its name in the archive.
pub(crate) const NAME: &str = "manifest.json";
/// The name of its signature.
pub(crate) const SIGNATURE: &str = "manifest.sig";
/// What stands before the manifest when it is signed, so that this is a signature of nothing else: a document's context begins with
/// `madoguchi.v1.document`, a request's with another word.
const CONTEXT: &[u8] = b"madoguchi.v1.bundle\0";

/// What a bundle is about and has: the one entry that is signed, which has the sums of all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the bundle.
    pub format: u32,
    /// The installation's public key, 64 hex digits: it signed this.
    pub installation: String,
    /// "production" or "test".
    pub environment: String,
    /// The version of the program that made it.
    pub software: String,
    /// When it was made by the PC's clock, in milliseconds since 1970.
    pub made_at_ms: i64,
    /// The clinic's offset from UTC, in minutes.
    pub utc_offset_min: i32,
    /// How many days it looks back.
    pub days: u32,
    /// The one reader that it is about; absent where it is about all.
    pub unit: Option<String>,
    /// The number of the newest act in the installation's record of acts.
    pub audit: u64,
    /// The number of the newest act that the installation signed for its vendor, whose ledger has it, too.
    pub acts: u64,
    /// Each entry with its sum.
    pub entries: Vec<Listed>,
    pub left_out: Vec<LeftOut>,
}

impl Manifest {
    /// The same with marks in the place of characters that cannot be seen or that turn the direction of a line: a stranger's says what he likes.
    #[must_use]
    pub fn shown(mut self) -> Self {
        let said = [
            &mut self.installation,
            &mut self.environment,
            &mut self.software,
        ];
        let said = said.into_iter().chain(&mut self.unit);
        let said = said.chain(self.entries.iter_mut().map(|listed| &mut listed.name));
        let said = said.chain(self.left_out.iter_mut().map(|left| &mut left.name));
        said.for_each(|text| *text = marked(text));
        self
    }
}

/// An entry that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub name: String,
    /// Unpacked.
    pub bytes: u64,
    /// Of what is unpacked, 64 hex digits.
    pub sha256: String,
}

/// Something that is not there, or not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The name of the entry.
    pub name: String,
    pub cause: Cause,
}

/// Why it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Nothing keeps it.
    NotKept,
    /// The file has no room for it, or for its older part.
    NoRoom,
    /// It could not be read in time.
    NotReached,
    /// Of a reader's log, from here on: the reader is not connected.
    ReaderAway,
    /// Its program keeps no log, or is of before one could be asked for.
    ReaderKeepsNone,
    /// It cannot read its own files.
    ReaderUnreadable,
    /// It did not send all of it in time.
    ReaderLate,
    /// Its connection ended in the midst of it.
    ReaderLost,
    /// What it sent is no log.
    ReaderNonsense,
}

impl Cause {
    pub const ALL: [Self; 9] = [
        Self::NotKept,
        Self::NoRoom,
        Self::NotReached,
        Self::ReaderAway,
        Self::ReaderKeepsNone,
        Self::ReaderUnreadable,
        Self::ReaderLate,
        Self::ReaderLost,
        Self::ReaderNonsense,
    ];

    /// Its stable name, as the manifest has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotKept => "not-kept",
            Self::NoRoom => "no-room",
            Self::NotReached => "not-reached",
            Self::ReaderAway => "reader-away",
            Self::ReaderKeepsNone => "reader-keeps-none",
            Self::ReaderUnreadable => "reader-unreadable",
            Self::ReaderLate => "reader-late",
            Self::ReaderLost => "reader-lost",
            Self::ReaderNonsense => "reader-nonsense",
        }
    }
}

/// The bytes that the installation's key signs for a manifest, as it is written.
#[must_use]
pub fn signed(manifest: &[u8]) -> Vec<u8> {
    [CONTEXT, manifest].concat()
}
