//! The ledger on disk, for one process at a time.
//!
//! | in the folder | what it is |
//! |---|---|
//! | `journal` | every act for ever, in a journal (`madoguchi-journal`): the frame of an act has its number, and holds it as [`super::chain`] seals it |
//! | `head` | the end of the chain, noted after each act |
//! | `lock` | held while the ledger is open |
//! | `db`, and sled's other files | a former release's ledger, until all of it is in the journal (`former`) |
//!
//! There is no database behind the journal: each command reads every act in order, and the journal alone is whole.
//!
//! `head` is the one witness of what the journal cannot tell by itself: that its newest segments are gone, or that a disk lost a part of its
//! newest frame, which looks like an act that a power cut tore. So the journal is compared with it before anything of it is cleared.

mod former;
mod paths;

use std::io;
use std::path::{Path, PathBuf};

use madoguchi_files::{Lock, Readers, close_folder, create_folder};
use madoguchi_journal as journal;
use madoguchi_journal::Journal;
use madoguchi_proto::v1::Text;

use super::chain::{Broken, Head, MAX_RECORD_LEN};
use super::record::Record;
use paths::{HEAD, LOCK, Paths};

/// What is handed each act of a ledger, in order. An error of it ends the reading.
pub(super) type EachAct<'a> = dyn FnMut(Record) -> Result<(), Broken> + 'a;

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
    /// An act before it was not written, and none is written after that.
    Before,
}

/// The files of an open ledger.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    journal: Journal,
    head: Option<Head>,
    /// Set by the first failed write: it is unknown then what the disk holds.
    poisoned: bool,
    /// Released last, after nobody works in the journal any more.
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
        if folder.join(HEAD).exists() || former::is_there(folder) {
            return Err(taken());
        }
        // The folder existed, perhaps readable for all; it will contain whole product keys.
        close_folder(folder).map_err(|e| paths.io("doing-close-folder", e))?;
        let disk = Self::over(paths.lock()?, &paths, None)?;
        match disk.journal.newest() {
            Some(_) => Err(taken()),
            None => Ok(disk),
        }
    }

    /// Opens a ledger, verifies its chain, and passes every act to `each` in order. The chain has to contain `noted`.
    ///
    /// # Errors
    /// There is none, another process has it open, or the chain is broken.
    pub fn open(
        folder: &Path,
        noted: Option<Head>,
        each: &mut EachAct<'_>,
    ) -> Result<Self, OpenError> {
        let paths = Paths(folder);
        if !former::is_there(folder) && !paths.has_journal()? {
            return Err(match paths.head()? {
                None => paths.not_there(),
                Some(head) => paths.broken(Broken::Cut {
                    act: 1,
                    noted: head.acts,
                    last: 0,
                }),
            });
        }
        let lock = paths.lock()?;
        let beside = paths.head()?;
        let end = match former::is_there(folder) {
            true => former::bring_over(&paths, beside)?,
            false => beside,
        };
        let head = paths.walk(end.into_iter().chain(noted), each)?;
        let head = head.ok_or_else(|| paths.not_there())?;
        // The end is noted before a second act can be written.
        if end.is_none() && head.acts > 1 {
            return Err(paths.broken(Broken::NoHead { last: head.acts }));
        }
        let disk = Self::over(lock, &paths, Some(head))?;
        // A process that ended between an act and its note left that to us.
        if beside != Some(head) {
            let noted = paths.note(head);
            noted.map_err(|e| paths.io("doing-write-head", e))?;
        }
        former::clear(folder).map_err(|e| paths.io("doing-move-former", e))?;
        Ok(disk)
    }

    fn over(lock: Lock, paths: &Paths<'_>, head: Option<Head>) -> Result<Self, OpenError> {
        Ok(Self {
            folder: paths.0.into(),
            journal: paths.open_journal()?,
            head,
            poisoned: false,
            _lock: lock,
        })
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
        if let Err(error) = self.write(head, sealed) {
            self.poisoned = true;
            return Err(AppendError::Write(Unwritten::Io(error)));
        }
        self.head = Some(head);
        Ok(())
    }

    fn write(&mut self, head: Head, sealed: &[u8]) -> io::Result<()> {
        self.journal.append(head.acts, sealed).map_err(as_io)?;
        // The act is done. Without the noted head its later loss would not be noticed, so this failure is an error, too.
        Paths(&self.folder).note(head)
    }

    /// Refuses all further writes.
    pub fn poison(&mut self) {
        self.poisoned = true;
    }

    /// Reads acts again, in the order of their numbers. Takes as long for many as for one.
    ///
    /// # Errors
    /// The journal cannot be read, or there is no such act.
    pub fn read(&self, sequences: &[u64]) -> Result<Vec<Record>, OpenError> {
        Paths(&self.folder).acts(sequences)
    }
}

/// What the system said when the journal did not take an act.
fn as_io(error: journal::AppendError) -> io::Error {
    match error {
        journal::AppendError::Io { source, .. } => source,
        // Acts are numbered one by one, and are far smaller than what a frame holds.
        other => io::Error::other(other),
    }
}
