//! Public keys and their ids. There is no type for private keys: nothing in this crate signs.

#[cfg(test)]
mod vectors;

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, VerifyingKey};
use madoguchi_plain::hex::{self, Hex};
use sha2::{Digest, Sha256};

use crate::grant::InstallationKey;

pub use crate::grant::KeyId;

impl KeyId {
    /// The id in a document's field; `None` unless it has 8 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Parses 16 hex digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::parse(text).map(Self)
    }
}

/// A checked Ed25519 public key: in its one encoding, and not of small order, because anybody could make signatures for such a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The reason why bytes are not an accepted public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("a public key is 32 bytes, or 64 hex digits; check that it was copied in full")]
    Length,
    /// It is not a point of the curve, or not in canonical form.
    #[error("these bytes are no Ed25519 public key; check for a mistyped digit")]
    NotAKey,
    /// Signatures for this key can be made without a private key.
    #[error("this key is of small order and protects nothing; make a new key")]
    Weak,
}

impl PublicKey {
    /// Checks 32 bytes.
    ///
    /// # Errors
    /// They are no key, not in canonical form, or a key of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| Error::NotAKey)?;
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(Error::NotAKey);
        }
        if key.is_weak() {
            return Err(Error::Weak);
        }
        Ok(Self(key))
    }

    /// Checks the key in a document's field.
    ///
    /// # Errors
    /// As for [`PublicKey::from_bytes`], or there are not 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        Self::from_bytes(bytes.try_into().map_err(|_| Error::Length)?)
    }

    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The key's id.
    #[must_use]
    pub fn id(self) -> KeyId {
        let digest = Sha256::digest(self.0.as_bytes());
        let mut id = [0; 8];
        id.copy_from_slice(&digest[..8]);
        KeyId(id)
    }

    /// Whether this key signed `message`, by the strict rules, which allow only one form of a signature.
    pub(crate) fn signed(self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = Signature::from_bytes(signature);
        self.0.verify_strict(message, &signature).is_ok()
    }
}

impl From<PublicKey> for InstallationKey {
    fn from(key: PublicKey) -> Self {
        Self(key.to_bytes())
    }
}

impl FromStr for PublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::from_bytes(&hex::parse(text.trim()).ok_or(Error::Length)?)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(self.0.as_bytes()), f)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    // RFC 8032, section 7.1, test 1.
    const REAL: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    #[test]
    fn a_key_has_one_form_and_a_short_name() {
        let key: PublicKey = REAL.parse().unwrap();
        assert_eq!(key.to_string(), REAL);
        assert_eq!(PublicKey::from_bytes(&key.to_bytes()), Ok(key));
        // Computed with `sha256sum` over the 32 bytes.
        assert_eq!(key.id().to_string(), "21fe31dfa154a261");
    }

    #[test]
    fn keys_that_protect_nothing_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        let mut order_two = [0xff; 32];
        order_two[0] = 0xec;
        order_two[31] = 0x7f;
        for weak in [identity, order_two, [0; 32]] {
            assert_eq!(PublicKey::from_bytes(&weak), Err(Error::Weak), "{weak:x?}");
        }
    }

    #[test]
    fn a_second_form_of_a_key_is_refused() {
        // y = p + 3: the same point as y = 3, in a form that no encoder writes.
        let mut second = [0xff; 32];
        second[0] = 0xf0;
        second[31] = 0x7f;
        let mut first = [0; 32];
        first[0] = 3;
        assert!(PublicKey::from_bytes(&first).is_ok());
        assert_eq!(PublicKey::from_bytes(&second), Err(Error::NotAKey));
        // x = 0 with its sign bit set.
        let mut signed_zero = [0; 32];
        signed_zero[0] = 1;
        signed_zero[31] = 0x80;
        assert_eq!(PublicKey::from_bytes(&signed_zero), Err(Error::NotAKey));
    }

    #[test]
    fn a_key_that_was_cut_off_or_mistyped_is_refused() {
        assert_eq!(REAL[1..].parse::<PublicKey>(), Err(Error::Length));
        assert_eq!(
            REAL.replace('d', "+").parse::<PublicKey>(),
            Err(Error::Length)
        );
        assert_eq!(PublicKey::from_bytes(&[2; 32]), Err(Error::NotAKey));
    }
}
