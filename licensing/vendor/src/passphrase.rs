//! The passphrase of a private key, which is asked for only where a key is encrypted.

use std::path::{Path, PathBuf};

use madoguchi_files::passphrase::{Passphrase, Unfit, VARIABLE};
use madoguchi_licensing::grant::Environment;
use zeroize::Zeroizing;

/// Why a text is no passphrase, or there is none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is none, or too short for a production key.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// Typed twice, and differently.
    #[error("the two passphrases differ; nothing was made")]
    Differ,
    /// Nobody could be asked.
    #[error(
        "{} is encrypted and nobody can be asked for its passphrase; run it in a terminal, or give the passphrase by --passphrase-fd or {VARIABLE}",
        path.display()
    )]
    Unasked {
        /// The key's file.
        path: PathBuf,
    },
    /// Nobody could be asked for a new one.
    #[error(
        "a passphrase is needed for the new key {}; run it in a terminal, or give the passphrase by --passphrase-fd or {VARIABLE}; a test's key can be made with --unencrypted",
        path.display()
    )]
    UnaskedNew {
        /// The key's file.
        path: PathBuf,
    },
    /// It could not be read.
    #[error("the passphrase cannot be read from {from}")]
    Unreadable {
        /// Where it should have come from.
        from: &'static str,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}

/// The passphrase of a new key: a production key's has 12 characters at least, for whoever steals the file tries what is shorter.
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
