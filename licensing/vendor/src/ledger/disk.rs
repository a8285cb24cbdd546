//! The ledger on disk: sled 0.34 in its own folder, for one process at a time.
//!
//! The folder contains `db` and sled's other files, `lock` (held while the ledger is open) and `head`, the end of the chain after each act:
//! sled repairs at open what it takes for a torn write, and acts that are lost by that must be noticed.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use madoguchi_files::{
    DataFile, Lock, NotLocked, Readers, beside, close_folder, create_folder, is_held,
    once_unlocked, remove_unfinished,
};
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

use super::chain::{Broken, Head, MAX_RECORD_LEN, Walk};
use super::record::Record;
use crate::files;
use crate::texts::{Spoken as _, text};

const DATA: &str = "db";
const LOCK: &str = "lock";
const HEAD: &str = "head";

/// The key of the chain's end. The keys of acts are [`ACT`] with their numbers.
const HEAD_KEY: &[u8] = b"head";
const ACT: u8 = b'a';

/// A leaf of sled's tree holds some 20 records before it is split, and a leaf larger than a quarter of a segment goes to a separate file
/// that is never synced. 20 records of 64 KiB are 1.3 MiB, so a segment has 8 MiB. Never to be changed: sled refuses a folder that was made
/// with another value.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;

/// The size of sled's page cache. Each command reads every act once, in order, so a larger one would not help.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// The reason why a ledger could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    NotThere {
        folder: PathBuf,
    },
    Exists {
        folder: PathBuf,
    },
    InUse {
        folder: PathBuf,
    },
    Broken {
        folder: PathBuf,
        /// The first broken act.
        #[source]
        source: Broken,
    },
    Damaged {
        file: PathBuf,
        /// What is wrong with it.
        why: Text,
    },
    Io {
        folder: PathBuf,
        /// The name of the sentence that says what was being done.
        doing: &'static str,
        #[source]
        source: io::Error,
    },
}

/// The reason why an act was not written. No result of it may be handed out.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    TooLarge {
        len: usize,
    },
    /// It makes no sense, and could never be read again.
    Senseless(#[source] Broken),
    /// The disk did not take it, and it is unknown what the disk holds.
    Write(#[source] Unwritten),
}

/// What kept an act from the disk.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    Io(#[from] io::Error),
    /// The database did not take it, for a reason that is not the system's.
    Database(Text),
    /// The database panicked.
    GaveUp,
    /// An act before it was not written, and none is written after that.
    Before,
}

impl From<sled::Error> for Unwritten {
    fn from(error: sled::Error) -> Self {
        match error {
            sled::Error::Io(source) => Self::Io(source),
            other => Self::Database(damage(other)),
        }
    }
}

/// What the database says about its files.
fn damage(error: sled::Error) -> Text {
    match error {
        // Its own text shows nothing but an empty backtrace.
        sled::Error::Corruption { .. } => text("damage-checksum", &[]),
        other => text("damage-other", &[("detail", same(other))]),
    }
}

/// The files of an open ledger.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    db: sled::Db,
    data: DataFile,
    head: Option<Head>,
    /// Set by the first failed write: it is unknown then what the disk holds.
    poisoned: bool,
    /// Released last, after sled has closed its files.
    _lock: Lock,
}

impl Disk {
    /// Creates an empty ledger.
    ///
    /// # Errors
    /// There is one already, or the folder cannot be written.
    pub fn create(folder: &Path) -> Result<Self, OpenError> {
        let paths = Paths(folder);
        if !folder.exists() {
            create_folder(folder, Readers::Owner).map_err(|e| paths.io("doing-make-folder", e))?;
        }
        let taken = || OpenError::Exists {
            folder: folder.into(),
        };
        let strangers = std::fs::read_dir(folder).map_err(|e| paths.io("doing-read-folder", e))?;
        // An interrupted try leaves files without an act; any other file belongs to somebody else.
        if strangers.flatten().count() > 0 && !folder.join(LOCK).exists() {
            return Err(taken());
        }
        if folder.join(HEAD).exists() {
            return Err(taken());
        }
        // The folder existed, perhaps readable for all; it will contain whole product keys.
        close_folder(folder).map_err(|e| paths.io("doing-close-folder", e))?;
        let disk = Self::open_files(folder)?;
        if !disk.db.is_empty() {
            return Err(taken());
        }
        Ok(disk)
    }

    /// Opens a ledger, verifies its chain, and passes every act to `each` in order. The chain has to contain `noted`.
    ///
    /// # Errors
    /// There is none, another process has it open, or the chain is broken.
    pub fn open(
        folder: &Path,
        noted: Option<Head>,
        each: &mut dyn FnMut(Record) -> Result<(), Broken>,
    ) -> Result<Self, OpenError> {
        let paths = Paths(folder);
        let beside = paths.head()?;
        if !folder.join(DATA).exists() {
            return match beside {
                None => Err(OpenError::NotThere {
                    folder: folder.into(),
                }),
                Some(head) => Err(paths.broken(Broken::Cut {
                    act: 1,
                    noted: head.acts,
                    last: 0,
                })),
            };
        }
        let mut disk = Self::open_files(folder)?;
        let walked = paths.guarded(|| disk.walk(beside.into_iter().chain(noted), each))?;
        disk.head = walked.map_err(|broken| paths.broken(broken))?;
        if disk.head.is_none() {
            return Err(OpenError::NotThere {
                folder: folder.into(),
            });
        }
        Ok(disk)
    }

    fn open_files(folder: &Path) -> Result<Self, OpenError> {
        let paths = Paths(folder);
        let lock = paths.lock()?;
        remove_unfinished(folder).map_err(|e| paths.io("doing-read-data", e))?;
        let config = sled::Config::new()
            .path(folder)
            .segment_size(SEGMENT_BYTES)
            .cache_capacity(CACHE_BYTES)
            // Only an act flushes; sled must not write at other times.
            .flush_every_ms(None);
        let db = paths.guarded(|| once_unlocked(|| config.open()))?;
        let data = DataFile::open(folder, DATA).map_err(|e| paths.io("doing-open-data", e))?;
        Ok(Self {
            folder: folder.into(),
            db,
            data,
            head: None,
            poisoned: false,
            _lock: lock,
        })
    }

    fn walk(
        &self,
        noted: impl Iterator<Item = Head>,
        each: &mut dyn FnMut(Record) -> Result<(), Broken>,
    ) -> sled::Result<Result<Option<Head>, Broken>> {
        let end = self.db.get(HEAD_KEY)?;
        let end = end.as_ref().and_then(|bytes| Head::from_bytes(bytes));
        let mut walk = Walk::by(noted.chain(end));
        for pair in self.db.iter() {
            let (key, value) = pair?;
            if *key == *HEAD_KEY {
                continue;
            }
            let last = walk.head().map_or(0, |head| head.acts);
            let Some(sequence) = number(&key) else {
                return Ok(Err(Broken::Foreign { last }));
            };
            if let Err(broken) = walk.step(sequence, &value).and_then(&mut *each) {
                return Ok(Err(broken));
            }
        }
        Ok(walk.end().and_then(|head| match (head, end) {
            (Some(head), None) => Err(Broken::NoHead { last: head.acts }),
            (Some(head), Some(end)) if head != end => Err(Broken::Foreign { last: end.acts }),
            _ => Ok(head),
        }))
    }

    /// The end of the chain.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.head
    }

    /// Writes one sealed act. When this returns it is on stable storage.
    ///
    /// # Errors
    /// It is too large, or the disk does not take it.
    pub fn append(&mut self, head: Head, sealed: &[u8]) -> Result<(), AppendError> {
        if sealed.len() > MAX_RECORD_LEN {
            return Err(AppendError::TooLarge { len: sealed.len() });
        }
        if self.poisoned {
            return Err(AppendError::Write(Unwritten::Before));
        }
        // sled may panic when the system fails; after that, as after any failure, it is not used again.
        let written = catch_unwind(AssertUnwindSafe(|| self.write(head, sealed)))
            .unwrap_or(Err(Unwritten::GaveUp));
        if let Err(source) = written {
            self.poisoned = true;
            return Err(AppendError::Write(source));
        }
        self.head = Some(head);
        Ok(())
    }

    fn write(&self, head: Head, sealed: &[u8]) -> Result<(), Unwritten> {
        let mut batch = sled::Batch::default();
        batch.insert(&key(head.acts), sealed);
        batch.insert(HEAD_KEY, head.to_bytes());
        self.db.apply_batch(batch)?;
        self.db.flush()?;
        self.data.sync()?;
        // The act is done. Without the noted head its later loss would not be noticed, so this failure is an error, too.
        let (line, noted) = (format!("{head}\n"), self.folder.join(HEAD));
        let fresh = beside(&noted, ".new");
        madoguchi_files::replace(&noted, &fresh, line.as_bytes(), Readers::Anybody)?;
        Ok(())
    }

    /// Refuses all further writes.
    pub fn poison(&mut self) {
        self.poisoned = true;
    }

    /// Reads one act again.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn read(&self, sequence: u64) -> Result<Record, OpenError> {
        use prost::Message as _;
        let paths = Paths(&self.folder);
        let missing = || paths.broken(Broken::Missing { act: sequence });
        let sealed = paths
            .guarded(|| self.db.get(key(sequence)))?
            .ok_or_else(missing)?;
        let record = sealed.get(32..).ok_or_else(missing)?;
        Record::decode(record).map_err(|_| paths.broken(Broken::Unreadable { act: sequence }))
    }
}

fn key(sequence: u64) -> [u8; 9] {
    let mut key = [ACT; 9];
    key[1..].copy_from_slice(&sequence.to_be_bytes());
    key
}

fn number(key: &[u8]) -> Option<u64> {
    let (&ACT, number) = key.split_first()? else {
        return None;
    };
    number.try_into().ok().map(u64::from_be_bytes)
}

/// The folder, and the steps of opening it.
struct Paths<'a>(&'a Path);

impl Paths<'_> {
    /// Takes our own lock before anything is read or repaired.
    fn lock(&self) -> Result<Lock, OpenError> {
        Lock::take(&self.0.join(LOCK)).map_err(|refused| match refused {
            NotLocked::Taken => self.in_use(),
            NotLocked::Failed(error) => self.io("doing-lock", error),
        })
    }

    fn in_use(&self) -> OpenError {
        OpenError::InUse {
            folder: self.0.into(),
        }
    }

    /// The end of the chain that was noted after the last act.
    fn head(&self) -> Result<Option<Head>, OpenError> {
        let path = self.0.join(HEAD);
        if !path.exists() {
            return Ok(None);
        }
        let damaged = |why: Text| OpenError::Damaged {
            file: path.clone(),
            why,
        };
        let head = files::read_text(&path).map_err(|error| match error {
            files::Error::Read { source, .. } => self.io("doing-read-head", source),
            other => damaged(other.text()),
        })?;
        let head = head
            .parse::<Head>()
            .map_err(|error| damaged(error.text()))?;
        Ok(Some(head))
    }

    /// On damaged files sled returns an error or panics; both become an error here.
    fn guarded<T>(&self, work: impl FnOnce() -> sled::Result<T>) -> Result<T, OpenError> {
        let damaged = |why: Text| OpenError::Damaged {
            file: self.0.join(DATA),
            why,
        };
        match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) if is_held(&error) => Err(self.in_use()),
            Ok(Err(sled::Error::Io(source))) if source.kind() != io::ErrorKind::UnexpectedEof => {
                Err(self.io("doing-read-data", source))
            }
            Ok(Err(error)) => Err(damaged(damage(error))),
            Err(_) => Err(damaged(text("damage-page", &[]))),
        }
    }

    fn broken(&self, source: Broken) -> OpenError {
        OpenError::Broken {
            folder: self.0.into(),
            source,
        }
    }

    fn io(&self, doing: &'static str, source: io::Error) -> OpenError {
        OpenError::Io {
            folder: self.0.into(),
            doing,
            source,
        }
    }
}
