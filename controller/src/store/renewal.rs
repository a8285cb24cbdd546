//! The renewal: a database that may hold bytes of what went gives way to one without them (RULES G6). sled keeps them until it uses their place
//! again.
//!
//! | when | what it costs |
//! |---|---|
//! | at a stop, behind the last image | the stop takes longer, by [`AT_STOP`] at most |
//! | at a start, where the stop before did not come to it | the doors open later |
//!
//! It is due while the file `anew` lies beside the journal, or a frame of it says so. The file is there before such a frame goes, and goes when
//! the new database is in its place: whoever is cut off in between leaves all there was, and the next start begins again.

use crate::store::anew::{
    ASIDE, begun, cleared, close, copy, end_exchange, exchange, is_whole, remove, reopened,
};
use crate::store::database::Database;
use crate::store::opening::{Place, Whole};
use crate::store::{LoadError, Revision, image};
use madoguchi_files::{create_durable, sync_folder};
use madoguchi_plain::{BoxError, chain};
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// There while it is due.
const ANEW: &str = "anew";
/// The longest time that a new database is filled at a stop. A service has ten seconds for all of its stop (RULES X2), and who is killed then
/// looks as if it had crashed.
const AT_STOP: Duration = Duration::from_secs(2);

/// Notes durably that it is due; a note that is there stays.
pub(super) fn note(journal: &Path) -> io::Result<()> {
    let path = journal.join(ANEW);
    match path.try_exists()? {
        true => Ok(()),
        false => create_durable(&path, b"", madoguchi_files::Readers::Owner),
    }
}

/// Whether it is noted.
pub(super) fn is_due(place: &Place) -> bool {
    // Where this cannot be told, the next start asks again.
    place.journal.join(ANEW).try_exists().unwrap_or(false)
}

/// Renews at a start. What cannot be done for now, on a full disk for example, keeps no clinic closed: the start goes on with the old database,
/// and the next start tries again.
pub(super) fn at_start(place: &Place, mut whole: Whole) -> Result<Whole, LoadError> {
    let noted = note(&place.journal).map_err(BoxError::from);
    let alone = noted.and_then(|()| image_alone(place, &mut whole));
    let revision = whole.meta.revision;
    let renewed = alone.and_then(|()| renew(place, &whole.database, revision, None));
    if let Err(error) = renewed {
        later(&*error);
        return Ok(whole);
    }
    close(&place.store, &mut whole.database);
    // Somebody may have a file of it open, which some systems do not let be moved.
    let exchanged = exchange(place);
    if exchanged.is_err() {
        end_exchange(place).map_err(|e| place.io("moving", e))?;
    }
    whole.database = reopened(place, revision)?;
    match exchanged.and_then(|()| done(place)) {
        Ok(()) => tracing::info!("the database was made anew, without what was to go"),
        Err(error) => later(&error),
    }
    Ok(whole)
}

/// Renews at a stop, where it is due and an image of this commit holds all there is. The database is closed where a new one took its place: the
/// next start opens that. What cannot be done is left to that start.
pub(super) fn at_stop(place: &Place, database: &mut Database, revision: Revision) {
    if !is_due(place) {
        return;
    }
    tracing::info!(
        "the database is made anew, without what was to go; where this is cut off, the next start does it"
    );
    let until = Instant::now() + AT_STOP;
    match in_time(place, database, revision, until) {
        Ok(()) => tracing::info!("the database was made anew"),
        Err(error) => later(&*error),
    }
}

fn in_time(
    place: &Place,
    database: &mut Database,
    revision: Revision,
    until: Instant,
) -> Result<(), BoxError> {
    renew(place, database, revision, Some(until))?;
    close(&place.store, database);
    // A whole one without a place takes room for nothing.
    exchange(place).or_else(|error| end_exchange(place).and(Err(error)))?;
    Ok(done(place)?)
}

fn later(error: &(dyn Error + 'static)) {
    tracing::warn!(
        error = chain(error),
        "the data could not be written anew; what was removed for good may be left in its file until the next start"
    );
}

/// Makes an image that holds all there is, and removes older ones and all frames.
pub(super) fn image_alone(place: &Place, whole: &mut Whole) -> Result<(), BoxError> {
    let (revision, at) = (whole.meta.revision, whole.meta.fleet_time);
    whole.journal.turn()?;
    let oldest = image::make(&place.journal, &whole.database, revision, at, true)?;
    whole.journal.forget(oldest)?;
    whole.forgets = false;
    Ok(())
}

/// Makes a whole database of the image of an open one at this commit, beside it. Where that cannot be, or not until then, nothing is left of it.
pub(super) fn renew(
    place: &Place,
    old: &Database,
    revision: Revision,
    until: Option<Instant>,
) -> Result<(), BoxError> {
    let half = place.half();
    filled(&half, old, revision, until)
        .and_then(|()| Ok(is_whole(place)?))
        .inspect_err(|_| cleared(&half.store))
}

fn filled(
    half: &Place,
    old: &Database,
    revision: Revision,
    until: Option<Instant>,
) -> Result<(), BoxError> {
    remove(&half.store)?;
    let mut database = begun(half)?;
    copy(half, revision.0, &database, &|| in_its_time(until))?;
    in_its_time(until)?;
    database.flush()?;
    let is_same = is_same(old, &database, until)?;
    close(&half.store, &mut database);
    match is_same {
        true => Ok(()),
        false => Err("the new database is not what the old one is".into()),
    }
}

/// Whether two databases hold the same.
fn is_same(one: &Database, other: &Database, until: Option<Instant>) -> io::Result<bool> {
    let (mut one, mut other) = (one.pairs()?, other.pairs()?);
    loop {
        in_its_time(until)?;
        match (one.next().transpose()?, other.next().transpose()?) {
            (None, None) => return Ok(true),
            (one, other) if one == other => {}
            _ => return Ok(false),
        }
    }
}

fn in_its_time(until: Option<Instant>) -> io::Result<()> {
    match until.is_some_and(|until| Instant::now() >= until) {
        true => Err(io::Error::new(
            io::ErrorKind::TimedOut,
            "it takes longer than a stop may",
        )),
        false => Ok(()),
    }
}

/// Removes what may hold what the new database no longer does, and the note that it was due.
fn done(place: &Place) -> io::Result<()> {
    remove(&place.data_dir.join(ASIDE))?;
    match fs::remove_file(place.journal.join(ANEW)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => sync_folder(&place.journal),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::store::anew::NEW;
    use crate::store::database::Form;
    use madoguchi_journal::{About, ImageError, Images};

    const AT: Revision = Revision(7);

    /// A place with an image of one record, and a database with this one.
    fn with(folder: &Path, record: (&[u8], &[u8])) -> (Place, Database) {
        let place = Place::of(folder);
        let about = About {
            revision: AT.0,
            made_by: "test".to_owned(),
            at: 0,
            schema: 0,
            records: 0,
        };
        let pairs = [Ok::<_, ImageError>((b"A1", b"sealed"))];
        Images::at(&place.journal).make(about, pairs).unwrap();
        let database = Database::open(&place.store, Form::Present).unwrap();
        let (key, value) = record;
        database.apply([(key, Some(value))].into_iter()).unwrap();
        (place, database)
    }

    #[test]
    fn a_stop_that_has_no_time_left_leaves_the_database_as_it_is_and_the_next_start_to_do_it() {
        let folder = tempfile::tempdir().unwrap();
        let (place, mut database) = with(folder.path(), (b"A1", b"sealed"));
        note(&place.journal).unwrap();
        let late = Instant::now();
        let error = in_time(&place, &mut database, AT, late).unwrap_err();
        assert!(chain(&*error).to_string().contains("longer"), "{error}");
        assert!(is_due(&place));
        assert_eq!(database.pairs().unwrap().count(), 1, "it is open");
        for left in [place.half().store, place.data_dir.join(NEW)] {
            assert!(!left.exists(), "{}", left.display());
        }
        // With time it is done.
        at_stop(&place, &mut database, AT);
        assert!(!is_due(&place));
        assert!(database.pairs().is_err(), "another one is in its place");
        let renewed = Database::open(&place.store, Form::Present).unwrap();
        assert_eq!(renewed.pairs().unwrap().count(), 1);
    }

    #[test]
    fn a_new_database_that_is_not_what_the_old_one_is_takes_no_place() {
        for record in [(b"A1", b"other".as_slice()), (b"A2", b"sealed")] {
            let folder = tempfile::tempdir().unwrap();
            let (place, mut database) = with(folder.path(), (record.0, record.1));
            note(&place.journal).unwrap();
            at_stop(&place, &mut database, AT);
            assert!(is_due(&place));
            assert_eq!(database.pairs().unwrap().count(), 1);
            assert!(!place.data_dir.join(NEW).exists());
        }
    }
}
