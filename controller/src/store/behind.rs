//! What happens behind the journal: a thread of its own hands the database what is durable, flushes it, and makes images of it.
//!
//! ```text
//! commit ─► journal (one write, one sync) ─► answered
//!              └─► waiting: the newest of each record ──a second, or 1 MiB──► database, flushed ──due──► image, read back
//!                       └────────── over ──────────► what is read ◄──────────────┘                          └─► older frames go
//! ```
//! A commit waits for it only where more than `MOST_BYTES` wait, and whoever reads only while records are handed over, which is work in memory: the
//! database is flushed and imaged beside the reads, and what it does not have yet is read from what waits. If it fails, the store takes no further commit: the next start reads the journal.

mod due;
mod merged;
mod thread;
mod waiting;

use crate::store::database::Database;
use crate::store::key::Key;
use crate::store::load::Pair;
use crate::store::opening::Place;
use crate::store::record::Meta;
use crate::store::{Images, Revision, image};
use due::{Due, Imaged};
use madoguchi_fleet::time::FleetTime;
use madoguchi_journal::Journal;
use merged::merged;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, RwLock};
use std::thread::JoinHandle;
use thread::{Held, Shared, lock, read};
use waiting::Waiting;

/// The database behind the journal, and its thread.
pub(super) struct Behind {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What is left for the stop.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AtStop {
    /// An image alone: something that was removed is left in a frame, in an older image, or in the database's file.
    pub(super) forget: bool,
    /// A new database in the place of one that may hold what went. Not where another one was moved aside to be looked at.
    pub(super) renew: bool,
}

/// A store whose database gave up earlier.
#[derive(Debug)]
pub(super) struct GaveUp;

impl Behind {
    /// Starts the thread on a journal and a database that has all its frames.
    pub(super) fn start(
        place: &Place,
        journal: Journal,
        database: Database,
        meta: &Meta,
        at_stop: AtStop,
    ) -> io::Result<Self> {
        let mut behind = Self::resting(place, journal, database, meta, at_stop)?;
        let shared = Arc::clone(&behind.shared);
        let thread = std::thread::Builder::new().name("store".to_owned());
        behind.thread = Some(thread.spawn(move || shared.run())?);
        Ok(behind)
    }

    /// The same without the thread.
    fn resting(
        place: &Place,
        journal: Journal,
        database: Database,
        meta: &Meta,
        at_stop: AtStop,
    ) -> io::Result<Self> {
        let image = image::newest(&place.journal)?.map(|about| Imaged {
            revision: Revision(about.revision),
            at: FleetTime(about.at),
        });
        let at = Imaged {
            revision: meta.revision,
            at: meta.fleet_time,
        };
        let mut due = Due::after(image);
        if at_stop.forget {
            due.forget(at);
        }
        let shared = Arc::new(Shared {
            place: place.clone(),
            renew: at_stop.renew,
            journal: Mutex::new(journal),
            held: RwLock::new(Held { database, at }),
            waiting: Mutex::new(Waiting::behind(at, due)),
            changed: Condvar::new(),
            images: Images::at(&place.journal),
        });
        let thread = None;
        Ok(Self { shared, thread })
    }

    /// The journal, for a commit.
    pub(super) fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.shared.journal)
    }

    /// Hands over what a commit made durable. `forget` says that it removed what must not be left in an image or a frame.
    pub(super) fn take(&self, writes: BTreeMap<Key, Option<Vec<u8>>>, meta: &Meta, forget: bool) {
        let mut waiting = lock(&self.shared.waiting);
        let was_idle = waiting.is_idle();
        waiting.take(writes, meta, forget);
        if was_idle || waiting.is_pressing() {
            self.shared.changed.notify_all();
        }
        self.shared.wait_for_room(waiting);
    }

    /// All records as they were committed, in the order of their keys.
    pub(super) fn pairs(&self) -> io::Result<Vec<Pair>> {
        self.reading(|database, waiting| {
            let all = merged(database.pairs()?, waiting.writes.iter(), |one, other| {
                one < other
            });
            all.collect()
        })
    }

    /// At most so many entries of the audit below this number, the newest first.
    pub(super) fn newest_audit(&self, below: u64, most: usize) -> io::Result<Vec<Pair>> {
        self.reading(|database, waiting| {
            let newer = waiting.writes.range(Key::audit(0)..Key::audit(below)).rev();
            let entries = merged(database.newest_audit(below)?, newer, |one, other| {
                one > other
            });
            entries.take(most).collect()
        })
    }

    fn reading<T>(
        &self,
        read_of: impl FnOnce(&Database, &Waiting) -> io::Result<T>,
    ) -> io::Result<T> {
        let held = read(&self.shared.held);
        let waiting = lock(&self.shared.waiting);
        match waiting.failed {
            true => Err(io::Error::other("the database took something no more")),
            false => read_of(&held.database, &waiting),
        }
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
    /// Waits until the database has everything, an image of it is made, and nothing that went is left in it.
    fn drop(&mut self) {
        lock(&self.shared.waiting).stop = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::warn!(
                "the database was not closed in good order; whatever was confirmed is in the journal"
            );
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::store::database::Form;
    use due::Image;
    use std::path::Path;
    use std::sync::PoisonError;
    use std::sync::mpsc;
    use std::time::Duration;

    /// Far longer than what is waited for takes.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// A store in a folder, without its thread.
    fn resting(folder: &Path) -> Behind {
        let place = Place::of(folder);
        let opened =
            Journal::open::<madoguchi_journal::OpenError>(&place.journal, &mut |_, _| Ok(()));
        let (journal, meta) = (opened.unwrap(), Meta::default());
        let database = Database::open(&place.store, Form::Present).unwrap();
        Behind::resting(&place, journal, database, &meta, AtStop::default()).unwrap()
    }

    fn commit(behind: &Behind, revision: u64, writes: &[(Key, Option<u8>)]) {
        let meta = Meta {
            revision: Revision(revision),
            ..Meta::default()
        };
        let sealed = crate::store::record::seal(
            &Key::meta(),
            &crate::store::record::MetaOfToday(meta.clone()),
        );
        let writes = writes.iter().cloned();
        let writes = writes.map(|(key, value)| (key, value.map(|value| vec![value])));
        let writes = writes.chain([(Key::meta(), Some(sealed))]);
        behind.take(writes.collect(), &meta, false);
    }

    #[test]
    fn of_commits_that_are_handed_over_at_once_the_database_gets_the_newest_of_each_record() {
        let folder = tempfile::tempdir().unwrap();
        let behind = resting(folder.path());
        for (revision, state) in [(1, 1), (2, 2), (3, 3)] {
            let goes = (Key::act(2), (revision < 3).then_some(state));
            commit(&behind, revision, &[(Key::act(1), Some(state)), goes]);
        }
        behind.shared.bring_up(false).unwrap();
        let held = read(&behind.shared.held);
        let mut pairs = held.database.pairs().unwrap().map(Result::unwrap);
        let acts = [Key::act(1), Key::act(2)].map(|key| key.as_bytes().to_vec());
        let of_acts: Vec<_> = pairs
            .by_ref()
            .filter(|(key, _)| acts.contains(key))
            .collect();
        assert_eq!(of_acts, [(acts[0].clone(), vec![3])]);
    }

    #[test]
    fn a_database_that_did_not_take_something_is_never_taken_for_whole_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut behind = resting(folder.path());
        let held = Arc::get_mut(&mut behind.shared).unwrap().held.get_mut();
        held.unwrap_or_else(PoisonError::into_inner)
            .database
            .close();
        commit(&behind, 1, &[]);
        behind.shared.run();
        assert!(behind.works().is_err(), "nothing is committed behind it");
        assert!(behind.pairs().is_err(), "and nothing is read of it");
        drop(behind);
        let image = image::newest(&folder.path().join("journal"));
        assert!(image.unwrap().is_none());
    }

    #[test]
    fn while_an_image_is_made_commits_and_reads_go_on_and_see_what_was_committed() {
        let folder = tempfile::tempdir().unwrap();
        let behind = Arc::new(resting(folder.path()));
        commit(
            &behind,
            1,
            &[(Key::audit(1), Some(1)), (Key::audit(2), Some(2))],
        );
        behind.shared.bring_up(false).unwrap();
        // As `make_image` holds it.
        let imaging = read(&behind.shared.held);
        let (done, is_done) = mpsc::channel();
        let engine = Arc::clone(&behind);
        let thread = std::thread::spawn(move || {
            commit(
                &engine,
                2,
                &[(Key::audit(1), None), (Key::audit(3), Some(3))],
            );
            let entries = engine.newest_audit(9, 2).unwrap();
            let all = engine.pairs().unwrap();
            done.send((entries, all.len())).unwrap();
        });
        let (entries, all) = is_done.recv_timeout(PATIENCE).expect("it waits");
        let values: Vec<_> = entries.into_iter().map(|(_, value)| value[0]).collect();
        assert_eq!(values, [3, 2]);
        assert_eq!(all, 3, "two entries and the meta record");
        assert_eq!(imaging.database.pairs().unwrap().count(), 3);
        assert_eq!(
            imaging.at.revision,
            Revision(1),
            "the image is of one commit"
        );
        drop(imaging);
        thread.join().unwrap();
        behind.shared.bring_up(false).unwrap();
        assert_eq!(read(&behind.shared.held).at.revision, Revision(2));
        assert_eq!(behind.pairs().unwrap().len(), 3);
    }

    #[test]
    fn the_bound_of_the_journal_holds_over_starts() {
        let folder = tempfile::tempdir().unwrap();
        let append = |number, bytes: usize| {
            let mut behind = resting(folder.path());
            let shared = Arc::get_mut(&mut behind.shared).unwrap();
            let journal = shared.journal.get_mut();
            let journal = journal.unwrap_or_else(PoisonError::into_inner);
            journal.append(number, &vec![0; bytes]).unwrap();
            lock(&behind.shared.waiting).revision = Revision(number);
            behind.shared.due(false)
        };
        assert_eq!(append(1, 12 << 20), None);
        assert_eq!(append(2, 12 << 20), None);
        assert_eq!(append(3, 12 << 20), Some(Image::Another));
    }

    #[test]
    fn people_are_told_while_no_image_can_be_made_and_no_longer_than_that() {
        let folder = tempfile::tempdir().unwrap();
        let behind = resting(folder.path());
        let journal = folder.path().join("journal");
        let in_the_way = journal.join("image.new/in the way");
        std::fs::create_dir_all(&in_the_way).unwrap();
        commit(&behind, 1, &[]);
        let images = behind.images();
        assert_eq!(images.missed(), None);
        behind.shared.bring_up(true).unwrap();
        assert_eq!(images.missed(), Some(journal.as_path()));
        std::fs::remove_dir_all(journal.join("image.new")).unwrap();
        behind.shared.bring_up(true).unwrap();
        assert_eq!(images.missed(), None);
    }
}
