//! The note that the database was made anew, beside the journal: it is there before the new database is, and stays until a start that let people
//! in has told it. An update's judgement and whoever else opens the store only for a moment take it from nobody.

use madoguchi_files::{Readers, beside, replace, sync_folder};
use std::fs;
use std::io;
use std::path::Path;

/// What was wrong with the old database, in words for support.
const NOTE: &str = "made-anew";

/// Keeps it. Where that cannot be, the start that made the database anew tells it all the same.
pub(super) fn keep(journal: &Path, why: &str) {
    let path = journal.join(NOTE);
    if let Err(error) = replace(
        &path,
        &beside(&path, ".new"),
        why.as_bytes(),
        Readers::Owner,
    ) {
        tracing::warn!(%error, "it could not be noted that the database is made anew");
    }
}

/// What nobody was told yet.
pub(super) fn untold(journal: &Path) -> Option<String> {
    let why = fs::read(journal.join(NOTE)).ok()?;
    Some(String::from_utf8_lossy(&why).into_owned())
}

/// That it was told: the next start does not tell it again.
///
/// # Errors
/// The note cannot be removed, and is told once more.
pub fn told(data_dir: &Path) -> io::Result<()> {
    let journal = data_dir.join(super::JOURNAL);
    match fs::remove_file(journal.join(NOTE)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e),
        Ok(()) => sync_folder(&journal),
    }
}
