//! Makes a data directory from a backup. It is filled beside its place, verified, and renamed when it is complete.
//!
//! A PC on which an installer or a package has started the controller already has a data directory, with an installation that nobody has used:
//! no reader, license, ticket or person. What is restored takes its place by the steps of an update's way back (`update`), in the same folder,
//! whose rights stay.

use super::FORMAT;
use super::age::{self, Key, Locked, Opener};
use super::archive;
use crate::identity::{self, Identity, Moved};
use crate::store::{self, LoadError, Rebuild, Rebuilt, Revision};
use crate::{update, wire};
use madoguchi_files::{Readers, above, create_folders, give_to_owner_of, move_to, sync_folder};
use madoguchi_licensing::grant::Environment;
use madoguchi_plain::BoxError;
use madoguchi_proto::v1;
use madoguchi_proto::v1::backup_part::Part;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The mark after the data directory's name while it is filled; the number of the process follows.
const FILLING: &str = ".restoring-";

/// What a controller lays into its data directory before anybody uses it; the log is not touched.
const FRESH: [&str; 6] = [
    "identity",
    store::FOLDER,
    store::JOURNAL,
    "changes.json",
    "desk.addr",
    "console.addr",
];

/// The reason why nothing was restored. No part of it is left.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("a controller runs on {}", .0.display())]
    InUse(PathBuf),
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    #[error("{} cannot be read", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{} does not open", path.display())]
    Open {
        path: PathBuf,
        #[source]
        source: age::Error,
    },
    #[error("what is in {} is not what a backup has", path.display())]
    Content {
        path: PathBuf,
        #[source]
        source: BoxError,
    },
    #[error("{} was made by a newer release ({software})", path.display())]
    Newer { path: PathBuf, software: String },
    #[error("{} cannot be written", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// A backup whose header was read, and whose key is not known yet.
pub struct Found {
    path: PathBuf,
    locked: Locked<BufReader<File>>,
}

/// The contents of a restored data directory.
#[derive(Debug)]
pub struct Restored {
    pub head: v1::BackupHead,
    pub store: Rebuilt,
}

impl Found {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// It cannot be read, or is no backup.
    pub fn open(path: &Path) -> Result<Self, RestoreError> {
        let file = File::open(path).map_err(|source| RestoreError::Read {
            path: path.to_owned(),
            source,
        })?;
        let locked = Locked::read(BufReader::new(file)).map_err(|error| open(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            locked,
        })
    }

    /// Whether an identity opens it; else a passphrase does.
    #[must_use]
    pub const fn wants_identity(&self) -> bool {
        self.locked.wants_identity()
    }
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What is where a backup is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// No folder, or an empty one.
    Free,
    /// An installation that nobody has used, or the log alone of one that never started.
    Unused,
}

/// Checks that a backup may be restored there.
///
/// # Errors
/// The folder has something in it that somebody may miss, or a controller runs on it.
pub fn check_target(data_dir: &Path) -> Result<Target, RestoreError> {
    match fs::read_dir(data_dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Target::Free),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(RestoreError::NotEmpty(data_dir.to_owned()))
        }
        Err(source) => Err(refused(data_dir)(source)),
        Ok(mut entries) => match entries.next() {
            None => Ok(Target::Free),
            Some(_) if store::is_open(data_dir) => Err(RestoreError::InUse(data_dir.to_owned())),
            Some(_) if is_unused(data_dir) => Ok(Target::Unused),
            Some(_) => Err(RestoreError::NotEmpty(data_dir.to_owned())),
        },
    }
}

/// Makes a data directory of a backup; it is there as a whole or not at all. Takes a second and 256 MiB for the
/// passphrase; after that no more than a part at a time, and at the end what a start on these records takes.
///
/// # Errors
/// Something is not as it should be. The data directory then stays as it was.
pub fn restore(found: Found, key: &Key<'_>, data_dir: &Path) -> Result<Restored, RestoreError> {
    let target = check_target(data_dir)?;
    let Found { path, locked } = found;
    let opener = Opener::new(locked, key).map_err(|error| open(&path, error))?;
    let source = Source { path, opener };
    if target == Target::Unused {
        return update::replace(data_dir, |folder| {
            let restored = source.fill(folder)?;
            give_to_owner_of(folder, data_dir).map_err(refused(data_dir))?;
            Ok(restored)
        });
    }
    let filling = Filling::beside(data_dir).map_err(refused(data_dir))?;
    let restored = source.fill(&filling.0)?;
    let like = match data_dir.is_dir() {
        true => data_dir,
        false => above(data_dir),
    };
    give_to_owner_of(&filling.0, like).map_err(refused(data_dir))?;
    filling.become_it(data_dir).map_err(refused(data_dir))?;
    Ok(restored)
}

/// Whether nobody has used what is in a data directory, and all of it is a controller's own.
fn is_unused(data_dir: &Path) -> bool {
    if update::phase(data_dir) != update::Phase::Nothing {
        return false;
    }
    let Ok(names) = update::entries(data_dir) else {
        return false;
    };
    let ours = |name: &PathBuf| FRESH.iter().any(|known| name == Path::new(known));
    names.is_empty() || names.iter().all(ours) && store::is_unused(data_dir)
}

impl From<update::Error> for RestoreError {
    fn from(error: update::Error) -> Self {
        match error {
            update::Error::InUse(folder) => Self::InUse(folder),
            update::Error::NotKept(folder) => Self::NotEmpty(folder),
            update::Error::Io { path, source } => Self::Write { path, source },
        }
    }
}

/// An unlocked backup.
struct Source {
    path: PathBuf,
    opener: Opener<BufReader<File>>,
}

impl Source {
    fn fill(mut self, folder: &Path) -> Result<Restored, RestoreError> {
        let head = match self.next()? {
            Some(Part::Head(head)) => self.judged(head)?,
            _ => return Err(self.content("it does not begin with its head")),
        };
        let environment = wire::environment_of(head.environment)
            .map_err(|_| self.content("its environment is one that nobody knows"))?;
        let rebuild = Rebuild::begin(folder).map_err(|e| self.stored(e))?;
        let (identity, rebuild, end) = self.take(rebuild)?;
        let store = rebuild.finish(Revision(head.revision));
        let store = store.map_err(|e| self.stored(e))?;
        if store.records != end.records || !identity.is_whole() {
            return Err(self.content("something is missing"));
        }
        self.lay_down(folder, &identity, environment, &head)?;
        Ok(Restored { head, store })
    }

    /// Reads everything after the head, to the end of the file.
    fn take(
        &mut self,
        mut rebuild: Rebuild,
    ) -> Result<(Moved, Rebuild, v1::BackupEnd), RestoreError> {
        let mut identity = Moved::default();
        let end = loop {
            match self.next()? {
                Some(Part::File(file)) => {
                    let content = Zeroizing::new(file.content);
                    // Bytes that are no text are no key either; reading the key will report it.
                    let content = String::from_utf8_lossy(&content).into_owned();
                    if !identity.take(file.name, Zeroizing::new(content)) {
                        return Err(self.content("a file that no identity has"));
                    }
                }
                Some(Part::Records(records)) => {
                    for record in records.records {
                        let put = rebuild.put(&record.key, &record.sealed);
                        put.map_err(|e| self.stored(e))?;
                    }
                }
                Some(Part::End(end)) => break end,
                Some(Part::Head(_)) | None => return Err(self.content("it has no end")),
            }
        };
        match self.next()? {
            None => Ok((identity, rebuild, end)),
            Some(_) => Err(self.content("something follows its end")),
        }
    }

    /// Writes the data directory. The identity comes last: a folder without one is no installation.
    fn lay_down(
        &self,
        folder: &Path,
        moved: &Moved,
        environment: Environment,
        head: &v1::BackupHead,
    ) -> Result<(), RestoreError> {
        let laid = identity::lay_down(folder, moved, environment);
        let identity = laid.and_then(|()| Identity::open_or_create(folder));
        match identity {
            Ok(identity) if identity.installation().0.as_slice() == head.installation => {}
            Ok(_) => return Err(self.content("its keys are of another installation")),
            Err(identity::Error::Write { path, source }) => {
                return Err(RestoreError::Write { path, source });
            }
            Err(error) => return Err(self.content(error)),
        }
        sync_folder(folder).map_err(refused(folder))
    }

    /// The next part, decrypted.
    fn next(&mut self) -> Result<Option<Part>, RestoreError> {
        let part = archive::read(&mut self.opener).map_err(|error| self.read(error))?;
        match part {
            None => Ok(None),
            Some(v1::BackupPart { part: Some(part) }) => Ok(Some(part)),
            Some(v1::BackupPart { part: None }) => Err(self.content("a part of another release")),
        }
    }

    /// Checks the release that made the backup, before anything else: what a newer one wrote need not be readable.
    fn judged(&self, head: v1::BackupHead) -> Result<v1::BackupHead, RestoreError> {
        if head.format > FORMAT || head.schema > store::SCHEMA {
            return Err(RestoreError::Newer {
                path: self.path.clone(),
                software: head.software,
            });
        }
        Ok(head)
    }

    fn read(&self, error: io::Error) -> RestoreError {
        let (path, kind) = (self.path.clone(), error.kind());
        match error.downcast::<age::Error>() {
            Ok(source) => RestoreError::Open { path, source },
            Err(source) if kind == io::ErrorKind::InvalidData => self.content(source),
            Err(_) if kind == io::ErrorKind::UnexpectedEof => self.content("a part is cut"),
            Err(source) => RestoreError::Read { path, source },
        }
    }

    fn stored(&self, error: LoadError) -> RestoreError {
        match error {
            LoadError::Io { path, source, .. } => RestoreError::Write { path, source },
            LoadError::Corrupt { what, .. } => self.content(what),
            other => self.content(other),
        }
    }

    fn content(&self, what: impl Into<BoxError>) -> RestoreError {
        RestoreError::Content {
            path: self.path.clone(),
            source: what.into(),
        }
    }
}

/// The folder that is filled. It is removed unless it became the data directory.
struct Filling(PathBuf);

impl Filling {
    /// Makes the folder. One that a killed restore left is removed first.
    fn beside(data_dir: &Path) -> io::Result<Self> {
        let name = data_dir.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        let parent = above(data_dir);
        create_folders(parent, Readers::Owner)?;
        let name = format!("{}{FILLING}", name.to_string_lossy());
        for entry in fs::read_dir(parent)? {
            let entry = entry?;
            let found = entry.file_name();
            let process = found.to_str().and_then(|found| found.strip_prefix(&name));
            if process.is_some_and(|id| id.bytes().all(|digit| digit.is_ascii_digit())) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        let path = parent.join(format!("{name}{}", std::process::id()));
        create_folders(&path, Readers::Owner)?;
        Ok(Self(path))
    }

    fn become_it(self, data_dir: &Path) -> io::Result<()> {
        match fs::remove_dir(data_dir) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        move_to(&self.0, data_dir)
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        // Fails if it became the data directory: then it is not there.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn open(path: &Path, error: age::Error) -> RestoreError {
    let path = path.to_owned();
    match error {
        age::Error::Io(source) => RestoreError::Read { path, source },
        source => RestoreError::Open { path, source },
    }
}

fn refused(path: &Path) -> impl FnOnce(io::Error) -> RestoreError {
    let path = path.to_owned();
    move |source| RestoreError::Write { path, source }
}
