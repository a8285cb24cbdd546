//! Keys in files. A private key is written unencrypted, for its owner alone; beside a root lies its
//! public half, which a test installation lays down.
//!
//! Unencrypted keys are fit for tests only, so this version makes no production key at all.

use std::path::Path;

use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::keys::PublicKey;

use crate::files::{self, Readers};
use crate::sequence::{self, Sequence};
use crate::signer::{self, Signer};

/// Why a key could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Production keys must be encrypted.
    #[error(
        "production keys are not made by this version: it keeps keys unencrypted, and encrypted keys come with the vendor's full tool; use --environment test"
    )]
    Production,
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] files::Error),
    /// There is no usable key.
    #[error(transparent)]
    Key(#[from] signer::Error),
    /// The root's numbers could not be begun.
    #[error(transparent)]
    Sequence(#[from] sequence::Error),
}

/// Makes a root: `path` (private), `path.pub` (public) and `path.sequence` (its next number).
///
/// # Errors
/// When the environment is production, or one of the files exists or cannot be written.
pub fn create_root(path: &Path, environment: Environment) -> Result<Signer, Error> {
    if environment == Environment::Production {
        return Err(Error::Production);
    }
    let public = files::with_suffix(path, ".pub");
    let sequence = files::with_suffix(path, ".sequence");
    for file in [path, &public, &sequence] {
        files::must_be_free(file)?;
    }
    let root = Signer::generate()?;
    write_private(path, &root)?;
    let text = public_root(root.public_key());
    files::create(&public, text.as_bytes(), Readers::Anybody)?;
    Sequence::at(sequence).begin()?;
    Ok(root)
}

/// Reads a private key.
///
/// # Errors
/// When the file cannot be read or holds no Ed25519 private key.
pub fn read_private(path: &Path) -> Result<Signer, Error> {
    let text = zeroize::Zeroizing::new(files::read_text(path)?);
    Ok(Signer::from_pkcs8_pem(&text)?)
}

/// Writes a private key, for its owner alone.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn write_private(path: &Path, signer: &Signer) -> Result<(), Error> {
    let pem = signer.to_pkcs8_pem()?;
    Ok(files::create(path, pem.as_bytes(), Readers::Owner)?)
}

/// A root's numbers.
#[must_use]
pub fn root_sequence(path: &Path) -> Sequence {
    Sequence::at(files::with_suffix(path, ".sequence"))
}

/// The text of a public root, as [`madoguchi_licensing::trust::read_root`] reads it.
#[must_use]
pub fn public_root(root: PublicKey) -> String {
    format!(
        "# A test root, key id {}. It makes a test installation, never one that serves a clinic.\n{root}\n",
        root.id()
    )
}
