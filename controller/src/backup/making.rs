//! Makes a backup beside its place, under another name and for the owner alone, and renames it when it is complete.

use super::age::{self, Sealer, WORK};
use super::archive;
use crate::identity::Moved;
use madoguchi_files::passphrase::Passphrase;
use madoguchi_files::{Readers, above, beside, create_file, move_to, sync_folder};
use madoguchi_proto::v1::backup_part::Part;
use madoguchi_proto::v1::{BackupFile, BackupPart};
use std::fs::{self, File};
use std::io::{self, BufWriter};
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
}

/// A backup that is not complete yet. Dropped before [`Making::finish`], it leaves nothing.
pub struct Making {
    place: PathBuf,
    force: bool,
    beside: Beside,
    sealer: Sealer<BufWriter<File>>,
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
        Self::check(place, force)?;
        let beside = Beside::of(place);
        let file = beside.create().map_err(refused(place))?;
        let sealer = Sealer::new(BufWriter::new(file), passphrase, WORK);
        Ok(Self {
            place: place.to_owned(),
            force,
            sealer: sealer.map_err(|error| match error {
                age::Error::Io(error) => refused(place)(error),
                error => MakeError::Seal(error),
            })?,
            beside,
        })
    }

    /// Adds one part.
    ///
    /// # Errors
    pub fn put(&mut self, part: Part) -> Result<(), MakeError> {
        let part = BackupPart { part: Some(part) };
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
            let written = archive::write(&mut self.sealer, &part);
            if let Some(Part::File(file)) = &mut part.part {
                file.content.zeroize();
            }
            written.map_err(refused(&self.place))?;
        }
        Ok(())
    }

    /// Syncs the file, gives it its name, and returns its size in bytes.
    ///
    /// # Errors
    /// There is a file by now, or the system refuses.
    pub fn finish(self) -> Result<u64, MakeError> {
        let Self {
            place,
            force,
            mut beside,
            sealer,
        } = self;
        let finish = || -> io::Result<u64> {
            let sealed = sealer.finish().map_err(age::Error::into_io)?;
            let file = sealed
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            file.metadata().map(|about| about.len())
        };
        let bytes = finish().map_err(refused(&place))?;
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

/// The name of an incomplete backup; the file is removed unless it was renamed.
struct Beside(Option<PathBuf>);

impl Beside {
    fn of(place: &Path) -> Self {
        let suffix = format!(".new-{}", std::process::id());
        Self(Some(beside(place, &suffix)))
    }

    fn create(&self) -> io::Result<File> {
        let path = self.0.as_deref().unwrap_or(Path::new(""));
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
