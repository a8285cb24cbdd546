//! Makes a backup beside its place, under another name and for the owner alone, and renames it when it is complete.

use super::age::{self, Lock, Locked, Opener, Sealer, WORK};
use super::archive;
use crate::identity::Moved;
use crate::recipient::Recipient;
use madoguchi_files::passphrase::Passphrase;
use madoguchi_files::{Readers, above, beside, create_file, move_to, sync_folder};
use madoguchi_plain::BoxError;
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupFile, BackupPart};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use zeroize::Zeroize;

/// The reason why no backup was made. No part of it is left.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    #[error("{} cannot be written", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the backup cannot be encrypted")]
    Seal(#[source] age::Error),
    /// What was written does not read back as what it was.
    #[error("{} does not read back as it was written", path.display())]
    ReadBack {
        path: PathBuf,
        #[source]
        source: BoxError,
    },
}

/// A backup that is not complete yet. Dropped before [`Making::finish`], it leaves nothing.
pub struct Making {
    place: PathBuf,
    force: bool,
    beside: Beside,
    sealer: Sealer<BufWriter<File>>,
    /// The parts that were put, which have to be found again.
    parts: u64,
}

impl Making {
    /// Checks that a backup may be written to this place: without `force` no file is replaced.
    ///
    /// # Errors
    /// There is a file.
    pub fn check(place: &Path, force: bool) -> Result<(), MakeError> {
        match fs::symlink_metadata(place) {
            Ok(found) if found.is_dir() => Err(refused(place)(io::ErrorKind::IsADirectory.into())),
            Ok(_) if !force => Err(MakeError::Exists(place.to_owned())),
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(refused(place)(source)),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Starts a file and makes its key. Takes a second and 256 MiB.
    ///
    /// # Errors
    /// There is a file, or the system refuses.
    pub fn begin(place: &Path, force: bool, passphrase: &Passphrase) -> Result<Self, MakeError> {
        Self::locked(place, force, Lock::Passphrase(passphrase, WORK))
    }

    /// Starts a file for a recipient, at a place where none is.
    ///
    /// # Errors
    /// There is a file, or the system refuses.
    pub fn begin_for(place: &Path, recipient: &Recipient) -> Result<Self, MakeError> {
        Self::locked(place, false, Lock::Recipient(recipient))
    }

    fn locked(place: &Path, force: bool, lock: Lock<'_>) -> Result<Self, MakeError> {
        Self::check(place, force)?;
        let beside = Beside::of(place);
        let file = beside.create().map_err(refused(place))?;
        let sealer = Sealer::new(BufWriter::new(file), lock);
        Ok(Self {
            place: place.to_owned(),
            force,
            sealer: sealer.map_err(|error| match error {
                age::Error::Io(error) => refused(place)(error),
                error => MakeError::Seal(error),
            })?,
            beside,
            parts: 0,
        })
    }

    /// Adds one part.
    ///
    /// # Errors
    pub fn put(&mut self, part: Part) -> Result<(), MakeError> {
        let part = BackupPart { part: Some(part) };
        self.parts += 1;
        archive::write(&mut self.sealer, &part).map_err(refused(&self.place))
    }

    /// Adds the identity's files.
    pub(crate) fn put_identity(&mut self, identity: &Moved) -> Result<(), MakeError> {
        for (name, content) in identity.iter() {
            let file = BackupFile {
                name: name.to_owned(),
                content: content.as_bytes().to_vec(),
            };
            let mut part = BackupPart {
                part: Some(Part::File(file)),
            };
            self.parts += 1;
            let written = archive::write(&mut self.sealer, &part);
            if let Some(Part::File(file)) = &mut part.part {
                file.content.zeroize();
            }
            written.map_err(refused(&self.place))?;
        }
        Ok(())
    }

    /// Syncs the file, reads all of it back, gives it its name, and returns its size in bytes.
    ///
    /// # Errors
    /// There is a file by now, the system refuses, or what is read is not what was written.
    pub fn finish(self) -> Result<u64, MakeError> {
        let Self {
            place,
            force,
            mut beside,
            sealer,
            parts,
        } = self;
        let file_key = sealer.file_key();
        let finish = || -> io::Result<u64> {
            let sealed = sealer.finish().map_err(age::Error::into_io)?;
            let file = sealed
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            file.metadata().map(|about| about.len())
        };
        let bytes = finish().map_err(refused(&place))?;
        read_back(beside.path(), &file_key, parts).map_err(|source| MakeError::ReadBack {
            path: place.clone(),
            source,
        })?;
        Self::check(&place, force)?;
        beside.become_it(&place).map_err(refused(&place))?;
        Ok(bytes)
    }
}

impl std::fmt::Debug for Making {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Making")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// Reads a file from its header to its end: each chunk has its tag, so whatever is not as it was written is found. The system may answer from
/// its memory where the disk would not.
fn read_back(path: &Path, file_key: &age::FileKey, parts: u64) -> Result<(), BoxError> {
    let locked = Locked::read(BufReader::new(File::open(path)?))?;
    let mut opener = Opener::knowing(locked, file_key)?;
    let mut found = 0;
    while archive::read(&mut opener)?.is_some() {
        found += 1;
    }
    match found == parts {
        true => Ok(()),
        false => Err(format!("{found} parts of {parts}").into()),
    }
}

/// The name of an incomplete backup; the file is removed unless it was renamed.
struct Beside(Option<PathBuf>);

impl Beside {
    fn of(place: &Path) -> Self {
        let suffix = format!(".new-{}", std::process::id());
        Self(Some(beside(place, &suffix)))
    }

    fn path(&self) -> &Path {
        self.0.as_deref().unwrap_or(Path::new(""))
    }

    fn create(&self) -> io::Result<File> {
        let path = self.path();
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        create_file(path, Readers::Owner)
    }

    fn become_it(&mut self, place: &Path) -> io::Result<()> {
        let moved = match &self.0 {
            Some(path) => move_to(path, place),
            None => sync_folder(above(place)),
        };
        // Only its last sync may have failed.
        if moved.is_ok() || self.0.as_ref().is_none_or(|path| !path.exists()) {
            self.0 = None;
        }
        moved
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // It was never a backup. If it cannot be removed now, its name says so.
            let _ = fs::remove_file(path);
        }
    }
}

fn refused(place: &Path) -> impl FnOnce(io::Error) -> MakeError {
    let path = place.to_owned();
    move |source| MakeError::Write { path, source }
}
