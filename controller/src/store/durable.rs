//! Bringing what was written to stable storage, where the platform needs more than sled's own flush.
//!
//! On Linux sled's `flush` is `sync_file_range`, which neither empties the disk's cache nor writes the file's
//! length: it survives a killed process, but not a power cut. So the file is synced once more with `fdatasync`.
//! On Windows (`FlushFileBuffers`) and macOS (`F_FULLFSYNC`) its flush is a real sync already.

use std::io;
use std::path::Path;

/// The database file, held open so that it can be synced. Any handle of a file will do.
#[derive(Debug)]
pub(super) struct DataFile(imp::Inner);

impl DataFile {
    /// Opens the database file, and makes its name durable in its folder.
    pub(super) fn open(folder: &Path, name: &str) -> io::Result<Self> {
        sync_folder(folder)?;
        imp::open(&folder.join(name)).map(Self)
    }

    /// Returns when everything that was written to it is on stable storage.
    pub(super) fn sync(&self) -> io::Result<()> {
        imp::sync(&self.0)
    }
}

/// Makes names that were created in a folder durable.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Windows keeps names durable by its journal, and opens no folder as a file.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Reads at a place in a file, by the call by which sled reads.
#[cfg(unix)]
pub(super) fn read_at(file: &std::fs::File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, piece, at)
}

/// Reads at a place in a file, by the call by which sled reads.
#[cfg(windows)]
pub(super) fn read_at(file: &std::fs::File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, piece, at)
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
