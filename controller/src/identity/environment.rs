//! The environment of a data directory. It is written at the first start and checked at every later one, so that tickets, units and keys of
//! a test never become those of a clinic, or the other way round.

use super::{Error, owner_only};
use crate::store;
use madoguchi_licensing::grant::Environment;
use std::io;
use std::path::{Path, PathBuf};

/// The file with the environment, beside the keys.
const FILE: &str = "environment";

/// Writes the environment into a data directory that has only an identity, or checks the one that is there.
///
/// # Errors
/// The data directory is for the other environment, it was used and its mark is missing or damaged, or the mark cannot be read or written.
pub fn claim(data_dir: &Path, environment: Environment) -> Result<(), Error> {
    match is_claimed(data_dir, environment)? {
        true => Ok(()),
        false => mark(data_dir, environment),
    }
}

/// Whether a data directory has the mark; `false` where its first start has still to write it.
///
/// # Errors
/// As [`claim`], but for what is written.
pub(crate) fn is_claimed(data_dir: &Path, environment: Environment) -> Result<bool, Error> {
    let path = path(data_dir);
    let found = match super::files::bounded(&path) {
        Ok(found) => found,
        Err(Error::Damaged { .. }) => return Err(Error::NoMark { path }),
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            // The mark is written before the store is made: a first start may have been interrupted in between.
            let is_there = |folder| super::files::is_there(&data_dir.join(folder));
            return if is_there(store::FOLDER)? || is_there(store::JOURNAL)? {
                Err(Error::NoMark { path })
            } else {
                Ok(false)
            };
        }
        Err(other) => return Err(other),
    };
    // People are asked to write it with an editor.
    let found = as_written(&found);
    if found == word(environment) {
        Ok(true)
    } else if found == word(other(environment)) {
        Err(Error::OtherEnvironment {
            folder: data_dir.to_owned(),
            wanted: word(environment),
        })
    } else {
        Err(Error::NoMark { path })
    }
}

/// Writes the mark of a data directory.
pub(super) fn mark(data_dir: &Path, environment: Environment) -> Result<(), Error> {
    let path = path(data_dir);
    owner_only::replace_file(&path, format!("{}\n", word(environment)).as_bytes())
        .map_err(|source| Error::Write { path, source })
}

fn path(data_dir: &Path) -> PathBuf {
    super::files::folder(data_dir).join(FILE)
}

const fn other(environment: Environment) -> Environment {
    match environment {
        Environment::Production => Environment::Test,
        Environment::Test => Environment::Production,
    }
}

/// The environment of a data directory by its mark, where that can be read.
pub(crate) fn marked(data_dir: &Path) -> Option<Environment> {
    let mark = as_written(&super::files::bounded(&path(data_dir)).ok()?);
    let known = [Environment::Production, Environment::Test];
    known
        .into_iter()
        .find(|environment| mark == word(*environment))
}

/// Whether a data directory is for a test; `false` if nobody has used it yet, or it cannot be read.
pub(crate) fn is_test(data_dir: &Path) -> bool {
    marked(data_dir) == Some(Environment::Test)
}

/// The mark as `mark` writes it, from what an editor may have made of it.
pub(crate) fn as_written(mark: &str) -> String {
    madoguchi_reading::plain(mark).trim().to_lowercase()
}

const fn word(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Test => "test",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity::Identity;

    #[test]
    fn a_data_directory_stays_what_it_was_first_used_for() {
        let folder = tempfile::tempdir().unwrap();
        Identity::open_or_create(folder.path()).unwrap();
        assert!(!is_test(folder.path()));
        claim(folder.path(), Environment::Test).unwrap();
        assert!(is_test(folder.path()));
        claim(folder.path(), Environment::Test).unwrap();
        let refused = claim(folder.path(), Environment::Production).unwrap_err();
        assert!(
            matches!(refused, Error::OtherEnvironment { .. }),
            "{refused}"
        );
    }
    #[test]
    fn a_data_directory_that_was_used_is_never_marked_by_guess() {
        let folder = tempfile::tempdir().unwrap();
        Identity::open_or_create(folder.path()).unwrap();
        std::fs::create_dir(folder.path().join(store::FOLDER)).unwrap();
        let file = path(folder.path());
        let torn: [&[u8]; 5] = [b"", b"\n", &[0; 5], b"te", &[0xff; 4]];
        for content in std::iter::once(None).chain(torn.map(Some)) {
            match content {
                Some(content) => std::fs::write(&file, content).unwrap(),
                None => assert!(!file.exists()),
            }
            for environment in [Environment::Test, Environment::Production] {
                let refused = claim(folder.path(), environment).unwrap_err();
                assert!(matches!(refused, Error::NoMark { .. }), "{refused}");
            }
            assert_eq!(std::fs::read(&file).ok().as_deref(), content);
        }
        // The remedy in the text.
        for written in ["test", "\u{feff}test\r\n", "Test", "ｔｅｓｔ"] {
            std::fs::write(&file, written).unwrap();
            claim(folder.path(), Environment::Test).unwrap();
            assert!(is_test(folder.path()));
        }
    }
}
