//! What happens behind the journal: a thread of its own hands the database what is durable, flushes it, and makes images of it.
//!
//! ```text
//! commit ─► journal (one write, one sync) ─► answered
//!              └─► waiting: the newest of each record ──a second, or 1 MiB──► database, flushed ──due──► image, read back
//!                                                                                                └─► older frames go
//! ```
//! Nothing of this is waited for by a commit. If it fails, the store takes no further commit: the next start reads the journal.

use crate::store::database::Database;
use crate::store::key::Key;
use crate::store::record::Meta;
use crate::store::{Revision, image};
use madoguchi_fleet::time::{DAY, FleetTime};
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
/// The bytes of frames after which an image is made, whatever the time: a bound for the journal, and for the time of a start.
const IMAGE_BYTES: usize = 32 * 1024 * 1024;
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
    /// The newest image, or the newest try to make one; else the first commit that was seen here.
    image: Option<Imaged>,
    /// The bytes that were committed since then.
    since_image: usize,
    /// The newest commit that removed what must not be left in an older image or frame; `None` once an image alone is kept since then.
    forget: Option<Revision>,
    /// Such an image was not tried yet.
    press: bool,
    stop: bool,
    /// The database took something no more: whatever is committed later would be in the journal alone.
    failed: bool,
}

/// A commit, and its fleet time: of which an image was made, or would be.
#[derive(Debug, Clone, Copy)]
struct Imaged {
    revision: Revision,
    at: FleetTime,
}

/// A store whose database gave up earlier.
#[derive(Debug)]
pub(super) struct GaveUp;

impl Behind {
    /// Starts the thread on a journal and a database that has all its frames.
    pub(super) fn start(
        folder: &Path,
        journal: Journal,
        database: Database,
        meta: &Meta,
    ) -> io::Result<Self> {
        let image = image::newest(folder)?.map(|about| Imaged {
            revision: Revision(about.revision),
            at: FleetTime(about.at),
        });
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            journal: Mutex::new(journal),
            held: Mutex::new(Held {
                database,
                at: Imaged {
                    revision: meta.revision,
                    at: meta.fleet_time,
                },
            }),
            waiting: Mutex::new(Waiting {
                writes: BTreeMap::new(),
                bytes: 0,
                revision: meta.revision,
                fleet_time: meta.fleet_time,
                image,
                since_image: 0,
                forget: None,
                press: false,
                stop: false,
                failed: false,
            }),
            changed: Condvar::new(),
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
    pub(super) fn take(
        &self,
        writes: BTreeMap<Key, Option<Vec<u8>>>,
        meta: &Meta,
        frame_bytes: usize,
        forget: bool,
    ) {
        let mut waiting = lock(&self.shared.waiting);
        let was_idle = waiting.is_idle();
        for (key, value) in writes {
            waiting.bytes += key.as_bytes().len() + value.as_ref().map_or(0, Vec::len);
            waiting.writes.insert(key, value);
        }
        waiting.revision = meta.revision;
        waiting.fleet_time = meta.fleet_time;
        waiting.since_image += frame_bytes;
        if forget {
            waiting.forget = Some(meta.revision);
            waiting.press = true;
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
    fn is_idle(&self) -> bool {
        self.writes.is_empty() && !self.press
    }

    /// Whether the thread has something to do that does not wait for more.
    fn is_pressing(&self) -> bool {
        self.stop || self.press || self.bytes >= GATHER_BYTES
    }

    /// Whether an image of what the database holds is due, and whether it alone may be kept. The next one counts from here.
    fn begin_image(&mut self, now: Imaged, is_last: bool) -> Option<bool> {
        // What is removed by a later commit is still in an image of this one.
        let alone = self.forget.is_some_and(|since| now.revision >= since);
        let is_pressing = alone && std::mem::take(&mut self.press);
        let before = *self.image.get_or_insert(Imaged {
            revision: Revision(0),
            at: now.at,
        });
        let is_newer = now.revision > before.revision;
        let is_old = now.at.since(before.at) >= DAY;
        let is_due =
            is_pressing || is_newer && (is_last || is_old || self.since_image >= IMAGE_BYTES);
        is_due.then(|| {
            self.since_image = 0;
            self.image = Some(now);
            alone
        })
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
            let at = Imaged {
                revision: waiting.revision,
                at: waiting.fleet_time,
            };
            (std::mem::take(&mut waiting.writes), at)
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
        let held = self.catch_up()?;
        held.database.flush()?;
        let is_due = lock(&self.waiting).begin_image(held.at, is_last);
        if let Some(alone) = is_due
            && let Err(error) = self.make_image(&held, alone)
        {
            // It costs nothing now: what the image would have let go stays in the journal.
            tracing::warn!(
                error = chain(&*error),
                "no image of the data could be made; the journal is kept for longer"
            );
        }
        Ok(())
    }

    fn make_image(&self, held: &Held, alone: bool) -> Result<(), BoxError> {
        let Held { database, at } = held;
        let oldest = image::make(&self.folder, database, at.revision, at.at, alone)?;
        lock(&self.journal).forget(oldest)?;
        let mut waiting = lock(&self.waiting);
        waiting.forget = waiting.forget.filter(|since| *since > at.revision);
        Ok(())
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

    /// A database at this commit, with an image of an earlier one.
    fn waiting(image: u64) -> Waiting {
        Waiting {
            writes: BTreeMap::new(),
            bytes: 0,
            revision: Revision(9),
            fleet_time: FleetTime(0),
            image: Some(at(image, 0)),
            since_image: 0,
            forget: None,
            press: false,
            stop: false,
            failed: false,
        }
    }

    fn at(revision: u64, fleet_time: i64) -> Imaged {
        Imaged {
            revision: Revision(revision),
            at: FleetTime(fleet_time),
        }
    }

    #[test]
    fn an_image_is_due_a_day_after_the_one_before_and_after_many_bytes_and_at_a_stop() {
        let due = |change: &dyn Fn(&mut Waiting), now, is_last| {
            let mut waiting = waiting(5);
            change(&mut waiting);
            waiting.begin_image(now, is_last)
        };
        let many: &dyn Fn(&mut Waiting) = &|waiting| waiting.since_image = IMAGE_BYTES;
        let forget: &dyn Fn(&mut Waiting) = &|waiting| {
            waiting.forget = Some(Revision(9));
            waiting.press = true;
        };
        assert_eq!(due(&|_| {}, at(9, DAY - 1), false), None);
        assert_eq!(due(&|_| {}, at(9, DAY), false), Some(false));
        assert_eq!(due(many, at(9, 1), false), Some(false));
        assert_eq!(due(&|_| {}, at(9, 1), true), Some(false));
        assert_eq!(due(forget, at(9, 1), false), Some(true));
        // An image of the commit before still has what this one removed.
        assert_eq!(due(forget, at(8, 1), false), None);
        // Nothing came since.
        assert_eq!(due(&|_| {}, at(5, DAY), true), None);
        // The first day of all begins with its first commit.
        assert_eq!(due(&|w| w.image = None, at(9, 5 * DAY), false), None);
    }

    /// Behind an empty journal, with an empty database.
    fn empty(folder: &Path) -> Behind {
        let journal = folder.join("journal");
        let opened = Journal::open::<madoguchi_journal::OpenError>(&journal, &mut |_, _| Ok(()));
        let database = Database::open(&folder.join("store"), Form::Present).unwrap();
        Behind::start(&journal, opened.unwrap(), database, &Meta::default()).unwrap()
    }

    #[test]
    fn of_commits_that_are_handed_over_at_once_the_database_gets_the_newest_of_each_record() {
        let folder = tempfile::tempdir().unwrap();
        let behind = empty(folder.path());
        let mut meta = Meta::default();
        // Nothing is handed over meanwhile.
        let held = lock(&behind.shared.held);
        for (revision, state) in [(1, Some(vec![1])), (2, Some(vec![2])), (3, Some(vec![3]))] {
            meta.revision = Revision(revision);
            let goes = (Key::act(2), state.clone().filter(|_| revision < 3));
            let writes = BTreeMap::from([(Key::act(1), state), goes]);
            behind.take(writes, &meta, 1, false);
        }
        drop(held);
        let held = behind.held().unwrap();
        let pairs: Vec<_> = held.database.pairs().unwrap().map(Result::unwrap).collect();
        assert_eq!(pairs, [(Key::act(1).as_bytes().to_vec(), vec![3])]);
    }

    #[test]
    fn a_database_that_did_not_take_something_is_never_taken_for_whole_again() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal");
        let behind = empty(folder.path());
        let mut meta = Meta::default();
        lock(&behind.shared.held).database.give_up();
        meta.revision = Revision(1);
        behind.take(
            BTreeMap::from([(Key::meta(), Some(vec![1]))]),
            &meta,
            1,
            false,
        );
        assert!(behind.held().is_err());
        assert!(behind.works().is_err(), "nothing is committed behind it");
        assert!(behind.held().is_err(), "and nothing is read of it");
        drop(behind);
        assert!(image::newest(&journal).unwrap().is_none());
    }

    #[test]
    fn an_image_that_could_not_be_made_alone_is_made_so_the_next_time() {
        let mut waiting = waiting(5);
        (waiting.forget, waiting.press) = (Some(Revision(9)), true);
        assert_eq!(waiting.begin_image(at(8, 1), false), None);
        assert!(!waiting.is_idle(), "it is not forgotten meanwhile");
        assert_eq!(waiting.begin_image(at(9, 1), false), Some(true));
        assert_eq!(waiting.begin_image(at(10, 2), false), None);
        assert_eq!(waiting.begin_image(at(10, 2 * DAY), false), Some(true));
    }

    #[test]
    fn the_next_image_counts_from_the_one_before_made_or_not() {
        let mut waiting = waiting(5);
        waiting.since_image = IMAGE_BYTES;
        assert_eq!(waiting.begin_image(at(9, DAY), false), Some(false));
        assert_eq!(waiting.begin_image(at(10, DAY + 1), false), None);
        assert_eq!(waiting.begin_image(at(11, 2 * DAY), false), Some(false));
    }
}
