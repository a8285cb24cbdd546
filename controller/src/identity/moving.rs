//! The identity in a backup, and how another PC gets it.
//!
//! The desk's token is not moved: a token from a backup must open no desk, so a new one is made. The environment's mark is made again, too,
//! from the head of the backup.

use super::signing::PrivateKey;
use super::{Error, environment, files, new_token};
use files::Texts;
use madoguchi_fleet::ids::Installation;
use madoguchi_licensing::grant::Environment;
use std::collections::BTreeMap;
use std::path::Path;
use zeroize::Zeroizing;

const NAMES: [&str; 5] = [
    files::AUTHORITY,
    files::AUTHORITY_KEY,
    files::SERVER,
    files::SERVER_KEY,
    files::INSTALLATION_KEY,
];

/// The files of an identity, by name. It has no Debug, because they are keys.
#[derive(Default)]
pub(crate) struct Moved(BTreeMap<String, Zeroizing<String>>);

impl Moved {
    /// Reads the files from a data directory, and the installation to which they belong.
    pub(crate) fn read(data_dir: &Path) -> Result<(Self, Installation), Error> {
        let folder = files::folder(data_dir);
        let mut moved = Self::default();
        for name in NAMES {
            moved.0.insert(name.to_owned(), files::text(&folder, name)?);
        }
        let key = PrivateKey::from_pem(moved.text(files::INSTALLATION_KEY));
        let key = key.map_err(|why| Error::Damaged {
            path: folder.join(files::INSTALLATION_KEY),
            source: why.into(),
        })?;
        Ok((moved, key.installation()))
    }

    /// Takes one file of a backup; `false` if no identity has such a file, or it was taken before.
    pub(crate) fn take(&mut self, name: String, content: Zeroizing<String>) -> bool {
        NAMES.contains(&name.as_str())
            && content.len() <= files::MAX_BYTES
            && self.0.insert(name, content).is_none()
    }

    /// Whether all files are there.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.len() == NAMES.len()
    }

    /// Names and contents.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.0.iter();
        files.map(|(name, content)| (name.as_str(), content.as_str()))
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.as_str())
    }

    fn secret(&self, name: &str) -> Zeroizing<String> {
        Zeroizing::new(self.text(name).to_owned())
    }
}

/// Writes an identity into a data directory that has none, with a new desk token.
pub(crate) fn lay_down(data_dir: &Path, moved: &Moved, of: Environment) -> Result<(), Error> {
    let texts = Texts {
        authority: moved.text(files::AUTHORITY).to_owned(),
        authority_key: moved.secret(files::AUTHORITY_KEY),
        server: moved.text(files::SERVER).to_owned(),
        server_key: moved.secret(files::SERVER_KEY),
        installation_key: moved.secret(files::INSTALLATION_KEY),
        desk_token: new_token()?,
    };
    files::write(data_dir, &texts)?;
    environment::mark(data_dir, of)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity::{Identity, claim};

    #[test]
    fn an_identity_is_the_same_elsewhere_but_for_its_desks_token() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = Identity::open_or_create(here.path()).unwrap();
        let (moved, installation) = Moved::read(here.path()).unwrap();
        assert!(moved.is_whole());
        assert_eq!(installation, first.installation());
        lay_down(there.path(), &moved, Environment::Test).unwrap();
        let second = Identity::open_or_create(there.path()).unwrap();
        assert_eq!(second.installation(), first.installation());
        assert_eq!(second.authority_pem(), first.authority_pem());
        // The readers pin this key.
        assert_eq!(second.server_key(), first.server_key());
        let token = files::text(&files::folder(here.path()), files::DESK_TOKEN).unwrap();
        assert!(first.is_desk_token(token.trim()));
        assert!(!second.is_desk_token(token.trim()));
        assert!(claim(there.path(), Environment::Production).is_err());
    }

    #[test]
    fn only_the_files_of_an_identity_are_taken_and_each_once() {
        let mut moved = Moved::default();
        let content = || Zeroizing::new("x".to_owned());
        assert!(moved.take("authority.key".into(), content()));
        assert!(!moved.take("authority.key".into(), content()));
        for name in [
            "../authority.key",
            "desk.token",
            "reception.token",
            "environment",
            "",
        ] {
            assert!(!moved.take(name.into(), content()), "{name}");
        }
        let large = Zeroizing::new("x".repeat(files::MAX_BYTES + 1));
        assert!(!moved.take("server.key".into(), large));
        assert!(!moved.is_whole());
    }
}
