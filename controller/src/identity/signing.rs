//! The installation's own signatures: requests and returns to the vendor, bundles for support, and nothing else. No license can be made here: licenses count
//! only if a vendor's issuer signed them, and this program has no signing code of a vendor.

use super::{Error, Identity, NOT_A_SIGNING_KEY, TOKEN_BYTES, random};
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use ed25519_dalek::{Signer, SigningKey};
use madoguchi_fleet::ids::Installation;
use madoguchi_licensing::acts::ActPayload;
use madoguchi_licensing::document::{self, Document, SIGNATURE_LEN};
use madoguchi_licensing::grant::InstallationKey;

use std::fmt;
use zeroize::Zeroizing;

// A seed of Ed25519 has as many bytes as `random` gives.
const _: () = assert!(TOKEN_BYTES == 32);

impl Identity {
    /// Signs an act of this installation.
    ///
    /// # Errors
    /// The document would be too large.
    pub fn sign_act<A: ActPayload>(&self, act: &A) -> Result<Document, document::Error> {
        let payload = act.encode_to_vec();
        let signature = self
            .installation_key
            .sign(&document::message(A::KIND, &payload));
        Document::assemble(A::KIND, payload, signature, None)
    }

    /// Signs the manifest of a bundle for support. The context stands before it, so this is no act's signature.
    #[must_use]
    pub fn sign_bundle(&self, manifest: &[u8]) -> [u8; SIGNATURE_LEN] {
        self.installation_key
            .sign(&madoguchi_bundle::signed(manifest))
    }
}

/// The installation's private key. It is never printed, and its library wipes it from memory when it is dropped.
pub(super) struct PrivateKey(SigningKey);

impl PrivateKey {
    /// Reads PKCS #8 in PEM. The error does not say what is wrong: that could repeat a part of the key.
    pub(super) fn from_pem(pem: &str) -> Result<Self, &'static str> {
        let key = SigningKey::from_pkcs8_pem(pem).map_err(|_| NOT_A_SIGNING_KEY)?;
        Ok(Self(key))
    }

    /// A new key, PEM.
    pub(super) fn generate_pem() -> Result<Zeroizing<String>, Error> {
        SigningKey::from_bytes(&*random()?)
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| Error::Certificate(rcgen::Error::CouldNotParseKeyPair))
    }

    /// The public half, which names the installation.
    pub(super) fn installation(&self) -> Installation {
        InstallationKey(self.0.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_LEN] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_licensing::keys::PublicKey;
    use madoguchi_proto::v1::ActivationRequest;

    #[test]
    fn an_act_is_signed_with_the_installations_key_alone() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::open_or_create(folder.path()).unwrap();
        let request = ActivationRequest {
            installation_key: identity.installation().0.to_vec(),
            ..ActivationRequest::default()
        };
        let document = identity.sign_act(&request).unwrap();
        let ours = PublicKey::from_bytes(&identity.installation().0).unwrap();
        assert!(document.is_signed_by(ours));
        assert_eq!(document.open::<ActivationRequest>().unwrap(), request);
        let other = PrivateKey::from_pem(&PrivateKey::generate_pem().unwrap()).unwrap();
        let theirs = PublicKey::from_bytes(&other.installation().0).unwrap();
        assert!(!document.is_signed_by(theirs));
    }

    #[test]
    fn a_private_key_prints_nothing_of_itself() {
        let pem = PrivateKey::generate_pem().unwrap();
        let key = PrivateKey::from_pem(&pem).unwrap();
        assert_eq!(format!("{key:?}"), "PrivateKey(…)");
        let broken = pem.replace('A', "?");
        assert_eq!(PrivateKey::from_pem(&broken).err(), Some(NOT_A_SIGNING_KEY));
    }
}
