//! The vendor's files: read within bounds, written once, synced, and never overwritten.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use madoguchi_files::{Readers, above, create_file, sync_folder};

/// The largest file that is read, in bytes: more than any document, key or number has.
pub const MAX_LEN: u64 = 64 * 1024;

/// The reason why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    TooLarge {
        path: PathBuf,
    },
    NotText {
        path: PathBuf,
    },
    Exists {
        path: PathBuf,
    },
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Reads a whole file of at most [`MAX_LEN`] bytes.
///
/// # Errors
/// It cannot be read, or is larger.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_LEN + 1).read_to_end(&mut content))
        .map_err(|source| Error::Read {
            path: path.into(),
            source,
        })?;
    if content.len() as u64 > MAX_LEN {
        return Err(Error::TooLarge { path: path.into() });
    }
    Ok(content)
}

/// Reads a whole file as text.
///
/// # Errors
/// As for [`read`], or it is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(read(path)?).map_err(|_| Error::NotText { path: path.into() })
}

/// Refuses a path that exists, so that long work does not fail at its end. [`create`] itself never overwrites.
///
/// # Errors
/// The path exists.
pub fn must_be_free(path: &Path) -> Result<(), Error> {
    match path.symlink_metadata() {
        Err(_) => Ok(()),
        Ok(_) => Err(Error::Exists { path: path.into() }),
    }
}

/// Creates a file and makes its content and its name durable.
///
/// # Errors
/// It exists or cannot be written; then nothing is left of it.
pub fn create(path: &Path, content: &[u8], readers: Readers) -> Result<(), Error> {
    let mut file = create_file(path, readers).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists { path: path.into() },
        _ => Error::Write {
            path: path.into(),
            source,
        },
    })?;
    file.write_all(content)
        .and_then(|()| file.sync_all())
        .and_then(|()| sync_folder(above(path)))
        .map_err(|source| {
            // Half a file would make the next try fail.
            let _ = std::fs::remove_file(path);
            Error::Write {
                path: path.into(),
                source,
            }
        })
}

/// Replaces the content of our own file, as a whole or not at all.
///
/// # Errors
/// It cannot be written; then the file is unchanged.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let fresh = with_suffix(path, ".new");
    madoguchi_files::replace(path, &fresh, content, Readers::Anybody).map_err(|source| {
        Error::Write {
            path: path.into(),
            source,
        }
    })
}

/// `path` with `suffix` after its whole name: `root.key` and `.pub` give `root.key.pub`.
#[must_use]
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
