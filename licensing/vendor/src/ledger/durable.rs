//! Bringing what was written to stable storage, where the platform needs more than sled's own flush.
//!
//! On Linux sled's `flush` is `sync_file_range`, which neither empties the disk's cache nor writes the file's
//! length: it survives a killed process, but not a power cut. So the file is synced once more with `fdatasync`.
//! On Windows (`FlushFileBuffers`) and macOS (`F_FULLFSYNC`) its flush is a real sync already.

use std::io;
use std::path::Path;

/// The database file, held open so that it can be synced. Any handle of a file will do.
#[derive(Debug)]
pub struct DataFile(imp::Inner);

impl DataFile {
    /// Opens the database file.
    pub fn open(path: &Path) -> io::Result<Self> {
        imp::open(path).map(Self)
    }

    /// Returns when everything that was written to it is on stable storage.
    pub fn sync(&self) -> io::Result<()> {
        imp::sync(&self.0)
    }
}

#[cfg(target_os = "linux")]
mod imp {
    use super::{Path, io};
    use std::fs::File;

    pub type Inner = File;

    pub fn open(path: &Path) -> io::Result<Inner> {
        File::options().read(true).write(true).open(path)
    }

    pub fn sync(file: &Inner) -> io::Result<()> {
        file.sync_data()
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use super::{Path, io};

    pub type Inner = ();

    pub fn open(_path: &Path) -> io::Result<Inner> {
        Ok(())
    }

    pub fn sync(_file: &Inner) -> io::Result<()> {
        Ok(())
    }
}
