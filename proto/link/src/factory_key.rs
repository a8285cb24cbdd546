//! The factory key's proof: what a reader signs on each connection to show that it has its maker's key (RULES P20).

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rustls::ConnectionCommon;

/// The label under which TLS exports a connection's [`Binding`].
const EXPORT_LABEL: &[u8] = b"EXPORTER-madoguchi-factory-key";

/// The bytes before the serial in what is signed (`Hello.factory_proof`); the closing zero byte ends them.
const CONTEXT: &[u8] = b"madoguchi.v1.factory_key\0";

/// 32 bytes that TLS exports to both sides of one connection and to nobody else (RFC 8446, 7.5), so that a proof is of no use on
/// the next connection. Debug prints nothing of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Binding(pub [u8; 32]);

impl Binding {
    /// Exports the bytes of a connection.
    ///
    /// # Errors
    /// When the handshake is not finished.
    pub fn of<Side>(connection: &ConnectionCommon<Side>) -> Result<Self, rustls::Error> {
        connection
            .export_keying_material([0; 32], EXPORT_LABEL, None)
            .map(Self)
    }
}

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Binding(…)")
    }
}

/// Signs the proof for one serial on one connection.
#[must_use]
pub fn prove(key: &SigningKey, serial: &str, binding: Binding) -> [u8; 64] {
    key.sign(&message(serial, binding)).to_bytes()
}

/// Whether a proof was signed with `key` for this serial on this connection.
#[must_use]
pub fn is_proved(key: &[u8; 32], proof: &[u8; 64], serial: &str, binding: Binding) -> bool {
    let proof = Signature::from_bytes(proof);
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify_strict(&message(serial, binding), &proof).is_ok())
}

fn message(serial: &str, binding: Binding) -> Vec<u8> {
    [CONTEXT, serial.as_bytes(), b"\0", &binding.0].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Binding = Binding([5; 32]);

    #[test]
    fn what_is_signed_stays_as_it_is() {
        let fixed = [b"madoguchi.v1.factory_key\0CR-1\0", &[5; 32][..]].concat();
        assert_eq!(message("CR-1", HERE), fixed);
    }

    #[test]
    fn a_proof_holds_for_its_unit_on_its_connection_and_nowhere_else() {
        let key = SigningKey::from_bytes(&[9; 32]);
        let proof = prove(&key, "CR-1", HERE);
        let key = key.verifying_key().to_bytes();
        assert!(is_proved(&key, &proof, "CR-1", HERE));
        assert!(!is_proved(&key, &proof, "CR-2", HERE), "another unit");
        let next = Binding([6; 32]);
        assert!(!is_proved(&key, &proof, "CR-1", next), "replayed");
    }

    #[test]
    fn a_proof_of_another_key_does_not_hold() {
        let proof = prove(&SigningKey::from_bytes(&[9; 32]), "CR-1", HERE);
        let other = SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes();
        assert!(!is_proved(&other, &proof, "CR-1", HERE));
    }
}
