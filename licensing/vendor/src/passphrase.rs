//! The passphrase of a private key: never printed, wiped from memory, and asked for only where a key is
//! encrypted.

use std::fmt;
use std::path::{Path, PathBuf};

use madoguchi_licensing::grant::Environment;
use zeroize::Zeroizing;

/// Fewest characters of a new production key's passphrase: whoever steals the file tries what is shorter.
pub const MIN_CHARS: usize = 12;

/// Longest passphrase, in bytes: far beyond what anybody types.
pub const MAX_BYTES: usize = 1_024;

/// What unlocks a private key.
pub struct Passphrase(Zeroizing<String>);

/// Why a text is no passphrase, or there is none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing at all.
    #[error("the passphrase is empty")]
    Empty,
    /// Too short for a production key.
    #[error("the passphrase of a production key has at least {MIN_CHARS} characters")]
    Short,
    /// Too long.
    #[error("a passphrase has at most {MAX_BYTES} bytes")]
    Long,
    /// Typed twice, and differently.
    #[error("the two passphrases differ; nothing was made")]
    Differ,
    /// Nobody could be asked.
    #[error(
        "{} is encrypted and nobody can be asked for its passphrase; run it in a terminal, or give the passphrase by --passphrase-fd or MADOGUCHI_PASSPHRASE",
        path.display()
    )]
    Unasked {
        /// The key's file.
        path: PathBuf,
    },
    /// Nobody could be asked for a new one.
    #[error(
        "a passphrase is needed for the new key {}; run it in a terminal, or give the passphrase by --passphrase-fd or MADOGUCHI_PASSPHRASE; a test's key can be made with --unencrypted",
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

impl Passphrase {
    /// That of a key that exists.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn known(text: Zeroizing<String>) -> Result<Self, Error> {
        match text.len() {
            0 => Err(Error::Empty),
            1..=MAX_BYTES => Ok(Self(text)),
            _ => Err(Error::Long),
        }
    }

    /// That of a new key.
    ///
    /// # Errors
    /// As [`Passphrase::known`], or when it is too short for production.
    pub fn fresh(text: Zeroizing<String>, environment: Environment) -> Result<Self, Error> {
        if environment == Environment::Production && text.chars().count() < MIN_CHARS {
            return Err(Error::Short);
        }
        Self::known(text)
    }

    /// Whether another is the same.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
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

    fn text(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.into())
    }

    #[test]
    fn a_short_passphrase_protects_no_production_key() {
        let production = |words| Passphrase::fresh(text(words), Environment::Production);
        assert!(matches!(production("窓口の鍵"), Err(Error::Short)));
        assert!(production("窓口の鍵は金庫の中にあり").is_ok());
        assert!(Passphrase::fresh(text("short"), Environment::Test).is_ok());
        let empty = Passphrase::fresh(text(""), Environment::Test);
        assert!(matches!(empty, Err(Error::Empty)));
        let long = Passphrase::known(text(&"x".repeat(MAX_BYTES + 1)));
        assert!(matches!(long, Err(Error::Long)));
    }

    #[test]
    fn a_passphrase_shows_nothing_of_itself() {
        let passphrase = Passphrase::known(text("correct horse")).unwrap();
        assert_eq!(format!("{passphrase:?}"), "Passphrase(…)");
    }
}
