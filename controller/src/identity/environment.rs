//! Which environment a data directory is for: written at the first start, and held to at every later one. Tickets,
//! units and keys of a test never become a clinic's, nor the other way.

use super::{Error, owner_only};
use madoguchi_licensing::grant::Environment;
use std::io;
use std::path::Path;

/// The mark, beside the keys.
const FILE: &str = "environment";

/// Marks a data directory that has an identity, or checks the mark.
///
/// # Errors
/// When it is marked for the other environment, or the mark cannot be read or written.
pub fn claim(data_dir: &Path, environment: Environment) -> Result<(), Error> {
    let path = super::files::folder(data_dir).join(FILE);
    let wanted = word(environment);
    match super::files::bounded(&path) {
        Ok(found) if found.trim() == wanted => Ok(()),
        Ok(_) => Err(Error::OtherEnvironment {
            folder: data_dir.to_owned(),
            wanted,
        }),
        Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            owner_only::replace_file(&path, format!("{wanted}\n").as_bytes())
                .map_err(|source| Error::Write { path, source })
        }
        Err(other) => Err(other),
    }
}

/// Whether a data directory is marked as one of a test; `false` where nobody has used it yet, or it cannot be read.
pub(crate) fn is_test(data_dir: &Path) -> bool {
    let mark = super::files::bounded(&super::files::folder(data_dir).join(FILE));
    mark.is_ok_and(|mark| mark.trim() == word(Environment::Test))
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
}
