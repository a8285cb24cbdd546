//! Reads all of a database at a start.

use crate::store::Loaded;
use crate::store::database::{Database, Unusable, readable};
use crate::store::guarded::{Panicked, guarded};
use crate::store::key::Key;
use crate::store::load::{self, Readers};
use crate::store::record::Meta;
use ::sled::IVec;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

/// The pairs that are handed over at once at a start, and how often before the first of them are decoded.
const AT_ONCE: usize = 256;
const AHEAD: usize = 8;

impl Database {
    /// Reads and verifies everything. A thread reads the pages, and goes on while the records of those before are decoded.
    pub(super) fn read(&self, readers: &Readers) -> Result<(Meta, Loaded), Unusable> {
        let meta = self.get(&Key::meta())?;
        let db = self.db().map_err(|error| self.unread(error))?;
        let (hand, handed) = mpsc::sync_channel(AHEAD);
        thread::scope(|scope| {
            let read = move || guarded(|| hand_over(db, hand));
            let thread = thread::Builder::new().name("store-read".to_owned());
            let reading = thread.spawn_scoped(scope, read);
            let reading = reading.map_err(|error| self.unread(error))?;
            let pairs = handed.into_iter().flatten().map(Ok);
            let assembled = load::assemble(meta, pairs, readers);
            let read = reading.join().unwrap_or(Err(Panicked));
            // What was found in a record comes before a page that could not be read behind it.
            let assembled = assembled.map_err(|damage| Unusable::of(damage, &self.folder))?;
            readable(read)?;
            Ok(assembled)
        })
    }
}

/// Hands over all pairs in the order of their keys, some at a time, until nobody takes them any more.
fn hand_over(db: &::sled::Db, to: SyncSender<Vec<(IVec, IVec)>>) -> ::sled::Result<()> {
    let mut pairs = db.iter();
    loop {
        let some = pairs
            .by_ref()
            .take(AT_ONCE)
            .collect::<Result<Vec<_>, _>>()?;
        if some.is_empty() || to.send(some).is_err() {
            return Ok(());
        }
    }
}
