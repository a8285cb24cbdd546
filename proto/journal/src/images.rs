//! Whole images of key/value records, each as they were at one revision: what a journal's older frames came to.
//!
//! An image is written under another name, synced, read back whole, and then gets its name in one durable step. So a file with an image's name
//! is a whole one, or was damaged later, which whoever reads it to its end finds out.

mod form;

use crate::error::Damage;
use crate::segment::{remove_if_there, twenty_digits};
use form::{Header, Reader, Writer};
use madoguchi_files::{Readers, create_file, create_folders, move_to, sync_folder, write_all_at};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 256;
/// The longest value, in bytes: a record of 64 KiB and what it is sealed with.
pub const MAX_VALUE_BYTES: usize = (64 << 10) + 16;
/// The most records of an image.
pub const MAX_RECORDS: u64 = 5_000_000;
/// The longest name of the program that made one, in bytes.
pub const MAX_MADE_BY_BYTES: usize = 64;

const PREFIX: &str = "image-";
/// Does not begin as an image's name does, so that what a cut leaves of it is not listed.
const UNFINISHED: &str = "image.new";

/// What is handed each record of an image: its key and its value. An error of it ends the reading.
pub type EachPair<'a, E> = dyn FnMut(&[u8], &[u8]) -> Result<(), E> + 'a;

/// The images in a folder; the same folder as the journal's, or any other.
#[derive(Debug, Clone)]
pub struct Images {
    folder: PathBuf,
}

/// What an image tells of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub revision: u64,
    /// The program that made it, with its version: at most [`MAX_MADE_BY_BYTES`].
    pub made_by: String,
    /// When it was made by its maker's clock, in milliseconds.
    pub at: i64,
    /// In which form the records are, as their maker counts: whoever knows no such form reads none of them.
    pub schema: u32,
    /// How many records it has.
    pub records: u64,
}

/// Why an image cannot be read or made.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    #[error("{} is damaged: at byte {at} it {what}", file.display())]
    Damaged {
        file: PathBuf,
        /// Bytes from the file's beginning.
        at: u64,
        what: Damage,
    },
    #[error("could not {doing} {}", path.display())]
    Io {
        path: PathBuf,
        doing: &'static str,
        source: io::Error,
    },
    /// No image was made: what was handed over is not what one can hold.
    #[error("an image was to be made of what none can hold: {what}")]
    Unfit { what: Unfit },
}

/// What no image holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("a key of more than {MAX_KEY_BYTES} bytes")]
    Key,
    #[error("a value of more than {MAX_VALUE_BYTES} bytes")]
    Value,
    #[error("more than {MAX_RECORDS} records")]
    Records,
    #[error("a key that does not come behind the one before")]
    Order,
    #[error("a maker's name of more than {MAX_MADE_BY_BYTES} bytes")]
    MadeBy,
}

impl Images {
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self { folder }
    }

    /// The revisions of all images by their names, oldest first. A folder that is not there has none.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<u64>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut revisions = Vec::new();
        for entry in entries {
            let name = entry?.file_name();
            let digits = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
            revisions.extend(digits.and_then(twenty_digits));
        }
        revisions.sort_unstable();
        Ok(revisions)
    }

    /// What an image tells of itself, without a look at its records.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or its beginning is damaged.
    pub fn about(&self, revision: u64) -> Result<About, ImageError> {
        let reader = Reader::open(&self.path(revision), revision)?;
        Ok(reader.header.about)
    }

    /// Makes an image of pairs of keys and values, the keys strictly ascending; one of the same revision is replaced. Durable when this
    /// returns `Ok`. Gives `about` with the number of records, whatever it had.
    ///
    /// # Errors
    /// [`ImageError`] where a bound is exceeded, the disk fails, or what was written is not what is read back; and what `pairs` gives. Then
    /// no image was made.
    pub fn make<K: AsRef<[u8]>, V: AsRef<[u8]>, E: From<ImageError>>(
        &self,
        about: About,
        pairs: impl IntoIterator<Item = Result<(K, V), E>>,
    ) -> Result<About, E> {
        if about.made_by.len() > MAX_MADE_BY_BYTES {
            return Err(E::from(ImageError::Unfit {
                what: Unfit::MadeBy,
            }));
        }
        let unfinished = self.folder.join(UNFINISHED);
        let done = self.finish(&unfinished, about, pairs);
        if done.is_err() {
            // A disk that is full should not stay so. Where it cannot be removed, either, the first error says more.
            let _ = fs::remove_file(&unfinished);
        }
        done
    }

    fn finish<K: AsRef<[u8]>, V: AsRef<[u8]>, E: From<ImageError>>(
        &self,
        unfinished: &Path,
        about: About,
        pairs: impl IntoIterator<Item = Result<(K, V), E>>,
    ) -> Result<About, E> {
        let file = create_folders(&self.folder, Readers::Owner)
            .and_then(|()| remove_if_there(unfinished))
            .and_then(|()| create_file(unfinished, Readers::Owner))
            .map_err(failed(unfinished, "create"))?;
        let written = write(&file, unfinished, about, pairs)?;
        drop(file);
        let revision = written.about.revision;
        let read = read(unfinished, revision, &mut |_, _| Ok::<_, ImageError>(()))?;
        if read != written {
            let (file, what) = (unfinished.to_owned(), Damage::Checksum);
            return Err(E::from(ImageError::Damaged { file, at: 0, what }));
        }
        let path = self.path(revision);
        move_to(unfinished, &path).map_err(failed(&path, "give its name to"))?;
        Ok(written.about)
    }

    /// Hands each pair of key and value to `each`, in the order of the keys. What it was handed counts only once this returned `Ok`:
    /// some damage is found at the end.
    ///
    /// # Errors
    /// When the image is not there, cannot be read or is damaged; and what `each` returns.
    pub fn read<E: From<ImageError>>(
        &self,
        revision: u64,
        each: &mut EachPair<'_, E>,
    ) -> Result<About, E> {
        Ok(read(&self.path(revision), revision, each)?.about)
    }

    /// Removes all images but those of these revisions, and what a cut left of one that was being made.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn forget(&self, keep: &[u64]) -> io::Result<()> {
        let revisions = self.list()?;
        for revision in revisions.into_iter().filter(|one| !keep.contains(one)) {
            remove_if_there(&self.path(revision))?;
        }
        remove_if_there(&self.folder.join(UNFINISHED))?;
        match sync_folder(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    fn path(&self, revision: u64) -> PathBuf {
        self.folder.join(format!("{PREFIX}{revision:020}"))
    }
}

/// Writes and syncs an image. Its header is written last: how many records there are is known then.
fn write<K: AsRef<[u8]>, V: AsRef<[u8]>, E: From<ImageError>>(
    file: &File,
    path: &Path,
    about: About,
    pairs: impl IntoIterator<Item = Result<(K, V), E>>,
) -> Result<Header, E> {
    let mut writer = Writer::new(file).map_err(failed(path, "write to"))?;
    for pair in pairs {
        let (key, value) = pair?;
        let (key, value) = (key.as_ref(), value.as_ref());
        let what = |what| ImageError::Unfit { what };
        writer.may_take(key, value).map_err(what)?;
        writer.take(key, value).map_err(failed(path, "write to"))?;
    }
    let header = writer.end(about).map_err(failed(path, "write to"))?;
    write_all_at(file, &header.to_bytes(), 0).map_err(failed(path, "write to"))?;
    file.sync_all().map_err(failed(path, "sync"))?;
    Ok(header)
}

/// Reads a whole image, and gives its header.
fn read<E: From<ImageError>>(
    path: &Path,
    revision: u64,
    each: &mut EachPair<'_, E>,
) -> Result<Header, E> {
    let mut reader = Reader::open(path, revision)?;
    while let Some((key, value)) = reader.next()? {
        each(key, value)?;
    }
    Ok(reader.header)
}

fn failed(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> ImageError {
    let path = path.to_owned();
    move |source| ImageError::Io {
        path,
        doing,
        source,
    }
}
