//! The store's folder, and the steps of opening it.
//!
//! The folder contains `db`, sled's log, which alone contains the records; the files that sled keeps beside it (see `cache`); `lock` (held
//! while the store is open), `revision` (see `mark`), `gone` (see `anew`) and, during a start, `check` and `anew`. Before sled opens the real files it opens a copy of them
//! in `check`, where everything is read and verified: sled repairs at open what it takes for a torn write, and damage must stay as it was
//! found. If necessary the copy is opened twice:
//!
//! ```text
//! log and cache ──fails──► log alone ──fails──► no record was ever kept in it? ──no──► refused, and left as it was
//!       │                      │                              │yes
//!     opened          cache moved aside, opened    log moved aside, made anew
//! ```
//! Without space for the copy the files are opened as they are, with a [`Note`], because a full disk must not keep a clinic closed.

use crate::store::cache::{self, Settings};
use crate::store::damage::Damage;
use crate::store::guarded::{as_io, guarded, of_the_system};
use crate::store::key::Key;
use crate::store::load::{self, Pair, Readers};
use crate::store::mark::{self, Mark};
use crate::store::record::Meta;
use crate::store::{LoadError, Loaded, Note, Revision, SCHEMA};
use madoguchi_files::{
    DataFile, Lock, NotLocked, create_folders, is_held, move_to, once_unlocked, read_at,
    sync_folder,
};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// sled's log.
pub(super) const DATA: &str = "db";
/// Held while the store is open.
pub(super) const LOCK: &str = "lock";
/// The copy that is checked before a start.
const CHECK: &str = "check";

/// A leaf of sled's tree has some 20 records before it is split, and a leaf larger than a quarter of a segment goes to a separate file
/// that is never synced. 20 records of 64 KiB are 1.3 MiB, so a segment has 8 MiB. Never to be changed: sled refuses a folder that was made
/// with another value.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;
/// The size of sled's page cache: all records of a clinic's last days, and small beside a PC's memory.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;
/// How often the log alone is read before it counts as damaged.
const READINGS: u32 = 4;
/// The longest log of a store without records: sled's own first pages have some 200 bytes. One page of the disk, because that is what a
/// power cut tears.
const MAX_EMPTY_BYTES: u64 = 4_096;

/// An opened store with its records.
pub(super) struct Opened {
    pub db: ::sled::Db,
    pub data: DataFile,
    pub mark: Mark,
    pub meta: Meta,
    pub loaded: Loaded,
    pub notes: Vec<Note>,
    pub lock: Lock,
}

/// The result of checking a copy.
#[derive(Debug, Default)]
struct Checked {
    /// The files without which the log has to be opened.
    aside: Vec<String>,
    notes: Vec<Note>,
    /// Whether the copy still exists and is sound.
    has_copy: bool,
}

impl Checked {
    fn by_copy(aside: Vec<String>, notes: Vec<Note>) -> Self {
        Self {
            has_copy: notes.is_empty(),
            aside,
            notes,
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Place<'a>(pub &'a Path);

impl Place<'_> {
    /// Opens the store, which is created if it does not exist. Everything in it is verified.
    pub(super) fn open(self, readers: &Readers) -> Result<Opened, LoadError> {
        self.make().map_err(|e| self.io("making the folder", e))?;
        let lock = self.lock()?;
        let noted = mark::read(self.0).map_err(|e| self.io_at(mark::NAME, "reading", e))?;
        let Checked {
            aside,
            mut notes,
            has_copy,
        } = self.check(noted, readers)?;
        self.set_aside(&aside, &mut notes)?;
        let unchecked = notes.iter().any(Note::is_unchecked);
        let opened = match self.database(self.0) {
            // A kill or a full disk may have left a torn table, which nobody has seen yet. sled reads it before anything else.
            Err(LoadError::Corrupt { .. }) if unchecked && aside.is_empty() => {
                self.set_aside(&self.tables(self.0)?, &mut notes)?;
                self.database(self.0)
            }
            opened => opened,
        };
        let read = opened.and_then(|db| {
            match self.read(&db, noted.unwrap_or_default(), readers) {
                Ok((meta, loaded)) => Ok((db, meta, loaded)),
                Err(error) => {
                    // Closing it would write to the log, at the place that sled takes for the log's end.
                    std::mem::forget(db);
                    Err(error)
                }
            }
        });
        let (db, meta, loaded) = match read {
            Ok(read) => read,
            Err(error) => {
                if has_copy {
                    self.take_back()?;
                }
                return Err(match error {
                    // Damage can only be reported by a start that checked a copy, and this copy was sound.
                    LoadError::Corrupt { .. } => self.io_at(DATA, "reading", misread(unchecked)),
                    other => other,
                });
            }
        };
        if let Err(error) = remove(&self.0.join(CHECK)) {
            tracing::warn!(%error, "the copy that was checked could not be removed; the next start does");
        }
        let (db, meta, loaded) = self.without_traces(db, meta, loaded, readers)?;
        let data = DataFile::open(self.0, DATA).map_err(|e| self.io_at(DATA, "opening", e))?;
        let mark = self.marked(&db, &data, noted, meta.revision)?;
        Ok(Opened {
            db,
            data,
            mark,
            meta,
            loaded,
            notes,
            lock,
        })
    }

    /// Creates the folder for the owner alone and makes its name durable: else a power cut after the first commits could remove the whole
    /// folder.
    fn make(self) -> io::Result<()> {
        create_folders(self.0, madoguchi_files::Readers::Owner)
    }

    /// Takes our own lock before anything is read; sled's comes too late for the copy.
    fn lock(self) -> Result<Lock, LoadError> {
        Lock::take(&self.0.join(LOCK)).map_err(|refused| match refused {
            NotLocked::Taken => self.in_use(),
            NotLocked::Failed(error) => self.io_at(LOCK, "locking", error),
        })
    }

    fn in_use(self) -> LoadError {
        LoadError::InUse {
            folder: self.0.to_owned(),
        }
    }

    /// Opens and reads copies until one is sound.
    fn check(self, noted: Option<Revision>, readers: &Readers) -> Result<Checked, LoadError> {
        let mut aside = Vec::new();
        match cache::settings(self.0, SEGMENT_BYTES) {
            Ok(Settings::Ours) => {}
            Ok(Settings::Torn) => aside.push(cache::SETTINGS.to_owned()),
            Ok(Settings::Others) => return Err(self.other_form()),
            Err(e) => return Err(self.io_at(cache::SETTINGS, "reading", e)),
        }
        let tables = self.tables(self.0)?;
        if !self.has(DATA)? {
            // Only the log contains records. Without a log, and without a mark, no record was ever kept here.
            return match noted {
                None | Some(Revision(0)) if tables.is_empty() => Ok(Checked {
                    aside,
                    ..Checked::default()
                }),
                _ => Err(self.damaged("it is missing")),
            };
        }
        match self.try_copy(&aside, noted, readers) {
            Ok(notes) => return Ok(Checked::by_copy(aside, notes)),
            Err(error @ (LoadError::Newer { .. } | LoadError::InUse { .. })) => return Err(error),
            Err(_) => {}
        }
        // Without the cache, and more than once: a disk may fail to read, which sled does not distinguish from damage.
        aside.extend(tables.iter().cloned());
        let mut readings = READINGS;
        let damage = loop {
            readings -= 1;
            match self.try_copy(&aside, noted, readers) {
                Ok(notes) => return Ok(Checked::by_copy(aside, notes)),
                Err(LoadError::Corrupt { .. }) if readings > 0 => {}
                Err(damage @ LoadError::Corrupt { .. }) => break damage,
                Err(other) => return Err(other),
            }
        };
        let maybe_unused = noted.unwrap_or_default() == Revision(0) && tables.is_empty();
        if self.was_never_used()? && maybe_unused {
            aside.push(DATA.to_owned());
            return Ok(Checked {
                aside,
                ..Checked::default()
            });
        }
        Err(damage)
    }

    /// Opens and reads a copy without some files. A note says if there was no space for it.
    fn try_copy(
        self,
        without: &[String],
        noted: Option<Revision>,
        readers: &Readers,
    ) -> Result<Vec<Note>, LoadError> {
        let check = self.0.join(CHECK);
        let copied = self.copy_to(&check, without);
        let result = copied.and_then(|()| self.sound(&check, noted, readers));
        let Err(error) = result else {
            // The copy stays until the log itself is opened.
            return Ok(Vec::new());
        };
        remove(&check).map_err(|e| self.io_at(CHECK, "removing", e))?;
        match error {
            LoadError::Io { source, .. } if is_full(&source) => {
                let why = Arc::new(source);
                Ok(vec![Note::NotCheckedBefore { why }])
            }
            other => Err(other),
        }
    }

    /// Opens a copy, reads all of it, and closes it.
    fn sound(
        self,
        check: &Path,
        noted: Option<Revision>,
        readers: &Readers,
    ) -> Result<(), LoadError> {
        let db = self.database(check)?;
        let read = self.read(&db, noted.unwrap_or_default(), readers);
        if guarded(|| drop(db)).is_err() {
            tracing::debug!("the checked copy could not be closed in good order");
        }
        read.map(drop)
    }

    /// Whether the log has no more than sled writes before the first record. All of it is read, so that a part that the disk cannot read is
    /// not taken for damage.
    fn was_never_used(self) -> Result<bool, LoadError> {
        let used = || -> io::Result<u64> {
            let file = File::open(self.0.join(DATA))?;
            let mut piece = vec![0; 64 * 1024];
            let (mut at, mut used) = (0, 0);
            loop {
                let read = read_at(&file, &mut piece, at)?;
                if read == 0 {
                    return Ok(used);
                }
                if let Some(last) = piece[..read].iter().rposition(|byte| *byte != 0) {
                    used = at + last as u64 + 1;
                }
                at += read as u64;
            }
        };
        let used = used().map_err(|e| self.io_at(DATA, "reading", e))?;
        Ok(used <= MAX_EMPTY_BYTES)
    }

    /// Copies sled's files: only those in the folder itself, because large values never get separate files.
    fn copy_to(self, check: &Path, without: &[String]) -> Result<(), LoadError> {
        let preparing = |e| self.io_at(CHECK, "making the copy that is checked", e);
        remove(check).map_err(preparing)?;
        fs::create_dir(check).map_err(preparing)?;
        for entry in fs::read_dir(self.0).map_err(|e| self.io("listing", e))? {
            let entry = entry.map_err(|e| self.io("listing", e))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let left_out = [LOCK, mark::NAME].contains(&&*name)
                || cache::is_aside(&name)
                || without.iter().any(|left_out| *left_out == name);
            let copy = || -> io::Result<()> {
                if !left_out && entry.file_type()?.is_file() {
                    fs::copy(entry.path(), check.join(&*name))?;
                }
                Ok(())
            };
            copy().map_err(|e| self.io_at(&name, "copying", e))?;
        }
        Ok(())
    }

    /// Replaces the log by the sound copy. sled takes an unreadable part for the end of the log, and a log whose beginning is unreadable
    /// for an empty one.
    fn take_back(self) -> Result<(), LoadError> {
        let copy = self.0.join(CHECK).join(DATA);
        File::open(&copy)
            .and_then(|copy| copy.sync_all())
            .and_then(|()| move_to(&copy, &self.0.join(DATA)))
            .map_err(|e| self.io_at(DATA, "putting the copy back", e))
    }

    /// Moves files aside, with a note for each.
    fn set_aside(self, names: &[String], notes: &mut Vec<Note>) -> Result<(), LoadError> {
        cache::set_aside(self.0, names).map_err(|e| self.io("moving files aside", e))?;
        notes.extend(names.iter().map(|name| Note::MovedAside {
            file: name.clone(),
            is_log: name == DATA,
        }));
        Ok(())
    }

    pub(super) fn database(self, folder: &Path) -> Result<::sled::Db, LoadError> {
        let config = ::sled::Config::new()
            .path(folder)
            .segment_size(SEGMENT_BYTES)
            .cache_capacity(CACHE_BYTES)
            // Only a commit flushes; sled must not write at other times.
            .flush_every_ms(None);
        // On damaged files sled returns an error or panics; both count as damage.
        let db = match guarded(|| once_unlocked(|| config.open())) {
            Ok(Ok(db)) => db,
            Ok(Err(error)) if is_held(&error) => {
                return Err(self.in_use());
            }
            Ok(Err(error)) => {
                return Err(match of_the_system(&error) {
                    Some(source) => self.io("opening the database", source),
                    None => self.damaged("it cannot be read to its end"),
                });
            }
            Err(_) => return Err(self.damaged("its content makes no sense")),
        };
        sync_folder(folder).map_err(|e| self.io("syncing the folder", e))?;
        Ok(db)
    }

    /// Reads and verifies everything; `at_least` is a revision that is known to have been durable.
    pub(super) fn read(
        self,
        db: &::sled::Db,
        at_least: Revision,
        readers: &Readers,
    ) -> Result<(Meta, Loaded), LoadError> {
        let read = || {
            let damaged = |error: ::sled::Error| {
                tracing::debug!(%error, "a page of the log cannot be read");
                Damage::Corrupt("a page of it cannot be read".to_owned())
            };
            let meta = db.get(Key::meta().as_bytes()).map_err(damaged)?;
            let pairs = db.iter().map(|pair| {
                pair.map(|(key, value)| -> Pair { (key.to_vec(), value.to_vec()) })
                    .map_err(damaged)
            });
            load::assemble(meta.map(|value| value.to_vec()), pairs, readers)
        };
        // Reading a damaged page can panic inside sled, as opening can.
        let makes_no_sense = |_| {
            let what = "a page of it makes no sense".to_owned();
            Err(Damage::Corrupt(what))
        };
        let read = guarded(read).unwrap_or_else(makes_no_sense);
        let (meta, loaded) = read.map_err(|damage| self.explain(damage))?;
        if meta.revision < at_least {
            let found = meta.revision;
            return Err(self.damaged(&format!(
                "its end is missing: it has {found} of at least {at_least} steps"
            )));
        }
        // sled takes a log whose beginning is damaged for an empty one.
        if meta.revision == Revision(0) && !self.was_never_used()? {
            return Err(self.damaged("no record can be found in it"));
        }
        Ok((meta, loaded))
    }

    /// Opens the mark, which from now on notes this revision. In a new store it is durable before the first record can be, so a store
    /// without a mark never contained a record.
    fn marked(
        self,
        db: &::sled::Db,
        data: &DataFile,
        noted: Option<Revision>,
        found: Revision,
    ) -> Result<Mark, LoadError> {
        let failed = |e| self.io_at(mark::NAME, "writing", e);
        let mut mark = Mark::open(self.0).map_err(failed)?;
        if noted == Some(found) {
            return Ok(mark);
        }
        let flushed = guarded(|| db.flush()).map_err(|_| io::Error::other("it gave up"));
        let written = flushed
            .and_then(|flushed| flushed.map_err(|e| as_io(&e)))
            .and_then(|_| data.sync())
            .and_then(|()| mark.note_durably(found));
        match written {
            Err(e) if found == Revision(0) => Err(failed(e)),
            Err(error) => {
                tracing::warn!(%error, "the revision could not be noted beside the data");
                Ok(mark)
            }
            Ok(()) => Ok(mark),
        }
    }

    fn tables(self, folder: &Path) -> Result<Vec<String>, LoadError> {
        cache::tables(folder).map_err(|e| self.io("listing", e))
    }

    fn has(self, name: &str) -> Result<bool, LoadError> {
        let there = self.0.join(name).try_exists();
        there.map_err(|e| self.io_at(name, "reading", e))
    }

    /// The error for a damaged log.
    fn damaged(self, what: &str) -> LoadError {
        self.explain(Damage::Corrupt(what.to_owned()))
    }

    fn other_form(self) -> LoadError {
        LoadError::OtherForm {
            file: self.0.join(cache::SETTINGS),
        }
    }

    fn explain(self, damage: Damage) -> LoadError {
        let folder = self.0.to_owned();
        match damage {
            Damage::Corrupt(what) => LoadError::Corrupt {
                file: folder.join(DATA),
                folder,
                what,
            },
            Damage::Newer(found) => LoadError::Newer {
                folder,
                found,
                known: SCHEMA,
            },
        }
    }

    pub(super) fn io(self, doing: &'static str, source: io::Error) -> LoadError {
        LoadError::Io {
            path: self.0.to_owned(),
            doing,
            source,
        }
    }

    fn io_at(self, name: &str, doing: &'static str, source: io::Error) -> LoadError {
        LoadError::Io {
            path: self.0.join(name),
            doing,
            source,
        }
    }
}

/// The error for a log that is not used although a copy of it was sound, or could not be made.
fn misread(unchecked: bool) -> io::Error {
    if unchecked {
        return io::ErrorKind::StorageFull.into();
    }
    io::Error::other("two readings of it differ")
}

/// Whether the error says that the disk, or the user's quota, is full.
pub(super) fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    [StorageFull, QuotaExceeded].contains(&error.kind())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
