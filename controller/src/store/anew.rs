//! The database made anew: from an image and the journal's later frames.
//!
//! | when | what becomes of the old one |
//! |---|---|
//! | it is missing, damaged, or lost what it had | moved aside to `store.aside`, and people are told |
//! | it may hold bytes of what was to go (RULES G6): sled keeps them until it uses their place again | removed |
//! | a release without a journal made it | removed, once an image of it was read back |
//!
//! The last two are due while the file `anew` lies beside the journal. It is there before the commit that removes something, and goes when the
//! new database is on the disk: a start that is cut off in between begins again. From `anew.begun` on nobody misses the old one. The old database goes only once an image is there that was
//! read back whole, and the new one is filled from that; its meta record comes last, so that a part of one is noticed.

use crate::store::database::{DATA, Database, Form, Unusable};
use crate::store::key::Key;
use crate::store::load::{Pair, Readers};
use crate::store::opening::{Kept, Place, Whole};
use crate::store::{LoadError, Note, Revision, image};
use madoguchi_files::{create_durable, move_to, sync_folder, wait_until_closed};
use madoguchi_journal::{ImageError, Images};
use madoguchi_plain::{BoxError, chain};
use std::fs;
use std::io;
use std::path::Path;

/// There while the database is to be made anew.
const ANEW: &str = "anew";
/// There while the old database is put away, and the new one is made.
const BEGUN: &str = "anew.begun";
/// The folder of a database that was of no use.
pub const ASIDE: &str = "store.aside";
/// The bytes of records that are handed to a new database at once.
const IN_ONE_GO: usize = 1024 * 1024;

/// Notes durably that bytes of removed records stay behind; a note that is there stays.
pub(super) fn note(journal: &Path) -> io::Result<()> {
    let path = journal.join(ANEW);
    match path.try_exists()? {
        true => Ok(()),
        false => create_durable(&path, b"", madoguchi_files::Readers::Owner),
    }
}

/// Whether the database is to be made anew.
pub(super) fn is_due(place: &Place) -> bool {
    // Where this cannot be told, the next start asks again.
    place.journal.join(ANEW).try_exists().unwrap_or(false)
}

/// Makes the database anew where it is missing or of no use. The old one stays as it is if there is nothing to make another of.
pub(super) fn from_image(
    place: &Place,
    kept: &Kept,
    why: String,
    readers: &Readers,
    notes: &mut Vec<Note>,
) -> Result<Whole, LoadError> {
    let Some(base) = base(place, kept) else {
        return Err(Unusable::Broken(why).stops(&place.store));
    };
    let is_expected = place.journal.join(BEGUN).try_exists().unwrap_or(false);
    if place.store.try_exists().unwrap_or(true) {
        let aside = place.data_dir.join(ASIDE);
        wait_until_closed(&place.store.join(DATA));
        remove(&aside)
            .and_then(|()| move_to(&place.store, &aside))
            .map_err(|e| place.io("moving the damaged database aside", e))?;
    }
    let whole = filled(place, base, readers)?;
    if !is_expected {
        notes.push(Note::MadeAnew { why });
    }
    Ok(whole)
}

/// Where a new database begins: with an image that can be read and from which the journal leads on, else with nothing if the journal has
/// everything.
fn base(place: &Place, kept: &Kept) -> Option<Base> {
    let images = Images::at(&place.journal);
    let mut newest_first = kept.images.iter().rev().copied();
    let sound = newest_first.find(|image| {
        let read = || images.read::<ImageError>(*image, &mut |_, _| Ok(()));
        kept.leads_on_from(*image)
            && read()
                .inspect_err(|error| {
                    tracing::warn!(error = chain(error), "an image of the data is of no use");
                })
                .is_ok()
    });
    match sound {
        Some(image) => Some(Base::Image(image)),
        None => kept.leads_on_from(0).then_some(Base::Nothing),
    }
}

/// What a new database begins with.
enum Base {
    Image(u64),
    Nothing,
}

/// Fills a database, and reads and verifies all of it.
fn filled(place: &Place, base: Base, readers: &Readers) -> Result<Whole, LoadError> {
    let fill = || {
        let database = Database::open(&place.store, Form::Present)?;
        let at = match base {
            Base::Nothing => 0,
            Base::Image(image) => {
                copy(place, image, &database)?;
                image
            }
        };
        let whole = place.replay(database, Revision(at), place.look()?, readers)?;
        let flushed = whole.database.flush();
        flushed.map_err(|e| place.io("writing the database anew", e))?;
        Ok(whole)
    };
    fill().map_err(|unusable: Unusable| unusable.stops(&place.store))
}

/// Copies an image into an empty database. The meta record comes last.
fn copy(place: &Place, image: u64, database: &Database) -> Result<(), LoadError> {
    let failed = |e| place.io("writing the database anew", e);
    let mut pending = Pending::default();
    let mut meta = None;
    let read = Images::at(&place.journal).read::<Uncopied>(image, &mut |key, value| {
        if key == Key::meta().as_bytes() {
            meta = Some(value.to_vec());
            return Ok(());
        }
        pending
            .put(key, value, database)
            .map_err(Uncopied::Database)
    });
    read.map_err(|error| match error {
        Uncopied::Image(error) => failed(io::Error::other(error)),
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

/// Makes the database anew where bytes of removed records may be left in it. What cannot be done for now, on a full disk for example, keeps no
/// clinic closed: the next start tries again.
pub(super) fn without_traces(
    place: &Place,
    mut whole: Whole,
    readers: &Readers,
) -> Result<Whole, LoadError> {
    if let Err(error) = image_alone(place, &mut whole) {
        tracing::warn!(
            error = chain(&*error),
            "the data could not be written anew; what went at the end of retention may be left in its file until the next start"
        );
        return Ok(whole);
    }
    let revision = closed(place, whole);
    if let Err(error) = move_aside(place) {
        // Somebody has a file of it open, which some systems do not let be moved.
        tracing::warn!(
            error = chain(&error),
            "the old database could not be put away; the next start tries again"
        );
        let journal = place.look()?;
        let again = Database::open(&place.store, Form::Present)
            .and_then(|database| place.replay(database, revision, journal, readers));
        return again.map_err(|unusable| unusable.stops(&place.store));
    }
    let whole = from_its_image(place, revision, readers)?;
    match done(place) {
        Ok(()) => tracing::info!("the database was made anew, without what was to go"),
        Err(error) => {
            tracing::warn!(%error, "what is left of making the database anew could not be removed; the next start does");
        }
    }
    Ok(whole)
}

/// Makes an image that holds all there is, and removes older ones and all frames.
pub(super) fn image_alone(place: &Place, whole: &mut Whole) -> Result<(), BoxError> {
    let (revision, at) = (whole.meta.revision, whole.meta.fleet_time);
    whole.journal.turn();
    let oldest = image::make(&place.journal, &whole.database, revision, at, true)?;
    Ok(whole.journal.forget(oldest)?)
}

/// Closes a database of which an image was made. Returns its commit.
pub(super) fn closed(place: &Place, whole: Whole) -> Revision {
    let Whole { database, meta, .. } = whole;
    drop(database);
    wait_until_closed(&place.store.join(DATA));
    meta.revision
}

/// Puts an old database away, of which an image was made: it is noted before, so that nobody misses it.
pub(super) fn move_aside(place: &Place) -> io::Result<()> {
    let begun = place.journal.join(BEGUN);
    if !begun.try_exists()? {
        create_durable(&begun, b"", madoguchi_files::Readers::Owner)?;
    }
    let aside = place.data_dir.join(ASIDE);
    remove(&aside)?;
    move_to(&place.store, &aside)
}

/// Makes a new database of the image of a commit, in the place of the one that was put away.
pub(super) fn from_its_image(
    place: &Place,
    image: Revision,
    readers: &Readers,
) -> Result<Whole, LoadError> {
    filled(place, Base::Image(image.0), readers)
}

/// Removes what may hold what the new database no longer does, and the notes that it was due.
fn done(place: &Place) -> io::Result<()> {
    remove(&place.data_dir.join(ASIDE))?;
    for note in [BEGUN, ANEW] {
        match fs::remove_file(place.journal.join(note)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
    }
    sync_folder(&place.journal)
}

/// Removes a folder with all in it, if it is there.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
