//! The store on disk: sled 0.34, embedded, in its own folder (see `place`).

use crate::store::anew;
use crate::store::batch::{Plan, Step};
use crate::store::guarded::{as_io, guarded};
use crate::store::key::Key;
use crate::store::load::{Pair, Readers};
use crate::store::mark::Mark;
use crate::store::place::{self, DATA, Place};
use crate::store::record::Meta;
use crate::store::{
    Batch, CommitError, LoadError, Loaded, Note, Revision, Snapshot, SnapshotError, Store,
};
use madoguchi_files::{DataFile, Lock};
use madoguchi_fleet::decision::Counters;
use madoguchi_plain::BoxError;
use std::io;
use std::path::{Path, PathBuf};

/// The store on disk.
pub struct Sled {
    folder: PathBuf,
    /// `None` only while it is dropped.
    db: Option<::sled::Db>,
    data: DataFile,
    mark: Mark,
    readers: Readers,
    meta: Meta,
    /// The records that were read at the open, for a load before anything is written: a start already reads everything twice.
    read: Option<Loaded>,
    notes: Vec<Note>,
    /// Set by the first failed commit: it is unknown then what is on the disk.
    poisoned: bool,
    /// Released last, after sled has closed its files.
    _lock: Lock,
}

impl Sled {
    /// Opens the store in a folder, which is created if it does not exist. Everything in it is verified.
    ///
    /// # Errors
    /// Something cannot be trusted, a newer release wrote it, or another process has it open. The data file is unchanged then.
    pub fn open(folder: &Path, readers: impl Into<Readers>) -> Result<Self, LoadError> {
        let readers = readers.into();
        let place::Opened {
            db,
            data,
            mark,
            meta,
            loaded,
            notes,
            lock,
        } = Place(folder).open(&readers)?;
        Ok(Self {
            folder: folder.to_owned(),
            data,
            mark,
            db: Some(db),
            readers,
            meta,
            read: Some(loaded),
            notes,
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
        self.read = None;
        // sled may panic when the system fails; after that, as after any failure, it is not used again.
        let written = guarded(|| self.apply(&plan))
            .unwrap_or_else(|_| Err(io::Error::other("the database gave up")));
        if let Err(source) = written {
            self.poisoned = true;
            return Err(CommitError::Failed { source });
        }
        self.meta = plan.meta;
        if let Err(e) = self.mark.note(self.meta.revision) {
            tracing::warn!(error = %e, "the revision could not be noted beside the data");
        }
        Ok(self.meta.revision)
    }

    fn apply(&self, plan: &Plan) -> io::Result<()> {
        if plan.removes_tickets()
            && let Err(error) = anew::note_gone(&self.folder)
        {
            // The commit is worth more; what is removed tomorrow notes it again.
            tracing::warn!(%error, "it could not be noted that the data is to be written anew");
        }
        let mut batch = ::sled::Batch::default();
        for (key, value) in &plan.writes {
            match value {
                Some(sealed) => batch.insert(key.as_bytes(), sealed.as_slice()),
                None => batch.remove(key.as_bytes()),
            }
        }
        let db = self.db()?;
        db.apply_batch(batch).map_err(|e| as_io(&e))?;
        db.flush().map_err(|e| as_io(&e))?;
        self.data.sync()
    }

    fn db(&self) -> io::Result<&::sled::Db> {
        let closed = || io::Error::other("the database is closed");
        self.db.as_ref().ok_or_else(closed)
    }
}

impl Drop for Sled {
    /// sled syncs once more when it is closed, and panics if that fails. Nothing is lost then, because everything acknowledged is on the
    /// disk; the next start reads it.
    fn drop(&mut self) {
        let db = self.db.take();
        if guarded(|| drop(db)).is_err() {
            tracing::warn!(
                folder = %self.folder.display(),
                "the data could not be closed in good order; whatever was confirmed is on the disk"
            );
        }
    }
}

impl Store for Sled {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        let mut loaded = match self.read.take() {
            Some(loaded) => loaded,
            None => {
                let place = Place(&self.folder);
                let db = self.db().map_err(|e| place.io("reading", e))?;
                let (meta, loaded) = place.read(db, self.meta.revision, &self.readers)?;
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

    /// Nobody writes between two commits, so everything read has one revision. Values are shared with sled's cache and not copied, which
    /// takes about a microsecond for each record.
    async fn snapshot(&mut self) -> Result<Snapshot, SnapshotError> {
        if self.poisoned {
            return Err(SnapshotError::Unreadable(CommitError::Poisoned.into()));
        }
        let unreadable = |source: BoxError| SnapshotError::Unreadable(source);
        let db = self.db().map_err(|error| unreadable(error.into()))?;
        let pairs = guarded(|| db.iter().collect::<Result<Vec<_>, _>>())
            .map_err(|panicked| unreadable(panicked.into()))?
            .map_err(|error| unreadable(as_io(&error).into()))?;
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(key, value)| (key.to_vec(), value.to_vec()));
        Ok(Snapshot::new(&self.meta, pairs))
    }

    async fn newest_audit(&mut self, below: u64, most: usize) -> Result<Vec<Pair>, SnapshotError> {
        if self.poisoned {
            return Err(SnapshotError::Unreadable(CommitError::Poisoned.into()));
        }
        let unreadable = |source: BoxError| SnapshotError::Unreadable(source);
        let db = self.db().map_err(|error| unreadable(error.into()))?;
        let (first, end) = (Key::audit(0), Key::audit(below));
        let entries = || db.range(first.as_bytes()..end.as_bytes()).rev().take(most);
        let pairs = guarded(|| entries().collect::<Result<Vec<_>, _>>())
            .map_err(|panicked| unreadable(panicked.into()))?
            .map_err(|error| unreadable(as_io(&error).into()))?;
        let pairs = pairs.into_iter();
        Ok(pairs
            .map(|(key, value)| (key.to_vec(), value.to_vec()))
            .collect())
    }

    fn free_bytes(&self) -> io::Result<u64> {
        fs4::available_space(&self.folder)
    }
}

/// Whether a controller has the store in a folder open.
#[must_use]
pub fn is_open(folder: &Path) -> bool {
    Lock::is_taken(&folder.join(place::LOCK))
}

/// Whether a store holds nothing that anybody has made: no ticket, reader, license, person or act, nor ever had one. One that cannot be read is
/// not judged.
#[must_use]
pub fn is_unused(folder: &Path) -> bool {
    if !folder.is_dir() {
        return false;
    }
    let Ok(mut store) = Sled::open(folder, Readers::nobodys()) else {
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

/// An empty database in our format, in an existing folder, to be filled.
pub(super) fn empty(folder: &Path) -> Result<::sled::Db, LoadError> {
    Place(folder).database(folder)
}

/// Syncs a database that was filled.
pub(super) fn make_durable(db: &::sled::Db, folder: &Path, at: Revision) -> io::Result<()> {
    db.flush().map_err(|e| as_io(&e))?;
    DataFile::open(folder, DATA)?.sync()?;
    Mark::open(folder)?.note_durably(at)
}
