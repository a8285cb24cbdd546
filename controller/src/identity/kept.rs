//! Whether records were ever kept beside an identity: those that are lost are not begun anew by a start, which would take every reader for
//! a stranger and no license for installed.

use super::{Error, anew, files, owner_only};
use std::path::{Path, PathBuf};

/// The file that says so; nothing but that it is there counts.
const FILE: &str = "kept";

/// Notes that the records beside the identity are there: from then on they are missed where they are not.
///
/// # Errors
/// The note cannot be written.
pub fn note_records(data_dir: &Path) -> Result<(), Error> {
    let path = path(data_dir);
    if files::is_there(&path)? {
        return Ok(());
    }
    let written = owner_only::replace_file(&path, b"records are kept beside these keys\n");
    written.map_err(|source| Error::Write { path, source })
}

/// Checks that records are there, if there ever were any.
///
/// # Errors
/// They are lost, or it cannot be seen.
pub(crate) fn check_records(data_dir: &Path) -> Result<(), Error> {
    match files::is_there(&path(data_dir))? && !anew::is_used(data_dir)? {
        true => Err(Error::RecordsLost {
            data_dir: data_dir.to_owned(),
        }),
        false => Ok(()),
    }
}

fn path(data_dir: &Path) -> PathBuf {
    files::folder(data_dir).join(FILE)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity::Identity;
    use crate::store;
    use std::fs;

    #[test]
    fn records_are_missed_once_they_were_there_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path();
        let _ = Identity::open_or_create(data_dir).unwrap();
        // A first start that was cut short between the keys and the store.
        check_records(data_dir).unwrap();

        let store = data_dir.join(store::FOLDER);
        fs::create_dir(&store).unwrap();
        fs::write(store.join("db"), "records").unwrap();
        note_records(data_dir).unwrap();
        note_records(data_dir).unwrap();
        check_records(data_dir).unwrap();

        fs::remove_file(store.join("db")).unwrap();
        for _ in 0..2 {
            let lost = check_records(data_dir).unwrap_err();
            assert!(matches!(lost, Error::RecordsLost { .. }), "{lost}");
            let _ = fs::remove_dir(&store);
        }
    }
}
