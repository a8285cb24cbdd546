//! Makes the fleet's changes durable: one trait, with the same behaviour in memory and on disk.
//!
//! Records (`record.proto`) are stored under typed keys, each with a checksum. Three rules apply to every store: a [`Batch`] is written as
//! a whole or not at all; [`Store::commit`] returns only when the batch is on stable storage (invariant 6); and *not found* is a value,
//! while *corrupt* stops the start.

mod anew;
mod batch;
mod behind;
mod damage;
mod database;
mod examine;
mod former;
mod frame;
mod guarded;
mod image;
mod images;
mod kept;
mod key;
mod load;
pub mod memory;
mod opening;
mod reading;
mod rebuild;
mod record;
mod renewal;
pub mod sled;
mod snapshot;
mod told;
mod trail;

pub use anew::{ASIDE, HALF, NEW};
pub use batch::{Batch, MAX_COMMIT_BYTES, MAX_RECORD_BYTES, Revision};
pub use examine::examine;
pub use images::Images;
pub use load::{GrantReader, ListReader, Loaded, NotUsed, Note, Pair, Readers};
pub use memory::Memory;
pub use opening::JOURNAL;
pub use rebuild::{IDS_LEFT_OUT, Rebuild, Rebuilt};
pub use sled::{Sled, has_records, is_open, is_unused};
pub use snapshot::{Census, Snapshot, SnapshotError};
pub use told::told;
pub use trail::Trail;

use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// The database's folder in a data directory.
pub const FOLDER: &str = "store";

/// The schema version of everything that this program writes. It can read all earlier ones; what it then writes has this version:
///
/// | schema | records |
/// |---|---|
/// | 1 | meta, tickets, units, licenses, walk-ups, audit |
/// | 2 | also the installation's licensing, revocation lists, signed acts, changes and closings by other means in a ticket's story, people, the names of those who act, and the audit's chain: a program of schema 1 would take them for damage, or write entries without a digest |
/// | 3 | also the days of units and of the queue: a program of schema 2 would take them for damage |
pub const SCHEMA: u32 = 3;

/// A place for the fleet's records.
///
/// Futures may block their thread: the engine runs them on its own thread.
pub trait Store {
    /// Reads all committed records. A fresh store gives empty records at revision 0.
    ///
    /// # Errors
    /// Something in it cannot be trusted. The start stops there, and the files stay as they are.
    fn load(&mut self) -> impl Future<Output = Result<Loaded, LoadError>> + Send;

    /// Makes a batch durable as a whole and returns the new revision.
    ///
    /// A batch with the id of the newest one is not written again.
    ///
    /// # Errors
    /// See [`CommitError`]. After [`CommitError::Failed`] the store refuses every further commit.
    fn commit(
        &mut self,
        batch: &Batch,
    ) -> impl Future<Output = Result<Revision, CommitError>> + Send;

    /// All committed records at one revision, for a backup.
    ///
    /// # Errors
    /// They cannot be read, or the store keeps nothing.
    fn snapshot(&mut self) -> impl Future<Output = Result<Snapshot, SnapshotError>> + Send {
        std::future::ready(Err(SnapshotError::NotKept))
    }

    /// At most so many entries of the audit below this number, keys and sealed records, the newest first.
    ///
    /// # Errors
    /// They cannot be read, or the store keeps nothing.
    fn newest_audit(
        &mut self,
        below: u64,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Pair>, SnapshotError>> + Send {
        let _ = (below, most);
        std::future::ready(Err(SnapshotError::NotKept))
    }

    /// The free space for it in bytes.
    ///
    /// # Errors
    /// The system does not tell.
    fn free_bytes(&self) -> io::Result<u64>;
}

/// The reason why a store could not be opened or read.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error(
        "the file {file} is damaged: {what}. Keep the controller stopped, copy the whole folder {folder} to a safe \
         place, then put the newest backup in its place; without one, send the copy to support",
        file = file.display(),
        folder = folder.display()
    )]
    Corrupt {
        folder: PathBuf,
        /// The damaged file in it.
        file: PathBuf,
        /// The record, and what is wrong with it.
        what: String,
    },
    /// The journal's newest files are not there, though what lies beside it has seen them.
    #[error(
        "the newest of the files segment-… in {journal} are missing ({what}): somebody or something moved or removed them, or put back older ones. \
         Nothing was changed. Keep the controller stopped and put them back, if they are still somewhere; else copy the whole folder {folder} to a \
         safe place and restore the newest backup",
        journal = journal.display(),
        folder = folder.display()
    )]
    CutShort {
        folder: PathBuf,
        /// The folder of the journal in it.
        journal: PathBuf,
        /// How much is there, and how much there was.
        what: String,
    },
    #[error(
        "the data in {folder} was written by a newer release (schema {found}; this one knows up to {known}). \
         Nothing was changed. Install that release again, or restore a backup from before the update",
        folder = folder.display()
    )]
    Newer {
        folder: PathBuf,
        /// The schema version of the data.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Another program wrote the data, in a format that this one does not know.
    #[error(
        "{} says that another release wrote the data beside it, in a form that this one cannot read. Nothing was \
         changed. Install that release again",
        file.display()
    )]
    OtherForm {
        /// The file that shows it.
        file: PathBuf,
    },
    #[error(
        "the data in {folder} is in use by another controller. Stop that one, or give this one a data \
         directory of its own",
        folder = folder.display()
    )]
    InUse { folder: PathBuf },
    #[error("{} cannot be used: {doing} failed; check the disk and who may read and write there", path.display())]
    Io {
        /// The folder, or the file in it.
        path: PathBuf,
        doing: &'static str,
        #[source]
        source: io::Error,
    },
}

/// The reason why a batch was not made durable.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Another writer committed in between; nothing was written now.
    #[error("the store is at revision {found}, not at {expected}: something else wrote to it")]
    Conflict {
        /// The revision that the batch was made for.
        expected: Revision,
        /// The revision of the store.
        found: Revision,
    },
    /// A record is too large; nothing was written.
    #[error(
        "the record {key} has {bytes} bytes, more than the {MAX_RECORD_BYTES} that a record may have"
    )]
    TooLarge {
        /// The key of the record.
        key: String,
        bytes: usize,
    },
    /// It has more than one commit holds; nothing was written.
    #[error(
        "the commit has {bytes} bytes, more than the {MAX_COMMIT_BYTES} that can be made durable at once"
    )]
    TooMany { bytes: usize },
    /// Writing failed, and it is unknown what is on the disk: the next start reads what is really there.
    #[error(
        "writing to the disk failed; restart the controller, and check the disk if it happens again"
    )]
    Failed {
        #[source]
        source: io::Error,
    },
    /// An earlier commit failed, so this one was not tried.
    #[error("an earlier write to the disk failed; restart the controller")]
    Poisoned,
}
