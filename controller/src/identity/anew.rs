//! A new identity where a used data directory has lost its own: an act of its own, because it locks out every reader and ends
//! every license that names this PC.

use super::{Error, Identity, PrivateKey, environment, files};
use crate::store;
use madoguchi_files::move_to;
use madoguchi_fleet::ids::Installation;
use madoguchi_licensing::grant::Environment;
use std::io;
use std::path::{Path, PathBuf};

/// Names tried for the old folder: more than anybody makes identities.
const MAX_OLD: u32 = 1_000;

/// What was made.
#[derive(Debug)]
pub(crate) struct Anew {
    pub installation: Installation,
    /// The place of what was left of the old identity.
    pub old: Option<PathBuf>,
}

/// Whether records are there that belong to an identity: a first start makes the identity before the store.
pub(crate) fn is_used(data_dir: &Path) -> Result<bool, Error> {
    store::has_records(data_dir).map_err(|source| Error::Read {
        path: data_dir.to_owned(),
        source,
    })
}

/// Why there is no identity: nothing was ever started there, or its keys are lost.
pub(super) fn none_at(data_dir: &Path) -> Error {
    let data_dir = data_dir.to_owned();
    match is_used(&data_dir) {
        Ok(true) => Error::Lost { data_dir },
        Ok(false) => Error::NeverStarted(data_dir),
        Err(error) => error,
    }
}

/// Moves what is left of the old identity aside and makes a new one. A cut in between leaves none, and the next start says so.
///
/// # Errors
/// When the folder cannot be moved or written.
pub(crate) fn make_anew(data_dir: &Path, of: Environment) -> Result<Anew, Error> {
    let old = move_aside(data_dir)?;
    Identity::create(data_dir, PrivateKey::generate_pem()?)?;
    environment::mark(data_dir, of)?;
    let installation = Identity::open(data_dir)?.installation();
    Ok(Anew { installation, old })
}

/// Nothing of a key is deleted: whoever finds the rest of the old identity can still put it together.
fn move_aside(data_dir: &Path) -> Result<Option<PathBuf>, Error> {
    let folder = files::folder(data_dir);
    if !files::is_there(&folder)? {
        return Ok(None);
    }
    let failed = |source| Error::Write {
        path: folder.clone(),
        source,
    };
    let names = (1..=MAX_OLD).map(|n| data_dir.join(format!("identity.old-{n}")));
    let free = names.into_iter().find(|name| !name.exists());
    let free = free.ok_or_else(|| failed(io::ErrorKind::AlreadyExists.into()))?;
    move_to(&folder, &free).map_err(failed)?;
    Ok(Some(free))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity::claim;
    use std::fs;

    #[test]
    fn records_without_an_identity_stop_the_start_until_one_is_made_anew_on_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path();
        let first = Identity::open_or_create(data_dir).unwrap();
        claim(data_dir, Environment::Test).unwrap();
        fs::create_dir(data_dir.join(store::FOLDER)).unwrap();
        fs::write(data_dir.join(store::FOLDER).join("db"), "records").unwrap();
        fs::remove_dir_all(files::folder(data_dir)).unwrap();

        let lost = Identity::open_or_create(data_dir).unwrap_err();
        assert!(matches!(lost, Error::Lost { .. }), "{lost:?}");
        assert!(!files::folder(data_dir).exists());

        let anew = make_anew(data_dir, Environment::Test).unwrap();
        assert_ne!(anew.installation, first.installation());
        assert_eq!(anew.old, None);
        let opened = Identity::open_or_create(data_dir).unwrap();
        assert_eq!(opened.installation(), anew.installation);
        claim(data_dir, Environment::Test).unwrap();
    }

    #[test]
    fn what_is_left_of_the_old_identity_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path();
        for n in 1..=2 {
            Identity::open_or_create(data_dir).unwrap();
            let key = files::folder(data_dir).join(files::INSTALLATION_KEY);
            let kept = fs::read(&key).unwrap();
            let old = make_anew(data_dir, Environment::Test).unwrap().old.unwrap();
            assert_eq!(old, data_dir.join(format!("identity.old-{n}")));
            assert_eq!(fs::read(old.join(files::INSTALLATION_KEY)).unwrap(), kept);
        }
    }
}
