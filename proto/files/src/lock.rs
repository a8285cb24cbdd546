//! One process per folder: a file in it is locked while the folder is in use.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use fs4::{FileExt, TryLockError};

/// A locked file. The system unlocks it when the process ends in any way.
#[derive(Debug)]
pub struct Lock(File);

/// The reason why a file cannot be locked.
#[derive(Debug)]
pub enum NotLocked {
    /// Another process has it, or another part of this one.
    Taken,
    /// The system refuses.
    Failed(io::Error),
}

impl Lock {
    /// Locks a file, which is created if it does not exist.
    ///
    /// # Errors
    /// Somebody has it, or the system refuses.
    pub fn take(path: &Path) -> Result<Self, NotLocked> {
        Self::take_by(path, File::options().create(true).truncate(false))
    }

    /// The same, and waits until whoever has it lets go.
    ///
    /// # Errors
    /// The system refuses.
    pub fn wait(path: &Path) -> io::Result<Self> {
        let mut options = File::options();
        let file = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        FileExt::lock(&file)?;
        Ok(Self(file))
    }

    /// Whether somebody has locked a file; nobody has one that does not exist.
    #[must_use]
    pub fn is_taken(path: &Path) -> bool {
        matches!(
            Self::take_by(path, &mut File::options()),
            Err(NotLocked::Taken)
        )
    }

    fn take_by(path: &Path, options: &mut OpenOptions) -> Result<Self, NotLocked> {
        let file = options.write(true).open(path).map_err(NotLocked::Failed)?;
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(NotLocked::Taken),
            Err(TryLockError::Error(error)) => Err(NotLocked::Failed(error)),
        }
    }
}

impl Drop for Lock {
    /// Unlocks by name. To close the file is not enough: a program that is just being started has it open, too, until it runs.
    fn drop(&mut self) {
        let _ = FileExt::unlock(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_it_until_they_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        assert!(!Lock::is_taken(&path));
        assert!(!path.exists());

        let lock = Lock::take(&path).unwrap();
        assert!(Lock::is_taken(&path));
        assert!(matches!(Lock::take(&path), Err(NotLocked::Taken)));

        // A program that is being started has the same file open for a moment.
        let being_started = lock.0.try_clone().unwrap();
        drop(lock);
        assert!(!Lock::is_taken(&path));
        drop(being_started);
    }

    #[test]
    fn what_the_system_refuses_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("none").join("lock");
        assert!(matches!(Lock::take(&nowhere), Err(NotLocked::Failed(_))));
    }
}
