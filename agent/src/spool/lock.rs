//! One agent per spool: two agents would send each other's outcomes and remove those that the other still needs.

use std::fs::File;
use std::io;
use std::path::Path;

use fs4::FileExt;

/// The lock file, locked while the spool is open; the system releases it when the process ends in any way.
const NAME: &str = "lock";

/// The reason why the folder cannot be locked.
pub(super) enum Refused {
    /// Another agent has the lock.
    Taken,
    Failed(io::Error),
}

/// Locks the folder while the returned file lives.
pub(super) fn take(folder: &Path) -> Result<File, Refused> {
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(NAME))
        .map_err(Refused::Failed)?;
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(file),
        Err(fs4::TryLockError::WouldBlock) => Err(Refused::Taken),
        Err(fs4::TryLockError::Error(error)) => Err(Refused::Failed(error)),
    }
}
