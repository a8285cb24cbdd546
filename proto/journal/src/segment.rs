//! Segments as files: their names, how one is laid down, and how one is read.

use crate::error::{Damage, OpenError};
use crate::sector::{SECTOR, sectors_of};
use crate::{MAX_PAYLOAD_BYTES, SEGMENT_BYTES};
use madoguchi_files::{Readers, create_file, move_to};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The sectors of a segment that is not larger for one frame's sake.
pub(crate) const SECTORS: usize = SEGMENT_BYTES / SECTOR;
const PREFIX: &str = "segment-";
/// Does not begin as a segment's name does, so that what a cut leaves of it is no damage.
const UNFINISHED: &str = "segment.new";
/// No journal gets so far, and there is always a next number.
const MAX_NUMBER: u64 = u64::MAX / 2;

/// A segment that can be written.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) number: u64,
    pub(crate) file: File,
    pub(crate) sectors: usize,
}

impl Segment {
    /// Opens one that was laid down before.
    pub(crate) fn open(folder: &Path, number: u64, sectors: usize) -> io::Result<Self> {
        let file = File::options()
            .read(true)
            .write(true)
            .open(path(folder, number))?;
        Ok(Self {
            number,
            file,
            sectors,
        })
    }

    /// Lays one down: its zeros are on the disk before it has its name, and its name before anything relies on it. One of the same
    /// number, in which nothing was ever written, is replaced.
    pub(crate) fn lay_down(folder: &Path, number: u64, sectors: usize) -> io::Result<Self> {
        clear_unfinished(folder)?;
        let unfinished = folder.join(UNFINISHED);
        let mut file = create_file(&unfinished, Readers::Owner)?;
        // Piece by piece: a buffer of the segment's size would stay in the program's memory.
        io::copy(
            &mut io::repeat(0).take((sectors * SECTOR) as u64),
            &mut file,
        )?;
        file.sync_all()?;
        move_to(&unfinished, &path(folder, number))?;
        Ok(Self {
            number,
            file,
            sectors,
        })
    }
}

/// Removes what a cut left of one that was being laid down.
pub(crate) fn clear_unfinished(folder: &Path) -> io::Result<()> {
    remove_if_there(&folder.join(UNFINISHED))
}

pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

pub(crate) fn path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{PREFIX}{number:020}"))
}

/// The numbers of a folder's segments, ascending and without a gap. A folder that is not there has none.
pub(crate) fn list(folder: &Path) -> Result<Vec<u64>, OpenError> {
    let failed = |source| OpenError::Io {
        path: folder.to_owned(),
        doing: "list",
        source,
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        if let Some(digits) = name.to_string_lossy().strip_prefix(PREFIX) {
            let number = twenty_digits(digits).filter(|n| (1..=MAX_NUMBER).contains(n));
            let damaged = || damaged(folder.join(&name), 0, Damage::Name);
            numbers.push(number.ok_or_else(damaged)?);
        }
    }
    numbers.sort_unstable();
    for pair in numbers.windows(2) {
        let next = pair[0] + 1;
        if pair[1] != next {
            return Err(damaged(path(folder, next), 0, Damage::Missing));
        }
    }
    Ok(numbers)
}

/// The number in a name of exactly twenty digits.
pub(crate) fn twenty_digits(digits: &str) -> Option<u64> {
    let are_digits = digits.len() == 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| digits.parse().ok()).flatten()
}

/// Reads a whole segment into `content`, and no more than the largest one has.
pub(crate) fn load(path: &Path, content: &mut Vec<u8>) -> Result<(), OpenError> {
    let largest = sectors_of(MAX_PAYLOAD_BYTES) * SECTOR;
    content.clear();
    let read = File::open(path)
        .and_then(|file| file.take(largest as u64 + 1).read_to_end(content))
        .map_err(|source| OpenError::Io {
            path: path.to_owned(),
            doing: "read",
            source,
        })?;
    match (SEGMENT_BYTES..=largest).contains(&read) && read % SECTOR == 0 {
        true => Ok(()),
        false => Err(damaged(path.to_owned(), read, Damage::Size)),
    }
}

pub(crate) fn damaged(file: PathBuf, at: usize, what: Damage) -> OpenError {
    let at = at as u64;
    OpenError::Damaged { file, at, what }
}
