//! A reader's factory key, and the proof that the reader has it (RULES P20): a license that names the key seats whoever
//! proves it, and no copy of the serial.

use super::Nonsense;
use crate::tls::Binding;
use ed25519_dalek::{Signature, VerifyingKey};
use madoguchi_fleet::ids::Serial;
use madoguchi_licensing::keys::PublicKey;

/// What stands before the serial and the connection's bytes when a proof is signed; the closing zero byte ends it.
/// Never changed: readers that are out there rely on it.
const CONTEXT: &[u8] = b"madoguchi.v1.factory_key\0";

/// The factory key that a hello names, and what is said to prove it.
#[derive(Debug, Clone)]
pub(in crate::gateway) struct FactoryClaim {
    key: PublicKey,
    proof: [u8; 64],
}

impl FactoryClaim {
    /// Both fields, or neither.
    pub(super) fn parse(key: &[u8], proof: &[u8]) -> Result<Option<Self>, Nonsense> {
        if key.is_empty() && proof.is_empty() {
            return Ok(None);
        }
        let key = PublicKey::from_slice(key).map_err(|_| Nonsense::Malformed("factory_key"))?;
        let proof = proof
            .try_into()
            .map_err(|_| Nonsense::Malformed("factory_proof"))?;
        Ok(Some(Self { key, proof }))
    }

    /// The key's bytes: proved only where [`Self::holds`].
    pub(in crate::gateway) fn key(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether the proof is of this unit on this connection.
    pub(in crate::gateway) fn holds(&self, serial: &Serial, binding: Binding) -> bool {
        let message = [CONTEXT, serial.as_str().as_bytes(), b"\0", &binding.0].concat();
        let signature = Signature::from_bytes(&self.proof);
        VerifyingKey::from_bytes(&self.key())
            .is_ok_and(|key| key.verify_strict(&message, &signature).is_ok())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    const HERE: Binding = Binding([5; 32]);

    fn serial(text: &str) -> Serial {
        Serial::parse(text).unwrap()
    }

    fn claim(key: &SigningKey) -> FactoryClaim {
        let message = [b"madoguchi.v1.factory_key\0CR-1\0", &[5; 32][..]].concat();
        let proof = key.sign(&message).to_bytes();
        FactoryClaim::parse(key.verifying_key().as_bytes(), &proof)
            .unwrap()
            .unwrap()
    }

    #[test]
    fn a_proof_holds_for_its_unit_on_its_connection_and_nowhere_else() {
        let claim = claim(&SigningKey::from_bytes(&[9; 32]));
        assert!(claim.holds(&serial("CR-1"), HERE));
        assert!(!claim.holds(&serial("CR-2"), HERE), "another unit");
        assert!(!claim.holds(&serial("CR-1"), Binding([6; 32])), "replayed");
    }

    #[test]
    fn a_proof_of_another_key_does_not_hold() {
        let (ours, theirs) = ([9; 32], [8; 32]);
        let mut claim = claim(&SigningKey::from_bytes(&ours));
        let other = SigningKey::from_bytes(&theirs).verifying_key();
        claim.key = PublicKey::from_bytes(other.as_bytes()).unwrap();
        assert!(!claim.holds(&serial("CR-1"), HERE));
    }

    #[test]
    fn a_claim_is_whole_or_not_there() {
        let key = SigningKey::from_bytes(&[9; 32]).verifying_key();
        let parse = |key: &[u8], proof: &[u8]| FactoryClaim::parse(key, proof).map(|c| c.is_some());
        let malformed = |field| Err(Nonsense::Malformed(field));
        assert_eq!(parse(b"", b""), Ok(false));
        assert_eq!(parse(key.as_bytes(), &[1; 64]), Ok(true));
        assert_eq!(parse(key.as_bytes(), b""), malformed("factory_proof"));
        assert_eq!(parse(key.as_bytes(), &[1; 63]), malformed("factory_proof"));
        assert_eq!(parse(b"", &[1; 64]), malformed("factory_key"));
        assert_eq!(parse(&[0; 32], &[1; 64]), malformed("factory_key"));
    }
}
