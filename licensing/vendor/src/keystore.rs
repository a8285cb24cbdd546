//! Keys in files. A private key is written for its owner alone, encrypted; a test's may lie open where that is
//! asked for. Beside a root lie its public half, its next number and its newest revocation list.

use std::path::{Path, PathBuf};

use madoguchi_files::Readers;
use madoguchi_files::passphrase::Passphrase;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust;

use crate::encrypted;
use crate::files;
use crate::passphrase::{self, Secrets};
use crate::signer::{self, Signer};

/// Why a key could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Production keys must be encrypted.
    #[error("a production key is never kept unencrypted; leave out --unencrypted")]
    Production,
    /// There is no passphrase.
    #[error(transparent)]
    Passphrase(#[from] passphrase::Error),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] files::Error),
    /// There is no usable key.
    #[error("{} cannot be used", path.display())]
    Key {
        /// The key's file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: signer::Error,
    },
}

/// How a new private key lies in its file.
#[derive(Debug)]
pub struct Protection(Option<Passphrase>);

impl Protection {
    /// Asks for the passphrase of a new key that goes into the file `key`, unless it shall lie open.
    ///
    /// # Errors
    /// When there is no passphrase or it is too short, or a production key shall lie open.
    pub fn ask(
        key: &Path,
        environment: Environment,
        unencrypted: bool,
        secrets: &mut dyn Secrets,
    ) -> Result<Self, Error> {
        match (unencrypted, environment) {
            (false, _) => Ok(Self(Some(secrets.fresh(key, environment)?))),
            (true, Environment::Test) => Ok(Self(None)),
            (true, Environment::Production) => Err(Error::Production),
        }
    }
}

/// Reads a private key; its passphrase is asked for where it is encrypted.
///
/// # Errors
/// When the file cannot be read, does not open, or holds no Ed25519 private key.
pub fn read_private(path: &Path, secrets: &mut dyn Secrets) -> Result<Signer, Error> {
    let text = zeroize::Zeroizing::new(files::read_text(path)?);
    let key = if encrypted::is_encrypted(&text) {
        Signer::from_encrypted_pem(&text, &secrets.known(path)?)
    } else {
        Signer::from_pkcs8_pem(&text)
    };
    key.map_err(|source| Error::Key {
        path: path.into(),
        source,
    })
}

/// Whether the private key in a file is encrypted.
///
/// # Errors
/// When the file cannot be read.
pub fn is_encrypted(path: &Path) -> Result<bool, files::Error> {
    let text = zeroize::Zeroizing::new(files::read_text(path)?);
    Ok(encrypted::is_encrypted(&text))
}

/// Writes a private key, for its owner alone.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn write_private(path: &Path, signer: &Signer, protection: &Protection) -> Result<(), Error> {
    let pem = match &protection.0 {
        Some(passphrase) => signer.to_encrypted_pem(passphrase),
        None => signer.to_pkcs8_pem(),
    };
    let pem = pem.map_err(|source| Error::Key {
        path: path.into(),
        source,
    })?;
    Ok(files::create(path, pem.as_bytes(), Readers::Owner)?)
}

/// The text of a public root, as [`trust::read_public`] reads it. A production root's is a line of the list that
/// programs are built with, so that nothing takes it for one that can be laid down.
#[must_use]
pub fn public_root(environment: Environment, root: PublicKey) -> String {
    let id = root.id();
    match environment {
        Environment::Test => format!(
            "# A test root, key id {id}. It makes a test installation, never one that serves a clinic.\n{root}\n"
        ),
        Environment::Production => format!(
            "# A production root. Programs are built with it (MADOGUCHI_ROOTS); no installation takes it from a file.\n{}\n",
            trust::line(environment, root)
        ),
    }
}
