//! A journal that was read and not opened, and changed by nobody meanwhile.

use super::Journal;
use crate::EachFrame;
use crate::error::{Damage, OpenError};
use crate::scan::{Found, scan, scan_from};
use crate::segment::{self, damaged};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// What a look at a journal found: who needs only the newest frames need not read all of it a second time.
#[derive(Debug, Clone)]
pub struct Looked {
    folder: PathBuf,
    found: Found,
}

impl Looked {
    /// Reads and verifies the journal in a folder, hands every whole frame to `each`, and changes nothing: a torn frame is left where it is. No
    /// folder is one without frames.
    ///
    /// # Errors
    /// Those of [`Journal::open`].
    pub fn at<E: From<OpenError>>(folder: &Path, each: &mut EachFrame<'_, E>) -> Result<Self, E> {
        let found = scan(folder, each)?;
        let folder = folder.to_owned();
        Ok(Self { folder, found })
    }

    /// The numbers of the oldest and the newest frame; `None` where there are no frames.
    #[must_use]
    pub fn numbers(&self) -> Option<RangeInclusive<u64>> {
        self.found.kept.numbers()
    }

    /// Opens the journal as [`Journal::open`] does, and hands `each` only the frames behind this number. Of what was looked at, only the segments
    /// with such a frame are read again.
    ///
    /// # Errors
    /// Those of [`Journal::open`]; a journal that is not as it was is damaged.
    pub fn open<E: From<OpenError>>(
        self,
        behind: u64,
        each: &mut EachFrame<'_, E>,
    ) -> Result<Journal, E> {
        let Self { folder, found } = self;
        if let Some(segment) = found.kept.first_behind(behind) {
            let again = scan_from(
                &folder,
                segment,
                &mut |number, payload| match number > behind {
                    true => each(number, payload),
                    false => Ok(()),
                },
            )?;
            if again.chain != found.chain {
                let path = segment::path(&folder, segment);
                return Err(damaged(path, 0, Damage::Place).into());
            }
        }
        Journal::begin(&folder, found)
    }
}
