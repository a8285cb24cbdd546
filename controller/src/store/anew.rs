//! The log written anew, once a record of a ticket was removed from it (RULES G6): sled keeps the bytes of what went until it uses their
//! place again, and with them a patient's number.
//!
//! A commit that removes a ticket's record leaves the file `gone` beside the log before it is written. The next start that finds this file
//! copies all records into a log of its own, reads it back, and lets it take the place of the old one:
//!
//! ```text
//! fill anew/db ─► read, compare, sync ─► remove snap.* ─► rename anew/db over db ─► sync the folder ─► remove anew, gone
//!   └───────────── the old log is whole and used ─────────┘                   └──────── the new one is ────────────┘
//! ```
//! Wherever that is cut off, one of the two is there, whole, and the next start begins again. What fails before the rename, a full disk for
//! example, keeps no clinic closed: the old log is used, and the next start tries again.

use crate::store::guarded::{as_io, guarded};
use crate::store::load::Readers;
use crate::store::place::{DATA, Place};
use crate::store::record::Meta;
use crate::store::{LoadError, Loaded, Revision, cache, sled};
use madoguchi_files::{DataFile, create_durable, create_folder, move_to, sync_folder};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// There while the log may hold bytes of removed tickets.
const GONE: &str = "gone";
/// The folder of the log that is being filled.
const ANEW: &str = "anew";
/// The records that are written at once.
const IN_ONE_GO: usize = 1_000;

/// Notes durably that bytes of removed records stay behind; a note that is there stays.
pub(super) fn note_gone(folder: &Path) -> io::Result<()> {
    let path = folder.join(GONE);
    if path.try_exists()? {
        return Ok(());
    }
    create_durable(&path, b"", madoguchi_files::Readers::Owner)
}

impl Place<'_> {
    /// Writes the log anew where bytes of removed tickets may be left in it (see above). What is opened holds the same records.
    pub(super) fn without_traces(
        self,
        db: ::sled::Db,
        meta: Meta,
        loaded: Loaded,
        readers: &Readers,
    ) -> Result<(::sled::Db, Meta, Loaded), LoadError> {
        if !is_due(self.0) {
            return Ok((db, meta, loaded));
        }
        if let Err(error) = fill(self.0, &db, meta.revision) {
            tracing::warn!(%error, "the data could not be written anew; what went at the end of retention may be left in its file until the next start");
            if let Err(error) = give_up(self.0) {
                tracing::warn!(%error, "what was written of it could not be removed; the next start does");
            }
            return Ok((db, meta, loaded));
        }
        if guarded(|| drop(db)).is_err() {
            tracing::debug!("the old log could not be closed in good order");
        }
        let at_least = meta.revision;
        take_its_place(self.0).map_err(|e| self.io("writing the data anew", e))?;
        let db = self.database(self.0)?;
        let (meta, loaded) = match self.read(&db, at_least, readers) {
            Ok(read) => read,
            Err(error) => {
                // Closing it would write to the log.
                std::mem::forget(db);
                return Err(error);
            }
        };
        match done(self.0) {
            Ok(()) => tracing::info!(
                "the data was written anew, without what went at the end of retention"
            ),
            Err(error) => {
                tracing::warn!(%error, "what is left of writing the data anew could not be removed; the next start does");
            }
        }
        Ok((db, meta, loaded))
    }
}

/// Whether the log is to be written anew.
fn is_due(folder: &Path) -> bool {
    // Where this cannot be told, the next start asks again.
    folder.join(GONE).try_exists().unwrap_or(false)
}

/// Fills a log with all records of a database, syncs it and compares it with what it was filled from. It is closed then.
fn fill(folder: &Path, from: &::sled::Db, at: Revision) -> Result<(), LoadError> {
    let anew = anew(folder);
    let failed = |source| LoadError::Io {
        path: anew.clone(),
        doing: "writing the data anew",
        source,
    };
    remove(&anew).map_err(failed)?;
    create_folder(&anew, madoguchi_files::Readers::Owner).map_err(failed)?;
    let db = sled::empty(&anew)?;
    let filled = guarded(|| copied(from, &db))
        .unwrap_or_else(|_| Err(io::Error::other("the database gave up")))
        .and_then(|()| sled::make_durable(&db, &anew, at));
    let closed = guarded(|| drop(db)).map_err(|_| io::Error::other("it could not be closed"));
    filled.and(closed).map_err(failed)?;
    // What counts is what a start would read of it: opened again, from the log alone.
    for table in cache::tables(&anew).map_err(failed)? {
        fs::remove_file(anew.join(table)).map_err(failed)?;
    }
    let db = Place(folder).database(&anew)?;
    let same = guarded(|| is_same(from, &db))
        .unwrap_or_else(|_| Err(io::Error::other("the database gave up")));
    let closed = guarded(|| drop(db)).map_err(|_| io::Error::other("it could not be closed"));
    match closed.and(same).map_err(failed)? {
        true => Ok(()),
        false => Err(failed(io::Error::other("it reads differently"))),
    }
}

fn copied(from: &::sled::Db, to: &::sled::Db) -> io::Result<()> {
    let mut batch = ::sled::Batch::default();
    let mut pending = 0;
    for pair in from.iter() {
        let (key, value) = pair.map_err(|e| as_io(&e))?;
        batch.insert(key, value);
        pending += 1;
        if pending == IN_ONE_GO {
            to.apply_batch(std::mem::take(&mut batch))
                .map_err(|e| as_io(&e))?;
            pending = 0;
        }
    }
    to.apply_batch(batch).map_err(|e| as_io(&e))
}

fn is_same(one: &::sled::Db, other: &::sled::Db) -> io::Result<bool> {
    let mut others = other.iter();
    for pair in one.iter() {
        let pair = pair.map_err(|e| as_io(&e))?;
        let other = others.next().transpose().map_err(|e| as_io(&e))?;
        if other.as_ref() != Some(&pair) {
            return Ok(false);
        }
    }
    Ok(others.next().is_none())
}

/// Lets the filled log take the place of the old one, which is closed. The page tables belong to the old one and go first: without them a
/// log is read from its beginning.
fn take_its_place(folder: &Path) -> io::Result<()> {
    // What sled wrote when it was read and closed is not on the disk before that.
    DataFile::open(&anew(folder), DATA)?.sync()?;
    for table in cache::tables(folder)? {
        fs::remove_file(folder.join(table))?;
    }
    sync_folder(folder)?;
    move_to(&anew(folder).join(DATA), &folder.join(DATA))
}

/// Removes what is left of the filling, and the note that it was due.
fn done(folder: &Path) -> io::Result<()> {
    cache::forget_aside(folder)?;
    remove(&anew(folder))?;
    fs::remove_file(folder.join(GONE))?;
    sync_folder(folder)
}

/// Removes a log that was not filled to its end.
fn give_up(folder: &Path) -> io::Result<()> {
    remove(&anew(folder))
}

fn anew(folder: &Path) -> PathBuf {
    folder.join(ANEW)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
