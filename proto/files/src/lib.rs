//! Files and folders that only their owner may read, and that are on the disk before anything relies on them.
//!
//! The systems differ in both (`platform`). On Unix a mode keeps others out (0700, 0600), and a new name is durable once its folder
//! is synced. On Windows a file has the rights of its folder, which the installation sets, and NTFS keeps names in its journal.

mod database;
#[cfg(feature = "passphrase")]
pub mod passphrase;
mod platform;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

pub use database::{DataFile, read_at};

/// Who may read a new file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody whom the system's usual rights let in.
    Anybody,
    /// Its owner alone.
    Owner,
}

/// Creates a folder that must not exist yet. Its name is durable once the folder above it is synced.
///
/// # Errors
/// When it exists, or cannot be created.
pub fn create_folder(path: &Path, readers: Readers) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    if readers == Readers::Owner {
        platform::restrict_folder(&mut builder);
    }
    builder.create(path)
}

/// Creates a folder and those above it, each durable before anything in it relies on it; one that exists is left as it is.
///
/// # Errors
/// When one cannot be created or synced.
pub fn create_folders(path: &Path, readers: Readers) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = above(path);
    if above != Path::new(".") {
        create_folders(above, readers)?;
    }
    match create_folder(path, readers) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_folder(above)
}

/// Creates a file that must not exist yet. Neither its content nor its name is durable.
///
/// # Errors
/// When it exists, or cannot be created.
pub fn create_file(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if readers == Readers::Owner {
        platform::restrict_file(&mut options);
    }
    options.open(path)
}

/// Writes a file that must not exist yet, and brings its content to the disk. Its name is durable once its folder is synced.
///
/// # Errors
/// When it exists, or cannot be written.
pub fn write_new(path: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    let mut file = create_file(path, readers)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Replaces a file in one durable step: whoever reads it sees the old content or the new one, never a part. `beside` is a name in
/// the same folder that is free for this; what an earlier try left there is removed.
///
/// # Errors
/// When it cannot be written; unless only the last sync failed, the file is as it was.
pub fn replace(path: &Path, beside: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_new(beside, content, readers)?;
    fs::rename(beside, path)?;
    sync_folder(above(path))
}

/// The folder that contains a path; "." for a name alone.
#[must_use]
pub fn above(path: &Path) -> &Path {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    above.unwrap_or(Path::new("."))
}

/// Makes the names in a folder durable.
///
/// # Errors
/// When the folder cannot be opened, or the disk fails.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    platform::sync_folder(path)
}

/// Whether others than its owner may read or change what is at a path; `false` where the system does not say.
#[must_use]
pub fn is_open_to_others(path: &Path) -> bool {
    platform::is_open_to_others(path)
}

/// Closes a folder that somebody else made to all but its owner.
///
/// # Errors
/// When its rights cannot be changed.
pub fn close_folder(path: &Path) -> io::Result<()> {
    platform::close_folder(path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_written_over() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("key");
        write_new(&path, b"first", Readers::Owner).unwrap();
        let again = write_new(&path, b"second", Readers::Owner).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn a_replaced_file_has_the_new_content_and_nothing_beside_it() {
        let place = tempfile::tempdir().unwrap();
        let (path, beside) = (place.path().join("name"), place.path().join("name.new"));
        // Half of a try that was cut off.
        fs::write(&beside, b"ha").unwrap();
        for content in [&b"old"[..], b"new"] {
            replace(&path, &beside, content, Readers::Owner).unwrap();
            assert_eq!(fs::read(&path).unwrap(), content);
        }
        assert!(!beside.exists());
    }

    #[test]
    fn folders_are_made_down_to_the_last_and_left_where_they_are() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b");
        create_folders(&path, Readers::Owner).unwrap();
        create_folders(&path, Readers::Owner).unwrap();
        assert!(path.is_dir());
        assert!(create_folder(&path, Readers::Owner).is_err());
        assert_eq!(above(Path::new("name")), Path::new("."));
        assert_eq!(above(&path), place.path().join("a"));
    }

    #[cfg(unix)]
    #[test]
    fn the_owner_alone_may_read_what_is_the_owners() {
        let place = tempfile::tempdir().unwrap();
        let (folder, file) = (place.path().join("a"), place.path().join("a/key"));
        create_folder(&folder, Readers::Owner).unwrap();
        write_new(&file, b"", Readers::Owner).unwrap();
        assert!(!is_open_to_others(&folder) && !is_open_to_others(&file));
        let theirs = place.path().join("b");
        create_folder(&theirs, Readers::Anybody).unwrap();
        close_folder(&theirs).unwrap();
        assert!(!is_open_to_others(&theirs));
    }
}
