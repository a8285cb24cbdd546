//! Replaces the installation key with a new one: the last step of a return of licenses (RULES P16).
//!
//! ```text
//! installation.key.next written ──► the store commits the return ──► renamed over installation.key
//!      stopped here: undone              stopped here: finished          done
//! ```
//! The store decides: it says to whom the records belong, and the key that it names is the one in use. So the old key is gone exactly when
//! the return stands.
//!
//! The old file's bytes are not overwritten: a flash disk writes elsewhere, and a journal keeps copies, so that would protect nothing. The
//! vendor's ledger protects: it recognises a key that was returned.

use super::signing::PrivateKey;
use super::{Error, Identity, files};
use madoguchi_files::{Readers, create_durable, move_to};
use madoguchi_fleet::ids::Installation;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The next key, while a return runs.
const NEXT_KEY: &str = "installation.key.next";

/// Makes the next key, for the owner alone and durable, and returns its installation. One that an interrupted return left is replaced.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn prepare_next_key(data_dir: &Path) -> Result<Installation, Error> {
    let path = next(data_dir);
    remove(&path)?;
    let pem = PrivateKey::generate_pem()?;
    let installation = parsed(&path, &pem)?.installation();
    create_durable(&path, pem.as_bytes(), Readers::Owner)
        .map_err(|source| Error::Write { path, source })?;
    Ok(installation)
}

impl Identity {
    /// Finishes or undoes a change of the installation key that was interrupted. `stored` is the installation that the store names; `None`
    /// if the store was never used. Without an interrupted change nothing happens.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn settle_key(
        mut self,
        data_dir: &Path,
        stored: Option<Installation>,
    ) -> Result<Self, Error> {
        let path = next(data_dir);
        if !files::is_there(&path)? {
            self.compare(stored);
            return Ok(self);
        }
        let key = files::bounded(&path).and_then(|pem| parsed(&path, &pem));
        match key {
            Ok(key) if stored == Some(key.installation()) => {
                use_next_key(data_dir)?;
                tracing::info!(installation = %key.installation(), "the return of the licenses was finished: the old installation key is gone");
                self.installation_key = key;
            }
            // Half a file, or the key of a return that was not committed: it was never in use.
            Ok(_) | Err(Error::Damaged { .. }) => {
                remove(&path)?;
                tracing::info!("a return of licenses that was cut short was undone");
                self.compare(stored);
            }
            Err(other) => return Err(other),
        }
        Ok(self)
    }

    /// Logs if the identity and the store belong to two installations, as after mixing two backups. It only logs: returned licenses stay
    /// returned by the store's records, and the included seat serves.
    fn compare(&self, stored: Option<Installation>) {
        let ours = self.installation();
        if let Some(stored) = stored.filter(|stored| *stored != ours) {
            tracing::warn!(%ours, %stored, "the installation key is not the one that the store was last used with: were files of two backups mixed?");
        }
    }
}

/// Puts the next key in the place of the old one. Call it only after the store's commit.
pub(crate) fn use_next_key(data_dir: &Path) -> Result<(), Error> {
    let folder = files::folder(data_dir);
    let path = folder.join(files::INSTALLATION_KEY);
    move_to(&next(data_dir), &path).map_err(|source| Error::Write { path, source })
}

fn next(data_dir: &Path) -> PathBuf {
    files::folder(data_dir).join(NEXT_KEY)
}

fn parsed(path: &Path, pem: &str) -> Result<PrivateKey, Error> {
    PrivateKey::from_pem(pem).map_err(|why| Error::Damaged {
        path: path.to_owned(),
        source: why.into(),
    })
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Write {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    struct Pc {
        folder: TempDir,
        /// The installation that the store names.
        stored: Option<Installation>,
    }

    impl Pc {
        fn new() -> (Self, Installation) {
            let folder = tempfile::tempdir().unwrap();
            let first = Identity::open_or_create(folder.path()).unwrap();
            let stored = Some(first.installation());
            (Self { folder, stored }, first.installation())
        }

        fn dir(&self) -> &Path {
            self.folder.path()
        }

        fn start(&self) -> Installation {
            let identity = Identity::open_or_create(self.dir()).unwrap();
            let identity = identity.settle_key(self.dir(), self.stored).unwrap();
            let again = Identity::open_or_create(self.dir()).unwrap();
            assert_eq!(again.installation(), identity.installation());
            assert!(!next(self.dir()).exists(), "nothing is left under way");
            identity.installation()
        }
    }

    #[test]
    fn cut_before_the_commit_the_old_key_stays() {
        let (pc, old) = Pc::new();
        let new = prepare_next_key(pc.dir()).unwrap();
        assert_ne!(new, old);
        assert_eq!(pc.start(), old);
    }

    #[test]
    fn cut_in_the_middle_of_writing_the_old_key_stays() {
        let (pc, old) = Pc::new();
        prepare_next_key(pc.dir()).unwrap();
        let whole = fs::read(next(pc.dir())).unwrap();
        for length in [0, 1, whole.len() / 2] {
            fs::write(next(pc.dir()), &whole[..length]).unwrap();
            assert_eq!(pc.start(), old);
        }
    }

    #[test]
    fn cut_after_the_commit_the_new_key_is_used_and_the_old_one_is_gone() {
        let (mut pc, old) = Pc::new();
        let path = files::folder(pc.dir()).join(files::INSTALLATION_KEY);
        let before = fs::read(&path).unwrap();
        let new = prepare_next_key(pc.dir()).unwrap();
        pc.stored = Some(new);
        assert_eq!(pc.start(), new);
        assert_ne!(old, new);
        for entry in fs::read_dir(files::folder(pc.dir())).unwrap() {
            assert_ne!(fs::read(entry.unwrap().path()).unwrap(), before);
        }
    }

    #[test]
    fn cut_after_the_rename_nothing_is_left_to_do() {
        let (mut pc, _) = Pc::new();
        let new = prepare_next_key(pc.dir()).unwrap();
        pc.stored = Some(new);
        use_next_key(pc.dir()).unwrap();
        assert_eq!((pc.start(), pc.start()), (new, new));
    }

    #[test]
    fn a_return_that_is_begun_again_makes_another_key() {
        let (pc, old) = Pc::new();
        let (first, second) = (prepare_next_key(pc.dir()), prepare_next_key(pc.dir()));
        assert_ne!(first.unwrap(), second.unwrap());
        assert_eq!(pc.start(), old);
    }

    #[cfg(unix)]
    #[test]
    fn the_next_key_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let (pc, _) = Pc::new();
        prepare_next_key(pc.dir()).unwrap();
        let mode = fs::metadata(next(pc.dir())).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
