//! The store on disk: sled 0.34, embedded, in a folder of its own.
//!
//! In the folder: `db` and the rest of sled's files, `lock` (held while the store is open), `revision` (see `mark`)
//! and, during a start, `check`. Before sled opens the real files it opens a copy of them in `check`, and everything
//! is read and verified there: sled repairs at open what it takes for a torn write, and damage must stay as it
//! was found. Where there is no room for the copy (a full disk must not keep a clinic closed) the files are opened
//! as they are, with a [`Note`].

use crate::store::batch::{Plan, Step};
use crate::store::damage::Damage;
use crate::store::durable::{self, DataFile};
use crate::store::key::Key;
use crate::store::load::{self, Pair, Readers};
use crate::store::mark::{self, Mark};
use crate::store::record::Meta;
use crate::store::{
    Batch, CommitError, LoadError, Loaded, Note, Revision, SCHEMA, Snapshot, SnapshotError, Store,
};
use fs4::FileExt;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// sled's file of records.
const DATA: &str = "db";
/// Held while the store is open.
const LOCK: &str = "lock";
/// The copy that is verified before a start.
const CHECK: &str = "check";

/// A leaf of sled's tree holds some 20 records before it is split, and a leaf larger than a quarter of a segment
/// goes to a file of its own that is never synced. 20 records of 64 KiB are 1.3 MiB, so a segment has 8 MiB.
/// Fixed for ever: sled refuses a folder that was made with another.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;
/// sled's cache of pages: everything that a clinic keeps for some days, and small beside a PC's memory.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// The store on disk.
pub struct Sled {
    folder: PathBuf,
    db: ::sled::Db,
    data: DataFile,
    mark: Mark,
    readers: Readers,
    meta: Meta,
    /// What was read at the open, for whoever loads before anything else is written: a start reads everything twice
    /// as it is.
    read: Option<Loaded>,
    notes: Vec<Note>,
    /// Set by the first failed commit: nobody knows then what the disk holds.
    poisoned: bool,
    /// Released last, after sled has closed its files.
    _lock: File,
}

impl Sled {
    /// Opens the store in a folder, which is made if it is not there. Everything in it is verified.
    ///
    /// # Errors
    /// When something cannot be trusted, a newer release wrote it, or another process has it open. The data file
    /// is as it was then.
    pub fn open(folder: &Path, readers: impl Into<Readers>) -> Result<Self, LoadError> {
        let readers = readers.into();
        let paths = Paths(folder);
        paths.make().map_err(|e| paths.io("making the folder", e))?;
        let lock = paths.lock()?;
        let noted = mark::read(folder).map_err(|e| paths.io("reading the revision", e))?;
        let unchecked = paths.verify(noted, &readers)?;
        let db = paths.database(folder)?;
        let (meta, loaded) = paths.read(&db, noted, &readers)?;
        Ok(Self {
            folder: folder.to_owned(),
            data: DataFile::open(folder, DATA).map_err(|e| paths.io("opening the data", e))?,
            mark: Mark::open(folder).map_err(|e| paths.io("opening the revision", e))?,
            db,
            readers,
            meta,
            read: Some(loaded),
            notes: unchecked.into_iter().collect(),
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
        // sled may panic where the system fails it; after that, as after any failure, nothing of it is used again.
        let written = catch_unwind(AssertUnwindSafe(|| self.apply(&plan)))
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
        let mut batch = ::sled::Batch::default();
        for (key, value) in &plan.writes {
            match value {
                Some(sealed) => batch.insert(key.as_bytes(), sealed.as_slice()),
                None => batch.remove(key.as_bytes()),
            }
        }
        self.db.apply_batch(batch)?;
        self.db.flush()?;
        self.data.sync()
    }
}

impl Store for Sled {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        let mut loaded = match self.read.take() {
            Some(loaded) => loaded,
            None => {
                let paths = Paths(&self.folder);
                let (meta, loaded) = paths.read(&self.db, self.meta.revision, &self.readers)?;
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

    /// Between two commits nobody writes, so what is read is of one revision. Values are shared with sled's
    /// cache and not copied: it takes about a microsecond for each record.
    async fn snapshot(&mut self) -> Result<Snapshot, SnapshotError> {
        if self.poisoned {
            return Err(SnapshotError::Unreadable(
                "a write failed before".to_owned(),
            ));
        }
        let read = || self.db.iter().collect::<Result<Vec<_>, _>>();
        let pairs = catch_unwind(AssertUnwindSafe(read))
            .map_err(|_| SnapshotError::Unreadable("a page makes no sense".to_owned()))?
            .map_err(|error| SnapshotError::Unreadable(error.to_string()))?;
        let pairs = pairs.into_iter();
        let pairs = pairs.map(|(key, value)| (key.to_vec(), value.to_vec()));
        Ok(Snapshot::new(&self.meta, pairs))
    }

    fn free_bytes(&self) -> io::Result<u64> {
        fs4::available_space(&self.folder)
    }
}

/// Whether a controller has the store in a folder open.
#[must_use]
pub fn is_open(folder: &Path) -> bool {
    let lock = File::options().write(true).open(folder.join(LOCK));
    lock.is_ok_and(|lock| matches!(FileExt::try_lock(&lock), Err(fs4::TryLockError::WouldBlock)))
}

/// An empty database of our form in a folder that exists, to be filled.
pub(super) fn empty(folder: &Path) -> Result<::sled::Db, LoadError> {
    Paths(folder).database(folder)
}

/// Brings a database that was filled to stable storage.
pub(super) fn make_durable(db: &::sled::Db, folder: &Path, at: Revision) -> io::Result<()> {
    db.flush()?;
    DataFile::open(folder, DATA)?.sync()?;
    Mark::open(folder)?.note(at)
}

/// The folder, and the steps of opening it.
struct Paths<'a>(&'a Path);

impl Paths<'_> {
    /// Makes the folder, and its name durable: a power cut after the first commits must not take the whole of it.
    fn make(&self) -> io::Result<()> {
        if self.0.exists() {
            return Ok(());
        }
        fs::create_dir_all(self.0)?;
        match self.0.canonicalize()?.parent() {
            Some(parent) => durable::sync_folder(parent),
            None => Ok(()),
        }
    }

    /// Takes our own lock before anything is read: sled's comes too late for the copy.
    fn lock(&self) -> Result<File, LoadError> {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.0.join(LOCK))
            .map_err(|e| self.io("opening the lock", e))?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(file),
            Err(fs4::TryLockError::WouldBlock) => Err(LoadError::InUse {
                folder: self.0.to_owned(),
            }),
            Err(fs4::TryLockError::Error(e)) => Err(self.io("locking", e)),
        }
    }

    /// Opens and reads a copy. `Some` when there was no room for it.
    fn verify(&self, noted: Revision, readers: &Readers) -> Result<Option<Note>, LoadError> {
        if !self.0.join(DATA).exists() {
            return self.fresh(noted).map(|()| None);
        }
        let check = self.0.join(CHECK);
        let unchecked = |e: io::Error| Ok(Some(Note::NotCheckedBefore { why: e.to_string() }));
        let result = match self.copy_to(&check) {
            Ok(()) => match self
                .database(&check)
                .and_then(|db| self.read(&db, noted, readers))
            {
                Ok(_) => Ok(None),
                // The copy had room, but not what sled adds to it.
                Err(LoadError::Io { source, .. })
                    if source.kind() == io::ErrorKind::StorageFull =>
                {
                    unchecked(source)
                }
                Err(error) => Err(error),
            },
            Err(e) => unchecked(e),
        };
        remove(&check).map_err(|e| self.io("removing the checked copy", e))?;
        result
    }

    /// A folder without data is a fresh one, unless something was committed there.
    fn fresh(&self, noted: Revision) -> Result<(), LoadError> {
        if noted == Revision(0) {
            return Ok(());
        }
        let file = self.0.join(DATA);
        let what = format!("the file {} is missing", file.display());
        Err(self.explain(Damage::Corrupt(what)))
    }

    /// Copies the files of sled: those of the folder itself, for large values never get folders of their own.
    fn copy_to(&self, check: &Path) -> io::Result<()> {
        remove(check)?;
        fs::create_dir(check)?;
        for entry in fs::read_dir(self.0)? {
            let entry = entry?;
            let name = entry.file_name();
            if entry.file_type()?.is_file() && name != LOCK && name != mark::NAME {
                fs::copy(entry.path(), check.join(name))?;
            }
        }
        Ok(())
    }

    fn database(&self, folder: &Path) -> Result<::sled::Db, LoadError> {
        let config = ::sled::Config::new()
            .path(folder)
            .segment_size(SEGMENT_BYTES)
            .cache_capacity(CACHE_BYTES)
            // Nothing is written behind our back: a commit flushes, and nothing else.
            .flush_every_ms(None);
        // On damaged files sled answers with an error or a panic; both are damage, and neither goes further.
        let db = match catch_unwind(AssertUnwindSafe(|| config.open())) {
            Ok(Ok(db)) => db,
            Ok(Err(::sled::Error::Io(e))) if e.to_string().contains("could not acquire lock") => {
                return Err(LoadError::InUse {
                    folder: self.0.to_owned(),
                });
            }
            Ok(Err(::sled::Error::Io(e))) if e.kind() != io::ErrorKind::UnexpectedEof => {
                return Err(self.io("opening the database", e));
            }
            Ok(Err(e)) => return Err(self.explain(unreadable(&e.to_string()))),
            Err(_) => return Err(self.explain(unreadable("its log makes no sense"))),
        };
        durable::sync_folder(folder).map_err(|e| self.io("syncing the folder", e))?;
        Ok(db)
    }

    /// Reads and verifies everything; `at_least`: the revision that is known to have been durable.
    fn read(
        &self,
        db: &::sled::Db,
        at_least: Revision,
        readers: &Readers,
    ) -> Result<(Meta, Loaded), LoadError> {
        let read = || {
            let damaged = |e: ::sled::Error| unreadable(&e.to_string());
            let meta = db.get(Key::meta().as_bytes()).map_err(damaged)?;
            let pairs = db.iter().map(|pair| {
                pair.map(|(key, value)| -> Pair { (key.to_vec(), value.to_vec()) })
                    .map_err(damaged)
            });
            load::assemble(meta.map(|value| value.to_vec()), pairs, readers)
        };
        // As in `database`: reading a damaged page can panic inside sled.
        let read = catch_unwind(AssertUnwindSafe(read))
            .unwrap_or_else(|_| Err(unreadable("a page of it makes no sense")));
        let (meta, loaded) = read.map_err(|damage| self.explain(damage))?;
        if meta.revision < at_least {
            let what = format!(
                "it ends at revision {}, but revision {at_least} was written",
                meta.revision
            );
            return Err(self.explain(Damage::Corrupt(what)));
        }
        Ok((meta, loaded))
    }

    fn explain(&self, damage: Damage) -> LoadError {
        let folder = self.0.to_owned();
        match damage {
            Damage::Corrupt(what) => LoadError::Corrupt { folder, what },
            Damage::Newer(found) => LoadError::Newer {
                folder,
                found,
                known: SCHEMA,
            },
        }
    }

    fn io(&self, doing: &'static str, source: io::Error) -> LoadError {
        LoadError::Io {
            folder: self.0.to_owned(),
            doing,
            source,
        }
    }
}

fn unreadable(why: &str) -> Damage {
    Damage::Corrupt(format!("the file {DATA} cannot be read ({why})"))
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
