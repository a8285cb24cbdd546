//! The vendor's files: read within bounds, written once, synced, and never overwritten.

use std::io;
use std::path::{Path, PathBuf};

use madoguchi_files::{Readers, beside, create_durable};
use madoguchi_reading::{self as reading, Encoding, Other, Unread};
use zeroize::Zeroizing;

/// The largest file that is read, in bytes: more than any document, key or number has.
pub const MAX_LEN: usize = 64 * 1024;

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
        what: Other,
    },
    /// The source of a mail, in which signs stand for others.
    MailSource {
        path: PathBuf,
        what: Other,
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

/// Reads a whole file of at most [`MAX_LEN`] bytes; standard input for `-`.
///
/// # Errors
/// It cannot be read, or is larger.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    reading::read(path, MAX_LEN).map_err(|why| unread(path, why))
}

/// Reads a secret from standard input, which other users of the PC cannot see: the next line that is not blank, or what is left of it.
///
/// # Errors
/// As for [`read_text`].
pub fn read_stdin(line_only: bool) -> Result<Zeroizing<String>, Error> {
    let path = Path::new(reading::STDIN);
    let bytes = match line_only {
        true => reading::line_of_stdin(MAX_LEN).map_err(|why| unread(path, why))?,
        false => read(path)?,
    };
    text(path, &Zeroizing::new(bytes)).map(Zeroizing::new)
}

/// Reads a whole file as text, whatever wrote it.
///
/// # Errors
/// As for [`read`], or it is no text.
pub fn read_text(path: &Path) -> Result<String, Error> {
    text(path, &Zeroizing::new(read(path)?))
}

fn text(path: &Path, bytes: &[u8]) -> Result<String, Error> {
    let not_text = |what| Error::NotText {
        path: path.into(),
        what,
    };
    let decoded = reading::decode(bytes).map_err(not_text)?;
    match decoded.encoding {
        Encoding::Unknown => Err(not_text(Other::Unknown)),
        _ => Ok(decoded.text.into_owned()),
    }
}

fn unread(path: &Path, why: Unread) -> Error {
    let path = path.into();
    match why {
        Unread::Io(source) => Error::Read { path, source },
        Unread::TooLarge { .. } => Error::TooLarge { path },
    }
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
    create_durable(path, content, readers).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists { path: path.into() },
        _ => Error::Write {
            path: path.into(),
            source,
        },
    })
}

/// The files, or the folder, of a new key while they are being made. Dropped before all is done, it removes them: what is left of a try on
/// a full disk would make the next one fail, because nothing is overwritten.
#[derive(Debug, Default)]
pub(crate) struct Begun(Vec<PathBuf>);

impl Begun {
    /// Notes what has just been made.
    pub(crate) fn made(&mut self, path: &Path) {
        self.0.push(path.into());
    }

    /// All is done, and stays.
    pub(crate) fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        for path in &self.0 {
            // Where it cannot be removed, either, the first error says more.
            let _ = match path.is_dir() {
                true => std::fs::remove_dir_all(path),
                false => std::fs::remove_file(path),
            };
        }
    }
}

/// Replaces the content of our own file, as a whole or not at all.
///
/// # Errors
/// It cannot be written; then the file is unchanged.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let fresh = beside(path, ".new");
    madoguchi_files::replace(path, &fresh, content, Readers::Anybody).map_err(|source| {
        Error::Write {
            path: path.into(),
            source,
        }
    })
}
