//! The encryption of a backup: a file of age v1 (<https://age-encryption.org/v1>) for one passphrase or one recipient, so that the
//! standard `age` program opens it on a PC without Madoguchi.
//!
//! ```text
//! age-encryption.org/v1
//! -> scrypt SALT WORK            the file's key, wrapped with the passphrase's
//! -> X25519 SHARE                or with one that the recipient's identity alone can make
//! BODY
//! --- MAC                        over the header, with a key made of the file's
//! NONCE, then chunks of 64 KiB   ChaCha20-Poly1305, each with its number and whether it is the last
//! ```
//! Only these two parts of age are here, one of them in a file. The passphrase's key comes from scrypt, the recipient's from
//! curve25519-dalek, everything else from ring. A file that was cut, extended or changed
//! anywhere does not open: the header has its MAC, each chunk its tag, and the last chunk its mark.

mod header;
mod stream;

pub use header::Key;
pub(super) use header::{Lock, Locked, WORK};
pub(super) use stream::{Opener, Sealer};

use crate::recipient;
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
    /// It is no age file for a passphrase or one recipient.
    #[error("the file is not a backup")]
    NotOurs,
    #[error("the file asks for 2^{log_n} of work for its passphrase, more than any backup")]
    TooCostly {
        /// The work that it asks for.
        log_n: u8,
    },
    #[error("the passphrase is not the one of this backup")]
    WrongPassphrase,
    /// Made for another recipient than the one of this identity.
    #[error("the identity is not the one of this backup")]
    WrongIdentity,
    /// Made for a recipient, and a passphrase was given.
    #[error("the backup was made for a recipient: its identity opens it")]
    WantsIdentity,
    /// Made with a passphrase, and an identity was given.
    #[error("the backup was made with a passphrase")]
    WantsPassphrase,
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

/// A file's key, while it is known. It does not print itself.
pub(super) type FileKey = Zeroizing<[u8; FILE_KEY_BYTES]>;

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

impl From<recipient::Failed> for Error {
    fn from(why: recipient::Failed) -> Self {
        match why {
            recipient::Failed::Share => Self::NotOurs,
            failed => Self::Key(failed.into()),
        }
    }
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|error| Error::Key(error.into()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
