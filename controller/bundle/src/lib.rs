//! The support bundle (RULES, "Bundle"): one zip file for support, written at a clinic and opened by people who know nothing of who sent it.
//!
//! ```text
//! entries ─► manifest.json (SHA-256 of each) ─► manifest.sig (the installation's signature) ─► seal (SHA-256 of the whole file)
//! ```
//! The signature says which installation made the entries. The seal is the archive's comment: it says that the file is byte for byte the one
//! that was written, and proves nothing by itself.
//!
//! Here is the format alone: no file, no clock, no network and no dice. What a clinic puts in is the controller's to say.

mod entry;
mod manifest;
mod open;
mod pseudonym;
mod seal;
mod summary;
#[cfg(test)]
mod tests;
mod write;

pub use entry::{Entry, Limit};
pub use manifest::{Cause, LeftOut, Listed, Manifest, signed};
pub use open::{Flaw, Opened, open};
pub use pseudonym::{Pseudonym, Pseudonyms};
pub use summary::{Day, Named, Reader, Summary, Unknown};
pub use write::{WriteError, Writer};

/// The form of bundles that this release writes, and the newest that it reads.
pub const FORMAT: u32 = 2;
/// The largest bundle: what a mail of a clinic still carries.
pub const MAX_FILE_BYTES: usize = 10 << 20;
/// The most entries of a bundle: all that there are, with the logs of as many readers as a fleet has.
pub const MAX_ENTRIES: usize = 64;
/// The most bytes of an entry once it is unpacked.
pub const MAX_ENTRY_BYTES: u64 = 32 << 20;
/// The most bytes of all entries together once they are unpacked.
pub const MAX_SUM_BYTES: u64 = 128 << 20;
/// How many times larger an entry may become when it is unpacked, beyond its first [`FREE_BYTES`]. Lines that say nearly the same are packed
/// to a fiftieth; what goes further was made to fill a disk.
pub const MAX_RATIO: u64 = 200;
/// What an entry may have before its ratio counts: a few lines that say the same are no bomb.
pub const FREE_BYTES: u64 = 1 << 20;
/// The most days that a bundle looks back.
pub const MAX_DAYS: u32 = 400;

/// Whether an entry of these sizes is within the bounds of one.
const fn is_bounded(packed: u64, plain: u64) -> bool {
    plain <= MAX_ENTRY_BYTES && plain <= FREE_BYTES.saturating_add(packed.saturating_mul(MAX_RATIO))
}
