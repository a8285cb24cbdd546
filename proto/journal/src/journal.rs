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

    /// The bytes that the kept frames take on the disk, in whole sectors.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.kept.bytes()
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
        if end * 2 > segment.sectors {
            self.spare.begin(&self.folder, self.following);
        }
        self.current = Some(segment);
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
    /// no frame is kept.
    pub fn turn(&mut self) {
        self.current = None;
    }

    /// Removes the segments all of whose frames have numbers of at most `through`. The newest stays, unless [`turn`](Self::turn) was
    /// called after its newest frame. A journal without frames takes up the numbers where they were left, and any number once it is
    /// opened again.
    ///
    /// # Errors
    /// When a file cannot be removed, or the next segment not be laid down: frames can be appended still, and it is tried again the next
    /// time. When the folder cannot be synced: then every further append is [`AppendError::Poisoned`].
    pub fn forget(&mut self, through: u64) -> io::Result<()> {
        while let Some(oldest) = self.kept.oldest()
            && oldest.newest <= through
        {
            let is_newest = self.kept.has_one();
            if is_newest && self.current.is_some() {
                break;
            }
            if is_newest {
                // The highest number stays in the folder, so that no number is given twice.
                self.spare.finish(&self.folder, self.following)?;
            }
            segment::remove_if_there(&segment::path(&self.folder, oldest.segment))?;
            self.kept.forget_oldest();
            if self.kept.is_empty() {
                self.chain = START;
            }
            // Each by itself and the oldest first: a cut must not leave a gap, nor bring one back behind which another chain began.
            sync_folder(&self.folder).inspect_err(|_| self.poisoned = true)?;
        }
        Ok(())
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
        // And takes it again, which helps nothing: who knows what it did with the frame.
        journal.turn();
        let refused = journal.append(8, b"eight").unwrap_err();
        assert!(matches!(refused, AppendError::Poisoned));
        drop(journal);
        let mut journal = open();
        assert_eq!(journal.newest(), Some(7));
        journal.append(8, b"eight").unwrap();
    }
}
