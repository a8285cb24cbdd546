//! The store in memory, for tests and the simulation: the same records and the same checks, no disk.

use crate::store::batch::Step;
use crate::store::damage::Damage;
use crate::store::key::Key;
use crate::store::load::{self, Pair, Readers};
use crate::store::record::Meta;
use crate::store::{
    Batch, CommitError, LoadError, Loaded, Revision, SCHEMA, Snapshot, SnapshotError, Store,
};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The part of a [`Memory`] that survives it: a simulated crash drops the store and opens another on the same disk.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<BTreeMap<Vec<u8>, Vec<u8>>>>);

impl Disk {
    /// All stored pairs in the order of the keys.
    #[must_use]
    pub fn pairs(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.with(|pairs| pairs.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
    }

    /// Changes the stored pairs without the store, to test that it notices.
    pub fn damage(&self, change: impl FnOnce(&mut BTreeMap<Vec<u8>, Vec<u8>>)) {
        self.with(change);
    }

    /// Locks the map. A panic of another thread leaves it sound, because each change is one call.
    fn with<R>(&self, act: impl FnOnce(&mut BTreeMap<Vec<u8>, Vec<u8>>) -> R) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The store in memory.
pub struct Memory {
    disk: Disk,
    readers: Readers,
    meta: Meta,
}

impl Memory {
    /// Opens a store on a disk.
    ///
    /// # Errors
    /// Something on it cannot be trusted.
    pub fn open(disk: Disk, readers: impl Into<Readers>) -> Result<Self, LoadError> {
        let mut store = Self {
            disk,
            readers: readers.into(),
            meta: Meta::default(),
        };
        store.read()?;
        Ok(store)
    }

    fn read(&mut self) -> Result<Loaded, LoadError> {
        let (meta, loaded) = load::assemble_all(self.disk.pairs(), &self.readers).map_err(
            |damage| match damage {
                Damage::Corrupt(what) => LoadError::Corrupt {
                    folder: folder(),
                    file: folder(),
                    what,
                },
                Damage::Newer(found) => LoadError::Newer {
                    folder: folder(),
                    found,
                    known: SCHEMA,
                },
            },
        )?;
        self.meta = meta;
        Ok(loaded)
    }

    fn write(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        let plan = match Step::of(batch, &self.meta)? {
            Step::Done(revision) => return Ok(revision),
            Step::Write(plan) => plan,
        };
        self.disk.with(|pairs| {
            for (key, value) in plan.writes {
                match value {
                    Some(sealed) => pairs.insert(key.as_bytes().to_vec(), sealed),
                    None => pairs.remove(key.as_bytes()),
                };
            }
        });
        self.meta = plan.meta;
        Ok(self.meta.revision)
    }
}

fn folder() -> PathBuf {
    PathBuf::from("memory")
}

impl Store for Memory {
    async fn load(&mut self) -> Result<Loaded, LoadError> {
        self.read()
    }

    async fn commit(&mut self, batch: &Batch) -> Result<Revision, CommitError> {
        self.write(batch)
    }

    async fn snapshot(&mut self) -> Result<Snapshot, SnapshotError> {
        let pairs = self.disk.pairs().into_iter();
        Ok(Snapshot::new(&self.meta, pairs))
    }

    async fn newest_audit(&mut self, below: u64, most: usize) -> Result<Vec<Pair>, SnapshotError> {
        let pairs = self.disk.pairs();
        let entries = pairs.into_iter().filter(|(key, _)| {
            let key = key.as_slice();
            (Key::audit(0).as_bytes()..Key::audit(below).as_bytes()).contains(&key)
        });
        let entries: Vec<_> = entries.collect();
        Ok(entries.into_iter().rev().take(most).collect())
    }

    /// Memory counts as unlimited.
    fn free_bytes(&self) -> io::Result<u64> {
        Ok(u64::MAX)
    }
}
