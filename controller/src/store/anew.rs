//! The database made anew: from an image and the journal's later frames.
//!
//! | when | what becomes of the old one |
//! |---|---|
//! | it is missing, damaged, or lost what it had | moved aside to `store.aside`, and people are told |
//! | it may hold bytes of what was to go (see `renewal`) | removed |
//! | a release without a journal made it | removed, once an image of it was read back |
//!
//! ```text
//! store.half, filled and read ─► closed, store.new ─► store to store.aside ─► store.new to store
//! ```
//! Until the new one is whole and closed, the old one stays where it is: what comes in between, a full disk or a cut, leaves it as it was. After
//! that a start that finds no `store` goes on with `store.new`, and nobody misses the old one.

use crate::store::database::{DATA, Database, Form, Unusable};
use crate::store::kept::Kept;
use crate::store::key::Key;
use crate::store::load::{self, Pair, Readers};
use crate::store::opening::{Place, Whole};
use crate::store::{LoadError, Revision, told};
use madoguchi_files::{move_to, wait_until_closed};
use madoguchi_journal::{ImageError, Images};
use madoguchi_plain::chain;
use std::fs;
use std::io;
use std::path::Path;

/// The folder of a database that was of no use.
pub const ASIDE: &str = "store.aside";
/// The folder of a database that is being filled.
pub const HALF: &str = "store.half";
/// The folder of a whole one that has not its place yet.
pub const NEW: &str = "store.new";
/// The bytes of records that are handed to a new database at once. sled keeps each older state of a page until all of them are in: a
/// megabyte of small records would take hundreds, which are not given back.
const IN_ONE_GO: usize = 16 * 1024;

/// Ends what a cut left of an exchange, before anybody looks at the database.
pub(super) fn end_exchange(place: &Place) -> io::Result<()> {
    let (half, new) = (place.data_dir.join(HALF), place.data_dir.join(NEW));
    cleared(&half);
    if !place.store.try_exists()? && new.try_exists()? {
        return move_to(&new, &place.store);
    }
    cleared(&new);
    Ok(())
}

/// Makes the database anew where it is missing or of no use. The old one stays as it is if there is nothing to make another of, or no room.
pub(super) fn from_image(
    place: &Place,
    kept: &Kept,
    old: Unusable,
    readers: &Readers,
) -> Result<Whole, LoadError> {
    let Some(why) = old.why() else {
        return Err(old.stops(&place.store));
    };
    let Some(base) = base(place, kept)? else {
        return Err(old.stops(&place.store));
    };
    let half = place.half();
    let filled = filled(&half, base, readers).inspect_err(|_| cleared(&half.store));
    let mut whole = filled?;
    told::keep(&place.journal, &why);
    close(&half.store, &mut whole.database);
    wait_until_closed(&place.store.join(DATA));
    is_whole(place)
        .and_then(|()| exchange(place))
        .map_err(|e| place.io("putting the database that was made anew in its place", e))?;
    whole.database = reopened(place, whole.meta.revision)?;
    Ok(whole)
}

/// Where a new database begins: with an image that can be read and from which the journal leads on, else with nothing if the journal has
/// everything.
fn base(place: &Place, kept: &Kept) -> Result<Option<Base>, LoadError> {
    for image in kept.images.iter().rev().copied() {
        if kept.leads_on_from(image) && is_sound(place, image)? {
            return Ok(Some(Base::Image(image)));
        }
    }
    Ok(kept.leads_on_from(0).then_some(Base::Nothing))
}

/// Whether an image can be read. One of a newer release is found before anything is changed.
fn is_sound(place: &Place, image: u64) -> Result<bool, LoadError> {
    let mut meta = None;
    let read = Images::at(&place.journal).read::<ImageError>(image, &mut |key, value| {
        if key == Key::meta().as_bytes() {
            meta = Some(load::read_meta(value));
        }
        Ok(())
    });
    if let Err(error) = read {
        tracing::warn!(error = chain(&error), "an image of the data is of no use");
        return Ok(false);
    }
    place.is_known(meta)
}

/// What a new database begins with.
enum Base {
    Image(u64),
    Nothing,
}

/// Fills a database beside the old one, and reads and verifies all of it.
fn filled(half: &Place, base: Base, readers: &Readers) -> Result<Whole, LoadError> {
    remove(&half.store).map_err(|e| half.io("removing", e))?;
    let database = begun(half)?;
    let at = match base {
        Base::Nothing => 0,
        Base::Image(image) => {
            copy(half, image, &database, &|| Ok(()))?;
            image
        }
    };
    let whole = half
        .replay(database, Revision(at), half.look()?, readers)
        .map_err(|unusable| not_taken(half, unusable))?;
    let flushed = whole.database.flush();
    flushed.map_err(|e| half.io("writing the database anew", e))?;
    Ok(whole)
}

/// An empty database.
pub(super) fn begun(half: &Place) -> Result<Database, LoadError> {
    Database::open(&half.store, Form::Present).map_err(|unusable| not_taken(half, unusable))
}

/// What is filled was empty. If its records make no sense, they do not where they came from; else the disk did not take them, whatever sled makes
/// of that.
fn not_taken(half: &Place, unusable: Unusable) -> LoadError {
    match unusable {
        Unusable::Stops(error) | Unusable::BadArea(error) => error,
        Unusable::Senseless(what) => half.damaged_journal(what),
        Unusable::Broken(what) => half.io("writing the database anew", io::Error::other(what)),
    }
}

/// Copies an image into an empty database, as long as it may go on. The meta record comes last.
pub(super) fn copy(
    place: &Place,
    image: u64,
    database: &Database,
    may_go_on: &dyn Fn() -> io::Result<()>,
) -> Result<(), LoadError> {
    let failed = |e| place.io("writing the database anew", e);
    let mut pending = Pending::default();
    let mut meta = None;
    let read = Images::at(&place.journal).read::<Uncopied>(image, &mut |key, value| {
        if key == Key::meta().as_bytes() {
            meta = Some(value.to_vec());
            return Ok(());
        }
        may_go_on()
            .and_then(|()| pending.put(key, value, database))
            .map_err(Uncopied::Database)
    });
    read.map_err(|error| match error {
        Uncopied::Image(ImageError::Damaged { file, at, what }) => LoadError::Corrupt {
            folder: place.data_dir.clone(),
            file,
            what: format!("at byte {at} it {what}"),
        },
        Uncopied::Image(ImageError::Io {
            path,
            doing,
            source,
        }) => LoadError::Io {
            path,
            doing,
            source,
        },
        Uncopied::Image(unfit @ ImageError::Unfit { .. }) => failed(io::Error::other(unfit)),
        Uncopied::Database(error) => failed(error),
    })?;
    pending.hand_over(database).map_err(failed)?;
    let meta = meta.as_deref().map(|meta| (Key::meta(), meta));
    let meta = meta.iter().map(|(key, meta)| (key.as_bytes(), Some(*meta)));
    database.apply(meta).map_err(failed)
}

/// Why an image was not copied.
enum Uncopied {
    Image(ImageError),
    Database(io::Error),
}

impl From<ImageError> for Uncopied {
    fn from(error: ImageError) -> Self {
        Self::Image(error)
    }
}

/// Records on their way into a database.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pairs: Vec<Pair>,
    bytes: usize,
}

impl Pending {
    /// Takes a record, and hands over those that came before it if they are many.
    pub(super) fn put(&mut self, key: &[u8], value: &[u8], to: &Database) -> io::Result<()> {
        self.pairs.push((key.to_vec(), value.to_vec()));
        self.bytes += key.len() + value.len();
        match self.bytes < IN_ONE_GO {
            true => Ok(()),
            false => self.hand_over(to),
        }
    }

    pub(super) fn hand_over(&mut self, to: &Database) -> io::Result<()> {
        self.bytes = 0;
        let pairs = std::mem::take(&mut self.pairs);
        let pairs = pairs.iter();
        to.apply(pairs.map(|(key, value)| (key.as_slice(), Some(value.as_slice()))))
    }
}

/// Closes a database whose folder is to be moved.
pub(super) fn close(folder: &Path, database: &mut Database) {
    database.close();
    wait_until_closed(&folder.join(DATA));
}

/// Names a filled and closed database a whole one.
pub(super) fn is_whole(place: &Place) -> io::Result<()> {
    let new = place.data_dir.join(NEW);
    remove(&new)?;
    move_to(&place.data_dir.join(HALF), &new)
}

/// Puts the whole database in the place of the old one, which is moved aside. Both are closed. No file of either is read.
pub(super) fn exchange(place: &Place) -> io::Result<()> {
    let (new, aside) = (place.data_dir.join(NEW), place.data_dir.join(ASIDE));
    if !place.store.try_exists()? {
        return move_to(&new, &place.store);
    }
    remove(&aside)?;
    move_to(&place.store, &aside)?;
    move_to(&new, &place.store).inspect_err(|_| {
        // The old one is better than none. Where that fails, too, the next start ends the exchange.
        let _ = move_to(&aside, &place.store);
    })
}

/// Opens what is in its place now: a whole database at this commit. sled would make an empty one where there is none, which nobody may take for the
/// clinic's.
pub(super) fn reopened(place: &Place, at: Revision) -> Result<Database, LoadError> {
    let failed = |e| place.io("opening the database", e);
    if !place.store.join(DATA).try_exists().map_err(failed)? {
        return Err(failed(io::ErrorKind::NotFound.into()));
    }
    let stops = |unusable: Unusable| unusable.stops(&place.store);
    let database = Database::open(&place.store, Form::Present).map_err(stops)?;
    let has = database.meta().map_err(stops)?.unwrap_or_default().revision;
    match has == at {
        true => Ok(database),
        false => Err(place.damaged(format!("it has {has} of {at} steps"))),
    }
}

/// Removes what was filled of a database that nobody will use: a full disk should not stay so. What is left goes with the next start.
pub(super) fn cleared(folder: &Path) {
    wait_until_closed(&folder.join(DATA));
    if let Err(error) = remove(folder) {
        tracing::warn!(%error, folder = %folder.display(), "a database that nobody uses could not be removed");
    }
}

/// Removes a folder with all in it, if it is there.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_journal::About;

    /// A disk that spoils it after it was read back.
    #[test]
    fn an_image_that_is_damaged_while_it_is_copied_is_told_by_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::of(folder.path());
        let images = Images::at(&place.journal);
        let about = About {
            revision: 7,
            made_by: "test".to_owned(),
            at: 0,
            schema: 0,
            records: 0,
        };
        let pairs = [Ok::<_, ImageError>((b"A1", b"sealed"))];
        images.make(about, pairs).unwrap();
        let path = place.journal.join("image-00000000000000000007");
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        let database = Database::open(&place.store, Form::Present).unwrap();
        let error = copy(&place, 7, &database, &|| Ok(())).unwrap_err();
        assert!(
            matches!(&error, LoadError::Corrupt { file, .. } if *file == path),
            "{error}"
        );
    }

    #[test]
    fn no_empty_database_is_taken_for_the_one_that_is_to_be_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::of(folder.path());
        let at = Revision(7);
        let error = reopened(&place, at).err().unwrap();
        assert!(matches!(error, LoadError::Io { .. }), "{error}");
        assert!(!place.store.exists(), "and none is made");
        drop(Database::open(&place.store, Form::Present).unwrap());
        let error = reopened(&place, at).err().unwrap();
        assert!(matches!(error, LoadError::Corrupt { .. }), "{error}");
    }

    /// The disk takes the first half of it, whatever it says of that.
    #[test]
    fn an_exchange_that_fails_half_way_leaves_the_new_database_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::of(folder.path());
        for name in [NEW, ASIDE] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join(NEW).join(DATA), "new").unwrap();
        end_exchange(&place).unwrap();
        assert_eq!(fs::read(place.store.join(DATA)).unwrap(), b"new");
    }
}
