//! The store on disk: a journal, and sled's database behind it (see `opening` for the folders).

use crate::store::batch::{Plan, Step};
use crate::store::behind::{Behind, GaveUp};
use crate::store::database::Unusable;
use crate::store::load::{self, Pair, Readers};
use crate::store::opening::{Opened, Place};
use crate::store::record::Meta;
use crate::store::{
    Batch, CommitError, Images, LoadError, Loaded, Note, Revision, Snapshot, SnapshotError, Store,
    frame,
};
use madoguchi_files::Lock;
use madoguchi_fleet::decision::Counters;
use madoguchi_fleet::ids::Installation;
use madoguchi_journal::AppendError;
use std::io;
use std::path::{Path, PathBuf};

/// The bytes of the frame's buffer that are kept from one commit to the next: far more than a usual one has.
const FRAME_KEPT: usize = 64 * 1024;

/// The store on disk.
pub struct Sled {
    data_dir: PathBuf,
    behind: Behind,
    readers: Readers,
    meta: Meta,
    /// Whose records they are: an image of another installation's does not stay.
    installation: Option<Installation>,
    /// The records that were read at the open, for a load before anything is written.
    read: Option<Loaded>,
    notes: Vec<Note>,
    /// The frame of a commit, used again for the next one.
    frame: Vec<u8>,
    /// Set by the first failed commit: it is unknown then what is on the disk.
    poisoned: bool,
    /// Released last, after sled has closed its files.
    _lock: Lock,
}

impl Sled {
    /// Opens the store in a data directory, which is created if it does not exist. Everything in it is verified.
    ///
    /// # Errors
    /// Something cannot be trusted, a newer release wrote it, or another process has it open.
    pub fn open(data_dir: &Path, readers: impl Into<Readers>) -> Result<Self, LoadError> {
        let readers = readers.into();
        let Opened {
            behind,
            meta,
            loaded,
            notes,
            lock,
        } = Place::of(data_dir).open(&readers)?;
        Ok(Self {
            data_dir: data_dir.to_owned(),
            behind,
            readers,
            meta,
            installation: loaded.records.licensing.installation,
            read: Some(loaded),
            notes,
            frame: Vec::new(),
            poisoned: false,
            _lock: lock,
        })
    }

    fn write(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        if self.poisoned {
            return Err(CommitError::Poisoned);
        }
        let plan = match Step::of(batch, &self.meta)? {
            Step::Done(revision) => return Ok(revision),
            Step::Write(plan) => plan,
        };
        self.behind.works().map_err(|GaveUp| {
            self.poisoned = true;
            CommitError::Poisoned
        })?;
        self.read = None;
        let forget = self.forgets(&plan, batch);
        if let Err(source) = self.append(&plan, forget) {
            self.poisoned = true;
            return Err(CommitError::Failed { source });
        }
        let Plan { writes, meta } = plan;
        self.behind.take(writes, &meta, forget);
        // A day's end of thousands of tickets is no reason to keep so much memory.
        self.frame.shrink_to(FRAME_KEPT);
        self.meta = meta;
        Ok(self.meta.revision)
    }

    /// Makes a commit durable: one write, one sync.
    fn append(&mut self, plan: &Plan, forget: bool) -> io::Result<()> {
        frame::encode(plan, forget, &mut self.frame);
        let appended = self
            .behind
            .journal()
            .append(plan.meta.revision.0, &self.frame);
        appended.map_err(|error| match error {
            AppendError::Io { source, .. } => source,
            other => io::Error::other(other),
        })
    }

    /// Whether what a commit changes must not come back from an image or a frame: a patient's number that goes, a person's password, a license that
    /// is given back, another installation.
    fn forgets(&mut self, plan: &Plan, batch: &Batch) -> bool {
        let installation = batch.installation().unwrap_or(self.installation);
        let before = std::mem::replace(&mut self.installation, installation);
        // A first start gives records that were nobody's their installation.
        let is_anothers = before.is_some() && before != installation;
        plan.removes_of_people() || batch.has_act() || is_anothers
    }
}

impl Store for Sled {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        let mut loaded = match self.read.take() {
            Some(loaded) => loaded,
            None => {
                let place = Place::of(&self.data_dir);
                let pairs = self.behind.pairs();
                let pairs = pairs.map_err(|error| place.io("reading", error))?;
                let (meta, loaded) = load::assemble_all(pairs, &self.readers)
                    .map_err(|damage| Unusable::of(damage, &place.store).stops(&place.store))?;
                self.meta = meta;
                loaded
            }
        };
        loaded.notes.extend(self.notes.iter().cloned());
        Ok(loaded)
    }

    async fn commit(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        self.write(batch)
    }

    /// Nobody writes between two commits, so everything read has one revision.
    async fn snapshot(&mut self) -> Result<Snapshot, SnapshotError> {
        let pairs = self.readable(|| self.behind.pairs())?;
        Ok(Snapshot::new(&self.meta, pairs.into_iter()))
    }

    async fn newest_audit(&mut self, below: u64, most: usize) -> Result<Vec<Pair>, SnapshotError> {
        self.readable(|| self.behind.newest_audit(below, most))
    }

    fn free_bytes(&self) -> io::Result<u64> {
        fs4::available_space(&self.data_dir)
    }
}

impl Sled {
    /// How it goes with the images of its records.
    #[must_use]
    pub fn images(&self) -> Images {
        self.behind.images()
    }

    fn readable<T>(&self, read: impl FnOnce() -> io::Result<T>) -> Result<T, SnapshotError> {
        if self.poisoned {
            return Err(SnapshotError::Unreadable(CommitError::Poisoned.into()));
        }
        read().map_err(|error| SnapshotError::Unreadable(error.into()))
    }
}

/// Whether a controller has the store in a data directory open.
#[must_use]
pub fn is_open(data_dir: &Path) -> bool {
    Place::of(data_dir).is_open()
}

/// Whether a data directory has records: a database, or what one can be made of.
///
/// # Errors
/// It cannot be seen.
pub fn has_records(data_dir: &Path) -> io::Result<bool> {
    Place::of(data_dir).has_records()
}

/// Whether a store holds nothing that anybody has made: no ticket, reader, license, person or act, nor ever had one. One that cannot be read is
/// not judged.
#[must_use]
pub fn is_unused(data_dir: &Path) -> bool {
    if !has_records(data_dir).unwrap_or(false) {
        return false;
    }
    let Ok(mut store) = Sled::open(data_dir, Readers::nobodys()) else {
        return false;
    };
    let Some(loaded) = store.read.take() else {
        return false;
    };
    let records = loaded.records;
    let made = [
        records.tickets.len(),
        records.units.len(),
        records.licenses.len(),
        records.walk_ups.len(),
        records.people.len(),
        records.acts.len(),
        records.revocations.len(),
        // A license that is not believed here is noted instead.
        loaded.notes.len(),
    ];
    made.iter().all(|count| *count == 0) && records.counters.ticket == Counters::default().ticket
}
