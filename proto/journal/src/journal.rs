//! The journal as it is written.

use crate::chain::{self, START};
use crate::error::{AppendError, OpenError};
use crate::kept::Kept;
use crate::scan::{Found, scan};
use crate::sector::{Place, lay_out, sectors_of};
use crate::segment::{self, SECTORS, Segment};
use crate::{EachFrame, MAX_PAYLOAD_BYTES, SEGMENT_BYTES};
use madoguchi_files::{Readers, create_folders, sync_folder};
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

mod durable;
mod looked;
mod spare;

pub use looked::Looked;
use spare::Spare;

/// Numbered frames, each durable once it is appended.
///
/// [`open`](Self::open), then [`append`](Self::append) without end. To let old frames go: [`turn`](Self::turn) where the newest may go,
/// too, then [`forget`](Self::forget).
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    kept: Kept,
    /// The newest of these, where frames may still be written to it.
    current: Option<Segment>,
    /// The one to be written next.
    spare: Spare,
    /// The number of the segment to be written next, whether it is laid down or not.
    following: u64,
    /// The newest frame that was read or appended, kept or not.
    newest: Option<u64>,
    /// The chain after the newest kept frame.
    chain: u64,
    /// Nobody knows what the disk holds.
    poisoned: bool,
    /// The frame that is written, as sectors.
    buffer: Vec<u8>,
}

impl Journal {
    /// Opens the journal in a folder, which is created for its owner alone if it is not there. `each` is handed every whole frame,
    /// oldest first: its number and its payload. What it was handed is durable once this returns `Ok`, and counts only then. A frame
    /// that was in flight when the power was cut, and of which not all was written, is cleared.
    ///
    /// # Errors
    /// [`OpenError`] where the journal is damaged, and then nothing was changed, or where the disk fails; and what `each` returns.
    pub fn open<E: From<OpenError>>(folder: &Path, each: &mut EachFrame<'_, E>) -> Result<Self, E> {
        Self::begin(folder, scan(folder, each)?)
    }

    /// Goes on where a scan ended.
    fn begin<E: From<OpenError>>(folder: &Path, found: Found) -> Result<Self, E> {
        let failed = |doing| {
            move |source| OpenError::Io {
                path: folder.to_owned(),
                doing,
                source,
            }
        };
        create_folders(folder, Readers::Owner).map_err(failed("create"))?;
        segment::clear_unfinished(folder).map_err(failed("clear an unfinished segment of"))?;
        // Whoever gave a segment its name may have ended before that was durable.
        sync_folder(folder).map_err(failed("sync"))?;
        Ok(Self::opened(folder, found).map_err(failed("bring to the disk the newest frame of"))?)
    }

    fn opened(folder: &Path, found: Found) -> io::Result<Self> {
        let current = durable::newest(folder, &found)?;
        let spare = durable::spare(folder, &found)?;
        let last = found.kept.newest();
        let following = match (found.spare, last) {
            (Some((number, _)), _) => number,
            (None, Some(used)) => used.segment + 1,
            (None, None) => 1,
        };
        Ok(Self {
            folder: folder.to_owned(),
            following,
            newest: last.map(|used| used.newest),
            kept: found.kept,
            current,
            spare: spare.map_or(Spare::None, Spare::Ready),
            chain: found.chain,
            poisoned: false,
            buffer: Vec::new(),
        })
    }

    /// Hands every whole frame to `each` as [`open`](Self::open) does, and changes nothing in the folder: a torn frame is left where it
    /// is, and what `each` was handed may not be durable yet. Gives the numbers of the oldest and the newest frame; `None` where
    /// there are no frames, or no folder.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn read<E: From<OpenError>>(
        folder: &Path,
        each: &mut EachFrame<'_, E>,
    ) -> Result<Option<RangeInclusive<u64>>, E> {
        Ok(scan(folder, each)?.kept.numbers())
    }

    /// Whether a folder has a segment, whatever is in it.
    ///
    /// # Errors
    /// When the folder cannot be read, or a segment has a name that none has.
    pub fn is_there(folder: &Path) -> Result<bool, OpenError> {
        Ok(!segment::list(folder)?.is_empty())
    }

    /// The number of the newest kept frame.
    #[must_use]
    pub fn newest(&self) -> Option<u64> {
        self.kept.newest().map(|used| used.newest)
    }

    /// The number of the oldest kept frame.
    #[must_use]
    pub fn oldest(&self) -> Option<u64> {
        self.kept.oldest().map(|used| used.oldest)
    }

    /// Whether a write or a sync failed: nobody knows what the disk holds, until the journal is opened again.
    #[must_use]
    pub const fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// The bytes that the frames behind a number take on the disk, in whole sectors, and with those beside them in the first of their
    /// segments.
    #[must_use]
    pub fn bytes_behind(&self, number: u64) -> u64 {
        self.kept.bytes_behind(number)
    }

    /// Appends a frame: its number is the one behind the frame before, whether that is kept or not, and any where none was read or
    /// appended since the journal was opened; its payload has at most [`MAX_PAYLOAD_BYTES`]. Durable when this returns `Ok`.
    ///
    /// # Errors
    /// A number or a payload that cannot be, and then the journal is as it was. After a failure of the disk nobody knows whether the frame
    /// is there: every further append is [`AppendError::Poisoned`], and the next [`open`](Self::open) finds out.
    pub fn append(&mut self, number: u64, payload: &[u8]) -> Result<(), AppendError> {
        if self.poisoned {
            return Err(AppendError::Poisoned);
        }
        if let Some(newest) = self.newest
            && newest.checked_add(1) != Some(number)
        {
            let given = number;
            return Err(AppendError::Number { newest, given });
        }
        if payload.len() > MAX_PAYLOAD_BYTES {
            let (bytes, most) = (payload.len(), MAX_PAYLOAD_BYTES);
            return Err(AppendError::TooLarge { bytes, most });
        }
        let written = self.write(number, payload);
        self.poisoned = written.is_err();
        written
    }

    fn write(&mut self, number: u64, payload: &[u8]) -> Result<(), AppendError> {
        let sectors = sectors_of(payload.len());
        let (segment, at) = match self.current.take() {
            Some(current) if self.kept.end() + sectors <= current.sectors => {
                (current, self.kept.end())
            }
            _ => (self.next_segment(sectors)?, 0),
        };
        let place = Place {
            segment: segment.number,
            at,
            chain: self.chain,
        };
        lay_out(&mut self.buffer, place, number, payload);
        durable::write(&segment, at, &self.buffer)
            .map_err(|(doing, source)| self.failed(segment.number, doing, source))?;
        // One frame that was larger than a segment is no reason to keep so much memory.
        self.buffer.shrink_to(SEGMENT_BYTES);
        self.chain = chain::after(self.chain, segment.number, number, payload);
        self.newest = Some(number);
        let end = at + sectors;
        self.kept
            .add(segment.number, segment.sectors, number, at..end);
        self.current = Some(segment);
        // From its first frame on: a segment has no name before one is durable in the one before.
        self.spare.begin(&self.folder, self.following);
        Ok(())
    }

    /// The segment behind all others, with room for so many sectors: the one that was laid down ahead, or one that is laid down now.
    fn next_segment(&mut self, sectors: usize) -> Result<Segment, AppendError> {
        let number = self.following;
        let segment = match self.spare.take() {
            Some(spare) if spare.sectors >= sectors => spare,
            // Windows replaces no file that is open: one that is too small is closed before.
            too_small => {
                drop(too_small);
                Segment::lay_down(&self.folder, number, sectors.max(SECTORS))
                    .map_err(|source| self.failed(number, "lay down", source))?
            }
        };
        self.following = number + 1;
        Ok(segment)
    }

    fn failed(&self, segment: u64, doing: &'static str, source: io::Error) -> AppendError {
        AppendError::Io {
            path: segment::path(&self.folder, segment),
            doing,
            source,
        }
    }

    /// Lets the next append begin a new segment, so that [`forget`](Self::forget) may take all frames up to now. Of no effect where
    /// no frame is kept. The segment is there when this returns `Ok`, so that no append has to lay it down.
    ///
    /// # Errors
    /// It cannot be laid down: the next append goes on where it would have. Or an append failed, and nothing may be laid down behind it.
    pub fn turn(&mut self) -> io::Result<()> {
        if self.poisoned {
            return Err(io::Error::other("an append failed before"));
        }
        if !self.kept.is_empty() {
            self.spare.finish(&self.folder, self.following)?;
            self.current = None;
        }
        Ok(())
    }

    /// Removes the segments all of whose frames have numbers of at most `through`. The newest stays, unless [`turn`](Self::turn) was
    /// called after its newest frame. A journal without frames takes up the numbers where they were left, and any number once it is
    /// opened again. Of no effect after an append that failed: a segment behind the one in which that frame may be would be damage.
    ///
    /// # Errors
    /// When a file cannot be removed, or the next segment not be laid down: frames can be appended still, and it is tried again the next
    /// time. When the folder cannot be synced: then every further append is [`AppendError::Poisoned`].
    pub fn forget(&mut self, through: u64) -> io::Result<()> {
        while let Some(outgoing) = self.outgoing(through)? {
            let synced = outgoing.remove()?;
            self.gone(synced)?;
        }
        Ok(())
    }

    /// The same for a journal to which somebody else appends meanwhile: no append waits for the removal of a segment, but where none is left
    /// behind it.
    ///
    /// # Errors
    /// Those of [`forget`](Self::forget).
    pub fn forget_beside(journal: &Mutex<Self>, through: u64) -> io::Result<()> {
        // Whoever panicked with it left it as it was before one of its calls, or after it.
        let held = || journal.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let mut now = held();
            let Some(outgoing) = now.outgoing(through)? else {
                return Ok(());
            };
            if now.kept.has_one() {
                // The next frame begins another chain: it must not come before this one is gone.
                let synced = outgoing.remove()?;
                now.gone(synced)?;
                continue;
            }
            drop(now);
            let synced = outgoing.remove()?;
            held().gone(synced)?;
        }
    }

    /// The oldest segment, where it may go.
    fn outgoing(&mut self, through: u64) -> io::Result<Option<Outgoing>> {
        let oldest = self.kept.oldest();
        let oldest = oldest.filter(|one| one.newest <= through && !self.poisoned);
        let Some(segment) = oldest.map(|oldest| oldest.segment) else {
            return Ok(None);
        };
        if self.kept.has_one() {
            if self.current.is_some() {
                return Ok(None);
            }
            // The highest number stays in the folder, so that no number is given twice.
            self.spare.finish(&self.folder, self.following)?;
        }
        let folder = self.folder.clone();
        Ok(Some(Outgoing { folder, segment }))
    }

    /// Counts the oldest segment as gone, whose file was removed.
    fn gone(&mut self, synced: io::Result<()>) -> io::Result<()> {
        self.kept.forget_oldest();
        if self.kept.is_empty() {
            self.chain = START;
        }
        synced.inspect_err(|_| self.poisoned = true)
    }
}

/// A segment that is to be removed. Each goes by itself and the oldest first: a cut must not leave a gap, nor bring one back behind which
/// another chain began.
struct Outgoing {
    folder: PathBuf,
    segment: u64,
}

impl Outgoing {
    /// Removes its file, and gives whether that came to the disk.
    fn remove(&self) -> io::Result<io::Result<()>> {
        segment::remove_if_there(&segment::path(&self.folder, self.segment))?;
        Ok(sync_folder(&self.folder))
    }
}

/// The folder is another's once the journal is dropped: no thread may work in it any more.
impl Drop for Journal {
    fn drop(&mut self) {
        self.spare.take();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn after_a_write_that_failed_nothing_is_appended_until_the_journal_is_opened_again() {
        let place = tempfile::tempdir().unwrap();
        let open = || Journal::open::<OpenError>(place.path(), &mut |_, _| Ok(())).unwrap();
        let mut journal = open();
        journal.append(7, b"seven").unwrap();
        let current = journal.current.as_mut().unwrap();
        // A disk that takes nothing any more.
        let path = segment::path(place.path(), 1);
        current.file = File::open(&path).unwrap();
        let failed = journal.append(8, b"eight").unwrap_err();
        assert!(matches!(failed, AppendError::Io { path: named, .. } if named == path));
        assert!(journal.is_poisoned());
        // And takes it again, which helps nothing: who knows what it did with the frame.
        assert!(journal.turn().is_err());
        let refused = journal.append(8, b"eight").unwrap_err();
        assert!(matches!(refused, AppendError::Poisoned));
        drop(journal);
        let mut journal = open();
        assert!(!journal.is_poisoned());
        assert_eq!(journal.newest(), Some(7));
        journal.append(8, b"eight").unwrap();
    }

    #[test]
    fn a_segment_is_removed_while_another_holds_the_journal_and_appends() {
        let place = tempfile::tempdir().unwrap();
        let journal = Journal::open::<OpenError>(place.path(), &mut |_, _| Ok(())).unwrap();
        let journal = Mutex::new(journal);
        for number in 1..=3 {
            let mut journal = journal.lock().unwrap();
            journal.append(number, b"").unwrap();
            journal.turn().unwrap();
        }
        let outgoing = journal.lock().unwrap().outgoing(2).unwrap().unwrap();
        {
            let mut held = journal.lock().unwrap();
            assert!(outgoing.remove().unwrap().is_ok());
            held.append(4, b"").unwrap();
            assert_eq!(held.oldest(), Some(1), "it counts until it is told");
        }
        journal.lock().unwrap().gone(Ok(())).unwrap();
        Journal::forget_beside(&journal, 2).unwrap();
        assert_eq!(journal.lock().unwrap().oldest(), Some(3));
        journal.lock().unwrap().turn().unwrap();
        Journal::forget_beside(&journal, 4).unwrap();
        journal.lock().unwrap().append(5, b"five").unwrap();
        drop(journal);
        let mut frames = Vec::new();
        Journal::open::<OpenError>(place.path(), &mut |number, _| {
            frames.push(number);
            Ok(())
        })
        .unwrap();
        assert_eq!(frames, [5]);
    }

    #[test]
    fn after_a_first_write_to_a_segment_that_failed_no_other_one_is_laid_down_behind_it() {
        let place = tempfile::tempdir().unwrap();
        let open = || Journal::open::<OpenError>(place.path(), &mut |_, _| Ok(()));
        let mut journal = open().unwrap();
        journal.append(7, b"seven").unwrap();
        journal.turn().unwrap();
        let mut next = Segment::lay_down(place.path(), 2, SECTORS).unwrap();
        next.file = File::open(segment::path(place.path(), 2)).unwrap();
        journal.spare = Spare::Ready(next);
        let failed = journal.append(8, b"eight").unwrap_err();
        assert!(matches!(failed, AppendError::Io { .. }));
        // A stop makes an image all the same.
        assert!(journal.turn().is_err());
        journal.forget(7).unwrap();
        drop(journal);
        let mut journal = open().expect("nothing is damaged");
        assert_eq!(journal.newest(), Some(7));
        journal.append(8, b"eight").unwrap();
    }
}
