//! Whether a store could be opened, found without a change to it: a copy of it is opened in a folder for temporary files.

use crate::store::opening::Place;
use crate::store::{LoadError, Readers, Sled};
use madoguchi_files::{Lock, create_file, create_folder, create_folders};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Largest store that is copied; a clinic's year has a tenth of it.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// The beginning of the names of folders for copies.
const PREFIX: &str = "madoguchi-doctor-";
/// Random bytes behind it.
const NAME_BYTES: usize = 8;
/// Held in such a folder as long as somebody uses it; nobody holds it once he was killed.
const LOCK: &str = "in-use";
/// How old a folder is whose lock nobody holds because he was killed, and not because he has only just made it.
const BEGUN: Duration = Duration::from_secs(60);
/// How old one without a lock is, which former releases made, before nobody can be using it.
const FORMER: Duration = Duration::from_secs(24 * 60 * 60);

/// Opens a copy of the store in a data directory. A store that may not be read, or for whose copy there is no room, is not judged.
///
/// # Errors
/// What an open of the store itself would say.
pub fn examine(data_dir: &Path, readers: Readers) -> Result<(), LoadError> {
    examine_in(&std::env::temp_dir(), data_dir, readers)
}

fn examine_in(temporary: &Path, data_dir: &Path, readers: Readers) -> Result<(), LoadError> {
    let place = Place::of(data_dir);
    if place.is_open() {
        return Err(LoadError::InUse {
            folder: data_dir.to_owned(),
        });
    }
    let Some(copy) = Copied::of(&place, temporary)? else {
        return Ok(());
    };
    match Sled::open(&copy.folder, readers) {
        Ok(_) => Ok(()),
        Err(error) => of_the_original(error, &copy.folder, data_dir).map_or(Ok(()), Err),
    }
}

/// The same error of the store itself; `None` for what went wrong with the copy alone.
fn of_the_original(error: LoadError, copy: &Path, folder: &Path) -> Option<LoadError> {
    let original = |path: &Path| match path.strip_prefix(copy) {
        Ok(within) => folder.join(within),
        Err(_) => path.to_owned(),
    };
    match error {
        LoadError::Corrupt {
            folder: _,
            file,
            what,
        } => Some(LoadError::Corrupt {
            folder: folder.to_owned(),
            file: original(&file),
            what,
        }),
        LoadError::CutShort { journal, what, .. } => Some(LoadError::CutShort {
            folder: folder.to_owned(),
            journal: original(&journal),
            what,
        }),
        LoadError::Newer { found, known, .. } => Some(LoadError::Newer {
            folder: folder.to_owned(),
            found,
            known,
        }),
        LoadError::OtherForm { file } => Some(LoadError::OtherForm {
            file: original(&file),
        }),
        LoadError::InUse { .. } | LoadError::Io { .. } => None,
    }
}

/// A folder with the copy, for the owner alone; removed when this is dropped.
struct Copied {
    folder: PathBuf,
    /// `None` only while it is dropped.
    lock: Option<Lock>,
}

impl Copied {
    /// Copies the files of a store; `None` where there is none, or it cannot be copied for a cause that is not the store's.
    fn of(place: &Place, temporary: &Path) -> Result<Option<Self>, LoadError> {
        let folders = [&place.store, &place.journal].map(|folder| (folder, files(folder)));
        let bytes = folders.iter().flat_map(|(_, files)| files);
        let bytes: u64 = bytes
            .map(|file| fs::metadata(file).map_or(0, |about| about.len()))
            .sum();
        if bytes == 0 || bytes > MAX_BYTES {
            return Ok(None);
        }
        let Ok(copied) = Self::begun(temporary) else {
            return Ok(None);
        };
        for (folder, files) in &folders {
            let Some(name) = folder.file_name() else {
                continue;
            };
            if files.is_empty() {
                continue;
            }
            let to = copied.folder.join(name);
            if create_folders(&to, madoguchi_files::Readers::Owner).is_err() || !copy(files, &to)? {
                return Ok(None);
            }
        }
        Ok(Some(copied))
    }

    /// An empty folder. What others left who were killed is removed, so that it fills no disk.
    fn begun(temporary: &Path) -> io::Result<Self> {
        let mut name = [0; NAME_BYTES];
        getrandom::fill(&mut name).map_err(|error| io::Error::other(error.to_string()))?;
        let name = u64::from_le_bytes(name);
        let folder = temporary.join(format!("{PREFIX}{name:016x}"));
        create_folder(&folder, madoguchi_files::Readers::Owner)?;
        let mut copied = Self { folder, lock: None };
        let lock = Lock::take(&copied.folder.join(LOCK));
        copied.lock = Some(lock.map_err(|_| io::Error::other("it cannot be locked"))?);
        let now = fs::metadata(&copied.folder)?.modified()?;
        remove_leftovers(temporary, now);
        Ok(copied)
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        // Windows removes no file that is open.
        self.lock = None;
        remove(&self.folder);
    }
}

/// Removes the folders that nobody uses any more.
fn remove_leftovers(temporary: &Path, now: SystemTime) {
    for entry in fs::read_dir(temporary).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        // No link: what one leads to is another's.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_ours && is_folder && is_left(&entry.path(), now) {
            remove(&entry.path());
        }
    }
}

/// Whether whoever made a folder was killed.
fn is_left(folder: &Path, now: SystemTime) -> bool {
    let lock = folder.join(LOCK);
    let is_older_than = |least| {
        let made = fs::metadata(folder).and_then(|about| about.modified());
        made.is_ok_and(|made| now.duration_since(made).is_ok_and(|age| age >= least))
    };
    match lock.try_exists() {
        Ok(true) => is_older_than(BEGUN) && !Lock::is_taken(&lock),
        Ok(false) => is_older_than(FORMER),
        Err(_) => false,
    }
}

fn remove(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        tracing::warn!(folder = %folder.display(), %error, "a copy that was looked at could not be removed");
    }
}

/// Copies files into a folder; `false` where one may not be read, or there is no room.
fn copy(files: &[PathBuf], to: &Path) -> Result<bool, LoadError> {
    for path in files {
        let content = match fs::read(path) {
            Ok(content) => content,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(false),
            Err(source) => {
                return Err(LoadError::Io {
                    path: path.clone(),
                    doing: "reading",
                    source,
                });
            }
        };
        let Some(name) = path.file_name() else {
            continue;
        };
        let written = create_file(&to.join(name), madoguchi_files::Readers::Owner)
            .and_then(|mut file| file.write_all(&content));
        if written.is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The files in a folder itself, where all that counts is; none in one that cannot be read.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.map(|entry| entry.path()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    #[cfg(unix)]
    const HOUR: Duration = Duration::from_secs(60 * 60);

    fn readers() -> Readers {
        Arc::new(|_: &[u8]| Err("none is believed here".into())).into()
    }

    fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let files = ["store", "journal"].map(|name| files(&folder.join(name)));
        let files = files.into_iter().flatten();
        files
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    #[test]
    fn a_store_is_judged_by_a_copy_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("data");
        examine(&data_dir, readers()).unwrap();
        assert!(!data_dir.exists());
        let open = Sled::open(&data_dir, readers()).unwrap();
        let in_use = examine(&data_dir, readers());
        assert!(matches!(in_use, Err(LoadError::InUse { .. })));
        drop(open);
        let before = content(&data_dir);
        examine(&data_dir, readers()).unwrap();
        assert_eq!(content(&data_dir), before);
        let segment = data_dir.join("journal/segment-00000000000000000001");
        fs::write(&segment, [7; 60_000]).unwrap();
        let found = examine(&data_dir, readers());
        let Err(LoadError::Corrupt { folder, file, .. }) = &found else {
            panic!("{found:?}")
        };
        assert_eq!((folder, file), (&data_dir, &segment));
        assert_eq!(fs::read(&segment).unwrap(), [7; 60_000]);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_examination_left_is_removed_by_the_next_one_and_nothing_that_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let (data_dir, temporary) = (folder.path().join("data"), folder.path().join("tmp"));
        drop(Sled::open(&data_dir, readers()).unwrap());
        fs::create_dir(&temporary).unwrap();
        let now = fs::metadata(&temporary).unwrap().modified().unwrap();
        let made = |name: &str, with_lock: bool, age: Duration| {
            let made = temporary.join(name);
            fs::create_dir(&made).unwrap();
            fs::write(made.join("db"), "a copy").unwrap();
            let lock = with_lock.then(|| Lock::take(&made.join(LOCK)).ok());
            let folder = fs::File::open(&made).unwrap();
            folder.set_modified(now - age).unwrap();
            lock
        };
        let in_use = made("madoguchi-doctor-in-use", true, 30 * HOUR);
        drop(made("madoguchi-doctor-killed", true, HOUR));
        drop(made("madoguchi-doctor-just-begun", true, Duration::ZERO));
        drop(made("madoguchi-doctor-former", false, 25 * HOUR));
        drop(made("madoguchi-doctor-former-runs", false, HOUR));
        drop(made("anothers", false, 30 * HOUR));
        let link = temporary.join("madoguchi-doctor-link");
        std::os::unix::fs::symlink(&data_dir, &link).unwrap();
        examine_in(&temporary, &data_dir, readers()).unwrap();
        let entries = fs::read_dir(&temporary).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        let stay = [
            "anothers",
            "madoguchi-doctor-former-runs",
            "madoguchi-doctor-in-use",
            "madoguchi-doctor-just-begun",
            "madoguchi-doctor-link",
        ];
        assert_eq!(names, stay);
        assert!(data_dir.join("journal").exists());
        drop(in_use);
    }
}
