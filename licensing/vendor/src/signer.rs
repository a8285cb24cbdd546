//! A private key that signs documents. `Debug` prints only its key id.

use std::fmt;

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use madoguchi_files::passphrase::Passphrase;
use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::keys::{self, KeyId, PublicKey};
use madoguchi_licensing::kind::Payload;
use pkcs8::{LineEnding, SecretDocument};
use zeroize::Zeroizing;

use crate::encrypted;

/// An Ed25519 private key, wiped from memory when it is dropped.
pub struct Signer {
    key: SigningKey,
    public: PublicKey,
}

/// The reason why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    Random(#[source] getrandom::Error),
    NotAKey(#[source] pkcs8::Error),
    Encode(#[source] pkcs8::Error),
    /// The key is encrypted and cannot be opened, or cannot be encrypted.
    Encrypted(#[from] encrypted::Error),
    Public(#[source] keys::Error),
}

impl Signer {
    /// A new key from the operating system's random bytes.
    ///
    /// # Errors
    /// There are no random bytes.
    pub fn generate() -> Result<Self, Error> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(Error::Random)?;
        Self::from_seed(&seed)
    }

    /// The key of this seed, for fixtures that must not change.
    ///
    /// # Errors
    /// None in practice: every seed has a usable key.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, Error> {
        Self::new(SigningKey::from_bytes(seed))
    }

    /// Reads a PKCS #8 private key in PEM. Text before the block is skipped.
    ///
    /// # Errors
    /// There is none, or it is not an Ed25519 key.
    pub fn from_pkcs8_pem(text: &str) -> Result<Self, Error> {
        Self::new(SigningKey::from_pkcs8_pem(text).map_err(Error::NotAKey)?)
    }

    /// Reads an encrypted PKCS #8 private key in PEM. Text before the block is skipped.
    ///
    /// # Errors
    /// There is none, the passphrase does not open it, or it is not an Ed25519 key.
    pub fn from_encrypted_pem(text: &str, passphrase: &Passphrase) -> Result<Self, Error> {
        let key = encrypted::open(text, passphrase)?;
        Self::new(SigningKey::from_pkcs8_der(key.as_bytes()).map_err(Error::NotAKey)?)
    }

    fn new(key: SigningKey) -> Result<Self, Error> {
        let public =
            PublicKey::from_bytes(key.verifying_key().as_bytes()).map_err(Error::Public)?;
        Ok(Self { key, public })
    }

    /// The private key as PKCS #8 in PEM, unencrypted.
    ///
    /// # Errors
    /// None in practice.
    pub fn to_pkcs8_pem(&self) -> Result<Zeroizing<String>, Error> {
        let document = self.to_pkcs8()?;
        document
            .to_pem("PRIVATE KEY", LineEnding::LF)
            .map_err(|error| Error::Encode(error.into()))
    }

    /// The private key as PKCS #8 in PEM, encrypted.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn to_encrypted_pem(&self, passphrase: &Passphrase) -> Result<Zeroizing<String>, Error> {
        Ok(encrypted::seal(&self.to_pkcs8()?, passphrase)?)
    }

    /// Without the public key, because OpenSSL 3.0 does not read a private key that contains it.
    fn to_pkcs8(&self) -> Result<SecretDocument, Error> {
        let pair = KeypairBytes {
            secret_key: self.key.to_bytes(),
            public_key: None,
        };
        pair.to_pkcs8_der().map_err(Error::Encode)
    }

    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        self.public
    }

    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.public.id()
    }

    /// Signs any payload without checking its content. `certificate` is this key's own, if it signs as an issuer.
    ///
    /// # Errors
    /// The document would be too large.
    pub fn sign<P: Payload>(
        &self,
        payload: &P,
        certificate: Option<&Document>,
    ) -> Result<Document, document::Error> {
        use ed25519_dalek::Signer as _;
        let payload = payload.encode_to_vec();
        let signature = self.key.sign(&document::message(P::KIND, &payload));
        Document::assemble(P::KIND, payload, signature.to_bytes(), certificate)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.key_id())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_file_and_shows_only_its_id() {
        let signer = Signer::generate().unwrap();
        let pem = signer.to_pkcs8_pem().unwrap();
        let again = Signer::from_pkcs8_pem(&format!("A comment.\n\n{}", *pem)).unwrap();
        assert_eq!(again.public_key(), signer.public_key());
        assert_eq!(
            format!("{signer:?}"),
            format!("Signer({})", signer.key_id())
        );
    }

    #[test]
    fn two_keys_are_never_the_same() {
        let (one, two) = (Signer::generate().unwrap(), Signer::generate().unwrap());
        assert_ne!(one.public_key(), two.public_key());
    }

    #[test]
    fn a_public_key_is_not_taken_for_a_private_one() {
        let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";
        assert!(matches!(
            Signer::from_pkcs8_pem(public),
            Err(Error::NotAKey(_))
        ));
    }
}
