//! Keys in files. A private key is written for its owner alone, and encrypted; a test key may be unencrypted on request. Beside a root's
//! key are its public key, its next number and its newest revocation list.

use std::path::{Path, PathBuf};

use madoguchi_files::Readers;
use madoguchi_files::passphrase::Passphrase;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::trust;
use madoguchi_reading::{NoPrivateKey, private_key};
use zeroize::Zeroizing;

use crate::encrypted;
use crate::files;
use crate::passphrase::{self, Secrets};
use crate::signer::{self, Signer};

/// The reason why a key could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    Production,
    Passphrase(#[from] passphrase::Error),
    File(#[from] files::Error),
    /// There are several private keys in the file.
    Several {
        path: PathBuf,
        count: usize,
    },
    Key {
        path: PathBuf,
        #[source]
        source: signer::Error,
    },
}

/// How the private key is protected in its file: by a passphrase, or not at all.
#[derive(Debug)]
pub struct Protection(Option<Passphrase>);

impl Protection {
    /// Asks for the passphrase of a new key in the file `key`, unless it is to be unencrypted.
    ///
    /// # Errors
    /// There is no passphrase or it is too short, or a production key was to be unencrypted.
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

/// Reads a private key; asks for its passphrase if it is encrypted.
///
/// # Errors
/// The file cannot be read or decrypted, or holds no Ed25519 private key.
pub fn read_private(path: &Path, secrets: &mut dyn Secrets) -> Result<Signer, Error> {
    let text = private_block(path)?;
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
/// The file cannot be read.
pub fn is_encrypted(path: &Path) -> Result<bool, Error> {
    Ok(encrypted::is_encrypted(&private_block(path)?))
}

/// The block of the one private key in a file that people carried, without what editors and mails put around it.
fn private_block(path: &Path) -> Result<Zeroizing<String>, Error> {
    let bytes = Zeroizing::new(files::read(path)?);
    let path = || path.into();
    private_key(&bytes).map_err(|why| match why {
        NoPrivateKey::Several { count } => Error::Several {
            path: path(),
            count,
        },
        NoPrivateKey::Other(what) if what.is_mail_source() => {
            files::Error::MailSource { path: path(), what }.into()
        }
        NoPrivateKey::Other(what) => files::Error::NotText { path: path(), what }.into(),
    })
}

/// Writes a private key, for its owner alone.
///
/// # Errors
/// The file exists or cannot be written.
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

/// The text of a public root, as [`trust::read_public`] reads it. For a production root it is a line of the list of compiled-in roots, so
/// that no installation takes it for a test root.
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
