//! Making a rename durable, which each system does in its own way.

use std::io;
use std::path::Path;

/// On Unix a new name is durable once its folder is synced.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// On Windows a folder cannot be synced; NTFS writes the rename to its journal before the synced file's data
/// is reached by that name.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}
