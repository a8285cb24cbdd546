//! Files and folders that only their owner may read, and that are on the disk before anything relies on them.
//!
//! The systems differ in both (`platform`). On Unix a mode keeps others out (0700, 0600), and a new name is durable once its folder
//! is synced. On Windows a file has the rights of its folder, which the installation sets.
//!
//! # What "on stable storage" means
//!
//! Whatever must not be torn goes one way on every system, [`replace`] (or [`create_folder_with`] for a whole folder, and [`move_to`] for what
//! is written piece by piece): a new file beside the
//! old one, its content written and flushed, renamed over the old one, the folder flushed. A cut at any moment leaves the old file or the new
//! one, and after the last step it is the new one. No other crate renames or writes a file by its own means; a test of the workspace's
//! sources keeps that so (`proto/texts/tests/files/torn.rs`).
//!
//! The journal (`proto/journal`) alone goes another way, [`write_all_at`]: into zeros that were written and flushed before, so that a commit
//! is one write and one flush of data, and neither the file's length nor its name changes. A cut may tear such a write, each sector of the
//! disk by itself; so each sector there tells by its own checksum whether it was written.
//!
//! | step | Linux | Windows (NTFS) |
//! |---|---|---|
//! | flush the file | `fsync` | `FlushFileBuffers`: data and metadata of the file, and the disk's own cache ([`NtFlushBuffersFileEx`] with flags 0) |
//! | flush what was written in place | `fdatasync` | `FlushFileBuffers` |
//! | rename | `rename` | `SetFileInformationByHandle` with POSIX semantics and replacement, else `MoveFileExW` with replacement ([`std::fs::rename`]): in one step for whoever reads, and a record in NTFS' log, which is written in order but not at once |
//! | flush the folder | `fsync` of the folder | the folder opened with `FILE_FLAG_BACKUP_SEMANTICS` and the right to write, then `FlushFileBuffers` |
//!
//! [`MoveFileExW`]'s own `MOVEFILE_WRITE_THROUGH` is not reached by the standard library; it promises a flush at the end of a move that is a
//! copy and delete, and says nothing more of a rename within a volume. So the folder is flushed instead, as etcd does it for its log (its
//! `fileutil.OpenDir` on Windows opens the folder "with write access for syncing"). Where a file system offers no flush of folders (FAT, shares)
//! the rename is durable some seconds later, and until then a cut leaves the old file, whole. Nobody of us has cut the power of a PC with
//! Windows: that NTFS keeps this is taken from its documentation.
//!
//! [`NtFlushBuffersFileEx`]: https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntflushbuffersfileex
//! [`MoveFileExW`]: https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-movefileexw

mod database;
#[cfg(feature = "logs")]
pub mod day_log;
mod lock;
#[cfg(feature = "passphrase")]
pub mod passphrase;
mod platform;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

pub use database::{
    DataFile, is_held, once_unlocked, read_at, remove_unfinished, wait_until_closed, write_all_at,
};
pub use lock::{Lock, NotLocked};

/// Who may read a new file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody whom the system's usual rights let in.
    Anybody,
    /// Everybody who may read the folder: what is for people at a desk, written by a service whose own files are its own alone.
    OfFolder,
    /// Its owner alone.
    Owner,
}

/// Reads a file that may hold a secret, wherever it leads; `None` where it has more than `most` bytes.
///
/// # Errors
/// When it cannot be read.
pub fn read_secret(path: &Path, most: usize) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    // As large as it can get from the start: a buffer that grows would leave copies behind.
    let mut content = Zeroizing::new(Vec::with_capacity(most + 1));
    let limit = u64::try_from(most + 1).unwrap_or(u64::MAX);
    File::open(path)?.take(limit).read_to_end(&mut content)?;
    Ok((content.len() <= most).then_some(content))
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
    let file = options.open(path)?;
    if readers == Readers::OfFolder {
        platform::open_file(&file)?;
    }
    Ok(file)
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

/// Creates a file that must not exist yet, and makes its content and its name durable.
///
/// # Errors
/// When it exists, or cannot be written; then nothing is left of it.
pub fn create_durable(path: &Path, content: &[u8], readers: Readers) -> io::Result<()> {
    let mut file = create_file(path, readers)?;
    let written = file
        .write_all(content)
        .and_then(|()| file.sync_all())
        .and_then(|()| sync_folder(above(path)));
    written.inspect_err(|_| {
        // Windows removes no file that is open.
        drop(file);
        // Half a file would make the next try fail. Where it cannot be removed, either, the first error says more.
        let _ = fs::remove_file(path);
    })
}

/// Creates a folder with files in one durable step: a cut leaves the whole folder or none. `beside` is a name in the same folder
/// that is free for this; what an earlier try left there is removed.
///
/// # Errors
/// When something is at `path`, or it cannot be written; unless only the last sync failed, `path` is as it was.
pub fn create_folder_with(
    path: &Path,
    beside: &Path,
    files: &[(&str, &[u8])],
    readers: Readers,
) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(_) => return Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) => {}
    }
    match fs::remove_dir_all(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    create_folder(beside, readers)?;
    for (name, content) in files {
        write_new(&beside.join(name), content, readers)?;
    }
    sync_folder(beside)?;
    move_to(beside, path)
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
    move_to(beside, path)
}

/// Gives a file or folder another name on the same disk, and makes that durable. A file that is there is replaced in one step; what is moved
/// was flushed before.
///
/// # Errors
/// When it cannot be renamed, and then all is as it was; or when the last sync failed.
pub fn move_to(path: &Path, to: &Path) -> io::Result<()> {
    move_unsynced(path, to)?;
    sync_folder(above(to))?;
    // A name that moved out of another folder is gone there only once that folder is synced, too.
    match above(path) == above(to) {
        true => Ok(()),
        false => sync_folder(above(path)),
    }
}

/// Gives a file or folder another name on the same disk in one step; a file that is there is replaced. The name is durable once both folders
/// are synced: for who moves many and syncs once, and for shares, which may not be able to.
///
/// # Errors
/// When it cannot be renamed, and then all is as it was.
pub fn move_unsynced(path: &Path, to: &Path) -> io::Result<()> {
    fs::rename(path, to)
}

/// The folder that contains a path; "." for a name alone.
#[must_use]
pub fn above(path: &Path) -> &Path {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    above.unwrap_or(Path::new("."))
}

/// A path in the same folder: the name with `suffix` behind it.
#[must_use]
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Makes the names in a folder durable.
///
/// # Errors
/// When the folder cannot be opened, or the disk fails.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    platform::sync_folder(path)
}

/// Gives a folder and all in it to the owner of another one: what an administrator laid down for a service that runs as somebody else. On Windows
/// files have the rights of their folder.
///
/// # Errors
/// The owner is another one, and whoever runs this may not give anything away.
pub fn give_to_owner_of(folder: &Path, like: &Path) -> io::Result<()> {
    platform::give_to_owner_of(folder, like)
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
    fn a_file_is_read_no_further_than_its_bound() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("key");
        fs::write(&path, b"1234").unwrap();
        let read = |most| read_secret(&path, most).unwrap().map(|read| read.to_vec());
        assert_eq!(read(4).as_deref(), Some(&b"1234"[..]));
        assert_eq!(read(3), None);
        assert!(read_secret(place.path(), 4).is_err());
    }

    #[test]
    fn a_durable_file_is_there_as_a_whole_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("key");
        create_durable(&path, b"first", Readers::Owner).unwrap();
        let again = create_durable(&path, b"second", Readers::Owner).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert!(create_durable(&path.join("below"), b"", Readers::Owner).is_err());
    }

    #[test]
    fn a_folder_is_there_with_all_its_files_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("folder");
        let beside = beside(&path, ".new");
        assert_eq!(beside, place.path().join("folder.new"));
        // Half of a try that was cut off.
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join("a"), b"ha").unwrap();
        let files: [(&str, &[u8]); 2] = [("a", b"1"), ("b", b"2")];
        // A file that cannot be written: nothing is at the place.
        let bad: [(&str, &[u8]); 2] = [("a", b"1"), ("no/b", b"2")];
        assert!(create_folder_with(&path, &beside, &bad, Readers::Owner).is_err());
        assert!(!path.exists());
        create_folder_with(&path, &beside, &files, Readers::Owner).unwrap();
        assert_eq!(fs::read(path.join("b")).unwrap(), b"2");
        assert!(!beside.exists());
        // Even an empty folder is not replaced.
        let empty = place.path().join("empty");
        fs::create_dir(&empty).unwrap();
        for taken in [&path, &empty] {
            let again = create_folder_with(taken, &beside, &files, Readers::Owner).unwrap_err();
            assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        }
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
    fn what_is_for_a_desk_is_read_by_whoever_reads_its_folder_whatever_the_services_own_files_are()
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A service's mask (UMask=0077 in its unit) takes the rights of others from each new file: as if it had made this one.
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("sheet");
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        platform::restrict_file(&mut options);
        let file = options.open(&path).unwrap();
        platform::open_file(&file).unwrap();
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o644);
        replace(&path, &beside(&path, ".new"), b"again", Readers::OfFolder).unwrap();
        assert_eq!(mode(), 0o644);
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
