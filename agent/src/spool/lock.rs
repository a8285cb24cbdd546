//! One agent per spool: two would send each other's outcomes, and forget what the other one still needs.

use std::fs::File;
use std::io;
use std::path::Path;

use fs4::FileExt;

/// Held while the spool is open; the system lets go of it when the process ends, however that happens.
const NAME: &str = "lock";

/// Why the folder is not ours.
pub(super) enum Refused {
    /// Another agent has it.
    Taken,
    Failed(io::Error),
}

/// Takes the folder for as long as the file lives.
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
