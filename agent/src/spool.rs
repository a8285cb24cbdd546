//! Unacknowledged outcomes on disk: one small file each, durable before the reader shows "done".
//!
//! A file is written under a temporary name, synced and renamed, and its folder is synced, so that it exists as a whole or not at all. A
//! file that is torn or corrupt all the same is set aside and never blocks a start. Everything here blocks; the driver runs it on a
//! separate thread.
//!
//! ```text
//! NUMBER-SESSION.outcome:  "MGS1" │ CRC-32 of the rest, LE │ wall clock at its end, ms, LE │ SessionEnded
//! ```

mod worker;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::texts::{chain, in_words};
use madoguchi_files::{Lock, NotLocked, Readers, create_folders, move_to, replace};
use madoguchi_proto::v1::{Assignment, Outcome, SessionEnded};
use prost::Message;

pub(crate) use self::worker::{Answer, Worker};
use crate::session::SessionId;

/// The most outcomes that are kept: several days without a controller at a busy counter. With so many the reader takes no more cards; no
/// outcome is thrown away.
pub const CAPACITY: usize = 1_000;

/// The file that is locked while the spool is open: two agents would send each other's outcomes and remove those that the other still needs.
const LOCK: &str = "lock";
/// The longest file that is read: an outcome has some 100 bytes.
const MAX_FILE_BYTES: u64 = 4_096;
const MAGIC: &[u8; 4] = b"MGS1";
/// The length of magic, checksum and time.
const HEADER_BYTES: usize = 16;
const EXTENSION: &str = "outcome";
const TEMPORARY: &str = "tmp";
const CORRUPT: &str = "corrupt";

/// An outcome as it is kept on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub session_id: SessionId,
    /// The hand-out that it served; `None` for a walk-up.
    pub assignment: Option<Assignment>,
    pub outcome: Outcome,
    /// The wall clock at its end, in milliseconds since 1970. After a restart nothing else tells how long ago that was.
    pub ended_wall_ms: i64,
}

/// The reason why the spool cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", in_words("failed-spool-folder", &[("path", &path.display().to_string())]))]
    Folder {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{}", in_words("failed-spool-in-use", &[("path", &path.display().to_string())]))]
    InUse { path: PathBuf },
    #[error("{}", in_words("failed-spool-write", &[("path", &path.display().to_string())]))]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// The open folder.
#[derive(Debug)]
pub struct Spool {
    folder: PathBuf,
    next_number: u64,
    /// The kept outcomes, oldest first, with their files.
    kept: Vec<(SessionId, PathBuf)>,
    /// Held while this lives, so that no other agent uses the folder.
    _lock: Lock,
}

impl Spool {
    /// Opens the folder, which is created if necessary, and returns its outcomes, oldest first. If there are more than [`CAPACITY`], which
    /// no agent writes, the others are left for a later start.
    ///
    /// # Errors
    /// Another agent uses the folder, or it cannot be created or listed. A single bad file is no error: it is set aside, with a line in the
    /// log.
    pub fn open(folder: &Path) -> Result<(Self, Vec<Kept>), Error> {
        let cannot = |source| Error::Folder {
            path: folder.to_owned(),
            source,
        };
        create_folders(folder, Readers::Anybody).map_err(cannot)?;
        let lock = Lock::take(&folder.join(LOCK)).map_err(|refused| match refused {
            NotLocked::Taken => Error::InUse {
                path: folder.to_owned(),
            },
            NotLocked::Failed(source) => cannot(source),
        })?;
        let mut spool = Self {
            _lock: lock,
            folder: folder.to_owned(),
            next_number: 1,
            kept: Vec::new(),
        };
        let mut found = Vec::new();
        let paths = files(folder).map_err(cannot)?;
        // Numbered after all existing files, so that the order also holds at the next start.
        if let Some(last) = paths.last() {
            spool.next_number = number_of(last).saturating_add(1);
        }
        for path in paths {
            if found.len() >= CAPACITY {
                tracing::error!(most = CAPACITY, "{}", in_words("log-spool-overfull", &[]));
                break;
            }
            match read(&path) {
                // Written twice, because a successful write was reported as failed.
                Ok(kept) if spool.holds(kept.session_id) => {
                    fs::remove_file(&path).map_err(cannot)?
                }
                Ok(kept) => {
                    spool.kept.push((kept.session_id, path));
                    found.push(kept);
                }
                Err(damage) => set_aside(&path, &damage),
            }
        }
        Ok((spool, found))
    }

    /// Makes an outcome durable: when this returns, it survives a power cut. A session that is kept already is not kept twice.
    ///
    /// # Errors
    /// It cannot be written; then nothing of it is kept.
    pub fn store(&mut self, kept: &Kept) -> Result<(), Error> {
        if self.holds(kept.session_id) {
            return Ok(());
        }
        let name = format!("{:020}-{}", self.next_number, kept.session_id);
        let path = self.folder.join(&name).with_extension(EXTENSION);
        let temporary = self.folder.join(&name).with_extension(TEMPORARY);
        let written = replace(&path, &temporary, &encode(kept), Readers::Anybody);
        if let Err(source) = written {
            // A temporary file that cannot be removed now is removed at the next start.
            fs::remove_file(&temporary).ok();
            fs::remove_file(&path).ok();
            return Err(Error::Write { path, source });
        }
        self.next_number += 1;
        self.kept.push((kept.session_id, path));
        Ok(())
    }

    fn holds(&self, session_id: SessionId) -> bool {
        self.kept.iter().any(|(id, _)| *id == session_id)
    }

    /// Removes an outcome that the controller has. An absent one is no error.
    ///
    /// # Errors
    /// The file cannot be removed. It is sent again after the next start, which is harmless.
    pub fn forget(&mut self, session_id: SessionId) -> Result<(), Error> {
        let Some(index) = self.kept.iter().position(|(id, _)| *id == session_id) else {
            return Ok(());
        };
        let (_, path) = self.kept.remove(index);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(Error::Write { path, source })
            }
            _ => Ok(()),
        }
    }
}

/// The outcome files, oldest first. Temporary files of interrupted writes are removed.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some(EXTENSION) => paths.push(path),
            // Never renamed, so the patient was not told "done".
            Some(TEMPORARY) => fs::remove_file(&path)?,
            _ => {}
        }
    }
    paths.sort();
    Ok(paths)
}

fn number_of(path: &Path) -> u64 {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    stem.split('-')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn encode(kept: &Kept) -> Vec<u8> {
    let ended = SessionEnded {
        session_id: kept.session_id.0.to_vec(),
        assignment: kept.assignment,
        outcome: Some(kept.outcome.clone()),
        age_ms: 0,
    };
    let mut body = kept.ended_wall_ms.to_le_bytes().to_vec();
    body.extend(ended.encode_to_vec());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(crc32fast::hash(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// The damage of a file.
#[derive(Debug, thiserror::Error)]
enum Damage {
    #[error("{}", in_words("failed-outcome-unreadable", &[]))]
    Unreadable(#[source] io::Error),
    #[error("{}", in_words("failed-outcome-foreign", &[]))]
    Foreign,
    #[error("{}", in_words("failed-outcome-checksum", &[]))]
    Checksum,
    #[error("{}", in_words("failed-outcome-content", &[]))]
    Content,
}

fn read(path: &Path) -> Result<Kept, Damage> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes))
        .map_err(Damage::Unreadable)?;
    decode(&bytes)
}

fn decode(bytes: &[u8]) -> Result<Kept, Damage> {
    let (header, message) = bytes
        .split_at_checked(HEADER_BYTES)
        .ok_or(Damage::Foreign)?;
    let body = bytes.get(8..).ok_or(Damage::Foreign)?;
    if !header.starts_with(MAGIC) {
        return Err(Damage::Foreign);
    }
    if header.get(4..8) != Some(crc32fast::hash(body).to_le_bytes().as_slice()) {
        return Err(Damage::Checksum);
    }
    let time = header.get(8..16).and_then(|time| time.try_into().ok());
    let ended = SessionEnded::decode(message).map_err(|_| Damage::Content)?;
    Ok(Kept {
        session_id: SessionId::from_wire(&ended.session_id).ok_or(Damage::Content)?,
        assignment: ended.assignment,
        outcome: ended.outcome.ok_or(Damage::Content)?,
        ended_wall_ms: i64::from_le_bytes(time.ok_or(Damage::Content)?),
    })
}

fn set_aside(path: &Path, damage: &Damage) {
    let aside = path.with_extension(CORRUPT);
    tracing::error!(
        file = %path.display(),
        aside = %aside.display(),
        damage = chain(damage),
        "{}", in_words("log-outcome-damaged", &[])
    );
    if let Err(error) = move_to(path, &aside) {
        tracing::error!(file = %path.display(), %error, "{}", in_words("log-not-renamed", &[]));
    }
}

#[cfg(test)]
mod tests;
