//! A reader's factory key, and the proof that the reader has it (RULES P20). A license that names the key gives its seat to the reader with
//! that proof, and to no copy of the serial.

use crate::wire::{BadField, Field, bytes_of};
use madoguchi_fleet::ids::Serial;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_link::factory_key::{Binding, is_proved};

/// The factory key in a hello, with the proof that came with it.
#[derive(Debug, Clone)]
pub(in crate::gateway) struct FactoryClaim {
    key: PublicKey,
    proof: [u8; 64],
}

impl FactoryClaim {
    /// Takes both fields, or neither.
    pub(super) fn parse(key: &[u8], proof: &[u8]) -> Result<Option<Self>, BadField> {
        if key.is_empty() && proof.is_empty() {
            return Ok(None);
        }
        let key = PublicKey::from_slice(key).map_err(|_| Field::FactoryKey.malformed())?;
        let proof = bytes_of(proof, Field::FactoryProof)?;
        Ok(Some(Self { key, proof }))
    }

    /// The bytes of the key. They are proved only if [`Self::holds`] says so.
    pub(in crate::gateway) fn key(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether the proof was made by this unit for this connection.
    pub(in crate::gateway) fn holds(&self, serial: &Serial, binding: Binding) -> bool {
        is_proved(&self.key(), &self.proof, serial.as_str(), binding)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;

    #[test]
    fn a_claim_is_whole_or_not_there() {
        let key = SigningKey::from_bytes(&[9; 32]).verifying_key();
        let parse = |key: &[u8], proof: &[u8]| FactoryClaim::parse(key, proof).map(|c| c.is_some());
        let malformed = |field: Field| Err(field.malformed());
        assert_eq!(parse(b"", b""), Ok(false));
        assert_eq!(parse(key.as_bytes(), &[1; 64]), Ok(true));
        assert_eq!(parse(key.as_bytes(), b""), malformed(Field::FactoryProof));
        assert_eq!(
            parse(key.as_bytes(), &[1; 63]),
            malformed(Field::FactoryProof)
        );
        assert_eq!(parse(b"", &[1; 64]), malformed(Field::FactoryKey));
        assert_eq!(parse(&[0; 32], &[1; 64]), malformed(Field::FactoryKey));
    }
}
