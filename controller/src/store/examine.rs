//! Whether a store could be opened, found without a change to it: a copy of it is opened in a folder for temporary files.

use crate::store::{LoadError, Readers, Sled, is_open};
use madoguchi_files::{create_file, create_folders};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Largest store that is copied; a clinic's year has a tenth of it.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// Random bytes in the name of the folder for the copy.
const NAME_BYTES: usize = 8;

/// Opens a copy of the store in a folder. A store that may not be read, or for whose copy there is no room, is not judged.
///
/// # Errors
/// What an open of the store itself would say.
pub fn examine(folder: &Path, readers: Readers) -> Result<(), LoadError> {
    if is_open(folder) {
        return Err(LoadError::InUse {
            folder: folder.to_owned(),
        });
    }
    let Some(copy) = Copied::of(folder)? else {
        return Ok(());
    };
    match Sled::open(&copy.0, readers) {
        Ok(_) => Ok(()),
        Err(error) => of_the_original(error, &copy.0, folder).map_or(Ok(()), Err),
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
    fn of(folder: &Path) -> Result<Option<Self>, LoadError> {
        let Ok(files) = files(folder) else {
            return Ok(None);
        };
        let mut bytes = 0;
        for file in &files {
            bytes += fs::metadata(file).map_or(0, |about| about.len());
        }
        if files.is_empty() || bytes > MAX_BYTES {
            return Ok(None);
        }
        let Ok(copied) = Self::new() else {
            return Ok(None);
        };
        for path in &files {
            let content = match fs::read(path) {
                Ok(content) => content,
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(None),
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
            let copy = copied.0.join(name);
            let written = create_file(&copy, madoguchi_files::Readers::Owner)
                .and_then(|mut file| file.write_all(&content));
            if written.is_err() {
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

/// The files in a store's folder itself, where all that counts is.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
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
        let files = files(folder).unwrap().into_iter();
        files
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    #[test]
    fn a_store_is_judged_by_a_copy_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        examine(&store, readers()).unwrap();
        assert!(!store.exists());
        let open = Sled::open(&store, readers()).unwrap();
        let in_use = examine(&store, readers());
        assert!(matches!(in_use, Err(LoadError::InUse { .. })));
        drop(open);
        let before = content(&store);
        examine(&store, readers()).unwrap();
        assert_eq!(content(&store), before);
        let log = store.join("db");
        let mut damaged = fs::read(&log).unwrap();
        damaged.truncate(20);
        damaged.extend([7; 60_000]);
        fs::write(&log, &damaged).unwrap();
        let found = examine(&store, readers());
        let Err(LoadError::Corrupt { file, .. }) = &found else {
            panic!("{found:?}")
        };
        assert_eq!(*file, log);
        assert_eq!(fs::read(&log).unwrap(), damaged);
    }
}
