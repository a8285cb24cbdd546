//! Makes a store on disk from a backup's records, and verifies it like any other before it is used.

use crate::store::anew::Pending;
use crate::store::batch::{MAX_RECORD_BYTES, Revision};
use crate::store::database::{Database, Form};
use crate::store::key::Key;
use crate::store::opening::Place;
use crate::store::record::{self, Meta, MetaOfToday};
use crate::store::snapshot::Census;
use crate::store::{LoadError, Sled, Store, image, load};
use madoguchi_files::{Readers, create_folder, create_folders};
use std::io;
use std::path::Path;

/// The longest key in bytes: a kind and the id of a license, with a margin.
const MAX_KEY_BYTES: usize = 256;
/// The ids that are skipped, because tickets may have been added after the backup was made: a reader may still have an outcome for one of
/// them, which must not meet another patient's ticket with that id. More than any clinic adds in years.
pub const IDS_LEFT_OUT: u64 = 1_000_000;
/// The most records: ten times what a hospital keeps, and what a PC can still load.
const MAX_RECORDS: u64 = 5_000_000;

/// A store that is being filled in the order of the keys.
pub struct Rebuild {
    place: Place,
    database: Database,
    pending: Pending,
    /// The store's own record, which is written last.
    meta: Option<Vec<u8>>,
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
    /// Makes an empty store in a data directory, which must not have one.
    ///
    /// # Errors
    pub fn begin(data_dir: &Path) -> Result<Self, LoadError> {
        let place = Place::of(data_dir);
        create_folders(data_dir, Readers::Owner)
            .and_then(|()| create_folder(&place.store, Readers::Owner))
            .and_then(|()| create_folder(&place.journal, Readers::Owner))
            .map_err(|e| place.io("making the folder", e))?;
        let database = Database::open(&place.store, Form::Present);
        let database = database.map_err(|unusable| unusable.stops(&place.store))?;
        Ok(Self {
            place,
            database,
            pending: Pending::default(),
            meta: None,
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
        self.last = key.to_vec();
        self.records += 1;
        if key == Key::meta().as_bytes() {
            self.meta = Some(sealed.to_vec());
            return Ok(());
        }
        let put = self.pending.put(key, sealed, &self.database);
        put.map_err(|e| self.place.io("writing", e))
    }

    /// Makes the store durable, with an image beside its journal, and reads and verifies all of it as a start does. Which licenses are believed
    /// is decided at the start; here none is.
    ///
    /// # Errors
    /// The content differs from what the backup says, or the system refuses.
    pub fn finish(mut self, revision: Revision) -> Result<Rebuilt, LoadError> {
        let failed = |e| self.place.io("writing to the disk", e);
        let handed = self.pending.hand_over(&self.database);
        handed.map_err(failed)?;
        if revision != Revision(0) {
            let meta = self.without_ids()?;
            let sealed = record::seal(&Key::meta(), &MetaOfToday(meta.clone()));
            let write = (Key::meta(), Some(sealed));
            let write = std::iter::once((write.0.as_bytes(), write.1.as_deref()));
            let written = self.database.apply(write);
            written
                .and_then(|()| self.database.flush())
                .map_err(failed)?;
            image::make(
                &self.place.journal,
                &self.database,
                meta.revision,
                meta.fleet_time,
                true,
            )
            .map_err(|error| failed(io::Error::other(error)))?;
        }
        let Self {
            place,
            database,
            census,
            records,
            ..
        } = self;
        drop(database);
        let open_tickets = verified(&place, revision)?;
        Ok(Rebuilt {
            census,
            open_tickets,
            records,
        })
    }

    /// The store's own record, with the ids left out that may have been given since.
    fn without_ids(&self) -> Result<Meta, LoadError> {
        let sealed = self.meta.as_deref();
        let sealed = sealed.ok_or_else(|| self.damaged("the record meta is not there"))?;
        let mut meta: Meta = record::open(&Key::meta(), sealed)
            .map_err(|bad| self.damaged(&format!("the record meta {bad}")))?;
        meta.counters.ticket = meta.counters.ticket.saturating_add(IDS_LEFT_OUT);
        Ok(meta)
    }

    fn damaged(&self, what: &str) -> LoadError {
        self.place.damaged(what.to_owned())
    }
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild")
            .field("folder", &self.place.data_dir)
            .field("records", &self.records)
            .finish_non_exhaustive()
    }
}

fn verified(place: &Place, revision: Revision) -> Result<u64, LoadError> {
    let corrupt = |what: &str| place.damaged(what.to_owned());
    let mut store = Sled::open(&place.data_dir, load::Readers::nobodys())?;
    // The store's futures are ready at once, so there is nothing to wait for.
    let loaded = now(store.load()).ok_or_else(|| corrupt("it could not be read"))??;
    if loaded.revision != revision {
        return Err(corrupt("its records are of another revision"));
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
