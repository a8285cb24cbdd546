//! A sled database's file, brought to stable storage where the platform needs more than sled's own flush.
//!
//! On Linux sled's `flush` is `sync_file_range`, which neither empties the disk's cache nor writes the file's
//! length: it survives a killed process, but not a power cut. So the file is synced once more with `fdatasync`.
//! On Windows (`FlushFileBuffers`) and macOS (`F_FULLFSYNC`) its flush is a real sync already.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::{Lock, sync_folder};

/// The database file, kept open so that it can be synced. Any handle of a file will do.
#[derive(Debug)]
pub struct DataFile(imp::Inner);

impl DataFile {
    /// Opens the database file, and makes its name durable in its folder.
    ///
    /// # Errors
    /// When it cannot be opened, or the folder cannot be synced.
    pub fn open(folder: &Path, name: &str) -> io::Result<Self> {
        sync_folder(folder)?;
        imp::open(&folder.join(name)).map(Self)
    }

    /// Returns when everything that was written to it is on stable storage.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn sync(&self) -> io::Result<()> {
        imp::sync(&self.0)
    }
}

/// Opens a sled database in a folder that is locked for us already. sled locks its file, too, and lets go only when its last thread has ended,
/// or a program that was being started at that time runs: whoever had the folder just before may still hold it for a moment.
///
/// # Errors
/// Those of `open`, that somebody holds the file among them, but not before `LETTING_GO` has passed.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody tells when it is let go, and to wait for the lock itself has no limit of time"
)]
pub fn once_unlocked<T, E: ToString>(open: impl Fn() -> Result<T, E>) -> Result<T, E> {
    let until = Instant::now() + LETTING_GO;
    loop {
        match open() {
            Err(error) if is_held(&error) && Instant::now() < until => {
                thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

/// Waits until sled has let go of a database that was closed, for as long as `LETTING_GO`: its threads may write to its folder until then, and
/// Windows removes no file that is open. Whoever removes or moves it next is told where that is not so.
pub fn wait_until_closed(log: &Path) {
    let closed = || match Lock::is_taken(log) {
        true => Err("could not acquire lock: it is still being closed"),
        false => Ok(()),
    };
    let _ = once_unlocked(closed);
}

/// Removes the page tables that sled began and did not finish, on a full disk or in a process that was killed: the next open would take
/// one for a finished table and fail for good. sled makes them anew from its log. A removal needs no space on the disk.
///
/// # Errors
/// When the folder cannot be read, or one cannot be removed.
pub fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// How long a closed database is waited for.
const LETTING_GO: Duration = Duration::from_secs(5);

/// Whether sled says that somebody holds its file. It has no kind for that.
pub fn is_held(error: &impl ToString) -> bool {
    error.to_string().contains("could not acquire lock")
}

/// Reads at a place in a file, by the call by which sled reads; gives how many bytes were read.
///
/// # Errors
/// When it cannot be read.
#[cfg(unix)]
pub fn read_at(file: &std::fs::File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, piece, at)
}

/// Reads at a place in a file, by the call by which sled reads; gives how many bytes were read.
///
/// # Errors
/// When it cannot be read.
#[cfg(windows)]
pub fn read_at(file: &std::fs::File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, piece, at)
}

/// Writes all of it at a place in a file. A cut may tear it: only for who finds out, sector by sector.
///
/// # Errors
/// When it cannot be written; then any part of it may be.
#[cfg(unix)]
pub fn write_all_at(file: &std::fs::File, piece: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, piece, at)
}

/// Writes all of it at a place in a file. A cut may tear it: only for who finds out, sector by sector.
///
/// # Errors
/// When it cannot be written; then any part of it may be.
#[cfg(windows)]
pub fn write_all_at(file: &std::fs::File, mut piece: &[u8], mut at: u64) -> io::Result<()> {
    while !piece.is_empty() {
        match std::os::windows::fs::FileExt::seek_write(file, piece, at) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                piece = &piece[written..];
                at += written as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(target_os = "linux")]
mod imp {
    use super::{Path, io};
    use std::fs::File;

    pub(super) type Inner = File;

    pub(super) fn open(path: &Path) -> io::Result<Inner> {
        File::options().read(true).write(true).open(path)
    }

    pub(super) fn sync(file: &Inner) -> io::Result<()> {
        file.sync_data()
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use super::{Path, io};

    pub(super) type Inner = ();

    pub(super) fn open(_path: &Path) -> io::Result<Inner> {
        Ok(())
    }

    pub(super) fn sync(_file: &Inner) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn who_had_the_database_just_before_is_waited_for() {
        let tries = Cell::new(0);
        let opened = once_unlocked(|| {
            tries.set(tries.get() + 1);
            match tries.get() {
                1..=3 => Err("IO error: could not acquire lock on \"db\": Os { code: 11 }"),
                _ => Ok("the database"),
            }
        });
        assert_eq!(opened, Ok("the database"));
        assert_eq!(tries.get(), 4);
    }

    #[test]
    fn every_other_failure_is_told_at_once() {
        let tries = Cell::new(0);
        let opened = once_unlocked(|| -> Result<(), _> {
            tries.set(tries.get() + 1);
            Err("IO error: no space left")
        });
        assert_eq!(opened, Err("IO error: no space left"));
        assert_eq!(tries.get(), 1);
    }
}
