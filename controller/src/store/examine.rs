//! Whether a store could be opened, found without a change to it: a copy of it is opened in a folder for temporary files.

use crate::store::opening::Place;
use crate::store::{LoadError, Readers, Sled};
use madoguchi_files::{create_file, create_folders};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Largest store that is copied; a clinic's year has a tenth of it.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// Random bytes in the name of the folder for the copy.
const NAME_BYTES: usize = 8;

/// Opens a copy of the store in a data directory. A store that may not be read, or for whose copy there is no room, is not judged.
///
/// # Errors
/// What an open of the store itself would say.
pub fn examine(data_dir: &Path, readers: Readers) -> Result<(), LoadError> {
    let place = Place::of(data_dir);
    if place.is_open() {
        return Err(LoadError::InUse {
            folder: data_dir.to_owned(),
        });
    }
    let Some(copy) = Copied::of(&place)? else {
        return Ok(());
    };
    match Sled::open(&copy.0, readers) {
        Ok(_) => Ok(()),
        Err(error) => of_the_original(error, &copy.0, data_dir).map_or(Ok(()), Err),
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
struct Copied(PathBuf);

impl Copied {
    /// Copies the files of a store; `None` where there is none, or it cannot be copied for a cause that is not the store's.
    fn of(place: &Place) -> Result<Option<Self>, LoadError> {
        let folders = [&place.store, &place.journal].map(|folder| (folder, files(folder)));
        let bytes = folders.iter().flat_map(|(_, files)| files);
        let bytes: u64 = bytes
            .map(|file| fs::metadata(file).map_or(0, |about| about.len()))
            .sum();
        if bytes == 0 || bytes > MAX_BYTES {
            return Ok(None);
        }
        let Ok(copied) = Self::new() else {
            return Ok(None);
        };
        for (folder, files) in &folders {
            let Some(name) = folder.file_name() else {
                continue;
            };
            if files.is_empty() {
                continue;
            }
            let to = copied.0.join(name);
            if create_folders(&to, madoguchi_files::Readers::Owner).is_err() || !copy(files, &to)? {
                return Ok(None);
            }
        }
        Ok(Some(copied))
    }

    fn new() -> io::Result<Self> {
        let mut name = [0; NAME_BYTES];
        getrandom::fill(&mut name).map_err(|error| io::Error::other(error.to_string()))?;
        let name = u64::from_le_bytes(name);
        let folder = std::env::temp_dir().join(format!("madoguchi-doctor-{name:016x}"));
        create_folders(&folder, madoguchi_files::Readers::Owner)?;
        Ok(Self(folder))
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "the copy that was looked at could not be removed");
        }
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
}
