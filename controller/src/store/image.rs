//! Images of the records, beside the journal (`madoguchi_journal::Images`): from one of them and the journal's later frames the database
//! can be made anew. Two are kept, and the frames since the older one; one where something must not be left in the older.

use crate::store::Revision;
use crate::store::database::{Database, Unusable};
use madoguchi_fleet::time::FleetTime;
use madoguchi_journal::{About, Images};
use madoguchi_plain::BoxError;
use std::io;
use std::path::Path;

/// How many are kept.
const KEPT: usize = 2;
/// The version of this program, which stands in each image: one that another version made is followed by this one's own before anything is
/// committed.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Makes an image of a database, which is flushed before, so that it never lacks what an image has. The image is read back whole, and older
/// ones are removed: all with `alone`. Returns the revision of the oldest one that is kept: frames up to it may go.
pub(super) fn make(
    folder: &Path,
    database: &Database,
    revision: Revision,
    at: FleetTime,
    alone: bool,
) -> Result<u64, BoxError> {
    let images = Images::at(folder);
    let unread = |unusable: Unusable| format!("{unusable:?}");
    let about = About {
        revision: revision.0,
        made_by: VERSION.to_owned(),
        at: at.0,
        schema: database.schema().map_err(unread)?,
        records: 0,
    };
    let found = database.meta().map_err(unread)?;
    if found.unwrap_or_default().revision != revision {
        return Err("the database is at another commit".into());
    }
    database.flush()?;
    images.make::<_, _, BoxError>(about, database.pairs()?.map(|pair| Ok(pair?)))?;
    let mut kept = images.list()?;
    let most = if alone { 1 } else { KEPT };
    kept.drain(..kept.len().saturating_sub(most));
    images.forget(&kept)?;
    Ok(kept.first().copied().unwrap_or(revision.0))
}

/// The newest image, as its beginning tells; `None` if there is none, or it tells nothing.
pub(super) fn newest(folder: &Path) -> io::Result<Option<About>> {
    let images = Images::at(folder);
    let newest = images.list()?.pop();
    Ok(newest.and_then(|revision| images.about(revision).ok()))
}

/// Whether this version made the image.
pub(super) fn is_of_today(about: &About) -> bool {
    about.made_by == VERSION
}
