//! The ledger's folder, and the steps of opening what is in it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use madoguchi_files::{Lock, NotLocked, Readers, beside, replace};
use madoguchi_journal as journal;
use madoguchi_journal::{Damage, Journal};
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;
use prost::Message as _;

use super::{EachAct, OpenError};
use crate::files;
use crate::ledger::chain::{self, Broken, Head, Walk};
use crate::ledger::record::Record;
use crate::texts::{Spoken as _, text};

pub(super) const LOCK: &str = "lock";
pub(super) const HEAD: &str = "head";
const JOURNAL: &str = "journal";

pub(super) struct Paths<'a>(pub(super) &'a Path);

/// Why the journal was not read to its end.
enum Unread {
    Journal(journal::OpenError),
    Broken(Broken),
}

impl From<journal::OpenError> for Unread {
    fn from(error: journal::OpenError) -> Self {
        Self::Journal(error)
    }
}

impl From<Broken> for Unread {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl Paths<'_> {
    /// Takes our own lock before anything is read or repaired.
    pub(super) fn lock(&self) -> Result<Lock, OpenError> {
        Lock::take(&self.0.join(LOCK)).map_err(|refused| match refused {
            NotLocked::Taken => self.in_use(),
            NotLocked::Failed(error) => self.io("doing-lock", error),
        })
    }

    /// The end of the chain that was noted after the last act.
    pub(super) fn head(&self) -> Result<Option<Head>, OpenError> {
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

    /// Notes the end of the chain.
    pub(super) fn note(&self, head: Head) -> io::Result<()> {
        let (line, noted) = (format!("{head}\n"), self.0.join(HEAD));
        let fresh = beside(&noted, ".new");
        replace(&noted, &fresh, line.as_bytes(), Readers::Anybody)
    }

    /// Whether there is a journal, whatever is in it.
    pub(super) fn has_journal(&self) -> Result<bool, OpenError> {
        Journal::is_there(&self.journal()).map_err(|error| self.unread(error.into()))
    }

    /// Verifies the chain in the journal, which has to contain the heads `noted`, and passes every act to `each` in order. Changes nothing.
    pub(super) fn walk(
        &self,
        noted: impl IntoIterator<Item = Head>,
        each: &mut EachAct<'_>,
    ) -> Result<Option<Head>, OpenError> {
        let mut walk = Walk::by(noted);
        let read = Journal::read::<Unread>(&self.journal(), &mut |number, sealed| {
            each(walk.step(number, sealed)?).map_err(Unread::from)
        });
        read.map_err(|unread| self.unread(unread))?;
        walk.end().map_err(|broken| self.broken(broken))
    }

    /// Reads acts of a verified chain again, in the order of their numbers.
    pub(super) fn acts(&self, sequences: &[u64]) -> Result<Vec<Record>, OpenError> {
        let mut found = BTreeMap::new();
        let read = Journal::read::<Unread>(&self.journal(), &mut |act, sealed| {
            if sequences.contains(&act) {
                let record = chain::record(sealed).ok_or(Broken::Changed { act })?;
                let record = Record::decode(record).map_err(|_| Broken::Unreadable { act })?;
                found.insert(act, record);
            }
            Ok(())
        });
        read.map_err(|unread| self.unread(unread))?;
        match sequences.iter().find(|act| !found.contains_key(act)) {
            Some(&act) => Err(self.broken(Broken::Missing { act })),
            None => Ok(found.into_values().collect()),
        }
    }

    /// Opens the journal for what comes behind its end. An act that a power cut tore is cleared.
    pub(super) fn open_journal(&self) -> Result<Journal, OpenError> {
        Journal::open::<Unread>(&self.journal(), &mut |_, _| Ok(()))
            .map_err(|unread| self.unread(unread))
    }

    fn journal(&self) -> PathBuf {
        self.0.join(JOURNAL)
    }

    fn unread(&self, unread: Unread) -> OpenError {
        match unread {
            Unread::Broken(broken) => self.broken(broken),
            Unread::Journal(journal::OpenError::Damaged { file, at, what }) => {
                let why = damage(at, what);
                OpenError::Damaged { file, why }
            }
            Unread::Journal(journal::OpenError::Io { source, .. }) => {
                self.io("doing-open-data", source)
            }
        }
    }

    pub(super) fn in_use(&self) -> OpenError {
        OpenError::InUse {
            folder: self.0.into(),
        }
    }

    pub(super) fn not_there(&self) -> OpenError {
        OpenError::NotThere {
            folder: self.0.into(),
        }
    }

    pub(super) fn broken(&self, source: Broken) -> OpenError {
        OpenError::Broken {
            folder: self.0.into(),
            source,
        }
    }

    pub(super) fn io(&self, doing: &'static str, source: io::Error) -> OpenError {
        OpenError::Io {
            folder: self.0.into(),
            doing,
            source,
        }
    }
}

/// What is wrong with a file of the journal, `at` bytes from its beginning.
fn damage(at: u64, what: Damage) -> Text {
    match what {
        Damage::Checksum => text("damage-checksum", &[]),
        Damage::Missing => text("damage-missing", &[]),
        _ => text("damage-place", &[("at", same(at))]),
    }
}
