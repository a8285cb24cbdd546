//! The database of a release that had no journal, whose database alone held the records: an image is made of it, and the database anew from
//! that. Its own form keeps that release from what this one writes.

use crate::store::database::{self, Database, Form, MARK, Unusable};
use crate::store::kept::Kept;
use crate::store::load::Readers;
use crate::store::opening::{Place, Whole};
use crate::store::{LoadError, Revision, anew, renewal};
use madoguchi_journal::{Images, Journal};
use std::fs;
use std::io;
use std::path::Path;

/// Goes on with it. A try that is cut off is made again: the old database stays until an image of it was read back and the new one is whole.
pub(super) fn go_on(place: &Place, kept: &Kept, readers: &Readers) -> Result<Whole, LoadError> {
    let stops = |unusable: Unusable| unusable.stops(&place.store);
    let broken = |what: String| stops(Unusable::Broken(what));
    let failed = |e| place.io("making the journal", e);
    if kept.frames.is_some() {
        return Err(broken(
            "a former release wrote it, and not the journal beside it".to_owned(),
        ));
    }
    let noted = noted(&place.store).map_err(|e| place.io("reading", e))?;
    database::put_torn_settings_aside(&place.store).map_err(failed)?;
    let database = Database::open(&place.store, Form::Former).map_err(stops)?;
    let (meta, loaded) = database.read(readers).map_err(stops)?;
    let found = meta.revision;
    if found < noted {
        return Err(broken(format!(
            "its end is missing: it has {found} of at least {noted} steps"
        )));
    }
    if kept.images.last().is_some_and(|image| *image > found.0) {
        return Err(broken(format!(
            "a former release wrote it up to step {found}, and the journal beside it has more"
        )));
    }
    // What an earlier try left is older than what the former release wrote since.
    Images::at(&place.journal).forget(&[]).map_err(failed)?;
    renewal::note(&place.journal).map_err(failed)?;
    let journal = Journal::open::<LoadError>(&place.journal, &mut |_, _| Ok(()))?;
    let mut whole = Whole {
        journal,
        database,
        meta,
        loaded,
        forgets: false,
    };
    renewal::image_alone(place, &mut whole)
        .and_then(|()| renewal::renew(place, &whole.database, whole.meta.revision, None))
        .map_err(|error| failed(io::Error::other(error)))?;
    anew::close(&place.store, &mut whole.database);
    anew::exchange(place).map_err(failed)?;
    whole.database = anew::reopened(place, whole.meta.revision)?;
    Ok(whole)
}

/// The revision that was noted, because sled takes damage in its log for the log's end; 0 where there is no note, or a torn one.
fn noted(folder: &Path) -> io::Result<Revision> {
    let bytes = match fs::read(folder.join(MARK)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Revision(0)),
        bytes => bytes?,
    };
    let number = bytes
        .split_first_chunk::<8>()
        .filter(|(number, sum)| **sum == crc32fast::hash(*number).to_be_bytes());
    let number = number.map(|(number, _)| u64::from_be_bytes(*number));
    Ok(Revision(number.unwrap_or(0)))
}
