//! The passphrase of a private key, which is asked for only where a key is encrypted.

use std::path::{Path, PathBuf};

use madoguchi_files::passphrase::{Passphrase, Unfit};
use madoguchi_licensing::grant::Environment;
use zeroize::Zeroizing;

/// Why a text is no passphrase, or there is none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is none, or too short for a production key.
    Unfit(#[from] Unfit),
    /// Typed twice, and differently.
    Differ,
    /// Nobody could be asked.
    Unasked {
        /// The key's file.
        path: PathBuf,
    },
    /// Nobody could be asked for a new one.
    UnaskedNew {
        /// The key's file.
        path: PathBuf,
    },
    /// It could not be read.
    Unreadable {
        /// Where it should have come from.
        from: Origin,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}

/// Where a passphrase is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The descriptor that `--passphrase-fd` names.
    Descriptor,
    Environment,
    Terminal,
}

/// The passphrase of a new key: a production key's has [`madoguchi_files::passphrase::MIN_CHARS`] at least, for whoever steals the file tries what is shorter.
///
/// # Errors
/// When it is empty, too short for production, or too long.
pub fn fresh(text: Zeroizing<String>, environment: Environment) -> Result<Passphrase, Error> {
    match (environment, text.is_empty()) {
        (Environment::Production, true) => Err(Unfit::Short.into()),
        (Environment::Production, false) => Ok(Passphrase::fresh(text)?),
        (Environment::Test, _) => Ok(Passphrase::known(text)?),
    }
}

/// Where passphrases come from.
pub trait Secrets {
    /// That of the key in this file.
    ///
    /// # Errors
    /// When there is none.
    fn known(&mut self, key: &Path) -> Result<Passphrase, Error>;

    /// One for a new key that goes into this file.
    ///
    /// # Errors
    /// When there is none, or it is too short.
    fn fresh(&mut self, key: &Path, environment: Environment) -> Result<Passphrase, Error>;
}

/// Nobody to ask: opens unencrypted keys alone.
#[derive(Debug, Clone, Copy)]
pub struct Nobody;

impl Secrets for Nobody {
    fn known(&mut self, key: &Path) -> Result<Passphrase, Error> {
        Err(Error::Unasked { path: key.into() })
    }

    fn fresh(&mut self, key: &Path, _environment: Environment) -> Result<Passphrase, Error> {
        Err(Error::UnaskedNew { path: key.into() })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_files::passphrase::MAX_BYTES;

    fn text(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.into())
    }

    #[test]
    fn a_short_passphrase_protects_no_production_key() {
        let production = |words| fresh(text(words), Environment::Production);
        assert!(matches!(
            production("窓口の鍵"),
            Err(Error::Unfit(Unfit::Short))
        ));
        assert!(production("窓口の鍵は金庫の中にあり").is_ok());
        assert!(fresh(text("short"), Environment::Test).is_ok());
        let empty = fresh(text(""), Environment::Test);
        assert!(matches!(empty, Err(Error::Unfit(Unfit::Empty))));
        let long = fresh(text(&"x".repeat(MAX_BYTES + 1)), Environment::Production);
        assert!(matches!(long, Err(Error::Unfit(Unfit::Long))));
    }
}
