//! The encryption of a backup: a file of age v1 (<https://age-encryption.org/v1>) for one passphrase, so that the standard `age` program
//! opens it on a PC without Madoguchi.
//!
//! ```text
//! age-encryption.org/v1
//! -> scrypt SALT WORK            the file's key, wrapped with the passphrase's
//! BODY
//! --- MAC                        over the header, with a key made of the file's
//! NONCE, then chunks of 64 KiB   ChaCha20-Poly1305, each with its number and whether it is the last
//! ```
//! Only the part of age for passphrases is here. Keys come from scrypt, everything else from ring. A file that was cut, extended or changed
//! anywhere does not open: the header has its MAC, each chunk its tag, and the last chunk its mark.

mod header;
mod stream;

pub(super) use header::{Locked, WORK};
pub(super) use stream::{Opener, Sealer};

use madoguchi_plain::BoxError;
use ring::hkdf;
use std::io;
use zeroize::Zeroizing;

/// Length of the key that encrypts one file.
const FILE_KEY_BYTES: usize = 16;
/// Length of the keys that are derived from it.
const KEY_BYTES: usize = 32;
/// Length of an authentication tag.
const TAG_BYTES: usize = 16;
/// Length of the nonce, which makes the chunks of each file different from those of every other.
const NONCE_BYTES: usize = 16;

/// The reason why a file could not be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no age file for a passphrase.
    #[error("the file is not a backup")]
    NotOurs,
    #[error("the file asks for 2^{log_n} of work for its passphrase, more than any backup")]
    TooCostly {
        /// The work that it asks for.
        log_n: u8,
    },
    #[error("the passphrase is not the one of this backup")]
    WrongPassphrase,
    #[error("the file was cut short or changed")]
    Damaged,
    #[error("the file's key cannot be made")]
    Key(#[source] BoxError),
    #[error("the file cannot be read or written")]
    Io(#[from] io::Error),
}

impl Error {
    /// What the system said, if it was the system.
    pub(super) fn into_io(self) -> io::Error {
        match self {
            Self::Io(error) => error,
            other => io::Error::other(other),
        }
    }
}

/// A key for one use, derived from the file's key.
fn derived(
    file_key: &[u8; FILE_KEY_BYTES],
    salt: &[u8],
    use_of: &[u8],
) -> Result<Zeroizing<[u8; KEY_BYTES]>, Error> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(file_key)
        .expand(&[use_of], hkdf::HKDF_SHA256)
        .and_then(|made| made.fill(&mut *key))
        .map_err(|_| Error::Key("HKDF failed".into()))?;
    Ok(key)
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|error| Error::Key(error.into()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
