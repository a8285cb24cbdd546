//! What happens behind the journal: a thread of its own hands the database what is durable, flushes it, and makes images of it.
//!
//! ```text
//! commit ─► journal (one write, one sync) ─► answered
//!              └─► waiting: the newest of each record ──a second, or 1 MiB──► database, flushed ──due──► image, read back
//!                                                                                                └─► older frames go
//! ```
//! A commit waits for it only where more than `MOST_BYTES` wait. If it fails, the store takes no further commit: the next start reads the journal.

mod due;

use crate::store::database::Database;
use crate::store::key::Key;
use crate::store::record::Meta;
use crate::store::{Images, Revision, anew, image};
use due::{Due, Image, Imaged};
use madoguchi_fleet::time::FleetTime;
use madoguchi_journal::Journal;
use madoguchi_plain::{BoxError, chain};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long the first of the waiting records waits for others: a ticket's steps write the same records again.
const GATHER: Duration = Duration::from_secs(1);
/// So many bytes of waiting records are written at once, however short they have waited.
const GATHER_BYTES: usize = 1024 * 1024;
/// With so many, a commit waits until the database has taken them: a bound for the memory on a PC whose disk is slow.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// The database behind the journal, and its thread.
pub(super) struct Behind {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the engine's thread and the thread behind share.
struct Shared {
    /// The folder of journal and images.
    folder: PathBuf,
    journal: Mutex<Journal>,
    held: Mutex<Held>,
    waiting: Mutex<Waiting>,
    changed: Condvar,
    images: Images,
}

/// The database, and which commits it has.
pub(super) struct Held {
    pub(super) database: Database,
    at: Imaged,
}

/// What the database does not have yet.
struct Waiting {
    /// The newest state of each record.
    writes: BTreeMap<Key, Option<Vec<u8>>>,
    bytes: usize,
    /// The newest commit.
    revision: Revision,
    fleet_time: FleetTime,
    due: Due,
    stop: bool,
    /// The database took something no more: whatever is committed later would be in the journal alone.
    failed: bool,
}

/// A store whose database gave up earlier.
#[derive(Debug)]
pub(super) struct GaveUp;

impl Behind {
    /// Starts the thread on a journal and a database that has all its frames. `forget` says that something that was removed is left in them, or in
    /// an older image.
    pub(super) fn start(
        folder: &Path,
        journal: Journal,
        database: Database,
        meta: &Meta,
        forget: bool,
    ) -> io::Result<Self> {
        let image = image::newest(folder)?.map(|about| Imaged {
            revision: Revision(about.revision),
            at: FleetTime(about.at),
        });
        let at = Imaged {
            revision: meta.revision,
            at: meta.fleet_time,
        };
        let mut due = Due::after(image);
        if forget {
            due.forget(at);
        }
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            journal: Mutex::new(journal),
            held: Mutex::new(Held { database, at }),
            waiting: Mutex::new(Waiting {
                writes: BTreeMap::new(),
                bytes: 0,
                revision: meta.revision,
                fleet_time: meta.fleet_time,
                due,
                stop: false,
                failed: false,
            }),
            changed: Condvar::new(),
            images: Images::at(folder),
        });
        let behind = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || behind.run())?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// The journal, for a commit.
    pub(super) fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.shared.journal)
    }

    /// Hands over what a commit made durable. `forget` says that it removed what must not be left in an image or a frame.
    pub(super) fn take(&self, writes: BTreeMap<Key, Option<Vec<u8>>>, meta: &Meta, forget: bool) {
        let mut waiting = lock(&self.shared.waiting);
        let was_idle = waiting.is_idle();
        for (key, value) in writes {
            waiting.put(key, value);
        }
        waiting.revision = meta.revision;
        waiting.fleet_time = meta.fleet_time;
        if forget {
            let newest = waiting.now();
            waiting.due.forget(newest);
        }
        let is_pressing = waiting.is_pressing();
        let is_too_much = waiting.bytes > MOST_BYTES;
        drop(waiting);
        if was_idle || is_pressing {
            self.shared.changed.notify_one();
        }
        if is_too_much {
            // What fails here is noticed by the next commit.
            drop(self.shared.catch_up());
        }
    }

    /// The database with everything that was committed.
    pub(super) fn held(&self) -> io::Result<MutexGuard<'_, Held>> {
        self.shared.catch_up()
    }

    pub(super) fn images(&self) -> Images {
        self.shared.images.clone()
    }

    /// Refuses if the database gave up.
    pub(super) fn works(&self) -> Result<(), GaveUp> {
        match lock(&self.shared.waiting).failed {
            true => Err(GaveUp),
            false => Ok(()),
        }
    }
}

impl Drop for Behind {
    /// Waits until the database has everything and an image of it is made.
    fn drop(&mut self) {
        lock(&self.shared.waiting).stop = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::warn!(
                "the database was not closed in good order; whatever was confirmed is in the journal"
            );
        }
    }
}

impl Waiting {
    /// Takes a record's newest state, in the place of the one before.
    fn put(&mut self, key: Key, value: Option<Vec<u8>>) {
        let of_key = key.as_bytes().len();
        let bytes = |value: &Option<Vec<u8>>| of_key + value.as_ref().map_or(0, Vec::len);
        self.bytes += bytes(&value);
        let before = self.writes.insert(key, value);
        self.bytes -= before.as_ref().map_or(0, bytes);
    }

    /// The newest commit.
    const fn now(&self) -> Imaged {
        Imaged {
            revision: self.revision,
            at: self.fleet_time,
        }
    }

    fn is_idle(&self) -> bool {
        self.writes.is_empty()
    }

    /// Whether the thread has something to do that does not wait for more.
    fn is_pressing(&self) -> bool {
        self.stop || self.bytes >= GATHER_BYTES
    }
}

impl Shared {
    fn run(&self) {
        loop {
            let is_last = self.wait();
            if let Err(error) = self.bring_up(is_last) {
                lock(&self.waiting).failed = true;
                tracing::error!(
                    error = chain(&error),
                    "the database took something no more; the journal has it, and the next start reads it there"
                );
                return;
            }
            if is_last {
                return;
            }
        }
    }

    /// Waits until there is something to do; `true` if it is the last.
    fn wait(&self) -> bool {
        let waiting = lock(&self.waiting);
        let waiting = self
            .changed
            .wait_while(waiting, |waiting| waiting.is_idle() && !waiting.stop)
            .unwrap_or_else(PoisonError::into_inner);
        let (waiting, _) = self
            .changed
            .wait_timeout_while(waiting, GATHER, |waiting| !waiting.is_pressing())
            .unwrap_or_else(PoisonError::into_inner);
        waiting.stop
    }

    /// Hands the database what waits, in one piece: whoever holds the database sees each commit whole.
    fn catch_up(&self) -> io::Result<MutexGuard<'_, Held>> {
        let mut held = lock(&self.held);
        let (writes, at) = {
            let mut waiting = lock(&self.waiting);
            if waiting.failed {
                return Err(io::Error::other("the database took something no more"));
            }
            waiting.bytes = 0;
            (std::mem::take(&mut waiting.writes), waiting.now())
        };
        if !writes.is_empty() {
            let writes = writes.iter();
            let writes = writes.map(|(key, value)| (key.as_bytes(), value.as_deref()));
            held.database.apply(writes).inspect_err(|_| {
                // It may have a part of them: what comes later must not make it look whole.
                lock(&self.waiting).failed = true;
            })?;
        }
        held.at = at;
        Ok(held)
    }

    /// Makes what waits durable in the database, and an image of it where one is due. Nothing is handed to the database meanwhile, so that the
    /// image has one revision. Commits go on.
    fn bring_up(&self, is_last: bool) -> io::Result<()> {
        let due = self.due(is_last);
        let turned = due.map_or(Ok(None), |image| self.turn(image));
        let held = self.catch_up()?;
        held.database.flush()?;
        if due.is_none() {
            return Ok(());
        }
        if turned
            .as_ref()
            .is_ok_and(|newest| Some(held.at.revision) < *newest)
        {
            // The records of the newest frame are on their way here: the next round has them.
            return Ok(());
        }
        lock(&self.waiting).due.begin(held.at);
        let made = turned.and_then(|through| self.make_image(&held, through));
        let due = &mut lock(&self.waiting).due;
        match made {
            Ok(through) => due.made(held.at, through),
            // It costs nothing now: what the image would have let go stays in the journal.
            Err(error) => {
                due.failed();
                tracing::warn!(
                    error = chain(&*error),
                    "no image of the data could be made; the journal is kept for longer"
                );
            }
        }
        let is_missed = due.is_missed(held.at);
        self.images.set_missed(is_missed);
        Ok(())
    }

    fn due(&self, is_last: bool) -> Option<Image> {
        let since = lock(&self.waiting).due.since();
        let bytes = lock(&self.journal).bytes_behind(since.0);
        let mut waiting = lock(&self.waiting);
        let now = waiting.now();
        waiting.due.at(now, bytes, is_last)
    }

    /// Before an image that alone is to be kept: what it lets go is noted, for it stays in the database's file until the next start, and is in
    /// segments of its own. Returns the newest commit in these.
    fn turn(&self, image: Image) -> Result<Option<Revision>, BoxError> {
        if image == Image::Another {
            return Ok(None);
        }
        anew::note(&self.folder)?;
        let mut journal = lock(&self.journal);
        journal.turn()?;
        let newest = journal.newest().map(Revision);
        // A journal without a frame has let go all there were.
        Ok(newest.or_else(|| Some(lock(&self.waiting).revision)))
    }

    /// Makes an image: alone where all frames up to a commit are to go.
    fn make_image(
        &self,
        held: &Held,
        through: Option<Revision>,
    ) -> Result<Option<Revision>, BoxError> {
        let Held { database, at } = held;
        let alone = through.is_some();
        let oldest = image::make(&self.folder, database, at.revision, at.at, alone)?;
        lock(&self.journal).forget(oldest)?;
        Ok(through)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whoever panicked with it left it as it was before one of its calls, or after it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::store::database::Form;
    use crate::store::record::{self, MetaOfToday};

    #[test]
    fn a_database_that_did_not_take_something_is_never_taken_for_whole_again() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal");
        let database = Database::open(&folder.path().join("store"), Form::Present).unwrap();
        let mut meta = Meta::default();
        let behind = Behind::start(&journal, opened(&journal), database, &meta, false).unwrap();
        lock(&behind.shared.held).database.give_up();
        meta.revision = Revision(1);
        behind.take(BTreeMap::from([(Key::meta(), Some(vec![1]))]), &meta, false);
        assert!(behind.held().is_err());
        assert!(behind.works().is_err(), "nothing is committed behind it");
        assert!(behind.held().is_err(), "and nothing is read of it");
        drop(behind);
        assert!(image::newest(&journal).unwrap().is_none());
    }

    #[test]
    fn a_record_that_is_written_again_is_counted_once() {
        let mut waiting = Waiting {
            writes: BTreeMap::new(),
            bytes: 0,
            revision: Revision(0),
            fleet_time: FleetTime(0),
            due: Due::after(None),
            stop: false,
            failed: false,
        };
        waiting.put(Key::meta(), Some(vec![0; 100]));
        assert_eq!(waiting.bytes, 101);
        waiting.put(Key::meta(), Some(vec![0; 50]));
        assert_eq!(waiting.bytes, 51);
        waiting.put(Key::meta(), None);
        assert_eq!(waiting.bytes, 1);
    }

    fn opened(journal: &Path) -> Journal {
        Journal::open::<madoguchi_journal::OpenError>(journal, &mut |_, _| Ok(())).unwrap()
    }

    #[test]
    fn the_bound_of_the_journal_holds_over_starts() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let mut journal = opened(folder);
        let megabytes = vec![0; 12 << 20];
        let is_due = |journal: Journal| {
            let database = Database::open(&folder.join("store"), Form::Present).unwrap();
            let meta = Meta {
                revision: Revision(journal.newest().unwrap()),
                ..Meta::default()
            };
            let behind = Behind::start(folder, journal, database, &meta, false).unwrap();
            behind.shared.due(false)
        };
        journal.append(1, &megabytes).unwrap();
        assert_eq!(is_due(journal), None);
        journal = opened(folder);
        for number in 2..=3 {
            journal.append(number, &megabytes).unwrap();
        }
        assert_eq!(is_due(journal), Some(Image::Another));
    }

    #[test]
    fn people_are_told_while_no_image_can_be_made_and_no_longer_than_that() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let database = Database::open(&folder.join("store"), Form::Present).unwrap();
        let mut meta = Meta::default();
        let behind = Behind::start(folder, opened(folder), database, &meta, false).unwrap();
        let in_the_way = folder.join("image.new/in the way");
        std::fs::create_dir_all(&in_the_way).unwrap();
        meta.revision = Revision(1);
        let key = Key::meta();
        let sealed = record::seal(&key, &MetaOfToday(meta.clone()));
        behind.take(BTreeMap::from([(key, Some(sealed))]), &meta, false);
        let images = behind.images();
        assert_eq!(images.missed(), None);
        behind.shared.bring_up(true).unwrap();
        assert_eq!(images.missed(), Some(folder));
        std::fs::remove_dir_all(folder.join("image.new")).unwrap();
        behind.shared.bring_up(true).unwrap();
        assert_eq!(images.missed(), None);
    }
}
