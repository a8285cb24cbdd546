//! What makes the fleet's changes durable: one trait, and the same behaviour behind it in memory and in sled.
//!
//! Records (`record.proto`) lie under typed keys with a checksum each. Three rules hold for every store:
//! a [`Batch`] is written whole or not at all; [`Store::commit`] returns only when the batch is on stable
//! storage (invariant 6); and *not found* is a value, while *corrupt* stops the start.

mod batch;
mod cache;
mod damage;
mod guarded;
mod key;
mod load;
mod mark;
pub mod memory;
mod place;
mod rebuild;
mod record;
pub mod sled;
mod snapshot;

pub use batch::{Batch, MAX_RECORD_BYTES, Revision};
pub use load::{GrantReader, ListReader, Loaded, Note, Readers};
pub use memory::Memory;
pub use rebuild::{IDS_LEFT_OUT, Rebuild, Rebuilt};
pub use sled::{Sled, is_open};
pub use snapshot::{Census, Snapshot, SnapshotError};

use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The store's folder in a data directory.
pub const FOLDER: &str = "store";

/// The schema version of everything that this program writes. It reads every one before, and what it then writes is of
/// this one:
///
/// | schema | has |
/// |---|---|
/// | 1 | meta, tickets, units, licenses, walk-ups, audit |
/// | 2 | also what the installation keeps about its licensing, revocation lists, signed acts: a program of schema 1 would call them damage |
pub const SCHEMA: u32 = 2;

/// A place where the fleet's records are kept.
///
/// Futures may block their thread: the engine drives them on a thread of its own.
pub trait Store {
    /// Reads everything that was committed. A fresh store gives empty records at revision 0.
    ///
    /// # Errors
    /// When anything in it cannot be trusted: the start stops there, and the files stay as they are.
    fn load(&mut self) -> impl Future<Output = Result<Loaded, LoadError>> + Send;

    /// Makes a batch durable, whole or not at all, and returns the new revision.
    ///
    /// A batch that is already the newest one (same id) is not written again.
    ///
    /// # Errors
    /// See [`CommitError`]. After [`CommitError::Failed`] the store refuses every further commit.
    fn commit(
        &mut self,
        batch: &Batch,
    ) -> impl Future<Output = Result<Revision, CommitError>> + Send;

    /// Everything that was committed, as it is at one revision: for a backup.
    ///
    /// # Errors
    /// When it cannot be read; a store that keeps nothing has nothing to give.
    fn snapshot(&mut self) -> impl Future<Output = Result<Snapshot, SnapshotError>> + Send {
        std::future::ready(Err(SnapshotError::NotKept))
    }

    /// Bytes that are left for it.
    ///
    /// # Errors
    /// When the system does not say.
    fn free_bytes(&self) -> io::Result<u64>;
}

/// Why a store could not be opened or read.
#[derive(Debug, Error)]
pub enum LoadError {
    /// Something in it is not what was written.
    #[error(
        "the file {file} is damaged: {what}. Keep the controller stopped, copy the whole folder {folder} to a safe \
         place, then put the newest backup in its place; without one, send the copy to support",
        file = file.display(),
        folder = folder.display()
    )]
    Corrupt {
        /// The folder.
        folder: PathBuf,
        /// The file in it that is damaged.
        file: PathBuf,
        /// Which record, and what is wrong with it.
        what: String,
    },
    /// A newer release wrote it.
    #[error(
        "the data in {folder} was written by a newer release (schema {found}; this one knows up to {known}). \
         Nothing was changed. Install that release again, or restore a backup from before the update",
        folder = folder.display()
    )]
    Newer {
        /// The folder.
        folder: PathBuf,
        /// Its schema version.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// Another program wrote it, in a form that this one does not know.
    #[error(
        "{} says that another release wrote the data beside it, in a form that this one cannot read. Nothing was \
         changed. Install that release again",
        file.display()
    )]
    OtherForm {
        /// The file that says so.
        file: PathBuf,
    },
    /// Another process has it open.
    #[error(
        "the data in {folder} is in use by another controller. Stop that one, or give this one a data \
         directory of its own",
        folder = folder.display()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The system refused.
    #[error("{} cannot be used: {doing} failed; check the disk and who may read and write there", path.display())]
    Io {
        /// The folder, or the file in it.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Why a batch was not made durable.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Somebody else wrote in between; nothing was written now.
    #[error("the store is at revision {found}, not at {expected}: something else wrote to it")]
    Conflict {
        /// What the batch relies on.
        expected: Revision,
        /// Where the store is.
        found: Revision,
    },
    /// A record is larger than any may be; nothing was written.
    #[error(
        "the record {key} has {bytes} bytes, more than the {MAX_RECORD_BYTES} that a record may have"
    )]
    TooLarge {
        /// Which record.
        key: String,
        /// How large it is.
        bytes: usize,
    },
    /// Nobody knows what is on the disk now: the next start reads what is really there.
    #[error(
        "writing to the disk failed; restart the controller, and check the disk if it happens again"
    )]
    Failed {
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// An earlier commit failed, so this one was not tried.
    #[error("an earlier write to the disk failed; restart the controller")]
    Poisoned,
}
