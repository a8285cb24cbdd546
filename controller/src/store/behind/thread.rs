//! The thread behind the journal: it alone hands the database what waits, flushes it, and makes images of it.

use crate::store::behind::due::{Image, Imaged};
use crate::store::behind::waiting::Waiting;
use crate::store::database::Database;
use crate::store::opening::Place;
use crate::store::{Images, Revision, image, renewal};
use madoguchi_journal::Journal;
use madoguchi_plain::{BoxError, chain};
use std::io;
use std::sync::{
    Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};
use std::time::Duration;

/// How long the first of the waiting records waits for others: a ticket's steps write the same records again.
const GATHER: Duration = Duration::from_secs(1);

/// What the engine's thread and the thread behind share. Where both are locked, `held` is first.
pub(super) struct Shared {
    pub(super) place: Place,
    /// A new database takes this one's place at the stop, where that is due.
    pub(super) renew: bool,
    pub(super) journal: Mutex<Journal>,
    /// Locked for others only while records are handed over: whoever reads does so beside a flush and an image.
    pub(super) held: RwLock<Held>,
    pub(super) waiting: Mutex<Waiting>,
    /// Something came, or something was taken.
    pub(super) changed: Condvar,
    pub(super) images: Images,
}

/// The database, and which commits it has.
pub(super) struct Held {
    pub(super) database: Database,
    pub(super) at: Imaged,
}

impl Shared {
    pub(super) fn run(&self) {
        let _unwinding = Unwinding(self);
        loop {
            let is_last = self.wait();
            if let Err(error) = self.bring_up(is_last) {
                self.fail();
                tracing::error!(
                    error = chain(&error),
                    "the database took something no more; the journal has it, and the next start reads it there"
                );
                return;
            }
            if is_last {
                self.renew();
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

    /// Waits until there is room for what comes next, or the database gave up, which the next commit is told.
    pub(super) fn wait_for_room(&self, waiting: MutexGuard<'_, Waiting>) {
        let waited = self.changed.wait_while(waiting, |w| w.is_full());
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    /// Makes what waits durable in the database, and an image of it where one is due. Nothing is handed to the database meanwhile, so that the
    /// image has one revision. Commits and reads go on.
    pub(super) fn bring_up(&self, is_last: bool) -> io::Result<()> {
        let due = self.due(is_last);
        let turned = due.map_or(Ok(None), |image| self.turn(image));
        self.hand_over()?;
        let held = read(&self.held);
        held.database.flush()?;
        let Some(image) = due else {
            return Ok(());
        };
        let is_behind = |newest: Revision| held.at.revision < newest;
        if turned
            .as_ref()
            .is_ok_and(|newest| newest.is_some_and(is_behind))
        {
            // The records of the newest frame are on their way here: the next round has them.
            return Ok(());
        }
        lock(&self.waiting).due.begin(held.at, image);
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
        self.images.set_missed(due.is_missed(held.at));
        Ok(())
    }

    pub(super) fn due(&self, is_last: bool) -> Option<Image> {
        let since = lock(&self.waiting).due.since();
        let bytes = lock(&self.journal).bytes_behind(since.0);
        let mut waiting = lock(&self.waiting);
        let now = waiting.now();
        waiting.due.at(now, bytes, is_last)
    }

    /// Before an image that alone is to be kept: what it lets go is noted, for it stays in the database's file until the stop, and is in segments of
    /// its own. Returns the newest commit in these.
    fn turn(&self, image: Image) -> Result<Option<Revision>, BoxError> {
        if image == Image::Another {
            return Ok(None);
        }
        renewal::note(&self.place.journal)?;
        // Of a journal without a frame, which has let go all there were.
        let let_go = lock(&self.waiting).revision;
        let mut journal = lock(&self.journal);
        journal.turn()?;
        Ok(Some(journal.newest().map_or(let_go, Revision)))
    }

    /// Hands the database what waits, in one piece: whoever reads sees each commit whole, here or there.
    fn hand_over(&self) -> io::Result<()> {
        let mut held = write(&self.held);
        let (writes, at) = lock(&self.waiting).hand_out();
        if !writes.is_empty() {
            let writes = writes.iter();
            let writes = writes.map(|(key, value)| (key.as_bytes(), value.as_deref()));
            held.database.apply(writes).inspect_err(|_| {
                // It may have a part of them: nobody may read it, and what comes later must not make it look whole.
                self.fail();
            })?;
        }
        held.at = at;
        drop(held);
        self.changed.notify_all();
        Ok(())
    }

    /// Makes an image: alone where all frames up to a commit are to go. Returns that commit where they went.
    fn make_image(
        &self,
        held: &Held,
        through: Option<Revision>,
    ) -> Result<Option<Revision>, BoxError> {
        let Held { database, at } = held;
        let alone = through.is_some();
        let oldest = image::make(&self.place.journal, database, at.revision, at.at, alone)?;
        match Journal::forget_beside(&self.journal, oldest) {
            Ok(()) => Ok(through),
            Err(error) => {
                tracing::warn!(%error, "an image was made, and older changes could not be removed from the journal");
                Ok(None)
            }
        }
    }

    /// Lets go of what went and is left in the database's file, once it is left nowhere else. Nothing is removed on a disk that failed before.
    fn renew(&self) {
        let mut held = write(&self.held);
        let at = held.at;
        let may = self.renew && !lock(&self.journal).is_poisoned();
        if may && lock(&self.waiting).due.is_whole_at(at) {
            renewal::at_stop(&self.place, &mut held.database, at.revision);
        }
    }

    fn fail(&self) {
        lock(&self.waiting).failed = true;
        self.changed.notify_all();
    }
}

/// Tells commits that nobody takes them any more, where the thread ends by a fault of the program.
struct Unwinding<'a>(&'a Shared);

impl Drop for Unwinding<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.fail();
        }
    }
}

// Whoever panicked with one of these left it as it was before one of its calls, or after it.

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn read<T>(held: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    held.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(held: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    held.write().unwrap_or_else(PoisonError::into_inner)
}
