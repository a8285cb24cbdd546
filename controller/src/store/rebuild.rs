//! Makes a store on disk from a backup's records, and verifies it like any other before it is used.

use crate::store::batch::{MAX_RECORD_BYTES, Revision};
use crate::store::key::Key;
use crate::store::load::Readers;
use crate::store::record::{self, Meta, MetaOfToday};
use crate::store::snapshot::Census;
use crate::store::{LoadError, Sled, Store, sled};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The longest key in bytes: a kind and the id of a license, with a margin.
const MAX_KEY_BYTES: usize = 256;
/// The ids that are skipped, because tickets may have been added after the backup was made: a reader may still have an outcome for one of
/// them, which must not meet another patient's ticket with that id. More than any clinic adds in years.
pub const IDS_LEFT_OUT: u64 = 1_000_000;
/// The most records: ten times what a hospital keeps, and what a PC can still load.
const MAX_RECORDS: u64 = 5_000_000;
/// The records that are written at once.
const IN_ONE_GO: usize = 1_000;

/// A store that is being filled in the order of the keys.
pub struct Rebuild {
    folder: PathBuf,
    db: ::sled::Db,
    batch: ::sled::Batch,
    in_batch: usize,
    last: Vec<u8>,
    census: Census,
    records: u64,
}

/// A filled and verified store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// The number of its records by kind.
    pub census: Census,
    /// The number of open tickets.
    pub open_tickets: u64,
    /// The number of all records, with the store's own.
    pub records: u64,
}

impl Rebuild {
    /// Creates the folder, which must not exist, with an empty store.
    ///
    /// # Errors
    pub fn begin(folder: &Path) -> Result<Self, LoadError> {
        fs::create_dir(folder).map_err(|e| refused(folder, "making the folder", e))?;
        Ok(Self {
            folder: folder.to_owned(),
            db: sled::empty(folder)?,
            batch: ::sled::Batch::default(),
            in_batch: 0,
            last: Vec::new(),
            census: Census::default(),
            records: 0,
        })
    }

    /// Takes the next record.
    ///
    /// # Errors
    /// No store has such a record at this place, or the system refuses.
    pub fn put(&mut self, key: &[u8], sealed: &[u8]) -> Result<(), LoadError> {
        let fits = key.len() <= MAX_KEY_BYTES && sealed.len() <= MAX_RECORD_BYTES;
        if self.records >= MAX_RECORDS {
            return Err(self.damaged("it has more records than any store"));
        }
        if !fits || key <= self.last.as_slice() || !self.census.count(key) {
            return Err(self.damaged("a record has a key or a size that none has there"));
        }
        self.batch.insert(key, sealed);
        self.last = key.to_vec();
        self.records += 1;
        self.in_batch += 1;
        if self.in_batch >= IN_ONE_GO {
            self.write()?;
        }
        Ok(())
    }

    /// Syncs the store, and reads and verifies all of it as a start does. Which licenses are believed is decided at the start; here none
    /// is.
    ///
    /// # Errors
    /// The content differs from what the backup says, or the system refuses.
    pub fn finish(mut self, revision: Revision) -> Result<Rebuilt, LoadError> {
        self.write()?;
        if revision != Revision(0) {
            self.leave_ids_out()?;
            sled::make_durable(&self.db, &self.folder, revision)
                .map_err(|e| refused(&self.folder, "writing to the disk", e))?;
        }
        let Self {
            folder,
            db,
            census,
            records,
            ..
        } = self;
        drop(db);
        let open_tickets = verified(&folder, revision, Readers::nobodys())?;
        Ok(Rebuilt {
            census,
            open_tickets,
            records,
        })
    }

    fn leave_ids_out(&self) -> Result<(), LoadError> {
        let key = Key::meta();
        let writing = |e: ::sled::Error| refused(&self.folder, "writing", io::Error::other(e));
        let sealed = self.db.get(key.as_bytes()).map_err(writing)?;
        let sealed = sealed.ok_or_else(|| self.damaged("the record meta is not there"))?;
        let mut meta: Meta = record::open(&key, &sealed)
            .map_err(|bad| self.damaged(&format!("the record {key} {bad}")))?;
        meta.counters.ticket = meta.counters.ticket.saturating_add(IDS_LEFT_OUT);
        let sealed = record::seal(&key, &MetaOfToday(meta));
        self.db.insert(key.as_bytes(), sealed).map_err(writing)?;
        Ok(())
    }

    fn write(&mut self) -> Result<(), LoadError> {
        self.in_batch = 0;
        self.db
            .apply_batch(std::mem::take(&mut self.batch))
            .map_err(|e| refused(&self.folder, "writing", io::Error::other(e)))
    }

    fn damaged(&self, what: &str) -> LoadError {
        corrupt(&self.folder, what)
    }
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild")
            .field("folder", &self.folder)
            .field("records", &self.records)
            .finish_non_exhaustive()
    }
}

fn verified(folder: &Path, revision: Revision, readers: Readers) -> Result<u64, LoadError> {
    let mut store = Sled::open(folder, readers)?;
    // sled's futures are ready at once, so there is nothing to wait for.
    let loaded = now(store.load()).ok_or_else(|| corrupt(folder, "it could not be read"))??;
    if loaded.revision != revision {
        return Err(corrupt(folder, "its records are of another revision"));
    }
    let open = loaded.records.tickets.iter().filter(|t| t.is_open());
    Ok(u64::try_from(open.count()).unwrap_or(u64::MAX))
}

/// The value of a future that is ready at once.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => Some(value),
        std::task::Poll::Pending => None,
    }
}

fn corrupt(folder: &Path, what: &str) -> LoadError {
    LoadError::Corrupt {
        folder: folder.to_owned(),
        file: folder.join(super::place::DATA),
        what: what.to_owned(),
    }
}

fn refused(folder: &Path, doing: &'static str, source: io::Error) -> LoadError {
    LoadError::Io {
        path: folder.to_owned(),
        doing,
        source,
    }
}
