//! sled's database, which holds what the journal in front of it has made durable: it is read at a start and asked for the audit, and it
//! can be made anew at any time from an image and the journal. sled repairs or refuses what a cut left of its files; here both are an error
//! or less than was written, and neither loses anything.

use crate::store::damage::Damage;
use crate::store::guarded::{Panicked, as_io, guarded, is_of_the_disk, of_the_system};
use crate::store::key::Key;
use crate::store::load::{self, Pair};
use crate::store::record::Meta;
use crate::store::{LoadError, SCHEMA};
use madoguchi_files::{DataFile, above, is_held, move_to, once_unlocked, remove_unfinished};
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// sled's log.
pub(super) const DATA: &str = "db";
/// sled's settings, which it never changes: they say in which form the log is.
pub(super) const SETTINGS: &str = "conf";
/// Settings that were torn, put aside.
const TORN_SETTINGS: &str = "conf.torn";
/// The newest revision, which the releases without a journal kept in a file beside the database.
pub(super) const MARK: &str = "revision";
/// The beginning of the names of its page tables.
const TABLE: &str = "snap.";
/// The longest settings that are read; they have 63 bytes.
const MAX_SETTINGS_BYTES: u64 = 4_096;
/// The longest log of a database without records: sled's own first pages have some 200 bytes. One page of the disk, because that is what a
/// power cut tears.
const MAX_EMPTY_BYTES: u64 = 4_096;
/// The length of the checksum at the end of the settings.
const SUM_BYTES: usize = 4;

/// The size of sled's page cache. A fleet lives in memory: the database is read once at a start, and for a page of the audit.
const CACHE_BYTES: u64 = 4 * 1024 * 1024;
/// The bytes of records that sled takes at once. With fewer it works more for each; with four times as many it takes 250 MB for a year's data.
const PIECE_BYTES: usize = 64 * 1024;

/// The form of a database: sled refuses a folder that was made with another size of segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Behind a journal. Its own form keeps the releases before the journal from opening it, which would not see what it does not hold yet.
    Present,
    /// Of the releases before there was a journal, whose database alone held the records.
    Former,
}

impl Form {
    const fn segment_bytes(self) -> usize {
        match self {
            Self::Present => 2 * 1024 * 1024,
            Self::Former => 8 * 1024 * 1024,
        }
    }

    fn settings(self) -> String {
        let segment = self.segment_bytes();
        format!("segment_size: {segment}\nuse_compression: false\nversion: 0.34\n")
    }
}

/// What a database's folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    Nothing,
    /// A database; its settings may be missing or torn, which sled finds.
    Database(Form),
    /// Its settings are sound, and another program's.
    Anothers,
    /// Parts of one, without its log.
    Remains,
}

/// Looks into a database's folder.
pub(super) fn look(folder: &Path) -> io::Result<There> {
    let has_log = folder.join(DATA).try_exists()?;
    let settings = settings(folder)?;
    let names = |form: Form| settings.as_deref() == Some(form.settings().as_bytes());
    // Without settings their mark tells a database of the former releases, which went on where these were torn.
    let is_former = names(Form::Former) || settings.is_none() && folder.join(MARK).try_exists()?;
    Ok(match settings {
        Some(_) if !names(Form::Present) && !names(Form::Former) => There::Anothers,
        _ if has_log && is_former => There::Database(Form::Former),
        _ if has_log => There::Database(Form::Present),
        _ if has_tables(folder)? => There::Remains,
        _ => There::Nothing,
    })
}

/// The settings in a folder, if they are whole.
fn settings(folder: &Path) -> io::Result<Option<Vec<u8>>> {
    let path = folder.join(SETTINGS);
    let bytes = match fs::metadata(&path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
        Ok(about) if about.len() > MAX_SETTINGS_BYTES => return Ok(None),
        Ok(_) => match fs::read(&path) {
            // As if they were torn: sled will not open beside them, either.
            Err(e) if is_of_the_disk(&e) => return Ok(None),
            bytes => bytes?,
        },
    };
    let whole = bytes
        .split_last_chunk::<SUM_BYTES>()
        .filter(|(text, sum)| crc32fast::hash(text).to_le_bytes() == **sum);
    Ok(whole.map(|(text, _)| text.to_vec()))
}

/// Whether a log has no more than sled writes before the first record: what a first start that was cut off leaves.
pub(super) fn was_never_used(folder: &Path) -> io::Result<bool> {
    let log = BufReader::new(File::open(folder.join(DATA))?);
    for (at, byte) in (0..).zip(log.bytes()) {
        if byte? != 0 && at >= MAX_EMPTY_BYTES {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts settings aside that were torn: sled opens nothing beside them, and writes those that are missing.
pub(super) fn put_torn_settings_aside(folder: &Path) -> io::Result<()> {
    if settings(folder)?.is_some() {
        return Ok(());
    }
    match move_to(&folder.join(SETTINGS), &folder.join(TORN_SETTINGS)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Removes settings beside which there is no log: sled opens nothing beside those that a cut tore.
pub(super) fn remove_settings(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(SETTINGS)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

fn has_tables(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
        entries => entries?,
    };
    for entry in entries {
        if entry?.file_name().to_string_lossy().starts_with(TABLE) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Why a database is of no use.
#[derive(Debug)]
pub(super) enum Unusable {
    /// It is not what was written: another one can be made in its place.
    Broken(String),
    /// A record of it makes no sense: so it is with another one that is filled with the same records.
    Senseless(String),
    /// The disk does not give it back: another one can be made in its place. Where there is nothing to make it of, the error says what the
    /// system said, as what lies there may be sound.
    BadArea(LoadError),
    /// No other one would help.
    Stops(LoadError),
}

impl Unusable {
    fn broken(what: &str) -> Self {
        Self::Broken(what.to_owned())
    }

    /// The system's error.
    pub(super) fn said(path: &Path, doing: &'static str, source: io::Error) -> Self {
        let is_bad = is_of_the_disk(&source);
        let error = LoadError::Io {
            path: path.to_owned(),
            doing,
            source,
        };
        match is_bad {
            true => Self::BadArea(error),
            false => Self::Stops(error),
        }
    }

    /// What is wrong with it, where another one can be made in its place.
    pub(super) fn why(&self) -> Option<String> {
        match self {
            Self::Broken(what) | Self::Senseless(what) => Some(what.clone()),
            Self::BadArea(_) => Some("the disk does not give it back".to_owned()),
            Self::Stops(_) => None,
        }
    }

    pub(super) fn of(damage: Damage, folder: &Path) -> Self {
        match damage {
            Damage::Corrupt(what) => Self::Senseless(what),
            Damage::Newer(found) => Self::Stops(LoadError::Newer {
                folder: above(folder).to_owned(),
                found,
                known: SCHEMA,
            }),
        }
    }

    /// As the error of a start, for a database in whose place no other one can be made.
    pub(super) fn stops(self, folder: &Path) -> LoadError {
        match self {
            Self::Stops(error) | Self::BadArea(error) => error,
            Self::Broken(what) | Self::Senseless(what) => LoadError::Corrupt {
                folder: above(folder).to_owned(),
                file: folder.join(DATA),
                what,
            },
        }
    }
}

impl From<LoadError> for Unusable {
    fn from(error: LoadError) -> Self {
        Self::Stops(error)
    }
}

/// An open database.
pub(super) struct Database {
    pub(super) folder: PathBuf,
    /// `None` once it is closed.
    db: Option<::sled::Db>,
    data: DataFile,
}

impl Database {
    /// Opens the database in a folder, which is created if it does not exist.
    pub(super) fn open(folder: &Path, form: Form) -> Result<Self, Unusable> {
        let failed = |doing| {
            move |source| LoadError::Io {
                path: folder.to_owned(),
                doing,
                source,
            }
        };
        madoguchi_files::create_folders(folder, madoguchi_files::Readers::Owner)
            .map_err(failed("making the folder"))?;
        remove_unfinished(folder).map_err(failed("removing an unfinished file"))?;
        let config = ::sled::Config::new()
            .path(folder)
            .segment_size(form.segment_bytes())
            .cache_capacity(CACHE_BYTES)
            // It is flushed behind the journal; sled must not write at other times.
            .flush_every_ms(None);
        let db = match guarded(|| once_unlocked(|| config.open())) {
            Ok(Ok(db)) => db,
            Ok(Err(error)) if is_held(&error) => {
                return Err(Unusable::Stops(LoadError::InUse {
                    folder: above(folder).to_owned(),
                }));
            }
            Ok(Err(error)) => {
                return Err(match of_the_system(&error) {
                    Some(source) => Unusable::said(folder, "opening the database", source),
                    None => Unusable::broken("it cannot be read to its end"),
                });
            }
            Err(Panicked) => return Err(Unusable::broken("its content makes no sense")),
        };
        let data = DataFile::open(folder, DATA).map_err(failed("opening the database"))?;
        Ok(Self {
            folder: folder.to_owned(),
            db: Some(db),
            data,
        })
    }

    /// Its meta record; none in a fresh one.
    pub(super) fn meta(&self) -> Result<Option<Meta>, Unusable> {
        let sealed = self.get(&Key::meta())?;
        let meta = sealed.map(|sealed| load::read_meta(&sealed)).transpose();
        meta.map_err(|damage| Unusable::of(damage, &self.folder))
    }

    /// The schema of its records; 0 in a fresh one.
    pub(super) fn schema(&self) -> Result<u32, Unusable> {
        let sealed = self.get(&Key::meta())?;
        let schema = sealed.map(|sealed| load::schema_of(&sealed)).transpose();
        let schema = schema.map_err(|damage| Unusable::of(damage, &self.folder))?;
        Ok(schema.unwrap_or_default())
    }

    pub(super) fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, Unusable> {
        let db = self.db().map_err(|error| self.unread(error))?;
        let value = readable(guarded(|| db.get(key.as_bytes())))?;
        Ok(value.map(|value| value.to_vec()))
    }

    pub(super) fn unread(&self, source: io::Error) -> Unusable {
        Unusable::Stops(LoadError::Io {
            path: self.folder.clone(),
            doing: "reading",
            source,
        })
    }

    /// Writes and removes records, in memory: durable after the next [`Self::flush`]. In pieces, because sled keeps each former state of a page
    /// until the piece is done, and what that takes it does not give back: hundreds of megabytes where a piece is 1 MiB. Of a database that a cut left between two pieces the meta record, which
    /// is the last one, tells the commit from which on the journal has to hand over its frames.
    pub(super) fn apply<'a>(
        &self,
        writes: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
    ) -> io::Result<()> {
        let db = self.db()?;
        let mut piece = Piece::default();
        let mut meta = None;
        for (key, value) in writes {
            if key == Key::meta().as_bytes() {
                meta = Some(value);
                continue;
            }
            piece.put(key, value);
            if piece.bytes >= PIECE_BYTES {
                std::mem::take(&mut piece).hand_over(db)?;
            }
        }
        piece.hand_over(db)?;
        let Some(value) = meta else {
            return Ok(());
        };
        // By itself: of a piece that fails in its middle sled may keep any part.
        let mut last = Piece::default();
        last.put(Key::meta().as_bytes(), value);
        last.hand_over(db)
    }

    /// Brings everything that was applied to stable storage.
    pub(super) fn flush(&self) -> io::Result<()> {
        let db = self.db()?;
        working(guarded(|| db.flush()))?;
        self.data.sync()
    }

    /// All pairs in the order of their keys, one after the other.
    pub(super) fn pairs(&self) -> io::Result<impl Iterator<Item = io::Result<Pair>> + use<>> {
        Ok(one_by_one(self.db()?.iter()))
    }

    /// The entries of the audit below this number, the newest first, one after the other.
    pub(super) fn newest_audit(
        &self,
        below: u64,
    ) -> io::Result<impl Iterator<Item = io::Result<Pair>> + use<>> {
        let (first, end) = (Key::audit(0), Key::audit(below));
        let entries = self.db()?.range(first.as_bytes()..end.as_bytes());
        Ok(one_by_one(entries.rev()))
    }

    /// Closes it: nothing is read or written from here on. sled's threads let go of its folder a little later.
    pub(super) fn close(&mut self) {
        let db = self.db.take();
        if guarded(|| drop(db)).is_err() {
            tracing::warn!(
                folder = %self.folder.display(),
                "the database could not be closed in good order; whatever was confirmed is in the journal"
            );
        }
    }

    pub(super) fn db(&self) -> io::Result<&::sled::Db> {
        let closed = || io::Error::other("the database is closed");
        self.db.as_ref().ok_or_else(closed)
    }
}

impl Drop for Database {
    /// sled syncs once more when it is closed, and panics if that fails.
    fn drop(&mut self) {
        self.close();
    }
}

/// The pairs of a working database.
fn one_by_one(
    mut pairs: impl Iterator<Item = ::sled::Result<(::sled::IVec, ::sled::IVec)>>,
) -> impl Iterator<Item = io::Result<Pair>> {
    let next = move || working(guarded(|| pairs.next()).map(Option::transpose)).transpose();
    std::iter::from_fn(next).map(|pair| {
        let (key, value) = pair?;
        Ok((key.to_vec(), value.to_vec()))
    })
}

/// Records that sled takes as a whole.
#[derive(Default)]
struct Piece {
    batch: ::sled::Batch,
    bytes: usize,
}

impl Piece {
    fn put(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.bytes += key.len() + value.map_or(0, <[u8]>::len);
        match value {
            Some(sealed) => self.batch.insert(key, sealed),
            None => self.batch.remove(key),
        }
    }

    fn hand_over(self, db: &::sled::Db) -> io::Result<()> {
        working(guarded(|| db.apply_batch(self.batch)))
    }
}

/// What reading gave, or the damage.
pub(super) fn readable<T>(read: Result<Result<T, ::sled::Error>, Panicked>) -> Result<T, Unusable> {
    read.map_err(|Panicked| Unusable::broken("a page of it makes no sense"))?
        .map_err(|error| {
            tracing::debug!(%error, "a page of the log cannot be read");
            Unusable::broken("a page of it cannot be read")
        })
}

/// What a working database gave, or the system's error.
fn working<T>(done: Result<Result<T, ::sled::Error>, Panicked>) -> io::Result<T> {
    done.map_err(|Panicked| io::Error::other("the database gave up"))?
        .map_err(|error| as_io(&error))
}

#[cfg(test)]
#[path = "database/tests.rs"]
mod tests;
